"""QuickStatements, version 1 (https://www.wikidata.org/wiki/Help:QuickStatements), for Wikidata or a Wikibase of the user's own.

Items that do not exist yet are made first, and a statement needs the items of both its ends; so it goes in two steps: run
1-items.txt, fill the new items into mapping.yml, export again with it and run 2-statements.txt. What could not be said, and why,
is in left-out.csv. Only facts that hold are statements. Confidence, review and place in the file are in the comment, which
becomes the summary of the edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.amounts import Amount, measure, parse
from kg.exports import walk
from kg.exports.csv import BOM, line, safe
from kg.exports.exporter import Exporter, Files, Options
from kg.exports.wikibase import DEFAULT, Mapping, read_mapping, written
from kg.i18n import LANGUAGES, MESSAGES, language, t
from kg.lookups import EntityRow, Facts, MetricRow, StatementRow
from kg.model import HOLDS
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.tables import partnership_rows

LABEL, TEXT = 250, 400
"""Characters that a Wikibase takes as a label or description and as a text, where nobody set another limit
(https://www.mediawiki.org/wiki/Wikibase/Installation/Advanced_configuration#string-limits)."""
_PRECISION = {4: "9", 7: "10", 10: "11"}
"""Length of a partial date → precision of a time: year, month, day."""


def _files(store: ReadStore, options: Options) -> Files:
    mapping, lang = read_mapping(options.mapping or DEFAULT), language()
    return {
        "1-items.txt": _items(store, mapping),
        "2-statements.txt": _said(store, mapping),
        "left-out.csv": _left_out(store, mapping, lang),
        "mapping.yml": written(mapping, lambda: walk.entities(store)),
    }


def _items(store: ReadStore, mapping: Mapping) -> Iterator[bytes]:
    facts = Facts(store)
    for entity in walk.entities(store):
        if mapping.item(entity) or not mapping.new(entity):
            continue
        yield b"CREATE\n"
        for cells in _item(facts, mapping, entity):
            yield "\t".join(["LAST", *cells]).encode() + b"\n"


def _item(facts: Facts, mapping: Mapping, entity: EntityRow) -> Iterator[list[str]]:
    yield ["Lzh", _string(entity.name, LABEL)]
    place = f" {entity.path}" if entity.path else ""
    for number, lang in enumerate(LANGUAGES):
        kind = MESSAGES[f"type.{entity.type}"][number]
        yield [f"D{lang}", _string(f"{kind}{place} ({entity.id})", LABEL)]
    for alias in entity.aliases:
        yield ["Azh", _string(alias, LABEL)]
    known = mapping.properties
    if "instance_of" in known and mapping.kind(entity):
        yield [known["instance_of"], mapping.kind(entity)]
    parent = mapping.item(facts.entity(facts.store.iri(entity.parent))) if entity.parent else ""
    if "within" in known and parent:
        yield [known["within"], parent]
    if "code" in known and entity.code:
        yield [known["code"], _string(entity.code, TEXT)]
    if "coordinates" in known and entity.latitude and entity.longitude:
        yield [known["coordinates"], f"@{entity.latitude}/{entity.longitude}"]
    if "id" in known:
        yield [known["id"], _string(entity.id, TEXT)]


def _said(store: ReadStore, mapping: Mapping) -> Iterator[bytes]:
    for name, relation in load_ontology().relations.items():
        for row in walk.statements(store, relation.local):
            if not _hindrance(mapping, row, name):
                yield _statement(mapping, row, name)
    for metric in walk.metrics(store):
        if not _hindrance_of_metric(mapping, metric):
            yield _metric(mapping, metric)


def _statement(mapping: Mapping, row: StatementRow, name: str) -> bytes:
    prop, inverse = mapping.relation(name)
    ends = [mapping.item(end) for end in (row.subject, row.object)]
    source, target = reversed(ends) if inverse else ends
    attrs = dict(row.attrs)
    told: dict[str, str | float] = {"title": attrs.get("title", ""), "review": row.review, "confidence": row.confidence}
    cells = [source, prop, target, *_when(mapping, row)]
    for key in ("amount", "count"):
        if key in mapping.qualifiers and (number := _quantity(mapping, parse(attrs.get(key, "")))):
            cells += [mapping.qualifiers[key], number]
    return _line(mapping, row, [*cells, *_qualified(mapping, told)])


def _metric(mapping: Mapping, row: MetricRow) -> bytes:
    number = _quantity(mapping, measure(row.value, row.unit, row.qualifier))
    cells = [mapping.item(row.subject), mapping.metrics[row.name], number, *_when(mapping, row)]
    return _line(mapping, row, [*cells, *_qualified(mapping, {"review": row.review, "confidence": row.confidence})])


def _when(mapping: Mapping, row: StatementRow | MetricRow) -> Iterator[str]:
    start = "since" if row.when.begins else "date"
    for key, date in ((start, row.when.start), ("until", row.when.end)):
        if date and key in mapping.qualifiers:
            yield from (mapping.qualifiers[key], _time(date))


def _qualified(mapping: Mapping, told: dict[str, str | float]) -> Iterator[str]:
    for key, value in told.items():
        if value != "" and key in mapping.qualifiers:
            yield from (mapping.qualifiers[key], _string(value, TEXT) if isinstance(value, str) else str(value))


def _line(mapping: Mapping, row: StatementRow | MetricRow, cells: list[str]) -> bytes:
    """With its references, and a comment that says of it what a Wikibase has no place for."""
    article, best = row.article, row.evidence[0] if row.evidence else None
    sources = {
        "url": _string(article.url, 0) if article.url else "",
        "quote": f"zh:{_string(best.quote, TEXT)}" if best and best.quote.strip() else "",
        "title": f"zh:{_string(article.title, TEXT)}" if article.title else "",
        "published": _time(article.published) if article.published else "",
    }
    for key, value in sources.items():
        if value and key in mapping.references:
            cells += [mapping.references[key].replace("P", "S", 1), value]
    by = " ".join(filter(None, (row.reviewed_by, row.reviewed_on)))
    told = [row.id, row.status, f"confidence {row.confidence}", f"review {row.review or 'none'}{f' ({by})' if by else ''}"]
    if best:
        told.append(f"{best.document}:{best.start}-{best.end}")
    return f"{chr(9).join(cells)} /* {_plain('; '.join(told))} */\n".encode()


def _left_out(store: ReadStore, mapping: Mapping, lang: str) -> Iterator[bytes]:
    number = LANGUAGES.index(lang)
    yield BOM + line([t(f"column.{name}") for name in ("id", "source_label", "relation", "target_label", "reason")])
    for name, relation in load_ontology().relations.items():
        for row in walk.statements(store, relation.local):
            if why := _hindrance(mapping, row, name):
                said = MESSAGES[f"relation.{name}"][number]
                yield line([safe(cell) for cell in (row.id, row.subject.label, said, row.object.label, why)])
    for metric in walk.metrics(store):
        if why := _hindrance_of_metric(mapping, metric):
            yield line([safe(cell) for cell in (metric.id, metric.subject.label, metric.name, f"{metric.value}{metric.unit}", why)])
    for pair in partnership_rows(store, lang)[1]:
        ends = (pair["source_label"], t("export.sheet.partnerships"), pair["target_label"])
        yield line([safe(cell) for cell in (pair["id"], *ends, t("export.wikibase.derived"))])


def _hindrance(mapping: Mapping, row: StatementRow, name: str) -> str:
    """Why a statement cannot be said, "" where it can."""
    if row.status not in HOLDS:
        return t(f"status.{row.status}")
    if not mapping.relation(name)[0]:
        return t("export.wikibase.property", name=f"relations.{name}")
    missing = [end.id for end in (row.subject, row.object) if not mapping.item(end)]
    return t("export.wikibase.item", names="、".join(missing)) if missing else ""


def _hindrance_of_metric(mapping: Mapping, row: MetricRow) -> str:
    if row.status not in HOLDS:
        return t(f"status.{row.status}")
    if row.name not in mapping.metrics:
        return t("export.wikibase.property", name=f"metrics.{row.name}")
    if not mapping.item(row.subject):
        return t("export.wikibase.item", names=row.subject.id)
    return "" if _quantity(mapping, measure(row.value, row.unit, row.qualifier)) else t("export.wikibase.unit", name=row.unit)


def _quantity(mapping: Mapping, amount: Amount | None) -> str:
    """Number and unit: 52570000U39099; of a range its middle and how far it reaches. "" where the unit has no item."""
    if amount is None or amount.unit not in mapping.units:
        return ""
    half = (amount.high - amount.low) / 2
    number = f"{_digits(amount.low + half)}~{_digits(half)}" if half else _digits(amount.low)
    return f"{number}U{mapping.units[amount.unit].removeprefix('Q')}"


def _digits(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    return f"{number.quantize(Decimal(1)) if whole else number.normalize():f}"


def _time(date: str) -> str:
    """2018-07 → +2018-07-00T00:00:00Z/10."""
    return f"+{date}{'-00' * (2 - date.count('-'))}T00:00:00Z/{_PRECISION[len(date)]}"


def _string(text: str, most: int) -> str:
    """A text on one line, in quotes; `most` characters of it, or all for 0."""
    plain = _plain(text)
    return f'"{plain if not most or len(plain) <= most else plain[: most - 1] + "…"}"'


def _plain(text: str) -> str:
    """Text in which nothing is a column, a line or a comment."""
    return re.sub(r"[\x00-\x1f\x7f]", "\ufffd", " ".join(text.split())).replace("/*", "/＊").replace("*/", "＊/")


QUICKSTATEMENTS = Exporter("quickstatements", _files, mapping=True)
