"""What a fact might be instead: other relations between such ends, the other direction, other places of the same name."""

from __future__ import annotations

from difflib import SequenceMatcher

from pyoxigraph import NamedNode

from kg.gazetteer import load_gazetteer
from kg.identity import normalize_name
from kg.lookups import EntityRow, Facts, StatementRow
from kg.lookups.facts import CLASSES
from kg.ontology import load_ontology
from kg.store import ReadStore

MOST = 9
"""As many as have a digit for a key."""
_ALIKE = 0.6
"""Names less alike than this (0 to 1, as difflib counts) are hardly the same thing's."""


def relations(row: StatementRow) -> list[str]:
    """The other relations that take such ends in this direction, in the order of the ontology."""
    return [
        name
        for name, relation in load_ontology().relations.items()
        if name != row.predicate and row.subject.type in relation.domain and row.object.type in relation.range
    ]


def turns(row: StatementRow) -> bool:
    """Whether the relation may as well hold the other way about."""
    relation = load_ontology().relations[row.predicate]
    return not relation.symmetric and row.object.type in relation.domain and row.subject.type in relation.range


def places(store: ReadStore, row: EntityRow) -> list[str]:
    """Paths of the other regions that a name may mean: those the reading left open, then all units of the name."""
    if row.type != "REGION":
        return []
    facts, node = Facts(store), store.iri(row.id)
    candidates = [facts.entity(c).label for c in store.objects(node, "kg:candidate") if isinstance(c, NamedNode)]
    gazetteer = load_gazetteer()
    forms = dict.fromkeys((row.name, *row.aliases))
    units = [reading.unit.path for form in forms for reading in gazetteer.readings(form)]
    return [path for path in dict.fromkeys((*candidates, *units)) if path != row.label][:MOST]


def namesakes(store: ReadStore, row: EntityRow) -> list[EntityRow]:
    """Entities of the same type that may be the same thing, the likeliest first: by names that are alike or parts of each other."""
    facts = Facts(store)
    kind = next((name for name, type_ in CLASSES.items() if type_ == row.type), "")
    wanted = normalize_name(row.name)
    scored = []
    for node in store.subjects("rdf:type", store.term(f"kg:{kind}")):
        if not isinstance(node, NamedNode) or store.local(node) == row.id:
            continue
        name = normalize_name(store.value(node, "skos:prefLabel"))
        if not set(name) & set(wanted):
            continue
        alike = 1.0 if name in wanted or wanted in name else SequenceMatcher(None, name, wanted).ratio()
        if alike >= _ALIKE:
            scored.append((-alike, store.local(node), node))
    return [facts.entity(node) for _, _, node in sorted(scored, key=lambda s: s[:2])[:MOST]]
