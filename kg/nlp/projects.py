"""Projects, programmes, classes, campaigns, mechanisms and the money of partnership programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.phrases import Grammar, named_entity, named_phrases
from kg.nlp.site_names import begun
from kg.nlp.view import View

FUND = "东西部协作资金"
"""What the money of partnership programmes is called, however a text words it."""

_GRAMMAR = Grammar(
    reach=30, verbs=True, quotes=True, dates=True, brackets=True, links=True, general=True, units=10
)


def find_projects(view: View) -> list[Candidate]:
    """Projects by head, quotations that a verb or their last word makes a campaign, and partnership funds."""
    frames, stops = words_of("project_suffixes", "frames"), words_of("project_suffixes", "stops")
    named = named_phrases(view, "PROJECT", "project_suffixes", _GRAMMAR, frames, stops)
    return [
        *begun(view, named, frames),
        *_campaigns(view),
        *_funds(view),
    ]


def _campaigns(view: View) -> Iterator[Candidate]:
    """“雨露计划”: a quotation whose own last word is a programme's; slogans end in anything else."""
    ends = alternatives(words_of("project_suffixes", "campaigns"))
    for match in re.finditer(rf"[“‘]([^“”‘’，。！？；\n]{{2,14}}{ends})[”’]", view.text):
        yield Candidate(
            match.start(),
            match.end(),
            "PROJECT",
            "names.project.quoted",
            0.78,
            named_entity("PROJECT", match[1]),
        )


def _funds(view: View) -> Iterator[Candidate]:
    funds = words_of("project_suffixes", "funds")
    for match in re.finditer(alternatives(funds | words_of("project_suffixes", "aid")), view.text):
        name = FUND if match.group() in funds else match.group()
        yield Candidate(
            match.start(), match.end(), "PROJECT", "names.project.fund", 0.7, named_entity("PROJECT", name)
        )
