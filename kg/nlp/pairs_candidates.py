"""Which pairs of mentions the pair model looks at: the nearest mentions of each two entities that some relation may join.

Ends are the members of the clause view's slots, the regions that organs of government act for, and the regions that a
name spells out (广州市对口帮扶黔南州工作组). Two ends are a pair in one sentence or in neighbouring ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.model import Entity
from kg.nlp.frames import VALUES, Frame, kind_of
from kg.ontology import load_ontology

NEAREST = 3
"""Pairs of mentions looked at for one pair of entities."""
SENTENCE_GAP = 1
"""How many sentence borders may stand between two ends."""
_BORDER = re.compile(r"[。！？!?]+|\n+")

Role = Literal["named", "acting", "inside", "own"]
"""How an end stands in the text: by its own name, as the region of an organ, inside a longer name, or as the region that
the other end's own name opens with (which only makes a pair with that one)."""


@dataclass(frozen=True, slots=True)
class End:
    """One mention as an end: `at` is the index of its slot in the frame's code, [start, end) its place in the text."""

    entity: Entity
    start: int
    end: int
    at: int
    role: Role = "named"


@dataclass(frozen=True, slots=True)
class MentionPair:
    """Two ends in the order of the text; `gap` counts the sentence borders between them."""

    first: End
    second: End
    gap: int


def relations_between(one: str, other: str) -> tuple[str, ...]:
    """The relations whose domain holds the one entity type and whose range the other."""
    return _relations()[one, other]


@cache
def _relations() -> dict[tuple[str, str], tuple[str, ...]]:
    known = load_ontology()
    return {
        (head, tail): tuple(
            name for name, relation in known.relations.items() if head in relation.domain and tail in relation.range
        )
        for head in known.classes
        for tail in known.classes
    }


def find_ends(frame: Frame, spelled: Frame) -> list[End]:
    """Every end of a text in its order; `spelled` is the clause view that spells out names of several regions."""
    found: list[End] = []
    for at, slot in frame.slots.items():
        for member in slot.members:
            found.append(End(member.entity, member.start, member.end, at))
            region = frame.regions_of.get(member.entity.id)
            if region is not None and kind_of(member.entity) == "ORG.gov":
                found.append(End(region, member.start, member.end, at, "acting"))
            for place in frame.places_of.get(member.entity.id, ()):
                found.append(End(place, member.start, member.end, at, "own"))
    named = {(end.start, end.end) for end in found}
    for slot in spelled.slots.values():
        if slot.kind in VALUES:
            continue
        for member in slot.members:
            if (member.start, member.end) in named:
                continue
            at = bisect_right(frame.starts, member.start) - 1
            if at in frame.slots and frame.slots[at].start <= member.start < frame.slots[at].end:
                found.append(End(member.entity, member.start, member.end, at, "inside"))
    return sorted(set(found), key=lambda end: (end.start, end.end, end.role, end.entity.id))


def find_pairs(frame: Frame, spelled: Frame) -> list[MentionPair]:
    """The pairs to be looked at, in the order of the text."""
    ends = find_ends(frame, spelled)
    borders = [m.start() for m in _BORDER.finditer(frame.text)]
    sentence = [bisect_right(borders, end.start) for end in ends]
    groups: dict[tuple[str, str], list[MentionPair]] = {}
    for number, first in enumerate(ends):
        for other in range(number + 1, len(ends)):
            gap = sentence[other] - sentence[number]
            if gap > SENTENCE_GAP:
                break
            second = ends[other]
            if first.entity.id == second.entity.id or not _related(first, second):
                continue
            pair = (min(first.entity.id, second.entity.id), max(first.entity.id, second.entity.id))
            groups.setdefault(pair, []).append(MentionPair(first, second, gap))
    found = [pair for group in groups.values() for pair in sorted(group, key=_distance)[:NEAREST]]
    return sorted(found, key=lambda pair: (pair.first.start, pair.second.start, pair.first.end, pair.second.end))


def _distance(pair: MentionPair) -> tuple[int, bool, int, int]:
    side = pair.first.role != "named" or pair.second.role != "named"
    return pair.gap, side, pair.second.start - pair.first.end, pair.first.start


def _related(first: End, second: End) -> bool:
    one, other = first.entity.type, second.entity.type
    if "own" in (first.role, second.role):
        # Sorted by role, the thing itself ("named") stands before what its name says.
        if (first.start, first.end, first.role) != (second.start, second.end, "named"):
            return False
    elif first.start < second.end and second.start < first.end and {first.role, second.role} != {"inside"}:
        return False
    return bool(relations_between(one, other) or relations_between(other, one))


def directions(pair: MentionPair) -> Iterator[tuple[str, End, End]]:
    """Every relation the pair may stand in with its head and tail; symmetric ones once, in the order of the text."""
    known = load_ontology().relations
    for name in relations_between(pair.first.entity.type, pair.second.entity.type):
        yield name, pair.first, pair.second
    for name in relations_between(pair.second.entity.type, pair.first.entity.type):
        if not known[name].symmetric:
            yield name, pair.second, pair.first
