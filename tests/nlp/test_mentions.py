"""Which of overlapping candidates stay mentions."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.nlp import region_towns
from kg.nlp.annotations import Candidate
from kg.nlp.mentions import select

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
