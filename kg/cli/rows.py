"""Rows of a look-up as a reader sees them: words, signs, quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from kg.amounts import written
from kg.cli.tables import clean, on_terminal
from kg.i18n import MESSAGES, language, t
from kg.lookups import ArticleRow, EvidenceRow, MetricRow, Pair, StatementRow, label
from kg.store import ReadStore

SIGNS = {"helps": "→", "helped_by": "←", "undirected": "—"}
"""→ helps, ← is helped by, — the texts show no direction."""


_TITLES = 2
_TITLE_LENGTH = 20
"""In a table cell: so many titles, so many characters of each. Quotes, csv and json have them whole."""


def sources(articles: Sequence[ArticleRow]) -> str:
    """Where it is written, for a table cell: outlet and title of the first articles, then how many more."""
    shown = [source(article, _TITLE_LENGTH) for article in articles[:_TITLES]]
    more = f" +{len(articles) - _TITLES}" if len(articles) > _TITLES else ""
    return "；".join(shown) + more


def source(article: ArticleRow, length: int | None = None) -> str:
    """Outlet, title and date of an article: 某日报《标题》(2024-03); `length` cuts the title, in characters."""
    title = clean(article.title) or t("label.untitled")
    if length is not None and len(title) > length:
        title = title[: length - 1] + "…"
    date = f"({article.published})" if article.published else ""
    return f"{article.outlet}《{title}》{date}"


def address(article: ArticleRow) -> str:
    """Where the article stands on the web, behind its name; "" where that is not known."""
    return f"  {clean(article.url)}" if article.url else ""


def held(row: Pair | StatementRow | MetricRow) -> str:
    """Whether it held at the date asked for; "" where none was."""
    return t(f"held.{row.held}") if row.held else ""


def undated(row: StatementRow | MetricRow) -> str:
    """A mark behind what nobody dates, where a date was asked for."""
    return f"  [{t('held.unknown')}]" if row.held == "unknown" else ""


def fields(store: ReadStore, identifiers: Iterable[str]) -> str:
    """Names of fields in the reader's language."""
    return "、".join(label(store, identifier, language()) for identifier in identifiers)


def details(store: ReadStore, statement: StatementRow) -> str:
    """The attributes of a statement in words: 数目 640名，时间 2月18日."""
    parts = []
    for key, value in statement.attrs:
        if key == "field":
            value = fields(store, [f"field/{name}" for name in value.split(",")])
        # A relation may bring attributes of its own; those without a label go by their name.
        name = t(f"attr.{key}") if f"attr.{key}" in MESSAGES else key
        parts.append(f"{name} {value}")
    return "，".join(parts)


def sentence(statement: StatementRow) -> str:
    """A statement in one line: 主体 关系 客体."""
    return f"{statement.subject.label} {t(f'relation.{statement.predicate}')} {statement.object.label}"


def amount(metric: MetricRow) -> str:
    """The number of a metric as written: 超 55.88 亿元 (2025年)."""
    time = f" ({metric.time})" if metric.time else ""
    return written(metric.value, metric.unit, metric.qualifier, " ") + time


def mark(evidence: EvidenceRow) -> str:
    """The sentence with its quote in bold on a terminal, in 【】 elsewhere."""
    quote = clean(evidence.quote)
    marked = click.style(quote, bold=True) if on_terminal() else f"【{quote}】"
    return f"{clean(evidence.prefix)}{marked}{clean(evidence.suffix)}"


def evidence_lines(row: StatementRow | MetricRow, indent: str = "    ") -> Iterator[str]:
    """The quotes of a fact, then where and how sure: file:start-end, article, status, confidence, rule, id."""
    for evidence in row.evidence:
        yield f"{indent}{mark(evidence)}"
        yield f"{indent}  {evidence.document}:{evidence.start}-{evidence.end}  {source(row.article)}{address(row.article)}"
    status = t(f"status.{row.status}") + reviewed(row)
    yield f"{indent}  {status}  {t('label.confidence')} {row.confidence:.2f}{support(row)}  {row.rule}  {row.id}"


def support(row: StatementRow | MetricRow) -> str:
    """How many independent sources tell a fact that several articles state: "  2 个独立来源（3 篇文章）"; else ""."""
    return f"  {t('support', sources=row.sources, articles=row.articles)}" if row.articles > 1 else ""


def support_cell(row: StatementRow | MetricRow | Pair) -> str:
    """How many independent sources tell it, and in how many articles where that is more: 2（3 篇）."""
    articles = len(row.articles) if isinstance(row, Pair) else row.articles
    return str(row.sources) if articles == row.sources else t("support.cell", sources=row.sources, articles=articles)


def reviewed(row: StatementRow | MetricRow) -> str:
    """A person's word on a fact behind its status: "  ✓ 已核 张三 2026-11-25"; "" where nobody looked."""
    who = " ".join(filter(None, (t(f"review.{row.review}"), row.reviewed_by, row.reviewed_on))) if row.review else ""
    return f"  ✓ {who}" if who else ""


def review_cell(statements: Sequence[StatementRow]) -> str:
    """A person's word on any of the statements behind a row of a table: "✓ 已核"; "" where nobody looked."""
    words = dict.fromkeys(t(f"review.{s.review}") for s in statements if s.review)
    return f"✓ {'、'.join(sorted(words))}" if words else ""


WHERE = ("confidence", "sources", "articles", "review", "file", "start", "end", "quote", "article", "id")
"""The columns that `where` fills."""


def where(row: StatementRow | MetricRow) -> list[str]:
    """Ten csv cells: confidence, independent sources, articles, review, file, start, end, quote (of the best evidence), article, id."""
    best = row.evidence[0]
    place = [best.document, str(best.start), str(best.end), best.quote]
    told = [str(row.sources), str(row.articles)]
    return [f"{row.confidence:.2f}", *told, row.review, *place, source(row.article), row.id]
