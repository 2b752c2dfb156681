"""`kg conflicts`: what the sources of a graph tell against each other, both sides with their quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kg.amounts import written
from kg.cli import rows
from kg.cli.options import format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json
from kg.conflicts import KINDS, Conflict, Row, conflicts
from kg.i18n import t
from kg.lookups import MetricRow, fact_document, find
from kg.store import Place, ReadStore, open_store


@click.command("conflicts", help=t("conflicts.help"))
@click.argument("name", required=False)
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, metavar="K", help=t("conflicts.kind", kinds=" ".join(KINDS))
)
@click.option("--undated", is_flag=True, help=t("conflicts.undated"))
@click.option("--fail", is_flag=True, help=t("conflicts.fail"))
@graph_option
@format_option
@output_option
def command(
    name: str | None, kinds: tuple[str, ...], undated: bool, fail: bool, graph: Place, form: str, output: Path | None
) -> None:
    store = open_store(graph)
    only = find(store, name).id if name else ""
    found = [
        c
        for c in conflicts(store, undated)
        if (not kinds or c.kind in kinds) and (not only or only in c.entities)
    ]
    if form == "json":
        text = render_json([_document(conflict) for conflict in found])
    elif form == "csv":
        text = render_csv(*_csv(found))
    else:
        text = "\n".join(_blocks(store, found)) if found else t("conflicts.none") + "\n"
    emit(text, output, form)
    if fail and found:
        click.get_current_context().exit(1)


def _blocks(store: ReadStore, found: Sequence[Conflict]) -> Iterator[str]:
    for number, conflict in enumerate(found, 1):
        lines = [click.style(f"{number}. {t(f'conflicts.{conflict.kind}')}", bold=True)]
        for side in conflict.sides:
            for row in side:
                lines += [f"  {_says(store, row)}", *rows.evidence_lines(row)]
        yield "".join(f"{line}\n" for line in lines)


def _says(store: ReadStore, row: Row) -> str:
    if isinstance(row, MetricRow):
        return f"{row.subject.label} {row.name} {rows.amount(row)}"
    about = rows.details(store, row)
    return rows.sentence(row) + (f"  ({about})" if about else "")


def _document(conflict: Conflict) -> dict[str, Any]:
    return {"kind": conflict.kind, "sides": [[fact_document(row) for row in side] for side in conflict.sides]}


def _csv(found: Sequence[Conflict]) -> tuple[list[str], list[list[str]]]:
    """One line a fact; `conflict` and `side` keep together what belongs together. Column names are the same in every language."""
    header = ["conflict", "kind", "side", "subject", "relation", "object", "value", "date", "status", *rows.WHERE]
    table = []
    for number, conflict in enumerate(found, 1):
        for place, side in enumerate(conflict.sides, 1):
            for row in side:
                table.append([str(number), conflict.kind, str(place), *_cells(row), row.status, *rows.where(row)])
    return header, table


def _cells(row: Row) -> list[str]:
    if isinstance(row, MetricRow):
        return [row.subject.label, row.name, "", written(row.value, row.unit, row.qualifier), row.time]
    attrs = dict(row.attrs)
    value = attrs.get("amount") or attrs.get("count") or attrs.get("title") or ""
    return [row.subject.label, row.predicate, row.object.label, value, attrs.get("date") or attrs.get("since") or ""]
