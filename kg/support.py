"""How many articles state a fact, and how many independent sources (reports) that is.

A fact is what several statements have in common: subject, relation and object, the amount, count or post, and that it holds (or is
planned, or denied …); of metrics the entity, name, number, unit and time. One article states a fact once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Quad

from kg.amounts import parse
from kg.model import HOLDS, Metric, Statement
from kg.ontology import load_ontology
from kg.quads import Names, Node


def shared_quads(facts: Sequence[tuple[str, str]], reports: Mapping[str, str], base: str) -> Iterator[Quad]:
    """`kg:articles` and `kg:sources` of the statements, or metrics, of one fact, in BASE graph/reports.

    Args:
        facts: (node, article) of each; where one article has them all, nothing is to be said.
        reports: The report of each article.
        base: The base IRI.
    """
    names = Names(base)
    articles = {article for _, article in facts}
    if len(articles) == 1:
        return
    for identifier, _ in facts:
        node = Node(names, names.node(identifier), names.node("graph/reports"))
        node.integer("articles", len(articles))
        node.integer("sources", len({reports[article] for article in articles}))
        yield from node.quads


def statement_key(statement: Statement) -> tuple[str, ...]:
    """What statements of one fact have in common."""
    ends = (statement.subject, statement.object)
    if load_ontology().relations[statement.predicate].symmetric:
        ends = (min(ends), max(ends))
    told = [statement.attrs.get(name, "") for name in ("amount", "count", "title")]
    return statement.predicate, *ends, _number(told[0]), _number(told[1]), told[2], _standing(statement)


def metric_key(metric: Metric) -> tuple[str, ...]:
    """What metrics of one fact have in common."""
    return metric.subject, metric.name, str(metric.value.normalize()), metric.unit, metric.time, _standing(metric)


def _number(wording: str) -> str:
    """1.2亿元 and 12000万元 are one number; what cannot be read stands for itself."""
    amount = parse(wording)
    if amount is None:
        return wording
    return f"{amount.sign}{amount.low.normalize()}–{amount.high.normalize()}{amount.unit}"


def _standing(fact: Statement | Metric) -> str:
    return "holds" if fact.status in HOLDS else fact.status
