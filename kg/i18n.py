"""All words that kg says to people, in Chinese and English: one catalogue, a line a message (kg/messages).

`t(key, **values)` gives a message in the current language: the one given to `set_language`, else the settings'.
Ids are `<command>.<part>`, `option.<name>`, `error.<what>`, `relation.<name>`, `attr.<name>`, `type.<TYPE>`,
`status.<name>`, `label.<word>`; `<command>.help` is a command's help, its first line the short one. A new command
adds its lines there; tests/test_i18n.py finds a message that is missing in a language or altogether.
"""

from __future__ import annotations

from kg.messages import commands, lookups, review, vocabulary
from kg.settings import load_lang

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    **commands.MESSAGES,
    **lookups.MESSAGES,
    **review.MESSAGES,
    **vocabulary.MESSAGES,
}

_language = ""


def set_language(lang: str) -> None:
    """Choose the language of all later messages: "zh" or "en"; "" goes back to the settings.

    Raises:
        ValueError: it is neither.
    """
    global _language  # noqa: PLW0603 — a process speaks one language
    if lang and lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: zh or en")
    _language = lang


def language() -> str:
    """The current language, "zh" or "en"."""
    return _language or load_lang()


def t(key: str, **values: object) -> str:
    """The message `key` in the current language, its {fields} filled in. An unknown key is a KeyError."""
    message = MESSAGES[key][LANGUAGES.index(language())]
    return message.format(**values) if values else message
