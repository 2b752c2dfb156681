"""The word lists of kg/data/metrics/words.yml and the classes of units, as the features of metrics use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.nlp.lexicon import alternatives
from kg.resources import DATA
from kg.rulefile import read_rulefile

METRICS = DATA / "metrics"


@dataclass(frozen=True, slots=True)
class MetricWords:
    """kg/data/metrics/words.yml, whose head lines say what each list is for; lists are words parted by blanks."""

    measured: str
    grown: str
    equal: str
    acted: str
    after: str
    abstract: str
    oblique: str
    told: str
    units: dict[str, str]
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Cues:
    """The lists as regular expressions; `*_end` match at the end of what stands before, others at its start."""

    measured_end: re.Pattern[str]
    equal_end: re.Pattern[str]
    grown_end: re.Pattern[str]
    acted: re.Pattern[str]
    acted_end: re.Pattern[str]
    after: re.Pattern[str]
    noun: re.Pattern[str]
    abstract: re.Pattern[str]
    oblique_end: re.Pattern[str]
    told: re.Pattern[str]


@cache
def load_metric_words() -> MetricWords:
    """Raises RuleError: the file is wrong."""
    return read_rulefile(METRICS / "words.yml", MetricWords)


@cache
def load_cues() -> Cues:
    """The lists compiled; raises as `load_metric_words`."""
    words = load_metric_words()
    measured, equal = alternatives(words.measured.split()), alternatives(words.equal.split())
    return Cues(
        measured_end=re.compile(f"{measured}(?:{equal}|的)*$"),
        equal_end=re.compile(f"{equal}了?$"),
        grown_end=re.compile(f"{alternatives(words.grown.split())}(?:{equal}|了|约|近)*$"),
        acted=re.compile(alternatives(words.acted.split())),
        acted_end=re.compile(f"{alternatives(words.acted.split())}(?:了|着|过|出)?$"),
        after=re.compile(f"[^，。；、！？]{{0,8}}?{alternatives(words.after.split())}"),
        noun=re.compile(alternatives(words.after.split())),
        abstract=re.compile(alternatives(words.abstract.split())),
        oblique_end=re.compile(f"{alternatives(words.oblique.split())}$"),
        told=re.compile(alternatives(words.told.split())),
    )


@cache
def unit_class(unit: str) -> str:
    """The class of a unit without its scale (万亩 → area), "other" where no class has it."""
    bare = re.sub(r"^(?:万亿|亿|万|千|百)+(?=.)|[（(].*$", "", unit)
    if "/" in bare:
        return "price"
    for name, words in load_metric_words().units.items():
        if bare in words.split():
            return name
    return "other"
