"""How the five seeds are cut, as golden files that a person has read. KG_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.model import Article
from kg.readers import read_articles, read_documents
from kg.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "articles"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def _shown(text: str) -> str:
    return text if len(text) <= 33 else f"{text[:20]} … {text[-10:]}"


def _card(article: Article) -> str:
    head = f"# {article.title} | {article.byline} | {article.outlet} | {len(article.text)}"
    return "\n".join([head, *(f"{b.kind}: {_shown(article.text[b.start : b.end])}" for b in article.blocks)])


def test_all_seeds_are_here() -> None:
    assert len(SEEDS) == 5


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_articles_of_seed(seed: Path) -> None:
    (document,) = read_documents([seed], Settings(), [])
    cards = "\n\n".join(_card(article) for article in read_articles(document)) + "\n"
    golden = GOLDEN / f"{seed.stem}.txt"
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        golden.write_text(cards, encoding="utf-8", newline="\n")
    assert cards == golden.read_text(encoding="utf-8")
