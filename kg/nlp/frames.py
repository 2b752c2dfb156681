"""The clause view: a text in which every mention, list of mentions and value is one character.

Relation patterns are regular expressions over `Frame.code`. There a run such as 福州、厦门和泉州 is the one
private-use character of regions, 5257万元 that of money; quotation marks and blanks are gone. `Frame.slots` says
what stands behind each such character, `Frame.locate` leads back to offsets of `doc.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Doc

from kg.model import Entity, Value
from kg.nlp.annotations import text_of
from kg.nlp.bare_nouns import find_bare_nouns
from kg.nlp.openings import Origin, forms, read_origin

KINDS = (
    "REGION", "ORG.gov", "ORG.company", "ORG.school", "ORG.hospital", "ORG.other",
    "PERSON", "PRODUCT", "PARK", "PROJECT", "DOCUMENT", "EVENT",
    "date", "money", "quantity", "percent",
)  # fmt: skip
"""What a character of the code may stand for: a mention by type (organisations by subtype) or a value by kind."""
CODE = {kind: chr(0xE000 + number) for number, kind in enumerate(KINDS)}
KIND = {char: kind for kind, char in CODE.items()}
VALUES = frozenset({"date", "money", "quantity", "percent"})
MENTIONS = "".join(char for kind, char in CODE.items() if kind not in VALUES)

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
"""Half-width punctuation, as some papers set it, reads as full-width in the code; numbers are slots by then."""
_KEPT = re.compile(r"[^“”‘’\"' 　\t]+")
_ENDS = (re.compile(r"[。！？!?\n]"), re.compile(r"[，。；！？：,;!?\n]"))
_ASIDE = re.compile(r"（[^（）\n]{0,30}）|\([^()\n]{0,30}\)")
_JOINER = re.compile(r"[“”‘’\"' ]*(、|和|与|及|以及|同|跟|暨|·|—|－|-|–|)[“”‘’\"' ]*")
_DASHES, _OPENING, _CLOSING = frozenset("·—－-–"), frozenset("“‘《"), frozenset("”’》")
_LOCAL = ("镇", "乡", "街道", "村", "社区", "苏木", "嘎查", "办事处")
_CLOSED = frozenset({"PERSON", "ORG.company", "ORG.school", "ORG.hospital"})
"""Names that say nothing of the regions in them but where a thing lies or comes from."""
_SORT = r"(?:东部|西部|东西部|沿海|发达|兄弟|友好|内地){0,2}的?"
_UNIT = r"(?:省区市|省市区|省份|区市县|市州|州市|县区|区县|县市|市县|市区|省区|省市|地区|地市|城市|区域|省|市|县|区|州|旗|镇|乡|村|地|方|国)"
_COUNT = r"(?:[两二三四五六七八九十]{1,2}|[2-9]|\d\d)个?"
_REST = re.compile(rf"等(?:{_COUNT})?{_SORT}{_UNIT}|等(?![级候待第同号距额于到着])(?:{_COUNT})?")
"""What closes a list: 等省市, 等东部省份, 等."""
_SUM = re.compile(rf"{_COUNT}{_SORT}{_UNIT}(?![\u4e00-\u9fff]{{0,2}}级)")
"""What sums up a list: 两省, 三地, 六个市."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entity in a slot, with the mention [start, end) that names it and the regions written before it."""

    entity: Entity
    start: int
    end: int
    parents: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What one character of the code stands for: the members of a coordination in order, or a value.

    `joiners[i]` stands between member i and i + 1; "" for 粤黔, "=" inside a group that one word names (两地).
    `closing` tells whether 等省市 ("rest") or 两省 ("sum") closes the list.
    """

    kind: str
    start: int
    end: int
    members: tuple[Member, ...] = ()
    joiners: tuple[str, ...] = ()
    value: Value | None = None
    closing: Literal["", "rest", "sum"] = ""


@dataclass(slots=True)
class Frame:
    """One text as code. `slots` maps an index of `code` to the slot there; `starts` and `ends` are text offsets."""

    text: str
    code: str
    starts: Sequence[int]
    ends: Sequence[int]
    slots: Mapping[int, Slot]
    entities: Mapping[str, Entity]
    regions_of: Mapping[str, Entity]
    """The region whose an organisation, park or product is by its name, by entity id."""
    places_of: Mapping[str, tuple[Entity, ...]]
    """The regions in which a named thing lies by its name: not its owner's in 毕节市驻台州劳务协作站; two for a road."""
    chars: frozenset[str] = field(init=False, repr=False)
    """The characters that occur in `code`."""
    _order: list[int] = field(init=False, repr=False)
    _borders: tuple[list[int], ...] = field(init=False, repr=False)
    """Where the borders of sentences and of clauses stand."""

    def __post_init__(self) -> None:
        self.chars = frozenset(self.code)
        self._borders = tuple([end.start() for end in ends.finditer(self.code)] for ends in _ENDS)
        self._order = sorted(self.slots)

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the code → [start, end) of the text."""
        return self.starts[start], self.ends[end - 1]

    def index(self, offset: int) -> int:
        """The first index of the code at or after an offset of the text."""
        return bisect_left(self.starts, offset)

    def slots_in(self, start: int, end: int) -> Iterator[tuple[int, Slot]]:
        """Slots with their index in [start, end) of the code."""
        for index in self._order[bisect_left(self._order, start) : bisect_left(self._order, end)]:
            yield index, self.slots[index]

    def sentence(self, index: int) -> tuple[int, int]:
        """The sentence around an index of the code, without its full stop."""
        return self._around(index, self._borders[0])

    def clause(self, index: int) -> tuple[int, int]:
        """The clause around an index of the code, without the punctuation at its borders."""
        return self._around(index, self._borders[1])

    def _around(self, index: int, borders: list[int]) -> tuple[int, int]:
        at = bisect_left(borders, index)
        return borders[at - 1] + 1 if at else 0, borders[at] if at < len(borders) else len(self.code)


def within(inner: Entity, outer: Entity) -> bool:
    """Whether one region lies inside the other (or is it), by their paths."""
    return inner.id == outer.id or bool(outer.path and inner.path.startswith(f"{outer.path}/"))


def is_local(region: Entity) -> bool:
    """Whether a region lies below the county: town, street, village."""
    return region.name.endswith(_LOCAL)


def level(one: Member, other: Member) -> tuple[Entity, Entity]:
    """Two regions on one level as far as the text gives parents: 甲区 and 乙县丙镇 meet as 甲区 and 乙县."""
    if is_local(one.entity) == is_local(other.entity):
        return one.entity, other.entity
    return _lifted(one), _lifted(other)


def _lifted(member: Member) -> Entity:
    if not is_local(member.entity):
        return member.entity
    return next((r for r in reversed(member.parents) if not is_local(r)), member.entity)


def kind_of(entity: Entity) -> str:
    """The kind of a mention's slot."""
    if entity.type != "ORG":
        return entity.type
    kind = f"ORG.{entity.subtype}"
    return kind if kind in CODE else "ORG.other"


def read_frame(doc: Doc, inside: bool = False, bare: bool = True) -> Frame:
    """The clause view of a Doc with mentions, entities and values.

    Args:
        doc: The annotated text.
        inside: Spell out names that hold two regions or more (广州市对口帮扶黔南州工作组); such a name is then no slot.
        bare: Nouns that take up a named thing again (该园区) are slots of it, not text.
    """
    outer, nested = _mentions(doc, doc._.entities)
    slots = _spelled_out(text_of(doc), outer, nested) if inside else outer
    return _framed(doc, slots, _origins(text_of(doc), doc._.entities, nested, outer), bare)


def read_frames(doc: Doc) -> tuple[Frame, Frame]:
    """The clause view of a Doc, and the one that spells out names of several regions; one and the same if none does."""
    outer, nested = _mentions(doc, doc._.entities)
    origins = _origins(text_of(doc), doc._.entities, nested, outer)
    spelled = _spelled_out(text_of(doc), outer, nested)
    frame = _framed(doc, outer, origins)
    return frame, frame if spelled == outer else _framed(doc, spelled, origins)


def _framed(doc: Doc, mentions: Sequence[Slot], origins: Mapping[str, Origin], bare: bool = True) -> Frame:
    text = text_of(doc)
    slots = _closed(text, _listed(text, _chained(text, mentions)))
    slots = _with_bare_nouns(text, slots) if bare else slots
    values = _values(doc._.values, [(slot.start, slot.end) for slot in slots])
    slots = sorted([*slots, *values], key=lambda slot: slot.start)
    code, starts, ends, at = _encode(text, slots)
    owners = {id_: origin.owner for id_, origin in origins.items() if origin.owner is not None}
    places = {id_: origin.places for id_, origin in origins.items() if origin.places}
    return Frame(text, code, starts, ends, at, doc._.entities, owners, places)


def _with_bare_nouns(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """The slots, and those of the nouns that take up what one of them names."""
    named = [(slot.start, slot.end, tuple(member.entity for member in slot.members)) for slot in slots]
    found = find_bare_nouns(text, named, kind_of)
    bare = [Slot(kind_of(entity), start, end, (Member(entity, start, end),)) for start, end, entity in found]
    return sorted([*slots, *bare], key=lambda slot: slot.start)


def _mentions(doc: Doc, entities: Mapping[str, Entity]) -> tuple[list[Slot], list[tuple[Slot, Member]]]:
    """The outermost mentions as slots, and each region nested in one with its host."""
    outer: list[Slot] = []
    nested: list[tuple[Slot, Member]] = []
    spans = sorted(
        ((s.start_char, s.end_char, entities[s.kb_id_]) for s in doc.spans.get("mentions", ())),
        key=lambda row: (row[0], -row[1]),
    )
    for start, end, entity in spans:
        member = Member(entity, start, end)
        last = outer[-1] if outer else None
        if last is None or start >= last.end:
            outer.append(Slot(kind_of(entity), start, end, (member,)))
        elif (start, end) == (last.start, last.end):
            outer[-1] = Slot(last.kind, start, end, (*last.members, member), (*last.joiners, "="))
        elif entity.type == "REGION":
            nested.append((last, member))
    return outer, nested


def _spelled_out(text: str, outer: Sequence[Slot], nested: Iterable[tuple[Slot, Member]]) -> list[Slot]:
    """Names that hold several regions give way to those."""
    inner: dict[tuple[int, int], list[Slot]] = {}
    for host, region in nested:
        inner.setdefault((host.start, host.end), []).append(Slot("REGION", region.start, region.end, (region,)))
    out: list[Slot] = []
    for slot in outer:
        regions = _grouped(inner.get((slot.start, slot.end), ()))
        named = {member.entity.id for region in _chained(text, regions) for member in region.members}
        out += regions if len(named) > 1 and slot.kind not in _CLOSED else [slot]
    return out


def _grouped(regions: Iterable[Slot]) -> list[Slot]:
    """Regions in order; those over one range (两地) become one slot, one inside another is left out."""
    out: list[Slot] = []
    for slot in sorted(regions, key=lambda slot: (slot.start, -slot.end)):
        last = out[-1] if out else None
        if last is None or slot.start >= last.end:
            out.append(slot)
        elif (slot.start, slot.end) == (last.start, last.end):
            out[-1] = Slot("REGION", slot.start, slot.end, (*last.members, *slot.members), (*last.joiners, "="))
    return out


def _closed(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """Lists take in what closes them (等东部省份) or sums them up (两省)."""
    out: list[Slot] = []
    for slot, after in zip(slots, [*(slot.start for slot in slots[1:]), len(text)], strict=False):
        if slot.kind == "REGION":
            if rest := _REST.match(text, slot.end, after):
                slot = replace(slot, end=rest.end(), closing="rest")
            elif len(slot.members) > 1 and (whole := _SUM.match(text, slot.end, after)):
                slot = replace(slot, end=whole.end(), closing="sum")
        out.append(slot)
    return out


def _chained(text: str, slots: Iterable[Slot]) -> list[Slot]:
    """福建省|厦门市|湖里区 becomes one slot of the last region, which remembers the ones before it."""
    out: list[Slot] = []
    for slot in slots:
        last = out[-1] if out else None
        touches = last and (last.end == slot.start or text[last.end : slot.start] == "的")
        if last and touches and last.kind == slot.kind == "REGION" and len(slot.members) == 1:
            before, here = last.members[-1], slot.members[0]
            if here.entity.id != before.entity.id and within(here.entity, before.entity):
                merged = Member(here.entity, before.start, here.end, (*before.parents, before.entity))
                out[-1] = Slot("REGION", last.start, slot.end, (*last.members[:-1], merged), last.joiners)
                continue
        out.append(slot)
    return out


def _listed(text: str, slots: Iterable[Slot]) -> list[Slot]:
    """Coordinations of one type become one slot; 两省, 两地 after a list that it sums up goes into it."""
    out: list[Slot] = []
    for slot in slots:
        last = out[-1] if out else None
        if last is not None and last.kind.split(".")[0] == slot.kind.split(".")[0]:
            gap = text[last.end : slot.start]
            if not gap.strip() and {m.entity.id for m in slot.members} == {m.entity.id for m in last.members}:
                out[-1] = Slot(last.kind, last.start, slot.end, last.members, last.joiners, closing="sum")
                continue
            joiner = _joiner(text, last, slot)
            if joiner is not None and not (len(out) > 1 and _repeats(text, out[-2], last, slot)):
                joiners = (*last.joiners, joiner, *slot.joiners)
                out[-1] = Slot(last.kind, last.start, slot.end, (*last.members, *slot.members), joiners)
                continue
        out.append(slot)
    return out


def _repeats(text: str, before: Slot, last: Slot, slot: Slot) -> bool:
    """Whether A帮扶甲、B帮扶乙 goes on: the words between `before` and `last` follow `slot` again."""
    words = text[before.end : last.start]
    return 0 < len(words) <= 10 and "\n" not in words and text.startswith(words, slot.end)


def _joiner(text: str, last: Slot, slot: Slot) -> str | None:
    """What coordinates two neighbours, None where nothing does."""
    gap = text[last.end : slot.start]
    match = _JOINER.fullmatch(_ASIDE.sub("", gap))
    if match is None:
        return None
    if match[1] == "" and not gap:
        if text[last.end - 1] in _CLOSING and text[slot.start] in _OPENING:
            return "、"  # “甲”“乙”, a list of names in quotation marks
        # 粤黔, 沪滇: two short names side by side; longer ones touch where words are missing, not as a list.
        short = last.end - last.start <= 2 * len(last.members) and slot.end - slot.start <= 2
        return "" if slot.kind == "REGION" and short else None
    if match[1] == "" and not any(quote in gap for quote in "“”‘’\"'"):
        return None
    if match[1] in _DASHES and slot.kind not in ("REGION",):
        return None
    return "与" if match[1] in _DASHES else match[1] or "、"


def _values(values: Iterable[Value], taken: Sequence[tuple[int, int]]) -> list[Slot]:
    starts = [start for start, _ in taken]
    out: list[Slot] = []
    reach = 0
    for value in sorted(values, key=lambda v: (v.start, -v.end)):
        at = bisect_right(starts, value.start) - 1
        inside = (at >= 0 and taken[at][1] > value.start) or (at + 1 < len(starts) and starts[at + 1] < value.end)
        if not inside and value.start >= reach:
            out.append(Slot(value.kind, value.start, value.end, value=value))
            reach = value.end
    return out


def _encode(text: str, slots: Sequence[Slot]) -> tuple[str, list[int], list[int], dict[int, Slot]]:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at: dict[int, Slot] = {}
    position = 0
    for slot in (*slots, None):
        for kept in _KEPT.finditer(text, position, slot.start if slot else len(text)):
            parts.append(kept[0].translate(_WIDE))
            starts.extend(range(kept.start(), kept.end()))
            ends.extend(range(kept.start() + 1, kept.end() + 1))
        if slot:
            at[len(starts)] = slot
            parts.append(CODE[slot.kind])
            starts.append(slot.start)
            ends.append(slot.end)
            position = slot.end
    return "".join(parts), starts, ends, at


def _origins(
    text: str, entities: Mapping[str, Entity], nested: Iterable[tuple[Slot, Member]], outer: Iterable[Slot]
) -> dict[str, Origin]:
    """Whose each named thing is and where it lies: by its mentions, its full name, the region its finder gave."""
    inside: dict[tuple[int, int], list[tuple[int, int, Entity]]] = {}
    for host, region in nested:
        row = (region.start - host.start, region.end - host.start, region.entity)
        inside.setdefault((host.start, host.end), []).append(row)
    known = forms(entity for entity in entities.values() if entity.type == "REGION")
    said = {member.entity.id for slot in outer if slot.kind == "REGION" for member in slot.members}
    unsaid = {entity.id for entity in known.values()} - said
    found: dict[str, Origin] = {}
    for slot in outer:
        rows = inside.get((slot.start, slot.end), [])
        for member in slot.members:
            if member.entity.type not in ("REGION", "PERSON") and rows:
                origin = read_origin(text[slot.start : slot.end], rows, known, unsaid)
                found[member.entity.id] = _deeper(found.get(member.entity.id, Origin()), origin)
    for entity in entities.values():
        if entity.type in ("REGION", "PERSON", "DOCUMENT", "EVENT"):
            continue
        origin = _deeper(read_origin(entity.name, (), known, unsaid), found.get(entity.id, Origin()))
        parent = entities.get(entity.parent)
        if parent is not None and parent.type == "REGION":
            origin = Origin(origin.owner or parent, origin.places)
        found[entity.id] = Origin(origin.owner) if _is_brand(entity, origin.owner, unsaid) else origin
    return found


def _is_brand(entity: Entity, owner: Entity | None, unsaid: Collection[str]) -> bool:
    """Whether an organisation opens with a county's short name that the text says nowhere else: it may be any word."""
    if entity.type != "ORG" or entity.subtype == "gov" or owner is None or owner.id not in unsaid:
        return False
    return owner.path.count("/") == 2 and owner.name not in entity.name


def _deeper(one: Origin, other: Origin) -> Origin:
    """What two names of one thing say together: the inner region where both name one."""
    owner = one.owner
    if owner is None or (other.owner is not None and within(other.owner, owner)):
        owner = other.owner or owner
    if one.places and other.places and within(other.places[0], one.places[0]):
        return Origin(owner, other.places if len(other.places) >= len(one.places) else one.places)
    # A full name of two regions side by side leaves the place open, whatever a short form of it says.
    return Origin(owner, one.places if one.owner is not None or one.places else other.places)
