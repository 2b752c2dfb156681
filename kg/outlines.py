"""Outlines of provinces and prefectures for a map, simplified from Tianditu; scripts/make_outlines.py makes the file.

An outline is a list of rings, a ring one string: Google's polyline encoding with 2 decimals of a degree, longitude before
latitude (CGCS2000, which is WGS84 to within a metre). It is a sketch, not the reviewed standard map; who shows it credits
天地图, says so, and draws the South China Sea lines too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg import resources


def outlines(codes: Iterable[str]) -> dict[str, Any]:
    """What a map of regions with these codes (GB/T 2260, 6 to 12 digits) needs.

    "provinces": every province, code → rings; "prefectures": those in the provinces of `codes`, code → rings; "lines": the
    South China Sea lines, a thin ring each.
    """
    known = json.loads((resources.DATA / "outlines.json").read_text(encoding="utf-8"))
    wanted = {code[:2] for code in codes}
    known["prefectures"] = {c: rings for c, rings in known["prefectures"].items() if c[:2] in wanted}
    return dict(known)

