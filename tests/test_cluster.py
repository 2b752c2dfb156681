"""Reading with dask.distributed, with real schedulers and workers: the same as in one process, whatever happens to any of them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from dying import INTERRUPTIBLE, read_batch

from kg.build import build
from kg.cli import main
from kg.errors import InputError
from kg.ledger import unpack
from kg.model import Document
from kg.reading import Here, Job, Reading
from kg.rendering import FILES
from kg.settings import Settings

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install -e '.[distributed]'")
if sys.platform == "win32":
    pytest.skip("processes are killed by signals", allow_module_level=True)

import psutil

from kg.cluster import DIED, Cluster

HERE = Path(__file__).parent
BATCH = 4_000
"""Characters, here; there is little to read then."""
TEXT = "8月2日，广东省珠海市对口帮扶贵州省遵义市。2021年，福建省泉州市与宁夏固原市签订劳务协作协议。\n"
# A preload of Dask's: this worker is of another version.
STRANGE = "import kg.cluster, kg.engine\nkg.cluster.engine = lambda: kg.engine.Engine('0' * 64, '')\n"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this process and of all that it starts."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parent)]))
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setattr("kg.reading.BATCH", BATCH)


def job(number: int, text: str, path: str = "") -> Job:
    return number.to_bytes(2), Document(f"d{number}", path or f"d{number}.txt", "text/plain", "utf-8", "", text)


def said(readings: Iterable[Reading]) -> dict[bytes, object]:
    return {r.key: r.failure or unpack(r.packed) for r in readings}


@contextlib.contextmanager
def process(*args: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's, killed in the end with all that it started."""
    command = [sys.executable, "-m", *args]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as started:
        try:
            yield started
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


@contextlib.contextmanager
def scheduler(folder: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    where = ["--host", "127.0.0.1", "--port", str(port), "--scheduler-file", str(file)]
    with process("distributed.cli.dask_scheduler", *where, "--no-dashboard", "--no-show") as started:
        yield until(lambda: json.loads(file.read_text())["address"]), started


def worker(address: str, *args: str) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    threads = [] if "--nthreads" in args else ["--nthreads", "1"]
    return process("distributed.cli.dask_worker", address, "--no-dashboard", *threads, *args)


def until(found: Callable[[], str]) -> str:
    for _ in range(600):
        with contextlib.suppress(OSError, ValueError):
            return found()
        time.sleep(0.05)
    raise AssertionError("it does not start")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts for some batches."""
    return written(tmp_path_factory.mktemp("texts"), BATCH // 2)


def written(folder: Path, size: int) -> Path:
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"第{number}篇\n\n" + TEXT * (size // len(TEXT)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("expected")
    build([folder], output, Settings(graph=output), reader=Here())
    return parts(output)


def parts(output: Path) -> dict[str, bytes]:
    return {file: (output / file).read_bytes() for file in FILES}


def test_a_worker_is_killed_and_the_graph_is_the_same(folder: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    killed: list[int] = []

    def kill(*_: object) -> None:
        if not killed:
            workers = [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]
            workers[0].kill()
            killed.append(workers[0].pid)

    report = build([folder], tmp_path, Settings(graph=tmp_path), kill, reader=Cluster(workers=2))
    assert killed and report.read == 5 and not report.issues
    assert parts(tmp_path) == expected
    assert b"assists" in expected["graph.nq"]


def test_a_document_that_kills_costs_no_other(tmp_path: Path) -> None:
    texts = ["好" * 1_900, "坏" * 1_900, "毒" + "坏" * 1_900, "好" * 1_600, "错", "一次" + "好" * 3_000, *["短"] * 70]
    jobs = [job(i, text, str(tmp_path / "mark") if "一次" in text else "") for i, text in enumerate(texts)]
    result = {key: len(d.text) for key, d in jobs} | {jobs[2][0]: DIED, jobs[4][0]: "ValueError: 错"}
    assert said(Cluster(workers=2, task=read_batch).read(iter(jobs))) == result


def test_workers_come_late_are_slow_or_of_another_version(tmp_path: Path) -> None:
    strange = tmp_path / "strange.py"
    strange.write_text(STRANGE, encoding="utf-8")
    jobs = [job(i, "慢" * BATCH) for i in range(12)]
    told: list[str] = []
    taken = 0

    def counted() -> Iterator[Job]:
        nonlocal taken
        for one in jobs:
            taken += 1
            yield one

    with scheduler(tmp_path) as (address, _), contextlib.ExitStack() as stack:
        readings = Cluster(address, tell=told.append, task=read_batch).read(counted())
        threading.Timer(0.5, lambda: stack.enter_context(worker(address, "--no-nanny"))).start()
        found = list(islice(readings, 2))  # nobody was there at first
        assert told == [f"{address}: no workers yet, waiting for them (Ctrl-C stops)"]
        assert taken <= 5
        stack.enter_context(worker(address, "--preload", str(strange)))
        stack.enter_context(worker(address, "--nthreads", "2", "--no-nanny"))
        stack.enter_context(worker(address, "--no-nanny"))
        found += readings
        assert said(found) == {key: BATCH for key, _ in jobs}
        # Whoever comes when the work is done is told nothing.
        assert all("refused" in line for line in told[1:])


def test_what_a_worker_that_hangs_had_is_read_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", "4s")
    jobs = [job(i, "慢" * BATCH) for i in range(6)]
    with scheduler(tmp_path) as (address, _), worker(address, "--no-nanny") as hanging:
        readings = Cluster(address, tell=lambda line: None, task=read_batch).read(iter(jobs))
        found = list(islice(readings, 1))
        hanging.send_signal(signal.SIGSTOP)
        with worker(address, "--no-nanny"):
            assert said([*found, *readings]) == {key: BATCH for key, _ in jobs}


UNFIT = {
    "another version": (STRANGE, "1", "worker refused: it has another version of kg (000000000000, here"),
    "no kg": ("import sys\nsys.modules['kg.cluster'] = None", "1", "import of kg.cluster halted"),
    "threads": ("", "2", "worker refused: it has 2 threads; start it with --nthreads 1"),
}


@pytest.mark.parametrize(("preload", "threads", "reason"), UNFIT.values(), ids=UNFIT.keys())
def test_a_worker_that_would_read_otherwise_is_refused(preload: str, threads: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "preload.py"
    file.write_text(preload, encoding="utf-8")
    with scheduler(tmp_path) as (address, _), worker(address, "--no-nanny", "--nthreads", threads, "--preload", str(file)) as started:
        with pytest.raises(InputError) as caught:
            list(Cluster(address, tell=lambda line: None, task=read_batch).read([job(1, "短")]))
        assert str(caught.value).startswith(f"{address}: no worker that can be used: tcp://") and reason in str(caught.value)
        started.wait(20)  # it was sent away


def test_a_scheduler_that_goes_away_ends_the_build_and_what_was_read_is_kept(
    folder: Path, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask

    output = tmp_path / "out"
    build([folder / "0.txt"], output, Settings(graph=output))
    before = parts(output)
    with scheduler(tmp_path) as (address, started), worker(address, "--no-nanny"), dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        with pytest.raises(InputError) as caught:
            build([folder], output, Settings(graph=output), lambda *_: started.kill(), reader=Cluster(address, tell=lambda line: None))
        assert caught.value.exit_code == 2 and str(caught.value).startswith(f"{address}: the scheduler went away")
    assert parts(output) == before
    report = build([folder], output, Settings(graph=output))
    assert 0 < report.read < 4
    assert parts(output) == expected


def test_a_scheduler_that_is_started_again_goes_on(tmp_path: Path) -> None:
    jobs = [job(i, "慢" * BATCH) for i in range(8)]
    with scheduler(tmp_path) as (address, started), worker(address, "--no-nanny"), contextlib.ExitStack() as stack:
        readings = Cluster(address, tell=lambda line: None, task=read_batch).read(iter(jobs))
        found = list(islice(readings, 1))
        started.kill()
        started.wait()
        stack.enter_context(scheduler(tmp_path, int(address.rpartition(":")[2])))
        stack.enter_context(worker(address, "--no-nanny"))
        assert said([*found, *readings]) == {key: BATCH for key, _ in jobs}


def test_ctrl_c_stops_the_workers(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    texts = written(tmp_path / "texts", 10_000)  # for seconds
    command = [sys.executable, "-c", INTERRUPTIBLE, "build", str(texts), "-o", str(tmp_path / "out"), "--engine", "dask"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as started:
        assert started.stderr is not None
        line = started.stderr.readline()  # something has been read
        assert b"statements" in line, line
        children = psutil.Process(started.pid).children(recursive=True)
        os.killpg(started.pid, signal.SIGINT)
        rest = started.stderr.read()
        assert started.wait() == 1 and rest.endswith(b"Aborted!\n") and b"Traceback" not in rest, rest
    psutil.wait_procs(children, 10)
    assert children and not [p for p in children if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert not (tmp_path / "out" / "graph.nq").exists()


def test_nobody_is_asked_when_there_is_nothing_to_read() -> None:
    assert list(Cluster("tcp://127.0.0.1:1", task=read_batch).read([])) == []


MISTAKES = {
    "no address": (["--engine", "dask", "--scheduler", "here"], "here: no scheduler there: missing port number"),
    "no scheme": (["--engine", "dask", "--scheduler", "foo://x:1"], "foo://x:1: no scheduler there: unknown address scheme 'foo'"),
    "no certificates": (["--engine", "dask", "--scheduler", "tls://127.0.0.1:9"], "tls://127.0.0.1:9: no scheduler there: it wants certificates"),
    "nobody there": (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"], "tcp://127.0.0.1:9: no scheduler there: Timed out"),
    "another engine": (["--scheduler", "tcp://127.0.0.1:9"], "--scheduler goes with --engine dask only"),
    "workers of its own": (["--engine", "dask", "--scheduler", "x:1", "--workers", "2"], "--workers does not go with --scheduler"),
}  # fmt: skip


@pytest.mark.parametrize(("args", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_are_told_in_a_line(args: list[str], message: str, folder: Path, tmp_path: Path) -> None:
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "300ms"}):
        done = CliRunner().invoke(main, ["--lang", "en", "build", str(folder), "-o", str(tmp_path), *args])
    assert done.exit_code == 2
    assert message in done.stderr.splitlines()[-1]


def test_without_dask_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["--lang", "en", "build", str(folder), "-o", str(tmp_path), "--engine", "dask"])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and 'pip install "kg[distributed]"' in done.stderr
