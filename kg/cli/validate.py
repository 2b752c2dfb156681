"""`kg validate`: the graph against the ontology, its shapes, the source documents and expected counts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import folder_option, format_option, output_option
from kg.cli.tables import emit, render_csv, render_json, render_table, terminal_width
from kg.i18n import t
from kg.store import open_store

_COLUMNS = ("level", "check", "node", "message")


@click.command("validate", help=t("validate.help"))
@click.option("--texts", metavar="DIR", type=click.Path(path_type=Path), default=None, help=t("validate.texts"))
@click.option("--expect", metavar="FILE", type=click.Path(path_type=Path), default=None, help=t("validate.expect"))
@folder_option
@format_option
@output_option
def command(texts: Path | None, expect: Path | None, graph: Path, form: str, output: Path | None) -> None:
    from kg.checks import validate  # pyshacl and rdflib: not for `kg validate --help`

    result = validate(open_store(graph), texts, expect)
    rows = [[f.level, f.check, f.node, f.message] for f in result.findings]
    if form == "json":
        findings = [asdict(f) for f in result.findings]
        emit(render_json({"conforms": result.conforms, "quotes": result.quotes, "findings": findings}), output, form)
    elif form == "csv":
        emit(render_csv(_COLUMNS, rows), output, form)
    elif rows:
        words = [[t(f"validate.{level}"), t(f"validate.{check}"), *rest] for level, check, *rest in rows]
        emit(render_table([t(f"label.{c}") for c in _COLUMNS], words, terminal_width()), output, form)
    errors = sum(f.level == "error" for f in result.findings)
    done = "validate.conforms" if result.conforms else "validate.wrong"
    click.echo(t(done, quotes=result.quotes, errors=errors, warnings=len(rows) - errors), err=True)
    if not result.conforms:
        click.get_current_context().exit(1)
