"""The pair model around its network: which pairs it looks at, what it sees of them, and what comes of its judgement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from marked import read
from spacy.tokens import Doc

from kg.errors import InputError
from kg.nlp.annotations import Draft, Word
from kg.nlp.frames import read_frame, read_frames
from kg.nlp.pairs import HIGHEST, Policy, Weights, judged, load_policy, read_pairs
from kg.nlp.pairs_candidates import NEAREST, directions, find_pairs
from kg.nlp.pairs_features import features, read_text
from kg.nlp.pairs_net import NETWORK, PairNet, columns, load_pair_net
from kg.ontology import load_ontology

EVEN = Weights(pair=1.0, constant=0.0)


def pairs_of(doc: Doc):
    return find_pairs(*read_frames(doc))


class Says:
    """A network that finds the named (relation, second is head) as likely as given, all else nearly impossible."""

    def __init__(self, odds: dict[tuple[str, bool], float]) -> None:
        self.odds = odds

    def read(self, pairs: Sequence[Sequence[str]]) -> np.ndarray:
        rows = np.full((len(pairs), len(columns())), -9.0, dtype=np.float32)
        for output, value in self.odds.items():
            rows[:, columns()[output]] = value
        return rows

    def strongest(self, seen: Sequence[str], output: int, count: int = 3) -> list[str]:
        return list(seen[:count])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a:PERSON:甄立夏}在{b:ORG.company:恒禾公司}上班。", ["a b"]),
        ("{a:PERSON:甄立夏}来了。{b:ORG.company:恒禾公司}开工。", ["a b"]),
        ("{a:PERSON:甄立夏}来了。天晴。{b:ORG.company:恒禾公司}开工。", []),
        ("{a:PERSON:甄立夏}和{b:PERSON:佘问枫}来了。", []),  # no relation joins two persons
        ("{o:ORG.gov:{a:REGION:惠州市}人社局}派人到{b:REGION:长顺县}。", ["o a", "o b", "a b"]),  # it acts for its region
        ("{o:ORG.school:{a:REGION:惠州市}明湖中学}开学。", ["o a"]),  # where the name says it lies
    ],
)
def test_pairs_that_are_looked_at(text: str, expected: list[str]):
    found = [f"{p.first.entity.id} {p.second.entity.id}" for p in pairs_of(read(text))]
    assert sorted(found) == sorted(expected)


def test_of_two_entities_the_nearest_mentions_are_looked_at():
    doc = read("{a:PERSON:甄立夏}说，{a:PERSON:甄立夏}想，{a:PERSON:甄立夏}念，{a:PERSON:甄立夏}写{b:ORG.company:恒禾公司}。")
    starts = [pair.first.start for pair in pairs_of(doc)]
    assert len(starts) == NEAREST and 0 not in starts


def test_directions_keep_to_the_ontology_and_name_symmetric_relations_once():
    (pair,) = pairs_of(read("{a:REGION:惠州市}与{b:REGION:长顺县}结对。"))
    found = [(relation, head.entity.id, tail.entity.id) for relation, head, tail in directions(pair)]
    assert ("assists", "a", "b") in found and ("assists", "b", "a") in found
    assert [row for row in found if row[0] == "partners_with"] == [("partners_with", "a", "b")]
    assert not [row for row in found if row[0] == "holds_position"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "{a:ORG.company:恒禾纺织有限公司}在{b:REGION:长顺县=贵州省/黔南布依族苗族自治州/长顺县}建厂。",
            "{a:ORG.company:鹭洲电缆有限公司}在{b:REGION:惠水县=贵州省/黔南布依族苗族自治州/惠水县}建厂。",
        ),
        ("{a:PERSON:甄立夏}任{b:ORG.school:明湖中学}校长。", "{a:PERSON:佘问枫}任{b:ORG.school:新塘中学}校长。"),
    ],
)
def test_features_say_nothing_of_names(one: str, other: str):
    """Two sentences that differ in names alone look the same."""
    seen = []
    for text in (one, other):
        doc = read(text)
        (pair,) = pairs_of(doc)
        seen.append(features(read_text(doc, read_frame(doc)), pair))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("{a:PERSON:甄立夏}，{b:ORG.company:恒禾公司}董事长。", "clauses=1|PERSON>ORG.company"),
        ("{a:REGION:惠州市}、{b:REGION:长顺县}两地", "one list|REGION>REGION"),
        ("{a:REGION:惠州市}对口帮扶{b:REGION:长顺县}", "~assist|REGION>REGION"),
        ("{a:REGION:惠州市}和{b:REGION:长顺县}分别帮{c:REGION:甲县}、{d:REGION:乙县}", "parallel True|REGION>REGION"),
        ("{a:ORG.company:恒禾公司}请来{c:ORG.company:鹭洲公司}的{b:PERSON:甄立夏}", "nearer a left True|ORG.company>PERSON"),
        ("{a:PERSON:甄立夏}来了。{b:ORG.company:恒禾公司}开工。", "gap=1|PERSON>ORG.company"),
    ],
)  # fmt: skip
def test_what_is_seen_of_a_pair(text: str, feature: str):
    doc = read(text)
    seen = read_text(doc, read_frame(doc))
    assert any(feature in features(seen, pair) for pair in pairs_of(doc))


def test_words_between_are_seen_and_numbers_are_not():
    doc = read("{a:ORG.company:恒禾公司}落户3家{b:REGION:长顺县}")
    doc._.words = [Word(0, 4, "ORG"), Word(4, 6, "v"), Word(6, 7, "m"), Word(7, 8, "q"), Word(8, 11, "LOC")]
    (pair,) = pairs_of(doc)
    seen = features(read_text(doc, read_frame(doc)), pair)
    assert "has 落户" in seen and "last 落户|ORG.company>REGION" in seen
    assert not {"has 3", "has 家", "has 长顺县"} & set(seen)


def draft(relation: str, head: str, tail: str, confidence: float = 0.8) -> Draft:
    return Draft(head, relation, tail, "done", confidence, f"{relation}.rule", ((0, 4),))


@pytest.mark.parametrize(
    ("odds", "add", "drafts", "expected"),
    [
        # likely enough, and the relation is one that is added
        ({("holds_position", False): 3.0}, {"holds_position": 0.6}, [], ["holds_position a b"]),
        ({("holds_position", False): 0.0}, {"holds_position": 0.6}, [], []),
        ({("holds_position", False): 3.0}, {"hosts": 0.6}, [], []),
        # a pattern has spoken of this relation between the two
        ({("holds_position", False): 3.0}, {"holds_position": 0.6}, [draft("holds_position", "a", "b")], []),
    ],
)
def test_what_is_added(
    odds: dict[tuple[str, bool], float], add: dict[str, float], drafts: list[Draft], expected: list[str]
):
    doc = read("{a:PERSON:甄立夏}在{b:ORG.company:恒禾公司}当家。")
    judge = read_pairs(doc, read_frames(doc), Says(odds))  # type: ignore[arg-type]
    found = judged(judge, drafts, Policy(0.8, EVEN, EVEN, add))
    new = [d for d in found if d.rule.startswith("pairs.")]
    assert [f"{d.predicate} {d.subject} {d.object}" for d in new] == expected
    assert all(d.rule == f"pairs.{d.predicate}" and d.confidence <= HIGHEST for d in new)


@pytest.mark.parametrize("spoken", ["assists", "partners_with"])
def test_a_pair_of_regions_is_settled_once(spoken: str):
    doc = read("{a:REGION:惠州市}与{b:REGION:长顺县}结对。")
    odds = {("assists", False): 3.0, ("assists", True): 4.0, ("partners_with", False): 2.0}
    policy = Policy(0.8, EVEN, EVEN, {"assists": 0.5, "partners_with": 0.5})
    judge = read_pairs(doc, read_frames(doc), Says(odds))  # type: ignore[arg-type]
    new = judged(judge, [], policy)
    assert [(d.predicate, d.subject, d.object) for d in new] == [("assists", "b", "a")]
    assert len(judged(judge, [draft(spoken, "a", "b")], policy)) == 1


def test_what_lies_in_one_another_is_no_pair_of_partners():
    doc = read("{a:REGION:惠城=广东省/惠州市/惠城区}与{b:REGION:惠州=广东省/惠州市}合作。")
    judge = read_pairs(doc, read_frames(doc), Says({("partners_with", False): 3.0}))  # type: ignore[arg-type]
    assert judged(judge, [], Policy(0.8, EVEN, EVEN, {"partners_with": 0.5})) == []


@pytest.mark.parametrize(("odds", "expected"), [(4.0, 0.8), (1.5, 0.8), (1.3, 0.793), (0.0, 0.667), (-4.0, 0.213)])
def test_doubt_makes_a_pattern_less_sure_and_agreement_leaves_it(odds: float, expected: float):
    doc = read("{a:PERSON:甄立夏}任{b:ORG.company:恒禾公司}董事长。")
    judge = read_pairs(doc, read_frames(doc), Says({("holds_position", False): odds}))  # type: ignore[arg-type]
    weights = Weights(pair=0.5, constant=0.0, pattern=0.5)
    (found,) = judged(judge, [draft("holds_position", "a", "b")], Policy(0.8, weights, EVEN, {}))
    assert found.confidence == pytest.approx(expected, abs=0.002) and found.rule == "holds_position.rule"


def test_an_added_statement_quotes_its_clauses_has_a_status_and_says_why():
    doc = read("天晴了。{a:PERSON:甄立夏}将赴{b:ORG.company:恒禾公司}当家，大家高兴。")
    judge = read_pairs(doc, read_frames(doc), Says({("holds_position", False): 3.0}))  # type: ignore[arg-type]
    (found,) = judged(judge, [], Policy(0.8, EVEN, EVEN, {"holds_position": 0.5}))
    start, end = found.evidence[0]
    assert doc.text[start:end] == "甄立夏将赴恒禾公司当家"
    assert found.status == "planned"
    assert found.note.startswith("0.95; ") and "kinds=PERSON>ORG.company" in found.note


def test_the_post_between_organ_and_person_is_the_title():
    doc = read("{b:ORG.company:恒禾公司}董事长{a:PERSON:甄立夏}来了。")
    judge = read_pairs(doc, read_frames(doc), Says({("holds_position", True): 3.0}))  # type: ignore[arg-type]
    (found,) = judged(judge, [], Policy(0.8, EVEN, EVEN, {"holds_position": 0.5}))
    assert found.attrs["title"] == "董事长" and (found.subject, found.object) == ("a", "b")


def test_the_shipped_policy_names_known_relations_and_trusts_agreement():
    policy = load_policy()
    known = load_ontology().relations
    assert set(policy.add) | set(policy.spoken.relations) | set(policy.alone.relations) <= set(known)
    assert all(0.5 <= step <= 1 for step in policy.add.values())
    assert policy.spoken.probability("hosts", policy.doubt, 0.95) < 0.9
    assert policy.spoken.probability("hosts", 0.9, 0.9) > policy.spoken.probability("hosts", 0.1, 0.9)
    assert policy.spoken.probability("hosts", 0.9, 0.9) > policy.spoken.probability("hosts", 0.9, 0.6)


def test_the_network_tells_a_clear_pair_from_none():
    doc = read("{a:REGION:惠州市=广东省/惠州市}对口帮扶{b:REGION:长顺县=贵州省/黔南布依族苗族自治州/长顺县}。")
    judge = read_pairs(doc, read_frames(doc), load_pair_net())
    forward, back = judge.reading("assists", "a", "b"), judge.reading("assists", "b", "a")
    assert forward is not None and back is not None and forward.probability > 0.5 > back.probability


def test_pairs_are_read_alike_one_by_one_and_together():
    seen = [["kinds=REGION>REGION", "gap=0"], ["unheard of"], ["gap=1|REGION>REGION"] * 2]
    net = load_pair_net()
    together = net.read(seen)
    assert np.allclose(together, np.concatenate([net.read([row]) for row in seen]), atol=1e-5)
    assert together.shape == (3, len(columns()))


def test_the_network_is_small_and_a_file_of_another_kind_is_refused(tmp_path: Path):
    assert NETWORK.stat().st_size <= 3_000_000
    other = tmp_path / "other.npz"
    np.savez(other, rows=np.zeros(3))
    with pytest.raises(InputError, match=r"other\.npz: no network of the pair model"):
        PairNet(other)
