"""Pages for people: a thing with its facts and quotes, what a search found, the console for queries, an error.

Written by Jinja with every value escaped: names and quotes are data. No page holds a script or loads from elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pyoxigraph import Literal, NamedNode

from kg.amounts import written
from kg.i18n import MESSAGES, language, t
from kg.lookups import (
    ArticleRow,
    EntityRow,
    Facts,
    MetricRow,
    NamedQuery,
    Shown,
    StatementRow,
    label,
    named_queries,
    named_query,
    show,
    when,
)
from kg.lookups.facts import CLASSES
from kg.ontology import load_ontology
from kg.server.neighbourhood import is_large
from kg.store import ReadStore

_MOST = 200
"""Facts of one relation on a page; a page with more says so and links to the query that has them all."""
_PARTNERSHIPS = 60
"""Partnerships on the first page of a large graph."""
SIGNS = {"helps": "→", "helped_by": "←", "undirected": "—"}


def resource(store: ReadStore, node: NamedNode) -> str:
    """The page of a node that the graph knows: an entity, a fact, an article, or whatever else."""
    facts = Facts(store)
    kinds = {store.local(kind) for kind in store.objects(node, "rdf:type")}
    common = {
        "id": store.local(node),
        "iri": node.value,
        "raw_triples": _triples(store, node),
        "suffixes": ("ttl", "jsonld", "nt"),
    }
    if kinds & CLASSES.keys():
        shown = show(store, facts.entity(node))
        return _render("entity.html", title=shown.entity.name, **common, **_entity(store, shown))
    if "Statement" in kinds:
        row = facts.statement(node)
        return _render("facts.html", title=_sentence(row), facts=[row], **common)
    if "Metric" in kinds:
        metric = facts.metric(node)
        return _render("facts.html", title=f"{metric.subject.label} {metric.name}", facts=[metric], **common)
    if "Partnership" in kinds:
        supports = [s for s in store.objects(node, "kg:supportedBy") if isinstance(s, NamedNode)]
        rows = [facts.statement(support) for support in supports]
        return _render("facts.html", title=_between(store, facts, node), facts=rows, **common)
    if "Article" in kinds:
        article = facts.article(node)
        found = store.subjects("prov:wasDerivedFrom", node)
        rows = [facts.statement(s) for s in found if store.local(s).startswith("statement/")]
        return _render("facts.html", title=_source(article), facts=rows[:_MOST], **common)
    return _render("facts.html", title=common["id"], facts=[], **common)


def start(store: ReadStore) -> str:
    """Where to begin in a graph that is too large to draw: the best supported partnerships, and a search."""
    facts = Facts(store)
    found = (quad.subject for quad in store.quads(None, store.term("kg:supportedBy")))
    support = Counter(node for node in found if isinstance(node, NamedNode))
    best = sorted(support, key=lambda node: (-support[node], str(node)))[:_PARTNERSHIPS]
    rows = []
    for node in best:
        one, sign, other = _ends(store, facts, node)
        fields = _fields(store, (store.local(field) for field in store.objects(node, "kg:field")))
        rows.append((store.local(node), one, sign, other, fields, support[node]))
    return _render(
        "start.html", title=t("serve.explorer"), quads=len(store.store), rows=rows, count=len(support)
    )


def found(text: str, rows: Sequence[EntityRow], most: int) -> str:
    """What a search found, of which `most` are listed."""
    said = t(
        "serve.found" if len(rows) <= most else "serve.found.more", text=text, count=min(len(rows), most)
    )
    return _render("found.html", title=t("serve.search"), said=said, rows=rows[:most])


def console(store: ReadStore) -> str:
    """The page for writing queries, with the questions that ship with kg as examples."""
    questions = [_example(store, question) for question in named_queries()]
    ontology = load_ontology()
    data = {
        "examples": questions,
        "prefixes": store.prefixes,
        "base": store.base,
        "terms": {
            "class": [store.term(f"kg:{name}").value for name in ontology.classes.values()],
            "property": [
                store.term(f"kg:{relation.local}").value for relation in ontology.relations.values()
            ],
        },
        "tab": t("serve.tab"),
    }
    # In an element of data: `<` would end it.
    embedded = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return _render("console.html", title=t("serve.console"), data=embedded, examples=questions)


def message(text: str) -> str:
    """A page that says one thing, such as that there is no such page."""
    return _render("message.html", title=text)


_PARAMETER = re.compile(r"\s*[（(][^（()）]*-p [^（()）]*[)）]\s*$")
"""What a question's title says of the command line's option -p."""


def _example(store: ReadStore, question: NamedQuery) -> dict[str, str]:
    title = _PARAMETER.sub("", question.zh if language() == "zh" else question.en)
    lines = named_query(store, question.name).text.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(("# zh:", "# en:")))
    return {
        "name": question.name,
        "title": title,
        "tab": re.split("[：:，,；;]", title)[0],
        "text": f"# {title}\n{text}",
    }


def _entity(store: ReadStore, shown: Shown) -> dict[str, Any]:
    groups = []
    for rows, inverse in ((shown.outgoing, False), (shown.incoming, True)):
        for relation, group in groupby(rows, key=lambda row: row.predicate):
            listed = list(group)
            title = t(f"relation.{relation}{'.inverse' if inverse else ''}")
            groups.append({"title": title, "count": len(listed), "inverse": inverse, "facts": listed[:_MOST]})
    entity = shown.entity
    parent = NamedNode(store.base + entity.id)
    above = [Facts(store).entity(unit) for unit in Facts(store).within(parent)]
    return {
        "entity": entity,
        "explorer": _explorer(store, entity.id),
        "above": above[::-1],
        "units": [unit for unit in shown.units if unit.type == entity.type],
        "metrics": shown.metrics,
        "pairs": [(pair, _fields(store, pair.fields)) for pair in shown.pairs],
        "groups": groups,
        "articles": shown.articles,
    }


def _triples(store: ReadStore, node: NamedNode) -> list[tuple[str, str, str]]:
    """The node's own triples in words: property, value, and the id of the value if it is a thing of this graph."""
    rows = []
    for quad in store.quads(node):
        value = quad.object
        own = (
            value.value.removeprefix(store.base)
            if isinstance(value, NamedNode) and value.value.startswith(store.base)
            else ""
        )
        text = store.local(value) if isinstance(value, NamedNode) and own else _plain(store, value)
        rows.append((store.prefixed(quad.predicate), text, own if "#" not in own else ""))
    return sorted(set(rows))


def _plain(store: ReadStore, value: object) -> str:
    if isinstance(value, NamedNode):
        return store.prefixed(value)
    if isinstance(value, Literal):
        return value.value + (f" @{value.language}" if value.language else "")
    return str(value)


def _sentence(row: StatementRow) -> str:
    return f"{row.subject.label} {t(f'relation.{row.predicate}')} {row.object.label}"


def _ends(store: ReadStore, facts: Facts, node: NamedNode) -> tuple[EntityRow, str, EntityRow]:
    """Helper and recipient, or both members, of a partnership, and the sign between them."""
    ends = [e for name in ("kg:helper", "kg:recipient", "kg:member") for e in store.objects(node, name)]
    one, other = (facts.entity(end) for end in ends if isinstance(end, NamedNode))
    return one, SIGNS["helps" if store.value(node, "kg:helper") else "undirected"], other


def _between(store: ReadStore, facts: Facts, node: NamedNode) -> str:
    one, sign, other = _ends(store, facts, node)
    return f"{one.label} {sign} {other.label}"


def _source(row: ArticleRow) -> str:
    date = f" ({row.published})" if row.published else ""
    return f"{row.outlet}《{row.title or t('label.untitled')}》{date}"


def _fields(store: ReadStore, identifiers: Iterable[str]) -> str:
    return "、".join(label(store, identifier, language()) for identifier in identifiers)


def _details(row: StatementRow) -> list[tuple[str, str]]:
    """Attributes of a statement in words, but for its fields, which stand with the partnership."""
    named = ((f"attr.{key}", key, value) for key, value in row.attrs if key != "field")
    return [(t(message) if message in MESSAGES else key, value) for message, key, value in named]


def _amount(row: MetricRow) -> str:
    return written(row.value, row.unit, row.qualifier) + (f" ({row.time})" if row.time else "")


def _path(identifier: str) -> str:
    return "/id/" + quote(identifier, safe="/#")


def _explorer(store: ReadStore, identifier: str) -> str:
    """Where an entity is in the explorer: in that of the whole graph (#region=522700), or in one of its own."""
    if is_large(store):
        return f"/explore/{quote(identifier)}"
    kind, _, rest = identifier.partition("/")
    return f"/#{quote(kind)}={quote(rest)}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        t=t,
        language=language,
        signs=SIGNS,
        sentence=_sentence,
        source=_source,
        details=_details,
        dates=when,
        amount=_amount,
    )
    environment.filters["path"] = _path
    environment.tests["metric"] = lambda row: isinstance(row, MetricRow)
    return environment


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)
