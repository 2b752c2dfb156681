"""Facts as flat plain values (str, int, float, bool), which tables, networks and every export format can hold.

Names of columns are English and stable. Dates are partial ISO 8601 and "" where unknown; wordings stand beside them in `attr_…`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.amounts import Amount, measure, parse
from kg.i18n import LANGUAGES, MESSAGES
from kg.lookups.rows import ArticleRow, EntityRow, EvidenceRow, MetricRow, StatementRow
from kg.model import HOLDS

Value = str | int | float | bool
Flat = dict[str, Value]

ATTRIBUTES = tuple(key.removeprefix("attr.") for key in MESSAGES if key.startswith("attr."))
"""What a statement may say beside its ends: date, amount, count, post …"""
MEASURED = ("amount", "count")
"""Attributes that are numbers as well as words."""


def _numbers(*names: str) -> dict[str, type[Value]]:
    parts: tuple[tuple[str, type[Value]], ...] = (("value", float), ("max", float), ("unit", str), ("sign", str))
    return {f"{name}_{part}": kind for name in names for part, kind in parts}


ENTITY: Mapping[str, type[Value]] = {
    **dict.fromkeys(("label", "type", "subtype", "path", "code", "aliases"), str),
    **dict.fromkeys(("latitude", "longitude"), float),
}
ARTICLE: Mapping[str, type[Value]] = dict.fromkeys(("title", "author", "outlet", "published", "file", "url"), str)
_FACT: Mapping[str, type[Value]] = {
    "status": str,
    "holds": bool,
    "confidence": float,
    **dict.fromkeys(("sources", "articles"), int),
    **dict.fromkeys(("review", "reviewed_by", "reviewed_on", "rule", "since", "until", "quote", "file"), str),
    **dict.fromkeys(("quote_start", "quote_end", "quotes"), int),
    **dict.fromkeys(("article", "article_id", "outlet", "published", "url"), str),
}
STATEMENT: Mapping[str, type[Value]] = {
    **dict.fromkeys(("relation", "label"), str),
    **dict.fromkeys((f"attr_{name}" for name in ATTRIBUTES), str),
    **_numbers(*MEASURED),
    **_FACT,
}
METRIC: Mapping[str, type[Value]] = {
    **dict.fromkeys(("metric", "value", "unit", "qualifier", "time"), str),
    **_numbers("number"),
    **_FACT,
}
"""All columns that a row of each kind may have, and the types of their values."""


def entity_values(row: EntityRow) -> Flat:
    """`label` (full name), `type`, `subtype`, `path`, `code`, `aliases` (joined by "|"), and `latitude` and `longitude` (degrees,
    WGS84) where they are known."""
    known: Flat = {
        "label": row.name,
        "type": row.type,
        "subtype": row.subtype,
        "path": row.path,
        "code": row.code,
        "aliases": "|".join(row.aliases),
    }
    if row.latitude and row.longitude:
        known["latitude"], known["longitude"] = float(row.latitude), float(row.longitude)
    return known


def statement_values(row: StatementRow, lang: str) -> Flat:
    """All of a statement but its ends.

    `relation`, and as `label` in words of `lang`; then what `_fact` tells; `since` and `until`, between which it holds (without
    `until` as far as anyone says); `attr_…` as the text words them; and of amounts and counts as numbers `amount_value`, `amount_unit`
    (without 万 and 亿), `amount_max` of a range and `amount_sign` (≥, ≤, ≈), where the wording has digits.
    """
    attrs = dict(row.attrs)
    return {
        "relation": row.predicate,
        "label": MESSAGES[f"relation.{row.predicate}"][LANGUAGES.index(lang)],
        **_fact(row),
        "since": row.when.start,
        "until": row.when.end,
        **{f"attr_{name}": value for name, value in row.attrs},
        **{k: v for name in MEASURED for k, v in _number(name, parse(attrs.get(name, ""))).items()},
    }


def metric_values(row: MetricRow) -> Flat:
    """A metric but for what it is about: `value` as written ("55.88"), 万 and 亿 kept in `unit`; `number_value` and `number_unit`
    without them, as of a statement's amount; `time` as worded; the rest as of a statement."""
    return {
        "metric": row.name,
        "value": row.value,
        "unit": row.unit,
        "qualifier": row.qualifier,
        "time": row.time,
        **_fact(row),
        "since": row.when.start,
        "until": row.when.end,
        **_number("number", measure(row.value, row.unit, row.qualifier)),
    }


def article_values(row: ArticleRow) -> Flat:
    """An article: `title`, `author`, `outlet`, `published`, `file`, `url`."""
    return {
        "title": row.title,
        "author": row.author,
        "outlet": row.outlet,
        "published": row.published,
        "file": row.document,
        "url": row.url,
    }


def _fact(row: StatementRow | MetricRow) -> Flat:
    """What statements and metrics share.

    `status` and whether it `holds`, `confidence`, `sources` and `articles` (how many state it, independent ones and all), a person's
    word as `review` ("" where nobody looked) with who and when, and of the best evidence `quote`, `file`, `quote_start` and
    `quote_end` (characters of the file), with `article`, its id, `outlet`, `published`, `url`, and `quotes` (how many there are).
    """
    best = row.evidence[0] if row.evidence else EvidenceRow("", 0, 0, "", "", "")
    return {
        "status": row.status,
        "holds": row.status in HOLDS,
        "confidence": row.confidence,
        "sources": row.sources,
        "articles": row.articles,
        "rule": row.rule,
        "review": row.review,
        "reviewed_by": row.reviewed_by,
        "reviewed_on": row.reviewed_on,
        "quote": best.quote,
        "file": best.document,
        "quote_start": best.start,
        "quote_end": best.end,
        "quotes": len(row.evidence),
        "article": row.article.title,
        "article_id": row.article.id,
        "outlet": row.article.outlet,
        "published": row.article.published,
        "url": row.article.url,
    }


def _number(name: str, amount: Amount | None) -> Flat:
    if amount is None or any(c.isdigit() or c in "、，；" for c in amount.unit):  # several in a row are no one number
        return {}
    found: Flat = {f"{name}_value": float(amount.low), f"{name}_unit": amount.unit}
    if amount.high != amount.low:
        found[f"{name}_max"] = float(amount.high)
    if amount.sign:
        found[f"{name}_sign"] = amount.sign
    return found


__all__ = [
    "ARTICLE", "ATTRIBUTES", "ENTITY", "MEASURED", "METRIC", "STATEMENT", "Flat", "Value", "article_values", "entity_values",
    "metric_values", "statement_values",
]  # fmt: skip
