"""`kg extract FILES [-o DIR]`: one labelled JSON a document; no store."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.errors import InputError
from kg.i18n import t
from kg.model import Issue
from kg.settings import load_settings


@click.command("extract", help=t("extract.help"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help=t("extract.output"))
def command(paths: tuple[str, ...], output: Path | None) -> None:
    from kg.labels import label_document
    from kg.nlp import extract, load
    from kg.readers import read_articles, read_documents

    issues: list[Issue] = []
    documents = list(read_documents(paths, load_settings(), issues))
    nlp = load()
    if output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise InputError(f"{output}: cannot write here: {exc.strerror}") from exc
    for document in documents:
        labels = label_document(document, extract(nlp, read_articles(document)))
        if output is None:
            click.echo(json.dumps(labels, ensure_ascii=False))
        else:
            text = json.dumps(labels, ensure_ascii=False, indent=1) + "\n"
            (output / f"{document.name}.json").write_text(text, encoding="utf-8", newline="\n")
    for issue in issues:
        click.echo(f"{issue.where}: {issue.message}", err=True)
