"""Facts as the rules find them, and how they are settled into one draft a relation and pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.model import Entity, Status
from kg.nlp.annotations import Draft
from kg.nlp.frames import Frame
from kg.nlp.relfiles import Relations
from kg.nlp.status import classify
from kg.validity import first_day, last_day

SYMMETRIC = frozenset({"partners_with", "cooperates_with"})
MAX_EVIDENCE = 3
"""Quotes kept of one fact."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One reading: `evidence` [start, end) of the text, `ends` where head and tail are mentioned.

    A name alone shows a fact that is `sure`: whatever the sentence around it plans or denies, it holds. One that is `over`
    held until `until_iso` of its attributes; without that it is no fact any more.
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
    over: bool = False

    @property
    def ended(self) -> bool:
        """Whether the text says when it was over."""
        return self.over and "until_iso" in self.attrs


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
        if status := _status(frame, fact):
            groups.setdefault(key(fact), []).append((fact, status))
    groups = {pair: _latest(found) for pair, found in groups.items()}
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


def _status(frame: Frame, fact: Fact) -> Status | None:
    """What the text says of it; None where it only plans, wishes, reports or denies that something ends."""
    if fact.sure:
        return "done"
    status = classify(frame.text, *fact.evidence, ending=fact.over)
    if not fact.over:
        return status
    if status not in ("done", "ongoing"):
        return None
    return "done" if fact.ended else "denied"


def _latest(found: list[tuple[Fact, Status]]) -> list[tuple[Fact, Status]]:
    """Without readings that miss the end which another reading of the same words tells of (原由甲市帮扶)."""
    over = [fact for fact, _ in found if fact.over]
    if ended := [fact for fact in over if fact.ended]:
        over = ended
    kept: list[tuple[Fact, Status]] = []
    for fact, status in found:
        if fact in over:
            kept.append((_begun(fact, found), status))
        elif not any(_overlap(fact.evidence, other.evidence) for other in over):
            kept.append((fact, status))
    return kept


def _begun(fact: Fact, found: list[tuple[Fact, Status]]) -> Fact:
    """A fact that ended with the beginning that another reading of the same words gives, if it lies before the end."""
    if not fact.ended or "since_iso" in fact.attrs:
        return fact
    for other, _ in found:
        since = other.attrs.get("since_iso", "")
        if since and _overlap(fact.evidence, other.evidence) and last_day(since) < first_day(fact.attrs["until_iso"]):
            return replace(fact, attrs={**fact.attrs, "since": other.attrs["since"], "since_iso": since})
    return fact


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


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
    begin, end = attrs.get("since_iso"), attrs.get("until_iso")
    if begin and end and first_day(begin) > last_day(end):
        del attrs["since"], attrs["since_iso"]  # read of another pair in the sentence
    missed = 1.0
    counted: list[tuple[int, int]] = []
    for fact in sorted(agreeing, key=lambda fact: -fact.confidence):
        if not any(_overlap(fact.evidence, other) for other in counted):
            # Two readings of one quote share their faults; quotes that stand apart do not.
            missed *= 1 - fact.confidence
            counted.append(fact.evidence)
    return Draft(
        best.subject.id, best.predicate, best.object.id, status, round(min(1 - missed, 0.99), 3), best.rule,
        tuple(_quotes(fact.evidence for fact in agreeing)), attrs,
    )  # fmt: skip


def _quotes(ranked: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The best quotes, each place of the text once: of readings of the same words the one that holds the others is kept."""
    kept: list[tuple[int, int]] = []
    for start, end in ranked:
        at = next((i for i, other in enumerate(kept) if _overlap((start, end), other)), None)
        if at is None:
            kept.append((start, end))
        elif start <= kept[at][0] and kept[at][1] <= end:
            kept[at] = (start, end)
    return list(dict.fromkeys(kept))[:MAX_EVIDENCE]

