"""Which of two partner regions helps the other, read from what else the text says of them.

广州与毕节结对 names a pair and no direction; that 广州 sends doctors and pays, and that 毕节 is thanked for nothing of
the kind, shows it. Signs are data (`signs` of a relation file); they make no pair, they only direct one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import HOLDS, Entity
from kg.nlp.frames import Frame, Member, Slot
from kg.nlp.regionroles import helps, is_province
from kg.nlp.relfacts import Fact
from kg.nlp.relfiles import Relations
from kg.nlp.status import classify

UNDIRECTED, DIRECTED = "partners_with", "assists"
_BOTH = 3
"""How much a sign that names both sides weighs against one that names one."""
_SECOND = 0.9
"""The quote of the sign ranks behind the quote of the pair."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sign seen in the text: who gives, who is given (by id), where."""

    givers: frozenset[str]
    given: frozenset[str]
    rule: str
    confidence: float
    evidence: tuple[int, int]


def directed(frame: Frame, facts: Sequence[Fact], relations: Relations) -> list[Fact]:
    """For each pair that holds and whose signs point one way: the pair with its direction.

    Provinces that cooperate (粤黔协作) do so beside what one of them pays; they keep the relation the text names.
    """
    pairs = [
        fact
        for fact in facts
        if fact.predicate == UNDIRECTED
        and not (is_province(fact.subject) and is_province(fact.object))
        and (fact.ended or classify(frame.text, *fact.evidence) in HOLDS)
    ]
    if not pairs:
        return []
    readings = list(_readings(frame, relations))
    return [found for fact in pairs for found in _direct(fact, readings)]


def _readings(frame: Frame, relations: Relations) -> Iterator[_Reading]:
    for rule in relations.signs:
        unless = re.compile(rule.sign.unless) if rule.sign.unless else None
        for match in rule.compiled.regex.finditer(frame.code):
            if unless and unless.search(match[0]):
                continue
            evidence = frame.locate(match.start(), match.end())
            if classify(frame.text, *evidence) not in HOLDS:
                continue
            ends = [
                _regions(frame, frame.slots[match.start(end)])
                if end in rule.compiled.slots and match[end]
                else frozenset()
                for end in ("head", "tail")
            ]
            yield _Reading(ends[0], ends[1], rule.sign.id, rule.sign.confidence, evidence)


def _regions(frame: Frame, slot: Slot) -> frozenset[str]:
    """The regions a slot names or acts for, the ones written before them too."""
    return frozenset(region.id for member in slot.members for region in _named(frame, member))


def _named(frame: Frame, member: Member) -> Iterator[Entity]:
    if member.entity.type == "REGION":
        yield member.entity
        yield from member.parents
    elif region := frame.regions_of.get(member.entity.id):
        yield region


def _direct(fact: Fact, readings: Sequence[_Reading]) -> Iterator[Fact]:
    """The pair with its direction, quoted from where the pair stands and from where its sign stands."""
    one, other = fact.subject.id, fact.object.id
    weights: Counter[bool] = Counter()
    best: dict[bool, _Reading] = {}
    for reading in readings:
        for forward, giver, given in ((True, one, other), (False, other, one)):
            gives, takes = giver in reading.givers, given in reading.given
            if (reading.givers and reading.given and not (gives and takes)) or not (gives or takes):
                continue
            helper, helped = (fact.subject, fact.object) if forward else (fact.object, fact.subject)
            if helps(helped, helper) or not ((gives and takes) or helps(helper, helped)):
                continue  # never against the programmes; where one side alone is told, only along with them
            weights[forward] += _BOTH if gives and takes else 1
            if forward not in best or reading.confidence > best[forward].confidence:
                best[forward] = reading
    forward = weights[True] > weights[False]
    if weights[forward] == 0 or weights[forward] < 2 * weights[not forward]:
        return
    sign = best[forward]
    subject, object_ = (fact.subject, fact.object) if forward else (fact.object, fact.subject)
    confidence = round(fact.confidence * sign.confidence, 3)
    found = replace(
        fact, predicate=DIRECTED, subject=subject, object=object_, rule=sign.rule, confidence=confidence
    )
    yield found
    yield replace(found, evidence=sign.evidence, confidence=round(confidence * _SECOND, 3))
