"""`kg evaluate GOLD_DIR [PRED_DIR]`: precision, recall and F1 against labelled documents."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.evaluate import Score, evaluate, load_labels
from kg.i18n import t
from kg.settings import load_settings

_FIRST = ("entities", "relations", "pairs", "metrics", "linking")


@click.command("evaluate", help=t("evaluate.help"))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", required=False, type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), default=None, help=t("evaluate.texts"))
@click.option("--errors", type=int, default=0, metavar="N", help=t("evaluate.errors"))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=t("option.format"))
def command(gold: Path, predicted: Path | None, texts: Path | None, errors: int, form: str) -> None:
    right = load_labels(gold)
    guess = load_labels(predicted) if predicted is not None else _extract(right, texts or Path("seeds"))
    result = evaluate(right, guess)
    rows = [*_FIRST, *sorted(set(result.scores) - set(_FIRST))]
    if form == "json":
        table = {row: _figures(result.scores[row]) for row in rows}
        click.echo(json.dumps(table, ensure_ascii=False, indent=1))
        return
    for document in sorted(right):
        for kind in ("missed", "wrong"):
            faults = [f for f in result.faults if f.document == document and f.kind == kind]
            for fault in faults[:errors]:
                click.echo(f"{fault.document} {fault.kind:6} {fault.row}: {fault.text}")
    for row in rows:
        score = result.scores[row]
        click.echo(
            f"{row:28} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
            f"   right {score.right:4} predicted {score.predicted:4} gold {score.gold:4}"
        )


def _figures(score: Score) -> dict[str, float]:
    return {
        "p": score.precision,
        "r": score.recall,
        "f": score.f1,
        "right": score.right,
        "predicted": score.predicted,
        "gold": score.gold,
    }


def _extract(gold: dict[str, dict[str, object]], texts: Path) -> dict[str, dict[str, object]]:
    """Labels of the documents that gold names: their own "text" if they carry one, else the file in `texts`."""
    from kg.labels import label_document
    from kg.model import Document
    from kg.nlp import extract, load
    from kg.readers import read_articles, read_documents

    settings, nlp = load_settings(), load()
    found = {}
    for name, labels in gold.items():
        stem = Path(name).stem
        if "text" in labels:
            document = Document(stem, name, "text/plain", "utf-8", "", str(labels["text"]))
        else:
            document = next(iter(read_documents([texts / f"{stem}.txt"], settings, [])))
        found[name] = label_document(document, extract(nlp, read_articles(document)))
    return found
