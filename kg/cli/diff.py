"""`kg diff OLD NEW`: the facts that two graphs do not have in common, with their quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import rows
from kg.cli.options import output_option
from kg.cli.tables import clean, emit, render_json
from kg.diff import MUCH, Change, Difference, Fact, Side, compare
from kg.i18n import MESSAGES, t
from kg.lookups import MetricRow, fact_document
from kg.store import ReadStore

_PLACE = click.Path(exists=True, path_type=Path)


@click.command("diff", help=t("diff.help"))
@click.argument("old", type=_PLACE)
@click.argument("new", type=_PLACE)
@click.option("--confidence", "much", type=click.FloatRange(0, 1), default=MUCH, show_default=True, help=t("diff.much"))
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help=t("option.format"))
@output_option
@click.pass_context
def command(ctx: click.Context, old: Path, new: Path, much: float, form: str, output: Path | None) -> None:
    before, after = Side(old), Side(new)
    found = compare(before, after, much)
    if form == "json":
        text = render_json(
            {
                "gained": [fact_document(fact) for fact in found.gained],
                "lost": [fact_document(fact) for fact in found.lost],
                "changed": [_document(change) for change in found.changed],
            }
        )
    else:
        text = "".join(f"{line}\n" for line in _lines(found, before.store, after.store))
    emit(text, output, form)
    ctx.exit(1 if found else 0)


def _document(change: Change) -> dict[str, object]:
    differences = {name: {"old": old, "new": new} for name, old, new in change.differences}
    return {"differences": differences, "old": fact_document(change.old), "new": fact_document(change.new)}


def _lines(found: Difference, old: ReadStore, new: ReadStore) -> Iterator[str]:
    for fact in found.lost:
        yield from _fact("-", fact, old)
    for fact in found.gained:
        yield from _fact("+", fact, new)
    for change in found.changed:
        yield from _fact("~", change.new, new)
        for name, before, after in change.differences:
            yield f"      {_name(name)}: {_value(name, before) or '—'} → {_value(name, after) or '—'}"
    yield t("diff.count", gained=len(found.gained), lost=len(found.lost), changed=len(found.changed))


def _fact(mark: str, fact: Fact, store: ReadStore) -> Iterator[str]:
    if isinstance(fact, MetricRow):
        yield f"{mark} {fact.subject.label} {fact.name} {rows.amount(fact)}"
    else:
        about = rows.details(store, fact)
        yield f"{mark} {rows.sentence(fact)}" + (f"  ({about})" if about else "")
    yield from rows.evidence_lines(fact)


def _name(name: str) -> str:
    for key in (name, f"label.{name}"):
        if key in MESSAGES:
            return t(key)
    return name.removeprefix("attr.")


def _value(name: str, value: str) -> str:
    known = f"{name}.{value}"
    return t(known) if known in MESSAGES else clean(value)
