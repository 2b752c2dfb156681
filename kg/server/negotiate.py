"""Which form of an answer a client wants: the Accept header (RFC 9110, section 12.5.1) and the names of media types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

FORMS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples",),
    "jsonld": ("application/ld+json",),
    "rdfxml": ("application/rdf+xml",),
    "html": ("text/html", "application/xhtml+xml"),
}
"""The names that clients have for a form; answers carry the first one."""

_ITEM = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+)\s*(;.*)?", re.ASCII)
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE | re.ASCII)


def media_type(form: str) -> str:
    """What an answer in a form is sent as."""
    name = FORMS[form][0]
    return f"{name}; charset=utf-8" if name.startswith("text/") else name


def wanted(accept: str, offered: Sequence[str]) -> list[str]:
    """The forms of `offered` that a client takes, what it likes best first; of equals, the order of `offered` decides.

    An empty header takes anything. Of several ranges that fit, the most exact one counts.
    """
    ranges = _ranges(accept)
    if not ranges:
        return list(offered)
    liked = {form: _quality(form, ranges) for form in offered}
    return sorted((form for form in offered if liked[form] > 0), key=lambda form: -liked[form])


def prefers_html(accept: str, others: Sequence[str]) -> bool:
    """Whether a client names HTML and likes nothing of `others` better, as browsers do and programs do not."""
    ranges = _ranges(accept)
    html = _quality("html", [(name, quality) for name, quality in ranges if name != "*/*"])
    return html > 0 and all(_quality(form, ranges) <= html for form in others)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for item in accept.split(","):
        if match := _ITEM.fullmatch(item):
            quality = _QUALITY.search(match[2] or "")
            found.append((match[1].lower(), float(quality[1]) if quality else 1.0))
    return found


def _quality(form: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a client likes a form: by one of its names, else by a range that its first name fits."""
    first = FORMS[form][0]
    for names in (FORMS[form], (f"{first.partition('/')[0]}/*",), ("*/*",)):
        fits = [quality for given, quality in ranges if given in names]
        if fits:
            return max(fits)
    return 0.0
