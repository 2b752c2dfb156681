"""Facts as the rules find them, and how they are settled into one draft a relation and pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Entity, Status
from kg.nlp.annotations import Draft
from kg.nlp.frames import Frame
from kg.nlp.relfiles import Relations
from kg.nlp.status import classify

SYMMETRIC = frozenset({"partners_with", "cooperates_with"})
MAX_EVIDENCE = 3
"""Quotes kept of one fact."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One reading: `evidence` [start, end) of the text, `ends` where head and tail are mentioned.

    A name alone shows a fact that is `sure`: whatever the sentence around it plans or denies, it holds.
    """

    predicate: str
    subject: Entity
    object: Entity
    rule: str
    confidence: float
    evidence: tuple[int, int]
    ends: tuple[int, int]
    attrs: dict[str, str] = field(default_factory=dict)
    sure: bool = False


_Key = tuple[str, str, str]


def key(fact: Fact) -> _Key:
    """What makes two facts one; unordered for symmetric relations."""
    pair = (fact.subject.id, fact.object.id)
    if fact.predicate in SYMMETRIC:
        pair = (min(pair), max(pair))
    return (fact.predicate, *pair)


def settle(frame: Frame, facts: Iterable[Fact], relations: Relations) -> list[Draft]:
    """One draft a relation and pair, best evidence first; a known direction replaces `partners_with`."""
    groups: dict[_Key, list[tuple[Fact, Status]]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append((fact, "done" if fact.sure else classify(frame.text, *fact.evidence)))
    directed = {
        frozenset(ids)
        for (predicate, *ids), found in groups.items()
        if predicate == "assists" and any(status in ("done", "ongoing") for _, status in found)
    }
    drafts = []
    for (predicate, *ids), found in groups.items():
        if predicate == "partners_with" and frozenset(ids) in directed:
            continue
        drafts.append(_draft(found))
    return sorted(drafts, key=lambda d: (d.evidence[0], d.predicate, d.subject, d.object))


def _draft(found: list[tuple[Fact, Status]]) -> Draft:
    """The best reading leads: one that holds, then the surest, then the shortest quote."""
    ranked = sorted(
        found,
        key=lambda row: (
            row[1] not in ("done", "ongoing"),
            -row[0].confidence,
            row[0].evidence[1] - row[0].evidence[0],
            row[0].evidence,
        ),
    )
    best, status = ranked[0]
    agreeing = [fact for fact, other in ranked if (other in ("done", "ongoing")) == (status in ("done", "ongoing"))]
    attrs: dict[str, str] = {}
    for fact in agreeing:
        for name, value in fact.attrs.items():
            attrs.setdefault(name, value)
    missed = 1.0
    counted: list[tuple[int, int]] = []
    for fact in sorted(agreeing, key=lambda fact: -fact.confidence):
        start, end = fact.evidence
        if not any(start < other_end and other_start < end for other_start, other_end in counted):
            # Two readings of one quote share their faults; quotes that stand apart do not.
            missed *= 1 - fact.confidence
            counted.append(fact.evidence)
    quotes = list(dict.fromkeys(fact.evidence for fact in agreeing))[:MAX_EVIDENCE]
    return Draft(
        best.subject.id, best.predicate, best.object.id, status, round(min(1 - missed, 0.99), 3), best.rule,
        tuple(quotes), attrs,
    )  # fmt: skip

