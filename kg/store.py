"""The graph as an embedded pyoxigraph store on disk, for reading.

`graph.nq` is the truth and `store/` a cache of it: a store that is missing, damaged or made from another file is built
again when it is opened. Any number of processes may read at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from kg.errors import QueryError, StoreError
from kg.i18n import t
from kg.sparql import Refused, check

Node = NamedNode | BlankNode | Literal | Triple
N = TypeVar("N")
Answer = QuerySolutions | QueryBoolean | QueryTriples

GRAPH = "graph.nq"
STORE = "store"
_SOURCE = "source.json"
"""Inside the store: what it was made from. RocksDB leaves files that it does not know alone."""

_ATTEMPTS = 3
"""Times that opening is tried: as it is, once more if another process was replacing it, and made anew."""

_GRAPHS = ("graph/entities", "graph/fields", "graph/partnerships")
"""Ends of the named graphs that every kg graph has; what stands before them is its base IRI (docs/architecture.md)."""

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


@dataclass(frozen=True, slots=True)
class _Source:
    """What a store was made from: hash, size and time of graph.nq, and the base IRI found in it."""

    sha256: str
    size: int
    mtime_ns: int
    base: str


def rebuild(graph_nq: Path, store_dir: Path) -> None:
    """Load `graph_nq` into a new store and put it where `store_dir` is; nothing is changed when that fails.

    A store there that was made from the same file meanwhile, by another process, is left as it is.

    Raises:
        StoreError: the file is missing, is no N-Quads or no graph of kg, or the store cannot be written.
    """
    import tempfile  # it costs a look-up, which does not rebuild, some milliseconds

    try:
        staging = Path(tempfile.mkdtemp(prefix=f".{store_dir.name}-", dir=store_dir.parent))
    except OSError as exc:
        raise StoreError(f"{store_dir}: {exc.strerror or exc}") from exc
    try:
        new = staging / "new"
        _load(graph_nq, new)
        _swap(new, store_dir, staging / "old")
    except OSError as exc:
        raise StoreError(f"{store_dir}: {exc.strerror or exc}") from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _load(graph_nq: Path, folder: Path) -> None:
    try:
        before = graph_nq.stat()
        sha256 = _sha256(graph_nq)
    except OSError as exc:
        raise StoreError(f"{graph_nq}: {exc.strerror or exc}") from exc
    store = Store(str(folder))
    try:
        store.bulk_load(path=str(graph_nq), format=RdfFormat.N_QUADS)
    except SyntaxError as exc:  # all-or-nothing: a bad line leaves the store empty
        line = exc.lineno or _bad_line(str(exc))
        raise StoreError(t("error.graph.syntax", place=f"{graph_nq}:{line}", reason=_reason(exc))) from exc
    base = _base(store, graph_nq)
    store.flush()
    source = {"sha256": sha256, "size": before.st_size, "mtime_ns": before.st_mtime_ns, "base": base}
    (folder / _SOURCE).write_text(json.dumps(source) + "\n", encoding="utf-8", newline="\n")


def _bad_line(message: str) -> str:
    found = re.search(r"line (\d+)", message)
    return found.group(1) if found else "?"


def _base(store: Store, graph_nq: Path) -> str:
    for graph in store.named_graphs():
        for end in _GRAPHS:
            if isinstance(graph, NamedNode) and graph.value.endswith(end):
                return graph.value.removesuffix(end)
    raise StoreError(t("error.graph.foreign", place=graph_nq))


def _swap(new: Path, place: Path, old: Path) -> None:
    made, there = _recorded(new), _recorded(place)
    if made is not None and there is not None and made.sha256 == there.sha256:
        return  # another process was faster, and may be reading it by now
    with contextlib.suppress(FileNotFoundError):
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        # Faster by a hair; what it put there is as good.
        if _recorded(place) is None:
            raise


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _recorded(store_dir: Path) -> _Source | None:
    """What the store says it was made from; None when it does not say, which counts as no store."""
    try:
        record = json.loads((store_dir / _SOURCE).read_text(encoding="utf-8"))
        return _Source(
            str(record["sha256"]), int(record["size"]), int(record["mtime_ns"]), str(record["base"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _current(graph: Path, store_dir: Path) -> _Source | None:
    """The store's record if it was made from `graph` as it is now, else None."""
    source = _recorded(store_dir)
    if source is None:
        return None
    now = graph.stat()
    # As make does it: a file of the same size and time is the same file. Hashing a large graph would cost more than the look-up.
    if (now.st_size, now.st_mtime_ns) == (source.size, source.mtime_ns):
        return source
    return source if now.st_size == source.size and _sha256(graph) == source.sha256 else None


def open_store(graph_dir: Path) -> ReadStore:
    """Open the graph of a folder that `kg build` wrote, for reading.

    Raises:
        StoreError: there is no graph.nq, it is damaged, or its store had to be built again and could not be.
    """
    graph, store_dir = graph_dir / GRAPH, graph_dir / STORE
    if not graph.is_file():
        raise StoreError(t("error.graph.none", place=graph_dir))
    failure: Exception | None = None
    for attempt in range(_ATTEMPTS):
        source = _current(graph, store_dir)
        if source is None:
            rebuild(graph, store_dir)
            source = _recorded(store_dir)
        if source is not None:
            try:
                return ReadStore(Store.read_only(str(store_dir)), source.base, graph_dir)
            except (OSError, RuntimeError, ValueError) as exc:
                failure = exc
        if (
            attempt
        ):  # not another process that was just putting its own in place: it is damaged, so make it anew
            (store_dir / _SOURCE).unlink(missing_ok=True)
    raise StoreError(f"{store_dir}: {failure}")


def in_order(nodes: Iterable[N]) -> list[N]:
    """Each node once, in the order of its text; the store's own order is that of a hash."""
    found = set(nodes)
    return sorted(found, key=str) if len(found) > 1 else list(found)


class ReadStore:
    """A graph opened for reading: quads by pattern, SPARQL, and names with and without their base.

    `base` is the base IRI of the graph itself, whatever the settings say today.
    """

    def __init__(self, store: Store, base: str, folder: Path) -> None:
        self.store = store
        self.base = base
        self.folder = folder
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
            return self.store.query(
                text,
                base_iri=self.base,
                prefixes=self.prefixes,
                **chosen,
                substitutions={Variable(name): node for name, node in (substitutions or {}).items()},
            )
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
        return f"{source}: {_reason(error)}"
    line, column, reason = found.groups()
    reason = " ".join(reason.split())
    if len(reason) > _LONGEST:
        reason = reason[:_LONGEST].rsplit(",", 1)[0] + " …"
    return t("error.query.syntax", place=f"{source}:{line}:{column}", reason=reason)


def _reason(error: SyntaxError) -> str:
    return " ".join(str(error.msg or error).split())


__all__ = ["GRAPH", "STORE", "VOCABULARIES", "Answer", "Node", "ReadStore", "open_store", "rebuild"]
