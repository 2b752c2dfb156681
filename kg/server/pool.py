"""Worker processes over one snapshot: each runs one question, and is ended when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.server.launch import command
from kg.server.limits import PATIENCE, Limits, used
from kg.snapshot import Snapshot

_HEAD = 64 * 1024
"""Bytes of the line before an answer, at most."""
_START = 60.0
"""Seconds that a worker may take to start."""
_TICK = 0.02
"""Seconds between two looks at a worker whose time is nearly over."""
_GRACE = 2.0
"""Seconds that the pool gets to end a worker before the kernel does."""
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


class _Long(Exception):
    """The question takes long, and there is no place for it now."""


class Exhausted(KgError):
    """The worker ended by itself: the question needed more memory than it may have, or broke the engine."""


class Clock:
    """What a process has had since now: time of a processor (`worked`) and time on the clock (`lasted`), in seconds."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._worked = used(pid)
        self._began = time.monotonic()

    def worked(self) -> float:
        """The same as `lasted` where the system does not tell."""
        now = used(self._pid)
        return self.lasted() if now is None or self._worked is None else now - self._worked

    def lasted(self) -> float:
        """By the clock."""
        return time.monotonic() - self._began


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
        worker = cls(
            await asyncio.create_subprocess_exec(
                *command(snapshot, memory),
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

    def clock(self) -> Clock:
        """Counts from now."""
        return Clock(self._process.pid)

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
        self._waiting = 0
        self._places = asyncio.Semaphore(limits.slow)
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
            Busy: too many wait already, or none was free in time.
            TooLong: it took longer than it may.
            Exhausted: it took more memory than it may.
        """
        seconds = self._limits.seconds
        question = {"task": task, "lang": lang, "seconds": seconds + _GRACE, "arguments": arguments}
        try:
            return await self._try(question, None)
        except _Long:
            # Ended, so that its worker is free for short ones; it begins again when it may take long.
            async with self._place() as place:
                return await self._try(question, place)

    async def _try(self, question: dict[str, Any], place: asyncio.Semaphore | None) -> Answer:
        worker = await self._free()
        try:
            return await self._timed(worker, question, place)
        except BaseException:  # also when the client has gone and nobody waits for the answer
            worker.fresh = False
            raise
        finally:
            if worker.fresh:
                self._idle.put_nowait(worker)
            else:
                # Not awaited: the answer is there, and whoever asked need not wait for the next worker.
                self._replace(worker)

    @contextlib.asynccontextmanager
    async def _place(self) -> AsyncIterator[asyncio.Semaphore]:
        """A place for a long question."""
        async with self._queue():
            await asyncio.wait_for(self._places.acquire(), PATIENCE * self._limits.seconds)
        try:
            yield self._places
        finally:
            self._places.release()

    async def _free(self) -> Worker:
        async with self._queue():
            return await asyncio.wait_for(self._idle.get(), PATIENCE * self._limits.seconds)

    @contextlib.asynccontextmanager
    async def _queue(self) -> AsyncIterator[None]:
        if self._waiting >= self._limits.waiting:
            raise Busy("too many questions wait")
        self._waiting += 1
        try:
            yield
        except TimeoutError as exc:
            raise Busy("no worker was free in time") from exc
        finally:
            self._waiting -= 1

    async def _timed(
        self, worker: Worker, question: dict[str, Any], place: asyncio.Semaphore | None
    ) -> Answer:
        clock = worker.clock()
        asked = asyncio.ensure_future(worker.ask(question))
        taken = False
        try:
            if await self._finished(asked, clock, min(self._limits.quick, self._limits.seconds)):
                return asked.result()
            if place is None:
                if self._places.locked():
                    raise _Long
                await self._places.acquire()  # at once, since it is not locked
                taken = True
            worker.yield_to_others()
            if await self._finished(asked, clock, self._limits.seconds):
                return asked.result()
            raise TooLong("the time limit was reached")
        finally:
            if taken:
                self._places.release()
            asked.cancel()

    async def _finished(self, asked: asyncio.Future[Answer], clock: Clock, seconds: float) -> bool:
        """Whether there is an answer before the worker has had `seconds` of a processor, or PATIENCE times that went by."""
        while True:
            left = min(seconds - clock.worked(), PATIENCE * seconds - clock.lasted())
            if left <= 0:
                return asked.done()
            done, _ = await asyncio.wait({asked}, timeout=max(left, _TICK))
            if done:
                return True

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
    question = {"task": task, "lang": lang, "seconds": seconds + _GRACE, "arguments": arguments}
    try:
        return await asyncio.wait_for(worker.ask(question), seconds)
    except TimeoutError as exc:
        raise TooLong("the time limit was reached") from exc
    finally:
        await worker.end()
