// Where `kg serve` shows the page, the ways to the rest of the site: a page for each thing, what lies around it, and the console for queries.

import { element } from "./dom";
import type { Model } from "./model";

function inLanguage(model: Model, address: string): string {
  return model.lang === model.data.lang ? address : `${address}?lang=${model.lang}`;
}

/** An id as a path; in a file that was made by `kg html`, null: nothing is behind it there. */
export function address(model: Model, under: "id" | "explore", id: string): string | null {
  if (!model.data.site || !/^[a-z]+\/[^/]/.test(id)) return null;
  return inLanguage(model, `/${under}/${id.split("/").map(encodeURIComponent).join("/")}`);
}

/** Links from what is selected: to its own page, and, where the page has but a part of the graph, to an entity's surroundings. */
export function siteLinks(model: Model, id: string, entity = false): HTMLElement[] {
  const own = address(model, "id", id);
  const around = entity && model.data.site === "part" && model.data.focus !== id ? address(model, "explore", id) : null;
  return [
    ...(around ? [element("a", { href: around, class: "around" }, model.say("site.around"))] : []),
    ...(own ? [element("a", { href: own, class: "own" }, model.say("site.own"))] : []),
  ];
}

/** Links that stand in the bar. */
export function siteBar(model: Model): HTMLElement[] {
  if (!model.data.site) return [];
  const whole = model.data.site === "part" ? [element("a", { href: inLanguage(model, "/") }, model.say("site.whole"))] : [];
  return [...whole, element("a", { href: inLanguage(model, "/sparql") }, "SPARQL")];
}
