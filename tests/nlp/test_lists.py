"""Parallel lists: tests/data/lists.yml says who is paired with whom; any other pair is a fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from marked import read

from kg.model import HOLDS
from kg.nlp.relations import find_relations

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "lists.yml").read_text(encoding="utf-8")
)
PLACES = {
    "a": "浙江省/温州市/瓯海区",
    "b": "浙江省/宁波市/北仑区",
    "c": "浙江省/嘉兴市/海盐县",
    "x": "四川省/广元市/旺苍县",
    "y": "四川省/巴中市/南江县",
    "z": "四川省/达州市/渠县",
    "w": "四川省/南充市/仪陇县",
    "v": "四川省/宜宾市/屏山县",
}


def marked(text: str) -> str:
    """{a} → a mention of the place, {a,x:REGION:两省} → with the places known by then."""
    plain = re.sub(r"\{([a-z])\}", lambda m: f"{{{m[1]}:REGION:{PLACES[m[1]].split('/')[-1]}={PLACES[m[1]]}}}", text)
    if ":REGION:两省" in plain:
        # A group alone: its members must be known with their paths.
        plain = f"{marked('{a}')}。{marked('{x}')}。{plain}"
    return plain


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = set()
    for draft in find_relations(read(marked(case["text"]))):
        if draft.status in HOLDS and draft.predicate in ("assists", "partners_with"):
            ends = (draft.subject, draft.object)
            found.add(">".join(ends) if draft.predicate == "assists" else "-".join(sorted(ends)))
    assert sorted(found) == sorted(case["pairs"])


def test_there_are_fifty_sentences_and_more() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 50
