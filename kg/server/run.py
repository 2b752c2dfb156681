"""The site as a process: a socket, a server on it, and an end that leaves nothing behind."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from kg.errors import InputError, KgError
from kg.i18n import language, t
from kg.server.app import create_app
from kg.server.limits import Limits
from kg.server.site import Site
from kg.store import open_store

_MOST_HEAD = 128 * 1024
"""Bytes of a request's first line and headers."""
_CONNECTIONS = 1024
"""Connections at once; more are turned away with 503."""
_PATIENCE = 5
"""Seconds that requests get to end when the server is told to."""


def serve(
    graph: Path,
    host: str,
    port: int,
    limits: Limits,
    hosts: Sequence[str],
    origins: Sequence[str],
    ready: Callable[[str], None],
) -> None:
    """Serve the graph of a folder until the process is told to end.

    `ready` is called with the address when requests are answered; port 0 takes any that is free. For `hosts` and
    `origins` see kg.server.app.

    Raises:
        StoreError: there is no graph, or it is damaged.
        InputError: the address cannot be listened on.
    """
    open_store(graph)  # its errors are for the one who starts this, and not for a log
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as exc:
        raise InputError(t("serve.bind", place=f"{host}:{port}", reason=exc.strerror or exc)) from exc
    with listening:
        # Connections inherit it. asyncio sets it only on sockets that say they are TCP, which this one does not; without it
        # the second half of every answer waits 40 ms for the client's receipt of the first.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        name = f"[{host}]" if ":" in host else host
        url = f"http://{name}:{listening.getsockname()[1]}/"
        failures: list[KgError] = []
        # uvicorn would tell them with a traceback.
        logging.getLogger("uvicorn.error").addFilter(lambda record: not failures)
        site = Site(graph, limits, language())
        app = create_app(site, (name, *hosts), origins, ready=lambda: ready(url), failed=failures.append)
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            loop="asyncio",
            log_level="warning",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=_MOST_HEAD,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # by which it is ended, after all has been closed
        except SystemExit:  # how uvicorn says that it could not start
            if not failures:
                raise
    if failures:
        raise failures[0]
