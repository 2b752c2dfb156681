"""The Excel file as openpyxl and pandas read it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kg.exports import walk, xlsx
from kg.exports.xlsx import XLSX
from kg.i18n import set_language, t
from kg.store import ReadStore
from kg.tables import partnership_rows


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture(scope="module")
def data(store: ReadStore) -> bytes:
    set_language("zh")
    try:
        return b"".join(XLSX.whole(store).values())
    finally:
        set_language("")


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(book: openpyxl.Workbook, title: str) -> list[dict[str, object]]:
    header, *lines = book[title].iter_rows(values_only=True)
    assert len(set(header)) == len(header)
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_every_fact_has_its_row(store: ReadStore, book: openpyxl.Workbook):
    relations = {t(f"relation.{row.predicate}") for row in walk.statements(store)}
    assert set(book.sheetnames) == relations | {"协作关系", "指标", "实体", "文章"}
    found = {row["编号"] for title in relations for row in rows(book, title)}
    assert found == {row.id for row in walk.statements(store)}
    assert {row["编号"] for row in rows(book, "实体")} == {row.id for row in walk.entities(store)}
    assert {row["编号"] for row in rows(book, "文章")} == {row.id for row in walk.articles(store)}
    assert len(rows(book, "协作关系")) == len(partnership_rows(store, "zh")[1]) == 4


def test_a_fact_in_words_and_numbers(book: openpyxl.Workbook):
    assists = {row["编号"]: row for row in rows(book, "帮扶")}
    row = assists["statement/aa02"]
    wanted = {
        "主体": "广东省/广州市", "客体": "贵州省/黔南布依族苗族自治州", "状态": "已发生", "成立": "是", "人工核对": "已核", "核对人": "张三",
        "核对日期": "2026-11-25", "置信度": 0.9, "起（ISO）": "2018-07", "时间": "2018年7月", "领域": "劳务", "文件": "one.txt", "起（字符）": 30,
        "止（字符）": 41, "引文数": 2, "网址": "https://news.example.org/a?b=1&c=2", "原文": "广州市\n结对帮扶黔南州", "刊发日期": "2024-03",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert assists["statement/bb01"]["成立"] == "否" and assists["statement/bb01"]["人工核对"] == "未核"
    assert (assists["statement/aa01"]["止（ISO）"], assists["statement/aa01"]["终止（原文）"]) == ("2020-12", "2020年底")
    [money] = rows(book, "合作")
    assert (money["金额（原文）"], money["金额"], money["金额单位"]) == ("12.5万元", 125000, "元")
    assert money["客体"] == '=HYPERLINK("http://example.org")'
    [metric] = rows(book, "指标")
    assert (metric["数值"], metric["单位"], metric["折合数值"], metric["约数"], metric["人工核对"]) == (30.5, "亿元", 3.05e9, "≥", "已改")
    [pair] = [row for row in rows(book, "协作关系") if row["编号"] == "partnership/x2"]
    assert (pair["关系"], pair["领域"], pair["陈述数"], pair["已核对的陈述"]) == ("帮扶", "劳务", 2, 1)


def test_only_columns_that_a_relation_has(book: openpyxl.Workbook):
    assert "领域" in rows(book, "帮扶")[0] and "职务" not in rows(book, "帮扶")[0]
    assert "职务" in rows(book, "任职于")[0]


def test_sheets_are_ready_to_use(book: openpyxl.Workbook):
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        assert all(8 < sheet.column_dimensions[cell.column_letter].width <= 60 for cell in sheet[1])


def test_no_cell_is_a_formula(book: openpyxl.Workbook):
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if cell.value.startswith(("=", "+", "-", "@"))]
    assert len(risky) == 2 and all(cell.quotePrefix for cell in risky)
    assert not any(cell.quotePrefix for cell in texts if cell not in risky)


def test_pandas_reads_it(data: bytes, store: ReadStore):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frames = pandas.read_excel(io.BytesIO(data), sheet_name=None)
    assert frames["帮扶"]["置信度"].tolist() == [row.confidence for row in walk.statements(store, "assists")]


def test_headers_are_of_the_reader(store: ReadStore):
    set_language("en")
    try:
        english = openpyxl.load_workbook(io.BytesIO(b"".join(XLSX.whole(store).values())))
    finally:
        set_language("")
    assert {"partnerships", "assists", "metric", "entities", "articles"} <= set(english.sheetnames)
    row = {r["id"]: r for r in rows(english, "assists")}["statement/aa02"]
    assert (row["field"], row["reviewed"], row["holds"]) == ("labour", "confirmed", "yes")


def test_it_says_nothing_of_the_day(data: bytes, store: ReadStore):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(rb"20\d\d-\d\d-\d\dT", archive.read("docProps/core.xml"))
    assert b"".join(XLSX.whole(store).values()) == data


def test_a_full_sheet_goes_on_in_the_next(store: ReadStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx, "ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(XLSX.whole(store).values())))
    names = [name for name in book.sheetnames if name.startswith("实体")]
    assert names[:2] == ["实体", "实体 2"]
    assert all(book[name].max_row <= 3 for name in book.sheetnames)
    assert sum(book[name].max_row - 1 for name in names) == len(list(walk.entities(store)))


@pytest.mark.parametrize(("text", "units"), [("字" * 32_767, 32_767), ("字" * 40_000, 32_767), ("😀" * 20_000, 32_767)])
def test_a_cell_holds_what_excel_can(text: str, units: int):
    short = xlsx._short(text)
    assert len(short.encode("utf-16-le")) // 2 == units
    assert short == text or short.endswith("…")


def test_a_file_of_any_name(store: ReadStore, graph_dir: Path, tmp_path: Path):
    from click.testing import CliRunner

    from kg.cli import main

    target = tmp_path / "图谱.xlsx"
    assert CliRunner().invoke(main, ["export", "xlsx", "-g", str(graph_dir), "-o", str(target)]).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "协作关系"
