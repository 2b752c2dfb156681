// The shortest chain of facts between two entities, and its picture.

import type { Palette } from "./colours";
import { relationStyle } from "./everything";
import { holds, otherEnd, type Line, type Model, type Shown } from "./model";
import { BOX_HIGH, halfBox, short, type Picture, type Spot, type Wire } from "./picture";

/** Lines from one entity to the other, the fewest; of several chains the one that is written about most. Null: there is none.
 *  Only facts that hold count, in either direction. */
export function shortest(shown: Shown, from: string, to: string): Line[] | null {
  const came = new Map<string, Line | null>([[from, null]]);
  let edge = [from];
  while (edge.length && !came.has(to)) {
    const next: string[] = [];
    for (const id of edge) {
      const lines = shown.linesOf(id).filter((line) => holds(line.status));
      for (const line of [...lines].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1))) {
        const other = otherEnd(line, id);
        if (came.has(other)) continue;
        came.set(other, line);
        next.push(other);
      }
    }
    edge = next;
  }
  if (!came.has(to)) return null;
  const chain: Line[] = [];
  for (let at = to; at !== from;) {
    const line = came.get(at)!;
    chain.unshift(line);
    at = otherEnd(line, at);
  }
  return chain;
}

const COLUMN = 290;
const ROW = 110;

/** Entities in rows that turn at the end, as a path is walked; what each step says stands on its line. */
export function chainPicture(model: Model, chain: readonly Line[], from: string, narrow: boolean, colours: Palette): Picture {
  const ids = [from];
  for (const line of chain) ids.push(otherEnd(line, ids.at(-1)!));
  const columns = narrow ? 1 : Math.min(ids.length, 3);
  const spots = ids.map((id, i): Spot => {
    const label = short(model.name(id), narrow ? 16 : 13);
    const row = Math.floor(i / columns);
    const column = row % 2 ? columns - 1 - (i % columns) : i % columns;
    const colour = colours.types[model.type(id)];
    const end = i === 0 || i === ids.length - 1;
    return {
      id, x: column * COLUMN, y: row * ROW, label, weight: 1, shape: "dot", size: 8, box: { half: halfBox(label), high: BOX_HIGH },
      fill: end ? colour : colours.paper, line: colour, colour: end ? colours.onAccent : colours.ink,
    };
  });
  const wires = chain.map((line, i): Wire => {
    const forward = line.source === ids[i];
    const path = straight(spots[forward ? i : i + 1]!, spots[forward ? i + 1 : i]!);
    const style = relationStyle(line, colours);
    return {
      id: line.id, from: line.source, to: line.target, path, ...style, width: Math.max(style.width, 2),
      title: model.relationWord(line.relation),
    };
  });
  return { spots, wires, frames: [], heads: [] };
}

/** From side to side in one row, from below to above between rows. */
function straight(a: Spot, b: Spot): number[] {
  if (a.y === b.y) {
    const way = Math.sign(b.x - a.x);
    return [a.x + way * a.box!.half, a.y, b.x - way * b.box!.half, b.y];
  }
  const way = Math.sign(b.y - a.y);
  return [a.x, a.y + way * BOX_HIGH, b.x, b.y - way * BOX_HIGH];
}
