"""The store is a cache of graph.nq: made when missing, made anew when stale or damaged, read by many at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse, serialize

from kg.errors import QueryError, StoreError
from kg.loading import rebuild
from kg.store import open_store

TRIG = Path(__file__).parent / "cli" / "graph.trig"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    lines = serialize(parse(path=str(TRIG), format=RdfFormat.TRIG), format=RdfFormat.N_QUADS).splitlines(True)
    (tmp_path / "graph.nq").write_bytes(b"".join(sorted(lines)))
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_missing_store_is_made_and_nothing_else_is_left(graph):
    assert open_store(graph).value(open_store(graph).iri("region/640400"), "skos:prefLabel") == "固原市"
    assert names(graph) == ["graph.nq", "store"]


def test_a_changed_graph_is_loaded_again(graph):
    before = len(open_store(graph).store)
    with (graph / "graph.nq").open("a", encoding="utf-8") as stream:
        stream.write("<http://a/s> <http://a/p> <http://a/o> <http://a/g> .\n")
    assert len(open_store(graph).store) == before + 1


def test_an_edit_that_keeps_size_and_time_of_day_is_seen_by_its_hash(graph):
    open_store(graph)
    file = graph / "graph.nq"
    file.write_bytes(file.read_bytes().replace("固原市".encode(), "固原州".encode()))
    assert open_store(graph).value(open_store(graph).iri("region/640400"), "skos:prefLabel") == "固原州"


def test_a_touched_graph_is_not_loaded_again(graph):
    open_store(graph)
    kept = (graph / "store" / "CURRENT").stat().st_ino
    os.utime(graph / "graph.nq", (1, 1))
    open_store(graph)
    assert (graph / "store" / "CURRENT").stat().st_ino == kept


@pytest.mark.parametrize("damage", ["CURRENT", "source.json"])
def test_a_damaged_store_is_made_anew(graph, damage):
    count = len(open_store(graph).store)
    (graph / "store" / damage).write_text("rubbish", encoding="utf-8")
    assert len(open_store(graph).store) == count


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "kg build"),
        (b"", "kg"),
        (b"<http://a/s> <http://a/p> <http://a/o> <http://a/g> .\n", "kg"),
        (b"\n<http://a/s> rubbish\n", "graph.nq:2: "),
        (b"\xff\xfe\x00", "graph.nq:1: "),
    ],
    ids=["none", "empty", "foreign", "bad line", "binary"],
)
def test_no_graph_is_one_clear_error(tmp_path, content, message):
    if content is not None:
        (tmp_path / "graph.nq").write_bytes(content)
    before = names(tmp_path)
    with pytest.raises(StoreError, match=message) as caught:
        open_store(tmp_path)
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == before


def test_a_large_graph_is_loaded_piece_by_piece(graph, monkeypatch):
    count = len(open_store(graph).store)
    monkeypatch.setattr("kg.loading._PIECE", 1000)
    rebuild(graph / "graph.nq", graph / "other")
    assert len(Store.read_only(str(graph / "other"))) == count
    lines = (graph / "graph.nq").read_bytes().splitlines(keepends=True)
    (graph / "bad.nq").write_bytes(b"".join([*lines[:40], b"rubbish\n", *lines[40:]]))
    with pytest.raises(StoreError, match=r"bad\.nq:41: .*line 41 "):
        rebuild(graph / "bad.nq", graph / "bad")


def test_a_failed_rebuild_leaves_the_old_store(graph):
    count = len(open_store(graph).store)
    bad = graph / "bad.nq"
    bad.write_text("rubbish\n", encoding="utf-8")
    with pytest.raises(StoreError):
        rebuild(bad, graph / "store")
    assert len(Store.read_only(str(graph / "store"))) == count
    with pytest.raises(StoreError):
        rebuild(graph / "none.nq", graph / "store")


def test_the_base_is_that_of_the_graph(graph):
    file = graph / "graph.nq"
    file.write_bytes(file.read_bytes().replace(b"https://kg.example.org/", b"http://other.example/kg/"))
    store = open_store(graph)
    assert store.base == "http://other.example/kg/"
    assert store.subjects("dcterms:identifier", Literal("640400")) == [store.iri("region/640400")]


@pytest.mark.parametrize("before", ["none", "stale"])
def test_two_processes_read_at_once(graph, before):
    if before == "stale":
        open_store(graph)
        with (graph / "graph.nq").open("a", encoding="utf-8") as stream:
            stream.write("<http://a/s> <http://a/p> <http://a/o> <http://a/g> .\n")
    code = (
        "import sys; from pathlib import Path; from kg.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); print(len(store.store), flush=True); sys.stdin.read()\n"
        "print(len(list(store.quads())))"
    )
    command = [sys.executable, "-c", code, str(graph)]
    readers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    # Neither has a current store to start from and neither ends before both are open.
    opened = [reader.stdout.readline() for reader in readers]
    rest = [reader.communicate(b"", timeout=60) for reader in readers]
    count = str(len(open_store(graph).store)).encode()
    assert [line.strip() for line in opened] == [count, count], rest
    assert [out.strip() for out, _ in rest] == [count, count], rest
    assert names(graph) == ["graph.nq", "store"]


HOSTILE = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    'SELECT * { ?s ?p "#"SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }',
    "SELECT * { ?s ?p '''a'#'''SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    "PREFIX s: <http://127.0.0.1:1/> SELECT * { SERVICEs:x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:1/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/hosts> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX f: <file:///etc/> SELECT * FROM f:hosts { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:1/>",
    "PREFIX a: <http://a/>\nINSERT DATA { a:a a:a a:a }",
    "DROP ALL",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_what_leaves_the_graph_is_refused_before_it_runs(graph, query):
    store = open_store(graph)
    store.store = None  # the engine must not even be asked
    store.is_graph = lambda iri: False
    with pytest.raises(QueryError, match=r"^query:\d"):
        store.query(query)


HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://x/>" }',
    "SELECT * { ?s ?p ?o } # SERVICE, LOAD and FROM in a comment",
    "SELECT ?service ?from { ?service ?p ?from }",
    "SELECT * { ?s <http://a/SERVICE> ?o }",
    "SELECT * { ?s kg:service ?o }",
    "SELECT * FROM <https://kg.example.org/graph/fields> { ?s ?p ?o }",
    "SELECT * FROM NAMED <graph/fields> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT (COUNT(*) AS ?load) { ?s a kg:Region }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_words_in_other_places_are_no_danger(graph, query):
    list(open_store(graph).query(query))


def test_from_chooses_the_graph(graph):
    store = open_store(graph)
    everything = len(list(store.query("SELECT * { ?s a ?o }")))
    fields = len(list(store.query("SELECT * FROM <graph/fields> { ?s a ?o }")))
    assert 0 < fields < everything


def test_substitutions_are_terms_and_not_text(graph):
    store = open_store(graph)
    hostile = Literal('"} DROP ALL #', language="zh")
    assert list(store.query("SELECT ?s ?name { ?s skos:prefLabel ?name }", {"name": hostile})) == []
    found = list(
        store.query("SELECT ?s ?name { ?s skos:prefLabel ?name }", {"name": Literal("固原市", language="zh")})
    )
    assert [row["s"].value for row in found] == ["https://kg.example.org/region/640400"]
    with pytest.raises(QueryError):
        store.query("SELECT ?s { ?s ?p ?o }", {"nosuch": hostile})


@pytest.mark.parametrize(("query", "place"), [("SELECT * {", "1:"), ("SELECT *\n{ ?s }", "2:7"), ("", "1:1")])
def test_syntax_errors_name_the_place(graph, query, place):
    with pytest.raises(QueryError, match=rf"^q\.rq:{place}") as caught:
        open_store(graph).query(query, source="q.rq")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_prefixed_is_the_inverse_of_term(graph):
    store = open_store(graph)
    for name in ("kg:within", "skos:prefLabel", "rdf:type", "geo:lat"):
        assert store.prefixed(store.term(name)) == name
