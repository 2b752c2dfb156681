"""How many articles state a fact, and how many independent sources (reports) that is.

A fact is what several statements have in common: subject, relation and object, the amount, count or post, and that it holds (or is
planned, or denied …); of metrics the entity, name, number, unit and time. One article states a fact once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pyoxigraph import Quad

from kg.amounts import parse
from kg.model import HOLDS, Metric, Statement
from kg.ontology import load_ontology
from kg.quads import Names, Node

Fact = TypeVar("Fact", Statement, Metric)


def support_quads(
    statements: Iterable[Statement], metrics: Iterable[Metric], reports: Mapping[str, str], base: str
) -> Iterator[Quad]:
    """`kg:articles` and `kg:sources` of each statement and metric whose fact stands in several articles, in BASE graph/reports."""
    told = (("statement", _several(statements, statement_key)), ("metric", _several(metrics, metric_key)))
    for kind, groups in told:
        for facts in groups:
            yield from shared_quads([(f"{kind}/{fact.id}", fact.article) for fact in facts], reports, base)


def shared_quads(facts: Sequence[tuple[str, str]], reports: Mapping[str, str], base: str) -> Iterator[Quad]:
    """The same for the statements, or metrics, of one fact: (node, article) of each; nothing where one article has them all."""
    names = Names(base)
    articles = {article for _, article in facts}
    if len(articles) == 1:
        return
    for identifier, _ in facts:
        node = Node(names, names.node(identifier), names.node("graph/reports"))
        node.integer("articles", len(articles))
        node.integer("sources", len({reports[article] for article in articles}))
        yield from node.quads


def statement_key(statement: Statement) -> Hashable:
    """What statements of one fact have in common."""
    ends = (statement.subject, statement.object)
    if load_ontology().relations[statement.predicate].symmetric:
        ends = (min(ends), max(ends))
    numbers = [_number(statement.attrs.get(name, "")) for name in ("amount", "count")]
    return statement.predicate, *ends, *numbers, statement.attrs.get("title", ""), _standing(statement)


def metric_key(metric: Metric) -> Hashable:
    """What metrics of one fact have in common."""
    return metric.subject, metric.name, metric.value.normalize(), metric.unit, metric.time, _standing(metric)


def _number(wording: str) -> Hashable:
    """1.2亿元 and 12000万元 are one number; what cannot be read stands for itself."""
    amount = parse(wording)
    return (amount.low, amount.high, amount.unit, amount.sign) if amount else wording


def _standing(fact: Statement | Metric) -> str:
    return "holds" if fact.status in HOLDS else fact.status


def _several(facts: Iterable[Fact], key: Callable[[Fact], Hashable]) -> Iterator[list[Fact]]:
    """Facts grouped by key, of groups that several articles share."""
    groups: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    yield from (group for group in groups.values() if len({fact.article for fact in group}) > 1)
