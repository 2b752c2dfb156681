"""Which of overlapping candidates stay mentions."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.nlp import region_towns
from kg.nlp.annotations import Candidate, Word, register
from kg.nlp.mentions import respan, select
from kg.nlp.tokenizer import blank

TOWN = Entity("region/1", "REGION", "湄江街道", path="贵州省/遵义市/湄潭县/湄江街道")
FIRM = Entity("org/1", "ORG", "贵州湄江春茶业有限公司")


def town(start: int, end: int, source: str) -> Candidate:
    return Candidate(start, end, "REGION", source, 0.75, TOWN)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], [(0, 11)]),
        ([town(20, 24, "regions.full")], [(0, 11), (2, 4), (20, 24)]),
        ([town(20, 22, region_towns.SOURCE)], [(0, 11), (20, 22)]),
    ],
    ids=["a brand", "named in full, too", "its bare name stands free"],
)
def test_a_bare_town_inside_a_name(others: list[Candidate], expected: list[tuple[int, int]]) -> None:
    firm = Candidate(0, 11, "ORG", "names.head", 0.9, FIRM)
    chosen = select([firm, town(2, 4, region_towns.SOURCE), *others])
    assert [(c.start, c.end) for c in chosen] == expected

def test_tokens_are_words_cut_at_mentions_blanks_and_sentences() -> None:
    register()
    text = "德江县 与义乌市签约。\n\n他来了！真好"
    doc = blank()(text)
    doc._.words = [Word(0, 5, "LOC"), Word(5, 10, "v"), Word(10, 11, "w"), Word(13, 18, "v"), Word(18, 19, "a")]
    place = Entity("region/1", "REGION", "义乌市")
    new = respan(doc, [Candidate(5, 8, "REGION", "test", 0.9, place)])
    assert new.text == text
    assert [token.text for token in new] == ["德江县", "与", "义乌市", "签约", "。", "\n\n", "他来了！", "真", "好"]
    assert [(token.tag_, token.idx) for token in new][:3] == [("LOC", 0), ("LOC", 4), ("v", 5)]
    assert [sent.text for sent in new.sents] == ["德江县 与义乌市签约。", "\n\n", "他来了！", "真好"]
    assert [(ent.text, ent.label_) for ent in new.ents] == [("义乌市", "REGION")]


def test_what_describes_a_quoted_name_is_none() -> None:
    kind, name = Entity("project/1", "PROJECT", "连心帮扶项目"), Entity("project/2", "PROJECT", "竹乡班")
    described = Candidate(0, 6, "PROJECT", "tagger", 0.6, kind)
    chosen = select([described, Candidate(6, 11, "PROJECT", "names.project.quoted", 0.8, name)])
    assert [c.start for c in chosen] == [6]
    assert select([described]) == [described]
