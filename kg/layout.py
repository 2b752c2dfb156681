"""Where things stand on the page: plain arithmetic, the same for the same input on any machine.

Units are the page's pixels at zoom 1, x to the right and y downward; a place is the middle of a box.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Column = Literal["neutral", "recipient", "helper"]
COLUMNS: tuple[Column, ...] = ("neutral", "recipient", "helper")
"""From left to right, as on the map: help comes from the east."""

CHARACTER, MARGIN = 14, 14
"""Width of a Chinese character of a label, and what a box adds to its text on both sides together … per side."""
ROW = 31
TITLE = 24
GAP = 14
"""Height of a row, of a group's title, and between groups."""
LONGEST = 16
"""Characters of a label; the panel shows names whole."""
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair of regions to draw: helper → recipient when `directed`."""

    source: str
    target: str
    directed: bool


@dataclass(slots=True)
class Plan:
    """Places of nodes, frames [x, y, width, height, title] of groups, heads [x, y, column], and the column of each node."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    frames: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    heads: list[tuple[int, int, Column]] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)


def short(name: str) -> str:
    """The name as a label shows it."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def label_width(name: str) -> int:
    """Width of a label's box."""
    text = short(name)
    wide = sum(1 if ord(c) > 0x2E7F else 0.56 for c in text)
    return math.ceil(wide * CHARACTER) + 2 * MARGIN


def columns(ties: Iterable[Tie], groups: Mapping[str, str]) -> dict[str, Column]:
    """The column of each group: where more of its regions help than are helped it helps, and the other way about.

    Groups for which no text shows a direction stay apart.
    """
    score: defaultdict[str, int] = defaultdict(int)
    seen: dict[str, None] = {}
    for tie in ties:
        source, target = groups[tie.source], groups[tie.target]
        seen.setdefault(source)
        seen.setdefault(target)
        if tie.directed and source != target:
            score[source] += 1
            score[target] -= 1
    return {g: "helper" if score[g] > 0 else "recipient" if score[g] < 0 else "neutral" for g in seen}


def overview(ties: Sequence[Tie], groups: Mapping[str, str], names: Mapping[str, str], narrow: bool) -> Plan:
    """Regions in columns, helped to the left and helping to the right, those of one province in one frame.

    Args:
        ties: What is drawn between them.
        groups: The province of each region, by id.
        names: The label of each region, by id.
        narrow: For a screen that is higher than wide: who has no side stands over those who help.
    """
    sides = columns(ties, groups)
    members: dict[Column, list[str]] = {c: [] for c in COLUMNS}
    for node in dict.fromkeys(end for tie in ties for end in (tie.source, tie.target)):
        members[sides[groups[node]]].append(node)
    order = _ordered(ties, members, groups, names)
    plan = Plan(columns={node: sides[groups[node]] for node in groups if groups[node] in sides})
    filled = [[c] for c in COLUMNS if order[c]]
    if narrow and len(filled) == 3:
        filled = [["recipient"], ["neutral", "helper"]]
    rows = 26 if narrow else 21
    height = max((_height(order, stack, groups, names, rows) for stack in filled), default=0)
    left = 0
    for stack in filled:
        left = _stack(plan, order, stack, groups, names, rows, left, height, narrow)
    return plan


def _ordered(
    ties: Sequence[Tie],
    members: Mapping[Column, list[str]],
    groups: Mapping[str, str],
    names: Mapping[str, str],
) -> dict[Column, list[str]]:
    """Each column from top to bottom: groups whole, and near what they are tied to, so that few lines cross."""
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for tie in ties:
        partners[tie.source].append(tie.target)
        partners[tie.target].append(tie.source)
    size = {g: sum(len(partners[n]) for n in groups if groups[n] == g) for g in set(groups.values())}
    order = {
        c: sorted(
            nodes, key=lambda n: (-size[groups[n]], groups[n], names[n] != groups[n], -len(partners[n]), n)
        )
        for c, nodes in members.items()
    }
    for _ in range(_SWEEPS):
        for column in COLUMNS:
            rank = {n: i / max(len(nodes) - 1, 1) for nodes in order.values() for i, n in enumerate(nodes)}
            here = set(order[column])
            pull = {}
            for node in order[column]:
                others = [rank[p] for p in partners[node] if p not in here]
                pull[node] = sum(others) / len(others) if others else rank[node]
            of_group: defaultdict[str, list[float]] = defaultdict(list)
            for node in order[column]:
                of_group[groups[node]].append(pull[node])
            mean = {g: sum(v) / len(v) for g, v in of_group.items()}
            # The province itself stands first in its frame, whatever it is tied to.
            order[column].sort(
                key=lambda n: (
                    round(mean[groups[n]], 9),
                    groups[n],
                    names[n] != groups[n],
                    round(pull[n], 9),
                    n,
                )
            )
    return order


@dataclass(frozen=True, slots=True)
class _Frame:
    title: str
    nodes: list[str]
    lanes: int
    width: int

    @property
    def rows(self) -> int:
        return math.ceil(len(self.nodes) / self.lanes)


def _frames(
    nodes: Sequence[str], groups: Mapping[str, str], names: Mapping[str, str], rows: int
) -> list[_Frame]:
    """The groups of a column; one that would be longer than `rows` takes lanes side by side."""
    lanes = math.ceil(len(nodes) / rows)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(groups[node], []).append(node)
    width = max((label_width(names[n]) for n in nodes), default=0)
    return [_Frame(title, inside, min(lanes, len(inside)), width) for title, inside in found.items()]


def _titled(frame: _Frame, names: Mapping[str, str]) -> bool:
    """A frame around one region of its own name says it once."""
    return len(frame.nodes) > 1 or names[frame.nodes[0]] != frame.title


def _frame_height(frame: _Frame, names: Mapping[str, str], row: int) -> int:
    return frame.rows * row + (TITLE if _titled(frame, names) else 0) + 8


def _height(
    order: Mapping[Column, list[str]],
    stack: Sequence[Column],
    groups: Mapping[str, str],
    names: Mapping[str, str],
    rows: int,
) -> int:
    frames = [f for column in stack for f in _frames(order[column], groups, names, rows)]
    return sum(_frame_height(f, names, ROW) + GAP for f in frames) + TITLE * 2 * len(stack)


def _stack(
    plan: Plan,
    order: Mapping[Column, list[str]],
    stack: Sequence[Column],
    groups: Mapping[str, str],
    names: Mapping[str, str],
    rows: int,
    left: int,
    height: int,
    narrow: bool,
) -> int:
    """Put columns under each other at `left`; answers where the next one begins."""
    frames = [(column, f) for column in stack for f in _frames(order[column], groups, names, rows)]
    wide = max(f.lanes * f.width + (f.lanes - 1) * GAP for _, f in frames)
    count = sum(f.rows for _, f in frames)
    spare = height - _height(order, stack, groups, names, rows)
    row = ROW + min(int(spare / count), ROW // 2)
    top, last = 0, None
    for column, frame in frames:
        if column != last:
            plan.heads.append((left + wide // 2, top + TITLE // 2, column))
            top += TITLE * 2 - GAP
            last = column
        tall = _frame_height(frame, names, row)
        titled = _titled(frame, names)
        if titled:
            plan.frames.append((left - GAP, top, wide + 2 * GAP, tall, frame.title))
        first = top + (TITLE if titled else 0) + 4 + row // 2
        lane_width = (wide - (frame.lanes - 1) * GAP) / frame.lanes
        for i, node in enumerate(frame.nodes):
            x = left + (i % frame.lanes) * (lane_width + GAP) + lane_width / 2
            plan.places[node] = (round(x), first + (i // frame.lanes) * row)
        top += tall + GAP
    return left + wide + (70 if narrow else 190)


_GOLDEN = math.pi * (3 - math.sqrt(5))
_CELL = 22


def label_size(ties: int) -> int:
    """Height of the label of an entity with so many ties, where everything is drawn: hubs are read from afar."""
    return CHARACTER + min(round(5 * math.sqrt(max(ties - 1, 0))), 50)


def satellites(
    neighbours: Mapping[str, Sequence[str]], names: Mapping[str, str], fixed: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """All nodes: `fixed` ones moved apart, the others around the first one that they are tied to; no labels overlap.

    What has no tie to these follows underneath, one cluster after the other, in lines as wide as what is above.
    """
    ground = _Ground(neighbours, names)
    ranked = sorted(names, key=lambda n: (-len(neighbours[n]), n))
    centre = [n for n in ranked if n in fixed]
    inside = _reached(neighbours, centre)
    spread = max(2.0, math.sqrt(len(inside) / max(len(centre), 1)) * 1.3)
    for node in centre:
        at_x, at_y = fixed[node]
        ground.settle(node, (at_x * spread, at_y * spread), _spiral())
    ground.surround(centre)
    left, right, low = ground.extent()
    x, y, line = left, low + 2 * _LINE, 0.0
    for first in ranked:
        if first in ground.places:
            continue
        size = len(_reached(neighbours, [first]))
        wide = max(ground.width(first), _STEP * math.sqrt(size) * 3) + _CELL
        high = _LINE if size == 1 else _STEP * math.sqrt(size) * 2 + 3 * _LINE
        if x > left and x + wide > max(right, left + 1600):
            x, y, line = left, y + line, 0.0
        ground.settle(first, (x + wide / 2, y + high / 2), _spiral())
        ground.surround([first])
        x, line = x + wide, max(line, high)
    return ground.places


def _reached(neighbours: Mapping[str, Sequence[str]], start: Iterable[str]) -> set[str]:
    """All nodes that ties lead to from `start`, which is among them."""
    found = set(start)
    todo = list(found)
    while todo:
        fresh = [n for n in neighbours[todo.pop()] if n not in found]
        found.update(fresh)
        todo.extend(fresh)
    return found


_GOLDEN = math.pi * (3 - math.sqrt(5))
_CELL = 22
_LINE = 44
_STEP = 34


def _spiral() -> Iterator[tuple[float, float]]:
    """Points around 0, 0, evenly and ever farther out (Vogel's spiral), wider than high as labels are."""
    for i in itertools.count():
        radius = _STEP * math.sqrt(i)
        yield radius * math.cos(i * _GOLDEN) * 1.5, radius * math.sin(i * _GOLDEN)


class _Ground:
    """Where there is room: cells of `_CELL` pixels, taken by the dots and labels that stand on them."""

    def __init__(self, neighbours: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> None:
        self.neighbours = neighbours
        self.names = names
        self.places: dict[str, tuple[int, int]] = {}
        self._taken: set[tuple[int, int]] = set()

    def width(self, node: str) -> float:
        """Width of the label."""
        return label_width(self.names[node]) * label_size(len(self.neighbours[node])) / CHARACTER

    def extent(self) -> tuple[float, float, float]:
        """Left, right and lower end of what is placed."""
        xs, ys = [x for x, _ in self.places.values()], [y for _, y in self.places.values()]
        return min(xs, default=0), max(xs, default=0), max(ys, default=0)

    def settle(self, node: str, around: tuple[float, float], spiral: Iterator[tuple[float, float]]) -> None:
        """Put `node` on the first point of the spiral with room for its dot and the label under it."""
        half, below = self.width(node) / 2, 16 + label_size(len(self.neighbours[node])) * 1.3
        for dx, dy in spiral:
            x, y = around[0] + dx, around[1] + dy
            cells = [
                (column, line)
                for column in range(math.floor((x - half) / _CELL), math.floor((x + half) / _CELL) + 1)
                for line in range(math.floor((y - 14) / _CELL), math.floor((y + below) / _CELL) + 1)
            ]
            if self._taken.isdisjoint(cells):
                self._taken.update(cells)
                self.places[node] = (round(x), round(y))
                return

    def surround(self, start: Iterable[str]) -> None:
        """Put whatever is tied to placed nodes around them, ring after ring."""
        queue = deque(start)
        while queue:
            node = queue.popleft()
            spiral = _spiral()
            for other in sorted(self.neighbours[node], key=lambda n: (-len(self.neighbours[n]), n)):
                if other not in self.places:
                    self.settle(other, self.places[node], spiral)
                    queue.append(other)


__all__ = [
    "COLUMNS",
    "Column",
    "Plan",
    "Tie",
    "columns",
    "label_size",
    "label_width",
    "overview",
    "satellites",
    "short",
]
