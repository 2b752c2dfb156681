"""Bare nouns that take up a named thing again: 该园区, 这项夏令营, 地图 after 丹霞茶路地图.

They are no mentions of the article, only slots of the clause view, so that a pattern reads 车间由甲公司承建 as it reads
the name in its place. A noun takes up the last thing of its kind that the paragraph names before it; where two stand
side by side there, or the noun does not fit its name, it stays a noun.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from kg.model import Entity
from kg.resources import DATA
from kg.rulefile import read_rulefile

_POINTING = r"该|此|这家|这个|这座|这所|这一|这项|这处|这款|这条|这间|这片|这支|这种|这"
_OPENING = r"(?<![^，。；！？：、\n“”（）])"
_NOT_BEHIND = r"(?![部组长员家师法上史方])"

# What tells a bare noun of two characters from the beginning of another word: the sentence goes on about it.
_SAID = r"(?=[由是在已将占共设建的去今自从]|位于|总|坐落)"
_THINGS = frozenset({"PARK", "PROJECT"})
"""Types of which any last word of a name may take it up; other nouns stand in the list."""

Named = tuple[int, int, tuple[Entity, ...]]
"""Start, end (offsets of the text) and entities of one slot."""


@cache
def load_nouns() -> dict[str, frozenset[str]]:
    """The nouns by kind of slot (kg/data/bare_nouns.yml).

    Raises:
        RuleError: the file is malformed.
    """
    return dict(read_rulefile(DATA / "bare_nouns.yml", dict[str, frozenset[str]]))


@cache
def _pattern() -> re.Pattern[str]:
    nouns = sorted({noun for kind in load_nouns().values() for noun in kind}, key=lambda noun: (-len(noun), noun))
    listed = "|".join(map(re.escape, nouns))
    return re.compile(rf"(?:(?P<pointing>{_POINTING})|{_OPENING})(?P<noun>{listed}){_NOT_BEHIND}")


def find_bare_nouns(
    text: str, named: Sequence[Named], kind_of: Callable[[Entity], str]
) -> Iterator[tuple[int, int, Entity]]:
    """Start, end and entity of every noun that takes one up.

    Args:
        text: The article.
        named: The slots of its mentions, by start.
        kind_of: The kind of slot that an entity makes.
    """
    found = sorted((*_pattern().finditer(text), *_own_nouns(text, named)), key=lambda match: match.start())
    reach = 0
    for match in found:
        start, end = match.span()
        if start < reach or any(first < end and start < last for first, last, _ in named):
            continue
        paragraph = text.rfind("\n", 0, start) + 1
        before = [slot for slot in named if paragraph <= slot[0] and slot[1] <= start]
        if entity := _taken_up(match["noun"], match["pointing"] is not None, before, kind_of):
            reach = end
            yield start, end, entity


def _own_nouns(text: str, named: Sequence[Named]) -> Iterator[re.Match[str]]:
    """Subjects that are the last two or three characters of the name of a site or project."""
    ends = {
        name[-size:]
        for _, _, entities in named
        for entity in entities
        if entity.type in _THINGS and len(name := entity.name.rstrip("”’》")) > 4
        for size in (2, 3)
    }
    ends -= {noun for kind in load_nouns().values() for noun in kind}
    if ends:
        listed = "|".join(map(re.escape, sorted(ends, key=lambda noun: (-len(noun), noun))))
        yield from re.finditer(rf"(?:(?P<pointing>{_POINTING})|{_OPENING})(?P<noun>{listed}){_SAID}", text)


def _taken_up(
    noun: str, pointing: bool, before: Sequence[Named], kind_of: Callable[[Entity], str]
) -> Entity | None:
    """The last thing that the noun fits: by its kind where it is pointed at, else by what its name ends in."""
    kinds = {kind for kind, nouns in load_nouns().items() if noun in nouns}
    for _, _, entities in reversed(before):
        if not any(kind_of(entity) in kinds or _ends(entity, noun) for entity in entities):
            continue
        fits = len(entities) == 1 and (pointing or _ends(entities[0], noun))
        return entities[0] if fits else None
    return None


def _ends(entity: Entity, noun: str) -> bool:
    return entity.name.rstrip("”’》").endswith(noun)
