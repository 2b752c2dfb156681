"""Is a graph what it should be? Shapes (SHACL), terms, links, quotes against the source documents, and expected counts.

| check | error when |
|---|---|
| shapes | a node is against ontology/shapes.ttl |
| terms | a property or class under the base is not in ontology/kg.ttl |
| links | something is said of, or points to, a node that has no type |
| quotes | a quote is not what stands at its offsets in its document |
| counts | a number is outside the bounds of a file |
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kg.corrections import is_source
from kg.errors import InputError, OntologyError
from kg.i18n import language, t
from kg.lookups import Stats, stats
from kg.model import Document
from kg.ontology import FILE, turtle
from kg.quads import Names
from kg.readers import list_sources, read_source
from kg.resources import ONTOLOGY
from kg.rulefile import read_rulefile
from kg.settings import load_settings
from kg.store import VOCABULARIES, ReadStore

SHAPES = "shapes.ttl"
ARTICLES = "articles.jsonl"
"""Beside graph.nq; knows the path that each document was read from."""
_SH = "http://www.w3.org/ns/shacl#"
_TYPE = VOCABULARIES["rdf"] + "type"

Check = Literal["shapes", "terms", "links", "quotes", "counts"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one node, `node` relative to the base; a warning says what could not be checked."""

    level: Literal["error", "warning"]
    check: Check
    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many there may be, both ends included."""

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """All findings, in a fixed order, and how many quotes were compared with their documents."""

    findings: tuple[Finding, ...]
    quotes: int

    @property
    def conforms(self) -> bool:
        """Nothing is wrong, as far as it could be checked."""
        return all(finding.level != "error" for finding in self.findings)


def validate(store: ReadStore, texts: Path | None = None, expect: Path | None = None) -> Validation:
    """Run every check.

    Args:
        store: The graph.
        texts: Folder of the source documents; by default they are looked for where the build read them.
        expect: File of bounds, YAML: "documents: {min: 5, max: 5}"; names are those of `kg stats --format json`.

    Raises:
        OntologyError: the ontology or the shapes are wrong.
        InputError: `texts` is no folder.
        RuleError: `expect` is wrong.
    """
    bounds = _bounds(expect) if expect is not None else {}
    if texts is not None and not texts.is_dir():
        raise InputError(f"{texts}: not a folder")
    ontology = turtle(ONTOLOGY / FILE, store.base)
    quotes, wrong_quotes = _quotes(store, texts)
    found = [
        *_shapes(store, ontology),
        *_terms(store, ontology),
        *_links(store),
        *wrong_quotes,
        *_counts(stats(store), bounds),
    ]
    order = sorted(set(found), key=lambda f: (f.level, f.check, f.node, f.message))
    return Validation(tuple(order), quotes)


def _shapes(store: ReadStore, ontology: list[ox.Triple]) -> Iterator[Finding]:
    shapes = turtle(ONTOLOGY / SHAPES, store.base)
    facts = [quad.triple for quad in store.quads()]
    yield from _core(store, facts, shapes, ontology)
    yield from _sparql(store, facts, shapes, ontology)


def _core(
    store: ReadStore, facts: list[ox.Triple], shapes: list[ox.Triple], ontology: list[ox.Triple]
) -> Iterator[Finding]:
    """SHACL core by pyshacl; the constraints in SPARQL, which it would ask once a node, are left to `_sparql`."""
    import pyshacl
    import rdflib

    core = [triple for triple in shapes if triple.predicate.value != f"{_SH}sparql"]
    try:
        _, report, _ = pyshacl.validate(_rdflib([*facts, *ontology]), shacl_graph=_rdflib(core), inplace=True)
    except Exception as exc:  # pyshacl has no common root of its errors
        raise OntologyError(f"{SHAPES}: {' '.join(str(exc).split())}") from exc
    assert isinstance(report, rdflib.Graph)
    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus, path, value = (report.value(result, sh[name]) for name in ("focusNode", "resultPath", "value"))
        messages = {m.language or "": str(m) for m in report.objects(result, sh.resultMessage) if isinstance(m, rdflib.Literal)}
        told = messages.get(language()) or messages.get("") or next(iter(messages.values()), "")
        at = store.prefixed(ox.NamedNode(str(path))) if isinstance(path, rdflib.URIRef) else ""
        yield _finding(store, "shapes", str(focus), told, at, "" if value is None else str(value))


def _sparql(
    store: ReadStore, facts: list[ox.Triple], shapes: list[ox.Triple], ontology: list[ox.Triple]
) -> Iterator[Finding]:
    """SHACL's constraints in SPARQL, each asked once with `$this` open instead of once a node: seconds against minutes."""
    memory = ox.Store()
    memory.bulk_extend(ox.Quad(*triple) for triple in (*facts, *ontology))
    by_predicate: dict[str, list[ox.Triple]] = {}
    for triple in shapes:
        by_predicate.setdefault(triple.predicate.value, []).append(triple)
    queries = {x.subject: _text(x.object) for x in by_predicate.get(f"{_SH}select", ())}
    for held in by_predicate.get(f"{_SH}sparql", ()):
        assert isinstance(held.object, ox.NamedNode)
        targets = {x.object for x in by_predicate.get(f"{_SH}targetClass", ()) if x.subject == held.subject}
        messages = {
            x.object.language: x.object.value
            for x in by_predicate.get(f"{_SH}message", ())
            if x.subject == held.object and isinstance(x.object, ox.Literal)
        }
        try:
            answers = memory.query(queries[held.object])
        except (SyntaxError, KeyError) as exc:
            raise OntologyError(f"{SHAPES}: {store.local(held.object)}: {' '.join(str(exc).split())}") from exc
        assert isinstance(answers, ox.QuerySolutions)
        valued = any(variable.value == "value" for variable in answers.variables)
        for answer in answers:
            types = {q.object for q in memory.quads_for_pattern(answer["this"], ox.NamedNode(_TYPE), None)}
            if types & targets:
                value = _text(answer["value"]) if valued else ""
                yield _finding(store, "shapes", _text(answer["this"]), messages[language()], "", value)


def _text(node: object) -> str:
    return str(getattr(node, "value", node))


def _terms(store: ReadStore, ontology: list[ox.Triple]) -> Iterator[Finding]:
    """Everything under BASE ontology# that the graph uses must be in the ontology."""
    known = {triple.subject for triple in ontology}
    own = store.prefixes["kg"]
    for quad in store.quads():
        for node in (quad.predicate, quad.object):
            if isinstance(node, ox.NamedNode) and node.value.startswith(own) and node not in known:
                yield _finding(store, "terms", node.value, t("validate.term"))


def _links(store: ReadStore) -> Iterator[Finding]:
    """Every node of ours that is spoken of must say what it is."""
    typed = {quad.subject for quad in store.quads(None, ox.NamedNode(_TYPE))}
    own = store.prefixes["kg"]
    for quad in store.quads():
        for node in (quad.subject, quad.object):
            if not isinstance(node, ox.NamedNode) or node in typed:
                continue
            if node.value.startswith(store.base) and not node.value.startswith(own):
                yield _finding(store, "links", node.value, t("validate.link"))


def _quotes(store: ReadStore, texts: Path | None) -> tuple[int, list[Finding]]:
    """How many quotes were compared with their documents, and what was wrong; a file of many documents is read once."""
    compared, found = 0, []
    places = _places(store)
    files: dict[Path, list[tuple[ox.NamedNode, str]]] = {}
    for node in store.subjects("rdf:type", store.term("kg:SourceDocument")):
        title = store.value(node, "dcterms:title")
        if is_source(title):  # a person's own quote, of which there is no file
            continue
        file, inner = places.get(node.value) or (Path(title), "")
        if texts is not None:
            file = _below(texts, file)
        files.setdefault(file, []).append((node, inner))
    for file, nodes in files.items():
        documents = _documents(file)
        for node, inner in nodes:
            title = store.value(node, "dcterms:title")
            document = documents.get(inner) if documents is not None else None
            if documents is None:
                found.append(_finding(store, "quotes", node.value, t("validate.nofile", name=title), level="warning"))
            elif document is None or document.sha256 != store.value(node, "kg:sha256"):
                place = f"{file.as_posix()}{inner}"
                found.append(_finding(store, "quotes", node.value, t("validate.changed", place=place), level="warning"))
            else:
                for evidence in store.subjects("oa:hasSource", node):
                    start, end, quote, before, after = _selected(store, evidence)
                    compared += 1
                    whole = document.text[max(start - len(before), 0) : end + len(after)]
                    if document.text[start:end] != quote or whole != before + quote + after:
                        told = t("validate.quote")
                        found.append(_finding(store, "quotes", evidence.value, told, f"{title}:{start}-{end}"))
    return compared, found


def _selected(store: ReadStore, evidence: ox.NamedNode) -> tuple[int, int, str, str, str]:
    parts = {
        quad.predicate.value.rpartition("#")[2]: store.local(quad.object)
        for selector in store.objects(evidence, "oa:hasSelector")
        if isinstance(selector, ox.NamedNode)
        for quad in store.quads(selector)
    }
    start, end = (int(parts[name]) if parts.get(name, "").isdigit() else 0 for name in ("start", "end"))
    return start, end, parts.get("exact", ""), parts.get("prefix", ""), parts.get("suffix", "")


def _places(store: ReadStore) -> dict[str, tuple[Path, str]]:
    """Where the build read each document, by its IRI, as articles.jsonl tells: the file, and the place in it ("#3", "").

    Nothing where that file is not there.
    """
    try:
        rows = [json.loads(line) for line in (store.folder / ARTICLES).read_text(encoding="utf-8").splitlines()]
        read = {row["document"]: (row["path"], row.get("file") or row["path"]) for row in rows}
    except (OSError, ValueError, KeyError):
        return {}
    names = Names(store.base)
    return {names.document(name).value: (Path(file), path[len(file) :]) for name, (path, file) in read.items()}


def _below(texts: Path, file: Path) -> Path:
    """Where a file that the build read elsewhere lies in a folder: with as many of its own folders as are there, too."""
    steps = [step for step in file.parts if step not in (file.anchor, "..")]
    places = (texts.joinpath(*steps[at:]) for at in range(len(steps)))
    return next((place for place in places if place.is_file()), texts / file.name)


def _documents(file: Path) -> dict[str, Document] | None:
    """What a file holds now, by the place in it; None where there is no such file, nothing where it is no longer readable."""
    if not file.is_file():
        return None
    settings = load_settings()
    try:
        (source,) = list_sources([file], [])
        documents = read_source(source.read(settings), source.path, source.name, settings, [])
    except InputError:
        return {}
    return {document.path[len(source.path) :]: document for document in documents}


def _bounds(path: Path) -> dict[str, Bounds]:
    bounds: dict[str, Bounds] = read_rulefile(path, dict[str, Bounds])
    return bounds


def _counts(counts: Stats, bounds: Mapping[str, Bounds]) -> Iterator[Finding]:
    totals = ("documents", "articles", "entities", "statements", "holding", "metrics", "partnerships", "quads")
    known: dict[str, int] = {name: getattr(counts, name) for name in totals}
    for group in (counts.by_type, counts.by_relation, counts.by_status):
        known |= dict(group)
    for name, bound in bounds.items():
        count = known.get(name, 0)
        low, high = bound.min or 0, bound.max if bound.max is not None else count
        if not low <= count <= high:
            wanted = f"{low}–{bound.max}" if bound.max is not None else f"≥ {low}"
            yield Finding("error", "counts", name, t("validate.count", count=count, wanted=wanted))


def _finding(
    store: ReadStore,
    check: Check,
    node: str,
    message: str,
    at: str = "",
    value: str = "",
    level: Literal["error", "warning"] = "error",
) -> Finding:
    detail = " ".join(part for part in (at, value.removeprefix(store.base)) if part)
    return Finding(level, check, node.removeprefix(store.base), f"{message} ({detail})" if detail else message)


def _rdflib(triples: Iterable[ox.Triple]) -> Any:
    """An rdflib graph of pyoxigraph's triples: term by term is faster than through a file."""
    import rdflib

    def term(node: Any) -> Any:
        if isinstance(node, ox.NamedNode):
            return rdflib.URIRef(node.value)
        if isinstance(node, ox.BlankNode):
            return rdflib.BNode(node.value)
        datatype = None if node.language else rdflib.URIRef(node.datatype.value)
        return rdflib.Literal(node.value, lang=node.language, datatype=datatype)

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


__all__ = ["Bounds", "Finding", "Validation", "validate"]
