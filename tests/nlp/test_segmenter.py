"""pkuseg as a second opinion: the word over a place, with the shipped model."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.nlp.segmenter import load_segmenter, user_words


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("她家住在高乐山，天天骑车上班。", "乐山", "高乐山"),
        ("她家住在乐山，天天骑车上班。", "乐山", "乐山"),
        ("果园遭遇黄龙病后改种柚子", "黄龙", "黄龙病"),
        ("黄龙", "黄龙", "黄龙"),
        ("今天在上\n海门", "海门", "海门"),
        ("记者走进黔南州长顺县", "州长", "州长"),
    ],
    ids=["begins before", "stands alone", "goes on", "the whole text", "a line ends before it", "in two words: itself"],
)
def test_word_over(text: str, place: str, expected: str) -> None:
    start = text.index(place)
    first, last = load_segmenter().word_over(text, start, start + len(place))
    assert text[first:last] == expected


def test_words_of_the_user_dictionary_are_not_cut() -> None:
    assert {"关岭布依族苗族自治县", "东西部协作"} <= set(user_words())
    assert load_segmenter().words("推进东西部协作") == ["推进", "东西部协作"]


def test_the_model_waits_until_a_place_is_in_doubt() -> None:
    code = (
        "import sys, kg; doc = kg.load()('广东省广州市与贵州省黔南州签约。'); assert doc.ents; "
        "assert 'spacy_pkuseg' not in sys.modules; kg.load()('果园遭遇黄龙病。'); assert 'spacy_pkuseg' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
