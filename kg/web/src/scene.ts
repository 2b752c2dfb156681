// A canvas that shows a picture: pan, zoom, pinch, hover, click, double click, and the same by keyboard.

import { CanvasInk, type Ink } from "./ink";
import { NO_MARKS, markSize, paint, type Camera, type Marks } from "./paint";
import { EMPTY, distance, extent, type Picture, type Spot, type Wire } from "./picture";
import { palette } from "./theme";

export type Hit = { spot: Spot; wire?: undefined } | { wire: Wire; spot?: undefined };

/** What the scene tells of what the reader does; x and y are pixels of the stage. */
export interface Listener {
  /** null: beside everything. */
  pick(hit: Hit | null): void;
  /** A double click or the space bar on an entity. */
  open(id: string): void;
  hover(hit: Hit | null, x: number, y: number): void;
}

const FARTHEST = 0.02;
const NEAREST = 5;
const STEP = 1.3;
const NEAR = 6;
/** Milliseconds: a drawing that takes longer is slow, and a camera that has not moved for so long rests. */
const SLOW = 24;
const REST = 110;

export class Scene {
  readonly canvas: HTMLCanvasElement;
  picture: Picture = EMPTY;
  marks: Marks = NO_MARKS;
  camera: Camera = { k: 1, x: 0, y: 0, width: 0, height: 0 };
  #waiting = false;
  /** Least zoom: what shows everything. */
  #least = FARTHEST;
  /** What was drawn last, if that took long. */
  #still: { canvas: HTMLCanvasElement; camera: Camera } | null = null;
  #moving = false;
  #rest = 0;
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #moved = false;
  #clickedLast = "";

  constructor(readonly root: HTMLElement, readonly listener: Listener) {
    this.canvas = document.createElement("canvas");
    this.canvas.tabIndex = 0;
    root.append(this.canvas);
    this.#listen();
  }

  /** Show a picture; `stay` keeps the camera where it is. */
  show(picture: Picture, stay: boolean): void {
    this.picture = picture;
    this.resize();
    if (!stay) this.fit();
    this.redraw();
  }

  mark(marks: Marks): void {
    this.marks = marks;
    this.redraw();
  }

  /** Take the size of the stage. Answers whether it changed. */
  resize(): boolean {
    const { clientWidth: width, clientHeight: height } = this.root;
    const sharp = window.devicePixelRatio || 1;
    if (this.canvas.width === Math.round(width * sharp) && this.canvas.height === Math.round(height * sharp)) return false;
    this.canvas.width = Math.round(width * sharp);
    this.canvas.height = Math.round(height * sharp);
    this.camera = { ...this.camera, width, height };
    this.redraw();
    return true;
  }

  /** All of the picture, as large as it goes but no larger than is pleasant. */
  fit(): void {
    if (!this.picture.spots.length) return;
    const [left, top, right, bottom] = extent(this.picture);
    const { height } = this.camera;
    // Names under marks stick out by so much, whatever the zoom.
    const width = this.camera.width - (this.picture.spots[0]!.box ? 0 : Math.min(120, this.camera.width / 5));
    // A frame that is not laid out yet has no size at all.
    const k = Math.min(Math.max(width - 24, 40) / (right - left), Math.max(height - 24, 40) / (bottom - top), 1.35);
    this.#least = Math.min(k, 1) * 0.8;
    this.#moveTo((left + right) / 2, (top + bottom) / 2, k);
  }

  /** Bring an entity to the middle, near enough to read its name. */
  center(id: string): void {
    const spot = this.picture.spots.find((s) => s.id === id);
    if (spot) this.#moveTo(spot.x, spot.y, Math.max(this.camera.k, 0.8));
  }

  /** Bring an entity to the middle unless it is in view and large enough already. */
  reveal(id: string): void {
    const at = this.at(id);
    const { k, width, height } = this.camera;
    if (!at || k < 0.8 || at.x < 40 || at.y < 40 || at.x > width - 40 || at.y > height - 40) this.center(id);
  }

  /** Where an entity stands on the stage, or null. */
  at(id: string): { x: number; y: number } | null {
    const spot = this.picture.spots.find((s) => s.id === id);
    return spot ? { x: spot.x * this.camera.k + this.camera.x, y: spot.y * this.camera.k + this.camera.y } : null;
  }

  zoom(factor: number, x = this.camera.width / 2, y = this.camera.height / 2): void {
    const k = Math.min(Math.max(this.camera.k * factor, this.#least), NEAREST);
    const by = k / this.camera.k;
    this.#move({ k, x: x - (x - this.camera.x) * by, y: y - (y - this.camera.y) * by });
  }

  redraw(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  /** Draw at once: paper does not wait for the next frame. */
  drawNow(): void {
    this.#moving = false;
    this.#draw();
  }

  /** Draw the picture as it stands into another ink, with a camera of its own. */
  drawInto(ink: Ink, camera: Camera): void {
    paint(ink, this.picture, camera, { ...this.marks, cursor: null }, palette());
  }

  /** Draw again because the camera moves: of a picture that takes long, what was last drawn is moved until it comes to rest. */
  #move(camera: Partial<Camera>): void {
    this.camera = { ...this.camera, ...camera };
    if (this.#still) {
      this.#moving = true;
      clearTimeout(this.#rest);
      this.#rest = window.setTimeout(() => {
        this.#moving = false;
        this.redraw();
      }, REST);
    }
    this.redraw();
  }

  #draw(): void {
    const ink = this.canvas.getContext("2d")!;
    const sharp = window.devicePixelRatio || 1;
    const still = this.#still;
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (this.#moving && still) {
      const by = this.camera.k / still.camera.k;
      const at = [this.camera.x - still.camera.x * by, this.camera.y - still.camera.y * by] as const;
      ink.drawImage(still.canvas, at[0] * sharp, at[1] * sharp, still.canvas.width * by, still.canvas.height * by);
      return;
    }
    ink.setTransform(sharp, 0, 0, sharp, 0, 0);
    const start = performance.now();
    paint(new CanvasInk(ink), this.picture, this.camera, this.marks, palette());
    const seen = this.canvas.width > 0 && this.canvas.height > 0; // a hidden view has no size, and nothing of it can be copied
    this.#still = seen && performance.now() - start > SLOW ? { canvas: copied(this.canvas), camera: this.camera } : null;
  }

  #moveTo(x: number, y: number, k: number): void {
    this.camera = { ...this.camera, k, x: this.camera.width / 2 - x * k, y: this.camera.height / 2 - y * k };
    this.redraw();
  }

  /** What lies under a point of the stage: entities before lines. */
  hit(x: number, y: number): Hit | null {
    const { k } = this.camera;
    const [wx, wy] = [(x - this.camera.x) / k, (y - this.camera.y) / k];
    let best: { spot: Spot; far: number } | null = null;
    for (const spot of this.picture.spots) {
      const [dx, dy] = [Math.abs(spot.x - wx), Math.abs(spot.y - wy)];
      const reach = spot.box ? 0 : (markSize(spot, k) + 4) / k;
      const inside = spot.box ? dx <= spot.box.half && dy <= spot.box.high + 1 : dx <= reach && dy <= reach;
      if (inside && (!best || dx + dy < best.far)) best = { spot, far: dx + dy };
    }
    if (best) return { spot: best.spot };
    let near: { wire: Wire; far: number } | null = null;
    const reach = NEAR / k;
    for (const wire of this.picture.wires) {
      const p = wire.path;
      const last = p.length - 2;
      // Curves bulge sideways only, so that their ends bound them from top to bottom.
      if (Math.min(p[1]!, p[last + 1]!) - reach > wy || Math.max(p[1]!, p[last + 1]!) + reach < wy) continue;
      const far = distance(p, wx, wy);
      if (far <= reach + wire.width / 2 && (!near || far < near.far)) near = { wire, far };
    }
    return near ? { wire: near.wire } : null;
  }

  #place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #listen(): void {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#fingers.set(event.pointerId, this.#place(event));
      this.#moved = this.#fingers.size > 1;
    });
    canvas.addEventListener("pointermove", (event) => this.#pointed(event));
    const up = (event: PointerEvent) => this.#fingers.delete(event.pointerId);
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("click", (event) => this.#clicked(event));
    canvas.addEventListener("pointerleave", () => this.listener.hover(null, 0, 0));
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { x, y } = this.#place(event);
      const lines = event.deltaMode === 1 ? 16 : 1;
      this.zoom(Math.exp(-Math.max(-100, Math.min(100, event.deltaY * lines)) / 300), x, y);
      this.listener.hover(null, 0, 0);
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("blur", () => this.mark({ ...this.marks, cursor: null }));
  }

  #pointed(event: PointerEvent): void {
    const now = this.#place(event);
    const before = this.#fingers.get(event.pointerId);
    if (!before) {
      const hit = this.hit(now.x, now.y);
      this.canvas.style.cursor = hit ? "pointer" : "grab";
      this.listener.hover(hit, now.x, now.y);
      return;
    }
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const grown = Math.hypot(now.x - other.x, now.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1);
      this.zoom(grown, (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (!this.#moved && Math.hypot(now.x - before.x, now.y - before.y) < 4) {
      return; // a hand that trembles is no pan
    }
    this.#moved = true;
    this.listener.hover(null, 0, 0);
    this.canvas.style.cursor = "grabbing";
    const share = other ? 0.5 : 1;
    this.#fingers.set(event.pointerId, now);
    this.#move({ x: this.camera.x + (now.x - before.x) * share, y: this.camera.y + (now.y - before.y) * share });
  }

  #clicked(event: MouseEvent): void {
    if (this.#moved) return; // the end of a drag
    const { x, y } = this.#place(event);
    const hit = this.hit(x, y);
    const id = hit?.spot?.id ?? "";
    const twice = event.detail === 2 && id !== "" && id === this.#clickedLast;
    this.#clickedLast = id;
    if (twice) this.listener.open(id);
    else this.listener.pick(hit);
  }

  #key(event: KeyboardEvent): void {
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    const cursor = this.picture.spots.find((spot) => spot.id === this.marks.cursor);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way && event.shiftKey) this.camera = { ...this.camera, x: this.camera.x - way[0] * 60, y: this.camera.y - way[1] * 60 };
    else if (way) this.#step(cursor ?? null, way);
    else if (event.key === "Enter" && cursor) this.listener.pick({ spot: cursor });
    else if (event.key === " " && cursor) this.listener.open(cursor.id);
    else if (event.key === "+" || event.key === "=") this.zoom(STEP);
    else if (event.key === "-") this.zoom(1 / STEP);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.listener.pick(null);
    else return;
    event.preventDefault();
    this.redraw();
  }

  /** Move the keyboard's place to the nearest entity that way. */
  #step(from: Spot | null, [dx, dy]: [number, number]): void {
    const { spots } = this.picture;
    const chosen = spots.find((spot) => this.marks.spots.has(spot.id));
    const start = from ?? chosen;
    let best: Spot | undefined = start ? undefined : [...spots].sort((a, b) => b.weight - a.weight || a.y - b.y || a.x - b.x)[0];
    let least = Infinity;
    if (start) {
      for (const spot of spots) {
        const [ax, ay] = [spot.x - start.x, spot.y - start.y];
        const along = ax * dx + ay * dy;
        const off = Math.abs(ax * dy) + Math.abs(ay * dx);
        if (along > 1 && along + 2 * off < least) [best, least] = [spot, along + 2 * off];
      }
    }
    if (!best) return;
    this.mark({ ...this.marks, cursor: best.id });
    const at = this.at(best.id)!;
    if (at.x < 20 || at.y < 20 || at.x > this.camera.width - 20 || at.y > this.camera.height - 20) this.center(best.id);
    this.listener.hover({ spot: best }, at.x, at.y);
  }
}

function copied(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  copy.getContext("2d")!.drawImage(canvas, 0, 0);
  return copy;
}
