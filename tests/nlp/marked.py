"""A Doc made by hand from a sentence with marked mentions, so that relation rules run without any model.

{a:REGION:惠州市}                    a mention of entity `a`, of type REGION, named 惠州市
{b:ORG.gov:市人社局=惠州市人社局}      the text says 市人社局, the entity is named 惠州市人社局
{c:REGION:惠城=广东省/惠州市/惠城区}   a region with its path; the name is the last part
{o:ORG.gov:{a:REGION:惠州市}人社局}   a region inside the name of an organisation
{a,c:REGION:两地}                    one word for two entities
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.model import ENTITY_TYPES, Entity, EntityType
from kg.nlp.annotations import register
from kg.nlp.values import find_values

_OPEN = re.compile(r"\{([a-z]\w*(?:,[a-z]\w*)*):([A-Z]+)(?:\.(\w+))?:")
_VOCAB = Vocab()


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    entity: str


def read(marked: str) -> Doc:
    """The Doc of a marked sentence: a character a token, mentions, entities and values as the pipeline leaves them.

    Raises:
        ValueError: a mark is malformed, has an unknown type, or gives one entity two types.
    """
    register()
    entities: dict[str, Entity] = {}
    text, marks, rest = _parse(marked, 0, entities)
    if rest != len(marked):
        raise ValueError(f"a brace too many at {rest}: {marked}")
    doc = Doc(_VOCAB, words=list(text), spaces=[False] * len(text))
    doc._.entities = entities
    doc._.values = find_values(text)
    doc.spans["mentions"] = [
        Span(doc, mark.start, mark.end, label=entities[mark.entity].type, kb_id=mark.entity)
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end))
    ]
    return doc


def _parse(marked: str, at: int, entities: dict[str, Entity], start: int = 0) -> tuple[str, list[_Mark], int]:
    """Plain text and marks from `at` up to a closing brace; `start` is where the text so far ends."""
    text = ""
    marks: list[_Mark] = []
    while at < len(marked) and marked[at] != "}":
        if marked[at] != "{":
            text += marked[at]
            at += 1
            continue
        opening = _OPEN.match(marked, at)
        if opening is None:
            raise ValueError(f"no mark at {at}: {marked}")
        inner, nested, at = _parse(marked, opening.end(), entities, start + len(text))
        if at == len(marked):
            raise ValueError(f"a brace is not closed: {marked}")
        surface, _, known_as = inner.partition("=")
        begin = start + len(text)
        text += surface
        for id_ in opening[1].split(","):
            _declare(entities, id_, opening[2], opening[3] or "", known_as or surface)
            marks.append(_Mark(begin, begin + len(surface), id_))
        marks += nested
        at += 1
    return text, marks, at


def _declare(entities: dict[str, Entity], id_: str, type_: str, subtype: str, name: str) -> None:
    if type_ not in ENTITY_TYPES:
        raise ValueError(f"unknown type {type_}")
    known: EntityType = next(t for t in ENTITY_TYPES if t == type_)
    if id_ in entities:
        if entities[id_].type != known:
            raise ValueError(f"{id_} is {entities[id_].type} and {known}")
        return
    path = name if type_ == "REGION" else ""
    entities[id_] = Entity(id_, known, name.rsplit("/", 1)[-1], subtype=subtype, path=path)
