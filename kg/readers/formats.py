"""What is read: the formats, by the ends of names or the first bytes, and how large a file of each may be."""

from __future__ import annotations

import json
from posixpath import splitext

from kg.errors import InputError
from kg.readers.metadata import field_of
from kg.settings import Settings

HTML, PDF, JSONL, CSV, ZIP = "text/html", "application/pdf", "application/jsonl", "text/csv", "application/zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SUFFIXES = {
    ".txt": "text/plain", ".md": "text/markdown", ".html": HTML, ".htm": HTML, ".pdf": PDF, ".docx": DOCX,
    ".jsonl": JSONL, ".csv": CSV, ".zip": ZIP,
}  # fmt: skip
"""What is read in a folder or archive, and its media type."""

PLAIN = frozenset({"text/plain", "text/markdown"})
"""Read as they are: the file's text is the document's."""

CONTAINERS = frozenset({JSONL, CSV, ZIP})
"""Files of many documents."""

PARTED = "!#"
"""What stands between the name of a container and that of a document in it."""


def media_type_of(path: str) -> str:
    """The media type that a path's suffix tells; text where it tells none."""
    return SUFFIXES.get(splitext(path)[1].lower(), "text/plain")


def detect(path: str, data: bytes) -> str:
    """The media type by the suffix, and by the first bytes where a file given by name, or standard input, has none of ours."""
    if splitext(path)[1].lower() in SUFFIXES:
        return media_type_of(path)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return DOCX if b"word/document.xml" in data else ZIP
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        return HTML
    if start.startswith(b"{"):
        return JSONL if _is_article(data.split(b"\n", 1)[0]) else "text/plain"
    return "text/plain"


def _is_article(line: bytes) -> bool:
    """Is this line of bytes a JSON object that has a text?"""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(field_of(name) == "text" for name in found)


def limit_of(path: str, settings: Settings) -> tuple[int, str]:
    """How many bytes may be read of a file, and the variable that says so; what standard input holds is known later."""
    if path == "-" or media_type_of(path) in CONTAINERS:
        return settings.max_archive_bytes, "KG_MAX_ARCHIVE_BYTES"
    return settings.max_document_bytes, "KG_MAX_DOCUMENT_BYTES"


def check_size(data: bytes, media_type: str, path: str, settings: Settings) -> None:
    """Refuse what is no container and too large for a document.

    Raises:
        InputError: it is.
    """
    if media_type not in CONTAINERS and len(data) > settings.max_document_bytes:
        raise InputError(f"{path}: larger than {settings.max_document_bytes} bytes (KG_MAX_DOCUMENT_BYTES)")
