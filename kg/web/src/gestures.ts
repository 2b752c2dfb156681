// Pan and zoom by mouse, wheel, fingers and keys, for an element that shows something through a camera.

import type { Camera } from "./camera";
import type { Point } from "./projection";

const STEP = 60;
const FACTOR = 1.35;
const STILL = 4;

export interface Moves {
  camera: Camera;
  /** Called after each move. */
  moved(): void;
  /** Back to the whole. */
  reset(): void;
  /** A click or tap that was no drag. */
  clicked(target: Element): void;
}

/** Let `area` be panned and zoomed. */
export function gestures(area: SVGSVGElement, { camera, moved, reset, clicked }: Moves): void {
  const fingers = new Map<number, Point>();
  let [travelled, target] = [0, null as Element | null];
  const at = (event: MouseEvent): Point => {
    const { left, top } = area.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  area.addEventListener("wheel", (event) => {
    event.preventDefault();
    camera.zoomBy(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) * (event.ctrlKey ? 0.01 : 0.002)), at(event));
    moved();
  }, { passive: false });
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) [travelled, target] = [0, event.target as Element];
  });
  area.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    // Captured only now: a captured click would not tell what was clicked.
    if (travelled > STILL && !area.hasPointerCapture(event.pointerId)) area.setPointerCapture(event.pointerId);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const [was, is] = [before, now].map((p) => Math.hypot(p[0] - other[0], p[1] - other[1])) as [number, number];
      if (was > 0) camera.zoomBy(is / was, other);
    } else if (travelled > STILL) {
      camera.pan(now[0] - before[0], now[1] - before[1]);
    }
    fingers.set(event.pointerId, now);
    if (travelled > STILL) moved();
  });
  const lifted = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    if (event.type === "pointerup" && travelled <= STILL && target) clicked(target);
    target = null;
  };
  area.addEventListener("pointerup", lifted);
  area.addEventListener("pointercancel", lifted);
  area.addEventListener("keydown", (event) => {
    const { width, height } = area.getBoundingClientRect();
    const middle: Point = [width / 2, height / 2];
    const moves: Record<string, () => void> = {
      ArrowLeft: () => camera.pan(STEP, 0), ArrowRight: () => camera.pan(-STEP, 0),
      ArrowUp: () => camera.pan(0, STEP), ArrowDown: () => camera.pan(0, -STEP),
      "+": () => camera.zoomBy(FACTOR, middle), "=": () => camera.zoomBy(FACTOR, middle),
      "-": () => camera.zoomBy(1 / FACTOR, middle), "0": reset,
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
    moved();
  });
}

/** Zoom in or out around the middle, as buttons do. */
export function zoomStep(camera: Camera, inward: boolean, wide: number, high: number): void {
  camera.zoomBy(inward ? FACTOR : 1 / FACTOR, [wide / 2, high / 2]);
}
