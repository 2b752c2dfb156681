"""`kg partners NAME`: who partners with a region, what lies under and over it, and what is only planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import RELATIONS, as_of_option, format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json, render_table, terminal_width, without_empty
from kg.i18n import t
from kg.lookups import (
    EntityRow,
    Pair,
    Partners,
    StatementRow,
    find,
    partners,
    partners_document,
    when,
    worded,
)
from kg.store import Place, ReadStore, open_store

_PAIRS = ("own", "below", "above")
_STATEMENTS = ("dealings", "unsettled")


@click.command("partners", help=t("partners.help"))
@click.argument("name")
@click.option("--depth", type=click.IntRange(1, 9), default=1, metavar="N", help=t("partners.depth"))
@click.option(
    "--relation",
    "relations",
    type=click.Choice(RELATIONS),
    multiple=True,
    metavar="R",
    help=t("partners.relation"),
)
@click.option("--evidence", "quotes", is_flag=True, help=t("partners.evidence"))
@as_of_option
@graph_option
@format_option
@output_option
def command(
    name: str,
    depth: int,
    relations: tuple[str, ...],
    quotes: bool,
    as_of: str,
    graph: Place,
    form: str,
    output: Path | None,
) -> None:
    store = open_store(graph)
    answer = partners(store, find(store, name), depth, relations, as_of)
    if form == "json":
        text = render_json(partners_document(answer))
    elif form == "csv":
        text = render_csv(*_csv(store, answer))
    else:
        text = "\n".join(_blocks(store, answer, quotes, terminal_width()))
    emit(text, output, form)
    if answer.empty:
        click.get_current_context().exit(1)


def _blocks(store: ReadStore, answer: Partners, quotes: bool, limit: int | None) -> Iterator[str]:
    """The parts that hold something, each under its own heading."""
    name = answer.entity.name
    yield f"{answer.entity.label}  {t(f'type.{answer.entity.type}')}  {answer.entity.id}\n"
    if answer.empty:
        none = "partners.then.none" if answer.as_of else "partners.none"
        yield t(none, name=name, date=worded(answer.as_of)) + "\n"
    elif not answer.own and answer.entity.type == "REGION":
        yield t("partners.own.none", name=name) + "\n"
    for part in _PAIRS:
        pairs: tuple[Pair, ...] = getattr(answer, part)
        if pairs:
            yield (
                _heading(part, name, pairs)
                + render_table(*_pair_table(store, answer, pairs), limit)
                + _quotes(pairs, quotes)
            )
    for part in _STATEMENTS:
        found: tuple[StatementRow, ...] = getattr(answer, part)
        if found:
            if part == "dealings" and answer.entity.type != "REGION":
                part = "dealings.org"
            yield (
                _heading(part, name, found)
                + render_table(*_statement_table(store, answer, found), limit)
                + _statement_quotes(found, quotes)
            )
    if answer.apart:
        yield t("partners.apart", count=answer.apart) + "\n"


def _heading(part: str, name: str, found: Sequence[object]) -> str:
    return click.style(t(f"partners.{part}", name=name, count=len(found)), bold=True) + "\n"


def _pair_table(
    store: ReadStore, answer: Partners, pairs: Sequence[Pair]
) -> tuple[list[str], list[list[str]]]:
    entity = answer.entity
    names = ["region", "direction", "partner", "fields", "dates", "held", "confidence", "support", "review", "sources"]
    table = [
        [
            _short(pair.region, entity),
            rows.SIGNS[pair.direction],
            pair.partner.label,
            rows.fields(store, pair.fields),
            when(pair),
            rows.held(pair),
            f"{pair.confidence:.2f}",
            rows.support_cell(pair),
            rows.review_cell(pair.statements),
            rows.sources(pair.articles),
        ]
        for pair in pairs
    ]
    if all(pair.region.id == entity.id for pair in pairs):
        names, table = names[1:], [row[1:] for row in table]
    return without_empty(_header(names, answer.as_of), table)


def _statement_table(
    store: ReadStore, answer: Partners, found: Sequence[StatementRow]
) -> tuple[list[str], list[list[str]]]:
    entity = answer.entity
    names = ("subject", "relation", "object", "status", "details", "held", "confidence", "support", "review", "sources")
    table = [
        [
            _short(s.subject, entity),
            t(f"relation.{s.predicate}"),
            _short(s.object, entity),
            t(f"status.{s.status}"),
            rows.details(store, s),
            rows.held(s),
            f"{s.confidence:.2f}",
            rows.support_cell(s) if s.articles > 1 else "",
            rows.review_cell([s]),
            rows.sources([s.article]),
        ]
        for s in found
    ]
    return without_empty(_header(names, answer.as_of), table)


def _header(names: Sequence[str], as_of: str) -> list[str]:
    return [t(f"label.{name}", date=worded(as_of)) for name in names]


def _short(row: EntityRow, entity: EntityRow) -> str:
    """Under the heading of X neither X nor its units need say where X lies."""
    return row.name if row.id == entity.id else row.label.removeprefix(f"{entity.path}/")


def _quotes(pairs: Sequence[Pair], wanted: bool) -> str:
    lines = []
    for pair in pairs if wanted else ():
        lines.append(f"  {pair.region.label} {rows.SIGNS[pair.direction]} {pair.partner.label}  {pair.id}")
        lines += [line for s in pair.statements for line in rows.evidence_lines(s)]
    return "".join(f"{line}\n" for line in lines)


def _statement_quotes(found: Sequence[StatementRow], wanted: bool) -> str:
    lines = []
    for statement in found if wanted else ():
        lines += [f"  {rows.sentence(statement)}", *rows.evidence_lines(statement)]
    return "".join(f"{line}\n" for line in lines)


def _csv(store: ReadStore, answer: Partners) -> tuple[list[str], list[list[str]]]:
    """One line a statement; `section` keeps the parts apart. Column names are the same in every language."""
    header = ["section", "region", "direction", "partner", "relation", "status", "fields", "since", "from", "to",
              "first", "last", "held", "details", "confidence", "sources", "articles", "review", "file", "start", "end", "quote", "article", "statement"]  # fmt: skip
    table = []
    for part in _PAIRS:
        for pair in getattr(answer, part):
            for s in pair.statements:
                ends = [pair.region.label, pair.direction, pair.partner.label, s.predicate, s.status]
                known = [
                    rows.fields(store, pair.fields),
                    pair.since,
                    pair.start,
                    pair.end,
                    pair.first,
                    pair.last,
                    pair.held,
                    rows.details(store, s),
                ]
                table.append([part, *ends, *known, *rows.where(s)])
    for part in _STATEMENTS:
        for s in getattr(answer, part):
            ends = [s.subject.label, "", s.object.label, s.predicate, s.status]
            known = ["", "", "", "", "", "", s.held, rows.details(store, s)]
            table.append([part, *ends, *known, *rows.where(s)])
    return header, table
