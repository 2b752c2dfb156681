"""The outlines: complete, where they should be, and with what a map of China must not leave out."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from kg.gazetteer import PREFECTURE, PROVINCE, load_gazetteer
from kg.outlines import outlines
from kg.resources import DATA

_spec = importlib.util.spec_from_file_location(
    "make_outlines", Path(__file__).parents[1] / "scripts" / "make_outlines.py"
)
assert _spec is not None and _spec.loader is not None
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

ALL = outlines(f"{province}0000" for province in range(11, 83))


def rings(outline: list[str]) -> list[list[tuple[float, float]]]:
    """The points of an outline, by the published description of the encoding."""
    found = []
    for ring in outline:
        numbers, value, shift = [], 0, 0
        for character in ring:
            value |= (ord(character) - 63 & 0x1F) << shift
            shift += 5
            if ord(character) - 63 < 0x20:
                numbers.append(~(value >> 1) if value & 1 else value >> 1)
                value = shift = 0
        points, lon, lat = [], 0, 0
        for east, north in zip(numbers[::2], numbers[1::2], strict=True):
            lon, lat = lon + east, lat + north
            points.append((lon / 100, lat / 100))
        found.append(points)
    return found


def inside(point: tuple[float, float], outline: list[str]) -> bool:
    """By the even-odd rule."""
    (x, y), odd = point, False
    for ring in rings(outline):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def test_all_there():
    assert {part: len(found) for part, found in ALL.items()} == {"provinces": 34, "prefectures": 368, "lines": 10}
    units = {unit.code for unit in load_gazetteer().units if unit.level == PROVINCE}
    assert set(ALL["provinces"]) == units


@pytest.mark.parametrize("level, part", [(PROVINCE, "provinces"), (PREFECTURE, "prefectures")])
def test_units_lie_inside_their_outline(level: int, part: str):
    """Centres of the region table come from elsewhere; few may fall outside a bent or island unit."""
    found = [u for u in load_gazetteer().units if u.level == level and u.code in ALL[part] and u.lon is not None]
    outside = [u.name for u in found if not inside((u.lon, u.lat), ALL[part][u.code])]
    assert len(found) > 30 and len(outside) <= len(found) * 0.03, outside


def test_a_graph_gets_the_prefectures_of_its_provinces():
    some = outlines(["522700", "440114"])
    assert {code[:2] for code in some["prefectures"]} == {"52", "44"}
    assert some["provinces"] == ALL["provinces"] and some["lines"] == ALL["lines"]
    assert outlines([])["prefectures"] == {}


@pytest.mark.parametrize(
    "code, lon, lat",
    [("710000", 123.5, 25.75), ("710000", 124.56, 25.92), ("460000", 112.34, 16.83), ("460000", 114.36, 10.38)],
    ids=["钓鱼岛", "赤尾屿", "永兴岛", "太平岛"],
)
def test_islands_are_kept(code: str, lon: float, lat: float):
    points = [point for ring in rings(ALL["provinces"][code]) for point in ring]
    assert any(abs(x - lon) < 0.06 and abs(y - lat) < 0.06 for x, y in points)


def test_the_south_china_sea_lines():
    centres = [(sum(x for x, _ in r) / len(r), sum(y for _, y in r) / len(r)) for r in rings(ALL["lines"])]
    assert centres[0] == pytest.approx((122.6, 24.0), abs=0.1)  # east of Taiwan
    assert min(y for _, y in centres) < 4 and max(x for x, _ in centres) < 123


def test_the_file_is_small():
    assert (DATA / "outlines.json").stat().st_size < 200_000


def test_encoding_rounds_and_joins():
    assert make.encode([(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]) == make.encode(
        [(38.501, -120.2), (38.5, -120.2), (40.7, -120.95), (43.25, -126.45), (38.5, -120.2)]
    )
    assert rings([make.encode([(38.5, -120.2), (40.7, -120.95)])]) == [[(38.5, -120.2), (40.7, -120.95)]]
    assert rings([make.encode([(112.001, 4.001)] * 4)]) == [[(112.0, 4.0)]]


def test_units_keep_holes_and_order():
    square = [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]
    hole = [[0.5, 0.5], [0.5, 1], [1, 1], [0.5, 0.5]]
    geometry = {"type": "Polygon", "coordinates": [square, hole]}
    found = make.units({"features": [{"properties": {"adcode": "110000"}, "geometry": geometry}]})
    assert rings(found["110000"]) == [[(0, 0), (0, 2), (2, 2), (2, 0)], [(0.5, 0.5), (0.5, 1), (1, 1)]]
    assert not inside((0.6, 0.8), found["110000"]) and inside((1.5, 1.5), found["110000"])
    assert json.loads(make.written({"provinces": found, "lines": ["?"]})) == {"provinces": found, "lines": ["?"]}


def test_lines_stand_between_their_marks():
    line = "[[[1,1],[2,2],[1,2],[1,1]]]"
    text = f"[9]\n// ==== 中国南海海域十段线 ====\n// geometry begin\n{line},\n{line}\n// geometry end\n[8]"
    assert rings(make.south_sea(text)) == [[(1, 1), (2, 2), (1, 2)]] * 2
