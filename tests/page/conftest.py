"""The small graph of the exports, whose names are hostile, graphs with less in them, and a browser to open their pages in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.page import render
from kg.payload import Lens
from kg.store import ReadStore, open_store

TRIG = Path(__file__).parents[1] / "exports" / "graph.trig"
EMPTY = '<https://kg.example.org/field/labour> <http://www.w3.org/2004/02/skos/core#prefLabel> "x" <https://kg.example.org/graph/fields> .\n'


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """The quads of the graph, a line each."""
    quads = parse(path=str(TRIG), format=RdfFormat.TRIG)
    # Bytes are split at \n alone, str at U+2028 as well.
    return sorted(line.decode() for line in serialize(quads, format=RdfFormat.N_QUADS).splitlines(True))


@pytest.fixture(scope="session")
def make_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], ReadStore]:
    def make(lines: list[str]) -> ReadStore:
        folder = tmp_path_factory.mktemp("graph")
        (folder / "graph.nq").write_text("".join(lines), encoding="utf-8", newline="\n")
        return open_store(folder)

    return make


@pytest.fixture(scope="session")
def store(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    return make_store(lines)


@pytest.fixture(scope="session")
def empty(make_store: Callable[[list[str]], ReadStore]) -> ReadStore:
    return make_store([EMPTY])


@pytest.fixture(scope="session")
def unpaired(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    """Entities and facts, but no partnership of regions."""
    pairing = ("/aa0", "/bb0", "graph/partnerships", "ontology#assists", "ontology#partnersWith")
    return make_store([line for line in lines if not any(part in line for part in pairing)])


@pytest.fixture(scope="module")
def browser() -> Iterator:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        own = driver.chromium.executable_path  # what `playwright install chromium` puts there
        installed = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        path = next((p for p in [*installed, own] if p and Path(p).exists()), None)
        if path is None:
            pytest.skip("no chromium on this machine")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, tmp_path: Path) -> Iterator[Callable]:
    """Open a graph's page offline, `at` a fragment of its address; at the end nothing was asked of the network and nothing was complained about."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def opened(
        store: ReadStore,
        size: tuple[int, int] = (1280, 800),
        lang: str = "zh",
        at: str = "",
        lens: Lens | None = None,
        **options,
    ):
        path = tmp_path / "page.html"
        path.write_text(render(store, lang, lens), encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri() + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == len(contexts)
    assert complaints == []
