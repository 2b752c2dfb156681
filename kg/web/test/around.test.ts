import assert from "node:assert/strict";
import { test } from "node:test";

import { shares } from "../src/around";

const group = (count: number, pairs = false) => ({ ids: Array.from({ length: count }, (_, i) => `org/${i}`), pairs });
const CASES: [name: string, groups: ReturnType<typeof group>[], rows: number, given: number[]][] = [
  ["all of what is small", [group(3), group(2)], 14, [3, 2]],
  ["an equal share of what is large", [group(30), group(2), group(40)], 14, [6, 2, 6]],
  ["partnerships first", [group(30), group(12, true)], 14, [6, 8]],
  ["one at least", [group(9), group(9), group(9)], 1, [1, 1, 1]],
];
for (const [name, groups, rows, given] of CASES) test(`rows: ${name}`, () => assert.deepEqual(shares(groups, rows), given));
