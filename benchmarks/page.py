"""The page against plain pyvis on the same synthetic graph, in one run in one browser; ratios count, absolute times do not.

usage: python benchmarks/page.py [NODES:STATEMENTS …]   (default: 1000:2000 5000:10000; needs the extra test)

The graph has no partnerships, so that kg html, too, opens with everything drawn. Prints for each page, as JSON: its size, seconds until
it answers (loaded, drawn, and free to take a click), and frames a second while it is dragged about. pyvis is measured as it comes (physics on) and with our places and physics off.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from pyvis.network import Network

from kg.page import render
from kg.payload import payload
from kg.store import ReadStore, open_store

BASE = "https://kg.example.org/"
RDF, SKOS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#"
TYPES = ("Region", "Organization", "Person", "Product", "Park", "Project", "Agreement", "Event")
RELATIONS = ("cooperatesWith", "sellsTo", "visits", "locatedIn", "produces", "builds", "holdsPosition", "funds")
WAIT = 30_000
"""Milliseconds after which a page counts as never ready."""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
DRAG_STEPS = 40


def quads(nodes: int, statements: int) -> Iterator[str]:
    """A graph with hubs, as real ones have: each statement prefers ends that have many already."""
    dice = random.Random(1)
    name = [f"{'region' if i % 8 == 0 else 'org'}/n{i}" for i in range(nodes)]

    def line(s: str, p: str, o: str, graph: str) -> str:
        return f"<{BASE}{s}> <{p}> {o} <{BASE}{graph}> .\n"

    def iri(local: str) -> str:
        return f"<{BASE}{local}>"

    for i in range(nodes):
        kind = "Region" if i % 8 == 0 else TYPES[1 + i % 7]
        yield line(name[i], f"{RDF}type", iri(f"ontology#{kind}"), "graph/entities")
        yield line(name[i], f"{SKOS}prefLabel", f'"第{i}号{"县" if i % 8 == 0 else "公司"}"@zh', "graph/entities")
    yield line("article/a", f"{RDF}type", iri("ontology#Article"), "article/a")
    yield line("article/a", f"{BASE}ontology#document", iri("document/d"), "article/a")
    pool = list(range(nodes))
    for k in range(statements):
        subject, object = dice.choice(pool), dice.choice(pool)
        if subject == object:
            continue
        pool += (subject, object)
        key = f"statement/s{k}"
        for p, o in (
            (f"{RDF}type", iri("ontology#Statement")),
            (f"{RDF}subject", iri(name[subject])),
            (f"{RDF}predicate", iri(f"ontology#{RELATIONS[k % len(RELATIONS)]}")),
            (f"{RDF}object", iri(name[object])),
            (f"{BASE}ontology#status", iri(f"ontology#{'planned' if k % 20 == 0 else 'done'}")),
            (f"{BASE}ontology#confidence", '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
            ("http://www.w3.org/ns/prov#wasDerivedFrom", iri("article/a")),
        ):
            yield line(key, p, o, "article/a")
        yield from (line(s, p, o, "article/a") for s, p, o in evidence(key, k))


def evidence(key: str, k: int) -> Iterator[tuple[str, str, str]]:
    """A quote of the usual length."""
    oa = "http://www.w3.org/ns/oa#"
    quote, place = f"{key}#e1-quote", f"{key}#e1-position"
    yield key, f"{BASE}ontology#evidence", f"<{BASE}{key}#e1>"
    yield f"{key}#e1", f"{oa}hasSource", f"<{BASE}document/d>"
    yield f"{key}#e1", f"{oa}hasSelector", f"<{BASE}{quote}>"
    yield f"{key}#e1", f"{oa}hasSelector", f"<{BASE}{place}>"
    yield quote, f"{oa}exact", f'"{"两地开展协作" * 3}{k}"'
    yield quote, f"{oa}prefix", f'"{"近年来在上级部门的关心支持下" * 2}"'
    yield quote, f"{oa}suffix", '"。"'
    for part, at in (("start", k * 60), ("end", k * 60 + 20)):
        yield place, f"{oa}{part}", f'"{at}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def plain(data: dict[str, Any], physics: bool) -> str:
    """The same entities and facts as pyvis draws them; without physics, at our places."""
    network = Network(height="800px", width="1280px", directed=True, cdn_resources="in_line")
    network.toggle_physics(physics)
    network.add_nodes(
        list(data["entities"]),
        label=[e["name"] for e in data["entities"].values()],
        **({} if physics else dict(zip("xy", zip(*(p[:2] for p in data["network"]["nodes"].values()), strict=True), strict=True))),
    )
    for s in data["statements"].values():
        network.add_edge(s["subject"], s["object"])
    return str(network.generate_html())


def drive(browser: Browser, path: Path, ready: str) -> tuple[str, str]:
    """Seconds until `ready` holds and the page answers, and frames a second while it is dragged."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    start = time.perf_counter()
    page.goto(path.as_uri(), timeout=WAIT, wait_until="commit")
    while time.perf_counter() - start < WAIT / 1000:
        with suppress(PlaywrightTimeout):
            if page.evaluate(ready):
                break
        time.sleep(0.02)
    else:
        page.close()
        return f">{WAIT // 1000}", "–"
    # Two frames later what was asked for is on the screen and the page listens again.
    page.evaluate(TWO_FRAMES)
    seconds = f"{time.perf_counter() - start:.2f}"
    page.evaluate("() => { window.frames_ = 0; const count = () => { window.frames_++; requestAnimationFrame(count); }; count(); }")
    page.mouse.move(400, 420)
    page.mouse.down()
    begin, before = time.perf_counter(), page.evaluate("frames_")
    for i in range(DRAG_STEPS):
        page.mouse.move(400 + 4 * (i % 20), 420 + 2 * (i % 20))
    page.evaluate(TWO_FRAMES)
    rate = (page.evaluate("frames_") - before) / (time.perf_counter() - begin)
    page.close()
    return seconds, f"{rate:.1f}"


def stored(folder: Path, nodes: int, statements: int) -> ReadStore:
    folder.mkdir()
    (folder / "graph.nq").write_text("".join(quads(nodes, statements)), encoding="utf-8", newline="\n")
    return open_store(folder)


def measure(sizes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Each page of each size: MB, seconds until it answers and frames a second, as text; what `kg html` took to make it."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        chromium = shutil.which("chromium") or driver.chromium.executable_path
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for nodes, statements in sizes:
            folder = Path(name) / f"{nodes}"
            store = stored(folder, nodes, statements)
            start = time.process_time()
            text = render(store, "zh")
            made = time.process_time() - start
            data = payload(store)
            stable = "typeof network !== 'undefined' && network.body.nodeIndices.length > 0"
            ours = "window.explorer !== undefined"
            pages = {
                "kg html": (text, ours),
                "pyvis, our places": (plain(data, False), stable),
                "pyvis as it comes": (plain(data, True), f"{stable} && network.physics.stabilized"),
            }
            for title, (text, ready) in pages.items():
                path = folder / "page.html"
                path.write_text(text, encoding="utf-8")
                seconds, rate = drive(browser, path, ready)
                found.append({"nodes": nodes, "facts": statements, "page": title, "mb": path.stat().st_size / 1e6,
                              "ready": seconds, "frames": rate, "made": made})  # fmt: skip
        browser.close()
    return found


def main() -> None:
    sizes = [tuple(map(int, size.split(":"))) for size in sys.argv[1:] or ("1000:2000", "5000:10000")]
    print(json.dumps(measure(sizes)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
