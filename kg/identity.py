"""Ids of entities: the only place that mints them, so that the same thing has the same id in every build."""

from __future__ import annotations

import re
import unicodedata

from kg.model import EntityType, digest

_NOISE = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·•・（）()\-—－]+")


def normalize_name(name: str) -> str:
    """The form of a name that identity looks at: NFKC, no quotes, brackets, dots, dashes or spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def mint_id(type_: EntityType, name: str, region: str = "") -> str:
    """Id of anything but a region: type, normalised name and (optional) the id of the region that scopes it."""
    return f"{type_.lower()}/{digest(type_, normalize_name(name), region)}"


def region_id(code: str) -> str:
    """Id of a unit of the region table, e.g. region/522700."""
    return f"region/{code}"


def subregion_id(parent_id: str, name: str) -> str:
    """Id of a village, new area or zone under a resolved parent, e.g. region/522732-1a2b3c4d."""
    return f"{parent_id}-{digest(name, length=8)}"
