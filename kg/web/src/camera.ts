// Where the map stands under the reader's eyes: kilometres → pixels, pan and zoom within reason.

import type { Point } from "./projection";

export interface Bounds { left: number; top: number; right: number; bottom: number }

export class Camera {
  /** Pixels a kilometre. */
  scale = 1;
  #x = 0;
  #y = 0;
  #fitted = 1;

  /** As an SVG transform of what is drawn in kilometres. */
  get transform(): string {
    return `translate(${this.#x.toFixed(2)} ${this.#y.toFixed(2)}) scale(${this.scale.toFixed(6)})`;
  }

  /** How much larger than when all of it was in view. */
  get zoom(): number {
    return this.scale / this.#fitted;
  }

  toScreen([x, y]: Point): Point {
    return [x * this.scale + this.#x, y * this.scale + this.#y];
  }

  /** Put all of `bounds` into a window of `wide` × `high` pixels with a margin; this is zoom 1. */
  fit(bounds: Bounds, wide: number, high: number, margin = 12): void {
    const [w, h] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
    this.#fitted = this.scale = Math.min(Math.max(wide - 2 * margin, 50) / w, Math.max(high - 2 * margin, 50) / h);
    this.centre([(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2], wide, high);
  }

  /** Put all of `bounds` into the window, without counting as zoom 1; not so near that nothing around it is seen. */
  show({ left, top, right, bottom }: Bounds, wide: number, high: number, margin = 24): void {
    const scale = Math.min((wide - 2 * margin) / (right - left), (high - 2 * margin) / (bottom - top));
    this.scale = Math.min(Math.max(scale, this.#fitted), this.#fitted * 4);
    this.centre([(left + right) / 2, (top + bottom) / 2], wide, high);
  }

  /** Put a point into the middle of the window. */
  centre([x, y]: Point, wide: number, high: number): void {
    this.#x = wide / 2 - x * this.scale;
    this.#y = high / 2 - y * this.scale;
  }

  pan(dx: number, dy: number): void {
    this.#x += dx;
    this.#y += dy;
  }

  /** Zoom by a factor around a point of the screen, which stays where it is. */
  zoomBy(factor: number, [x, y]: Point): void {
    const scale = Math.min(Math.max(this.scale * factor, this.#fitted * 0.7), this.#fitted * 40);
    const real = scale / this.scale;
    this.#x = x - (x - this.#x) * real;
    this.#y = y - (y - this.#y) * real;
    this.scale = scale;
  }
}

/** What contains all points. */
export function boundsOf(points: Iterable<Point>): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}
