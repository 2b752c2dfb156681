"""Two tables for spreadsheets: nodes.csv and edges.csv, UTF-8 with the byte-order mark that Excel asks for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from kg.exports.exporter import Exporter
from kg.i18n import language
from kg.store import ReadStore
from kg.tables import entity_rows, statement_rows

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a cell begins that a spreadsheet runs (https://owasp.org/www-community/attacks/CSV_Injection)."""


def _files(store: ReadStore) -> dict[str, bytes]:
    lang = language()
    return {"nodes.csv": _table(*entity_rows(store, lang)), "edges.csv": _table(*statement_rows(store, lang))}


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """RFC 4180."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([_cell(row, name) for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(row: Mapping[str, object], name: str) -> str:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe, which it hides; numbers stay."""
    value = row.get(name, "")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


CSV = Exporter("csv", _files)
