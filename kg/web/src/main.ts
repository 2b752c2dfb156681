// The page: one model, one store, the views in their tabs, and what stands around them.

import { connect, read } from "./address";
import { rings } from "./around";
import { known } from "./choice";
import { byId, element } from "./dom";
import { mountFilters } from "./filters";
import { mapView } from "./map";
import { Model } from "./model";
import { hasOverview, isNarrow, networkView, scene } from "./network";
import { mountPanel } from "./panel";
import { mountSearch } from "./search";
import { siteBar } from "./site";
import { NO_FILTERS, Store, type State } from "./state";
import { tableView } from "./table";
import { isDark, onPaper, onSystemTheme, switchTheme } from "./theme";
import { timelineView } from "./timeline";
import type { Mounted, Payload, View } from "./types";

/** The tabs, in this order. */
const VIEWS: readonly View[] = [networkView, mapView, timelineView, tableView];

const model = new Model(JSON.parse(byId("data").textContent) as Payload);
const first: State = {
  view: "network", selection: null, filters: NO_FILTERS, drawing: hasOverview(model) ? "overview" : "all", open: [], lang: model.data.lang,
};
const knows = known(model);
const store = new Store(opening());
/** The view that is shown. */
let shown: Mounted | null = null;

/** What the address names; without one, the entity that the page was made for. */
function opening(): State {
  const { focus } = model.data;
  const state = read(location.hash, first, knows);
  return location.hash || !focus ? state : { ...state, selection: { kind: "entity", id: focus }, drawing: "around", open: rings(model, focus, model.data.depth) };
}

/** Words that stand in page.html, again in the current language. */
function relabel(): void {
  document.documentElement.lang = model.lang === "zh" ? "zh-CN" : "en";
  document.title = model.say("title");
  for (const part of document.querySelectorAll<HTMLElement>("[data-word]")) part.textContent = model.say(part.dataset["word"]!);
  for (const part of document.querySelectorAll<HTMLElement>("[data-label]")) {
    const word = model.say(part.dataset["label"]!);
    part.setAttribute("aria-label", word);
    if (part.tagName === "BUTTON") part.title = word;
  }
  byId("theme").setAttribute("aria-pressed", String(isDark()));
  byId("site").replaceChildren(...siteBar(model));
  summary();
}

function summary(): void {
  const shown = model.shown(store.get().filters);
  const regions = [...shown.entities].filter((id) => model.type(id) === "REGION").length;
  const pairs = shown.pairs.filter((pair) => pair.status === "done" || pair.status === "ongoing").length;
  byId("summary").textContent = model.say("summary", { regions, pairs, facts: shown.statements.size + shown.metrics.size });
}

function start(): void {
  model.lang = store.get().lang;
  if (!model.entities.size) {
    byId("stage").append(element("p", { class: "empty", "data-word": "empty" }));
    for (const id of ["panel", "tabs", "filter", "save"]) byId(id).hidden = true;
    relabel();
    return;
  }
  const tabs = byId("tabs");
  const parts = VIEWS.map((view) => {
    const root = element("div", { class: "view", id: `view-${view.name}`, role: "tabpanel", "aria-labelledby": `tab-${view.name}`, hidden: true });
    const tab = element("button", {
      type: "button", role: "tab", id: `tab-${view.name}`, "data-word": `view.${view.name}`, "aria-controls": root.id,
      click: () => store.set({ view: view.name }),
    });
    byId("stage").append(root);
    tabs.append(tab);
    return { view, root, tab, mounted: null as Mounted | null };
  });
  // Arrow keys go from tab to tab (the tabs pattern of WAI-ARIA).
  tabs.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = parts.findIndex(({ tab }) => tab === document.activeElement);
    if (!step || at < 0) return;
    const next = parts[(at + step + parts.length) % parts.length]!;
    store.set({ view: next.view.name });
    next.tab.focus();
  });
  const panel = mountPanel(byId("panel"), model, store);
  const search = mountSearch(model, store);
  const filters = mountFilters(model, store);
  const showView = () => {
    const { view: name } = store.get();
    for (const part of parts) {
      const on = part.view.name === name;
      part.root.hidden = !on;
      part.tab.setAttribute("aria-selected", String(on));
      part.tab.tabIndex = on ? 0 : -1;
      if (!on) continue;
      part.mounted ??= part.view.mount(part.root, model, store);
      part.mounted.update();
      shown = part.mounted;
    }
    byId("save").hidden = !shown?.save;
  };
  const update = () => {
    relabel();
    search.update();
    filters.update();
    panel.update();
    showView();
  };
  store.subscribe((now, before) => {
    model.lang = now.lang;
    update();
    if (now.selection && now.selection !== before.selection && now.drawing === before.drawing) turnTo(byId("panel"));
    else if (now.drawing !== before.drawing || now.open !== before.open) turnTo(byId("stage"));
  });
  connect(store, first, knows);
  buttons(update);
  onSystemTheme(update);
  let size = [0, 0];
  new ResizeObserver(() => {
    const { clientWidth, clientHeight } = byId("stage");
    // A phone's address bar changes the height all the time; that must not undo the reader's zoom.
    if (size[0] !== clientWidth || (!isNarrow() && size[1] !== clientHeight)) showView();
    size = [clientWidth, clientHeight];
  }).observe(byId("stage"));
  update();
}

/** On a phone the pane is below the view: whoever asked for something must see that it is there. */
function turnTo(part: HTMLElement): void {
  if (isNarrow()) part.scrollIntoView({ block: "start" });
}

function buttons(update: () => void): void {
  byId("lang").addEventListener("click", () => store.set({ lang: store.get().lang === "zh" ? "en" : "zh" }, "replace"));
  byId("theme").addEventListener("click", () => {
    switchTheme();
    update();
  });
  byId("svg").addEventListener("click", () => shown?.save?.("svg", model.say("file")));
  byId("png").addEventListener("click", () => shown?.save?.("png", model.say("file")));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address is the state's
    byId("panel").focus();
  });
  byId("print").addEventListener("click", () => window.print());
  for (const [event, on] of [["beforeprint", true], ["afterprint", false]] as const) {
    addEventListener(event, () => {
      onPaper(on);
      update();
      scene?.drawNow();
    });
  }
}

start();
// For whoever embeds or tests the page.
Object.assign(window, { explorer: { model, store, scene: () => scene } });
