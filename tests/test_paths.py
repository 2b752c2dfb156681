"""The search from both ends finds the very chain that a plain search from one end finds, whatever the graph."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from pyoxigraph import NamedNode

from kg.lookups.facts import Brief
from kg.lookups.graph import _walk

NODES = [NamedNode(f"https://kg.example.org/org/{i}") for i in range(9)]


class Facts:
    """Stands in for kg.lookups.Facts: some statements between nodes."""

    def __init__(self, seed: int, many: int) -> None:
        chance = random.Random(seed)
        ends = [chance.sample(NODES, 2) for _ in range(many)]
        self.all = [
            Brief(NamedNode(f"https://kg.example.org/statement/{i}"), a, "visits", b, chance.choice(("done", "done", "planned")))
            for i, (a, b) in enumerate(ends)
        ]

    def briefs(self, node: NamedNode) -> list[Brief]:
        return [b for b in self.all if b.subject == node] + [b for b in self.all if b.object == node]

    def statement(self, node: NamedNode) -> NamedNode:
        return node


def plainly(facts: Facts, start: NamedNode, goal: NamedNode) -> list[NamedNode] | None:
    """The statements of the first shortest chain, searched breadth first from the start alone."""
    came: dict[NamedNode, tuple[NamedNode, Brief]] = {}
    queue, seen = [start], {start}
    for node in queue:
        for brief in facts.briefs(node):
            other = brief.object if brief.subject == node else brief.subject
            if brief.status == "done" and other not in seen:
                seen.add(other)
                came[other] = node, brief
                queue.append(other)
    if goal not in came:
        return None
    chain: list[NamedNode] = []
    while goal != start:
        goal, brief = came[goal]
        chain.insert(0, brief.node)
    return chain


@pytest.mark.parametrize("many", [4, 8, 14])
@pytest.mark.parametrize("seed", range(6))
def test_the_chain_is_that_of_a_plain_search(seed: int, many: int) -> None:
    facts = Facts(seed, many)
    lengths = set()
    for start, goal in permutations(NODES, 2):
        expected = plainly(facts, start, goal)
        steps = _walk(facts, start, goal, lambda _: True)  # type: ignore[arg-type]
        assert (None if steps is None else [step.statement for step in steps]) == expected
        lengths.add(len(expected or ()))
    assert len(lengths) > 1


def test_a_chain_takes_only_what_one_may_take() -> None:
    facts = Facts(1, 14)
    ways = {pair: _walk(facts, *pair, lambda _: True) for pair in permutations(NODES, 2)}  # type: ignore[arg-type]
    barred = next(steps[0].statement for steps in ways.values() if steps)
    open_ = {pair: _walk(facts, *pair, lambda brief: brief.node != barred) for pair in ways}  # type: ignore[arg-type]
    assert open_ != ways
    assert not [1 for steps in open_.values() for step in steps or () if step.statement == barred]
