"""Suggestions while a name is being typed: entities whose names begin with it, or hold it, or whose short name it is."""

from __future__ import annotations

import heapq

from pyoxigraph import NamedNode

from kg.lookups.facts import Facts
from kg.lookups.names import is_entity, normalize, short_forms
from kg.lookups.rows import EntityRow
from kg.store import ReadStore

_RANKS = 4
"""The name itself, its short form, a beginning, a part."""


class Search:
    """The names of one open store, made ready once; of a million quads that takes less than half a second."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        self._names: dict[NamedNode, list[str]] = {}
        for label in ("skos:prefLabel", "skos:altLabel"):
            for quad in store.quads(None, store.term(label)):
                if isinstance(quad.subject, NamedNode):
                    self._names.setdefault(quad.subject, []).append(store.local(quad.object))
        self._typed = {node: [normalize(name) for name in names] for node, names in self._names.items()}

    def find(self, text: str, most: int) -> list[EntityRow]:
        """At most `most` entities, the best first: regions before others, short names before long ones.

        An id or a code finds its entity as well.
        """
        wanted = normalize(text)
        if not wanted:
            return []
        ranked: list[list[NamedNode]] = [[] for _ in range(_RANKS)]
        for node, names in self._typed.items():
            rank = self._rank(wanted, node, names)
            if rank is not None:
                ranked[rank].append(node)
        facts = Facts(self._store)
        found: list[NamedNode] = []
        for nodes in ranked:
            waiting = [self._order(node) for node in nodes]
            heapq.heapify(waiting)
            while waiting and len(found) < most:
                node = self._store.iri(heapq.heappop(waiting)[-1])
                if is_entity(self._store, node):  # fields have labels as well
                    found.append(node)
        return [facts.entity(node) for node in found]

    def _order(self, node: NamedNode) -> tuple[bool, int, str, str]:
        name, identifier = self._names[node][0], self._store.local(node)
        return not identifier.startswith("region/"), len(name), name, identifier

    def _rank(self, wanted: str, node: NamedNode, names: list[str]) -> int | None:
        if wanted in names:
            return 0
        rank = None
        for name in names:
            # What people call a region begins as its name does.
            if name.startswith(wanted[:2]):
                if any(wanted == normalize(form) for form in short_forms(name)):
                    return 1
                if name.startswith(wanted):
                    rank = 2
        if rank is None and any(wanted in name for name in names):
            rank = 3
        if wanted.isascii():
            identifier = self._store.local(node)
            if wanted in (normalize(identifier), identifier.partition("/")[2]):
                return 0
        return rank
