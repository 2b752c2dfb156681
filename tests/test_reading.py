"""Reading in several processes: the same as in one, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from dying import INTERRUPTIBLE, read_batch

from kg.build import build, check
from kg.errors import InputError
from kg.ledger import unpack
from kg.model import Document
from kg.reading import BATCH, DIED, Here, Reading, Workers, batches
from kg.rendering import FILES
from kg.settings import Settings

TEXTS = {
    "a.txt": "8月2日，广东省珠海市对口帮扶贵州省遵义市。",
    "b.txt": "2021年，福建省泉州市与宁夏固原市签订劳务协作协议。",
    "c.txt": "浙江省杭州市投入协作资金300万元，支持湖北省恩施州利川市。",
}


def job(number: int, text: str, path: str = "") -> tuple[bytes, Document]:
    return number.to_bytes(2), Document(f"d{number}", path or f"d{number}.txt", "text/plain", "utf-8", "", text)


def said(readings: list[Reading]) -> dict[bytes, object]:
    return {r.key: r.failure or unpack(r.packed) for r in readings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    return texts


def test_two_workers_build_what_one_process_builds(folder: Path, tmp_path: Path) -> None:
    outputs = []
    for name, reader in (("one", Here()), ("two", Workers(2))):
        output = tmp_path / name
        report = build([folder], output, Settings(graph=output), reader=reader)
        assert report.read == len(TEXTS)
        outputs.append({file: (output / file).read_bytes() for file in FILES})
    assert outputs[0] == outputs[1]
    assert b"assists" in outputs[0]["graph.nq"]


def test_batches_are_full_or_the_last() -> None:
    jobs = [job(i, "字" * size) for i, size in enumerate([BATCH // 2, BATCH // 2, BATCH * 3, 1, 1])]
    assert [[len(d.text) for _, d in batch] for batch in batches(jobs)] == [[BATCH // 2] * 2, [BATCH * 3], [1, 1]]
    assert [len(batch) for batch in batches(job(i, "短") for i in range(150))] == [64, 64, 22]


def test_a_worker_that_dies_costs_nothing_but_its_own_document(tmp_path: Path) -> None:
    texts = ["好" * 9_000, "坏" * 9_000, "毒" + "坏" * 9_000, "好" * 8_000, "错", "一次" + "好" * 15_000, *["短"] * 70]
    jobs = [job(i, text, str(tmp_path / "mark") if "一次" in text else "") for i, text in enumerate(texts)]
    expected = {key: len(d.text) for key, d in jobs} | {jobs[2][0]: DIED, jobs[4][0]: "ValueError: 错"}
    assert said(list(Workers(2, read_batch).read(iter(jobs)))) == expected
    assert not active_children()


def test_no_more_is_taken_than_can_be_worked_on() -> None:
    taken = 0

    def jobs():  # type: ignore[no-untyped-def]
        nonlocal taken
        for i in range(50):
            taken += 1
            yield job(i, "长" * BATCH)

    readings = Workers(1, read_batch).read(jobs())
    assert len(list(islice(readings, 2))) == 2
    assert taken < 8
    readings.close()  # type: ignore[attr-defined]
    assert not active_children()


class Failing:
    """A reader that cannot read b.txt."""

    def read(self, jobs):  # type: ignore[no-untyped-def]
        for key, document in jobs:
            if document.name == "b":
                yield Reading(key, document, failure=DIED)
            else:
                yield from Here().read([(key, document)])


def test_a_document_that_cannot_be_read_is_told_and_left_out(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    report = build([folder], output, Settings(graph=output), reader=Failing())
    assert (report.documents, report.read) == (2, 2)
    (issue,) = report.issues
    assert issue.level == "error" and issue.where.endswith("b.txt") and DIED in issue.message
    assert "b.txt" in (output / "issues.jsonl").read_text(encoding="utf-8")
    assert check([folder], output, Settings()).causes == ("failed",)
    again = build([folder], output, Settings(graph=output))
    assert (again.documents, again.read, again.issues) == (3, 1, ())
    assert not check([folder], output, Settings())
    with pytest.raises(InputError, match=r"b\.txt"):
        build([folder], tmp_path / "strict", Settings(), reader=Failing(), strict=True)
    assert not (tmp_path / "strict" / "graph.nq").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_the_last_graph_and_what_was_read(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build([folder], output, Settings(graph=output))
    before = (output / "graph.nq").read_bytes()
    for i in range(20):
        (folder / f"z{i}.txt").write_text(f"第{i}天，" + TEXTS["c.txt"] * 200, encoding="utf-8")
    command = [sys.executable, "-c", INTERRUPTIBLE, "--lang", "en", "build", str(folder), "-o", str(output), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()  # something has been read
        assert b"statements" in line, line
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait() == 1 and b"Traceback" not in rest, rest
    for _ in range(100):
        if subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, check=False).returncode:
            break
        time.sleep(0.05)
    else:
        pytest.fail("a worker went on")
    assert (output / "graph.nq").read_bytes() == before
    assert not list(output.glob(".building*"))
