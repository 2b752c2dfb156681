import assert from "node:assert/strict";
import { test } from "node:test";

import { begunBy, span, within } from "../src/dates";

const SPANS: [string, string, string][] = [
  ["2018", "2018-01-01", "2018-12-31"],
  ["2018-07", "2018-07-01", "2018-07-31"],
  ["2024-02", "2024-02-01", "2024-02-29"],
  ["2024-06-18/2024-06-19", "2024-06-18", "2024-06-19"],
  ["2024/..", "2024-01-01", ""],
  ["../2023", "", "2023-12-31"],
];
for (const [date, first, last] of SPANS) test(`span of ${date}`, () => assert.deepEqual(span(date), [first, last]));

test("begun by", () => {
  assert.deepEqual(["2018", "2018-07", "2019"].map((d) => begunBy(d, "2018-06")), [true, false, false]);
  assert.deepEqual(["2024/..", "../2023", "2017/2025"].map((d) => begunBy(d, "2023")), [false, true, true]);
});

test("within", () => {
  assert.deepEqual(["2018", "2020/..", "../2016", "2016"].map((d) => within(d, "2017", "2019")), [true, false, false, false]);
  assert.equal(within("2017-12-31", "2018-01", ""), false);
  assert.equal(within("2020/..", "2024", ""), true);
});
