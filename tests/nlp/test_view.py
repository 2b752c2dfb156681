"""What a bare level word (县, 州, 自治区) goes back to."""

from __future__ import annotations

import pytest

from kg.nlp.annotations import Candidate
from kg.nlp.view import View
from kg.region_entities import unit_entity

XINGYI, ANLONG, ZHENNING, ZHANJIANG = "522301", "522328", "520423", "440800"


@pytest.mark.parametrize(
    ("codes", "level", "expected"),
    [
        ([XINGYI, ANLONG], "州", "黔西南布依族苗族自治州"),
        ([XINGYI, ANLONG], "省", "贵州省"),
        ([XINGYI, ANLONG, ZHENNING, ZHANJIANG], "省", "贵州省"),
        ([XINGYI, ZHANJIANG], "省", None),
        ([ANLONG, ANLONG, ANLONG, ZHENNING], "县", "安龙县"),
        ([ANLONG, ZHENNING], "县", None),
        ([XINGYI, "640000", "330000"], "自治区", "宁夏回族自治区"),
        ([], "县", None),
    ],
    ids=[
        "the prefecture around", "the province around", "around most by far", "around as many", "named most by far",
        "named as often", "an autonomous region is no other province", "nothing named",
    ],
)  # fmt: skip
def test_a_bare_level_word(codes: list[str], level: str, expected: str | None) -> None:
    places = [Candidate(n, n + 1, "REGION", "test", 0.9, unit_entity(code)) for n, code in enumerate(codes, 1)]
    view = View("，" * 20, [], places)
    found = view.region_named(level, 0)
    assert (found.entity.name if found is not None and found.entity is not None else None) == expected
