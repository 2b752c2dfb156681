"""Decides which candidates are mentions, and rebuilds the Doc so that every mention falls on token borders.

Proposals may overlap. The rules, in order:

1. Of candidates over one range the best score wins its type; a group over one range (六个市人社局) stays whole.
2. Of crossing candidates (neither inside the other) the better score wins, then the longer, then the left one.
3. A region inside another name stays as a nested mention (the 惠州市 of 惠州市第三人民医院); anything else inside
   another name goes, and so does a township's bare name (the 湄江 of 湄江茶业有限公司 is a brand) that the text does not
   name otherwise.

A new Doc is cheaper than spaCy's retokenizer, which re-indexes the Doc once for every split.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.gazetteer import load_gazetteer
from kg.model import Entity
from kg.nlp import region_towns
from kg.nlp.annotations import Candidate, Word, register, text_of
from kg.nlp.references import find_references

_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"]*|\n+")
_BLANK = re.compile(r"\s+")

_DESCRIBED = frozenset({"PROJECT", "PARK", "PRODUCT"})

Span_ = tuple[int, int]
"""A range [start, end) of `doc.text`."""


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, nested ones too, by start and then longest first."""
    by_range: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.entity is not None:
            by_range.setdefault((candidate.start, candidate.end), []).append(candidate)
    found = {span: _one_type(group) for span, group in by_range.items()}
    chosen = [candidate for span in _outer_first(_uncrossed(found), found) for candidate in found[span]]
    return list(_without_descriptions(_without_bare_towns(chosen)))


def _without_descriptions(chosen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Without what only says of which kind the quoted name behind it is: 帮扶项目“某某班”."""
    last: Candidate | None = None
    for candidate in chosen:
        if last is not None and last.type == candidate.type and last.end == candidate.start and last.type in _DESCRIBED:
            last = last if _is_quoted(last) or not _is_quoted(candidate) else None
        if last is not None:
            yield last
        last = candidate
    if last is not None:
        yield last


def _is_quoted(candidate: Candidate) -> bool:
    """Whether the mention of a candidate is more than its name by quotation marks at both ends."""
    return candidate.entity is not None and candidate.end - candidate.start > len(candidate.entity.name.strip("“”"))


def _without_bare_towns(chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    named = {c.entity.id for c in chosen if c.entity is not None and c.source != region_towns.SOURCE}
    reach = 0
    for candidate in chosen:
        nested = candidate.end <= reach
        reach = max(reach, candidate.end)
        if nested and candidate.source == region_towns.SOURCE and candidate.entity and candidate.entity.id not in named:
            continue
        yield candidate


def _uncrossed(found: dict[Span_, list[Candidate]]) -> list[Span_]:
    """The ranges left when, best first, each that crosses a better one is dropped."""
    best_first = sorted(found, key=lambda span: (-found[span][0].score, span[0] - span[1], span[0]))
    longest = max((end - start for start, end in found), default=0)
    kept: list[Span_] = []  # sorted, so that only neighbours need a look
    for start, end in best_first:
        near = kept[bisect_left(kept, (start - longest, 0)) : bisect_left(kept, (end, 0))]
        if not any(a < start < b < end or start < a < end < b for a, b in near):
            insort(kept, (start, end))
    return sorted(kept, key=lambda span: (span[0], -span[1]))


def _outer_first(spans: Sequence[Span_], found: dict[Span_, list[Candidate]]) -> Iterator[Span_]:
    """Of nested ranges the outermost, and inside anything but a region the outermost regions."""
    outer_end = region_end = 0
    for start, end in spans:
        is_region = found[start, end][0].type == "REGION"
        if start >= outer_end:
            outer_end = end
        elif not is_region or end <= region_end:
            continue
        if is_region:
            region_end = end
        yield start, end


def _one_type(found: Sequence[Candidate]) -> list[Candidate]:
    best = min(found, key=lambda c: (-c.score, c.type, c.source))
    seen: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.type == best.type and candidate.source == best.source and candidate.entity is not None:
            seen.setdefault(candidate.entity.id, candidate)
    return list(seen.values())  # as proposed: the order in which 分别 pairs off


def respan(doc: Doc, chosen: Sequence[Candidate]) -> Doc:
    """A Doc of the same text whose tokens are LAC's words, split at mentions, blanks and sentences, with all of these set."""
    text = text_of(doc)
    sentence_starts = {0} | {match.end() for match in _SENTENCE_END.finditer(text)}
    borders = {0, len(text)} | sentence_starts
    for word in doc._.words:
        borders.update((word.start, word.end))
    for match in _BLANK.finditer(text):
        borders.update(match.span())
    for candidate in chosen:
        borders.update((candidate.start, candidate.end))
    cuts = sorted(borders)
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    for start, end in pairwise(cuts):
        # spaCy keeps one blank after a token as a flag, not as a token.
        if text[start:end] == " " and words and not spaces[-1] and not text[start - 1].isspace():
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
            starts.append(start)
    new = Doc(
        doc.vocab,
        words=words,
        spaces=spaces,
        tags=_tags(starts, doc._.words),
        sent_starts=_sentence_flags(starts, sentence_starts),
    )
    if sum(map(len, words)) + sum(spaces) != len(text):
        raise AssertionError("re-tokenising changed the text")  # an invariant of ours, not user input
    new.user_data.update(doc.user_data)
    _set_mentions(new, chosen)
    return new


def _tags(starts: Sequence[int], words: Sequence[Word]) -> list[str]:
    edges = [word.start for word in words]
    tags = []
    for start in starts:
        at = bisect_right(edges, start) - 1
        tags.append(words[at].tag if at >= 0 and start < words[at].end else "")
    return tags


def _sentence_flags(starts: Sequence[int], sentence_starts: set[int]) -> list[bool | int | None]:
    ordered = sorted(sentence_starts)
    flags: list[bool | int | None] = []
    last = -1
    for start in starts:
        number = bisect_right(ordered, start)
        flags.append(number != last)
        last = number
    return flags


def _set_mentions(doc: Doc, chosen: Sequence[Candidate]) -> None:
    entities: dict[str, Entity] = {}
    spans: list[Span] = []
    outermost: list[Span] = []
    reach = 0
    for _, same in groupby(chosen, key=lambda c: (c.start, c.end)):
        for number, candidate in enumerate(same):
            if candidate.entity is None:
                continue
            span = doc.char_span(
                candidate.start, candidate.end, label=candidate.type, kb_id=candidate.entity.id
            )
            if span is None:
                raise AssertionError(f"mention {candidate} off token borders")
            span._.source = candidate.source
            span._.stands = candidate.stands
            spans.append(span)
            entities.setdefault(candidate.entity.id, candidate.entity)
            if number == 0 and candidate.start >= reach:
                outermost.append(span)
                reach = candidate.end
    doc.spans["mentions"] = spans
    doc.ents = outermost
    doc._.entities = entities


@Language.factory(
    "kg_mentions",
    requires=["doc._.candidates", "doc._.words"],
    assigns=["doc.spans", "doc.ents", "doc._.entities", "token.is_sent_start", "token.tag"],
)
class Mentions:
    """Chooses mentions, adds references (该县, 两地, 省委) to them and rebuilds the Doc."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        chosen = select(doc._.candidates)
        outlet = doc._.article.outlet if doc._.article is not None else ""
        references = find_references(text_of(doc), chosen, load_gazetteer(), outlet)
        if references:
            # References never displace a name: whatever overlaps one goes.
            ranges = [(c.start, c.end) for c in chosen]
            chosen += [r for r in references if not any(a < r.end and r.start < b for a, b in ranges)]
            chosen.sort(key=lambda c: (c.start, -c.end))
        return respan(doc, chosen)
