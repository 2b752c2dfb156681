"""Measuring work as processes of their own: time of the processor, time on the clock, peak of memory.

Time of the processor is what counts: other programs on the machine disturb it less than the clock. Where several processes work at
once, the clock is all there is. Whatever is compared is run in turn, several rounds, and its median taken.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}
EMPTY = "import click\n@click.command()\ndef main():\n    pass\nmain()"
"""The least that a command line program of Python can be."""


@dataclass(frozen=True, slots=True)
class Run:
    """A process that ended: seconds on the clock, seconds of the processor, most memory in MiB, what it said, how it ended.

    Of a process that worked with others, `cpu` has those that it waited for, too; `peak` that of the largest.
    """

    seconds: float
    cpu: float
    peak: float
    output: str
    status: int

    @property
    def last(self) -> Any:
        """The last line of its output as JSON."""
        return json.loads(self.output.strip().splitlines()[-1])


def run(
    command: Sequence[str],
    cores: Iterable[int] | None = None,
    limit: float = 3600,
    env: Mapping[str, str] | None = None,
    good: Sequence[int] = (0,),
) -> Run:
    """Run a command to its end on some cores (all, unless told); after `limit` seconds it is killed, which gives status -9.

    Raises:
        RuntimeError: it ended with another status than `good` ones.
    """
    chosen = set(cores) if cores is not None else os.sched_getaffinity(0)
    threads = ONE_THREAD if len(chosen) == 1 else {}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        usual = os.sched_getaffinity(0)
        os.sched_setaffinity(0, chosen)  # what is started here runs where its starter may
        try:
            start = time.perf_counter()
            process = subprocess.Popen(list(command), stdout=out, stderr=err, env={**os.environ, **threads, **(env or {})})
        finally:
            os.sched_setaffinity(0, usual)
        ended = 0
        while not ended:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if not ended and time.perf_counter() - start > limit:
                process.kill()
                ended, status, used = os.wait4(process.pid, 0)
            elif not ended:
                # Longer sleeps for longer work: a hundredth of what it took is lost at most.
                time.sleep(min(0.05, max(0.0005, (time.perf_counter() - start) / 100)))
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said = out.read().decode("utf-8", "replace")
        if process.returncode not in good:
            raise RuntimeError(f"{' '.join(command)}: {process.returncode}\n{err.read().decode('utf-8', 'replace')[-2000:]}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said, process.returncode)


def script(name: str, *arguments: str) -> list[str]:
    """The command that runs a script of this folder."""
    return [sys.executable, str(HERE / name), *arguments]


def in_turn(commands: Mapping[str, Sequence[str]], rounds: int, **how: Any) -> dict[str, list[Run]]:
    """Each command once a round, one after another."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(command, **how))
    return found


def median(numbers: Iterable[float]) -> float:
    """The median, to four digits, so that results are short."""
    return float(f"{statistics.median(numbers):.4g}")


def machine() -> dict[str, str]:
    """What the numbers were measured on."""
    model = platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line for line in lines if line.startswith("model name")).partition(":")[2].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{model}, {len(os.sched_getaffinity(0))} cores",
        "memory": f"{memory:.0f} GiB",
        "system": platform.system(),
        "python": platform.python_version(),
    }


def versions(names: Iterable[str]) -> dict[str, str]:
    """Versions of installed packages; those that are not installed are left out."""
    found = {}
    for name in names:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


def tell(text: str) -> None:
    """Say what is being measured: a run takes long."""
    print(text, file=sys.stderr, flush=True)
