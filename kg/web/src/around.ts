// Neighbourhoods: one entity in the middle, what it does to the right, what is done to it to the left, a frame a relation.
// A neighbour that is opened, too, gets its own neighbours in the next column outward. A side is about as high as the screen:
// of large groups the best known are drawn, and the evidence pane has them all.

import type { Palette } from "./colours";
import { relationStyle } from "./everything";
import { otherEnd, type Line, type Model, type Shown } from "./model";
import { joined } from "./overview";
import { BOX_HIGH, halfBox, short, textWidth, type Picture, type Spot } from "./picture";

const ROW = 31;
const TITLE = 26;
const GAP = 14;
const ROWS = { first: 20, later: 12, narrow: 10 };
const MOST_PAIRS = 8;

interface Group {
  title: string;
  ids: string[];
  pairs: boolean;
}

interface Frame extends Group {
  shown: string[];
  text: string;
  height: number;
  /** The entity whose neighbours these are. */
  parent: string;
}

/** Entities and rings drawn at first, at most: more than a screen shows legibly are opened by hand. */
const MOST_OPEN = 40;
const MOST_RINGS = 2;

/** The entities whose neighbours are `depth` steps around `id` or nearer, ring after ring, as long as there is room. */
export function rings(model: Model, id: string, depth: number): string[] {
  const open = [id];
  const drawn = new Set(open);
  let ring = [id];
  for (let step = 0; step < Math.min(depth, MOST_RINGS) && ring.length; step++) {
    const next: string[] = [];
    for (const one of ring) {
      const fresh = model.everything.linesOf(one).filter((line) => line.status !== "denied").map((line) => otherEnd(line, one));
      const others = [...new Set(fresh)].filter((other) => !drawn.has(other));
      if (!others.length || (one !== id && drawn.size + others.length > MOST_OPEN)) continue;
      for (const other of others) drawn.add(other);
      if (one !== id) open.push(one);
      next.push(...others);
    }
    ring = next;
  }
  return open;
}

export function aroundPicture(model: Model, shown: Shown, open: readonly string[], narrow: boolean, colours: Palette): Picture {
  const label = (id: string) => short(model.name(id));
  const lines = (id: string) => shown.linesOf(id).filter((line) => line.status !== "denied" && line.source !== line.target);
  const columns = new Map<number, Frame[]>();
  const column = new Map<string, number>([[open[0]!, 0]]);
  for (const id of open) {
    const at = column.get(id);
    if (at === undefined) continue; // its own parent was closed
    for (const [side, groups] of grouped(model, id, lines(id), new Set(column.keys()), at)) {
      const frames = framed(model, shown, id, groups, narrow ? ROWS.narrow : at === 0 ? ROWS.first : ROWS.later);
      columns.set(side, [...(columns.get(side) ?? []), ...frames]);
      for (const frame of frames) for (const other of frame.shown) column.set(other, side);
    }
  }
  const places = new Map<string, [number, number]>([[open[0]!, [0, 0]]]);
  const picture: Picture = { spots: [], wires: [], frames: [], heads: [] };
  for (const direction of [-1, 1] as const) {
    let inner = narrow ? BOX_HIGH + 3 * GAP : halfBox(label(open[0]!)) + 150;
    for (let at = direction; columns.has(at); at += direction) {
      const frames = columns.get(at)!;
      const width = Math.max(...frames.flatMap((f) => [textWidth(f.text, 12) + 4, ...f.shown.map((id) => 2 * halfBox(label(id)))]));
      if (narrow) inner = pile(picture, places, frames, direction, inner, width);
      else stack(picture, places, frames, direction * (inner + width / 2), width);
      if (!narrow) inner += width + 130;
    }
  }
  const opened = new Set(open);
  const spots = new Map<string, Spot>();
  for (const [id, [x, y]] of places) {
    const colour = colours.types[model.type(id)];
    const middle = id === open[0];
    const text = label(id) + (!opened.has(id) && lines(id).some((line) => !places.has(otherEnd(line, id))) ? " ＋" : "");
    spots.set(id, {
      id, x, y, label: text, weight: 1, shape: "dot", size: 8, box: { half: halfBox(text), high: BOX_HIGH },
      fill: middle ? colour : opened.has(id) ? colours.pale : colours.paper, line: colour, colour: middle ? colours.onAccent : colours.ink,
    });
  }
  const drawn = new Set<Line>();
  for (const id of places.keys()) for (const line of lines(id)) if (places.has(otherEnd(line, id))) drawn.add(line);
  picture.spots = [...spots.values()];
  picture.wires = joined([...drawn], spots, (line) => relationStyle(line, colours));
  return picture;
}

/** Neighbours not placed yet, by side and relation. The middle has two sides; farther out all go outward. */
function grouped(model: Model, id: string, lines: readonly Line[], placed: ReadonlySet<string>, at: number): Map<number, Group[]> {
  const seen = new Set(placed);
  const sides = new Map<number, Map<string, Group>>();
  for (const line of lines) {
    const other = otherEnd(line, id);
    if (seen.has(other)) continue; // its other lines are drawn to where it stands
    seen.add(other);
    const forward = line.source === id;
    const side = at === 0 ? (line.directed && !forward ? -1 : 1) : at + Math.sign(at);
    const title = model.relationWord(line.relation, forward);
    const groups = sides.get(side) ?? new Map<string, Group>();
    sides.set(side, groups);
    const group = groups.get(title) ?? { title, ids: [], pairs: line.pair };
    groups.set(title, group);
    group.ids.push(other);
  }
  return new Map([...sides].map(([side, groups]) => [side, [...groups.values()]]));
}

function framed(model: Model, shown: Shown, parent: string, groups: readonly Group[], rows: number): Frame[] {
  const known = (id: string) => shown.statementsOf(id).length;
  const share = shares(groups, rows - Math.min(groups.length, 6));
  return groups.map((group, i) => {
    const best = [...group.ids].sort((a, b) => known(b) - known(a) || (a < b ? -1 : 1)).slice(0, share[i]);
    const part = best.length < group.ids.length;
    const text = model.say(part ? "group.part" : "group", { relation: group.title, shown: best.length, count: group.ids.length });
    return { ...group, parent, shown: best, text, height: best.length * ROW + TITLE + 8 };
  });
}

/** How many rows each group gets: partnerships first, then all of a small group and an equal share of the large ones. */
export function shares(groups: readonly Pick<Group, "ids" | "pairs">[], rows: number): number[] {
  const order = [...groups.keys()].sort((a, b) =>
    Number(groups[b]!.pairs) - Number(groups[a]!.pairs) || groups[a]!.ids.length - groups[b]!.ids.length);
  const given: number[] = [];
  let left = rows;
  order.forEach((i, done) => {
    const { ids, pairs } = groups[i]!;
    const part = pairs ? MOST_PAIRS : Math.floor(left / (order.length - done));
    given[i] = Math.min(ids.length, Math.max(1, part));
    left -= given[i]!;
  });
  return given;
}

/** Frames of one column under each other, each as near its parent as there is room. */
function stack(picture: Picture, places: Map<string, [number, number]>, frames: readonly Frame[], x: number, width: number): void {
  const high = (list: readonly Frame[]) => list.reduce((sum, frame) => sum + frame.height + GAP, -GAP);
  const parents = [...new Set(frames.map((frame) => frame.parent))].sort((a, b) => places.get(a)![1] - places.get(b)![1]);
  const blocks = parents.map((parent) => frames.filter((frame) => frame.parent === parent));
  let low = -Infinity;
  const tops = blocks.map((block, i) => {
    const top = Math.max(places.get(parents[i]!)![1] - high(block) / 2, low);
    low = top + high(block) + 2 * GAP;
    return top;
  });
  // What was pushed down moves back by half, so that the column stays in the middle of its parents.
  const wanted = places.get(parents.at(-1)!)![1] + high(blocks.at(-1)!) / 2;
  const back = Math.max(0, low - 2 * GAP - wanted) / 2;
  blocks.forEach((block, i) => {
    let top = tops[i]! - back;
    for (const { shown, text, height } of block) {
      put(picture, places, { shown, text, height }, x, width, top);
      top += height + GAP;
    }
  });
}

/** On a screen that is higher than wide: what the sides hold lies above and below the middle instead. Answers how far it reaches. */
function pile(
  picture: Picture, places: Map<string, [number, number]>, frames: readonly Frame[], direction: -1 | 1, inner: number, width: number,
): number {
  for (const frame of direction > 0 ? frames : [...frames].reverse()) {
    put(picture, places, frame, 0, width, direction > 0 ? inner : -inner - frame.height);
    inner += frame.height + GAP;
  }
  return inner + GAP;
}

function put(
  picture: Picture, places: Map<string, [number, number]>, { shown, text, height }: Pick<Frame, "shown" | "text" | "height">,
  x: number, width: number, top: number,
): void {
  picture.frames.push([x - width / 2 - 12, top, width + 24, height, text]);
  shown.forEach((id, row) => places.set(id, [x, top + TITLE + (row + 0.5) * ROW + 2]));
}
