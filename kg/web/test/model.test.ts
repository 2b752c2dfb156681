import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../src/model";
import { NO_FILTERS, type Filters } from "../src/state";
import { graph } from "./graph";

const CASES: [name: string, filters: Partial<Filters>, statements: string][] = [
  ["nothing", {}, "1234567"],
  ["relation", { relations: ["assists", "builds"] }, "124"],
  ["type: both ends", { types: ["REGION"] }, "125"],
  ["field", { fields: ["labour"] }, "1"],
  ["source", { sources: ["two.txt"] }, "1"],
  ["status", { statuses: ["planned", "denied"] }, "45"],
  ["confidence", { minConfidence: 0.9 }, "134567"],
  ["years leave out the undated", { from: "2018", until: "2019" }, "12"],
  ["as of keeps the undated", { asOf: "2010" }, "13567"],
  ["as of the month in which it began", { asOf: "2018-07" }, "123567"],
  ["open ends", { from: "2025" }, "14"],
];
for (const [name, filters, expected] of CASES) {
  test(`filter: ${name}`, () => {
    const shown = new Model(graph()).shown({ ...NO_FILTERS, ...filters });
    assert.equal([...shown.statements.keys()].map((id) => id.slice(-1)).join(""), expected);
  });
}

test("a pair has the support that the filters leave", () => {
  const model = new Model(graph());
  const pair = (filters: Partial<Filters>) => model.shown({ ...NO_FILTERS, ...filters }).lines.get("partnership/p1");
  assert.deepEqual(pair({})?.statements, ["statement/1", "statement/2"]);
  assert.deepEqual([pair({})?.first, pair({})?.last, pair({})?.fields], ["1996", "2018-07", ["labour"]]);
  assert.deepEqual(pair({ asOf: "2000" })?.statements, ["statement/1"]);
  assert.deepEqual(pair({ sources: ["one.txt"] })?.fields, []);
  assert.equal(pair({ asOf: "1990" }), undefined);
});

test("one text ends what another leaves open", () => {
  const data = graph();
  data.statements["statement/2"] = { ...data.statements["statement/2"]!, until: "2020" };
  const model = new Model(data);
  const pair = (asOf: string) => model.shown({ ...NO_FILTERS, asOf }).lines.get("partnership/p1");
  assert.equal(pair("2020")?.last, "2020");
  assert.equal(pair("2021"), undefined);
});

test("a line joins what is said of the same two, the surest first", () => {
  const { links } = new Model(graph()).shown(NO_FILTERS);
  const line = links.find((l) => l.relation === "cooperates_with");
  assert.equal(line?.id, "org/o1 cooperates_with park/k1");
  assert.deepEqual(line?.statements, ["statement/7", "statement/6"]);
  assert.equal(links.some((l) => l.relation === "assists"), false);
  assert.equal(links.find((l) => l.relation === "builds")?.status, "planned");
});

test("entities: all without filters, then those that are spoken of", () => {
  const model = new Model(graph());
  assert.equal(model.shown(NO_FILTERS).entities.size, 6);
  assert.deepEqual([...model.shown({ ...NO_FILTERS, relations: ["builds"] }).entities].sort(), ["park/k1", "region/522700"]);
  assert.deepEqual([...model.shown({ ...NO_FILTERS, relations: ["builds"], types: ["PARK"] }).entities], ["park/k1"]);
});

test("the same filters give the same object", () => {
  const model = new Model(graph());
  assert.equal(model.shown(NO_FILTERS), model.shown(NO_FILTERS));
});

test("words in both languages, and none is a mistake", () => {
  const model = new Model(graph());
  assert.equal(model.say("facts", { count: 3 }), "3 条事实");
  model.lang = "en";
  assert.equal(model.relationWord("assists", false), "assisted by");
  assert.throws(() => model.say("no.such"), /no words for no.such/);
});
