// The shortest chain of facts between two entities, and its picture.

import type { Palette } from "./colours";
import { relationStyle } from "./everything";
import { holds, otherEnd, type Line, type Model, type Shown } from "./model";
import { joined } from "./overview";
import { BOX_HIGH, halfBox, short, type Picture, type Spot } from "./picture";

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

export function chainPicture(model: Model, chain: readonly Line[], from: string, narrow: boolean, colours: Palette): Picture {
  const ids = [from];
  for (const line of chain) ids.push(otherEnd(line, ids.at(-1)!));
  const spots = new Map<string, Spot>();
  let x = 0;
  ids.forEach((id, i) => {
    const label = short(model.name(id));
    const half = halfBox(label);
    if (!narrow && i) x += half;
    const colour = colours.types[model.type(id)];
    const end = i === 0 || i === ids.length - 1;
    spots.set(id, {
      id, x: narrow ? (i % 2) * 90 : x, y: narrow ? i * 80 : 0, label, weight: 1, shape: "dot", size: 8, box: { half, high: BOX_HIGH },
      fill: end ? colour : colours.paper, line: colour, colour: end ? colours.onAccent : colours.ink,
    });
    x += half + 150;
  });
  const wires = joined(chain, spots, (line) => relationStyle(line, colours)).map((wire, i) => ({
    ...wire, width: Math.max(wire.width, 2), title: model.relationWord(chain[i]!.relation),
  }));
  return { spots: [...spots.values()], wires, frames: [], heads: [] };
}
