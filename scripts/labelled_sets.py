"""Sets of labelled texts as the training scripts name them: files of marked pieces, or folders with texts/ and gold/."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marked_pieces import pieces

from kg.model import Document
from kg.readers import read_documents
from kg.settings import load_settings


def labelled(path: Path) -> Iterator[tuple[str, dict[str, Any], Document]]:
    """Name, labels and document of each text of a set, in order. A set without texts ends the script."""
    if path.suffix == ".txt":
        for gold in pieces(path):
            name = f"{path.stem}-{gold['doc']}"
            yield name, gold, made_up(name, gold["text"])
        return
    files = sorted((path / "gold").glob("*.json"))
    if not files:
        sys.exit(f"{path}: no gold/*.json")
    for file in files:
        (document,) = read_documents([str(path / "texts" / f"{file.stem}.txt")], load_settings(), [])
        yield file.stem, json.loads(file.read_text(encoding="utf-8")), document


def made_up(name: str, text: str) -> Document:
    """A document of no file."""
    return Document(name, f"{name}.txt", "text/plain", "utf-8", "", text)
