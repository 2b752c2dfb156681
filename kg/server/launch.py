"""How a worker process is started."""

from __future__ import annotations

import json
import sys

from kg.snapshot import Snapshot


def command(snapshot: Snapshot, memory: int) -> list[str]:
    """The command line of a worker over `snapshot` that may take `memory` bytes; see kg.server.worker."""
    settings = {
        "folder": str(snapshot.folder.absolute()),
        "graph": str(snapshot.graph),
        "base": snapshot.base,
        "memory": memory,
    }
    # -P: modules that lie in the folder where kg was called are none of ours.
    return [sys.executable, "-P", "-m", "kg.server.worker", json.dumps(settings)]
