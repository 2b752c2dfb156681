"""The process that reads the graph: answers one question after another, each within limits that the kernel holds.

Started by `kg.server.pool` or `kg.server.alone` as `python -m kg.server.worker SETTINGS`. A question is a line of JSON on standard input
(task, arguments, language, seconds); an answer on standard output is a line of JSON (status, form, headers, length) and
then its bytes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, Any

from kg.i18n import set_language
from kg.server.limits import PATIENCE, forbid_network, hold_memory, hold_time
from kg.server.tasks import TASKS, Reply, failure
from kg.snapshot import Snapshot
from kg.store import ReadStore


def main() -> None:
    """Answer until standard input ends."""
    settings = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes standard input
    snapshot = Snapshot(Path(settings["folder"]), settings["base"], Path(settings["graph"]), ())
    store = snapshot.open()
    forbid_network()
    hold_memory(settings["memory"])
    _send(answers, Reply(b"ready"))
    for line in sys.stdin.buffer:
        question = json.loads(line)
        hold_time(question["seconds"], PATIENCE * question["seconds"])
        _send(answers, _answer(store, question))
        hold_time(0, 0)


def _answer(store: ReadStore, question: dict[str, Any]) -> Reply:
    set_language(question["lang"])
    try:
        return TASKS[question["task"]](store, **question["arguments"])
    except MemoryError:
        raise  # the pool takes the end of the process for what it is
    except Exception as exc:
        reply = failure(exc)
        if reply is None:
            traceback.print_exc()
            reply = Reply(b"internal error\n", 500, "text")
        return reply


def _send(answers: IO[bytes], reply: Reply) -> None:
    head = {"status": reply.status, "form": reply.form, "headers": reply.headers, "length": len(reply.body)}
    answers.write(json.dumps(head).encode() + b"\n")
    answers.write(reply.body)
    answers.flush()


if __name__ == "__main__":
    main()
