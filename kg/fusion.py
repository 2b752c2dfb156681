"""What several documents say together: entities of one name made one, reports, partnerships, the support of facts.

A document's part in that is its `Gist`, small enough to hold all of them. Whatever a block here is made of stands in its key,
so that a build in which few documents changed makes few blocks anew (kg.blocks).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, replace
from functools import partial
from typing import Any, Literal, NamedTuple

from kg.blocks import Block
from kg.corrections import Applied
from kg.gazetteer import load_gazetteer
from kg.ledger import key_of, pack, unpack
from kg.model import HOLDS, Entity, Statement
from kg.partnerships import DIRECTED, UNDIRECTED, derive, partnership_quads
from kg.quads import entity_quads, field_quads
from kg.region_entities import unit_entity
from kg.rendering import ENTITIES, GRAPH, lines, rows
from kg.reports import body, cluster, report_quads, signature
from kg.support import metric_key, shared_quads, statement_key

Kind = Literal["entity", "partnership", "report", "fact", "fields"]
Pair = tuple[str, str]
_REGION = "region/"


class Gist(NamedTuple):
    """What a document has to do with others; plain values, so that it is read fast.

    Attributes:
        articles: (id, signature) of each: kg.reports tells reprints by it.
        statements, metrics: How many there are.
        entities: (id, the entity as JSON) of each that an article names, in order.
        above: By id of a region, the units above it and those it may mean, as JSON, ids first, the nearest first.
        pairs: (pair of regions, packed statement, article) of each that may make a partnership.
        decisions: (where it stands, what is to be said of it) of each decision of people that was about it.
        facts: (what statements or metrics of the same fact have in common, as a key; node; article) of each.
    """

    articles: tuple[tuple[str, bytes], ...]
    statements: int
    metrics: int
    entities: tuple[tuple[str, str], ...]
    above: dict[str, tuple[tuple[str, str], ...]]
    pairs: tuple[tuple[Pair, bytes, str], ...]
    facts: tuple[tuple[bytes, str, str], ...]
    decisions: tuple[tuple[str, str], ...]


def gist(applied: Sequence[Applied]) -> Gist:
    """The gist of a document."""
    extractions = [article.extraction for article in applied]
    entities = [entity for extraction in extractions for entity in extraction.entities]
    statements = [statement for extraction in extractions for statement in extraction.statements]
    metrics = [metric for extraction in extractions for metric in extraction.metrics]
    above = {_written(entity): tuple((unit.id, _written(unit)) for unit in _above(entity)) for entity in entities}
    return Gist(
        articles=tuple((e.article.id, signature(body(e.article))) for e in extractions),
        statements=len(statements),
        metrics=len(metrics),
        entities=tuple(dict.fromkeys((entity.id, _written(entity)) for entity in entities)),
        above={text: units for text, units in above.items() if units},
        pairs=tuple((_pair(s), pack(s), s.article) for s in statements if _may_be_partnership(s)),
        facts=(
            *((key_of("statement", repr(statement_key(s))), f"statement/{s.id}", s.article) for s in statements),
            *((key_of("metric", repr(metric_key(m))), f"metric/{m.id}", m.article) for m in metrics),
        ),
        decisions=tuple((decision.where, decision.message) for article in applied for decision in article.decisions),
    )


class Fusion:
    """The gists of all documents, in order; then the blocks that follow from them together."""

    def __init__(self, base: str, shaping: str) -> None:
        """`base` is the base IRI, `shaping` the hash of the code that makes the graph (kg.engine)."""
        self._base = base
        self._state = key_of(base, shaping)
        self._named: dict[str, dict[str, None]] = {}
        self._above: dict[str, tuple[tuple[str, str], ...]] = {}
        self._pairs: dict[Pair, list[tuple[bytes, str]]] = {}
        self._signatures: list[tuple[str, bytes]] = []
        self._facts: dict[bytes, list[tuple[str, str]]] = {}
        self.statements = self.metrics = 0
        self.decisions: list[tuple[str, str]] = []

    def add(self, found: Gist) -> None:
        """Take in the next document."""
        self.decisions += found.decisions
        self._signatures += found.articles
        self.statements += found.statements
        self.metrics += found.metrics
        self._above |= found.above
        for identifier, text in found.entities:
            self._named.setdefault(identifier, {}).setdefault(text)
        for pair, statement, article in found.pairs:
            self._pairs.setdefault(pair, []).append((statement, article))
        for key, node, article in found.facts:
            self._facts.setdefault(key, []).append((node, article))

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len(self._signatures)

    @property
    def entities(self) -> int:
        """How many entities the documents name."""
        return len(self._named)

    def blocks(self) -> Iterator[tuple[Kind, bytes, Callable[[], Block]]]:
        """(kind, key, what makes it) of each block, in the order in which they stand in the output."""
        reports = cluster(self._signatures)
        yield from self._entity_blocks()
        yield from self._partnership_blocks(reports)
        yield from self._report_blocks(reports)
        yield from self._fact_blocks(reports)
        yield "fields", self._key("fields"), lambda: {GRAPH: lines(field_quads(self._base))}

    def _entity_blocks(self) -> Iterator[tuple[Kind, bytes, Callable[[], Block]]]:
        units: dict[str, str] = {}
        for texts in self._named.values():
            units.update(self._above.get(next(iter(texts)), ()))
        for identifier in sorted(self._named.keys() | units.keys()):
            if identifier in self._named:
                texts = self._named[identifier]
                yield "entity", self._key("entity", *texts), partial(self._entity, texts, True)
            else:
                yield "entity", self._key("unit", units[identifier]), partial(self._entity, [units[identifier]], False)

    def _entity(self, texts: Iterable[str], named: bool) -> Block:
        entity = _merged(texts)
        graph = lines(entity_quads([entity], self._base, load_gazetteer().coordinates))
        return {ENTITIES: rows([asdict(entity)]) if named else b"", GRAPH: graph}

    def _partnership_blocks(self, reports: dict[str, str]) -> Iterator[tuple[Kind, bytes, Callable[[], Block]]]:
        for pair in sorted(self._pairs):
            ends = [text for end in pair for text in self._named[end]]
            found = self._pairs[pair]
            told = {article: reports[article] for _, article in found}
            key = self._key("partnership", *ends, *(statement for statement, _ in found), *told.values())
            yield "partnership", key, partial(self._partnership, pair, told)

    def _partnership(self, pair: Pair, reports: dict[str, str]) -> Block:
        statements = [unpack(statement) for statement, _ in self._pairs[pair]]
        entities = {end: _merged(self._named[end]) for end in pair}
        return {GRAPH: lines(partnership_quads(derive(statements, entities, reports), self._base))}

    def _report_blocks(self, reports: dict[str, str]) -> Iterator[tuple[Kind, bytes, Callable[[], Block]]]:
        articles: dict[str, list[str]] = {}
        for article in sorted(reports):
            articles.setdefault(reports[article], []).append(article)
        for report, members in sorted(articles.items()):
            yield "report", self._key("report", report, *members), partial(self._report, report, members)

    def _report(self, report: str, articles: Iterable[str]) -> Block:
        return {GRAPH: lines(report_quads(dict.fromkeys(articles, report), self._base))}

    def _fact_blocks(self, reports: dict[str, str]) -> Iterator[tuple[Kind, bytes, Callable[[], Block]]]:
        """What stands in several articles, in the order of its first node."""
        shared = [sorted(facts) for facts in self._facts.values() if len({article for _, article in facts}) > 1]
        for facts in sorted(shared):
            told = [part for fact in facts for part in (*fact, reports[fact[1]])]
            yield "fact", self._key("fact", *told), partial(self._fact, facts, reports)

    def _fact(self, facts: Sequence[tuple[str, str]], reports: dict[str, str]) -> Block:
        return {GRAPH: lines(shared_quads(facts, reports, self._base))}

    def _key(self, kind: str, *parts: str | bytes) -> bytes:
        return key_of(kind, self._state, *parts)


def _pair(statement: Statement) -> Pair:
    return min(statement.subject, statement.object), max(statement.subject, statement.object)


def _may_be_partnership(statement: Statement) -> bool:
    regions = all(end.startswith(_REGION) for end in (statement.subject, statement.object))
    return regions and statement.predicate in (DIRECTED, UNDIRECTED) and statement.status in HOLDS


def _merged(texts: Iterable[str]) -> Entity:
    """One thing out of its descriptions: the first one, and all names."""
    first, *others = [_read(text) for text in texts]
    aliases = {*first.aliases}.union(*({*other.aliases, other.name} for other in others)) - {first.name}
    subtype = next((entity.subtype for entity in (first, *others) if entity.subtype), "")
    return replace(first, aliases=tuple(sorted(aliases)), subtype=subtype)


def _above(entity: Entity) -> Iterator[Entity]:
    """The units above a region and those it may mean, with the units above them, so that no link leads out of the graph."""
    gazetteer = load_gazetteer()
    for place in (entity.parent, *entity.candidates):
        while (code := place.removeprefix(_REGION)) in gazetteer.by_code:
            above = unit_entity(code)
            yield above
            place = above.parent


def _written(entity: Entity) -> str:
    return json.dumps(astuple(entity), ensure_ascii=False)


def _read(text: str) -> Entity:
    values: Any = (tuple(value) if isinstance(value, list) else value for value in json.loads(text))
    return Entity(*values)


__all__ = ["Fusion", "Gist", "gist"]
