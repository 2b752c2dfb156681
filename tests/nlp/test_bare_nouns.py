"""Nouns that take up a named thing again, in the clause view of sentences with marked mentions."""

from __future__ import annotations

import pytest
from marked import read

from kg.nlp.frames import read_frame

NAMED = "{a:PARK:丹霞竹器产业园}开园了"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{NAMED}。该园区占地九十亩。", ["a 该园区"]),
        (f"{NAMED}。产业园占地九十亩。", ["a 产业园"]),
        (f"{NAMED}。这个基地由县里管。", ["a 这个基地"]),
        ("{a:PROJECT:“竹乡”夏令营}开营了。这项夏令营办了三年。", ["a 这项夏令营"]),
        ("{a:PARK:丹霞竹乡茶驿}开门了。茶驿由县里管。", ["a 茶驿"]),
        ("{a:ORG.company:好味食品有限公司}投产了，该公司有九十人。", ["a 该公司"]),
        ("{a:PARK:花都产业园}、{b:PARK:丹霞竹器产业园}开园了。{c:PARK:明德产业园}也是。该园区最大。", ["c 该园区"]),
    ],
)
def test_taken_up(marked: str, expected: list[str]) -> None:
    assert bare(marked) == expected


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        (f"{NAMED}。园区占地九十亩。", "a noun that is not pointed at must be the end of the name"),
        (f"{NAMED}。\n该园区占地九十亩。", "another paragraph"),
        (f"{NAMED}。建设产业园不容易。", "no subject"),
        ("{a:PARK:丹霞竹乡茶驿}开门了。茶驿外下雨。", "nothing is said of it"),
        (f"{NAMED}。该公司占地九十亩。", "another kind of thing"),
        ("{a:ORG.company:好味食品有限公司}投产了，公司部没人。", "another word"),
        ("{a:PARK:花都产业园}、{b:PARK:丹霞产业园}开园了。该园区最大。", "one of two, nobody knows which"),
    ],
)
def test_not_taken_up(marked: str, why: str) -> None:
    assert bare(marked) == [], why


def bare(marked: str) -> list[str]:
    """The slots that no mention makes, each with the id of what it takes up."""
    doc = read(marked)
    mentions = {(span.start_char, span.end_char) for span in doc.spans["mentions"]}
    slots = [slot for slot in read_frame(doc).slots.values() if slot.members]
    return [
        f"{slot.members[0].entity.id} {doc.text[slot.start : slot.end]}"
        for slot in slots
        if len(slot.members) == 1 and (slot.start, slot.end) not in mentions
    ]
