"""How many facts people looked at, and how often the reading was right: shares with intervals, by relation and confidence.

Counted is what people said of what was read: accepted is right; rejected and edited are wrong. Facts that people added, and
accepted ones that extraction no longer finds, say nothing about its precision. The last word on a fact counts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.publish import part
from kg.store import ReadStore

REVIEWS = "reviews.jsonl"
Z = 1.959964
"""Of the 95 % interval."""
BANDS = ((0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))
"""Confidences from the first to below the second."""


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `looked` facts were right; `low` to `high` is the 95 % interval (Wilson), 0 to 1."""

    right: int
    looked: int

    @property
    def precision(self) -> float | None:
        """None where nobody looked."""
        return self.right / self.looked if self.looked else None

    @property
    def low(self) -> float:
        """Lower end."""
        return wilson(self.right, self.looked)[0]

    @property
    def high(self) -> float:
        """Upper end."""
        return wilson(self.right, self.looked)[1]


@dataclass(frozen=True, slots=True)
class Figures:
    """What people's decisions say of the facts that were read. Of the `facts` that are in the graph, or would
    be if nobody had rejected them, people looked at `reviewed`.

    `implied` is the precision of all facts (value, low, high): that of each band of confidence, weighed by how many facts of the
    graph are in it; None while a band with facts in it was not looked at.
    """

    facts: int
    reviewed: int
    all: Share
    by_relation: tuple[tuple[str, Share], ...]
    by_band: tuple[tuple[str, Share], ...]
    implied: tuple[float, float, float] | None


def wilson(right: int, looked: int) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, 1927); 0 to 1 where nobody looked."""
    if not looked:
        return 0.0, 1.0
    share = right / looked
    centre = share + Z * Z / (2 * looked)
    spread = Z * math.sqrt(share * (1 - share) / looked + Z * Z / (4 * looked * looked))
    whole = 1 + Z * Z / looked
    return max((centre - spread) / whole, 0.0), min((centre + spread) / whole, 1.0)


def read_decisions(folder: Path) -> list[dict[str, Any]]:
    """The rows of reviews.jsonl beside a graph; none where nobody said anything.

    Raises:
        StoreError: the file is damaged.
    """
    path = part(folder, REVIEWS)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]
    except (OSError, ValueError) as exc:
        raise StoreError(f"{path}: {exc}") from exc


def figures_of(store: ReadStore) -> Figures:
    """Figures of a graph and the decisions beside it.

    Raises:
        StoreError: reviews.jsonl is damaged.
    """
    reviewed = {quad.subject for quad in store.quads(None, store.term("kg:review"))}
    about = (store.term("kg:Statement"), store.term("kg:Metric"))
    facts = {quad.subject for kind in about for quad in store.quads(None, store.term("rdf:type"), kind)}
    confidences = [
        float(store.local(quad.object))
        for quad in store.quads(None, store.term("kg:confidence"))
        if quad.subject in facts and quad.subject not in reviewed
    ]
    return figures(read_decisions(store.folder), confidences, len(reviewed & facts))


def figures(decisions: Iterable[Mapping[str, Any]], confidences: Sequence[float], reviewed: int = 0) -> Figures:
    """Figures of decisions (rows of reviews.jsonl); of the graph, how many facts people looked at, and how sure the others are."""
    last: dict[str, Mapping[str, Any]] = {}
    for row in decisions:
        if row["outcome"] == "applied" and row["fact"] and row["rule"] and row["decision"] in ("accept", "reject", "edit", "add"):
            last[row["fact"]] = row
    looked = [(row["relation"], band(row["confidence"]), row["decision"] in ("accept", "add")) for row in last.values()]
    bands = {name: _share(right for _, b, right in looked if b == name) for name in map(_name, BANDS)}
    relations = sorted({relation for relation, _, _ in looked})
    by_relation = [(name, _share(right for relation, _, right in looked if relation == name)) for name in relations]
    sizes = dict.fromkeys(bands, 0)
    for confidence in (*confidences, *(row["confidence"] for row in last.values())):
        sizes[band(confidence)] += 1
    rejected = sum(row["decision"] == "reject" for row in last.values())
    return Figures(
        facts=len(confidences) + reviewed + rejected,
        reviewed=reviewed + rejected,
        all=_share(right for _, _, right in looked),
        by_relation=tuple(sorted(by_relation, key=lambda r: (-r[1].looked, r[0]))),
        by_band=tuple(bands.items()),
        implied=_weighed([(bands[name], size) for name, size in sizes.items() if size]),
    )


def band(confidence: float) -> str:
    """The band of a confidence: "0.6–0.8"."""
    return next(_name(edges) for edges in BANDS if edges[0] <= confidence < edges[1])


def _name(edges: tuple[float, float]) -> str:
    return f"{edges[0]:.1f}–{min(edges[1], 1.0):.1f}"


def _share(right: Iterable[bool]) -> Share:
    found = list(right)
    return Share(sum(found), len(found))


def _weighed(strata: list[tuple[Share, int]]) -> tuple[float, float, float] | None:
    """A sum of shares, weighed, with the interval that theirs make together (MOVER: Zou and Donner, 2008)."""
    total = sum(size for _, size in strata)
    if not strata or any(not share.looked for share, _ in strata):
        return None
    parts = [(size / total, share.right / share.looked, share.low, share.high) for share, size in strata]
    value = sum(w * p for w, p, _, _ in parts)
    low = value - math.sqrt(sum((w * (p - lower)) ** 2 for w, p, lower, _ in parts))
    high = value + math.sqrt(sum((w * (upper - p)) ** 2 for w, p, _, upper in parts))
    return value, max(low, 0.0), min(high, 1.0)
