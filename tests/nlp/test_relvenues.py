"""Where an event takes place, by its name."""

from __future__ import annotations

import pytest
from marked import read

from kg.nlp.relations import find_relations

REGIONS = "{a:REGION:赤水=贵州省/遵义市/赤水市}离{b:REGION:惠州=广东省/惠州市}很远。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{e:EVENT:2023年赤水笋干惠州专场推介会}人气足。", ["b"]),
        ("{e:EVENT:“赤水山货走进惠州”活动}人气足。", ["b"]),
        ("{e:EVENT:2021湾区（惠州）手信展销会}人气足。", ["b"]),
        ("{e:EVENT:第三届惠州国际马拉松}人气足。", ["b"]),
        ("{e:EVENT:赤水·惠州推介会}人气足。", []),
        ("{e:EVENT:赤水展销会}人气足。", []),
        ("{e:EVENT:赤水笋干惠州推介会}昨天在{c:REGION:东莞=广东省/东莞市}举行。", ["c"]),
    ],
    ids=["shown elsewhere", "goods that enter", "in brackets", "held at home", "of two", "its own show may be away", "told"],
)  # fmt: skip
def test_venue(text: str, expected: list[str]) -> None:
    found = find_relations(read(REGIONS + text))
    assert sorted(d.object for d in found if d.predicate == "held_in") == expected
