"""Clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl, and YASGUI in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Running
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, Unauthorized

KG = "https://kg.example.org/ontology#"
SELECT = f"SELECT ?region ?path WHERE {{ ?region a <{KG}Region> ; <{KG}path> ?path }} ORDER BY ?path LIMIT 5"
CONSTRUCT = f"CONSTRUCT {{ ?s <{KG}path> ?o }} WHERE {{ ?s <{KG}path> ?o }}"


def wrapper(server: Running, query: str, form: str) -> SPARQLWrapper:
    found = SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    found.setQuery(query)
    return found


@pytest.mark.parametrize(("method", "encoding"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_rows(server: Running, method: str, encoding: str, form: str):
    asked = wrapper(server, SELECT, form)
    asked.setMethod(method)
    asked.setRequestMethod(encoding)
    answer = asked.query().convert()
    if form == JSON:
        assert len(answer["results"]["bindings"]) == 5
    elif form == XML:
        assert len(answer.getElementsByTagName("result")) == 5
    else:
        assert len(answer.decode().strip().splitlines()) == 6


@pytest.mark.parametrize("form", [TURTLE, N3, JSONLD, RDFXML])
def test_sparqlwrapper_reads_graphs(server: Running, form: str):
    answer = wrapper(server, CONSTRUCT, form).query().convert()
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
    assert len(graph) > 5


def test_sparqlwrapper_reads_yes_and_no(server: Running):
    assert wrapper(server, "ASK { ?s ?p ?o }", JSON).query().convert()["boolean"] is True


def test_sparqlwrapper_is_told_what_is_wrong(server: Running):
    with pytest.raises(QueryBadFormed):
        wrapper(server, "SELECT * WHERE {", JSON).query()
    asked = wrapper(server, "INSERT DATA { <a> <b> <c> }", JSON)
    asked.setMethod(POST)
    with pytest.raises(Exception, match="403") as caught:
        asked.query()
    assert not isinstance(caught.value, QueryBadFormed | Unauthorized | EndPointInternalError)


def test_rdflib_asks_it_like_a_graph(server: Running):
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    rows = list(graph.query(SELECT))
    assert len(rows) == 5
    region, path = rows[0]
    assert isinstance(region, rdflib.URIRef) and isinstance(path, rdflib.Literal)
    assert (region, rdflib.URIRef(f"{KG}path"), path) in graph
    assert len(list(graph.triples((region, None, None)))) > 2
    assert bool(graph.query("ASK { ?s ?p ?o }").askAnswer)
    with pytest.raises(TypeError):  # it was opened for reading
        graph.add((region, path, path))


def curl(*args: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    done = subprocess.run(["curl", "-sS", "--max-time", "60", *args], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl(server: Running):
    endpoint = f"{server.url}/sparql"
    rows = curl(endpoint, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}")
    assert rows.startswith("region,path\n")
    assert curl("-G", endpoint, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}") == rows
    direct = ["-H", "Content-Type: application/sparql-query", "--data-binary", SELECT]
    assert curl(endpoint, "-H", "Accept: text/csv", *direct) == rows
    assert json.loads(curl(f"{server.url}/search?q=640400"))["found"][0]["name"] == "固原市"
    status = ["-o", "/dev/null", "-w", "%{http_code}"]
    assert curl(*status, endpoint, "--data-urlencode", "update=DROP ALL") == "403"
    assert curl(*status, "-X", "PUT", endpoint) == "405"
    assert curl(*status, "--path-as-is", f"{server.url}/static/../../../../etc/passwd") == "404"


@pytest.fixture
def page(browser, server: Running) -> Iterator:
    """A page that complains of nothing and asks nobody but the server."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    found = context.new_page()
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("request", lambda r: None if r.url.startswith((server.url, "data:")) else complaints.append(r.url))
    yield found
    context.close()
    assert [text for text in complaints if "status of 403" not in text] == []  # which one test asks for


@pytest.mark.browser
def test_a_saved_example_runs_in_the_console(page, server: Running):
    page.goto(f"{server.url}/sparql")
    page.click("#examples summary")
    assert page.locator("[data-example]").count() > 10
    assert "-p" not in page.locator("#examples").inner_text()
    page.click("[data-example=who-helps-whom]")
    cell = page.locator("#yasgui .yasr table.dataTable tbody a", has_text=":region/640000").first
    cell.wait_for(timeout=30_000)
    with page.context.expect_page() as opened:
        cell.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{server.url}/id/region/640000"
    assert "宁夏" in opened.value.locator("h1").inner_text()


@pytest.mark.browser
def test_a_query_of_ones_own_and_its_error(page, server: Running):
    page.goto(f"{server.url}/sparql")
    page.evaluate("yasgui.getTab().getYasqe().setValue('SELECT (40 + 2 AS ?answer) {}')")
    page.click("#yasgui .yasqe_queryButton")
    page.locator("#yasgui .yasr tbody", has_text="42").wait_for(timeout=30_000)
    page.evaluate("yasgui.getTab().getYasqe().setValue('SELECT * { SERVICE <http://127.0.0.1:1/> {} }')")
    with page.expect_response(lambda response: response.url.endswith("/sparql")) as answered:
        page.click("#yasgui .yasqe_queryButton")
    assert answered.value.status == 403
    page.locator("#yasgui .yasr .errorMessageContainer, #yasgui .yasr", has_text="SERVICE").first.wait_for(timeout=30_000)


@pytest.mark.browser
def test_completion_knows_the_ontology(page, server: Running):
    page.goto(f"{server.url}/sparql")
    found = page.evaluate(
        """async () => {
          const editor = yasgui.getTab().getYasqe();
          const names = ['property', 'class', 'prefixes'];
          return Object.fromEntries(await Promise.all(names.map(async (name) =>
            [name, await editor.autocompleters[name].getCompletions(
              {string: '', autocompletionString: name === 'prefixes' ? 'kg' : 'https://kg.example.org/ontology#'})])));
        }"""
    )
    assert f"{KG}assists" in found["property"]
    assert f"{KG}Region" in found["class"]
    assert found["prefixes"] == [f"kg: <{KG}>"]


@pytest.mark.browser
def test_pages_lead_to_each_other(page, server: Running):
    page.goto(f"{server.url}/")
    page.wait_for_load_state()
    page.goto(f"{server.url}/id/region/640400")
    page.fill("#q", "宁夏")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="宁夏").first.click()
    assert page.locator("h1").inner_text().startswith("宁夏")
    page.locator("main a", has_text="在图谱中查看").click()
    page.wait_for_url(f"{server.url}/#region=640000*")
    page.locator("#panel a.own").click()
    page.wait_for_url(f"{server.url}/id/region/640000")
    page.go_back()
    page.locator("#lang").click()
    page.locator("#site a", has_text="SPARQL").click()
    page.wait_for_url(f"{server.url}/sparql?lang=en")
