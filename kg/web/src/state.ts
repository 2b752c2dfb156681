// The one state of the page: what is selected, what is filtered, which view shows it, in which language. Everything that can be
// linked to is in here, and address.ts keeps it in the URL: #region=522700&view=map.
//
//   store.get()                          the state, frozen; never change it in place
//   store.set({ selection: … })          a step that the back button undoes
//   store.set({ filters: … }, "replace") a step that it does not (sliders, typing)
//   store.subscribe(listener)            called after each change; answers a function that ends it

import type { EntityType, Lang, Status } from "./types";

export type ViewName = "network" | "map" | "timeline" | "table";
export const VIEW_NAMES: readonly ViewName[] = ["network", "map", "timeline", "table"];

/** What the evidence pane shows and every view marks. Ids are keys of the payload. */
export type Selection =
  | { kind: "entity"; id: string }
  /** A pair (id of Payload.pairs) or a link (id of Line: "source relation target"). */
  | { kind: "line"; id: string }
  | { kind: "statement"; id: string }
  | { kind: "metric"; id: string }
  /** The shortest chain of facts between two entities. */
  | { kind: "path"; from: string; to: string };

/** Which facts count, in all views. Empty lists and texts mean no restriction. */
export interface Filters {
  relations: readonly string[];
  /** Types of entities; a fact counts when both ends do. */
  types: readonly EntityType[];
  fields: readonly string[];
  /** Files (Article.file). */
  sources: readonly string[];
  statuses: readonly Status[];
  minConfidence: number;
  /** Partial ISO dates: only facts dated between `from` and `until`, or holding then; undated ones are left out. */
  from: string;
  until: string;
  /** Partial ISO date: only what had begun by then and was not over; undated facts stay, since nobody said when they held. */
  asOf: string;
}

export const NO_FILTERS: Filters = Object.freeze({
  relations: [], types: [], fields: [], sources: [], statuses: [], minConfidence: 0, from: "", until: "", asOf: "",
});

/** What the network draws: partnerships, everything, or the neighbourhoods that were opened. */
export type Drawing = "overview" | "all" | "around";

export interface State {
  view: ViewName;
  selection: Selection | null;
  filters: Filters;
  drawing: Drawing;
  /** Entities whose neighbourhood is open in the network, the one in the middle first. */
  open: readonly string[];
  lang: Lang;
}

export type How = "push" | "replace";
export type Listener = (now: State, before: State, how: How) => void;

export class Store {
  #state: State;
  readonly #listeners = new Set<Listener>();

  constructor(initial: State) {
    this.#state = Object.freeze({ ...initial });
  }

  get(): State {
    return this.#state;
  }

  /** Change some of it; listeners hear of it once, and not at all when nothing is different. */
  set(change: Partial<State>, how: How = "push"): void {
    const before = this.#state;
    const now = { ...before, ...change };
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    this.#state = Object.freeze(now);
    for (const listener of [...this.#listeners]) listener(this.#state, before, how);
  }

  /** Change some of the filters. */
  filter(change: Partial<Filters>, how: How = "replace"): void {
    const filters = { ...this.#state.filters, ...change };
    // None is always the same object, which others ask for.
    this.set({ filters: JSON.stringify(filters) === JSON.stringify(NO_FILTERS) ? NO_FILTERS : Object.freeze(filters) }, how);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
