"""Everything has its place: none on another, what hangs together near, groups apart, small graphs and large."""

from __future__ import annotations

import math

import pytest

from kg.scatter import CELL, FORCED, scatter


def graph(*ties: tuple[str, str], lone: int = 0) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {f"lone{i}": set() for i in range(lone)}
    for one, other in ties:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {node: sorted(others) for node, others in sorted(found.items())}


def star(name: str, leaves: int) -> list[tuple[str, str]]:
    return [(name, f"{name}{i}") for i in range(leaves)]


GRAPHS = {
    "one": graph(lone=1),
    "pair": graph(("a", "b")),
    "lone ones": graph(lone=40),
    "star": graph(*star("a", 80)),
    "groups": graph(*star("a", 30), *star("b", 12), ("c", "d"), lone=25),
    "larger than forces place": graph(*star("a", FORCED), *star("b", 40), ("a0", "a1")),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_all_are_placed_and_none_on_another(name: str):
    places = scatter(GRAPHS[name])
    assert set(places) == set(GRAPHS[name])
    cells = {(x // (CELL // 2), y // (CELL // 2)) for x, y in places.values()}
    assert len(cells) == len(places)
    assert places == scatter(GRAPHS[name])


def test_nothing_to_place():
    assert scatter({}) == {}


def test_what_is_tied_stands_nearer_than_the_rest():
    places = scatter(graph(*star("a", 20), *star("b", 20), ("a0", "b0")))
    own = [math.dist(places["a"], places[f"a{i}"]) for i in range(1, 20)]
    other = [math.dist(places["b"], places[f"a{i}"]) for i in range(1, 20)]
    assert max(own) < min(other)


def test_groups_lie_apart_and_the_whole_is_wide():
    places = scatter(GRAPHS["groups"])
    boxes = {
        name: [f([places[n][axis] for n in places if n.startswith(name)]) for f in (min, max) for axis in (0, 1)]
        for name in ("a", "b")
    }
    (l1, t1, r1, b1), (l2, t2, r2, b2) = boxes["a"], boxes["b"]
    assert r1 < l2 or r2 < l1 or b1 < t2 or b2 < t1
    xs, ys = zip(*places.values(), strict=True)
    assert 1 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.5
