"""Region finding and linking on made-up sentences, with the words that the network really gives."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import RuleError
from kg.gazetteer import load_gazetteer
from kg.nlp import region_lexicon
from kg.nlp.annotations import Candidate
from kg.nlp.lac import load_lac
from kg.nlp.regions import find_regions

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "regions.yml").read_text(encoding="utf-8")
)


def find(text: str, context: str = "") -> list[Candidate]:
    return find_regions(text, load_lac().analyse([text])[0], load_gazetteer(), context)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find(text, case.get("context", ""))
    linked = [(text[c.start : c.end], c.entity.path) for c in found if c.entity and not c.entity.candidates]
    assert [f"{surface} = {path}" for surface, path in linked] == case.get("find", [])
    vague = [text[c.start : c.end] for c in found if c.entity and c.entity.candidates]
    assert vague == case.get("ambiguous", [])
    for surface, source in case.get("source", {}).items():
        assert [c.source for c in found if text[c.start : c.end] == surface] == [source]


def test_every_case_says_what_it_expects() -> None:
    assert len(CASES) >= 50
    assert all(len({"find", "ambiguous", "none"} & set(case)) == 1 for case in CASES)


def test_an_ambiguous_name_lists_its_units_and_depends_on_the_form_alone() -> None:
    first = find("鼓楼区举办了一场招聘会。")[0].entity
    second = find("昨天，鼓楼区下雨。")[0].entity
    assert first is not None and second is not None
    assert first == second
    assert first.id.startswith("region/ambiguous-")
    assert {"region/320106", "region/350102", "region/410204"} <= set(first.candidates)


def test_entities_carry_code_parent_and_other_names() -> None:
    entity = find("贵州省黔南州的山很高。")[1].entity
    assert entity is not None
    assert (entity.id, entity.code, entity.parent) == ("region/522700", "522700", "region/520000")
    assert {"黔南", "黔南州"} <= set(entity.aliases)


def test_candidates_are_sorted_and_do_not_overlap() -> None:
    text = "".join(case["text"] for case in CASES)
    found = find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 < c.score <= 1 and c.source.startswith("regions.") for c in found)


def test_work_grows_with_the_text_and_not_faster() -> None:
    text = "".join(case["text"] + "\n" for case in CASES)
    words = load_lac().analyse([text * 8])[0]

    def calls(times: int) -> int:
        """Calls of Python functions, which unlike seconds are the same on any machine."""
        part = [word for word in words if word.end <= len(text) * times]
        count = 0

        def counted(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += event == "call"

        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            find_regions(text * times, part, load_gazetteer())
        finally:
            sys.setprofile(before)
        return count

    calls(8)  # loads what is loaded when it is first needed
    assert calls(8) < 16 * calls(1)


def test_a_damaged_lexicon_names_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "region_words.csv").write_text("form,kind\n城区,fulll\n", encoding="utf-8")
    monkeypatch.setattr(region_lexicon, "LEXICONS", tmp_path)
    with pytest.raises(RuleError, match=r"region_words\.csv:2: fulll is none of"):
        region_lexicon.region_words.__wrapped__("full")


@pytest.mark.parametrize("code", sorted({a.code for found in region_lexicon.abbreviations().values() for a in found}))
def test_abbreviations_name_units_of_the_table(code: str) -> None:
    assert code in load_gazetteer().by_code


def test_new_areas_lie_in_units_of_the_table() -> None:
    assert set(region_lexicon.new_areas().values()) <= set(load_gazetteer().by_code)
