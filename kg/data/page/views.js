// A view says what to draw and where: nodes, edges, frames [x, y, width, height, title] and heads [x, y, text, bold].
const FRAME_ROW = 31;
const FRAME_TITLE = 26;
const FRAME_GAP = 14;
const MOST_ROWS = 20;
const MOST_PAIRS = 8;
const FACE = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const INK = "#1c2733";
const UNSETTLED = "#b36b00";

const measure = document.createElement("canvas").getContext("2d");
function widthOf(label) {
  measure.font = `14px ${FACE}`;
  return measure.measureText(label).width + 24;
}

const PAINT = {
  helper: { background: "#0072b2", border: "#005a8e", text: "#ffffff" },
  recipient: { background: "#dcebf6", border: "#0072b2", text: INK },
  neutral: { background: "#ffffff", border: "#8895a1", text: INK },
};

function box(id, x, y, paint) {
  return {
    ...nodes.get(id), x, y, shape: "box", size: 25, margin: { top: 5, bottom: 5, left: 10, right: 10 },
    color: { background: paint.background, border: paint.border }, borderWidth: 1.5,
    shapeProperties: { borderRadius: 5 }, font: { color: paint.text, size: 14, face: FACE },
  };
}

function line(id, smooth, colour, opacity = 0.6) {
  const edge = edges.get(id);
  const shown = edge.dashes ? UNSETTLED : colour;
  return {
    ...edge, dashes: edge.dashes ? [7, 5] : false, smooth, color: { color: shown, opacity },
    arrows: { to: { enabled: edge.arrows === "to", scaleFactor: 0.65 } },
  };
}

// Across: a line that leaves and arrives level. In one column: straight to the next box, else around those between.
function curve(from, to, beside = 0) {
  const high = Math.abs(from[1] - to[1]);
  if (Math.abs(from[0] - to[0]) > 60) {
    if (high < 20 && beside) return { enabled: true, type: "curvedCW", roundness: 0.12 * beside };
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 + 0.14 * beside };
  }
  if (high < 80) return { enabled: false };
  return { enabled: true, type: from[1] < to[1] ? "curvedCCW" : "curvedCW", roundness: Math.min(0.4, 120 / high) };
}

function overviewView(narrow) {
  const plan = data.places[narrow ? "narrow" : "wide"];
  const places = table(plan.places);
  const columns = table(plan.columns);
  return {
    nodes: [...places].map(([id, [x, y]]) => box(id, x, y, PAINT[columns.get(id)])),
    edges: drawnPairs
      .filter((pair) => places.has(pair.source) && places.has(pair.target))
      .map((pair) => line(pair.id, curve(places.get(pair.source), places.get(pair.target)), pair.directed ? "#0072b2" : "#6b7785")),
    frames: plan.frames,
    heads: plan.heads.map(([x, y, column]) => [x, y, words["column." + column]]),
  };
}

function allView(hidden) {
  const shown = (id) => !hidden.has(typeOf(id));
  const straight = { enabled: false };
  return {
    nodes: [...nodes.values()].filter((node) => shown(node.id)).map((node) => ({ ...node, font: { ...node.font, color: INK, face: FACE, vadjust: -3 }, color: { background: node.color, border: node.color } })),
    edges: [...drawnPairs, ...drawnLinks]
      .filter((l) => shown(l.source) && shown(l.target))
      .map((l) => line(l.id, straight, l.relation ? "#9aa5b1" : "#0072b2", l.relation ? 0.45 : 0.7)),
    frames: [],
    heads: [],
  };
}

// One entity in the middle; what it does to the right, what is done to it to the left, a frame a relation. A side is as
// high as the screen: of large groups the best known are drawn, and the panel has them all.
function focusView(id, narrow) {
  const sides = { left: new Map(), right: new Map() };
  const seen = new Set([id]);
  const ranked = [...pairsOf(id), ...linksOf(id)];
  for (const l of ranked) {
    const other = otherEnd(l, id);
    if (seen.has(other)) continue; // its other lines are drawn to where it stands
    seen.add(other);
    const forward = l.source === id;
    const groups = sides[l.directed && !forward ? "left" : "right"];
    const title = relationWord(relationOf(l), forward);
    if (!groups.has(title)) groups.set(title, { ids: [], pairs: !l.relation });
    groups.get(title).ids.push(other);
  }
  const view = { nodes: [], edges: [], frames: [], heads: [] };
  const places = new Map([[id, [0, 0]]]);
  const gap = widthOf(nodes.get(id).label) / 2 + (narrow ? 45 : 150);
  stackFrames(view, places, sides.left, -gap, -1, narrow);
  stackFrames(view, places, sides.right, gap, 1, narrow);
  view.nodes = [...places].map(([key, [x, y]]) => {
    const paint = key === id
      ? { background: colourOf(key), border: colourOf(key), text: "#ffffff" }
      : { background: "#ffffff", border: colourOf(key), text: INK };
    const made = box(key, x, y, paint);
    return key === id ? made : { ...made, label: cut(made.label, narrow) };
  });
  const before = new Map(); // lines to the same box lie side by side
  for (const l of ranked) {
    const other = otherEnd(l, id);
    if (!places.has(other)) continue;
    const beside = before.get(other) || 0;
    before.set(other, beside + 1);
    const smooth = curve(places.get(l.source), places.get(l.target), beside);
    view.edges.push(line(l.id, smooth, l.relation ? "#8895a1" : "#0072b2"));
  }
  return view;
}

function cut(label, narrow) {
  return narrow && label.length > 9 ? `${label.slice(0, 8)}…` : label;
}

// How many rows each group gets: partnerships first, then all of a small group and an equal share of the large ones.
function shares(groups, rows) {
  const order = [...groups.keys()].sort((a, b) => groups[b].pairs - groups[a].pairs || groups[a].ids.length - groups[b].ids.length);
  const given = new Map();
  let left = rows;
  order.forEach((i, done) => {
    const { ids, pairs } = groups[i];
    const part = pairs ? MOST_PAIRS : Math.floor(left / (order.length - done));
    given.set(i, Math.min(ids.length, Math.max(1, part)));
    left -= given.get(i);
  });
  return (i) => given.get(i);
}

// Frames of one side under each other, around the middle.
function stackFrames(view, places, groups, inner, direction, narrow) {
  const known = (key) => factsOf(key).length;
  const share = shares([...groups.values()], MOST_ROWS - Math.min(groups.size, 6));
  const frames = [...groups].map(([title, { ids }], i) => ({
    ids: ids.sort((a, b) => known(b) - known(a) || (a < b ? -1 : 1)).slice(0, share(i)),
    text: say(share(i) < ids.length ? "group.part" : "group", { relation: title, shown: share(i), count: ids.length }),
    height: share(i) * FRAME_ROW + FRAME_TITLE + 8,
  }));
  const labels = frames.flatMap((frame) => frame.ids.map((key) => cut(nodes.get(key).label, narrow)));
  const width = Math.max(0, ...labels.map(widthOf), ...frames.map((frame) => widthOf(frame.text)));
  const x = inner + (direction * width) / 2;
  let top = -frames.reduce((sum, frame) => sum + frame.height + FRAME_GAP, -FRAME_GAP) / 2;
  for (const { ids, text, height } of frames) {
    view.frames.push([x - width / 2 - 12, top, width + 24, height, text]);
    ids.forEach((key, i) => places.set(key, [x, top + FRAME_TITLE + (i + 0.5) * FRAME_ROW + 2]));
    top += height + FRAME_GAP;
  }
}
