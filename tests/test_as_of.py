"""Two clocks, from text to command line: a county changed partners, so that two dates have two answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.build import build
from kg.cli import main
from kg.i18n import set_language
from kg.payload import Lens, payload
from kg.settings import Settings
from kg.store import open_store
from kg.validity import Interval

TEXTS = {
    "old.txt": "东西部协作简讯\n2023年6月1日\n自2013年起，浙江省杭州市对口帮扶贵州省黔东南苗族侗族自治州。\n",
    "new.txt": "新一轮东西部协作启动\n2022年3月2日\n2021年，黔东南苗族侗族自治州的对口帮扶城市由杭州市调整为广东省佛山市。\n",
    "undated.txt": "两地交流\n福建省福州市与贵州省黔东南苗族侗族自治州开展劳务协作。\n",
}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("as_of")
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    build([made / name for name in TEXTS], made / "output", Settings())
    return made / "output"


@pytest.fixture
def run(folder: Path) -> Iterator[Run]:
    yield lambda *args: CliRunner().invoke(main, ["--lang", "zh", *args, "-g", str(folder)])
    set_language("")


def partners(run: Run, *args: str) -> dict[str, tuple[str, str]]:
    """Partner → (from–to, held) of 黔东南."""
    own = json.loads(run("partners", "黔东南", "-f", "json", *args).stdout)["own"]
    return {pair["partner"]["name"]: (f"{pair['from']}–{pair['to']}", pair["held"]) for pair in own}


def test_without_a_date_everything_is_told(run: Run):
    assert partners(run) == {"杭州市": ("2013–2021", ""), "佛山市": ("2021–", ""), "福州市": ("–", "")}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2012", {"福州市": "unknown"}),
        ("2019", {"杭州市": "yes", "福州市": "unknown"}),
        ("2019-06-30", {"杭州市": "yes", "福州市": "unknown"}),
        # Nobody says on which day of 2021 the one took over.
        ("2021", {"杭州市": "yes", "佛山市": "yes", "福州市": "unknown"}),
        ("2022-01", {"佛山市": "yes", "福州市": "unknown"}),
        # The day on which the old pairing was told of again is no day on which it held.
        ("2023-06-01", {"佛山市": "yes", "福州市": "unknown"}),
    ],
)
def test_who_helped_then(run: Run, as_of: str, expected: dict[str, str]):
    assert {name: held for name, (_, held) in partners(run, "--as-of", as_of).items()} == expected


def test_the_table_marks_what_nobody_dates(run: Run):
    text = run("partners", "黔东南", "--as-of", "2019").stdout
    lines = {name: line for line in text.splitlines() for name in ("杭州市", "佛山市", "福州市") if name in line}
    assert "2013年至2021年" in lines["杭州市"] and "是" in lines["杭州市"].split()
    assert "时间不详" in lines["福州市"] and text.index("杭州市") < text.index("福州市")
    assert "佛山市" not in lines and "在2019年" in text and "另有 1 项" in text


def test_no_answer_names_the_date(run: Run):
    result = run("partners", "杭州市", "--as-of", "2012")
    assert result.exit_code == 1 and "杭州市在2012年时" in result.stdout and "另有 1 项" in result.stdout


def test_show_and_path(run: Run):
    shown = run("show", "黔东南", "--as-of", "2019").stdout
    assert "浙江省/杭州市" in shown and "佛山市" not in shown and "[时间不详]" in shown
    assert run("path", "杭州市", "黔东南", "--as-of", "2019").exit_code == 0
    assert run("path", "杭州市", "黔东南", "--as-of", "2022").exit_code == 1
    marked = run("path", "福州市", "黔东南", "--as-of", "2022").stdout
    assert "时间不详" in marked.splitlines()[0]


def test_the_page_of_a_date(run: Run, folder: Path):
    store = open_store(folder)
    for as_of, there in (("2012", set()), ("2019", {"杭州市"}), ("2022", {"佛山市"})):
        entities = payload(store, Lens(as_of=as_of))["entities"].values()
        assert {e["name"] for e in entities} & {"杭州市", "佛山市"} == there
    assert run("html", "--as-of", "2019", "-o", "-").exit_code == 0


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2012", ["福州市 unknown"]),
        ("2019", ["杭州市 yes", "福州市 unknown"]),
        ("2021-06", ["佛山市 yes", "杭州市 yes", "福州市 unknown"]),
        ("", ["佛山市 yes", "福州市 unknown"]),
    ],
)
def test_sparql(run: Run, folder: Path, as_of: str, expected: list[str]):
    rows = kg.Graph(folder).question("partners-at", as_of=as_of, region="黔东南")
    assert isinstance(rows, list)
    ends = [(str(row["from"]), str(row["to"]), row["held"]) for row in rows]
    partners = [(one if "黔东南" in other else other, held) for one, other, held in ends]
    assert sorted(f"{path.rpartition('/')[2]} {held}" for path, held in partners) == expected
    told = run("query", "--named", "partners-at", "-p", "region=黔东南", *(["--as-of", as_of] if as_of else [])).stdout
    assert all(line.split()[0] in told for line in expected)


def test_a_query_without_a_date_says_so(run: Run):
    result = run("query", "--named", "who-helps-whom", "--as-of", "2019")
    assert result.exit_code == 2 and "?asOf" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["partners", "黔东南"], ["show", "黔东南"], ["path", "杭州市", "黔东南"], ["html"]])
@pytest.mark.parametrize("date", ["去年", "2019-13", "2019-02-30"])
def test_a_senseless_date_is_refused_in_one_line(run: Run, command: list[str], date: str):
    result = run(*command, "--as-of", date)
    assert result.exit_code == 2 and result.stderr.count("\n") == 1 and date in result.stderr


def test_in_python(folder: Path):
    graph = kg.Graph(folder)
    assert [pair.partner.name for pair in graph.partners("黔东南", as_of="2019").own] == ["杭州市", "福州市"]
    statement = graph.partners("佛山市", as_of="2022").own[0].statements[0]
    assert statement.when == Interval("2021", begins=True)
    with pytest.raises(ValueError, match="2019-02-30"):
        graph.show("黔东南", as_of="2019-02-30")


def test_two_builds_are_alike(folder: Path, tmp_path: Path):
    build([folder.parent / name for name in TEXTS], tmp_path / "again", Settings())
    assert (tmp_path / "again" / "graph.nq").read_bytes() == (folder / "graph.nq").read_bytes()
