"""Documents → what they say, in this process or in several. Each document is read by itself, so that it says the same wherever it is read."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import active_children, get_context
from typing import Protocol

from kg.ledger import pack
from kg.model import Document

BATCH = 20_000
"""Characters after which a batch of documents is full: some seconds of work, so that handing it over costs nothing."""
MOST = 64
"""Documents of a batch, however short they are."""
DIED = "the process that read it died, twice"
_AHEAD = 2
"""Batches that wait for each worker: none stands idle, and no more of the input than that is in memory."""

Job = tuple[bytes, Document]
"""A document to read, and the key it is known by."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of a document: its extractions, packed (kg.ledger), or why it could not be read."""

    key: bytes
    document: Document
    packed: bytes = b""
    statements: int = 0
    metrics: int = 0
    failure: str = ""


Task = Callable[[Sequence[Job]], list[Reading]]


class Reader(Protocol):
    """Reads documents, in any order."""

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """A reading for each job, as soon as it is there. `jobs` is taken from as there is room."""


def read_document(key: bytes, document: Document) -> Reading:
    """Read one document. What goes wrong inside is told by the reading: one document must not cost all the others."""
    from kg.nlp import extract, load  # some seconds, which a build that reads nothing need not take
    from kg.readers import read_articles

    try:
        found = list(extract(load(), read_articles(document)))
    except Exception as exc:
        return Reading(key, document, failure=f"{type(exc).__name__}: {' '.join(str(exc).split())}")
    statements, metrics = sum(len(e.statements) for e in found), sum(len(e.metrics) for e in found)
    return Reading(key, document, pack(found), statements, metrics)


def batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs in batches of about BATCH characters."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job[1].text)
        if size >= BATCH or len(batch) == MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Here:
    """Reads in this process, one document after another."""

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """See Reader."""
        return (read_document(key, document) for key, document in jobs)


class Workers:
    """Reads in `count` processes of this machine, each with a pipeline of its own.

    A worker that dies is replaced and what it had read again, document by document; one that ends a worker a second time fails.
    """

    def __init__(self, count: int, task: Task | None = None) -> None:
        """`task` is what a worker does with a batch, in place of `read_batch`."""
        self.count = count
        self.task = task or read_batch
        self.broken: list[list[Job]] = []

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """See Reader. Whoever stops listening stops the workers."""
        waiting = batches(jobs)
        while True:
            yield from self._run(waiting)
            if not self.broken:
                return
            yield from self._singly(chain.from_iterable(self.broken))

    def _run(self, waiting: Iterator[list[Job]]) -> Iterator[Reading]:
        """Read batches until there are no more, or a worker dies: then what was given out and not read is kept in `broken`."""
        pending: dict[Future[list[Reading]], list[Job]] = {}
        self.broken = []
        with _pool(self.count) as pool:
            try:
                while True:
                    while len(pending) < self.count * _AHEAD and (batch := next(waiting, None)):
                        pending[pool.submit(self.task, batch)] = batch
                    if not pending:
                        return
                    for done in wait(pending, return_when=FIRST_COMPLETED).done:
                        readings = done.result()
                        del pending[done]
                        yield from readings
            except BrokenProcessPool:
                self.broken = list(pending.values())
            except BaseException:  # Ctrl-C, or nobody listens any more
                pool.shutdown(wait=False, cancel_futures=True)
                children = active_children()
                for child in children:
                    child.terminate()
                for child in children:
                    child.join()
                raise

    def _singly(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """Read one document at a time, so that it is known which one a worker dies of."""
        pool = _pool(1)
        try:
            for job in jobs:
                for last in (False, True):
                    try:
                        yield from pool.submit(self.task, [job]).result()
                        break
                    except BrokenProcessPool:
                        pool.shutdown()
                        pool = _pool(1)
                        if last:
                            yield Reading(*job, failure=DIED)
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(count: int) -> ProcessPoolExecutor:
    # Forked, a worker would inherit the networks of this process in whatever state they are.
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives out the work


def read_batch(batch: Sequence[Job]) -> list[Reading]:
    """What a worker does: read documents one after another."""
    return [read_document(key, document) for key, document in batch]


__all__ = ["Here", "Job", "Reader", "Reading", "Workers", "batches", "read_batch", "read_document"]
