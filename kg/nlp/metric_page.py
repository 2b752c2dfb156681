"""What all numbers of one text share: its clause view, what it talks of most, and what its relations say.

Everything is read from the clause view of `frames`; indices count in `Frame.code`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.model import Entity, Value
from kg.nlp.annotations import Draft
from kg.nlp.bare_nouns import find_bare_nouns
from kg.nlp.frames import CODE, MENTIONS, Frame, Member, Slot, kind_of, read_frame
from kg.nlp.metric_words import load_cues

VALUE_CODES = "".join(CODE[kind] for kind in ("money", "quantity", "percent"))
_SLOT = re.compile(rf"[{MENTIONS}{VALUE_CODES}]")
_MENTION = re.compile(rf"[{MENTIONS}]")
_VAGUE = ("数", "几")
_SAMPLE = re.compile(r"(?:每|第|这|那|另|某|一间|就有)$|(?:距|离|距离)[^，。]{0,3}$")
_LEVELS = {
    "local": ("村", "镇", "乡", "街道", "社区", "苏木"),
    "prefecture": ("自治州", "州市", "盟", "地区"),
    "province": ("省", "自治区", "北京市", "上海市", "天津市", "重庆市"),
    "county": ("县", "区", "旗"),
    "city": ("市",),
}
_SHORT = 300
"""Texts of fewer characters do not tell how full of numbers they are."""
_HELPS = ("assists", "funds", "dispatches_to", "invests_in")


@dataclass(slots=True)
class Page:
    """One text with what its numbers are weighed by."""

    frame: Frame
    statements: Sequence[Draft] = ()
    bare: Sequence[tuple[int, Entity]] = ()
    """Nouns that take up a named thing (该园区), by index of the code."""
    counts: Counter[str] = field(init=False)
    main: tuple[str, ...] = field(init=False)
    share: int = field(init=False, default=0)
    """How much of all talk of regions is of the first, in fifths."""
    first: str = field(init=False, default="")
    mentions: list[tuple[int, Slot]] = field(init=False)
    firsts: dict[str, tuple[int, Member]] = field(init=False)
    """Where each entity is named first."""
    places: list[int] = field(init=False)
    """Where the mentions stand."""
    roles: dict[str, set[str]] = field(init=False)
    """Which side of help an entity is on by the relations of the text: "helper", "helped"."""
    related: dict[str, dict[str, set[str]]] = field(init=False)
    """By entity and the other entity, the relations between them with the side the first is on."""
    said: dict[int, list[Draft]] = field(init=False)
    """The relations whose quote holds a value, by its index in the code."""
    types: Counter[str] = field(init=False)
    """How many entities of each type the text names."""
    density: int = field(init=False)
    """Values in a hundred characters, at most 4."""

    def __post_init__(self) -> None:
        self.mentions = [(i, s) for i, s in sorted(self.frame.slots.items()) if s.members]
        self.places = [i for i, _ in self.mentions]
        self.firsts = {m.entity.id: (i, m) for i, s in reversed(self.mentions) for m in s.members}
        entities = [m.entity for _, s in self.mentions for m in s.members]
        self.counts = Counter(entity.id for entity in entities)
        regions = [entity.id for entity in entities if entity.type == "REGION"]
        self.main = tuple(id_ for id_, _ in Counter(regions).most_common(2))
        if self.main:
            self.share = 5 * self.counts[self.main[0]] // len(regions)
        self.first = entities[0].id if entities else ""
        self.types = Counter({entity.id: entity.type for entity in entities}.values())
        self.roles = defaultdict(set)
        self.related = defaultdict(lambda: defaultdict(set))
        for draft in self.statements:
            self.related[draft.subject][draft.object].add(f"{draft.predicate}.subject")
            self.related[draft.object][draft.subject].add(f"{draft.predicate}.object")
            if draft.predicate in _HELPS:
                self.roles[draft.subject].add("helper")
                self.roles[draft.object].add("helped")
        self.said = {
            i: [d for d in self.statements if any(a <= s.start < b for a, b in d.evidence)]
            for i, s in self.frame.slots.items()
            if s.value is not None
        }
        values = sum(s.value is not None and s.kind != "date" for s in self.frame.slots.values())
        self.density = min(100 * values // max(len(self.frame.text), _SHORT), 4)


def read_page(doc: Doc) -> Page:
    """The page of a Doc with mentions, entities, values and statements."""
    frame = read_frame(doc, bare=False)  # a noun is part of what is counted: 项目总投资
    named = [
        (slot.start, slot.end, tuple(member.entity for member in slot.members))
        for _, slot in sorted(frame.slots.items())
        if slot.members
    ]
    bare = [(frame.index(start), entity) for start, _, entity in find_bare_nouns(doc.text, named, kind_of)]
    return Page(frame, doc._.statements, bare)


def measured_values(page: Page) -> Iterator[tuple[int, Value]]:
    """The values that count or measure a thing exactly, with their index in the code."""
    for index in sorted(page.frame.slots):
        value = page.frame.slots[index].value
        if value is None or value.number is None or value.qualifier.startswith(_VAGUE):
            continue
        if _is_measure(page.frame, index, value):
            yield index, value


def sort_of(entity: Entity) -> str:
    """The type of an entity, with the kind of an organisation and the level of a region."""
    if entity.type == "ORG":
        return f"ORG.{entity.subtype or 'other'}"
    if entity.type == "REGION":
        level = next((level for level, ends in _LEVELS.items() if entity.name.endswith(ends)), "other")
        return f"REGION.{level}"
    return entity.type


def lead(frame: Frame, index: int) -> str:
    """The words of the clause before a value, back to the last mention or value."""
    start, _ = frame.clause(index)
    slots = [m.end() for m in _SLOT.finditer(frame.code, start, index)]
    return frame.code[(slots[-1] if slots else start) : index]


def oblique(frame: Frame, at: int) -> bool:
    """Whether the mention is the object of a preposition or of a verb of place (向甲市, 落户乙县)."""
    return bool(load_cues().oblique_end.search(frame.code, max(at - 4, 0), at))


def mentions_in(frame: Frame, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in _MENTION.finditer(frame.code, start, end))


def opens(frame: Frame, at: int) -> bool:
    """Whether a mention opens its clause, a time and a few words apart, as no object of a preposition."""
    start, _ = frame.clause(at)
    words = frame.code[start:at]
    if _MENTION.search(words) or len(words) > 9:
        return False
    return not load_cues().oblique_end.search(words)


def _is_measure(frame: Frame, index: int, value: Value) -> bool:
    """Whether a value can describe a thing at all: it orders no abstract nouns, is no age and no sample."""
    start, end = frame.clause(index)
    if value.text[:1] == "一" and value.number == 1 and len(value.unit) == 1:
        return False  # 一名, 一所: an article more than a count
    if value.unit in ("岁", "届", "步") or load_cues().abstract.match(frame.code, index + 1, end):
        return False
    return not _SAMPLE.search(frame.code[start:index])
