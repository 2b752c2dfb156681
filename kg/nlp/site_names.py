"""Where the name of a site or project begins, once its words are found: regions that only say where it lies go.

A province says nothing more before what lies in it (贵州|赤水竹海景区); behind 在 a region belongs to 在 where a name without
it follows (在赤水市|连心小区); the verb of building that introduced a name goes too, and whatever stands before 的.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives
from kg.nlp.phrases import bare, named_entity
from kg.nlp.view import View, level_of

_OWN = frozenset({"ORG", "LOC", "PER", "nz", "nr", "nw"})
_CLAUSE = re.compile(
    r"[已共]有?\d+|\d+余?[家个座名]|(?:入|开|进|出|游|逛|建)[园馆站]$|(?<![高中同初平])等|(?:资金|领域|类)项目$"
)
"""What shows that a phrase is a clause or a kind and no name: …已有46家工坊, …企业入园, 水务等领域项目."""
_LIST = re.compile(r".*(?:计划|行动|项目|工程|基地|园区|产业园)[和与及、]")
"""The names before the last one of a list."""
_PLACING = ("在", "到", "于", "向")


def begun(view: View, candidates: Iterable[Candidate], verbs: frozenset[str]) -> list[Candidate]:
    """The candidates, those with words too many before the name from a later start; later endings stay as they are.

    Args:
        view: The text.
        candidates: What was read leftwards.
        verbs: Verbs that introduce such a name and are no part of it.
    """
    found = (_cut(view, candidate, verbs) for candidate in candidates)
    return [c for c in found if not _CLAUSE.search(view.text, c.start, c.end)]


def _cut(view: View, candidate: Candidate, verbs: frozenset[str]) -> Candidate:
    if candidate.source.endswith(".ending") or candidate.entity is None:
        return candidate
    start = max(candidate.start, view.text.rfind("的", candidate.start, candidate.end - 2) + 1)
    for words in (_LIST, _opening(verbs)):
        match = words.match(view.text, start, candidate.end - 2)
        start = match.end() if match else start
    placed = view.text[start - 1 : start] in _PLACING
    while (region := view.region_after(start)) is not None and region.entity is not None:
        inner = view.region_after(region.end)
        province = level_of(region.entity) == "省" and "/" not in region.entity.path
        if inner is None or inner.entity is None or inner.end >= candidate.end or not province:
            break
        if not inner.entity.path.startswith(f"{region.entity.path}/"):
            break
        start = region.end
    if placed:
        start = _own_start(view, start, candidate.end)
    if start == candidate.start:
        return candidate
    scope = view.region_after(start)
    parent = scope.entity.id if scope is not None and scope.entity is not None else ""
    entity = named_entity(candidate.type, bare(view.text[start : candidate.end]), parent)
    return Candidate(start, candidate.end, candidate.type, candidate.source, candidate.score, entity)


@cache
def _opening(verbs: frozenset[str]) -> re.Pattern[str]:
    return re.compile(alternatives(verbs) + "了?")


def _own_start(view: View, start: int, end: int) -> int:
    """Behind the regions at `start`, if a word that no dictionary has follows them and is not the whole rest."""
    position = start
    while (region := view.region_after(position)) is not None and region.end < end:
        position = region.end
    word = view.word_at(position)
    own = word is not None and word.start == position and word.tag in _OWN and word.end - position > 1
    return position if own and end - position >= 5 else start
