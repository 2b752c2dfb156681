"""Graphs of texts that a test tells: front matter and text of each article, read and extracted as a build does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.build import build
from kg.settings import Settings


def article(number: int, told: Mapping[str, str]) -> str:
    """A file of one article: `told` has "text", and "title", "date", "publisher" as far as they are known."""
    known = {"title": f"报道之{number}", **{key: told[key] for key in ("title", "date", "publisher") if key in told}}
    head = "".join(f"{key}: {value}\n" for key, value in known.items())
    return f"---\n{head}---\n{told['text']}\n"


def tell(folder: Path, articles: Sequence[Mapping[str, str]]) -> Path:
    """The folder of a graph of these articles."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for number, told in enumerate(articles, 1):
        (texts / f"a{number:02}.md").write_text(article(number, told), encoding="utf-8")
    build([texts], folder / "graph", Settings())
    return folder / "graph"
