"""What an Extraction makes of mentions: names without the region that opens them."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.nlp import extract, load
from kg.readers import read_articles

CASES = [
    ("在江西省兴国县，兴国县柳河中学办起了食堂。", "兴国县柳河中学", "柳河中学"),
    ("兴国县人民医院派出12名医生。", "兴国县人民医院", ""),
    ("兴国县第三中学办起了食堂。", "兴国县第三中学", ""),
    ("兴国控股集团有限公司办起了食堂。", "兴国控股集团有限公司", ""),
    ("江西港股份有限公司办起了食堂。", "江西港股份有限公司", ""),
]


@pytest.mark.parametrize(("text", "name", "short"), CASES)
def test_a_name_without_its_region_is_an_alias_where_it_says_enough(text: str, name: str, short: str) -> None:
    article = read_articles(Document("t", "t.txt", "text/plain", "utf-8", "", text))[0]
    (extraction,) = extract(load(), [article])
    (entity,) = [e for e in extraction.entities if name in (e.name, *e.aliases)]
    shorter = [alias for alias in entity.aliases if not alias.startswith(("江西", "兴国"))]
    assert shorter == ([short] if short else [])
    for mention in extraction.mentions:
        assert article.text[mention.start : mention.end] == mention.text


def test_a_bare_organ_counts_where_a_fact_takes_it_up() -> None:
    text = "3月2日，兴国县委、县政府部署春耕。\n县委书记陈远征到会，省政府另有安排。"
    article = read_articles(Document("t", "t.txt", "text/plain", "utf-8", "", text))[0]
    (extraction,) = extract(load(), [article])
    names = {entity.name for entity in extraction.entities if entity.type == "ORG"}
    assert "中共兴国县委" in names and "江西省人民政府" not in names


def test_a_character_that_means_another_region_elsewhere_is_no_alias() -> None:
    text = "黔西南州与惠州市携手。黔西南州的同志说，惠黔协作走深走实，黔西南州受益。贵州是黔，粤黔协作不断。"
    article = read_articles(Document("t", "t.txt", "text/plain", "utf-8", "", text))[0]
    (extraction,) = extract(load(), [article])
    shown = {m.text: m.entity for m in extraction.mentions if m.text == "黔"}
    assert shown  # it is read
    short = {e.code: [a for a in e.aliases if len(a) == 1] for e in extraction.entities if e.type == "REGION"}
    assert short["522300"] == [] and short["520000"] == ["黔"] and short["441300"] == ["惠"]  # as the table has them
    assert short.get("440000") == ["粤"]
