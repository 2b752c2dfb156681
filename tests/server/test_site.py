"""The site as a whole: it changes over to a new graph without a failed request, guards itself, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from serving import LIMITS, Running, running, write_graph

import kg.publish
from kg.server.place import Place, remove_leftovers
from kg.store import rebuild

EXTRA = '<https://kg.example.org/x/{n}> <https://kg.example.org/ontology#path> "{n}" <https://kg.example.org/graph/entities> .'
COUNT = "SELECT (COUNT(*) AS ?n) { ?s kg:path ?o FILTER(STRSTARTS(STR(?s), 'https://kg.example.org/x/')) }"
STATIC = ("site.css", "console.js", "console.css")


def publish(folder: Path, number: int) -> None:
    """Put another graph in place as `kg build` does."""
    staging = kg.publish.stage(folder)
    write_graph(staging, *(EXTRA.format(n=n) for n in range(number)))
    rebuild(staging / "graph.nq", staging / "store")
    for name in ("articles", "entities", "statements", "metrics", "issues"):
        (staging / f"{name}.jsonl").write_text("")
    (staging / "manifest.json").write_text("{}")
    kg.publish.publish(staging, folder)


def count(server: Running) -> int:
    got = server.query(COUNT)
    assert got.status == 200, got.text
    return int(json.loads(got.body)["results"]["bindings"][0]["n"]["value"])


def wait_for(server: Running, number: int) -> None:
    end = time.monotonic() + 30
    while count(server) != number:
        assert time.monotonic() < end, "the site did not change over"
        time.sleep(0.02)


def test_a_rebuild_while_serving_fails_no_request(tmp_path: Path):
    folder = write_graph(tmp_path / "graph")
    over = threading.Event()
    with running(folder, replace(LIMITS, workers=2)) as server, ThreadPoolExecutor(3) as clients:

        def ask() -> list[int]:
            seen = []
            while not over.is_set():
                seen.append(count(server))
            return seen

        asking = [clients.submit(ask) for _ in range(3)]
        try:
            for number in (1, 2, 3):
                publish(folder, number)
                wait_for(server, number)
        finally:
            over.set()
        for client in asking:
            seen = client.result()
            assert seen == sorted(seen) and set(seen) <= {0, 1, 2, 3}
        end = time.monotonic() + 30
        while len(list(folder.glob(".serving-*"))) > 1:  # the old ones go when their last request is done
            assert time.monotonic() < end
            time.sleep(0.02)
    assert list(folder.glob(".serving-*")) == []


def test_a_damaged_graph_leaves_the_old_one(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    folder = write_graph(tmp_path / "graph", EXTRA.format(n=0))
    with running(folder) as server:
        good = (folder / "graph.nq").read_bytes()
        (folder / "graph.nq").write_text("no quads\n")
        end = time.monotonic() + 30
        while not caplog.records:
            assert time.monotonic() < end
            time.sleep(0.02)
        assert count(server) == 1
        (folder / "graph.nq").unlink()  # as in the moment of a swap
        assert count(server) == 1
        (folder / "graph.nq").write_bytes(good + EXTRA.format(n=1).encode() + b"\n")
        wait_for(server, 2)


def test_leftovers_of_a_process_that_is_gone_are_removed(tmp_path: Path):
    code = "import sys; from pathlib import Path; from kg.server.place import Place\np = Place(Path(sys.argv[1])); print(p.folder); import os; os._exit(1)"
    dead = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False).stdout.strip()
    alive = Place(tmp_path)
    assert Path(dead).is_dir()
    remove_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == [alive.folder]
    alive.remove()
    assert list(tmp_path.iterdir()) == []


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("path", [
    "/sparql", "/sparql?query=ASK{}", "/sparql?query=ASK", "/id/region/640400", "/id/nothing", "/search?q=x", "/partners", "/openapi.json",
    "/static/site.css", "/static/none", "/nowhere", "/id/../../etc/passwd",
])  # fmt: skip
def test_every_answer_is_guarded(server: Running, path: str):
    got = server.ask("GET", path)
    assert {name: got.headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert "access-control-allow-origin" not in got.headers


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1", 200), ("localhost:8000", 200), ("LOCALHOST", 200), ("[::1]:80", 200), ("evil.example", 421), ("evil.example:8000", 421),
    ("127.0.0.1.evil.example", 421), ("", 421), ("[::1].evil.example", 421),
])  # fmt: skip
def test_only_names_of_this_machine_are_answered(server: Running, host: str, status: int):
    assert server.ask("GET", "/sparql", headers={"Host": host}, query="ASK {}").status == status


def test_other_hosts_and_origins_when_allowed(graph: Path):
    with running(graph, replace(LIMITS, workers=1), hosts=["kg.example"], origins=["https://a.example"]) as server:
        assert server.ask("GET", "/sparql", headers={"Host": "KG.example:80"}, query="ASK {}").status == 200
        good = server.ask("GET", "/sparql", headers={"Origin": "https://a.example"}, query="ASK {}")
        assert good.headers["access-control-allow-origin"] == "https://a.example"
        assert good.headers["cross-origin-resource-policy"] == "cross-origin"
        bad = server.ask("GET", "/sparql", headers={"Origin": "https://b.example"}, query="ASK {}")
        assert "access-control-allow-origin" not in bad.headers
        asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert server.ask("OPTIONS", "/sparql", headers=asked).status == 200


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/id/../graph.nq", "/id/%2e%2e%2fgraph.nq",
    "/id//etc/passwd", "/id/file:///etc/passwd", "/id/%00", "/id/a b", "/id/<script>alert(1)<%2fscript>", "/id/" + "x" * 5000,
    "/id/region/640400.html.html",
])  # fmt: skip
def test_there_is_no_way_out_of_the_graph(server: Running, path: str):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("GET", path.replace(" ", "%20"), skip_host=False)
    connection.putheader("Accept", "text/html")
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status in (400, 404)
    assert b"<script" not in body and b"root:" not in body


def serve(folder: Path, *args: str) -> tuple[subprocess.Popen[str], str]:
    """`kg serve` as a process of its own, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "--lang", "en", "serve", "-g", str(folder), "--port", "0", *args],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.match(r"(http://127\.0\.0\.1:\d+/) ", line)
    assert found, line + process.communicate()[1]
    return process, found[1]


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_and_ends(tmp_path: Path, end: signal.Signals):
    folder = write_graph(tmp_path / "graph")
    process, url = serve(folder, "--workers", "1")
    with urllib.request.urlopen(f"{url}sparql?query=ASK%7B%7D") as answer:
        assert json.load(answer)["boolean"] is True
    process.send_signal(end)
    out, err = process.communicate(timeout=30)
    assert (out, err) == ("", "")
    assert process.returncode in (0, -end)
    assert sorted(path.name for path in folder.iterdir()) == ["graph.nq", "store"]


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_workers_do_not_outlive_a_server_that_is_killed(tmp_path: Path):
    folder = write_graph(tmp_path / "graph")
    process, _ = serve(folder, "--workers", "1")
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert pids
    process.kill()
    process.communicate(timeout=30)
    end = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_snapshot_that_cannot_be_taken_is_one_line(tmp_path: Path):
    folder = write_graph(tmp_path / "graph")
    code = (
        "import sys, kg.server.site as site\nfrom kg.errors import StoreError\n"
        "def take(graph, folder): raise StoreError(f'{folder}: no space left')\n"
        "site.take = take\nfrom kg.cli import main\nmain(['serve', '-g', sys.argv[1], '--port', '0'])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "no space left" in done.stderr and done.stderr.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["graph.nq", "store"]


@pytest.mark.parametrize(("args", "said"), [
    (["-g", "nowhere"], "kg build"), (["-g", "GRAPH", "--port", "PORT"], "cannot listen"), (["-g", "GRAPH", "--host", "256.0.0.1"], "cannot listen"),
])  # fmt: skip
def test_what_cannot_be_served_is_one_line(graph: Path, server: Running, args: list[str], said: str):
    args = [word.replace("GRAPH", str(graph)).replace("PORT", str(server.port)) for word in args]
    done = subprocess.run([sys.executable, "-m", "kg", "--lang", "en", "serve", *args], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert said in done.stderr and done.stderr.count("\n") == 1
