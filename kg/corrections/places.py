"""Where a quote stands: in a document or an article, whatever blanks, line breaks and widths of characters lie between."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from pathlib import PurePosixPath

from kg.model import Article, Evidence

CONTEXT = 200
"""Characters of the sentence kept on either side of a quote, as extraction does."""
_SOURCE = re.compile(r"source-[0-9a-f]{12}")
_PART = re.compile(r"!/|#\d+$")
"""In the path of a part of a file: a.zip!/b.txt, a.csv#3."""
_END = re.compile(r"[。！？!?\n]")


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Every [start, end) of a document's text that reads as the quote does."""
    squeezed, offsets = _squeezed(text)
    wanted = _squeezed(quote)[0]
    found: list[tuple[int, int]] = []
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        found.append((offsets[at], offsets[at + len(wanted) - 1] + 1))
        at = squeezed.find(wanted, at + 1)
    return found


def quoted(article: Article, quote: str) -> Evidence | None:
    """The quote as evidence, if its first place in the document lies in this article."""
    places = occurrences(article.document.text, quote)
    if not places:
        return None
    start, end = places[0]
    at = bisect_left(article.offsets, start)
    if at == len(article.offsets) or article.offsets[at] != start:
        return None
    text = article.document.text
    before = max([m.end() for m in _END.finditer(text, max(start - CONTEXT, 0), start)], default=max(start - CONTEXT, 0))
    last = min(article.offsets[-1] + 1, end + CONTEXT, len(text))
    stop = _END.search(text, end, last)
    after = stop.end() if stop and stop[0] != "\n" else stop.start() if stop else last
    # A quote that closes its sentence has nothing after it.
    suffix = "" if _END.match(text, end - 1) else text[end:after]
    return Evidence(article.document.name, start, end, text[start:end], text[before:start].lstrip(), suffix.rstrip())


def keys(name: str, path: str) -> set[str]:
    """All that a person may call a document of this name and path: both, any end of the path, and a file's name without .txt."""
    parts = path.split("/")
    ends = {"/".join(parts[i:]) for i in range(len(parts))}
    return {name, *ends, *(() if _PART.search(path) else (PurePosixPath(path).stem,))}


def source_name(key: str) -> str:
    """What the document of a source elsewhere is called, which no file is: people quoted it in corrections.yml."""
    return f"source-{key}"


def is_source(name: str) -> bool:
    """Whether a document is none of the build's, but one that corrections quote."""
    return bool(_SOURCE.fullmatch(name))


@lru_cache(maxsize=8)
def _squeezed(text: str) -> tuple[str, list[int]]:
    """Text without blanks, characters in their plain width, and where each stood."""
    kept, offsets = [], []
    for offset, character in enumerate(text):
        if not character.isspace():
            plain = unicodedata.normalize("NFKC", character)
            kept.append(plain if len(plain) == 1 else character)
            offsets.append(offset)
    return "".join(kept), offsets
