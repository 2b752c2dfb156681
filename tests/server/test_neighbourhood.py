"""A large graph piece by piece: what lies around an entity is a sound graph of its own, and the explorer opens it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pagetext import Page
from pyoxigraph import NamedNode
from serving import Running, write_graph

from kg.lookups import Facts, show
from kg.model import HOLDS
from kg.server import neighbourhood
from kg.server.tasks import TASKS
from kg.store import ReadStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    return open_store(write_graph(tmp_path / "graph"))


def node(store: ReadStore, identifier: str = "region/640400") -> NamedNode:
    return store.iri(identifier)


def test_its_facts_are_those_of_the_whole(store: ReadStore):
    small = neighbourhood.around(store, node(store), 1)
    whole, part = (show(s, Facts(s).entity(node(s))) for s in (store, small))
    assert whole.outgoing or whole.incoming
    assert (part.entity, part.outgoing, part.incoming, part.metrics) == (whole.entity, whole.outgoing, whole.incoming, whole.metrics)
    assert [pair.id for pair in part.pairs] == [pair.id for pair in whole.pairs]
    assert 0 < len(small.store) < len(store.store)
    assert set(small.store) <= set(store.store)


def test_farther_steps_lead_farther(store: ReadStore):
    sizes = [len(neighbourhood.around(store, node(store), depth).store) for depth in (1, 2, 3)]
    assert sizes[0] < sizes[1] <= sizes[2]


def test_of_many_facts_partnerships_and_what_holds_come_first(store: ReadStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neighbourhood, "MOST", 1)
    small = neighbourhood.around(store, node(store, "region/640000"), 3)
    (only,) = small.subjects("rdf:type", small.term("kg:Statement"))
    brief = Facts(small).brief(only)
    assert (brief.predicate in ("assists", "partners_with"), brief.status in HOLDS) == (True, True)
    supports = {quad.object for quad in small.quads(None, small.term("kg:supportedBy"))}
    assert supports == {only}


def test_a_large_graph_starts_with_a_list(store: ReadStore, monkeypatch: pytest.MonkeyPatch):
    assert TASKS["explorer"](store).form == "explorer"
    monkeypatch.setattr(neighbourhood, "_LARGE", 1)
    start = TASKS["explorer"](store)
    found = Page(start.body.decode())
    assert start.form == "html"
    assert "/id/region/640000" in found.links and "script" not in found.tags
    entity = Page(TASKS["resource"](store, identifier="region/640400", form="html", most=1 << 20).body.decode())
    assert "/explore/region/640400" in entity.links


@pytest.mark.parametrize(("path", "status"), [
    ("region/640400", 200), ("region/640400?depth=3", 200), ("region/640400?depth=4", 400), ("region/999999", 404), ("statement/aa01", 404),
    ("%00", 404), ("", 404),
])  # fmt: skip
def test_the_address(server: Running, path: str, status: int):
    got = server.get(f"/explore/{path}", "text/html")
    assert got.status == status, got.text[:200]
    if status == 200:
        assert "固原市" in got.text
        assert got.headers["content-security-policy"] == "frame-ancestors 'none'"


@pytest.mark.browser
def test_it_opens_in_a_browser(browser, server: Running):
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/explore/region/640400")
    page.wait_for_function("document.body.innerText.includes('固原市')")
    assert re.search("固原", page.locator("body").inner_text())
    other = next(i for i in page.evaluate("[...explorer.model.entities.keys()]") if i.startswith("region/") and i != "region/640400")
    page.evaluate("id => explorer.store.set({selection: {kind: 'entity', id}})", other)
    page.locator("#panel a.around").click()
    page.wait_for_url(f"{server.url}/explore/{other}")
    page.close()
    assert complaints == []
