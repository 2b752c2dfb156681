// A view says what to draw and where: nodes, edges, frames [x, y, width, height, title] and heads [x, y, text, bold].
const FRAME_ROW = 34;
const FRAME_TITLE = 26;
const FRAME_GAP = 16;
const MOST_ROWS = 18;
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
function curve(from, to) {
  const high = Math.abs(from[1] - to[1]);
  if (Math.abs(from[0] - to[0]) > 60) return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
  return high < 60 ? { enabled: false } : { enabled: true, type: from[1] < to[1] ? "curvedCCW" : "curvedCW", roundness: 0.4 };
}

function overviewView(narrow) {
  const plan = data.places[narrow ? "narrow" : "wide"];
  const places = table(plan.places);
  const columns = table(plan.columns);
  return {
    nodes: [...places].map(([id, [x, y]]) => box(id, x, y, PAINT[columns.get(id)])),
    edges: data.pairs
      .filter((pair) => places.has(pair.source) && places.has(pair.target))
      .map((pair) => line(pair.id, curve(places.get(pair.source), places.get(pair.target)), pair.directed ? "#0072b2" : "#6b7785")),
    frames: plan.frames,
    heads: plan.heads.map(([x, y, column]) => [x, y, words["column." + column]]),
  };
}

function allView(hidden) {
  const shown = (id) => !hidden.has(typeOf(id));
  const straight = { enabled: false };
  const drawn = [...data.pairs, ...data.links.filter((link) => !PAIRING.has(link.relation))];
  return {
    nodes: [...nodes.values()].filter((node) => shown(node.id)).map((node) => ({ ...node, font: { ...node.font, color: INK, face: FACE, vadjust: -3 }, color: { background: node.color, border: node.color } })),
    edges: drawn
      .filter((l) => shown(l.source) && shown(l.target))
      .map((l) => line(l.id, straight, l.relation ? "#9aa5b1" : "#0072b2", l.relation ? 0.45 : 0.7)),
    frames: [],
    heads: [],
  };
}

// One entity in the middle; what it does to the right, what is done to it to the left, a frame a relation.
function focusView(id) {
  const sides = { left: new Map(), right: new Map() };
  const placed = new Set([id]);
  const drawn = [];
  const ranked = [...pairsOf(id), ...linksOf(id).filter((link) => !PAIRING.has(link.relation))];
  for (const l of ranked) {
    const forward = l.source === id;
    const relation = l.relation || (l.directed ? "assists" : "partners_with");
    const side = sides[l.directed && !forward ? "left" : "right"];
    const title = relationWord(relation, forward);
    if (!side.has(title)) side.set(title, { colour: l.relation ? "#8895a1" : "#0072b2", ids: [], all: 0 });
    const group = side.get(title);
    const other = otherEnd(l, id);
    const fresh = !placed.has(other);
    if (fresh) group.all += 1;
    if (fresh && group.ids.length >= MOST_ROWS) continue;
    if (fresh) group.ids.push(other);
    placed.add(other);
    drawn.push([l.id, group.colour]);
  }
  const view = { nodes: [], edges: [], frames: [], heads: [] };
  const places = new Map([[id, [0, 0]]]);
  const half = widthOf(nodes.get(id).label) / 2;
  stackFrames(view, places, sides.left, -half - 150, -1);
  stackFrames(view, places, sides.right, half + 150, 1);
  view.nodes = [...places].map(([key, [x, y]]) => {
    const paint = key === id
      ? { background: colourOf(key), border: colourOf(key), text: "#ffffff" }
      : { background: "#ffffff", border: colourOf(key), text: INK };
    return box(key, x, y, paint);
  });
  view.edges = drawn.map(([key, colour]) => {
    const l = lines.get(key);
    return line(key, curve(places.get(l.source), places.get(l.target)), colour);
  });
  return view;
}

// Frames under each other, in as many columns as keep the side about as high as the screen shows.
function stackFrames(view, places, groups, inner, direction) {
  const frames = [...groups].filter(([, group]) => group.ids.length).map(([title, group]) => {
    const width = Math.max(...group.ids.map((key) => widthOf(nodes.get(key).label)), widthOf(title) + 20);
    return { title, group, width, height: group.ids.length * FRAME_ROW + FRAME_TITLE + 8 };
  });
  const columns = [[]];
  let height = 0;
  for (const frame of frames) {
    if (height && height + frame.height > 22 * FRAME_ROW) {
      columns.push([]);
      height = 0;
    }
    columns[columns.length - 1].push(frame);
    height += frame.height + FRAME_GAP;
  }
  let edge = inner;
  for (const column of columns) {
    const width = Math.max(0, ...column.map((frame) => frame.width));
    const tall = column.reduce((sum, frame) => sum + frame.height + FRAME_GAP, -FRAME_GAP);
    const x = edge + (direction * width) / 2;
    let top = -tall / 2;
    for (const { title, group, height: high } of column) {
      const part = group.all > group.ids.length;
      const text = say(part ? "group.part" : "group", { relation: title, shown: group.ids.length, count: group.all });
      view.frames.push([x - width / 2 - 12, top, width + 24, high, text]);
      group.ids.forEach((key, i) => places.set(key, [x, top + FRAME_TITLE + (i + 0.5) * FRAME_ROW + 2]));
      top += high + FRAME_GAP;
    }
    edge += direction * (width + 60);
  }
}
