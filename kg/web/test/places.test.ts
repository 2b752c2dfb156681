import assert from "node:assert/strict";
import { test } from "node:test";
import { Camera, boundsOf } from "../src/camera";
import { Model } from "../src/model";
import { chosen, drawn } from "../src/places";
import { NO_FILTERS } from "../src/state";
import { graph } from "./graph";

function located(): Model {
  const data = graph();
  Object.assign(data.entities["region/440000"]!, { latitude: "23.4", longitude: "113.4", code: "440000" });
  Object.assign(data.entities["region/520000"]!, { latitude: "26.8", longitude: "106.9" });
  Object.assign(data.entities["region/522700"]!, { latitude: "26.2", longitude: "107.5", code: "522700" });
  data.entities["region/macro-x"] = { name: "某湾区", type: "REGION" };
  data.statements["statement/8"] = { ...data.statements["statement/2"]!, object: "region/macro-x" };
  data.pairs.push({ id: "partnership/p2", source: "region/440000", target: "region/macro-x", directed: true, statements: ["statement/8"] });
  data.statements["statement/9"] = { ...data.statements["statement/2"]!, relation: "sends_labour_to", subject: "region/522700", object: "region/440000" };
  return new Model(data);
}
const model = located();
const shown = model.shown(NO_FILTERS);

test("who helps and who is helped, provinces and prefectures, and nothing that is denied", () => {
  const { places, arcs, areas } = drawn(model, shown, null, NO_FILTERS);
  assert.deepEqual(arcs.map(({ id }) => id), ["partnership/p1"]);
  assert.deepEqual(places.map(({ id, role, weight }) => [id, role, weight]), [
    ["region/440000", "helper", 3], ["region/520000", "recipient", 2], ["region/522700", "neutral", 0],
  ]);
  assert.deepEqual([...areas], [["44", "helper"], ["52", "recipient"]]);
});

test("a pair without coordinates is listed, not dropped", () => {
  assert.deepEqual(drawn(model, shown, null, NO_FILTERS).lost.map(({ id }) => id), ["partnership/p2"]);
});

test("other dealings of regions are drawn for the chosen region and when they are filtered for", () => {
  const labour = "region/522700 sends_labour_to region/440000";
  const lines = (selection: Parameters<typeof drawn>[2], filters = NO_FILTERS) =>
    drawn(model, model.shown(filters), selection, filters).arcs.map(({ id }) => id);
  assert.deepEqual(lines({ kind: "entity", id: "region/522700" }), [labour, "partnership/p1"]);
  assert.deepEqual(lines(null, { ...NO_FILTERS, relations: ["sends_labour_to"] }), [labour]);
});

test("what a selection means on the map", () => {
  const of = (selection: Parameters<typeof chosen>[2]) => {
    const { lines, regions } = chosen(model, shown, selection);
    return [[...lines].length, [...regions].sort()];
  };
  assert.deepEqual(of({ kind: "statement", id: "statement/2" }), [1, ["region/440000", "region/520000"]]);
  assert.deepEqual(of({ kind: "entity", id: "org/o1" }), [0, ["region/522700"]]); // where the firm lies
  assert.deepEqual(of({ kind: "path", from: "region/440000", to: "org/o1" }), [2, ["region/440000", "region/522700"]]);
  assert.deepEqual(of({ kind: "entity", id: "region/440000" }), [4, ["region/440000"]]); // one of them denied, which is not drawn
  assert.deepEqual(of(null), [0, []]);
});

test("the camera keeps a point in place while it zooms, and does not lose itself", () => {
  const camera = new Camera();
  camera.fit(boundsOf([[-2600, -1900], [2200, 2000]]), 1000, 700);
  const before = camera.toScreen([500, 300]);
  camera.zoomBy(3, before);
  const after = camera.toScreen([500, 300]);
  assert.ok(Math.hypot(after[0] - before[0], after[1] - before[1]) < 1e-6);
  assert.ok(Math.abs(camera.zoom - 3) < 1e-9);
  for (let i = 0; i < 100; i++) camera.zoomBy(2, [0, 0]);
  assert.equal(Math.round(camera.zoom), 40);
  for (let i = 0; i < 100; i++) camera.zoomBy(0.5, [0, 0]);
  assert.ok(camera.zoom > 0.69);
});
