"""`kg review`: a person looks at facts; at a terminal, in a spreadsheet, or for `kg evaluate`."""

from __future__ import annotations

import getpass
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import RELATIONS, folder_option
from kg.corrections import NAME, find_corrections
from kg.errors import InputError, KgError
from kg.i18n import t
from kg.lookups import StatementRow, find
from kg.publish import part
from kg.review.entries import Row, Signer
from kg.review.journal import Journal
from kg.review.queue import Wanted, facts, queue
from kg.store import ReadStore, open_store


@click.command("review", help=t("review.help"))
@folder_option
@click.option("--corrections", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=t("review.corrections"))
@click.option("--by", metavar="NAME", default="", help=t("review.by"))
@click.option("--relation", type=click.Choice([*RELATIONS, "metric"]), metavar="RELATION", default=None, help=t("review.relation"))
@click.option("--entity", metavar="NAME", default="", help=t("review.entity"))
@click.option("--document", metavar="FILE", default="", help=t("review.document"))
@click.option("--limit", type=click.IntRange(1), metavar="N", default=None, help=t("review.limit"))
@click.option("--all", "reviewed", is_flag=True, help=t("review.all"))
@click.option("--export", "export", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=t("review.export"))
@click.option("--import", "sheet", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=t("review.import"))
@click.option("--gold", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help=t("review.gold"))
def command(
    graph: Path, corrections: Path | None, by: str, relation: str | None, entity: str, document: str, limit: int | None,
    reviewed: bool, export: Path | None, sheet: Path | None, gold: Path | None,
) -> None:  # fmt: skip
    if sum(option is not None for option in (export, sheet, gold)) > 1:
        raise click.UsageError(t("review.one"))
    file = corrections or default_file(graph)
    if sheet is not None:
        return _import(sheet, file, by)
    store = open_store(graph)
    if gold is not None:
        return _gold(store, file, gold)
    journal = Journal(file)
    named = find(store, entity).id if entity else ""
    wanted = queue(store, Wanted(relation or "", named, document, limit, reviewed, frozenset() if reviewed else journal.decided))
    if not wanted:
        raise Nothing(t("review.nothing"))
    if export is not None:
        return _export(store, wanted, export)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(t("review.terminal"))
    from kg.cli.reviewing import Session

    session = Session(store, wanted, journal, Signer(_who(by), date.today()))
    session.run()
    click.echo(t("review.done", path=file.as_posix(), count=session.decisions))


class Nothing(KgError):
    """The answer is no: there is nothing to look at."""

    exit_code = 1


def default_file(graph: Path) -> Path:
    """The corrections.yml that lies with the documents of the graph, where a build finds it, or is to lie there."""
    try:
        manifest = json.loads(part(graph, "manifest.json").read_text(encoding="utf-8"))
        folders = list(dict.fromkeys(Path(path).parent for path in manifest["documents"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        folders = []
    found = find_corrections(folders)
    return found[0] if found else (folders[0] if folders else Path()) / NAME


def _who(by: str) -> str:
    """--by, else git's user.name, else the user's own."""
    if not by and (git := shutil.which("git")):
        done = subprocess.run([git, "config", "user.name"], capture_output=True, encoding="utf-8", errors="replace", check=False)
        by = done.stdout.strip()
    try:
        by = by or getpass.getuser()
    except (KeyError, OSError):
        by = ""
    if not by:
        raise InputError(t("review.who"))
    return by


def _export(store: ReadStore, wanted: list[Row], path: Path) -> None:
    from kg.review.sheet import write_sheet

    details = {row.id: rows.details(store, row) for row in wanted if isinstance(row, StatementRow)}
    count = write_sheet(path, wanted, details, {row.id: rows.source(row.article) for row in wanted})
    click.echo(t("review.exported", path=path.as_posix(), count=count))


def _import(sheet: Path, file: Path, by: str) -> None:
    from kg.review.sheet import BadSheet, read_sheet

    try:
        entries = read_sheet(sheet, Signer(_who(by), date.today()))
    except BadSheet as exc:
        for fault in exc.faults:
            click.echo(f"{fault.where}: {fault.message}", err=True)
        raise
    if entries:
        Journal(file).append(*entries)
    click.echo(t("review.done", path=file.as_posix(), count=len(entries)))


def _gold(store: ReadStore, file: Path, folder: Path) -> None:
    from kg.review.gold import gold

    documents = gold(facts(store), Journal(file).entries)
    if not documents:
        raise Nothing(t("review.none", place=file.as_posix()))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, labels in documents.items():
            text = json.dumps(labels, ensure_ascii=False, indent=1) + "\n"
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as exc:
        raise InputError(f"{folder}: {exc.strerror or exc}") from exc
    count = sum(len(d["relations"]) + len(d["rejected"]) for d in documents.values())
    click.echo(t("review.labelled", path=folder.as_posix(), documents=len(documents), count=count))
