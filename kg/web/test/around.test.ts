import assert from "node:assert/strict";
import { test } from "node:test";

import { rings, shares } from "../src/around";
import { Model } from "../src/model";
import { graph } from "./graph";

const group = (count: number, pairs = false) => ({ ids: Array.from({ length: count }, (_, i) => `org/${i}`), pairs });
const CASES: [name: string, groups: ReturnType<typeof group>[], rows: number, given: number[]][] = [
  ["all of what is small", [group(3), group(2)], 14, [3, 2]],
  ["an equal share of what is large", [group(30), group(2), group(40)], 14, [6, 2, 6]],
  ["partnerships first", [group(30), group(12, true)], 14, [6, 8]],
  ["one at least", [group(9), group(9), group(9)], 1, [1, 1, 1]],
];
for (const [name, groups, rows, given] of CASES) test(`rows: ${name}`, () => assert.deepEqual(shares(groups, rows), given));

test("as many rings are open as were asked for, two at most", () => {
  const model = new Model(graph());
  assert.deepEqual(rings(model, "region/522700", 1), ["region/522700"]);
  // The denied line to 440000 leads nowhere; park/k1 has no neighbour that org/o1, opened before it, does not bring.
  assert.deepEqual(rings(model, "region/522700", 2), ["region/522700"]);
  assert.deepEqual(rings(model, "person/lone", 2), ["person/lone"]);
});

test("what would not fit on the screen stays closed", () => {
  const data = graph();
  const fact = data.statements["statement/3"]!;
  for (let i = 0; i < 50; i++) {
    data.entities[`org/n${i}`] = { name: `第${i}号`, type: "ORG" };
    data.statements[`statement/n${i}`] = { ...fact, subject: `org/n${i}`, object: i < 45 ? "park/k1" : "org/o1" };
  }
  const model = new Model(data);
  assert.deepEqual(rings(model, "region/522700", 2), ["region/522700", "org/o1"]);
  assert.deepEqual(rings(model, "org/o1", 1), ["org/o1"]);
});
