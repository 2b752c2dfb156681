"""Decisions of people applied to a made-up article: what changes, what does not, and that all of it can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import (
    DOCUMENT,
    EXTRACTION,
    FIRM,
    GUANLING,
    TEAS,
    corrections,
    lines,
    said,
    statement,
)
from pyoxigraph import RdfFormat, serialize

from kg.checks import validate
from kg.corrections import Corrections, Decision, find_corrections, read_corrections
from kg.corrections.entries import KINDS
from kg.corrections.places import occurrences
from kg.errors import InputError, RuleError
from kg.identity import mint_id
from kg.model import Entity, Extraction, Issue
from kg.quads import entity_quads, extraction_quads
from kg.store import open_store

BASE = "https://kg.example.org/"
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = yaml.safe_load((HERE / "cases.yml").read_text(encoding="utf-8"))
WRONG = yaml.safe_load((HERE / "wrong.yml").read_text(encoding="utf-8"))


def signed(entries: str) -> str:
    """Entries with who and when, which the cases leave out."""
    inline = re.sub(r"^- \{", "- {by: 张三, date: 2026-11-25, ", entries, flags=re.MULTILINE)
    return re.sub(r"^- (?!\{)", "- by: 张三\n  date: 2026-11-25\n  ", inline, flags=re.MULTILINE)


def unmatched(made: Corrections, decisions: Iterable[Decision]) -> list[Issue]:
    return made.unmatched([(d.where, d.message) for d in decisions], [("day", "news/day.txt")])


def names(extraction: Extraction) -> set[str]:
    return {entity.name for entity in extraction.entities}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_changes(case):
    applied = corrections(signed(case["entries"])).apply(EXTRACTION)
    before, after = lines(EXTRACTION), lines(applied.extraction)
    assert sorted(set(before) - set(after)) == sorted(case.get("gone", []))
    assert sorted(set(after) - set(before)) == sorted(case.get("new", []))
    assert len(after) == len(before) - len(case.get("gone", [])) + len(case.get("new", []))
    old, new = names(EXTRACTION), names(applied.extraction)
    assert {f"-{n}" for n in old - new} | {f"+{n}" for n in new - old} == set(case.get("entities", []))
    assert [d.outcome for d in applied.decisions] == case["outcomes"]
    for fact in (*applied.extraction.statements, *applied.extraction.metrics):
        assert (fact.reviewed_by, fact.reviewed_on) == (("张三", "2026-11-25") if fact.review else ("", ""))
        assert all(DOCUMENT.text[e.start : e.end] == e.quote for e in fact.evidence)
    known = {entity.id for entity in applied.extraction.entities}
    assert {m.entity for m in applied.extraction.mentions} <= known


def test_there_are_cases_of_every_kind():
    kinds = {kind for case in CASES for kind in re.findall(r"\b(accept|reject|edit|add|same|not_same|split):", case["entries"])}
    assert len(kinds) == 7 and len(CASES) > 30


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case['says']} line {case['line']}")
def test_what_makes_no_sense_is_told_by_line(case):
    with pytest.raises(RuleError) as told:
        corrections(case["text"])
    assert str(told.value).startswith(f"corrections.yml:{case['line']}: ")
    assert case["says"] in str(told.value) and "\n" not in str(told.value)


ENTRIES = st.lists(st.sampled_from([signed(case["entries"]) for case in CASES]), max_size=6)


@given(ENTRIES, st.sampled_from([signed(case["entries"]) for case in CASES]), st.integers(0, 6))
def test_an_entry_taken_out_again_leaves_no_trace(entries, another, place):
    """Contradictions are errors of a file; anything else applies and can be taken back."""

    def applied(parts: list[str]) -> object:
        try:
            return corrections("\n".join(parts) + "\n").apply(EXTRACTION)
        except RuleError as exc:
            return str(exc)

    before = applied(entries)
    applied([*entries[:place], another, *entries[place:]])
    assert applied(entries) == before
    assert corrections("# nothing\n").apply(EXTRACTION).extraction is EXTRACTION


@given(ENTRIES)
def test_what_is_left_is_whole_and_always_the_same(entries):
    try:
        made = corrections("\n".join(entries) + "\n")
    except RuleError:
        return
    one, other = made.apply(EXTRACTION), made.apply(EXTRACTION)
    assert one == other
    known = [entity.id for entity in one.extraction.entities]
    assert known == sorted(set(known))
    statements = one.extraction.statements
    assert {end for s in statements for end in (s.subject, s.object)} <= set(known)
    assert len({(s.predicate, s.subject, s.object) for s in statements}) == len(statements)
    assert len({fact.id for fact in (*statements, *one.extraction.metrics)}) == len(statements) + len(one.extraction.metrics)


def test_better_names_and_new_ids_orphan_nothing():
    """A later version reads 云岭茶业有限公司 for 云岭茶业公司 and has other ids; the decision still finds its fact, by id or not."""
    new = Entity(mint_id("ORG", "广东云岭茶业公司"), "ORG", "广东云岭茶业公司")
    fact = statement(new, "produces", TEAS, "出产云岭茶叶系列", 0.65)
    later = replace(EXTRACTION, entities=(GUANLING, TEAS, new), statements=(fact,), metrics=())
    old = statement(FIRM, "produces", TEAS, "云岭茶业公司出产云岭茶叶系列", 0.6)
    entry = f"""
- by: 张三
  date: 2026-11-25
  reject: {{document: day, subject: 云岭茶业公司, relation: produces, object: 云岭茶叶系列, quote: 云岭茶业公司出产云岭茶叶系列, id: statement/{old.id}}}
"""
    for text in (entry, entry.replace(f", id: statement/{old.id}", "")):
        applied = corrections(text).apply(later)
        assert applied.extraction.statements == ()
        (decision,) = applied.decisions
        assert (decision.fact, decision.confidence, decision.rule) == (f"statement/{fact.id}", 0.65, "produces.rule")


def test_an_id_decides_over_names():
    other = statement(FIRM, "produces", TEAS, "出产云岭茶叶系列", 0.9)
    twin = replace(other, id="ffffffffffff", object=GUANLING.id, predicate="located_in")
    both = replace(EXTRACTION, statements=(other, twin))
    text = f"""
- by: 张三
  date: 2026-11-25
  reject: {{document: day, subject: 别的, relation: located_in, object: 别处, quote: 别的话, id: {twin.id}}}
"""
    assert corrections(text).apply(both).extraction.statements == (other,)


def test_what_matches_nothing_is_reported_by_line():
    text = signed(
        "- accept: {document: day, subject: 花都区, relation: assists, object: 关岭, quote: 对口帮扶}\n"
        "- reject: {document: day, subject: 花都区, relation: funds, object: 关岭, quote: 对口帮扶}\n"
        "- reject: {document: lost.txt, subject: 花都区, relation: funds, object: 关岭, quote: 对口帮扶}\n"
        "- same: [无此一物, 亦无此物]\n"
        "- {edit: {document: day, subject: 花都区, relation: assists, object: 关岭, quote: 对口帮扶}, to: {object: 无此县}}\n"
    )
    made = corrections(text)
    issues = unmatched(made, made.apply(EXTRACTION).decisions)
    assert [(issue.level, issue.where) for issue in issues] == [("warning", f"corrections.yml:{n}") for n in (4, 7, 10, 13)]
    assert "lost.txt" in issues[1].message and "无此县" in issues[3].message


def test_facts_from_elsewhere_are_articles_of_their_own(tmp_path):
    text = signed(
        "- add: {url: 'https://paper.example/7', publisher: 某报, published: 2024-05, title: 又一年, subject: 广东省/广州市/花都区, relation: assists,"
        " object: 贵州省/安顺市/关岭布依族苗族自治县, quote: 花都连续九年帮扶关岭, attrs: {date: 2024年}}\n"
        "- add: {reference: 《某年鉴2023》第214页, subject: {name: 云岭茶, type: PRODUCT}, metric: 品牌价值, value: 48亿元, quote: 品牌价值四十八亿元}\n"
        "- add: {url: 'https://paper.example/7', subject: 广东省/广州市/花都区, relation: visits, object: 520424, quote: 花都干部赴关岭}\n"
    )
    made = corrections(text)
    own = list(made.own())
    assert sorted(line for applied in own for line in lines(applied.extraction)) == [
        "云岭茶 品牌价值 48亿元 (done 0.99 added)",
        "花都区 assists 关岭布依族苗族自治县 (done 0.99 added) date=2024年",
        "花都区 visits 关岭布依族苗族自治县 (done 0.99 added)",
    ]
    for applied in own:
        article = applied.extraction.article
        for fact in (*applied.extraction.statements, *applied.extraction.metrics):
            assert fact.article == article.id
            assert [article.document.text[e.start : e.end] for e in fact.evidence] == [e.quote for e in fact.evidence]
    paper = next(a.extraction.article for a in own if len(a.extraction.statements) == 2)
    assert (paper.title, paper.outlet, paper.published, paper.url) == ("又一年", "某报", "2024-05", "https://paper.example/7")
    assert unmatched(made, [d for a in own for d in a.decisions]) == []
    assert made.apply(EXTRACTION).extraction is EXTRACTION

    quads = [quad for a in own for quad in (*extraction_quads(a.extraction, BASE), *entity_quads(a.extraction.entities, BASE, {}.get))]
    (tmp_path / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    assert [f for f in validate(open_store(tmp_path)).findings if f.check == "quotes"] == []


def test_digests_say_which_articles_an_entry_concerns():
    base = corrections("# none\n")
    assert base.touching("day", "news/day.txt") == base.everywhere == ""
    here = signed("- accept: {document: day, subject: 花都区, relation: assists, object: 关岭, quote: 对口帮扶}\n")
    there = signed("- accept: {document: night, subject: 花都区, relation: assists, object: 关岭, quote: 对口帮扶}\n")
    same = signed("- same: [云岭茶, 云岭茶叶系列]\n")
    one = corrections(here)
    assert one.touching("day", "news/day.txt") and not one.everywhere
    assert corrections(here + there).touching("day", "news/day.txt") == one.touching("day", "news/day.txt")
    assert corrections(there).touching("day", "news/day.txt") == ""
    assert corrections(here.replace("张三", "李四")).touching("day", "news/day.txt") != one.touching("day", "news/day.txt")
    assert corrections(here + same).touching("day", "news/day.txt") == one.touching("day", "news/day.txt")
    assert corrections(here + same).everywhere
    by_article = signed("- accept: {article: 0123456789ab, subject: 花都区, relation: assists, object: 关岭, quote: 对口帮扶}\n")
    assert corrections(by_article).everywhere and corrections(by_article).touching("day", "news/day.txt") == ""
    everywhere = signed("- {reject: {subject: 花都区, relation: assists, object: 关岭}, scope: all}\n")
    assert corrections(everywhere).everywhere and corrections(everywhere).touching("day", "news/day.txt") == ""


def test_the_file_lies_beside_what_is_built(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "one.txt").write_text("一", encoding="utf-8")
    assert find_corrections([seeds]) == ()
    (tmp_path / "corrections.yml").write_text("# 空\n", encoding="utf-8")
    assert find_corrections([seeds]) == (tmp_path / "corrections.yml",)
    (seeds / "corrections.yml").write_text(signed("- same: [甲, 乙]\n"), encoding="utf-8")
    assert find_corrections([seeds, seeds / "one.txt", "-"]) == (seeds / "corrections.yml", tmp_path / "corrections.yml")
    (entry,) = read_corrections(find_corrections([seeds / "one.txt"]))
    assert entry.where == f"{(seeds / 'corrections.yml').as_posix()}:1"
    with pytest.raises(InputError):
        read_corrections([seeds / "none.yml"])
    (seeds / "corrections.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match=":1: "):
        read_corrections([seeds / "corrections.yml"])


def test_the_context_of_a_kept_quote_is_its_sentence():
    text = signed("- add: {document: day, subject: 泉州市, relation: visits, object: 关岭, quote: 泉州开展劳务}\n")
    (fact,) = [s for s in corrections(text).apply(EXTRACTION).extraction.statements if s.review == "added"]
    (evidence,) = fact.evidence
    assert (evidence.prefix, evidence.quote, evidence.suffix) == ("关岭又与", "泉州开展劳务", "协作。")
    assert said("泉州开展劳务").start == evidence.start


def test_no_entries_no_change():
    assert not Corrections() and Corrections().apply(EXTRACTION).extraction is EXTRACTION


def test_the_page_shows_entries_that_are_read():
    """The example of docs/corrections.md: of nearly every kind, and its quotes of the seeds stand there."""
    page = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    entries = corrections(example).entries
    assert [entry.kind for entry in entries] == ["reject", "edit", "add", "same", "split"]
    for fact in (entries[0].reject, entries[1].edit):
        assert fact is not None
        assert occurrences((ROOT / "seeds" / fact.document).read_text(encoding="utf-8"), fact.quote)
    assert all(f"`{kind}`" in page for kind in KINDS)
