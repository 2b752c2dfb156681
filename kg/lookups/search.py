"""Suggestions while a name is being typed: entities whose names begin with it, or hold it, or whose short name it is."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.lookups.facts import CLASSES, Facts
from kg.lookups.names import normalize, short_forms
from kg.lookups.rows import EntityRow
from kg.store import ReadStore, in_order

_RANKS = 4
"""The name itself, its short form, a beginning, a part."""


class Search:
    """The names of one open store, made ready once."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        self._names: dict[NamedNode, set[str]] = {}
        self._short: dict[NamedNode, set[str]] = {}
        typed = {
            quad.subject
            for name in CLASSES
            for quad in store.quads(None, store.term("rdf:type"), store.term(f"kg:{name}"))
        }
        for label in ("skos:prefLabel", "skos:altLabel"):
            for quad in store.quads(None, store.term(label)):
                if quad.subject in typed and isinstance(quad.subject, NamedNode):
                    text = store.local(quad.object)
                    self._names.setdefault(quad.subject, set()).add(normalize(text))
                    short = {normalize(form) for form in short_forms(text)}
                    self._short.setdefault(quad.subject, set()).update(short)

    def find(self, text: str, most: int) -> list[EntityRow]:
        """At most `most` entities, the best first: regions before others, short names before long ones.

        An id or a code finds its entity as well.
        """
        wanted = normalize(text)
        if not wanted:
            return []
        ranked: list[list[NamedNode]] = [[] for _ in range(_RANKS)]
        for node, names in self._names.items():
            rank = self._rank(wanted, names, self._short[node], self._store.local(node))
            if rank is not None:
                ranked[rank].append(node)
        facts = Facts(self._store)
        found: list[EntityRow] = []
        for nodes in ranked:
            if len(found) < most:
                # Whole rows cost something, so that only as many are read as a rank needs.
                rows = [facts.entity(node) for node in in_order(nodes)]
                found += sorted(rows, key=lambda row: (row.type != "REGION", len(row.name), row.label, row.id))
        return found[:most]

    def _rank(self, wanted: str, names: set[str], short: set[str], identifier: str) -> int | None:
        if wanted in names or wanted in (normalize(identifier), identifier.partition("/")[2]):
            return 0
        if wanted in short:
            return 1
        if any(name.startswith(wanted) for name in names):
            return 2
        return 3 if any(wanted in name for name in names) else None
