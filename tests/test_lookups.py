"""Look-ups on the small graph of tests/cli/graph.trig."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.errors import AmbiguousName, QueryError, StoreError, UnknownName
from kg.lookups import (
    evidence,
    find,
    label,
    named_queries,
    named_query,
    partners,
    path,
    relation_local,
    relation_name,
    show,
    stats,
)
from kg.lookups.facts import plain_number
from kg.lookups.names import map_name, short_forms
from kg.lookups.search import Search
from kg.store import ReadStore, open_store

TRIG = Path(__file__).parent / "cli" / "graph.trig"


def write(folder: Path, text: str) -> ReadStore:
    lines = serialize(parse(text.encode(), format=RdfFormat.TRIG), format=RdfFormat.N_QUADS).splitlines(True)
    (folder / "graph.nq").write_bytes(b"".join(sorted(lines)))
    return open_store(folder)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadStore:
    return write(tmp_path_factory.mktemp("lookups"), TRIG.read_text(encoding="utf-8"))


NAMES = [
    ("宁夏回族自治区", "region/640000"), ("宁夏", "region/640000"), ("640000", "region/640000"), ("region/640000", "region/640000"),
    ("https://kg.example.org/region/640000", "region/640000"), ("“宁夏”", "region/640000"), ("《宁夏》", "region/640000"), (" 宁夏 ", "region/640000"),
    ("宁夏回族自治区/固原市/西吉县", "region/640422"), ("宁夏固原西吉", "region/640422"), ("固原西吉县", "region/640422"), ("宁夏西吉县", "region/640422"),
    ("西吉", "region/640422"), ("福建省福州市闽侯县", "region/350121"), ("福州闽侯", "region/350121"), ("北京朝阳区", "region/110105"),
    ("双江", "region/530925"), ("双江县", "region/530925"), ("双江自治县", "region/530925"), ("闽", "region/350000"),
    ("西吉马铃薯", "product/p1"), ("「西吉马铃薯」", "product/p1"), ("福州市人社局", "org/o1"), ("org/o1", "org/o1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "identifier"), NAMES)
def test_a_name_in_any_usual_form(store, name, identifier):
    assert find(store, name).id == identifier


@pytest.mark.parametrize(
    "name",
    [
        "",
        "“”",
        "福建固原",
        "西吉固原",
        "劳务",
        "field/labour",
        "statement/aa01",
        "999999",
        "region/999999",
        "不存在的地方",
        'a"b',
        "\ud800",
    ],
)
def test_what_is_no_name_is_unknown(store, name):
    with pytest.raises(UnknownName):
        find(store, name)


def test_unknown_names_come_with_names_like_them(store):
    with pytest.raises(UnknownName, match="福州市人社局") as caught:
        find(store, "福州人社局")
    assert ("福州市人社局", "ORG") in caught.value.nearest


def test_ambiguous_names_come_with_their_paths(store):
    with pytest.raises(AmbiguousName) as caught:
        find(store, "朝阳区")
    assert [identifier for identifier, _ in caught.value.candidates] == ["region/110105", "region/220104"]
    assert "北京市/朝阳区" in caught.value.candidates[0][1]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("广州市", {"广州"}),
        ("双江拉祜族佤族布朗族傣族自治县", {"双江", "双江县", "双江自治县"}),
        ("甘南藏族自治州", {"甘南", "甘南州", "甘南自治州"}),
        ("内蒙古自治区", {"内蒙古"}),
        ("香港特别行政区", {"香港"}),
        ("滨州", set()),
        ("沙县区", {"沙县"}),
        ("黔西南布依族苗族自治州", {"黔西南", "黔西南州", "黔西南自治州"}),
        ("黔东南苗族侗族自治州", {"黔东南", "黔东南州", "黔东南自治州"}),
        ("积石山保安族东乡族撒拉族自治县", {"积石山", "积石山县", "积石山自治县"}),
        ("伊犁哈萨克自治州", {"伊犁", "伊犁州", "伊犁自治州"}),
        ("东乡族自治县", {"东乡", "东乡县", "东乡自治县"}),
        ("鄂伦春自治旗", {"鄂伦春", "鄂伦春旗"}),
        ("广西壮族自治区", {"广西"}),
    ],
)
def test_short_forms(name, forms):
    assert short_forms(name) == forms


MAPPED = {
    "贵州省": "贵州", "广西壮族自治区": "广西", "内蒙古自治区": "内蒙古", "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "市": "市",
    "黔南布依族苗族自治州": "黔南", "三都水族自治县": "三都", "积石山保安族东乡族撒拉族自治县": "积石山", "广州市": "广州", "黄埔区": "黄埔",
    "城区": "城区", "黔西南布依族苗族自治州": "黔西南", "隆林各族自治县": "隆林", "大兴安岭地区": "大兴安岭", "龙场镇": "龙场镇",
}  # fmt: skip


@pytest.mark.parametrize("name", MAPPED)
def test_names_as_maps_write_them(name):
    assert map_name(name) == MAPPED[name]


def pairs(found) -> list[tuple[str, str, str, int]]:
    return [(p.region.name, p.direction, p.partner.name, p.step) for p in found]


def test_partners_keeps_own_below_and_above_apart(store):
    answer = partners(store, find(store, "固原"))
    assert pairs(answer.own) == []
    assert pairs(answer.below) == [("隆德县", "helped_by", "闽侯县", 1)]
    assert pairs(answer.above) == [("宁夏回族自治区", "helped_by", "福建省", 1)]
    assert [(s.subject.name, s.predicate, s.object.name) for s in answer.dealings] == [
        ("固原市", "sends_labour_to", "福州市")
    ]
    assert [(s.subject.name, s.status, s.object.name) for s in answer.unsettled] == [
        ("福州市", "planned", "西吉县")
    ]


def test_units_over_it_are_asked_only_when_it_has_no_pair_of_its_own(store):
    answer = partners(store, find(store, "隆德"))
    assert pairs(answer.own) == [("隆德县", "helped_by", "闽侯县", 1)]
    assert answer.above == ()


def test_a_helper_sees_the_pair_from_its_side(store):
    (pair,) = partners(store, find(store, "福建")).own
    assert (pair.direction, pair.partner.name, pair.since, pair.confidence) == (
        "helps",
        "宁夏回族自治区",
        "1996年",
        0.95,
    )
    assert [a.title for a in pair.articles] == ["山海情"]


def test_what_is_only_planned_is_no_pair(store):
    answer = partners(store, find(store, "西吉县"))
    assert answer.own == () and len(answer.unsettled) == 1


@pytest.mark.parametrize(
    ("relations", "counts"),
    [
        (("assists",), (1, 1, 0, 0)),
        (("partners_with",), (0, 0, 0, 1)),
        (("sends_labour_to",), (0, 0, 1, 0)),
        (("visits",), (0, 0, 0, 0)),
    ],
)
def test_relations_choose(store, relations, counts):
    answer = partners(store, find(store, "固原"), relations=relations)
    assert tuple(map(len, (answer.below, answer.above, answer.dealings, answer.unsettled))) == counts


CHAIN = """
@prefix kg: <http://t.example/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix r: <http://t.example/region/> .
<http://t.example/graph/entities> {
  r:1 a kg:Region ; skos:prefLabel "甲市"@zh . r:2 a kg:Region ; skos:prefLabel "乙市"@zh . r:3 a kg:Region ; skos:prefLabel "丙市"@zh . }
<http://t.example/graph/partnerships> {
  <http://t.example/partnership/a> a kg:Partnership ; kg:member r:1 , r:2 ; kg:confidence 0.5 .
  <http://t.example/partnership/b> a kg:Partnership ; kg:member r:2 , r:3 ; kg:confidence 0.5 .
  <http://t.example/partnership/c> a kg:Partnership ; kg:helper r:1 ; kg:recipient r:3 ; kg:confidence 0.5 . }
"""


@pytest.mark.parametrize(("depth", "found"), [(1, ["c", "a"]), (2, ["c", "a", "b"]), (9, ["c", "a", "b"])])
def test_depth_walks_each_pair_once(tmp_path, depth, found):
    store = write(tmp_path, CHAIN)
    answer = partners(store, find(store, "甲市"), depth)
    assert [p.id.removeprefix("partnership/") for p in answer.own] == found


def test_show_has_both_directions_metrics_and_pairs(store):
    shown = show(store, find(store, "西吉县"))
    assert [(s.predicate, s.object.name) for s in shown.outgoing] == [("produces", "西吉马铃薯")]
    assert [(s.predicate, s.subject.name) for s in shown.incoming] == [("partners_with", "福州市")]
    (metric,) = show(store, find(store, "西吉马铃薯")).metrics
    assert (metric.name, metric.qualifier, metric.value, metric.unit, metric.time) == (
        "品牌价值",
        "超",
        "30.5",
        "亿元",
        "2025年",
    )
    assert [u.name for u in show(store, find(store, "固原")).units] == ["西吉县", "隆德县"]
    assert len(show(store, find(store, "宁夏")).pairs) == 1


def test_attributes_are_as_worded(store):
    (row,) = evidence(store, "bb01")
    assert dict(row.attrs) == {"amount": "12万元", "count": "640名", "purpose": "返岗"}
    (row,) = evidence(store, "aa02")
    assert dict(row.attrs) == {"date": "2018年7月", "field": "labour"}


def test_evidence_is_in_order_of_rank_and_keeps_every_character(store):
    (row,) = evidence(store, "statement/aa02")
    assert [(e.document, e.start, e.end) for e in row.evidence] == [("one.txt", 30, 47), ("one.txt", 10, 19)]
    assert row.evidence[0].quote == "闽侯县\n结对\x1b[31m帮扶隆德县"


@pytest.mark.parametrize("identifier", ["", "nosuch", "product/p1", "a b", '">', "statement/"])
def test_evidence_of_nothing(store, identifier):
    with pytest.raises((UnknownName, AmbiguousName)):
        evidence(store, identifier)


def test_path_walks_holding_statements_only(store):
    found = path(store, find(store, "宁夏"), find(store, "福建"))
    assert found is not None
    assert [(s.statement.id, s.forward) for s in found] == [("statement/aa01", False)]
    assert path(store, find(store, "福州市"), find(store, "西吉县")) is None  # only planned
    assert path(store, find(store, "福州市"), find(store, "福州")) == ()


def test_stats(store):
    counts = stats(store)
    assert (counts.documents, counts.articles, counts.entities, counts.statements, counts.holding) == (
        2,
        2,
        14,
        6,
        5,
    )
    assert dict(counts.by_status) == {"done": 4, "ongoing": 1, "planned": 1}
    assert counts.by_relation[0] == ("assists", 2)
    assert dict(counts.by_type) == {"REGION": 11, "ORG": 2, "PRODUCT": 1}


def test_a_statement_without_an_end_is_an_incomplete_graph(tmp_path):
    text = TRIG.read_text(encoding="utf-8").replace("rdf:subject r:640400 ; ", "", 1)
    broken = write(tmp_path, text)
    with pytest.raises(StoreError, match="bb01"):
        evidence(broken, "bb01")
    with pytest.raises(StoreError, match="bb01"):
        partners(broken, find(broken, "福州市"))


def test_labels_of_fields(store):
    assert [label(store, "field/labour", lang) for lang in ("zh", "en")] == ["劳务", "labour"]
    assert label(store, "field/nosuch", "zh") == "nosuch"


@pytest.mark.parametrize("name", ["assists", "sends_labour_to", "held_in"])
def test_relation_names_go_both_ways(name):
    assert relation_name(relation_local(name)) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [("30.50", "30.5"), ("5257.0", "5257"), ("1E+4", "10000"), ("0.10", "0.1"), ("", ""), ("-3.0", "-3")],
)
def test_numbers_as_people_write_them(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize("question", named_queries(), ids=lambda q: q.name)
def test_every_named_query_runs_and_says_what_it_asks(store, question):
    assert question.zh and question.en
    store.query(named_query(store, question.name).text, source=question.name)


def test_named_queries_follow_the_base_of_the_graph(tmp_path):
    store = write(tmp_path, CHAIN)
    assert "<http://t.example/ontology#>" in named_query(store, "partnerships").text
    with pytest.raises(QueryError):
        named_query(store, "no-such")


def test_search_puts_the_name_itself_first_then_what_it_is_short_for(store):
    search = Search(store)
    assert [row.id for row in search.find("双江县", 5)] == ["region/530925"]
    assert search.find("西吉", 5)[0].id == "region/640422"  # its short form, before 西吉马铃薯
    assert "product/p1" in [row.id for row in search.find("西吉", 5)]
    assert search.find("640422", 1)[0].id == "region/640422" == search.find("region/640422", 1)[0].id
    assert len(search.find("市", 3)) == 3
    assert search.find("", 3) == search.find("无此名", 3) == []


def test_search_finds_entities_and_no_fields(store):
    labels = {store.local(q.object) for q in store.quads(None, store.term("skos:prefLabel")) if store.local(q.subject).startswith("field/")}
    assert labels
    assert [row.id for label in labels for row in Search(store).find(label, 50) if row.id.startswith("field/")] == []
