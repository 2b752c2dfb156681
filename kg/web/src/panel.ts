// The evidence pane: the story at first, then whatever is selected with every quote in its sentence.

import { beginPath, center, choose, toggleOpen } from "./choice";
import { shortest } from "./chain";
import { dateWords } from "./chronicle";
import { element, type Child } from "./dom";
import { chip, copyButton, factElement, metricTitle, statementTitle } from "./facts";
import { PAIRING, holds, otherEnd, rank, type Line, type Model, type Shown } from "./model";
import { overviewLines } from "./overview";
import { siteLinks } from "./site";
import { NO_FILTERS, type State, type Store } from "./state";
import { isPaper, palette } from "./theme";

const OPEN_GROUPS = 3;
const MOST_PAIRS = 60;
const MOST_FACTS = 60;

export function mountPanel(root: HTMLElement, model: Model, store: Store): { update(): void } {
  let about = "";
  return {
    update() {
      const state = store.get();
      const shown = model.shown(state.filters);
      root.setAttribute("aria-label", model.say("details"));
      root.replaceChildren(...contents(model, store, state, shown).filter((child): child is Node => child instanceof Node));
      const now = JSON.stringify(state.selection);
      if (now !== about) root.scrollTop = 0;
      about = now;
    },
  };
}

function contents(model: Model, store: Store, state: State, shown: Shown): Child[] {
  const chosen = state.selection;
  switch (chosen?.kind) {
    case undefined:
      return home(model, store, shown);
    case "entity":
      return entityPart(model, store, shown, chosen.id);
    case "line":
      return linePart(model, store, shown, chosen.id);
    case "statement": {
      const fact = model.statements.get(chosen.id)!;
      return [
        heading(entityLink(model, store, fact.subject), ` ${model.relationWord(fact.relation)} `, entityLink(model, store, fact.object)),
        actions(model, store, siteLinks(model, chosen.id)), factElement(model, store, chosen.id, fact, [statementTitle(model, fact)]),
      ];
    }
    case "metric": {
      const fact = model.metrics.get(chosen.id)!;
      return [heading(entityLink(model, store, fact.about)), actions(model, store, siteLinks(model, chosen.id)), factElement(model, store, chosen.id, fact, [metricTitle(fact)])];
    }
    case "path":
      return pathPart(model, store, shown, chosen.from, chosen.to);
  }
}

function home(model: Model, store: Store, shown: Shown): Child[] {
  const settled = shown.pairs.filter((pair) => holds(pair.status));
  const directed = settled.filter((pair) => pair.directed);
  const regions = new Set(settled.flatMap((pair) => [pair.source, pair.target]));
  const story = settled.length
    ? model.say("story", { regions: regions.size, pairs: settled.length, directed: directed.length })
    : model.say(store.get().filters !== NO_FILTERS ? "filtered.empty" : model.data.pairs.length ? "unsettled.only" : "unpaired");
  const left = shown.pairs.filter((pair) => pair.status !== "denied").length - overviewLines(model.data.places.wide, shown).length;
  return [
    element("h2", { class: "unseen" }, model.say("details")),
    element("p", {}, story),
    left > 0 && element("p", {}, model.say("omitted", { count: left })),
    ...pairSection(model, store, "pairs.directed", directed),
    ...pairSection(model, store, "pairs.undirected", settled.filter((pair) => !pair.directed)),
    ...pairSection(model, store, "pairs.unsettled", shown.pairs.filter((pair) => !holds(pair.status))),
  ];
}

function pairSection(model: Model, store: Store, key: string, pairs: readonly Line[]): Child[] {
  if (!pairs.length) return [];
  const rest = pairs.length - MOST_PAIRS;
  return [
    element("h3", {}, model.say(key, { count: pairs.length })),
    element("div", { class: "pairs" }, ...pairs.slice(0, MOST_PAIRS).map((pair) => pairButton(model, store, pair))),
    rest > 0 && element("p", { class: "where" }, model.say("pairs.more", { count: rest })),
  ];
}

function pairButton(model: Model, store: Store, pair: Line): HTMLElement {
  const { asOf } = store.get().filters;
  const undated = asOf !== "" && model.heldAt(pair, asOf) === "unknown";
  return element("button", { type: "button", class: "pair", "data-line": pair.id, click: () => store.set({ selection: { kind: "line", id: pair.id } }) },
    element("span", {}, model.name(pair.source)),
    element("span", { class: "arrow", "aria-label": model.relationWord(pair.relation) }, pair.directed ? "→" : "—"),
    element("span", {}, model.name(pair.target)),
    element("span", { class: "count" }, `${undated ? `${model.say("undated")} · ` : ""}${model.say("sources", { count: pair.statements.length })}`));
}

function heading(...children: Child[]): HTMLElement {
  return element("h2", {}, ...children);
}

function entityLink(model: Model, store: Store, id: string): HTMLElement {
  return element("button", { type: "button", class: "link", click: () => choose(store, id) }, model.name(id));
}

function actions(model: Model, store: Store, ways: Child[], ...more: Child[]): HTMLElement {
  return element("div", { class: "actions" }, ...more,
    copyButton(model, () => location.href, "copy.link"),
    element("button", { type: "button", click: () => store.set({ selection: null }) }, model.say("close")), ...ways);
}

function known(rows: [string, string | undefined][]): HTMLElement {
  const list = element("dl", { class: "known" });
  for (const [word, text] of rows) if (text) list.append(element("dt", {}, word), element("dd", {}, text));
  return list;
}

/** A group of facts; those of a closed one are made when it is opened, since there may be thousands. */
function folded(model: Model, store: Store, title: string, open: boolean, keys: readonly string[], make: (key: string) => HTMLElement): HTMLElement {
  const unfolded = open || isPaper();
  const made = element("details", { open: unfolded, toggle: () => made.open && fill() }, element("summary", {}, title));
  const fill = () => {
    if (made.childElementCount > 1) return;
    made.append(...keys.slice(0, MOST_FACTS).map(make));
    const rest = keys.length - MOST_FACTS;
    if (rest > 0) {
      made.append(element("button", { type: "button", class: "link", click: () => store.set({ view: "table" }) }, model.say("facts.more", { count: rest })));
    }
  };
  if (unfolded) fill();
  return made;
}

function entityPart(model: Model, store: Store, shown: Shown, id: string): Child[] {
  const entity = model.entity(id);
  const { drawing, open } = store.get();
  const isOpen = drawing === "around" && open.includes(id);
  const figures = shown.metricsOf(id);
  const groups = groupsOf(model, shown, id);
  const hidden = model.everything.statementsOf(id).length + model.everything.metricsOf(id).length
    - shown.statementsOf(id).length - figures.length;
  return [
    heading(entity.name),
    element("div", {}, chip(model.say(`type.${entity.type}`), "type", palette().types[entity.type])),
    known([
      [model.say("path"), entity.path && entity.path !== entity.name ? entity.path.replaceAll("/", " / ") : ""],
      [model.say("code"), entity.code],
      [model.say("alias"), (entity.aliases ?? []).join("、")],
    ]),
    actions(model, store, siteLinks(model, id, true),
      element("button", { type: "button", class: "main", click: () => (isOpen && open[0] !== id ? toggleOpen(store, id) : center(store, id)) },
        model.say(isOpen && open[0] !== id ? "fold" : "open")),
      drawing === "around" && !isOpen && element("button", { type: "button", click: () => toggleOpen(store, id) }, model.say("open.here")),
      element("button", { type: "button", click: () => beginPath(id) }, model.say("path.from"))),
    hidden > 0 && element("p", { class: "where" }, model.say("filtered.some", { count: hidden })),
    !groups.length && !figures.length && !hidden && element("p", {}, model.say("no.facts")),
    ...groups.map(([title, keys], i) => folded(model, store, model.say("group", { relation: title, count: keys.length }), i < OPEN_GROUPS, keys,
      (key) => {
        const fact = model.statements.get(key)!;
        return factElement(model, store, key, fact, [entityLink(model, store, fact.subject === id ? fact.object : fact.subject)]);
      })),
    figures.length > 0 && folded(model, store, model.say("metrics", { count: figures.length }), groups.length < OPEN_GROUPS, figures,
      (key) => {
        const figure = model.metrics.get(key)!;
        return factElement(model, store, key, figure, [metricTitle(figure)]);
      }),
  ];
}

/** Keys of an entity's facts by relation and end: help, partnerships, then the largest group first; in each what holds and is surest. */
function groupsOf(model: Model, shown: Shown, id: string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  const first = new Map<string, number>();
  for (const key of shown.statementsOf(id)) {
    const fact = model.statements.get(key)!;
    const title = model.relationWord(fact.relation, fact.subject === id);
    first.set(title, fact.relation === "assists" ? 2 : PAIRING.has(fact.relation) ? 1 : 0);
    const group = groups.get(title);
    if (group) group.push(key);
    else groups.set(title, [key]);
  }
  const weight = (key: string) => rank(model.statements.get(key)!);
  for (const keys of groups.values()) keys.sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
  return [...groups].sort(([a, p], [b, q]) => first.get(b)! - first.get(a)! || q.length - p.length);
}

function linePart(model: Model, store: Store, shown: Shown, id: string): Child[] {
  const line = shown.lines.get(id) ?? model.everything.lines.get(id);
  if (!line) return [];
  const named = [...new Set([line.first, line.last].filter(Boolean))].map((date) => dateWords(date, model.lang));
  const dates = line.when ? dateWords(line.when, model.lang) : named.join(model.lang === "zh" ? "、" : ", ");
  return [
    heading(entityLink(model, store, line.source), ` ${line.directed ? "→" : "—"} `, entityLink(model, store, line.target)),
    element("div", {}, chip(model.relationWord(line.relation), "type", palette().accent), model.say("sources", { count: line.statements.length })),
    known([[model.say("fields"), line.fields.map((field) => model.fieldWord(field)).join("、")], [model.say("dates"), dates]]),
    actions(model, store, line.pair ? siteLinks(model, id) : []),
    !shown.lines.has(id) && element("p", { class: "where" }, model.say("filtered.out")),
    ...facts(model, store, line),
  ];
}

function facts(model: Model, store: Store, line: Line): HTMLElement[] {
  return line.statements.slice(0, MOST_FACTS).map((key) => {
    const fact = model.statements.get(key)!;
    return factElement(model, store, key, fact, [statementTitle(model, fact)]);
  });
}

function pathPart(model: Model, store: Store, shown: Shown, from: string, to: string): Child[] {
  const chain = shortest(shown, from, to);
  const head = heading(entityLink(model, store, from), " ⇢ ", entityLink(model, store, to));
  if (!chain) return [head, actions(model, store, []), element("p", {}, model.say("path.none"))];
  if (!chain.length) return [head, actions(model, store, []), element("p", {}, model.say("path.same"))];
  let at = from;
  return [
    head,
    element("div", {}, model.say("path.steps", { count: chain.length })),
    actions(model, store, []),
    ...chain.flatMap((line, i) => {
      const forward = line.source === at;
      const other = otherEnd(line, at);
      const title = element("h3", {}, `${i + 1}. `, entityLink(model, store, at), ` ${model.relationWord(line.relation, forward)} `, entityLink(model, store, other));
      at = other;
      return [title, ...facts(model, store, { ...line, statements: line.statements.slice(0, 2) })];
    }),
  ];
}
