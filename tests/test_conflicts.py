"""What contradicts what in texts, from text to answer (tests/data/conflicts.yml)."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from telling import tell

import kg
from kg.build import build
from kg.cli import main
from kg.conflicts import KINDS
from kg.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "data" / "conflicts.yml").read_text(encoding="utf-8"))
UNDATED = [case for case in CASES if "undated" in case]


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Path:
    return tell(tmp_path_factory.mktemp("conflicts"), [told for case in CASES for told in case["articles"]])


def ask(graph: Path, *words: str):
    return CliRunner().invoke(main, ["--lang", "en", "conflicts", *words, "-g", str(graph)])


def test_every_kind_has_a_case_for_and_one_against():
    assert {kind for case in CASES for kind in case["expect"]} == set(KINDS)
    assert sum(not case["expect"] for case in CASES) >= len(KINDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_conflicts(graph, case):
    result = ask(graph, case["about"], "-f", "json")
    found = json.loads(result.stdout)
    assert sorted(one["kind"] for one in found) == sorted(case["expect"])
    for word in case.get("sides", ()):
        holding = [any(word in e["prefix"] + e["quote"] + e["suffix"] for e in row["evidence"]) for side in found[0]["sides"] for row in side]
        assert sum(holding) >= 1
    assert all(len({row["article"]["id"] for side in one["sides"] for row in side}) > 1 for one in found)


@pytest.mark.parametrize("case", UNDATED, ids=lambda case: case["name"])
def test_what_nobody_dates_is_compared_when_asked(graph, case):
    found = json.loads(ask(graph, case["about"], "--undated", "-f", "json").stdout)
    assert [one["kind"] for one in found] == case["undated"]


def test_exit_codes(graph):
    assert ask(graph).exit_code == 0
    assert ask(graph, "--fail").exit_code == 1
    quiet = ask(graph, "隆德县", "--fail")
    assert (quiet.exit_code, quiet.stdout) == (0, "No facts contradict each other.\n")
    assert ask(graph, "乌有县").exit_code == 1


def test_the_table_shows_both_sides(graph):
    shown = ask(graph, "马边").stdout
    assert shown.startswith("1. two amounts\n") and shown.count(".md:") == 2
    assert "绍兴市援助马边彝族自治县资金3560万元" in shown.replace("【", "").replace("】", "") and "3720万元" in shown


def test_a_line_a_fact(graph):
    table = list(csv.DictReader(io.StringIO(ask(graph, "--kind", "direction", "--kind", "post", "-f", "csv").stdout)))
    assert {row["kind"] for row in table} == {"direction", "post"}
    sides = {(row["conflict"], row["side"]) for row in table}
    assert sides == {("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")}


REJECT = """- reject: {document: c.md, subject: 越城区, relation: funds, object: 马边, quote: 绍兴市越城区援助马边彝族自治县资金3720万元}
  by: 张三
  date: 2026-11-25
"""


def test_who_rejects_a_side_ends_the_conflict(tmp_path):
    texts = Path(shutil.copytree(Path(__file__).parent / "data" / "sources", tmp_path / "texts"))
    (texts / "corrections.yml").write_text(REJECT, encoding="utf-8")
    build([texts], tmp_path / "graph", Settings())
    assert kg.Graph(tmp_path / "graph").conflicts() == []
    (texts / "corrections.yml").unlink()
    build([texts], tmp_path / "graph", Settings())
    assert [c.kind for c in kg.Graph(tmp_path / "graph").conflicts()] == ["amount"]


def test_in_python(graph):
    found = kg.Graph(graph).conflicts()
    assert [c.kind for c in found] == [one["kind"] for one in json.loads(ask(graph, "-f", "json").stdout)]
    assert all(len(c.sides) > 1 and all(c.sides) for c in found)


def test_order_is_fixed(graph):
    found = json.loads(ask(graph, "-f", "json").stdout)
    assert found == json.loads(ask(graph, "-f", "json").stdout)
    assert [KINDS.index(one["kind"]) for one in found] == sorted(KINDS.index(one["kind"]) for one in found)
