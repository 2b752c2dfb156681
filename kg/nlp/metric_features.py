"""What speaks for a number being told of an entity: named features of a value and of each entity near it.

Everything is read from the clause view of `frames`; indices count in `Frame.code`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Entity, Value
from kg.nlp.frames import CODE, MENTIONS, Frame, Member, Slot
from kg.nlp.metric_words import load_cues, unit_class

MAX_SENTENCES = 2
"""Sentences of the paragraph before the value's own in which a subject is looked for."""
VALUE_CODES = "".join(CODE[kind] for kind in ("money", "quantity", "percent"))
_SLOT = re.compile(rf"[{MENTIONS}{VALUE_CODES}]")
_MENTION = re.compile(rf"[{MENTIONS}]")
_PLAN = re.compile(r"将|计划|拟|力争|目标|预计|预期|有望|争取|要(?!求)|规划|确保|希望")
_EACH = re.compile(r"每|人均|户均|亩均|日均|年均|平均|单")
_SELF = re.compile(r"我|咱|俺|你|他说|她说")
_SPOKEN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]")
_VAGUE = ("数", "几")
_JOINED = (
    "opens", "oblique", "owner", "told", "opens-sentence", "ends-clause", "main", "in", "object", "source", "this",
    "touches", "listed", "after-subject",
)  # fmt: skip
"""Features that mean something else by type and place, and are joined with both."""
_SAMPLE = re.compile(r"(?:每|第|这|那|另|某|一间|就有)$|(?:距|离|距离)[^，。]{0,3}$")
_NATION = re.compile(r"全国|我国|全社会|全球|世界|中国")
_SOURCE = re.compile(r"[^，。]{0,6}?(?:数据|消息|获悉|了解到|介绍|通报|公布|透露|报道|统计|发布|显示)")
_TOLD_BY = re.compile(r"(?:记者从|据|来自)$")
_ERA = re.compile(r"以来|时期|期间|提出|开幕|闭幕|精神|召开|规划")
_THIS = {
    "PROJECT": re.compile(r"(?:该|这个|这一|本)?(?:项目|工程|培训班|班|计划|行动|专线|机制)"),
    "EVENT": re.compile(r"(?:该|这场|此次|本次|本届|活动|大会|展会|博览会|招聘会|会上|现场|首日|共)"),
    "ORG": re.compile(r"(?:该|这家|本)?(?:公司|企业|集团|团队|协会|学校|医院|银行|合作社|厂|我们)"),
    "PARK": re.compile(
        r"(?:该|这个|这座)?(?:园区|基地|车间|产业园|工厂|服务点|站点|机场|口岸|大桥|电站|园内)"
    ),
    "REGION": re.compile(r"(?:该|全)?(?:村里|村集体|当地|县里|镇里|全村|本地|辖区|区内|境内)"),
    "PRODUCT": re.compile(r"(?:该|这一)?(?:产品|品牌|列车|班列)"),
    "PERSON": re.compile(r"(?:他|她|我)(?!们)"),
}
"""What a clause opens with when it goes on about a thing of that type."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entity that may be the subject of a value, with the features of the two together."""

    entity: Entity
    at: int
    start: int
    end: int
    features: frozenset[str]


@dataclass(slots=True)
class Page:
    """What all values of one text share."""

    frame: Frame
    counts: Counter[str] = field(init=False)
    main: tuple[str, ...] = field(init=False)
    share: int = field(init=False, default=0)
    """How much of all talk of regions is of the first, in fifths."""
    first: str = field(init=False, default="")
    mentions: list[tuple[int, Slot]] = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = [(i, s) for i, s in sorted(self.frame.slots.items()) if s.members]
        self.counts = Counter(m.entity.id for _, s in self.mentions for m in s.members)
        regions = [m.entity.id for _, s in self.mentions for m in s.members if m.entity.type == "REGION"]
        self.main = tuple(id_ for id_, _ in Counter(regions).most_common(2))
        if self.main:
            self.share = 5 * self.counts[self.main[0]] // len(regions)
        self.first = self.mentions[0][1].members[0].entity.id if self.mentions else ""


def measured_values(page: Page) -> Iterator[tuple[int, Value]]:
    """The values that count or measure a thing exactly, with their index in the code."""
    for index in sorted(page.frame.slots):
        value = page.frame.slots[index].value
        if value is None or value.number is None or value.qualifier.startswith(_VAGUE):
            continue
        if _is_measure(page.frame, index, value):
            yield index, value


def choices(page: Page, index: int, value: Value) -> list[Choice]:
    """The entities that may be the subject of the value at `index`, each once, where it fits best."""
    own = _value_features(page, index, value)
    frame = page.frame
    start, _ = frame.sentence(index)
    clause = frame.clause(index)
    first = start
    for _ in range(MAX_SENTENCES):
        if first == 0 or frame.code[first - 1] == "\n":
            break
        first = frame.sentence(max(first - 2, 0))[0]
    paragraph = frame.code.rfind("\n", 0, index) + 1
    places = [i for i, _ in page.mentions]
    near = page.mentions[bisect_left(places, first) : bisect_left(places, clause[1])]
    opener = page.mentions[bisect_left(places, paragraph) : bisect_left(places, first)][:2]
    here = any(start <= i < index for i, _ in near)
    if not here:
        own.add("alone")
    found: dict[str, Choice] = {}
    nearest: set[str] = set()
    opened = False
    ordered = sorted(near, key=lambda row: (row[0] > index, abs(row[0] - index)))
    for at, slot in [*ordered, *reversed(opener)]:
        opens = _opens(frame, at)
        for member in slot.members:
            if member.entity.id in found:
                continue
            features = _pair_features(page, index, at, slot, member, (first, start, clause), opens)
            if at < index and member.entity.type not in nearest and "oblique" not in features:
                features.add("near-type")
            if at < index and opens and not opened:
                features.add("near-opener")
            found[member.entity.id] = _choice(member, at, own, features, unit_class(value.unit))
        if at < index:
            if not _oblique(frame, at):
                nearest.update(m.entity.type for m in slot.members)
            opened = opened or opens
    for id_ in page.main[:1]:
        if id_ not in found:
            slot_at, slot = next(
                (i, s) for i, s in page.mentions if any(m.entity.id == id_ for m in s.members)
            )
            member = next(m for m in slot.members if m.entity.id == id_)
            features = {"far", "main", "REGION.far", f"main.share{page.share}"}
            if not here:
                features.add("alone.far")
            found[id_] = _choice(member, slot_at, own, features, unit_class(value.unit))
    return list(found.values())


def _choice(member: Member, at: int, own: set[str], features: set[str], unit: str) -> Choice:
    kind = member.entity.type
    both = own | features | {f"{kind}~{unit}", f"type.{kind}"}
    return Choice(member.entity, at, member.start, member.end, frozenset(both))


def lead(frame: Frame, index: int) -> str:
    """The words of the clause before a value, back to the last mention or value."""
    start, _ = frame.clause(index)
    slots = [m.end() for m in _SLOT.finditer(frame.code, start, index)]
    return frame.code[(slots[-1] if slots else start) : index]


def _value_features(page: Page, index: int, value: Value) -> set[str]:
    frame, cues = page.frame, load_cues()
    start, end = frame.clause(index)
    before, after = lead(frame, index), frame.code[index + 1 : end]
    unit = unit_class(value.unit)
    out = {"bias", f"unit.{unit}"}
    clause = frame.code[start:end]
    tests = {
        "scaled": value.unit[:1] in ("万", "亿"),
        "small": value.number is not None and value.number < 10 and value.unit[:1] not in ("万", "亿"),
        "large": value.number is not None and value.number >= 100,
        "spoken": bool(_SPOKEN.match(value.text.lstrip("超近约过上"))),
        "qualified": bool(value.qualifier),
        "measured": bool(cues.measured_end.search(before)),
        "equal": bool(cues.equal_end.search(before)),
        "grown": bool(cues.grown_end.search(before)),
        "acted": bool(cues.acted.search(before)),
        "acted-end": bool(cues.acted_end.search(before)),
        "no-lead": not before,
        "value-before": bool(index and frame.code[index - 1] in VALUE_CODES),
        "opens-clause": index == start,
        "after-noun": bool(cues.after.match(after)),
        "abstract": bool(cues.abstract.match(after)),
        "after-de": after.startswith("的"),
        "after-end": not after,
        "after-value": bool(after and after[0] in VALUE_CODES),
        "after-acted": bool(cues.acted.search(after)),
        "plan": bool(_PLAN.search(clause[: index - start])),
        "each": bool(_EACH.search(before)),
        "self": bool(_SELF.search(clause)),
        "dated": CODE["date"] in clause,
        "quoted": _quoted(frame.text, frame.starts[index]),
        "title": "\n" not in frame.code[:index],
        "nation": bool(_NATION.search(clause[: index - start])),
        "nation-before": bool(_NATION.search(frame.code[frame.sentence(index)[0] : index])),
        "from": before.endswith(("从", "由", "自", "比", "每", "这", "那", "第", "前", "近", "另")),
        "of-which": before.startswith(("其中", "包括", "含")),
    }
    out |= {name for name, holds in tests.items() if holds}
    head = next(
        (f for f in ("grown", "measured", "acted-end", "acted", "equal", "no-lead") if f in out), "none"
    )
    tail = next(
        (f for f in ("abstract", "after-value", "after-noun", "after-end", "after-de") if f in out), "none"
    )
    return out | {f"{unit}&{head}", f"{unit}&{tail}", f"{head}&{tail}"}


def _pair_features(
    page: Page,
    index: int,
    at: int,
    slot: Slot,
    member: Member,
    borders: tuple[int, int, tuple[int, int]],
    opens: bool,
) -> set[str]:
    frame, cues = page.frame, load_cues()
    first, sentence, clause = borders
    kind = member.entity.type
    if at > index:
        place = "behind"
    elif at >= clause[0]:
        place = "clause"
    elif at >= sentence:
        place = "sentence"
    elif at >= first:
        place = "before"
    else:
        place = "opener"
    between = frame.code[min(at, index) + 1 : max(at, index)]
    others = sum(not _oblique(frame, i) for i in _mentions_in(frame, min(at, index) + 1, max(at, index)))
    commas = len(re.findall("[，；：。]", between))
    out = {place, f"{kind}.{place}", f"{place}.others{min(others, 3)}"}
    if place in ("sentence", "before"):
        out.add(f"{place}.commas{min(commas, 5)}")
    if place in ("clause", "behind"):
        out.add(f"{place}.gap{min(len(between) // 4, 4)}")
    before = frame.code[max(at - 4, 0) : at]
    clause_words = frame.code[clause[0] : index]
    following = frame.code[at + 1 : at + 5]
    tests = {
        "opens": opens,
        "opens-sentence": opens and frame.clause(at)[0] == frame.sentence(at)[0],
        "oblique": _oblique(frame, at),
        "owner": following.startswith("的"),
        "told": bool(cues.told.match(following)),
        "touches": at + 1 == index,
        "main": page.main[:1] == (member.entity.id,) and not _oblique(frame, at),
        "second": len(page.main) > 1 and member.entity.id == page.main[1],
        "often": page.counts[member.entity.id] >= 3,
        "first": member.entity.id == page.first,
        "listed": len(slot.members) > 1,
        "group": "=" in slot.joiners,
        "ends-clause": following[:1] in ("，", "。", "；", "", "、", "\n"),
        "mention-follows": bool(following and following[0] in MENTIONS),
        "values-between": bool(re.search(f"[{VALUE_CODES}]", between)),
        "in": before.endswith("在"),
        "object": bool(cues.acted_end.search(before)),
        "source": bool(_SOURCE.match(frame.code, at + 1)) or bool(_TOLD_BY.search(before)),
        "era": bool(_ERA.match(following)),
        "this": place != "clause" and bool(_THIS.get(kind) and _THIS[kind].match(clause_words)),
        "nation-between": bool(_NATION.search(between)),
        "after-subject": not opens
        and any(_opens(frame, i) for i in _mentions_in(frame, frame.clause(at)[0], at)),
        "dispatch": bool(re.search("[向赴到往在]$", before)),
    }
    names = {name for name, holds in tests.items() if holds}
    if {"after-subject", "oblique"} <= names:
        names.add("aside")
    out |= names
    for name in _JOINED:
        if name in names:
            out |= {f"{place}.{name}", f"{kind}.{name}", f"{kind}.{place}.{name}"}
    if place in ("sentence", "before") and opens:
        out.add(f"{place}.opens.commas{min(commas, 3)}")
    if page.main[:1] == (member.entity.id,):
        out.add(f"main.share{page.share}")
    if place != "clause" and not _MENTION.search(frame.code[sentence:index]):
        out |= {f"alone.{place}", f"alone.{kind}.{place}"} | ({f"alone.{place}.opens"} if opens else set())
    if place == "clause" and opens:
        out.add(f"clause.opens.others{min(others, 2)}")
    return out


def _oblique(frame: Frame, at: int) -> bool:
    """Whether the mention is the object of a preposition or of a verb of place (向甲市, 落户乙县)."""
    return bool(load_cues().oblique_end.search(frame.code, max(at - 4, 0), at))


def _mentions_in(frame: Frame, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in _MENTION.finditer(frame.code, start, end))


def _opens(frame: Frame, at: int) -> bool:
    """Whether a mention opens its clause, a time and a few words apart, as no object of a preposition."""
    start, _ = frame.clause(at)
    words = frame.code[start:at]
    if _MENTION.search(words) or len(words) > 9:
        return False
    return not load_cues().oblique_end.search(words)


def _quoted(text: str, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("“", start, offset) > text.count("”", start, offset)


def with_previous(choice: Choice, previous: str | None) -> frozenset[str]:
    """The features, with what the value before in the sentence was told of: an entity, "" nothing, None no value."""
    if previous is None:
        return choice.features | {"first-value"}
    if not previous:
        return choice.features | {"after-none"}
    return choice.features | {"same-as-before" if choice.entity.id == previous else "other-than-before"}


def _is_measure(frame: Frame, index: int, value: Value) -> bool:
    """Whether a value can describe a thing at all: it orders no abstract nouns, is no age and no sample."""
    start, end = frame.clause(index)
    if value.text[:1] == "一" and value.number == 1 and len(value.unit) == 1:
        return False  # 一名, 一所: an article more than a count
    if value.unit in ("岁", "届", "步") or load_cues().abstract.match(frame.code, index + 1, end):
        return False
    return not _SAMPLE.search(frame.code[start:index])
