"""Whose a named thing is and where it lies, read from its name and the regions of the text."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.nlp.openings import forms, is_macro, read_origin


def region(path: str) -> Entity:
    return Entity(path, "REGION", path.rsplit("/", 1)[-1], path=path)


REGIONS = [
    region(path)
    for path in (
        "贵州省", "贵州省/遵义市/赤水市", "贵州省/遵义市/习水县", "广东省/广州市/花都区", "广东省/中山市", "粤港澳大湾区",
        "贵州省/黔南布依族苗族自治州/都匀市",
    )
]  # fmt: skip
KNOWN = forms(REGIONS)


@pytest.mark.parametrize(
    ("name", "owner", "places"),
    [
        ("赤水市第九医院", "赤水市", ["赤水市"]),
        ("贵州赤水竹业有限公司", "赤水市", ["赤水市"]),
        ("遵义市赤水市第九医院", "赤水市", ["赤水市"]),
        ("赤水市驻花都劳务工作站", "赤水市", ["花都区"]),
        ("赤水市驻广州花都劳务工作站", "赤水市", ["花都区"]),
        ("赤水市驻外劳务工作站", "赤水市", []),
        ("赤水籍务工人员服务站", "赤水市", []),
        ("花都·赤水劳务服务站", "花都区", []),
        ("花都（赤水）竹产业园", "花都区", ["赤水市"]),
        ("花都赤水竹产业园", "花都区", []),
        ("花都区赤水商会", "花都区", ["花都区"]),
        ("中国（贵州）竹产业试验区", "贵州省", ["贵州省"]),
        ("粤黔协作赤水竹产业园", None, ["赤水市"]),
        ("粤港澳大湾区“菜篮子”赤水配送中心", "粤港澳大湾区", ["赤水市"]),
        ("贵州竹业集团有限公司习水县分公司", "贵州省", ["习水县"]),
        ("赤水至习水高速公路", "赤水市", ["赤水市", "习水县"]),
        ("中山大学", None, []),
        ("连心竹器加工园", None, []),
    ],
)
def test_a_name_says_owner_and_place(name: str, owner: str | None, places: list[str]) -> None:
    origin = read_origin(name, (), KNOWN)
    assert (origin.owner.name if origin.owner else None) == owner
    assert [place.name for place in origin.places] == places


def test_a_region_mentioned_in_the_name_counts_before_its_forms() -> None:
    other = region("湖南省/娄底市/赤水镇")
    assert read_origin("赤水小学", [(0, 2, other)], KNOWN).owner == other


def test_a_short_name_that_stands_in_names_alone_places_nothing_behind_another_region() -> None:
    unsaid = {"贵州省/遵义市/赤水市"}
    assert read_origin("贵州赤水竹业有限公司", (), KNOWN, unsaid).places == (REGIONS[0],)
    assert read_origin("贵州赤水市竹业有限公司", (), KNOWN, unsaid).places == (REGIONS[1],)
    assert read_origin("花都区驻赤水劳务工作站", (), KNOWN, unsaid).places == (REGIONS[1],)


def test_macro_regions_say_no_place() -> None:
    assert [entity.name for entity in REGIONS if is_macro(entity)] == ["粤港澳大湾区"]
