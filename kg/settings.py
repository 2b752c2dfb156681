"""Typed settings; the only module that reads KG_* environment variables."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with its default. Command-line options win over the environment."""

    base_iri: str = "https://kg.example.org/"
    """KG_BASE_IRI: the namespace of everything minted; ends in / or #."""
    graph: Path = Path("output")
    """KG_GRAPH: the folder that `kg build` wrote and look-ups read."""
    lang: str = "zh"
    """KG_LANG: language of messages and labels, zh or en; default by locale."""
    max_document_bytes: int = 16 * 1024 * 1024
    """KG_MAX_DOCUMENT_BYTES: a larger file is refused. A newspaper page has some 25,000 bytes, a whole book two million."""


def load_lang() -> str:
    """The language of messages, by KG_LANG, else by the locale; never an error, so that errors can be told."""
    if lang := os.environ.get("KG_LANG"):
        return "en" if lang.lower().startswith("en") else "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            # "C" and "POSIX" say nothing about the reader; Chinese users come first.
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def load_settings() -> Settings:
    """Read the environment once; every value has a default.

    Raises:
        InputError: KG_MAX_DOCUMENT_BYTES is no positive whole number, or KG_BASE_IRI no namespace.
    """
    default = Settings()
    limit = os.environ.get("KG_MAX_DOCUMENT_BYTES", str(default.max_document_bytes))
    if not limit.isdecimal() or not int(limit):
        raise InputError(f"KG_MAX_DOCUMENT_BYTES: a positive whole number is wanted, not {limit!r}")
    base = os.environ.get("KG_BASE_IRI", default.base_iri)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", base):
        raise InputError(f"KG_BASE_IRI: an absolute IRI that ends in / or # is wanted, not {base!r}")
    return Settings(
        base_iri=base,
        graph=Path(os.environ.get("KG_GRAPH", str(default.graph))),
        lang=load_lang(),
        max_document_bytes=int(limit),
    )
