"""A worker's task for tests of kg.reading: it dies where the text says so, as a worker that is killed does."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from kg.ledger import pack
from kg.reading import Job, Reading

INTERRUPTIBLE = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.cli import main; main()"
"""kg as a program that Ctrl-C ends, also where the tests run in the background, where nothing does."""


def read_batch(batch: Sequence[Job]) -> list[Reading]:
    """Every document says its own length; 毒 kills whoever reads it, 一次 only the first time, 慢 takes its time, 错 fails."""
    readings = []
    for key, document in batch:
        if "毒" in document.text:
            os._exit(9)
        if "一次" in document.text and not (mark := Path(document.path)).exists():
            mark.touch()
            os._exit(9)
        if "慢" in document.text:
            time.sleep(0.4)
        if "错" in document.text:
            readings.append(Reading(key, document, failure="ValueError: 错"))
            continue
        readings.append(Reading(key, document, pack(len(document.text)), 1, 0))
    return readings
