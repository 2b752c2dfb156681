// The panel of filters: which relations, types, fields, statuses and sources, how sure, and when.

import { byId, element } from "./dom";
import type { Model } from "./model";
import { NO_FILTERS, type Filters, type Store } from "./state";
import type { Status } from "./types";

/** Choices of a list; of thousands of sources the ones with most facts are there, and the rest can be looked for. */
const MOST = 80;
/** A list with more choices can be searched. */
const MANY = 20;

type ListName = "relations" | "types" | "fields" | "statuses" | "sources";

interface Choice {
  value: string;
  word: string;
  count: number;
}

export function mountFilters(model: Model, store: Store): { update(): void } {
  const root = byId("filters");
  const button = byId("filter");
  const open = (on: boolean) => {
    root.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    document.body.classList.toggle("filtering", on);
  };
  button.addEventListener("click", () => open(Boolean(root.hidden)));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    button.focus();
  });
  const wanted = new Map<ListName, string>();
  let built = "";
  return {
    update() {
      const { filters } = store.get();
      const active = countActive(filters);
      button.replaceChildren(model.say("filter"), ...(active ? [element("span", { class: "badge" }, String(active))] : []));
      tellFiltered(model, store);
      root.setAttribute("aria-label", model.say("filter"));
      const now = JSON.stringify([filters, model.lang]);
      if (now === built) return;
      built = now;
      const focused = root.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
      const folded = new Set([...root.querySelectorAll("details:not([open])")].map((part) => part.getAttribute("data-list")));
      root.replaceChildren(...panel(model, store, filters, folded, wanted, () => open(false)));
      if (focused) root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}

function countActive(filters: Filters): number {
  return Object.values(filters).filter((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value))).length;
}

/** How much the filters leave, and a way back. */
function tellFiltered(model: Model, store: Store): void {
  const { filters } = store.get();
  const shown = model.shown(filters);
  const note = byId("filtered");
  note.hidden = countActive(filters) === 0;
  note.replaceChildren(...(note.hidden ? [] : [
    model.say("filtered", { shown: shown.statements.size + shown.metrics.size, all: model.statements.size + model.metrics.size }),
    filters.asOf ? ` · ${model.say("filtered.asof", { date: filters.asOf })}` : "", " ",
    element("button", { type: "button", class: "link", click: () => store.set({ filters: NO_FILTERS }) }, model.say("filter.reset")),
  ]));
}

function panel(
  model: Model, store: Store, filters: Filters, folded: ReadonlySet<string | null>, wanted: Map<ListName, string>, close: () => void,
): HTMLElement[] {
  const lists: [ListName, string, Choice[]][] = [
    ["relations", "filter.relations", choices(model, (s) => [s.relation], (v) => model.relationWord(v))],
    ["types", "filter.types", typeChoices(model)],
    ["fields", "filter.fields", choices(model, (s) => s.fields ?? [], (v) => model.fieldWord(v))],
    ["statuses", "filter.statuses", statusChoices(model)],
    ["sources", "filter.sources", sourceChoices(model)],
  ];
  return [
    element("div", { class: "filters-head" },
      element("h2", {}, model.say("filter")),
      element("button", { type: "button", class: "link", "data-key": "reset", click: () => store.set({ filters: NO_FILTERS }) }, model.say("filter.reset")),
      element("button", { type: "button", class: "link", "aria-label": model.say("close"), click: close }, "✕")),
    sure(model, store, filters),
    when(model, store, filters),
    ...lists.filter(([, , found]) => found.length > 1).map(([name, word, found]) => list(model, store, filters, name, word, found, wanted, !folded.has(name))),
  ];
}

function list(
  model: Model, store: Store, filters: Filters, name: ListName, word: string, found: Choice[], wanted: Map<ListName, string>, open: boolean,
): HTMLElement {
  const chosen: readonly string[] = filters[name];
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
    store.filter({ [name]: next } as Partial<Filters>, "push");
  };
  const rows = element("div");
  const fill = () => {
    const text = (wanted.get(name) ?? "").trim().toLowerCase();
    const fitting = found.filter((choice) => !chosen.includes(choice.value) && choice.word.toLowerCase().includes(text));
    // In long lists what is chosen stands first, so that it can be seen and undone.
    const some = found.length > MANY ? [...found.filter(({ value }) => chosen.includes(value)), ...fitting.slice(0, MOST)] : found;
    const rest = found.length > MANY ? fitting.length - MOST : 0;
    rows.replaceChildren(...some.map(({ value, word: label, count }) => {
      const box = element("input", { type: "checkbox", "data-key": `${name} ${value}`, change: () => toggle(value) });
      box.checked = chosen.includes(value);
      return element("label", {}, box, element("span", {}, label), element("small", {}, String(count)));
    }), ...(rest > 0 ? [element("small", {}, model.say("filter.rest", { count: rest }))] : []));
  };
  const find = element("input", {
    type: "search", class: "find", "data-key": `find ${name}`, placeholder: model.say("filter.find"), "aria-label": `${model.say("filter.find")} · ${model.say(word)}`,
    input: () => { wanted.set(name, find.value); fill(); },
  });
  find.value = wanted.get(name) ?? "";
  fill();
  return element("details", { open, "data-list": name },
    element("summary", {}, model.say(word), chosen.length > 0 && element("span", { class: "badge" }, String(chosen.length))),
    found.length > MANY && find, rows);
}

function sure(model: Model, store: Store, filters: Filters): HTMLElement {
  const told = element("output", {}, filters.minConfidence ? `≥ ${filters.minConfidence.toFixed(2)}` : model.say("filter.any"));
  const slider = element("input", {
    type: "range", min: 0, max: 0.99, step: 0.05, value: filters.minConfidence, "data-key": "confidence",
    "aria-label": model.say("filter.confidence"),
    input: () => { told.textContent = `≥ ${Number(slider.value).toFixed(2)}`; },
    change: () => store.filter({ minConfidence: Number(slider.value) }),
  });
  return element("div", { class: "range" }, element("span", {}, model.say("filter.confidence")), slider, told);
}

function when(model: Model, store: Store, filters: Filters): HTMLElement {
  const years = new Set<string>();
  for (const { date, since, until } of model.statements.values()) {
    for (const end of `${date ?? ""}/${since ?? ""}/${until ?? ""}`.split("/")) if (/^\d{4}/.test(end)) years.add(end.slice(0, 4));
  }
  for (const chosen of [filters.from, filters.until, filters.asOf]) if (chosen) years.add(chosen);
  const options = [...years].sort();
  const pick = (name: "from" | "until" | "asOf") => {
    const made = element("select", { "data-key": name, "aria-label": model.say(`filter.${name}`), change: () => store.filter({ [name]: made.value }, "push") },
      element("option", { value: "" }, "—"), ...options.map((year) => element("option", { value: year }, year)));
    made.value = filters[name];
    return element("label", { class: "year" }, element("span", {}, model.say(`filter.${name}`)), made);
  };
  return element("div", { class: "years" }, pick("from"), pick("until"), pick("asOf"), element("small", {}, model.say("filter.years")));
}

function counted(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function ranked(counts: ReadonlyMap<string, number>, word: (value: string) => string): Choice[] {
  return [...counts].map(([value, count]) => ({ value, word: word(value), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function choices(model: Model, values: (s: { relation: string; fields?: string[] }) => string[], word: (value: string) => string): Choice[] {
  return ranked(counted([...model.statements.values()].flatMap(values)), word);
}

function typeChoices(model: Model): Choice[] {
  return ranked(counted([...model.entities.values()].map((entity) => entity.type)), (type) => model.say(`type.${type}`));
}

function statusChoices(model: Model): Choice[] {
  const facts = [...model.statements.values(), ...model.metrics.values()];
  return ranked(counted(facts.map((fact) => fact.status)), (status) => model.say(`status.${status as Status}`));
}

function sourceChoices(model: Model): Choice[] {
  const outlets = new Map<string, Set<string>>();
  for (const { file, outlet } of model.articles.values()) {
    outlets.set(file, outlets.get(file) ?? new Set());
    if (outlet) outlets.get(file)!.add(outlet);
  }
  const facts = [...model.statements.values(), ...model.metrics.values()];
  const word = (file: string) => [[...(outlets.get(file) ?? [])].join("、"), file].filter(Boolean).join(" · ");
  return ranked(counted(facts.map((fact) => model.articles.get(fact.article)?.file ?? "")), word);
}
