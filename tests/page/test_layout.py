"""Places are readable: labels apart, helpers right of the helped, provinces in frames of their own."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.layout import LONGEST, Tie, columns, label_width, overview, short

GROUPS = {"g": "粤", "g1": "粤", "g2": "粤", "q": "黔", "q1": "黔", "q2": "黔", "y": "云", "c": "渝"}
NAMES = {
    "g": "粤",
    "g1": "广州市",
    "g2": "惠州市",
    "q": "黔",
    "q1": "黔南布依族苗族自治州",
    "q2": "凤冈县",
    "y": "云",
    "c": "渝",
}
TIES = [
    Tie("g", "q", True),
    Tie("g1", "q1", True),
    Tie("g2", "q2", False),
    Tie("y", "q", False),
    Tie("y", "c", False),
]


def many(count: int) -> tuple[list[Tie], dict[str, str], dict[str, str]]:
    """As many pairs, from five provinces to five others."""
    ties = [Tie(f"h{i}", f"r{i * 7 % count}", i % 3 > 0) for i in range(count)]
    ends = sorted({end for t in ties for end in (t.source, t.target)})
    groups = {end: f"{end[0]}{int(end[1:]) % 5}省" for end in ends}
    return ties, groups, {end: f"地区{end}自治县" for end in ends}


def boxes(places, names, size=lambda node: 14, above=13, below=13):
    return {
        n: (
            x - label_width(names[n]) * size(n) / 28,
            y - above,
            x + label_width(names[n]) * size(n) / 28,
            y + below,
        )
        for n, (x, y) in places.items()
    }


def overlapping(found):
    return [
        (a, b)
        for (a, p), (b, q) in combinations(sorted(found.items()), 2)
        if p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]
    ]


def test_who_helps_more_than_is_helped_is_a_helper():
    assert columns(TIES, GROUPS) == {"粤": "helper", "黔": "recipient", "云": "neutral", "渝": "neutral"}
    assert columns([Tie("g", "g1", True)], GROUPS) == {"粤": "neutral"}


@pytest.mark.parametrize("narrow", [False, True])
def test_helpers_stand_right_of_the_helped(narrow: bool):
    plan = overview(TIES, GROUPS, NAMES, narrow)
    assert set(plan.places) == set(GROUPS)
    right = [plan.places[n][0] for n, c in plan.columns.items() if c == "helper"]
    left = [plan.places[n][0] for n, c in plan.columns.items() if c == "recipient"]
    assert min(right) > max(left) + 150
    assert [column for _, _, column in plan.heads].count("helper") == 1


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [1, 12, 24, 60])
def test_no_two_labels_overlap(count: int, narrow: bool):
    ties, groups, names = many(count)
    plan = overview(ties, groups, names, narrow)
    assert overlapping(boxes(plan.places, names)) == []


def test_a_frame_holds_its_province_and_nothing_else():
    ties, groups, names = many(20)
    plan = overview(ties, groups, names, False)
    assert len(plan.frames) >= 8
    for x, y, width, height, title in plan.frames:
        inside = {n for n, (px, py) in plan.places.items() if x < px < x + width and y < py < y + height}
        assert inside == {n for n in plan.places if groups[n] == title}


def test_the_first_screen_fits():
    """24 pairs: a zoom of at least 0.9 on 900 × 670 pixels, so that labels stay over 12 pixels."""
    ties, groups, names = many(14)
    found = boxes(overview(ties, groups, names, False).places, names).values()
    wide = max(b[2] for b in found) - min(b[0] for b in found)
    high = max(b[3] for b in found) - min(b[1] for b in found)
    assert (wide < 1000, high < 745) == (True, True)


def test_nothing_to_place():
    assert overview([], {}, {}, False).places == {}


@pytest.mark.parametrize(
    "name, label", [("广东省", "广东省"), ("a\n b", "a b"), ("长" * 40, "长" * (LONGEST - 1) + "…")]
)
def test_labels_are_one_short_line(name: str, label: str):
    assert short(name) == label
