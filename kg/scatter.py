"""Where everything stands when all of the graph is drawn: groups that hang together apart from each other, the largest first.

Units are the page's pixels at zoom 1, x to the right and y downward. Labels find their own room on the page, at any zoom.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from kg.network import spring

Neighbours = Mapping[str, Sequence[str]]
Places = dict[str, tuple[int, int]]

CELL = 34
"""No two entities are nearer than about this."""
APART = 100
"""Way between entities of a large group, on the average; the smaller, the nearer."""
LABEL = (96, 44)
"""Room around a group, for the labels of those at its rim."""
LONE = (48, 44)
"""Width and height that an entity without ties takes up; all of them stand in rows under the rest."""
ASPECT = 1.45
"""Width to height of the whole, as that of most screens' middle."""
FORCED = 480
"""Entities of a group that forces place; the time for it grows with the square. Larger groups grow ring by ring."""
_GOLDEN = math.pi * (3 - math.sqrt(5))


def scatter(neighbours: Neighbours) -> Places:
    """A place for every key of `neighbours`, the same for the same input."""
    groups = [_placed(neighbours, group) for group in _groups(neighbours)]
    places: Places = {}
    if not groups:
        return places
    together = [group for group in groups if len(group) > 1]
    lone = [node for group in groups if len(group) == 1 for node in group]
    sizes = [_size(group) for group in together]
    height = max([math.sqrt(sum(wide * high for wide, high in sizes) / ASPECT), *(high for _, high in sizes[:1])])
    left = top = right = bottom = 0.0
    for group, (wide, high) in zip(together, sizes, strict=True):
        if top and top + high > height:
            left, top = right, 0.0
        x0, y0 = min(x for x, _ in group.values()), min(y for _, y in group.values())
        for node, (x, y) in group.items():
            places[node] = (round(left + LABEL[0] / 2 + x - x0), round(top + LABEL[1] / 2 + y - y0))
        top, right = top + high, max(right, left + wide)
        bottom = max(bottom, top)
    columns = math.ceil(max(right / LONE[0], math.sqrt(len(lone) * ASPECT * LONE[1] / LONE[0])))
    for i, node in enumerate(lone):
        row, column = divmod(i, columns)
        places[node] = (round((column + 0.5) * LONE[0]), round(bottom + LABEL[0] + (row + 0.5) * LONE[1]))
    return places


def _size(group: Places) -> tuple[float, float]:
    xs, ys = [x for x, _ in group.values()], [y for _, y in group.values()]
    return max(xs) - min(xs) + LABEL[0], max(ys) - min(ys) + LABEL[1]


def _groups(neighbours: Neighbours) -> list[list[str]]:
    """What hangs together, the largest first; in each the best connected first."""
    seen: set[str] = set()
    groups = []
    for start in sorted(neighbours, key=lambda n: (-len(neighbours[n]), n)):
        if start in seen:
            continue
        group, todo = [start], [start]
        seen.add(start)
        while todo:
            fresh = [n for n in neighbours[todo.pop()] if n not in seen]
            seen.update(fresh)
            group.extend(fresh)
            todo.extend(fresh)
        groups.append(sorted(group, key=lambda n: (-len(neighbours[n]), n)))
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _placed(neighbours: Neighbours, group: Sequence[str]) -> Places:
    ground = _Ground()
    if len(group) > FORCED:
        _rings(neighbours, group[0], ground)
        return ground.places
    wanted = spring({node: neighbours[node] for node in group})
    side = APART * math.sqrt(len(group)) * min(1, 0.35 + len(group) / 150)
    for node in group:
        x, y = wanted[node]
        ground.settle(node, (x * side * 0.6 * ASPECT, y * side * 0.6), _spiral())
    return ground.places


def _rings(neighbours: Neighbours, start: str, ground: _Ground) -> None:
    """Whatever is tied to what is placed goes around it, ring after ring."""
    ground.settle(start, (0.0, 0.0), _spiral())
    queue = deque([start])
    while queue:
        node = queue.popleft()
        spiral = _spiral()  # goes on where the last neighbour found room
        for other in sorted(neighbours[node], key=lambda n: (-len(neighbours[n]), n)):
            if other not in ground.places:
                ground.settle(other, ground.places[node], spiral)
                queue.append(other)


class _Ground:
    """Cells of `CELL` pixels, each of which one entity may take."""

    def __init__(self) -> None:
        self.places: Places = {}
        self._taken: set[tuple[int, int]] = set()

    def settle(self, node: str, around: tuple[float, float], spiral: Iterator[tuple[float, float]]) -> None:
        """Put `node` on the first point of a spiral with room, left and right too: names are wider than high."""
        taken = self._taken
        for dx, dy in spiral:
            column, line = int((around[0] + dx) // CELL), int((around[1] + dy) // CELL)
            if (column, line) in taken or (column - 1, line) in taken or (column + 1, line) in taken:
                continue
            taken.add((column, line))
            self.places[node] = (round(around[0] + dx), round(around[1] + dy))
            return


def _spiral() -> Iterator[tuple[float, float]]:
    """Points around 0, 0, ever farther out (Vogel's spiral).

    They lie evenly at first and thinner far out, where a crowded middle would cost thousands of looks.
    """
    i = 0
    while True:
        radius = CELL * 0.8 * math.sqrt(i)
        yield radius * math.cos(i * _GOLDEN) * ASPECT, radius * math.sin(i * _GOLDEN)
        i += 1 + i // 200


__all__ = ["CELL", "Neighbours", "Places", "scatter"]
