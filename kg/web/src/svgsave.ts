// Map and timeline as pictures that need no style sheet: SVG to edit, PNG to paste, with a key and a line under it.

import { svg } from "./dom";
import { FACE } from "./ink";
import { download } from "./save";
import { inLight } from "./theme";

const STYLES = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-weight",
  "text-anchor", "paint-order", "dominant-baseline",
] as const;
const [SHARP, LINE, SIZE] = [2, 22, 12.5];

/** What the key says, in the order of the map's own: sign and words. */
export type Key = readonly [kind: string, words: string][];

/** Save the drawing as the screen shows it, but light; under it the key and the line `credit`. */
export function saveDrawing(as: "svg" | "png", name: string, area: SVGSVGElement, key: Key, credit: string): void {
  (as === "svg" ? saveSvg : savePng)(inLight(() => whole(area, key, credit)), name);
}

function whole(area: SVGSVGElement, key: Key, credit: string): string {
  const [wide, high] = [area.clientWidth, area.clientHeight];
  const style = getComputedStyle(area);
  const ink = getComputedStyle(document.documentElement);
  const [paper, letters, soft] = ["--paper", "--ink", "--soft"].map((name) => ink.getPropertyValue(name).trim()) as [string, string, string];
  const drawing = inlined(area, 1) as SVGSVGElement;
  const foot = signs(area, key, wide, letters);
  const total = high + 12 + foot.rows * LINE + LINE;
  const made = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: wide, height: total, viewBox: `0 0 ${wide} ${total}`, "font-family": FACE.replaceAll('"', "'") },
    svg("rect", { width: wide, height: total, fill: paper }), svg("rect", { width: wide, height: high, fill: style.backgroundColor }),
    svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` }, ...drawing.childNodes),
    svg("g", { transform: `translate(14 ${high + 18})` }, ...foot.parts,
      svg("text", { y: foot.rows * LINE + 4, "font-size": 11.5, fill: soft }, credit)));
  return `${new XMLSerializer().serializeToString(made)}\n`;
}

function saveSvg(text: string, name: string): void {
  download(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

/** Drawn by the browser from the SVG, twice as sharp as the screen. */
function savePng(text: string, name: string): void {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * SHARP, image.height * SHARP];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      if (blob) download(blob, `${name}.png`);
    }, "image/png");
  });
  // The page's policy lets images come from data only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/** A copy with its styles written on it; `scale` is that of what it stands in, by which lines would grow thin or thick. */
function inlined(element: Element, scale: number): Element {
  const copy = element.cloneNode(false) as Element;
  const style = getComputedStyle(element);
  if (style.display === "none" || element.classList.contains("reach")) return svg("g", {});
  for (const name of [...copy.getAttributeNames()].filter((n) => /^(class|style|id|tabindex|role|aria-|data-)/.test(n))) copy.removeAttribute(name);
  if (element instanceof SVGGraphicsElement && !(element instanceof SVGSVGElement) && !(element instanceof SVGGElement)) {
    for (const name of STYLES) copy.setAttribute(name, style.getPropertyValue(name));
    const fixed = style.getPropertyValue("vector-effect") === "non-scaling-stroke";
    copy.setAttribute("stroke-width", String(parseFloat(style.strokeWidth) / (fixed ? scale : 1)));
  } else if (style.opacity !== "1") {
    copy.setAttribute("opacity", style.opacity);
  }
  const inner = scale * grown(element);
  if (element instanceof SVGUseElement) {
    const shapes = document.querySelector(element.getAttribute("href")!);
    return shapes ? inlined(shapes, scale) : copy;
  }
  for (const child of element.childNodes) copy.append(child instanceof Element ? inlined(child, inner) : child.cloneNode());
  return copy;
}

/** By how much an element enlarges what is inside it. */
function grown(element: Element): number {
  if (element instanceof SVGSVGElement && element.ownerSVGElement) return element.width.baseVal.value / element.viewBox.baseVal.width;
  if (element instanceof SVGGraphicsElement) return element.transform.baseVal.consolidate()?.matrix.a ?? 1;
  return 1;
}

function signs(area: SVGSVGElement, key: Key, wide: number, letters: string): { parts: SVGElement[]; rows: number } {
  const parts: SVGElement[] = [];
  let [x, row] = [0, 0];
  for (const [kind, words] of key) {
    const width = 34 + words.length * SIZE + 12;
    if (x > 0 && x + width > wide - 28) [x, row] = [0, row + 1];
    const y = row * LINE;
    const sample = document.querySelector(`.map-sign.${kind}`);
    const before = sample ? getComputedStyle(sample, "::before") : getComputedStyle(area);
    if (kind === "helper" || kind === "recipient") parts.push(svg("rect", { x, y: y - 9, width: 14, height: 11, rx: 3, fill: before.backgroundColor }));
    else if (kind === "helps" || kind === "deals") parts.push(svg("path", { d: `M${x} ${y - 5}h13v-4l9 5l-9 5v-4h-13z`, fill: before.color }));
    else parts.push(svg("path", { d: `M${x} ${y - 4}h22`, stroke: before.borderTopColor, "stroke-width": 2.5, "stroke-dasharray": kind === "unsettled" ? "6 4" : "none" }));
    parts.push(svg("text", { x: x + 28, y, "font-size": SIZE, fill: letters }, words));
    x += width;
  }
  return { parts, rows: key.length ? row + 1 : 0 };
}
