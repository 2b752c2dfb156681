"""How sure the pipeline may be that an entity is one, by what found it; kg/data/sources.yml holds the shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from kg.model import EntityType
from kg.nlp.annotations import Draft
from kg.resources import DATA
from kg.rulefile import read_rulefile


@dataclass(frozen=True, slots=True)
class Source:
    """Of the entities of `type` that only `source` found, `share` (0 to 1) are what it says."""

    type: EntityType
    source: str
    share: float


@cache
def load_sources() -> dict[tuple[str, str], float]:
    """Shares by type and opening of a source's name.

    Raises:
        RuleError: the file is wrong.
    """
    return {(s.type, s.source): s.share for s in read_rulefile(DATA / "sources.yml", tuple[Source, ...])}


def share(type_: str, source: str) -> float:
    """How often a source is right about a type; 1 where nothing speaks against it."""
    parts = source.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known for name in names if (known := load_sources().get((type_, name))) is not None), 1.0)


def bounded(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The statements, none of them surer than the better source of either end."""
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for span in doc.spans["mentions"]:
        sources[span.kb_id_].add(span._.source)
    shares = {
        entity: max(share(doc._.entities[entity].type, source) for source in found) for entity, found in sources.items()
    }
    return [
        replace(d, confidence=min(d.confidence, shares.get(d.subject, 1.0), shares.get(d.object, 1.0))) for d in drafts
    ]
