"""`kg explain FILE`: every fact that is read from a text, with the rule that read it and the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kg.amounts import written
from kg.cli.options import format_option, output_option
from kg.cli.tables import clean, emit, render_csv, render_json, render_table, terminal_width, without_empty
from kg.i18n import t
from kg.model import Evidence, Extraction, Issue, Metric, Statement
from kg.settings import load_settings

_COLUMNS = ("rule", "subject", "relation", "object", "status", "confidence", "details", "quote")


@click.command("explain", help=t("explain.help"))
@click.argument("path", metavar="FILE|-", type=click.Path(path_type=str))
@click.option("--mentions", is_flag=True, help=t("explain.mentions"))
@format_option
@output_option
def command(path: str, mentions: bool, form: str, output: Path | None) -> None:
    from kg.nlp import extract, load
    from kg.readers import read_articles, read_documents

    issues: list[Issue] = []
    documents = read_documents([path], load_settings(), issues)
    found = [e for document in documents for e in extract(load(), read_articles(document))]
    for issue in issues:
        click.echo(f"{issue.where}: {issue.message}", err=True)
    if form == "json":
        text = render_json([_json(extraction) for extraction in found])
    elif form == "csv":
        header = [*_COLUMNS, "file", "start", "end"]
        text = render_csv(header, [line for extraction in found for line in _csv(extraction)])
    else:
        blocks = (block for extraction in found for block in _blocks(extraction, mentions, terminal_width()))
        text = "\n".join(blocks) or t("explain.none") + "\n"
    emit(text, output, form)


def _blocks(extraction: Extraction, mentions: bool, limit: int | None) -> Iterator[str]:
    """One article: its title, then what was read, then (if wanted) what was named."""
    rows = list(_rows(extraction))
    if not rows and not mentions:
        return
    title = extraction.article.title or t("label.untitled")
    yield click.style(f"《{clean(title)}》", bold=True) + "\n"
    if rows:
        header = [t(f"label.{column}") for column in _COLUMNS]
        yield render_table(*without_empty(header, [row for row, _ in rows]), limit)
    if mentions:
        names = {entity.id: entity for entity in extraction.entities}
        header = [t(f"label.{column}") for column in ("rule", "type", "name", "quote", "start")]
        table = [
            [m.source, t(f"type.{names[m.entity].type}"), names[m.entity].path or names[m.entity].name, m.text,
             str(extraction.article.locate(m.start, m.end)[0])]
            for m in extraction.mentions
        ]  # fmt: skip
        yield render_table(header, table, limit)


def _rows(extraction: Extraction) -> Iterator[tuple[list[str], Evidence]]:
    """Statements and metrics in the order of their evidence, as cells of `_COLUMNS`."""
    names = {entity.id: entity.path or entity.name for entity in extraction.entities}
    facts: Sequence[Statement | Metric] = (*extraction.statements, *extraction.metrics)
    for fact in sorted(facts, key=lambda f: (f.evidence[0].start, f.rule)):
        if isinstance(fact, Statement):
            middle = [t(f"relation.{fact.predicate}"), names[fact.object]]
            note = [t("explain.pairs", note=extraction.notes[fact.id])] if fact.id in extraction.notes else []
            details = "，".join([*(f"{key} {value}" for key, value in fact.attrs.items()), *note])
        else:
            middle = [t("label.metric"), f"{fact.name} {written(str(fact.value), fact.unit, fact.qualifier)}"]
            details = fact.time
        confidence = f"{fact.confidence:.2f}"
        cells = [fact.rule, names[fact.subject], *middle, t(f"status.{fact.status}"), confidence, details]
        yield [*cells, fact.evidence[0].quote], fact.evidence[0]


def _csv(extraction: Extraction) -> Iterator[list[str]]:
    for cells, evidence in _rows(extraction):
        yield [*cells, evidence.document, str(evidence.start), str(evidence.end)]


def _json(extraction: Extraction) -> dict[str, Any]:
    from kg.labels import label_document

    return {"title": extraction.article.title, **label_document(extraction.article.document, [extraction])}
