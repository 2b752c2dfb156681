"""One build an output folder: a file that its owner keeps locked as long as it lives, and that says who that is.

The operating system lets go of the lock when its owner ends, however it ends; a file that nobody holds but that still
names an owner was left by a process that died, and is taken over.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from kg.errors import InputError
from kg.i18n import t

LOCK = ".lock"
_PAUSE = 0.05
_MANY = 4096
"""Bytes of a lock file that are read; ours has some hundred."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process that holds a lock; `started` is when it was started, as the system tells ("" where it does not)."""

    pid: int
    host: str
    started: str
    command: str


class Held(InputError):
    """Another process is building in this folder."""


class Lock:
    """A folder's lock, held until the `with` block is left. `stale` is the dead process that left it, if one did."""

    def __init__(self, folder: Path, patience: float = 1.0) -> None:
        """Take the lock of `folder`, which exists; wait `patience` seconds for whoever holds it.

        Raises:
            Held: it is still held then.
            OSError: the folder cannot be written.
        """
        self._path = folder / LOCK
        until = time.monotonic() + patience
        while (file := _locked(self._path)) is None:
            if time.monotonic() >= until:
                raise Held(t("error.build.held", place=folder, owner=_told(_owner(self._path))))
            time.sleep(_PAUSE)
        self._file = file
        self.stale = _owner(self._path)
        os.truncate(self._file, 0)
        os.write(self._file, (json.dumps(asdict(_myself()), ensure_ascii=False) + "\n").encode())

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            os.truncate(self._file, 0)
        with contextlib.suppress(OSError):  # Windows keeps a file that is open; an empty one names nobody
            self._path.unlink()
        os.close(self._file)


def _locked(path: Path) -> int | None:
    """The lock file, open and locked by us; None when another process has it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        # Whoever had it may have removed it in between: then what is locked here is no longer the folder's lock.
        if _try(file) and os.path.samestat(os.fstat(file), path.stat()):
            return file
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _try(file: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _MANY, os.SEEK_SET)  # behind the words, which others want to read
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(path: Path) -> Owner | None:
    """Who the lock file names; None while it names nobody."""
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.read(_MANY))
        return Owner(int(found["pid"]), str(found["host"]), str(found["started"]), str(found["command"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _myself() -> Owner:
    command = " ".join(["kg", *sys.argv[1:]])
    return Owner(os.getpid(), platform.node(), _started(), command)


def _started() -> str:
    """When this process was started, local time."""
    try:
        ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
        boot = next(
            int(line.split()[1])
            for line in Path("/proc/stat").read_text(encoding="utf-8").splitlines()
            if line.startswith("btime ")
        )
    except (OSError, ValueError, StopIteration):  # no /proc outside Linux
        return ""
    return datetime.fromtimestamp(boot + ticks / os.sysconf("SC_CLK_TCK")).isoformat(" ", "seconds")


def _told(owner: Owner | None) -> str:
    if owner is None:
        return "?"
    since = f", {owner.started}" if owner.started else ""
    return f"pid {owner.pid} @ {owner.host}{since}: {owner.command}"


def describe(owner: Owner) -> str:
    """An owner in one line: "pid 4711 @ host, 2026-11-25 17:03:11: kg build seeds"."""
    return _told(owner)


__all__ = ["LOCK", "Held", "Lock", "Owner", "describe"]
