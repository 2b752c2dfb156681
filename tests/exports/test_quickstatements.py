"""QuickStatements read by a strict parser of our own, after the grammar of Help:QuickStatements and of the tool's source."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import RuleError
from kg.exports import Options, walk
from kg.exports.quickstatements import LABEL, QUICKSTATEMENTS, TEXT
from kg.exports.wikibase import DEFAULT, read_mapping
from kg.ontology import load_ontology
from kg.store import ReadStore

VALUES = {
    "item": re.compile(r"(Q[1-9]\d*|LAST)"),
    "string": re.compile(r'"(.+)"'),
    "text": re.compile(r'([a-z-]+):"(.+)"'),
    "time": re.compile(r"(\+\d{4}-(?:00-00|\d\d-00|\d\d-\d\d))T00:00:00Z/(9|10|11)"),
    "place": re.compile(r"@(-?\d+(?:\.\d+)?)/(-?\d+(?:\.\d+)?)"),
    "quantity": re.compile(r"([+-]?\d+(?:\.\d+)?)(?:~(\d+(?:\.\d+)?))?(?:U([1-9]\d*))?"),
}
COMMENT = re.compile(r"(.*?) /\* (.+) \*/")


def value(cell: str) -> tuple[str, ...]:
    assert cell == cell.strip() and len(cell) > 1
    kinds = [(kind, found.groups()) for kind, pattern in VALUES.items() if (found := pattern.fullmatch(cell))]
    assert len(kinds) == 1, cell
    [(kind, groups)] = kinds
    return (kind, *(group or "" for group in groups))


def commands(data: bytes) -> list[dict[str, Any]]:
    """What the tool would do: one dict a line, what it does not understand is an error."""
    text = data.decode()
    assert text == "" or text.endswith("\n")
    found = []
    for line in text.split("\n")[:-1]:
        row, comment = line, ""
        if matched := COMMENT.fullmatch(line):
            row, comment = matched.groups()
        assert "/*" not in row and "*/" not in row and row.replace("\t", "").isprintable()
        cells = row.split("\t")
        if cells == ["CREATE"]:
            found.append({"do": "create"})
            continue
        item, prop, *rest = cells
        assert value(item)[0] == "item" and rest
        if term := re.fullmatch(r"([LDA])([a-z-]+)", prop):
            assert len(rest) == 1 and value(rest[0])[0] == "string" and len(rest[0]) <= LABEL + 2
            found.append({"do": term[1], "item": item, "language": term[2], "value": value(rest[0])[1]})
            continue
        assert re.fullmatch(r"P[1-9]\d*", prop) and len(rest) % 2
        pairs = list(zip(rest[1::2], rest[2::2], strict=True))
        keys = [key for key, _ in pairs]
        assert all(re.fullmatch(r"[PS][1-9]\d*", key) for key in keys)
        assert keys == [k for k in keys if k[0] == "P"] + [k for k in keys if k[0] == "S"]  # a qualifier ends a reference
        found.append({"do": "state", "item": item, "property": prop, "value": value(rest[0]), "comment": comment,
                      "more": {key: value(cell) for key, cell in pairs}})  # fmt: skip
    return found


def listed(data: bytes) -> dict[str, str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    next(rows)
    return {row[0]: row[-1] for row in rows}


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture
def own(store: ReadStore, tmp_path: Path) -> Path:
    """The mapping of a Wikibase that has everything."""
    items = {row.id: f"Q{number}" for number, row in enumerate(walk.entities(store), 1)}
    lines = ["items:", *(f"  {name}: {item}" for name, item in items.items()), "relations:"]
    lines += [f"  {name}: P{number}" for number, name in enumerate(load_ontology().relations, 1)]
    lines += ["metrics: {品牌价值: P90}", "qualifiers: {since: P580, until: P582, date: P585, amount: P91, review: P92, confidence: P93, title: P94}"]
    lines += ["references: {url: P854, quote: P1683, title: P1476, published: P577}", "units: {元: Q39099}"]
    path = tmp_path / "mapping.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_fact_is_said_or_listed(store: ReadStore, own: Path):
    files = QUICKSTATEMENTS.whole(store, Options(mapping=own))
    said = {command["comment"].partition(";")[0]: command for command in commands(files["2-statements.txt"])}
    facts = {row.id: row for row in (*walk.statements(store), *walk.metrics(store))}
    left = listed(files["left-out.csv"])
    assert set(said) == {id for id, row in facts.items() if row.status in ("done", "ongoing")}
    assert {name for name in left if name in facts} == set(facts) - set(said)
    assert left["statement/bb01"] == "计划" and left["partnership/x1"] == "由陈述推导"
    assert commands(files["1-items.txt"]) == []


def test_a_statement_with_all_it_says(store: ReadStore, own: Path):
    mapping = read_mapping(own)
    files = QUICKSTATEMENTS.whole(store, Options(mapping=own))
    said = {command["comment"].partition(";")[0]: command for command in commands(files["2-statements.txt"])}
    fact = said["statement/aa02"]
    assert (fact["item"], fact["property"]) == (mapping.items["region/440100"], mapping.relations["assists"])
    assert fact["value"] == ("item", mapping.items["region/522700"])
    assert fact["more"] == {
        "P585": ("time", "+2018-07-00", "10"),
        "P92": ("string", "confirmed"),
        "P93": ("quantity", "0.9", "", ""),
        "S854": ("string", "https://news.example.org/a?b=1&c=2"),
        "S1683": ("text", "zh", "广州市 结对帮扶黔南州"),
        "S1476": ("text", "zh", "粤黔协作再升级"),
        "S577": ("time", "+2024-03-00", "10"),
    }
    assert fact["comment"] == "statement/aa02; done; confidence 0.9; review confirmed (张三 2026-11-25); one.txt:30-41"
    dated = said["statement/aa01"]["more"]
    assert (dated["P580"], dated["P582"]) == (("time", "+1996-00-00", "9"), ("time", "+2020-12-00", "10"))
    assert said["statement/cc03"]["more"]["P91"] == ("quantity", "125000", "", "39099")
    assert said["statement/cc04"]["more"]["P94"] == ("string", "董事长")
    assert (said["metric/mm01"]["property"], said["metric/mm01"]["value"]) == ("P90", ("quantity", "3050000000", "", "39099"))
    assert Decimal(said["metric/mm01"]["value"][1]) == Decimal("30.5e8")


def test_items_are_made_where_there_are_none(store: ReadStore):
    files = QUICKSTATEMENTS.whole(store)
    found = commands(files["1-items.txt"])
    labels = [command["value"] for command in found if command["do"] == "L"]
    mapping = read_mapping()
    new = [row for row in walk.entities(store) if not row.code]
    assert len(labels) == len(new) == sum(command["do"] == "create" for command in found)
    # Wikidata has every unit of government; none is made anew, whether its item is known or not.
    assert not any(name.endswith(("省", "州")) for name in labels)
    assert {command["value"] for command in found if command["do"] == "state" and command["property"] == "P31"} == {
        ("item", mapping.kind(row)) for row in new if mapping.kind(row)
    }
    assert max(len(name) for name in labels) == 200  # names of any length
    assert max(len(c["value"]) for c in found if c["do"] in "LDA") <= LABEL < TEXT


def test_the_exported_mapping_is_a_mapping(store: ReadStore, tmp_path: Path):
    files = QUICKSTATEMENTS.whole(store)
    path = tmp_path / "mapping.yml"
    path.write_bytes(files["mapping.yml"])
    assert QUICKSTATEMENTS.whole(store, Options(mapping=path)) == files
    # As a person does it: a new item is filled in, and the # before it goes.
    text = files["mapping.yml"].decode()
    filled = re.sub(r"^# (  (?:person/q1|org/o1): Q)  #", r"\g<1>77  #", text, flags=re.MULTILINE)
    assert filled.count("Q77") == 2
    path.write_text(filled, encoding="utf-8")
    said = commands(QUICKSTATEMENTS.whole(store, Options(mapping=path))["2-statements.txt"])
    assert [(c["item"], c["property"], c["value"]) for c in said] == [("Q77", "P108", ("item", "Q77"))]


def test_relations_of_wikidata_are_relations():
    mapping = read_mapping(DEFAULT)
    assert set(mapping.relations) <= set(load_ontology().relations)
    assert mapping.relation("hosts") == ("P664", True) and mapping.relation("located_in") == ("P131", False)
    assert mapping.relation("assists") == ("", False)


@pytest.mark.parametrize(
    ("text", "said"),
    [("relations: {assists: Q5}", "relations.assists"), ("items: {region/1: P5}", "items.region/1"), ("nonsense: {a: P1}", "nonsense"), ("", ":1")],
)
def test_a_wrong_mapping_is_one_line(graph_dir: Path, tmp_path: Path, text: str, said: str):
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(said)):
        read_mapping(path)
    result = CliRunner().invoke(main, ["export", "quickstatements", "--mapping", str(path), "-g", str(graph_dir)])
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1 and "mine.yml" in result.stderr
    assert CliRunner().invoke(main, ["export", "nq", "--mapping", str(path), "-g", str(graph_dir)]).exit_code == 2
