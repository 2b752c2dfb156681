"""`kg diff` tells what facts two graphs do not share, and is not taken in by edits, renamed documents or the order of lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import stub
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.settings import Settings

BEFORE = {
    "一": "广州市帮扶毕节市。\n2018年起广东省帮扶贵州省。\n甲公司收入3万元。\n",
    "二": "福州市帮扶固原市。\n",
}


@pytest.fixture(autouse=True)
def _stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.nlp

    monkeypatch.setattr(kg.nlp, "load", stub.load)
    monkeypatch.setattr(kg.nlp, "extract", stub.extract)
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture
def graph(tmp_path: Path) -> Callable[..., Path]:
    """Build documents, given by name, into a folder called after the first argument."""

    def made(name: str, texts: dict[str, str], decisions: str = "") -> Path:
        folder = tmp_path / f"{name}-in"
        folder.mkdir()
        for document, text in texts.items():
            (folder / f"{document}.txt").write_text(text, encoding="utf-8")
        if decisions:
            (folder / "corrections.yml").write_text(decisions, encoding="utf-8")
        build([folder], tmp_path / name, Settings())
        return tmp_path / name

    return made


def diff(old: Path, new: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["diff", str(old), str(new), *options], catch_exceptions=False)


def signs(old: Path, new: Path, *options: str) -> list[str]:
    """The lines that name a fact or a difference."""
    return [line for line in diff(old, new, *options).output.splitlines() if line[:1] in "+-~" or (line.startswith("      ") and "→" in line)]


GAIN, LOSS = "惠州市收入2万元。\n", "甲公司收入3万元。\n"
CASES = {
    "the same": (BEFORE, []),
    "another order": ({"二": BEFORE["二"], "一": BEFORE["一"]}, []),
    "a renamed document": ({"三": BEFORE["一"], "二": BEFORE["二"]}, []),
    "a sentence without facts": ({**BEFORE, "一": "天气晴朗。\n" + BEFORE["一"]}, []),
    "gained": ({**BEFORE, "一": BEFORE["一"] + GAIN}, ["+ 广东省/惠州市 收入 2 万元"]),
    "lost": ({**BEFORE, "一": BEFORE["一"].replace(LOSS, "")}, ["- 甲公司 收入 3 万元"]),
    "a document lost": ({"一": BEFORE["一"]}, ["- 福建省/福州市 帮扶 宁夏回族自治区/固原市"]),
    "another number": (
        {**BEFORE, "一": BEFORE["一"].replace("收入3", "收入4")}, ["~ 甲公司 收入 4 万元", "      数值: 3 → 4"],
    ),
    "another date": (
        {**BEFORE, "一": BEFORE["一"].replace("2018", "2021")},
        ["~ 广东省 帮扶 贵州省  (起始 2021年起)", "      起始: 2018年起 → 2021年起"],
    ),
    "no date": ({**BEFORE, "一": BEFORE["一"].replace("2018年起", "")}, ["~ 广东省 帮扶 贵州省", "      起始: 2018年起 → —"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(graph: Callable[..., Path], case: str) -> None:
    texts, expected = CASES[case]
    old, new = graph("old", BEFORE), graph("new", texts)
    assert signs(old, new) == expected
    assert diff(old, new).exit_code == (1 if expected else 0)
    back = {"+": "-", "-": "+", "~": "~"}
    assert [line[0] for line in signs(new, old) if line[0] in back] == [back[line[0]] for line in expected if line[0] in back]


def test_every_fact_has_its_quote_and_the_end_counts(graph: Callable[..., Path]) -> None:
    said = diff(graph("old", BEFORE), graph("new", {"一": BEFORE["一"] + GAIN})).output
    assert "【福州市帮扶固原市】" in said and "二.txt:0-8" in said and "【惠州市收入2万元】" in said
    assert said.splitlines()[-1] == "新增 1，消失 1，变化 0"


def test_a_decision_of_a_person_is_a_difference(graph: Callable[..., Path]) -> None:
    accept = "- {accept: {subject: 广州市, relation: assists, object: 毕节市, document: 一, quote: 广州市帮扶毕节市}, by: 某, date: 2026-11-25}\n"
    old, new = graph("old", BEFORE), graph("new", BEFORE, accept)
    assert "      核对: — → 已核" in signs(old, new, "--confidence", "1")
    assert not any("置信度: " in line for line in signs(old, new, "--confidence", "1"))


def test_json_files_and_folders(graph: Callable[..., Path], tmp_path: Path) -> None:
    old, new = graph("old", BEFORE), graph("new", {"一": BEFORE["一"].replace("收入3", "收入4") + GAIN})
    expected = diff(old, new, "-f", "json")
    found = json.loads(expected.output)
    assert [len(found[kind]) for kind in ("gained", "lost", "changed")] == [1, 1, 1]
    assert found["changed"][0]["differences"] == {"value": {"old": "3", "new": "4"}}
    assert found["gained"][0]["evidence"][0]["quote"] == "惠州市收入2万元"
    lines = sorted((old / "graph.nq").read_bytes().splitlines(keepends=True), reverse=True)
    (tmp_path / "copy.nq").write_bytes(b"".join(lines))
    assert diff(tmp_path / "copy.nq", new / "graph.nq", "-f", "json").output == expected.output
    assert diff(tmp_path / "copy.nq", old).exit_code == 0


@pytest.mark.parametrize("bad", ["missing", "empty", "rubbish"])
def test_no_graph_is_one_line(graph: Callable[..., Path], tmp_path: Path, bad: str) -> None:
    old = graph("old", BEFORE)
    (tmp_path / "empty").mkdir()
    (tmp_path / "rubbish").write_text("rubbish\n", encoding="utf-8")
    done = diff(old, tmp_path / bad)
    assert done.exit_code == 2
    assert bad in done.output and "Traceback" not in done.output
