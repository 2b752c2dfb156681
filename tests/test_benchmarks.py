"""Benchmarks: the page is what was measured, and curves are told apart. Nothing here is timed."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import bench  # noqa: E402
import report  # noqa: E402
import scale  # noqa: E402
from growth import fit  # noqa: E402


def test_the_pages_are_what_was_measured() -> None:
    found = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    assert set(found) >= {"machine", "versions", *bench.PARTS}
    assert report.write(found, bench.WHOLE) == (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert scale.write(found) == (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cost", "curve"),
    [
        (lambda n: 7.0, "1"),
        (lambda n: 3 + 0.2 * n, "n"),
        (lambda n: 0.2 * n, "n"),
        (lambda n: 0.01 * n * math.log2(n), "n log n"),
        (lambda n: 5 + 0.001 * n * n, "n²"),
        (lambda n: 1e-6 * n * n, "n²"),
    ],
)
def test_curves_are_told_apart(cost, curve) -> None:
    found = fit([(n, cost(n)) for n in (100, 1000, 10_000, 100_000)])
    assert found is not None
    assert (found.curve, found.error < 1e-6) == (curve, True)


def test_noise_makes_no_curve_steeper() -> None:
    found = fit([(n, n * noise) for n, noise in ((100, 1.1), (1000, 0.95), (10_000, 1.02))])
    assert found is not None
    assert found.curve == "n"
    assert abs(found.exponent - 1) < 0.1


def test_too_few_points_are_no_curve() -> None:
    assert fit([(1, 1.0), (2, 2.0)]) is None


@pytest.mark.parametrize(
    ("value", "text"), [(12345.6, "12,300"), (99.95, "100"), (123.4, "123"), (1.234, "1.23"), (0.01234, "0.0123"), (1999, "2,000")]
)
def test_three_digits(value: float, text: str) -> None:
    assert report.number(value) == text
