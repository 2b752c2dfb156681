"""What a build's result depends on besides its input: this program's code, rules and models, as hashes.

Whatever is not known to make no difference counts, so that a new module or lexicon is never forgotten.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.resources import DATA, ONTOLOGY
from kg.settings import Settings

_APART = frozenset(
    ["answers", "blocks", "checks", "claims", "cli", "cluster", "conflicts", "diff", "drawing", "evaluate", "exports", "flat", "graph", "i18n", "labels", "layout", "ledger", "loading", "lock", "lookups", "messages", "mirror", "network", "outlines", "page", "payload", "pinyin", "publish", "reading", "remote", "scatter", "server", "snapshot", "sparql", "store", "tables", "totals", "upload", "web", "__main__", "__init__"]
)
"""Modules that come after the graph, or only carry it."""
_SHAPING = frozenset(["amounts", "build", "corrections", "fusion", "intake", "partnerships", "quads", "reports", "support", "validity"])
"""Modules that make the graph of what was read; no text is read again when one of them changes."""
_NO_KNOWLEDGE = frozenset({"page", "queries", "outlines.json", "servers.yml", "wikibase.yml", "ontology"})
"""Under kg/data: what no reading looks at. The ontology is hashed wherever it lies."""
_TERMS = "kg.ttl"
_PACKAGES = ("lxml", "numpy", "onnxruntime", "pypdfium2", "python-docx", "rensa", "spacy", "spacy-pkuseg", "trafilatura")
"""Libraries that decide what is read; another version may read otherwise."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Hashes, hexadecimal: of all that decides what is read out of a document, and of all that makes a graph of it."""

    reading: str
    shaping: str


@cache
def engine() -> Engine:
    """The engine of this installation; some hundredths of a second the first time."""
    reading, shaping = hashlib.sha256(), hashlib.sha256()
    package = DATA.parent
    for file in sorted(package.rglob("*.py"), key=lambda f: f.relative_to(package).as_posix()):
        local = file.relative_to(package)
        part = local.parts[0].removesuffix(".py")
        if part not in _APART and part != DATA.name:
            _add(shaping if part in _SHAPING else reading, local.as_posix(), file)
    for file in sorted(DATA.rglob("*"), key=lambda f: f.relative_to(DATA).as_posix()):
        local = file.relative_to(DATA)
        if local.parts[0] not in _NO_KNOWLEDGE and file.is_file():
            _add(reading, f"data/{local.as_posix()}", file)
    _add(reading, _TERMS, ONTOLOGY / _TERMS)
    for name in ("python", *_PACKAGES):
        reading.update(f"{name} {_version(name)}\n".encode())
    shaping.update(f"pyoxigraph {_version('pyoxigraph')}\n".encode())
    return Engine(reading.hexdigest(), shaping.hexdigest())


def limits(settings: Settings) -> dict[str, int]:
    """The settings that decide what may be read, by name."""
    return {f.name: getattr(settings, f.name) for f in fields(settings) if f.name.startswith("max_")}


def _add(into: hashlib._Hash, name: str, file: Path) -> None:
    data = file.read_bytes()
    into.update(f"{name}\0{len(data)}\0".encode())
    into.update(data)


def _version(package: str) -> str:
    if package == "python":
        return ".".join(map(str, sys.version_info[:2]))
    try:
        return version(package)
    except PackageNotFoundError:  # of an extra that is not installed
        return "none"


__all__ = ["Engine", "engine", "limits"]
