"""Townships by their short names (东莞厚街, 张易的): only those of counties that the article names.

Nation-wide these forms are hopelessly ambiguous; inside a county or two they are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.gazetteer import COUNTY, PREFECTURE, TOWNSHIP, Gazetteer, Unit
from kg.nlp.lexicon import words_of
from kg.nlp.region_evidence import Finding
from kg.nlp.region_lexicon import region_words
from kg.nlp.region_spots import WordMap

_SUFFIX = re.compile(r"(?:街道|苏木|[镇乡])$")
_NOT_BEFORE = re.compile(r"[山江河湖岛路村街镇乡县市区]|社区|街道|水库")
SOURCE = "regions.town.short"
RARE = 20
"""A form that the dictionary counts more often as a word is left alone."""


def short_towns(text: str, words: WordMap, found: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """Findings of townships named without 镇 or 乡, none of them over a finding of `found`.

    One that the article also names in full needs word borders only; any other must be tagged as a place,
    or stand right behind its county, and be the only one of the name in the counties named.
    """
    certain = [finding for finding in found if not finding.ambiguous]
    named = {f.unit.code for f in certain if f.unit.level == TOWNSHIP}
    # Few of a county's townships are in a text, and to look is a hundred times faster than to compile a pattern of all.
    forms = {form: unit for form, unit in _forms(certain, named, gazetteer).items() if form in text}
    if not forms:
        return []
    covered = {position for f in found for position in range(f.start, f.end)}
    ends = {f.end: f.unit for f in certain}
    pattern = re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form))))
    towns = []
    for match in pattern.finditer(text):
        start, end = match.span()
        unit = forms[match.group()]
        if any(position in covered for position in range(start, end)) or _NOT_BEFORE.match(text, end):
            continue
        parent = ends.get(start)
        chained = parent is not None and gazetteer.is_within(unit.code, parent.code)
        fit = words.fit(start, end, left_known=chained)
        needed = -1.0 if unit.code in named else 0.0 if chained else 2.0
        if fit >= needed:
            towns.append(Finding(start, end, match.group(), unit, SOURCE, 0.75))
    return towns


def _forms(certain: Sequence[Finding], named: set[str], gazetteer: Gazetteer) -> dict[str, Unit]:
    """Short forms that mean one township only, in the counties (and cities without counties) named."""
    parents = {f.unit.code for f in certain if f.unit.level in (PREFECTURE, COUNTY)}
    parents |= {gazetteer.by_code[code].parent for code in named}
    found: dict[str, list[Unit]] = {}
    for parent in sorted(parents):
        for unit in gazetteer.children(parent):
            if unit.level == TOWNSHIP:
                found.setdefault(_SUFFIX.sub("", unit.name), []).append(unit)
    return {
        form: units[0]
        for form, units in found.items()
        if len(form) > 1
        and len(units) == 1
        and form not in gazetteer.forms
        and gazetteer.word_counts.get(form, 0) <= RARE
        and form not in region_words("short")
        and form not in words_of("product_heads", "heads")  # 毛尖 is tea, not 毛尖镇
    }
