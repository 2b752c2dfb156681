// What a selection is about, for every view: the entities and lines it marks.

import { shortest } from "./chain";
import { otherEnd, type Line, type Model, type Shown } from "./model";
import type { Selection, Store } from "./state";

/** Entities and lines that a selection names, as far as the filters let them through. */
export interface About {
  entities: readonly string[];
  lines: readonly Line[];
}

const NOTHING: About = { entities: [], lines: [] };

export function about(model: Model, shown: Shown, selection: Selection | null): About {
  switch (selection?.kind) {
    case undefined:
      return NOTHING;
    case "entity":
      return { entities: [selection.id], lines: [] };
    case "line": {
      const line = shown.lines.get(selection.id);
      return { entities: [], lines: line ? [line] : [] };
    }
    case "statement": {
      const { subject } = model.statements.get(selection.id)!;
      return { entities: [], lines: shown.linesOf(subject).filter((line) => line.statements.includes(selection.id)).slice(0, 1) };
    }
    case "metric":
      return { entities: [model.metrics.get(selection.id)!.about], lines: [] };
    case "path": {
      const lines = shortest(shown, selection.from, selection.to) ?? [];
      const entities = [selection.from];
      for (const line of lines) entities.push(otherEnd(line, entities.at(-1)!));
      return { entities: lines.length ? entities : [selection.from, selection.to], lines };
    }
  }
}

/** Whether the graph has what an address names. */
export function known(model: Model): (kind: Selection["kind"], id: string) => boolean {
  let lines: ReadonlyMap<string, Line> | null = null;
  return (kind, id) => {
    switch (kind) {
      case "entity":
        return model.entities.has(id);
      case "statement":
        return model.statements.has(id);
      case "metric":
        return model.metrics.has(id);
      case "line":
        lines ??= model.everything.lines;
        return lines.has(id);
      case "path":
        return false; // its two ends are asked for one by one
    }
  };
}

/** Where a path is to start while the reader looks for its other end. */
let start: string | null = null;
const waiting = new Set<(from: string | null) => void>();

/** Choose an entity: select it, or make it the end of the path that was begun. */
export function choose(store: Store, id: string): void {
  const from = start;
  if (from !== null && from !== id) {
    beginPath(null);
    store.set({ selection: { kind: "path", from, to: id }, view: "network" });
  } else {
    store.set({ selection: { kind: "entity", id } });
  }
}

/** The next entity chosen is the end of a path from here; null: no longer. */
export function beginPath(from: string | null): void {
  start = from;
  for (const listener of waiting) listener(from);
}

export function onPath(listener: (from: string | null) => void): void {
  waiting.add(listener);
}

/** Open an entity's neighbourhood in the network, or close it when it is open; the one in the middle stays. */
export function toggleOpen(store: Store, id: string): void {
  const { drawing, open } = store.get();
  const inside = drawing === "around" ? open : [];
  const next = inside.includes(id) && inside[0] !== id ? inside.filter((other) => other !== id) : [...inside.filter((o) => o !== id), id];
  store.set({ drawing: "around", open: inside[0] === id ? [id] : next, selection: { kind: "entity", id }, view: "network" });
}

/** Put an entity in the middle of the network. */
export function center(store: Store, id: string): void {
  store.set({ drawing: "around", open: [id], selection: { kind: "entity", id }, view: "network" });
}
