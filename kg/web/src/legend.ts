// What shapes, colours and lines mean; a type is also a switch of the filter.

import { FAMILIES, SHAPES } from "./colours";
import { element, svg, type Child } from "./dom";
import { corners } from "./ink";
import type { Model } from "./model";
import type { Store } from "./state";
import { palette } from "./theme";
import type { EntityType } from "./types";

export function legend(model: Model, store: Store, overview: boolean): HTMLElement[] {
  const colours = palette();
  const key = (text: string, ...drawing: Child[]) =>
    element("span", { class: "key" }, svg("svg", { viewBox: "0 0 26 12", width: 26, height: 12, "aria-hidden": "true" }, ...drawing as Node[]), text);
  const line = (colour: string, dash = "", arrow = false) => [
    svg("line", { x1: 1, y1: 6, x2: arrow ? 19 : 25, y2: 6, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash }),
    ...(arrow ? [svg("path", { d: "M18 2L25 6L18 10Z", fill: colour })] : []),
  ];
  const box = (fill: string, stroke: string) => svg("rect", { x: 2, y: 1, width: 22, height: 10, rx: 3, fill, stroke, "stroke-width": 1.5 });
  const unsettled = key(model.say("line.unsettled"), ...line(colours.unsettled, "5 3"));
  if (overview) {
    return [element("span", { class: "keys" },
      key(model.say("key.helper"), box(colours.accent, colours.accent)),
      key(model.say("key.recipient"), box(colours.pale, colours.accent)),
      key(model.say("key.neutral"), box(colours.paper, colours.soft)),
      key(model.say("line.directed"), ...line(colours.families.help, "", true)),
      key(model.say("line.undirected"), ...line(colours.families.work)),
      unsettled)];
  }
  return [
    element("span", { class: "keys" }, ...types(model, store)),
    element("span", { class: "keys lines" },
      ...FAMILIES.map((family) => key(model.say(`family.${family}`), ...line(colours.families[family]))),
      unsettled),
  ];
}

function types(model: Model, store: Store): HTMLElement[] {
  const { filters } = store.get();
  const counts = new Map<EntityType, number>();
  for (const { type } of model.entities.values()) counts.set(type, (counts.get(type) ?? 0) + 1);
  const all = (Object.keys(SHAPES) as EntityType[]).filter((type) => counts.has(type));
  const on = (type: EntityType) => !filters.types.length || filters.types.includes(type);
  return all.map((type) => element("button", {
    type: "button", "data-type": type, "aria-pressed": String(on(type)),
    click: () => {
      const next = all.filter((other) => on(other) !== (other === type));
      store.filter({ types: next.length === all.length ? [] : next }, "push");
    },
  }, swatch(type), `${model.say(`type.${type}`)} ${counts.get(type)}`));
}

/** The mark of a type as the network draws it. */
export function swatch(type: EntityType): SVGElement {
  const colour = palette().types[type];
  const path = corners(SHAPES[type], 7, 7, 5);
  const mark = path ? svg("polygon", { points: path.map((n) => n.toFixed(1)).join(" "), fill: colour }) : svg("circle", { cx: 7, cy: 7, r: 5, fill: colour });
  return svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, mark);
}
