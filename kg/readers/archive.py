"""Archives: the files in a .zip, read as those of a folder are. Nothing is unpacked to the disk.

An archive comes from anywhere: how many files and how many bytes it may hold, in all and in each, is bounded before any
of it is decompressed (by what its directory says; Python reads no more of a file than that), and so is how deep archives
may stand in each other.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.model import Document, Issue
from kg.readers.formats import CONTAINERS, SUFFIXES, media_type_of
from kg.readers.naming import names_of
from kg.readers.parts import Part
from kg.settings import Settings

DEPTH = 2
"""An archive may hold archives, and these none: people do pack packs, and quines never end."""

_ENTRY = b"PK\x01\x02"
_UTF8, _ENCRYPTED = 0x800, 0x1

Read = Callable[[Part, "Budget", list[Issue]], list[Document]]


@dataclass(slots=True)
class Budget:
    """What archives within archives may still hold together."""

    settings: Settings
    files: int
    bytes: int

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        """All that the settings allow."""
        return cls(settings, settings.max_archive_files, settings.max_archive_bytes)

    def take(self, files: int, size: int, path: str) -> None:
        """Count what an archive holds.

        Raises:
            InputError: it is too much.
        """
        self.files -= files
        self.bytes -= size
        if self.files < 0:
            raise InputError(f"{path}: more than {self.settings.max_archive_files} files (KG_MAX_ARCHIVE_FILES)")
        if self.bytes < 0:
            raise InputError(
                f"{path}: unpacks to more than {self.settings.max_archive_bytes} bytes (KG_MAX_ARCHIVE_BYTES)"
            )


def read_zip(part: Part, budget: Budget, issues: list[Issue], read: Read) -> list[Document]:
    """The documents of the files in an archive, sorted by path; hidden files and other formats are passed over.

    Raises:
        InputError: it is none, is damaged, holds too much, stands too deep, or nothing in it can be read.
    """
    if part.depth >= DEPTH:
        raise InputError(f"{part.path}: an archive in an archive in an archive is not read")
    # The directory is counted in its bytes: reading it into objects is what makes a million entries costly.
    budget.take(part.data.count(_ENTRY), 0, part.path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(part.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as exc:
        raise InputError(f"{part.path}: no ZIP archive, or a damaged one: {_words(exc)}") from exc
    with archive:
        wrong: list[Issue] = []
        entries = _entries(archive, part.path, wrong)
        budget.take(0, sum(info.file_size for info in entries.values()), part.path)
        paths = sorted(entries)
        documents: list[Document] = []
        for path, name in zip(paths, names_of(paths), strict=True):
            where = f"{part.path}!/{path}"
            try:
                inner = Part(
                    data=_unpack(archive, entries[path], where, budget.settings),
                    path=where,
                    name=f"{part.name}!{name}",
                    media_type=media_type_of(path),
                    file=part.file or part.path,
                    depth=part.depth + 1,
                )
                documents += read(inner, budget, wrong)
            except InputError as exc:
                wrong.append(Issue("error", where, str(exc).removeprefix(f"{where}: ")))
    if not documents:
        first = next((f", e.g. {issue.where}: {issue.message}" for issue in wrong), "")
        raise InputError(f"{part.path}: nothing readable in this archive{first}")
    issues += wrong
    return documents


def _entries(archive: zipfile.ZipFile, where: str, issues: list[Issue]) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = _decoded(info).replace("\\", "/")
        pure = PurePosixPath(name)
        if info.is_dir() or pure.suffix.lower() not in SUFFIXES:
            continue
        if pure.is_absolute() or ".." in pure.parts:
            issues.append(Issue("error", f"{where}!/{name}", "its path leads out of the archive"))
        elif any(step.startswith(".") or step == "__MACOSX" for step in pure.parts):
            continue
        elif pure.as_posix() in entries:
            issues.append(Issue("error", f"{where}!/{pure}", "twice in the archive; the first is read"))
        else:
            entries[pure.as_posix()] = info
    return entries


def _decoded(info: zipfile.ZipInfo) -> str:
    """Its name: marked as UTF-8, or written by Chinese Windows in GBK, by others in UTF-8 without the mark."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, settings: Settings) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise InputError(f"{where}: has a password")
    if media_type_of(where) not in CONTAINERS and info.file_size > settings.max_document_bytes:
        raise InputError(f"{where}: larger than {settings.max_document_bytes} bytes (KG_MAX_DOCUMENT_BYTES)")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError) as exc:
        raise InputError(f"{where}: cannot be unpacked: {_words(exc)}") from exc


def _words(exc: Exception) -> str:
    return " ".join(str(exc).split()) or type(exc).__name__
