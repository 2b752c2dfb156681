"""The graph that the site shows: a snapshot with its workers, and the change to the next one when a build has put it in.

Requests hold on to the graph they began with; the old one goes when the last of them is done.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from kg.errors import KgError
from kg.i18n import t
from kg.server.limits import MIB, Limits
from kg.server.place import Place, remove_leftovers
from kg.server.pool import Answer, Pool, once
from kg.snapshot import Snapshot, identity, take

INTERVAL = 1.0
"""Seconds between two looks at the folder."""
_PAGE_SECONDS, _PAGE_MEMORY = 120.0, 4096 * MIB
"""The explorer is made once for a graph and language, and may cost more than a question."""

log = logging.getLogger(__name__)


class Generation:
    """One state of the graph, and what was made of it."""

    def __init__(self, snapshot: Snapshot, pool: Pool, place: Place) -> None:
        self.snapshot = snapshot
        self.pool = pool
        self._place = place
        self.users = 0
        self.retired = False
        self._pages: dict[str, asyncio.Task[Answer]] = {}

    async def page(self, lang: str) -> Answer:
        """The explorer; made when it is first asked for.

        Raises:
            TooLong, Exhausted: the graph is too large for it.
        """
        if lang not in self._pages:
            work = once(self.snapshot, _PAGE_SECONDS, _PAGE_MEMORY, "explorer", lang)
            self._pages[lang] = asyncio.ensure_future(work)
        return await asyncio.shield(self._pages[lang])  # the next one to ask needs it as well

    async def close(self) -> None:
        """End its workers and remove its files."""
        for task in self._pages.values():
            task.cancel()
        await asyncio.gather(*self._pages.values(), return_exceptions=True)
        await self.pool.close()
        await asyncio.to_thread(self._place.remove)


class Site:
    """A folder that `kg build` writes, as it is now."""

    def __init__(self, graph: Path, limits: Limits, lang: str, interval: float = INTERVAL) -> None:
        self.graph = graph
        self.limits = limits
        self.lang = lang
        self._interval = interval
        self._current: Generation | None = None
        self._watching: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the graph and watch the folder from then on.

        Raises:
            StoreError: there is no graph, or it is damaged.
        """
        await asyncio.to_thread(remove_leftovers, self.graph)
        self._current = await self._open()
        self._watching = asyncio.ensure_future(self._watch())

    async def close(self) -> None:
        """End everything, and leave nothing behind."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await asyncio.gather(*self._leaving, return_exceptions=True)
        if self._current is not None:
            await self._current.close()

    @contextlib.asynccontextmanager
    async def use(self) -> AsyncIterator[Generation]:
        """The graph of this moment; it stays open until the block is left."""
        generation = self._current
        assert generation is not None, "not started"
        generation.users += 1
        try:
            yield generation
        finally:
            generation.users -= 1
            self._let_go(generation)

    def _let_go(self, generation: Generation) -> None:
        if generation.retired and not generation.users:
            task = asyncio.ensure_future(generation.close())
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _open(self) -> Generation:
        place = await asyncio.to_thread(Place, self.graph)
        try:
            snapshot = await asyncio.to_thread(take, self.graph, place.folder / "store")
            pool = Pool(snapshot, self.limits)
            await pool.start()
        except BaseException:
            place.remove()
            raise
        return Generation(snapshot, pool, place)

    async def _watch(self) -> None:
        failed: tuple[int, ...] = ()
        while True:
            await asyncio.sleep(self._interval)
            old = self._current
            assert old is not None
            try:
                now = await asyncio.to_thread(identity, self.graph)
            except OSError:
                continue  # a build is just swapping the files
            if now in (old.snapshot.of, failed):
                continue
            try:
                self._current = await self._open()
            except (KgError, OSError, TimeoutError) as exc:
                failed = now
                log.warning(t("serve.kept", reason=exc))
                continue
            log.info(t("serve.switched"))
            old.retired = True
            self._let_go(old)
