"""Values: a table of phrases, and numbers written out in Chinese that must be read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Value
from kg.nlp.value_numbers import parse_numeral
from kg.nlp.values import find_values

PUBLISHED = "2024-03-10"
CASES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "values.yml").read_text(encoding="utf-8")
)


def row(value: Value) -> str:
    if value.kind == "date":
        return f"date | {value.text} | {value.iso}".strip()
    return f"{value.kind} | {value.text} | {value.number} | {value.unit} | {value.qualifier}".strip()


@pytest.mark.parametrize("phrase", CASES)
def test_phrase(phrase: str) -> None:
    assert [row(value) for value in find_values(phrase, PUBLISHED)] == CASES[phrase]


@pytest.mark.parametrize("phrase", CASES)
def test_in_a_sentence_offsets_hold(phrase: str) -> None:
    text = f"据悉，{phrase}。"
    for value in find_values(text, PUBLISHED):
        assert text[value.start : value.end] == value.text
    assert [row(value) for value in find_values(text, PUBLISHED)] == CASES[phrase]


def test_the_table_is_wide() -> None:
    kinds = {line.split(" ")[0] for rows in CASES.values() for line in rows}
    assert kinds == {"date", "money", "quantity", "percent"}
    assert len(CASES) >= 200
    assert sum(not rows for rows in CASES.values()) >= 30


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("12月28日", "2024-01-05", "2023-12-28"),
        ("去年", "", ""),
        ("3月5日", "", ""),
        ("2021年起", "", "2021/.."),
        ("今年6月", "2024", "2024-06"),
        ("28日", "2024-01-05", "2023-12-28"),
        ("28日", "2024-01", ""),
        ("2月30日", "2024-03-10", ""),
        ("2022年动工，次年投产", "", "2022 2023"),
        ("次年投产", "", ""),
        ("2019年8月开工，同年12月完工", "", "2019-08 2019-12"),
    ],
)
def test_dates_are_read_from_what_is_known(text: str, published: str, iso: str) -> None:
    assert " ".join(value.iso for value in find_values(text, published)) == iso


def test_one_date_is_one_value() -> None:
    assert [v.text for v in find_values("2024年2月2日下午，40余家企业到场")] == ["2024年2月2日下午", "40余家"]


DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A whole number below ten thousand as it is spoken: 2300 → 两千三百, 105 → 一百零五."""
    out, gap = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if not digit:
            gap = True
            continue
        word = "两" if digit == 2 and step >= 100 else DIGITS[digit]
        if digit == 1 and step == 10 and not out:
            word = ""
        out += ("零" if gap and out else "") + word + name
        gap = False
    return out


@given(st.integers(1, 9999))
def test_numerals_are_read_back(number: int) -> None:
    assert parse_numeral(spoken(number)) == number


@given(
    number=st.integers(12, 9999),
    unit=st.sampled_from(["名", "个", "家", "户", "人次", "亩", "吨", "元", "公里"]),
    qualifier=st.sampled_from(["", "近", "超", "约", "以上", "左右"]),
    scale=st.sampled_from(["", "万", "亿"]),
    chinese=st.booleans(),
)
def test_what_is_written_is_read_back(
    number: int, unit: str, qualifier: str, scale: str, chinese: bool
) -> None:
    written = spoken(number) if chinese else str(number)
    after = qualifier in ("以上", "左右")
    wording = f"{'' if after else qualifier}{written}{scale}{unit}{qualifier if after else ''}"
    assert [(v.text, v.number, v.unit, v.qualifier) for v in find_values(f"据悉，共有{wording}，")] == [
        (wording, Decimal(number), scale + unit, qualifier)
    ]


@pytest.mark.parametrize("words", ["两三", "七八百", "十百", "三二", "三点", ""])
def test_what_is_no_number(words: str) -> None:
    assert parse_numeral(words) is None
