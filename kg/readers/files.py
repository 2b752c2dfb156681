"""Sources to documents.

What is wrong with an input is told in one line that names it (`InputError`):

| input | told |
|---|---|
| a path that is not there | no such file or folder |
| a folder without anything to read | no *.txt, *.md … in this folder |
| no right to read it | cannot be read: Permission denied |
| no bytes, or nothing but blanks | empty |
| larger than `settings.max_document_bytes` | larger than N bytes |
| PDF, image, ZIP …, by the first bytes | a PDF, not plain text |
| a NUL | a binary file (NUL at byte N) |
| neither UTF-8, UTF-16 with mark nor GB18030 | not UTF-8 (byte N) and not GB18030 (byte M) |

For a path given by name it is raised; for a file found in a folder it becomes an issue and the rest is read, unless
nothing at all can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Document, Issue
from kg.readers import formats
from kg.readers.archive import Budget, read_zip
from kg.readers.formats import check_size, detect
from kg.readers.html import read_html
from kg.readers.parts import Part
from kg.readers.pdf import read_pdf
from kg.readers.plain import read_plain
from kg.readers.rows import read_csv, read_jsonl
from kg.readers.sources import list_sources, posix
from kg.readers.word import read_docx
from kg.settings import Settings


def read_documents(
    paths: Iterable[str | Path], settings: Settings, issues: list[Issue], strict: bool = False
) -> Iterator[Document]:
    """Read the documents of files, folders and "-", standard input, in order: `list_sources`, then `read_source` of each.

    Args:
        paths: what to read, as given; `Document.path` keeps this form.
        settings: `max_document_bytes` bounds a file.
        issues: receives what is wrong with files found in folders.
        strict: whatever cannot be read is raised.

    Raises:
        InputError: see the table of this module.
    """
    paths = list(paths)
    found = 0
    told = len(issues)
    sources = list_sources(paths, issues)
    if strict:
        fail(issues[told:])
    for source in sources:
        told = len(issues)
        try:
            documents = read_source(source.read(settings), source.path, source.name, settings, issues)
        except InputError as exc:
            if source.named or strict:
                raise
            issues.append(issue_of(exc, source.path))
            continue
        if strict:
            fail(issues[told:])
        found += len(documents)
        yield from documents
    if not found:
        raise InputError(f"{', '.join(dict.fromkeys(posix(path) for path in paths)) or 'input'}: nothing readable")


def read_source(data: bytes, path: str, name: str, settings: Settings, issues: list[Issue]) -> list[Document]:
    """The documents of one file: a function of its bytes, path, name and the settings, and of nothing else.

    Args:
        data: the file's bytes, as `Source.read` gives them.
        path: where they are from, as given; decides the format and stands in `Document.path`.
        name: what `list_sources` calls it.
        settings: limits.
        issues: receives what is wrong with parts of it that are left out; what is wrong with all of it is raised.

    Raises:
        InputError: see the table of this module.
    """
    media_type = detect(path, data)
    return _read(Part(data, path, name, media_type), Budget.of(settings), issues)


def _read(part: Part, budget: Budget, issues: list[Issue]) -> list[Document]:
    settings = budget.settings
    check_size(part.data, part.media_type, part.path, settings)
    match part.media_type:
        case formats.HTML:
            return read_html(part, issues)
        case formats.PDF:
            return read_pdf(part, settings)
        case formats.DOCX:
            return read_docx(part, settings)
        case formats.JSONL:
            return read_jsonl(part, settings, issues)
        case formats.CSV:
            return read_csv(part, settings, issues)
        case formats.ZIP:
            return read_zip(part, budget, issues, _read)
        case _:
            return read_plain(part, issues)


def issue_of(error: InputError, path: str) -> Issue:
    """What is raised for a file as an issue that names it once."""
    return Issue("error", path, str(error).removeprefix(f"{path}: "))


def fail(issues: Iterable[Issue]) -> None:
    """Raise the first error among issues."""
    for issue in issues:
        if issue.level == "error":
            raise InputError(f"{issue.where}: {issue.message}")
