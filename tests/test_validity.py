"""When facts hold: cases in tables, and properties against plain counting of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.validity import (
    Interval,
    combined,
    extent,
    first_day,
    held_together,
    holds_at,
    interval,
    is_date,
    last_day,
)

DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31))
DATES = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10)))
MAYBE = st.one_of(st.just(""), DATES)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start, end = draw(MAYBE), draw(MAYBE)
    if start and end and first_day(start) > last_day(end):
        start, end = end, start
    return Interval(start, end, begins=bool(start) and draw(st.booleans()))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, Interval()),
        ({"date": "2018-07"}, Interval("2018-07")),
        ({"date": "2024/2025"}, Interval("2024")),
        ({"date": "2024/.."}, Interval("2024")),
        ({"date": "../2023"}, Interval("2023")),
        ({"since": "2021/.."}, Interval("2021", begins=True)),
        ({"since": "2016", "until": "2020", "date": "2018"}, Interval("2016", "2020", begins=True)),
        ({"until": "2020"}, Interval("", "2020")),
        ({"until": "2020", "date": "2018"}, Interval("2018", "2020")),
        ({"until": "2020", "date": "2021-03"}, Interval("", "2020")),
        ({"until": "../2020-12"}, Interval("", "2020-12")),
    ],
)
def test_the_interval_of_dates(given_: dict[str, str], expected: Interval):
    assert interval(**given_) == expected


@pytest.mark.parametrize(
    ("start", "end", "as_of", "expected"),
    [
        ("2016", "2020", "2015", "no"),
        ("2016", "2020", "2016-01", "yes"),
        ("2016", "2020", "2020", "yes"),
        ("2016", "2020", "2020-12-31", "yes"),
        ("2016", "2020", "2021-01-01", "no"),
        ("2016", "2020-06", "2020-06", "yes"),
        ("2016", "2020-06", "2020", "no"),
        ("2016-05", "", "2016", "yes"),
        ("2016-05", "", "2016-04", "no"),
        ("2016-05", "", "2030", "yes"),
        ("", "2020", "2019", "unknown"),
        ("", "2020", "2021", "no"),
        ("", "", "2021", "unknown"),
    ],
)
def test_whether_it_holds(start: str, end: str, as_of: str, expected: str):
    assert holds_at(Interval(start, end), as_of) == expected


@pytest.mark.parametrize(
    ("told", "years", "span"),
    [
        # One text says since when, a later one until when.
        ([("2016", "", True), ("", "2020", False)], "2015n 2016y 2020y 2021n", ("2016", "2020")),
        # A year and its last month end on one day.
        ([("2016", "", True), ("", "2020", False), ("", "2020-12", False)], "2015n 2020y 2021n", ("2016", "2020")),
        # They paired again.
        ([("2013", "2016", True), ("2019", "", True)], "2014y 2017n 2019y 2025y", ("2013", "")),
        # A day on which it was so is no beginning; an undated fact may tell of the years before.
        ([("2018", "", False)], "2017n 2018y 2020y", ("", "")),
        ([("2018", "", False), ("", "", False)], "2017? 2018y", ("", "")),
        ([("2018", "", True), ("", "", False)], "2017n 2018y", ("2018", "")),
        ([("", "2016", False), ("2021", "", True)], "2015? 2018n 2022y", ("", "")),
        ([], "2020?", ("", "")),
    ],
)  # fmt: skip
def test_several_facts(told: list[tuple[str, str, bool]], years: str, span: tuple[str, str]):
    found = [Interval(*one) for one in told]
    words = {"y": "yes", "n": "no", "?": "unknown"}
    for year, answer in ((word[:4], word[4]) for word in years.split()):
        assert held_together(found, year) == words[answer], year
    assert extent(found) == span


@pytest.mark.parametrize("text", ["2019", "2019-06", "2019-06-30", "2020-02-29"])
def test_a_date(text: str):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "19", "2019-13", "2019-00", "2019-02-29", "2019-6", "2019/06", "0000", "2019-06-31", "去年", "２０１９"])  # fmt: skip
def test_no_date(text: str):
    assert not is_date(text)


@given(DATES)
def test_a_partial_date_spans_its_days(text: str):
    first, last = date.fromisoformat(first_day(text)), date.fromisoformat(last_day(text))
    assert is_date(text) and first <= last
    for day, inside in ((first, True), (last, True), (first - timedelta(1), False), (last + timedelta(1), False)):
        assert day.isoformat().startswith(text) is inside


@given(intervals(), DAYS)
def test_an_interval_holds_on_the_days_within(held: Interval, day: date):
    after = not held.start or date.fromisoformat(first_day(held.start)) <= day
    before = not held.end or day <= date.fromisoformat(last_day(held.end))
    wanted = "no" if not (after and before) else "yes" if held.start else "unknown"
    assert holds_at(held, day.isoformat()) == wanted


@given(intervals(), DATES)
def test_a_year_or_month_means_its_last_day(held: Interval, as_of: str):
    assert holds_at(held, as_of) == holds_at(held, last_day(as_of))


@given(st.lists(intervals(), max_size=5), DATES)
def test_the_order_of_facts_and_saying_one_twice_change_nothing(told: list[Interval], as_of: str):
    answer = held_together(told, as_of)
    assert answer == held_together(told[::-1], as_of) == held_together(told * 2, as_of)
    assert combined(told) == combined(combined(told))
    assert extent(told) == extent(told[::-1])


@given(st.lists(intervals(), min_size=1, max_size=5), DATES)
def test_what_holds_for_certain_a_fact_says(told: list[Interval], as_of: str):
    if held_together(told, as_of) == "yes":
        assert any(holds_at(one, as_of) == "yes" for one in told)


@given(st.lists(st.just(Interval()), max_size=3), DATES)
def test_the_undated_stays_undated(told: list[Interval], as_of: str):
    assert held_together(told, as_of) == "unknown" and extent(told) == ("", "") and combined(told) == ()
