"""Sums over what articles state of one entity, without counting anything twice.

Of what may be told twice or be a part of something else only one number is counted: a cumulative figure never with its parts, what
a unit below gives or gets never with what the unit above it does in the same time, a year never with a day in it, and the same
amount of the same parties once, however many articles have it. What the texts plan, wish, deny or only report is no part of
any sum. All that is left out is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pyoxigraph import NamedNode

from kg.amounts import Amount, add, compatible
from kg.claims import Claim, Span, metric_claim, statement_claim
from kg.lookups.facts import Facts
from kg.lookups.rows import EntityRow
from kg.model import HOLDS
from kg.store import ReadStore

Reason = Literal[
    "planned", "wished", "denied", "reported", "number", "undated", "span", "reprint", "same", "cumulative", "part", "share"
]  # fmt: skip
"""Why a number is left out: what the text says of it; no number to read; no date; a time that reaches beyond the year; told
already, by the same report or another; a cumulative figure, or a part of what is counted; a share or average."""

_NO_SUM = ("人均", "户均", "平均", "占比", "比重", "率", "单价", "均价", "增长", "增速", "同比", "环比")
"""Names of metrics that are no quantities."""


@dataclass(frozen=True, slots=True)
class Addend:
    """A number that is counted; `also` are claims that tell the same, and those that disagree with it, which make it a range."""

    claim: Claim
    amount: Amount
    also: tuple[Claim, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether other claims say otherwise."""
        return any(not compatible(_number(c), _number(self.claim)) for c in self.also)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is not counted, why, and the claim that is counted in its place if there is one."""

    claim: Claim
    reason: Reason
    instead: Claim | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum in one unit."""

    amount: Amount
    addends: tuple[Addend, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sums for an entity, one a unit, and what was left out."""

    entity: EntityRow
    sums: tuple[Sum, ...]
    left_out: tuple[LeftOut, ...]


def total_of_relation(
    store: ReadStore, entity: EntityRow, relation: str, year: str = "", below: bool = False, given: bool = False
) -> Total:
    """The amounts (or counts) of a relation that the entity is the object of, or with `given` the subject.

    Args:
        store: The graph.
        entity: What `find` gave.
        relation: A relation's name: "funds", "sends_labour_to" …
        year: "2024": only what lies in this year; "" for all times, undated included.
        below: Also what the units under a region have.
        given: What it gives and not what it gets.
    """
    facts = Facts(store)
    end = "subject" if given else "object"
    nodes = {
        statement
        for place in _places(facts, entity, below)
        for statement in store.subjects(f"rdf:{end}", place)
        if facts.brief(statement).predicate == relation
    }
    claims = [statement_claim(facts, node) for node in sorted(nodes, key=str)]
    return _total(facts, entity, [claim for claim in claims if claim is not None], year)


def total_of_metric(store: ReadStore, entity: EntityRow, name: str, year: str = "", below: bool = False) -> Total:
    """The numbers of metrics of that very name; what is a share or an average is left out."""
    facts = Facts(store)
    nodes = [
        metric
        for place in _places(facts, entity, below)
        for metric in store.subjects("kg:about", place)
        if store.value(metric, "kg:metricName") == name
    ]
    return _total(facts, entity, [metric_claim(facts, node) for node in nodes], year)


def metric_names(store: ReadStore, entity: EntityRow, below: bool = False) -> list[str]:
    """The names of the metrics that an entity has, each once, sorted."""
    places = _places(Facts(store), entity, below)
    return sorted({store.value(m, "kg:metricName") for place in places for m in store.subjects("kg:about", place)})


def _places(facts: Facts, entity: EntityRow, below: bool) -> list[NamedNode]:
    node = facts.store.iri(entity.id)
    return [node, *(facts.units(node) if below else ())]


def _total(facts: Facts, entity: EntityRow, claims: Sequence[Claim], year: str) -> Total:
    left_out: list[LeftOut] = []
    counted: dict[str, list[Claim]] = {}
    for claim in claims:
        reason = _unfit(claim, year)
        if reason == "elsewhere":
            continue
        if reason:
            left_out.append(LeftOut(claim, reason))
        elif claim.amount is not None:
            counted.setdefault(claim.amount.unit, []).append(claim)
    sums = []
    for unit in sorted(counted, key=lambda unit: (unit != "元", unit)):
        addends: list[Addend] = []
        for claim in sorted(counted[unit], key=_wholes_first):
            _settle(facts, claim, addends, left_out)
        sums.append(Sum(add(a.amount for a in addends), tuple(addends)))
    return Total(entity, tuple(sums), tuple(sorted(left_out, key=lambda x: (x.reason, x.claim.row.id))))


def _unfit(claim: Claim, year: str) -> Reason | Literal["", "elsewhere"]:
    """Why a claim is no candidate at all; "elsewhere" is another year's, of which nobody asked."""
    row, span = claim.row, claim.span
    asked = Span(year, year)
    inside = span.closed and span.within(asked)
    if year and span.dated and not span.meets(asked):
        return "elsewhere"
    if row.status not in HOLDS:
        return _status(row.status)
    if claim.amount is None:
        return "number"
    if claim.amount.unit.startswith("%") or "/" in claim.amount.unit or any(w in getattr(row, "name", "") for w in _NO_SUM):
        return "share"
    if not year or inside:
        return ""
    if not span.dated:
        return "undated"
    # 2024年以来, said in 2024, is of that year.
    said = row.article.published[:4]
    return "" if span.start[:4] == year and not span.end and said == year else "span"


def _status(status: str) -> Reason:
    reasons: dict[str, Reason] = {"planned": "planned", "wished": "wished", "denied": "denied"}
    return reasons.get(status, "reported")


def _number(claim: Claim) -> Amount:
    """The amount of a candidate: claims without one are left out before."""
    assert claim.amount is not None
    return claim.amount


def _wholes_first(claim: Claim) -> tuple[object, ...]:
    """A whole is no less than its parts; of like numbers the plainest, the one with a time and the earliest speaks for all."""
    amount, said = _number(claim), claim.row.article.published
    return -amount.high, bool(amount.sign), not claim.span.closed, said or "9999", claim.row.id


def _settle(facts: Facts, claim: Claim, addends: list[Addend], left_out: list[LeftOut]) -> None:
    """Count a claim, or find what stands in its way."""
    for number, addend in enumerate(addends):
        other = addend.claim
        if _tells_the_same(facts, claim, other):
            if _plainer(claim, addend):
                addends[number] = Addend(claim, _number(claim), (*addend.also, other))
                claim, other = other, claim
            else:
                addends[number] = replace(addend, also=(*addend.also, claim))
            left_out.append(LeftOut(claim, "reprint" if claim.report == other.report else "same", other))
            return
    for number, addend in enumerate(addends):
        other = addend.claim
        if _disagrees(claim, other):
            spread = replace(addend.amount, low=min(addend.amount.low, _number(claim).low))
            addends[number] = Addend(other, spread, (*addend.also, claim))
            return
        if _part(facts, claim, other):
            left_out.append(LeftOut(claim, "cumulative" if claim.running else "part", other))
            return
    addends.append(Addend(claim, _number(claim)))


def _plainer(claim: Claim, addend: Addend) -> bool:
    """Whether a claim gives the number that an addend only gives roughly: 4870万元 for 近5000万元."""
    return bool(addend.amount.sign) and not _number(claim).sign and not addend.disputed


def _tells_the_same(facts: Facts, one: Claim, other: Claim) -> bool:
    """The same parties, one number, and no two times."""
    if not (_nested(facts, one, other) or _nested(facts, other, one)) or not _one_time(one.span, other.span):
        return False
    if (one.giver, one.taker) == (other.giver, other.taker) and one.span == other.span:
        return compatible(_number(one), _number(other))
    return (_number(one).low, _number(one).high) == (_number(other).low, _number(other).high)


def _disagrees(one: Claim, other: Claim) -> bool:
    """The very same parties and time, of the same kind, and another number: one of the two is wrong."""
    kinds = [tuple(dict(getattr(c.row, "attrs", ())).get(k, "") for k in ("kind", "field")) for c in (one, other)]
    same = (one.giver, one.taker, one.span, one.running) == (other.giver, other.taker, other.span, other.running)
    return same and one.span.dated and kinds[0] == kinds[1]


def _part(facts: Facts, part: Claim, whole: Claim) -> bool:
    """Whether a number may be contained in another: no other parties, no other time, and no more of it."""
    if not _nested(facts, part, whole) or _number(part).low > _number(whole).high:
        return False
    if not (part.span.dated and whole.span.dated):
        return True  # nobody knows that it is not
    if part.running or whole.running:
        return part.span.meets(whole.span)
    return part.span.within(whole.span)


def _one_time(one: Span, other: Span) -> bool:
    return not (one.dated and other.dated) or one.within(other) or other.within(one)


def _nested(facts: Facts, inner: Claim, outer: Claim) -> bool:
    """Whether the parties of one are those of the other or lie under them; a fund may be anyone's money."""
    return _under(facts, inner.taker, outer.taker) and (
        _under(facts, inner.giver, outer.giver) or _fund(facts, outer.giver) or _fund(facts, inner.giver)
    )


def _under(facts: Facts, inner: str, outer: str) -> bool:
    return inner == outer or facts.store.iri(outer) in facts.within(facts.store.iri(inner))


def _fund(facts: Facts, identifier: str) -> bool:
    """东西部协作资金 is paid in by regions: what it gives and what they give may be one."""
    entity = facts.entity(facts.store.iri(identifier))
    return entity.type == "PROJECT"
