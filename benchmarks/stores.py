"""Stores side by side: rdflib in memory, oxrdflib, `oxigraph serve` through kg, and ours, over the same graphs.

usage: python benchmarks/stores.py graph COUNT FOLDER        a graph of COUNT articles (benchmarks/build.py's) in FOLDER/out
       python benchmarks/stores.py load ENGINE FOLDER        load it; ENGINE is rdflib, oxrdflib, kg or an address
       python benchmarks/stores.py ask ENGINE FOLDER LIMIT [KNOWN …]   ask the questions but those that are known already

Each prints JSON, `ask` a line an answer. Every engine works in a process of its own; `measure` runs them in turn. A question that
takes longer than LIMIT seconds ends its process, and the next one goes on behind it.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import EMPTY, Run, in_turn, median, run, script, tell

ARTICLES = {"1e5": 260, "3e5": 780, "1e6": 2600, "5e6": 13000}
"""How many articles make a graph of about that many quads."""
AGAIN = 3
"""Times that a question is asked that is answered soon; the median counts."""
SOON = 5.0
Ask = Callable[[], object]


def questions() -> dict[str, str]:
    """The competency questions by name."""
    from kg.lookups import named_queries
    from kg.resources import ONTOLOGY

    names = {file.stem for file in (ONTOLOGY / "questions").glob("*.rq")}
    return {question.name: question.text for question in named_queries() if question.name in names}


def store_asks(store: Any, known: dict[str, str]) -> Iterator[tuple[str, Ask]]:
    """What a store of kg is asked: the questions, and the look-ups as the library has them."""
    from kg.lookups import evidence, find, partners, path, show

    for name, text in questions().items():
        yield name, partial(_count, store.query, text)
    yield "partners()", lambda: partners(store, find(store, known["region"]))
    yield "show()", lambda: show(store, find(store, known["region"]))
    yield "path()", lambda: path(store, find(store, known["region"]), find(store, known["far"]))
    yield "evidence()", lambda: evidence(store, known["statement"])


def opened(engine: str, folder: Path) -> Iterator[tuple[str, Ask]]:
    """What an engine is to be asked; it is open when this returns. rdflib's graph has to be loaded for that."""
    if engine in ("rdflib", "oxrdflib"):
        graph = dataset(engine, folder)
        if engine == "rdflib":
            graph.parse(str(folder / "out" / "graph.nq"), format="nquads")
        return ((name, partial(_count, graph.query, text)) for name, text in questions().items())
    from kg.store import open_store

    store = open_store(engine if engine.startswith("http") else folder / "out")
    next(iter(store.quads(None, store.term("rdf:type"), store.term("kg:Region"))))
    return store_asks(store, json.loads((folder / "known.json").read_text(encoding="utf-8")))


def _count(query: Callable[[str], Iterable[object]], text: str) -> int:
    return sum(1 for _ in query(text))


def dataset(engine: str, folder: Path) -> Any:
    """rdflib's dataset in memory, or on the disk in an Oxigraph store."""
    from rdflib import Dataset

    if engine == "rdflib":
        return Dataset(default_union=True)
    graph = Dataset(store="Oxigraph", default_union=True)
    graph.open(str(folder / "oxrdflib"))
    return graph


def load(engine: str, folder: Path) -> dict[str, float]:
    """Load graph.nq into an engine that has nothing yet; seconds on the clock."""
    file = folder / "out" / "graph.nq"
    if engine.startswith("http"):
        from kg.remote import connect
        from kg.settings import Settings
        from kg.upload import upload

        remote = connect(engine)
        start = time.perf_counter()
        upload(file, remote, Settings().base_iri)
    elif engine == "kg":
        from kg.loading import load as load_store

        place = folder / "loaded"
        shutil.rmtree(place, ignore_errors=True)
        start = time.perf_counter()
        load_store(file, place)
    else:
        shutil.rmtree(folder / "oxrdflib", ignore_errors=True)
        graph = dataset(engine, folder)
        start = time.perf_counter()
        graph.parse(str(file), format="ox-nquads" if engine == "oxrdflib" else "nquads")
    return {"seconds": time.perf_counter() - start}


class Late(Exception):
    """A question took too long."""


def ask(engine: str, folder: Path, limit: float, known: list[str]) -> None:
    """Ask everything that is not known yet; a line of JSON each. The limit is one of the clock."""

    def late(*_: object) -> None:
        raise Late

    # rdflib answers in Python and can be broken off; the others are in their own code and end with the process.
    # Of a server nothing but the clock tells; an engine in this process is measured by the processor's time.
    clock = time.perf_counter if engine.startswith("http") else time.process_time
    signal.signal(signal.SIGALRM, late if engine == "rdflib" else signal.SIG_DFL)
    start = time.perf_counter()
    asks = opened(engine, folder)
    print(json.dumps({"open": time.perf_counter() - start}), flush=True)
    for name, answer in asks:
        if name in known:
            continue
        print(json.dumps({"asked": name}), flush=True)
        times: list[float] = []
        try:
            while not times or (len(times) < AGAIN and sum(times) < SOON):
                signal.setitimer(signal.ITIMER_REAL, limit)
                start = clock()
                answer()
                times.append(clock() - start)
                signal.setitimer(signal.ITIMER_REAL, 0)
        except Late:
            times = []
        except Exception as exc:
            print(json.dumps({"name": name, "failed": f"{type(exc).__name__}: {' '.join(str(exc).split())[:200]}"}), flush=True)
            continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps({"name": name, "seconds": statistics.median(times) if times else None}), flush=True)


def asked(engine: str, folder: Path, limit: float) -> dict[str, Any]:
    """All answers of an engine: seconds, None where it took longer than the limit, a text where it failed."""
    answers: dict[str, Any] = {}
    opening = peak = 0.0
    while True:
        child = run(script("stores.py", "ask", engine, str(folder), str(limit), *answers), good=(0, -signal.SIGALRM))
        lines = [json.loads(line) for line in child.output.splitlines()]
        opening, peak = opening or lines[0]["open"], max(peak, child.peak)
        answers.update({one["name"]: one.get("seconds", one.get("failed")) for one in lines if "name" in one})
        if child.status == 0:
            return {"open": opening, "peak": peak, "answers": answers}
        answers[lines[-1]["asked"]] = None


def choose(folder: Path) -> None:
    """Whom the look-ups are about: a region with many partnerships, a usual one, one of its statements; kept in known.json."""
    from kg.lookups import find, partners, path
    from kg.store import open_store

    store = open_store(folder / "out")
    counts = "SELECT ?r WHERE { ?p kg:helper|kg:recipient|kg:member ?r } GROUP BY ?r ORDER BY DESC(COUNT(?p)) ?r"
    regions = [store.local(row["r"]) for row in store.query(counts)]
    usual = regions[len(regions) // 4]
    found = partners(store, find(store, usual)).own[0].statements[0].id
    far = next((r for r in reversed(regions) if len(path(store, find(store, usual), find(store, r)) or ()) > 1), regions[0])
    known = {"region": usual, "busiest": regions[0], "far": far, "statement": found}
    (folder / "known.json").write_text(json.dumps(known), encoding="utf-8")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`oxigraph serve` with nothing in it; its address."""
    place = folder / "served"
    shutil.rmtree(place, ignore_errors=True)
    program = Path(sys.executable).with_name("oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve", "--location", place, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        server.stderr.readline()  # it listens
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def cli(graph: str, known: dict[str, str], rounds: int) -> dict[str, Any]:
    """Look-ups as whole processes, in turn with an empty program of click."""
    kg = [sys.executable, "-m", "kg"]
    on = ["-g", graph]
    commands = {
        "empty": [sys.executable, "-c", EMPTY],
        "kg partners": [*kg, "partners", known["region"], *on],
        "kg partners, the busiest region": [*kg, "partners", known["busiest"], *on],
        "kg show": [*kg, "show", known["region"], *on],
        "kg path": [*kg, "path", known["region"], known["far"], *on],
        "kg evidence": [*kg, "evidence", known["statement"], *on],
    }

    def figures(runs: list[Run]) -> dict[str, float]:
        return {"seconds": median(r.seconds for r in runs), "cpu": median(r.cpu for r in runs), "peak": median(r.peak for r in runs)}

    return {name: figures(runs) for name, runs in in_turn(commands, rounds, good=(0, 1)).items()}


def measure(work: Path, sizes: list[str], engines: list[str], rounds: int, limit: float, most: dict[str, str]) -> dict[str, Any]:
    """Everything about stores, by size and engine. `most` has for an engine the last size that it is asked at."""
    found: dict[str, Any] = {}
    for size in sizes:
        folder = work / size
        if not (folder / "known.json").exists():
            tell(f"  a graph of {size} quads")
            run(script("stores.py", "graph", str(ARTICLES[size]), str(folder)))
        known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
        manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
        here = found[size] = {"quads": manifest["counts"]["quads"], "articles": manifest["counts"]["articles"], "engines": {}}
        for engine in engines:
            if engine in most and list(ARTICLES).index(size) > list(ARTICLES).index(most[engine]):
                continue
            tell(f"  {engine} at {size}")
            if engine == "oxigraph serve":
                with serving(folder) as address:
                    here["engines"][engine] = {"load": one_load(address, folder), **asked(address, folder, limit)}
                    here["cli server"] = cli(address, known, max(rounds // 2, 1))
            else:
                here["engines"][engine] = {"load": one_load(engine, folder), **asked(engine, folder, limit)}
        tell(f"  the command line at {size}")
        here["cli"] = cli(str(folder / "out"), known, rounds)
        for leftover in ("served", "loaded", "oxrdflib"):
            shutil.rmtree(folder / leftover, ignore_errors=True)
    return found


def one_load(engine: str, folder: Path) -> dict[str, float]:
    """Loading in a process of its own: seconds, of the processor too, and memory."""
    child = run(script("stores.py", "load", engine, str(folder)))
    return {"seconds": child.last["seconds"], "cpu": child.cpu, "peak": child.peak}


def main() -> None:
    match sys.argv[1:]:
        case ["graph", count, name] if count.isdecimal():
            import build

            folder = Path(name)
            folder.mkdir(parents=True, exist_ok=True)
            build.instead_of_reading(folder, int(count))
            build.one(folder, "graph")
            choose(folder)
        case ["load", engine, name]:
            print(json.dumps(load(engine, Path(name))))
        case ["ask", engine, name, limit, *known]:
            ask(engine, Path(name), float(limit), known)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
