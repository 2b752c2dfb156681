"""Documents read on many machines, by dask.distributed: who reads what, what a lost worker had, spill and dashboard are Dask's affair.

What a worker does with a batch is what a process of one machine does (kg.reading), so that the result is the same, byte for byte.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from kg.engine import engine
from kg.errors import InputError
from kg.i18n import t
from kg.reading import Job, Reading, Task, batches, read_batch

if TYPE_CHECKING:
    from distributed import Client

DIED = "whichever process reads it dies"
_AHEAD = 2
"""Batches in flight for each worker: none stands idle, and no more of the input than that is in memory."""
_PAUSE = 0.1
"""Seconds between two looks at the scheduler."""
_SETTINGS: dict[str, object] = {
    # A long text is no mistake.
    "distributed.admin.large-graph-warning-threshold": "1 GiB",
    # Two deaths are enough to ask which document of a batch it is; for schedulers that are started here.
    "distributed.scheduler.allowed-failures": 1,
    "distributed.worker.preload": [__name__],
}


class Unfit(Exception):
    """A worker has another version of kg, its models or its libraries, or several threads: it must not read."""


class Cluster:
    """Reads with the workers of a Dask scheduler, or of one that is started on this machine.

    A worker may die or come at any time. A document that kills whoever reads it fails, and costs no other. A worker of another
    version of kg, or of several threads (the networks are for one), is refused and told.
    """

    def __init__(
        self, scheduler: str = "", workers: int = 1, tell: Callable[[str], None] = print, task: Task = read_batch
    ) -> None:
        """
        Args:
            scheduler: Its address (tcp://host:8786, tls://…); "" starts one with `workers` processes.
            workers: How many, where a scheduler is started.
            tell: Is given a line for people now and then.
            task: What a worker does with a batch.

        Raises:
            InputError: dask.distributed is not installed.
        """
        try:
            import distributed  # noqa: F401
        except ImportError as exc:
            raise InputError(t("cluster.missing")) from exc
        self.scheduler = scheduler
        self.workers = workers
        self.tell = tell
        self.task = task
        self._known: set[str] = set()

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """See kg.reading.Reader. Whoever stops listening cancels what was not read.

        Raises:
            InputError: there is no scheduler, it went away and did not come back, or no worker of this version is left.
        """
        waiting = batches(jobs)
        first = next(waiting, None)
        if first is None:  # a build that reads nothing asks nobody
            return
        with self._connected() as client:
            suspects: list[Job] = []
            yield from self._run(client, chain([first], waiting), suspects)
            # Alone, so that whoever dies dies of this document.
            for job in suspects:
                failed: list[Job] = []
                yield from self._run(client, iter([[job]]), failed)
                yield from (Reading(*job, failure=DIED) for job in failed)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Client]:
        import dask
        import distributed
        from distributed.comm.addressing import get_address_host_port

        with contextlib.ExitStack() as stack:
            stack.enter_context(dask.config.set(_SETTINGS))
            stack.enter_context(_quiet())
            try:
                address: Any = self.scheduler
                if address:
                    # What a client would fail at without closing.
                    get_address_host_port(address)
                    if distributed.Security().get_connection_args("client")["ssl_context"] is None and "s://" in address:
                        raise ValueError(t("cluster.tls"))
                else:
                    # One thread a process, on this machine alone.
                    cluster = distributed.LocalCluster(
                        n_workers=self.workers,
                        threads_per_worker=1,
                        processes=True,
                        dashboard_address="127.0.0.1:0",
                        silence_logs=logging.CRITICAL,
                    )
                    address = stack.enter_context(cluster)
                client = stack.enter_context(distributed.Client(address, set_as_default=False))
            except (OSError, ValueError, RuntimeError) as exc:
                raise InputError(t("cluster.connect", place=self._place, reason=_words(exc))) from exc
            self._known = set()
            self._inspect(client)
            if not self._known:
                self.tell(t("cluster.waiting", place=self._place))
            yield client

    @property
    def _place(self) -> str:
        return self.scheduler or "LocalCluster"

    def _run(self, client: Client, waiting: Iterator[list[Job]], killed: list[Job]) -> Iterator[Reading]:
        """Read batches until there are no more; those that cost several workers their lives go into `killed`."""
        from distributed import as_completed

        pending: dict[object, tuple[Any, list[Job]]] = {}
        ahead: list[list[Job]] = []  # the next batch, and those that got lost
        completed = as_completed(loop=client.loop)
        try:
            while True:
                workers = self._count(client)
                self._alive(client)
                ahead = ahead or list(islice(waiting, 1))
                while ahead and len(pending) < _AHEAD * workers:
                    with _asking(client):
                        future = client.submit(_work, engine().reading, self.task, ahead[-1], pure=False)
                        pending[future.key] = future, ahead.pop()
                        completed.add(future)
                    self._alive(client)
                    ahead = ahead or list(islice(waiting, 1))
                if not pending:
                    if not ahead:
                        return
                    time.sleep(_PAUSE)  # nothing is given out before somebody fit to read it is there
                    continue
                while not completed.has_ready():
                    time.sleep(_PAUSE)
                    self._count(client)
                future = next(completed)
                _, batch = pending.pop(future.key)
                ahead.append(batch)  # unless it comes to an end
                readings: list[Reading] = []
                with _asking(client):
                    if future.status == "finished":
                        readings = future.result()
                        ahead.pop()
                    elif future.status == "error" and self._failed(client, future.exception()):
                        killed += ahead.pop()
                yield from readings
        finally:
            if pending and client.status == "running":
                with _asking(client):
                    client.cancel([future for future, _ in pending.values()], force=True)

    def _failed(self, client: Client, error: BaseException) -> bool:
        """Whether a batch killed its workers; not so where it only met the wrong ones.

        Raises:
            InputError: it is neither.
        """
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return True
        if isinstance(error, Unfit):
            self._known.clear()  # it may have the address of another that was there before
        if not self._inspect(client) and not isinstance(error, Unfit):
            raise InputError(t("cluster.error", place=self._place, reason=_words(error))) from error
        return False

    def _alive(self, client: Client) -> None:
        """Wait while the client looks for a scheduler that it lost.

        Raises:
            InputError: it gave up.
        """
        while client.status == "connecting":
            time.sleep(_PAUSE)
        if client.status != "running":
            raise InputError(t("cluster.gone", place=self._place))

    def _count(self, client: Client) -> int:
        """How many workers there are; those that came are looked at first."""
        with _asking(client):  # else the batches in flight will tell
            self._inspect(client)
            return len(client.nthreads())
        return 0

    def _inspect(self, client: Client) -> int:
        """Refuse the workers that would read otherwise than this process, of those that nobody looked at yet: how many there were.

        Raises:
            InputError: there were some, and no other is left.
        """
        lines: list[str] = []
        with _asking(client):
            threads = client.nthreads()
            if not set(threads) - self._known:
                return 0
            engines = client.run(_engine, workers=sorted(set(threads) - self._known), on_error="return")
            refused = {}
            for address, said in sorted(engines.items()):
                if isinstance(said, OSError):  # gone
                    continue
                if isinstance(said, BaseException):
                    refused[address] = t("cluster.refused.broken", reason=_words(said))
                elif said != engine().reading:
                    refused[address] = t("cluster.refused.version", theirs=said[:12], ours=engine().reading[:12])
                elif threads.get(address, 1) > 1:
                    refused[address] = t("cluster.refused.threads", threads=threads[address])
                else:
                    self._known.add(address)
            if not refused:
                return 0
            client.retire_workers(list(refused))
            lines = [f"{address}: {reason}" for address, reason in refused.items()]
            if not client.nthreads():
                raise InputError(t("cluster.none", place=self._place, reason=lines[0]))
        for line in lines:
            self.tell(line)
        return len(lines)


@contextlib.contextmanager
def _asking(client: Client) -> Iterator[None]:
    """Whoever asks a scheduler that is gone, or on its way back, gets no answer."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (OSError, CancelledError, ClosedClientError):
        pass
    except RuntimeError:  # its connections are closed
        if client.status == "running":
            raise


def dask_setup(worker: object) -> None:
    """Run by Dask in each worker that is started here: Ctrl-C is for the process that gives out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _engine() -> str:
    """Asked of a worker: what decides what it reads out of a text."""
    return engine().reading


def _work(reading: str, task: Task, batch: Sequence[Job]) -> list[Reading]:
    """What a worker does."""
    from distributed import get_worker

    if engine().reading != reading or get_worker().state.nthreads > 1:  # it came when nobody looked
        raise Unfit
    return task(batch)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What concerns people is told in a line of ours; Dask's log would tell it in its own words beside that."""
    handlers = [(handler, handler.level) for handler in logging.getLogger("distributed").handlers]
    for handler, _ in handlers:
        handler.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for handler, level in handlers:
            handler.setLevel(level)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


__all__ = ["DIED", "Cluster", "Unfit"]
