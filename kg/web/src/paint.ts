// Draws a picture through a camera: lines first, arrow heads, then boxes and marks, then the labels there is room for.

import type { Palette } from "./colours";
import type { Ink, Stroke } from "./ink";
import { LETTER, pointAt, textWidth, type Picture, type Spot, type Wire } from "./picture";

/** Screen = world × k + shift. */
export interface Camera {
  k: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What keeps its colour while the rest steps back; nothing chosen: all as it is. */
export interface Marks {
  spots: ReadonlySet<string>;
  wires: ReadonlySet<string>;
  /** Where the keyboard stands. */
  cursor: string | null;
}

export const NO_MARKS: Marks = { spots: new Set(), wires: new Set(), cursor: null };

/** Spots and wires that a choice lights up: its own, lines at them, and what those lead to. */
export function lit(picture: Picture, marks: Marks): { spots: Set<string>; wires: Set<string> } | null {
  if (!marks.spots.size && !marks.wires.size) return null;
  const found = { spots: new Set(marks.spots), wires: new Set(marks.wires) };
  for (const wire of picture.wires) {
    if (found.wires.has(wire.id) || marks.spots.has(wire.from) || marks.spots.has(wire.to)) {
      found.wires.add(wire.id);
      found.spots.add(wire.from).add(wire.to);
    }
  }
  return found;
}

/** Radius of a mark on the screen. */
export function markSize(spot: Spot, k: number): number {
  return Math.max(2.5, spot.size * Math.min(k, 1.4));
}

export function paint(ink: Ink, picture: Picture, camera: Camera, marks: Marks, colours: Palette): void {
  const { k } = camera;
  const light = lit(picture, marks);
  const sx = (x: number) => x * k + camera.x;
  const sy = (y: number) => y * k + camera.y;
  for (const [x, y, width, height] of picture.frames) {
    ink.box(sx(x), sy(y), width * k, height * k, 9 * k, colours.paper, { colour: colours.edge, width: 1 });
  }
  const inside = (x: number, y: number, margin: number) =>
    x > -margin && y > -margin && x < camera.width + margin && y < camera.height + margin;

  const sizes = new Map<string, number>();
  for (const spot of picture.spots) if (!spot.box) sizes.set(spot.id, markSize(spot, k));
  paintWires(ink, picture, camera, light?.wires ?? null, sizes);
  // Titles lie over the lines that cross them.
  for (const [x, y, width, , title] of picture.frames) {
    // Around marks, whose labels keep their size at any zoom, it stands over the frame and does so as well.
    if (sizes.size) ink.text(sx(x + width / 2), sy(y) - 9, title, { colour: colours.soft, size: 12, halo: colours.ground });
    else ink.text(sx(x + 10), sy(y + 14), title, { colour: colours.soft, size: 12 * k, align: "left", halo: colours.paper });
  }
  for (const [x, y, text] of picture.heads) {
    ink.text(sx(x), sy(y), text, { colour: colours.ink, size: 15 * k, bold: true, halo: colours.ground });
  }

  const seen = picture.spots.filter((spot) => inside(sx(spot.x), sy(spot.y), (spot.box?.half ?? 20) * k + 20));
  const faded = (spot: Spot) => spot.dim || (light !== null && !light.spots.has(spot.id));
  const order = light ? [...seen.filter(faded), ...seen.filter((spot) => !faded(spot))] : seen;
  for (const spot of order) {
    const [x, y] = [sx(spot.x), sy(spot.y)];
    const chosen = marks.spots.has(spot.id);
    const fade = faded(spot);
    if (marks.cursor === spot.id) {
      const [w, h] = spot.box ? [spot.box.half * k + 5, spot.box.high * k + 5] : [sizes.get(spot.id)! + 6, sizes.get(spot.id)! + 6];
      ink.box(x - w, y - h, 2 * w, 2 * h, 8, null, { colour: colours.ink, width: 2, dash: [4, 3] });
    }
    const line: Stroke = { colour: fade ? colours.edge : spot.line, width: chosen ? 3.5 : 1.5 };
    if (spot.box) {
      const { half, high } = spot.box;
      ink.box(x - half * k, y - high * k, 2 * half * k, 2 * high * k, 5 * k, fade ? colours.ground : spot.fill, line);
      ink.text(x, y + 0.5, spot.label, { colour: fade ? colours.soft : spot.colour, size: LETTER * k });
    } else {
      ink.mark(spot.shape, x, y, sizes.get(spot.id)!, fade ? colours.faint : spot.fill, chosen ? { colour: colours.ink, width: 2.5 } : null);
    }
  }
  paintLabels(ink, camera, seen.filter((spot) => !spot.box && !faded(spot)), marks, colours, sizes);
  for (const wire of picture.wires) {
    if (!wire.title) continue;
    const [x, y] = pointAt(wire.path, 0.5);
    const level = Math.abs(wire.path[1]! - wire.path.at(-1)!) < 1;
    ink.text(sx(x) + (level ? 0 : 8 * k), sy(y) - (level ? 10 * k : 0), wire.title, {
      colour: colours.soft, size: 12 * k, halo: colours.ground, align: level ? "center" : "left",
    });
  }
}

interface Group {
  stroke: Stroke;
  paths: number[][];
  heads: number[][];
}

function paintWires(
  ink: Ink, picture: Picture, camera: Camera, light: ReadonlySet<string> | null, sizes: ReadonlyMap<string, number>,
): void {
  const { k } = camera;
  const groups = new Map<string, Group>();
  // The more lines, the fainter each: where many run together they show.
  const plain = Math.max(0.12, Math.min(0.7, 900 / picture.wires.length));
  for (const wire of picture.wires) {
    const p = wire.path;
    const path = p.map((value, i) => value * k + (i % 2 ? camera.y : camera.x));
    if (outside(path, camera)) continue;
    const bright = light === null ? plain : light.has(wire.id) ? 0.95 : 0.15;
    const key = `${bright} ${wire.colour} ${wire.width} ${wire.dash}`;
    let group = groups.get(key);
    if (!group) {
      const width = wire.width * Math.max(0.45, Math.min(k, 1.4));
      group = { stroke: { colour: wire.colour, width, opacity: bright, dash: wire.dash ? [7, 5] : undefined }, paths: [], heads: [] };
      groups.set(key, group);
    }
    if (wire.arrow) {
      const head = arrowHead(path, wire, sizes.get(wire.to) ?? 0, k);
      if (head) group.heads.push(head);
    }
    group.paths.push(path);
  }
  // What is lit comes last and lies on top.
  for (const { stroke, paths, heads } of [...groups.values()].sort((a, b) => (a.stroke.opacity ?? 1) - (b.stroke.opacity ?? 1))) {
    ink.lines(paths, stroke);
    if (heads.length) ink.areas(heads, stroke.colour, Math.min(1, (stroke.opacity ?? 1) + 0.15));
  }
}

function outside(path: readonly number[], camera: Camera): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < path.length; i += 2) {
    left = Math.min(left, path[i]!);
    right = Math.max(right, path[i]!);
    top = Math.min(top, path[i + 1]!);
    bottom = Math.max(bottom, path[i + 1]!);
  }
  return right < 0 || bottom < 0 || left > camera.width || top > camera.height;
}

/** The triangle at the end of a line, `gap` before the middle of its mark; the line is cut so that it ends inside. */
function arrowHead(path: number[], wire: Wire, gap: number, k: number): number[] | null {
  const n = path.length;
  const [ex, ey] = [path[n - 2]!, path[n - 1]!];
  const [bx, by] = n === 4 ? [path[0]!, path[1]!] : pointAt(path, 0.9);
  const length = Math.hypot(ex - bx, ey - by);
  const size = (6 + wire.width * 1.6) * Math.min(Math.max(k, 0.5), 1.3);
  if (length < 1 || (n === 4 && length < gap + size)) return null;
  const [ux, uy] = [(ex - bx) / length, (ey - by) / length];
  const [tx, ty] = [ex - ux * gap, ey - uy * gap];
  path[n - 2] = tx - ux * size * 0.7;
  path[n - 1] = ty - uy * size * 0.7;
  if (n > 4) [path[n - 4], path[n - 3]] = [path[n - 4]! - ux * size * 0.7, path[n - 3]! - uy * size * 0.7];
  const [px, py] = [-uy * size * 0.5, ux * size * 0.5];
  return [tx, ty, tx - ux * size + px, ty - uy * size + py, tx - ux * size - px, ty - uy * size - py];
}

const CELL = 24;
const MOST_LABELS = 320;

/** Labels below marks, the weightiest first, where none is yet: at any zoom they are legible and never overlap. */
/** From this zoom on quiet spots have labels. */
const LOUD = 0.8;

function paintLabels(
  ink: Ink, camera: Camera, spots: readonly Spot[], marks: Marks, colours: Palette, sizes: ReadonlyMap<string, number>,
): void {
  const { k } = camera;
  const taken = new Set<number>();
  const cells = (x0: number, y0: number, x1: number, y1: number): number[] => {
    const found: number[] = [];
    for (let cx = Math.floor(x0 / CELL); cx <= Math.floor(x1 / CELL); cx++) {
      for (let cy = Math.floor(y0 / CELL); cy <= Math.floor(y1 / CELL); cy++) found.push(cx * 4096 + cy);
    }
    return found;
  };
  const first = (spot: Spot) => (marks.spots.has(spot.id) || marks.cursor === spot.id ? 1 : 0);
  const order = [...spots].sort((a, b) => first(b) - first(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1));
  let count = 0;
  for (const spot of order) {
    if (count >= MOST_LABELS) break;
    if (spot.quiet && k < LOUD && !first(spot)) continue;
    const size = 12 + Math.min(Math.round(spot.weight / 12), 4);
    const half = textWidth(spot.label, size) / 2 + 1;
    const [x, y] = [spot.x * k + camera.x, spot.y * k + camera.y + sizes.get(spot.id)! + size * 0.75];
    const wanted = cells(x - half, y - size / 2, x + half, y + size / 2);
    if (wanted.some((cell) => taken.has(cell))) continue;
    for (const cell of wanted) taken.add(cell);
    count += 1;
    ink.text(x, y, spot.label, { colour: colours.ink, size, halo: colours.ground, bold: first(spot) > 0 });
  }
}
