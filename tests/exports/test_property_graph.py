"""The Cypher script as an engine runs it (kglite, embedded), and the CSV files read by what neo4j-admin's manual says of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from cypher_engine import run

from kg.exports.cypher import CYPHER, literal
from kg.exports.neo4j import NEO4J
from kg.exports.property_graph import TABLES, Edge, Node
from kg.store import ReadStore, open_store

TYPES = {"string": str, "boolean": lambda text: {"true": True, "false": False}[text], "long": int, "double": float}


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture(scope="module", params=["small", "seeds"])
def graph(request: pytest.FixtureRequest) -> ReadStore:
    """Awkward names by hand, and what kg builds."""
    return open_store(request.getfixturevalue({"small": "graph_dir", "seeds": "seeds_graph"}[request.param]))


def rows(graph: ReadStore) -> Iterator[Node | Edge]:
    for table in TABLES:
        yield from (table.nodes or table.edges)(graph, "zh")


def plain(row: Node | Edge) -> dict[str, Any]:
    """The values of a row less what is empty, with its id."""
    known = {k: v for k, v in row.values.items() if v not in ("", [])}
    return {**known, "id": row.id} if row.id else known


def script(graph: ReadStore) -> str:
    return b"".join(CYPHER.whole(graph).values()).decode()


NODES = "MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS values"
EDGES = "MATCH (a)-[r]->(b) RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS values"
TYPE_OF = "MATCH ()-[r]->() WHERE r.holds = {} RETURN DISTINCT type(r) AS type"


def test_the_script_makes_the_graph_even_when_run_twice(graph: ReadStore):
    nodes, edges, holding, open_ = run(script(graph), NODES, EDGES, TYPE_OF.format("true"), TYPE_OF.format("false"), times=2)
    wanted = {row.id: row for row in rows(graph) if isinstance(row, Node)}
    assert len(nodes) == len(wanted)
    for row in nodes:
        node = wanted[row["id"]]
        assert set(row["labels"]) == set(node.labels)
        assert {k: v for k, v in row["values"].items() if k in plain(node)} == plain(node)
    found = {(row["source"], row["type"], row["target"], row["values"].get("id", "")): row["values"] for row in edges}
    between = {(row.source, row.type, row.target, row.id): row for row in rows(graph) if isinstance(row, Edge)}
    assert len(edges) == len(found) and set(found) == set(between)
    for key, values in found.items():
        # the engine counts the type among the properties
        assert {k: v for k, v in values.items() if v is not None and k != "type"} == plain(between[key])
    assert {"type": "UNSETTLED"} not in holding and open_ == [{"type": "UNSETTLED"}]


def test_what_a_person_confirmed_can_be_asked_for(store: ReadStore):
    query = "MATCH (a:Region)-[r:ASSISTS]->(b:Region) WHERE r.review = 'confirmed' RETURN a.name AS a, b.name AS b, r.quote AS quote, r.reviewed_by AS who"
    assert run(script(store), query) == [[{"a": "广州市", "b": "黔南布依族苗族自治州", "quote": "广州市\n结对帮扶黔南州", "who": "张三"}]]


def test_literals():
    values = ["", 'it\'s \\ "x"', "行\u2028分隔\x1b\r\n\t", "黔南\u3000😀", 1, -2.5, True, ["a", "'"]]
    texts = [literal(value) for value in values]
    assert not any(set(text) & set("\n\r\u2028\x1b") for text in texts)
    assert [row[0]["v"] for row in run("", *(f"RETURN {text} AS v" for text in texts))] == values


FIELD = re.compile(r"(?P<name>[a-z_]*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string|boolean|long|double)(?P<list>\[\])?")


def read(data: bytes) -> list[dict[str, Any]]:
    """A file as neo4j-admin reads it with `--array-delimiter="|" --multiline-fields=true`: column → typed value, empty ones left out."""
    assert not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n")
    header, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    fields = [FIELD.fullmatch(cell) for cell in header]
    assert all(fields) and len(set(header)) == len(header)
    found = []
    for line in lines:
        assert len(line) == len(header)
        row = {}
        for field, cell in zip(fields, line, strict=True):
            name, kind = field["name"] or field["type"], field["type"]
            if cell and field["list"]:
                row[name] = [TYPES[kind](item) for item in cell.split("|")]
            elif cell:
                row[name] = TYPES.get(kind, str)(cell)
        found.append(row)
    return found


def test_the_tables_say_the_same(graph: ReadStore):
    files = NEO4J.whole(graph)
    assert list(files) == [f"{table.name}.csv" for table in TABLES]
    ids: set[str] = set()
    for table in TABLES:
        back = read(files[f"{table.name}.csv"])
        wanted = list((table.nodes or table.edges)(graph, "zh"))
        assert len(back) == len(wanted)
        for got, row in zip(back, wanted, strict=True):
            if isinstance(row, Node):
                assert got.pop("LABEL").split("|") == list(row.labels)
                assert row.id not in ids
                ids.add(row.id)
            else:
                assert (got.pop("START_ID"), got.pop("TYPE"), got.pop("END_ID")) == (row.source, row.type, row.target)
                assert {row.source, row.target} <= ids  # nodes come first, and no end is missing
            assert got == plain(row)


def test_all_columns_are_declared(graph: ReadStore):
    for table in TABLES:
        for row in (table.nodes or table.edges)(graph, "zh"):
            assert set(row.values) <= set(table.columns)
