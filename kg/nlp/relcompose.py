"""Relations that follow: from a name that opens with a region, and from other relations of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.model import Entity
from kg.nlp.frames import Frame, kind_of, within
from kg.nlp.openings import is_macro
from kg.nlp.patterns import load_words
from kg.nlp.regionroles import helps
from kg.nlp.relattrs import fields_of
from kg.nlp.relfacts import Fact
from kg.nlp.relfiles import Derive, Pattern, RelationFile, Relations, kinds

_BEHIND = 4
"""Characters behind a quote that may complete its last word."""
_KEPT = frozenset({"date", "date_iso", "since", "since_iso", "until", "until_iso", "field"})
"""Attributes of a relation that those which follow from it have, too."""
_ROUNDS = 2
"""A derivation may use what another gave: co-operation of organs → pair of regions → its direction."""


def named_after(frame: Frame, facts: Sequence[Fact], relations: Relations) -> Iterator[Fact]:
    """Institutions whose name says where they lie; a site only where `facts` place it nowhere else (在甲县建成的乙市服务站)."""
    told: dict[str, list[Entity]] = {}
    for fact in facts:
        if fact.predicate == "located_in" and fact.subject.type == "PARK":
            told.setdefault(fact.subject.id, []).append(fact.object)
    first: dict[str, tuple[int, int]] = {}
    for slot in frame.slots.values():
        for member in slot.members:
            first.setdefault(member.entity.id, (member.start, member.end))
    for relation in relations.files.values():
        for opening in relation.openings:
            wanted = kinds(opening.types)
            for id_, span in first.items():
                entity = frame.entities[id_]
                if kind_of(entity) not in wanted:
                    continue
                if opening.endings and not entity.name.endswith(opening.endings):
                    continue
                if relation.never and entity.name.endswith(relation.never):
                    continue
                owner = frame.regions_of.get(id_)
                for region in (owner,) if opening.owner else frame.places_of.get(id_, ()):
                    # A name that several regions bear places nothing.
                    if region is not None and not is_macro(region) and not region.candidates:
                        if relation.predicate == "located_in" and _elsewhere(region, told.get(id_, ())):
                            continue
                        ends = (region, entity) if opening.owner else (entity, region)
                        yield Fact(
                            relation.predicate, *ends, opening.id, opening.confidence, span, span, sure=True
                        )  # fmt: skip


def _elsewhere(region: Entity, told: Sequence[Entity]) -> bool:
    """Whether a site is told to lie in regions that have nothing to do with this one."""
    return bool(told) and not any(within(region, place) or within(place, region) for place in told)


def misplaced(frame: Frame, pattern: Pattern, subject: Entity, object_: Entity) -> bool:
    """Whether the subject's own name says a region inside the object, so that nothing is new, or, where the wording
    is `loose`, one elsewhere."""
    own = frame.places_of.get(subject.id, ())
    if any(region.id == object_.id for region in own):
        return False
    return any(within(region, object_) or (pattern.loose and not within(object_, region)) for region in own)


def derived(frame: Frame, facts: Sequence[Fact], relations: Relations) -> list[Fact]:
    """What follows from `facts`; a derivation may use what an earlier one gave (joint signing → co-operation → pair)."""
    todo = [(relation, rule) for relation in relations.files.values() for rule in relation.derives]
    found = [
        fact for relation, rule in todo if rule.join for fact in _apply(frame, relation, rule, facts)
    ]
    fresh = [*facts, *found]
    for _ in range(_ROUNDS):
        fresh = [
            fact for relation, rule in todo if not rule.join for fact in _apply(frame, relation, rule, fresh)
        ]
        found += fresh
    return found


def _apply(frame: Frame, relation: RelationFile, rule: Derive, basis: Sequence[Fact]) -> Iterator[Fact]:
    wanted = kinds(rule.types)
    source = [fact for fact in basis if fact.predicate == rule.source]
    for subject, object_, fact in _joined(source) if rule.join else ((f.subject, f.object, f) for f in source):
        if kind_of(subject) not in wanted or kind_of(object_) not in wanted:
            continue
        head: Entity | None = subject
        tail: Entity | None = object_
        if rule.regions:
            head, tail = _region(frame, subject), _region(frame, object_)
        if head is None or tail is None or head.id == tail.id:
            continue
        if relation.apart and (within(head, tail) or within(tail, head)):
            continue
        evidence = _said(frame, fact, rule) if rule.words else fact.evidence
        if evidence is None:
            continue
        if rule.roles:
            if helps(tail, head):
                head, tail = tail, head
            elif not helps(head, tail):
                continue
        attrs = {k: v for k, v in fact.attrs.items() if k in _KEPT}
        if "field" in relation.attributes and "field" not in attrs:
            start, end = _sentence(frame, *evidence)
            if fields := fields_of(frame.text[start:end]):
                attrs["field"] = fields
        confidence = round(rule.confidence * fact.confidence, 3)
        yield Fact(
            relation.predicate, head, tail, rule.id, confidence, evidence, fact.ends, attrs, over=fact.over
        )


def _said(frame: Frame, fact: Fact, rule: Derive) -> tuple[int, int] | None:
    """The quote, if a word of the rule's class stands in it or ends right behind it (结对|帮扶), or in its sentence."""
    start, end = fact.evidence
    first, last = start, end + _BEHIND
    if rule.sentence:
        first, last = _sentence(frame, start, end)
    said = frame.text[first:last]
    if rule.unless and re.search(rule.unless, said):
        return None
    for word in load_words()[rule.words]:
        at = said.find(word)
        if at >= 0:
            at += first
            return (min(start, at), max(end, at + len(word))) if rule.sentence else (start, end)
    return None


def _sentence(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences around [start, end) of the text."""
    first = max(frame.text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    ends = (at for mark in "。！？\n" if (at := frame.text.find(mark, end)) >= 0)
    return first, min(ends, default=len(frame.text))


def _joined(facts: Sequence[Fact]) -> Iterator[tuple[Entity, Entity, Fact]]:
    """Two heads of one tail in the same quote."""
    groups: dict[tuple[str, tuple[int, int]], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.object.id, fact.evidence), []).append(fact)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield one.subject, other.subject, one


def _region(frame: Frame, entity: Entity) -> Entity | None:
    return entity if entity.type == "REGION" else frame.regions_of.get(entity.id)
