"""Who puts out a paper, by its title."""

from __future__ import annotations

import pytest
from marked import read

from kg.nlp.relations import find_relations

PAPER = "{d:DOCUMENT:《%s》}正式公布。"


@pytest.mark.parametrize(
    ("before", "title", "expected"),
    [
        ("{a:ORG.gov:赤水市人民政府}、{b:ORG.gov:赤水市教育局}开会。", "赤水市人民政府、赤水市教育局关于办好夜校的意见", ["a", "b"]),
        ("{a:REGION:赤水市}下雨。", "赤水市竹产业发展规划", ["a"]),
        ("{a:REGION:赤水市}和{b:REGION:惠州市}往来。", "赤水市与惠州市招商办法（试行）", ["a", "b"]),
        ("{a:REGION:赤水市}下雨。", "赤水市与惠州市协作协议", []),
        ("{a:REGION:赤水}下雨。", "赤水竹海导览", []),
        ("{a:REGION:赤水市}下雨。{c:ORG.gov:市教育局}印发{d:DOCUMENT:《赤水市夜校办法》}。", "赤水市夜校办法", ["c"]),
    ],
    ids=["organs before 关于", "a region", "two regions", "an agreement is signed", "a short name is any word", "told"],
)  # fmt: skip
def test_title(before: str, title: str, expected: list[str]) -> None:
    found = find_relations(read(before + PAPER % title))
    assert sorted(d.subject for d in found if d.predicate == "issues") == expected
