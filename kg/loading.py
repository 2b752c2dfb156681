"""graph.nq → the store that look-ups open: loaded whole, or made from the last store by what changed in the file.

A new store is made beside the old one and then put in its place; nothing is changed when that fails.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.errors import StoreError
from kg.i18n import t

_SOURCE = "source.json"
"""Inside the store: what it was made from. RocksDB leaves files that it does not know alone."""

_GRAPHS = ("graph/entities", "graph/fields", "graph/partnerships")
"""Ends of the named graphs that every kg graph has; what stands before them is its base IRI (docs/architecture.md)."""

_PIECE = 1 << 25
"""Bytes of graph.nq that are loaded together. 700 MB in pieces of 32 MB take 265 MB of memory, of 128 MB 780, and as long; as a whole 1,600."""
_AT_ONCE = 10_000
"""Quads that go into the store together."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a store was made from: hash, size and time of graph.nq, and the base IRI found in it."""

    sha256: str
    size: int
    mtime_ns: int
    base: str


def recorded(store_dir: Path) -> Source | None:
    """What the store says it was made from; None when it does not say, which counts as no store."""
    try:
        record = json.loads((store_dir / _SOURCE).read_text(encoding="utf-8"))
        return Source(str(record["sha256"]), int(record["size"]), int(record["mtime_ns"]), str(record["base"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def current(graph: Path, store_dir: Path) -> Source | None:
    """The store's record if it was made from `graph` as it is now, else None.

    Raises:
        OSError: there is no such file.
    """
    source = recorded(store_dir)
    if source is None:
        return None
    now = graph.stat()
    # As make does it: a file of the same size and time is the same file. Hashing a large graph would cost more than the look-up.
    if (now.st_size, now.st_mtime_ns) == (source.size, source.mtime_ns):
        return source
    return source if now.st_size == source.size and sha256(graph) == source.sha256 else None


def disown(store_dir: Path) -> None:
    """Mark a damaged store as none, so that it is made anew."""
    (store_dir / _SOURCE).unlink(missing_ok=True)


def rebuild(graph_nq: Path, store_dir: Path) -> None:
    """Load `graph_nq` into a new store and put it where `store_dir` is.

    A store there that was made from the same file meanwhile, by another process, is left as it is.

    Raises:
        StoreError: the file is missing, is no N-Quads or no graph of kg, or the store cannot be written.
    """
    import tempfile  # it costs a look-up, which does not rebuild, some milliseconds

    try:
        staging = Path(tempfile.mkdtemp(prefix=f".{store_dir.name}-{os.getpid()}-", dir=store_dir.parent))
    except OSError as exc:
        raise StoreError(f"{store_dir}: {exc.strerror or exc}") from exc
    try:
        new = staging / "new"
        load(graph_nq, new)
        _swap(new, store_dir, staging / "old")
    except OSError as exc:
        raise StoreError(f"{store_dir}: {exc.strerror or exc}") from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def load(graph_nq: Path, folder: Path) -> None:
    """Load `graph_nq` into a new store at `folder`.

    Raises:
        StoreError: as `rebuild`.
        OSError: the store cannot be written.
    """
    try:
        before = graph_nq.stat()
        digest = sha256(graph_nq)
    except OSError as exc:
        raise StoreError(f"{graph_nq}: {exc.strerror or exc}") from exc
    with _writing(folder):
        store = Store(str(folder))
        lines = 0
        with graph_nq.open("rb") as stream:
            while piece := stream.read(_PIECE):
                piece += stream.readline()
                try:
                    store.bulk_load(piece, format=RdfFormat.N_QUADS)
                except SyntaxError as exc:
                    line = lines + (exc.lineno or _bad_line(str(exc)))
                    reason = re.sub(r"at line \d+", f"at line {line}", reason_of(exc))
                    raise StoreError(t("error.graph.syntax", place=f"{graph_nq}:{line}", reason=reason)) from exc
                lines += piece.count(b"\n")
        base = base_of(store, graph_nq)
        store.flush()
    _record(folder, Source(digest, before.st_size, before.st_mtime_ns, base))


def update(last: Path, removed: Iterable[bytes], added: Iterable[bytes], graph_nq: Path, digest: str, folder: Path) -> None:
    """Make the store of `graph_nq` at `folder` from the store `last` of another state of that file.

    Args:
        last: A store, which is left as it is; the new one shares its files (hard links).
        removed: Pieces of N-Quads that the other state has and this one has not; no quad stands in two pieces.
        added: Pieces that this one has and the other has not.
        graph_nq: The file as it is now, and `digest` its SHA-256.
        folder: Where the new store goes.

    Raises:
        StoreError, OSError: a store cannot be read or written.
    """
    source = recorded(last)
    assert source is not None, "not a store"
    with _writing(folder):
        Store.read_only(str(last)).backup(str(folder))
        store = Store(str(folder))
        for piece in removed:
            for quad in parse(piece, format=RdfFormat.N_QUADS):
                store.remove(quad)
        quads = (quad for piece in added for quad in parse(piece, format=RdfFormat.N_QUADS))
        while some := list(islice(quads, _AT_ONCE)):
            store.extend(some)
        store.flush()
    stat = graph_nq.stat()
    _record(folder, Source(digest, stat.st_size, stat.st_mtime_ns, source.base))


def sha256(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reason_of(error: SyntaxError) -> str:
    """What the engine says of a syntax error, in one line."""
    return " ".join(str(error.msg or error).split())


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """The engine says in several ways that it cannot write."""
    try:
        yield
    except (RuntimeError, ValueError) as exc:
        raise StoreError(f"{folder}: {exc}") from exc


def _record(folder: Path, source: Source) -> None:
    (folder / _SOURCE).unlink(missing_ok=True)  # never through a hard link into the last store
    (folder / _SOURCE).write_text(json.dumps(asdict(source)) + "\n", encoding="utf-8", newline="\n")


def _bad_line(message: str) -> int:
    found = re.search(r"line (\d+)", message)
    return int(found.group(1)) if found else 1


def base_of(store: Store, graph_nq: Path) -> str:
    """The base IRI of a graph of kg, loaded from a file.

    Raises:
        StoreError: it is none.
    """
    for graph in store.named_graphs():
        for end in _GRAPHS:
            if isinstance(graph, NamedNode) and graph.value.endswith(end):
                return graph.value.removesuffix(end)
    raise StoreError(t("error.graph.foreign", place=graph_nq))


def _swap(new: Path, place: Path, old: Path) -> None:
    made, there = recorded(new), recorded(place)
    if made is not None and there is not None and made.sha256 == there.sha256:
        return  # another process was faster, and may be reading it by now
    with contextlib.suppress(FileNotFoundError):
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        # Faster by a hair; what it put there is as good.
        if recorded(place) is None:
            raise


__all__ = ["Source", "base_of", "current", "disown", "load", "reason_of", "rebuild", "recorded", "sha256", "update"]
