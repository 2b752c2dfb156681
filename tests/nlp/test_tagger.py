"""The tagger around its network: clues, spans from probabilities, what wins against rules, names; and the network's form."""

from __future__ import annotations

import numpy as np
import pytest

from kg.model import Entity, EntityType
from kg.nlp import PIPELINE
from kg.nlp.annotations import Candidate, Word, register
from kg.nlp.lac import load_lac
from kg.nlp.tagger import load_policies, revise
from kg.nlp.tagger_features import CANDIDATES, WIDTH, features
from kg.nlp.tagger_names import entity_of, is_name
from kg.nlp.tagger_net import load_tagger
from kg.nlp.tagger_spans import (
    TAGS,
    Policy,
    Probabilities,
    TaggedSpan,
    column,
    probability,
    read_spans,
    settle,
)
from kg.nlp.tokenizer import blank
from kg.nlp.view import View

COUNTY = Entity("region/520626", "REGION", "德江县", path="贵州省/铜仁市/德江县")


def rows_of(length: int, *spans: tuple[int, int, EntityType, float]) -> Probabilities:
    """Probabilities that put `p` on each tag of each span and the rest on "outside"."""
    rows = np.zeros((length, len(TAGS)), dtype=np.float32)
    for start, end, type_, p in spans:
        if end - start == 1:
            rows[start, column(type_, "S")] = p
            continue
        rows[start, column(type_, "B")] = rows[end - 1, column(type_, "E")] = p
        rows[start + 1 : end - 1, column(type_, "I")] = p
    rows[:, 0] = 1 - rows.sum(axis=1)
    return rows


def candidate(start: int, end: int, type_: EntityType, score: float = 0.8, name: str = "") -> Candidate:
    return Candidate(start, end, type_, "test", score, Entity(f"{type_}/{start}", type_, name))


def view_of(text: str, *regions: tuple[int, int]) -> View:
    found = [Candidate(a, b, "REGION", "test", 0.9, COUNTY) for a, b in regions]
    return View(text, [Word(i, i + 1, "n") for i in range(len(text))], found)


SPANS = [
    ("one", [(2, 6, "PARK", 0.8)], [(2, 6, "PARK")]),
    ("a single character", [(3, 4, "ORG", 0.7)], [(3, 4, "ORG")]),
    ("two that touch", [(0, 3, "PERSON", 0.6), (3, 6, "PERSON", 0.9)], [(3, 6, "PERSON"), (0, 3, "PERSON")]),
    ("of two over one place the surer", [(0, 5, "PARK", 0.3), (2, 8, "EVENT", 0.6)], [(2, 8, "EVENT")]),
    ("too unsure", [(0, 5, "PARK", 0.05)], []),
]


@pytest.mark.parametrize(("given", "expected"), [pytest.param(*case[1:], id=case[0]) for case in SPANS])
def test_spans_are_read_from_probabilities(given: list, expected: list) -> None:
    assert [(s.start, s.end, s.type) for s in read_spans(rows_of(10, *given))] == expected


def test_a_span_is_as_sure_as_its_least_sure_character() -> None:
    rows = rows_of(10, (2, 6, "PARK", 0.8))
    rows[4, column("PARK", "I")] = 0.25
    assert probability(rows, 2, 6, "PARK") == pytest.approx(0.25)
    assert probability(rows, 2, 6, "EVENT") == 0
    assert probability(rows, 2, 4, "PARK") == 0, "there the name does not end"


POLICY = dict.fromkeys(("PARK", "EVENT"), Policy(add=0.5, over=0.2, keep=0.0, stand=0.8))
SETTLED = [
    ("a new name", [(2, 6, "PARK", 0.6)], [], [], [(2, 6)]),
    ("not sure enough", [(2, 6, "PARK", 0.4)], [], [], []),
    ("the rules have it already", [(2, 6, "PARK", 0.6)], [(2, 6, "PARK")], [(2, 6)], []),
    ("types without a policy are the rules' own", [(2, 6, "ORG", 0.9)], [(0, 3, "ORG")], [(0, 3)], []),
    ("a longer name replaces the rule's", [(2, 8, "PARK", 0.9)], [(4, 8, "EVENT")], [], [(2, 8)]),
    ("a part of a rule's name does not", [(4, 8, "PARK", 0.9)], [(2, 8, "PARK")], [(2, 8)], []),
    ("unless a region is cut off", [(4, 8, "PARK", 0.9)], [(2, 8, "PARK"), (2, 4, "REGION")], [(2, 4)], [(4, 8)]),
    ("two names are not made one", [(0, 8, "PARK", 0.9)], [(0, 3, "PARK"), (5, 8, "PARK")], [(0, 3), (5, 8)], []),
]


@pytest.mark.parametrize(
    ("spans", "rules", "kept", "added"), [pytest.param(*case[1:], id=case[0]) for case in SETTLED]
)
def test_rules_and_tagger_are_settled(spans: list, rules: list, kept: list, added: list) -> None:
    stay, new = settle(rows_of(10, *spans), [candidate(*rule) for rule in rules], POLICY, lambda _: True)
    assert [(c.start, c.end) for c in stay] == kept
    assert [(s.start, s.end) for s in new] == added


def test_a_rule_that_the_tagger_does_not_believe_goes_but_for_groups() -> None:
    policy = {"PARK": Policy(add=0.5, over=0.2, keep=0.1, stand=0.8)}
    rows = rows_of(10, (0, 3, "PARK", 0.05), (4, 8, "PARK", 0.15))
    two = [candidate(0, 3, "PARK"), candidate(4, 8, "PARK")]
    assert settle(rows, two, policy, lambda _: True)[0] == two[1:]
    spare = {"PARK": Policy(add=0.5, over=0.2, keep=0.1, stand=0.8, spare=("站",))}
    assert settle(rows, [candidate(0, 3, "PARK", name="某站")], spare, lambda _: True)[0]
    group = [Candidate(0, 3, "PARK", "test", 0.8, Entity(f"park/{n}", "PARK", str(n))) for n in range(2)]
    assert settle(rows, group, policy, lambda _: True)[0] == group


def test_what_the_tagger_is_sure_of_stands() -> None:
    rows = rows_of(10, (0, 3, "PARK", 0.7), (4, 8, "PARK", 0.9))
    view = view_of("十个字的一句话来了吗")
    found = revise(view, [candidate(0, 3, "PARK"), candidate(4, 8, "PARK")], rows)
    assert [(c.start, c.stands) for c in found] == [(0, False), (4, True)]


def test_a_span_little_surer_than_the_rule_gives_way() -> None:
    rows = rows_of(10, (2, 8, "PARK", 0.5))
    rows[4, column("EVENT", "B")] = rows[7, column("EVENT", "E")] = rows[5:7, column("EVENT", "I")] = 0.4
    stay, new = settle(rows, [candidate(4, 8, "EVENT")], POLICY, lambda _: True)
    assert [(c.start, c.end) for c in stay] == [(4, 8)] and not new


def test_what_is_no_name_replaces_nothing() -> None:
    stay, new = settle(rows_of(10, (2, 8, "PARK", 0.9)), [candidate(4, 8, "EVENT")], POLICY, lambda _: False)
    assert [(c.start, c.end) for c in stay] == [(4, 8)] and not new


def test_a_group_over_one_range_stays() -> None:
    group = [Candidate(4, 8, "PARK", "test", 0.8, Entity(f"park/{n}", "PARK", str(n))) for n in range(2)]
    stay, new = settle(rows_of(10, (2, 8, "PARK", 0.9)), group, POLICY, lambda _: True)
    assert stay == group and not new


@pytest.mark.parametrize("text", [" 松桃县农业局", "松桃县农业局 "])
def test_a_name_neither_begins_nor_ends_with_a_space(text: str) -> None:
    assert is_name(view_of(text.strip()), TaggedSpan(0, len(text.strip()), "ORG", 0.9), [])
    assert not is_name(view_of(text), TaggedSpan(0, len(text), "ORG", 0.9), [])


BODIES = ["代表团", "管委会", "新区管委会", "县政协", "市文化局", "工作专班"]


@pytest.mark.parametrize("text", BODIES)
def test_a_body_without_whose_it_is_is_no_name(text: str) -> None:
    assert not is_name(view_of(text), TaggedSpan(0, len(text), "ORG", 0.9), [])


NAMED = [
    ("an organisation of a region", "德江县织金技工学校", [(0, 3)], (0, 9, "ORG"), "德江县织金技工学校"),
    ("a committee", "德江县县委", [(0, 3)], (0, 5, "ORG"), "德江县县委"),
    ("quotation marks are no part of a name", "在“清风驿”里", [], (1, 6, "PARK"), "清风驿"),
    ("a person", "记得冉大川吗", [], (2, 5, "PERSON"), "冉大川"),
    ("a title is no person", "记得老支书吗", [], (2, 5, "PERSON"), None),
    ("a region alone", "在德江县里", [(1, 4)], (1, 4, "ORG"), None),
    ("half a quotation", "说“清风驿”", [], (1, 5, "PARK"), None),
    ("over a full stop", "清风。驿站", [], (0, 5, "PARK"), None),
    ("over a line's end", "清风\n驿站", [], (0, 5, "PARK"), None),
    ("one character", "清风驿站", [], (0, 1, "PARK"), None),
    ("a kind", "举办招聘会时", [], (2, 5, "EVENT"), None),
    ("what only points", "该产业园", [], (0, 4, "PARK"), None),
]
SUBTYPES = {"德江县织金技工学校": "school", "德江县县委": "gov"}


@pytest.mark.parametrize(("text", "regions", "span", "name"), [pytest.param(*c[1:], id=c[0]) for c in NAMED])
def test_names(text: str, regions: list, span: tuple[int, int, EntityType], name: str | None) -> None:
    view, tagged = view_of(text, *regions), TaggedSpan(*span, 0.9)
    assert is_name(view, tagged, []) == (name is not None)
    if name is not None:
        entity = entity_of(view, tagged, [])
        assert (entity.name, entity.type) == (name, span[2])
        assert entity.subtype == SUBTYPES.get(name, "")


def test_a_name_without_its_quotation_marks_is_no_new_name() -> None:
    rule = candidate(1, 6, "PARK")
    assert not is_name(view_of("在“清风驿”里"), TaggedSpan(2, 5, "PARK", 0.9), [rule])


def test_the_end_of_an_earlier_name_is_that_name() -> None:
    text = "清风谷蓝莓加工园建成，加工园开园"
    earlier = candidate(0, 8, "PARK", name="清风谷蓝莓加工园")
    span = TaggedSpan(11, 14, "PARK", 0.9)
    assert is_name(view_of(text), span, [earlier]) and entity_of(view_of(text), span, [earlier]) is earlier.entity
    assert entity_of(view_of(text), TaggedSpan(11, 14, "EVENT", 0.9), [earlier]) is not earlier.entity


def test_clues_mark_candidates_words_and_heads() -> None:
    text = "“清风”产业园"
    rows = features(text, [Word(4, 7, "n")], [candidate(0, 7, "PARK", 0.8)])
    assert rows.shape == (7, WIDTH)
    first = np.flatnonzero(rows[0, :CANDIDATES])
    assert len(first) == 2, "begins and is inside"
    assert rows[0, first] == pytest.approx([0.8, 0.8], abs=1e-3)
    assert not features(text, [], [])[:, :CANDIDATES].any()
    assert (rows[4] != features(text, [], [candidate(0, 7, "PARK", 0.8)])[4]).any(), "the word's tag shows"


def test_the_network_reads_padded_batches_as_single_texts() -> None:
    texts = ["会议在产业园召开。", "德江县与来访的企业签订了一份关于茶叶收购的协议，并参观了清风谷蓝莓加工园。", ""]
    readings = load_lac().read(texts)
    clues = [features(text, words, []) for text, (words, _) in zip(texts, readings, strict=True)]
    together = load_tagger().read(texts, [states for _, states in readings], clues)
    for text, (_, states), clue, rows in zip(texts, readings, clues, together, strict=True):
        assert rows.shape == (len(text), len(TAGS))
        assert np.allclose(rows.sum(axis=1), 1, atol=1e-4)
        (alone,) = load_tagger().read([text], [states], [clue])
        assert np.allclose(rows, alone, atol=1e-5)


def test_policies_leave_regions_to_the_table() -> None:
    assert load_policies() and "REGION" not in load_policies()
    assert all(type_ in {tag[2:] for tag in TAGS} for type_ in load_policies())


def test_a_region_inside_a_person_found_goes() -> None:
    text = "记者廖德江报道"
    rows = rows_of(len(text), (2, 5, "PERSON", 0.99))
    region = Candidate(3, 5, "REGION", "test", 0.9, COUNTY)
    revised = revise(view_of(text, (3, 5)), [region], rows)
    assert [(c.start, c.end, c.type, c.source) for c in revised] == [(2, 5, "PERSON", "tagger")]


def test_the_component_asks_for_states_and_uses_them_up() -> None:
    register()
    nlp = blank()
    for name in PIPELINE[: PIPELINE.index("kg_names") + 1]:
        nlp.add_pipe(name)
    assert not any("states" in doc.user_data for doc in nlp.pipe(["德江县与义乌市签订协议。"]))
    nlp.add_pipe("kg_tagger", after="kg_names")
    texts = ["德江县与义乌市签订协议。", "", "清风谷蓝莓加工园在德江县建成。"]
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        assert doc.text == text and "states" not in doc.user_data
        assert all(c.entity is not None and 0 <= c.start < c.end <= len(text) for c in doc._.candidates)
    assert any(c.type == "REGION" for c in doc._.candidates)
