import assert from "node:assert/strict";
import { test } from "node:test";
import { axisYears, chronicle, dateWords, yearOf } from "../src/chronicle";
import { Model } from "../src/model";
import { NO_FILTERS } from "../src/state";
import { graph } from "./graph";

const model = new Model(graph());
const all = () => chronicle(model, model.shown(NO_FILTERS), null);

test("dated facts in the order of time, undated ones apart, none lost", () => {
  const { dated, undated } = all();
  assert.deepEqual(dated.map(({ id, date }) => [id, date]), [
    ["statement/1", "1996/.."], ["statement/2", "2018-07"], ["metric/1", "2023"], ["statement/4", "2024/.."],
  ]);
  assert.equal(dated.length + undated.length, model.statements.size + model.metrics.size);
  assert.ok(undated.every(({ date, first, last }) => !date && !first && !last));
});

test("since is a beginning, not a date", () => {
  const [since] = all().dated;
  assert.deepEqual([since!.first, since!.last], ["1996-01-01", ""]);
});

test("the day an article appeared is never the date of its facts", () => {
  const data = graph();
  data.articles["article/a"]!.published = "2020-05-01";
  const printed = new Model(data);
  const { dated, undated, published } = chronicle(printed, printed.shown(NO_FILTERS), null);
  assert.deepEqual(published.map(({ id, first }) => [id, first]), [["article/a", "2020-05-01"]]);
  assert.ok(dated.every(({ date }) => !date.startsWith("2020")));
  assert.equal(undated.length, all().undated.length);
});

test("an entity or a line narrows it, a fact does not", () => {
  const shown = model.shown(NO_FILTERS);
  const ids = (selection: Parameters<typeof chronicle>[2]) => {
    const { dated, undated } = chronicle(model, shown, selection);
    return [...dated, ...undated].map(({ id }) => id);
  };
  assert.deepEqual(ids({ kind: "entity", id: "park/k1" }).sort(), ["metric/1", "statement/4", "statement/6", "statement/7"]);
  assert.deepEqual(ids({ kind: "line", id: "partnership/p1" }), ["statement/1", "statement/2"]);
  assert.equal(ids({ kind: "statement", id: "statement/3" }).length, 8);
});

test("of those that begin together the longer come first", () => {
  const data = graph();
  Object.assign(data.statements["statement/3"]!, { date: "2018" });
  Object.assign(data.statements["statement/6"]!, { date: "2018-01-01" });
  const sorted = new Model(data);
  assert.deepEqual(chronicle(sorted, sorted.shown(NO_FILTERS), null).dated.map(({ id }) => id).slice(1, 4), ["statement/3", "statement/6", "statement/2"]);
});

test("a few early facts do not squeeze the axis, and those that go on are still on it", () => {
  const data = graph();
  const s = data.statements["statement/2"]!;
  for (let i = 0; i < 40; i++) data.statements[`statement/y${i}`] = { ...s, date: `${2020 + (i % 5)}` };
  data.statements["statement/old"] = { ...s, date: "1950" };
  const old = new Model(data);
  const of = (m: Model) => axisYears(chronicle(m, m.shown(NO_FILTERS), null));
  // 1950 is before the axis; "since 1996" is not, since it has no end.
  assert.deepEqual(of(old), { from: 2018, to: 2024, earlier: 1 });
  assert.deepEqual(of(model), { from: 1996, to: 2024, earlier: 0 });
  assert.equal(axisYears({ dated: [], undated: [], published: [] }), null);
});

test("dates in words", () => {
  const cases = { "2018": "2018年", "2018-07": "2018年7月", "2024-04-03": "2024年4月3日", "2024/2025": "2024年至2025年", "2024/..": "2024年起", "../2023-06": "至2023年6月" };
  for (const [date, words] of Object.entries(cases)) assert.equal(dateWords(date, "zh"), words);
  assert.deepEqual([dateWords("2024/2025", "en"), dateWords("2024-05/..", "en")], ["2024 – 2025", "since 2024-05"]);
  assert.deepEqual([yearOf({ first: "2024-01-01", last: "" }), yearOf({ first: "", last: "2023-12-31" })], ["2024", "2023"]);
});
