"""The documents of a build: every file is hashed, and read only if the ledger does not know what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.engine import engine, limits
from kg.errors import InputError
from kg.i18n import t
from kg.ledger import Ledger, key_of
from kg.model import Document, Issue
from kg.readers import Source, fail, issue_of, list_sources, read_source
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: `key` stands for it and for all that decides what is read out of it."""

    key: bytes
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class _File:
    source: Source
    sha256: str
    key: bytes
    """Stands for the bytes and for all that decides what documents they are."""
    data: bytes | None
    """Kept of what can be read only once."""


class Intake:
    """The files under some paths, each opened once to take its hash, and what is wrong with them."""

    def __init__(self, paths: Iterable[str | Path], settings: Settings, strict: bool = False) -> None:
        """List and hash them.

        Raises:
            InputError: a path that was given cannot be read; with `strict`, anything cannot.
        """
        self._paths = [str(path) for path in paths]
        self._settings = settings
        self._strict = strict
        self._limits = repr(limits(settings))
        self._listing: list[Issue] = []
        self._sources = list_sources(self._paths, self._listing)
        if strict:
            fail(self._listing)
        self._closed: dict[str, list[Issue]] = {}
        self._within: dict[str, list[Issue]] = {}
        self._files = [file for source in self._sources if (file := self._hashed(source))]
        if not self._files:
            raise self._nothing()

    def _hashed(self, source: Source) -> _File | None:
        try:
            data = source.read(self._settings)
        except InputError as exc:
            self._closed[source.path] = [self._wrong(source, exc)]
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        key = key_of("source", engine().reading, self._limits, source.path, source.name, sha256)
        return _File(source, sha256, key, data if source.path == "-" else None)

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file by path, in order; "" for one that cannot be read."""
        known = {file.source.path: file.sha256 for file in self._files}
        return {source.path: known.get(source.path, "") for source in self._sources}

    @property
    def issues(self) -> list[Issue]:
        """What is wrong with the input, as far as it was read: what concerns folders, then files in order."""
        told = self._closed | self._within
        return [*self._listing, *(issue for source in self._sources for issue in told.get(source.path, []))]

    def unread(self, ledger: Ledger) -> int:
        """How many files the ledger does not know."""
        return sum(not ledger.has("sources", file.key) for file in self._files)

    def documents(self, ledger: Ledger) -> Iterator[tuple[Entry, Callable[[], Document]]]:
        """The documents, in order, and what loads each. The ledger knows a file once all its documents were taken.

        Raises:
            InputError: a file that was named is broken; with `strict`, any is; or nothing at all can be read.
        """
        found = 0
        for file in self._files:
            stored = ledger.get("sources", file.key)
            known = stored
            if known is None:
                known, documents = self._read(file)
                loads: list[Callable[[], Document]] = [partial(_same, document) for document in documents]
            else:
                loads = [partial(self._again, file, number) for number in range(len(known[2]))]
            error, issues, entries = known
            if error:
                issues = [self._wrong(file.source, InputError(error))]
            elif self._strict:
                fail(issues)
            self._within[file.source.path] = issues
            for (key, name, path), load in zip(entries, loads, strict=True):
                yield Entry(key, name, path), load
            if stored is None:
                ledger.put("sources", file.key, known)
            found += len(entries)
        if not found:
            raise self._nothing()

    def failed(self, document: Document, reason: str) -> Issue:
        """A document that was taken and of which nothing could be read, as an issue.

        Raises:
            InputError: with `strict`.
        """
        issue = Issue("error", document.path, t("build.failed", reason=reason))
        if self._strict:
            fail([issue])
        return issue

    def _read(self, file: _File) -> tuple[_Known, list[Document]]:
        data = self._bytes(file)
        issues: list[Issue] = []
        try:
            documents = read_source(data, file.source.path, file.source.name, self._settings, issues)
        except InputError as exc:
            return (str(exc), [], []), []
        keys = (key_of("document", engine().reading, repr(document)) for document in documents)
        entries = [(key, d.name, d.path) for key, d in zip(keys, documents, strict=True)]
        return ("", issues, entries), documents

    def _again(self, file: _File, number: int) -> Document:
        return self._read(file)[1][number]

    def _bytes(self, file: _File) -> bytes:
        data = file.data if file.data is not None else file.source.read(self._settings)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise InputError(f"{file.source.path}: changed while it was read; build again")
        return data

    def _wrong(self, source: Source, error: InputError) -> Issue:
        if source.named or self._strict:
            raise error
        return issue_of(error, source.path)

    def _nothing(self) -> InputError:
        return InputError(f"{', '.join(dict.fromkeys(self._paths)) or 'input'}: nothing readable")


def _same(document: Document) -> Document:
    return document


_Known = tuple[str, list[Issue], list[tuple[bytes, str, str]]]
"""What the ledger keeps of a file: why it cannot be read, or what is wrong with parts of it and key, name and path of its
documents."""

__all__ = ["Entry", "Intake"]
