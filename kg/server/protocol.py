"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what an HTTP request asks of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from kg.errors import KgError

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_MOST_FIELDS = 1000


class ProtocolError(KgError):
    """The request is none that the protocol knows, or asks for an update.

    `status` is the HTTP status; `key` and `values` make the message, in whatever language the client reads.
    """

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, and the dataset that the request names: None for graphs that it does not speak of."""

    text: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None


def read(method: str, address: bytes, content_type: str, body: bytes) -> Operation | None:
    """The operation that a GET or POST asks for; None when it has no query, which asks for the service description.

    Args:
        method: "GET" or "POST".
        address: What stands behind the question mark.
        content_type: The header, or "".
        body: All of it.

    Raises:
        ProtocolError: see there.
    """
    fields = list(_fields(address))
    queries = [value for name, value in fields if name == "query"]
    if method == "POST":
        kind, charset = _media_type(content_type)
        if kind == UPDATE:
            raise ProtocolError(403, "serve.read_only")
        if kind not in (FORM, QUERY):
            raise ProtocolError(415, "serve.content_type", types=f"{QUERY}, {FORM}")
        if charset not in ("", "utf-8", "utf8"):
            raise ProtocolError(415, "serve.utf8")
        if kind == FORM:
            fields += _fields(body)
            queries = [value for name, value in fields if name == "query"]
        else:
            queries.append(_text(body))
    if any(name == "update" for name, _ in fields):
        raise ProtocolError(403, "serve.read_only")
    if len(queries) > 1:
        raise ProtocolError(400, "serve.one_query")
    if not queries:
        if method == "POST":
            raise ProtocolError(400, "serve.no_query")
        return None
    return Operation(queries[0], _graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri"))


def _media_type(content_type: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = content_type or "none/none"
    charset = message.get_param("charset", "")
    return message.get_content_type(), charset.lower() if isinstance(charset, str) else "?"


def _fields(encoded: bytes) -> Iterator[tuple[str, str]]:
    try:
        yield from parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as exc:  # UnicodeError is one
        raise ProtocolError(400, "serve.utf8") from exc


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise ProtocolError(400, "serve.utf8") from exc


def _graphs(fields: list[tuple[str, str]], name: str) -> list[str] | None:
    return [value for field, value in fields if field == name] or None
