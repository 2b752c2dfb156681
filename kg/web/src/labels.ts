// Which labels there is room for, and where: the important ones first, none over another.

import type { Point } from "./projection";

export interface Label {
  id: string;
  text: string;
  at: Point;
  /** Radius of the dot it belongs to. */
  radius: number;
  /** Width of the text in pixels. */
  width: number;
  /** Height of a line in pixels. */
  height: number;
}

export interface Placed extends Label {
  /** Left end and middle line of the text. */
  x: number;
  y: number;
}

export interface Box { left: number; top: number; right: number; bottom: number }

const GAP = 4;
/** So many labels are written even over dots, if need be: a crowd without a name says nothing. */
const MUST = 6;

/**
 * Labels in the order of their importance → those that have room beside their dot (right, left, under, over), in that order. Dots
 * are kept free of all but the first labels, whether they have one of their own or not; the `blocked` boxes always.
 */
export function placeLabels(labels: readonly Label[], wide: number, high: number, blocked: readonly Box[] = []): Placed[] {
  const dots = labels.map(({ at: [x, y], radius: r }) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r }));
  const [ground, letters] = [new Boxes(dots), new Boxes(blocked)];
  const placed: Placed[] = [];
  labels.forEach((label, i) => {
    const free = spots(label).map(([x, y]) => ({ x, y, box: boxAt(label, x, y) }))
      .filter(({ box }) => box.left >= 0 && box.top >= 0 && box.right <= wide && box.bottom <= high && !letters.hits(box));
    const spot = free.find(({ box }) => !ground.hits(box, dots[i])) ?? (i < MUST ? free[0] : undefined);
    if (!spot) return;
    letters.add(spot.box);
    placed.push({ ...label, x: spot.x, y: spot.y });
  });
  return placed;
}

function boxAt({ width, height }: Label, x: number, y: number): Box {
  return { left: x - 1, top: y - height / 2, right: x + width + 1, bottom: y + height / 2 };
}

function spots({ at: [x, y], radius, width, height }: Label): Point[] {
  return [
    [x + radius + GAP, y], [x - radius - GAP - width, y],
    [x - width / 2, y + radius + height / 2 + 2], [x - width / 2, y - radius - height / 2 - 2],
  ];
}

// Boxes by cells of a grid, so that a thousand labels are not each compared with all others.
class Boxes {
  readonly #cells = new Map<string, Box[]>();

  constructor(boxes: readonly Box[]) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    for (const key of cells(box)) {
      const list = this.#cells.get(key);
      if (list) list.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  /** Whether a box touches another one than `own`. */
  hits(box: Box, own?: Box): boolean {
    return cells(box).some((key) => (this.#cells.get(key) ?? []).some((other) => other !== own
      && other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom));
  }
}

const CELL = 80;

function cells(box: Box): string[] {
  const keys = [];
  for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
    for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) keys.push(`${x} ${y}`);
  }
  return keys;
}
