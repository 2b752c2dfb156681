"""Named sites and facilities: parks, bases, workshops, stations, markets."""

from __future__ import annotations

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import words_of
from kg.nlp.phrases import Grammar, named_phrases
from kg.nlp.site_names import begun
from kg.nlp.view import View

_GRAMMAR = Grammar(reach=26, verbs=True, quotes=True, brackets=True, links=True)


def find_parks(view: View) -> list[Candidate]:
    """Sites by the heads of park_suffixes.yml, read leftwards; a verb of building makes common nouns one site."""
    frames, stops = words_of("park_suffixes", "frames"), words_of("park_suffixes", "stops")
    return begun(view, named_phrases(view, "PARK", "park_suffixes", _GRAMMAR, frames, stops), frames)
