"""Where the partnerships stand on the page: plain arithmetic, the same for the same input on any machine.

Units are the page's pixels at zoom 1, x to the right and y downward; a place is the middle of a box.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Column = Literal["neutral", "recipient", "helper"]
COLUMNS: tuple[Column, ...] = ("neutral", "recipient", "helper")
"""From left to right, as on the map: help comes from the east."""

CHARACTER, MARGIN = 14, 14
"""Width of a Chinese character of a label, and what its box adds on either side."""
TITLE, GAP = 24, 14
"""Height of a group's title, and the way between groups."""
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


@dataclass(frozen=True, slots=True)
class _Screen:
    """Height of a row, rows before a column takes lanes, and the way between columns."""

    row: int
    rows: int
    way: int


_WIDE, _NARROW = _Screen(row=31, rows=21, way=190), _Screen(row=27, rows=26, way=70)


def overview(ties: Sequence[Tie], groups: Mapping[str, str], names: Mapping[str, str], narrow: bool) -> Plan:
    """Regions in columns, helped to the left and helping to the right, those of one province in one frame.

    Args:
        ties: What is drawn between them.
        groups: The province of each region, by id.
        names: The label of each region, by id.
        narrow: For a screen that is higher than wide: who has no side stands under those who are helped.
    """
    sides = columns(ties, groups)
    members: dict[Column, list[str]] = {c: [] for c in COLUMNS}
    for node in dict.fromkeys(end for tie in ties for end in (tie.source, tie.target)):
        members[sides[groups[node]]].append(node)
    order = _ordered(ties, members, groups, names)
    screen = _NARROW if narrow else _WIDE
    filled = [[c] for c in COLUMNS if order[c]]
    if narrow and len(filled) == len(COLUMNS):
        filled = [["recipient", "neutral"], ["helper"]]
    stacks = [[(c, f) for c in stack for f in _frames(order[c], groups, names, screen)] for stack in filled]
    plan = Plan(columns={node: column for column, nodes in members.items() for node in nodes})
    height = max((_height(stack, screen.row) for stack in stacks), default=0)
    left = 0
    for stack in stacks:
        left += _stack(plan, stack, screen, left, height) + screen.way
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
                if not others:  # tied within the column only: as near to each other as may be
                    others = [rank[p] for p in (node, *partners[node])]
                pull[node] = sum(others) / len(others)
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
    """A group of a column: its nodes in so many lanes, the widest label, and whether its title is written."""

    title: str
    nodes: list[str]
    lanes: int
    lane: int
    titled: bool

    @property
    def rows(self) -> int:
        return math.ceil(len(self.nodes) / self.lanes)

    @property
    def width(self) -> int:
        return self.lanes * self.lane + (self.lanes - 1) * GAP

    def height(self, row: int) -> int:
        return self.rows * row + (TITLE if self.titled else 0) + 8


_Stack = Sequence[tuple[Column, _Frame]]


def _frames(
    nodes: Sequence[str], groups: Mapping[str, str], names: Mapping[str, str], screen: _Screen
) -> list[_Frame]:
    """The groups of a column; where it would be too long they take lanes side by side."""
    lanes = math.ceil(len(nodes) / screen.rows)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(groups[node], []).append(node)
    lane = max(label_width(names[n]) for n in nodes) if nodes else 0
    # A frame around one region of its own name would say it twice.
    return [
        _Frame(title, inside, min(lanes, len(inside)), lane, len(inside) > 1 or names[inside[0]] != title)
        for title, inside in found.items()
    ]


def _height(stack: _Stack, row: int) -> int:
    heads = len({column for column, _ in stack})
    return sum(frame.height(row) + GAP for _, frame in stack) + heads * (TITLE * 2 - GAP)


def _stack(plan: Plan, stack: _Stack, screen: _Screen, left: int, height: int) -> int:
    """Put frames under each other at `left`, spread over `height`; answers how wide they are."""
    wide = max(frame.width for _, frame in stack)
    spare = (height - _height(stack, screen.row)) // sum(frame.rows for _, frame in stack)
    row = screen.row + min(spare, screen.row // 2)
    top, last = 0, None
    for column, frame in stack:
        if column != last:
            plan.heads.append((left + wide // 2, top + TITLE // 2, column))
            top += TITLE * 2 - GAP
            last = column
        if frame.titled:
            plan.frames.append((left - GAP, top, wide + 2 * GAP, frame.height(row), frame.title))
        first = top + (TITLE if frame.titled else 0) + 4 + row // 2
        lane = (wide - (frame.lanes - 1) * GAP) / frame.lanes
        for i, node in enumerate(frame.nodes):
            x = left + (i % frame.lanes) * (lane + GAP) + lane / 2
            plan.places[node] = (round(x), first + (i // frame.lanes) * row)
        top += frame.height(row) + GAP
    return wide


__all__ = ["COLUMNS", "Column", "Plan", "Tie", "columns", "label_width", "overview", "short"]
