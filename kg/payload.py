"""What the page shows, as plain data: entities, facts with their quotes, partnerships, places. No HTML, no drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.i18n import LANGUAGES, MESSAGES, t
from kg.layout import Plan, Tie, overview, satellites
from kg.lookups import PAIRING, ArticleRow, EntityRow, EvidenceRow, Facts, MetricRow, StatementRow, label
from kg.model import ENTITY_TYPES, STATUSES
from kg.network import entities, statements
from kg.store import ReadStore

Json = dict[str, Any]
_SYMMETRIC = ("partners_with", "cooperates_with")
_MOST = 48
"""Regions of the first screen; the best supported partnerships come first, and the page says how many are left out."""


def payload(store: ReadStore, lang: str) -> Json:
    """All data of the page, in the words of `lang` ("zh" or "en"); JSON-ready, the same for the same graph.

    entities: id → name, type, path …; statements, metrics: id → ends, status, confidence, attributes, quotes;
    articles: id → title …; pairs: two regions, `directed` when source helps target, and the statements behind it;
    links: two entities and a relation, with the statements behind it; places: `wide` and `narrow` for the partnerships
    (see kg.layout.Plan), `all` for everything. Offsets count characters of the file.
    """
    facts = Facts(store)
    rows = {row.id: row for row in entities(facts)}
    found = list(statements(facts))
    for statement in found:
        for end in (statement.subject, statement.object):
            rows.setdefault(end.id, end)
    metrics = [row for e in rows.values() for row in facts.metrics(store.iri(e.id))]
    pairs = _pairs(facts, found, lang)
    for end in {end for pair in pairs for end in (pair["source"], pair["target"])} - rows.keys():
        rows[end] = facts.entity(store.iri(end))
    links = _links(found)
    shown = _first(pairs)
    rows = {identifier: rows[identifier] for identifier in sorted(rows)}
    return {
        "lang": lang,
        "words": _catalogue(lang),
        "entities": {row.id: _entity(row) for row in rows.values()},
        "statements": {row.id: _statement(store, row, lang) for row in found},
        "metrics": {row.id: _metric(row) for row in metrics},
        "articles": {a.id: _article(a) for a in sorted(_articles([*found, *metrics]), key=lambda a: a.id)},
        "pairs": pairs,
        "links": links,
        "places": _places(rows, pairs, links, shown),
        "omitted": sum(pair["status"] != "denied" for pair in pairs) - len(shown),
    }


def _catalogue(lang: str) -> Json:
    """Words for types, statuses and relations, the latter from either end."""
    index = LANGUAGES.index(lang)
    wanted = {"type": ("", *ENTITY_TYPES), "status": STATUSES}
    found: Json = {
        kind: {name: MESSAGES[f"{kind}.{name}"][index] for name in names} for kind, names in wanted.items()
    }
    relations = {
        key.removeprefix("relation."): text[index]
        for key, text in MESSAGES.items()
        if key.startswith("relation.")
    }
    return {**found, "relation": relations}


def _entity(row: EntityRow) -> Json:
    known = {
        "name": row.name,
        "type": row.type,
        "subtype": row.subtype,
        "path": row.path,
        "code": row.code,
        "parent": row.parent,
        "aliases": list(row.aliases),
        "latitude": row.latitude,
        "longitude": row.longitude,
    }
    return {key: value for key, value in known.items() if value}


def _statement(store: ReadStore, row: StatementRow, lang: str) -> Json:
    return {
        "subject": row.subject.id,
        "relation": row.predicate,
        "object": row.object.id,
        "attrs": [[_attr(name, lang), _value(store, name, value, lang)] for name, value in row.attrs],
        **_how(row),
    }


def _attr(name: str, lang: str) -> str:
    """The name of an attribute in words; one that the catalogue lacks keeps its own."""
    return MESSAGES[f"attr.{name}"][LANGUAGES.index(lang)] if f"attr.{name}" in MESSAGES else name


def _value(store: ReadStore, name: str, value: str, lang: str) -> str:
    if name != "field":
        return value
    return "、".join(label(store, f"field/{part}", lang) for part in value.split(","))


def _metric(row: MetricRow) -> Json:
    return {
        "about": row.subject.id,
        "name": row.name,
        "value": f"{row.qualifier}{row.value}{row.unit}",
        "time": row.time,
        **_how(row),
    }


def _how(row: StatementRow | MetricRow) -> Json:
    return {
        "status": row.status,
        "confidence": row.confidence,
        "rule": row.rule,
        "article": row.article.id,
        "quotes": [_quote(e) for e in row.evidence],
    }


def _quote(row: EvidenceRow) -> Json:
    return {
        "file": row.document,
        "start": row.start,
        "end": row.end,
        "prefix": row.prefix,
        "quote": row.quote,
        "suffix": row.suffix,
    }


def _articles(rows: Iterable[StatementRow | MetricRow]) -> set[ArticleRow]:
    return {row.article for row in rows}


def _article(row: ArticleRow) -> Json:
    known = {"title": row.title, "author": row.author, "outlet": row.outlet, "published": row.published}
    return {key: value for key, value in known.items() if value} | {"file": row.document}


def _pairs(facts: Facts, found: Sequence[StatementRow], lang: str) -> list[Json]:
    """The partnerships of the graph, and pairs that it does not assert (planned, wished …), best supported first."""
    store = facts.store
    pairs = [_pair(facts, node, lang) for node in store.subjects("rdf:type", store.term("kg:Partnership"))]
    settled = {statement for pair in pairs for statement in pair["statements"]}
    joined = {frozenset((pair["source"], pair["target"])) for pair in pairs}
    rest: defaultdict[tuple[str, str, str], list[StatementRow]] = defaultdict(list)
    for row in found:
        ends = frozenset((row.subject.id, row.object.id))
        if row.predicate in PAIRING and row.id not in settled and len(ends) == 2 and ends not in joined:
            rest[_ends(row)].append(row)
    for (source, relation, target), rows in sorted(rest.items()):
        pairs.append(
            {
                "id": f"{source} {relation} {target}",
                "source": source,
                "target": target,
                "directed": relation not in _SYMMETRIC,
                **_standing(rows),
                "statements": [r.id for r in rows],
            }
        )
    return sorted(pairs, key=lambda p: (not p["holds"], not p["directed"], -len(p["statements"]), p["id"]))


def _pair(facts: Facts, node: NamedNode, lang: str) -> Json:
    store = facts.store
    helper, recipient = store.value(node, "kg:helper"), store.value(node, "kg:recipient")
    members = [store.local(m) for m in store.objects(node, "kg:member")]
    ends = [helper, recipient] if helper and recipient else members
    if len(ends) != 2:
        raise StoreError(t("error.graph.lacks", place=store.folder, node=store.local(node), part="kg:member"))
    source, target = ends
    known = {
        "fields": [label(store, store.local(f), lang) for f in store.objects(node, "kg:field")],
        "first": store.value(node, "kg:firstDate"),
        "last": store.value(node, "kg:lastDate"),
    }
    return {
        "id": store.local(node),
        "source": source,
        "target": target,
        "directed": ends is not members,
        "holds": True,
        "status": "done",
        "statements": [store.local(s) for s in store.objects(node, "kg:supportedBy")],
        **{key: value for key, value in known.items() if value},
    }


def _standing(rows: Sequence[StatementRow]) -> Json:
    """Whether any of the statements holds, and the best status among them: done, ongoing, planned …, denied last."""
    order = [*(s for s in STATUSES if s != "denied"), "denied"]
    return {"holds": any(r.holds for r in rows), "status": min((r.status for r in rows), key=order.index)}


def _ends(row: StatementRow) -> tuple[str, str, str]:
    """Source, relation, target; the two ends of a symmetric relation in the order of their ids."""
    ends = [row.subject.id, row.object.id]
    source, target = sorted(ends) if row.predicate in _SYMMETRIC else ends
    return source, row.predicate, target


def _links(found: Iterable[StatementRow]) -> list[Json]:
    """One line on the page for all statements of one relation between the same two entities."""
    grouped: defaultdict[tuple[str, str, str], list[StatementRow]] = defaultdict(list)
    for row in found:
        if row.subject.id != row.object.id:
            grouped[_ends(row)].append(row)
    return [
        {
            "id": f"{source} {relation} {target}",
            "source": source,
            "relation": relation,
            "target": target,
            "directed": relation not in _SYMMETRIC,
            **_standing(rows),
            "statements": [r.id for r in sorted(rows, key=lambda r: (not r.holds, -r.confidence, r.id))],
        }
        for (source, relation, target), rows in sorted(grouped.items())
    ]


def _first(pairs: Sequence[Json]) -> list[Json]:
    """The pairs of the first screen: as many as `_MOST` regions allow. What is denied is not drawn at all."""
    regions: set[str] = set()
    shown = []
    for pair in pairs:
        with_it = regions | {pair["source"], pair["target"]}
        if len(with_it) <= _MOST and pair["status"] != "denied":
            regions = with_it
            shown.append(pair)
    return shown


def _places(
    rows: dict[str, EntityRow], pairs: Sequence[Json], links: Sequence[Json], shown: Sequence[Json]
) -> Json:
    names = {row.id: row.name for row in rows.values()}
    ties = [Tie(p["source"], p["target"], p["directed"]) for p in shown]
    ends = dict.fromkeys(end for tie in ties for end in (tie.source, tie.target))
    groups = {end: rows[end].label.partition("/")[0] for end in ends}
    wide, narrow = (overview(ties, groups, names, narrow=n) for n in (False, True))
    around: defaultdict[str, set[str]] = defaultdict(set)
    for link in [*links, *pairs]:
        around[link["source"]].add(link["target"])
        around[link["target"]].add(link["source"])
    neighbours = {name: sorted(around[name]) for name in names}
    return {"wide": _plan(wide), "narrow": _plan(narrow), "all": satellites(neighbours, names, wide.places)}


def _plan(plan: Plan) -> Json:
    return {"places": plan.places, "frames": plan.frames, "heads": plan.heads, "columns": plan.columns}
