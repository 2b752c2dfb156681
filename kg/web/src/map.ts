// The map: outlines of China, regions where they lie, and an arc from who helps to who is helped.

import { arc, arcWidth } from "./arcs";
import { boundsOf, Camera, type Bounds } from "./camera";
import { center, choose } from "./choice";
import { element, svg } from "./dom";
import { gestures, zoomStep } from "./gestures";
import { entityCard, lineCard } from "./hovercard";
import { FACE } from "./ink";
import { placeLabels, type Box, type Label } from "./labels";
import { saveDrawing } from "./svgsave";
import type { Line, Model } from "./model";
import { chosen, drawn, type Drawn, type Place } from "./places";
import { albers, decoded, outlinePath, type Point } from "./projection";
import type { Selection, Store } from "./state";
import type { Mounted, Outlines, View } from "./types";

/** South of this, in degrees, lie only islands: they are in the corner unless there is room for all. */
const MAINLAND = 18;
/** Zoom from which the borders of prefectures are drawn, and from which regions without partnerships are. */
const [NEAR, NEARER] = [1.8, 4];
/** Dots at a time, those of the best supported regions in view; nearer by, the others join. */
const MOST_PLACES = 400;
/** Arcs that may be drawn in full strength. */
const FEW = 80;
const box = (west: number, south: number, east: number, north: number): Bounds =>
  boundsOf([[west, south], [west, north], [east, south], [east, north]].map(([x, y]) => albers(x!, y!)));
const INSET = box(105.8, 3.2, 122.6, 24);
/** The key, from left to right; dealings that are no partnership are in it where some are drawn. */
const SIGNS = ["helper", "recipient", "helps", "works", "deals", "unsettled"];
/** A map with all of this island must have those of the South China Sea, too (公开地图内容表示规范). */
const HAINAN = box(108.6, 18.1, 111.1, 20.2);

export const mapView: View = { name: "map", mount: (root, model, store) => new MapView(root, model, store) };

class MapView implements Mounted {
  readonly #camera = new Camera();
  readonly #area: SVGSVGElement;
  readonly #land = svg("g", { class: "map-land" });
  readonly #arcs = svg("g", { class: "arcs" });
  readonly #dots = svg("g", { class: "dots" });
  readonly #names = svg("g", { class: "names", "aria-hidden": "true" });
  readonly #inset = svg("svg", { class: "inset" });
  readonly #insetFrame = svg("rect", { class: "frame" });
  readonly #insetName = svg("text", { x: INSET.left + 90, y: INSET.bottom - 70, "font-size": 200 });
  readonly #tip = element("div", { class: "tip", hidden: true });
  readonly #buttons = element("div", { class: "map-buttons" });
  readonly #key = element("div", { class: "map-key" });
  readonly #lost = element("details", { class: "map-lost", open: true });
  readonly #bounds: { main: Bounds; whole: Bounds; provinces: Map<string, Bounds> };
  #drawn: Drawn = { places: [], arcs: [], lost: [], areas: new Map() };
  #chosen: ReturnType<typeof chosen> = { lines: new Set(), regions: new Set() };
  #size: Point = [0, 0];
  #before: Selection | null = null;
  #waiting = false;
  #fine = 1;

  constructor(root: HTMLElement, readonly model: Model, readonly store: Store) {
    const outlines = model.data.outlines;
    this.#bounds = extents(outlines);
    const shapes = svg("g", { id: "map-shapes" }, ...areas("province", outlines.provinces));
    shapes.append(svg("path", { class: "map-sea-line", d: outlinePath(outlines.lines) }));
    this.#land.append(shapes, svg("g", { class: "prefectures" }, ...areas("prefecture", outlines.prefectures)));
    const { left, top, right, bottom } = INSET;
    this.#inset.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
    const frame = { x: left, y: top, width: right - left, height: bottom - top };
    this.#inset.append(svg("rect", { class: "sea", ...frame }), svg("use", { href: "#map-shapes" }), this.#insetName, this.#insetFrame);
    for (const [name, value] of Object.entries(frame)) this.#insetFrame.setAttribute(name, String(value));
    this.#area = svg("svg", { class: "map-area", tabindex: 0, role: "group" }, this.#land, this.#arcs, this.#dots, this.#names, this.#inset);
    const stage = element("div", { class: "map-stage" }, this.#area as unknown as Node, this.#buttons, this.#tip);
    root.classList.add("map");
    root.append(stage, this.#key, this.#lost);
    gestures(this.#area, {
      camera: this.#camera, moved: () => this.#soon(), reset: () => this.#fit(), clicked: (target) => this.#click(target),
    });
    this.#area.addEventListener("pointermove", (event) => this.#hover(event));
    this.#area.addEventListener("pointerleave", () => { this.#tip.hidden = true; });
    this.#area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.#click(event.target as Element);
    });
    this.#area.addEventListener("dblclick", (event) => {
      const region = (event.target as Element).closest("[data-region]")?.getAttribute("data-region");
      if (region) center(store, region);
      else this.#camera.zoomBy(2, [event.offsetX, event.offsetY]);
      this.#soon();
    });
  }

  update(): void {
    const { filters, selection } = this.store.get();
    const shown = this.model.shown(filters);
    this.#drawn = drawn(this.model, shown, selection, filters);
    this.#chosen = chosen(this.model, shown, selection);
    this.#words();
    this.#listLost();
    for (const area of this.#land.querySelectorAll("[data-area]")) {
      const role = this.#drawn.areas.get(area.getAttribute("data-area")!);
      area.classList.remove("helper", "recipient", "neutral");
      if (role) area.classList.add(role);
    }
    const size: Point = [this.#area.clientWidth, this.#area.clientHeight];
    if (size[0] !== this.#size[0] || size[1] !== this.#size[1]) {
      this.#size = size;
      this.#fitPartners();
    }
    if (selection && JSON.stringify(selection) !== JSON.stringify(this.#before)) this.#bringIntoView();
    this.#before = selection;
    this.#draw();
  }

  save(as: "svg" | "png", name: string): void {
    const key = this.#signs().map((kind) => [kind, this.model.say(`map.${kind}`)] as [string, string]);
    saveDrawing(as, name, this.#area, key, this.model.say("map.credit"));
  }

  #fit(): void {
    const [wide, high] = this.#size;
    const { main, whole } = this.#bounds;
    // A window as high as the whole country, islands and all, shows it without a corner map.
    const room = (high - 24) / (wide - 24) >= ((whole.bottom - whole.top) / (whole.right - whole.left)) * 0.98;
    this.#camera.fit(room ? whole : main, wide, high);
  }

  /** Show the provinces that are in partnerships, whole; without any, the country. */
  #fitPartners(): void {
    this.#fit();
    const provinces = [...this.#drawn.areas.keys()].map((area) => this.#bounds.provinces.get(area)).filter((found) => found !== undefined);
    if (!provinces.length) return;
    const all = boundsOf(provinces.flatMap((b): Point[] => [[b.left, b.top], [b.right, b.bottom]]));
    const [wide, high] = this.#size;
    this.#camera.show(all, wide, high);
  }

  /** Something was chosen elsewhere: if none of it can be seen, the map moves there. */
  #bringIntoView(): void {
    const places = this.#drawn.places.filter((place) => this.#chosen.regions.has(place.id));
    const [wide, high] = this.#size;
    const seen = ({ at }: Place) => {
      const [x, y] = this.#camera.toScreen(at);
      return x > 0 && y > 0 && x < wide && y < high;
    };
    if (places[0] && !places.some(seen)) this.#camera.centre(places[0].at, wide, high);
  }

  #soon(): void {
    this.#tip.hidden = true;
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw(): void {
    const near = this.#camera.zoom >= NEAR;
    this.#land.setAttribute("transform", this.#camera.transform);
    this.#area.classList.toggle("near", near);
    this.#area.classList.toggle("some", this.#chosen.regions.size > 0);
    // A thousand arcs are drawn finer than twenty, or there is nothing but arcs.
    this.#fine = Math.min(1, Math.sqrt(FEW / Math.max(this.#drawn.arcs.length, 1)));
    this.#arcs.style.setProperty("--arc", String(Math.max(0.62 * this.#fine, 0.08)));
    const [wide, high] = this.#size;
    const spots = new Map(this.#drawn.places.map((place) => [place.id, this.#camera.toScreen(place.at)]));
    const places = this.#drawn.places.filter(({ id, weight }) => {
      const [x, y] = spots.get(id)!;
      return x > -9 && y > -9 && x < wide + 9 && y < high + 9
        && (weight > 0 || this.#camera.zoom >= NEARER || this.#chosen.regions.has(id));
    }).slice(0, MOST_PLACES);
    this.#arcs.replaceChildren(...this.#drawn.arcs.map((line) => this.#arc(line, spots)).sort((a, b) => rank(a) - rank(b)));
    this.#drawInset();
    this.#drawPlaces(places, spots);
  }

  #arc(line: Line, spots: ReadonlyMap<string, Point>): SVGGElement {
    const fine = this.#chosen.lines.has(line.id) ? 1 : Math.max(this.#fine, 0.4);
    const width = line.pair ? arcWidth(line.statements.length) * fine : 1.2;
    const { curve, head } = arc(spots.get(line.source)!, spots.get(line.target)!, width, line.directed, [6, line.directed ? 8 : 6]);
    const kind = line.pair ? (line.directed ? "helps" : "works") : "deals";
    const settled = line.status === "done" || line.status === "ongoing";
    const drawing = svg("g", { class: `arc ${kind}${settled ? "" : " unsettled"}`, "data-line": line.id },
      svg("path", { class: "reach", d: curve }), svg("path", { class: "curve", d: curve, "stroke-width": width.toFixed(1) }));
    if (head) drawing.append(svg("path", { class: "head", d: head }));
    if (this.#chosen.lines.has(line.id)) drawing.classList.add("chosen");
    return drawing;
  }

  #drawPlaces(places: readonly Place[], spots: ReadonlyMap<string, Point>): void {
    const focused = (document.activeElement?.closest("[data-region]") as SVGElement | null)?.dataset["region"];
    const [wide, high] = this.#size;
    const labels: Label[] = [];
    const dots = places.map(({ id, role, weight }) => {
      const [x, y] = spots.get(id)!;
      const marked = this.#chosen.regions.has(id);
      const radius = weight ? 3.2 + Math.min(Math.sqrt(weight) * 0.6, 4) : 2.4;
      const text = this.#short(id);
      labels.push({ id, text, at: [x, y], radius: radius + 1, width: widthOf(text), height: 16 });
      return svg("circle", {
        class: `dot ${weight ? role : "other"}${marked ? " chosen" : ""}`, cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1),
        "data-region": id, tabindex: weight ? 0 : -1, role: "button", "aria-label": this.model.name(id), "aria-pressed": String(marked),
      });
    });
    this.#dots.replaceChildren(...[...dots].reverse());
    const first = labels.filter(({ id }) => this.#chosen.regions.has(id));
    const ranked = [...first, ...labels.filter((label) => !first.includes(label))];
    this.#names.replaceChildren(...placeLabels(ranked, wide, high, this.#blocked()).map(({ id, text, x, y }) =>
      svg("text", { class: this.#chosen.regions.has(id) ? "chosen" : "", x: x.toFixed(1), y: y.toFixed(1), "data-region": id }, text)));
    if (focused) (this.#dots.querySelector(`[data-region="${CSS.escape(focused)}"]`) as SVGElement | null)?.focus();
  }

  #drawInset(): void {
    const [wide, high] = this.#size;
    const seen = ({ left, top, right, bottom }: Bounds) => {
      const [[x1, y1], [x2, y2]] = [this.#camera.toScreen([left, top]), this.#camera.toScreen([right, bottom])];
      return x1 >= 0 && y1 >= 0 && x2 <= wide && y2 <= high;
    };
    this.#inset.style.display = seen(HAINAN) && !seen(INSET) ? "" : "none";
    const size = Math.min(150, high * 0.26, wide * 0.3);
    const width = (size * (INSET.right - INSET.left)) / (INSET.bottom - INSET.top);
    for (const [name, value] of Object.entries({ x: wide - width - 12, y: high - size - 12, width, height: size })) {
      this.#inset.setAttribute(name, value.toFixed(1));
    }
  }

  /** What lies on top of the map, where no label should be. */
  #blocked(): Box[] {
    const { left, top } = this.#area.getBoundingClientRect();
    return [this.#buttons, this.#insetFrame].map((part) => part.getBoundingClientRect()).filter((box) => box.width > 0)
      .map((box) => ({ left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }));
  }

  #short(id: string): string {
    const { name, short } = this.model.entity(id);
    const text = short ?? name;
    return text.length > 12 ? `${text.slice(0, 11)}…` : text;
  }

  #click(target: Element): void {
    const region = target.closest("[data-region]")?.getAttribute("data-region");
    const line = target.closest("[data-line]")?.getAttribute("data-line");
    if (region) choose(this.store, region);
    else if (line) this.store.set({ selection: { kind: "line", id: line } });
    else if (this.#area.contains(target)) this.store.set({ selection: null });
  }

  #hover(event: PointerEvent): void {
    const target = event.target as Element;
    const region = target.closest("[data-region]")?.getAttribute("data-region");
    const line = target.closest("[data-line]")?.getAttribute("data-line");
    const shown = this.model.shown(this.store.get().filters);
    this.#tip.hidden = event.buttons > 0 || !(region || line);
    if (this.#tip.hidden) return;
    this.#tip.replaceChildren(...(region ? entityCard(this.model, shown, region) : lineCard(this.model, shown, line!)));
    const { left, top, width } = this.#area.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    this.#tip.style.left = `${Math.max(4, Math.min(x + 14, width - this.#tip.offsetWidth - 4))}px`;
    this.#tip.style.top = `${y > this.#tip.offsetHeight + 20 ? y - this.#tip.offsetHeight - 10 : y + 18}px`;
  }

  #words(): void {
    const { model } = this;
    this.#area.setAttribute("aria-label", model.say("map.label"));
    this.#insetName.textContent = model.say("map.islands");
    const button = (sign: string, key: string, act: () => void) => element("button", {
      type: "button", title: model.say(key), "aria-label": model.say(key), click: () => { act(); this.#soon(); },
    }, sign);
    this.#buttons.replaceChildren(
      button("+", "map.in", () => zoomStep(this.#camera, true, ...this.#size)),
      button("−", "map.out", () => zoomStep(this.#camera, false, ...this.#size)),
      button("⌂", "map.partners", () => this.#fitPartners()),
      button("⤢", "map.whole", () => this.#fit()),
    );
    const keys = this.#signs().map((kind) =>
      element("span", { class: `map-sign ${kind}` }, model.say(`map.${kind}`)));
    this.#key.replaceChildren(element("div", { class: "map-signs" }, ...keys), element("small", { class: "map-credit" }, model.say("map.credit")));
  }

  #signs(): string[] {
    return this.#drawn.arcs.some((line) => !line.pair) ? SIGNS : SIGNS.filter((kind) => kind !== "deals");
  }

  #listLost(): void {
    const { model } = this;
    const { lost } = this.#drawn;
    this.#lost.hidden = !lost.length;
    const rows = lost.map((line) => element("li", {}, element("button", {
      type: "button", class: "link", "aria-pressed": String(this.#chosen.lines.has(line.id)),
      click: () => this.store.set({ selection: { kind: "line", id: line.id } }),
    }, `${model.name(line.source)} ${line.directed ? "→" : "—"} ${model.name(line.target)}`), element("small", {}, model.say("sources", { count: line.statements.length }))));
    this.#lost.replaceChildren(element("summary", {}, model.say("map.lost", { count: lost.length })), element("ul", {}, ...rows));
  }
}

/** Chosen lines over others, pairs over dealings. */
function rank(drawing: Element): number {
  return Number(drawing.classList.contains("chosen")) * 2 + Number(!drawing.classList.contains("deals"));
}

function areas(kind: "province" | "prefecture", outlines: Outlines["provinces"]): SVGPathElement[] {
  return Object.entries(outlines).map(([code, rings]) =>
    svg("path", { class: `map-${kind}`, "data-area": code.slice(0, kind === "province" ? 2 : 4), d: outlinePath(rings) }));
}

/** How far the country reaches, without and with the islands of the South China Sea, and each province on its own. */
function extents({ provinces, lines }: Outlines): { main: Bounds; whole: Bounds; provinces: Map<string, Bounds> } {
  const points = (rings: readonly string[]) => rings.flatMap(decoded);
  const main = (degrees: readonly Point[]) => boundsOf(degrees.filter(([, latitude]) => latitude >= MAINLAND).map((p) => albers(...p)));
  const each = Object.entries(provinces).map(([code, rings]) => [code.slice(0, 2), points(rings)] as const);
  const all = each.flatMap(([, degrees]) => degrees);
  return {
    main: main([...all, ...points(lines)]),
    whole: boundsOf([...all, ...points(lines)].map((p) => albers(...p))),
    provinces: new Map(each.map(([code, degrees]) => [code, main(degrees)])),
  };
}

const measure = document.createElement("canvas").getContext("2d");

function widthOf(text: string): number {
  if (!measure) return text.length * 13;
  measure.font = `12.5px ${FACE}`;
  return measure.measureText(text).width;
}
