// The network as a picture: SVG to edit, PNG to paste. Both are drawn anew, so that they are sharp and whole.

import { CanvasInk, SvgInk, type Ink } from "./ink";
import { extent } from "./picture";
import type { Scene } from "./scene";
import { palette } from "./theme";

const MARGIN = 24;
/** Pixels of a PNG for each pixel at zoom 1, and the most that a canvas may be wide or high. */
const SHARP = 2;
const MOST = 8000;

/** Draws all of the picture at the zoom at which every label has room. Answers its size. */
function whole(scene: Scene): { width: number; height: number; draw(ink: Ink): void } {
  const [left, top, right, bottom] = extent(scene.picture);
  const k = 1;
  const [width, height] = [(right - left) * k + 2 * MARGIN, (bottom - top) * k + 2 * MARGIN];
  return { width, height, draw: (ink) => scene.drawInto(ink, { k, x: MARGIN - left * k, y: MARGIN - top * k, width, height }) };
}

export function svgText(scene: Scene): string {
  const { width, height, draw } = whole(scene);
  const ink = new SvgInk(width, height, palette().ground);
  draw(ink);
  return ink.toString();
}

export function pngCanvas(scene: Scene): HTMLCanvasElement {
  const { width, height, draw } = whole(scene);
  const sharp = Math.min(SHARP, MOST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * sharp), Math.round(height * sharp)];
  const ink = canvas.getContext("2d")!;
  ink.scale(sharp, sharp);
  ink.fillStyle = palette().ground;
  ink.fillRect(0, 0, width, height);
  draw(new CanvasInk(ink));
  return canvas;
}

export function saveSvg(scene: Scene, name: string): void {
  download(new Blob([svgText(scene)], { type: "image/svg+xml" }), `${name}.svg`);
}

export function savePng(scene: Scene, name: string): void {
  pngCanvas(scene).toBlob((blob) => {
    if (blob) download(blob, `${name}.png`);
  }, "image/png");
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
