"""Files that are written block by block, where a block that stands in the last files is copied instead of made.

All files of one set are written together: a block has its piece, maybe none, in each. The key of a block stands for all that
its bytes depend on, so that a set with copied blocks is the same, byte for byte, as one made anew.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from kg.ledger import key_of

Block = Mapping[str, bytes]
"""The pieces of a block by file name, each whole lines."""

_KEY = 16
_BUFFER = 1 << 20
_PORTION = 1 << 25
"""Bytes after which copying begins, while more may follow."""


def identity(place: Callable[[str], Path], names: tuple[str, ...]) -> bytes | None:
    """What changes when any of the files does: their sizes and times; None when one is not there."""
    try:
        stats = [place(name).stat() for name in names]
    except OSError:
        return None
    return key_of(*(number for stat in stats for number in (stat.st_size, stat.st_mtime_ns)))


class LastBlocks:
    """The blocks of the files that stand now, as `BlockWriter.record` told them."""

    def __init__(self, place: Callable[[str], Path], record: Mapping[str, Any]) -> None:
        keys = record["keys"]
        self.keys = [keys[i : i + _KEY] for i in range(0, len(keys), _KEY)]
        self.at = {key: number for number, key in enumerate(self.keys)}
        self.lengths: Mapping[str, array[int]] = record["lengths"]
        self.lines: array[int] = record["lines"]
        self._starts = {name: array("Q", accumulate(sizes, initial=0)) for name, sizes in self.lengths.items()}
        self._place = place

    def open(self, name: str) -> IO[bytes]:
        """One of the files."""
        return self._place(name).open("rb")

    def range(self, name: str, first: int, last: int) -> tuple[int, int]:
        """[start, end) in file `name` of the blocks from number `first` to `last`, both included."""
        starts = self._starts[name]
        return starts[first], starts[last + 1]


class BlockWriter:
    """Writes a set of files into `folder`; `last` has the blocks of the last set, if that is known and whole.

    Blocks stand in the files in the order of `put`. `counted` is the file whose lines are counted and whose hash is taken.
    """

    def __init__(self, folder: Path, names: tuple[str, ...], counted: str, last: LastBlocks | None) -> None:
        self._last = last
        self._counted = counted
        self._hash = hashlib.sha256()
        self._new = {name: (folder / name).open("wb") for name in names}
        self._old = {name: last.open(name) for name in names} if last else {}
        self._keys: dict[bytes, None] = {}
        self._lengths = {name: array("Q") for name in names}
        self._lines = array("Q")
        self._run: tuple[int, int] | None = None
        self._run_start = 0
        # Reading, hashing and writing leave the processor to Python: what is copied is copied while the next blocks are found.
        self._thread = ThreadPoolExecutor(1)
        self._copying: Future[None] | None = None
        self._size = 0
        self.added: list[tuple[int, int]] = []
        """[start, end) in the counted file of each block that the last set did not have."""

    def has(self, key: bytes) -> bool:
        """Whether `put` would copy the block."""
        return self._last is not None and key in self._last.at

    def put(self, key: bytes, make: Callable[[], Block]) -> int:
        """Write a block; `make` is called when it cannot be copied. A key comes once. How many lines of the counted file it has."""
        assert key not in self._keys, "a block twice"
        self._keys[key] = None
        number = self._last.at.get(key) if self._last else None
        if self._last is None or number is None:
            self._flush()
            block = make()
            self._wait()
            for name in self._new:
                self._append(name, block.get(name, b""))
                self._lengths[name].append(len(block.get(name, b"")))
            lines = block.get(self._counted, b"")
            self._lines.append(lines.count(b"\n"))
            self.added.append((self._size, self._size + len(lines)))
            self._size += len(lines)
            return self._lines[-1]
        if self._run is not None and number == self._run[1] + 1 and self._size - self._run_start < _PORTION:
            self._run = (self._run[0], number)
        else:
            self._flush()
            self._run, self._run_start = (number, number), self._size
        self._size += self._last.lengths[self._counted][number]
        return self._last.lines[number]

    def _flush(self) -> None:
        """Have the blocks copied that stand next to each other in the last set, in one go."""
        if self._run is not None:
            self._wait()
            self._copying = self._thread.submit(self._copy, *self._run)
            self._run = None

    def _wait(self) -> None:
        """Until what was to be copied is; its errors are raised here."""
        if self._copying is not None:
            copying, self._copying = self._copying, None
            copying.result()

    def _copy(self, first: int, last: int) -> None:
        assert self._last is not None
        self._lines.extend(self._last.lines[first : last + 1])
        for name, stream in self._old.items():
            self._lengths[name].extend(self._last.lengths[name][first : last + 1])
            start, end = self._last.range(name, first, last)
            stream.seek(start)
            while start < end:
                data = stream.read(min(_BUFFER, end - start))
                if not data:
                    raise OSError(f"{name}: shorter than it was")
                self._append(name, data)
                start += len(data)

    def _append(self, name: str, data: bytes) -> None:
        self._new[name].write(data)
        if name == self._counted:
            self._hash.update(data)

    @property
    def size(self) -> int:
        """Bytes of the counted file."""
        return self._size

    @property
    def changed(self) -> int:
        """Bytes of the counted file that the last set had or this one has, and not both."""
        return sum(end - start for start, end in (*self.removed(), *self.added))

    @property
    def lines(self) -> int:
        """How many lines the counted file has."""
        return sum(self._lines)

    @property
    def sha256(self) -> str:
        """The hash of the counted file, once the block is left."""
        return self._hash.hexdigest()

    def removed(self) -> Iterator[tuple[int, int]]:
        """[start, end) in the counted file of the last set of each block that this one has not."""
        if self._last is not None:
            for number, key in enumerate(self._last.keys):
                if key not in self._keys:
                    yield self._last.range(self._counted, number, number)

    def record(self) -> dict[str, Any]:
        """What `LastBlocks` needs to know of these files; kg.ledger keeps it."""
        return {"keys": b"".join(self._keys), "lengths": self._lengths, "lines": self._lines}

    def __enter__(self) -> BlockWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
                self._wait()
        finally:
            self._thread.shutdown()
            for stream in (*self._new.values(), *self._old.values()):
                stream.close()


__all__ = ["Block", "BlockWriter", "LastBlocks", "identity"]
