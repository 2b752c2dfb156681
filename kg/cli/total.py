"""`kg total NAME`: what was given or got, added up without counting anything twice, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.amounts import Amount, worded
from kg.claims import Claim
from kg.cli import rows
from kg.cli.options import RELATIONS, format_option, graph_option, output_option
from kg.cli.tables import clean, emit, render_csv, render_json, render_table, terminal_width, without_empty
from kg.errors import InputError, UnknownName
from kg.i18n import t
from kg.lookups import MetricRow, find
from kg.lookups.documents import entity_document, fact_document
from kg.store import Place, open_store
from kg.totals import Total, metric_names, total_of_metric, total_of_relation

_NEAREST = 5
_MAY_ADD = ("part", "cumulative", "undated", "span", "number")
"""Reasons of caution, not of knowledge."""


@click.command("total", help=t("total.help"))
@click.argument("name")
@click.option("--relation", type=click.Choice(RELATIONS), default=None, metavar="R", help=t("total.relation"))
@click.option("--metric", default=None, metavar="M", help=t("total.metric"))
@click.option("--year", type=click.IntRange(1900, 2100), default=None, metavar="YEAR", help=t("total.year"))
@click.option("--below", is_flag=True, help=t("total.below"))
@click.option("--given", is_flag=True, help=t("total.given"))
@graph_option
@format_option
@output_option
def command(
    name: str,
    relation: str | None,
    metric: str | None,
    year: int | None,
    below: bool,
    given: bool,
    graph: Place,
    form: str,
    output: Path | None,
) -> None:
    if metric and (relation or given):
        raise InputError(t("error.total.one"))
    store = open_store(graph)
    entity = find(store, name)
    when = str(year or "")
    if metric:
        names = metric_names(store, entity, below)
        if metric not in names:
            nearest = [n for n in names if metric in n or n in metric][:_NEAREST]
            message = t("error.total.metric", name=entity.name, metric=metric)
            more = t("error.name.nearest", names="、".join(nearest)) if nearest else ""
            raise UnknownName(message + more, tuple((n, "metric") for n in nearest))
        answer = total_of_metric(store, entity, metric, when, below)
        what = metric
    else:
        relation = relation or "funds"
        answer = total_of_relation(store, entity, relation, when, below, given)
        what = t(f"relation.{relation}{'' if given else '.inverse'}")
    if form == "json":
        text = render_json(_document(answer, what, when))
    elif form == "csv":
        text = render_csv(*_csv(answer))
    else:
        text = "\n".join(_blocks(answer, what, when, terminal_width()))
    emit(text, output, form)
    if not answer.sums:
        if not (metric or answer.left_out) and total_of_relation(
            store, entity, relation or "funds", when, below, not given
        ).sums:
            click.echo(t("total.try-got" if given else "total.try-given"), err=True)
        click.get_current_context().exit(1)


def _blocks(answer: Total, what: str, year: str, limit: int | None) -> Iterator[str]:
    head = "  ".join(filter(None, (answer.entity.label, what, t("total.of", year=year) if year else "")))
    yield click.style(head, bold=True) + "\n"
    if not answer.sums:
        yield t("total.none" if answer.left_out else "total.nothing") + "\n"
    for one in answer.sums:
        yield click.style(t("total.sum", amount=worded(one.amount), count=len(one.addends)), bold=True) + "\n"
        lines = []
        for addend in one.addends:
            lines.append(f"  {worded(addend.amount)}  {_parties(addend.claim)}{_when(addend.claim)}")
            if addend.disputed:
                lines.append(f"    {t('total.disputed')}")
            shown = (addend.claim, *addend.also) if addend.disputed else (addend.claim,)
            lines += [line for claim in shown for line in rows.evidence_lines(claim.row)]
        yield "".join(f"{line}\n" for line in lines)
    if answer.left_out:
        header = [t(f"label.{name}") for name in ("amount", "facts", "dates", "reason", "sources")]
        table = [
            [
                clean(x.claim.wording),
                _parties(x.claim),
                _when(x.claim).strip(" ()"),
                _reason(x.reason, x.instead),
                rows.sources([x.claim.row.article]),
            ]
            for x in answer.left_out
        ]
        heading = click.style(t("total.left_out", count=len(answer.left_out)), bold=True)
        if answer.sums and any(x.reason in _MAY_ADD for x in answer.left_out):
            heading += "\n" + t("total.low")
        yield heading + "\n" + render_table(*without_empty(header, table), limit)


def _parties(claim: Claim) -> str:
    row = claim.row
    return f"{row.subject.label} {row.name}" if isinstance(row, MetricRow) else rows.sentence(row)


def _when(claim: Claim) -> str:
    """The time that the text gives it, in its words."""
    row = claim.row
    attrs = {"date": row.time} if isinstance(row, MetricRow) else dict(row.attrs)
    worded = attrs.get("date") or attrs.get("time") or attrs.get("since") or ""
    return f"  ({worded})" if worded else ""


def _reason(reason: str, instead: Claim | None) -> str:
    return t(f"total.{reason}", other=f"{instead.wording} {instead.row.id}" if instead else "")


def _numbers(amount: Amount | None) -> dict[str, str]:
    """An amount for programs: plain digits in the unit without 万 and 亿."""
    if amount is None:
        return {"low": "", "high": "", "unit": "", "sign": ""}
    return {"low": f"{amount.low:f}", "high": f"{amount.high:f}", "unit": amount.unit, "sign": amount.sign}


def _document(answer: Total, what: str, year: str) -> dict[str, Any]:
    return {
        "entity": entity_document(answer.entity),
        "what": what,
        "year": year,
        "sums": [
            {
                **_numbers(one.amount),
                "text": worded(one.amount),
                "addends": [
                    {
                        **_numbers(addend.amount),
                        "text": addend.claim.wording,
                        "disputed": addend.disputed,
                        "fact": fact_document(addend.claim.row),
                        "also": [claim.row.id for claim in addend.also],
                    }
                    for addend in one.addends
                ],
            }
            for one in answer.sums
        ],
        "left_out": [
            {
                **_numbers(x.claim.amount),
                "text": x.claim.wording,
                "reason": x.reason,
                "instead": x.instead.row.id if x.instead else "",
                "fact": fact_document(x.claim.row),
            }
            for x in answer.left_out
        ],
    }


def _csv(answer: Total) -> tuple[list[str], list[list[str]]]:
    """One line a number, those that are left out with the reason. Column names are the same in every language."""
    header = ["counted", "reason", "instead", "amount", "low", "high", "unit", "sign", "subject", "object", "date",
              "status", *rows.WHERE]  # fmt: skip
    lines: list[tuple[Claim, Amount | None, str, str, str]]
    lines = [(a.claim, a.amount, "yes", "", "") for one in answer.sums for a in one.addends]
    lines += [
        (x.claim, x.claim.amount, "no", x.reason, x.instead.row.id if x.instead else "") for x in answer.left_out
    ]
    table = []
    for claim, amount, counted, reason, instead in lines:
        row = claim.row
        other = row.name if isinstance(row, MetricRow) else row.object.label
        cells = [counted, reason, instead, claim.wording, *_numbers(amount).values(), row.subject.label, other]
        table.append([*cells, _when(claim).strip(" ()"), row.status, *rows.where(row)])
    return header, table
