"""The table of China's administrative units: codes, names, other names, places; and a matcher over all names.

Data: kg/data/regions/ (sources and licences in NOTICE), made by scripts/make_regions.py. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from kg.errors import InputError
from kg.resources import REGIONS

FormKind = Literal["full", "variant", "former", "short"]
"""full: the official name; variant: another name with an administrative suffix (黔南州); former: a name of the past;
short: a name without suffix (黔南), or a past one."""

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = 1, 2, 3, 4

_SUFFIX = re.compile(r"(?:自治区|特别行政区|地区|林区|街道|苏木|[省市州盟县区旗镇乡])$")
_ID = re.compile(r"region/(\d{6}|\d{9})$")


class Unit(NamedTuple):
    """A unit of government. `code` has 6 digits (9 below the county), `level` is 1 (province) to 4 (township).

    `parent` is the parent's code ("" for provinces), `path` the names from the province down, joined by "/".
    `lon` and `lat` are the centre in degrees (CGCS2000, within metres of WGS 84), None for townships.
    """

    code: str
    name: str
    level: int
    parent: str
    path: str
    short_forms: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    qid: str = ""


class Reading(NamedTuple):
    """One unit that a form may stand for."""

    unit: Unit
    kind: FormKind


class Gazetteer:
    """All units, by code and by every form of their names. Made once by `load_gazetteer`; never changed after."""

    def __init__(self, folder: Path) -> None:
        self.by_code: dict[str, Unit] = {}
        self._children: dict[str, list[str]] = {}
        self._forms: dict[str, list[tuple[str, FormKind]]] = {}
        self._former: dict[str, list[str]] = {}
        self.word_counts: dict[str, int] = {
            form: int(count) for form, count in _rows(folder / "words.tsv", 2)
        }
        """Forms that are ordinary words too, with how often a dictionary of the language counts the word."""
        self._load_units(folder / "units.tsv")
        self._load_townships(folder / "townships.tsv")
        self._load_former(folder / "former_names.tsv")
        self._load_others(folder / "other_names.tsv")
        self._lengths = self._index()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, parents before children."""
        return tuple(self.by_code.values())

    @property
    def forms(self) -> Mapping[str, object]:
        """Every form that `match` finds."""
        return self._forms

    def readings(self, form: str) -> tuple[Reading, ...]:
        """The units that a form may stand for, provinces first; none if the form is unknown."""
        return tuple(Reading(self.by_code[code], kind) for code, kind in self._forms.get(form, ()))

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units right below a unit, by code; of "" the provinces."""
        return tuple(self.by_code[child] for child in self._children.get(code, ()))

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units above a unit, its parent first."""
        above = []
        unit = self.by_code[code]
        while unit.parent:
            unit = self.by_code[unit.parent]
            above.append(unit)
        return tuple(above)

    def is_within(self, code: str, outer: str) -> bool:
        """Whether a unit lies inside another one, at any depth; no unit lies inside itself."""
        unit = self.by_code[code]
        while unit.parent:
            if unit.parent == outer:
                return True
            unit = self.by_code[unit.parent]
        return False

    def former_names(self, code: str) -> tuple[str, ...]:
        """The names a unit had since 1980."""
        return tuple(self._former.get(code, ()))

    def coordinates(self, region: str) -> tuple[float, float] | None:
        """(longitude, latitude) of the centre of an entity id such as region/522700; None where none is known."""
        match = _ID.match(region)
        unit = self.by_code.get(match[1]) if match else None
        if unit is None or unit.lon is None or unit.lat is None:
            return None
        return unit.lon, unit.lat

    def match(self, text: str) -> Iterator[tuple[int, int]]:
        """Every [start, end) of text that is a form, overlapping ones too; by start, then longest first."""
        lengths, forms, size = self._lengths, self._forms, len(text)
        for start in range(size - 1):
            for length in lengths.get(text[start : start + 2], ()):
                if start + length <= size and text[start : start + length] in forms:
                    yield start, start + length

    def _load_units(self, path: Path) -> None:
        for code, name, level, parent, others, lon, lat, qid in _rows(path, 8):
            shorts = tuple(others.split("|")) if others else ()
            above = self.by_code[parent].path + "/" if parent else ""
            east, north = (float(lon), float(lat)) if lon else (None, None)
            unit = Unit(code, name, int(level), parent, above + name, shorts, east, north, qid)
            self.by_code[code] = unit
            self._children.setdefault(parent, []).append(code)
            self._forms.setdefault(name, []).append((code, "full"))
            for form in shorts:
                kind: FormKind = "variant" if _SUFFIX.search(form) and len(form) > 2 else "short"
                self._forms.setdefault(form, []).append((code, kind))

    def _load_townships(self, path: Path) -> None:
        for parent, prefix, *names in _rows(path, 3):
            above = self.by_code[parent].path + "/"
            children = self._children.setdefault(parent, [])
            for item in names:
                name, _, other = item[3:].partition("|")
                code = prefix + item[:3]
                self.by_code[code] = Unit(code, name, TOWNSHIP, parent, above + name, (other,) if other else ())
                children.append(code)
                self._forms.setdefault(name, []).append((code, "full"))
                if other:
                    self._forms.setdefault(other, []).append((code, "variant"))

    def _load_former(self, path: Path) -> None:
        for name, code in _rows(path, 2):
            self._former.setdefault(code, []).append(name)
            kind: FormKind = "former" if _SUFFIX.search(name) else "short"
            if name not in self._forms:  # a township may bear the name of a former county
                self._forms[name] = [(code, kind)]

    def _load_others(self, path: Path) -> None:
        """Names in use that no rule makes, kept by hand: 科右中旗, 浦东."""
        for name, code in _rows(path, 2):
            kind: FormKind = "variant" if _SUFFIX.search(name) and len(name) > 2 else "short"
            self._forms.setdefault(name, []).append((code, kind))

    def _index(self) -> dict[str, tuple[int, ...]]:
        """The lengths of forms by their first two characters, longest first: linear time, and small to build."""
        lengths: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[:2], set()).add(len(form))
        return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _rows(path: Path, least: int) -> Iterator[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise InputError(f"{path.name}: cannot read the region table: {exc.strerror}") from exc
    for number, line in enumerate(lines, 1):
        row = line.split("\t")
        if len(row) < least:
            raise InputError(f"{path.name}:{number}: {len(row)} columns where {least} were expected")
        yield row


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped table; some 0.2 s the first time, the same object afterwards.

    Raises:
        InputError: the shipped data is missing or damaged.
    """
    return Gazetteer(REGIONS)
