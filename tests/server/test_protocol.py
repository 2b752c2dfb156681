"""The SPARQL 1.1 Protocol over real HTTP: the W3C's cases, forms of answers, errors, limits of requests."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from serving import HERE, LIMITS, Got, Running

CASES = yaml.safe_load((HERE / "protocol.yml").read_text(encoding="utf-8"))
DATA = "http://kasei.us/2009/09/sparql/data/{}.rdf"
TYPES = {
    "query": "application/sparql-query",
    "update": "application/sparql-update",
    "form": "application/x-www-form-urlencoded",
}
GRAPHS = {
    "default": "default-graph-uri", "named": "named-graph-uri", "using": "using-graph-uri", "using-named": "using-named-graph-uri",
}  # fmt: skip
FORMS = {
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "RDF": ("application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"),
}  # fmt: skip


def whole(text: str) -> str:
    """<data1> stands for the whole IRI."""
    return re.sub(r"<(data\d)>", lambda match: f"<{DATA.format(match[1])}>", text)


def iri(name: str) -> str:
    return DATA.format(name) if name.startswith("data") else name


def send(server: Running, case: dict[str, Any]) -> Got:
    fields = [(name, whole(text)) for name in ("query", "update") for text in case.get(name, ())]
    fields += [(name, iri(graph)) for key, name in GRAPHS.items() for graph in case.get(key, ())]
    headers = {}
    body = None
    if "form" in case:
        body, headers["Content-Type"] = urlencode(case["form"], doseq=True).encode(), TYPES["form"]
    elif "body" in case:
        body = whole(case["body"]).encode(case.get("charset", "utf-8"))
    if "type" in case:
        headers["Content-Type"] = TYPES.get(case["type"], case["type"])
    if "charset" in case:
        headers["Content-Type"] += f"; charset={case['charset']}"
    return server.ask(case.get("method", "POST"), f"/sparql?{urlencode(fields)}", body, headers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_w3c(server: Running, case: dict[str, Any]):
    got = send(server, case)
    if case["expect"] == "refused":
        assert 400 <= got.status < 500, got.text
        return
    assert got.status == 200, got.text
    if case["expect"] == "true":
        assert json.loads(got.body)["boolean"] is True
    else:
        assert got.kind in FORMS[case["expect"]]


def test_all_cases_of_the_suite_are_there():
    assert len(CASES) == len({case["name"] for case in CASES}) == 34


def test_no_update_has_changed_anything(server: Running):
    for case in CASES:
        if "update" in case or case.get("type") == "update" or "update" in case.get("form", {}):
            assert send(server, case).status in (403, 415)
    assert json.loads(server.query("ASK { GRAPH ?g { ?s ?p ?o } }").body)["boolean"] is True


SELECT, ASK, CONSTRUCT = "SELECT ?s { ?s a ?t } LIMIT 3", "ASK { ?s ?p ?o }", "CONSTRUCT { ?s a ?t } { ?s a ?t }"
RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
RDF = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("accept", RESULTS)
def test_rows_come_as_they_are_asked_for(server: Running, accept: str):
    got = server.query(SELECT, accept)
    assert (got.status, got.kind) == (200, accept)
    if accept != "text/csv":  # which does not keep what kind of term it is, so that nothing reads it back
        assert len(list(parse_query_results(got.body, RESULTS[accept]))) == 3
    assert len(got.text.splitlines()) >= 1
    assert got.headers["vary"] == "Accept, Accept-Language"


@pytest.mark.parametrize("accept", RDF)
def test_triples_come_as_they_are_asked_for(server: Running, accept: str):
    got = server.query(CONSTRUCT, accept)
    assert (got.status, got.kind) == (200, accept)
    assert len(list(parse(got.body, RDF[accept]))) > 10
    assert server.query(CONSTRUCT, accept).body == got.body


@pytest.mark.parametrize(("query", "accept", "kind"), [
    (SELECT, "", "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0.9, application/sparql-results+xml;q=0.8, */*;q=0.1", "text/csv"),
    (SELECT, "application/json", "application/sparql-results+json"),
    (SELECT, "text/*", "text/csv"),
    (SELECT, "application/sparql-results+json;q=0, */*", "text/csv"),
    (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
    (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
    (ASK, "text/csv, application/sparql-results+json;q=0.2", "application/sparql-results+json"),
    (CONSTRUCT, "", "text/turtle"),
    (CONSTRUCT, "application/sparql-results+json, application/ld+json;q=0.3", "application/ld+json"),
    (CONSTRUCT, "APPLICATION/N-Triples;Q=1.0", "application/n-triples"),
])  # fmt: skip
def test_the_client_chooses_the_form(server: Running, query: str, accept: str, kind: str):
    got = server.query(query, accept)
    assert (got.status, got.kind) == (200, kind)


@pytest.mark.parametrize(("query", "accept"), [
    (SELECT, "image/png"), (SELECT, "text/turtle"), (ASK, "text/csv"), (CONSTRUCT, "text/csv"), (SELECT, "*/*;q=0"), (SELECT, "a"),
])  # fmt: skip
def test_a_form_that_there_is_not_is_406(server: Running, query: str, accept: str):
    if accept == "a":  # no media type at all, which is as good as none
        assert server.query(query, accept).status == 200
        return
    got = server.query(query, accept)
    assert got.status == 406
    assert "json" in got.text or "turtle" in got.text


@pytest.mark.parametrize(("query", "status", "said"), [
    ("SELECT * {", 400, "query:1:11"),
    ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
    ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", 403, "FROM"),
    ("LOAD <http://127.0.0.1:1/>", 403, "LOAD"),
    ("DROP ALL", 403, "DROP"),
    ("", 400, ""),
])  # fmt: skip
def test_what_cannot_be_run_is_told(server: Running, query: str, status: int, said: str):
    got = server.query(query)
    assert (got.status, got.kind) == (status, "text/plain")
    assert said in got.text and got.text.count("\n") == 1


def test_messages_are_in_the_language_of_the_reader(server: Running):
    for accept, said in (("en-GB,en;q=0.9", "syntax error"), ("zh-CN", "语法错误"), ("fr", "语法错误"), ("", "语法错误")):
        got = server.ask("GET", "/sparql", headers={"Accept-Language": accept}, query="SELECT")
        assert said in got.text


def test_graphs_that_are_not_here_are_refused(server: Running):
    got = server.query(ASK, **{"default-graph-uri": "http://127.0.0.1:1/"})
    assert got.status == 403
    assert server.query(ASK, **{"named-graph-uri": "no iri"}).status == 403


def test_only_default_graphs_leave_no_named_ones(server: Running):
    chosen = {"default-graph-uri": DATA.format("data1")}
    assert json.loads(server.query("ASK { GRAPH ?g { ?s ?p ?o } }", **chosen).body)["boolean"] is False


def test_the_default_graph_is_the_union(server: Running):
    counts = [
        json.loads(server.query(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}").body)
        for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("accept", RDF)
def test_without_a_query_the_service_is_described(server: Running, accept: str):
    got = server.get("/sparql", accept)
    assert (got.status, got.kind) == (200, accept)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    found = {(q.predicate.value.removeprefix(sd), q.object.value) for q in parse(got.body, RDF[accept]) if hasattr(q.object, "value")}
    assert ("endpoint", f"{server.url}/sparql") in found
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in found
    assert ("name", DATA.format("data1")) in found
    assert len([value for name, value in found if name == "resultFormat"]) == 8


def test_a_description_that_there_is_not_is_406(server: Running):
    assert server.get("/sparql", "text/csv").status == 406


@pytest.mark.parametrize(("method", "headers", "body", "status"), [
    ("POST", {"Content-Type": TYPES["query"]}, b" " * (LIMITS.request + 1), 413),
    ("POST", {"Content-Type": TYPES["query"]}, b"ASK {}" + b" " * (LIMITS.request - 6), 200),
    ("POST", {"Content-Type": TYPES["query"]}, b"ASK { ?s ?p \xff }", 400),
    ("POST", {"Content-Type": TYPES["form"]}, b"query=%FF", 400),
    ("POST", {"Content-Type": TYPES["form"]}, b"query=\xff", 400),
    ("POST", {"Content-Type": TYPES["form"]}, b"nothing=1", 400),
    ("POST", {"Content-Type": TYPES["form"]}, b"&" * 2000 + b"query=ASK{}", 400),
    ("POST", {"Content-Type": f"{TYPES['query']}; charset=UTF-8"}, b"ASK {}", 200),
    ("POST", {"Content-Type": f"{TYPES['form']};charset=latin1"}, b"query=ASK{}", 415),
    ("POST", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415),
    ("POST", {"Content-Type": "application/sparql-query/more"}, b"ASK {}", 415),
    ("DELETE", {}, None, 405),
])  # fmt: skip
def test_requests_that_are_none(server: Running, method: str, headers: dict[str, str], body: bytes | None, status: int):
    assert server.ask(method, "/sparql", body, headers).status == status


def test_a_body_without_length_is_counted(server: Running):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    chunks = iter([b"ASK {} " * 4000] * 10)
    try:
        connection.request("POST", "/sparql", chunks, {"Content-Type": TYPES["query"]}, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # it may hang up on one who keeps sending
    finally:
        connection.close()
    assert status == 413


def test_an_address_that_is_too_long(server: Running):
    assert server.query("ASK {}" + " " * LIMITS.address).status == 414


def test_an_answer_that_is_too_large_is_an_error_and_no_half(server: Running):
    rows = "?s ?p ?o . ?x a ?y } LIMIT 40000"
    for query, accept in ((f"SELECT * {{ {rows}", ""), (f"CONSTRUCT {{ ?s ?p ?x . ?x ?p ?o }} {{ {rows}", "application/n-triples")):
        got = server.query(query, accept)
        assert got.status == 507
        assert "LIMIT" in got.text


def test_a_kept_answer_is_confirmed(server: Running):
    first = server.query(SELECT)
    again = server.ask("GET", "/sparql", headers={"If-None-Match": first.headers["etag"]}, query=SELECT)
    assert (again.status, again.body) == (304, b"")
    # What the client has kept gets the headers of this answer.
    same = {"etag", "content-type", "content-security-policy", "vary", "cache-control"}
    assert {name: again.headers[name] for name in same} == {name: first.headers[name] for name in same}


def test_head(server: Running):
    got = server.ask("HEAD", "/sparql", query=ASK)
    assert (got.status, got.body) == (200, b"")
