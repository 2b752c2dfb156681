// What is shown, and what a click changes.
const state = { view: "overview", focus: null, hidden: new Set() };
const isNarrow = () => window.matchMedia("(max-width: 760px)").matches;
// On a phone the panel is below the drawing: whoever asked for something must see that it is there.
const turnTo = (part) => { if (isNarrow()) part.scrollIntoView({ block: "start" }); };
const hasOverview = Object.keys(data.places.wide.places).length > 0;

function redraw() {
  if (state.view === "focus") draw(focusView(state.focus, isNarrow()));
  else if (state.view === "all" || !hasOverview) draw(allView(state.hidden));
  else draw(overviewView(isNarrow()));
  for (const button of document.querySelectorAll("#views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  for (const button of document.querySelectorAll("#legend button")) {
    const on = state.view === "all" ? !state.hidden.has(button.dataset.type) : view.nodes.some((n) => typeOf(n.id) === button.dataset.type);
    button.setAttribute("aria-pressed", String(on));
  }
}

function setView(name) {
  state.view = name;
  state.hidden.clear();
  redraw();
  showHome();
  turnTo(document.body);
}

function goHome() {
  setView(hasOverview ? "overview" : "all");
}

// An entity that the view does not hold is opened with what is around it.
function choose(id) {
  if (!view.nodes.some((node) => node.id === id)) {
    expand(id);
    return;
  }
  highlight(new Set([id]), new Set());
  if (state.view === "all") network.focus(id, { scale: Math.max(network.getScale(), 0.7) });
  showEntity(id);
  turnTo(panel);
}

function expand(id) {
  state.view = "focus";
  state.focus = id;
  redraw();
  highlight(new Set([id]), new Set());
  showEntity(id);
  turnTo(stage);
}

function chooseLine(id) {
  if (!view.edges.some((edge) => edge.id === id)) {
    state.view = "overview";
    redraw();
  }
  highlight(new Set(), new Set(view.edges.some((edge) => edge.id === id) ? [id] : []));
  showLine(id);
  turnTo(panel);
}

function toggleType(type) {
  if (state.view !== "all") {
    // From a view of few types: everything, but of the types seen so far and this one only.
    const seen = new Set([...view.nodes.map((node) => typeOf(node.id)), type]);
    state.hidden = new Set([...entities.values()].map((entity) => entity.type).filter((t) => !seen.has(t)));
    state.view = "all";
  } else if (!state.hidden.delete(type)) {
    state.hidden.add(type);
  }
  redraw();
  showHome();
}

function showLegend() {
  const counts = new Map();
  for (const entity of entities.values()) counts.set(entity.type, (counts.get(entity.type) || 0) + 1);
  const legend = document.getElementById("legend");
  for (const [type, colour] of Object.entries(data.colours)) {
    if (!counts.has(type)) continue;
    const swatch = element("span", { class: "swatch" });
    swatch.style.background = colour;
    legend.append(element("button", { type: "button", "data-type": type, click: () => toggleType(type) },
      swatch, `${words.type[type]} ${counts.get(type)}`));
  }
  legend.append(element("span", { class: "lines" },
    ...["directed", "undirected", "unsettled"].map((kind) => element("span", { class: `key ${kind}` }, words["line." + kind]))));
}

function start() {
  const settled = data.pairs.filter((pair) => pair.holds);
  const regions = [...entities.values()].filter((entity) => entity.type === "REGION").length;
  document.getElementById("summary").textContent = say("summary", { regions, pairs: settled.length, facts: statements.size + metrics.size });
  if (!entities.size) {
    stage.parentNode.append(element("p", { class: "empty" }, words.empty));
    panel.hidden = true;
    return;
  }
  showLegend();
  for (const button of document.querySelectorAll("#views button")) {
    button.addEventListener("click", () => setView(button.dataset.view));
  }
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) choose(node);
    else if (edge !== undefined) chooseLine(edge);
    else {
      highlight(new Set(), new Set());
      showHome();
    }
  });
  network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) expand(node); });
  let [narrow, width] = [isNarrow(), stage.clientWidth];
  new ResizeObserver(() => {
    // A phone's address bar changes the height all the time; that must not undo the reader's zoom.
    if (width === stage.clientWidth) return;
    width = stage.clientWidth;
    if (narrow === isNarrow()) fit();
    else {
      narrow = isNarrow();
      redraw();
    }
  }).observe(stage);
  goHome();
}

start();
// For whoever embeds or tests the page.
window.explorer = { network, choose, expand };
