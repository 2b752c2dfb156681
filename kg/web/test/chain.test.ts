import assert from "node:assert/strict";
import { test } from "node:test";

import { shortest } from "../src/chain";
import { Model } from "../src/model";
import { NO_FILTERS } from "../src/state";
import { graph } from "./graph";

const shown = new Model(graph()).shown(NO_FILTERS);
const CASES: [from: string, to: string, chain: string[] | null][] = [
  ["region/440000", "region/520000", ["partnership/p1"]],
  ["region/522700", "park/k1", ["org/o1 located_in region/522700", "org/o1 cooperates_with park/k1"]], // builds is only planned
  ["region/440000", "region/522700", null], // denied
  ["park/k1", "park/k1", []],
  ["person/lone", "park/k1", null],
];
for (const [from, to, chain] of CASES) {
  test(`from ${from} to ${to}`, () => assert.deepEqual(shortest(shown, from, to)?.map((line) => line.id) ?? null, chain));
}
