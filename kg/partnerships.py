"""Statements about pairs of regions → partnerships, one a pair, with the statements that support each.

`assists` gives helper and recipient; `partners_with` gives members, where no statement knows the direction. Labour, funds
and visits between two regions are dealings and make no partnership. Only statements that hold count. How sure a partnership
is grows with the reports that tell of it (kg/reports.py), not with how often one report says so or is reprinted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.model import HOLDS, Entity, Statement, digest
from kg.quads import Names, Node, iso_date
from kg.validity import extent, interval

DIRECTED, UNDIRECTED = "assists", "partners_with"
_TIMES = ("date", "since", "until")
MAX_CONFIDENCE = 0.99
"""No number of articles makes a fact certain."""


@dataclass(frozen=True, slots=True)
class Partnership:
    """Two regions that work together, e.g. 广州市 and 黔南州.

    `regions` are entity ids: helper and recipient when `directed`, else sorted. `first` and `last` are the earliest
    and latest partial ISO dates that statements name, "" where none gives a year; `start` and `end` say from when to when it
    holds, "" where no text tells the beginning, or an end after which it was not taken up again; `fields` local names of the ontology's fields; `statements` ids, sorted; `sources` how
    many reports support it.
    """

    id: str
    regions: tuple[str, str]
    directed: bool
    fields: tuple[str, ...]
    first: str
    last: str
    start: str
    end: str
    confidence: float
    statements: tuple[str, ...]
    sources: int


def derive(
    statements: Iterable[Statement], entities: Mapping[str, Entity], reports: Mapping[str, str]
) -> list[Partnership]:
    """The partnerships that statements support, by id; `reports` gives the report of each article.

    A region and a unit inside it are no pair. Where statements contradict each other on who helps whom, the better supported
    direction counts and the other is left out; where both are supported alike the direction is open.
    """
    pairs: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        ends = (statement.subject, statement.object)
        counts = statement.predicate in (DIRECTED, UNDIRECTED) and statement.status in HOLDS
        if counts and _two_regions(*(entities[end] for end in ends)):
            pairs.setdefault((min(ends), max(ends)), []).append(statement)
    return sorted((_partnership(pair, found, reports) for pair, found in pairs.items()), key=lambda p: p.id)


def partnership_quads(partnerships: Iterable[Partnership], base: str) -> Iterator[Quad]:
    """A node for each partnership, in BASE graph/partnerships."""
    names = Names(base)
    graph = names.node("graph/partnerships")
    for partnership in partnerships:
        node = Node(names, names.node(f"partnership/{partnership.id}"), graph)
        node.a("Partnership")
        for role, region in zip(
            ("helper", "recipient") if partnership.directed else ("member", "member"),
            partnership.regions,
            strict=True,
        ):
            node.add(role, names.node(region))
        node.add("field", *(names.node(f"field/{field}") for field in partnership.fields))
        node.text("firstDate", partnership.first)
        node.text("lastDate", partnership.last)
        node.text("from", partnership.start)
        node.text("to", partnership.end)
        node.decimal("confidence", partnership.confidence)
        node.integer("sources", partnership.sources)
        node.add("supportedBy", *(names.node(f"statement/{s}") for s in partnership.statements))
        yield from node.quads


def _two_regions(one: Entity, other: Entity) -> bool:
    if one.id == other.id or {one.type, other.type} != {"REGION"}:
        return False
    paths = [f"{entity.path or entity.id}/" for entity in (one, other)]
    return not (paths[0].startswith(paths[1]) or paths[1].startswith(paths[0]))


def _partnership(
    pair: tuple[str, str], found: Sequence[Statement], reports: Mapping[str, str]
) -> Partnership:
    forward, backward = (
        [s for s in found if s.predicate == DIRECTED and s.subject == helper] for helper in pair
    )
    support = (_together(forward, reports), _together(backward, reports))
    if support[0] != support[1]:
        against = forward if support[0] < support[1] else backward
        found = [s for s in found if s not in against]
        regions = pair if support[0] > support[1] else (pair[1], pair[0])
    else:
        regions = pair
    dates = sorted(date for s in found for date in _dates(s))
    start, end = extent(interval(*(_iso(s, name) for name in _TIMES)) for s in found)
    return Partnership(
        id=digest("partnership", *pair),
        regions=regions,
        directed=support[0] != support[1],
        fields=tuple(sorted({field for s in found for field in s.attrs.get("field", "").split()})),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        start=start,
        end=end,
        confidence=_together(found, reports),
        statements=tuple(sorted(s.id for s in found)),
        sources=len({reports[s.article] for s in found}),
    )


def _dates(statement: Statement) -> Iterator[str]:
    """The dates of a statement as partial ISO dates; an interval gives its ends, of which ".." is none."""
    for name in _TIMES:
        yield from (date for date in _iso(statement, name).split("/") if date not in ("", ".."))


def _iso(statement: Statement, name: str) -> str:
    return statement.attrs.get(f"{name}_iso") or iso_date(statement.attrs.get(name, ""))


def _together(statements: Iterable[Statement], reports: Mapping[str, str]) -> float:
    """How sure all of them make it: 1 less the chance that each report is wrong, as if reports erred independently.

    What one report says twice it says once: its surest statement counts.
    """
    surest: dict[str, float] = {}
    for statement in statements:
        report = reports[statement.article]
        surest[report] = max(surest.get(report, 0.0), statement.confidence)
    wrong = 1.0
    for report in sorted(surest):  # floating point is not associative: one order for one result
        wrong *= 1 - surest[report]
    return round(min(1 - wrong, MAX_CONFIDENCE), 3)
