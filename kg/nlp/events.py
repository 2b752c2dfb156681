"""Particular meetings, fairs, ceremonies and contests."""

from __future__ import annotations

from kg.nlp.annotations import Candidate
from kg.nlp.phrases import Grammar, named_phrases
from kg.nlp.view import View

_GRAMMAR = Grammar(reach=44, verbs=True, quotes=True, dates=True, brackets=True, links=True, units=14)


def find_events(view: View) -> list[Candidate]:
    """Events by the heads of event_suffixes.yml, read leftwards over dates, regions and quotations."""
    return named_phrases(view, "EVENT", "event_suffixes", _GRAMMAR)
