"""Two tables for spreadsheets: nodes.csv and edges.csv, UTF-8 with the byte-order mark that Excel asks for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from kg.exports.exporter import Exporter
from kg.i18n import language
from kg.network import to_networkx
from kg.store import ReadStore

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a cell begins that a spreadsheet runs (https://owasp.org/www-community/attacks/CSV_Injection)."""


def _files(store: ReadStore) -> dict[str, bytes]:
    graph = to_networkx(store, language())
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [
        {"id": key, "source": s, "source_label": graph.nodes[s]["label"], "target": o,
         "target_label": graph.nodes[o]["label"], **data}
        for s, o, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    ]  # fmt: skip
    return {"nodes.csv": _table(nodes, _NODE), "edges.csv": _table(edges, _EDGE)}


_NODE = ("id", "label", "type", "subtype", "path", "code", "aliases", "latitude", "longitude")
_EDGE = (
    "id", "source", "source_label", "relation", "label", "target", "target_label", "status", "holds", "confidence",
    "date", "quote", "file", "quote_start", "quote_end", "quotes", "article", "outlet", "published", "rule",
)  # fmt: skip


def _table(rows: list[dict[str, object]], columns: Iterable[str]) -> bytes:
    """`columns`, then whatever else the rows have (attributes of statements), sorted. RFC 4180."""
    header = [*columns, *sorted({key for row in rows for key in row} - set(columns))]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([_cell(row, name) for name in header] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(row: Mapping[str, object], name: str) -> str:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe, which it hides; numbers stay."""
    value = row.get(name, "")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


CSV = Exporter("csv", _files)
