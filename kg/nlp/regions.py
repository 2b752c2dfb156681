"""Finds the regions a text names and decides, with the whole article in view, which unit each is.

`find_regions` is the whole task as a function; the component only feeds it. The steps: forms of the table that sit
well among the words (`region_spots`), which unit each means (`region_evidence`, for forms that may be a piece of a longer
word `region_joined`), short names of townships
(`region_towns`), what no table holds (`region_parts`), one-character names (`region_abbreviations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import PREFECTURE, Gazetteer, load_gazetteer
from kg.nlp.annotations import Candidate, Word, register, text_of
from kg.nlp.region_abbreviations import Abbreviations
from kg.nlp.region_evidence import Finding, Resolver
from kg.nlp.region_joined import Joined
from kg.nlp.region_parts import Parts
from kg.nlp.region_spots import WordMap, find_spots, phrases_of
from kg.nlp.region_towns import short_towns
from kg.region_entities import ambiguous_entity, unit_entity


def find_regions(text: str, words: Sequence[Word], gazetteer: Gazetteer, context: str = "") -> list[Candidate]:
    """The regions of a text, by start; nested ones where a village or town contains a unit's name.

    Args:
        text: One article.
        words: Its LAC words; offsets into `text`.
        gazetteer: The region table.
        context: Words about the article that are no part of it, such as the outlet's name (贵州日报).
    """
    if not text:
        return []
    word_map = WordMap(text, words)
    home = home_of(context, gazetteer)
    spots = find_spots(text, word_map, gazetteer)
    findings = Resolver(text, spots, gazetteer, home, Joined(text, word_map)).resolve()
    findings = sorted(
        [*findings, *short_towns(text, word_map, findings, gazetteer)], key=lambda finding: finding.start
    )
    candidates = [_candidate(finding) for finding in findings]
    candidates += Parts(text, word_map, findings, gazetteer).find()
    covered = {position for c in candidates for position in range(c.start, c.end)}
    covered.update(position for start, end in phrases_of(text) for position in range(start, end))
    candidates += Abbreviations(text, word_map, findings, covered, gazetteer).find()
    return sorted(_without_crossings(candidates), key=lambda c: (c.start, -c.end))


def _candidate(finding: Finding) -> Candidate:
    entity = (
        ambiguous_entity(finding.form, finding.ambiguous)
        if finding.ambiguous
        else unit_entity(finding.unit.code)
    )
    return Candidate(finding.start, finding.end, "REGION", finding.source, finding.score, entity)


def _without_crossings(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that overlap the one with the better score, then the longer; regions do not nest."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.start - c.end, c.start)):
        places = range(candidate.start, candidate.end)
        if not any(place in taken for place in places):
            kept.append(candidate)
            taken.update(places)
    return kept


def home_of(context: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The provinces and prefectures in the name of the outlet, with what they lie in."""
    codes: set[str] = set()
    for start, end in gazetteer.match(context):
        readings = [r.unit for r in gazetteer.readings(context[start:end]) if r.unit.level <= PREFECTURE]
        if readings:
            unit = readings[0]
            codes.add(unit.code)
            codes.update(above.code for above in gazetteer.ancestors(unit.code))
    return frozenset(codes)


@Language.factory("kg_regions", requires=["doc._.words"], assigns=["doc._.candidates"])
class Regions:
    """Adds the regions of an article to `doc._.candidates`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        outlet = doc._.article.outlet if doc._.article is not None else ""
        found = find_regions(text_of(doc), doc._.words, load_gazetteer(), outlet)
        doc._.candidates = [*doc._.candidates, *found]
        return doc
