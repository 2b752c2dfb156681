"""Named sites and facilities: parks, bases, workshops, stations, markets."""

from __future__ import annotations

from kg.nlp.annotations import Candidate
from kg.nlp.phrases import Grammar, named_phrases
from kg.nlp.view import View

_GRAMMAR = Grammar(reach=26, verbs=True, quotes=True, brackets=True, links=True)


def find_parks(view: View) -> list[Candidate]:
    """Sites by the heads of park_suffixes.yml, read leftwards."""
    return named_phrases(view, "PARK", "park_suffixes", _GRAMMAR)
