"""Which entity a person means by a name, a path, a code or an id; and the entity of a thing that no text names yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from kg.corrections.entries import Thing
from kg.gazetteer import load_gazetteer
from kg.i18n import t
from kg.identity import mint_id, normalize_name
from kg.model import Entity, EntityType
from kg.region_entities import part_entity, unit_entity

EXACT, NAMED, PART = 0, 1, 2
"""How well a name fits an entity: by id, code, path or full name; by another name; as a part of one or the whole of it."""
_LEAST = 2
"""A name of one character is a part of too many."""


class Unclear(Exception):
    """A name from which it cannot be told what is meant; the message says what would help."""


def same_thing(one: Thing, other: Thing) -> bool:
    """Whether two names of things are one, as they are written: by id where both have one, else by name and type."""
    if one.id and other.id:
        return one.id == other.id
    types = {one.type or _type_of(one.id), other.type or _type_of(other.id)} - {None}
    return bool(one.text) and len(types) < 2 and normalize_name(one.text) == normalize_name(other.text)


def is_meant(entity: Entity, thing: Thing) -> bool:
    """Whether an entity is a thing for sure: an id decides where one is given, else code, path, or full name and type."""
    if thing.id:
        return entity.id == thing.id
    return _type_fits(entity, thing) and _fit(entity, thing.text) == EXACT


def closeness(entity: Entity, thing: Thing) -> int | None:
    """How well a thing's name fits an entity whose id may be another today, and its name wider or narrower; None: not.

    A region is never taken for one in another place, nor for a part of it.
    """
    if thing.id and entity.id == thing.id:
        return EXACT
    if not thing.text or not _type_fits(entity, thing):
        return None
    if (fit := _fit(entity, thing.text)) is not None:
        return fit
    one, other = normalize_name(entity.name), normalize_name(thing.text)
    if entity.type == "REGION" or min(len(one), len(other)) < _LEAST:
        return None
    return PART if one in other or other in one else None


def resolve(
    thing: Thing, entities: Iterable[Entity], types: Collection[EntityType], likely: EntityType | None = None
) -> Entity:
    """The entity of a thing: one of `entities`, else one of the region table, else a new one of its (or the `likely`) type.

    Raises:
        Unclear: none, or more than one, of the types allowed.
    """
    allowed = [entity for entity in entities if entity.type in types and _type_fits(entity, thing)]
    for fits in (EXACT, NAMED):
        found = {e.id: e for e in allowed if (is_meant(e, thing) if thing.id else _fit(e, thing.text) == fits)}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise Unclear(t("corrections.several", name=str(thing), ids=", ".join(sorted(found))))
    wanted = thing.type or _type_of(thing.id)
    if "REGION" in types and wanted in (None, "REGION") and (region := _region(thing)) is not None:
        return region
    if wanted == "REGION" and "REGION" in types and thing.id and thing.text:
        # Regions that the table does not have: villages, across provinces, or an ambiguous name.
        above, _, last = thing.text.rpartition("/")
        parent = _region(Thing(above)) if above else None
        return Entity(thing.id, "REGION", last, path=thing.text, parent=parent.id if parent else "")
    type_ = wanted or (likely if likely != "REGION" else None)
    if type_ is None or type_ not in types or type_ == "REGION" or not thing.text:
        raise Unclear(t("corrections.unknown", name=str(thing), types=", ".join(sorted(types))))
    return Entity(thing.id or mint_id(type_, thing.text), type_, thing.text)


def _type_of(identifier: str) -> EntityType | None:
    """The type that an id begins with: org/3f2a… is an ORG."""
    for type_ in get_args(EntityType):
        if identifier.partition("/")[0] == type_.lower():
            found: EntityType = type_
            return found
    return None


def _type_fits(entity: Entity, thing: Thing) -> bool:
    return thing.type is None or entity.type == thing.type


def _fit(entity: Entity, name: str) -> int | None:
    if name in (entity.id, entity.path, entity.name) or (entity.code and name == entity.code):
        return EXACT
    if "/" in name and entity.type == "REGION":
        return None
    wanted = normalize_name(name)
    if wanted == normalize_name(entity.name):
        return EXACT
    return NAMED if any(wanted == normalize_name(alias) for alias in entity.aliases) else None


def _region(thing: Thing) -> Entity | None:
    """A unit of the region table by code, path or only full name; or a place under one by its path."""
    gazetteer = load_gazetteer()
    code = thing.id.removeprefix("region/") if thing.id else thing.text
    if code in gazetteer.by_code:
        return unit_entity(code)
    if thing.id or not thing.text:
        return None
    above, _, last = thing.text.rpartition("/")
    units = [r.unit for r in gazetteer.readings(last) if r.kind == "full"]
    found = [unit for unit in units if not above or unit.path == thing.text]
    if len(found) == 1:
        return unit_entity(found[0].code)
    parent = _region(Thing(above)) if above else None
    if parent is None or found:
        return None
    return part_entity(parent, last)
