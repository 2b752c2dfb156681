"""Entities of regions: units of the table, what is minted under one, macro regions, and names that stay ambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.gazetteer import Unit, load_gazetteer
from kg.identity import normalize_name, region_id, subregion_id
from kg.model import Entity, digest


@cache
def unit_entity(code: str) -> Entity:
    """A unit of the table."""
    unit = load_gazetteer().by_code[code]
    return Entity(
        id=region_id(code), type="REGION", name=unit.name, path=unit.path, code=code,
        parent=region_id(unit.parent) if unit.parent else "",
        aliases=tuple(sorted(set(unit.short_forms) - {unit.name})),
    )  # fmt: skip


@cache
def part_entity(parent: Entity, name: str) -> Entity:
    """A village, new area or direction (黔北) under a region that is known."""
    return Entity(
        id=subregion_id(parent.id, name), type="REGION", name=name, path=f"{parent.path}/{name}", parent=parent.id
    )


ABROAD = "abroad"
"""The subtype of regions outside China."""


@cache
def macro_entity(name: str, abroad: bool = False) -> Entity:
    """A region across provinces, or abroad; the slug is a hash of its name."""
    identifier = f"region/macro-{digest(normalize_name(name), length=8)}"
    return Entity(id=identifier, type="REGION", name=name, path=name, subtype=ABROAD if abroad else "")


def ambiguous_entity(form: str, units: Sequence[Unit]) -> Entity:
    """A name that may mean several units; `candidates` says which, the id depends on the form alone."""
    return Entity(
        id=f"region/ambiguous-{digest(form, length=8)}", type="REGION", name=form, path=form,
        candidates=tuple(region_id(unit.code) for unit in units),
    )  # fmt: skip
