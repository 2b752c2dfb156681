"""How many articles and independent sources a fact has. Articles a1 and a2 print one report, a3 another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model import Metric, Statement
from kg.support import metric_key, shared_quads, statement_key

REPORTS = {"a1": "a1", "a2": "a1", "a3": "a3"}


def statement(row: str) -> Statement:
    """A statement of "article subject predicate object status [attr=value …]"."""
    article, subject, predicate, object, status, *rest = row.split()
    attrs = dict(part.split("=") for part in rest)
    return Statement(row.replace(" ", "-"), article, subject, predicate, object, status, 0.9, "r", (), attrs)


def metric(row: str) -> Metric:
    """A metric of "article subject name value unit time"."""
    article, subject, name, value, unit, time = row.split()
    return Metric(row.replace(" ", "-"), article, subject, name, Decimal(value), unit, "", time, "done", 0.9, "r", ())


def told(statements=(), metrics=()):
    """(articles, sources) of each fact that has them, by the place of its row."""
    facts: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in map(statement, statements):
        facts.setdefault(statement_key(row), []).append((f"statement/{row.id}", row.article))
    for row in map(metric, metrics):
        facts.setdefault(metric_key(row), []).append((f"metric/{row.id}", row.article))
    quads = [q for group in facts.values() for q in shared_quads(group, REPORTS, "https://kg.example.org/")]
    assert {q.graph_name.value for q in quads} <= {"https://kg.example.org/graph/reports"}
    rows = [row.replace(" ", "-") for row in (*statements, *metrics)]
    found: dict[int, dict[str, str]] = {}
    for q in quads:
        place = rows.index(q.subject.value.rpartition("/")[2])
        found.setdefault(place, {})[q.predicate.value.rpartition("#")[2]] = q.object.value
    return {place: (int(v["articles"]), int(v["sources"])) for place, v in found.items()}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a1 x assists y done"], {}),
        (["a1 x assists y done", "a2 x assists y ongoing"], {0: (2, 1), 1: (2, 1)}),
        (["a1 x assists y done", "a3 x assists y done"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x assists y done", "a2 x assists y done", "a3 x assists y done"], dict.fromkeys(range(3), (3, 2))),
        (["a1 x assists y done", "a3 y assists x done"], {}),
        (["a1 x partners_with y done", "a3 y partners_with x done"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x assists y done", "a3 x assists y planned"], {}),
        (["a1 x assists y planned", "a3 x assists y denied"], {}),
        (["a1 x assists y planned", "a3 x assists y planned"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x assists y done", "a3 x partners_with y done"], {}),
        (["a1 x funds y done amount=1.2亿元", "a3 x funds y done amount=12000万元"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x funds y done amount=1200万元", "a3 x funds y done amount=1,200万元"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x funds y done amount=一笔", "a2 x funds y done amount=一笔"], {0: (2, 1), 1: (2, 1)}),
        (["a1 x funds y done amount=200万元", "a3 x funds y done amount=300万元"], {}),
        (["a1 x holds_position y done title=县长", "a3 x holds_position y done title=副县长"], {}),
        (["a1 x assists y done date=2023年", "a3 x assists y done date=2024年"], {0: (2, 2), 1: (2, 2)}),
    ],
)
def test_statements(rows, expected):
    assert told(rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a1 x 产值 1.20 亿元 2024年", "a3 x 产值 1.2 亿元 2024年"], {0: (2, 2), 1: (2, 2)}),
        (["a1 x 产值 1.2 亿元 2024年", "a3 x 产值 1.3 亿元 2024年"], {}),
        (["a1 x 产值 1.2 亿元 2024年", "a3 x 产值 1.2 亿元 2023年"], {}),
        (["a1 x 产值 1.2 亿元 2024年", "a1 x 产值 1.2 亿元 2024年"], {}),
    ],
)
def test_metrics(rows, expected):
    assert told(metrics=rows) == expected
