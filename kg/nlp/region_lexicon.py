"""The small word lists of region finding, read once from kg/data/lexicons/*.csv; a wrong line names its file and place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import RuleError
from kg.resources import LEXICONS


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A unit's one-character (or old) name. `use` is "alone", "seen" or "name", as abbreviations.csv explains."""

    code: str
    use: str


@dataclass(frozen=True, slots=True)
class MacroRegion:
    """A region across provinces, or abroad. `sure` names are taken wherever they stand, others only as a word of their own."""

    name: str
    sure: bool
    abroad: bool


@cache
def abbreviations() -> dict[str, tuple[Abbreviation, ...]]:
    """The units that each short name may stand for, provinces first."""
    found: dict[str, list[Abbreviation]] = {}
    for form, code, use in _rows("abbreviations", ("form", "code", "use"), {"alone", "seen", "name"}):
        found.setdefault(form, []).append(Abbreviation(code, use))
    return {form: tuple(items) for form, items in found.items()}


@cache
def macro_regions() -> dict[str, MacroRegion]:
    """Macro regions by each of their forms."""
    rows = _rows("macro_regions", ("form", "name", "kind"), {"sure", "word", "abroad"})
    return {form: MacroRegion(name, kind == "sure", kind == "abroad") for form, name, kind in rows}


@cache
def new_areas() -> dict[str, str]:
    """New areas outside the table: name → code of the unit they lie in."""
    return {name: parent for name, parent in _rows("new_areas", ("name", "parent"))}


@cache
def region_words(kind: str) -> frozenset[str]:
    """Forms that are ordinary words ("full" official names, "short" forms), "phrase"s that only look like one, and what
    stands "behind" a region in a word about it."""
    rows = _rows("region_words", ("form", "kind"), {"full", "short", "phrase", "behind"})
    return frozenset(form for form, found in rows if found == kind)


@cache
def generic_heads() -> frozenset[str]:
    """What stands before 村 or 社区 in kinds of places, not in names: 行政, 贫困, 安置 …"""
    return frozenset(form for form, _ in _rows("region_heads", ("form", "head")))


def _rows(name: str, header: tuple[str, ...], last: set[str] | None = None) -> Iterator[list[str]]:
    path = LEXICONS / f"{name}.csv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise RuleError(f"{path.name}:1: cannot be read: {exc.strerror}") from exc
    seen_header = False
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = next(csv.reader([line]))
        if not seen_header:
            if tuple(row) != header:
                raise RuleError(f"{path.name}:{number}: the columns must be {','.join(header)}")
            seen_header = True
            continue
        if len(row) != len(header) or not all(row):
            raise RuleError(f"{path.name}:{number}: {len(header)} columns expected, none of them empty")
        if last is not None and row[-1] not in last:
            raise RuleError(f"{path.name}:{number}: {row[-1]} is none of {', '.join(sorted(last))}")
        yield row
