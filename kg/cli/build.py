"""`kg build [PATHS] [-o DIR]`: documents into a graph."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.build import BuildReport, build, check
from kg.errors import InputError
from kg.i18n import t
from kg.model import Document
from kg.publish import part
from kg.reading import Workers
from kg.settings import load_settings
from kg.store import GRAPH, Place

if TYPE_CHECKING:
    from kg.manifest import Changes
    from kg.reading import Reader

_COUNTS = ("documents", "articles", "entities", "statements", "metrics", "partnerships", "quads")


def bar(done: int, total: int, width: int = 20) -> str:
    """How far the work is: [██████··············]   3/10."""
    filled = width * min(done, total) // max(total, 1)
    return f"[{'█' * filled}{'·' * (width - filled)}] {done:>{len(str(total))}}/{total}"


def pace(done: int, total: int, seconds: float) -> str:
    """How fast it goes and how long it will take at that rate: 84/min 3:20."""
    left = seconds / max(done, 1) * max(total - done, 0)
    rate = 60 * done / seconds if seconds else 0.0
    return t("build.pace", rate=f"{rate:.0f}", left=f"{int(left) // 60}:{int(left) % 60:02}")


@click.command("build", help=t("build.help"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=str))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help=t("build.output"))
@click.option("-q", "--quiet", is_flag=True, help=t("build.quiet"))
@click.option("--corrections", type=click.Path(path_type=Path), default=None, metavar="FILE", help=t("build.corrections"))
@click.option("--strict", is_flag=True, help=t("build.strict"))
@click.option("--fresh", is_flag=True, help=t("build.fresh"))
@click.option("--store", metavar="URL", default=None, help=t("build.store"))
@click.option("--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help=t("build.workers"))
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help=t("build.engine"))
@click.option("--scheduler", metavar="ADDRESS", default=None, help=t("build.scheduler"))
@click.option("--check", "only_check", is_flag=True, help=t("build.check"))
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    quiet: bool,
    corrections: Path | None,
    strict: bool,
    fresh: bool,
    store: str | None,
    workers: int,
    engine: str,
    scheduler: str | None,
    only_check: bool,
) -> None:
    settings = load_settings()
    paths, output = paths or ("seeds",), output or _folder(settings.graph)
    if scheduler is not None and engine != "dask":
        raise click.UsageError(t("build.scheduler.only"))
    if scheduler is not None and workers > 1:
        raise click.UsageError(t("build.scheduler.workers"))
    if only_check:
        found = check(paths, output, settings, strict=strict, corrections=corrections)
        for line in _changes(found):
            click.echo(line)
        ctx.exit(1 if found else 0)
    done: set[str] = set()
    begun = time.monotonic()

    def tell(document: Document, statements: int, metrics: int, files: int) -> None:
        done.add(document.file or document.path)
        if quiet:
            return
        line = t("build.document", path=document.path, statements=statements, metrics=metrics)
        # A person at a terminal sees how far it is; a log gets plain lines.
        if sys.stderr.isatty():
            line = f"{bar(len(done), files)} {pace(len(done), files, time.monotonic() - begun)} {line}"
        click.echo(line, err=True)

    reader = _reader(engine, scheduler, workers)
    report = build(paths, output, settings, tell, strict=strict, fresh=fresh, corrections=corrections, reader=reader)
    for notice in report.notices:
        click.echo(notice, err=True)
    for issue in report.issues:
        click.echo(f"{issue.where}: {issue.message}", err=True)
    counts = {name: getattr(report, name) for name in _COUNTS}
    click.echo(t("build.done", output=report.output.as_posix(), **counts))
    if not quiet and (line := _kept(report)):
        click.echo(line, err=True)
    if store is not None:
        _upload(output, store, settings.base_iri, quiet)


def _reader(engine: str, scheduler: str | None, workers: int) -> Reader | None:
    """Who reads what the ledger does not know; None is this process."""
    if engine == "dask":
        from kg.cluster import Cluster

        return Cluster(scheduler or "", workers, lambda line: click.echo(line, err=True))
    return Workers(workers) if workers > 1 else None


def _folder(place: Place) -> Path:
    """Where to build, by the settings.

    Raises:
        InputError: they name a server.
    """
    if isinstance(place, Path):
        return place
    raise InputError(t("error.build.server", url=place))


def _upload(output: Path, store: str, base: str, quiet: bool) -> None:
    from kg.remote import connect
    from kg.upload import upload

    def tell(done: int, graphs: int) -> None:
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r{bar(done, graphs)} {store}", nl=done == graphs, err=True)

    sent = upload(part(output, GRAPH), connect(store), base, tell)
    click.echo(t("build.sent", url=store, put=sent.put, deleted=sent.deleted, kept=sent.kept))


def _kept(report: BuildReport) -> str:
    """What this build was spared."""
    if report.unchanged:
        return t("build.same")
    kept = report.documents - report.read
    return t("build.kept", kept=kept) if kept else ""


def _changes(found: Changes) -> Iterator[str]:
    for cause in found.causes:
        yield t(f"build.cause.{cause}")
    for kind in ("added", "changed", "removed"):
        for path in getattr(found, kind):
            yield t(f"build.{kind}", path=path)
    if not found:
        yield t("build.same")
