"""Plain text and Markdown: the file's text as it stands, front matter at its top."""

from __future__ import annotations

from kg.errors import InputError
from kg.model import Document, Issue
from kg.readers.characters import BLANKS
from kg.readers.decoding import decode
from kg.readers.frontmatter import read_front_matter
from kg.readers.metadata import from_path
from kg.readers.parts import Part


def read_plain(part: Part, issues: list[Issue]) -> list[Document]:
    """One document; its text is all of the file, so that offsets are the file's. A title in front matter: one article.

    Raises:
        InputError: it cannot be decoded, or holds nothing but blanks.
    """
    text, encoding = decode(part.data, part.path)
    stated, start = read_front_matter(text, part.path, issues)
    if not text[start:].strip(BLANKS):
        raise InputError(f"{part.path}: empty")
    whole = any(metadata.title for metadata in stated)
    return [part.document(text, encoding, start=start, whole=whole, metadata=(*stated, *from_path(part.path)))]
