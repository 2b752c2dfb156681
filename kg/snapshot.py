"""A copy of a graph's store that stays as it is while `kg build` puts another in its place.

Hard links where source and copy lie on one file system, so that it costs next to nothing; the store's files never change.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from kg.errors import StoreError
from kg.publish import part
from kg.store import GRAPH, STORE, ReadStore, open_store

_ATTEMPTS = 5
"""A build may put a new store in place while the old one is being copied; then it is copied again."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store that nothing else touches: its folder, and base IRI, folder and `identity` of the graph it was taken from."""

    folder: Path
    base: str
    graph: Path
    of: tuple[int, ...]

    def open(self) -> ReadStore:
        """Open it for reading.

        Raises:
            StoreError: it is gone or damaged.
        """
        try:
            return ReadStore(Store.read_only(str(self.folder)), self.base, self.graph)
        except (OSError, RuntimeError, ValueError) as exc:
            raise StoreError(f"{self.folder}: {exc}") from exc


def take(graph: Path, folder: Path) -> Snapshot:
    """Copy the store of the graph in `graph` (made anew if it is not of today's graph.nq) to `folder`, which must not exist.

    Raises:
        StoreError: there is no graph, it is damaged, or the copy cannot be written.
    """
    failure: Exception | None = None
    for _ in range(_ATTEMPTS):
        before = _identity(graph)
        store = open_store(graph)
        try:
            assert isinstance(store.store, Store)  # that of a folder
            store.store.backup(str(folder))
            if before is not None and _identity(graph) == before:
                return Snapshot(folder, store.base, graph, before)
        except (OSError, RuntimeError, ValueError) as exc:
            failure = exc
        shutil.rmtree(folder, ignore_errors=True)
    raise StoreError(f"{folder}: {failure or 'the graph keeps changing'}")


def identity(graph: Path) -> tuple[int, ...]:
    """What changes whenever a build puts another graph into the folder: file and time of graph.nq, and its store's folder.

    Raises:
        OSError: one of them is not there, as in the moment when a build swaps them.
    """
    file, store = (part(graph, name).stat() for name in (GRAPH, STORE))
    return file.st_ino, file.st_mtime_ns, file.st_size, store.st_ino


def _identity(graph: Path) -> tuple[int, ...] | None:
    try:
        return identity(graph)
    except OSError:
        return None
