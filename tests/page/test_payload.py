"""The page's data: all facts with their quotes, partnerships with what is only planned beside them."""

from __future__ import annotations

import json

import pytest

from kg.errors import StoreError
from kg.i18n import set_language
from kg.payload import payload
from kg.store import ReadStore


@pytest.fixture(scope="module")
def data(store: ReadStore) -> dict:
    return payload(store, "zh")


def test_all_is_there(data: dict):
    assert {k: len(data[k]) for k in ("entities", "statements", "metrics", "articles")} == {
        "entities": 16,
        "statements": 16,
        "metrics": 1,
        "articles": 2,
    }
    assert data["entities"]["region/522700"]["aliases"] == ["黔南", "黔南州"]
    assert json.loads(json.dumps(data, ensure_ascii=False)) == json.loads(json.dumps(data))


def test_pairs_merge_articles_and_keep_plans_apart(data: dict):
    seen = [
        (p["source"], p["target"], p["directed"], p["holds"], len(p["statements"])) for p in data["pairs"]
    ]
    assert seen == [
        ("region/440100", "region/522700", True, True, 2),
        ("region/440000", "region/520000", True, True, 1),
        ("region/500000", "region/520000", False, True, 1),
        ("region/500000", "region/530000", False, True, 1),
        ("region/441300", "region/522300", True, False, 1),
        ("region/522700", "region/530000", False, False, 1),
    ]
    assert data["pairs"][0]["fields"] == ["劳务"]


def test_a_status_is_the_best_that_is_said(data: dict):
    assert [p["status"] for p in data["pairs"]] == ["done", "done", "done", "done", "planned", "denied"]
    assert {link["status"] for link in data["links"]} == {"done", "ongoing", "planned", "denied"}
    assert data["omitted"] == 0


def test_half_a_partnership_is_an_incomplete_graph(make_store, lines: list[str]):
    half = [line for line in lines if not ("/x3>" in line and "#member" in line and "region/520000" in line)]
    assert len(half) == len(lines) - 1
    with pytest.raises(StoreError, match="partnership/x3"):
        payload(make_store(half), "zh")


def test_links_join_what_several_articles_say(data: dict):
    links = {link["id"]: link for link in data["links"]}
    assert links["region/440100 assists region/522700"]["statements"] == ["statement/aa02", "statement/aa03"]
    assert len(links) == 15
    assert not links["region/440000 hosts event/v1"]["holds"]


def test_quotes_best_first_with_their_sentence(data: dict):
    quotes = data["statements"]["statement/aa02"]["quotes"]
    assert quotes[0] == {
        "file": "one.txt",
        "start": 30,
        "end": 41,
        "prefix": "2018年7月，",
        "quote": "广州市\n结对帮扶黔南州",
        "suffix": "。",
    }
    assert quotes[1]["start"] == 90


@pytest.mark.parametrize(
    "lang, relation, kind, attr", [("zh", "帮扶", "地区", "时间"), ("en", "assists", "region", "date")]
)
def test_words_are_of_the_page_whatever_the_process_speaks(store: ReadStore, lang, relation, kind, attr):
    set_language("en" if lang == "zh" else "zh")
    try:
        data = payload(store, lang)
    finally:
        set_language("")
    assert data["words"]["relation"]["assists"] == relation
    assert data["words"]["type"]["REGION"] == kind
    assert [attr, "2018年7月"] in data["statements"]["statement/aa02"]["attrs"]


def test_places(data: dict):
    assert set(data["places"]["all"]) == set(data["entities"])
    regions = {"440000", "440100", "441300", "520000", "522700", "522300", "500000", "530000"}
    for screen in ("wide", "narrow"):
        assert set(data["places"][screen]["places"]) == {f"region/{code}" for code in regions}


def test_many_pairs_leave_some_to_the_other_view(make_store, lines: list[str]):
    base = "https://kg.example.org/"
    more = []
    for i in range(60):
        node = f"<{base}partnership/m{i:02}>"
        for p, o in (
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{base}ontology#Partnership>"),
            (f"{base}ontology#helper", f"<{base}region/h{i}>"),
            (f"{base}ontology#recipient", f"<{base}region/r{i}>"),
            (f"{base}ontology#supportedBy", f"<{base}statement/aa03>"),
        ):
            more.append(f"{node} <{p}> {o} <{base}graph/partnerships> .\n")
        for end in "hr":
            more.append(
                f"<{base}region/{end}{i}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}ontology#Region> <{base}graph/entities> .\n"
            )
    data = payload(make_store([*lines, *more]), "zh")
    assert len(data["pairs"]) == 66
    assert len(data["places"]["wide"]["places"]) == 48
    assert data["omitted"] > 30
