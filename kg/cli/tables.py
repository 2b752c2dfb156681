"""How rows are written: tables aligned by display width, csv, json; to stdout or to a file.

A Chinese character is two columns wide. A table is wrapped to the terminal when stdout is one, and never cut.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kg.errors import InputError

_GAP = "  "
_NARROWEST = 8
"""No column is wrapped to fewer display columns: four Chinese characters."""
_USUAL = re.compile(
    r"([ -~\u2010-\u2027\u2190-\u2199\u2500-\u257f]*)([\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*)"
)
"""Narrow, then wide characters: nearly all that is ever shown, measured without loading wcwidth's tables."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """One line without control characters: a quote from a document must not steer the terminal."""
    return _CONTROL.sub(" ", text).strip()


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    used = 0
    for run in _USUAL.finditer(text):
        if run.end() == run.start() < len(text):
            from wcwidth import wcswidth

            return int(max(wcswidth(text), 0))
        used += len(run[1]) + 2 * len(run[2])
    return used


def on_terminal() -> bool:
    """Whether a person reads this: stdout is a terminal and the command was given no `-o FILE`."""
    context = click.get_current_context(silent=True)
    to_file = context is not None and context.params.get("output") is not None
    return sys.stdout.isatty() and not to_file


def terminal_width() -> int | None:
    """Columns of the terminal that is written to, None for a file or a pipe."""
    return shutil.get_terminal_size().columns if on_terminal() else None


def wrap(text: str, limit: int) -> list[str]:
    """Break `text` into lines of at most `limit` display columns; Chinese may break anywhere, a word at spaces."""
    lines, line, used = [], "", 0
    for piece in re.findall(r"[!-~]+|.", text):
        # A word longer than the line is broken as Chinese is broken.
        pieces = list(piece) if width(piece) > limit else [piece]
        for part in pieces:
            part_width = width(part)
            if used + part_width > limit:
                lines.append(line.rstrip())
                line, used = "", 0
            if part == " " and not line:
                continue
            line += part
            used += part_width
    return [*lines, line.rstrip()] if line or not lines else lines


def render_table(header: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None = None) -> str:
    """Aligned columns under a header and a rule; `limit` is the width to wrap to. Ends with a newline."""
    cells = [[clean(cell) for cell in row] for row in (header, *rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(header))]
    if limit is not None:
        widths = _fit(widths, limit - len(_GAP) * (len(header) - 1))
    lines = []
    for number, row in enumerate(cells):
        wrapped = [wrap(cell, widths[i]) for i, cell in enumerate(row)]
        for k in range(max(len(parts) for parts in wrapped)):
            parts = [parts[k] if k < len(parts) else "" for parts in wrapped]
            lines.append(
                _GAP.join(p + " " * (w - width(p)) for p, w in zip(parts, widths, strict=True)).rstrip()
            )
        if number == 0:
            lines.append(_GAP.join("─" * w for w in widths))
    return "\n".join(lines) + "\n"


def without_empty(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The table without columns that say nothing in any row."""
    kept = [i for i in range(len(header)) if any(row[i] for row in rows)]
    return [header[i] for i in kept], [[row[i] for i in kept] for row in rows]


def _fit(widths: list[int], room: int) -> list[int]:
    """Narrow the widest column, again and again, until all fit or all are as narrow as may be."""
    widths = [max(w, 1) for w in widths]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def render_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """RFC 4180 with LF ends, which every spreadsheet reads."""
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def render_json(value: Any) -> str:
    """JSON with Chinese as it is, keys in the order given. Ends with a newline."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def emit(text: str, output: Path | None = None, form: str = "table") -> None:
    """Write to stdout, or to the file `output` as UTF-8. A csv file gets a byte-order mark, which Excel needs.

    Raises:
        InputError: the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(
            click.unstyle(text), encoding="utf-8-sig" if form == "csv" else "utf-8", newline="\n"
        )
    except OSError as exc:
        raise InputError(f"{output}: {exc.strerror or exc}") from exc
