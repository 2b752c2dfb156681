"""`kg evidence ID`: the sentence behind a fact, its quote marked, with file and offsets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json
from kg.i18n import t
from kg.lookups import MetricRow, StatementRow, evidence, fact_document
from kg.store import Place, ReadStore, open_store


@click.command("evidence", help=t("evidence.help"))
@click.argument("identifier", metavar="ID")
@graph_option
@format_option
@output_option
def command(identifier: str, graph: Place, form: str, output: Path | None) -> None:
    store = open_store(graph)
    found = evidence(store, identifier)
    if form == "json":
        text = render_json([fact_document(row) for row in found])
    elif form == "csv":
        header = [
            "id",
            "status",
            "confidence",
            "rule",
            "sources",
            "articles",
            "review",
            "file",
            "start",
            "end",
            "prefix",
            "quote",
            "suffix",
            "article",
        ]
        text = render_csv(header, [line for row in found for line in _csv(row)])
    else:
        text = "".join(f"{line}\n" for row in found for line in _lines(store, row))
    emit(text, output, form)


def _lines(store: ReadStore, row: StatementRow | MetricRow) -> Iterator[str]:
    if isinstance(row, MetricRow):
        yield f"{row.subject.label} {row.name} {rows.amount(row)}"
    else:
        about = rows.details(store, row)
        yield rows.sentence(row) + (f"  ({about})" if about else "")
    yield from rows.evidence_lines(row, "  ")


def _csv(row: StatementRow | MetricRow) -> Iterator[list[str]]:
    told = [str(row.sources), str(row.articles)]
    for e in row.evidence:
        place = [e.document, str(e.start), str(e.end), e.prefix, e.quote, e.suffix]
        yield [row.id, row.status, f"{row.confidence:.2f}", row.rule, *told, row.review, *place, rows.source(row.article)]
