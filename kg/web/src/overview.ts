// The first screen: regions in columns, the helped to the left and the helping to the right, as kg/layout.py placed them. A column
// is that of the province; the colour says what texts say of the region itself.

import type { Palette } from "./colours";
import { holds, type Line, type Model, type Shown } from "./model";
import { BOX_HIGH, across, bow, halfBox, short, type Picture, type Spot, type Wire } from "./picture";
import { roles, type Role } from "./places";
import type { Plan } from "./types";

/** Pairs that the first screen has places for, those left out by the filters excepted. */
export function overviewLines(plan: Plan, shown: Shown): Line[] {
  return shown.pairs.filter((pair) => pair.status !== "denied" && plan.places[pair.source] && plan.places[pair.target]);
}

export function overviewPicture(model: Model, shown: Shown, narrow: boolean, colours: Palette): Picture {
  const plan = model.data.places[narrow ? "narrow" : "wide"];
  const lines = overviewLines(plan, shown);
  const own = roles(lines);
  const spots = new Map<string, Spot>();
  for (const [id, [x, y]] of Object.entries(plan.places)) {
    const label = short(model.name(id));
    spots.set(id, {
      id, x, y, label, weight: 1, shape: "dot", size: 8, box: { half: halfBox(label), high: BOX_HIGH },
      ...paintOf(own.get(id) ?? "neutral", colours), dim: !own.has(id),
    });
  }
  return {
    spots: [...spots.values()],
    wires: joined(lines, spots, (line) => wireStyle(line, colours)),
    frames: plan.frames,
    heads: plan.heads.map(([x, y, column]) => [x, y, model.say(`column.${column}`)]),
  };
}

function paintOf(role: Role, colours: Palette): Pick<Spot, "fill" | "line" | "colour"> {
  switch (role) {
    case "helper":
      return { fill: colours.accent, line: colours.accent, colour: colours.onAccent };
    case "recipient":
      return { fill: colours.pale, line: colours.accent, colour: colours.ink };
    case "neutral":
      return { fill: colours.paper, line: colours.soft, colour: colours.ink };
  }
}

export interface WireStyle {
  colour: string;
  width: number;
  dash: boolean;
  arrow: boolean;
}

/** Blue leads from helper to helped, grey is without direction, dashed is only planned; the thicker, the more it is written about. */
export function wireStyle(line: Line, colours: Palette): WireStyle {
  const settled = holds(line.status);
  const colour = line.directed ? colours.families.help : colours.families.work;
  return {
    colour: settled ? colour : colours.unsettled, width: Math.min(1 + line.statements.length, 6), dash: !settled, arrow: line.directed,
  };
}

/** Boxes of one column that are nearer than this are joined straight. */
const NEAR = 60;

interface End {
  wire: number;
  far: number;
}

/** Wires from side to side of boxes; those at one side are spread so that none hides another. */
export function joined(lines: readonly Line[], spots: ReadonlyMap<string, Spot>, style: (line: Line) => WireStyle): Wire[] {
  const level = (a: Spot, b: Spot) => Math.abs(a.x - b.x) > 60;
  const ends = new Map<string, End[]>();
  lines.forEach((line, wire) => {
    const [a, b] = [spots.get(line.source)!, spots.get(line.target)!];
    for (const [here, there] of [[a, b], [b, a]] as const) {
      if (!level(a, b) && Math.abs(a.y - b.y) < NEAR) continue;
      const key = `${here.id} ${level(a, b) && there.x > here.x}`;
      ends.set(key, [...(ends.get(key) ?? []), { wire, far: there.y }]);
    }
  });
  const shifts = new Map<string, number>();
  for (const [key, found] of ends) {
    found.sort((p, q) => p.far - q.far || p.wire - q.wire);
    const step = Math.min(5, 16 / Math.max(found.length - 1, 1));
    found.forEach(({ wire }, i) => shifts.set(`${key} ${wire}`, (i - (found.length - 1) / 2) * step));
  }
  return lines.map((line, i) => {
    const [a, b] = [spots.get(line.source)!, spots.get(line.target)!];
    const half = (spot: Spot) => spot.box?.half ?? spot.size;
    const shift = (here: Spot, right: boolean) => shifts.get(`${here.id} ${right} ${i}`) ?? 0;
    let path: number[];
    if (level(a, b)) {
      const way = b.x > a.x ? 1 : -1;
      path = across(a.x + way * half(a), a.y + shift(a, way > 0), b.x - way * half(b), b.y + shift(b, way < 0));
    } else if (Math.abs(a.y - b.y) < NEAR) {
      const way = b.y > a.y ? 1 : -1;
      path = [a.x, a.y + way * BOX_HIGH, b.x, b.y - way * BOX_HIGH];
    } else {
      path = bow(a.x - half(a), a.y + shift(a, false), b.x - half(b), b.y + shift(b, false), -1);
    }
    return { id: line.id, from: line.source, to: line.target, path, ...style(line) };
  });
}
