"""Which of two regions is the helper in the national programmes of paired assistance, by their provinces.

Eastern provinces help western ones and places in the middle of the country (the reservoirs, the old base areas);
Xinjiang and Tibet are helped by the middle and the northeast too, which itself has partners but no helpers. The classes
stand in kg/data/words/pairs.yml. A role makes no fact: it directs a pair that the text calls assistance, and keeps
weak wordings to pairs between which assistance is possible.
"""

from __future__ import annotations

from kg.model import Entity
from kg.nlp.patterns import load_words

_LOWEST = 3
EAST, NORTH, MIDDLE, WEST, FRONTIER = "east", "north", "middle", "west", "frontier"


def helps(one: Entity, other: Entity) -> bool:
    """Whether `one` lies where the programmes have it help where `other` lies, and is no city beside a whole province."""
    if rank(other) == 0 < rank(one):
        return False
    giver, taker = _part(one), _part(other)
    if one.path.partition("/")[0] == other.path.partition("/")[0]:
        return _prefecture(one) in load_words()["part-giver"] and _prefecture(other) in load_words()["part-taker"]
    return (giver == EAST and taker in (MIDDLE, WEST, FRONTIER)) or (giver in (NORTH, MIDDLE) and taker == FRONTIER)


def _prefecture(region: Entity) -> str:
    return (*region.path.split("/"), "")[1]


def is_province(region: Entity) -> bool:
    """Whether a region is a province, a municipality or an autonomous region."""
    return _part(region) != "" and "/" not in region.path


def rank(region: Entity) -> int:
    """How far down a region stands: 0 a province, 1 a prefecture, 2 a county or a district of a municipality, 3 below."""
    depth = region.path.count("/")
    return min(depth + (depth == 1 and region.name.endswith(("区", "县")) and _municipal(region)), _LOWEST)


def _municipal(region: Entity) -> bool:
    return region.path.partition("/")[0].endswith("市")


def _part(region: Entity) -> str:
    province = region.path.partition("/")[0]
    words = load_words()
    return next((part for part in (EAST, NORTH, MIDDLE, WEST, FRONTIER) if province in words[f"part-{part}"]), "")
