"""What earlier builds worked out, by what it was worked out of: `ledger.sqlite` beside the graph.

A cache: without it a build takes longer and comes to the same. Keys are digests of everything a value depends on, so that
nothing in it is ever out of date. Only one process, the one that holds the folder's lock, opens it.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import sqlite3
import zlib
from array import _array_reconstructor, array  # type: ignore[attr-defined]
from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from kg import model
from kg.errors import KgError

LEDGER = "ledger.sqlite"
_VERSION = 1
_FILES = (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal")
_TABLES = ("sources", "readings", "blocks", "builds")
_MUCH = 0.5
"""The share of the file that may lie unused before it is written anew."""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_SCHEMA}

Table = Literal["sources", "readings", "blocks", "builds"]


class Broken(Exception):
    """The file is damaged; whoever opened it removes it and begins anew."""


class Full(KgError):
    """It cannot be written: the disk is full, or fails."""

    exit_code = 2


class Ledger:
    """An open ledger: `get` and `put` values of a table by key. What was put stays, even if the process is killed.

    A value is what `pack` takes. `prune` removes what neither was asked for nor put since the ledger was opened.
    """

    def __init__(self, folder: Path) -> None:
        """Open the ledger of `folder`, or begin one.

        Raises:
            Broken: it is damaged.
            Full: it cannot be written.
        """
        self._path = folder / LEDGER
        self._used: dict[str, set[bytes]] = {table: set() for table in _TABLES}
        with self._telling():
            self._db = sqlite3.connect(self._path, isolation_level=None)
        try:
            with self._telling():
                # Alone with it: no shared memory, which network file systems lack.
                for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL"):
                    self._db.execute(f"PRAGMA {pragma}").fetchall()
                self._make()
        except BaseException:
            self._db.close()
            raise

    def _make(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        self._db.execute("BEGIN")
        if version != _VERSION:
            for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                self._db.execute(f'DROP TABLE "{name}"')
        for table in _TABLES:
            self._db.execute(f"CREATE TABLE IF NOT EXISTS {table} (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        self._db.execute(f"PRAGMA user_version = {_VERSION}")
        self._db.execute("COMMIT")

    def get(self, table: Table, key: bytes) -> Any:
        """The value of a key, None when there is none.

        Raises:
            Broken: the file is damaged.
        """
        with self._telling():
            found = self._db.execute(f"SELECT value FROM {table} WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        self._used[table].add(key)
        return unpack(found[0])

    def has(self, table: Table, key: bytes) -> bool:
        """Whether there is a value; that it was asked for keeps it."""
        with self._telling():
            found = self._db.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone()
        if found:
            self._used[table].add(key)
        return found is not None

    def put(self, table: Table, key: bytes, value: Any) -> None:
        """Keep a value.

        Raises:
            Full: it cannot be written.
        """
        self.put_packed(table, key, pack(value))

    def put_packed(self, table: Table, key: bytes, data: bytes) -> None:
        """Keep what `pack` made of a value, as another process may have done."""
        with self._telling():
            self._db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, data))
        self._used[table].add(key)

    def prune(self) -> None:
        """Remove what this build had no use for."""
        with self._telling():
            self._db.execute("BEGIN")
            for table, used in self._used.items():
                keys = [key for (key,) in self._db.execute(f"SELECT key FROM {table}")]
                self._db.executemany(f"DELETE FROM {table} WHERE key = ?", ((key,) for key in keys if key not in used))
            self._db.execute("COMMIT")
            unused, pages = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
            if unused > _MUCH * pages:
                self._db.execute("VACUUM")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as exc:
            code = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF in _BROKEN:
                raise Broken(str(exc)) from exc
            raise Full(f"{self._path}: {exc}") from exc


def remove(folder: Path) -> None:
    """Forget all that the ledger of `folder` holds."""
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)


def key_of(*parts: object) -> bytes:
    """A key: 16 bytes of hash over parts that are text, bytes or numbers, each with its length."""
    whole = bytearray()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        whole += len(data).to_bytes(8)
        whole += data
    return blake2b(whole, digest_size=16).digest()


def pack(value: Any) -> bytes:
    """A value of plain Python, of kg.model's classes, Decimals and arrays as bytes with a check sum."""
    return zlib.compress(pickle.dumps(value, protocol=5), 1)


def unpack(data: bytes) -> Any:
    """The other way about; nothing but such values can come of it, whoever wrote the bytes.

    Raises:
        Broken: the bytes are none of `pack`'s.
    """
    try:
        return _Reader(io.BytesIO(zlib.decompress(data))).load()
    except (zlib.error, pickle.UnpicklingError, ValueError, TypeError, EOFError, IndexError, KeyError, AttributeError) as exc:
        raise Broken(str(exc)) from exc


class _Reader(pickle.Unpickler):
    """Makes objects of these classes and calls no other code."""

    def find_class(self, module: str, name: str) -> Any:
        found = _KNOWN.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


_KNOWN: dict[tuple[str, str], Any] = {
    ("decimal", "Decimal"): Decimal,
    ("array", "array"): array,
    ("array", "_array_reconstructor"): _array_reconstructor,
} | {
    ("kg.model", name): thing
    for name, thing in vars(model).items()
    if isinstance(thing, type) and hasattr(thing, "__dataclass_fields__")
}

__all__ = ["LEDGER", "Broken", "Full", "Ledger", "key_of", "pack", "remove", "unpack"]
