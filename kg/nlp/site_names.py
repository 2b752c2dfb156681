"""Where the name of a site or project begins, once its words are found: regions that only say where it lies go.

A province says nothing more before what lies in it (贵州|赤水竹海景区); behind 在 a region belongs to 在 where a name without
it follows (在赤水市|连心小区); the verb of building that introduced a name goes too, and whatever stands before 的.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.phrases import bare, named_entity
from kg.nlp.view import PROVINCES, View, level_of

_OWN = frozenset({"ORG", "LOC", "PER", "nz", "nr", "nw"})
_CLAUSE = re.compile(
    r"[已共]有?\d+|\d+余?[家个座名]|(?:入|开|进|出|游|逛|建)[园馆站]$|(?<![高中同初平])等|(?:资金|领域|类)项目$"
    r"|没有|只有|结成|成为|已经|(?:进|出|\d)城$"
)
"""What shows that a phrase is a clause or a kind and no name: …已有46家工坊, …企业入园, 水务等领域项目."""
_MANY = re.compile(r"(?:已经|已)?(?:达到?|有|增至)?(?:\d{2,}|[二三四五六七八九]?[十百千])[余多]?(?:个|座|家|处|条|项|所|间)")
"""Behind a phrase: so many such things that none is meant by itself (帮扶车间138个)."""
_MUCH = re.compile(r"[近约超共]?\d[\d.]*[余多]?[万千百]?[余多]?(?:亩|平方米|公顷)")
"""Behind a phrase of common nouns: so much of a kind (建起优质桑园7.3万亩)."""
_LIST = re.compile(r".*(?:计划|行动|项目|工程|基地|园区|产业园|通道|平台)(?:[和与及、]|——)")
"""The names before the last one of a list, and the kind of thing before a dash (配套项目——某某储能电站)."""
_FOUNDING = re.compile(
    "(?:合力|联合|共同|携手|投资|已|新)?"
    "(?:办起|建起|盖起|建成|开办|设有|建有|设立|创办|兴办|合办|联办|合建|援建|兴建|新建|修建|筹建|开通|承接|列为|引进|建设|共建|建)[了起]?"
)
"""Behind the region where it happens: verbs of founding, which no name of what is founded takes in (甲县|办起|某某工坊)."""
_MADE = ("建设", "共建", "建", "援建", "开办", "设立")
"""Of these the ones that are a part of names too: only before a region, a quotation or a long name they found something."""
_PLACING = ("在", "到", "于", "向")


def begun(view: View, candidates: Iterable[Candidate], verbs: frozenset[str]) -> list[Candidate]:
    """The candidates, those with words too many before the name from a later start; later endings stay as they are.

    Args:
        view: The text.
        candidates: What was read leftwards.
        verbs: Verbs that introduce such a name and are no part of it.
    """
    found = (_cut(view, candidate, verbs) for candidate in candidates)
    return [
        c
        for c in found
        if c is not None and not _CLAUSE.search(view.text, c.start, c.end) and not _is_many(view, c)
    ]


def _is_many(view: View, candidate: Candidate) -> bool:
    """Whether a number behind a phrase makes it so many things, or, without a region or quotation, so much of a kind."""
    if _MANY.match(view.text, candidate.end):
        return True
    named = view.regions_in(candidate.start, candidate.end) or "“" in view.text[candidate.start : candidate.end]
    return not named and _MUCH.match(view.text, candidate.end) is not None


def _cut(view: View, candidate: Candidate, verbs: frozenset[str]) -> Candidate | None:
    if candidate.source.endswith(".ending") or candidate.entity is None:
        return candidate
    start = max(candidate.start, view.text.rfind("的", candidate.start, candidate.end - 2) + 1)
    for words in (_LIST, _opening(verbs)):
        match = words.match(view.text, start, candidate.end - 2)
        start = match.end() if match else start
    founded = _behind_founding(view, start, candidate.end)
    if founded != start and not _stands_alone(view, founded, candidate):
        return None
    start = _last_of_places(view, founded, candidate)
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
    start = _second_of_twins(view, start, candidate.end)
    if start == candidate.start:
        return candidate
    if view.text[start : candidate.end] in words_of(f"{candidate.type.lower()}_suffixes", "generic"):
        return None
    scope = view.region_after(start)
    parent = scope.entity.id if scope is not None and scope.entity is not None else ""
    entity = named_entity(candidate.type, bare(view.text[start : candidate.end]), parent)
    return Candidate(start, candidate.end, candidate.type, candidate.source, candidate.score, entity)


def _behind_founding(view: View, start: int, end: int) -> int:
    """Behind a verb of founding that follows the regions at `start`, if a name remains."""
    position = start
    while (region := view.region_after(position)) is not None and region.end < end:
        position = region.end
    word = view.word_at(start)
    if position == start and word is not None and word.tag == "LOC" and word.start == start and word.end < end:
        position = word.end  # a place that the table of regions does not hold
    verb = _FOUNDING.match(view.text, position, end - 3)
    if verb is None:
        return start
    pair = position - start == 2 and all(char in PROVINCES for char in view.text[start:position])
    opens = view.region_after(verb.end()) is not None or view.text[verb.end()] in "“‘"
    part = verb.group() in _MADE and not opens and (position == start or end - verb.end() < 6)
    return start if pair or part else verb.end()  # pair: 苏陕共建某某园


def _stands_alone(view: View, start: int, candidate: Candidate) -> bool:
    """Whether what follows a verb of founding is a name: with a region, quotation or rare word, or with a strong head."""
    text = view.text[start : candidate.end]
    lexicon = f"{candidate.type.lower()}_suffixes"
    if text in words_of(lexicon, "generic"):
        return False
    inside = view.regions_in(start, candidate.end)
    rare = any(word.tag in _OWN and word.start >= start for word in view.words_in(start, candidate.end))
    return bool(inside) or rare or "“" in text or (len(text) >= 6 and text.endswith(tuple(words_of(lexicon, "strong"))))


def _last_of_places(view: View, start: int, candidate: Candidate) -> int:
    """Behind 甲镇和 of 甲镇和乙镇产业园, 甲地至 of 甲地至乙地南站: of several places the last one is a site's."""
    first = view.region_after(start)
    if first is None or candidate.type != "PARK":
        return start
    line = view.text.find("至", first.end, candidate.end)
    joint = line if line >= 0 else first.end if view.text[first.end : first.end + 1] in ("和", "及") else -1
    return joint + 1 if joint >= 0 and view.region_after(joint + 1) is not None else start


def _second_of_twins(view: View, start: int, end: int) -> int:
    """Where a name begins whose region is written twice: 某某县|某某花椒交易中心."""
    first = view.region_after(start)
    while first is not None and first.end < end:
        second = view.region_after(first.end)
        if second is None or second.entity is None or first.entity is None:
            break
        if second.entity.id == first.entity.id:
            return second.start
        first = second
    return start


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
