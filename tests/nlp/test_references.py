"""References (该县, 全州, 两地, 省委) on made-up sentences whose regions are found first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.gazetteer import load_gazetteer
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lac import load_lac
from kg.nlp.references import find_references, level_words
from kg.nlp.regions import find_regions

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "regions_references.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_regions(text, load_lac().analyse([text])[0], load_gazetteer())
    for name in case.get("orgs", []):
        start = text.index(name)
        entity = Entity(f"org/{name}", "ORG", name)
        mentions.append(Candidate(start, start + len(name), "ORG", "test", 0.9, entity))
    mentions.sort(key=lambda c: (c.start, -c.end))
    found = find_references(text, mentions, load_gazetteer(), case.get("context", ""))
    assert [f"{text[c.start : c.end]} = {c.entity.name}" for c in found if c.entity] == case["find"]
    assert all(c.source.startswith("references.") for c in found)


def test_every_kind_of_reference_has_cases() -> None:
    assert len(CASES) >= 20
    surfaces = {line.partition(" = ")[0] for case in CASES for line in case["find"]}
    assert {"该县", "全州", "我省", "两地", "双方", "三省市", "省委", "自治区"} <= surfaces


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("贵州省", {"省"}),
        ("宁夏回族自治区", {"自治区", "区"}),
        ("三都水族自治县", {"县"}),
        ("黔南布依族苗族自治州", {"州"}),
        ("大兴安岭地区", set()),
    ],
)
def test_level_words(name: str, words: set[str]) -> None:
    assert level_words(Entity("region/1", "REGION", name, code="1")) == words
