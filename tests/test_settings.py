"""Settings come from KG_* variables; what makes no sense is told in one line."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.settings import load_settings


def test_values_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BASE_IRI", "https://data.example.cn/kg#")
    monkeypatch.setenv("KG_MAX_DOCUMENT_BYTES", "1000")
    monkeypatch.setenv("KG_LANG", "en_GB")
    settings = load_settings()
    assert (settings.base_iri, settings.max_document_bytes, settings.lang) == ("https://data.example.cn/kg#", 1000, "en")


@pytest.mark.parametrize("locale, lang", [("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("C", "zh"), ("", "zh")])
def test_the_language_follows_the_locale(monkeypatch: pytest.MonkeyPatch, locale: str, lang: str) -> None:
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert load_settings().lang == lang


@pytest.mark.parametrize(
    "name, value",
    [
        ("KG_MAX_DOCUMENT_BYTES", "many"),
        ("KG_MAX_DOCUMENT_BYTES", "0"),
        ("KG_MAX_DOCUMENT_BYTES", "-5"),
        ("KG_BASE_IRI", "example"),
        ("KG_BASE_IRI", "https://a.example/x"),
        ("KG_BASE_IRI", "https://a.example/ b/"),
    ],
)
def test_nonsense_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=name):
        load_settings()
