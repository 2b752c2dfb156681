// A picture says what the network shows and where, in pixels at zoom 1; overview.ts, everything.ts … make them, paint.ts draws them.

import type { Shape } from "./colours";
import { FACE } from "./ink";

/** An entity: a box with its name inside, or a mark with its name below. */
export interface Spot {
  id: string;
  x: number;
  y: number;
  label: string;
  /** The more, the earlier its label gets room. */
  weight: number;
  fill: string;
  line: string;
  colour: string;
  /** Half of a box's width and height; a mark has none. */
  box?: { half: number; high: number };
  shape: Shape;
  /** Radius of a mark. */
  size: number;
  dim?: boolean;
  /** Its label waits for a zoom at which all of its kind have room. */
  quiet?: boolean;
}

/** A line from one spot to another: x, y of start and end, or a cubic curve. */
export interface Wire {
  id: string;
  from: string;
  to: string;
  path: number[];
  colour: string;
  width: number;
  dash: boolean;
  arrow: boolean;
  /** Written at the middle of the line. */
  title?: string;
}

export interface Picture {
  spots: Spot[];
  wires: Wire[];
  /** x, y, width, height, title. */
  frames: [number, number, number, number, string][];
  /** x, y, text. */
  heads: [number, number, string][];
}

export const EMPTY: Picture = { spots: [], wires: [], frames: [], heads: [] };
export const LETTER = 14;
export const BOX_HIGH = 13;

let ink: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

/** Width of a text in pixels, `size` high. */
export function textWidth(text: string, size = LETTER, bold = false): number {
  const key = bold ? `!${text}` : text;
  let width = widths.get(key);
  if (width === undefined) {
    ink ??= document.createElement("canvas").getContext("2d")!;
    ink.font = `${bold ? "bold " : ""}${LETTER}px ${FACE}`;
    width = ink.measureText(text).width;
    widths.set(key, width);
  }
  return (width * size) / LETTER;
}

/** Half the width of a box that holds a label. */
export function halfBox(label: string): number {
  return textWidth(label) / 2 + 10;
}

const LONGEST = 16;

/** A name as a label shows it: one short line. */
export function short(name: string, longest = LONGEST): string {
  const line = [...name.replace(/\s+/g, " ").trim()];
  return line.length <= longest ? line.join("") : `${line.slice(0, longest - 1).join("")}…`;
}

export type Box = [left: number, top: number, right: number, bottom: number];

/** All that is drawn, labels included. */
export function extent(picture: Picture): Box {
  const found: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const cover = (left: number, top: number, right: number, bottom: number) => {
    found[0] = Math.min(found[0], left);
    found[1] = Math.min(found[1], top);
    found[2] = Math.max(found[2], right);
    found[3] = Math.max(found[3], bottom);
  };
  for (const [x, y, width, height] of picture.frames) cover(x, y, x + width, y + height);
  for (const [x, y, text] of picture.heads) {
    const half = textWidth(text, 15, true) / 2;
    cover(x - half, y - 12, x + half, y + 10);
  }
  for (const spot of picture.spots) {
    const half = spot.box ? spot.box.half : spot.size;
    cover(spot.x - half - 2, spot.y - 16, spot.x + half + 2, spot.y + (spot.box ? 16 : spot.size + 16));
  }
  return found;
}

/** A curve that leaves and arrives level, for two columns; `bend` keeps lines between the same two apart. */
export function across(x0: number, y0: number, x1: number, y1: number, bend = 0): number[] {
  const way = (x1 - x0) * 0.5;
  return [x0, y0, x0 + way, y0 + bend, x1 - way, y1 + bend, x1, y1];
}

/** A bow between two boxes of one column, around those between, at their left (-1) or right (1). */
export function bow(x0: number, y0: number, x1: number, y1: number, side: -1 | 1): number[] {
  const out = side * (18 + Math.min(Math.abs(y1 - y0) * 0.3, 70));
  return [x0, y0, x0 + out, y0, x1 + out, y1, x1, y1];
}

/** The point of a path at `t` from 0 to 1. */
export function pointAt(path: readonly number[], t: number): [number, number] {
  const p = path as number[];
  if (p.length === 4) return [p[0]! + (p[2]! - p[0]!) * t, p[1]! + (p[3]! - p[1]!) * t];
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [a * p[0]! + b * p[2]! + c * p[4]! + d * p[6]!, a * p[1]! + b * p[3]! + c * p[5]! + d * p[7]!];
}

/** How far a point is from a path, in pixels. */
export function distance(path: readonly number[], x: number, y: number): number {
  const steps = path.length === 4 ? 1 : 16;
  let best = Infinity;
  let [ax, ay] = pointAt(path, 0);
  for (let i = 1; i <= steps; i++) {
    const [bx, by] = pointAt(path, i / steps);
    const [vx, vy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * vx + (y - ay) * vy) / (vx * vx + vy * vy || 1)));
    best = Math.min(best, Math.hypot(x - ax - along * vx, y - ay - along * vy));
    [ax, ay] = [bx, by];
  }
  return best;
}
