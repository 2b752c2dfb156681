// What a drawing is made with: on a canvas for the screen and PNG, as text for SVG. Both draw the same.

import type { Shape } from "./colours";

export const FACE = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export interface Stroke {
  colour: string;
  /** Pixels. */
  width: number;
  dash?: readonly number[] | undefined;
  opacity?: number | undefined;
}

export interface Lettering {
  colour: string;
  /** Pixels. */
  size: number;
  bold?: boolean;
  align?: "left" | "center";
  /** Colour behind the letters that keeps lines off them. */
  halo?: string;
}

export interface Ink {
  box(x: number, y: number, width: number, height: number, radius: number, fill: string | null, line: Stroke | null): void;
  /** Lines in one style; each is x, y of start and end, or of a cubic curve: start, two controls, end. */
  lines(paths: readonly (readonly number[])[], line: Stroke): void;
  /** Filled outlines of one colour, each x, y, x, y … (arrow heads). */
  areas(paths: readonly (readonly number[])[], fill: string, opacity?: number): void;
  /** A mark of a type around x, y; `size` is its radius. */
  mark(shape: Shape, x: number, y: number, size: number, fill: string, line: Stroke | null): void;
  text(x: number, y: number, text: string, letters: Lettering): void;
}

/** Corners of a mark, or null for a dot. */
export function corners(shape: Shape, x: number, y: number, r: number): number[] | null {
  const around = (count: number, start: number, radius: (i: number) => number) => {
    const found: number[] = [];
    for (let i = 0; i < count; i++) {
      const angle = start + (i * 2 * Math.PI) / count;
      found.push(x + radius(i) * Math.cos(angle), y + radius(i) * Math.sin(angle));
    }
    return found;
  };
  switch (shape) {
    case "square":
      return [x - r * 0.88, y - r * 0.88, x + r * 0.88, y - r * 0.88, x + r * 0.88, y + r * 0.88, x - r * 0.88, y + r * 0.88];
    case "diamond":
      return around(4, -Math.PI / 2, () => r * 1.2);
    case "triangle":
      return around(3, -Math.PI / 2, () => r * 1.2);
    case "fall":
      return around(3, Math.PI / 2, () => r * 1.2);
    case "hexagon":
      return around(6, 0, () => r * 1.08);
    case "star":
      return around(10, -Math.PI / 2, (i) => (i % 2 ? r * 0.55 : r * 1.3));
    case "dot":
      return null;
  }
}

export class CanvasInk implements Ink {
  constructor(readonly ink: CanvasRenderingContext2D) {}

  box(x: number, y: number, width: number, height: number, radius: number, fill: string | null, line: Stroke | null): void {
    const { ink } = this;
    ink.beginPath();
    rounded(ink, x, y, width, height, radius);
    if (fill) {
      ink.fillStyle = fill;
      ink.fill();
    }
    if (line) this.#stroke(line);
  }

  lines(paths: readonly (readonly number[])[], line: Stroke): void {
    const { ink } = this;
    // Some at a time: one path of thousands of lines costs more than many short ones.
    for (let i = 0; i < paths.length; i += 64) {
      ink.beginPath();
      for (let j = i; j < Math.min(i + 64, paths.length); j++) {
        const p = paths[j]!;
        ink.moveTo(p[0]!, p[1]!);
        if (p.length === 4) ink.lineTo(p[2]!, p[3]!);
        else ink.bezierCurveTo(p[2]!, p[3]!, p[4]!, p[5]!, p[6]!, p[7]!);
      }
      this.#stroke(line);
    }
  }

  areas(paths: readonly (readonly number[])[], fill: string, opacity = 1): void {
    const { ink } = this;
    ink.beginPath();
    for (const path of paths) this.#outline(path);
    ink.globalAlpha = opacity;
    ink.fillStyle = fill;
    ink.fill();
    ink.globalAlpha = 1;
  }

  mark(shape: Shape, x: number, y: number, size: number, fill: string, line: Stroke | null): void {
    const { ink } = this;
    const path = corners(shape, x, y, size);
    ink.beginPath();
    if (path) this.#outline(path);
    else ink.arc(x, y, size, 0, 2 * Math.PI);
    ink.fillStyle = fill;
    ink.fill();
    if (line) this.#stroke(line);
  }

  text(x: number, y: number, text: string, letters: Lettering): void {
    const { ink } = this;
    ink.font = `${letters.bold ? "bold " : ""}${letters.size}px ${FACE}`;
    ink.textAlign = letters.align ?? "center";
    ink.textBaseline = "middle";
    if (letters.halo) {
      ink.lineJoin = "round";
      ink.lineWidth = 3;
      ink.strokeStyle = letters.halo;
      ink.strokeText(text, x, y);
    }
    ink.fillStyle = letters.colour;
    ink.fillText(text, x, y);
  }

  #outline(path: readonly number[]): void {
    this.ink.moveTo(path[0]!, path[1]!);
    for (let i = 2; i < path.length; i += 2) this.ink.lineTo(path[i]!, path[i + 1]!);
    this.ink.closePath();
  }

  #stroke(line: Stroke): void {
    const { ink } = this;
    ink.globalAlpha = line.opacity ?? 1;
    ink.lineWidth = line.width;
    ink.strokeStyle = line.colour;
    ink.setLineDash((line.dash ?? []) as number[]);
    ink.stroke();
    if (line.dash) ink.setLineDash([]);
    ink.globalAlpha = 1;
  }
}

/** `roundRect` for browsers that lack it (Chromium before 99 is still about). */
function rounded(ink: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  const r = Math.min(radius, width / 2, height / 2);
  ink.moveTo(x + r, y);
  ink.arcTo(x + width, y, x + width, y + height, r);
  ink.arcTo(x + width, y + height, x, y + height, r);
  ink.arcTo(x, y + height, x, y, r);
  ink.arcTo(x, y, x + width, y, r);
  ink.closePath();
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
  // Characters that XML cannot hold at all.
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
const short = (value: number) => String(Math.round(value * 10) / 10);

export class SvgInk implements Ink {
  readonly #parts: string[] = [];

  constructor(readonly width: number, readonly height: number, readonly ground: string) {}

  box(x: number, y: number, width: number, height: number, radius: number, fill: string | null, line: Stroke | null): void {
    this.#parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(radius)}" fill="${fill ?? "none"}"${stroke(line)}/>`);
  }

  lines(paths: readonly (readonly number[])[], line: Stroke): void {
    const d = paths.map((p) => {
      const n = p.map(short);
      return `M${n[0]} ${n[1]}${p.length === 4 ? "L" : "C"}${n.slice(2).join(" ")}`;
    });
    if (d.length) this.#parts.push(`<path d="${d.join("")}" fill="none"${stroke(line)}/>`);
  }

  areas(paths: readonly (readonly number[])[], fill: string, opacity = 1): void {
    if (paths.length) this.#parts.push(`<path d="${paths.map(outline).join("")}" fill="${fill}" opacity="${opacity}"/>`);
  }

  mark(shape: Shape, x: number, y: number, size: number, fill: string, line: Stroke | null): void {
    const path = corners(shape, x, y, size);
    this.#parts.push(path
      ? `<path d="${outline(path)}" fill="${fill}"${stroke(line)}/>`
      : `<circle cx="${short(x)}" cy="${short(y)}" r="${short(size)}" fill="${fill}"${stroke(line)}/>`);
  }

  text(x: number, y: number, text: string, letters: Lettering): void {
    const halo = letters.halo ? ` stroke="${letters.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
    this.#parts.push(`<text x="${short(x)}" y="${short(y)}" font-size="${short(letters.size)}"${letters.bold ? ' font-weight="bold"' : ""} text-anchor="${letters.align === "left" ? "start" : "middle"}" dominant-baseline="central" fill="${letters.colour}"${halo}>${escaped(text)}</text>`);
  }

  /** The whole file. */
  toString(): string {
    const [w, h] = [Math.round(this.width), Math.round(this.height)];
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${FACE.replaceAll('"', "'")}">\n`
      + `<rect width="${w}" height="${h}" fill="${this.ground}"/>\n${this.#parts.join("\n")}\n</svg>\n`;
  }
}

function outline(path: readonly number[]): string {
  const n = path.map(short);
  return `M${n[0]} ${n[1]}L${n.slice(2).join(" ")}Z`;
}

function stroke(line: Stroke | null): string {
  if (!line) return "";
  const dash = line.dash ? ` stroke-dasharray="${line.dash.join(" ")}"` : "";
  return ` stroke="${line.colour}" stroke-width="${short(line.width)}"${dash}${line.opacity === undefined ? "" : ` opacity="${line.opacity}"`}`;
}
