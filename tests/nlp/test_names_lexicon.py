"""Lexicons: a wrong one names its file, and the shipped ones hold what the code asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.model import Entity
from kg.nlp import lexicon
from kg.nlp.governments import full_region_name, organ, party_committee
from kg.nlp.lexicon import alternatives, load_lexicon, words_of
from kg.nlp.organisations import subtype_of
from kg.nlp.persons import has_surname


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "wrong.yml:1: an empty lexicon"),
        ("- a\n", "wrong.yml:1: an empty lexicon"),
        ("a: [b\n", "wrong.yml:2: no YAML"),
        ("other: 甲\n", "wrong.yml:1: no words under 'heads'"),
        ("heads: 甲 乙 甲\n", "wrong.yml:1: twice under 'heads': 甲"),
    ],
)
def test_wrong_lexicon(content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wrong.yml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(lexicon, "LEXICONS", tmp_path)
    load_lexicon.cache_clear()
    words_of.cache_clear()
    with pytest.raises(RuleError, match=message):
        words_of("wrong", "heads")
    load_lexicon.cache_clear()
    words_of.cache_clear()


def test_missing_lexicon() -> None:
    with pytest.raises(RuleError, match=r"nowhere\.yml:1: cannot be read"):
        load_lexicon("nowhere")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["公司", "有限公司", "公"], "某有限公司、公司与公园", ["有限公司", "公司", "公"]),
        (["县", "县城", "县城关", "县人"], "县城关、县城里、县人、县", ["县城关", "县城", "县人", "县"]),
        (["a-c", "a^", "a]", "a\\"], "a-c abc a^ a] a\\", ["a-c", "a^", "a]", "a\\"]),
        (["(甲)", "."], "(甲)乙.", ["(甲)", "."]),
    ],
    ids=["one ends in another", "one opens another", "signs in a class", "signs of expressions"],
)
def test_longest_alternative_first(words: list[str], text: str, expected: list[str]) -> None:
    assert re.findall(alternatives(words), text) == expected


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("甲有限公司", "company"),
        ("甲人民医院", "hospital"),
        ("甲中学", "school"),
        ("甲工作队", "gov"),
        ("甲商会", "other"),
        ("甲", ""),
    ],
)
def test_subtype(name: str, subtype: str) -> None:
    assert subtype_of(name) == subtype


@pytest.mark.parametrize(
    ("name", "right"),
    [("王建国", True), ("欧阳文静", True), ("王", False), ("建国", False), ("王建国民", False)],
)
def test_surname(name: str, right: bool) -> None:
    assert has_surname(name) is right


def region(path: str) -> Entity:
    return Entity(f"region/{path}", "REGION", path.rpartition("/")[2], path=path)


def test_names_of_organs() -> None:
    district = region("广东省/广州市/白云区")
    assert full_region_name(district) == "广州市白云区"
    assert full_region_name(region("贵州省/毕节市")) == "毕节市"
    assert full_region_name(region("广西壮族自治区")) == "广西壮族自治区"
    assert party_committee(region("广西壮族自治区")).name == "中共广西壮族自治区党委"
    assert organ(district, "教育局").id != organ(region("山东省/青岛市/城阳区"), "教育局").id
