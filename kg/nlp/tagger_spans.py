"""From the tagger's probabilities to mentions: spans it believes in, and how they and the rules' candidates are settled.

A span's probability is the smallest of those of its characters' tags: a name is as sure as its least sure border.
Offsets are characters of one text, half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kg.model import ENTITY_TYPES, EntityType
from kg.nlp.annotations import Candidate

TAGS = ("O", *(f"{place}-{type_}" for type_ in ENTITY_TYPES for place in "BIES"))
"""The columns of the tagger: outside, and begin, inside, end, single for each type."""
MAX_LENGTH = 60
"""Characters of the longest name looked for."""
MIN_PROBABILITY = 0.1
"""Below it a tag at a place is not looked at."""

Probabilities = npt.NDArray[np.float32]
"""[characters, len(TAGS)], each row adding up to 1."""


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A name [start, end) of a type as the tagger reads it."""

    start: int
    end: int
    type: EntityType
    probability: float


@dataclass(frozen=True, slots=True)
class Policy:
    """What the tagger may do to one type.

    `add`: the probability from which its own spans become candidates; `over`: how much surer it must be of its span than
    of a rule's that overlaps, to replace it; `keep`: the probability below which a rule's candidate goes, unless its name
    ends in a word of `spare` or its source, one whose grammar leaves no doubt, is in `certain`; `stand`: the one from which a name counts that takes part in nothing (its training text holds
    only names that matter).
    """

    add: float
    over: float
    keep: float
    stand: float
    spare: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()


def column(type_: EntityType, place: str) -> int:
    """The column of a place (B, I, E, S) of a type."""
    return TAGS.index(f"{place}-{type_}")


def probability(rows: Probabilities, start: int, end: int, type_: EntityType) -> float:
    """How sure the tagger is that [start, end) is one name of a type."""
    if end - start == 1:
        return float(rows[start, column(type_, "S")])
    inside = rows[start + 1 : end - 1, column(type_, "I")]
    ends = min(rows[start, column(type_, "B")], rows[end - 1, column(type_, "E")])
    return float(min(ends, inside.min())) if inside.size else float(ends)


def read_spans(rows: Probabilities, types: Iterable[EntityType] = ENTITY_TYPES) -> list[TaggedSpan]:
    """Spans of at least MIN_PROBABILITY, no two of them over one character, the surest first."""
    found: list[TaggedSpan] = []
    for type_ in types:
        begin, inside, end, single = (rows[:, column(type_, place)] for place in "BIES")
        for start in np.flatnonzero(single > MIN_PROBABILITY).tolist():
            found.append(TaggedSpan(start, start + 1, type_, float(single[start])))
        for start in np.flatnonzero(begin > MIN_PROBABILITY).tolist():
            least = float(begin[start])
            for last in range(start + 1, min(start + MAX_LENGTH, len(rows))):
                if end[last] > MIN_PROBABILITY:
                    found.append(TaggedSpan(start, last + 1, type_, min(least, float(end[last]))))
                least = min(least, float(inside[last]))
                if least <= MIN_PROBABILITY:
                    break
    kept: list[TaggedSpan] = []
    for span in sorted(found, key=lambda s: (-s.probability, s.start, s.start - s.end, s.type)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def settle(
    rows: Probabilities,
    candidates: Sequence[Candidate],
    policies: Mapping[str, Policy],
    is_name: Callable[[TaggedSpan], bool],
) -> tuple[list[Candidate], list[TaggedSpan]]:
    """The rules' candidates that stay, and the tagger's spans to add to them.

    Types without a policy are left to the rules. Groups over one range (六个市人社局) are, too: the tagger knows of one
    entity a name.

    Args:
        rows: The tagger's probabilities for the text.
        candidates: All of the text's candidates.
        policies: By type.
        is_name: Whether a span has the form of a name; one that has not replaces nothing.
    """
    belief = {
        (c.start, c.end, c.type): probability(rows, c.start, c.end, c.type)
        for c in candidates
        if c.type in policies
    }
    groups = _groups(candidates)
    regions = {at for c in candidates if c.type == "REGION" for at in range(c.start, c.end)}
    gone: set[tuple[int, int, EntityType]] = set()
    added: list[TaggedSpan] = []
    for span in read_spans(rows, [type_ for type_ in ENTITY_TYPES if type_ in policies]):
        policy = policies[span.type]
        if span.probability < policy.add or (span.start, span.end, span.type) in belief or not is_name(span):
            continue
        crossed = [k for k in belief if k not in gone and k[0] < span.end and span.start < k[1]]
        if all(
            span.probability > belief[key] + policy.over
            and key[:2] not in groups
            and _may_replace(span, key[0], key[1], regions)
            for key in crossed
        ) and not _swallows(span, crossed):
            gone.update(crossed)
            added.append(span)
    spared = {
        (c.start, c.end)
        for c in candidates
        if c.entity and c.type in policies
        and (c.entity.name.endswith(policies[c.type].spare) or c.source in policies[c.type].certain)
    }
    gone.update(key for key, sure in belief.items() if sure < policies[key[2]].keep and key[:2] not in groups | spared)
    return [c for c in candidates if (c.start, c.end, c.type) not in gone], added


def _groups(candidates: Sequence[Candidate]) -> set[tuple[int, int]]:
    """The ranges of names that stand for several entities of a type."""
    entities: dict[tuple[int, int, str], set[str]] = {}
    for c in candidates:
        if c.entity is not None:
            entities.setdefault((c.start, c.end, c.type), set()).add(c.entity.id)
    return {key[:2] for key, ids in entities.items() if len(ids) > 1}


def _may_replace(span: TaggedSpan, start: int, end: int, regions: set[int]) -> bool:
    """A part of a rule's name may stand for it only where nothing but regions is cut off (天水市|花椒交易中心)."""
    if not (start <= span.start and span.end <= end):
        return True
    rest = [*range(start, span.start), *range(span.end, end)]
    return all(at in regions for at in rest)


def _swallows(span: TaggedSpan, crossed: Sequence[tuple[int, int, EntityType]]) -> bool:
    """Whether two names of the rules that lie apart would become one (甲队胜乙队)."""
    inside = sorted(key[:2] for key in crossed if key[2] == span.type)
    return any(first[1] <= second[0] for first, second in pairwise(inside))
