"""FollowTheMoney as its own package reads it where that is installed, and always against what of its model the export uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.exports import walk
from kg.exports.ftm import FTM, _link
from kg.lookups import ArticleRow, EntityRow, StatementRow
from kg.store import ReadStore, open_store

MODEL: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "ftm_model.yml").read_text(encoding="utf-8"))
RANGES = MODEL.pop("ranges")
DATES = ("startDate", "endDate", "date", "publishedAt")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture(scope="module", params=["small", "seeds"])
def graph(request: pytest.FixtureRequest) -> ReadStore:
    return open_store(request.getfixturevalue({"small": "graph_dir", "seeds": "seeds_graph"}[request.param]))


def entities(graph: ReadStore) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in b"".join(FTM.whole(graph).values()).decode().splitlines()]
    found = {entity["id"]: entity for entity in lines}
    assert len(found) == len(lines)
    return found


def test_all_is_there(graph: ReadStore):
    found = entities(graph)
    facts = {row.id for row in walk.statements(graph) if row.holds}
    links = {e["properties"]["recordId"][0] for e in found.values() if "recordId" in e["properties"]}
    assert links == facts
    assert len(found) == len(facts) + len(list(walk.entities(graph))) + len(list(walk.articles(graph)))


def test_it_keeps_to_the_model(graph: ReadStore):
    found = entities(graph)
    for entity in found.values():
        schema, properties = MODEL[entity["schema"]], entity["properties"]
        assert set(properties) <= set(schema["properties"])
        for name, values in properties.items():
            assert values and all(isinstance(value, str) and value for value in values)
            if name in DATES:
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values)
        for end, wanted in schema.get("ends", {}).items():
            [value] = properties[end]
            assert found[value]["schema"] in RANGES[wanted]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", entity["id"])


def test_the_package_reads_it_without_loss(graph: ReadStore):
    package = pytest.importorskip("followthemoney", reason="followthemoney is not installed (pip install followthemoney)")
    found = entities(graph)
    for entity in found.values():
        proxy = package.model.get_proxy(json.loads(json.dumps(entity)), cleaned=False)  # which drops what it takes for wrong
        back = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert back == {name: sorted(values) for name, values in entity["properties"].items()}
        package.model.get(proxy.schema.name).validate(entity)
        for prop, value in proxy.itervalues():
            if prop.range is not None:
                assert package.model.get(found[value]["schema"]).is_a(prop.range)


def test_what_the_model_is_taken_for(graph: ReadStore):
    package = pytest.importorskip("followthemoney", reason="followthemoney is not installed (pip install followthemoney)")
    for name, told in MODEL.items():
        schema = package.model.get(name)
        assert set(told["properties"]) <= set(schema.properties)
        for end, wanted in told.get("ends", {}).items():
            assert schema.properties[end].range.name == wanted
    for wanted, names in RANGES.items():
        assert {name for name in MODEL if package.model.get(name).is_a(wanted)} == set(names)


def test_a_fact_with_all_it_says(store: ReadStore):
    found = entities(store)
    assert found["statement.aa02"]["schema"] == "UnknownLink"
    link = found["statement.aa02"]["properties"]
    assert (link["subject"], link["object"], link["role"]) == (["region.440100"], ["region.522700"], ["帮扶"])
    assert (link["date"], link.get("startDate"), link["proof"]) == (["2018-07"], None, ["article.a1"])
    assert link["summary"] == ["广州市\n结对帮扶黔南州", "广州与\ufffd黔南携手"]
    assert {"review: confirmed (张三, 2026-11-25)", "confidence: 0.9", "status: done", "file: one.txt:30-41", "date: 2018年7月"} <= set(link["description"])
    assert link["sourceUrl"] == ["https://news.example.org/a?b=1&c=2"]
    assert (found["statement.aa01"]["properties"]["startDate"], found["statement.aa01"]["properties"]["endDate"]) == (["1996"], ["2020-12"])
    job = found["statement.cc04"]
    assert (job["schema"], job["properties"]["role"], job["properties"]["employee"]) == ("Employment", ["董事长"], ["person.q1"])
    region = found["region.440100"]["properties"]
    assert (region["country"], region["wikidataId"], region["address"]) == (["cn"], ["Q16572"], ["广东省/广州市"])
    assert found["product.p1"]["properties"]["notes"][0].startswith("品牌价值 超30.5亿元 (2025年); review: edited; confidence: 0.9")
    assert "statement.bb01" not in found  # planned


CITY, ORG, FUND = EntityRow("region/1", "REGION", "甲市"), EntityRow("org/2", "ORG", "乙所"), EntityRow("project/3", "PROJECT", "丙项目")


@pytest.mark.parametrize(
    ("subject", "wording", "schema", "money"),
    [
        (CITY, "5257万元", "Payment", ("52570000", "CNY")),
        (CITY, "数千万元", "Payment", None),
        (CITY, "1000万至2000万元", "Payment", None),
        (CITY, "300万美元", "Payment", None),
        (FUND, "5257万元", "UnknownLink", None),
    ],
)
def test_money_is_a_payment(store: ReadStore, subject: EntityRow, wording: str, schema: str, money: tuple[str, str] | None):
    article = ArticleRow("article/4", "题", "", "", "", "one.txt")
    row = StatementRow("statement/5", subject, "funds", ORG, "done", 0.9, "r", article, (("amount", wording),), ())
    found, properties = _link(store, "funds", row, "zh")
    assert found == schema and set(filter(properties.get, properties)) <= set(MODEL[schema]["properties"])
    assert (properties.get("amount", [None])[0], properties.get("currency", [None])[0]) == (money or (None, None))
    assert f"amount: {wording}" in properties["description"]
