"""A graph on a SPARQL server: the same answers as from a folder, and one clear line for what goes wrong. A real `oxigraph serve`."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import trustme
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg import lookups, remote
from kg.cli import main
from kg.errors import InputError, KgError, QueryError, StoreError
from kg.remote import MANIFEST, Remote, endpoint
from kg.settings import Settings, load_settings
from kg.store import ReadStore, open_store
from kg.upload import Uploaded, upload

TRIG = Path(__file__).parent / "cli" / "graph.trig"
BASE = "https://kg.example.org/"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, from the moment on that its port answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(400):
                with socket.socket() as probe:
                    if probe.connect_ex(("localhost", port)) == 0:
                        break
                time.sleep(0.05)
            yield
        finally:
            process.kill()


def oxigraph() -> Iterator[str]:
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert command, "oxigraph, of the extra [test], is not installed"
    port = free_port()
    with running([command, "serve", "-b", f"localhost:{port}"], port):
        yield f"http://localhost:{port}"


def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso with an empty database and its first password; it takes some seconds to make one."""
    command = shutil.which("virtuoso-t")
    if command is None:
        pytest.skip("no virtuoso-t (Debian: virtuoso-opensource-7-bin)")
    own, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = {own}
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = {port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
""",
        encoding="utf-8",
    )
    with running([command, "+configfile", str(folder / "virtuoso.ini"), "+foreground"], port):
        yield f"http://localhost:{port}/sparql"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "oxigraph":
            yield from oxigraph()
            return
        patch.setenv("KG_STORE_USER", "dba")
        patch.setenv("KG_STORE_PASSWORD", "dba")
        yield from virtuoso(tmp_path_factory.mktemp("virtuoso"))


def fill(engine: Remote, trig: str) -> None:
    by_graph = defaultdict(list)
    for quad in parse(trig.encode(), format=RdfFormat.TRIG):
        by_graph[quad.graph_name].append(quad.triple)
    for graph, triples in by_graph.items():
        engine.put(graph, serialize(triples, format=RdfFormat.N_TRIPLES))


@pytest.fixture(scope="module")
def stores(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadStore, ReadStore]:
    """The small graph of the look-up tests in a folder and on the server."""
    folder = tmp_path_factory.mktemp("remote")
    text = TRIG.read_text(encoding="utf-8")
    lines = serialize(parse(text.encode(), format=RdfFormat.TRIG), format=RdfFormat.N_QUADS).splitlines(True)
    (folder / "graph.nq").write_bytes(b"".join(sorted(lines)))
    fill(Remote(endpoint(server), load_settings()), text)
    return open_store(folder), open_store(server)


QUESTIONS: dict[str, Any] = {
    "find": lambda s: [lookups.find(s, name) for name in ("宁夏", "西吉", "福州闽侯", "西吉马铃薯", "福州市人社局")],
    "partners": lambda s: [lookups.partners(s, lookups.find(s, n), depth=2) for n in ("宁夏", "西吉", "福州")],
    "show": lambda s: [lookups.show(s, lookups.find(s, n)) for n in ("宁夏", "西吉", "西吉马铃薯")],
    "path": lambda s: lookups.path(s, lookups.find(s, "西吉"), lookups.find(s, "福州")),
    "stats": lookups.stats,
    "graphs": lambda s: {g for g in s.graphs() if g.startswith(BASE)},
    "missing": lambda s: s.is_graph(f"{BASE}graph/none"),
    "select": lambda s: sorted(str(r["l"]) for r in s.query("SELECT ?l WHERE { ?r a kg:Region ; skos:prefLabel ?l }")),
    "ask": lambda s: bool(s.query("ASK { ?a kg:assists ?b }")),
    "no": lambda s: bool(s.query("ASK { ?a kg:assists ?a }")),
    "construct": lambda s: sorted(map(str, s.query("CONSTRUCT { ?a kg:assists ?b } WHERE { ?a kg:assists ?b }"))),
    "bound": lambda s: sorted(
        str(r["b"])
        for r in s.query("SELECT ?a ?b WHERE { ?a (kg:assists|kg:partnersWith) ?b }", {"a": s.iri("region/350000")})
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_a_folder(stores: tuple[ReadStore, ReadStore], question: str) -> None:
    here, there = (QUESTIONS[question](store) for store in stores)
    assert here == there


def test_named_questions(stores: tuple[ReadStore, ReadStore]) -> None:
    for named in lookups.named_queries():
        if named.name == "partners-at" and stores[1].address.endswith("/sparql"):
            continue  # Virtuoso 7 loses rows where an OPTIONAL stands beside NOT EXISTS: docs/stores.md says so
        here, there = (sorted(str(r) for r in s.query(lookups.named_query(s, named.name).text)) for s in stores)
        assert here == there, named.name


def triples(text: bytes) -> list[str]:
    return [str(quad.triple) for quad in parse(text, format=RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("graphs", ["", "-"], ids=["graph store protocol", "updates"])
def test_a_graph_is_put_in_place_of_the_old_one_and_taken_away(
    server: str, graphs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_GRAPHS", graphs)
    engine, graph = Remote(endpoint(server), load_settings()), NamedNode("http://example.org/graph")
    for text in (b'<http://e.org/a> <http://e.org/p> "1" .\n', '<http://e.org/b> <http://e.org/p> "二\\n"@zh .\n'.encode()):
        engine.put(graph, text)
        assert triples(engine.get(graph)) == triples(text)
    for _ in range(2):  # it is gone, and taking it away again is no error
        engine.delete(graph)
        assert engine.get(graph) == b""


def test_a_server_without_a_graph_of_ours(empty: Remote) -> None:
    empty.put(NamedNode("http://example.org/of-others"), b"<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n")
    with pytest.raises(StoreError, match=empty.endpoint.url):
        empty.base()
    for base in ("http://one.org/", "http://two.org/"):
        empty.put(NamedNode(f"{base}graph/entities"), b"<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n")
        assert empty.base() == base if base == "http://one.org/" else True
    with pytest.raises(StoreError, match="KG_BASE_IRI"):
        empty.base()


def nquads(count: int, changed: int = -1) -> str:
    """A graph file of `count` articles, of which number `changed` says something else."""
    lines = [
        f'<{BASE}s/{i}> <{BASE}p> "{i * (100 if i == changed else 1)} . <x> 句子\\n" <{BASE}article/{i}> .' for i in range(count)
    ]
    shared = [f"<{BASE}e/{i % 3}> <{BASE}p> <{BASE}e/x> <{BASE}graph/entities> ." for i in range(count)]
    return "".join(f"{line}\n" for pair in zip(lines, sorted(set(shared)) + [""] * count, strict=False) for line in pair if line)


def contents(engine: Remote) -> set[str]:
    quads = engine.quads_for_pattern(None, None, None)
    return {str(quad) for quad in quads if quad.graph_name.value.startswith((BASE, "http://example.org/"))}


def parsed(text: str) -> set[str]:
    return {str(quad) for quad in parse(text.encode(), format=RdfFormat.N_QUADS)}


@pytest.fixture
def empty(server: str) -> Iterator[Remote]:
    engine = Remote(endpoint(server), load_settings())
    before = [g for g in engine.named_graphs() if g.value.startswith((BASE, "http://example.org/"))]
    saved = {graph: engine.get(graph) for graph in before}
    for graph in before:
        engine.delete(graph)
    yield engine
    for graph in list(engine.named_graphs()):
        if graph.value.startswith((BASE, "http://example.org/", "http://one.org/", "http://two.org/")):
            engine.delete(graph)
    for graph, triples in saved.items():
        engine.put(graph, triples)


def test_an_upload_sends_what_changed(empty: Remote, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    own = NamedNode("http://example.org/of-others")
    empty.put(own, b"<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n")
    theirs = contents(empty)
    told: list[tuple[int, int]] = []
    for text, expected in [
        (nquads(5), Uploaded(6, 0, 0)),
        (nquads(5), Uploaded(0, 0, 6)),
        (nquads(5, changed=2), Uploaded(1, 0, 5)),
        (nquads(3), Uploaded(1, 2, 3)),
    ]:
        file.write_text(text, encoding="utf-8")
        told.clear()
        assert upload(file, empty, BASE, lambda done, of: told.append((done, of))) == expected
        assert {q for q in contents(empty) if MANIFEST not in q} == parsed(text) | theirs
        assert told == [(i + 1, len(told)) for i in range(expected.put + expected.deleted)]


def test_an_upload_that_broke_off_is_finished_by_the_next(empty: Remote, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text(nquads(4), encoding="utf-8")
    upload(file, empty, BASE)
    file.write_text(nquads(4, changed=1), encoding="utf-8")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):  # article 1 was sent, and the record does not say so
        upload(file, empty, BASE, stop)
    file.write_text(nquads(4), encoding="utf-8")
    upload(file, empty, BASE)
    assert {q for q in contents(empty) if MANIFEST not in q} == parsed(nquads(4))


COMMANDS = [
    ["partners", "宁夏"],
    ["show", "西吉", "-f", "json"],
    ["path", "西吉", "福州"],
    ["stats", "-f", "csv"],
    ["query", "-q", "SELECT ?r WHERE { ?r a kg:Region } ORDER BY ?r"],
    ["query", "-q", "ASK { ?a kg:assists ?b }"],
    ["query", "-q", "CONSTRUCT WHERE { ?a kg:assists ?b }", "-f", "ntriples"],
    ["query", "-q", "SELECT * WHERE { SERVICE <http://x> { ?a ?b ?c } }"],
    ["query", "-q", "SELECT * WHERE {"],
    ["export", "gexf"],
    ["html", "-o", "-"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_answer_as_from_a_folder(
    stores: tuple[ReadStore, ReadStore], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = (
        CliRunner().invoke(main, ["--lang", "zh", *words, "-g", place])
        for place in (str(stores[0].folder), stores[1].address)
    )
    assert (here.exit_code, here.stdout) == (there.exit_code, there.stdout)
    if here.exit_code != 2:
        assert here.stdout


def test_build_puts_the_graph_on_a_server(empty: Remote, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("8月2日，广东省珠海市对口帮扶贵州省遵义市。\n", encoding="utf-8")
    url = empty.endpoint.url
    words = ["--lang", "en", "build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "-q", "--store", url]
    for sent in ("5 named graphs put, 0 deleted, 0 as they were", "0 named graphs put, 0 deleted, 5 as they were"):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0 and sent in done.stdout, done.output
    answer = CliRunner().invoke(main, ["partners", "遵义", "-g", url, "-f", "json"])
    assert "珠海市" in answer.stdout


ADDRESSES = [
    ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
    ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
    ("https://h/kg/query", "https://h/kg/query", "https://h/kg/update", "https://h/kg/store"),
    ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "query", "update", "graphs"), ADDRESSES)
def test_addresses(url: str, query: str, update: str, graphs: str) -> None:
    found = endpoint(url)
    assert (found.query, found.update, found.graphs) == (query, update, graphs)


@pytest.mark.parametrize("url", ["ftp://h/query", "http://", "http://me:secret@h/query", "http://h/query?a=b"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(InputError) as told:
        endpoint(url)
    assert "secret" not in str(told.value)


class Moody(http.server.BaseHTTPRequestHandler):
    """A server that answers with the statuses of `answers`, one after another, the last for ever."""

    answers: ClassVar[list[int]]
    seen: ClassVar[list[str]]
    body = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'

    def do_POST(self) -> None:
        self.seen.append(self.headers.get("Authorization", ""))
        self.rfile.read(int(self.headers["Content-Length"]))
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status == 0:
            time.sleep(1)
        self.send_response(status or 200)
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # who asked has given up
            self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[type[Moody], str]]:
    class Handler(Moody):
        answers: ClassVar[list[int]] = [200]
        seen: ClassVar[list[str]] = []

    monkeypatch.setattr(remote, "PAUSE", 0.01)
    server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Handler, f"http://localhost:{server.server_address[1]}/query"
    server.shutdown()
    server.server_close()


def test_a_busy_server_is_asked_again(moody: tuple[type[Moody], str]) -> None:
    handler, url = moody
    handler.answers = [503, 429, 200]
    assert list(Remote(endpoint(url), Settings(store_user="u", store_password="p")).named_graphs()) == []
    assert handler.seen == ["Basic dTpw"] * 3


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (503, StoreError, "503"),
        (500, StoreError, "500"),
        (400, QueryError, "400"),
        (401, StoreError, "KG_STORE_TOKEN"),
        (403, StoreError, "KG_STORE_USER"),
    ],
)
def test_what_a_server_refuses_is_told(
    moody: tuple[type[Moody], str], status: int, error: type[KgError], words: str
) -> None:
    handler, url = moody
    handler.answers = [status]
    with pytest.raises(error, match=words) as told:
        list(Remote(endpoint(url), Settings(store_token="t0ken")).named_graphs())
    assert handler.seen[0] == "Bearer t0ken" and "t0ken" not in str(told.value) and "\n" not in str(told.value)


def test_a_slow_server_is_not_waited_for(moody: tuple[type[Moody], str]) -> None:
    handler, url = moody
    handler.answers = [0]
    with pytest.raises(QueryError, match="KG_STORE_TIMEOUT"):
        list(Remote(endpoint(url), Settings(store_timeout=0.2)).named_graphs())


def test_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAUSE", 0.01)
    with pytest.raises(StoreError, match="localhost"):
        list(Remote(endpoint(f"http://localhost:{free_port()}"), Settings()).named_graphs())


def test_a_certificate_that_nobody_vouches_for(moody: tuple[type[Moody], str], tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with http.server.ThreadingHTTPServer(("localhost", 0), moody[0]) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"https://localhost:{server.server_address[1]}/query"
        with pytest.raises(StoreError, match="certificate"):
            list(Remote(endpoint(url), Settings()).named_graphs())
        assert list(Remote(endpoint(url), Settings(store_ca=str(tmp_path / "ca.pem"))).named_graphs()) == []
        server.shutdown()


def test_an_answer_that_is_no_result(moody: tuple[type[Moody], str]) -> None:
    handler, url = moody
    handler.body = b"<html>"
    with pytest.raises(StoreError, match=r"SPARQL"):
        list(Remote(endpoint(url), Settings()).named_graphs())
