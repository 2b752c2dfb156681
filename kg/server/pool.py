"""Worker processes over one snapshot: each runs one question, and is ended when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.server.limits import Limits
from kg.snapshot import Snapshot

_HEAD = 64 * 1024
"""Bytes of the line before an answer, at most."""
_START = 60.0
"""Seconds that a worker may take to start."""
_POLITE = 10
"""How much a long question gives way to others, as nice(1) counts."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker said: an HTTP status, the name of the form (see kg.server.negotiate), the bytes."""

    status: int
    form: str
    headers: dict[str, str]
    body: bytes


class Busy(KgError):
    """There is no worker for this question now; it may be asked again."""


class TooLong(KgError):
    """The question was ended at its time limit."""


class Exhausted(KgError):
    """The worker ended by itself: the question needed more memory than it may have, or broke the engine."""


class Worker:
    """One process. It is asked one thing at a time, and of no use once `alive` is false."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.alive = True
        self.fresh = True

    @classmethod
    async def start(cls, snapshot: Snapshot, memory: int) -> Worker:
        """Start one that may take `memory` bytes and wait until it is ready.

        Raises:
            Exhausted: it ended at once, as when the snapshot is damaged.
        """
        settings = {
            "folder": str(snapshot.folder.absolute()),
            "graph": str(snapshot.graph),
            "base": snapshot.base,
            "memory": memory,
        }
        worker = cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kg.server.worker", json.dumps(settings)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_HEAD,
            )
        )
        try:
            await asyncio.wait_for(worker._receive(), _START)
        except BaseException:
            await worker.end()
            raise
        return worker

    async def ask(self, question: dict[str, Any]) -> Answer:
        """The answer to a question.

        Raises:
            Exhausted: the process ended instead.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as exc:
            raise Exhausted("the worker is gone") from exc
        return await self._receive()

    async def _receive(self) -> Answer:
        assert self._process.stdout is not None
        try:
            head = json.loads(await self._process.stdout.readline() or b"null")
            if head is None:
                raise Exhausted("the worker ended")
            body = await self._process.stdout.readexactly(head["length"])
        except asyncio.IncompleteReadError as exc:
            raise Exhausted("the worker ended") from exc
        return Answer(head["status"], head["form"], head["headers"], body)

    def yield_to_others(self) -> None:
        """Let questions that come later go first. There is no way back, so such a worker is not used again."""
        self.fresh = False
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _POLITE)

    async def end(self) -> None:
        """End it at once, whatever it is doing."""
        self.alive = False
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """The workers over one snapshot."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._snapshot = snapshot
        self._limits = limits
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers: set[Worker] = set()
        self._waiting = self._slow = 0
        self._replacing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start all workers.

        Raises:
            Exhausted: one could not be started.
        """
        try:
            await asyncio.gather(*(self._add() for _ in range(self._limits.workers)))
        except BaseException:
            await self.close()
            raise

    async def _add(self) -> None:
        worker = await Worker.start(self._snapshot, self._limits.memory)
        self._workers.add(worker)
        if self._closed:
            await self._discard(worker)
        else:
            self._idle.put_nowait(worker)

    async def run(self, task: str, lang: str, **arguments: Any) -> Answer:
        """Have a worker do one of kg.server.tasks.

        Raises:
            Busy: too many wait already, none was free in time, or too many long questions run.
            TooLong: it took longer than it may.
            Exhausted: it took more memory than it may.
        """
        seconds = self._limits.seconds
        worker = await self._free()
        question = {"task": task, "lang": lang, "seconds": seconds, "arguments": arguments}
        try:
            return await self._timed(worker, question)
        except BaseException:  # also when the client has gone and nobody waits for the answer
            worker.fresh = False
            raise
        finally:
            if worker.fresh:
                self._idle.put_nowait(worker)
            else:
                # Not awaited: the answer is there, and whoever asked need not wait for the next worker.
                self._replace(worker)

    async def _free(self) -> Worker:
        if self._waiting >= self._limits.waiting:
            raise Busy("too many questions wait")
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), self._limits.seconds)
        except TimeoutError as exc:
            raise Busy("no worker was free in time") from exc
        finally:
            self._waiting -= 1

    async def _timed(self, worker: Worker, question: dict[str, Any]) -> Answer:
        asked = asyncio.ensure_future(worker.ask(question))
        quick = min(self._limits.quick, self._limits.seconds)
        slow = False
        try:
            done, _ = await asyncio.wait({asked}, timeout=quick)
            if not done:
                if self._slow >= self._limits.slow:
                    raise Busy("too many long questions run")
                self._slow += 1
                slow = True
                worker.yield_to_others()
                done, _ = await asyncio.wait({asked}, timeout=self._limits.seconds - quick)
                if not done:
                    raise TooLong("the time limit was reached")
            return asked.result()
        finally:
            self._slow -= slow
            asked.cancel()

    def _replace(self, worker: Worker) -> None:
        async def replace() -> None:
            await self._discard(worker)
            while not self._closed:
                try:
                    return await self._add()
                except (Exhausted, OSError, TimeoutError) as exc:
                    log.warning("a worker did not start: %s", exc)
                    await asyncio.sleep(1)

        task = asyncio.ensure_future(replace())
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _discard(self, worker: Worker) -> None:
        self._workers.discard(worker)
        await worker.end()

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        await asyncio.gather(*(self._discard(worker) for worker in list(self._workers)))
        await asyncio.gather(*self._replacing, return_exceptions=True)


async def once(
    snapshot: Snapshot, seconds: float, memory: int, task: str, lang: str, **arguments: Any
) -> Answer:
    """Have a task done by a worker of its own, with limits of its own; for what is done once a snapshot.

    Raises:
        TooLong: it took longer than `seconds`.
        Exhausted: it took more than `memory` bytes.
    """
    worker = await Worker.start(snapshot, memory)
    question = {"task": task, "lang": lang, "seconds": seconds, "arguments": arguments}
    try:
        return await asyncio.wait_for(worker.ask(question), seconds)
    except TimeoutError as exc:
        raise TooLong("the time limit was reached") from exc
    finally:
        await worker.end()
