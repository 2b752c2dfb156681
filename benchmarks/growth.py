"""How cost grows with the amount of work: which of n, n log n and n² fits measured points best."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

CURVES: Mapping[str, Callable[[float], float]] = {
    "1": lambda n: 0.0,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n²": lambda n: n * n,
}
ENOUGH = 3
"""Points that it takes to tell curves apart."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Points (amount, cost) as a + b·f(amount): the name of f, a and b, and the largest relative error of the fit.

    `exponent` is the slope of the last two points on paper with logarithms on both sides: 1 for n, 2 for n².
    """

    curve: str
    fixed: float
    unit: float
    error: float
    exponent: float


def fit(points: Sequence[tuple[float, float]]) -> Growth | None:
    """The curve whose relative errors are least; None where there are too few points, or none costs anything.

    Costs of a fixed part are never below zero, nor are those of a unit; of two curves that fit about alike, the flatter is taken.
    """
    points = sorted(points)
    if len(points) < ENOUGH or any(cost <= 0 for _, cost in points):
        return None
    (n1, y1), (n2, y2) = points[-2:]
    exponent = math.log(y2 / y1) / math.log(n2 / n1)
    best: tuple[float, Growth] | None = None
    for name, curve in CURVES.items():
        a, b = _least(points, curve)
        errors = [abs(a + b * curve(n) - y) / y for n, y in points]
        found = sum(error**2 for error in errors)
        # A steeper curve has to fit better by a tenth of what is left.
        if best is None or found < 0.9 * best[0] - 1e-6:
            best = found, Growth(name, a, b, max(errors), exponent)
    return best[1] if best else None


def _least(points: Sequence[tuple[float, float]], curve: Callable[[float], float]) -> tuple[float, float]:
    """a ≥ 0 and b ≥ 0 of a + b·f(n) with the least sum of squared relative errors."""
    w, wx, wxx, wy, wxy = (0.0,) * 5
    for n, y in points:
        x, weight = curve(n), 1 / (y * y)
        w += weight
        wx += weight * x
        wxx += weight * x * x
        wy += weight * y
        wxy += weight * x * y
    only_fixed = (wy / w, 0.0)
    if not wxx:
        return only_fixed
    only_unit = (0.0, wxy / wxx)
    divisor = w * wxx - wx * wx
    if divisor <= 0:
        return only_unit
    a, b = (wy * wxx - wx * wxy) / divisor, (w * wxy - wx * wy) / divisor
    if b < 0:
        return only_fixed
    return (a, b) if a >= 0 else only_unit
