"""The page's data: all facts with their quotes, partnerships with what is only planned beside them."""

from __future__ import annotations

import json

import pytest

from kg.errors import StoreError
from kg.payload import Lens, payload
from kg.pinyin import spelled
from kg.store import ReadStore


@pytest.fixture(scope="module")
def data(store: ReadStore) -> dict:
    return payload(store)


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
    seen = [(p["source"], p["target"], p["directed"], len(p["statements"])) for p in data["pairs"]]
    assert seen == [
        ("region/440100", "region/522700", True, 2),
        ("region/440000", "region/520000", True, 1),
        ("region/500000", "region/520000", False, 1),
        ("region/500000", "region/530000", False, 1),
        ("region/441300", "region/522300", True, 1),
        ("region/522700", "region/530000", False, 1),
    ]
    assert data["omitted"] == 0


def test_fields_and_dates_are_for_machines(data: dict):
    fact = data["statements"]["statement/aa02"]
    assert (fact["fields"], fact["date"], fact["attrs"]) == (["labour"], "2018-07", [["date", "2018年7月"]])
    assert data["words"]["field.labour"] == ["劳务", "labour"]
    assert "date" not in data["statements"]["statement/aa03"]
    assert data["metrics"]["metric/mm01"]["date"] == "2025"
    # When an article appeared is never when a fact was.
    assert data["articles"]["article/a1"]["published"] == "2024-03"


def test_names_can_be_typed_in_pinyin(data: dict):
    assert data["entities"]["region/522700"]["pinyin"][1:] == ["qian nan", "qian nan zhou"]


def test_half_a_partnership_is_an_incomplete_graph(make_store, lines: list[str]):
    half = [line for line in lines if not ("/x3>" in line and "#member" in line and "region/520000" in line)]
    assert len(half) == len(lines) - 1
    with pytest.raises(StoreError, match="partnership/x3"):
        payload(make_store(half))


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
    "key, zh, en", [("relation.assists", "帮扶", "assists"), ("type.REGION", "地区", "region"), ("attr.date", "时间", "date")]
)
def test_words_are_there_in_both_languages(data: dict, key: str, zh: str, en: str):
    assert data["words"][key] == [zh, en]


LENSES = [
    (Lens(), 16, 16, 6),
    (Lens(relations=("assists",)), 4, 6, 3),
    (Lens(min_confidence=0.92), 1, 2, 1),
    (Lens(as_of="2000"), 15, 16, 6),
    (Lens(as_of="2018-07"), 16, 16, 6),
    (Lens(focus="product/p1"), 1, 2, 0),
    (Lens(focus="product/p1", depth=2), 4, 5, 0),
    (Lens(focus="region/500000", relations=("partners_with",)), 2, 3, 2),
]


@pytest.mark.parametrize("lens, statements, entities, pairs", LENSES, ids=str)
def test_a_lens_keeps_a_part(store: ReadStore, lens: Lens, statements: int, entities: int, pairs: int):
    data = payload(store, lens)
    assert (len(data["statements"]), len(data["entities"]), len(data["pairs"])) == (statements, entities, pairs)
    assert set(data["network"]["nodes"]) == set(data["entities"])


def test_places(data: dict):
    assert set(data["network"]["nodes"]) == set(data["entities"])
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
    data = payload(make_store([*lines, *more]))
    assert len(data["pairs"]) == 66
    assert len(data["places"]["wide"]["places"]) == 48
    assert data["omitted"] > 30


@pytest.mark.parametrize(
    "name, spelling",
    [
        ("黔南州", "qian nan zhou"),
        ("重庆市", "chong qing shi"),
        ("三都水族自治县", "san dou/du shui zu zi zhi xian"),
        ("绿春县", "lv chun xian"),
        ("Acme <b>公司", "acme <b> gong si"),
        ("𪜶州", "𪜶 zhou"),
        ("", ""),
    ],
)
def test_spelled(name: str, spelling: str):
    assert spelled(name) == spelling
