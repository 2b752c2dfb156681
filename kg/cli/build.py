"""`kg build [PATHS] [-o DIR]`: documents into a graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.build import build
from kg.i18n import t
from kg.model import Document
from kg.settings import load_settings


def bar(done: int, total: int, width: int = 20) -> str:
    """How far the work is: [██████··············]   3/10."""
    filled = width * done // max(total, 1)
    return f"[{'█' * filled}{'·' * (width - filled)}] {done:>{len(str(total))}}/{total}"


@click.command("build", help=t("build.help"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=str))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help=t("build.output"))
@click.option("-q", "--quiet", is_flag=True, help=t("build.quiet"))
def command(paths: tuple[str, ...], output: Path | None, quiet: bool) -> None:
    settings = load_settings()

    done = 0

    def tell(document: Document, statements: int, metrics: int, documents: int) -> None:
        nonlocal done
        done += 1
        if quiet:
            return
        line = t("build.document", path=document.path, statements=statements, metrics=metrics)
        # A person at a terminal sees how far it is; a log gets plain lines.
        click.echo(f"{bar(done, documents)} {line}" if sys.stderr.isatty() else line, err=True)

    report = build(paths or ("seeds",), output or settings.graph, settings, tell)
    for issue in report.issues:
        click.echo(f"{issue.where}: {issue.message}", err=True)
    click.echo(
        t(
            "build.done",
            output=report.output.as_posix(),
            documents=report.documents,
            articles=report.articles,
            entities=report.entities,
            statements=report.statements,
            metrics=report.metrics,
            partnerships=report.partnerships,
            quads=report.quads,
        )
    )
