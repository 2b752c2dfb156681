"""One question to a worker of its own, without a server, as `kg query` asks it. The limits are those of a site: the kernel holds them."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError, StoreError
from kg.i18n import language, t
from kg.server.launch import command
from kg.server.limits import MIB, PATIENCE
from kg.snapshot import Snapshot
from kg.store import ReadStore, open_store

_START = 60.0
"""Seconds that a worker may take to start; only where no kernel ends it (Windows) does this matter."""
_ATTEMPTS = 3
"""A build may put another store in place just when the worker opens it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer: the name of its form (kg.answers), and its bytes."""

    form: str
    body: bytes


def ask(store: ReadStore, source: str, seconds: float, memory: int, **arguments: Any) -> Answered:
    """Have `kg.server.tasks.query` done with these arguments.

    Args:
        store: The store of a graph's folder; the worker opens the same.
        source: What the query is called in errors.
        seconds: Time of a processor that it may take; on the clock PATIENCE times that.
        memory: Bytes that it may take beyond what the store takes.

    Raises:
        QueryError: it does not parse, is refused, or came to a limit.
        StoreError: the store cannot be opened any more.
    """
    if store.address:  # a server has limits of its own
        from kg.server.tasks import query

        reply = query(store, source=source, **arguments)
        if reply.status != 200:
            raise QueryError(reply.body.decode("utf-8").rstrip("\n"))
        return Answered(reply.form, reply.body)
    question = {
        "task": "query",
        "lang": language(),
        "seconds": seconds,
        "arguments": {**arguments, "source": source},
    }
    line = json.dumps(question).encode() + b"\n"
    for attempt in range(_ATTEMPTS):
        snapshot = Snapshot(store.place, store.base, store.folder, ())
        status, output, complaint = _talk(command(snapshot, memory), line, PATIENCE * seconds + _START)
        if output or attempt == _ATTEMPTS - 1:
            break
        store = open_store(store.folder)  # made whole, if need be
    if status is None or _timed_out(status):
        raise QueryError(t("error.query.time", place=source, seconds=f"{seconds:g}"))
    if not output:
        raise StoreError(complaint.strip().rpartition("\n")[2] or f"{store.place}: {status}")
    if status:
        raise QueryError(t("error.query.memory", place=source, memory=memory // MIB))
    head, body = _second(output)
    if head["status"] == 200:
        return Answered(head["form"], body)
    message = body.decode("utf-8").rstrip("\n")
    raise StoreError(f"{message}\n{complaint}".strip()) if head["status"] == 500 else QueryError(message)


def _talk(arguments: list[str], line: bytes, lasting: float) -> tuple[int | None, bytes, str]:
    """Exit status (None when it was ended here), output and complaints of a worker that gets one line."""
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            output, complaint = process.communicate(line, lasting)
            return process.returncode, output, complaint.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            process.kill()
            return None, b"", ""
        except BaseException:  # Ctrl-C, which the worker does not hear
            process.kill()
            raise


def _timed_out(status: int) -> bool:
    return sys.platform != "win32" and status in (-signal.SIGPROF, -signal.SIGALRM)


def _second(output: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and body of the answer, which comes after the one that says that the worker is ready."""
    stream = io.BytesIO(output)
    for _ in range(2):
        head: dict[str, Any] = json.loads(stream.readline())
        body = stream.read(head["length"])
    return head, body
