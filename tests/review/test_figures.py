"""What decisions say of the precision of what was read; the journal that keeps them; the labels they make for `kg evaluate`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml
from made import EXTRACTION, corrections
from pyoxigraph import RdfFormat, serialize

from kg.corrections import parse_corrections
from kg.errors import InputError, RuleError
from kg.evaluate import evaluate
from kg.labels import label_document
from kg.quads import entity_quads, extraction_quads
from kg.review import entries
from kg.review.entries import Signer
from kg.review.figures import figures, read_decisions, wilson
from kg.review.gold import gold
from kg.review.journal import Journal
from kg.review.queue import Wanted, facts, queue
from kg.store import open_store

SIGNER = Signer("张三", date(2026, 11, 25))
BASE = "https://kg.example.org/"


@pytest.mark.parametrize(
    ("right", "looked", "low", "high"),
    # Wilson's interval as statsmodels' proportion_confint(method="wilson") has it.
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (90, 100, 0.8256, 0.9448)],
)
def test_wilson(right, looked, low, high):
    assert wilson(right, looked) == pytest.approx((low, high), abs=5e-5)


def decision(fact: str, kind: str, confidence: float = 0.7, relation: str = "assists", outcome: str = "applied") -> dict[str, object]:
    return {"fact": f"statement/{fact}", "decision": kind, "confidence": confidence, "relation": relation, "rule": "r", "outcome": outcome}


def test_shares_by_relation_and_confidence():
    rows = [
        decision("a", "accept"), decision("b", "reject"), decision("b", "accept"), decision("c", "edit", 0.95, "funds"),
        decision("d", "accept", 0.95, "funds"), decision("e", "add", 0.5), decision("f", "accept", outcome="kept"),
        decision("g", "add", outcome="added"),
    ]  # fmt: skip
    found = figures(rows, [0.7] * 6 + [0.95] * 2 + [0.5], reviewed=4)
    assert (found.all.right, found.all.looked) == (4, 5)
    assert [(name, s.right, s.looked) for name, s in found.by_relation] == [("assists", 3, 3), ("funds", 1, 2)]
    assert [(name, s.right, s.looked) for name, s in found.by_band] == [("0.0–0.6", 1, 1), ("0.6–0.8", 2, 2), ("0.8–0.9", 0, 0), ("0.9–1.0", 1, 2)]
    assert (found.facts, found.reviewed) == (13, 4)
    assert found.implied is not None
    value, low, high = found.implied
    assert value == pytest.approx((8 * 1 + 2 * 1 + 4 * 0.5) / 14) and low < value < high <= 1
    assert figures([*rows, decision("a", "reject")], [], reviewed=3).reviewed == 4
    assert figures(rows, [0.85]).implied is None and figures([], []).implied is None


def test_the_least_certain_and_most_connected_come_first(store):
    rows = queue(store, Wanted())
    assert (rows[0].confidence, len(rows)) == (0.5, 6)
    assert [r.predicate for r in queue(store, Wanted(relation="visits"))] == ["visits"]
    assert len(queue(store, Wanted(relation="metric"))) == 1
    assert len(queue(store, Wanted(entity="region/520424"))) == 4 and len(queue(store, Wanted(entity="region/520424", limit=2))) == 2
    assert len(queue(store, Wanted(document="news/day.txt"))) == len(queue(store, Wanted(document="day"))) == 6
    assert queue(store, Wanted(document="night")) == []
    assert len(queue(store, Wanted(decided={rows[0].id}))) == 5


def test_the_journal_appends_and_takes_back(tmp_path, store):
    path = tmp_path / "deep" / "corrections.yml"
    row, other, *_ = queue(store, Wanted())
    journal = Journal(path)
    journal.append(SIGNER.sign(entries.accept(row)))
    before = path.read_bytes()
    journal.append(SIGNER.sign(entries.reject(other), "看错了"))
    assert [e.kind for e in Journal(path).entries] == ["accept", "reject"]
    assert Journal(path).decided == {row.id, other.id}
    assert journal.take_back() and path.read_bytes() == before
    assert journal.take_back() and not journal.take_back()
    assert Journal(path).entries == []
    assert [p.name for p in path.parent.iterdir()] == ["corrections.yml"]


@pytest.mark.parametrize("text", ["# 只有说明", "# 说明\n- by: 李四\n  date: 2026-01-02\n  same: [甲, 乙] # 同一\n", "  - {by: 李四, date: 2026-01-02, same: [甲, 乙]}"])
def test_what_people_wrote_stays(tmp_path, store, text):
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    journal = Journal(path)
    journal.append(SIGNER.sign(entries.accept(facts(store)[0])))
    assert path.read_text(encoding="utf-8").startswith(text)
    assert len(parse_corrections(path.read_text(encoding="utf-8"), "x")) == text.count("李四") + 1
    path.write_text(path.read_text(encoding="utf-8") + "# 又写了一行\n", encoding="utf-8")
    with pytest.raises(InputError, match="退回"):
        journal.take_back()


def test_the_journal_takes_no_contradiction(tmp_path, store):
    path = tmp_path / "corrections.yml"
    path.write_text("- by: 李四\n  date: 2026-01-02\n  not_same: [{name: 云岭茶, type: PRODUCT}, {name: 云岭茶叶系列, type: PRODUCT}]\n", encoding="utf-8")
    before = path.read_bytes()
    tea, teas = (next(r.subject if r.id.startswith("metric") else r.object for r in facts(store) if name in (r.subject.name, getattr(getattr(r, "object", None), "name", ""))) for name in ("云岭茶", "云岭茶叶系列"))
    with pytest.raises(RuleError, match="矛盾"):
        Journal(path).append(SIGNER.sign(entries.same(tea, teas)))
    assert path.read_bytes() == before
    path.write_text("- by: [", encoding="utf-8")
    with pytest.raises(RuleError, match=r"corrections.yml:\d"):
        Journal(path)


def test_reviewed_facts_are_gold_for_what_was_looked_at(tmp_path, store):
    rows = {getattr(row, "predicate", "metric"): row for row in facts(store) if getattr(row, "status", "") == "done"}
    said = [
        entries.accept(rows["assists"]), entries.reject(rows["visits"]), entries.edit(rows["partners_with"], {"relation": "cooperates_with"}),
        entries.edit(rows["produces"], {"attrs": {"date": "2024年"}}),
    ]  # fmt: skip
    text = yaml.safe_dump([SIGNER.sign(s) for s in said], allow_unicode=True)
    applied = corrections(text).apply(EXTRACTION).extraction
    quads = [*extraction_quads(applied, BASE), *entity_quads(applied.entities, BASE, {}.get)]
    (tmp_path / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    labels = gold(facts(open_store(tmp_path)), parse_corrections(text, "x"))
    (made,) = labels.values()
    assert sorted(r["type"] for r in made["relations"]) == ["assists", "cooperates_with", "produces"]
    assert sorted(r["type"] for r in made["rejected"]) == ["partners_with", "visits"]

    # What is read now: two of the four that people looked at are right; the one they never saw does not count.
    scores = evaluate(labels, {"day.json": label_document(EXTRACTION.article.document, [EXTRACTION])}).scores
    assert (scores["relations"].right, scores["relations"].predicted, scores["relations"].gold) == (2, 4, 3)
    assert scores["entities"].predicted == scores["metrics"].predicted == 0
    mended = replace(EXTRACTION, statements=applied.statements)
    scores = evaluate(labels, {"day.json": label_document(EXTRACTION.article.document, [mended])}).scores
    assert scores["relations"].precision == 1.0
    whole = json.loads(json.dumps(labels["day.json"])) | {"reviewed": False}
    assert evaluate({"day.json": whole}, {"day.json": label_document(EXTRACTION.article.document, [EXTRACTION])}).scores["entities"].predicted > 0


def test_damaged_reviews_are_told(tmp_path):
    assert read_decisions(tmp_path) == []
    (tmp_path / "reviews.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(Exception, match=r"reviews\.jsonl"):
        read_decisions(tmp_path)
