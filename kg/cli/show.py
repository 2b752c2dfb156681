"""`kg show NAME`: all that is known of an entity."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import as_of_option, format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json, render_table, terminal_width, without_empty
from kg.i18n import t
from kg.lookups import Shown, StatementRow, find, show, shown_document, when, worded
from kg.store import Place, ReadStore, open_store


@click.command("show", help=t("show.help"))
@click.argument("name")
@click.option("--evidence", "quotes", is_flag=True, help=t("partners.evidence"))
@as_of_option
@graph_option
@format_option
@output_option
def command(name: str, quotes: bool, as_of: str, graph: Place, form: str, output: Path | None) -> None:
    store = open_store(graph)
    shown = show(store, find(store, name), as_of)
    if form == "json":
        text = render_json(shown_document(shown))
    elif form == "csv":
        text = render_csv(*_csv(store, shown))
    else:
        text = "".join(_blocks(store, shown, quotes, terminal_width()))
    emit(text, output, form)


def _blocks(store: ReadStore, shown: Shown, quotes: bool, limit: int | None) -> Iterator[str]:
    yield click.style(shown.entity.name, bold=True) + "\n"
    for key, value in _card(shown):
        if value:
            yield f"  {t(f'label.{key}')}: {value}\n"
    if shown.metrics:
        yield _heading(t("show.metrics", count=len(shown.metrics)))
        for metric in shown.metrics:
            mark = "" if metric.status in ("done", "ongoing") else f"  [{t(f'status.{metric.status}')}]"
            yield f"  {metric.name}  {rows.amount(metric)}{mark}{rows.undated(metric)}\n"
            yield "".join(f"{line}\n" for line in rows.evidence_lines(metric))
    if shown.pairs:
        yield _heading(t("show.pairs", count=len(shown.pairs)))
        table = [
            [
                rows.SIGNS[p.direction],
                p.partner.label,
                rows.fields(store, p.fields),
                when(p),
                rows.held(p),
                f"{p.confidence:.2f}",
                rows.support_cell(p),
            ]
            for p in shown.pairs
        ]
        names = ("direction", "partner", "fields", "dates", "held", "confidence", "support")
        header = [t(f"label.{name}", date=worded(shown.as_of)) for name in names]
        yield render_table(*without_empty(header, table), limit)
    for statements, inverse in ((shown.outgoing, False), (shown.incoming, True)):
        for relation, group in groupby(statements, key=lambda s: s.predicate):
            yield from _relation(store, relation, list(group), inverse, quotes)
    if shown.articles:
        yield _heading(t("show.articles", count=len(shown.articles)))
        for article in shown.articles:
            yield f"  {rows.source(article)}  {article.document}{rows.address(article)}\n"


def _card(shown: Shown) -> list[tuple[str, str]]:
    entity = shown.entity
    place = f"{entity.latitude}, {entity.longitude}" if entity.latitude else ""
    kind = t(f"type.{entity.type}") + (f" ({entity.subtype})" if entity.subtype else "")
    return [
        ("type", kind),
        ("aliases", "、".join(entity.aliases)),
        ("path", entity.path),
        ("code", entity.code),
        ("coordinates", place),
        ("units", "、".join(unit.name for unit in shown.units)),
        ("id", entity.id),
        ("as_of", worded(shown.as_of)),
    ]


def _relation(
    store: ReadStore, relation: str, group: list[StatementRow], inverse: bool, quotes: bool
) -> Iterator[str]:
    title = t(f"relation.{relation}{'.inverse' if inverse else ''}")
    yield _heading(t("show.outgoing", relation=title, count=len(group)))
    for statement in group:
        other = statement.subject if inverse else statement.object
        mark = "" if statement.holds else f"  [{t(f'status.{statement.status}')}]"
        mark += rows.undated(statement)
        mark += rows.reviewed(statement) + rows.support(statement)
        about = rows.details(store, statement)
        yield f"  {other.label}{mark}{f'  {about}' if about else ''}  {statement.id}\n"
        if quotes:
            yield "".join(f"{line}\n" for line in rows.evidence_lines(statement))


def _heading(text: str) -> str:
    return "\n" + click.style(text, bold=True) + "\n"


def _csv(store: ReadStore, shown: Shown) -> tuple[list[str], list[list[str]]]:
    """One line a fact. Column names are the same in every language."""
    header = ["section", "subject", "relation", "object", "status", "details", "confidence", "sources", "articles", "review", "file", "start", "end",
              "quote", "article", "id"]  # fmt: skip
    table = []
    for section in ("outgoing", "incoming"):
        for s in getattr(shown, section):
            ends = [section, s.subject.label, s.predicate, s.object.label, s.status, rows.details(store, s)]
            table.append([*ends, *rows.where(s)])
    for m in shown.metrics:
        table.append(
            [
                "metric",
                m.subject.label,
                m.name,
                f"{m.value} {m.unit}",
                m.status,
                rows.amount(m),
                *rows.where(m),
            ]
        )
    return header, table
