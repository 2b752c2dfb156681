"""Where the name of a site or project begins, once its words are found: regions that only say where it lies go.

山东枣庄石榴种植园 is 枣庄石榴种植园 (a province says nothing more before what lies in it); in 在无锡市北桥人家小区 the region
belongs to 在, as 北桥人家小区 is a name without it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.nlp.annotations import Candidate
from kg.nlp.phrases import bare, named_entity
from kg.nlp.view import View, level_of

_OWN = frozenset({"ORG", "LOC", "PER", "nz", "nr", "nw"})
_PLACING = ("在", "到", "于", "向", "来到", "走进", "赴")


def begun(view: View, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, those that open with regions too many from a later start; later endings stay as they are."""
    return [_cut(view, candidate) for candidate in candidates]


def _cut(view: View, candidate: Candidate) -> Candidate:
    if candidate.source.endswith(".ending") or candidate.entity is None:
        return candidate
    start = candidate.start
    while (region := view.region_after(start)) is not None and region.entity is not None:
        inner = view.region_after(region.end)
        province = level_of(region.entity) == "省" and "/" not in region.entity.path
        if inner is None or inner.entity is None or inner.end >= candidate.end or not province:
            break
        if not inner.entity.path.startswith(f"{region.entity.path}/"):
            break
        start = region.end
    if view.text[max(0, candidate.start - 2) : candidate.start].endswith(_PLACING):
        start = _own_start(view, start, candidate.end)
    if start == candidate.start:
        return candidate
    scope = view.region_after(start)
    parent = scope.entity.id if scope is not None and scope.entity is not None else ""
    entity = named_entity(candidate.type, bare(view.text[start : candidate.end]), parent)
    return Candidate(start, candidate.end, candidate.type, candidate.source, candidate.score, entity)


def _own_start(view: View, start: int, end: int) -> int:
    """Behind the regions at `start`, if a word that no dictionary has follows them and is not the whole rest."""
    position = start
    while (region := view.region_after(position)) is not None and region.end < end:
        position = region.end
    word = view.word_at(position)
    own = word is not None and word.start == position and word.tag in _OWN and word.end - position > 1
    return position if own and end - position >= 5 else start
