"""The graph as an embedded pyoxigraph store on disk, or at a SPARQL server, for reading.

`graph.nq` is the truth and `store/` a cache of it: a store that is missing, damaged or made from another file is built
again when it is opened. Any number of processes may read at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from kg.errors import QueryError, StoreError
from kg.i18n import t
from kg.loading import current, disown, reason_of, rebuild, recorded
from kg.publish import part, settle
from kg.sparql import Refused, check

Node = NamedNode | BlankNode | Literal | Triple
N = TypeVar("N")
Answer = QuerySolutions | QueryBoolean | QueryTriples
Place = Path | str
"""Where a graph lies: the folder that `kg build` wrote, or the address of a SPARQL server (http://…)."""

GRAPH = "graph.nq"
STORE = "store"
_ATTEMPTS = 3
"""Times that opening is tried where nobody else is at work: as it is, made anew, and once more."""
_CHANGES = 100
"""Times that a build may put its parts in place while this process opens them."""

VOCABULARIES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}


class Engine(Protocol):
    """What holds the quads: pyoxigraph.Store, or kg.remote.Remote."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any = None) -> Iterator[Quad]:
        """All quads that match; None matches anything."""

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """All named graphs."""

    def contains_named_graph(self, graph_name: NamedNode) -> bool:
        """Whether there is one of that name."""

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Any = None,
        named_graphs: Any = None,
        substitutions: Any = None,
    ) -> Any:
        """The answer to a SPARQL query, with pyoxigraph's options."""

    def __len__(self) -> int:
        """How many quads there are."""


def open_store(place: Place) -> ReadStore:
    """Open the graph of a folder that `kg build` wrote, or of a server, for reading.

    Raises:
        StoreError: there is no graph, it is damaged, or its store had to be built again and could not be; or the
            server cannot be reached or has none.
    """
    return _at_server(str(place)) if is_address(place) else _in_folder(Path(place))


def is_address(place: Place) -> bool:
    """Whether a place of a graph is a server's address and no folder."""
    return isinstance(place, str) and place.startswith(("http://", "https://"))


def _at_server(url: str) -> ReadStore:
    from kg.remote import connect  # who reads a folder needs no network

    engine = connect(url)
    return ReadStore(engine, engine.base(), Path(url), address=url)


def _in_folder(graph_dir: Path) -> ReadStore:
    """The graph of a folder; during a build it is the old one or the new one."""
    settle(graph_dir)
    failure: Exception | None = None
    tried = changes = 0
    while tried < _ATTEMPTS:
        seen = graph, store_dir, _ = _seen(graph_dir)
        try:
            if not graph.is_file():
                raise StoreError(t("error.graph.none", place=graph_dir))
            source = current(graph, store_dir)
            if source is None and _seen(graph_dir) == seen:
                rebuild(graph, store_dir)
                source = recorded(store_dir)
            if source is not None:
                return ReadStore(Store.read_only(str(store_dir)), source.base, graph_dir, store_dir)
        except (StoreError, OSError, RuntimeError, ValueError) as exc:
            failure = exc
        if _seen(graph_dir) != seen and changes < _CHANGES:
            changes += 1  # a build is just putting its parts in place
            continue
        if isinstance(failure, StoreError):
            raise failure
        tried += 1
        if tried > 1:  # not another process that was just putting its own in place: it is damaged, so make it anew
            disown(store_dir)
    raise StoreError(f"{graph_dir / STORE}: {failure}")


def _seen(folder: Path) -> tuple[Path, Path, tuple[int, ...]]:
    """Where graph.nq and its store lie, and what changes when another is put there."""
    graph, store_dir = part(folder, GRAPH), part(folder, STORE)
    marks: list[int] = []
    for path in (graph, store_dir):
        try:
            stat = path.stat()
        except OSError:
            marks.append(0)
        else:
            marks += (stat.st_ino, stat.st_mtime_ns if path is graph else 0)
    return graph, store_dir, tuple(marks)


def in_order(nodes: Iterable[N]) -> list[N]:
    """Each node once, in the order of its text; the store's own order is that of a hash."""
    found = set(nodes)
    return sorted(found, key=str) if len(found) > 1 else list(found)


class ReadStore:
    """A graph opened for reading: quads by pattern, SPARQL, and names with and without their base.

    `base` is the base IRI of the graph itself, whatever the settings say today; `folder` is the graph's, `place` the store's own;
    `address` is that of the server which has it, "" for a folder.
    """

    def __init__(
        self, store: Engine, base: str, folder: Path, place: Path | None = None, address: str = ""
    ) -> None:
        self.store = store
        self.base = base
        self.folder = folder
        self.place = place or folder / STORE
        self.address = address
        self.prefixes = {"kg": f"{base}ontology#", **VOCABULARIES}
        self._prefixed: dict[str, str] = {}

    def iri(self, identifier: str) -> NamedNode:
        """The node of an id: "region/522700"."""
        return NamedNode(self.base + identifier)

    def term(self, name: str) -> NamedNode:
        """The node of a prefixed name: "kg:within", "skos:prefLabel"."""
        prefix, _, local = name.partition(":")
        return NamedNode(self.prefixes[prefix] + local)

    def prefixed(self, node: NamedNode) -> str:
        """The other way about: "kg:within" for the node, its whole IRI when no prefix fits."""
        iri = node.value
        if iri not in self._prefixed:
            fits = (
                f"{p}:{iri.removeprefix(start)}"
                for p, start in self.prefixes.items()
                if iri.startswith(start)
            )
            self._prefixed[iri] = next(fits, iri)
        return self._prefixed[iri]

    def local(self, node: object) -> str:
        """The id of a node, its IRI less base and ontology#; the text of a literal; "" for None."""
        if node is None:
            return ""
        if isinstance(node, NamedNode):
            return node.value.removeprefix(self.prefixes["kg"]).removeprefix(self.base)
        return str(getattr(node, "value", node))

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Node | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """All quads that match; None matches anything."""
        return self.store.quads_for_pattern(subject, predicate, object, graph)

    def objects(self, subject: NamedNode, predicate: str) -> list[Node]:
        """Objects of `subject` by a prefixed predicate, each once, in the order of their text."""
        return in_order(quad.object for quad in self.quads(subject, self.term(predicate)))

    def value(self, subject: NamedNode, predicate: str) -> str:
        """Text or id of the (first) object of `subject` by `predicate`; "" when there is none."""
        return next((self.local(node) for node in self.objects(subject, predicate)), "")

    def subjects(self, predicate: str, object: Node) -> list[NamedNode]:
        """Subjects that have `object` by a prefixed predicate, each once, sorted."""
        found = (quad.subject for quad in self.quads(None, self.term(predicate), object))
        return in_order(node for node in found if isinstance(node, NamedNode))

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs."""
        return {graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode)}

    def is_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI."""
        try:
            return self.store.contains_named_graph(NamedNode(iri))
        except ValueError:  # no IRI at all
            return False

    def query(
        self,
        text: str,
        substitutions: Mapping[str, Node] | None = None,
        source: str = "query",
        dataset: tuple[Iterable[str], Iterable[str]] | None = None,
    ) -> Answer:
        """Run a SPARQL query. The default graph is the union of all graphs unless the query has a FROM.

        The prefixes of `prefixes` are known and relative IRIs are relative to `base`. Values come in by
        `substitutions` (variable name → term), never by pasting text. `source` names the query in errors. `dataset`,
        the IRIs of the default and the named graphs, stands in place of FROM.

        Raises:
            QueryError: it does not parse, or is refused: updates, SERVICE, FROM of anything but a graph of this store.
        """
        own = check(text, self.is_graph, self.base, source)
        chosen: dict[str, Any] = {"use_default_graph_as_union": not own}
        if dataset is not None:
            named = [list(names) for names in dataset]
            for name in (*named[0], *named[1]):
                if not self.is_graph(name):
                    raise Refused(t("error.query.from", place=name))
            defaults, others = ([NamedNode(name) for name in names] for names in named)
            chosen = {"default_graph": defaults, "named_graphs": others}
        try:
            answer: Answer = self.store.query(
                text,
                base_iri=self.base,
                prefixes=self.prefixes,
                **chosen,
                substitutions={Variable(name): node for name, node in (substitutions or {}).items()},
            )
            return answer
        except SyntaxError as exc:
            raise QueryError(_located(exc, source)) from exc
        except (OSError, RuntimeError, ValueError) as exc:
            raise QueryError(f"{source}: {exc}") from exc


_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST = 100
"""The engine may list every token that could follow; the first few say enough."""


def _located(error: SyntaxError, source: str) -> str:
    found = _AT.match(str(error))
    if not found:
        return f"{source}: {reason_of(error)}"
    line, column, reason = found.groups()
    reason = " ".join(reason.split())
    if len(reason) > _LONGEST:
        reason = reason[:_LONGEST].rsplit(",", 1)[0] + " …"
    return t("error.query.syntax", place=f"{source}:{line}:{column}", reason=reason)


__all__ = ["GRAPH", "STORE", "VOCABULARIES", "Answer", "Node", "ReadStore", "open_store", "rebuild"]
