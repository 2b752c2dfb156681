// The data of the page and its indexes. Ids are keys of Maps, so that no id can be mistaken for a property.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const table = (object) => new Map(Object.entries(object));
const entities = table(data.entities);
const statements = table(data.statements);
const metrics = table(data.metrics);
const articles = table(data.articles);
const nodes = new Map(data.network.nodes.map((node) => [node.id, node]));
const edges = new Map(data.network.edges.map((edge) => [edge.id, edge]));
const lines = new Map([...data.pairs, ...data.links].map((line) => [line.id, line]));

const PAIRING = new Set(["assists", "partners_with"]);
const HOLDS = new Set(["done", "ongoing"]);

function indexed(rows, keys) {
  const found = new Map();
  for (const row of rows) {
    for (const key of new Set(keys(row))) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(row);
    }
  }
  return (key) => found.get(key) || [];
}

// What is denied is told in the panel and never drawn.
const drawn = (rows) => rows.filter((row) => row.status !== "denied");
const drawnPairs = drawn(data.pairs);
const drawnLinks = drawn(data.links).filter((link) => !PAIRING.has(link.relation)); // pairs stand for these
const linksOf = indexed(drawnLinks, (link) => [link.source, link.target]);
const pairsOf = indexed(drawnPairs, (pair) => [pair.source, pair.target]);
const factsOf = indexed([...statements], ([, s]) => [s.subject, s.object]);
const metricsOf = indexed([...metrics], ([, m]) => [m.about]);

function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const nameOf = (id) => entities.get(id).name;
const typeOf = (id) => entities.get(id).type;
const colourOf = (id) => data.colours[typeOf(id)];
const otherEnd = (line, id) => (line.source === id ? line.target : line.source);
// A pair has no relation of its own, only a direction or none.
const relationOf = (line) => line.relation || (line.directed ? "assists" : "partners_with");

// How a relation reads from one of its ends.
function relationWord(relation, forward) {
  return words.relation[forward ? relation : relation + ".inverse"];
}

// Elements are made here and nowhere else; text goes in as text.
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
