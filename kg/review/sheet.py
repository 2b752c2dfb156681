"""Facts as a spreadsheet for colleagues who decide there, and their decisions read back: .xlsx, or .csv for any program.

A row has all that an entry of corrections.yml needs, so that a graph that was built anew in the meantime does no harm. Column
names and words are Chinese or English; both are read, whichever was written.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.corrections import parse_corrections
from kg.corrections.entries import relation_named, status_named
from kg.errors import InputError, RuleError
from kg.i18n import LANGUAGES, MESSAGES, t
from kg.lookups import MetricRow
from kg.model import ENTITY_TYPES, STATUSES
from kg.ontology import load_ontology
from kg.review import entries
from kg.review.entries import Keys, Row, Signer
from kg.review.journal import piece

COLUMNS = (
    "subject", "relation", "object", "context", "decision", "new_subject", "new_relation", "new_object", "new_status", "why", "by",
    "status", "details", "confidence", "article", "document", "quote", "subject_id", "object_id", "time", "id",
)  # fmt: skip
"""In the order of the sheet: what is read, what is filled in, then what only the import needs."""
DECISIONS = ("yes", "no", "edit")
_FILLED = ("decision", "new_subject", "new_relation", "new_object", "new_status", "why", "by")
_WIDTHS = {"subject": 24, "object": 24, "context": 70, "new_subject": 18, "new_object": 18, "article": 30, "quote": 30, "why": 24}
_FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet would take for a formula at the start of a cell."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")
_ROWS = 1_000_000
"""More a sheet cannot hold."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that makes no sense: where (file, sheet, row) and why."""

    where: str
    message: str


class BadSheet(InputError):
    """Rows make no sense, and nothing was imported; `faults` has them all."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


def write_sheet(path: Path, rows: Iterable[Row], details: Mapping[str, str], sources: Mapping[str, str]) -> int:
    """Write facts as .xlsx or .csv, by the ending of `path`; how many there are.

    `details` are the attributes of statements in words, `sources` the articles of facts, both by id.

    Raises:
        InputError: another ending, too many facts, or the file cannot be written.
    """
    table = [[_safe(cell) for cell in _cells(row, details.get(row.id, ""), sources[row.id])] for row in rows]
    if len(table) > _ROWS:
        raise InputError(t("sheet.many", place=path, most=_ROWS))
    header = [t(f"sheet.{name}") for name in COLUMNS]
    data = _xlsx(header, table) if _kind(path) == "xlsx" else _csv(header, table)
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise InputError(f"{path}: {exc.strerror or exc}") from exc
    return len(table)


def read_sheet(path: Path, signer: Signer) -> list[Keys]:
    """The decisions of a sheet as entries of corrections.yml, in its order; rows without a decision are passed over.

    Raises:
        BadSheet: rows make no sense.
        InputError: it is no such sheet, or cannot be read.
    """
    found: list[Keys] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for where, row in _read(path):
        try:
            entry = _entry(row, signer)
            if entry is None:
                continue
            if row["id"] and row["id"] in seen:
                raise ValueError(t("sheet.twice", other=seen[row["id"]]))
            seen[row["id"]] = where
            parse_corrections(piece(entry), where)
        except RuleError as exc:
            faults.append(Fault(where, str(exc).partition(": ")[2]))
        except ValueError as exc:
            faults.append(Fault(where, str(exc)))
        else:
            found.append(entry)
    if faults:
        raise BadSheet(t("sheet.faults", place=path, count=len(faults)), faults)
    return found


def _kind(path: Path) -> str:
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("xlsx", "csv"):
        raise InputError(t("sheet.kind", place=path))
    return kind


def _cells(row: Row, details: str, source: str) -> list[str]:
    best = row.evidence[0]
    known = {
        "subject": row.subject.label, "subject_id": row.subject.id, "id": row.id, "details": details, "article": source,
        "relation": t("sheet.metric", name=row.name) if isinstance(row, MetricRow) else t(f"relation.{row.predicate}"),
        "object": f"{row.value}{row.unit}" if isinstance(row, MetricRow) else row.object.label,
        "object_id": "" if isinstance(row, MetricRow) else row.object.id,
        "time": row.time if isinstance(row, MetricRow) else "",
        "status": t(f"status.{row.status}"), "confidence": f"{row.confidence:.2f}", "document": best.document,
        "quote": entries.one_line(best.quote),
        "context": entries.one_line(f"{best.prefix}【{best.quote}】{best.suffix}"),
    }  # fmt: skip
    return [known.get(name, "") for name in COLUMNS]


def _safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula, nor XML refuses."""
    cell = _NO_XML.sub("\ufffd", cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: Any) -> str:
    """The text of a cell as it was before `_safe`; a number as a person writes it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _csv(header: Sequence[str], table: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(table)
    return stream.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for GBK


def _xlsx(header: Sequence[str], table: Sequence[Sequence[str]]) -> bytes:
    # openpyxl and what it brings are loaded only for a sheet.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = t("sheet.title")
    for number, cells in enumerate([header, *table], 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(COLUMNS, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 12)
        sheet.cell(1, column).font = Font(bold=True)
        if name in _FILLED:
            sheet.cell(1, column).fill = PatternFill("solid", fgColor="FFF2CC")
    lists = {
        "decision": [t(f"sheet.{name}") for name in DECISIONS],
        "new_relation": [t(f"relation.{name}") for name in load_ontology().relations],
        "new_status": [t(f"status.{name}") for name in STATUSES],
    }
    # A sheet of their own: a list within the rule may have 255 characters, and no commas.
    words_sheet = book.create_sheet("lists")
    words_sheet.sheet_state = "hidden"
    for column, (name, words) in enumerate(lists.items(), 1):
        for number, word in enumerate(words, 1):
            words_sheet.cell(number, column).value = word
        place = get_column_letter(column)
        choice = DataValidation(
            type="list", formula1=f"lists!${place}$1:${place}${len(words)}", allow_blank=True, showErrorMessage=True
        )
        letter = get_column_letter(COLUMNS.index(name) + 1)
        choice.add(f"{letter}2:{letter}{max(len(table), 1) + 1}")
        sheet.add_data_validation(choice)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(table) + 1}"
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _without_clock(data: bytes) -> bytes:
    """The same file without the times at which it and its parts were written: one graph gives one sheet, byte for byte."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>1980-01-01T00:00:00Z<", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _read(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(where, cells by column) of each row below the header."""
    lines = _read_xlsx(path) if _kind(path) == "xlsx" else _read_csv(path)
    where, header = next(lines, (str(path), []))
    names = {word: name for name in COLUMNS for word in MESSAGES[f"sheet.{name}"]}
    columns = {names[text]: i for i, text in enumerate(header) if text in names}
    if missing := {"decision", "document", "quote", "subject", "relation", "object", "id"} - columns.keys():
        raise InputError(t("sheet.columns", place=where, names="、".join(t(f"sheet.{name}") for name in COLUMNS if name in missing)))
    for where, cells in lines:
        row = {name: cells[columns[name]] if name in columns and columns[name] < len(cells) else "" for name in COLUMNS}
        if any(row.values()):
            yield where, row


def _read_csv(path: Path) -> Iterator[tuple[str, list[str]]]:
    from kg.readers.decoding import decode

    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as exc:
        raise InputError(f"{path}: {exc.strerror or exc}") from exc
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    for number, cells in enumerate(reader, 1):
        yield f"{path}:{number}", [_plain(cell) for cell in cells]


def _read_xlsx(path: Path) -> Iterator[tuple[str, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as exc:
        raise InputError(f"{path}: {exc.strerror or exc}") from exc
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as exc:
        raise InputError(t("sheet.damaged", place=path)) from exc
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield f"{path} {sheet.title}:{number}", [_plain(cell) for cell in cells]
    finally:
        book.close()


def _entry(row: Mapping[str, str], signer: Signer) -> Keys | None:
    """The entry of a row, None without a decision.

    Raises:
        ValueError: it makes no sense.
    """
    to = _changes(row)
    if not row["decision"]:
        if to:
            raise ValueError(t("sheet.undecided"))
        return None
    decision = _decision(row["decision"])
    if bool(to) != (decision == "edit"):
        raise ValueError(t("sheet.unchanged" if decision == "edit" else "sheet.changed"))
    who = replace(signer, by=row["by"]) if row["by"] else signer
    name = _fact(row)
    body: Keys = {"edit": name, "to": to} if decision == "edit" else {{"yes": "accept", "no": "reject"}[decision]: name}
    return who.sign(body, row["why"])


def _decision(word: str) -> str:
    for name in DECISIONS:
        if word.lower() in (name, name[0], *(said.lower() for said in MESSAGES[f"sheet.{name}"])):
            return name
    raise ValueError(t("sheet.unknown", word=word, known="、".join(t(f"sheet.{name}") for name in DECISIONS)))


def _changes(row: Mapping[str, str]) -> Keys:
    """What the reader filled in, as `to` of an edit."""
    to: Keys = {}
    metric = _metric_of(row["relation"]) is not None
    if row["new_subject"]:
        to["subject"] = row["new_subject"]
    if row["new_object"]:
        to["value" if metric else "object"] = row["new_object"]
    if row["new_relation"]:
        to |= {"metric": row["new_relation"]} if metric else {"relation": relation_named(row["new_relation"])}
    if row["new_status"]:
        to["status"] = status_named(row["new_status"])
    return to


def _fact(row: Mapping[str, str]) -> Keys:
    keys: Keys = {"document": row["document"], "subject": _thing(row["subject"], row["subject_id"])}
    if (metric := _metric_of(row["relation"])) is not None:
        keys |= {"metric": metric, "value": row["object"], **({"time": row["time"]} if row["time"] else {})}
    else:
        keys |= {"relation": relation_named(row["relation"]), "object": _thing(row["object"], row["object_id"])}
    keys["quote"] = row["quote"]
    if row["id"]:
        keys["id"] = row["id"]
    if row["status"] and (status := status_named(row["status"])) != "done":
        keys["status"] = status
    return keys


def _metric_of(relation: str) -> str | None:
    for lang in range(len(LANGUAGES)):
        before, _, after = MESSAGES["sheet.metric"][lang].partition("{name}")
        if relation.startswith(before) and relation.endswith(after):
            return relation.removeprefix(before).removesuffix(after)
    return None


def _thing(name: str, identifier: str) -> str | Keys:
    """As `kg.review.entries.thing`, of what stands in the sheet."""
    kind = identifier.partition("/")[0].upper()
    if kind not in ENTITY_TYPES or re.fullmatch(r"region/\d+", identifier):
        return name
    return {"name": name, "id": identifier} if kind == "REGION" else {"name": name, "type": kind}
