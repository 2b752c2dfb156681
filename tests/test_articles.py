"""The articles that benchmarks are run on: the same in every run, and their facts stand in their text."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from articles import SIZES, Articles  # noqa: E402

from kg.ontology import load_ontology  # noqa: E402


def test_an_article_depends_on_its_number_alone() -> None:
    one, other = Articles(), Articles()
    assert list(one(3)) == [other.article(i) for i in (0, 1, 2)]
    assert len({article["text"] for article in one(50)}) == 50


def test_facts_stand_in_the_text() -> None:
    relations = load_ontology().relations
    articles = list(Articles()(80))
    facts = [(article["text"], fact) for article in articles for fact in article["facts"]]
    assert len(facts) > 400
    for text, (subject, relation, object_) in facts:
        assert subject in text and object_ in text and relation in relations
    assert all(SIZES[0] <= len(article["text"]) for article in articles)
