"""Where a snapshot lies: a folder of this process's own, that a later server removes if this one could not."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

_PREFIX = ".serving-"
_LOCK = "lock"


class Place:
    """A new folder inside the graph's own, so that hard links work; elsewhere when that cannot be written.

    It holds a file that stays locked as long as this process lives, by which `remove_leftovers` tells.
    """

    def __init__(self, graph: Path) -> None:
        within = graph if os.access(graph, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=within))
        new = self.folder / "new"
        self._lock = new.open("wb")
        _try_lock(self._lock.fileno())
        new.rename(self.folder / _LOCK)

    def remove(self) -> None:
        """Remove the folder and all in it."""
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_leftovers(graph: Path) -> None:
    """Remove the folders in `graph` whose process is gone."""
    for lock in sorted(graph.glob(f"{_PREFIX}*/{_LOCK}")):
        # Another server may be faster, or the folder may not be ours to remove: nothing depends on it.
        with contextlib.suppress(OSError), lock.open("r+b") as stream:
            if _try_lock(stream.fileno()):
                shutil.rmtree(lock.parent, ignore_errors=True)


def _try_lock(file: int) -> bool:
    """Lock an open file; False when another process has it, and on Windows, where such folders stay."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
