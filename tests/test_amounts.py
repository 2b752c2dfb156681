"""Wordings of amounts as numbers, whether two may be one, and their sums (tests/data/amounts.yml)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts import Amount, add, compatible, measure, parse, worded, written

DATA = yaml.safe_load((Path(__file__).parent / "data" / "amounts.yml").read_text(encoding="utf-8"))


def told(amount):
    return amount and [amount.low, amount.high, amount.unit, amount.sign]


@pytest.mark.parametrize(("text", "expected"), DATA["parse"].items())
def test_parse(text, expected):
    assert told(parse(text)) == expected


@pytest.mark.parametrize("case", DATA["measure"], ids=lambda case: f"{case['value']}{case['unit']}")
def test_measure(case):
    assert told(measure(case["value"], case["unit"], case["qualifier"])) == case["is"]


@pytest.mark.parametrize(("one", "other", "expected"), DATA["compatible"])
def test_compatible(one, other, expected):
    assert compatible(parse(one), parse(other)) is expected
    assert compatible(parse(other), parse(one)) is expected


@pytest.mark.parametrize(("texts", "expected"), DATA["worded"])
def test_sums_in_words(texts, expected):
    assert worded(add(map(parse, texts))) == expected
    assert worded(add(map(parse, texts[::-1]))) == expected


def test_only_one_unit_adds_up():
    with pytest.raises(ValueError, match="one unit"):
        add([parse("3人"), parse("3元")])
    with pytest.raises(ValueError, match="one unit"):
        add([])


@given(st.decimals(min_value=Decimal("0.01"), max_value=10**8, places=2))
def test_units_are_converted_exactly(number):
    one, other = parse(f"{number}亿元"), parse(f"{number * 10000}万元")
    assert one.low == other.low == number * 10**8


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_adding_keeps_every_digit(numbers):
    assert add(Amount(Decimal(n), Decimal(n), "元") for n in numbers).low == sum(numbers)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    parse(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (("55.88", "亿元", "超"), "超55.88亿元"),
        (("380", "人", "左右"), "380人左右"),
        (("40", "家", "余"), "40余家"),
        (("120", "万亩", "余"), "120余万亩"),
        (("1", "万户", "余"), "1万余户"),
        (("4", "天", "至5"), "4至5天"),
        (("300", "人", "近"), "近300人"),
        (("600", "万", ""), "600万"),
    ],
)
def test_a_number_is_written_as_chinese_writes_it(number, text):
    assert written(*number) == text


def test_a_gap_stands_between_number_and_unit():
    assert written("380", "人", "左右", " ") == "380 人左右"
    assert written("90", "", "超", " ") == "超 90"
