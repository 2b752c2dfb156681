"""Runs a real server on a free port of this machine, and asks it."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from pyoxigraph import RdfFormat, parse, serialize

from kg.server.app import create_app
from kg.server.limits import MIB, Limits
from kg.server.site import Site

HERE = Path(__file__).resolve().parent
LIMITS = Limits(seconds=10, quick=5, memory=400 * MIB, result=2 * MIB, request=64 * 1024, address=32 * 1024, workers=2)


@dataclass
class Got:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Running:
    """A server that runs."""

    site: Site
    port: int
    loop: asyncio.AbstractEventLoop
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, **params: Any
    ) -> Got:
        """One request; the header Host can be given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if params:
                path += "?" + urlencode(params, doseq=True)
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "", **params: Any) -> Got:
        return self.ask("GET", path, headers={"Accept": accept} if accept else {}, **params)

    def query(self, text: str, accept: str = "application/sparql-results+json", **params: Any) -> Got:
        return self.get("/sparql", accept, query=text, **params)


@contextmanager
def running(graph: Path, limits: Limits = LIMITS, interval: float = 0.05, **options: Any) -> Iterator[Running]:
    """A server over a folder, in a thread of its own."""
    site = Site(graph, limits, "zh", interval)
    ready = threading.Event()
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        app = create_app(site, ready=ready.set, **options)
        server = uvicorn.Server(uvicorn.Config(app, http="h11", ws="none", log_level="warning", access_log=False))
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve([listening])), daemon=True)
        thread.start()
        try:
            assert ready.wait(60), "the server did not start"
            yield Running(site, listening.getsockname()[1], loop)
        finally:
            server.should_exit = True
            thread.join(60)
            loop.close()


def write_graph(folder: Path, *more: str) -> Path:
    """The small graph, and further quads as N-Quads."""
    folder.mkdir(exist_ok=True)
    quads = parse(path=str(HERE.parent / "cli" / "graph.trig"), format=RdfFormat.TRIG)
    lines = serialize(quads, format=RdfFormat.N_QUADS).splitlines(True)
    lines += [f"{line}\n".encode() for line in more]
    (folder / "graph.nq").write_bytes(b"".join(sorted(lines)))
    return folder
