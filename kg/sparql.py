"""What a query may do: it reads the graph at hand and nothing else. Looks at its tokens before any engine does.

The engine fetches SERVICE over the network, has no switch against it and shows nobody what it parsed. So the text is cut
into tokens by the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#grammar), and whatever the engine might cut
otherwise is refused: then what is found here is what it will read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.i18n import t

_TOKEN = r"""(?P<space>\s+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:\\.|(?!\"\"\").)*\"\"\" | '''(?:\\.|(?!''').)*''' | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
      | (?P<name>[\w.-]*:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
      | (?P<variable>[?$]\w+|@[A-Za-z-]+)
      | (?P<word>\w+)
      | (?P<other>.)"""
"""The tokens of SPARQL. Compiled when a query comes: it takes longer than a look-up without one."""
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_LESS = r"<(?![\w.+-]+://).*[#'()]"
"""An IRI that may be a less-than sign and more, of which a part begins a comment or string, or ends a bracket."""
_OPENING, _CLOSING = "({[", ")}]"


@dataclass(frozen=True, slots=True)
class _Word:
    """A token that is no space or comment: its kind, text ("" for a string), line from 1, the bracket it stands in, its end."""

    kind: str
    text: str
    line: int
    inside: str
    end: int


class Refused(QueryError):
    """A query that would read or write what is not this graph."""


def check(text: str, is_graph: Callable[[str], bool], base: str, source: str) -> bool:
    """Refuse what reads or writes elsewhere; True when the query names its own dataset by FROM.

    Args:
        text: The query.
        is_graph: Whether an IRI is that of a named graph of the store; FROM may name no other.
        base: What relative IRIs are relative to.
        source: Names the query in errors.

    Raises:
        Refused: updates, SERVICE, FROM of another graph.
        QueryError: a text that can be cut into tokens in two ways.
    """
    words = list(_words(text, source))
    dataset = braces = False
    for i, word in enumerate(words):
        keyword = word.text.upper() if word.kind == "word" else ""
        place = f"{source}:{word.line}"
        # The engine splits TRUESERVICE<…> and SERVICE:x as well, so any bare word with it inside is refused.
        spelled = word.text.partition(":")[0] if word.kind in ("word", "name") else ""
        if "SERVICE" in spelled.upper():
            raise Refused(t("error.query.service", place=place))
        if keyword in _UPDATES and not braces:
            raise Refused(t("error.query.update", place=place, word=keyword))
        if keyword == "FROM":
            rest = [w for w in words[i + 1 : i + 3] if w.text.upper() != "NAMED"]
            target = rest[0].text.strip("<>") if rest and rest[0].kind == "iri" else ""
            if not is_graph(target) and not is_graph(base + target):
                raise Refused(t("error.query.from", place=place))
            dataset = True
        braces = braces or word.text in ("{", "}")
    return dataset


def with_values(text: str, values: Mapping[str, str], source: str = "query") -> str:
    """The query with VALUES for its variables at the head of its pattern, as the protocol has no way to bind one.

    Args:
        text: A query that `check` has passed.
        values: Terms in SPARQL's own notation by variable, without "?".

    Raises:
        QueryError: a query without a pattern has no place for them.
    """
    if not values:
        return text
    before = ""
    for word in _words(text, source):
        if word.text == "{" and not word.inside and before != "CONSTRUCT":
            names, terms = (" ".join(part) for part in ((f"?{name}" for name in values), values.values()))
            return f"{text[: word.end]} VALUES ({names}) {{ ({terms}) }} {text[word.end :]}"
        before = word.text.upper()
    raise QueryError(t("error.query.pattern", place=source))


def gives_triples(text: str) -> bool:
    """Whether a query is a CONSTRUCT or DESCRIBE."""
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    found = (word.text.upper() for word in _words(text, "query") if word.kind == "word")
    return next((form for form in found if form in forms), "") in ("CONSTRUCT", "DESCRIBE")


def _words(text: str, source: str) -> Iterator[_Word]:
    """The tokens of a query.

    Code-point escapes outside strings (section 19.2) could spell a keyword, so that they are refused there.
    """
    line, opened, operand = 1, [""], False
    for match in re.finditer(_TOKEN, text, re.VERBOSE | re.DOTALL):
        kind, token = str(match.lastgroup), match.group()
        if kind != "space":
            place = f"{source}:{line}"
            if token == "\\":
                raise QueryError(t("error.query.escape", place=place))
            if kind == "iri" and operand and opened[-1] == "(" and re.match(_LESS, token):
                # By the grammar (1<2)SERVICE#> holds the IRI <2)SERVICE#>; the engine compares and sees SERVICE.
                raise QueryError(t("error.query.less", place=place, token=token))
            if token in _CLOSING and len(opened) > 1:
                opened.pop()
            yield _Word(kind, "" if kind == "string" else token, line, opened[-1], match.end())
            if token in _OPENING:
                opened.append(token)
            operand = kind != "other" or token in _CLOSING
        line += token.count("\n")


__all__ = ["Refused", "check", "gives_triples", "with_values"]
