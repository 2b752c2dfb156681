"""`kg build` as people run it, over articles of benchmarks/articles.py: documents a minute on one core and two, and memory by documents."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from measure import median, run, script, tell


def measure(work: Path, sizes: list[int], rounds: int) -> dict[str, Any]:
    """Whole builds from nothing by number of documents, in one process on one core and in two on two."""
    found: dict[str, Any] = {}
    for count in sizes:
        folder = work / f"articles-{count}"
        if not folder.exists():
            run(script("articles.py", str(count), str(folder)))
        found[str(count)] = {
            "characters": sum(len(file.read_text(encoding="utf-8")) for file in folder.rglob("*.txt")),
            **{
                name: _builds(folder, work / "built", cores, rounds if count == sizes[0] else 1)
                for name, cores in (("one", [0]), ("two", [0, 1]))
            },
        }
    return found


def _builds(folder: Path, out: Path, cores: list[int], rounds: int) -> dict[str, float]:
    runs = []
    for _ in range(rounds):
        tell(f"  kg build of {folder.name} on {len(cores)} core(s)")
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(out), "-q", "--workers", str(len(cores))]
        runs.append(run(command, cores=cores))
    disk = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    quads = sum(1 for _ in (out / "graph.nq").open("rb"))
    shutil.rmtree(out)
    return {
        "seconds": median(r.seconds for r in runs),
        "cpu": median(r.cpu for r in runs),
        "peak": median(r.peak for r in runs),
        "disk": disk,
        "quads": quads,
    }
