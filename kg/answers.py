"""Answers of SPARQL queries as bytes: the forms of the SPARQL 1.1 results and of RDF, by name and by media type."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.i18n import t
from kg.store import Answer, ReadStore

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
"""What a SELECT can be written as."""
YES_OR_NO = ("json", "xml")
"""What an ASK can be written as."""
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""What a CONSTRUCT or DESCRIBE can be written as."""


class TooLarge(QueryError):
    """The answer has more bytes than were allowed."""


def forms(answer: Answer) -> tuple[str, ...]:
    """Names of the forms that this kind of answer can be written in."""
    if isinstance(answer, QueryTriples):
        return tuple(GRAPHS)
    return YES_OR_NO if isinstance(answer, QueryBoolean) else tuple(RESULTS)


def write(store: ReadStore, answer: Answer, form: str, most: int | None = None) -> bytes:
    """The answer in one of its `forms`. Triples come sorted, so that one question has one answer byte for byte.

    Raises:
        TooLarge: it would take more than `most` bytes.
        QueryError: this kind of answer has no such form, or the engine fails while it goes on.
    """
    if form not in forms(answer):
        raise unfit(form, forms(answer))
    try:
        if isinstance(answer, QueryTriples):
            return _limited(triples(store, sorted(answer, key=str), form), most)
        stream = _Limited(most)
        answer.serialize(output=stream, format=RESULTS[form])
        return stream.getvalue()
    except (OSError, RuntimeError) as exc:
        raise QueryError(f"query: {exc}") from exc


def triples(store: ReadStore, found: Sequence[Triple], form: str) -> bytes:
    """Triples as RDF, in the order given; Turtle with the prefixes that are used, sorted."""
    if form != "turtle":
        return serialize(found, format=GRAPHS[form]) or b""
    text = serialize(found, format=RdfFormat.TURTLE, prefixes=store.prefixes) or b""
    lines = text.decode("utf-8").splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("@prefix "))
    used = {line for line in lines if line.startswith("@prefix ") and line.split()[1] in body}
    return ("".join(sorted(used)) + body).encode()


def unfit(form: str, allowed: Sequence[str]) -> QueryError:
    """The error that says which forms there are."""
    return QueryError(t("error.query.format", form=form, forms=", ".join(allowed)))


class _Limited(io.BytesIO):
    def __init__(self, most: int | None) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self._most is not None and self.tell() > self._most:
            raise _too_large(self._most)
        return written


def _limited(data: bytes, most: int | None) -> bytes:
    if most is not None and len(data) > most:
        raise _too_large(most)
    return data


def _too_large(most: int) -> TooLarge:
    return TooLarge(t("error.query.large", most=most))
