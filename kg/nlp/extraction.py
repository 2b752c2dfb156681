"""An annotated Doc and its article → `Extraction`: model objects with offsets into the document's own text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.model import Article, Entity, Evidence, Extraction, Mention, Metric, Statement, digest
from kg.nlp.annotations import Draft, MetricDraft
from kg.nlp.region_lexicon import abbreviations
from kg.ontology import load_ontology
from kg.region_entities import ABROAD

MAX_CONTEXT = 200
"""Characters of the sentence kept on either side of a quote; sentences of speeches run to thousands."""
LOOSE_TYPES = frozenset({"PERSON", "PRODUCT", "PARK", "PROJECT", "DOCUMENT", "EVENT"})
"""Entities of these types count only when they take part in a statement or metric (guideline, "Entities"), or when the
tagger is sure of them: then they most likely take part in one that was not read. So do regions abroad, which news of
home names in passing."""
_BARE_ORGAN = re.compile(
    "(?:党?中央|[省市州县区镇乡旗]|自治[区州县]|工)"
    "(?:党?委|委常委会|人民政府|政府|人大|人大常委会|政协|人民法院|法院|人民检察院|检察院|纪委|纪委监委|政府办|委办|委组织部|委宣传部)"
)
"""The great organs by their level alone, 省委 市政府 县法院: no names, so that such a one counts where a fact takes it up (guideline)."""
_SIGNED = re.compile(r"(?:记者|通讯员|作者|编辑|责编|校对|策划|撰稿|统筹|摄影|[文图摄][/：: ])[^。，；\n]{0,30}$")
_SIGNS = re.compile(r"\s?(?:/?[文图摄](?:[）)/]|$)|摄影|报道|整理|通讯员|[^。，；\n]{0,20}[）)](?:近日|\s|\d))")
"""Who wrote or took a picture: a by-line inside the text, by what stands before and behind a name."""


def to_extraction(doc: Doc, article: Article) -> Extraction:
    """Collect what the pipeline found in one article."""
    places = _Places(doc, article)
    statements = tuple(_statement(draft, places) for draft in doc._.statements)
    metrics = tuple(_metric(draft, places) for draft in doc._.metrics)
    used = {s.subject for s in statements} | {s.object for s in statements} | {m.subject for m in metrics}
    standing = {span.kb_id_ for span in doc.spans["mentions"] if span._.stands and not _signs(span, article)}
    named = {s.kb_id_ for s in doc.spans["mentions"] if not _BARE_ORGAN.fullmatch(s.text)}
    opened = {(span.start, span.end) for span in doc.spans["mentions"] if span.label_ == "REGION"}
    mentions: list[Mention] = []
    surfaces: dict[str, set[str]] = defaultdict(set)
    for span in doc.spans["mentions"]:
        entity = doc._.entities[span.kb_id_]
        loose = entity.type in LOOSE_TYPES or entity.subtype == ABROAD
        if entity.id not in used and ((loose and entity.id not in standing) or entity.id not in named):
            continue
        mention = Mention(
            span.start_char, span.end_char, article.quote(span.start_char, span.end_char), entity.id, span._.source
        )
        shorter = list(_behind_region(span, entity, article, opened))
        mentions += [mention, *shorter]
        if not mention.source.startswith("references."):
            found = (m.text.replace("\n", "") for m in (mention, *shorter))
            surfaces[entity.id].update(name for name in found if len(name) > 1 or _abbreviates(name, entity))
    present = {mention.entity for mention in mentions}
    wanted = present | used
    entities = tuple(
        _with_aliases(entity, surfaces[entity.id])
        for entity in sorted(doc._.entities.values(), key=lambda e: e.id)
        if entity.id in wanted
    )
    notes = {s.id: draft.note for s, draft in zip(statements, doc._.statements, strict=True) if draft.note}
    return Extraction(article, entities, tuple(mentions), statements, metrics, notes)


def _abbreviates(character: str, entity: Entity) -> bool:
    """Whether a character is a region's own abbreviation, and not one that it has beside another in this text (黔 for 黔西南)."""
    return any(short.code == entity.code for short in abbreviations().get(character, ()))


_ORDINAL = r"第?[一二三四五六七八九十百零〇两\d]+[中小院]|第[一二三四五六七八九十\d]"
_GENERIC = re.compile(
    rf"(?:.?(?:股份|控股|集团|有限|责任)|籍|.?共建|{_ORDINAL}|国家|新区|地区|人民|公立|公办|民办|中医|中西医|妇幼|妇女|儿童|中心|职业|职教|技师|技工|技术|师范|实验|民族|特殊教育|初级|高级|完全|"
    "幼儿|农民|农业|农产品|工业|产业|经济|高新|开发区|日报|晚报|广播|电视|融媒体|总?工会|总?商会|协会|工商|劳务|就业|人才|人力|分公司|分校|分院)"
)
"""How names go on that say nothing without the region before them: 某县|人民医院."""
_SHORTEST = 4
"""Characters of a name without its region."""


def _behind_region(span: Span, entity: Entity, article: Article, regions: set[tuple[int, int]]) -> Iterator[Mention]:
    """The name without the regions that open it, 某县平川中学: it names the same thing, and people write it so, too."""
    if entity.type not in ("ORG", "PARK") or entity.subtype == "gov":
        return
    at = span.start
    while ends := [end for start, end in regions if start == at and end < span.end]:
        at = max(ends)
        rest = span.doc[at : span.end]
        if len(rest.text) >= _SHORTEST and not _GENERIC.match(rest.text):
            text = article.quote(rest.start_char, rest.end_char)
            yield Mention(rest.start_char, rest.end_char, text, entity.id, span._.source)


def _signs(span: Span, article: Article) -> bool:
    """Whether a person only signs the text here."""
    start, end = span.start_char, span.end_char
    if span.label_ != "PERSON":
        return False
    if any(b.kind in ("byline", "furniture") and b.start <= start < b.end for b in article.blocks):
        return True
    before = article.text[max(start - 40, 0) : start]
    return bool(_SIGNED.search(before) or _SIGNS.match(article.text, end))


def _with_aliases(entity: Entity, surfaces: set[str]) -> Entity:
    aliases = tuple(sorted((surfaces | set(entity.aliases)) - {entity.name}))
    return replace(entity, aliases=aliases)


class _Places:
    """Turns [start, end) of `doc.text` into Evidence with the rest of its sentence around it."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.article = article
        self.starts = [sent.start_char for sent in doc.sents]
        self.ends = [sent.end_char for sent in doc.sents]

    def evidence(self, start: int, end: int) -> Evidence:
        text = self.article.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        first = max(self.starts[bisect_right(self.starts, start) - 1], start - MAX_CONTEXT)
        last = min(self.ends[bisect_right(self.starts, end - 1) - 1], end + MAX_CONTEXT)
        while last > end and text[last - 1].isspace():
            last -= 1
        if text[max(start - 1, 0) : start] == "“" and "”" in text[start:end].partition("“")[0]:
            start -= 1  # a quotation that the quote closes is opened in it, too
        whole = self.article.document.text
        a, b = self.article.locate(start, end)
        prefix = whole[self.article.offsets[first] : a]
        suffix = whole[b : self.article.offsets[last - 1] + 1] if last > end else ""
        return Evidence(self.article.document.name, a, b, whole[a:b], prefix, suffix)


def _statement(draft: Draft, places: _Places) -> Statement:
    ends = (draft.subject, draft.object)
    if load_ontology().relations[draft.predicate].symmetric:
        ends = (min(ends), max(ends))
    return Statement(
        id=digest("statement", places.article.id, draft.predicate, *ends),
        article=places.article.id,
        subject=draft.subject,
        predicate=draft.predicate,
        object=draft.object,
        status=draft.status,
        confidence=round(draft.confidence, 3),
        rule=draft.rule,
        evidence=tuple(places.evidence(a, b) for a, b in draft.evidence),
        attrs=dict(sorted(draft.attrs.items())),
    )


def _metric(draft: MetricDraft, places: _Places) -> Metric:
    return Metric(
        id=digest("metric", places.article.id, draft.subject, draft.name, str(draft.value), draft.unit, draft.time),
        article=places.article.id,
        subject=draft.subject,
        name=draft.name,
        value=draft.value,
        unit=draft.unit,
        qualifier=draft.qualifier,
        time=draft.time,
        status=draft.status,
        confidence=round(draft.confidence, 3),
        rule=draft.rule,
        evidence=tuple(places.evidence(a, b) for a, b in draft.evidence),
    )
