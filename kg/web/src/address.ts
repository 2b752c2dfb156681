// The state in the URL's fragment: #region=522700&view=map&lang=en. What is as it was at first is left out; what is not
// understood (a link from another graph, a slip of the hand) is left out too.

import { NO_FILTERS, VIEW_NAMES, type Drawing, type Filters, type Selection, type State, type Store } from "./state";
import type { EntityType, Status } from "./types";

const LISTS = { relation: "relations", type: "types", field: "fields", source: "sources", status: "statuses" } as const;
const TEXTS = { from: "from", until: "until", asof: "asOf" } as const;
const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** The fragment of a state, without "#"; `first` is what needs no mention. */
export function write(state: State, first: State): string {
  const parts: [string, string][] = [];
  if (state.selection) parts.push(...selectionParts(state.selection));
  if (state.view !== first.view) parts.push(["view", state.view]);
  if (state.drawing !== first.drawing) parts.push(["draw", state.drawing]);
  if (state.drawing === "around" && !opensOnlySelection(state)) parts.push(["open", listed(state.open)]);
  for (const [key, name] of Object.entries(LISTS)) {
    if (state.filters[name].length) parts.push([key, listed(state.filters[name])]);
  }
  for (const [key, name] of Object.entries(TEXTS)) {
    if (state.filters[name]) parts.push([key, state.filters[name]]);
  }
  if (state.filters.minConfidence) parts.push(["confidence", String(state.filters.minConfidence)]);
  if (state.lang !== first.lang) parts.push(["lang", state.lang]);
  return parts.map(([key, value]) => `${key}=${escaped(value)}`).join("&");
}

/** The state that a fragment means. `knows` says whether the graph has such an entity, statement … */
export function read(fragment: string, first: State, knows: (kind: Selection["kind"], id: string) => boolean): State {
  const parts = new Map<string, string>();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) parts.set(part.slice(0, at), unescaped(part.slice(at + 1)));
  }
  const selection = readSelection(parts, knows);
  const view = VIEW_NAMES.find((name) => name === parts.get("view")) ?? first.view;
  const wanted = (["overview", "all", "around"] as Drawing[]).find((name) => name === parts.get("draw")) ?? first.drawing;
  const named = items(parts.get("open") ?? "").filter((id) => knows("entity", id));
  const open = named.length || selection?.kind !== "entity" ? named : [selection.id];
  const lang = parts.get("lang");
  return {
    view, selection, filters: readFilters(parts), lang: lang === "zh" || lang === "en" ? lang : first.lang,
    drawing: wanted === "around" && !open.length ? first.drawing : wanted, open: wanted === "around" ? open : [],
  };
}

/** Keep the store and the address bar together; the back button brings the former state back. */
export function connect(store: Store, first: State, knows: (kind: Selection["kind"], id: string) => boolean): void {
  // In the frame of a notebook (about:srcdoc) there is no address to keep, and the history refuses one.
  if (location.protocol === "about:") return;
  let reading = false;
  store.subscribe((now, _, how) => {
    if (reading) return;
    const fragment = `#${write(now, first)}`;
    if (how === "push") history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
  });
  const arrive = () => {
    reading = true;
    store.set(read(location.hash, first, knows));
    reading = false;
  };
  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
}

// Ids are "region/522700": type and local part make "region=522700", the form in which links are written by hand.
function selectionParts(selection: Selection): [string, string][] {
  switch (selection.kind) {
    case "path":
      return [["path", listed([selection.from, selection.to])]];
    case "line":
      return [["line", selection.id]];
    default:
      return [split(selection.id)];
  }
}

function split(id: string): [string, string] {
  const at = id.indexOf("/");
  return [id.slice(0, at), id.slice(at + 1)];
}

const KINDS: Record<string, Selection["kind"]> = { statement: "statement", metric: "metric" };
const RESERVED: ReadonlySet<string> = new Set(["view", "draw", "open", "lang", "confidence", "path", "line", ...Object.keys(LISTS), ...Object.keys(TEXTS)]);

function readSelection(parts: ReadonlyMap<string, string>, knows: (kind: Selection["kind"], id: string) => boolean): Selection | null {
  const line = parts.get("line");
  if (line !== undefined && knows("line", line)) return { kind: "line", id: line };
  const [from, to] = items(parts.get("path") ?? "");
  if (from && to && knows("entity", from) && knows("entity", to)) return { kind: "path", from, to };
  for (const [key, value] of parts) {
    const kind = KINDS[key] ?? "entity";
    const id = `${key}/${value}`;
    if (!RESERVED.has(key) && knows(kind, id)) return { kind, id } as Selection;
  }
  return null;
}

/** A list as one text: names of files may hold the sign between them. */
function listed(values: readonly string[]): string {
  return values.map((value) => value.replaceAll("%", "%25").replaceAll("~", "%7E")).join("~");
}

function items(text: string): string[] {
  return text.split("~").filter(Boolean).map((value) => value.replaceAll("%7E", "~").replaceAll("%25", "%"));
}

function readFilters(parts: ReadonlyMap<string, string>): Filters {
  const list = (key: string) => items(parts.get(key) ?? "");
  const date = (key: string) => (DATE.test(parts.get(key) ?? "") ? parts.get(key)! : "");
  const confidence = Number(parts.get("confidence") ?? 0);
  const found: Filters = {
    relations: list("relation"), types: list("type") as EntityType[], fields: list("field"), sources: list("source"),
    statuses: list("status") as Status[], minConfidence: confidence > 0 && confidence <= 1 ? confidence : 0,
    from: date("from"), until: date("until"), asOf: date("asof"),
  };
  return JSON.stringify(found) === JSON.stringify(NO_FILTERS) ? NO_FILTERS : Object.freeze(found);
}

function opensOnlySelection(state: State): boolean {
  return state.selection?.kind === "entity" && state.open.length === 1 && state.open[0] === state.selection.id;
}

// Chinese, "/" and "," stay as they are: links are read by people.
function escaped(value: string): string {
  return value.replace(/[%&=#\s"<>]/g, (c) => encodeURIComponent(c));
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a lone % is a character like any other
  }
}
