"""manifest.json: what a graph was made of. By it a build knows, without reading any text, whether anything would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.corrections import Corrections
from kg.engine import engine, limits
from kg.publish import part
from kg.settings import Settings

MANIFEST = "manifest.json"
_CAUSES = ("base", "reading", "shaping", "limits", "corrections")


@dataclass(frozen=True, slots=True)
class Changes:
    """How the input of a build differs from what the graph in the folder was made of; paths in order.

    `causes` names what changed besides files: "base" (the base IRI), "reading" and "shaping" (kg.engine), "limits"
    (settings), "corrections"; "graph" where there is no whole graph yet; "order" where only the order of the files differs;
    "failed" where the last build could not read a document, so that the next one tries again.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    causes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.causes)


def made_of(hashes: Mapping[str, str], settings: Settings, corrections: Corrections) -> dict[str, Any]:
    """What a build depends on: hashes of the files by path, of corrections and of the program, and settings."""
    return {
        "base": settings.base_iri,
        "reading": engine().reading,
        "shaping": engine().shaping,
        "limits": limits(settings),
        "corrections": sha256(repr(corrections.entries).encode()).hexdigest() if corrections else "",
        "documents": dict(hashes),
    }


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder whose graph is whole, else None."""
    try:
        found = json.loads(part(folder, MANIFEST).read_text(encoding="utf-8"))
        sizes = {name: part(folder, name).stat().st_size for name in found["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if sizes == found["files"] and isinstance(found["documents"], dict) else None


def changes(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Changes:
    """What is new in the second of two manifests (`made_of` is enough of one)."""
    was, now = old["documents"] if old else {}, new["documents"]
    causes = [name for name in _CAUSES if old.get(name) != new[name]] if old else ["graph"]
    if old and old.get("failed"):
        causes.append("failed")
    if old and was == now and list(was) != list(now):
        causes.append("order")
    return Changes(
        added=tuple(path for path in now if path not in was),
        changed=tuple(path for path in now if path in was and was[path] != now[path]),
        removed=tuple(path for path in was if path not in now),
        causes=tuple(causes),
    )


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write it into a folder.

    Raises:
        OSError: it cannot be written.
    """
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


__all__ = ["MANIFEST", "Changes", "changes", "made_of", "read", "write"]
