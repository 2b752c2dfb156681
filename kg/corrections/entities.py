"""Decisions on entities, applied to one article: a name that is another thing here, and things that are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.corrections.entries import Entry, Thing, thing
from kg.corrections.things import Unclear, is_meant, resolve
from kg.identity import normalize_name
from kg.model import ENTITY_TYPES, Entity, Extraction, Statement
from kg.ontology import load_ontology


def split_in(entry: Entry, extraction: Extraction) -> Extraction:
    """The article with what the entry names become what it says; the same article where it is not named.

    Raises:
        Unclear: what it becomes is no known entity, and of no known type.
    """
    assert entry.split is not None and entry.becomes is not None
    named, becomes = thing(entry.split), thing(entry.becomes)
    old = [entity for entity in extraction.entities if is_meant(entity, named)]
    if not old:
        return extraction
    new = resolve(becomes, extraction.entities, ENTITY_TYPES, old[0].type)
    return renamed(extraction, {entity.id: new for entity in old if entity.id != new.id})


class Joined:
    """Classes of things that are one, found by name: thousands of them cost an article nothing that names none of them."""

    def __init__(self, groups: Sequence[Sequence[Thing]]) -> None:
        self._groups = groups
        self._named = Named((member, number) for number, group in enumerate(groups) for member in group)

    def apply(self, extraction: Extraction) -> Extraction:
        """The article with things that are one under the id of the first of their class."""
        members: dict[int, list[Entity]] = {}
        for entity in extraction.entities:
            for number in self._named.of(entity):
                members.setdefault(number, []).append(entity)
        mapping: dict[str, Entity] = {}
        for number, found in sorted(members.items()):
            kept = _kept(self._groups[number][0], found)
            mapping |= {entity.id: kept for entity in found if entity.id != kept.id}
        return renamed(extraction, mapping)


class Named:
    """Things with a number each, to find the numbers of those that an entity is for sure."""

    def __init__(self, things: Iterable[tuple[Thing, int]]) -> None:
        self._by_key: dict[str, list[tuple[Thing, int]]] = {}
        for named, number in things:
            for key in {named.id or named.text, named.id or normalize_name(named.text)}:
                self._by_key.setdefault(key, []).append((named, number))

    def of(self, entity: Entity) -> list[int]:
        """Their numbers, each once, in order."""
        if not self._by_key:
            return []
        keys = {entity.id, entity.name, entity.path, entity.code, normalize_name(entity.name)}
        found = [pair for key in keys for pair in self._by_key.get(key, ())]
        return sorted({number for named, number in found if is_meant(entity, named)})


def _kept(first: Thing, members: Sequence[Entity]) -> Entity:
    """What stands for a class: its first thing, whether this article names it or not, so that all articles agree."""
    types = {entity.type for entity in members}
    if first.id:
        for entity in members:
            if entity.id == first.id:
                return entity
    likely = next((e.type for e in members if is_meant(e, first)), min(types))
    try:
        return resolve(first, () if first.id else _unscoped(members, first), ENTITY_TYPES, likely)
    except Unclear:
        # The region table does not have it (a macro region, an ambiguous name): it is what this article calls so.
        return next((e for e in members if is_meant(e, first)), members[0])


def _unscoped(members: Sequence[Entity], first: Thing) -> Iterator[Entity]:
    """Regions only: an organ's id depends on the region it was read under, a name alone must give one id everywhere."""
    yield from (entity for entity in members if entity.type == "REGION" and is_meant(entity, first))


def renamed(extraction: Extraction, mapping: Mapping[str, Entity]) -> Extraction:
    """The article with each entity of `mapping` (by id) replaced; names that it had stay as other names.

    A statement keeps its id, so that decisions go on naming it; what comes to say something of a thing and itself is left out.
    """
    if not mapping:
        return extraction
    entities: dict[str, Entity] = {}
    for entity in extraction.entities:
        new = mapping.get(entity.id, entity)
        old = entities.get(new.id) or (new if entity.id in mapping else entity)
        names = {*old.aliases, *entity.aliases, entity.name} - {old.name}
        entities[new.id] = replace(old, aliases=tuple(sorted(names)))

    def now(identifier: str) -> str:
        return mapping[identifier].id if identifier in mapping else identifier

    statements = []
    for statement in extraction.statements:
        ends = now(statement.subject), now(statement.object)
        if ends[0] == ends[1] and statement.subject != statement.object:
            continue
        statements.append(replace(statement, subject=ends[0], object=ends[1]))
    return replace(
        extraction,
        entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
        mentions=tuple(replace(m, entity=now(m.entity)) for m in extraction.mentions),
        statements=tuple(once(statements)),
        metrics=tuple(replace(m, subject=now(m.subject)) for m in extraction.metrics),
    )


def once(statements: Collection[Statement]) -> list[Statement]:
    """Statements in their order, each triple of an article once: what a person looked at, else the surest, speaks for all."""
    found: dict[tuple[str, ...], Statement] = {}
    for statement in statements:
        ends = (statement.subject, statement.object)
        if load_ontology().relations[statement.predicate].symmetric:
            ends = (min(ends), max(ends))
            statement = replace(statement, subject=ends[0], object=ends[1])
        key = (statement.predicate, *ends)
        other = found.get(key)
        if other is not None:
            best, rest = sorted((other, statement), key=_weight, reverse=True)
            more = tuple(e for e in rest.evidence if e not in best.evidence)
            statement = replace(best, evidence=best.evidence + more, attrs={**rest.attrs, **best.attrs})
        found[key] = statement
    return list(found.values())


def _weight(statement: Statement) -> tuple[bool, float]:
    return bool(statement.review), statement.confidence
