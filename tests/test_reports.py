"""Which articles are reprints of one text (tests/data/reports.yml), however they come in."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Block, Document
from kg.reports import body, cluster, report_quads, signature

DATA = yaml.safe_load((Path(__file__).parent / "data" / "reports.yml").read_text(encoding="utf-8"))
TEXTS: dict[str, str] = DATA["texts"]
SIGNATURES = {name: signature(text) for name, text in TEXTS.items()}
GROUP = {name: number for number, names in enumerate(DATA["same"]) for name in names}
APART = [pair for pair in combinations(TEXTS, 2) if GROUP.get(pair[0], pair[0]) != GROUP.get(pair[1], pair[1])]


def test_the_data_names_texts_that_are_there():
    assert len(TEXTS) == 15 and set(GROUP) <= set(TEXTS) and len(APART) > 80


@pytest.mark.parametrize("name", [name for name in DATA["same"][0] if name != "release"])
def test_a_reprint_counts_with_its_release(name):
    assert set(cluster((n, SIGNATURES[n]) for n in ("release", name)).values()) == {min("release", name)}


@pytest.mark.parametrize("pair", APART, ids=" | ".join)
def test_different_texts_stay_apart(pair):
    assert cluster((name, SIGNATURES[name]) for name in pair) == {name: name for name in pair}


def test_all_together():
    reports = cluster(SIGNATURES.items())
    for names in DATA["same"]:
        assert {reports[name] for name in names} == {min(names)}
    assert len(set(reports.values())) == len(TEXTS) - len(GROUP) + len(DATA["same"])


@settings(max_examples=25, deadline=None)
@given(st.permutations(sorted(TEXTS)), st.sets(st.sampled_from(sorted(TEXTS))))
def test_order_makes_no_difference(order, chosen):
    assert cluster((name, SIGNATURES[name]) for name in order) == cluster(SIGNATURES.items())
    some = [name for name in order if name in chosen]
    assert cluster((n, SIGNATURES[n]) for n in some) == cluster((n, SIGNATURES[n]) for n in sorted(some))


@given(st.text(max_size=200))
def test_any_text_has_a_signature_of_its_own_form(text):
    assert len(signature(text)) % 8 == 0
    assert set(cluster([("b", signature(text)), ("a", signature(text))]).values()) <= {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("投入资金3560万元，实施项目18个。", "投入资金３５６０万元,实施项目１８个。"),
        ("两地共建“茶叶加工园区”。", "两地共建「茶叶加工园区」"),
        ("销售农特产品8,600万元；受益群众2.3万人。", "销售农特产品 8,600 万元\n受益群众2.3万人"),
    ],
)
def test_width_quotes_and_spaces_are_no_part_of_a_text(one, other):
    assert signature(one) == signature(other) != b""


def test_an_article_without_a_text_is_a_report_of_its_own():
    assert cluster([("b", b""), ("a", b"")]) == {"a": "a", "b": "b"}


def test_the_body_is_what_stands_under_title_and_by_line():
    text = "题目\n记者某\n第一段。\n图为某地。\n第二段。"
    kinds = ("title", "byline", "body", "caption", "body")
    starts = [0, 3, 7, 12, 18]
    blocks = tuple(Block(k, s, s + len(t)) for k, s, t in zip(kinds, starts, text.split("\n"), strict=True))
    document = Document("d", "d.txt", "text/plain", "utf-8", "", text)
    assert body(Article("a", document, 0, "题目", "记者某", "", "", text, range(len(text)), blocks)) == "第一段。\n第二段。"


def test_quads():
    base = "https://kg.example.org/"
    quads = list(report_quads({"a": "a", "b": "a", "c": "c"}, base))
    assert {q.graph_name.value for q in quads} == {f"{base}graph/reports"}
    assert {
        (q.subject.value.removeprefix(base), q.predicate.value.rpartition("#")[2], q.object.value.removeprefix(base))
        for q in quads
    } == {
        ("article/a", "report", "report/a"),
        ("article/b", "report", "report/a"),
        ("article/c", "report", "report/c"),
        ("report/a", "type", "ontology#Report"),
        ("report/a", "articles", "2"),
        ("report/c", "type", "ontology#Report"),
        ("report/c", "articles", "1"),
    }
