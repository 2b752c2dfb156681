"""Amounts that articles state, with when and how: what `totals` adds up and `conflicts` compares.

A claim is a statement or a metric of the graph read for its number. Whether a number is cumulative (累计, 截至, “十四五”以来) is
told from its own clause and from dates that have no beginning or no end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from kg.amounts import Amount, measure, parse
from kg.lookups.facts import Facts
from kg.lookups.rows import MetricRow, StatementRow
from kg.validity import first_day, last_day

_RUNNING = re.compile(r"累计|截[至止]|以来|至今|迄今|历年|先后|历次|[一总合]共|[总合共]计|共(?=[投安争筹落引拨捐援支帮派选输转招开举实销采])")
"""What says that a number sums up earlier ones, in the sentence before it."""
_SENTENCE = re.compile(r"[。；;！？!?\n]")
_CLAUSE = re.compile(r"[，,]")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a number counts: partial ISO dates, "" where that end is open or unknown."""

    start: str = ""
    end: str = ""

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return bool(self.start and self.end)

    @property
    def dated(self) -> bool:
        return bool(self.start or self.end)

    def within(self, other: Span) -> bool:
        """Whether all of it lies in `other`; what is open or unknown is in nothing that ends."""
        starts = not other.start or (bool(self.start) and first_day(self.start) >= first_day(other.start))
        ends = not other.end or (bool(self.end) and last_day(self.end) <= last_day(other.end))
        return starts and ends

    def meets(self, other: Span) -> bool:
        """Whether both have a day in common, open ends reaching as far as may be."""
        before = self.end and other.start and last_day(self.end) < first_day(other.start)
        after = other.end and self.start and last_day(other.end) < first_day(self.start)
        return not (before or after)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that one article states of something.

    `giver` and `taker` are entity ids: the ends of a statement, of a metric the entity twice. `amount` is None where the wording
    has no number to read.
    """

    row: StatementRow | MetricRow
    giver: str
    taker: str
    wording: str
    amount: Amount | None
    span: Span
    running: bool
    report: str


def statement_claim(facts: Facts, node: NamedNode) -> Claim | None:
    """The amount of a statement, else its count; None where it has neither."""
    row = facts.statement(node)
    attrs = dict(row.attrs)
    wording = attrs.get("amount") or attrs.get("count")
    if not wording:
        return None
    texts = {name: facts.store.value(node, f"kg:{name}Iso") for name in ("date", "time", "since", "until")}
    span = span_of(texts["date"] or texts["time"], texts["since"], texts["until"])
    return Claim(
        row=row, giver=row.subject.id, taker=row.object.id, wording=wording, amount=parse(wording), span=span,
        running=_open(texts["date"] or texts["time"]) or is_running(row, wording), report=report_of(facts, row),
    )  # fmt: skip


def metric_claim(facts: Facts, node: NamedNode) -> Claim:
    """The number of a metric."""
    row = facts.metric(node)
    iso = facts.store.value(node, "kg:timeIso")
    wording = f"{row.value}{row.unit}"
    amount = measure(row.value, row.unit or "个", row.qualifier)
    return Claim(
        row=row, giver=row.subject.id, taker=row.subject.id, wording=f"{row.qualifier}{wording}",
        amount=amount if row.unit or amount is None else replace(amount, unit=""), span=span_of(iso),
        running=_open(iso) or is_running(row, wording, row.value), report=report_of(facts, row),
    )  # fmt: skip


def span_of(date: str, since: str = "", until: str = "") -> Span:
    """The span of a date ("2024", "2023/2024", "../2024"), or of a beginning and an end of their own."""
    first, last = _ends(date)
    return Span(_ends(since)[0] or first, _ends(until)[1] or ("" if since and not date else last))


def report_of(facts: Facts, row: StatementRow | MetricRow) -> str:
    """The report that a fact's article prints; the article itself where the graph knows no reports."""
    return facts.store.value(facts.store.iri(row.article.id), "kg:report") or row.article.id


def is_running(row: StatementRow | MetricRow, *wordings: str) -> bool:
    """Whether its sentence says, before the number, that it sums up what came before."""
    for evidence in row.evidence:
        text = evidence.prefix + evidence.quote + evidence.suffix
        at = next((text.find(w) for w in wordings if w in text), -1)
        if at < 0:
            continue
        before = _SENTENCE.split(text[:at])[-1]
        *earlier, own = _CLAUSE.split(before)
        # A date at the head of the sentence rules all of it; 共 and 累计 only their own clause.
        head = earlier[0] if earlier else ""
        if _RUNNING.search(own) or re.search(r"截[至止]|以来|至今", head):
            return True
    return False


def _open(iso: str) -> bool:
    """2021/.. and ../2024 are sums up to a day or from one on."""
    return "/" in iso and ".." in iso.split("/")


def _ends(iso: str) -> tuple[str, str]:
    first, _, last = iso.partition("/")
    last = last if "/" in iso else first
    return ("" if first == ".." else first), ("" if last == ".." else last)
