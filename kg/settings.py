"""Typed settings; the only module that reads KG_* environment variables."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with its default. Command-line options win over the environment."""

    base_iri: str = "https://kg.example.org/"
    """KG_BASE_IRI: the namespace of everything minted; ends in / or #."""
    graph: Path | str = Path("output")
    """KG_GRAPH: the folder that `kg build` wrote and look-ups read."""
    lang: str = "zh"
    """KG_LANG: language of messages and labels, zh or en; default by locale."""
    max_document_bytes: int = 16 * 1024 * 1024
    """KG_MAX_DOCUMENT_BYTES: a larger file is refused. A newspaper page has some 25,000 bytes, a whole book two million."""
    max_archive_bytes: int = 256 * 1024 * 1024
    """KG_MAX_ARCHIVE_BYTES: the same for files of many documents (.zip, .csv, .jsonl), and what a .zip may unpack to in all."""
    max_archive_files: int = 100_000
    """KG_MAX_ARCHIVE_FILES: an archive that holds more is refused."""

    store_update: str = ""
    """KG_STORE_UPDATE: where a SPARQL server takes updates, if not where kg/data/servers.yml says; so for the next."""
    store_graphs: str = ""
    """KG_STORE_GRAPHS: where it answers the Graph Store HTTP Protocol."""
    store_user: str = ""
    """KG_STORE_USER, with KG_STORE_PASSWORD: who asks a SPARQL server."""
    store_password: str = field(default="", repr=False)
    store_token: str = field(default="", repr=False)
    """KG_STORE_TOKEN: a bearer token instead."""
    store_ca: str = ""
    """KG_STORE_CA: a file of certificates to trust instead of the system's."""
    store_timeout: float = 60.0
    """KG_STORE_TIMEOUT: seconds that a SPARQL server may take to answer."""


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
        InputError: a limit is no positive whole number, or KG_BASE_IRI no namespace.
    """
    default = Settings()
    base = os.environ.get("KG_BASE_IRI", default.base_iri)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", base):
        raise InputError(f"KG_BASE_IRI: an absolute IRI that ends in / or # is wanted, not {base!r}")
    return Settings(
        base_iri=base,
        graph=_place(os.environ.get("KG_GRAPH", str(default.graph))),
        lang=load_lang(),
        max_document_bytes=_whole("KG_MAX_DOCUMENT_BYTES", default.max_document_bytes),
        max_archive_bytes=_whole("KG_MAX_ARCHIVE_BYTES", default.max_archive_bytes),
        max_archive_files=_whole("KG_MAX_ARCHIVE_FILES", default.max_archive_files),
        store_timeout=_seconds("KG_STORE_TIMEOUT", default.store_timeout),
        **{name: os.environ.get(f"KG_{name.upper()}", "") for name in _STORE},
    )


_STORE = ("store_update", "store_graphs", "store_user", "store_password", "store_token", "store_ca")


def _whole(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or not int(value):
        raise InputError(f"{name}: a positive whole number is wanted, not {value!r}")
    return int(value)


def _place(text: str) -> Path | str:
    return text if text.startswith(("http://", "https://")) else Path(text)


def _seconds(name: str, default: float) -> float:
    try:
        seconds = float(os.environ.get(name, default))
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise InputError(f"{name}: a positive number of seconds is wanted, not {os.environ[name]!r}")
    return seconds
