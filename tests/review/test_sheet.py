"""Facts out to a spreadsheet and decisions back: what a colleague fills in, what makes no sense, and what must not run there."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import EXTRACTION, corrections, lines
from openpyxl import load_workbook

from kg.errors import InputError
from kg.i18n import set_language, t
from kg.review.entries import Signer
from kg.review.queue import facts
from kg.review.sheet import COLUMNS, BadSheet, _plain, _safe, read_sheet, write_sheet


class Later(datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 2, 3, 4, 5, 6, tzinfo=tz)


SIGNER = Signer("张三", date(2026, 11, 25))
KINDS = ("xlsx", "csv")


@pytest.fixture(params=KINDS)
def sheet(request, store, tmp_path) -> Path:
    path = tmp_path / f"核对.{request.param}"
    rows = facts(store)
    assert write_sheet(path, rows, {}, {row.id: "某报《两地携手》" for row in rows}) == 6
    return path


def table(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        data = path.read_bytes()
        text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
        return list(csv.reader(io.StringIO(text, newline="")))
    return [["" if c is None else str(c) for c in row] for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def fill(path: Path, **cells: dict[str, str]) -> None:
    """Fill in cells of the rows with such a subject, as a colleague does."""
    rows = table(path)
    for row in rows[1:]:
        for name, text in cells.get(row[0].rpartition("/")[2] + row[1], {}).items():
            row[COLUMNS.index(name)] = text
    if path.suffix == ".csv":
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        path.write_bytes(stream.getvalue().encode("gb18030"))  # as Excel saves it in China
        return
    book = load_workbook(path)
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            book.worksheets[0].cell(r, c).value = text or None
    book.save(path)


FILLED = {
    "花都区帮扶": {"decision": "属实", "by": "李四"},
    "张伟到访": {"decision": "不实", "why": "只是路过"},
    "云岭茶业公司出产": {"decision": "修改", "new_object": "云岭绿茶", "new_status": "计划"},
    "云岭茶指标：品牌价值": {"decision": "y"},
}


def test_there_and_back(sheet):
    fill(sheet, **FILLED)
    entries = read_sheet(sheet, SIGNER)
    assert len(entries) == 4 and {e["by"] for e in entries} == {"张三", "李四"}
    assert {e["why"] for e in entries if "why" in e} == {"只是路过"}
    applied = corrections(yaml.safe_dump(entries, allow_unicode=True)).apply(EXTRACTION)
    assert sorted(set(lines(applied.extraction)) - set(lines(EXTRACTION))) == [
        "云岭茶 品牌价值 55.88亿元 (done 0.99 confirmed)",
        "云岭茶业公司 produces 云岭绿茶 (planned 0.99 edited)",
        "花都区 assists 关岭布依族苗族自治县 (done 0.99 confirmed) since=2018年 since_iso=2018",
    ]
    assert not any("张伟" in line for line in lines(applied.extraction))


def test_a_sheet_needs_no_graph_that_still_has_its_facts(sheet):
    """Built anew with other ids in the meantime: the row itself says what is meant."""
    fill(sheet, **FILLED)
    (entry,) = [e for e in read_sheet(sheet, SIGNER) if "reject" in e]
    later = tuple(replace(s, id=f"{i:012x}") for i, s in enumerate(EXTRACTION.statements))
    applied = corrections(yaml.safe_dump([entry], allow_unicode=True)).apply(replace(EXTRACTION, statements=later))
    assert len(applied.extraction.statements) == len(later) - 1


WRONG = [
    ({"花都区帮扶": {"decision": "也许"}}, "也许"),
    ({"花都区帮扶": {"decision": "修改"}}, "应为"),
    ({"花都区帮扶": {"decision": "属实", "new_object": "贵州省"}}, "应为"),
    ({"花都区帮扶": {"new_object": "贵州省"}}, "判断"),
    ({"花都区帮扶": {"decision": "修改", "new_relation": "帮忙"}}, "帮忙"),
    ({"花都区帮扶": {"decision": "修改", "new_status": "大概"}}, "大概"),
    ({"花都区帮扶": {"decision": "属实", "quote": ""}}, "quote"),
    ({"花都区帮扶": {"decision": "属实", "id": "same"}, "张伟到访": {"decision": "属实", "id": "same"}}, "同一条"),
]


@pytest.mark.parametrize(("cells", "says"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_rows_that_make_no_sense_are_told_and_nothing_is_read(sheet, cells, says):
    fill(sheet, **{"云岭茶指标：品牌价值": {"decision": "属实"}}, **cells)
    with pytest.raises(BadSheet) as told:
        read_sheet(sheet, SIGNER)
    (fault,) = told.value.faults
    number = [r[0].rpartition("/")[2] + r[1] for r in table(sheet)].index(list(cells)[-1]) + 1
    if "同一条" not in says:
        assert fault.where.endswith(f":{number}")
    assert says in fault.message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "甲,乙\n".encode(), b"\xff\xfe\x00"], ids=["empty", "cut", "columns", "binary"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_such_sheet_is_told_in_one_line(tmp_path, kind, data):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"x\.") as told:
        read_sheet(path, SIGNER)
    assert "\n" not in str(told.value)
    with pytest.raises(InputError):
        read_sheet(tmp_path / f"none.{kind}", SIGNER)
    with pytest.raises(InputError, match="xlsx"):
        write_sheet(tmp_path / "x.ods", [], {}, {})


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_it_is_a_formula(store, tmp_path, kind):
    (row, *_) = [row for row in facts(store) if row.id.startswith("metric")]
    bad = replace(row, subject=replace(row.subject, name='=HYPERLINK("http://x.example","点")', path=""), name="+1", unit="@x\x07")
    path = tmp_path / f"x.{kind}"
    write_sheet(path, [bad], {}, {row.id: "-2+3"})
    cells = table(path)[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    if kind == "xlsx":
        assert {cell.data_type for line in load_workbook(path).worksheets[0].iter_rows() for cell in line} <= {"s", "n", "inlineStr"}
    fill(path, **{cells[0].rpartition("/")[2] + cells[1]: {"decision": "属实"}})
    (entry,) = read_sheet(path, SIGNER)
    assert entry["accept"]["subject"]["name"] == '=HYPERLINK("http://x.example","点")'


@given(st.text().filter(lambda text: not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in text)))
def test_every_text_comes_back(text):
    safe = _safe(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert _plain(safe) == text.strip()


def test_two_sheets_of_one_graph_are_alike_to_the_byte(store, tmp_path, monkeypatch):
    rows = facts(store)
    for name in ("a.xlsx", "b.xlsx"):
        write_sheet(tmp_path / name, rows, {}, {row.id: "" for row in rows})
        monkeypatch.setattr("time.localtime", lambda *_: time.struct_time((2031, 2, 3, 4, 5, 6, 0, 34, 0)))
        monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Later)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_choices_are_offered_and_the_header_stays(store, tmp_path):
    path = tmp_path / "x.xlsx"
    rows = facts(store)
    write_sheet(path, rows, {}, {row.id: "" for row in rows})
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2" and book["lists"].sheet_state == "hidden"
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["E2:E7", "G2:G7", "I2:I7"]
    assert [book["lists"].cell(n, 1).value for n in (1, 2, 3)] == ["属实", "不实", "修改"]
    assert len([1 for row in book["lists"].iter_rows(min_col=2, max_col=2) if row[0].value]) == 18


def test_either_language_is_read(store, tmp_path):
    rows = facts(store)
    path = tmp_path / "x.csv"
    set_language("en")
    try:
        write_sheet(path, rows, {}, {row.id: "" for row in rows})
        assert table(path)[0][:5] == ["subject", "relation", "object", "text", "decision"]
    finally:
        set_language("")
    fill(path, **{"花都区assists": {"decision": "edit", "new_relation": "协作"}})
    (entry,) = read_sheet(path, SIGNER)
    assert entry["to"] == {"relation": "partners_with"} and t("sheet.decision") == "判断"
