"""Typed settings; the only module that reads KG_* environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with its default. Command-line options win over the environment."""

    base_iri: str = "https://kg.example.org/"
    """KG_BASE_IRI: the namespace of everything minted; ends in / or #."""
    graph: Path = Path("output")
    """KG_GRAPH: the folder that `kg build` wrote and look-ups read."""
    lang: str = "zh"
    """KG_LANG: language of messages and labels, zh or en; default by locale."""
    max_document_bytes: int = 64 * 1024 * 1024
    """KG_MAX_DOCUMENT_BYTES: a larger file is refused."""


def _lang() -> str:
    if lang := os.environ.get("KG_LANG"):
        return "en" if lang.lower().startswith("en") else "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            # "C" and "POSIX" say nothing about the reader; Chinese users come first.
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def load_settings() -> Settings:
    """Read the environment once; every value has a default."""
    default = Settings()
    return Settings(
        base_iri=os.environ.get("KG_BASE_IRI", default.base_iri),
        graph=Path(os.environ.get("KG_GRAPH", str(default.graph))),
        lang=_lang(),
        max_document_bytes=int(os.environ.get("KG_MAX_DOCUMENT_BYTES", default.max_document_bytes)),
    )
