"""Particular meetings, fairs, ceremonies and contests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import words_of
from kg.nlp.phrases import Grammar, named_entity, named_phrases
from kg.nlp.view import View

_GRAMMAR = Grammar(reach=44, verbs=True, quotes=True, dates=True, brackets=True, links=True, units=14)


_COUNTED = re.compile(r"(?:[\d两三四五六七八九十百千万余多]+|各类|各种|系列)(?:余|多)?(?:场|次|个|项|期|批)?(?:次|的)?\Z")
"""Before a phrase: several events, none in particular (6场招聘会)."""
_CONGRESS = re.compile(
    r"(?:党的|中国共产党第)(?P<number>[一二三]?十[一二三四五六七八九]?)(?:大(?![中小型量力学])|次全国代表大会)"
    r"|(?:党的|中国共产党第)(?P<term>[一二三]?十[一二三四五六七八九]?)届(?:中央委员会第)?(?P<session>[一二三四五六七])(?:次全体会议|中全会)"
)
"""Party congresses and plenary sessions: 党的二十大, 党的二十届三中全会."""


def find_events(view: View) -> list[Candidate]:
    """Events by the heads of event_suffixes.yml, read leftwards over dates, regions and quotations; party congresses."""
    frames, stops = words_of("event_suffixes", "frames"), words_of("event_suffixes", "stops")
    named = named_phrases(view, "EVENT", "event_suffixes", _GRAMMAR, frames, stops)
    return [*(c for c in named if not _COUNTED.search(view.text, max(0, c.start - 8), c.start)), *_congresses(view)]


def _congresses(view: View) -> Iterator[Candidate]:
    for match in _CONGRESS.finditer(view.text):
        if match["number"]:
            name = f"中国共产党第{match['number']}次全国代表大会"
        else:
            name = f"中国共产党第{match['term']}届中央委员会第{match['session']}次全体会议"
        yield Candidate(
            match.start(), match.end(), "EVENT", "names.event.congress", 0.88, named_entity("EVENT", name)
        )
