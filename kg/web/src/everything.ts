// All entities at once, as kg/layout.py placed them; the filters decide which are there.

import { familyOf, SHAPES, type Palette } from "./colours";
import { holds, type Line, type Model, type Shown } from "./model";
import type { WireStyle } from "./overview";
import { short, type Picture, type Spot } from "./picture";

/** What is drawn outside the first screen: the colour is that of the relation's family, dashed is only planned. */
export function relationStyle(line: Line, colours: Palette): WireStyle {
  const settled = holds(line.status);
  return {
    colour: settled ? colours.families[familyOf(line.relation)] : colours.unsettled,
    width: Math.min(0.6 + line.statements.length * 0.6, 4) * (line.pair ? 1.4 : 1), dash: !settled, arrow: line.directed,
  };
}

export function everythingPicture(model: Model, shown: Shown, colours: Palette): Picture {
  const spots = new Map<string, Spot>();
  for (const [id, [x, y, size]] of Object.entries(model.data.network.nodes)) {
    if (!shown.entities.has(id)) continue;
    const type = model.type(id);
    const colour = colours.types[type];
    spots.set(id, {
      id, x, y, size, label: short(model.name(id)), weight: shown.linesOf(id).length, shape: SHAPES[type],
      fill: colour, line: colour, colour: colours.ink,
    });
  }
  const wires = [...shown.links, ...shown.pairs]
    .filter((line) => line.status !== "denied" && spots.has(line.source) && spots.has(line.target))
    .map((line) => {
      const [a, b] = [spots.get(line.source)!, spots.get(line.target)!];
      return { id: line.id, from: line.source, to: line.target, path: [a.x, a.y, b.x, b.y], ...relationStyle(line, colours) };
    });
  const alone = lone(model, spots);
  for (const spot of alone) spot.quiet = true;
  return { spots: [...spots.values()], wires, frames: frame(model, alone), heads: [] };
}

/** What has no tie to anything, which kg/scatter.py sets apart; none when that is all there is. */
function lone(model: Model, spots: ReadonlyMap<string, Spot>): Spot[] {
  const found = [...spots.values()].filter(({ id }) => model.everything.linesOf(id).every((line) => line.source === line.target));
  return found.length === spots.size ? [] : found;
}

/** A frame around them that says so. */
function frame(model: Model, found: readonly Spot[]): Picture["frames"] {
  if (!found.length) return [];
  const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - AROUND, Math.min(...ys) - AROUND];
  return [[left, top, Math.max(...xs) + AROUND - left, Math.max(...ys) + AROUND - top, model.say("alone", { count: found.length })]];
}

/** Of that frame, from the outermost marks. */
const AROUND = 44;
