"""Articles in rows: .jsonl, an object a line, and .csv with a header; each row is a document of one article.

Columns are known by name, whatever their order: title, text, date, publisher, url, author, or 标题, 正文, 日期, 来源, 网址,
作者 (`kg/readers/metadata.py` has them all); others are left alone. A row that cannot be used is an issue, the rest is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import astuple

from kg.errors import InputError
from kg.model import Document, Issue, Metadata, digest
from kg.readers.characters import BLANKS
from kg.readers.decoding import decode
from kg.readers.html import is_fragment, read_fragment
from kg.readers.metadata import as_pairs, field_of, from_path, gather
from kg.readers.parts import Part
from kg.settings import Settings

_HALF = re.compile("[\ud800-\udfff]")
_DELIMITERS = ",\t;"

Row = tuple[int, list[tuple[str, str]]]
"""Its number as an editor or spreadsheet shows it, and its named values."""


def read_jsonl(part: Part, settings: Settings, issues: list[Issue]) -> list[Document]:
    """The articles of a file of JSON Lines.

    Raises:
        InputError: it cannot be decoded, or no line of it holds an article.
    """
    text, encoding = decode(part.data, part.path)
    wrong: list[Issue] = []
    documents = _documents(part, encoding, _objects(text, part.path, wrong), settings, wrong)
    issues += wrong
    return documents


def read_csv(part: Part, settings: Settings, issues: list[Issue]) -> list[Document]:
    """The articles of a table; cells are parted by commas, tabs or semicolons.

    Raises:
        InputError: it cannot be decoded, has no column of texts, or no row of it holds an article.
    """
    text, encoding = decode(part.data, part.path)
    wrong: list[Issue] = []
    documents = _documents(part, encoding, _cells(text, part.path, settings, wrong), settings, wrong)
    issues += wrong
    return documents


def _objects(text: str, path: str, issues: list[Issue]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip(BLANKS):
            continue
        where = f"{path}#{number}"
        try:
            found = json.loads(line)
        except RecursionError:
            issues.append(Issue("error", where, "no JSON: nested too deeply"))
            continue
        except ValueError as exc:
            issues.append(Issue("error", where, f"no JSON: {' '.join(str(exc).split())}"))
            continue
        if not isinstance(found, dict):
            issues.append(Issue("error", where, "no JSON object"))
            continue
        yield number, as_pairs(found)


def _cells(text: str, path: str, settings: Settings, issues: list[Issue]) -> Iterator[Row]:
    """The rows under the header; a quote that is opened and never closed ends the table there."""
    before = csv.field_size_limit(settings.max_document_bytes)
    try:
        delimiter = _delimiter(text)
        if delimiter is None:
            raise InputError(f"{path}: no column of texts (text, content, body, 正文, 内容) in its first row")
        header: list[str] = []
        number = 0
        try:
            for number, row in enumerate(_reader(text, delimiter), 1):
                if not any(cell.strip(BLANKS) for cell in row):
                    continue
                if not header:
                    header = row
                elif len(row) > len(header):
                    told = f"{len(row)} cells under {len(header)} columns: an unquoted delimiter?"
                    issues.append(Issue("error", f"{path}#{number}", told))
                else:
                    yield number, list(zip(header, row, strict=False))
        except csv.Error as exc:
            issues.append(Issue("error", f"{path}#{number + 1}", f"cannot be read from here on: {exc}"))
    finally:
        csv.field_size_limit(before)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    # newline="": line breaks inside quotes stay as they are.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str | None:
    """The one under which the header has a column of texts."""
    for delimiter in _DELIMITERS:
        try:
            header = next((row for row in _reader(text, delimiter) if any(row)), [])
        except csv.Error:
            continue
        if any(field_of(name) == "text" for name in header):
            return delimiter
    return None


def _documents(
    part: Part, encoding: str, rows: Iterator[Row], settings: Settings, issues: list[Issue]
) -> list[Document]:
    """The documents of rows; `issues` holds what is wrong with rows so far and receives what else is."""
    documents: list[Document] = []
    met: dict[str, int] = {}
    behind = from_path(part.path)
    for number, pairs in rows:
        path = f"{part.path}#{number}"
        try:
            body, marked = _body(pairs, path, settings)
        except InputError as exc:
            issues.append(Issue("error", path, str(exc).removeprefix(f"{path}: ")))
            continue
        stated = gather(pairs, "column", path, issues)
        text = _text(stated.title, body)
        # By its address or its words, not by its place: a row put in above renames none.
        key = digest(stated.url or text)
        met[key] = met.get(key, 0) + 1
        documents.append(
            Document(
                name=f"{part.name}#{key}" + (f"-{met[key]}" if met[key] > 1 else ""),
                path=path,
                media_type=part.media_type,
                encoding=encoding,
                sha256=_sha256(stated, text),
                text=text,
                whole=True,
                hard=marked,
                metadata=(stated, *behind),
                file=part.file or part.path,
            )
        )
    if not documents:
        first = next((f", e.g. {issue.where}: {issue.message}" for issue in issues), "")
        raise InputError(f"{part.path}: no articles in it{first}")
    return documents


def _body(pairs: list[tuple[str, str]], path: str, settings: Settings) -> tuple[str, bool]:
    """The text of a row, and whether it was HTML, as dumps of sites have it.

    Raises:
        InputError: there is none, it is too large, or the row holds what no text can.
    """
    for _, value in pairs:
        if "\x00" in value:
            raise InputError(f"{path}: a NUL in it")
        if _HALF.search(value):  # JSON can write it
            raise InputError(f"{path}: half of a character (a lone surrogate)")
    body = next((value for name, value in pairs if field_of(name) == "text" and value.strip(BLANKS)), "")
    if len(body.encode()) > settings.max_document_bytes:
        raise InputError(f"{path}: larger than {settings.max_document_bytes} bytes (KG_MAX_DOCUMENT_BYTES)")
    marked = is_fragment(body)
    if marked:
        body = read_fragment(body, path)
    if not body:
        raise InputError(f"{path}: no text")
    return body, marked


def _text(title: str, body: str) -> str:
    """The body under its headline, which many tables repeat there."""
    head = " ".join(body.lstrip(BLANKS).split("\n", 1)[0].split())
    return body if not title or head == title else f"{title}\n\n{body}"


def _sha256(stated: Metadata, text: str) -> str:
    """What the row says, whatever stands in other columns and rows."""
    return hashlib.sha256(json.dumps([*astuple(stated), text], ensure_ascii=False).encode()).hexdigest()
