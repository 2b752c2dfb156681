"""`kg serve` under load: 32 clients, mixed questions, bombs among them. Latencies as ratios, measured side by side in one run.

usage: python benchmarks/serve.py [DIR]   (default: output; run from the project's folder after `kg build seeds/`)

Prints
* how many questions of the innocent failed, without bombs and with them (none may);
* what became of the bombs;
* latency over that of the same questions asked of the store directly, one after another: alone (one client), in the crowd
  (32 clients), and in the crowd with bombs. A crowd of 32 on two cores waits 16 times as long as one client if nothing is lost.
Everything runs on this machine's loopback and ends by itself: each client asks a fixed number of questions.
"""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

from kg.answers import forms, write
from kg.lookups import named_queries, named_query
from kg.store import ReadStore, open_store

CLIENTS, BOMBERS, QUESTIONS = 32, 4, 40
SETTINGS = ["--timeout", "5", "--memory", "256", "--workers", "4"]
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c ?f",
    "SELECT * { ?a (!<x>|^!<x>)* ?b . ?b (!<x>|^!<x>)* ?c } ORDER BY ?c",
    "SELECT * { FILTER(" + "(" * 30_000 + "1" + ")" * 30_000 + ") }",
    "SELECT (STRLEN(?a28) AS ?n) { BIND('0123456789abcdef' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(28))
    + " }",
)

Request = tuple[str, str, bytes | None]
"""Method, address, body."""


def questions(store: ReadStore) -> list[Request]:
    """The questions that ship with kg, and look-ups of some regions."""
    found: list[Request] = []
    for question in named_queries():
        text = named_query(store, question.name).text
        found.append(("POST", "/sparql", urlencode({"query": text}).encode()))
        found.append(("GET", f"/sparql?{urlencode({'query': text})}", None))
    regions = sorted(store.local(node) for node in store.subjects("rdf:type", store.term("kg:Region")))
    for region in regions[:: max(1, len(regions) // 12)]:
        found += [("GET", f"/id/{quote(region)}", None), ("GET", f"/id/{quote(region)}.ttl", None)]
        found.append(("GET", f"/partners?name={quote(region)}", None))
    return [*found, ("GET", f"/search?q={quote('州')}", None)]


def direct(store: ReadStore) -> float:
    """Seconds of the median question of those that ship, asked of the store in this process."""
    times = []
    for question in named_queries():
        text = named_query(store, question.name).text
        start = time.perf_counter()
        answer = store.query(text)
        write(store, answer, forms(answer)[0])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


class Client:
    """One connection that is kept; `times` has the seconds of each request, `statuses` what came back."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.times: list[float] = []
        self.statuses: Counter[int | str] = Counter()

    def ask(self, request: Request) -> None:
        method, address, body = request
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        start = time.perf_counter()
        try:
            self._connection.request(method, address, body, headers)
            response = self._connection.getresponse()
            response.read()
            self.statuses[response.status] += 1
        except (OSError, http.client.HTTPException) as exc:
            self._connection.close()
            self.statuses[type(exc).__name__] += 1
        self.times.append(time.perf_counter() - start)


def crowd(port: int, asked: list[Request], clients: int, bombers: int) -> tuple[list[Client], list[Client]]:
    """`clients` ask QUESTIONS each, while `bombers` send bombs until the last of them is done."""
    innocent, guilty = ([Client(port) for _ in range(number)] for number in (clients, bombers))
    over = threading.Event()

    def ask(number: int, client: Client) -> None:
        for turn in range(QUESTIONS):
            client.ask(asked[(number * 7 + turn) % len(asked)])

    def attack(number: int, client: Client) -> None:
        turn = number
        while not over.is_set():
            client.ask(("POST", "/sparql", urlencode({"query": BOMBS[turn % len(BOMBS)]}).encode()))
            turn += 1

    with ThreadPoolExecutor(clients + bombers) as threads:
        attacks = [threads.submit(attack, number, client) for number, client in enumerate(guilty)]
        for done in [threads.submit(ask, number, client) for number, client in enumerate(innocent)]:
            done.result()
        over.set()
        for done in attacks:
            done.result()
    return innocent, guilty


def tell(name: str, clients: list[Client], unit: float, seconds: float) -> None:
    times = sorted(t for client in clients for t in client.times)
    statuses = sum((client.statuses for client in clients), Counter())
    failed = statuses.total() - statuses[200]
    marks = [times[min(len(times) - 1, int(len(times) * share))] / unit for share in (0.5, 0.95, 0.99)]
    print(
        f"{name:24} {statuses.total():5} asked, {failed} failed, {statuses.total() / seconds:6.0f}/s; "
        f"latency / direct: median {marks[0]:.1f}, 95 % {marks[1]:.1f}, 99 % {marks[2]:.1f}, longest {times[-1] / unit:.1f}"
    )
    if failed:
        print(f"  {dict(statuses)}")


def main() -> None:
    graph = Path(sys.argv[1] if sys.argv[1:] else "output")
    store = open_store(graph)
    unit = statistics.median(direct(store) for _ in range(5))
    asked = questions(store)
    server = subprocess.Popen(
        [sys.executable, "-m", "kg", "--lang", "en", "serve", "-g", str(graph), "--port", "0", *SETTINGS],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stderr is not None
    try:
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline())
        assert found, "the server did not start"
        drain = threading.Thread(target=server.stderr.read, daemon=True)  # what dying workers say
        drain.start()
        port = int(found[1])
        print(f"{len(store.store)} quads; the median question takes {unit * 1000:.2f} ms of the store itself")
        for name, clients, bombers in (
            ("alone", 1, 0),
            ("crowd", CLIENTS, 0),
            ("crowd with bombs", CLIENTS - BOMBERS, BOMBERS),
        ):
            start = time.perf_counter()
            innocent, guilty = crowd(port, asked, clients, bombers)
            tell(name, innocent, unit, time.perf_counter() - start)
            if guilty:
                print(
                    f"  bombs: {dict(sorted(sum((c.statuses for c in guilty), Counter()).items(), key=str))}"
                )
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
