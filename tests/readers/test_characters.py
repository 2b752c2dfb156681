"""Widths and blanks, character by character."""

from __future__ import annotations

import sys

import pytest

from kg.readers.characters import BLANKS, INVISIBLE, forms, tidy


def test_blanks_are_all_white_space() -> None:
    assert set(BLANKS) - set(INVISIBLE) == {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("甲县,乙县;丙市:丁区?戊州!", "甲县，乙县；丙市：丁区？戊州！"),
        ("国发(2022)2号", "国发（2022）2号"),
        ("(2022)甲", "（2022）甲"),
        ("９:３０开会,共１２人", "9:30开会，共12人"),
        ("增长5%,2024年", "增长5%，2024年"),
        ("ＡＩ、５Ｇ", "AI、5G"),
        ("1,000元", "1,000元"),
        ("He came, saw (and won).", "He came, saw (and won)."),
        ("占６５．０９％", "占65.09%"),
        ("“甲”,“乙”", "“甲”,“乙”".replace(",", "，")),
        ("完成｡", "完成。"),
    ],
)
def test_tidy(raw: str, expected: str) -> None:
    assert tidy(raw) == expected
    assert all(char in forms(source) for source, char in zip(raw, expected, strict=True))
