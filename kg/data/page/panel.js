// The side panel: the story at first, then the chosen entity or line with every quote in its sentence.
const panel = document.getElementById("panel");
const OPEN_GROUPS = 4;

function show(...children) {
  panel.replaceChildren(...children.filter((child) => child !== null));
  panel.scrollTop = 0;
}

// A line break in a document is no space between Chinese characters.
function joined(text) {
  return text.replace(/([^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])/g, "$1").replace(/\s+/g, " ");
}

function entityLink(id) {
  return element("button", { type: "button", class: "link", click: () => choose(id) }, nameOf(id));
}

function chip(text, kind, colour) {
  const made = element("span", { class: `chip ${kind}` }, text);
  if (colour) made.style.background = colour;
  return made;
}

function pairButton(pair) {
  return element("button", { type: "button", class: "pair", "data-line": pair.id, click: () => chooseLine(pair.id) },
    element("span", {}, nameOf(pair.source)),
    element("span", { class: "arrow" }, pair.directed ? "→" : "—"),
    element("span", {}, nameOf(pair.target)),
    element("span", { class: "count" }, say("sources", { count: pair.statements.length })));
}

function pairSection(key, pairs) {
  if (!pairs.length) return [];
  return [element("h3", {}, say(key, { count: pairs.length })), ...pairs.map(pairButton)];
}

function showHome() {
  const settled = data.pairs.filter((pair) => pair.holds);
  const directed = settled.filter((pair) => pair.directed);
  const regions = new Set(settled.flatMap((pair) => [pair.source, pair.target]));
  const story = settled.length
    ? say("story", { regions: regions.size, pairs: settled.length, directed: directed.length })
    : words.unpaired;
  show(
    element("p", {}, story),
    data.omitted ? element("p", {}, say("omitted", { count: data.omitted })) : null,
    ...pairSection("pairs.directed", directed),
    ...pairSection("pairs.undirected", settled.filter((pair) => !pair.directed)),
    ...pairSection("pairs.unsettled", data.pairs.filter((pair) => !pair.holds)));
}

function known(rows) {
  const list = element("dl", { class: "known" });
  for (const [word, text] of rows) {
    if (text) list.append(element("dt", {}, word), element("dd", {}, text));
  }
  return list;
}

function quotes(fact) {
  const article = articles.get(fact.article);
  const date = article.published ? `(${article.published})` : "";
  const source = `${article.outlet || ""}《${article.title || words.unnamed}》${date}`;
  return fact.quotes.flatMap((quote) => [
    element("blockquote", {}, joined(quote.prefix), element("mark", {}, joined(quote.quote)), joined(quote.suffix)),
    element("div", { class: "where" }, `${quote.file} ${quote.start}–${quote.end} · ${source}`),
  ]);
}

function factElement(id, fact, title) {
  const unsettled = !HOLDS.has(fact.status);
  const attrs = (fact.attrs || []).map(([name, value]) => `${name} ${value}`).join(" · ");
  const sure = `${words.status[fact.status]} · ${words.confidence} ${fact.confidence.toFixed(2)} · ${words.rule} ${fact.rule}`;
  return element("div", { class: unsettled ? "fact unsettled" : "fact", "data-fact": id },
    unsettled ? chip(words.status[fact.status], fact.status) : null,
    ...title,
    attrs ? element("div", { class: "attrs" }, attrs) : null,
    ...quotes(fact),
    element("div", { class: "where" }, sure));
}

// Facts of an entity by relation and end, the largest group first.
function groupsOf(id) {
  const groups = new Map();
  for (const [key, fact] of factsOf(id)) {
    const forward = fact.subject === id;
    const title = relationWord(fact.relation, forward);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([key, fact, forward ? fact.object : fact.subject]);
  }
  const rank = (facts) => (PAIRING.has(facts[0][1].relation) ? 1e6 : 0) + facts.length;
  return [...groups].sort((a, b) => rank(b[1]) - rank(a[1]));
}

function folded(title, open, children) {
  return element("details", open ? { open: "" } : {}, element("summary", {}, title), ...children);
}

function showEntity(id) {
  const entity = entities.get(id);
  const figures = metricsOf(id);
  const groups = groupsOf(id);
  show(
    element("h2", {}, entity.name),
    element("div", {}, chip(words.type[entity.type], "", colourOf(id))),
    known([
      [words.path, entity.path && entity.path !== entity.name ? entity.path.replaceAll("/", " / ") : ""],
      [words.code, entity.code],
      [words.alias, (entity.aliases || []).join("、")],
    ]),
    element("div", { class: "actions" },
      element("button", { type: "button", class: "main", click: () => expand(id) }, words.focus),
      element("button", { type: "button", click: goHome }, words.home)),
    groups.length || figures.length ? null : element("p", {}, words["no.facts"]),
    ...groups.map(([title, facts], i) => folded(say("group", { relation: title, count: facts.length }), i < OPEN_GROUPS,
      facts.map(([key, fact, other]) => factElement(key, fact, [entityLink(other)])))),
    figures.length
      ? folded(say("metrics", { count: figures.length }), groups.length < OPEN_GROUPS,
        figures.map(([key, figure]) => factElement(key, figure, [[figure.name, figure.value, figure.time].filter(Boolean).join(" · ")])))
      : null);
}

function showLine(id) {
  const l = lines.get(id);
  show(
    element("h2", {}, entityLink(l.source), ` ${l.directed ? "→" : "—"} `, entityLink(l.target)),
    element("div", {}, chip(relationWord(relationOf(l), true), "", "#0072b2"), say("sources", { count: l.statements.length })),
    known([[words.fields, (l.fields || []).join("、")], [words.dates, [...new Set([l.first, l.last].filter(Boolean))].join(" – ")]]),
    element("div", { class: "actions" }, element("button", { type: "button", click: goHome }, words.home)),
    ...l.statements.map((key) => {
      const fact = statements.get(key);
      return factElement(key, fact, [`${nameOf(fact.subject)} ${relationWord(fact.relation, true)} ${nameOf(fact.object)}`]);
    }));
}
