"""`kg stats`: how much of what the graph holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.options import format_option, graph_option, output_option
from kg.cli.tables import emit, render_csv, render_json, render_table
from kg.i18n import t
from kg.lookups import Stats, stats
from kg.review.figures import Figures, Share, figures_of
from kg.store import Place, open_store

_TOTALS = ("documents", "articles", "entities", "statements", "holding", "metrics", "partnerships", "quads")
_GROUPS = {"by_type": "type", "by_relation": "relation", "by_status": "status"}


@click.command("stats", help=t("stats.help"))
@graph_option
@format_option
@output_option
def command(graph: Place, form: str, output: Path | None) -> None:
    store = open_store(graph)
    counts, reviewed = stats(store), figures_of(store)
    if form == "json":
        groups = {group: dict(getattr(counts, group)) for group in _GROUPS}
        totals = {k: v for k, v in asdict(counts).items() if k in _TOTALS}
        text = render_json({**totals, **groups, "review": _document(reviewed)})
    elif form == "csv":
        table = [["total", name, str(getattr(counts, name))] for name in _TOTALS]
        table += [[group, name, str(n)] for group in _GROUPS for name, n in getattr(counts, group)]
        table += [["review", name, str(n)] for name, n in (("facts", reviewed.facts), ("reviewed", reviewed.reviewed))]
        for part, name, share in _shares(reviewed):
            table += [[f"review.{part}.{kind}", name, str(getattr(share, kind))] for kind in ("looked", "right")]
        text = render_csv(["group", "name", "count"], table)
    else:
        text = "\n".join([*_blocks(counts), *_review(reviewed)])
    emit(text, output, form)


def _blocks(counts: Stats) -> list[str]:
    totals = [[t(f"stats.{name}"), str(getattr(counts, name))] for name in _TOTALS]
    blocks = [render_table([t("label.name"), t("label.count")], totals)]
    for group, kind in _GROUPS.items():
        table = [[t(f"{kind}.{name}"), str(count)] for name, count in getattr(counts, group)]
        if table:
            blocks.append(render_table([t(f"stats.{group}"), t("label.count")], table))
    return blocks


def _shares(found: Figures) -> Iterator[tuple[str, str, Share]]:
    """(part, name, share) of all that people looked at, by relation and by confidence."""
    yield "all", "", found.all
    yield from (("relation", name, share) for name, share in found.by_relation)
    yield from (("confidence", name, share) for name, share in found.by_band if share.looked)


def _document(found: Figures) -> dict[str, Any]:
    def share(of: Share) -> dict[str, Any]:
        known = {"precision": of.precision, "low": of.low, "high": of.high} if of.looked else {}
        return {"looked": of.looked, "right": of.right, **{key: round(value or 0.0, 4) for key, value in known.items()}}

    implied = found.implied and dict(zip(("precision", "low", "high"), (round(n, 4) for n in found.implied), strict=True))
    return {
        "facts": found.facts,
        "reviewed": found.reviewed,
        "all": share(found.all),
        "by_relation": {name: share(of) for name, of in found.by_relation},
        "by_confidence": {name: share(of) for name, of in found.by_band},
        "implied": implied,
    }


def _review(found: Figures) -> Iterator[str]:
    """What people looked at, and what it says of the rest; nothing where nobody looked at anything."""
    if not found.reviewed and not found.all.looked:
        return
    percent = 100 * found.reviewed / max(found.facts, 1)
    yield t("stats.reviewed", reviewed=found.reviewed, facts=found.facts, percent=f"{percent:.1f}") + "\n"
    table = [
        [_what(part, name), str(share.looked), str(share.right), f"{share.precision:.2f}", f"{share.low:.2f}–{share.high:.2f}"]
        for part, name, share in _shares(found)
        if share.looked
    ]
    if table:
        yield render_table([t(f"stats.review.{name}") for name in ("what", "looked", "right", "precision", "interval")], table)
    if found.implied is not None:
        value, low, high = found.implied
        yield t("stats.review.implied", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}") + "\n"


def _what(part: str, name: str) -> str:
    if part == "relation":
        return t("stats.metrics") if name == "metric" else t(f"relation.{name}")
    return f"{t('label.confidence')} {name}" if part == "confidence" else t("stats.review.all")
