"""Word: paragraphs and table rows of a .docx in their order, with tracked insertions and without what was struck.

What the file says of itself (who typed it, when it was made) is no by-line and no date of publication, so nothing of it is used.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.model import Document
from kg.readers.characters import BLANKS
from kg.readers.metadata import from_path
from kg.readers.parts import Part
from kg.settings import Settings

_UNPACKED = 8
"""Times `max_document_bytes`: XML of Word is some ten times its text, and compresses to less than that."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INLINE = frozenset(f"{_W}{name}" for name in ("r", "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple"))
_BLOCKS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))


def read_docx(part: Part, settings: Settings) -> list[Document]:
    """One document; every paragraph and every row of a table is a line.

    Raises:
        InputError: it is damaged, unpacks to too much, or holds no text.
    """
    import docx

    if part.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{part.path}: an old Word file, or one with a password; save it as .docx without")
    _check(part, _UNPACKED * settings.max_document_bytes)
    try:
        lines = list(_lines(docx.Document(io.BytesIO(part.data)).element.body))
    except Exception as exc:  # python-docx has no common root of what a damaged file makes it raise
        raise InputError(f"{part.path}: no Word file, or a damaged one: {_words(exc)}") from exc
    text = "\n".join(lines)
    if not text.strip(BLANKS):
        raise InputError(f"{part.path}: no text in it")
    return [part.document(text, "utf-8", hard=True, metadata=from_path(part.path))]


def _check(part: Part, limit: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(part.data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as exc:
        raise InputError(f"{part.path}: no Word file, or a damaged one: {_words(exc)}") from exc
    if size > limit:
        raise InputError(f"{part.path}: unpacks to more than {limit} bytes (8 × KG_MAX_DOCUMENT_BYTES)")


def _lines(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield from "".join(_words_of(child)).split("\n")
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = (" ".join("".join(_words_of(p)) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc"))
                yield "\t".join(" ".join(cell.split()) for cell in cells)
        elif child.tag in _BLOCKS:
            yield from _lines(child)


def _words_of(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag in _INLINE:
            yield from _words_of(child)


def _words(exc: Exception) -> str:
    return " ".join(str(exc).split()) or type(exc).__name__
