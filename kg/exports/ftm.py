"""FollowTheMoney (https://followthemoney.tech/): entities as JSON lines, for Aleph, OpenAleph and what reads their model.

The model knows companies, persons and payments better than regions: a region that acts is its government, a `PublicBody`; a
relation that the model has no name for is an `UnknownLink` with its `role`. Only facts that hold are links, since a tool draws a
link as a fact. Quotes are in `summary`, the article is the `proof`; confidence, status and a person's word are in `description`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.amounts import parse, written
from kg.exports import walk
from kg.exports.exporter import Exporter, Files, Options
from kg.gazetteer import load_gazetteer
from kg.i18n import language, t
from kg.lookups import ArticleRow, EntityRow, Facts, MetricRow, StatementRow, label
from kg.model import HOLDS, digest
from kg.ontology import load_ontology
from kg.store import ReadStore

_SCHEMA = {
    "REGION": "PublicBody", "ORG": "Organization", "PERSON": "Person", "PRODUCT": "Asset", "PARK": "RealEstate", "PROJECT": "Project",
    "DOCUMENT": "Contract", "EVENT": "Event", "": "LegalEntity",
}  # fmt: skip
_ORGANISATION = {"gov": "PublicBody", "company": "Company"}
_BODIES = frozenset({"PublicBody", "Organization", "Company"})
_LEGAL = _BODIES | {"Person", "LegalEntity"}
_LINKS = {
    "holds_position": ("Employment", ("employee", frozenset({"Person"})), ("employer", _BODIES)),
    "funds": ("Payment", ("payer", _LEGAL), ("beneficiary", _LEGAL)),
    "builds": ("ProjectParticipant", ("participant", _LEGAL), ("project", frozenset({"Project"}))),
}
"""Relations that the model has a schema for, where their ends are of these schemata."""
_PLAIN = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_BREAKS = re.compile("[\u2028\u2029]")
"""What some take for the end of a line, and JSON leaves as it is."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What the model's own reader throws out."""
Properties = dict[str, list[str]]


def _files(store: ReadStore, options: Options) -> Files:
    return {"entities.ftm.json": _lines(store, language())}


def _lines(store: ReadStore, lang: str) -> Iterator[bytes]:
    for article in walk.articles(store):
        yield _line(article.id, "Article", _article(article))
    for entity in walk.entities(store):
        yield _line(entity.id, _schema(entity), _entity(store, entity))
    for name, relation in load_ontology().relations.items():
        for row in walk.statements(store, relation.local):
            if row.status in HOLDS:
                schema, properties = _link(store, name, row, lang)
                yield _line(row.id, schema, properties)


def _line(identifier: str, schema: str, properties: Properties) -> bytes:
    known = {
        name: list(dict.fromkeys(_CONTROLS.sub("\ufffd", value) for value in values if value))
        for name, values in properties.items()
    }
    found: dict[str, Any] = {
        "id": _id(identifier),
        "schema": schema,
        "properties": {name: values for name, values in known.items() if values},
    }
    text = json.dumps(found, ensure_ascii=False)
    return (_BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n").encode()


def _id(identifier: str) -> str:
    """region/522700 → region.522700: the model's ids have letters, digits, dots and dashes, and only these."""
    dotted = identifier.replace("/", ".")
    return dotted if _PLAIN.fullmatch(dotted) else f"kg.{digest(identifier)}"


def _schema(entity: EntityRow) -> str:
    return _ORGANISATION.get(entity.subtype, _SCHEMA[entity.type]) if entity.type == "ORG" else _SCHEMA[entity.type]


def _article(row: ArticleRow) -> Properties:
    return {
        "fileName": [row.document],
        "title": [row.title],
        "name": [row.title],
        "author": [row.author],
        "publisher": [row.outlet],
        "publishedAt": [row.published],
        "sourceUrl": [row.url],
        "language": ["zho"],
    }


def _entity(store: ReadStore, row: EntityRow) -> Properties:
    found: Properties = {"name": [_name(row.name)], "alias": [_name(alias) for alias in row.aliases]}
    schema = _schema(row)
    if row.type == "REGION":
        unit = load_gazetteer().by_code.get(row.code)
        found |= {"address": [row.path], "classification": [t("type.REGION")]}
        found |= {"country": ["cn"], "wikidataId": [unit.qid]} if unit else {}
    elif schema == "Contract":
        found["title"] = [row.name]
    elif row.subtype and schema in _BODIES:
        found["classification"] = [row.subtype]
    metrics = [Facts(store).metric(node) for node in store.subjects("kg:about", store.iri(row.id))]
    found["notes"] = [_note(metric) for metric in metrics if metric.status in HOLDS]
    return found


def _name(text: str) -> str:
    """A name on one line, as the model wants it."""
    return " ".join(text.split())


def _note(row: MetricRow) -> str:
    """A number about an entity, which the model has no place of its own for, with all that a link says."""
    time = f" ({row.time})" if row.time else ""
    quotes = " / ".join(evidence.quote for evidence in row.evidence)
    return "; ".join([f"{row.name} {written(row.value, row.unit, row.qualifier)}{time}", *_told(row), f"quote: {quotes}", f"proof: {_id(row.article.id)}"])


def _link(store: ReadStore, name: str, row: StatementRow, lang: str) -> tuple[str, Properties]:
    ends = (_schema(row.subject), _schema(row.object))
    schema, source, target = "UnknownLink", "subject", "object"
    if name in _LINKS:
        fitting, (first, firsts), (second, seconds) = _LINKS[name]
        if ends[0] in firsts and ends[1] in seconds:
            schema, source, target = fitting, first, second
    attrs = dict(row.attrs)
    fields = [label(store, f"field/{field}", lang) for field in attrs.get("field", "").split(",") if field]
    found: Properties = {
        source: [_id(row.subject.id)],
        target: [_id(row.object.id)],
        "startDate": [row.when.start] if row.when.begins else [],
        "date": [] if row.when.begins else [row.when.start],
        "endDate": [row.when.end],
        "summary": [evidence.quote for evidence in row.evidence],
        "description": [*_told(row), *(f"{key}: {value}" for key, value in row.attrs)],
        "recordId": [row.id],
        "proof": [_id(row.article.id)],
        "sourceUrl": [row.article.url],
        "publisher": [row.article.outlet],
    }
    role = attrs.get("title") or t(f"relation.{name}")
    if schema == "Payment":
        found |= {"purpose": [*fields, attrs.get("kind", "")], **_money(attrs.get("amount", ""))}
    else:
        found |= {"role": [role], "status": [t(f"status.{row.status}")]}
    return schema, found


def _money(wording: str) -> Properties:
    """An amount in yuan; a range and what is no money of China stay words."""
    amount = parse(wording)
    if amount is None or amount.unit != "元" or amount.low != amount.high:
        return {}
    return {"amount": [f"{amount.low:f}"], "currency": ["CNY"]}


def _told(row: StatementRow | MetricRow) -> list[str]:
    """What every fact says of itself, and the model has no place for."""
    best = row.evidence[0] if row.evidence else None
    by = ", ".join(filter(None, (row.reviewed_by, row.reviewed_on)))
    return [
        f"review: {row.review or 'none'}" + (f" ({by})" if by else ""),
        f"confidence: {row.confidence}",
        f"status: {row.status}",
        f"sources: {row.sources}",
        *([f"file: {best.document}:{best.start}-{best.end}"] if best else []),
        f"rule: {row.rule}",
    ]


FTM = Exporter("ftm", _files)
