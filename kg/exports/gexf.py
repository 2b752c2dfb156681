"""GEXF 1.3 (https://gexf.net/), for Gephi: nodes are entities, edges are statements of every status.

Edges that say when they hold have a start and an end, which Gephi's timeline reads; others are there at all times. Statements
of different relations between the same two are of different kind, so that Gephi does not make one edge of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from kg.exports import walk
from kg.exports.exporter import Exporter, Files, Options
from kg.flat import ENTITY, STATEMENT, Flat, Value, entity_values, statement_values
from kg.i18n import language
from kg.store import ReadStore
from kg.validity import first_day, last_day

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""

_TYPES: Mapping[type[Value], str] = {str: "string", bool: "boolean", int: "integer", float: "double"}
_NODE = {name: _TYPES[kind] for name, kind in ENTITY.items() if name != "label"}
_EDGE = {name: _TYPES[kind] for name, kind in STATEMENT.items() if name != "label"}
"""Columns and their types in GEXF; `label` stands at the element itself."""


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.gexf": _pieces(store, language())}


def _pieces(store: ReadStore, lang: str) -> Iterator[bytes]:
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<meta><creator>kg</creator></meta>\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    yield _declared("node", _NODE) + _declared("edge", _EDGE)
    yield b"<nodes>\n"
    for entity in walk.entities(store):
        values = entity_values(entity)
        yield f"<node{_attributes(id=entity.id, label=values['label'])}>{_values(_NODE, values)}</node>\n".encode()
    yield b"</nodes>\n<edges>\n"
    for row in walk.statements(store):
        values = statement_values(row, lang)
        known = {"id": row.id, "source": row.subject.id, "target": row.object.id, "label": values["label"], "kind": row.predicate}
        if row.when.start:
            known["start"] = first_day(row.when.start)
        if row.when.end:
            known["end"] = last_day(row.when.end)
        yield f"<edge{_attributes(**known)}>{_values(_EDGE, values)}</edge>\n".encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, columns: Mapping[str, str]) -> bytes:
    lines = (f"<attribute{_attributes(id=name, title=name, type=type)}/>\n" for name, type in columns.items())
    return f'<attributes class="{kind}">\n{"".join(lines)}</attributes>\n'.encode()


def _values(columns: Mapping[str, str], values: Flat) -> str:
    """Of each column that has a value."""
    cells = [{"for": name, "value": values[name]} for name in columns if values.get(name, "") != ""]
    return f"<attvalues>{''.join(f'<attvalue{_attributes(**cell)}/>' for cell in cells)}</attvalues>"


def _attributes(**values: Value) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items())


def _quoted(value: Value) -> str:
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    # quoteattr keeps line breaks by writing them as references
    return quoteattr(_NO_XML.sub("\ufffd", str(value)))


GEXF = Exporter("gexf", _files)
