"""A made-up article as quads: nothing is lost on the way to the look-ups, and only what holds is asserted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.checks import validate
from kg.lookups import fact_document
from kg.lookups.facts import Facts
from kg.model import (
    HOLDS,
    REVIEWS,
    STATUSES,
    Article,
    Document,
    Entity,
    Evidence,
    Extraction,
    Metric,
    Statement,
)
from kg.ontology import load_ontology
from kg.quads import entity_quads, extraction_quads, field_quads, iso_date
from kg.store import ReadStore, open_store

BASE = "https://kg.example.org/"
ONTOLOGY = f"{BASE}ontology#"
TEXT = "2018年7月，广州市\n结对帮扶黔南州，投入超1,250.5万元。云岭茶品牌价值30.50亿元。"
DOCUMENT = Document("甲 报", "in/甲 报.txt", "text/plain", "utf-8", "00", TEXT)
ARTICLE = Article("a1", DOCUMENT, 0, "协作新篇", "周明", "某日报", "2024-03", TEXT, range(len(TEXT)), ())
QUOTE = Evidence(DOCUMENT.name, 8, 19, TEXT[8:19], TEXT[:8], TEXT[19:31])
SECOND = Evidence(DOCUMENT.name, 20, 30, TEXT[20:30])
FACT = Statement(
    "s1", "a1", "region/440100", "assists", "region/522700", "done", 0.855, "assists.verb", (QUOTE, SECOND),
    {"amount": "超1,250.5万元", "date": "2018年7月", "field": "industry labour", "kind": "干部", "since": "2016年"},
)  # fmt: skip
METRIC = Metric(
    "m1", "a1", "product/p1", "品牌价值", Decimal("30.50"), "亿元", "", "2025年", "done", 0.9, "metric.is", (QUOTE,)
)
ENTITIES = (
    Entity("region/440100", "REGION", "广州市", path="广东省/广州市", code="440100", parent="region/440000", aliases=("广州",)),
    Entity("region/522700", "REGION", "黔南布依族苗族自治州", path="贵州省/黔南布依族苗族自治州", code="522700"),
    Entity("product/p1", "PRODUCT", "云岭茶"),
    Entity("org/o1", "ORG", "云岭茶业", subtype="company", candidates=("org/o2",)),
)  # fmt: skip
EXTRACTION = Extraction(ARTICLE, ENTITIES, (), (FACT,), (METRIC,))
PLACES = {"region/440100": (113.26, 23.13)}


def all_quads(extraction: Extraction = EXTRACTION, base: str = BASE) -> list[Quad]:
    return [
        *extraction_quads(extraction, base),
        *entity_quads(extraction.entities, base, PLACES.get),
        *field_quads(base),
    ]


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    lines = serialize(all_quads(), format=RdfFormat.N_QUADS)
    (tmp_path / "graph.nq").write_bytes(lines)
    return open_store(tmp_path)


def test_a_statement_comes_back_whole(store):
    row = Facts(store).statement(store.iri("statement/s1"))
    assert (row.subject.id, row.predicate, row.object.id) == (FACT.subject, FACT.predicate, FACT.object)
    assert (row.status, row.confidence, row.rule) == (FACT.status, FACT.confidence, FACT.rule)
    assert dict(row.attrs) == {**FACT.attrs, "field": "industry,labour"}
    assert [(e.start, e.end, e.quote, e.prefix, e.suffix) for e in row.evidence] == [
        (e.start, e.end, e.quote, e.prefix, e.suffix) for e in FACT.evidence
    ]
    assert {e.document for e in row.evidence} == {"甲 报.txt"}
    article = row.article
    assert (article.title, article.author, article.outlet, article.published) == ("协作新篇", "周明", "某日报", "2024-03")


@pytest.mark.parametrize("review", REVIEWS)
def test_a_persons_word_comes_back_and_conforms(tmp_path, review):
    who = ("张三", "2026-11-25") if review else ("", "")
    said = {"review": review, "reviewed_by": who[0], "reviewed_on": who[1]}
    made = replace(EXTRACTION, statements=(replace(FACT, **said),), metrics=(replace(METRIC, **said),))
    (tmp_path / "graph.nq").write_bytes(serialize(all_quads(made), format=RdfFormat.N_QUADS))
    facts = Facts(open_store(tmp_path))
    for row in (facts.statement(facts.store.iri("statement/s1")), facts.metric(facts.store.iri("metric/m1"))):
        assert {name: getattr(row, name) for name in said} == said
        shown = fact_document(row)
        assert {name: shown[name] for name in said} == said
        assert not ({"review", "reviewed_by"} & dict(shown.get("attrs", {})).keys())
    assert dict(facts.statement(facts.store.iri("statement/s1")).attrs) == {**FACT.attrs, "field": "industry,labour"}
    assert not [f for f in validate(facts.store).findings if "edited" in f.message or f.check == "terms"]


def test_no_other_word_conforms(tmp_path):
    made = replace(EXTRACTION, statements=(replace(FACT, review="perhaps"),))
    (tmp_path / "graph.nq").write_bytes(serialize(all_quads(made), format=RdfFormat.N_QUADS))
    assert [f.node for f in validate(open_store(tmp_path)).findings if "edited" in f.message] == ["statement/s1"]


def test_a_metric_comes_back_whole(store):
    row = Facts(store).metric(store.iri("metric/m1"))
    assert (row.subject.id, row.name, row.value, row.unit, row.time) == (
        "product/p1", "品牌价值", "30.5", "亿元", "2025年",
    )  # fmt: skip
    assert store.value(store.iri("metric/m1"), "kg:timeIso") == "2025"


def test_an_entity_comes_back_whole(store):
    row = Facts(store).entity(store.iri("region/440100"))
    assert (row.type, row.name, row.path, row.code, row.parent, row.aliases) == (
        "REGION", "广州市", "广东省/广州市", "440100", "region/440000", ("广州",),
    )  # fmt: skip
    assert (row.longitude, row.latitude) == ("113.26", "23.13")
    assert store.objects(store.iri("org/o1"), "kg:candidate") == [store.iri("org/o2")]


def test_an_article_knows_its_document_and_place(store):
    article = store.iri("article/a1")
    assert store.value(article, "kg:position") == "1"
    [document] = store.objects(article, "kg:document")
    assert document.value == f"{BASE}document/%E7%94%B2%20%E6%8A%A5"


@pytest.mark.parametrize("status", STATUSES)
def test_the_plain_triple_stands_only_for_what_holds(status):
    found = set(extraction_quads(replace(EXTRACTION, statements=(replace(FACT, status=status),)), BASE))
    graph = NamedNode(f"{BASE}article/a1")
    ends = (NamedNode(BASE + FACT.subject), NamedNode(f"{ONTOLOGY}assists"), NamedNode(BASE + FACT.object))
    assert (Quad(*ends, graph) in found) == (status in HOLDS)
    assert any(q.predicate.value == f"{ONTOLOGY}status" and q.object.value == ONTOLOGY + status for q in found)


def test_dates_for_machines_stand_beside_the_wording(store):
    node = store.iri("statement/s1")
    assert (store.value(node, "kg:dateIso"), store.value(node, "kg:sinceIso")) == ("2018-07", "2016")


@pytest.mark.parametrize(
    ("wording", "value", "unit", "qualifier"),
    [
        ("5257万元", "5257", "万元", ""),
        ("超1,250.5万元", "1250.5", "万元", "超"),
        ("700亿元以上", "700", "亿元", "以上"),
        ("300余万元", "300", "万元", "余"),
        ("80万元(两地合计)", "80", "万元", ""),
        ("数百万元", None, None, None),
    ],
)
def test_amounts(wording, value, unit, qualifier):
    fact = replace(FACT, attrs={"amount": wording})
    found = {
        q.predicate.value.removeprefix(ONTOLOGY): q.object.value
        for q in extraction_quads(replace(EXTRACTION, statements=(fact,)), BASE)
        if q.subject.value == f"{BASE}statement/s1#amount"
    }
    assert found["text"] == wording
    assert found.get("value") == value
    assert found.get("unit") == unit
    assert (found.get("qualifier") or None) == (qualifier or None)


@pytest.mark.parametrize(
    ("wording", "iso"),
    [
        ("2018年7月", "2018-07"),
        ("2018年7月5日", "2018-07-05"),
        ("2024年至2025年", "2024/2025"),
        ("2025年以来", "2025"),
        ("2月18日", ""),
        ("近两年", ""),
        ("12018年", ""),
    ],
)
def test_iso_dates(wording, iso):
    assert iso_date(wording) == iso


def test_no_blank_nodes_and_numbers_without_exponents():
    tiny = replace(METRIC, value=Decimal("1E+7"))
    found = all_quads(replace(EXTRACTION, metrics=(tiny,)))
    assert not any(isinstance(term, BlankNode) for q in found for term in (q.subject, q.object, q.graph_name))
    assert all(
        set(q.object.value) <= set("0123456789.-")
        for q in found
        if isinstance(q.object, Literal) and q.object.datatype.value.endswith("#decimal")
    )


def test_everything_is_under_the_base_it_was_built_with():
    other = "http://other.example/kg/"
    moved = serialize(all_quads(base=other), format=RdfFormat.N_QUADS).decode()
    assert BASE not in moved
    assert moved.replace(other, BASE) == serialize(all_quads(), format=RdfFormat.N_QUADS).decode()


def test_every_relation_has_its_own_term():
    locals_ = {relation.local for relation in load_ontology().relations.values()}
    made = set()
    for name in load_ontology().relations:
        quads = extraction_quads(replace(EXTRACTION, statements=(replace(FACT, predicate=name),)), BASE)
        made |= {q.object.value.removeprefix(ONTOLOGY) for q in quads if q.predicate.value.endswith("#predicate")}
    assert made == locals_
