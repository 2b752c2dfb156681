// The network: a canvas with the first screen, everything, or neighbourhoods; hover card, legend, and the buttons on it.

import { aroundPicture } from "./around";
import { about, center, choose, toggleOpen } from "./choice";
import { chainPicture } from "./chain";
import { element } from "./dom";
import { everythingPicture } from "./everything";
import { hoverCard } from "./hovercard";
import { legend } from "./legend";
import { type Model, type Shown } from "./model";
import { overviewPicture } from "./overview";
import { NO_MARKS } from "./paint";
import type { Picture } from "./picture";
import { savePng, saveSvg } from "./save";
import { Scene, type Hit } from "./scene";
import type { State, Store } from "./state";
import { isDark, onPaper, palette } from "./theme";
import type { View } from "./types";

/** Pixels: on a stage less wide, pictures are higher than wide. */
const NARROW = 560;

/** Whether the page is laid out for a phone, one thing under the other. */
export const isNarrow = (): boolean => matchMedia("(max-width: 760px)").matches;

/** The network's scene, for saving and printing it; set when the view is mounted. */
export let scene: Scene | null = null;

export function hasOverview(model: Model): boolean {
  return Object.keys(model.data.places.wide.places).length > 0;
}

export const networkView: View = {
  name: "network",
  mount(root, model, store) {
    const stage = element("div", { class: "canvas" });
    const tip = element("div", { class: "tip", hidden: true });
    const said = element("div", { class: "unseen", "aria-live": "polite" });
    const tools = element("div", { class: "tools" });
    const foot = element("div", { class: "legend", role: "group" });
    root.append(tools, stage, foot, said);
    stage.append(tip);

    let picked = false; // on the canvas, where it is in view already
    const pick = (hit: Hit | null) => {
      picked = true;
      if (hit?.spot) choose(store, hit.spot.id);
      else if (hit?.wire) store.set({ selection: { kind: "line", id: hit.wire.id } });
      else store.set({ selection: null });
    };
    const hover = (hit: Hit | null, x: number, y: number) => {
      tip.hidden = hit === null;
      if (!hit) return;
      const card = hoverCard(model, model.shown(store.get().filters), hit);
      tip.replaceChildren(...card);
      const left = Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 8);
      const top = y + 18 + tip.offsetHeight > stage.clientHeight ? y - tip.offsetHeight - 12 : y + 18;
      tip.style.left = `${Math.max(left, 4)}px`;
      tip.style.top = `${Math.max(top, 4)}px`;
      if (hit.spot && drawn.marks.cursor === hit.spot.id) said.textContent = card.map((part) => part.textContent).join("，");
    };
    const drawn = new Scene(stage, { pick, hover, open: (id) => toggleOpen(store, id) });
    scene = drawn;

    let shownAs = "";
    let camera = "";
    let chosen = "";
    const update = () => {
      const state = store.get();
      const shown = model.shown(state.filters);
      const narrow = root.clientWidth < NARROW;
      const { picture, name } = pictureOf(model, shown, state, narrow);
      const filters = JSON.stringify(state.filters);
      const look = `${name} ${filters} ${model.lang} ${isDark()} ${narrow}`;
      drawn.canvas.setAttribute("aria-label", model.say("network.keys"));
      drawn.canvas.setAttribute("role", "application");
      foot.setAttribute("aria-label", model.say("legend"));
      const grown = drawn.resize();
      if (look !== shownAs) drawn.show(picture, camera === name && !grown);
      else if (grown) drawn.fit();
      // Too high for a phone: begin in the middle, where names can be read.
      if ((look !== shownAs || grown) && narrow && name.startsWith("around") && drawn.camera.k < 0.75) drawn.center(name.split(" ")[1]!);
      shownAs = look;
      camera = name;
      const { entities, lines } = about(model, shown, state.selection);
      drawn.mark({ ...NO_MARKS, spots: new Set(entities), wires: new Set(lines.map((line) => line.id)) });
      const [id = ""] = entities;
      if (id && name === "all" && (id === chosen ? grown : !picked)) drawn.reveal(id);
      chosen = id;
      picked = false;
      tip.hidden = true;
      foot.replaceChildren(...legend(model, store, state.drawing === "overview" && name === "overview"));
      tools.replaceChildren(...buttons(model, store, name, drawn));
    };
    const save = (as: "svg" | "png", name: string) => {
      onPaper(true);
      update();
      (as === "svg" ? saveSvg : savePng)(drawn, name);
      onPaper(false);
      update();
    };
    return { update, save };
  },
};

/** The picture of a state, and a name that says what it is a picture of. What is selected is always on it. */
function pictureOf(model: Model, shown: Shown, state: State, narrow: boolean): { picture: Picture; name: string } {
  const colours = palette();
  const { entities, lines } = about(model, shown, state.selection);
  if (state.selection?.kind === "path") {
    const picture = chainPicture(model, lines, state.selection.from, narrow, colours);
    return { picture, name: `path ${state.selection.from} ${state.selection.to}` };
  }
  let name: string = state.drawing;
  let picture: Picture;
  if (state.drawing === "around") {
    name = `around ${state.open.join(" ")}`;
    picture = aroundPicture(model, shown, state.open, narrow, colours);
  } else if (state.drawing === "all" || !hasOverview(model)) {
    picture = everythingPicture(model, shown, colours);
  } else {
    picture = overviewPicture(model, shown, narrow, colours);
  }
  const spots = new Set(picture.spots.map((spot) => spot.id));
  const [id] = entities;
  if (id !== undefined && !spots.has(id)) {
    return { picture: aroundPicture(model, shown, [id], narrow, colours), name: `around ${id}` };
  }
  const [line] = lines;
  if (line && line.status !== "denied" && !picture.wires.some((wire) => wire.id === line.id)) {
    return { picture: chainPicture(model, [line], line.source, narrow, colours), name: `line ${line.id}` };
  }
  return { picture, name };
}

function buttons(model: Model, store: Store, name: string, drawn: Scene): HTMLElement[] {
  const { drawing, selection } = store.get();
  const button = (label: string, act: () => void, pressed?: boolean, mark?: string) =>
    element("button", { type: "button", click: act, "aria-pressed": pressed === undefined ? null : String(pressed), "data-draw": mark },
      label);
  const choices = hasOverview(model) ? (["overview", "all"] as const) : (["all"] as const);
  const kinds = element("div", { class: "segments", role: "group", "aria-label": model.say("draw") },
    ...choices.map((kind) => button(model.say(`draw.${kind}`),
      () => store.set({ drawing: kind, open: [], selection: null }), drawing === kind && name === kind, kind)));
  const zooms = element("div", { class: "segments zooms", role: "group", "aria-label": model.say("zoom") },
    ...([["+", "zoom.in", () => drawn.zoom(1.3)], ["−", "zoom.out", () => drawn.zoom(1 / 1.3)], ["⤢", "zoom.fit", () => drawn.fit()]] as const)
      .map(([sign, word, act]) => element("button", { type: "button", title: model.say(word), "aria-label": model.say(word), click: act }, sign)));
  const middle = selection?.kind === "entity" && !name.startsWith("around")
    ? [button(model.say("open"), () => center(store, selection.id))] : [];
  return [kinds, ...middle, zooms];
}
