"""PDF: its text as the file has it, page by page and column by column, without what heads and foots every page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from kg.errors import InputError
from kg.model import Document
from kg.readers.characters import BLANKS
from kg.readers.metadata import from_path
from kg.readers.parts import Part
from kg.settings import Settings

PAGES = 5_000
"""More are refused: a file of a few kilobytes may claim millions. A year of a weekly has 3,000."""

_REPEATS = 3  # pages on which a first or last line must recur to be no part of the text
# What fonts of Chinese PDFs make of ordinary characters: radicals (⼈ for 人) and compatibility forms.
_VARIANT = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")  # pdfium writes U+FFFE or U+0002 for a soft hyphen


def read_pdf(part: Part, settings: Settings) -> list[Document]:
    """One document, its lines as they stand in the file; paragraphs are joined later as those of any text are.

    Raises:
        InputError: it is damaged, has a password, has too many pages, or holds no text.
    """
    pages = _pages(part, settings.max_document_bytes)
    text = "\n\n".join("\n".join(lines) for lines in _without_running_heads(pages) if lines)
    if not text.strip(BLANKS):
        raise InputError(f"{part.path}: no text in it (a scan?)")
    return [part.document(text, "utf-8", metadata=from_path(part.path))]


def _pages(part: Part, limit: int) -> list[list[str]]:
    import pypdfium2

    pages: list[list[str]] = []
    size = 0
    try:
        pdf = pypdfium2.PdfDocument(part.data)
        try:
            if len(pdf) > PAGES:
                raise InputError(f"{part.path}: {len(pdf)} pages, more than {PAGES}")
            for index in range(len(pdf)):
                page = pdf[index]
                words = page.get_textpage()
                lines = _plain(words.get_text_bounded()).splitlines()
                words.close()
                page.close()
                size += sum(map(len, lines))
                if size > limit:
                    raise InputError(f"{part.path}: more than {limit} characters (KG_MAX_DOCUMENT_BYTES)")
                pages.append([line for line in lines if line.strip(BLANKS)])
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as exc:
        told = str(exc)
        if "password" in told.lower():
            raise InputError(f"{part.path}: has a password") from exc
        raise InputError(f"{part.path}: no PDF, or a damaged one: {' '.join(told.split())}") from exc
    return pages


def _plain(text: str) -> str:
    return _VARIANT.sub(lambda found: unicodedata.normalize("NFKC", found.group()), _DROPPED.sub("", text))


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Drop a first or last line that, page numbers apart, stands on most pages."""
    counts = Counter(key for lines in pages for key in {_key(line) for line in (*lines[:1], *lines[-1:])})
    running = {key for key, n in counts.items() if n >= _REPEATS and 2 * n > len(pages)}
    kept = []
    for lines in pages:
        first = 1 if lines and _key(lines[0]) in running else 0
        last = len(lines) - (1 if len(lines) > first and _key(lines[-1]) in running else 0)
        kept.append(lines[first:last])
    return kept


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip(BLANKS))
