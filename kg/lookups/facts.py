"""Reads nodes of the graph into rows; the one place of the look-ups that knows the RDF shape (docs/architecture.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NoReturn, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.i18n import t
from kg.lookups.rows import ArticleRow, EntityRow, EvidenceRow, MetricRow, StatementRow
from kg.model import EntityType
from kg.store import Node, ReadStore, in_order
from kg.validity import Held, Interval, closed, held_together, holds_at, interval

CLASSES: dict[str, EntityType] = {
    "Region": "REGION",
    "Organization": "ORG",
    "Person": "PERSON",
    "Product": "PRODUCT",
    "Park": "PARK",
    "Project": "PROJECT",
    "Agreement": "DOCUMENT",
    "Event": "EVENT",
}
_NOT_ATTRS = {
    "status", "confidence", "rule", "evidence", "field", "review", "reviewedBy", "reviewedOn", "articles", "sources",
}  # fmt: skip
_UNKNOWN_RANK = 1 << 30


def relation_name(local: str) -> str:
    """sendsLabourTo → sends_labour_to, the guideline's name of a relation."""
    return re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), local)


def relation_local(name: str) -> str:
    """sends_labour_to → sendsLabourTo, the name in the ontology."""
    return re.sub(r"_([a-z])", lambda m: m[1].upper(), name)


@dataclass(frozen=True)
class Brief:
    """The bare bones of a statement, a tenth of the work of reading it whole: enough to choose by."""

    node: NamedNode
    subject: NamedNode
    predicate: str
    object: NamedNode
    status: str


class Facts:
    """Rows of one open store; what was read once is kept, for the life of one look-up."""

    def __init__(self, store: ReadStore) -> None:
        self.store = store
        self._entities: dict[NamedNode, EntityRow] = {}
        self._articles: dict[NamedNode, ArticleRow] = {}
        self._statements: dict[NamedNode, StatementRow] = {}

    def entity(self, node: NamedNode) -> EntityRow:
        """The entity of a node."""
        if node not in self._entities:
            self._entities[node] = self._read_entity(node)
        return self._entities[node]

    def statement(self, node: NamedNode) -> StatementRow:
        """The statement of a node, whatever its status."""
        if node not in self._statements:
            self._statements[node] = self._read_statement(node)
        return self._statements[node]

    def about(self, node: NamedNode, end: str) -> list[StatementRow]:
        """The statements that have `node` at one end, "subject" or "object", in a fixed order."""
        return in_reading_order(self.statement(s) for s in self.store.subjects(f"rdf:{end}", node))

    def brief(self, node: NamedNode) -> Brief:
        """The ends, relation and status of a statement."""
        found = {quad.predicate: quad.object for quad in self.store.quads(node)}
        ends = [found.get(self.store.term(f"rdf:{end}")) for end in ("subject", "object")]
        subject, object = (
            e if isinstance(e, NamedNode) else self._lacking(node, "rdf:subject, rdf:object") for e in ends
        )
        return Brief(
            node=node,
            subject=subject,
            predicate=relation_name(self.store.local(found.get(self.store.term("rdf:predicate")))),
            object=object,
            status=self.store.local(found.get(self.store.term("kg:status"))),
        )

    def briefs(self, node: NamedNode) -> list[Brief]:
        """The statements that have `node` at either end."""
        return [
            self.brief(s) for end in ("subject", "object") for s in self.store.subjects(f"rdf:{end}", node)
        ]

    def when(self, node: NamedNode) -> Interval:
        """From when to when a statement holds, as far as its own text says."""
        date, time, since, until = (
            self.store.value(node, f"kg:{name}Iso") for name in ("date", "time", "since", "until")
        )
        return interval(date or time, since, until)

    def held_at(self, node: NamedNode, as_of: str) -> Held:
        """Whether a statement holds at a partial date; what it leaves open all that is told of its partnership may settle."""
        when = self.when(node)
        for partnership in self.store.subjects("kg:supportedBy", node):
            supports = self.store.objects(partnership, "kg:supportedBy")
            told = [self.when(s) for s in supports if isinstance(s, NamedNode)]
            together, own = held_together(told, as_of), holds_at(closed(when, told), as_of)
            return "no" if "no" in (together, own) else together if own == "unknown" else own
        return holds_at(when, as_of)

    def then(self, rows: Iterable[StatementRow], as_of: str) -> list[StatementRow]:
        """The statements that held at a date for certain, then those of which nobody says; all of them without a date."""
        if not as_of:
            return list(rows)
        told = [replace(row, held=self.held_at(self.store.iri(row.id), as_of)) for row in rows]
        return sorted((row for row in told if row.held != "no"), key=lambda row: row.held != "yes")

    def is_region(self, node: NamedNode) -> bool:
        """Whether a node is a region."""
        return any(self.store.local(o) == "Region" for o in self.store.objects(node, "rdf:type"))

    def metrics(self, node: NamedNode) -> list[MetricRow]:
        """The metrics of an entity, by name, time and value."""
        rows = [self.metric(m) for m in self.store.subjects("kg:about", node)]
        return sorted(rows, key=lambda r: (r.name, r.time, r.value, r.id))

    def within(self, node: NamedNode) -> list[NamedNode]:
        """The units over a region, the nearest first."""
        chain: list[NamedNode] = []
        while True:
            parents = [p for p in self.store.objects(node, "kg:within") if isinstance(p, NamedNode)]
            if not parents or parents[0] in chain:
                return chain
            node = parents[0]
            chain.append(node)

    def units(self, node: NamedNode) -> list[NamedNode]:
        """All units under a region at any depth."""
        found: dict[NamedNode, None] = {}
        todo = [node]
        while todo:
            for child in self.store.subjects("kg:within", todo.pop()):
                if child not in found and child != node:
                    found[child] = None
                    todo.append(child)
        return list(found)

    def _read_entity(self, node: NamedNode) -> EntityRow:
        values = self._values(node)
        text = self._text(values)
        classes = [CLASSES[c] for c in map(self.store.local, values["rdf:type"]) if c in CLASSES]
        return EntityRow(
            id=self.store.local(node),
            type=classes[0] if classes else cast(EntityType, ""),
            name=text("skos:prefLabel") or self.store.local(node),
            subtype=text("kg:subtype"),
            path=text("kg:path"),
            code=text("dcterms:identifier"),
            parent=text("kg:within"),
            aliases=tuple(sorted(self.store.local(v) for v in values["skos:altLabel"])),
            latitude=text("geo:lat"),
            longitude=text("geo:long"),
        )

    def article(self, node: NamedNode) -> ArticleRow:
        """The article of a node."""
        if node not in self._articles:
            text = self._text(self._values(node))
            document = NamedNode(self.store.base + text("kg:document")) if text("kg:document") else None
            self._articles[node] = ArticleRow(
                id=self.store.local(node),
                title=text("schema:headline"),
                author=text("schema:author"),
                outlet=text("schema:publisher"),
                published=text("schema:datePublished"),
                document=self.store.value(document, "dcterms:title") if document else "",
                # A graph may come from anywhere: nothing else may become a link.
                url=text("schema:url") if text("schema:url").startswith(("http://", "https://")) else "",
            )
        return self._articles[node]

    def _read_statement(self, node: NamedNode) -> StatementRow:
        values = self._values(node)
        text = self._text(values)
        attrs = {
            relation_name(key.removeprefix("kg:")): "、".join(self._wording(v) for v in nodes)
            for key, nodes in values.items()
            # dateIso and its like are for machines; beside it stands the text's own wording.
            if key.startswith("kg:") and key.removeprefix("kg:") not in _NOT_ATTRS and not key.endswith("Iso")
        }
        if values["kg:field"]:
            attrs["field"] = ",".join(self.store.local(v).removeprefix("field/") for v in values["kg:field"])
        return StatementRow(
            id=self.store.local(node),
            subject=self.entity(self._one(node, values, "rdf:subject")),
            predicate=relation_name(text("rdf:predicate")),
            object=self.entity(self._one(node, values, "rdf:object")),
            status=text("kg:status"),
            confidence=float(Decimal(text("kg:confidence") or "0")),
            rule=text("kg:rule"),
            article=self.article(self._one(node, values, "prov:wasDerivedFrom")),
            attrs=tuple(sorted((k, v) for k, v in attrs.items() if v)),
            evidence=self._evidence(values["kg:evidence"]),
            when=interval(
                text("kg:dateIso") or text("kg:timeIso"), text("kg:sinceIso"), text("kg:untilIso")
            ),
            review=text("kg:review"),
            reviewed_by=text("kg:reviewedBy"),
            reviewed_on=text("kg:reviewedOn"),
            articles=int(text("kg:articles") or 1),
            sources=int(text("kg:sources") or 1),
        )

    def metric(self, node: NamedNode) -> MetricRow:
        """The metric of a node."""
        values = self._values(node)
        text = self._text(values)
        return MetricRow(
            id=self.store.local(node),
            subject=self.entity(self._one(node, values, "kg:about")),
            name=text("kg:metricName"),
            value=plain_number(text("kg:value")),
            unit=text("kg:unit"),
            qualifier=text("kg:qualifier"),
            time=text("kg:time"),
            status=text("kg:status"),
            confidence=float(Decimal(text("kg:confidence") or "0")),
            rule=text("kg:rule"),
            article=self.article(self._one(node, values, "prov:wasDerivedFrom")),
            evidence=self._evidence(values["kg:evidence"]),
            when=interval(text("kg:timeIso")),
            review=text("kg:review"),
            reviewed_by=text("kg:reviewedBy"),
            reviewed_on=text("kg:reviewedOn"),
            articles=int(text("kg:articles") or 1),
            sources=int(text("kg:sources") or 1),
        )

    def _one(self, node: NamedNode, values: defaultdict[str, list[Node]], key: str) -> NamedNode:
        """A node that must be there: a statement without it is no statement."""
        for value in values[key]:
            if isinstance(value, NamedNode):
                return value
        self._lacking(node, key)

    def _lacking(self, node: NamedNode, key: str) -> NoReturn:
        raise StoreError(
            t("error.graph.lacks", place=self.store.folder, node=self.store.local(node), part=key)
        )

    def _wording(self, node: Node) -> str:
        """An attribute as the text words it: an amount is a node with the text in it, a place is an entity or a text."""
        if not isinstance(node, NamedNode):
            return self.store.local(node)
        return (
            self.store.value(node, "kg:text")
            or self.store.value(node, "skos:prefLabel")
            or self.store.local(node)
        )

    def _evidence(self, nodes: list[Node]) -> tuple[EvidenceRow, ...]:
        rows = []
        for node in nodes:
            text = self._text(self._values(cast(NamedNode, node)))
            fields: dict[str, str] = {}
            for selector in self.store.objects(cast(NamedNode, node), "oa:hasSelector"):
                for quad in self.store.quads(cast(NamedNode, selector)):
                    fields[quad.predicate.value.rpartition("#")[2]] = self.store.local(quad.object)
            document = NamedNode(self.store.base + text("oa:hasSource"))
            row = EvidenceRow(
                document=self.store.value(document, "dcterms:title"),
                start=int(fields.get("start", "0")),
                end=int(fields.get("end", "0")),
                quote=fields.get("exact", ""),
                prefix=fields.get("prefix", ""),
                suffix=fields.get("suffix", ""),
            )
            rows.append((int(text("kg:rank") or _UNKNOWN_RANK), row.start, row))
        return tuple(row for _, _, row in sorted(rows, key=lambda r: r[:2]))

    def _values(self, node: NamedNode) -> defaultdict[str, list[Node]]:
        """All objects of a node by prefixed predicate; one scan of the index."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        for quad in self.store.quads(node):
            found[self.store.prefixed(quad.predicate)].append(quad.object)
        values: defaultdict[str, list[Node]] = defaultdict(list)
        for key in sorted(found):
            values[key] = in_order(found[key])
        return values

    def _text(self, values: defaultdict[str, list[Node]]) -> Callable[[str], str]:
        return lambda key: self.store.local(values[key][0]) if values[key] else ""


def in_reading_order(rows: Iterable[StatementRow]) -> list[StatementRow]:
    """By relation, what holds first, then by the names of the ends."""
    return sorted(rows, key=lambda r: (r.predicate, not r.holds, r.subject.label, r.object.label, r.id))


def label(store: ReadStore, identifier: str, lang: str) -> str:
    """The label of a node in a language ("field/labour" → 劳务), else its last part."""
    for node in store.objects(store.iri(identifier), "skos:prefLabel"):
        if isinstance(node, Literal) and node.language == lang:
            return node.value
    return identifier.rpartition("/")[2]


def plain_number(text: str) -> str:
    """A decimal as a person writes it: "5257.0" → "5257", "1E+4" → "10000"."""
    if not text:
        return ""
    number = Decimal(text)
    return f"{number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize():f}"
