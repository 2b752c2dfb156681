"""kg.Graph: the same answers as the commands give, in Python's own types, and what a notebook shows."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

import kg
from kg.errors import AmbiguousName, KgError, QueryError, StoreError, UnknownName
from kg.graph import Graph

TRIG = Path(__file__).parent / "exports" / "graph.trig"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    quads = parse(path=str(TRIG), format=RdfFormat.TRIG)
    (folder / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS))
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return kg.Graph(folder, lang="zh")


def test_names_in_any_form(graph: Graph):
    assert {graph.find(name).id for name in ("黔南", "522700", "region/522700", "黔南布依族苗族自治州")} == {
        "region/522700"
    }
    with pytest.raises(UnknownName):
        graph.partners("没有的地方")


def test_look_ups(graph: Graph):
    found = graph.partners("黔南")
    assert [(pair.direction, pair.partner.name) for pair in found.own] == [("helped_by", "广州市")]
    assert graph.show("黔南").entity == found.entity
    steps = graph.path("广州市", "黔南")
    assert steps is not None and [step.statement.predicate for step in steps] == ["assists"]
    assert graph.evidence("statement/aa02")[0].evidence[0].document == "one.txt"
    assert graph.stats().statements == 16
    with pytest.raises(AmbiguousName):
        graph.evidence("statement/aa")


def test_select_gives_rows_of_python_values(graph: Graph):
    rows = graph.query(
        "SELECT ?who ?p ?c ?n ?none WHERE { ?s rdf:subject ?who ; rdf:predicate ?p ; kg:confidence ?c"
        " BIND(2 AS ?n) } ORDER BY ?p LIMIT 1",
        who="广州市",
    )
    assert rows == [{"who": "region/440100", "p": "kg:assists", "c": rows[0]["c"], "n": 2, "none": None}]
    assert isinstance(rows[0]["c"], Decimal)
    ends = graph.query("SELECT DISTINCT ?o WHERE { <statement/aa02> rdf:object ?o }")
    assert ends == [{"o": "region/522700"}]


@pytest.mark.parametrize(
    "expression, value",
    [
        ("true", True),
        ('"0"^^xsd:boolean', False),
        ("1.50", Decimal("1.5")),
        ("2e3", 2000.0),
        ('"many"^^xsd:integer', "many"),
        ('"2024-01-02"^^xsd:date', "2024-01-02"),
        ('"黔"@zh', "黔"),
        ("<https://other.example/x>", "https://other.example/x"),
    ],
)
def test_values(graph: Graph, expression: str, value: object):
    (row,) = graph.query(f"SELECT ?v WHERE {{ BIND({expression} AS ?v) }}")
    assert row["v"] == value and type(row["v"]) is type(value)


def test_ask_construct_and_refusals(graph: Graph):
    assert graph.query("ASK { ?s a kg:Region }") is True
    triples = graph.query("CONSTRUCT { ?s a kg:Region } WHERE { ?s a kg:Region }")
    assert triples == sorted(triples, key=str) and len(triples) == graph.stats().by_type[0][1]
    for text in ("DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"):
        with pytest.raises(QueryError):
            graph.query(text)


def test_questions_that_ship_with_kg(graph: Graph):
    rows = graph.question("who-helps-whom")
    assert {(row["helper"], row["recipient"]) for row in rows} >= {("region/440100", "region/522700")}
    with pytest.raises(QueryError):
        graph.question("no-such-question")


def test_other_libraries(graph: Graph):
    network = graph.to_networkx()
    assert network.number_of_edges() == 16
    assert network.edges["region/440100", "region/522700", "statement/aa02"]["label"] == "帮扶"
    drawn = graph.to_pyvis()
    assert len(drawn.nodes) == network.number_of_nodes() and len(drawn.edges) == 16
    assert {edge["id"] for edge in drawn.edges if edge["dashes"]} == {
        key for *_, key, holds in network.edges(keys=True, data="holds") if not holds
    }
    assert len({(node["x"], node["y"]) for node in drawn.nodes}) == len(drawn.nodes)
    dataset = graph.to_rdflib()
    assert sum(len(g) for g in dataset.graphs()) == graph.stats().quads


def test_data_frames(graph: Graph):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    sizes = {name: graph.to_pandas(name).shape[0] for name in ("statements", "entities", "metrics", "partnerships")}
    assert sizes == {"statements": 16, "entities": 16, "metrics": 1, "partnerships": 4}
    frame = graph.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    row = frame.loc["statement/aa02"]
    assert (row["source_label"], row["relation"], row["target"]) == ("广州市", "assists", "region/522700")
    assert row["quote"] == "广州市\n结对帮扶黔南州" and frame["holds"].dtype == bool
    assert graph.to_pandas("partnerships").set_index("source").loc["region/440100", "fields"] == "劳务"
    with pytest.raises(ValueError, match="statements, entities, metrics, partnerships"):
        graph.to_pandas("articles")


def test_without_pandas_the_extra_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"kg\[pandas\]") as caught:
        graph.to_pandas()
    assert isinstance(caught.value, KgError)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(graph: Graph):
    shown = graph._repr_html_()
    head, _, rest = shown.partition('<iframe srcdoc="')
    page, _, attributes = rest.partition('"')
    assert "陈述</th><td>16<" in head
    assert unescape(page) == graph.html()
    assert 'sandbox="allow-scripts' in attributes and "allow-same-origin" not in attributes
    assert "<" not in page and "src=" not in attributes


def test_a_large_graph_is_left_at_its_numbers(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.graph._LARGEST_PAGE", 15)
    assert "<iframe" not in graph._repr_html_() and "kg html" in graph._repr_html_()


def test_language_and_folder(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_GRAPH", str(folder))
    english = kg.Graph(lang="en")
    assert english.to_networkx().edges["region/440100", "region/522700", "statement/aa02"]["label"] == "assists"
    assert "statements</th>" in english._repr_html_() and 'lang="en"' in unescape(english._repr_html_())
    assert repr(english) == f"kg.Graph({str(folder)!r})"
    with pytest.raises(ValueError, match="fr"):
        kg.Graph(folder, lang="fr")
    with pytest.raises(StoreError):
        kg.Graph(folder / "nothing")


def test_opening_and_asking_loads_nothing_heavy(folder: Path):
    code = (
        "import sys, kg; g = kg.Graph(sys.argv[1]); g.partners('黔南'); g.query('ASK { ?s ?p ?o }');"
        "print(sorted({'spacy', 'networkx', 'rdflib', 'pandas', 'pyvis', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
