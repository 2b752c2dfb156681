"""CSV files for neo4j-admin database import (https://neo4j.com/docs/operations-manual/current/import/), UTF-8 without a mark.

Columns have their types in the header; lists are joined by "|". A quote may run over lines, so the import wants
`--multiline-fields=true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.exports.csv import line
from kg.exports.exporter import Exporter, Files, Options
from kg.exports.property_graph import LISTS, TABLES, Cell, Edge, Node, Table
from kg.flat import Value
from kg.i18n import language
from kg.store import ReadStore

_TYPES: dict[type[Value], str] = {str: "string", bool: "boolean", int: "long", float: "double"}
_BETWEEN = "|"


def _files(store: ReadStore, options: Options) -> Files:
    lang = language()
    return {f"{table.name}.csv": _table(store, lang, table) for table in TABLES}


def _table(store: ReadStore, lang: str, table: Table) -> Iterator[bytes]:
    typed = [f"{name}:{_TYPES[kind]}{'[]' if name in LISTS else ''}" for name, kind in table.columns.items()]
    if table.nodes:
        yield line(["id:ID", *typed, ":LABEL"])
        for node in table.nodes(store, lang):
            yield line([node.id, *_cells(table, node), _BETWEEN.join(node.labels)])
    elif table.edges:
        keyed = ["id:string"] if table.columns else []
        yield line([":START_ID", ":END_ID", ":TYPE", *keyed, *typed])
        for edge in table.edges(store, lang):
            yield line([edge.source, edge.target, edge.type, *([edge.id] if keyed else []), *_cells(table, edge)])


def _cells(table: Table, row: Node | Edge) -> list[str]:
    return [_cell(row.values.get(name, "")) for name in table.columns]


def _cell(value: Cell) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(item.replace(_BETWEEN, "｜") for item in value)  # what stands between cannot be escaped
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


NEO4J = Exporter("neo4j", _files)
