"""Which items and properties of a Wikibase stand for what kg says: kg/data/wikibase.yml, or a file of the user's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import RuleError
from kg.gazetteer import load_gazetteer
from kg.i18n import t
from kg.lookups import EntityRow
from kg.resources import DATA
from kg.rulefile import read_rulefile

DEFAULT = DATA / "wikibase.yml"
_ITEM, _PROPERTY = re.compile(r"Q[1-9][0-9]*"), re.compile(r"P[1-9][0-9]*")
_INVERSE = "-"
_PATTERNS = {"items": _ITEM, "classes": _ITEM, "units": _ITEM, "relations": re.compile(r"-?P[1-9][0-9]*")}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A Wikibase as far as kg needs to know it; the file explains each part. All are names → "Q5" or "P31"."""

    wikidata: bool = False
    items: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, str] = field(default_factory=dict)
    qualifiers: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def item(self, entity: EntityRow) -> str:
        """The item of an entity, "" where it has none yet."""
        if entity.id in self.items or not self.wikidata:
            return self.items.get(entity.id, "")
        unit = load_gazetteer().by_code.get(entity.code)
        return unit.qid if unit else ""

    def new(self, entity: EntityRow) -> bool:
        """Whether an entity that has no item may get a new one: Wikidata has all units of government, known to us or not."""
        return not (self.wikidata and entity.code)

    def kind(self, entity: EntityRow) -> str:
        """The class of an entity, of its subtype if that has one, or ""."""
        return self.classes.get(f"{entity.type}.{entity.subtype}") or self.classes.get(entity.type, "")

    def relation(self, name: str) -> tuple[str, bool]:
        """The property of a relation, "" for none, and whether it goes from object to subject."""
        found = self.relations.get(name, "")
        return found.removeprefix(_INVERSE), found.startswith(_INVERSE)


def read_mapping(path: Path = DEFAULT) -> Mapping:
    """The mapping of a file.

    Raises:
        RuleError: it cannot be read, or something is no id of an item or property.
    """
    found = read_rulefile(path, Mapping)
    for part in fields(Mapping):
        values = getattr(found, part.name)
        pattern = _PATTERNS.get(part.name, _PROPERTY)
        for name, value in values.items() if isinstance(values, dict) else ():
            if not pattern.fullmatch(value):
                raise RuleError(f"{path}:1: {part.name}.{name}: {t('export.wikibase.id', text=value)}")
    return found


def written(mapping: Mapping, entities: Callable[[], Iterable[EntityRow]]) -> Iterator[bytes]:
    """A mapping as a file; entities that have no item yet stand below in comments, to be filled in."""
    yield f"# {t('export.wikibase.fill')}\nwikidata: {'true' if mapping.wikidata else 'false'}\n".encode()
    for part in fields(Mapping):
        values = getattr(mapping, part.name)
        if part.name in ("wikidata", "items") or not values:
            continue
        yield f"{part.name}:\n".encode()
        for name, value in values.items():
            yield f"  {_quoted(name)}: {value}\n".encode()
    known = [(entity, item) for entity in entities() if (item := mapping.item(entity))]
    yield b"items:\n" if known else b"# items:\n"
    for entity, item in known:
        yield f"  {_quoted(entity.id)}: {item}  # {_line(entity)}\n".encode()
    for entity in entities():
        if not mapping.item(entity):
            yield f"#   {_quoted(entity.id)}: Q  # {_line(entity)}\n".encode()


def _line(entity: EntityRow) -> str:
    return " ".join(entity.label.split())


def _quoted(name: str) -> str:
    """A JSON string is a YAML string."""
    return name if re.fullmatch(r"[\w./-]+", name) and not name[0].isdigit() else json.dumps(name, ensure_ascii=False)
