import assert from "node:assert/strict";
import { test } from "node:test";

import { read, write } from "../src/address";
import { NO_FILTERS, Store, type Selection, type State } from "../src/state";

const FIRST: State = { view: "network", selection: null, filters: NO_FILTERS, drawing: "overview", open: [], lang: "zh" };
const KNOWN = new Set(["region/522700", "org/o1", "org/a~b", "statement/1", "metric/1", "org/o1 produces product/p 1"]);
const knows = (kind: Selection["kind"], id: string) =>
  KNOWN.has(id) && (kind === "line" ? id.includes(" ") : kind === "entity" ? /^(region|org)\//.test(id) && !id.includes(" ") : id.startsWith(kind));

const CASES: [fragment: string, state: Partial<State>][] = [
  ["", {}],
  ["region=522700", { selection: { kind: "entity", id: "region/522700" } }],
  ["region=522700&view=map", { selection: { kind: "entity", id: "region/522700" }, view: "map" }],
  ["statement=1&view=table", { selection: { kind: "statement", id: "statement/1" }, view: "table" }],
  ["metric=1", { selection: { kind: "metric", id: "metric/1" } }],
  ["line=org/o1%20produces%20product/p%201", { selection: { kind: "line", id: "org/o1 produces product/p 1" } }],
  ["path=region/522700~org/o1", { selection: { kind: "path", from: "region/522700", to: "org/o1" } }],
  ["region=522700&draw=around", { selection: { kind: "entity", id: "region/522700" }, drawing: "around", open: ["region/522700"] }],
  ["draw=around&open=org/o1~region/522700", { drawing: "around", open: ["org/o1", "region/522700"] }],
  ["relation=assists~partners_with&type=REGION&source=a b.txt&asof=2024-03&confidence=0.8&lang=en".replace(" ", "%20"), {
    filters: { ...NO_FILTERS, relations: ["assists", "partners_with"], types: ["REGION"], sources: ["a b.txt"], asOf: "2024-03", minConfidence: 0.8 },
    lang: "en",
  }],
  ["draw=around&open=org/a%257Eb~org/o1", { drawing: "around", open: ["org/a~b", "org/o1"] }],
  ["source=2024~7%257E8%2525.txt", { filters: { ...NO_FILTERS, sources: ["2024", "7~8%.txt"] } }],
];
for (const [fragment, change] of CASES) {
  test(`there and back: #${fragment}`, () => {
    const state = { ...FIRST, ...change };
    assert.equal(write(state, FIRST), fragment);
    assert.deepEqual(read(`#${fragment}`, FIRST, knows), state);
  });
}

for (const fragment of ["region=999999", "view=moon", "path=org/o1", "path=org/o1~org/none", "draw=around", "confidence=2", "asof=soon", "%", "lang=fr", "&&=&a"]) {
  test(`not understood: #${fragment}`, () => assert.deepEqual(read(fragment, FIRST, knows), FIRST));
}

test("listeners hear of a change once, and not of none", () => {
  const store = new Store(FIRST);
  const heard: string[] = [];
  const end = store.subscribe((now, before, how) => heard.push(`${before.view} ${now.view} ${how}`));
  store.set({ view: "map" });
  store.set({ view: "map" });
  store.filter({ asOf: "2024" });
  store.filter({ asOf: "" });
  assert.equal(store.get().filters, NO_FILTERS);
  end();
  store.set({ view: "table" });
  assert.deepEqual(heard, ["network map push", "map map replace", "map map replace"]);
  assert.equal(Object.isFrozen(store.get()) && Object.isFrozen(store.get().filters), true);
});
