"""What speaks for a number being told of an entity: named features of a value, and of it with one entity.

Everything is read from the clause view of `frames`; indices count in `Frame.code`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.model import Entity, Value
from kg.nlp.frames import CODE, MENTIONS, Frame, Member, Slot
from kg.nlp.metric_page import VALUE_CODES, Page, lead, mentions_in, oblique, sort_of
from kg.nlp.metric_page import opens as opens_clause
from kg.nlp.metric_words import load_cues, unit_class

_MENTION = re.compile(rf"[{MENTIONS}]")
_SPELLED = {ord(char): f"<{kind}>" for kind, char in CODE.items()}
_PLAN = re.compile(r"将|计划|拟|力争|目标|预计|预期|有望|争取|要(?!求)|规划|确保|希望")
_EACH = re.compile(r"每|人均|户均|亩均|日均|年均|平均|单")
_SELF = re.compile(r"我|咱|俺|你|他说|她说")
_SPOKEN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]")
_JOINED = (
    "opens", "oblique", "owner", "told", "opens-sentence", "ends-clause", "main", "in", "object", "source", "this",
    "touches", "listed", "after-subject",
)  # fmt: skip
"""Features that mean something else by type and place, and are joined with both."""
_WHOLE = re.compile(r"(?:全|我|本|该)(省|州|市|县|区|乡|镇|村)")
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


def value_features(page: Page, index: int, value: Value) -> set[str]:
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
    out |= {f"{unit}&{head}", f"{unit}&{tail}", f"{head}&{tail}", f"dense{page.density}"}
    return out | {f"{name}:{word}" for name, word in words(frame, index).items()}


def words(frame: Frame, index: int) -> dict[str, str]:
    """The words a value stands between: `left` and `right` of it, the verb it is the object of, the noun it counts."""
    _, end = frame.clause(index)
    before, after = lead(frame, index), frame.code[index + 1 : end]
    verbs = [match[0] for match in load_cues().acted.finditer(before)]
    noun = load_cues().noun.search(after[:10])
    found = {
        "left": before[-2:],
        "right": after[:2],
        "verb": verbs[-1] if verbs else "",
        "noun": noun[0] if noun else "",
    }
    return {name: word.translate(_SPELLED) for name, word in found.items() if word}


def pair_features(
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
    elif at >= frame.code.rfind("\n", 0, index):
        place = "opener"
    else:
        place = "earlier"
    between = frame.code[min(at, index) + 1 : max(at, index)]
    others = sum(not oblique(frame, i) for i in mentions_in(frame, min(at, index) + 1, max(at, index)))
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
        "oblique": oblique(frame, at),
        "owner": following.startswith("的"),
        "told": bool(cues.told.match(following)),
        "touches": at + 1 == index,
        "main": page.main[:1] == (member.entity.id,) and not oblique(frame, at),
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
        and any(opens_clause(frame, i) for i in mentions_in(frame, frame.clause(at)[0], at)),
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
    return (
        out | _topic_features(page, index, member.entity, place) | _said_features(page, index, member.entity)
    )


def _topic_features(page: Page, index: int, entity: Entity, place: str) -> set[str]:
    """How much the text is about an entity, and whether a noun takes it up on the way to the value."""
    frame, kind = page.frame, entity.type
    out = {f"told{min(page.counts[entity.id], 4)}", f"{kind}.told{min(page.counts[entity.id], 4)}"}
    sort, unit = sort_of(entity), page.frame.slots[index].value
    out |= {f"sort.{sort}", f"{sort}.{place}", f"{sort}~{unit_class(unit.unit) if unit else ''}"}
    if page.types[kind] == 1:
        out |= {"only", f"{kind}.only", f"{place}.only"}
    start, _ = frame.sentence(index)
    clause, _ = frame.clause(index)
    taken = [(at, other) for at, other in page.bare if start <= at < index]
    if taken:
        own = taken[-1][1].id == entity.id
        out |= {"taken-up", f"{kind}.taken-up"} if own else {"other-taken-up"}
        if own and taken[-1][0] >= clause:
            out.add("taken-up.clause")
    elif place not in ("clause", "behind") and kind != "REGION":
        name = entity.name.rstrip("”’》）)")
        for size in (4, 3, 2):
            at = frame.code.find(name[-size:], start, index)
            if len(name) > size and at >= 0:
                out |= {"echo", f"{kind}.echo", f"echo{size}"} | (
                    {"echo.opens"} if at in (start, clause) else set()
                )
                break
    return out


def _said_features(page: Page, index: int, entity: Entity) -> set[str]:
    """Which side of help the text has an entity on, and what relations of it the words around the value show."""
    frame = page.frame
    roles = page.roles.get(entity.id, set())
    role = "both" if len(roles) > 1 else next(iter(roles), "")
    out = set()
    if role:
        given = words(frame, index)
        out |= {role, f"{entity.type}.{role}"} | {
            f"{role}:{given[n]}" for n in ("verb", "left") if n in given
        }
    start, _ = frame.sentence(index)
    related = page.related.get(entity.id, {})
    for _, slot in page.mentions[bisect_left(page.places, start) : bisect_left(page.places, index)]:
        out |= {f"with.{name}" for member in slot.members for name in related.get(member.entity.id, ())}
    for whole in _WHOLE.finditer(frame.code, frame.clause(index)[0], index):
        own = entity.type == "REGION" and entity.name.endswith(whole[1])
        out |= {"whole", f"whole.{sort_of(entity)}"} if own else {f"whole-other.{entity.type}"}
    written = frame.slots[index].value
    for draft in page.said[index]:
        side = "subject" if draft.subject == entity.id else "object" if draft.object == entity.id else "other"
        counted = written is not None and written.text in (
            draft.attrs.get("amount"),
            draft.attrs.get("count"),
        )
        if counted:
            out |= {f"counted.{side}", f"counted.{draft.predicate}.{side}"}
        if side != "other":
            out.add(f"said.{draft.predicate}.{side}")
    return out


def _quoted(text: str, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("“", start, offset) > text.count("”", start, offset)
