// The drawing: one vis-network whose content is replaced when the view changes. Physics is off, places are given.
const stage = document.getElementById("graph");
const tip = document.getElementById("tip");
const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
let view = { nodes: [], edges: [], frames: [], heads: [] };

const network = new vis.Network(stage, { nodes: shownNodes, edges: shownEdges }, data.network.options);

network.on("beforeDrawing", (ink) => {
  ink.textBaseline = "middle";
  for (const [x, y, width, height, title] of view.frames) {
    ink.beginPath();
    ink.roundRect(x, y, width, height, 9);
    ink.fillStyle = "#ffffff";
    ink.strokeStyle = "#dde3e9";
    ink.lineWidth = 1;
    ink.fill();
    ink.stroke();
    ink.fillStyle = "#5b6875";
    ink.font = `12px ${FACE}`;
    ink.textAlign = "left";
    ink.fillText(title, x + 10, y + 14);
  }
  ink.font = `bold 15px ${FACE}`;
  ink.textAlign = "center";
  ink.fillStyle = "#1c2733";
  for (const [x, y, text] of view.heads) ink.fillText(text, x, y);
});

function draw(next) {
  view = next;
  hideTip();
  shownEdges.clear();
  shownNodes.clear();
  shownNodes.add(view.nodes);
  shownEdges.add(view.edges);
  fit();
}

function bounds() {
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  const cover = (left, top, right, bottom) => {
    found[0] = Math.min(found[0], left);
    found[1] = Math.min(found[1], top);
    found[2] = Math.max(found[2], right);
    found[3] = Math.max(found[3], bottom);
  };
  for (const [x, y, width, height] of view.frames) cover(x, y, x + width, y + height);
  for (const [x, y, text] of view.heads) {
    const half = (widthOf(text) * 15) / 28;
    cover(x - half, y - 12, x + half, y + 8);
  }
  for (const node of view.nodes) {
    const half = widthOf(node.label) / 2;
    cover(node.x - half, node.y - 18, node.x + half, node.y + 18);
  }
  return found;
}

function fit() {
  if (!view.nodes.length) return;
  const [left, top, right, bottom] = bounds();
  const scale = Math.min((stage.clientWidth - 16) / (right - left), (stage.clientHeight - 16) / (bottom - top), 1.25);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
}

const FAINT = { background: "#eef1f4", border: "#d3dae0" };

// What is near the chosen thing keeps its colour, the rest steps back; nothing chosen: all as it is.
function highlight(chosenNodes, chosenEdges) {
  const any = chosenNodes.size || chosenEdges.size;
  const near = new Set(chosenNodes);
  const bright = new Set(chosenEdges);
  for (const edge of view.edges) {
    if (chosenNodes.has(edge.from) || chosenNodes.has(edge.to)) bright.add(edge.id);
  }
  for (const edge of view.edges) {
    if (bright.has(edge.id)) near.add(edge.from).add(edge.to);
  }
  shownNodes.update(view.nodes.map((node) => {
    const lit = !any || near.has(node.id);
    return {
      id: node.id, color: lit ? node.color : FAINT, borderWidth: chosenNodes.has(node.id) ? 4 : node.borderWidth || 2,
      font: { ...node.font, color: lit ? node.font.color : "#a3adb8" },
    };
  }));
  shownEdges.update(view.edges.map((edge) => ({
    id: edge.id,
    color: { ...edge.color, opacity: !any ? edge.color.opacity : bright.has(edge.id) ? 0.95 : 0.12 },
  })));
}

function showTip(at, title, note) {
  tip.replaceChildren(title, element("small", {}, note));
  tip.hidden = false;
  const left = Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8);
  const top = at.y + 18 + tip.offsetHeight > stage.clientHeight ? at.y - tip.offsetHeight - 12 : at.y + 18;
  tip.style.left = `${Math.max(left, 4)}px`;
  tip.style.top = `${Math.max(top, 4)}px`;
}

function lineTitle(l) {
  return `${nameOf(l.source)} ${l.directed ? "→" : "—"} ${nameOf(l.target)} · ${relationWord(relationOf(l), true)}`;
}

network.on("hoverNode", ({ node, pointer }) => {
  const entity = entities.get(node);
  const count = say("facts", { count: factsOf(node).length + metricsOf(node).length });
  showTip(pointer.DOM, entity.name, [words.type[entity.type], entity.path, count].filter(Boolean).join(" · "));
  stage.style.cursor = "pointer";
});
network.on("hoverEdge", ({ edge, pointer }) => {
  const l = lines.get(edge);
  showTip(pointer.DOM, lineTitle(l), say("sources", { count: l.statements.length }));
  stage.style.cursor = "pointer";
});
function hideTip() {
  tip.hidden = true;
  stage.style.cursor = "";
}
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, hideTip);
stage.addEventListener("mouseleave", hideTip);
