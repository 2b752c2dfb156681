"""Tables: display width, without_empty, wrapping, and nothing that steers a terminal."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from kg.cli.tables import clean, render_csv, render_table, width, without_empty, wrap


@pytest.mark.parametrize(
    "text", ["", "abc", "黔南", "a黔“b”", "→ 福建—宁夏", "👍🏽ok", "é", "（全角）ＡＢ", "·…‖▇"]
)
def test_width_is_that_of_wcwidth(text):
    assert width(text) == wcswidth(text)


def test_usual_characters_measured_without_wcwidth_agree_with_it():
    ranges = (
        (0x20, 0x7E),
        (0x2010, 0x2027),
        (0x2190, 0x2199),
        (0x2500, 0x257F),
        (0x3001, 0x3029),
        (0x4E00, 0x9FFF),
        (0xFF01, 0xFF60),
    )
    assert [hex(c) for a, b in ranges for c in range(a, b + 1) if width(chr(c)) != wcswidth(chr(c))] == []


def test_columns_align_by_display_width():
    text = render_table(["名", "n"], [["黔南", "1"], ["ab", "22"]])
    assert text == "名    n\n────  ──\n黔南  1\nab    22\n"


@pytest.mark.parametrize("limit", [20, 33, 60])
def test_wrapping_fits_and_loses_nothing(limit):
    cells = ["东西部协作是一件大事" * 3, "one two three four", "→"]
    text = render_table(["甲", "乙", "丙"], [cells], limit)
    assert max(width(line) for line in text.splitlines()) <= max(limit, 8 + 8 + 2 + 4)
    for character in set("".join(cells)) - {" "}:
        assert text.count(character) >= "".join(cells).count(character)


def test_a_word_longer_than_the_line_is_broken():
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("", 4) == [""]


def test_control_characters_go():
    assert clean("a\x1b[31mb\nc\x00\x9b") == "a [31mb c"


def test_csv_quotes_what_needs_it():
    assert render_csv(["a"], [["x,y"], ['"'], ["两\n行"]]) == 'a\n"x,y"\n""""\n"两\n行"\n'


def test_columns_that_say_nothing_go():
    assert without_empty(["a", "b", "c"], [["1", "", "2"], ["", "", "3"]]) == (
        ["a", "c"],
        [["1", "2"], ["", "3"]],
    )


@pytest.mark.parametrize(
    ("done", "total", "shown"),
    [(0, 4, "[····················] 0/4"), (1, 4, "[█████···············] 1/4"), (10, 10, "[████████████████████] 10/10")],
)
def test_the_bar_shows_how_far_a_build_is(done: int, total: int, shown: str) -> None:
    from kg.cli.build import bar

    assert bar(done, total) == shown
