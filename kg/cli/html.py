"""`kg html`: the graph as one page that opens without a network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import graph_option
from kg.errors import InputError
from kg.i18n import language, t
from kg.store import open_store

NAME = "explorer.html"


@click.command("html", help=t("html.help"))
@graph_option
@click.option("-o", "--output", metavar="FILE|-", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              default=None, show_default=f"DIR/{NAME}", help=t("html.output"))  # fmt: skip
def command(graph: Path, output: Path | None) -> None:
    from kg.page import render

    page = render(open_store(graph), language())
    output = output or graph / NAME
    if str(output) == "-":
        click.echo(page, nl=False)
        return
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as exc:
        raise InputError(f"{output}: {exc.strerror or exc}") from exc
    click.echo(str(output), err=True)
