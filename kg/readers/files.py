"""Paths to documents: files, folders and standard input, read one at a time.

What is wrong with an input is told in one line that names it (`InputError`):

| input | told |
|---|---|
| a path that is not there | no such file or folder |
| a folder without *.txt or *.md | no *.txt or *.md in this folder |
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

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.model import Document, Issue, digest
from kg.readers.characters import BLANKS
from kg.readers.decoding import decode
from kg.settings import Settings

SUFFIXES = {".txt": "text/plain", ".md": "text/markdown"}
"""What is read in a folder, and its media type; a file given by name may be called anything."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Source:
    path: str
    named: bool
    """Given by name, not found in a folder."""


def read_documents(
    paths: Iterable[str | Path], settings: Settings, issues: list[Issue]
) -> Iterator[Document]:
    """Read files, folders (recursive, sorted, *.txt and *.md, nothing hidden) and "-", standard input, in order.

    A document's name is its stem; where stems meet, folders are put before it (`a/x.txt`, `b/x.txt` → a-x, b-x).
    A file reached twice is read once. Text is decoded and otherwise left as it is, line ends included.

    Args:
        paths: what to read, as given; `Document.path` keeps this form.
        settings: `max_document_bytes` bounds a file.
        issues: receives what is wrong with files found in folders.

    Raises:
        InputError: see the table of this module.
    """
    sources = _sources(paths, issues)
    names = _names([source.path for source in sources])
    found = 0
    for source, name in zip(sources, names, strict=True):
        try:
            document = _read(source.path, name, settings.max_document_bytes)
        except InputError as exc:
            if source.named:
                raise
            message = str(exc).removeprefix(f"{source.path}: ")
            issues.append(Issue("error", source.path, message))
            continue
        found += 1
        yield document
    if not found:
        raise InputError(
            f"{', '.join(dict.fromkeys(_posix(path) for path in paths)) or 'input'}: nothing readable"
        )


def _posix(path: str | Path) -> str:
    return path if path == STDIN else Path(path).as_posix()


def _sources(paths: Iterable[str | Path], issues: list[Issue]) -> list[_Source]:
    sources: list[_Source] = []
    seen: set[str] = set()
    for path in paths:
        name = _posix(path)
        try:
            folder = name != STDIN and Path(name).is_dir()
            there = name == STDIN or Path(name).exists()
        except (OSError, ValueError) as exc:
            raise InputError(f"{name!r}: no usable path: {getattr(exc, 'strerror', None) or exc}") from exc
        if not there:
            raise InputError(f"{name}: no such file or folder")
        found = [_Source(file, False) for file in _walk(name, issues)] if folder else [_Source(name, True)]
        if not found:
            raise InputError(f"{name}: no *.txt or *.md in this folder")
        for source in found:
            real = source.path if source.path == STDIN else os.path.realpath(source.path)
            if real in seen:
                issues.append(Issue("info", source.path, "given twice, read once"))
                continue
            seen.add(real)
            sources.append(source)
    return sources


def _walk(folder: str, issues: list[Issue]) -> Iterator[str]:
    def closed(exc: OSError) -> None:
        where = Path(exc.filename or folder).as_posix()
        issues.append(Issue("error", where, f"cannot be read: {exc.strerror}"))

    for root, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield (Path(root) / name).as_posix()


def _names(paths: list[str]) -> list[str]:
    """The stem of each path, with as many folders before it as make all different (whatever their case)."""
    level = [0] * len(paths)
    while True:
        names = [_name(path, n) for path, n in zip(paths, level, strict=True)]
        where: dict[str, list[int]] = {}
        for index, name in enumerate(names):
            where.setdefault(name.casefold(), []).append(index)
        meeting = [index for same in where.values() if len(same) > 1 for index in same]
        if not meeting:
            return names
        for index in meeting:
            level[index] += 1


def _name(path: str, level: int) -> str:
    if path == STDIN:
        return "stdin" if level == 0 else f"stdin-{digest(path, str(level), length=8)}"
    pure = PurePosixPath(path)
    folders = [part for part in pure.parent.parts if part not in ("/", ".", "..")]
    if level <= len(folders):
        return "-".join([*folders[len(folders) - level :], pure.stem])
    # a.txt beside a.md, or a folder whose name looks like ours: the path itself decides.
    return f"{pure.stem}{pure.suffix.replace('.', '-')}-{digest(path, str(level), length=8)}"


def _read(path: str, name: str, limit: int) -> Document:
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(limit + 1)
    except OSError as exc:
        raise InputError(f"{path}: cannot be read: {exc.strerror}") from exc
    if len(data) > limit:
        raise InputError(f"{path}: larger than {limit} bytes (KG_MAX_DOCUMENT_BYTES)")
    text, encoding = decode(data, path)
    if not text.strip(BLANKS):
        raise InputError(f"{path}: empty")
    return Document(
        name=name,
        path=path,
        media_type=SUFFIXES.get(PurePosixPath(path).suffix.lower(), "text/plain"),
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
    )
