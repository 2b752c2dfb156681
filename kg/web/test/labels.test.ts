import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels, type Label } from "../src/labels";

const label = (id: string, x: number, y: number): Label => ({ id, text: id, at: [x, y], radius: 5, width: 40, height: 16 });

test("the first label stands right of its dot, the next evades it", () => {
  const placed = placeLabels([label("a", 100, 100), label("b", 100, 112)], 400, 400);
  assert.deepEqual(placed.map(({ id, x, y }) => [id, x, y]), [["a", 109, 100], ["b", 51, 112]]);
});

test("labels never overlap each other, only the first ones may lie over a dot, and the important ones come first", () => {
  const crowd = Array.from({ length: 300 }, (_, i) => label(String(i), 40 + (i * 37) % 320, 40 + (i * 53) % 320));
  const placed = placeLabels(crowd, 400, 400);
  assert.ok(placed.length > 10 && placed.length < 300);
  assert.equal(placed[0]!.id, "0");
  for (const p of placed) {
    for (const q of placed) {
      if (p !== q) assert.ok(p.x >= q.x + q.width || q.x >= p.x + p.width || Math.abs(p.y - q.y) >= 16, `${p.id} over ${q.id}`);
    }
    for (const { id, at: [x, y] } of crowd) {
      if (id !== p.id && Number(p.id) >= 6) assert.ok(x + 5 <= p.x || x - 5 >= p.x + p.width || Math.abs(y - p.y) >= 13, `${p.id} over dot ${id}`);
    }
  }
});

test("the first labels are written in the thickest crowd, and blocked boxes stay free", () => {
  const crowd = Array.from({ length: 60 }, (_, i) => label(String(i), 150 + (i % 10) * 12, 150 + Math.floor(i / 10) * 12));
  assert.deepEqual(placeLabels(crowd, 400, 400).slice(0, 2).map((p) => p.id), ["0", "1"]);
  assert.deepEqual(placeLabels(crowd.slice(0, 1), 400, 400, [{ left: 0, top: 0, right: 400, bottom: 400 }]), []);
});

test("nothing is written outside the drawing", () => {
  const [edge] = placeLabels([label("a", 395, 100)], 400, 400);
  assert.ok(edge!.x + edge!.width <= 400);
  assert.deepEqual(placeLabels([label("a", 600, 100)], 400, 400), []);
});
