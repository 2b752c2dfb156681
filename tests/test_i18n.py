"""The catalogue of messages is complete in both languages, and complete for what the code asks of it."""

from __future__ import annotations

import re
import string
from importlib import import_module
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from kg.i18n import LANGUAGES, MESSAGES, language, set_language, t

KG = Path(__file__).parents[1] / "kg"


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_the_same(key):
    zh, en = MESSAGES[key]
    assert zh and en
    assert placeholders(zh) == placeholders(en)
    assert not re.search(r"[\u4e00-\u9fff]", en.replace("黔南", "")), "Chinese in the English message"


def test_no_message_stands_in_two_parts():
    parts = [import_module(f"kg.messages.{file.stem}").MESSAGES for file in sorted((KG / "messages").glob("[a-z]*.py"))]
    assert sum(map(len, parts)) == len(MESSAGES) == len(set().union(*parts))


def test_every_message_that_the_code_names_is_there():
    named = {
        key
        for file in sorted(KG.rglob("*.py"))
        for key in re.findall(r'(?<![\w.])t\(\s*"([a-z]+\.[\w.-]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert sorted(named - set(MESSAGES)) == []


def test_every_command_has_its_message():
    assert [name for name in COMMANDS if f"{name}.help" not in MESSAGES] == []


def test_relations_have_a_label_from_either_end():
    relations = {key for key in MESSAGES if key.startswith("relation.") and key.count(".") == 1}
    assert len(relations) == 18
    assert [key for key in relations if f"{key}.inverse" not in MESSAGES] == []


def test_language_is_what_was_set_then_the_settings(monkeypatch):
    monkeypatch.setenv("KG_LANG", "en")
    assert (language(), t("label.name")) == ("en", "name")
    set_language("zh")
    try:
        assert (language(), t("label.name")) == ("zh", "名称")
    finally:
        set_language("")
    with pytest.raises(ValueError):
        set_language("fr")
    assert LANGUAGES == ("zh", "en")


def test_an_unknown_message_is_an_error():
    with pytest.raises(KeyError):
        t("no.such.message")
