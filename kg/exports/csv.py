"""Tables for spreadsheets: nodes.csv and edges.csv, metrics.csv and partnerships.csv, UTF-8 with the byte-order mark that Excel asks for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.exports.exporter import Exporter, Files, Options
from kg.i18n import language
from kg.store import ReadStore
from kg.tables import Rows, entity_rows, metric_rows, partnership_rows, statement_rows

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a cell begins that a spreadsheet runs (https://owasp.org/www-community/attacks/CSV_Injection)."""
BOM = b"\xef\xbb\xbf"
"""Without it Excel takes the file for the system's own encoding, in China GBK."""


TABLES = {"nodes.csv": entity_rows, "edges.csv": statement_rows, "metrics.csv": metric_rows, "partnerships.csv": partnership_rows}


def _files(store: ReadStore, options: Options) -> Files:
    lang = language()
    return {name: _made(make, store, lang) for name, make in TABLES.items()}


def _made(make: Callable[[ReadStore, str], Rows], store: ReadStore, lang: str) -> Iterator[bytes]:
    """A table, not read before it is written."""
    yield from _table(*make(store, lang))


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Iterator[bytes]:
    yield BOM + line(columns)
    for row in rows:
        yield line([_cell(row, name) for name in columns])


def line(cells: Sequence[str]) -> bytes:
    """A row as RFC 4180 has it."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue().encode()


def _cell(row: Mapping[str, object], name: str) -> str:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe, which it hides; numbers stay."""
    value = row.get(name, "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else str(value)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


CSV = Exporter("csv", _files)
