import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../src/model";
import { Finder, spells } from "../src/spelling";
import { graph } from "./graph";

const SYLLABLES = "san dou/du shui zu".split(" ");
const TYPED: [typed: string, fits: boolean][] = [
  ["sandu", true], ["sandou", true], ["sds", true], ["sdush", true], ["s", true], ["sanduz", false], ["sandu zu", false], ["ds", false],
  ["sandushuizu", true], ["sandushuizux", false],
];
for (const [typed, fits] of TYPED) test(`${typed} ${fits ? "spells" : "does not spell"} 三都水族`, () => assert.equal(spells(typed, SYLLABLES), fits));

const finder = new Finder(new Model(graph()));
const FOUND: [text: string, first: string | undefined][] = [
  ["黔南", "region/522700"], ["黔南州", "region/522700"], ["qnz", "region/522700"], ["QianNan", "region/522700"], ["520000", "region/520000"],
  ["贵州省/", "region/522700"], ["公司", "org/o1"], ["<b>", "org/o1"], ["没有", undefined], ["  ", undefined], ["cyy", "park/k1"],
];
for (const [text, first] of FOUND) test(`find ${JSON.stringify(text)}`, () => assert.equal(finder.find(text, 5)[0], first));

test("the whole name comes before names that begin with it", () => {
  assert.deepEqual(finder.find("贵州省", 5), ["region/520000", "region/522700"]);
});
