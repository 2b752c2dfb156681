"""What the page shows, as plain data: entities, facts with their quotes, partnerships, places. No HTML, no drawing.

kg/web/src/types.ts has the shape with every field explained; both change together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg.amounts import written
from kg.drawing import placed
from kg.errors import StoreError
from kg.i18n import LANGUAGES, MESSAGES, t
from kg.layout import Plan, Tie, overview
from kg.lookups import PAIRING, ArticleRow, EntityRow, EvidenceRow, Facts, MetricRow, StatementRow, label
from kg.lookups.names import map_name
from kg.model import HOLDS
from kg.network import entities, statements
from kg.outlines import outlines
from kg.pinyin import spelled
from kg.store import ReadStore
from kg.validity import holds_at

Json = dict[str, Any]
_SYMMETRIC = ("partners_with", "cooperates_with")
_MOST = 48
"""Regions of the first screen; the best supported partnerships come first, and the page says how many are left out."""
_ISO = {"date": "kg:dateIso", "since": "kg:sinceIso", "until": "kg:untilIso"}


@dataclass(frozen=True, slots=True)
class Lens:
    """What part of the graph the page gets; without arguments, all of it.

    Attributes:
        focus: Id of the entity in the middle, "" for none.
        depth: Facts between it and what is farther away are left out; 1 keeps its own.
        relations: Names of the relations kept; () keeps all.
        min_confidence: 0 to 1.
        as_of: Partial ISO date; what had not begun or was over by then is left out, what is undated stays.
    """

    focus: str = ""
    depth: int = 1
    relations: tuple[str, ...] = ()
    min_confidence: float = 0.0
    as_of: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.focus or self.relations or self.min_confidence or self.as_of)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A statement with its dates for machines, partial ISO dates by attribute."""

    row: StatementRow
    dates: Mapping[str, str]


def payload(store: ReadStore, lens: Lens | None = None) -> Json:
    """All data of the page but its own words; JSON-ready, the same for the same graph.

    Raises:
        StoreError: the graph is incomplete.
    """
    facts, lens = Facts(store), lens or Lens()
    found = _seen(store, facts, lens)
    rows = {row.id: row for row in entities(facts)} if lens.whole else {}
    if lens.focus:
        rows[lens.focus] = facts.entity(store.iri(lens.focus))
    for dated in found.values():
        rows.update({end.id: end for end in (dated.row.subject, dated.row.object)})
    metrics = [
        row
        for identifier in rows
        for row in facts.metrics(store.iri(identifier))
        if row.confidence >= lens.min_confidence
        and not lens.relations
        and (not lens.as_of or holds_at(row.when, lens.as_of) != "no")
    ]
    pairs = _pairs(facts, found)
    for end in {end for pair in pairs for end in (pair["source"], pair["target"])} - rows.keys():
        rows[end] = facts.entity(store.iri(end))
    rows = {identifier: rows[identifier] for identifier in sorted(rows)}
    shown, short = _first(pairs, found), _short(rows.values())
    sources = _articles([*(dated.row for dated in found.values()), *metrics])
    return {
        "focus": lens.focus,
        "depth": lens.depth,
        "words": _catalogue(store, found),
        "entities": {row.id: _entity(row, short.get(row.id, "")) for row in rows.values()},
        "statements": {key: _statement(dated) for key, dated in found.items()},
        "metrics": {row.id: _metric(store, row) for row in metrics},
        "articles": {a.id: _article(a) for a in sorted(sources, key=lambda a: a.id)},
        "pairs": pairs,
        **_places(rows, pairs, found, shown),
        "omitted": sum(_drawn(pair, found) for pair in pairs) - len(shown),
        "outlines": outlines(
            end.removeprefix("region/") for pair in pairs for end in (pair["source"], pair["target"])
        ),
    }


def _seen(store: ReadStore, facts: Facts, lens: Lens) -> dict[str, _Dated]:
    """The statements that the lens lets through, by id."""
    found = {}
    for row in statements(facts):
        node = store.iri(row.id)
        dates = {name: iso for name, term in _ISO.items() if (iso := store.value(node, term))}
        if (
            row.confidence >= lens.min_confidence
            and (not lens.relations or row.predicate in lens.relations)
            and (not lens.as_of or facts.held_at(node, lens.as_of) != "no")
        ):
            found[row.id] = _Dated(row, dates)
    if not lens.focus:
        return found
    around = _within({(d.row.subject.id, d.row.object.id) for d in found.values()}, lens.focus, lens.depth - 1)
    return {k: d for k, d in found.items() if d.row.subject.id in around or d.row.object.id in around}


def _within(ends: Iterable[tuple[str, str]], start: str, steps: int) -> set[str]:
    """What at most so many facts lead to from `start`, which is among it."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in ends:
        neighbours[one].add(other)
        neighbours[other].add(one)
    found, edge = {start}, {start}
    for _ in range(steps):
        edge = {other for one in edge for other in neighbours[one]} - found
        found |= edge
    return found


def _catalogue(store: ReadStore, found: Mapping[str, _Dated]) -> Json:
    """Words for types, statuses, relations, attributes and fields in every language."""
    kinds = ("type.", "status.", "review.", "relation.", "attr.", "support")
    words: Json = {key: list(text) for key, text in MESSAGES.items() if key.startswith(kinds)}
    fields = {field for dated in found.values() for field in _fields(dated.row)}
    for name in sorted(fields):
        words[f"field.{name}"] = [label(store, f"field/{name}", lang) for lang in LANGUAGES]
    return words


def _short(rows: Collection[EntityRow]) -> dict[str, str]:
    """What a map calls each region that it calls by less than its name; those that would be alike keep theirs."""
    found = {row.id: map_name(row.name) for row in rows if row.type == "REGION" and row.code}
    times = Counter(found.values())
    names = {row.id: row.name for row in rows}
    return {i: short for i, short in found.items() if times[short] == 1 and short != names[i]}


def _entity(row: EntityRow, short: str) -> Json:
    known = {
        "name": row.name,
        "short": short,
        "subtype": row.subtype,
        "path": row.path,
        "code": row.code,
        "parent": row.parent,
        "aliases": list(row.aliases),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "pinyin": [spelled(name) for name in (row.name, *row.aliases)],
    }
    return {"type": row.type, **{key: value for key, value in known.items() if value}}


def _fields(row: StatementRow) -> list[str]:
    """Local names of the fields of a statement."""
    return dict(row.attrs).get("field", "").split(",") if dict(row.attrs).get("field") else []


def _statement(dated: _Dated) -> Json:
    row = dated.row
    fields = _fields(row)
    return {
        "subject": row.subject.id,
        "relation": row.predicate,
        "object": row.object.id,
        "attrs": [[name, value] for name, value in row.attrs if name != "field"],
        **({"fields": fields} if fields else {}),
        **dated.dates,
        **_how(row),
    }


def _metric(store: ReadStore, row: MetricRow) -> Json:
    iso = store.value(store.iri(row.id), "kg:timeIso")
    return {
        "about": row.subject.id,
        "name": row.name,
        "value": written(row.value, row.unit, row.qualifier),
        "time": row.time,
        **({"date": iso} if iso else {}),
        **_how(row),
    }


def _how(row: StatementRow | MetricRow) -> Json:
    return {
        "status": row.status,
        "confidence": row.confidence,
        "rule": row.rule,
        **({"review": row.review} if row.review else {}),
        **({"sources": row.sources, "articles": row.articles} if row.articles > 1 else {}),
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
    known = {"title": row.title, "author": row.author, "outlet": row.outlet, "published": row.published, "url": row.url}
    return {key: value for key, value in known.items() if value} | {"file": row.document}


def _pairs(facts: Facts, found: Mapping[str, _Dated]) -> list[Json]:
    """The partnerships of the graph, and pairs of regions that it does not assert (planned, wished …), best supported first."""
    store = facts.store
    nodes = store.subjects("rdf:type", store.term("kg:Partnership"))
    pairs = [pair for node in nodes if (pair := _pair(store, node, found))["statements"]]
    joined = {frozenset((pair["source"], pair["target"])) for pair in pairs}
    rest: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, dated in found.items():
        row = dated.row
        ends = frozenset((row.subject.id, row.object.id))
        regions = row.subject.type == row.object.type == "REGION" and len(ends) == 2
        if row.predicate in PAIRING and regions and not row.holds and ends not in joined:
            rest[_ends(row)].append(key)
    for (source, relation, target), keys in sorted(rest.items()):
        pairs.append(
            {
                "id": f"{source} {relation} {target}",
                "source": source,
                "target": target,
                "directed": relation not in _SYMMETRIC,
                "statements": keys,
            }
        )
    return sorted(
        pairs, key=lambda p: (not _holds(p, found), not p["directed"], -len(p["statements"]), p["id"])
    )


def _pair(store: ReadStore, node: NamedNode, found: Mapping[str, _Dated]) -> Json:
    helper, recipient = store.value(node, "kg:helper"), store.value(node, "kg:recipient")
    members = [store.local(m) for m in store.objects(node, "kg:member")]
    ends = [helper, recipient] if helper and recipient else members
    if len(ends) != 2:
        raise StoreError(t("error.graph.lacks", place=store.folder, node=store.local(node), part="kg:member"))
    supports = [store.local(s) for s in store.objects(node, "kg:supportedBy")]
    return {
        "id": store.local(node),
        "source": ends[0],
        "target": ends[1],
        "directed": ends is not members,
        **{name: value for name in ("from", "to") if (value := store.value(node, f"kg:{name}"))},
        "statements": [s for s in supports if s in found],
    }


def _holds(pair: Json, found: Mapping[str, _Dated]) -> bool:
    return any(found[s].row.status in HOLDS for s in pair["statements"])


def _drawn(pair: Json, found: Mapping[str, _Dated]) -> bool:
    """What is only denied is told and never drawn."""
    return any(found[s].row.status != "denied" for s in pair["statements"])


def _ends(row: StatementRow) -> tuple[str, str, str]:
    """Source, relation, target; the two ends of a symmetric relation in the order of their ids."""
    ends = [row.subject.id, row.object.id]
    source, target = sorted(ends) if row.predicate in _SYMMETRIC else ends
    return source, row.predicate, target


def _first(pairs: Sequence[Json], found: Mapping[str, _Dated]) -> list[Json]:
    """The pairs of the first screen: as many as `_MOST` regions allow."""
    regions: set[str] = set()
    shown = []
    for pair in pairs:
        with_it = regions | {pair["source"], pair["target"]}
        if len(with_it) <= _MOST and _drawn(pair, found):
            regions = with_it
            shown.append(pair)
    return shown


def _places(
    rows: Mapping[str, EntityRow],
    pairs: Sequence[Json],
    found: Mapping[str, _Dated],
    shown: Sequence[Json],
) -> Json:
    """`places` of the first screen for wide and narrow windows, and `network`: all entities."""
    names = {row.id: row.name for row in rows.values()}
    ties = [Tie(p["source"], p["target"], p["directed"]) for p in shown]
    ends = dict.fromkeys(end for tie in ties for end in (tie.source, tie.target))
    groups = {end: rows[end].label.partition("/")[0] for end in ends}
    wide, narrow = (overview(ties, groups, names, narrow=n) for n in (False, True))
    around: dict[str, set[str]] = {name: set() for name in names}
    for one, other in [
        *((d.row.subject.id, d.row.object.id) for d in found.values()),
        *((p["source"], p["target"]) for p in pairs),
    ]:
        if one != other:
            around[one].add(other)
            around[other].add(one)
    neighbours = {name: sorted(others) for name, others in around.items()}
    drawn = placed({row.id: (row.name, row.type) for row in rows.values()}, neighbours)
    return {
        "places": {"wide": _plan(wide), "narrow": _plan(narrow)},
        "network": {"nodes": {node["id"]: [node["x"], node["y"], node["size"]] for node in drawn.nodes}},
    }


def _plan(plan: Plan) -> Json:
    return {"places": plan.places, "frames": plan.frames, "heads": plan.heads}


__all__ = ["Json", "Lens", "payload"]
