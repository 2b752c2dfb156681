"""Things by their address: pages with facts and quotes, RDF, and the JSON look-ups, held to their own description."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate
from pagetext import Page
from pyoxigraph import RdfFormat, parse
from serving import Running, running, write_graph

RDF = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
BASE = "https://kg.example.org/"


def page(server: Running, path: str, status: int = 200, **params: Any) -> Page:
    got = server.get(path, "text/html,application/xhtml+xml,*/*;q=0.8", **params)
    assert (got.status, got.kind) == (status, "text/html"), got.text
    return Page(got.text)


def test_a_region_shows_its_facts_with_their_quotes(server: Running):
    found = page(server, "/id/region/640400")
    assert "固原市" in found.words
    assert found.marks and all(found.marks)
    assert "/id/region/640000" in found.links
    for link in found.links:
        if link.startswith("/id/") and "." not in link:
            assert server.get(link, "text/html").status == 200, link


def test_a_partnership_is_called_by_its_two_ends(server: Running):
    (row, *_) = json.loads(server.query("SELECT ?p { ?p kg:helper ?h } ORDER BY ?p").body)["results"]["bindings"]
    identifier = row["p"]["value"].removeprefix(BASE)
    title = re.search("<h1>(.*?)</h1>", server.get(f"/id/{identifier}", "text/html").text)
    assert title and " → " in title[1] and identifier not in title[1]


def test_every_node_has_its_page_and_its_rdf(server: Running):
    answer = server.query(f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}")) }} ORDER BY ?s')
    nodes = [row["s"]["value"].removeprefix(BASE) for row in json.loads(answer.body)["results"]["bindings"]]
    nodes = [node for node in nodes if "#" not in node]
    assert len(nodes) > 20
    for node in nodes:
        page(server, f"/id/{node}")
        assert server.get(f"/id/{node}.nt").status == 200


@pytest.mark.parametrize("suffix", RDF)
def test_rdf_by_suffix_and_by_accept_is_the_same(server: Running, suffix: str):
    by_suffix = server.get(f"/id/region/640400.{suffix}", "text/html")
    by_accept = server.get("/id/region/640400", TYPES[suffix])
    assert (by_suffix.status, by_suffix.kind, by_suffix.body) == (200, TYPES[suffix], by_accept.body)
    triples = {(q.subject, q.predicate, q.object) for q in parse(by_suffix.body, RDF[suffix])}
    turtle = {(q.subject, q.predicate, q.object) for q in parse(server.get("/id/region/640400.ttl").body, RdfFormat.TURTLE)}
    assert triples == turtle
    predicates = {predicate.value.rpartition("#")[2] for _, predicate, _ in triples}
    assert {"prefLabel", "subject", "object", "evidence", "exact", "start", "recipient"} & predicates >= {"prefLabel", "exact", "start"}


@pytest.mark.parametrize(("accept", "kind"), [
    ("", "text/html"), ("*/*", "text/html"), ("text/turtle", "text/turtle"), ("application/ld+json, text/html;q=0.5", "application/ld+json"),
])  # fmt: skip
def test_the_client_chooses(server: Running, accept: str, kind: str):
    assert server.get("/id/region/640400", accept).kind == kind


def test_what_is_not_there(server: Running):
    assert server.get("/id/region/999999", "text/turtle").status == 404
    assert "999999" in page(server, "/id/region/999999", 404).words
    assert server.get("/id/region/640400", "image/png").status == 406


def test_search_finds_what_is_being_typed(server: Running):
    found = json.loads(server.get("/search", q="固").body)["found"]
    assert found[0]["name"] == "固原市"
    assert json.loads(server.get("/search", q="固原").body)["found"][0]["id"] == "region/640400"
    assert json.loads(server.get("/search", q="640400").body)["found"][0]["id"] == "region/640400"
    assert json.loads(server.get("/search", q="没有的地方").body)["found"] == []
    assert len(json.loads(server.get("/search", q="州", limit=1).body)["found"]) <= 1
    assert "/id/region/640400" in page(server, "/search", q="固原").links
    count = len(json.loads(server.get("/search", q="固原").body)["found"])
    assert f"“固原”：{count} 个结果" in page(server, "/search", q="固原").words
    assert "“市”：前 2 个结果" in page(server, "/search", q="市", limit=2).words


def test_hostile_names_are_data(tmp_path):
    name = '</script><img src=x onerror=alert(1)>\\u2028{{ 7 * 7 }}'
    node, label = f"<{BASE}region/640401>", f'"{name}"@zh'
    extra = [
        f"{node} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Region> <{BASE}graph/entities> .",
        f"{node} <http://www.w3.org/2004/02/skos/core#prefLabel> {label} <{BASE}graph/entities> .",
        f"{node} <{BASE}ontology#path> {label} <{BASE}graph/entities> .",
    ]
    with running(write_graph(tmp_path / "graph", *extra)) as server:
        for got in (page(server, "/id/region/640401"), page(server, "/search", q="onerror"), page(server, "/search", q=name)):
            assert "img" not in got.tags and "script" not in got.tags
            assert "{{ 7 * 7 }}" in got.words


def description(server: Running) -> dict[str, Any]:
    got = server.get("/openapi.json")
    assert (got.status, got.kind) == (200, "application/json")
    return json.loads(got.body)


def test_the_description_is_openapi(server: Running):
    validate(description(server))


LOOK_UPS = [
    ("/partners", {"name": "固原"}, 200),
    ("/partners", {"name": "宁夏", "depth": 2}, 200),
    ("/partners", {"name": "宁夏", "relation": ["assists", "visits"]}, 200),
    ("/partners", {"name": "宁夏", "as_of": "2018-07"}, 200),
    ("/partners", {"name": "宁夏", "as_of": "2018-02-30"}, 400),
    ("/partners", {"name": "没有的地方"}, 404),
    ("/partners", {"name": "固园市"}, 404),
    ("/partners", {}, 400),
    ("/partners", {"name": " "}, 400),
    ("/partners", {"name": "宁夏", "depth": 0}, 400),
    ("/partners", {"name": "宁夏", "depth": "²"}, 400),
    ("/partners", {"name": "宁夏", "relation": "loves"}, 400),
    ("/search", {"q": "州"}, 200),
    ("/search", {"q": "a" * 3000}, 200),
    ("/search", {"q": "x", "limit": 1000}, 400),
    ("/search", {}, 400),
    ("/evidence", {"id": "aa01"}, 200),
    ("/evidence", {"id": "statement/aa01"}, 200),
    ("/evidence", {"id": "nothing"}, 404),
    ("/evidence", {"id": "aa"}, 409),
    ("/evidence", {}, 400),
]


@pytest.mark.parametrize(("path", "params", "status"), LOOK_UPS)
def test_answers_are_as_described(server: Running, path: str, params: dict[str, Any], status: int):
    document = description(server)
    got = server.get(path, **params)
    assert (got.status, got.kind) == (status, "application/json"), got.text
    schema = document["paths"][path]["get"]["responses"][str(status)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(json.loads(got.body))


def test_the_description_would_notice(server: Running):
    document = description(server)
    wrong = {"found": [{"id": "region/640400", "type": "REGION", "name": "固原市"}]}
    schema = {"$ref": "#/components/schemas/Found", "components": document["components"]}
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


def test_every_parameter_that_is_described_is_known(server: Running):
    for path, operations in description(server)["paths"].items():
        names = {parameter["name"] for parameter in operations["get"]["parameters"]}
        assert {name for case, params, _ in LOOK_UPS if case == path for name in params} == names


def test_the_explorer_is_the_start(server: Running):
    got = server.get("/", "text/html")
    assert (got.status, got.kind) == (200, "text/html")
    assert "固原市" in got.text
    assert got.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "http-equiv" in got.text  # its own policy, with the hashes of its scripts
    again = server.ask("GET", "/", headers={"If-None-Match": got.headers["etag"]})
    assert (again.status, again.headers["content-security-policy"]) == (304, "frame-ancestors 'none'")
    assert server.get("/", "text/html").body == got.body
    assert 'lang="en"' in server.get("/", lang="en").text[:200]
