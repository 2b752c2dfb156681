"""Excel: a sheet for each relation, and sheets of partnerships, numbers, entities and articles.

Written row by row, so that memory does not grow with the graph. Headers and words are of the reader's language. A text stays
text whatever it looks like: nothing in the file is a formula. What a sheet cannot hold goes on in the next.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.exports import walk
from kg.exports.exporter import Exporter, Files, Options
from kg.flat import Flat, Value, article_values, entity_values, metric_values, statement_values
from kg.i18n import language, t
from kg.lookups import label
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.tables import partnership_rows

ROWS = 1_048_576
"""Rows of a sheet, its header included (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3)."""
_TEXT = 32_767
"""Characters of a cell, of which it counts those beyond U+FFFF twice."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = tuple("=+-@\t\r")
"""How a text begins that Excel would run once somebody edits the cell, were it not marked as text."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CREATED = re.compile(rb"<dcterms:(created|modified) [^>]*>[^<]*</dcterms:\1>")
_WIDTHS = {"quote": 60, "aliases": 30, "article": 30, "title": 30, "path": 30, "url": 30, "fields": 20, "source_label": 24, "target_label": 24,
           "about_label": 24, "label": 24, "id": 26, "source": 20, "target": 20, "about": 20, "article_id": 22}  # fmt: skip
_WIDTH = 12

_ENDS = ("source_label", "target_label")
_SAID = ("status", "holds", "review", "confidence", "since", "until")
_BACKED = ("quote", "article", "outlet", "published", "url", "file", "quote_start", "quote_end", "quotes", "sources", "articles")
_LAST = ("rule", "reviewed_by", "reviewed_on", "id")
_ATTRS = ("date", "since", "until", "time", "title", "kind", "place", "field", "amount", "count")
_PARTNERSHIP = ("source_label", "relation", "target_label", "fields", "from", "to", "first", "last", "confidence", "sources", "statements",
                "reviewed", "id", "source", "target")  # fmt: skip
_METRIC = ("about_label", "metric", "value", "unit", "qualifier", "time", "number_value", "number_unit", "number_sign", *_SAID, *_BACKED, *_LAST,
           "about", "article_id")  # fmt: skip
_ENTITY = ("label", "type", "subtype", "path", "code", "aliases", "latitude", "longitude", "id")
_ARTICLE = ("title", "outlet", "published", "author", "file", "url", "id")


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.xlsx": _book(store, language())}


def _book(store: ReadStore, lang: str) -> Iterator[bytes]:
    # openpyxl and what it brings are loaded only for a book.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    fields = (store.local(node) for node in store.subjects("rdf:type", store.term("skos:Concept")))
    words = {name.removeprefix("field/"): label(store, name, lang) for name in fields}
    for title, columns, rows in _sheets(store, lang, words):
        _fill(book, title, columns, rows)
    with tempfile.TemporaryFile() as written:
        book.save(written)
        yield from _fixed(written)


def _sheets(store: ReadStore, lang: str, words: dict[str, str]) -> Iterator[tuple[str, Sequence[str], Iterable[Flat]]]:
    yield t("export.sheet.partnerships"), _PARTNERSHIP, _partnerships(store, lang)
    used = walk.attributes(store)
    for name, relation in load_ontology().relations.items():
        if relation.local in used:
            yield t(f"relation.{name}"), _columns(used[relation.local]), _statements(store, relation.local, lang, words)
    yield t("label.metric"), _METRIC, (
        {"about": row.subject.id, "about_label": row.subject.label, **metric_values(row), "value": float(row.value), "id": row.id}
        for row in walk.metrics(store)
    )
    yield t("export.sheet.entities"), _ENTITY, ({**entity_values(row), "id": row.id} for row in walk.entities(store))
    yield t("export.sheet.articles"), _ARTICLE, ({**article_values(row), "id": row.id} for row in walk.articles(store))


def _columns(used: set[str]) -> list[str]:
    """Of a relation's sheet: only attributes that its statements have."""
    named = [name for name in _ATTRS if name in used]
    attrs = [f"attr_{name}" for name in named]
    numbers = [f"{n}_{part}" for n in named if n in ("amount", "count") for part in ("value", "max", "unit", "sign")]
    return [*_ENDS, *attrs, *numbers, *_SAID, *_BACKED, *_LAST, "source", "target", "article_id"]


def _statements(store: ReadStore, relation: str, lang: str, words: dict[str, str]) -> Iterator[Flat]:
    for row in walk.statements(store, relation):
        values = statement_values(row, lang)
        if field := values.get("attr_field"):
            values["attr_field"] = "、".join(words.get(name, name) for name in str(field).split(","))
        ends: Flat = {"source": row.subject.id, "source_label": row.subject.label, "target": row.object.id, "target_label": row.object.label}
        yield {**values, **ends, "id": row.id}


def _partnerships(store: ReadStore, lang: str) -> Iterator[Flat]:
    _, rows = partnership_rows(store, lang)
    for row in rows:
        relation = t("relation.assists" if row["directed"] else "relation.partners_with")
        yield {**row, "fields": row["fields"].replace("|", "、"), "relation": relation}


def _fill(book: Any, title: str, columns: Sequence[str], rows: Iterable[Flat]) -> None:
    """Sheets of one table, a second one where the first is full."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    bold = Font(name="Calibri", size=11, bold=True)  # as the rest of the book
    pending = iter(rows)
    row = next(pending, None)
    number = 1
    while number == 1 or row is not None:
        sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
        sheet.freeze_panes = "B2"
        for place, name in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _WIDTH)
        header = [WriteOnlyCell(sheet, t(f"column.{name}")) for name in columns]
        for cell in header:
            cell.font = bold
        sheet.append(header)
        count = 1
        while row is not None and count < ROWS:
            sheet.append([_cell(WriteOnlyCell, sheet, name, row.get(name, "")) for name in columns])
            row = next(pending, None)
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
        number += 1


def _cell(make: Any, sheet: Any, name: str, value: Value) -> Any:
    if isinstance(value, bool):
        return t(f"export.{'yes' if value else 'no'}")
    if isinstance(value, int | float):
        return value
    text = _short(_NO_XML.sub("\ufffd", _worded(name, value)))
    if not text:
        return None
    cell = make(sheet, text)
    cell.data_type = "s"  # never a formula, nor a date
    if text.startswith(_FORMULA):
        cell.quotePrefix = True  # what Excel itself notes of a text typed with an apostrophe before it
    return cell


def _worded(name: str, value: str) -> str:
    """A value in words of the reader's language."""
    match name:
        case "status" | "type":
            return t(f"{name}.{value}")
        case "review":
            return t(f"review.{value}") if value else t("export.unseen")
        case "aliases":
            return value.replace("|", "、")
        case _:
            return value


def _short(text: str) -> str:
    """What fits into a cell; a mark tells that there is more."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * _TEXT else units[: 2 * _TEXT - 2].decode("utf-16-le", "ignore") + "…"


def _fixed(written: Any) -> Iterator[bytes]:
    """The book with no clock in it: neither in its properties nor in the zip that it is."""
    with tempfile.TemporaryFile() as fixed:
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with old.open(name) as source, new.open(entry, "w", force_zip64=True) as target:
                    if name == "docProps/core.xml":
                        target.write(_CREATED.sub(b"", source.read()))
                        continue
                    while piece := source.read(io.DEFAULT_BUFFER_SIZE):
                        target.write(piece)
        fixed.seek(0)
        while piece := fixed.read(1 << 20):
            yield piece


XLSX = Exporter("xlsx", _files)
