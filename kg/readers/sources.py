"""Paths to sources: which files there are, and what each is called, before any of them is opened."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Issue
from kg.readers.addresses import is_address, list_address, read_address
from kg.readers.formats import SUFFIXES, limit_of
from kg.readers.naming import STDIN, names_of
from kg.settings import Settings

OWN = "graph.nq"
"""A folder that holds this file is one that `kg build` wrote; nothing in it is news."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its path as given (posix, an address, "-" for standard input) and the name that its documents get."""

    path: str
    name: str
    named: bool
    """Given by name, not found in a folder: then trouble with it is the user's to know at once."""

    def read(self, settings: Settings) -> bytes:
        """Its bytes.

        Raises:
            InputError: it cannot be read, or is larger than `max_document_bytes` (a container: `max_archive_bytes`).
        """
        limit, variable = limit_of(self.path, settings)
        try:
            if self.path == STDIN:
                data = sys.stdin.buffer.read(limit + 1)
            elif is_address(self.path):
                data = read_address(self.path, limit + 1)
            else:
                with open(self.path, "rb") as stream:
                    data = stream.read(limit + 1)
        except OSError as exc:
            raise InputError(f"{self.path}: cannot be read: {exc.strerror}") from exc
        if len(data) > limit:
            raise InputError(f"{self.path}: larger than {limit} bytes ({variable})")
        return data


def list_sources(paths: Iterable[str | Path], issues: list[Issue]) -> list[Source]:
    """The files under `paths` in order: files, folders (recursive, sorted, what `SUFFIXES` has, nothing hidden), addresses of
    either (s3://…), "-".

    A file reached twice is listed once. No file is opened.

    Args:
        paths: what to read, as given; `Source.path` keeps this form.
        issues: receives folders that cannot be read and files given twice.

    Raises:
        InputError: a path is not there, or a folder holds nothing to read.
    """
    found: list[tuple[str, bool]] = []
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        name = posix(path)
        for file, named in _under(name, issues):
            real = file if file == STDIN or is_address(file) else _real(file, folders)
            if real in seen:
                issues.append(Issue("info", file, "given twice, read once"))
                continue
            seen.add(real)
            found.append((file, named))
    names = names_of([file for file, _ in found])
    return [Source(file, name, named) for (file, named), name in zip(found, names, strict=True)]


def posix(path: str | Path) -> str:
    """The form in which a path is kept."""
    return path if isinstance(path, str) and (path == STDIN or is_address(path)) else Path(path).as_posix()


def _under(name: str, issues: list[Issue]) -> list[tuple[str, bool]]:
    if is_address(name):
        return list(list_address(name, OWN))
    try:
        folder = name != STDIN and Path(name).is_dir()
        there = name == STDIN or Path(name).exists()
    except (OSError, ValueError) as exc:
        raise InputError(f"{name!r}: no usable path: {getattr(exc, 'strerror', None) or exc}") from exc
    if not there:
        raise InputError(f"{name}: no such file or folder")
    if not folder:
        return [(name, True)]
    files = [(file, False) for file in _walk(name, issues)]
    if not files:
        raise InputError(f"{name}: no {', '.join(f'*{suffix}' for suffix in SUFFIXES)} in this folder")
    return files


def _walk(folder: str, issues: list[Issue]) -> Iterator[str]:
    def closed(exc: OSError) -> None:
        where = Path(exc.filename or folder).as_posix()
        issues.append(Issue("error", where, f"cannot be read: {exc.strerror}"))

    for root, folders, files in os.walk(folder, onerror=closed):
        if OWN in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        within = posix(root)
        for name in sorted(files):
            if not name.startswith(".") and posixpath.splitext(name)[1].lower() in SUFFIXES:
                yield name if within == "." else posixpath.join(within, name)


def _real(file: str, folders: dict[str, str]) -> str:
    """Where a file really lies; `folders` keeps that of folders, for asking takes long and files are many."""
    if os.path.islink(file):
        return os.path.realpath(file)
    folder, name = os.path.split(file)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)
