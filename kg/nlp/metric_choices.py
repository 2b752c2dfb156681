"""The entities that may be the subject of a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Entity, Value
from kg.nlp.frames import MENTIONS, Frame, Member, Slot
from kg.nlp.metric_features import pair_features, value_features
from kg.nlp.metric_page import Page, oblique, opens
from kg.nlp.metric_words import unit_class

MAX_SENTENCES = 2
"""Sentences of the paragraph before the value's own in which a subject is looked for."""


Previous = tuple[str, str]
"""Where the value before one stands ("sentence", "paragraph", "text", "none") and the entity it is told of, "" for nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entity that may be the subject of a value, with the features of the two together."""

    entity: Entity
    at: int
    start: int
    end: int
    features: frozenset[str]


def choices(page: Page, index: int, value: Value) -> list[Choice]:
    """The entities that may be the subject of the value at `index`, each once, where it fits best."""
    own = value_features(page, index, value)
    frame, places = page.frame, page.places
    start, _ = frame.sentence(index)
    clause = frame.clause(index)
    first = start
    for _ in range(MAX_SENTENCES):
        if first == 0 or frame.code[first - 1] == "\n":
            break
        first = frame.sentence(max(first - 2, 0))[0]
    paragraph = frame.code.rfind("\n", 0, index) + 1
    near = page.mentions[bisect_left(places, first) : bisect_left(places, clause[1])]
    opener = page.mentions[bisect_left(places, paragraph) : bisect_left(places, first)]
    here = any(start <= i < index for i, _ in near)
    if not here:
        own.add("alone")
    found: dict[str, Choice] = {}
    nearest: set[str] = set()
    opened = False
    ordered = sorted(near, key=lambda row: (row[0] > index, abs(row[0] - index)))
    for at, slot in [*ordered, *reversed(opener[:2]), *_earlier(page, paragraph), *reversed(opener[2:])]:
        if _gone_to(frame, at, clause[0]):
            continue
        opening = opens(frame, at)
        for member in slot.members:
            if member.entity.id in found:
                continue
            features = pair_features(page, index, at, slot, member, (first, start, clause), opening)
            if at < index and member.entity.type not in nearest and "oblique" not in features:
                features.add("near-type")
            if at < index and opening and not opened:
                features.add("near-opener")
            found[member.entity.id] = _choice(page, member, at, own, features, value)
        if at < index:
            if not oblique(frame, at):
                nearest.update(m.entity.type for m in slot.members)
            opened = opened or opening
    for id_ in page.main[:1]:
        if id_ not in found:
            slot_at, member = page.firsts[id_]
            features = {"far", "main", "REGION.far", f"main.share{page.share}"}
            if not here:
                features.add("alone.far")
            found[id_] = _choice(page, member, slot_at, own, features, value)
    return list(found.values())


def _gone_to(frame: Frame, at: int, clause: int) -> bool:
    """Whether another thing goes there in the value's clause: what 甲市赴乙县 counts is 甲市's."""
    going = re.search(f"[{MENTIONS}](?:赴|前往)$", frame.code[max(at - 3, 0) : at])
    return at >= clause and going is not None


def _earlier(page: Page, paragraph: int) -> Iterator[tuple[int, Slot]]:
    """The last mention of each type before a paragraph, nearest first: what it may go on about without a name."""
    seen: set[str] = set()
    for at, slot in reversed(page.mentions[: bisect_left(page.places, paragraph)]):
        kind = slot.members[0].entity.type
        if kind not in seen:
            seen.add(kind)
            yield at, slot


def _choice(page: Page, member: Member, at: int, own: set[str], features: set[str], value: Value) -> Choice:
    kind = member.entity.type
    typed = {f"{kind}~{name}" for name in own if ":" in name}
    both = own | features | typed | {f"{kind}~{unit_class(value.unit)}", f"type.{kind}"}
    return Choice(member.entity, at, member.start, member.end, frozenset(both))


def with_previous(choice: Choice, previous: Previous) -> frozenset[str]:
    """The features, with what the value before was told of."""
    where, entity = previous
    if where == "none":
        return choice.features | {"first-value"}
    fact = (
        "after-none"
        if not entity
        else "same-as-before"
        if choice.entity.id == entity
        else "other-than-before"
    )
    return choice.features | ({fact} if where == "sentence" else {f"{fact}.{where}", "first-value"})
