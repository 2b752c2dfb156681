"""Totals of what texts say, from text to answer (tests/data/totals.yml)."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from telling import tell

import kg
from kg.cli import main

CASES = yaml.safe_load((Path(__file__).parent / "data" / "totals.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Path:
    return tell(tmp_path_factory.mktemp("totals"), [told for case in CASES for told in case.get("articles", ())])


def ask(graph: Path, line: str, *more: str):
    return CliRunner().invoke(main, ["--lang", "en", "total", *line.split(), "-g", str(graph), *more])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_total(graph, case):
    result = ask(graph, case["ask"], "-f", "json")
    answer = json.loads(result.stdout)
    left = sorted(f"{x['text']}: {x['reason']}" for x in answer["left_out"])
    assert (sorted(one["text"] for one in answer["sums"]), left) == (sorted(case["sums"]), sorted(case["left"]))
    assert result.exit_code == (0 if case["sums"] else 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_number_stands_with_its_sentence(graph, case):
    answer = json.loads(ask(graph, case["ask"], "-f", "json").stdout)
    numbers = [x for one in answer["sums"] for x in one["addends"]] + answer["left_out"]
    for x in numbers:
        assert any(x["text"] in e["prefix"] + e["quote"] + e["suffix"] for e in x["fact"]["evidence"]), x
    shown = ask(graph, case["ask"]).stdout
    assert all(text in shown for text in case["sums"])
    assert all(x["fact"]["id"] in shown for one in answer["sums"] for x in one["addends"])


def test_a_line_a_number(graph):
    table = list(csv.DictReader(io.StringIO(ask(graph, "凉山 --year 2024", "-f", "csv").stdout)))
    assert [(row["counted"], row["reason"], row["low"], row["unit"]) for row in table] == [
        ("yes", "", "35600000", "元"),
        ("no", "reprint", "35600000", "元"),
        ("no", "same", "35600000", "元"),
    ]
    assert {row["instead"] for row in table[1:]} == {table[0]["id"]} and table[0]["file"].endswith(".md")


def test_what_is_left_out_names_what_is_counted(graph):
    answer = json.loads(ask(graph, "定西市 --year 2024", "-f", "json").stdout)
    (left,), (one,) = answer["left_out"], answer["sums"]
    assert left["instead"] == one["addends"][0]["fact"]["id"]
    assert (one["low"], one["unit"], one["sign"]) == ("26000000", "元", "")


def test_in_python(graph):
    (one,) = kg.Graph(graph).total("定西市", year="2024").sums
    assert (one.amount.low, one.amount.unit, len(one.addends)) == (26000000, "元", 1)


def test_a_metric_by_its_name(graph, tmp_path):
    told = [
        {"date": "2024-12-30", "text": "2024年，绥阳县茶叶总产值达3.2亿元。"},
        {"date": "2023-12-30", "text": "2023年，绥阳县茶叶总产值达2.9亿元。"},
    ]
    names = tell(tmp_path, told)
    result = ask(names, "绥阳县 --metric 产值", "-f", "json")
    assert result.exit_code == 1 and "has no metric named 产值; names like it: 茶叶总产值" in result.stderr
    answer = json.loads(ask(names, "绥阳县 --metric 茶叶总产值 --year 2024", "-f", "json").stdout)
    assert [one["text"] for one in answer["sums"]] == ["3.2亿元"]
    assert ask(names, "绥阳县 --metric 茶叶总产值 --given").exit_code == 2


def test_nothing_got_tells_of_what_was_given(graph):
    result = ask(graph, "昭通市 --relation sends_labour_to --year 2024")
    assert result.exit_code == 1 and "add --given" in result.stderr
    assert "--given" not in ask(graph, "昭通市 --relation sends_labour_to --given --year 2024").stderr
