"""Metrics of made-up sentences with marked mentions: whose number it is, its name and time, and what is no metric."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from marked import read

from kg.model import HOLDS
from kg.nlp.annotations import MetricDraft
from kg.nlp.metric_words import unit_class
from kg.nlp.metrics import MIN_PROBABILITY, PLACES, find_metrics, load_weights

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "metrics.yml").read_text(encoding="utf-8")
)


def row(metric: MetricDraft) -> str:
    words = f"{metric.subject} | {metric.name} | {metric.value} | {metric.unit} | {metric.time}".strip()
    return words if metric.status in HOLDS else f"{words} | {metric.status}"


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert [row(metric) for metric in find_metrics(read(case["text"]))] == case["find"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_evidence_shows_the_number_and_its_unit(case: dict[str, Any]) -> None:
    doc = read(case["text"])
    wordings = {value.number: value.text for value in doc._.values if value.number is not None}
    for metric in find_metrics(doc):
        (start, end), *rest = metric.evidence
        assert not rest
        assert wordings[metric.value] in doc.text[start:end]
        assert metric.name
        assert MIN_PROBABILITY <= metric.confidence <= 1
        assert metric.rule in {f"metrics.{place}" for place in PLACES}


def test_the_table_is_wide() -> None:
    types = {case["text"].split("{a:")[1].split(":")[0] for case in CASES if case["find"]}
    assert {"REGION", "PRODUCT", "PARK", "PROJECT", "EVENT", "PERSON", "ORG.company"} <= types
    assert len(CASES) >= 60
    assert sum(not case["find"] for case in CASES) >= 12


def test_a_number_told_twice_is_one_metric() -> None:
    text = "{a:REGION:靖西市}茶园面积达9万亩。\n据悉，{a:REGION:靖西市}茶园面积达9万亩。"
    assert len(find_metrics(read(text))) == 1


def test_no_mention_no_metric() -> None:
    assert find_metrics(read("茶园面积达9万亩，产值3亿元。")) == []


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("万元", "money"),
        ("万亩", "area"),
        ("元/斤", "price"),
        ("台（套）", "things"),
        ("万", "bare"),
        ("光年", "other"),
    ],
)
def test_classes_of_units(unit: str, name: str) -> None:
    assert unit_class(unit) == name


def test_weights_are_those_of_features() -> None:
    assert "bias" in load_weights()
    assert not any(name.startswith("background:") for name in load_weights())
