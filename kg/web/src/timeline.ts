// The timeline: dated facts on an axis and as a chronicle, undated ones and the days of publication apart, and a slider "as of".

import { axisYears, chronicle, dateWords, yearOf, type Chronicle, type Entry, type Publication } from "./chronicle";
import { span } from "./dates";
import { element } from "./dom";
import { holds, type Model, type Shown } from "./model";
import type { Filters, Store } from "./state";
import { saveDrawing } from "./svgsave";
import { Axis } from "./timeaxis";
import { months } from "./timescale";
import type { Mounted, View } from "./types";

/** Facts of a year, and of a kind without a date, that are listed before the reader asks for the rest. */
const MOST = 40;

export const timelineView: View = { name: "timeline", mount: (root, model, store) => new TimelineView(root, model, store) };

class TimelineView implements Mounted {
  readonly #about = element("p", { class: "time-about" });
  readonly #slider = element("input", { type: "range", min: 0, step: 1, class: "time-slider" });
  readonly #label = element("label", { class: "time-label" });
  readonly #early = element("p", { class: "time-early", hidden: true });
  readonly #asOf = element("output", { class: "time-asof" });
  readonly #list = element("div", { class: "time-list", tabindex: -1 });
  readonly #axis: Axis;
  readonly #top: HTMLElement;
  /** Parts of the list that the reader has unfolded. */
  readonly #unfolded = new Set<string>();
  #months: string[] = [];
  /** What is shown without "as of", kept while nothing else changes: the slider moves often. */
  #base: { filters: Filters; shown: Shown } | null = null;
  #marked = "";

  constructor(root: HTMLElement, readonly model: Model, readonly store: Store) {
    this.#axis = new Axis(model, (entries) => this.#open(entries));
    this.#label.append(element("span", {}), this.#slider, this.#asOf);
    this.#slider.addEventListener("input", () => {
      const step = Number(this.#slider.value);
      store.filter({ asOf: step >= this.#months.length ? "" : this.#months[step]! });
    });
    this.#top = element("div", { class: "time-top" }, this.#axis.root as unknown as Node, this.#early, this.#label);
    root.classList.add("timeline");
    root.append(this.#about, this.#top, this.#list);
  }

  update(): void {
    const { filters, selection } = this.store.get();
    // The axis keeps its length while the slider moves, so that it is made of what is shown without "as of".
    const whole = chronicle(this.model, this.#withoutAsOf(filters), selection);
    const now = filters.asOf ? chronicle(this.model, this.model.shown(filters), selection) : whole;
    this.#tell(now);
    this.#draw(whole, filters.asOf);
    this.#fill(now);
    this.#mark();
  }

  save(as: "svg" | "png", name: string): void {
    if (this.#top.hidden) return;
    const about = [...this.#about.childNodes].filter((part) => part.nodeName !== "BUTTON").map((part) => part.textContent).join("").trim();
    const { asOf } = this.store.get().filters;
    saveDrawing(as, name, this.#axis.root, [], asOf ? `${about} ${this.#asOf.textContent}` : about);
  }

  #withoutAsOf(filters: Filters): Shown {
    if (!filters.asOf) return this.model.shown(filters);
    const wanted = { ...filters, asOf: "" };
    if (JSON.stringify(this.#base?.filters) !== JSON.stringify(wanted)) this.#base = { filters: wanted, shown: this.model.shown(wanted) };
    return this.#base!.shown;
  }

  #tell(now: Chronicle): void {
    const { model } = this;
    const { selection } = this.store.get();
    const parts: (Node | string)[] = [model.say("timeline.summary", { dated: now.dated.length, undated: now.undated.length })];
    if (selection?.kind === "entity" || selection?.kind === "line") {
      const name = selection.kind === "entity" ? model.name(selection.id) : this.#line(selection.id);
      parts.unshift(element("strong", {}, model.say("timeline.only", { name })), " ");
      parts.push(" ", element("button", { type: "button", class: "plain", click: () => this.store.set({ selection: null }) }, model.say("timeline.all")));
    }
    this.#about.replaceChildren(...parts);
  }

  #line(id: string): string {
    const line = this.model.shown(this.store.get().filters).lines.get(id) ?? this.model.data.pairs.find((pair) => pair.id === id);
    return line ? `${this.model.name(line.source)} ${line.directed ? "→" : "—"} ${this.model.name(line.target)}` : "";
  }

  #draw(whole: Chronicle, asOf: string): void {
    const years = axisYears(whole);
    this.#top.hidden = years === null;
    if (!years) return;
    const { from, to, earlier } = years;
    this.#early.hidden = !earlier;
    this.#early.textContent = this.model.say("timeline.earlier", { count: earlier, year: from });
    const box = this.#axis.draw(whole, from, to, asOf);
    this.#months = months(from, to);
    this.#slider.max = String(this.#months.length);
    const reached = this.#months.filter((month) => month <= span(asOf)[1].slice(0, 7)).length;
    this.#slider.value = String(asOf ? Math.max(reached - 1, 0) : this.#months.length);
    // The thumb stands under the month that it means.
    this.#slider.style.marginLeft = `${box.left}px`;
    this.#slider.style.width = `${box.width}px`;
    const words = asOf ? this.model.say("timeline.asof", { date: dateWords(asOf, this.model.lang) }) : this.model.say("timeline.always");
    this.#label.firstElementChild!.textContent = this.model.say("timeline.slider");
    this.#asOf.textContent = words;
    this.#slider.setAttribute("aria-valuetext", words);
  }

  #fill(now: Chronicle): void {
    const { model } = this;
    const years = grouped(now.dated, yearOf);
    const parts = [...years].map(([year, entries]) => element("section", { "data-year": year },
      element("h3", {}, model.say("timeline.year", { year }), element("small", {}, model.say("facts", { count: entries.length }))),
      this.#rows(`year ${year}`, entries)));
    if (!now.dated.length) parts.push(element("section", {}, element("p", { class: "time-none" }, model.say("timeline.none"))));
    if (now.undated.length) parts.push(this.#undated(now.undated));
    if (now.published.length) parts.push(this.#published(now.published));
    this.#list.replaceChildren(...parts);
  }

  #rows(part: string, entries: readonly Entry[]): HTMLElement {
    const some = this.#unfolded.has(part) || this.#holdsMarked(entries) ? entries : entries.slice(0, MOST);
    const list = element("ol", {}, ...some.map((e) => this.#row(e)));
    if (some.length < entries.length) {
      list.append(element("li", {}, element("button", {
        type: "button", class: "plain", click: () => { this.#unfolded.add(part); this.update(); },
      }, this.model.say("timeline.more", { count: entries.length - some.length }))));
    }
    return list;
  }

  #holdsMarked(entries: readonly Entry[]): boolean {
    const selection = this.store.get().selection;
    return (selection?.kind === "statement" || selection?.kind === "metric") && entries.slice(MOST).some(({ id }) => id === selection.id);
  }

  #row(e: Entry): HTMLLIElement {
    const { model } = this;
    const chips = holds(e.status) ? [] : [element("span", { class: `chip ${e.status}` }, model.say(`status.${e.status}`))];
    return element("li", { class: `entry ${e.lane}`, "data-fact": e.id },
      element("span", { class: "when" }, e.date ? dateWords(e.date, model.lang) : ""),
      element("button", { type: "button", class: "what", click: () => this.store.set({ selection: { kind: e.kind, id: e.id } }) }, ...this.#sentence(e)),
      ...chips);
  }

  #sentence(e: Entry): (Node | string)[] {
    const { model } = this;
    if (e.kind === "metric") {
      const m = model.metrics.get(e.id)!;
      return [model.name(m.about), element("span", { class: "how" }, m.name), m.value];
    }
    const s = model.statements.get(e.id)!;
    const more = s.attrs.filter(([name]) => ["amount", "count", "title", "kind", "place"].includes(name)).map(([, value]) => value);
    return [model.name(s.subject), element("span", { class: "how" }, model.relationWord(s.relation)), model.name(s.object),
      ...(more.length ? [element("span", { class: "more" }, more.join(" · "))] : [])];
  }

  #undated(entries: readonly Entry[]): HTMLElement {
    const { model } = this;
    const groups = [...grouped(entries, (e) => (e.kind === "metric" ? "" : model.statements.get(e.id)!.relation))].sort((a, b) => b[1].length - a[1].length);
    return element("details", { class: "time-undated", ...this.#folding("undated") },
      element("summary", {}, model.say("timeline.undated", { count: entries.length })),
      element("p", { class: "hint" }, model.say("timeline.undated.why")),
      ...groups.map(([relation, found]) => element("details", this.#folding(`undated ${relation}`),
        element("summary", {}, `${relation ? model.relationWord(relation) : model.say("timeline.figure")} ${found.length}`),
        this.#rows(`rows ${relation}`, found))));
  }

  #published(articles: readonly Publication[]): HTMLElement {
    const { model } = this;
    return element("details", { class: "time-published", ...this.#folding("published") },
      element("summary", {}, model.say("timeline.published", { count: articles.length })),
      element("p", { class: "hint" }, model.say("timeline.published.why")),
      element("ol", {}, ...articles.map(({ id, date }) => {
        const { title, outlet, file } = model.articles.get(id)!;
        return element("li", { class: "entry article" }, element("span", { class: "when" }, dateWords(date, model.lang)),
          element("span", { class: "what" }, [outlet, title ? `《${title}》` : file].filter(Boolean).join(" ")));
      })));
  }

  /** What was open stays open when the list is made anew. */
  #folding(part: string): { open: boolean; toggle: (event: Event) => void } {
    return {
      open: this.#unfolded.has(part),
      toggle: (event) => {
        if ((event.target as HTMLDetailsElement).open) this.#unfolded.add(part);
        else this.#unfolded.delete(part);
      },
    };
  }

  /** Mark the selected fact and bring it into view when it was selected elsewhere. */
  #mark(): void {
    const selection = this.store.get().selection;
    const id = selection?.kind === "statement" || selection?.kind === "metric" ? selection.id : "";
    const row = id ? this.#list.querySelector<HTMLElement>(`[data-fact="${CSS.escape(id)}"]`) : null;
    row?.classList.add("chosen");
    row?.querySelector("button")?.setAttribute("aria-current", "true");
    if (id !== this.#marked) row?.scrollIntoView({ block: "nearest" });
    this.#marked = id;
  }

  /** A bar of the axis was chosen: one fact is selected, of several the list shows where they stand. */
  #open(entries: readonly Entry[]): void {
    const [first] = entries;
    if (!first) return;
    if (entries.length === 1) {
      this.store.set({ selection: { kind: first.kind, id: first.id } });
      return;
    }
    for (const row of this.#list.querySelectorAll(".pointed")) row.classList.remove("pointed");
    this.#unfolded.add(`year ${yearOf(first)}`);
    this.#fill(chronicle(this.model, this.model.shown(this.store.get().filters), this.store.get().selection));
    const found = entries.map(({ id }) => this.#list.querySelector<HTMLElement>(`[data-fact="${CSS.escape(id)}"]`)).filter((row) => row !== null);
    for (const row of found) row.classList.add("pointed");
    found[0]?.scrollIntoView({ block: "center" });
    found[0]?.querySelector("button")?.focus({ preventScroll: true });
  }
}

function grouped<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of list) {
    const group = found.get(key(item));
    if (group) group.push(item);
    else found.set(key(item), [item]);
  }
  return found;
}
