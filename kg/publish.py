"""Where the parts of a graph's folder lie, and how a build puts a new set of them in the place of the old one.

A build writes all parts into `.building-<pid>`, brings them to the disk and renames that folder to `.ready`: from this
moment on they are the graph, whoever dies when. Then each is moved over the one before. A reader takes a part from
`.ready` as long as it is there, and a build that died in between is finished by whoever comes next and may write.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

READY = ".ready"
_BUILDING = ".building-"
_OLD = ".old-"
_MAKING = ".store-"
"""A look-up that has to make the store anew does so in such a folder; its process id follows (kg.loading)."""


def part(folder: Path, name: str) -> Path:
    """Where a part of the graph in `folder` lies now: "graph.nq", "store", "articles.jsonl"."""
    ready = folder / READY / name
    return ready if ready.exists() else folder / name


def settle(folder: Path) -> None:
    """Finish for a build that died while it moved its parts; left alone where this process may not."""
    if not (folder / READY).is_dir():
        return
    from kg.lock import Held, Lock

    try:
        with Lock(folder, patience=0):
            finish(folder)
    except (Held, OSError):
        return  # `part` finds all of it where it is


def clean(folder: Path) -> None:
    """Finish or remove what dead builds left in `folder`, whose lock is held.

    Raises:
        OSError: it cannot be written.
    """
    finish(folder)
    for leftover in sorted(folder.iterdir()):
        dead = leftover.name.startswith((_BUILDING, _OLD)) or (leftover.name.startswith(_MAKING) and not _lives(leftover))
        if dead and leftover.is_dir():
            shutil.rmtree(leftover)


def _lives(making: Path) -> bool:
    """Whether the look-up that makes a store there is still at it, as far as can be told."""
    pid = making.name.removeprefix(_MAKING).partition("-")[0]
    if os.name == "nt" or not pid.isdecimal():  # on Windows asking would end it
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True


def stage(folder: Path) -> Path:
    """An empty folder for a build's parts, on the file system of `folder`, whose lock is held.

    Raises:
        OSError: `folder` cannot be written.
    """
    staging = folder / f"{_BUILDING}{os.getpid()}"
    staging.mkdir()
    return staging


def publish(staging: Path, folder: Path) -> None:
    """Make the parts in `staging` the graph of `folder`, whose lock is held.

    Raises:
        OSError: they cannot be brought to the disk; the graph is what it was.
    """
    for root, _, files in os.walk(staging):
        for name in files:
            path = Path(root) / name
            if path.stat().st_nlink == 1:  # what is also the last store's, by a hard link, was brought to the disk with that
                _sync(path)
        _sync(Path(root))
    staging.rename(folder / READY)
    _sync(folder)
    finish(folder)


def finish(folder: Path) -> None:
    """Move what lies in `.ready` to where it belongs; each step may be the last, and then this is called again."""
    ready = folder / READY
    if not ready.is_dir():
        return
    for new in sorted(ready.iterdir()):
        place = folder / new.name
        if new.is_dir() and place.exists():
            place.rename(_free(folder))
        new.replace(place)
    ready.rmdir()
    for old in sorted(folder.glob(f"{_OLD}*")):
        # A reader that opened it keeps its files.
        shutil.rmtree(old, ignore_errors=True)


def _free(folder: Path) -> Path:
    number = 0
    while (place := folder / f"{_OLD}{os.getpid()}-{number}").exists():
        number += 1
    return place


def _sync(path: Path) -> None:
    """Have the system write a file, or the list of files that a folder is, to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no such thing as opening a folder
    file = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


__all__ = ["READY", "clean", "finish", "part", "publish", "settle", "stage"]
