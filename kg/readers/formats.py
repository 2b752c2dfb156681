"""What is read: the formats, by the ends of their names, and how large a file of each may be."""

from __future__ import annotations

from pathlib import PurePosixPath

from kg.settings import Settings

SUFFIXES = {".txt": "text/plain", ".md": "text/markdown"}
"""What is read in a folder, and its media type; a file given by name may be called anything and is then plain text."""

PLAIN = frozenset({"text/plain", "text/markdown"})
"""Read as they are: the file's text is the document's."""

CONTAINERS: frozenset[str] = frozenset()
"""Files of many documents."""


def media_type_of(path: str) -> str:
    """The media type that a path's suffix tells; text where it tells none."""
    return SUFFIXES.get(PurePosixPath(path).suffix.lower(), "text/plain")


def limit_of(path: str, settings: Settings) -> tuple[int, str]:
    """How many bytes a file may have, and the variable that says so."""
    return settings.max_document_bytes, "KG_MAX_DOCUMENT_BYTES"
