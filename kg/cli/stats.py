"""`kg stats`: how much of what the graph holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json, render_table
from kg.i18n import t
from kg.lookups import Stats, stats
from kg.store import open_store

_TOTALS = ("documents", "articles", "entities", "statements", "holding", "metrics", "partnerships", "quads")
_GROUPS = {"by_type": "type", "by_relation": "relation", "by_status": "status"}


@click.command("stats", help=t("stats.help"))
@graph_option
@format_option
@output_option
def command(graph: Path, form: str, output: Path | None) -> None:
    counts = stats(open_store(graph))
    if form == "json":
        groups = {group: dict(getattr(counts, group)) for group in _GROUPS}
        text = render_json({**{k: v for k, v in asdict(counts).items() if k in _TOTALS}, **groups})
    elif form == "csv":
        table = [["total", name, str(getattr(counts, name))] for name in _TOTALS]
        table += [[group, name, str(n)] for group in _GROUPS for name, n in getattr(counts, group)]
        text = render_csv(["group", "name", "count"], table)
    else:
        text = "\n".join(_blocks(counts))
    emit(text, output, form)


def _blocks(counts: Stats) -> list[str]:
    totals = [[t(f"stats.{name}"), str(getattr(counts, name))] for name in _TOTALS]
    blocks = [render_table([t("label.name"), t("label.count")], totals)]
    for group, kind in _GROUPS.items():
        table = [[t(f"{kind}.{name}"), str(count)] for name, count in getattr(counts, group)]
        if table:
            blocks.append(render_table([t(f"stats.{group}"), t("label.count")], table))
    return blocks
