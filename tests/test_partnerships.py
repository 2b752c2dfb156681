"""Which statements make a partnership of two regions, and what it says. Regions: A1 and A2 in province A, B1 in B."""

from __future__ import annotations

import pytest

from kg.model import Entity, Statement
from kg.partnerships import derive, partnership_quads

REGIONS = {
    "region/a": "甲省",
    "region/a1": "甲省/甲一市",
    "region/a2": "甲省/甲一市/甲二县",
    "region/b": "乙省",
    "region/b1": "乙省/乙一市",
}
ENTITIES = {
    **{key: Entity(key, "REGION", path.rpartition("/")[2], path=path) for key, path in REGIONS.items()},
    "org/o": Entity("org/o", "ORG", "某公司"),
}


def facts(*rows: str) -> list[Statement]:
    """Statements from lines "subject predicate object status [confidence] [attr=value …]"."""
    made = []
    for number, row in enumerate(rows):
        subject, predicate, object, status, *rest = row.split()
        attrs = dict(part.split("=") for part in rest if "=" in part)
        attrs = {name: value.replace("+", " ") for name, value in attrs.items()}
        confidence = next((float(part) for part in rest if "=" not in part), 0.9)
        ends = [end if "/" in end else f"region/{end}" for end in (subject, object)]
        made.append(Statement(f"s{number}", f"a{number}", ends[0], predicate, ends[1], status, confidence, "r", (), attrs))
    return made


class Alone(dict[str, str]):
    """Every article is a report of its own."""

    def __missing__(self, article: str) -> str:
        return article


def told(*rows: str) -> list[str]:
    """Partnerships in one line each: a1>b1 (helps) or a1-b1 (open), first..last, fields, confidence, statements."""
    return sorted(
        f"{'>' if p.directed else '-'} ".join(r.removeprefix("region/") for r in p.regions)
        + f" {p.first}..{p.last} {'+'.join(p.fields)} {p.confidence} {' '.join(p.statements)}"
        for p in derive(facts(*rows), ENTITIES, Alone())
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["b1 assists a1 done"], ["b1> a1 ..  0.9 s0"]),
        (["b1 assists a1 planned"], []),
        (["b1 assists a1 denied", "b1 partners_with a1 wished"], []),
        (["b1 sends_labour_to a1 done", "b1 funds a1 done", "b1 visits a1 done"], []),
        (["org/o assists a1 done"], []),
        (["a1 partners_with a1 done"], []),
        (["a assists a2 done"], []),
        (["a1 partners_with b1 ongoing"], ["a1- b1 ..  0.9 s0"]),
        (["b1 partners_with a1 done"], ["a1- b1 ..  0.9 s0"]),
        (["a1 partners_with b1 done", "b1 assists a1 done 0.8"], ["b1> a1 ..  0.98 s0 s1"]),
        (["a1 partners_with b1 done", "b1 assists a1 planned 0.8"], ["a1- b1 ..  0.9 s0"]),
        (["b1 assists a1 done 0.9", "a1 assists b1 done 0.6"], ["b1> a1 ..  0.9 s0"]),
        (["b1 assists a1 done 0.9", "a1 assists b1 done 0.9"], ["a1- b1 ..  0.99 s0 s1"]),
        (["b1 assists a1 done 0.99", "b1 assists a1 done 0.9"], ["b1> a1 ..  0.99 s0 s1"]),
        (["b1 assists a1 done", "b assists a done"], ["b1> a1 ..  0.9 s0", "b> a ..  0.9 s1"]),
        (
            ["b1 assists a1 done date=2018年7月 field=labour", "b1 assists a1 done since=2016年 field=health+labour"],
            ["b1> a1 2016..2018-07 health+labour 0.99 s0 s1"],
        ),
        (["b1 assists a1 done date_iso=2024/2025 date=近两年"], ["b1> a1 2024..2025  0.9 s0"]),
        (["b1 assists a1 done date_iso=2024/.."], ["b1> a1 2024..2024  0.9 s0"]),
        (["b1 assists a1 done date=2月18日"], ["b1> a1 ..  0.9 s0"]),
    ],
)  # fmt: skip
def test_partnerships(rows, expected):
    assert told(*rows) == sorted(expected)


def test_the_order_of_statements_does_not_matter():
    found = facts("b1 assists a1 done 0.7", "a1 partners_with b1 done 0.6", "b assists a done 0.8 since=1996年")
    assert derive(found, ENTITIES, Alone()) == derive(found[::-1], ENTITIES, Alone())


@pytest.mark.parametrize(
    ("reports", "confidence", "sources"),
    [
        ({"a0": "a0", "a1": "a1", "a2": "a2"}, 0.94, 3),
        ({"a0": "a0", "a1": "a0", "a2": "a2"}, 0.88, 2),  # a1 prints what a0 prints: the surer of the two counts
        ({"a0": "a0", "a1": "a0", "a2": "a0"}, 0.7, 1),
    ],
)
def test_a_report_counts_once(reports, confidence, sources):
    found = facts("b1 assists a1 done 0.5", "b1 assists a1 done 0.7", "a1 partners_with b1 done 0.6")
    (pair,) = derive(found, ENTITIES, reports)
    assert (pair.confidence, pair.sources, len(pair.statements)) == (confidence, sources, 3)


def test_reprints_do_not_outvote_a_better_source():
    rows = ["b1 assists a1 done 0.7", "b1 assists a1 done 0.7", "a1 assists b1 done 0.8"]
    (reprinted,) = derive(facts(*rows), ENTITIES, {"a0": "a0", "a1": "a0", "a2": "a2"})
    (apart,) = derive(facts(*rows), ENTITIES, Alone())
    assert (reprinted.regions[0], apart.regions[0]) == ("region/a1", "region/b1")


@pytest.mark.parametrize(
    ("rows", "span"),
    [
        (["b1 assists a1 done since=2016年"], ("2016", "")),
        (["b1 assists a1 done since=2016年", "b1 assists a1 done until=2020年"], ("2016", "2020")),
        (["b1 assists a1 done until=2020年6月"], ("", "2020-06")),
        (["b1 assists a1 done until=2016年", "b1 assists a1 done since=2021年"], ("", "")),
        (["b1 assists a1 done date=2018年7月"], ("", "")),
        (["b1 assists a1 done since=2016年", "b1 assists a1 planned until=2020年"], ("2016", "")),
    ],
)
def test_from_when_to_when(rows, span):
    (found,) = derive(facts(*rows), ENTITIES, Alone())
    assert (found.start, found.end) == span
    names = {q.predicate.value.rpartition("#")[2]: q.object.value for q in partnership_quads([found], "https://kg.example.org/")}
    assert (names.get("from", ""), names.get("to", "")) == span


def test_quads_of_a_directed_and_an_open_pair():
    found = derive(facts("b1 assists a1 done field=labour", "a partners_with b done date=2024年"), ENTITIES, Alone())
    base = "https://kg.example.org/"
    quads = list(partnership_quads(found, base))
    assert {q.graph_name.value for q in quads} == {f"{base}graph/partnerships"}
    names: dict[str, set[str]] = {}
    for q in quads:
        local = q.predicate.value.removeprefix(f"{base}ontology#").rpartition("#")[2]
        names.setdefault(local, set()).add(q.object.value.removeprefix(base))
    assert names == {
        "type": {"ontology#Partnership"},
        "helper": {"region/b1"},
        "recipient": {"region/a1"},
        "member": {"region/a", "region/b"},
        "field": {"field/labour"},
        "firstDate": {"2024"},
        "lastDate": {"2024"},
        "confidence": {"0.9"},
        "sources": {"1"},
        "supportedBy": {"statement/s0", "statement/s1"},
    }
