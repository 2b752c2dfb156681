"""A Cypher script for Neo4j 5 and whatever understands it: MERGE, so that running it twice does no harm.

Every literal stands on its line: a statement of the script ends where a line ends with a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.exports.exporter import Exporter, Files, Options
from kg.exports.property_graph import TABLES, Cell, Edge, Node
from kg.i18n import language
from kg.store import ReadStore

_BATCH = 500
"""Rows of one statement: more do not make it faster, and must stand in a server's memory at once."""
_PLAIN = re.compile(r"[\w /.,:;，。、；：“”《》（）()-]*")
"""Most texts: nothing in them is written another way."""
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.cypher": _script(store, language())}


def _script(store: ReadStore, lang: str) -> Iterator[bytes]:
    for label in ("Entity", "Article", "Metric"):
        yield f"CREATE CONSTRAINT kg_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n".encode()
    for table in TABLES:
        rows = table.nodes(store, lang) if table.nodes else table.edges(store, lang) if table.edges else iter(())
        # Rows that one statement can take, by what it is.
        waiting: dict[str, list[str]] = {}
        for row in rows:
            statement, literal = _node(row) if isinstance(row, Node) else _edge(row)
            batch = waiting.setdefault(statement, [])
            batch.append(literal)
            if len(batch) == _BATCH:
                yield _statement(statement, waiting.pop(statement))
        for statement in sorted(waiting):
            yield _statement(statement, waiting[statement])


def _statement(text: str, rows: list[str]) -> bytes:
    body = ",\n".join(rows)
    return f"UNWIND [\n{body}\n] AS row\n{text};\n".encode()


def _node(node: Node) -> tuple[str, str]:
    unique, *others = node.labels
    more = f" SET n:{':'.join(others)}" if others else ""
    text = f"MERGE (n:{unique} {{id: row.id}}){more} SET n += row.values"
    return text, f"{{id: {literal(node.id)}, values: {_map(node.values)}}}"


def _edge(edge: Edge) -> tuple[str, str]:
    key = " {id: row.id}" if edge.id else ""
    source, target = edge.ends
    text = (
        f"MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}})\n"
        f"MERGE (a)-[r:{edge.type}{key}]->(b)" + (" SET r += row.values" if edge.values else "")
    )
    found: dict[str, Cell] = {**({"id": edge.id} if edge.id else {}), "source": edge.source, "target": edge.target}
    values = f", values: {_map(edge.values)}" if edge.values else ""
    return text, f"{{{', '.join(f'{name}: {literal(value)}' for name, value in found.items())}{values}}}"


def _map(values: Mapping[str, Cell]) -> str:
    """A map of what has a value."""
    return f"{{{', '.join(f'`{k}`: {literal(v)}' for k, v in values.items() if v not in ('', []))}}}"


def literal(value: Cell) -> str:
    """A value as Cypher writes it (https://neo4j.com/docs/cypher-manual/current/syntax/parsing/)."""
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return f"'{value if _PLAIN.fullmatch(value) else ''.join(_escaped(c) for c in value)}'"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    # Line breaks of Unicode would end the line for some readers.
    plain = character.isprintable() or character == "\u3000" or ord(character) > 0xFFFF
    return character if plain else f"\\u{ord(character):04x}"


CYPHER = Exporter("cypher", _files)
