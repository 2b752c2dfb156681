// The axis of the timeline: a row of bars for each kind of fact, facts of one date in one bar, and the articles' days under them.

import { dateWords, LANES, type Chronicle, type Entry, type Lane, type Publication } from "./chronicle";
import { begunBy, span } from "./dates";
import { svg } from "./dom";
import { holds, type Model } from "./model";
import { dayOf, rows, TimeScale } from "./timescale";

const [BAR, STEP, GAP, MARKS] = [13, 17, 7, 24];
const LEAST = 7;
/** Where bars of single dates need more rows, those of a year are drawn as one. */
const MOST_ROWS = 4;
/** Narrower than this, titles stand over their rows instead of beside them. */
const NARROW = 620;
const GUTTER = 104;
const TITLE = 16;

interface Bar<T> { date: string; items: T[]; left: number; right: number; open: boolean; later: boolean }

export class Axis {
  readonly root = svg("svg", { class: "time-axis", role: "group" });

  constructor(readonly model: Model, readonly open: (entries: readonly Entry[]) => void) {}

  /** Draw it for whole years; what ended before is left out, and what begins after `asOf` is pale. Answers where the time lies, in pixels. */
  draw(all: Chronicle, firstYear: number, lastYear: number, asOf: string): { left: number; width: number } {
    const { model } = this;
    const wide = Math.max(this.root.parentElement?.clientWidth ?? 0, 240);
    const narrow = wide < NARROW;
    const left = narrow ? 10 : GUTTER;
    const scale = new TimeScale(firstYear, lastYear, left, wide - left - 14);
    const parts: SVGElement[] = [];
    let top = GAP;
    const lane = (title: string, high: number, draw: (y: number) => SVGElement[]) => {
      parts.push(svg("text", { class: "lane-title", x: narrow ? 10 : left - 10, y: top + (narrow ? 9 : BAR / 2 + 1), "text-anchor": narrow ? "start" : "end" }, title));
      if (narrow) top += TITLE;
      parts.push(...draw(top));
      top += high + GAP;
    };
    for (const kind of LANES) {
      const entries = all.dated.filter((e) => e.lane === kind && !(e.last && Number(e.last.slice(0, 4)) < firstYear));
      let bars = this.#bars(entries, scale, asOf, (e) => e.date);
      let places = rows(bars.map((bar) => [bar.left, bar.right] as const));
      if (Math.max(0, ...places) >= MOST_ROWS) {
        bars = this.#bars(entries, scale, asOf, yearKey);
        places = rows(bars.map((bar) => [bar.left, bar.right] as const));
      }
      const high = (Math.max(0, ...places) + 1) * STEP;
      if (bars.length) lane(model.say(`timeline.${kind}`), high, (y) => bars.map((bar, i) => this.#bar(kind, bar, y + places[i]! * STEP)));
    }
    if (all.published.length) {
      const bars = this.#bars(all.published, scale, "", (article) => article.date);
      lane(model.say("timeline.articles"), STEP, (y) => bars.map((bar) => this.#publication(bar, y)));
    }
    const high = top + MARKS;
    const marks = scale.ticks().map(({ x, label, major }) => svg("g", { class: major ? "tick major" : "tick" },
      svg("line", { x1: x, x2: x, y1: 0, y2: top + 4 }), svg("text", { x: x + 3, y: top + 13 }, major ? label : model.say("timeline.month", { month: Number(label.slice(5)) }))));
    this.root.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    this.root.setAttribute("width", String(wide));
    this.root.setAttribute("height", String(high));
    this.root.setAttribute("aria-label", model.say("timeline.label"));
    const [veil, line] = asOf ? this.#veil(scale, asOf, top) : [];
    this.root.replaceChildren(...(veil ? [veil] : []), ...marks, ...parts, ...(line ? [line] : []));
    return { left, width: scale.width };
  }

  /** Facts of one key in one bar, the longest first. */
  #bars<T extends Entry | Publication>(items: readonly T[], scale: TimeScale, asOf: string, key: (item: T) => string): Bar<T>[] {
    const groups = new Map<string, T[]>();
    for (const item of items) {
      const group = groups.get(key(item));
      if (group) group.push(item);
      else groups.set(key(item), [item]);
    }
    const bars = [...groups].map(([date, group]) => {
      const [first, last] = span(date);
      const left = first ? scale.x(dayOf(first)) : scale.left;
      const right = last ? scale.x(dayOf(last) + 1) : scale.left + scale.width;
      return { date, items: group, left, right: Math.max(right, left + LEAST), open: !first || !last, later: asOf !== "" && !begunBy(date, asOf) };
    });
    return bars.sort((a, b) => b.right - b.left - (a.right - a.left) || a.left - b.left);
  }

  #bar(kind: Lane, { date, items, left, right, open, later }: Bar<Entry>, y: number): SVGElement {
    const words = this.#words(date, items);
    const settled = items.some(({ status }) => holds(status));
    const drawing = svg("g", {
      class: `time-bar ${kind}${settled ? "" : " unsettled"}${open ? " open" : ""}${later ? " later" : ""}`, tabindex: 0, role: "button", "aria-label": words,
      click: () => this.open(items),
      keydown: (event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.open(items);
      },
    }, svg("title", {}, words), svg("rect", { x: left.toFixed(1), y, width: Math.max(right - left - 1.5, LEAST - 1.5).toFixed(1), height: BAR, rx: 3 }));
    if (items.length > 1 && right - left >= 18) drawing.append(svg("text", { x: ((left + right) / 2).toFixed(1), y: y + BAR / 2 + 0.5 }, String(items.length)));
    return drawing;
  }

  #words(when: string, items: readonly Entry[]): string {
    const [first] = items;
    const date = dateWords(when, this.model.lang);
    if (items.length > 1) return `${date} · ${this.model.say("facts", { count: items.length })}`;
    if (first!.kind === "metric") {
      const m = this.model.metrics.get(first!.id)!;
      return `${date} · ${this.model.name(m.about)} ${m.name} ${m.value}`;
    }
    const s = this.model.statements.get(first!.id)!;
    return `${date} · ${this.model.name(s.subject)} ${this.model.relationWord(s.relation)} ${this.model.name(s.object)}`;
  }

  /** A hollow diamond: paper, not a fact. */
  #publication({ date, items, left, right }: Bar<Publication>, y: number): SVGElement {
    const [x, middle, r] = [(left + right) / 2, y + BAR / 2, 5.5];
    const words = `${dateWords(date, this.model.lang)} · ${this.model.say("timeline.published", { count: items.length })}`;
    return svg("g", { class: "publication" }, svg("title", {}, words),
      svg("path", { d: `M${x} ${middle - r}L${x + r} ${middle}L${x} ${middle + r}L${x - r} ${middle}Z` }));
  }

  /** What lies after the month, and the line where it ends. */
  #veil(scale: TimeScale, asOf: string, high: number): [SVGElement, SVGElement] {
    const x = scale.x(dayOf(span(asOf)[1]) + 1);
    return [
      svg("rect", { class: "veil", x, y: 0, width: Math.max(scale.left + scale.width - x, 0), height: high }),
      svg("line", { class: "asof", x1: x, x2: x, y1: 0, y2: high + 6 }),
    ];
  }
}

/** The year of what lies within one, else the date itself. */
function yearKey({ date, first, last }: Entry): string {
  return first && first.slice(0, 4) === last.slice(0, 4) ? first.slice(0, 4) : date;
}
