"""Parquet (https://parquet.apache.org/): typed tables for DuckDB, Spark, pandas and Polars, statements in a folder a relation.

Columns that mean the same are called as in the CSV tables. What is not known is null. Numbers that texts tell are exact decimals,
dates are partial ISO 8601 (text), every statement and metric has all its quotes. Written a group of rows at a time, so that memory does not
grow with the graph; a relation without statements has an empty table, so that a second export into a folder leaves nothing of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.amounts import Amount, measure, parse
from kg.errors import InputError
from kg.exports import walk
from kg.exports.exporter import Exporter, Files, Options
from kg.flat import ATTRIBUTES, MEASURED, article_values, entity_values, metric_values, statement_values
from kg.i18n import language, t
from kg.lookups import EvidenceRow, MetricRow, StatementRow
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.tables import partnership_rows

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 50_000
"""Rows of a group, which engines read apart from each other."""
DIGITS, SCALE = 38, 10
"""Of decimals, the most that all engines take; a number that has more stands in its wording alone."""

Row = Mapping[str, Any]

_TEXT, _NUMBER, _WHOLE, _TRUTH, _EXACT = "string", "double", "int64", "bool", "decimal"
_FACT = {
    "status": _TEXT, "holds": _TRUTH, "confidence": _NUMBER, "sources": _WHOLE, "articles": _WHOLE, "since": _TEXT, "until": _TEXT,
    "review": _TEXT, "reviewed_by": _TEXT, "reviewed_on": _TEXT, "rule": _TEXT, "quote": _TEXT, "file": _TEXT, "quote_start": _WHOLE,
    "quote_end": _WHOLE, "evidence": "evidence", "article_id": _TEXT, "article": _TEXT, "outlet": _TEXT, "published": _TEXT, "url": _TEXT,
}  # fmt: skip


def _amount(name: str) -> dict[str, str]:
    return {f"{name}_value": _EXACT, f"{name}_max": _EXACT, f"{name}_unit": _TEXT, f"{name}_sign": _TEXT}


_STATEMENT = {
    "id": _TEXT, "source": _TEXT, "source_label": _TEXT, "source_type": _TEXT, "target": _TEXT, "target_label": _TEXT, "target_type": _TEXT,
    **{column: kind for name in MEASURED for column, kind in _amount(name).items()},
    **{f"attr_{name}": _TEXT for name in ATTRIBUTES}, **_FACT,
}  # fmt: skip
_METRIC = {
    "id": _TEXT, "about": _TEXT, "about_label": _TEXT, "about_type": _TEXT, "metric": _TEXT, "value": _EXACT, "unit": _TEXT, "qualifier": _TEXT,
    "time": _TEXT, **_amount("number"), **_FACT,
}  # fmt: skip
_ENTITY = {
    "id": _TEXT, "label": _TEXT, "type": _TEXT, "subtype": _TEXT, "path": _TEXT, "code": _TEXT, "aliases": "texts", "latitude": _NUMBER,
    "longitude": _NUMBER,
}  # fmt: skip
_PARTNERSHIP = {
    "id": _TEXT, "source": _TEXT, "source_label": _TEXT, "target": _TEXT, "target_label": _TEXT, "directed": _TRUTH, "fields": "texts",
    "from": _TEXT, "to": _TEXT, "first": _TEXT, "last": _TEXT, "confidence": _NUMBER, "sources": _WHOLE, "statements": _WHOLE, "reviewed": _WHOLE,
}  # fmt: skip
_ARTICLE = {"id": _TEXT, "title": _TEXT, "author": _TEXT, "outlet": _TEXT, "published": _TEXT, "file": _TEXT, "url": _TEXT}


def _files(store: ReadStore, options: Options) -> Files:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as exc:
        raise InputError(t("export.parquet.missing")) from exc
    lang = language()
    statements = {
        f"statements/relation={name}/part-0.parquet": _table(
            _STATEMENT, map(partial(_statement, lang), walk.statements(store, relation.local))
        )
        for name, relation in load_ontology().relations.items()
    }
    return {
        **statements,
        "metrics/part-0.parquet": _table(_METRIC, map(_metric, walk.metrics(store))),
        "partnerships/part-0.parquet": _table(_PARTNERSHIP, partnership_rows(store, lang)[1]),
        "entities/part-0.parquet": _table(_ENTITY, ({"id": e.id, **entity_values(e)} for e in walk.entities(store))),
        "articles/part-0.parquet": _table(_ARTICLE, ({"id": a.id, **article_values(a)} for a in walk.articles(store))),
    }


def _statement(lang: str, row: StatementRow) -> Row:
    attrs = dict(row.attrs)
    values: dict[str, Any] = dict(statement_values(row, lang))
    for name in MEASURED:
        values |= _exact(values, name, parse(attrs.get(name, "")))
    return {
        **values,
        "id": row.id,
        "source": row.subject.id, "source_label": row.subject.label, "source_type": row.subject.type,
        "target": row.object.id, "target_label": row.object.label, "target_type": row.object.type,
        "evidence": row.evidence,
    }  # fmt: skip


def _metric(row: MetricRow) -> Row:
    values = metric_values(row)
    return {
        **values,
        **_exact(values, "number", measure(row.value, row.unit, row.qualifier)),
        "id": row.id,
        "about": row.subject.id, "about_label": row.subject.label, "about_type": row.subject.type,
        "value": Decimal(row.value),
        "evidence": row.evidence,
    }  # fmt: skip


def _exact(values: Row, name: str, amount: Amount | None) -> dict[str, Decimal]:
    """What stands in `values` as floats, as it was written."""
    numbers = {"value": amount.low, "max": amount.high} if amount else {}
    return {f"{name}_{part}": number for part, number in numbers.items() if f"{name}_{part}" in values}


def _table(columns: Mapping[str, str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A file of these columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    pieces = _Pieces()
    rest = iter(rows)
    with pq.ParquetWriter(pa.PythonFile(pieces, mode="w"), schema, compression="zstd") as writer:
        while group := list(islice(rest, GROUP)):
            values = {name: [_value(kind, row.get(name)) for row in group] for name, kind in columns.items()}
            writer.write_table(pa.table(values, schema=schema))
            yield pieces.take()
    yield pieces.take()


def _type(kind: str) -> pa.DataType:
    import pyarrow as pa

    match kind:
        case "decimal":
            return pa.decimal128(DIGITS, SCALE)
        case "texts":
            return pa.list_(pa.string())
        case "evidence":
            texts = [(name, pa.string()) for name in ("quote", "prefix", "suffix", "file")]
            return pa.list_(pa.struct([*texts, ("start", pa.int64()), ("end", pa.int64())]))
        case _:
            return pa.type_for_alias(kind)


def _value(kind: str, value: Any) -> Any:
    match kind:
        case "texts":
            return value.split("|") if value else []
        case "evidence":
            return [_quote(row) for row in value]
        case "decimal":
            return value if value is not None and _fits(value) else None
        case "string":
            return value or None
        case _:
            return value


def _quote(row: EvidenceRow) -> Row:
    return {
        "quote": row.quote, "prefix": row.prefix, "suffix": row.suffix, "file": row.document, "start": row.start, "end": row.end,
    }  # fmt: skip


def _fits(number: Decimal) -> bool:
    whole, _, fraction = f"{abs(number):f}".partition(".")
    return len(fraction.rstrip("0")) <= SCALE and len(whole) <= DIGITS - SCALE


class _Pieces:
    """A file to write to, of which what was written can be taken away."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | memoryview) -> int:
        self._pieces.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


PARQUET = Exporter("parquet", _files)
