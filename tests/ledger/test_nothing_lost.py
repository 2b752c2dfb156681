"""Whatever happens to a build, the last good graph stays whole and answers, and the next build completes. Real processes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.errors import StoreError
from kg.lock import LOCK
from kg.publish import READY
from kg.store import open_store

STUB = Path(__file__).with_name("stub.py")
STEPS = 40
"""A build of the small folder below changes folders in fewer steps than this."""
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
pytestmark = POSIX


class Builder:
    """Runs `kg build in -o out` with the stub, in a folder, each time in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(STUB)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "KG_LANG": "en", "PYTHONUTF8": "1"},
        )  # fmt: skip

    def start(self, folder: Path, *options: str, **variables: object) -> int:
        """Start a build and give its process id; `wait` must follow."""
        assert self._process.stdin is not None
        task = {
            "cwd": str(folder), "args": ["in", "-o", "out", "-q", *options], "env": {k: str(v) for k, v in variables.items()}
        }  # fmt: skip
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return int(self._answer()["pid"])

    def wait(self) -> Done:
        """How it ended."""
        answer = self._answer()
        return Done(answer["status"], answer["out"], answer["err"])

    def run(self, folder: Path, *options: str, **variables: object) -> Done:
        self.start(folder, *options, **variables)
        return self.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return dict(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class Done(NamedTuple):
    """Exit status (negative: the signal), standard output and standard error."""

    returncode: int
    stdout: str
    stderr: str


BUILDERS: list[Builder] = []


@pytest.fixture(scope="module", autouse=True)
def _builders() -> Iterator[None]:
    BUILDERS[:] = [Builder(), Builder()]
    yield
    for builder in BUILDERS:
        builder.close()


def run(folder: Path, *options: str, **variables: object) -> Done:
    return BUILDERS[0].run(folder, *options, **variables)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that any user may enter, with documents and their graph, and another state of the documents."""
    folder = Path(tempfile.mkdtemp(prefix="kg-test-"))
    folder.chmod(0o755)
    for state, unit in (("old", "毕节市"), ("new", "固原市")):
        (folder / state).mkdir()
        for number in range(4):
            text = f"广东省帮扶{unit}。甲公司收入{number}万元。\n" if number else "广州市帮扶毕节市。\n"
            (folder / state / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "in").symlink_to("old")
    assert run(folder).returncode == 0
    yield folder
    shutil.rmtree(folder)


def turn(folder: Path, state: str) -> None:
    """Have the documents in another state."""
    (folder / "in").unlink()
    (folder / "in").symlink_to(state)


def answer(folder: Path) -> str:
    """Which state the graph tells of, read as look-ups do it; it must be one of them and nothing between."""
    store = open_store(folder / "out")
    helped = {store.local(quad.object) for quad in store.quads(predicate=store.term("kg:assists"))}
    states = {frozenset({"region/520500"}): "old", frozenset({"region/520500", "region/640400"}): "new"}
    return states[frozenset(helped)]


def whole(folder: Path) -> bool:
    """Whether the output is what a fresh build gives, and nothing of dead builds is left in it."""
    fresh = run(folder, "-o", "fresh", "--fresh")
    assert fresh.returncode == 0, fresh.stderr
    names = [sorted(p.name for p in (folder / output).iterdir()) for output in ("out", "fresh")]
    files = [name for name in names[0] if name not in ("store", "ledger.sqlite")]
    return names[0] == names[1] and all(
        (folder / "out" / name).read_bytes() == (folder / "fresh" / name).read_bytes() for name in files
    )


def survives(folder: Path, state: str) -> None:
    """After a kill the graph answers at once, and the next build completes."""
    before = answer(folder)
    assert before in ("old", "new")
    after = run(folder)
    assert after.returncode == 0, after.stderr
    assert answer(folder) == state


def test_killed_before_any_step_that_changes_a_folder(place: Path) -> None:
    """Also where the parts are only half in place: then look-ups read them, and finish it where they may write."""
    half = 0
    for number in range(STEPS):
        state = ("new", "old")[number % 2]
        turn(place, state)
        status = run(place, KG_STUB_KILL=number).returncode
        assert status in (0, -signal.SIGKILL)
        if (place / "out" / READY).is_dir():
            half += 1
            (place / "out" / LOCK).unlink()
            (place / "out" / LOCK).mkdir()  # nobody can take the lock: as if nobody might write here
            assert answer(place) == state
            assert (place / "out" / READY).is_dir()
            (place / "out" / LOCK).rmdir()
            assert answer(place) == state
            assert not (place / "out" / READY).exists()
        survives(place, state)
        if status == 0:
            break
    assert status == 0 and half >= 6
    assert whole(place)


@pytest.mark.parametrize("trials", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_any_time(place: Path, trials: int) -> None:
    chance = random.Random(trials)
    began = time.monotonic()
    turn(place, "new")
    assert run(place).returncode == 0
    lasting = time.monotonic() - began
    for trial in range(trials):
        state = ("old", "new")[trial % 2]
        turn(place, state)
        options = ("--fresh",) if chance.random() < 0.3 else ()
        pid = BUILDERS[0].start(place, *options)
        time.sleep(chance.random() * lasting)
        with contextlib.suppress(ProcessLookupError):  # it may have ended by now
            os.kill(pid, signal.SIGKILL)
        BUILDERS[0].wait()
        survives(place, state)
    assert whole(place)


def test_one_build_at_a_time_and_the_second_says_who_is_at_it(place: Path) -> None:
    turn(place, "new")
    first = BUILDERS[1].start(place, KG_STUB_WAIT=place / "go")
    try:
        until(lambda: (place / "out" / LOCK).exists() and (place / "out" / LOCK).read_bytes())
        second = run(place)
        assert second.returncode == 2 and second.stderr.count("\n") == 1
        assert f"pid {first} @ {os.uname().nodename}" in second.stderr and "kg build in -o out" in second.stderr
        assert answer(place) == "old"
    finally:
        (place / "go").touch()
        assert BUILDERS[1].wait().returncode == 0
    assert answer(place) == "new" and whole(place)


def test_the_lock_of_a_dead_build_is_taken_over(place: Path) -> None:
    turn(place, "new")
    dead = BUILDERS[1].start(place, KG_STUB_WAIT=place / "never")
    until(lambda: (place / "out" / LOCK).exists() and (place / "out" / LOCK).read_bytes())
    os.kill(dead, signal.SIGKILL)
    assert BUILDERS[1].wait().returncode == -signal.SIGKILL
    assert json.loads((place / "out" / LOCK).read_text(encoding="utf-8"))["pid"] == dead
    after = run(place)
    assert after.returncode == 0 and f"pid {dead} @" in after.stderr
    assert run(place).stderr == ""
    assert whole(place)


def test_look_ups_during_builds_see_the_old_graph_or_the_new_one(place: Path) -> None:
    states: list[str] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                states.append(answer(place))
            except BaseException as exc:
                failed.append(exc)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turns in range(4):
        turn(place, ("new", "old")[turns % 2])
        assert run(place).returncode == 0
    stop.set()
    for reader in readers:
        reader.join()
    assert not failed, failed
    assert set(states) == {"old", "new"}
    assert whole(place)


def test_a_folder_that_cannot_be_written_is_one_line(place: Path) -> None:
    turn(place, "new")
    (place / "out").chmod(0o555)
    for path in (place / "out").iterdir():
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = run(place, KG_STUB_NOBODY=1)
    (place / "out").chmod(0o755)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "out: cannot write the graph: Permission denied" in done.stderr
    assert answer(place) == "old"


@pytest.mark.parametrize("most", [0, 3000, 9000, 30_000, 50_000])
def test_a_disk_that_is_full_is_one_line(place: Path, most: int) -> None:
    turn(place, "new")
    done = run(place, KG_STUB_BYTES=most)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr
    assert answer(place) == "old"
    assert run(place).returncode == 0
    assert answer(place) == "new" and whole(place)


@pytest.mark.parametrize("damage", ["rubbish", "cut", "middle", "older"])
def test_a_damaged_ledger_is_begun_anew(place: Path, damage: str) -> None:
    turn(place, "new")
    ledger = place / "out" / "ledger.sqlite"
    content = ledger.read_bytes()
    match damage:
        case "rubbish":
            ledger.write_bytes(b"rubbish" * 999)
        case "cut":
            ledger.write_bytes(content[: len(content) // 2])
        case "middle":
            for page in range(4096, len(content), 4096):
                content = content[: page + 16] + bytes(4000) + content[page + 4016 :]
            ledger.write_bytes(content)
        case "older":
            ledger.write_bytes(content[:60] + bytes([0, 0, 0, 99]) + content[64:])
    done = run(place)
    assert done.returncode == 0
    assert done.stderr.count("\n") == (damage != "older") and ("ledger.sqlite: damaged" in done.stderr) == (damage != "older")
    assert whole(place)


def test_a_damaged_or_missing_store_is_made_anew(place: Path) -> None:
    for damage in ("cut", "gone"):
        turn(place, "new" if damage == "cut" else "old")
        for file in (place / "out" / "store").glob("*.sst"):
            file.write_bytes(b"") if damage == "cut" else file.unlink()
        assert run(place).returncode == 0
        assert answer(place) == ("new" if damage == "cut" else "old")


def test_no_graph_is_still_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path)


def until(true: object, seconds: float = 30.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)
