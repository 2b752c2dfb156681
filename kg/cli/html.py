"""`kg html`: the graph, or the part of it that was asked for, as one page that opens without a network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import RELATIONS, SERVED, check_date, folder_option
from kg.errors import InputError
from kg.i18n import language, t
from kg.lookups import find
from kg.store import open_store

NAME = "explorer.html"


@click.command("html", help=t("html.help"))
@click.option("--focus", metavar="NAME", default="", help=t("html.focus"))
@click.option("--depth", type=click.IntRange(1, 9), metavar="N", default=None, help=t("html.depth"))
@click.option(
    "--relation",
    "relations",
    type=click.Choice(RELATIONS),
    multiple=True,
    metavar="R",
    help=t("partners.relation"),
)
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="P", default=0.0, help=t("html.confidence")
)
@click.option("--as-of", metavar="DATE", default="", callback=check_date, help=t("html.as_of"))
@folder_option
@click.option("-o", "--output", metavar="FILE|-", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              default=None, show_default=f"DIR/{NAME}", help=t("html.output"))  # fmt: skip
def command(
    focus: str,
    depth: int | None,
    relations: tuple[str, ...],
    min_confidence: float,
    as_of: str,
    graph: Path,
    output: Path | None,
) -> None:
    from kg.page import render
    from kg.payload import Lens

    if depth is not None and not focus:
        raise click.UsageError(t("error.html.depth"))
    store = open_store(graph)
    middle = find(store, focus).id if focus else ""
    lens = Lens(middle, depth or 1, relations, min_confidence, as_of)
    page = render(store, language(), lens)
    output = output or (Path(NAME) if SERVED in click.get_current_context().meta else graph / NAME)
    if str(output) == "-":
        click.echo(page, nl=False)
        return
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as exc:
        raise InputError(f"{output}: {exc.strerror or exc}") from exc
    click.echo(str(output), err=True)
