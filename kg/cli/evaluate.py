"""`kg evaluate GOLD_DIR [PRED_DIR]`: precision, recall and F1 against labelled documents."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.evaluate import Score, evaluate, extract_for, load_labels
from kg.i18n import t

_FIRST = ("entities", "relations", "pairs", "metrics", "linking", "sure")


@click.command("evaluate", help=t("evaluate.help"))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", required=False, type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), default=None, help=t("evaluate.texts"))
@click.option("--errors", type=int, default=0, metavar="N", help=t("evaluate.errors"))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=t("option.format"))
def command(gold: Path, predicted: Path | None, texts: Path | None, errors: int, form: str) -> None:
    right = load_labels(gold)
    guess = load_labels(predicted) if predicted is not None else extract_for(right, texts or Path("seeds"))
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
