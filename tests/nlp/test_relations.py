"""Every example and counterexample of every relation file, and how broken relation files fail.

The sentences stand in kg/data/relations/*.yml beside the rule they show; here they are only run.
"""

from __future__ import annotations

import pytest
from marked import read

from kg.errors import RuleError
from kg.model import HOLDS
from kg.nlp.annotations import Draft
from kg.nlp.frames import CODE
from kg.nlp.patterns import compile_pattern
from kg.nlp.relations import find_relations
from kg.nlp.relattrs import fields_of
from kg.nlp.relfacts import SYMMETRIC
from kg.nlp.relfiles import Counterexample, Example, RelationFile, Relations, build_relations, load_relations
from kg.rulefile import parse_rules

RELATIONS = load_relations()
EXAMPLES = [(f, example) for f in RELATIONS.files.values() for example in f.examples]
COUNTEREXAMPLES = [(f, example) for f in RELATIONS.files.values() for example in f.counterexamples]


def place(case: Example | Counterexample) -> str:
    return f"{case.file.removesuffix('.yml')}-{case.line}"


def worded(draft: Draft, dated: bool = False) -> str:
    """A draft as an example words it; the status only where the fact does not hold, ends sorted where unordered.

    Since when and until when it holds are compared where the example gives them of any of its pairs.
    """
    ends = [draft.subject, draft.object]
    if draft.predicate in SYMMETRIC:
        ends.sort()
    dates = [f"{name}={draft.attrs[f'{name}_iso']}" for name in ("since", "until") if f"{name}_iso" in draft.attrs]
    return " ".join([*ends, *([] if draft.status in HOLDS else [draft.status]), *(dates if dated else [])])


def expected(predicate: str, line: str) -> str:
    first, second, *status = line.split()
    ends = sorted([first, second]) if predicate in SYMMETRIC else [first, second]
    return " ".join([*ends, *status])


def drafts_of(relations: Relations, predicate: str, marked: str) -> list[Draft]:
    return [draft for draft in find_relations(read(marked), relations) if draft.predicate == predicate]


def alone(relation: RelationFile, rule: str) -> Relations:
    """Only the wordings of one pattern."""
    rules = tuple(r for r in RELATIONS.rules if r.pattern.id == rule and r.relation is relation)
    return Relations({}, rules)


@pytest.mark.parametrize(("relation", "example"), EXAMPLES, ids=[place(case) for _, case in EXAMPLES])
def test_example(relation: RelationFile, example: Example) -> None:
    found = drafts_of(RELATIONS, relation.predicate, example.text)
    wanted = sorted(expected(relation.predicate, line) for line in example.expect)
    dated = any("=" in line for line in example.expect)
    assert sorted(worded(draft, dated) for draft in found) == wanted
    text = read(example.text).text
    for draft in found:
        for start, end in draft.evidence:
            assert text[start:end].strip() == text[start:end] != ""
    if any(pattern.id == example.rule for pattern in relation.patterns):
        by_rule = drafts_of(alone(relation, example.rule), relation.predicate, example.text)
        assert by_rule, f"{example.rule} does not fire on its own example"
    else:
        assert example.rule in {draft.rule for draft in found}


@pytest.mark.parametrize(
    ("relation", "case"), COUNTEREXAMPLES, ids=[place(case) for _, case in COUNTEREXAMPLES]
)
def test_counterexample(relation: RelationFile, case: Counterexample) -> None:
    found = drafts_of(RELATIONS, relation.predicate, case.text)
    assert [worded(draft) for draft in found if draft.status in HOLDS] == [], case.why


def test_every_rule_has_run() -> None:
    shown = {example.rule for _, example in EXAMPLES}
    rules = [rule.id for f in RELATIONS.files.values() for rule in (*f.patterns, *f.openings, *f.derives)]
    assert len(EXAMPLES) >= len(rules) > 0
    assert [rule for rule in rules if rule not in shown] == []


GOOD = """\
predicate: comes_from
patterns:
  - {id: c.from, match: ["来自{tail}的{head}"], confidence: 0.9}
examples:
  - {rule: c.from, text: "来自{a:REGION:乙县}的{b:PERSON:李四}", expect: ["b a"]}
"""


def build(text: str) -> Relations:
    return build_relations({"comes_from": parse_rules(text, RelationFile, "comes_from.yml")})


def test_a_good_file_loads_and_runs() -> None:
    relations = build(GOOD)
    found = find_relations(read("来自{a:REGION:乙县}的{b:PERSON:李四}说"), relations)
    assert [(d.subject, d.object, d.rule) for d in found] == [("b", "a", "c.from")]


@pytest.mark.parametrize(
    ("wrong", "by", "message"),
    [
        ("confidence: 0.9", "confidence: 0.9, certainty: 1", "comes_from.yml:3: .*'certainty'"),
        ("confidence: 0.9", "confidence: 0.9, tail_in: nowhere", "comes_from.yml:3: .*word class <nowhere>"),
        ("confidence: 0.9", "confidence: 0.9, noun: nowhere", "comes_from.yml:3: .*word class <nowhere>"),
        ("confidence: 0.9", "sureness: 0.9", "comes_from.yml:3: .*'sureness'"),
        ("predicate: comes_from\n", "", "comes_from.yml:1: .*'predicate'"),
        ("predicate: comes_from", "predicate: hails_from", "comes_from.yml:1: the predicate is not the file's"),
        ("来自{tail}的{head}\"]", "来自{tail:ORG}的{head}\"]", "comes_from.yml:3: c.from: .*outside the tail types"),
        ("来自{tail}的{head}\"]", "来自{tail}的{head:REGION}\"]", "comes_from.yml:3: .*outside the head types"),
        ("来自{tail}的{head}\"]", "来自{tail}的人\"]", "comes_from.yml:3: .*lacks head"),
        ("来自{tail}的{head}\"]", "来自{tail}的{head:MAN}\"]", "comes_from.yml:3: .*unknown type 'MAN'"),
        ("来自{tail}的{head}\"]", "<nowhere>{tail}的{head}\"]", "comes_from.yml:3: .*word class <nowhere>"),
        ("来自{tail}的{head}\"]", "来自{tail}的{head}(\"]", "comes_from.yml:3: .*no pattern"),
        ("来自{tail}的{head}\"]", "来自{tail}的{x}{head}\"]", "comes_from.yml:3: .*needs a type"),
        ("rule: c.from", "rule: c.form", "comes_from.yml:5: the example names no rule: 'c.form'"),
        (
            "examples:",
            "  - {id: c.of, match: [\"{tail}的{head}\"], confidence: 0.9}\nexamples:",
            "comes_from.yml:4: c.of has no example",
        ),
        (
            "examples:",
            "  - {id: c.from, match: [\"{tail}的{head}\"], confidence: 0.9}\nexamples:",
            "comes_from.yml:4: .*: '?c.from'? ?(出现了两次|is there twice)",
        ),
    ],
)  # fmt: skip
def test_a_broken_file_fails_with_file_and_line(wrong: str, by: str, message: str) -> None:
    assert wrong in GOOD
    with pytest.raises(RuleError, match=message):
        build(GOOD.replace(wrong, by))


def test_an_unknown_relation_is_refused() -> None:
    text = GOOD.replace("comes_from", "hails_from")
    with pytest.raises(RuleError, match=r"hails_from\.yml:1: the ontology has no relation 'hails_from'"):
        build_relations({"hails_from": parse_rules(text, RelationFile, "hails_from.yml")})


def test_gaps_stay_in_their_clause_or_sentence() -> None:
    ends = {"head": "REGION", "tail": "REGION", "pair": "REGION"}
    region = CODE["REGION"]
    for gap, inside, outside in (("……", "多年来", "多年，"), ("～～", "多年，来", "多年。来")):
        compiled = compile_pattern(f"{{head}}{gap}帮{{tail}}", ends, {})
        assert compiled.regex.fullmatch(f"{region}{inside}帮{region}")
        assert not compiled.regex.fullmatch(f"{region}{outside}帮{region}")


def test_the_quote_of_a_member_far_down_a_list_holds_it() -> None:
    text = (
        "{a:ORG.gov:安顺市代表团}到{b:REGION:台州市}考察。代表团先后走进{c:PARK:台州人才港}、{d:ORG.company:好味食品公司}、"
        "{e:ORG.company:一帆电器公司}和{f:ORG.school:台州技工学校}。"
    )
    doc = read(text)
    quotes = {d.object: doc.text[slice(*d.evidence[0])] for d in drafts_of(RELATIONS, "visits", text)}
    names = {"c": "台州人才港", "d": "好味食品公司", "e": "一帆电器公司", "f": "台州技工学校"}
    assert {end: names[end] for end in names if names[end] in quotes.get(end, "")} == names


def test_the_fixture_refuses_malformed_marks() -> None:
    for wrong in ("{a:REGION:甲县", "甲}乙", "{a:PLACE:甲县}", "{A}", "{a:REGION:甲}{a:PERSON:甲}"):
        with pytest.raises(ValueError):
            read(wrong)


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ("{a:REGION:赤水市}选派教师40名到{b:REGION:花都区}跟岗3个月以上。", {"count": "40名"}),
        ("{a:REGION:赤水市}选派教师到{b:REGION:花都区}跟岗3个月以上。", {}),
        ("目前，{a:REGION:赤水市}选派教师到{b:REGION:花都区}跟岗。", {}),
    ],
)
def test_a_count_is_of_people_and_now_is_no_date(text: str, attrs: dict[str, str]) -> None:
    (draft,) = drafts_of(RELATIONS, "dispatches_to", text)
    assert draft.attrs == {"kind": "教师", **attrs}


def test_readings_of_the_same_words_are_one_quote() -> None:
    text = "来自{b:REGION:赤水市}的{a:PERSON:韦小满}说。{b:REGION:赤水市}村民{a:PERSON:韦小满}笑了。"
    (draft,) = drafts_of(RELATIONS, "comes_from", text)
    said = read(text).text
    assert [said[start:end] for start, end in draft.evidence] == ["来自赤水市的韦小满", "赤水市村民韦小满"]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [("两地在干中学、学中干，携手创新", ""), ("两所中学结对", "education"), ("共建科技创新中心", "science")],
)
def test_fields(sentence: str, fields: str) -> None:
    assert fields_of(sentence) == fields
