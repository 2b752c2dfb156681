"""The word lists of kg/data/values: measure words and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.errors import RuleError
from kg.nlp.lexicon import alternatives
from kg.resources import DATA
from kg.rulefile import read_rulefile

VALUES = DATA / "values"


@dataclass(frozen=True, slots=True)
class Measures:
    """kg/data/values/measures.yml, whose head says what each list is for; lists are words parted by blanks."""

    currencies: str
    plain: str
    cautious: str
    digits: str
    latin: str
    not_before: dict[str, str]
    before: str
    before_bare: str
    after: str
    inside: str
    idioms: str
    line: int = 0
    file: str = ""

    def units(self, words: str) -> str:
        """A regular expression for any of the words, each with what must not follow it."""
        ordered = sorted(_listed(words, self), key=lambda word: (-len(word), word))
        return "(?:" + "|".join(f"{alternatives((word,))}{self._guard(word)}" for word in ordered) + ")"

    def _guard(self, word: str) -> str:
        return f"(?![{self.not_before[word]}])" if word in self.not_before else ""


@dataclass(frozen=True, slots=True)
class Times:
    """kg/data/values/dates.yml, whose head says what each list is for."""

    now: dict[str, Literal["day", "month", "year"]]
    loose: str
    eras: dict[str, str]
    feasts: str
    feast_parts: str
    line: int = 0
    file: str = ""


def _listed(words: str, rules: Measures | Times) -> list[str]:
    found = words.split()
    if twice := {word for word in found if found.count(word) > 1}:
        raise RuleError(f"{rules.file}:{rules.line}: twice in one list: {' '.join(sorted(twice))}")
    return found


def any_of(words: str | Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return alternatives(words.split() if isinstance(words, str) else words)


@cache
def load_measures() -> Measures:
    """Raises RuleError: the file is wrong."""
    return read_rulefile(VALUES / "measures.yml", Measures)


@cache
def load_times() -> Times:
    """Raises RuleError: the file is wrong."""
    return read_rulefile(VALUES / "dates.yml", Times)
