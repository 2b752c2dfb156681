"""Which of the tagger's spans have the form of a name, and their entities, made by the functions that the rules use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.identity import mint_id
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.organisations import organisation, subtype_of
from kg.nlp.persons import has_surname, person
from kg.nlp.phrases import bare, named_entity
from kg.nlp.references import is_bare_organ
from kg.nlp.tagger_spans import TaggedSpan
from kg.nlp.view import View

_STOPS = re.compile(r"[\n，。；！？]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_POINTING = re.compile(r"[该本此这那各其某]|上级|有关|相关")
_ORGAN = re.compile(r"(?:党|工|县|市|省|州|区|纪|镇|乡)委$|[\u4e00-\u9fff]{4}(?:局|厅|办|办公室)$")
"""What ends the name of an organ of party or government, whatever it is for (宜川县果业局)."""
_BARE_BODY = re.compile(
    r"(?:[省市州县区镇乡]|[省市州县区镇乡]级)(?:[^省市州县区镇乡]{1,8}[局办委厅]|政协|人大|政府|法院|检察院|总?工会|妇联|团委)"
    r"|新?区?(?:管委会|党工委)|[一二三]?(?:代表团|考察团|考察组|调研组|工作组|工作队|工作专班|指挥部|分团|分队)"
)
"""Bodies named without whose they are: rules that know the region take them up, or nobody does."""
_KINDS = {
    "ORG": "org_suffixes",
    "PARK": "park_suffixes",
    "PROJECT": "project_suffixes",
    "EVENT": "event_suffixes",
    "PRODUCT": "product_heads",
}


@cache
def _kind_pattern(lexicon: str) -> re.Pattern[str]:
    """What names a kind and not one thing: 会议, 学校, 招聘会."""
    keys = (
        ("generic", "heads")
        if lexicon != "org_suffixes"
        else ("generic", "never", "school", "hospital", "other")
    )
    strong = words_of(lexicon, "strong") if lexicon != "product_heads" else frozenset()
    return re.compile(alternatives({word for key in keys for word in words_of(lexicon, key)} | strong))


def is_name(view: View, span: TaggedSpan, candidates: Sequence[Candidate]) -> bool:
    """Whether a span has the form of a name; a bare kind (招聘会) only where it ends an earlier name.

    Args:
        view: The text with its regions.
        span: A span of one of the types that have names; regions come from the table alone.
        candidates: What the rules found in the text.
    """
    text = view.text[span.start : span.end]
    name = bare(text)
    if _STOPS.search(text) or len(_HAN.findall(text)) < 2 or _POINTING.match(name):
        return False
    if "+" in view.text[max(0, span.start - 1) : span.start] + view.text[span.end : span.end + 1]:
        return False  # a term of a slogan: 某省总部+某省基地
    if text != text.strip():  # no token begins or ends with a space
        return False
    if any(text.count(left) != text.count(right) for left, right in ("“”", "《》", "（）")):
        return False
    if is_bare_organ(name) or _BARE_BODY.fullmatch(name):
        return False  # 省委: whose, the references say
    if span.type == "PERSON" and not (has_surname(text) or "·" in text):
        return False
    if sum(region.end - region.start for region in view.regions_in(span.start, span.end)) >= len(text):
        return False  # a region by itself is a region
    if any(
        c.type == span.type
        and c.start < span.end
        and span.start < c.end
        and bare(view.text[c.start : c.end]) == name
        for c in candidates
    ):
        return False  # the same name, with or without its quotation marks
    lexicon = _KINDS.get(span.type)
    is_kind = lexicon is not None and _kind_pattern(lexicon).fullmatch(name)
    return not is_kind or _named_before(view, span, candidates) is not None


def entity_of(view: View, span: TaggedSpan, earlier: Sequence[Candidate]) -> Entity:
    """The entity that a span names: one of `earlier` of the same type and name, or whose name it ends, or a new one."""
    known = _named_before(view, span, earlier)
    if known is not None:
        return known
    text = view.text[span.start : span.end]
    if span.type == "ORG":
        subtype = "gov" if _ORGAN.search(text) else subtype_of(text) or "other"
        return organisation(view, span.start, span.end, span.end, subtype)
    if span.type == "PERSON":
        return person(text)
    if span.type == "DOCUMENT":
        return Entity(mint_id("DOCUMENT", text), "DOCUMENT", text)
    scope = view.region_after(span.start)
    return named_entity(
        span.type, bare(text), scope.entity.id if scope is not None and scope.entity is not None else ""
    )


def _named_before(view: View, span: TaggedSpan, earlier: Sequence[Candidate]) -> Entity | None:
    name = bare(view.text[span.start : span.end])
    same = [c for c in earlier if c.type == span.type and c.entity is not None]
    for candidate in same:
        if bare(view.text[candidate.start : candidate.end]) == name:
            return candidate.entity
    if span.type in ("PERSON", "DOCUMENT"):
        return None
    before = (c for c in reversed(same) if c.end <= span.start)
    return next((c.entity for c in before if bare(view.text[c.start : c.end]).endswith(name)), None)
