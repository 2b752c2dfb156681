import assert from "node:assert/strict";
import { test } from "node:test";
import { arc, arcWidth } from "../src/arcs";

const numbers = (d: string) => [...d.matchAll(/-?[\d.]+/g)].map(Number);

test("an arc starts and ends short of the dots, and the tip of its head points at the target", () => {
  const { curve, head } = arc([0, 0], [300, 0], 3, true, [5, 8]);
  const [x0, y0] = numbers(curve) as [number, number];
  assert.ok(Math.abs(Math.hypot(x0, y0) - 5) < 0.2);
  const [tipX, tipY] = numbers(head) as [number, number];
  assert.ok(Math.abs(Math.hypot(300 - tipX, tipY) - 8) < 0.2);
});

test("there and back are two arcs on different sides", () => {
  const [there, back] = [arc([0, 0], [300, 0], 3, true, [5, 5]), arc([300, 0], [0, 0], 3, true, [5, 5])];
  assert.ok(there.middle[1] * back.middle[1] < 0);
});

test("no arrow, no head", () => {
  assert.equal(arc([0, 0], [300, 0], 3, false, [5, 5]).head, "");
});

test("points close to each other or on one spot make no NaN", () => {
  for (const to of [[0, 0], [0.5, 0], [6, 3]] as const) {
    const { curve, head } = arc([0, 0], to, 5, true, [6, 6]);
    assert.ok(!/NaN|Infinity/.test(curve + head), curve + head);
  }
});

test("more statements, thicker lines, to a limit", () => {
  assert.ok(arcWidth(1) < arcWidth(4) && arcWidth(4) < arcWidth(16));
  assert.equal(arcWidth(100), arcWidth(10_000));
});
