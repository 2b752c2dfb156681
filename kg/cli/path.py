"""`kg path A B`: the shortest chain of facts between two entities; exit code 1 when there is none."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import as_of_option, format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json
from kg.i18n import t
from kg.lookups import Step, entity_document, find, path, statement_document, worded
from kg.store import Place, open_store


@click.command("path", help=t("path.help"))
@click.argument("start")
@click.argument("goal")
@as_of_option
@graph_option
@format_option
@output_option
def command(start: str, goal: str, as_of: str, graph: Place, form: str, output: Path | None) -> None:
    store = open_store(graph)
    a, b = find(store, start), find(store, goal)
    steps = path(store, a, b, as_of)
    if form == "json":
        walked = (
            None
            if steps is None
            else [{"forward": s.forward, **statement_document(s.statement)} for s in steps]
        )
        text = render_json({"start": entity_document(a), "goal": entity_document(b), "steps": walked})
    elif form == "csv":
        header = ["step", "subject", "relation", "object", "forward", "confidence", "sources", "articles", "review", "file", "start", "end", "quote",
                  "article", "id"]  # fmt: skip
        table = [
            [str(number), s.statement.subject.label, s.statement.predicate, s.statement.object.label,
             str(s.forward).lower(), *rows.where(s.statement)]
            for number, s in enumerate(steps or (), 1)
        ]  # fmt: skip
        text = render_csv(header, table)
    elif steps is None:
        none = "path.none.then" if as_of else "path.none"
        text = t(none, start=a.label, goal=b.label, date=worded(as_of)) + "\n"
    elif not steps:
        text = t("path.same", start=a.label, goal=b.label) + "\n"
    else:
        text = "".join(f"{line}\n" for number, step in enumerate(steps, 1) for line in _lines(number, step))
    emit(text, output, form)
    if steps is None:
        click.get_current_context().exit(1)


def _lines(number: int, step: Step) -> list[str]:
    statement = step.statement
    ends = (statement.subject, statement.object) if step.forward else (statement.object, statement.subject)
    relation = t(f"relation.{statement.predicate}{'' if step.forward else '.inverse'}")
    arrow = f"—{relation}→" if step.forward else f"←{relation}—"
    return [f"{number}. {ends[0].label} {arrow} {ends[1].label}{rows.undated(statement)}", *rows.evidence_lines(statement)]
