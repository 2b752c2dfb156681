import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, months, rows, TimeScale } from "../src/timescale";

test("days count from 1970, leap days and years before included", () => {
  assert.deepEqual(["1970-01-01", "1970-03-01", "2024-03-01", "1969-12-31"].map(dayOf), [0, 59, 19783, -1]);
});

test("years lie over the whole width, and what is outside stands at an end", () => {
  const scale = new TimeScale(2020, 2023, 100, 1461);
  assert.deepEqual(["2020-01-01", "2021-01-01", "2024-01-01", "1990-05-05", "2030-01-01"].map((day) => scale.x(dayOf(day))), [100, 466, 1561, 100, 1561]);
});

test("ticks keep their distance, whatever the span", () => {
  for (const [first, last, width] of [[2024, 2024, 300], [2018, 2026, 1100], [1949, 2026, 330], [2024, 2024, 1100], [1900, 2026, 200]] as const) {
    const ticks = new TimeScale(first, last, 0, width).ticks();
    assert.ok(ticks.length > 0, `${first} ${last}`);
    for (let i = 1; i < ticks.length; i++) assert.ok(ticks[i]!.x - ticks[i - 1]!.x >= 33, `${ticks[i - 1]!.label} ${ticks[i]!.label} in ${width}`);
  }
});

test("a year in a wide window has its months", () => {
  const labels = new TimeScale(2024, 2024, 0, 1100).ticks().map((tick) => tick.label);
  assert.deepEqual(labels.slice(0, 3), ["2024", "2024-02", "2024-03"]);
  assert.equal(labels.length, 12);
});

test("months of whole years", () => {
  assert.deepEqual([months(2023, 2024).length, months(2024, 2024)[0], months(2024, 2024)[11]], [24, "2024-01", "2024-12"]);
});

test("bars of one row do not overlap", () => {
  assert.deepEqual(rows([[0, 100], [0, 10], [20, 30], [100, 110], [95, 105]]), [0, 1, 1, 0, 1]);
});
