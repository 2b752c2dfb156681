"""Corrections in builds: they apply each time, an incremental build is what a fresh one is, and a wrong file costs no graph."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.errors import RuleError
from kg.i18n import set_language
from kg.settings import Settings

TEXTS = {
    "one.txt": "两地携手\n\n2018年起，广州市花都区对口帮扶贵州省关岭自治县。双方合作多年。\n",
    "two.txt": "山海情\n\n1996年以来，福建省对口帮扶宁夏回族自治区。\n",
}
HELP = "document: one.txt, subject: 广东省/广州市/花都区, relation: assists, object: 贵州省/安顺市/关岭布依族苗族自治县, quote: 花都区对口帮扶贵州省关岭自治县"
REJECT = f"- reject: {{{HELP}}}\n  by: 张三\n  date: 2026-11-25\n"
ACCEPT = REJECT.replace("reject", "accept")
ADD = "- add: {document: two.txt, subject: 福建省, relation: visits, object: 宁夏回族自治区, quote: 福建省对口帮扶宁夏}\n  by: 李四\n  date: 2026-11-25\n"
ELSEWHERE = (
    "- add: {reference: 《某年鉴》第7页, subject: 福建省, relation: funds, object: 宁夏回族自治区, quote: 福建出资八百万元}\n"
    "  by: 李四\n  date: 2026-11-25\n"
)
SAME = "- same: [福建省, 宁夏回族自治区]\n  by: 李四\n  date: 2026-11-25\n"
LOST = "- reject: {document: gone.txt, subject: 甲, relation: assists, object: 乙, quote: 丙}\n  by: 张三\n  date: 2026-11-25\n"


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("seeds").mkdir()
    for name, text in TEXTS.items():
        Path("seeds", name).write_text(text, encoding="utf-8")
    return Path("seeds")


def say(text: str | None) -> None:
    file = Path("seeds/corrections.yml")
    file.unlink(missing_ok=True) if text is None else file.write_text(text, encoding="utf-8")


def rows(name: str, folder: str = "output") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(folder, name).read_text(encoding="utf-8").splitlines()]


def files(folder: str) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in Path(folder).iterdir() if p.is_file() and not p.name.startswith(("ledger", "."))}


def facts() -> set[str]:
    names = {row["id"]: row["name"] for row in rows("entities.jsonl")}
    return {f"{names[s['subject']]} {s['predicate']} {names[s['object']]} {s['review']}".strip() for s in rows("statements.jsonl")}


ALONE = {"花都区 assists 关岭布依族苗族自治县", "福建省 assists 宁夏回族自治区"}
STEPS = [
    (None, ALONE),
    (ACCEPT, (ALONE - {"花都区 assists 关岭布依族苗族自治县"}) | {"花都区 assists 关岭布依族苗族自治县 confirmed"}),
    (REJECT, ALONE - {"花都区 assists 关岭布依族苗族自治县"}),
    (REJECT + ADD + ELSEWHERE, (ALONE - {"花都区 assists 关岭布依族苗族自治县"}) | {"福建省 visits 宁夏回族自治区 added", "福建省 funds 宁夏回族自治区 added"}),
    (SAME, ALONE - {"福建省 assists 宁夏回族自治区"}),
    ("# nothing\n", ALONE),
]


def test_every_build_applies_them_and_each_can_be_taken_back(seeds):
    """Step by step onto one graph, and each time as a build from nothing: the same bytes, down to the last file."""
    first: dict[str, bytes] = {}
    for number, (text, expected) in enumerate(STEPS):
        say(text)
        build(["seeds"], Path("output"), Settings())
        assert facts() >= expected and not {f for f in ALONE - expected} & facts(), number
        build(["seeds"], Path(f"fresh{number}"), Settings())
        assert files("output") == files(f"fresh{number}"), number
        first = first or files("output")
    say(None)
    build(["seeds"], Path("output"), Settings())
    assert files("output") == first


def test_what_came_of_them_stands_beside_the_graph(seeds):
    say(REJECT + LOST)
    report = build(["seeds"], Path("output"), Settings())
    assert [(issue.level, issue.where) for issue in report.issues] == [("warning", "seeds/corrections.yml:4")]
    assert rows("issues.jsonl")[0]["where"] == "seeds/corrections.yml:4" and "gone.txt" in rows("issues.jsonl")[0]["message"]
    (decision,) = rows("reviews.jsonl")
    assert (decision["file"], decision["line"], decision["decision"], decision["outcome"]) == ("seeds/corrections.yml", 1, "reject", "applied")
    assert decision["confidence"] > 0 and decision["rule"].startswith("assists")


def test_the_commands_tell(seeds):
    say(REJECT + LOST)
    run = CliRunner().invoke
    built = run(main, ["build"])
    assert built.exit_code == 0 and "seeds/corrections.yml:4: " in built.output
    stats = run(main, ["stats", "-f", "json"])
    review = json.loads(stats.output)["review"]
    assert (review["reviewed"], review["all"]["looked"], review["all"]["right"]) == (1, 1, 0)
    say(ACCEPT)
    assert run(main, ["build", "--check"]).exit_code == 1
    run(main, ["build"])
    assert "✓ 已核 张三 2026-11-25" in run(main, ["partners", "关岭", "--evidence"]).output
    assert "核对过的事实 1/" in run(main, ["stats"]).output
    assert run(main, ["review", "--gold", "gold"]).exit_code == 0
    scored = run(main, ["evaluate", "gold", "--texts", "seeds", "--format", "json"])
    assert json.loads(scored.output)["relations"] == {"p": 1.0, "r": 1.0, "f": 1.0, "right": 1, "predicted": 1, "gold": 1}
    assert run(main, ["review", "--export", "x.csv", "--all"]).exit_code == 0
    assert run(main, ["review", "--by", "王五"]).exit_code == 2  # no terminal here


def test_a_sheet_goes_through_the_commands(seeds):
    say(None)
    run = CliRunner().invoke
    run(main, ["build", "-q"])
    assert run(main, ["review", "--export", "核对.xlsx"]).exit_code == 0
    from openpyxl import load_workbook

    book = load_workbook("核对.xlsx")
    sheet = book.worksheets[0]
    sheet["E2"] = "也许"
    book.save("核对.xlsx")
    bad = run(main, ["review", "--import", "核对.xlsx", "--by", "王五"])
    assert bad.exit_code == 2 and "核对.xlsx 核对:2: " in bad.output and not Path("seeds/corrections.yml").exists()
    sheet["E2"] = "属实"
    book.save("核对.xlsx")
    assert run(main, ["review", "--import", "核对.xlsx", "--by", "王五"]).exit_code == 0
    run(main, ["build", "-q"])
    assert [s["reviewed_by"] for s in (*rows("statements.jsonl"), *rows("metrics.jsonl")) if s["review"]] == ["王五"]


def test_a_wrong_file_costs_no_graph(seeds):
    build(["seeds"], Path("output"), Settings())
    before = files("output")
    say(REJECT + "- by: 张三\n")
    with pytest.raises(RuleError, match=r"^seeds/corrections\.yml:4: "):
        build(["seeds"], Path("output"), Settings())
    told = CliRunner().invoke(main, ["build"])
    assert told.exit_code == 2 and "seeds/corrections.yml:4: " in told.output
    assert files("output") == before
    say(None)
    Path("ours.yml").write_text(REJECT, encoding="utf-8")
    build(["seeds"], Path("output"), Settings(), corrections=Path("ours.yml"))
    assert "花都区 assists 关岭布依族苗族自治县" not in facts() and rows("reviews.jsonl")[0]["file"] == "ours.yml"


PAGE = Path(__file__).parents[2] / "docs" / "corrections.md"
SESSION = re.compile(r"```console\n\$ kg (?P<command>[^\n]+)\n(?P<answer>.*?)```", re.DOTALL)


def test_the_session_of_the_page_is_real(tmp_path, monkeypatch):
    """Two seeds with the corrections that docs/corrections.md shows; KG_UPDATE_GOLDEN=1 writes the answers anew."""
    text = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("seeds").mkdir()
    for seed in ("000_bc84957a1ef6eb3c.txt", "002_9c46b82e8348a278.txt"):
        shutil.copy(PAGE.parents[1] / "seeds" / seed, "seeds")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    say(example)

    report = build(["seeds"], Path("output"), Settings())
    assert [f"`{issue.where}: {issue.message}`" in text for issue in report.issues] == [True]

    def answer(match: re.Match[str]) -> str:
        result = CliRunner().invoke(main, ["--lang", "zh", *shlex.split(match["command"])])
        return f"```console\n$ kg {match['command']}\n{result.output.rstrip()}\n```"

    real = SESSION.sub(answer, text)
    set_language("")
    assert SESSION.search(text)
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        PAGE.write_text(real, encoding="utf-8", newline="\n")
    assert real == PAGE.read_text(encoding="utf-8")
