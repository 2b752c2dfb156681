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
    found = begun(view, named_phrases(view, "PARK", "park_suffixes", _GRAMMAR, frames, stops), frames)
    venues = words_of("park_suffixes", "venues")
    return [c for c in found if _without_regions(view, c) not in venues and not _is_added(view, c)]


def _is_added(view: View, candidate: Candidate) -> bool:
    """Whether a name is a term of a slogan: 贵州总部+贵州基地."""
    text, start, end = view.text, candidate.start, candidate.end
    return text[start - 1 : start] in ("+", "＋") or text[end : end + 1] in ("+", "＋")


def _without_regions(view: View, candidate: Candidate) -> str:
    start = candidate.start
    while (region := view.region_after(start)) is not None and region.end < candidate.end:
        start = region.end
    return view.text[start : candidate.end]
