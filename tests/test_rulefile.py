"""Rule files: what loads, and that every fault names file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from kg.errors import RuleError
from kg.i18n import set_language
from kg.rulefile import parse_rules, read_rulefile, read_rulefiles


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("")


@dataclass(frozen=True)
class Rule:
    id: str
    weight: float = 1.0
    kind: Literal["near", "far"] = "near"
    words: tuple[str, ...] = ()
    is_open: bool = False
    note: str | None = None
    line: int = 0
    file: str = ""


@dataclass(frozen=True)
class Rules:
    name: str
    rules: tuple[Rule, ...]
    classes: dict[str, frozenset[str]] | None = None


GOOD = """\
name: one
rules:
  - {id: a.b, weight: 1, words: [帮扶, 协作]}
  - id: a.c
    kind: far
    is-open: true
    note: ~
classes: {verbs: [去, 到]}
"""


def test_a_good_file_becomes_dataclasses_with_lines() -> None:
    rules = parse_rules(GOOD, Rules, "x.yml")
    assert [(r.id, r.line, r.file) for r in rules.rules] == [("a.b", 3, "x.yml"), ("a.c", 4, "x.yml")]
    assert rules.rules[0].words == ("帮扶", "协作") and rules.rules[0].weight == 1.0
    assert rules.rules[1].is_open and rules.rules[1].note is None
    assert rules.classes == {"verbs": frozenset({"去", "到"})}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yml:1: the file is empty"),
        ("# nothing\n", "x.yml:1: the file is empty"),
        ("name: [\n", "x.yml:2: no YAML"),
        ("- a\n", "x.yml:1: the file: keys and values"),
        ("name: n\nrules: []\n", "x.yml:2: rules: the list is empty"),
        ("name: n\nrules: a\n", "x.yml:2: rules: a list is wanted"),
        ("name: n\n", "x.yml:1: the file: the key 'rules' is missing"),
        ("name: n\nrules:\n  - {id: a}\n  - {id: a}\n", "x.yml:4: rules: 'a' is there twice"),
        ("name: n\nrules:\n  - {id: a, wieght: 2}\n", "x.yml:3: rules: unknown key 'wieght'"),
        ("name: n\nrules:\n  - {id: a, line: 2}\n", "x.yml:3: rules: unknown key 'line'"),
        ("name: n\nname: m\nrules:\n  - {id: a}\n", "x.yml:2: the file: the key 'name' is there twice"),
        ("name: 3\nrules:\n  - {id: a}\n", "x.yml:1: name: str is wanted, not '3'"),
        ("name: n\nrules:\n  - {id: a, weight: much}\n", "x.yml:3: weight: float is wanted"),
        ("name: n\nrules:\n  - {id: a, is_open: 1}\n", "x.yml:3: is_open: bool is wanted"),
        ("name: n\nrules:\n  - {id: a, kind: nearby}\n", "x.yml:3: kind: one of near, far"),
        ("name: n\nrules:\n  - {id: ''}\n", "x.yml:3: id: an empty text"),
        ("name: n\nrules:\n  - {id: a}\nclasses: {v: [去, 去]}\n", "x.yml:4: v: '去' is there twice"),
    ],
)
def test_faults_name_file_and_line(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules(text, Rules, "x.yml")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: n\nrules:\n  - {id: a, wieght: 2}\n", "x.yml:3: rules: 没有 'wieght' 这个键（可用：id, weight"),
        ("name: 3\nrules:\n  - {id: a}\n", "x.yml:1: name: 应为文字，不是 '3'"),
        ("name: n\n", "x.yml:1: 文件: 缺少 'rules'"),
    ],
)
def test_faults_are_told_in_chinese_too(text: str, message: str) -> None:
    set_language("zh")
    with pytest.raises(RuleError) as caught:
        parse_rules(text, Rules, "x.yml")
    assert str(caught.value).startswith(message)


def test_a_missing_file_is_a_rule_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"gone\.yml:1: cannot be read"):
        read_rulefile(tmp_path / "gone.yml", Rules)


def test_ids_are_unique_across_the_files_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule files"):
        read_rulefiles(tmp_path, Rules)
    (tmp_path / "one.yml").write_text(GOOD, encoding="utf-8")
    assert list(read_rulefiles(tmp_path, Rules)) == ["one"]
    (tmp_path / "two.yml").write_text("name: two\nrules:\n  - {id: z}\n  - {id: a.c}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"two.yml:4: the id 'a.c' stands in one.yml too"):
        read_rulefiles(tmp_path, Rules)
