"""After any sequence of changes a build gives, byte for byte, what a fresh build of the same documents gives."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import stub

from kg.build import BuildReport, build, check
from kg.errors import InputError
from kg.settings import Settings
from kg.store import open_store

ALONE = {"store", "ledger.sqlite"}
"""Caches: not compared byte for byte, and of the store that it holds the same quads."""
NAMES = (*stub.UNITS, "甲公司", "“甲公司”", "乙公司", "丙公司", "“丙公司”")


@pytest.fixture(autouse=True)
def _stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.nlp

    monkeypatch.setattr(kg.nlp, "load", stub.load)
    monkeypatch.setattr(kg.nlp, "extract", stub.extract)
    monkeypatch.setattr("os.fsync", lambda file: None)  # what is on the disk matters to test_nothing_lost.py alone


def text(chance: random.Random) -> str:
    """An article of a few sentences, one in three of them the same in many articles."""
    lines = []
    for _ in range(chance.randint(1, 4)):
        who, whom = chance.sample(NAMES, 2)
        since = chance.choice(("", "", "2018年起", "2021年起"))
        lines.append(chance.choice((f"{since}{who}帮扶{whom}。", f"{who}收入{chance.randint(1, 3)}万元。", "广州市帮扶毕节市。")))
    return "\n".join(lines) + "\n"


def change(folder: Path, chance: random.Random) -> None:
    """Add, change, remove, rename, break or leave a document, or correct something."""
    files = sorted(folder.rglob("*.txt"))
    file = chance.choice(files)
    new = folder / chance.choice(("", "深")) / f"{chance.randint(0, 99)}.txt"
    match chance.choice(("add", "add", "change", "change", "remove", "rename", "break", "copy", "correct", "touch")):
        case "add":
            new.write_text(text(chance), encoding="utf-8")
        case "change":
            file.write_text(text(chance), encoding="utf-8")
        case "remove" if len(files) > 2:
            file.unlink()
        case "rename":
            file.rename(new)
        case "break":
            new.write_bytes(b"\0")
        case "copy":
            shutil.copy(file, folder / f"转载{file.name}")
        case "correct":
            folder.joinpath("corrections.yml").write_text(_decisions(chance), encoding="utf-8")
        case "touch":
            file.touch()


def _decisions(chance: random.Random) -> str:
    who, whom = chance.sample(stub.UNITS, 2)
    fact = f"{{subject: {who}, relation: assists, object: {whom}}}"
    made = "by: 某, date: 2026-11-25, why: 试"
    return chance.choice(("", f"- {{reject: {fact}, scope: all, {made}}}\n", f"- {{same: [甲公司, 乙公司], {made}}}\n"))


def built(folder: Path, output: Path, fresh: bool = False) -> BuildReport | str:
    """What came of a build; the message when nothing could be read."""
    try:
        return build([folder], output, Settings(), fresh=fresh)
    except InputError as exc:
        return str(exc)


def contents(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.iterdir()) if path.name not in ALONE}


def quads(output: Path) -> set[str]:
    return {str(quad) for quad in open_store(output).store}


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_changes_gives_what_a_fresh_build_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder, output = tmp_path / "in", tmp_path / "out"
    (folder / "深").mkdir(parents=True)
    for number in range(8):
        (folder / f"{number}.txt").write_text(text(chance), encoding="utf-8")
    for step in range(5):
        report = built(folder, output)
        expected = built(folder, tmp_path / f"fresh{step}")
        assert contents(output) == contents(tmp_path / f"fresh{step}"), f"step {step}"
        assert quads(output) == quads(tmp_path / f"fresh{step}"), f"step {step}"
        assert isinstance(report, BuildReport) and isinstance(expected, BuildReport)
        assert (report.quads, report.issues) == (expected.quads, expected.issues)
        assert not check([folder], output, Settings())
        for _ in range(chance.randint(0, 3)):
            change(folder, chance)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "in"
    place.mkdir()
    for number, unit in enumerate(stub.UNITS[:5]):
        (place / f"{number}.txt").write_text(f"广东省帮扶{unit}。\n", encoding="utf-8")
    yield place


def test_only_what_changed_is_read(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def tell(document: object, *_: object) -> None:
        told.append(Path(document.path).name)  # type: ignore[attr-defined]

    def run() -> BuildReport:
        told.clear()
        return build([folder], tmp_path / "out", Settings(), tell)

    assert run().read == 5
    assert run().unchanged and not told
    (folder / "3.txt").write_text("惠州市帮扶固原市。\n", encoding="utf-8")
    assert (run().read, told) == (1, ["3.txt"])
    (folder / "0.txt").rename(folder / "9.txt")
    assert (run().read, told) == (1, ["9.txt"])  # a document's name is part of what its facts are called
    (folder / "4.txt").unlink()
    report = run()
    assert (report.read, report.unchanged, report.documents) == (0, False, 4)
    (folder / "4.txt").write_text("广东省帮扶福州市。\n", encoding="utf-8")
    assert run().read == 1  # what no document needed any more was forgotten


def test_another_engine_reads_everything_and_another_shape_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import engine as engines

    build([folder], tmp_path / "out", Settings())
    now = engines.engine()
    for other, causes, read in (
        (engines.Engine(now.reading, "another"), ("shaping",), 0),
        (engines.Engine("another", "another"), ("reading",), 5),
    ):
        for module in ("kg.manifest", "kg.intake"):
            monkeypatch.setattr(f"{module}.engine", lambda other=other: other)
        assert check([folder], tmp_path / "out", Settings()).causes == causes
        assert build([folder], tmp_path / "out", Settings()).read == read


def test_a_check_says_what_would_change_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert check([folder], output, Settings()).causes == ("graph",)
    assert not output.exists()
    build([folder], output, Settings())
    (folder / "1.txt").write_text("甲公司收入1万元。\n", encoding="utf-8")
    (folder / "2.txt").unlink()
    (folder / "7.txt").write_text("甲公司收入2万元。\n", encoding="utf-8")
    (folder / "corrections.yml").write_text(
        "- {reject: {subject: 广东省, relation: assists, object: 广州市}, scope: all, by: 某, date: 2026-11-25}\n", encoding="utf-8"
    )
    before = {path: path.stat().st_mtime_ns for path in output.iterdir()}
    found = check([folder], output, Settings(base_iri="http://other.example/"))
    names = [[Path(path).name for path in paths] for paths in (found.added, found.changed, found.removed)]
    assert (names, found.causes) == ([["7.txt"], ["1.txt"], ["2.txt"]], ("base", "corrections"))
    assert {path: path.stat().st_mtime_ns for path in output.iterdir()} == before
    assert check([folder / "1.txt", folder / "0.txt"], output, Settings()).removed
    for name in ("statements.jsonl", "manifest.json"):
        content = (output / name).read_bytes()
        (output / name).write_bytes(content[:-9])
        assert check([folder], output, Settings()).causes == ("graph",)
        (output / name).write_bytes(content)


def test_the_order_of_files_counts(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir())
    build(files, tmp_path / "out", Settings())
    assert check(files[::-1], tmp_path / "out", Settings()).causes == ("order",)
    build(files[::-1], tmp_path / "out", Settings())
    build(files[::-1], tmp_path / "fresh", Settings())
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_strict_refuses_what_is_otherwise_left_out(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.txt").write_bytes(b"\0")
    assert [issue.level for issue in build([folder], tmp_path / "out", Settings()).issues] == ["error"]
    before = contents(tmp_path / "out")
    for output in (tmp_path / "out", tmp_path / "new"):
        with pytest.raises(InputError, match=r"坏\.txt: a binary file"):
            build([folder], output, Settings(), strict=True, fresh=True)
    assert contents(tmp_path / "out") == before
    assert not (tmp_path / "new" / "graph.nq").exists()


def test_a_document_that_changes_while_it_is_read_stops_the_build(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(nlp: object, articles: object) -> object:
        (folder / "4.txt").write_text("丙公司收入1万元。\n", encoding="utf-8")
        return stub.extract(nlp, articles)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.nlp.extract", extract)
    with pytest.raises(InputError, match=r"4\.txt: changed while it was read"):
        build([folder], tmp_path / "out", Settings())
    assert not (tmp_path / "out" / "graph.nq").exists()
