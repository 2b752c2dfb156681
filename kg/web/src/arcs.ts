// Arcs between points of the map, in pixels: bent to the left of their direction, so that there and back are two arcs.

import type { Point } from "./projection";

/** An arc, a quadratic Bézier curve, and the head of its arrow. */
export interface Arc {
  /** `d` of the curve. */
  curve: string;
  /** `d` of the head, a triangle whose tip is at the end; "" without one. */
  head: string;
  /** The curve's own middle, where a mark or a test may stand. */
  middle: Point;
}

const BEND = 0.18;
const MOST_BEND = 90;

/**
 * The arc from one point to another, starting and ending `gap` pixels from them.
 * `width` is that of the line; without `arrow` the two ends are alike.
 */
export function arc(from: Point, to: Point, width: number, arrow: boolean, gap: [number, number]): Arc {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length ? [dx / length, dy / length] : [1, 0];
  const bend = Math.min(length * BEND, MOST_BEND);
  const control: Point = [(from[0] + to[0]) / 2 + uy * bend * 2, (from[1] + to[1]) / 2 - ux * bend * 2];
  const head = arrow ? 5 + width * 1.6 : 0;
  const short = Math.max(0, Math.min(1, (length - gap[0] - gap[1]) / Math.max(head, 1)));
  const start = toward(from, control, Math.min(gap[0], length / 3));
  const tip = toward(to, control, Math.min(gap[1], length / 3));
  const neck = toward(tip, control, head * short * 0.85);
  const middle: Point = [(start[0] + 2 * control[0] + neck[0]) / 4, (start[1] + 2 * control[1] + neck[1]) / 4];
  return {
    curve: `M${pair(start)}Q${pair(control)} ${pair(neck)}`,
    head: arrow ? triangle(tip, toward(tip, control, head * short), (head * short) / 2) : "",
    middle,
  };
}

function toward(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [from[0] + ((to[0] - from[0]) / length) * by, from[1] + ((to[1] - from[1]) / length) * by];
}

function triangle(tip: Point, base: Point, half: number): string {
  const length = Math.hypot(tip[0] - base[0], tip[1] - base[1]) || 1;
  const across: Point = [(-(tip[1] - base[1]) / length) * half, ((tip[0] - base[0]) / length) * half];
  return `M${pair(tip)}L${pair([base[0] + across[0], base[1] + across[1]])}L${pair([base[0] - across[0], base[1] - across[1]])}Z`;
}

const pair = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Width in pixels of the line of a partnership that so many statements support. */
export function arcWidth(statements: number): number {
  return Math.min(0.7 + Math.sqrt(statements), 6);
}
