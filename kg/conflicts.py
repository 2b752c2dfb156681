"""Facts of the graph that cannot both be so, as far as their texts tell. Nothing is settled here: both stay, side by side.

Few false alarms matter more than finding all. What one article tells side by side is no conflict but for opposite directions; what
follows upon another in time is a succession; amounts that may be one number, told more or less exactly, agree; a cumulative figure
is compared with none of its parts. What nobody dates, neither text nor paper, is left alone unless asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal, TypeVar

from pyoxigraph import NamedNode

from kg.amounts import compatible
from kg.claims import Claim, metric_claim, statement_claim
from kg.lookups.facts import Brief, Facts, relation_name
from kg.lookups.rows import MetricRow, StatementRow
from kg.model import HOLDS
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.validity import first_day, last_day

Kind = Literal["amount", "metric", "helper", "post", "direction", "denied"]
KINDS: tuple[Kind, ...] = ("amount", "metric", "helper", "post", "direction", "denied")
"""Two amounts of one relation and year; two numbers of one metric and time; two helpers of one recipient, two holders of one
post at one time; help in both directions; what one source says is so and another denies."""
Row = StatementRow | MetricRow
T = TypeVar("T")

SURE = 0.6
"""Readings less sure than this are doubts of their own; they make no conflict."""
_ONE_HOLDER = re.compile("(?:书记|[省市县区州镇乡旗盟]长|主席|局长|厅长|主任|董事长|总经理|总裁|校长|院长|会长|理事长)")
_NOT_THE_HOLDER = re.compile("副|助理|原|前|曾|时任|代|名誉|候选|常务|执行|第[一二三]|挂职|驻")
_OFFICE_OF_MANY = re.compile("主任|主席|会长")
"""A region has many offices whose heads are called so; only of an organisation it is one person."""
_MONTH = 31
"""Days: a post may pass on within a year, so that a year alone does not tell who held it when."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot both be so: a side is what agrees with itself, the surest fact first; sides stand in the order of their facts' ids."""

    kind: Kind
    sides: tuple[tuple[Row, ...], ...]

    @property
    def entities(self) -> frozenset[str]:
        """Ids of all that it is about."""
        rows = [row for side in self.sides for row in side]
        ends = {row.object.id for row in rows if isinstance(row, StatementRow)}
        return frozenset({row.subject.id for row in rows} | ends)


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement that may take part: its ends and status, and from which to which day it is known to be so, if at all."""

    brief: Brief
    row: StatementRow
    days: tuple[str, str] | None
    begins: str
    ends: str
    """Partial dates that its text gives as beginning and end, "" where it gives none."""


def conflicts(store: ReadStore, undated: bool = False) -> list[Conflict]:
    """All conflicts of a graph, by kind and then by the ids of their facts; with `undated` also between facts that nobody dates."""
    facts = Facts(store)
    briefs = _briefs(store)
    holding = [brief for brief in briefs if brief.status in HOLDS]
    found = [
        *_amounts(facts, holding, undated),
        *_metrics(facts),
        *_helpers(facts, holding, undated),
        *_posts(facts, holding),
        *_directions(facts, holding),
        *_denials(facts, briefs),
    ]
    return sorted(found, key=lambda c: (KINDS.index(c.kind), [row.id for side in c.sides for row in side]))


def _briefs(store: ReadStore) -> list[Brief]:
    """The bare bones of all statements, by four scans of the store."""
    parts = {
        name: {quad.subject: quad.object for quad in store.quads(None, store.term(name))}
        for name in ("rdf:subject", "rdf:predicate", "rdf:object", "kg:status")
    }
    found = []
    for node, predicate in parts["rdf:predicate"].items():
        subject, object = parts["rdf:subject"].get(node), parts["rdf:object"].get(node)
        if isinstance(node, NamedNode) and isinstance(subject, NamedNode) and isinstance(object, NamedNode):
            status = store.local(parts["kg:status"].get(node))
            found.append(Brief(node, subject, relation_name(store.local(predicate)), object, status))
    return sorted(found, key=lambda brief: str(brief.node))


def _amounts(facts: Facts, briefs: Iterable[Brief], undated: bool) -> Iterator[Conflict]:
    """Two amounts of money between the same two, in the same time and of the same kind."""
    paid = {quad.subject for quad in facts.store.quads(None, facts.store.term("kg:amount"))}
    groups = _grouped((b for b in briefs if b.node in paid), lambda b: (b.predicate, b.subject, b.object))
    for group in groups:
        claims = [claim for brief in group if (claim := statement_claim(facts, brief.node)) is not None]
        comparable = [c for c in claims if _compares(c, undated) and c.row.confidence >= SURE]
        for same in _grouped(comparable, lambda c: (c.span, c.running, _of_kind(c))):
            yield from _numbers("amount", same)


def _metrics(facts: Facts) -> Iterator[Conflict]:
    """Two numbers of one metric and one time, where each source gives one number only."""
    store = facts.store
    names = {quad.subject: quad.object for quad in store.quads(None, store.term("kg:metricName"))}
    about = {quad.subject: quad.object for quad in store.quads(None, store.term("kg:about"))}
    times = {quad.subject: quad.object for quad in store.quads(None, store.term("kg:timeIso"))}
    nodes = sorted((n for n in names if isinstance(n, NamedNode) and n in about and n in times), key=str)
    for group in _grouped(nodes, lambda n: (about[n], names[n], times[n])):
        claims = [metric_claim(facts, node) for node in group]
        fit = [c for c in claims if c.row.status in HOLDS and c.row.confidence >= SURE and _compares(c, False)]
        for same in _grouped(fit, lambda c: (c.amount and c.amount.unit, c.span)):
            reports = [claim.report for claim in same]
            # Several numbers under one name in one text are parts of something.
            if len({claim.row.article.id for claim in same}) == len(same) and len(set(reports)) > 1:
                yield from _numbers("metric", same)


def _compares(claim: Claim, undated: bool) -> bool:
    """Whether a number stands for a time of its own: a day up to which it sums is one, "since 2021" is none."""
    if claim.amount is None:
        return False
    if claim.running:
        return bool(claim.span.end)
    return claim.span.closed or (undated and not claim.span.dated)


def _of_kind(claim: Claim) -> tuple[str, ...]:
    attrs = dict(claim.row.attrs) if isinstance(claim.row, StatementRow) else {}
    return tuple(attrs.get(name, "") for name in ("kind", "field"))


def _numbers(kind: Kind, claims: Sequence[Claim]) -> Iterator[Conflict]:
    """Claims of one thing, by the numbers they give; a number that agrees with several stands on the side of the surest."""
    sides: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: (-c.row.confidence, c.row.id)):
        assert claim.amount is not None  # those without are left out before
        fits = (s for s in sides if s[0].amount is not None and compatible(s[0].amount, claim.amount))
        side = next(fits, None)
        if side is None:
            sides.append([claim])
        else:
            side.append(claim)
    if len(sides) > 1:
        yield _conflict(kind, [[claim.row for claim in side] for side in sides])


def _helpers(facts: Facts, briefs: Iterable[Brief], undated: bool) -> Iterator[Conflict]:
    """Two helpers of one recipient at one time, of one level, that no text names together."""
    assisting = [b for b in briefs if b.predicate == "assists"]
    for group in _grouped(assisting, lambda b: b.object):
        if len({brief.subject for brief in group}) < 2:
            continue
        told = _told(facts, group)
        helpers = {t.row.subject.id: t.row.subject for t in told}
        levels = defaultdict(list)
        for helper in helpers.values():
            if helper.type == "REGION":
                levels[helper.path.count("/")].append(helper.id)
        beside = _named_together(told)
        for ids in levels.values():
            for pair in combinations(sorted(ids), 2):
                one, other = ([t for t in told if t.row.subject.id == helper] for helper in pair)
                if frozenset(pair) not in beside and _at_one_time(one, other, undated) and _fields_meet(one, other):
                    yield _conflict("helper", [[t.row for t in one], [t.row for t in other]])


def _named_together(told: Iterable[_Told]) -> set[frozenset[str]]:
    """Pairs of subjects, helpers or holders of a post, that one article names for one object."""
    by_article = defaultdict(set)
    for one in told:
        by_article[one.row.article.id].add(one.row.subject.id)
    return {frozenset(pair) for ids in by_article.values() for pair in combinations(ids, 2)}


def _at_one_time(one: Sequence[_Told], other: Sequence[_Told], undated: bool) -> bool:
    """Whether both are told of the same year, and neither text hands over from one to the other."""
    for first, second in ((one, other), (other, one)):
        ends = [t.ends for t in first if t.ends]
        begins = [t.begins for t in second if t.begins]
        if any(last_day(end) <= last_day(begin) for end in ends for begin in begins):
            return False
    return any(_years_meet(a, b, undated) for a in one for b in other)


def _years_meet(one: _Told, other: _Told, undated: bool) -> bool:
    if one.days is None or other.days is None:
        return undated
    return one.days[0][:4] <= other.days[1][:4] and other.days[0][:4] <= one.days[1][:4]


def _fields_meet(one: Iterable[_Told], other: Iterable[_Told]) -> bool:
    """Whether both help in all, or in some field in common."""
    fields = [{f for t in told for f in dict(t.row.attrs).get("field", "").split(",") if f} for told in (one, other)]
    return not all(fields) or bool(fields[0] & fields[1])


def _posts(facts: Facts, briefs: Iterable[Brief]) -> Iterator[Conflict]:
    """Two persons in one post that one person holds, at one time to the month."""
    held = [b for b in briefs if b.predicate == "holds_position"]
    for group in _grouped(held, lambda b: b.object):
        if len({brief.subject for brief in group}) < 2:
            continue
        told = [t for t in _told(facts, group) if t.days is not None and _of_one(t.row)]
        for same in _grouped(told, lambda t: dict(t.row.attrs)["title"]):
            persons = _grouped(same, lambda t: t.row.subject.id)
            beside = _named_together(same)
            for one, other in combinations(persons, 2):
                pair = frozenset((one[0].row.subject.id, other[0].row.subject.id))
                if pair not in beside and _days_meet(one, other):
                    yield _conflict("post", [[t.row for t in one], [t.row for t in other]])


def _of_one(row: StatementRow) -> bool:
    """Whether one person at a time holds the post."""
    title = dict(row.attrs).get("title", "")
    if not _ONE_HOLDER.search(title) or _NOT_THE_HOLDER.search(title):
        return False
    return row.object.type == "ORG" or not _OFFICE_OF_MANY.search(title)


def _days_meet(one: Sequence[_Told], other: Sequence[_Told]) -> bool:
    """Whether from the first to the last day that each is told of has a day in common; what is told of a whole year says too little."""
    spans = []
    for told in (one, other):
        days = [t.days for t in told if t.days is not None and (t.begins or _days(t.days) <= _MONTH)]
        if not days:
            return False
        spans.append((min(start for start, _ in days), max(end for _, end in days)))
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _days(days: tuple[str, str]) -> int:
    start, end = (date.fromisoformat(day) for day in days)
    return (end - start).days + 1


def _directions(facts: Facts, briefs: Iterable[Brief]) -> Iterator[Conflict]:
    """Help both ways between two regions."""
    assisting = [b for b in briefs if b.predicate == "assists"]
    for group in _grouped(assisting, lambda b: frozenset((b.subject, b.object))):
        if len({brief.subject for brief in group}) == 2:
            told = _told(facts, group)
            sides = _grouped(told, lambda t: t.row.subject.id)
            if len(sides) == 2:
                yield _conflict("direction", [[t.row for t in side] for side in sides])


def _denials(facts: Facts, briefs: Iterable[Brief]) -> Iterator[Conflict]:
    """What one source says is so and another, of the same time, denies."""
    symmetric = {name for name, relation in load_ontology().relations.items() if relation.symmetric}

    def key(b: Brief) -> Hashable:
        ends = frozenset((b.subject, b.object)) if b.predicate in symmetric else (b.subject, b.object)
        return b.predicate, ends

    for group in _grouped((b for b in briefs if b.status in HOLDS or b.status == "denied"), key):
        if {brief.status == "denied" for brief in group} == {True, False}:
            told = _told(facts, group)
            denied, holds = ([t for t in told if (t.brief.status == "denied") is no] for no in (True, False))
            if any(_years_meet(a, b, undated=True) for a in denied for b in holds):
                yield _conflict("denied", [[t.row for t in holds], [t.row for t in denied]])


def _told(facts: Facts, briefs: Iterable[Brief]) -> list[_Told]:
    """Statements that are sure enough, with the days that they are known to be so: by their text, else when they were said."""
    found = []
    for brief in briefs:
        row = facts.statement(brief.node)
        if row.confidence < SURE:
            continue
        held, said = facts.when(brief.node), row.article.published
        start = held.start or held.end or said
        # Since 2016, said in 2024: so until 2024 at least.
        end = held.end or (max(said, held.start) if held.begins and said else start)
        days = (first_day(start), last_day(end)) if start else None
        found.append(_Told(brief, row, days, held.start if held.begins else "", held.end))
    return found


def _conflict(kind: Kind, sides: Iterable[Iterable[Row]]) -> Conflict:
    ordered = [tuple(sorted(side, key=lambda row: (-row.confidence, row.id))) for side in sides]
    return Conflict(kind, tuple(ordered if kind == "denied" else sorted(ordered, key=lambda side: side[0].id)))


def _grouped(things: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Things of one key together, in the order in which each key comes first."""
    groups: dict[Hashable, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return list(groups.values())
