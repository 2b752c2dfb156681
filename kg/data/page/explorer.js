"use strict";
(() => {
  // src/state.ts
  var VIEW_NAMES = ["network", "map", "timeline", "table"];
  var NO_FILTERS = Object.freeze({
    relations: [],
    types: [],
    fields: [],
    sources: [],
    statuses: [],
    minConfidence: 0,
    from: "",
    until: "",
    asOf: ""
  });
  var Store = class {
    #state;
    #listeners = /* @__PURE__ */ new Set();
    constructor(initial) {
      this.#state = Object.freeze({ ...initial });
    }
    get() {
      return this.#state;
    }
    /** Change some of it; listeners hear of it once, and not at all when nothing is different. */
    set(change, how = "push") {
      const before = this.#state;
      const now = { ...before, ...change };
      if (JSON.stringify(now) === JSON.stringify(before)) return;
      this.#state = Object.freeze(now);
      for (const listener of [...this.#listeners]) listener(this.#state, before, how);
    }
    /** Change some of the filters. */
    filter(change, how = "replace") {
      const filters = { ...this.#state.filters, ...change };
      this.set({ filters: JSON.stringify(filters) === JSON.stringify(NO_FILTERS) ? NO_FILTERS : Object.freeze(filters) }, how);
    }
    subscribe(listener) {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    }
  };

  // src/address.ts
  var LISTS = { relation: "relations", type: "types", field: "fields", source: "sources", status: "statuses" };
  var TEXTS = { from: "from", until: "until", asof: "asOf" };
  var DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;
  function write(state, first2) {
    const parts = [];
    if (state.selection) parts.push(...selectionParts(state.selection));
    if (state.view !== first2.view) parts.push(["view", state.view]);
    if (state.drawing !== first2.drawing) parts.push(["draw", state.drawing]);
    if (state.drawing === "around" && !opensOnlySelection(state)) parts.push(["open", listed(state.open)]);
    for (const [key, name] of Object.entries(LISTS)) {
      if (state.filters[name].length) parts.push([key, listed(state.filters[name])]);
    }
    for (const [key, name] of Object.entries(TEXTS)) {
      if (state.filters[name]) parts.push([key, state.filters[name]]);
    }
    if (state.filters.minConfidence) parts.push(["confidence", String(state.filters.minConfidence)]);
    if (state.lang !== first2.lang) parts.push(["lang", state.lang]);
    return parts.map(([key, value]) => `${key}=${escaped(value)}`).join("&");
  }
  function read(fragment, first2, knows2) {
    const parts = /* @__PURE__ */ new Map();
    for (const part of fragment.replace(/^#/, "").split("&")) {
      const at = part.indexOf("=");
      if (at > 0) parts.set(part.slice(0, at), unescaped(part.slice(at + 1)));
    }
    const selection = readSelection(parts, knows2);
    const view = VIEW_NAMES.find((name) => name === parts.get("view")) ?? first2.view;
    const wanted = ["overview", "all", "around"].find((name) => name === parts.get("draw")) ?? first2.drawing;
    const named = items(parts.get("open") ?? "").filter((id) => knows2("entity", id));
    const open = named.length || selection?.kind !== "entity" ? named : [selection.id];
    const lang = parts.get("lang");
    return {
      view,
      selection,
      filters: readFilters(parts),
      lang: lang === "zh" || lang === "en" ? lang : first2.lang,
      drawing: wanted === "around" && !open.length ? first2.drawing : wanted,
      open: wanted === "around" ? open : []
    };
  }
  function connect(store2, first2, knows2) {
    if (location.protocol === "about:") return;
    let reading = false;
    store2.subscribe((now, _, how) => {
      if (reading) return;
      const fragment = `#${write(now, first2)}`;
      if (how === "push") history.pushState(null, "", fragment);
      else history.replaceState(null, "", fragment);
    });
    const arrive = () => {
      reading = true;
      store2.set(read(location.hash, first2, knows2));
      reading = false;
    };
    addEventListener("popstate", arrive);
    addEventListener("hashchange", arrive);
  }
  function selectionParts(selection) {
    switch (selection.kind) {
      case "path":
        return [["path", listed([selection.from, selection.to])]];
      case "line":
        return [["line", selection.id]];
      default:
        return [split(selection.id)];
    }
  }
  function split(id) {
    const at = id.indexOf("/");
    return [id.slice(0, at), id.slice(at + 1)];
  }
  var KINDS = { statement: "statement", metric: "metric" };
  var RESERVED = /* @__PURE__ */ new Set(["view", "draw", "open", "lang", "confidence", "path", "line", ...Object.keys(LISTS), ...Object.keys(TEXTS)]);
  function readSelection(parts, knows2) {
    const line2 = parts.get("line");
    if (line2 !== void 0 && knows2("line", line2)) return { kind: "line", id: line2 };
    const [from, to] = items(parts.get("path") ?? "");
    if (from && to && knows2("entity", from) && knows2("entity", to)) return { kind: "path", from, to };
    for (const [key, value] of parts) {
      const kind = KINDS[key] ?? "entity";
      const id = `${key}/${value}`;
      if (!RESERVED.has(key) && knows2(kind, id)) return { kind, id };
    }
    return null;
  }
  function listed(values) {
    return values.map((value) => value.replaceAll("%", "%25").replaceAll("~", "%7E")).join("~");
  }
  function items(text) {
    return text.split("~").filter(Boolean).map((value) => value.replaceAll("%7E", "~").replaceAll("%25", "%"));
  }
  function readFilters(parts) {
    const list2 = (key) => items(parts.get(key) ?? "");
    const date = (key) => DATE.test(parts.get(key) ?? "") ? parts.get(key) : "";
    const confidence = Number(parts.get("confidence") ?? 0);
    const found = {
      relations: list2("relation"),
      types: list2("type"),
      fields: list2("field"),
      sources: list2("source"),
      statuses: list2("status"),
      minConfidence: confidence > 0 && confidence <= 1 ? confidence : 0,
      from: date("from"),
      until: date("until"),
      asOf: date("asof")
    };
    return JSON.stringify(found) === JSON.stringify(NO_FILTERS) ? NO_FILTERS : Object.freeze(found);
  }
  function opensOnlySelection(state) {
    return state.selection?.kind === "entity" && state.open.length === 1 && state.open[0] === state.selection.id;
  }
  function escaped(value) {
    return value.replace(/[%&=#\s"<>]/g, (c) => encodeURIComponent(c));
  }
  function unescaped(value) {
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }

  // src/colours.ts
  var SHAPES = {
    REGION: "dot",
    ORG: "square",
    PERSON: "fall",
    PRODUCT: "diamond",
    PARK: "triangle",
    PROJECT: "hexagon",
    DOCUMENT: "square",
    EVENT: "star",
    "": "dot"
  };
  var FAMILIES = ["help", "work", "trade", "belong"];
  var FAMILY = {
    assists: "help",
    funds: "help",
    dispatches_to: "help",
    invests_in: "help",
    builds: "help",
    partners_with: "work",
    cooperates_with: "work",
    signed: "work",
    visits: "work",
    hosts: "work",
    sells_to: "trade",
    sends_labour_to: "trade",
    produces: "trade",
    located_in: "belong",
    held_in: "belong",
    holds_position: "belong",
    comes_from: "belong",
    issues: "belong"
  };
  function familyOf(relation) {
    return FAMILY[relation] ?? "belong";
  }
  var LIGHT = {
    ground: "#f5f7f9",
    paper: "#ffffff",
    ink: "#1c2733",
    soft: "#55616d",
    edge: "#dde3e9",
    faint: "#c9d1d9",
    accent: "#0072b2",
    onAccent: "#ffffff",
    pale: "#dcebf6",
    unsettled: "#b36b00",
    types: {
      REGION: "#0072b2",
      ORG: "#a86400",
      PERSON: "#a8487d",
      PRODUCT: "#007a5a",
      PARK: "#c04a00",
      PROJECT: "#5a51b8",
      DOCUMENT: "#726800",
      EVENT: "#5f6368",
      "": "#76828e"
    },
    families: { help: "#0072b2", work: "#6b7785", trade: "#007a5a", belong: "#b3bcc6" }
  };
  var DARK = {
    ground: "#12181f",
    paper: "#1b232c",
    ink: "#e8edf2",
    soft: "#a3afbb",
    edge: "#33404d",
    faint: "#4b5966",
    accent: "#56b4e9",
    onAccent: "#0b1520",
    pale: "#1d3a50",
    unsettled: "#f0a63a",
    types: {
      REGION: "#56b4e9",
      ORG: "#e69f00",
      PERSON: "#e29ac4",
      PRODUCT: "#33c79e",
      PARK: "#ff8f52",
      PROJECT: "#a9a2ff",
      DOCUMENT: "#d8cb4a",
      EVENT: "#aab3bc",
      "": "#8b97a3"
    },
    families: { help: "#56b4e9", work: "#94a1ae", trade: "#33c79e", belong: "#56636f" }
  };

  // src/dates.ts
  function span(date) {
    const [a = "", b = a] = date.split("/");
    const first2 = a === ".." || a === "" ? "" : `${a}${"0000-01-01".slice(a.length)}`;
    const last = b === ".." || b === "" ? "" : endOf(b);
    return [first2, last];
  }
  function endOf(date) {
    if (date.length >= 10) return date;
    if (date.length === 4) return `${date}-12-31`;
    const [year = 0, month = 1] = date.split("-").map(Number);
    const days2 = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return `${date}-${days2}`;
  }
  function begunBy(date, asOf) {
    const [first2, last] = span(date);
    return (first2 || last) <= endOf(asOf);
  }
  function within(date, from, until) {
    const [first2, last] = span(date);
    return (!until || !first2 || first2 <= endOf(until)) && (!from || !last || last >= span(from)[0]);
  }

  // src/validity.ts
  function intervalOf({ date = "", since = "", until = "" }) {
    const [begin, end] = [span(since)[0], span(until)[1]];
    if (begin) return { start: begin, end, begins: true };
    let [first2] = span(date);
    if (end && first2 > end) first2 = "";
    const by = !end && !first2 && date ? span(date.split("/").at(-1))[0] : "";
    return { start: first2 || by, end, begins: false };
  }
  function holdsAt({ start: start4, end }, asOf) {
    const day = span(asOf)[1];
    if (!start4 && !end) return "unknown";
    if (end && day > end) return "no";
    if (!start4) return "unknown";
    return start4 <= day ? "yes" : "no";
  }
  function heldTogether(told, asOf) {
    const answers = told.filter(dated).map((one) => holdsAt(closed(one, told), asOf));
    if (answers.includes("yes")) return "yes";
    const reached = new Set(told.filter(({ start: start4 }) => start4).map((one) => closed(one, told).end));
    const open = told.some((one) => !one.start && one.end && !reached.has(one.end) && holdsAt(one, asOf) === "unknown");
    const settled = told.some(({ begins, end }) => begins || end);
    return open || !told.length || !settled && told.some((one) => !dated(one)) ? "unknown" : "no";
  }
  function closed(one, told) {
    if (!one.start || one.end) return one;
    const ends = told.map(({ end }) => end).filter((end) => end && end >= one.start).sort();
    return { ...one, end: ends[0] ?? "" };
  }
  function whenOf({ date = "", since = "", until = "" }) {
    if (!since && !until) return date;
    const begin = since.split("/")[0] || (date && span(date)[0] <= span(until)[1] ? date.split("/")[0] : "..");
    return `${begin}/${until.split("/").at(-1) || ".."}`;
  }
  function dated({ start: start4, end }) {
    return Boolean(start4 || end);
  }

  // src/model.ts
  var PAIRING = /* @__PURE__ */ new Set(["assists", "partners_with"]);
  var SYMMETRIC = /* @__PURE__ */ new Set(["partners_with", "cooperates_with"]);
  var STATUS_ORDER = ["done", "ongoing", "planned", "wished", "reported", "denied"];
  function holds(status) {
    return status === "done" || status === "ongoing";
  }
  var Model = class {
    constructor(data) {
      this.data = data;
      this.entities = new Map(Object.entries(data.entities));
      this.statements = new Map(Object.entries(data.statements));
      this.metrics = new Map(Object.entries(data.metrics));
      this.articles = new Map(Object.entries(data.articles));
      this.lang = data.lang;
    }
    data;
    entities;
    statements;
    metrics;
    articles;
    /** The language of `say`; main.ts sets it from the state. */
    lang;
    #all = null;
    #last = null;
    /** The words of `key` in the current language, its {fields} filled in. A key without words is a mistake of ours. */
    say(key, values = {}) {
      const found = this.data.words[key];
      if (!found) throw new Error(`no words for ${key}`);
      return found[this.lang === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
    }
    /** Words of an attribute, which may be one that the catalogue lacks. */
    attr(name) {
      return this.data.words[`attr.${name}`] ? this.say(`attr.${name}`) : name;
    }
    fieldWord(name) {
      return this.data.words[`field.${name}`] ? this.say(`field.${name}`) : name;
    }
    /** How a relation reads from its source (forward) or from its target. */
    relationWord(relation, forward = true) {
      return this.say(`relation.${relation}${forward ? "" : ".inverse"}`);
    }
    entity(id) {
      const found = this.entities.get(id);
      if (!found) throw new Error(`no entity ${id}`);
      return found;
    }
    name(id) {
      return this.entity(id).name;
    }
    type(id) {
      return this.entity(id).type;
    }
    /** What there is without filters. */
    get everything() {
      this.#all ??= this.#filter(NO_FILTERS);
      return this.#all;
    }
    /** What the filters let through; the same object as long as the filters are the same object. */
    shown(filters) {
      if (filters === NO_FILTERS) return this.everything;
      if (this.#last?.filters !== filters) this.#last = { filters, shown: this.#filter(filters) };
      return this.#last.shown;
    }
    #filter(f) {
      const has = (list2, value) => !list2.length || list2.includes(value);
      const source = (fact) => fact.confidence >= f.minConfidence && has(f.statuses, fact.status) && has(f.sources, this.articles.get(fact.article)?.file ?? "");
      const over = f.asOf ? this.#over(f.asOf) : /* @__PURE__ */ new Set();
      const dated2 = (fact) => {
        const when2 = whenOf(fact);
        if ((f.from || f.until) && !(when2 && within(when2, f.from, f.until))) return false;
        return !f.asOf || holdsAt(intervalOf(fact), f.asOf) !== "no";
      };
      const typed = (id) => has(f.types, this.type(id));
      const said = [...this.statements].filter(([id, s]) => has(f.relations, s.relation) && (!f.fields.length || (s.fields ?? []).some((field) => f.fields.includes(field))) && source(s) && dated2(s) && !over.has(id));
      const statements = new Map(said.filter(([, s]) => typed(s.subject) && typed(s.object)));
      const metrics = new Map([...this.metrics].filter(([, m]) => !f.relations.length && !f.fields.length && typed(m.about) && source(m) && dated2({ date: m.date ?? "" })));
      const whole3 = said.length === this.statements.size;
      const there = whole3 ? [...this.entities.keys()] : said.flatMap(([, s]) => [s.subject, s.object]);
      return collect(statements, metrics, this.#pairs(statements), there.filter(typed));
    }
    /** Whether a line holds at a date, by all its statements. */
    heldAt(line2, asOf) {
      return heldTogether(line2.statements.map((id) => intervalOf(this.statements.get(id))), asOf);
    }
    /** Statements of pairs that did not hold then, going by all that is told of the pair: one text may end what another leaves open. */
    #over(asOf) {
      const over = /* @__PURE__ */ new Set();
      for (const { statements } of this.data.pairs) {
        const told = statements.map((id) => intervalOf(this.statements.get(id)));
        const apart = heldTogether(told, asOf) === "no";
        statements.forEach((id, i) => {
          if (apart || holdsAt(closed(told[i], told), asOf) === "no") over.add(id);
        });
      }
      return over;
    }
    #pairs(statements) {
      const lines = [];
      for (const pair2 of this.data.pairs) {
        const kept = pair2.statements.filter((id) => statements.has(id));
        if (kept.length) lines.push(pairLine(pair2, kept, statements));
      }
      return lines.sort(byWeight);
    }
  };
  function byWeight(a, b) {
    return Number(holds(b.status)) - Number(holds(a.status)) || Number(b.directed) - Number(a.directed) || b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1);
  }
  function bestStatus(ids, statements) {
    const found = new Set(ids.map((id) => statements.get(id)?.status));
    return STATUS_ORDER.find((status) => found.has(status)) ?? "reported";
  }
  function pairLine(pair2, kept, statements) {
    const relation = pair2.directed ? "assists" : "partners_with";
    const order = (id) => rank(statements.get(id)) + (statements.get(id).relation === relation ? 0 : 4);
    kept.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    const facts2 = kept.map((id) => statements.get(id));
    const days2 = facts2.flatMap((fact) => [fact.date, fact.since, fact.until]).flatMap((date) => (date ?? "").split("/")).filter((date) => date !== "" && date !== "..").sort();
    return {
      id: pair2.id,
      source: pair2.source,
      target: pair2.target,
      pair: true,
      directed: pair2.directed,
      relation,
      status: bestStatus(kept, statements),
      statements: kept,
      fields: [...new Set(facts2.flatMap((fact) => fact.fields ?? []))],
      when: pair2.from || pair2.to ? `${pair2.from ?? ".."}/${pair2.to ?? ".."}` : "",
      first: days2[0] ?? "",
      last: days2.at(-1) ?? ""
    };
  }
  function linkLines(statements, settled) {
    const groups = /* @__PURE__ */ new Map();
    for (const [id, s] of statements) {
      if (s.subject === s.object || settled.has(id)) continue;
      const ends = [s.subject, s.object];
      if (SYMMETRIC.has(s.relation)) ends.sort();
      const key = `${ends[0]} ${s.relation} ${ends[1]}`;
      const group = groups.get(key) ?? { ends, relation: s.relation, ids: [] };
      groups.set(key, group);
      group.ids.push(id);
    }
    return [...groups].map(([id, { ends, relation, ids }]) => ({
      id,
      source: ends[0],
      target: ends[1],
      relation,
      pair: false,
      directed: !SYMMETRIC.has(relation),
      status: bestStatus(ids, statements),
      fields: [],
      when: "",
      first: "",
      last: "",
      statements: ids.sort((a, b) => rank(statements.get(a)) - rank(statements.get(b)) || (a < b ? -1 : 1))
    }));
  }
  var rank = (s) => (holds(s.status) ? 0 : 1) - s.confidence / 2;
  function collect(statements, metrics, pairs, there) {
    const settled = new Set(pairs.flatMap((pair2) => pair2.statements));
    const links = linkLines(statements, settled);
    const entities = new Set(there);
    for (const m of metrics.values()) entities.add(m.about);
    for (const pair2 of pairs) entities.add(pair2.source).add(pair2.target);
    const lines = [...pairs, ...links];
    return {
      statements,
      metrics,
      pairs,
      links,
      entities,
      lines: new Map(lines.map((line2) => [line2.id, line2])),
      linesOf: indexed(lines, (line2) => [line2.source, line2.target]),
      statementsOf: byKey(indexed([...statements], ([, s]) => [s.subject, s.object])),
      metricsOf: byKey(indexed([...metrics], ([, m]) => [m.about]))
    };
  }
  function indexed(rows2, keys) {
    const found = /* @__PURE__ */ new Map();
    for (const row of rows2) {
      for (const key of new Set(keys(row))) {
        const list2 = found.get(key);
        if (list2) list2.push(row);
        else found.set(key, [row]);
      }
    }
    return (key) => found.get(key) ?? [];
  }
  function byKey(rows2) {
    return (key) => rows2(key).map(([id]) => id);
  }
  function otherEnd(line2, id) {
    return line2.source === id ? line2.target : line2.source;
  }

  // src/ink.ts
  var FACE = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
  function corners(shape, x, y, r) {
    const around = (count, start4, radius) => {
      const found = [];
      for (let i = 0; i < count; i++) {
        const angle = start4 + i * 2 * Math.PI / count;
        found.push(x + radius(i) * Math.cos(angle), y + radius(i) * Math.sin(angle));
      }
      return found;
    };
    switch (shape) {
      case "square":
        return [x - r * 0.88, y - r * 0.88, x + r * 0.88, y - r * 0.88, x + r * 0.88, y + r * 0.88, x - r * 0.88, y + r * 0.88];
      case "diamond":
        return around(4, -Math.PI / 2, () => r * 1.2);
      case "triangle":
        return around(3, -Math.PI / 2, () => r * 1.2);
      case "fall":
        return around(3, Math.PI / 2, () => r * 1.2);
      case "hexagon":
        return around(6, 0, () => r * 1.08);
      case "star":
        return around(10, -Math.PI / 2, (i) => i % 2 ? r * 0.55 : r * 1.3);
      case "dot":
        return null;
    }
  }
  var CanvasInk = class {
    constructor(ink2) {
      this.ink = ink2;
    }
    ink;
    box(x, y, width, height, radius, fill, line2) {
      const { ink: ink2 } = this;
      ink2.beginPath();
      rounded(ink2, x, y, width, height, radius);
      if (fill) {
        ink2.fillStyle = fill;
        ink2.fill();
      }
      if (line2) this.#stroke(line2);
    }
    lines(paths, line2) {
      const { ink: ink2 } = this;
      for (let i = 0; i < paths.length; i += 64) {
        ink2.beginPath();
        for (let j = i; j < Math.min(i + 64, paths.length); j++) {
          const p = paths[j];
          ink2.moveTo(p[0], p[1]);
          if (p.length === 4) ink2.lineTo(p[2], p[3]);
          else ink2.bezierCurveTo(p[2], p[3], p[4], p[5], p[6], p[7]);
        }
        this.#stroke(line2);
      }
    }
    areas(paths, fill, opacity = 1) {
      const { ink: ink2 } = this;
      ink2.beginPath();
      for (const path of paths) this.#outline(path);
      ink2.globalAlpha = opacity;
      ink2.fillStyle = fill;
      ink2.fill();
      ink2.globalAlpha = 1;
    }
    mark(shape, x, y, size, fill, line2) {
      const { ink: ink2 } = this;
      const path = corners(shape, x, y, size);
      ink2.beginPath();
      if (path) this.#outline(path);
      else ink2.arc(x, y, size, 0, 2 * Math.PI);
      ink2.fillStyle = fill;
      ink2.fill();
      if (line2) this.#stroke(line2);
    }
    text(x, y, text, letters) {
      const { ink: ink2 } = this;
      ink2.font = `${letters.bold ? "bold " : ""}${letters.size}px ${FACE}`;
      ink2.textAlign = letters.align ?? "center";
      ink2.textBaseline = "middle";
      if (letters.halo) {
        ink2.lineJoin = "round";
        ink2.lineWidth = 3;
        ink2.strokeStyle = letters.halo;
        ink2.strokeText(text, x, y);
      }
      ink2.fillStyle = letters.colour;
      ink2.fillText(text, x, y);
    }
    #outline(path) {
      this.ink.moveTo(path[0], path[1]);
      for (let i = 2; i < path.length; i += 2) this.ink.lineTo(path[i], path[i + 1]);
      this.ink.closePath();
    }
    #stroke(line2) {
      const { ink: ink2 } = this;
      ink2.globalAlpha = line2.opacity ?? 1;
      ink2.lineWidth = line2.width;
      ink2.strokeStyle = line2.colour;
      ink2.setLineDash(line2.dash ?? []);
      ink2.stroke();
      if (line2.dash) ink2.setLineDash([]);
      ink2.globalAlpha = 1;
    }
  };
  function rounded(ink2, x, y, width, height, radius) {
    const r = Math.min(radius, width / 2, height / 2);
    ink2.moveTo(x + r, y);
    ink2.arcTo(x + width, y, x + width, y + height, r);
    ink2.arcTo(x + width, y + height, x, y + height, r);
    ink2.arcTo(x, y + height, x, y, r);
    ink2.arcTo(x, y, x + width, y, r);
    ink2.closePath();
  }
  var escaped2 = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "�");
  var short = (value) => String(Math.round(value * 10) / 10);
  var SvgInk = class {
    constructor(width, height, ground) {
      this.width = width;
      this.height = height;
      this.ground = ground;
    }
    width;
    height;
    ground;
    #parts = [];
    box(x, y, width, height, radius, fill, line2) {
      this.#parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(radius)}" fill="${fill ?? "none"}"${stroke(line2)}/>`);
    }
    lines(paths, line2) {
      const d = paths.map((p) => {
        const n = p.map(short);
        return `M${n[0]} ${n[1]}${p.length === 4 ? "L" : "C"}${n.slice(2).join(" ")}`;
      });
      if (d.length) this.#parts.push(`<path d="${d.join("")}" fill="none"${stroke(line2)}/>`);
    }
    areas(paths, fill, opacity = 1) {
      if (paths.length) this.#parts.push(`<path d="${paths.map(outline).join("")}" fill="${fill}" opacity="${opacity}"/>`);
    }
    mark(shape, x, y, size, fill, line2) {
      const path = corners(shape, x, y, size);
      this.#parts.push(path ? `<path d="${outline(path)}" fill="${fill}"${stroke(line2)}/>` : `<circle cx="${short(x)}" cy="${short(y)}" r="${short(size)}" fill="${fill}"${stroke(line2)}/>`);
    }
    text(x, y, text, letters) {
      const halo = letters.halo ? ` stroke="${letters.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
      this.#parts.push(`<text x="${short(x)}" y="${short(y)}" font-size="${short(letters.size)}"${letters.bold ? ' font-weight="bold"' : ""} text-anchor="${letters.align === "left" ? "start" : "middle"}" dominant-baseline="central" fill="${letters.colour}"${halo}>${escaped2(text)}</text>`);
    }
    /** The whole file. */
    toString() {
      const [w, h] = [Math.round(this.width), Math.round(this.height)];
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${FACE.replaceAll('"', "'")}">
<rect width="${w}" height="${h}" fill="${this.ground}"/>
${this.#parts.join("\n")}
</svg>
`;
    }
  };
  function outline(path) {
    const n = path.map(short);
    return `M${n[0]} ${n[1]}L${n.slice(2).join(" ")}Z`;
  }
  function stroke(line2) {
    if (!line2) return "";
    const dash = line2.dash ? ` stroke-dasharray="${line2.dash.join(" ")}"` : "";
    return ` stroke="${line2.colour}" stroke-width="${short(line2.width)}"${dash}${line2.opacity === void 0 ? "" : ` opacity="${line2.opacity}"`}`;
  }

  // src/picture.ts
  var EMPTY = { spots: [], wires: [], frames: [], heads: [] };
  var LETTER = 14;
  var BOX_HIGH = 13;
  var ink = null;
  var widths = /* @__PURE__ */ new Map();
  function textWidth(text, size = LETTER, bold = false) {
    const key = bold ? `!${text}` : text;
    let width = widths.get(key);
    if (width === void 0) {
      ink ??= document.createElement("canvas").getContext("2d");
      ink.font = `${bold ? "bold " : ""}${LETTER}px ${FACE}`;
      width = ink.measureText(text).width;
      widths.set(key, width);
    }
    return width * size / LETTER;
  }
  function halfBox(label) {
    return textWidth(label) / 2 + 10;
  }
  var LONGEST = 16;
  function short2(name, longest = LONGEST) {
    const line2 = [...name.replace(/\s+/g, " ").trim()];
    return line2.length <= longest ? line2.join("") : `${line2.slice(0, longest - 1).join("")}…`;
  }
  function extent(picture) {
    const found = [Infinity, Infinity, -Infinity, -Infinity];
    const cover = (left, top, right, bottom) => {
      found[0] = Math.min(found[0], left);
      found[1] = Math.min(found[1], top);
      found[2] = Math.max(found[2], right);
      found[3] = Math.max(found[3], bottom);
    };
    for (const [x, y, width, height] of picture.frames) cover(x, y, x + width, y + height);
    for (const [x, y, text] of picture.heads) {
      const half = textWidth(text, 15, true) / 2;
      cover(x - half, y - 12, x + half, y + 10);
    }
    for (const spot of picture.spots) {
      const half = spot.box ? spot.box.half : spot.size;
      cover(spot.x - half - 2, spot.y - 16, spot.x + half + 2, spot.y + (spot.box ? 16 : spot.size + 16));
    }
    return found;
  }
  function across(x0, y0, x1, y1, bend = 0) {
    const way = (x1 - x0) * 0.5;
    return [x0, y0, x0 + way, y0 + bend, x1 - way, y1 + bend, x1, y1];
  }
  function bow(x0, y0, x1, y1, side) {
    const out = side * (18 + Math.min(Math.abs(y1 - y0) * 0.3, 70));
    return [x0, y0, x0 + out, y0, x1 + out, y1, x1, y1];
  }
  function pointAt(path, t) {
    const p = path;
    if (p.length === 4) return [p[0] + (p[2] - p[0]) * t, p[1] + (p[3] - p[1]) * t];
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return [a * p[0] + b * p[2] + c * p[4] + d * p[6], a * p[1] + b * p[3] + c * p[5] + d * p[7]];
  }
  function distance(path, x, y) {
    const steps = path.length === 4 ? 1 : 16;
    let best = Infinity;
    let [ax, ay] = pointAt(path, 0);
    for (let i = 1; i <= steps; i++) {
      const [bx, by] = pointAt(path, i / steps);
      const [vx, vy] = [bx - ax, by - ay];
      const along = Math.max(0, Math.min(1, ((x - ax) * vx + (y - ay) * vy) / (vx * vx + vy * vy || 1)));
      best = Math.min(best, Math.hypot(x - ax - along * vx, y - ay - along * vy));
      [ax, ay] = [bx, by];
    }
    return best;
  }

  // src/everything.ts
  function relationStyle(line2, colours) {
    const settled = holds(line2.status);
    return {
      colour: settled ? colours.families[familyOf(line2.relation)] : colours.unsettled,
      width: Math.min(0.6 + line2.statements.length * 0.6, 4) * (line2.pair ? 1.4 : 1),
      dash: !settled,
      arrow: line2.directed
    };
  }
  function everythingPicture(model2, shown2, colours) {
    const spots2 = /* @__PURE__ */ new Map();
    for (const [id, [x, y, size]] of Object.entries(model2.data.network.nodes)) {
      if (!shown2.entities.has(id)) continue;
      const type = model2.type(id);
      const colour = colours.types[type];
      spots2.set(id, {
        id,
        x,
        y,
        size,
        label: short2(model2.name(id)),
        weight: shown2.linesOf(id).length,
        shape: SHAPES[type],
        fill: colour,
        line: colour,
        colour: colours.ink
      });
    }
    const wires = [...shown2.links, ...shown2.pairs].filter((line2) => line2.status !== "denied" && spots2.has(line2.source) && spots2.has(line2.target)).map((line2) => {
      const [a, b] = [spots2.get(line2.source), spots2.get(line2.target)];
      return { id: line2.id, from: line2.source, to: line2.target, path: [a.x, a.y, b.x, b.y], ...relationStyle(line2, colours) };
    });
    const alone = lone(model2, spots2);
    for (const spot of alone) spot.quiet = true;
    return { spots: [...spots2.values()], wires, frames: frame(model2, alone), heads: [] };
  }
  function lone(model2, spots2) {
    const found = [...spots2.values()].filter(({ id }) => model2.everything.linesOf(id).every((line2) => line2.source === line2.target));
    return found.length === spots2.size ? [] : found;
  }
  function frame(model2, found) {
    if (!found.length) return [];
    const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs) - AROUND, Math.min(...ys) - AROUND];
    return [[left, top, Math.max(...xs) + AROUND - left, Math.max(...ys) + AROUND - top, model2.say("alone", { count: found.length })]];
  }
  var AROUND = 44;

  // src/chain.ts
  function shortest(shown2, from, to) {
    const came = /* @__PURE__ */ new Map([[from, null]]);
    let edge = [from];
    while (edge.length && !came.has(to)) {
      const next = [];
      for (const id of edge) {
        const lines = shown2.linesOf(id).filter((line2) => holds(line2.status));
        for (const line2 of [...lines].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1))) {
          const other = otherEnd(line2, id);
          if (came.has(other)) continue;
          came.set(other, line2);
          next.push(other);
        }
      }
      edge = next;
    }
    if (!came.has(to)) return null;
    const chain = [];
    for (let at = to; at !== from; ) {
      const line2 = came.get(at);
      chain.unshift(line2);
      at = otherEnd(line2, at);
    }
    return chain;
  }
  var COLUMN = 290;
  var ROW = 110;
  function chainPicture(model2, chain, from, narrow, colours) {
    const ids = [from];
    for (const line2 of chain) ids.push(otherEnd(line2, ids.at(-1)));
    const columns = narrow ? 1 : Math.min(ids.length, 3);
    const spots2 = ids.map((id, i) => {
      const label = short2(model2.name(id), narrow ? 16 : 13);
      const row = Math.floor(i / columns);
      const column = row % 2 ? columns - 1 - i % columns : i % columns;
      const colour = colours.types[model2.type(id)];
      const end = i === 0 || i === ids.length - 1;
      return {
        id,
        x: column * COLUMN,
        y: row * ROW,
        label,
        weight: 1,
        shape: "dot",
        size: 8,
        box: { half: halfBox(label), high: BOX_HIGH },
        fill: end ? colour : colours.paper,
        line: colour,
        colour: end ? colours.onAccent : colours.ink
      };
    });
    const wires = chain.map((line2, i) => {
      const forward = line2.source === ids[i];
      const path = straight(spots2[forward ? i : i + 1], spots2[forward ? i + 1 : i]);
      const style = relationStyle(line2, colours);
      return {
        id: line2.id,
        from: line2.source,
        to: line2.target,
        path,
        ...style,
        width: Math.max(style.width, 2),
        title: model2.relationWord(line2.relation)
      };
    });
    return { spots: spots2, wires, frames: [], heads: [] };
  }
  function straight(a, b) {
    if (a.y === b.y) {
      const way2 = Math.sign(b.x - a.x);
      return [a.x + way2 * a.box.half, a.y, b.x - way2 * b.box.half, b.y];
    }
    const way = Math.sign(b.y - a.y);
    return [a.x, a.y + way * BOX_HIGH, b.x, b.y - way * BOX_HIGH];
  }

  // src/choice.ts
  var NOTHING = { entities: [], lines: [] };
  function about(model2, shown2, selection) {
    switch (selection?.kind) {
      case void 0:
        return NOTHING;
      case "entity":
        return { entities: [selection.id], lines: [] };
      case "line": {
        const line2 = shown2.lines.get(selection.id);
        return { entities: [], lines: line2 ? [line2] : [] };
      }
      case "statement": {
        const { subject } = model2.statements.get(selection.id);
        return { entities: [], lines: shown2.linesOf(subject).filter((line2) => line2.statements.includes(selection.id)).slice(0, 1) };
      }
      case "metric":
        return { entities: [model2.metrics.get(selection.id).about], lines: [] };
      case "path": {
        const lines = shortest(shown2, selection.from, selection.to) ?? [];
        const entities = [selection.from];
        for (const line2 of lines) entities.push(otherEnd(line2, entities.at(-1)));
        return { entities: lines.length ? entities : [selection.from, selection.to], lines };
      }
    }
  }
  function known(model2) {
    let lines = null;
    return (kind, id) => {
      switch (kind) {
        case "entity":
          return model2.entities.has(id);
        case "statement":
          return model2.statements.has(id);
        case "metric":
          return model2.metrics.has(id);
        case "line":
          lines ??= model2.everything.lines;
          return lines.has(id);
        case "path":
          return false;
      }
    };
  }
  var start = null;
  var waiting = /* @__PURE__ */ new Set();
  function choose(store2, id) {
    const from = start;
    if (from !== null && from !== id) {
      beginPath(null);
      store2.set({ selection: { kind: "path", from, to: id }, view: "network" });
    } else {
      store2.set({ selection: { kind: "entity", id } });
    }
  }
  function beginPath(from) {
    start = from;
    for (const listener of waiting) listener(from);
  }
  function onPath(listener) {
    waiting.add(listener);
  }
  function toggleOpen(store2, id) {
    const { drawing, open } = store2.get();
    const inside = drawing === "around" ? open : [];
    const next = inside.includes(id) && inside[0] !== id ? inside.filter((other) => other !== id) : [...inside.filter((o) => o !== id), id];
    store2.set({ drawing: "around", open: inside[0] === id ? [id] : next, selection: { kind: "entity", id }, view: "network" });
  }
  function center(store2, id) {
    store2.set({ drawing: "around", open: [id], selection: { kind: "entity", id }, view: "network" });
  }

  // src/projection.ts
  var RADIUS = 6371;
  var radians = (degrees) => degrees * Math.PI / 180;
  var [FIRST, SECOND, ORIGIN, MIDDLE] = [radians(25), radians(47), radians(36), radians(105)];
  var CONE = (Math.sin(FIRST) + Math.sin(SECOND)) / 2;
  var CONSTANT = Math.cos(FIRST) ** 2 + 2 * CONE * Math.sin(FIRST);
  var distance2 = (latitude) => RADIUS * Math.sqrt(CONSTANT - 2 * CONE * Math.sin(latitude)) / CONE;
  var TOP = distance2(ORIGIN);
  function albers(longitude, latitude) {
    const angle = CONE * (radians(longitude) - MIDDLE);
    const away = distance2(radians(latitude));
    return [away * Math.sin(angle), away * Math.cos(angle) - TOP];
  }
  function decoded(ring) {
    const numbers = [];
    let value = 0;
    let shift = 0;
    for (let i = 0; i < ring.length; i++) {
      const bits = ring.charCodeAt(i) - 63;
      value |= (bits & 31) << shift;
      shift += 5;
      if (bits >= 32) continue;
      numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
      value = shift = 0;
    }
    const points = [];
    let [longitude, latitude] = [0, 0];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      longitude += numbers[i];
      latitude += numbers[i + 1];
      points.push([longitude / 100, latitude / 100]);
    }
    return points;
  }
  function outlinePath(rings2) {
    return rings2.map((ring) => {
      const points = decoded(ring).map(([longitude, latitude]) => albers(longitude, latitude).map((n) => n.toFixed(1)).join(" "));
      return `M${points.join("L")}Z`;
    }).join("");
  }

  // src/places.ts
  function drawn(model2, shown2, selection, filters) {
    const pairs = shown2.pairs.filter((line2) => line2.status !== "denied");
    const asked = (line2) => filters.relations.includes(line2.relation) || selection?.kind === "entity" && (line2.source === selection.id || line2.target === selection.id) || selection?.kind === "line" && line2.id === selection.id;
    const others = shown2.links.filter((line2) => line2.status !== "denied" && isRegion(model2, line2.source) && isRegion(model2, line2.target) && asked(line2));
    const located = (line2) => locate(model2, line2.source) !== null && locate(model2, line2.target) !== null;
    const [own, weight] = [roles(pairs), /* @__PURE__ */ new Map()];
    const areas2 = /* @__PURE__ */ new Map();
    for (const line2 of pairs) {
      for (const [id, sign] of [[line2.source, 1], [line2.target, -1]]) {
        const by = line2.directed ? sign : 0;
        weight.set(id, (weight.get(id) ?? 0) + line2.statements.length);
        for (const area of areasOf(model2, id)) areas2.set(area, (areas2.get(area) ?? 0) + by);
      }
    }
    const places = [];
    for (const id of /* @__PURE__ */ new Set([...weight.keys(), ...shown2.entities])) {
      const at = isRegion(model2, id) ? locate(model2, id) : null;
      if (at) places.push({ id, at, role: own.get(id) ?? "neutral", weight: weight.get(id) ?? 0 });
    }
    places.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
    return {
      places,
      arcs: [...others.filter(located), ...pairs.filter(located).reverse()],
      lost: pairs.filter((line2) => !located(line2)),
      areas: new Map([...areas2].map(([area, sum]) => [area, role(sum)]))
    };
  }
  function chosen(model2, shown2, selection) {
    const { entities, lines } = about(model2, shown2, selection);
    const [marked, ends] = [new Set(lines.map((line2) => line2.id)), /* @__PURE__ */ new Set([...entities, ...lines.flatMap((line2) => [line2.source, line2.target])])];
    if (selection?.kind === "entity") {
      for (const line2 of shown2.linesOf(selection.id)) {
        if (isRegion(model2, selection.id)) marked.add(line2.id);
        else for (const end of [line2.source, line2.target]) ends.add(end);
      }
    }
    return { lines: marked, regions: new Set([...ends].filter((id) => isRegion(model2, id))) };
  }
  function isRegion(model2, id) {
    return model2.type(id) === "REGION";
  }
  function locate(model2, id) {
    const { latitude, longitude } = model2.entity(id);
    return latitude && longitude ? albers(Number(longitude), Number(latitude)) : null;
  }
  function areasOf(model2, id) {
    const digits = model2.entity(id).code ?? /^region\/(\d{6})/.exec(id)?.[1] ?? "";
    if (digits.length < 6) return [];
    return digits.slice(2, 4) === "00" ? [digits.slice(0, 2)] : [digits.slice(0, 2), digits.slice(0, 4)];
  }
  function roles(lines) {
    const score = /* @__PURE__ */ new Map();
    for (const line2 of lines) {
      for (const [id, sign] of [[line2.source, 1], [line2.target, -1]]) score.set(id, (score.get(id) ?? 0) + (line2.directed ? sign : 0));
    }
    return new Map([...score].map(([id, sum]) => [id, role(sum)]));
  }
  function role(score) {
    return score > 0 ? "helper" : score < 0 ? "recipient" : "neutral";
  }

  // src/overview.ts
  function overviewLines(plan, shown2) {
    return shown2.pairs.filter((pair2) => pair2.status !== "denied" && plan.places[pair2.source] && plan.places[pair2.target]);
  }
  function overviewPicture(model2, shown2, narrow, colours) {
    const plan = model2.data.places[narrow ? "narrow" : "wide"];
    const lines = overviewLines(plan, shown2);
    const own = roles(lines);
    const spots2 = /* @__PURE__ */ new Map();
    for (const [id, [x, y]] of Object.entries(plan.places)) {
      const label = short2(model2.name(id));
      spots2.set(id, {
        id,
        x,
        y,
        label,
        weight: 1,
        shape: "dot",
        size: 8,
        box: { half: halfBox(label), high: BOX_HIGH },
        ...paintOf(own.get(id) ?? "neutral", colours),
        dim: !own.has(id)
      });
    }
    return {
      spots: [...spots2.values()],
      wires: joined(lines, spots2, (line2) => wireStyle(line2, colours)),
      frames: plan.frames,
      heads: plan.heads.map(([x, y, column]) => [x, y, model2.say(`column.${column}`)])
    };
  }
  function paintOf(role2, colours) {
    switch (role2) {
      case "helper":
        return { fill: colours.accent, line: colours.accent, colour: colours.onAccent };
      case "recipient":
        return { fill: colours.pale, line: colours.accent, colour: colours.ink };
      case "neutral":
        return { fill: colours.paper, line: colours.soft, colour: colours.ink };
    }
  }
  function wireStyle(line2, colours) {
    const settled = holds(line2.status);
    const colour = line2.directed ? colours.families.help : colours.families.work;
    return {
      colour: settled ? colour : colours.unsettled,
      width: Math.min(1 + line2.statements.length, 6),
      dash: !settled,
      arrow: line2.directed
    };
  }
  var NEAR = 60;
  function joined(lines, spots2, style) {
    const level = (a, b) => Math.abs(a.x - b.x) > 60;
    const ends = /* @__PURE__ */ new Map();
    lines.forEach((line2, wire) => {
      const [a, b] = [spots2.get(line2.source), spots2.get(line2.target)];
      for (const [here, there] of [[a, b], [b, a]]) {
        if (!level(a, b) && Math.abs(a.y - b.y) < NEAR) continue;
        const key = `${here.id} ${level(a, b) && there.x > here.x}`;
        ends.set(key, [...ends.get(key) ?? [], { wire, far: there.y }]);
      }
    });
    const shifts = /* @__PURE__ */ new Map();
    for (const [key, found] of ends) {
      found.sort((p, q) => p.far - q.far || p.wire - q.wire);
      const step = Math.min(5, 16 / Math.max(found.length - 1, 1));
      found.forEach(({ wire }, i) => shifts.set(`${key} ${wire}`, (i - (found.length - 1) / 2) * step));
    }
    return lines.map((line2, i) => {
      const [a, b] = [spots2.get(line2.source), spots2.get(line2.target)];
      const half = (spot) => spot.box?.half ?? spot.size;
      const shift = (here, right) => shifts.get(`${here.id} ${right} ${i}`) ?? 0;
      let path;
      if (level(a, b)) {
        const way = b.x > a.x ? 1 : -1;
        path = across(a.x + way * half(a), a.y + shift(a, way > 0), b.x - way * half(b), b.y + shift(b, way < 0));
      } else if (Math.abs(a.y - b.y) < NEAR) {
        const way = b.y > a.y ? 1 : -1;
        path = [a.x, a.y + way * BOX_HIGH, b.x, b.y - way * BOX_HIGH];
      } else {
        path = bow(a.x - half(a), a.y + shift(a, false), b.x - half(b), b.y + shift(b, false), -1);
      }
      return { id: line2.id, from: line2.source, to: line2.target, path, ...style(line2) };
    });
  }

  // src/around.ts
  var ROW2 = 31;
  var TITLE = 26;
  var GAP = 14;
  var ROWS = { first: 20, later: 12, narrow: 10 };
  var MOST_PAIRS = 8;
  var MOST_OPEN = 40;
  var MOST_RINGS = 2;
  function rings(model2, id, depth) {
    const open = [id];
    const drawn2 = new Set(open);
    let ring = [id];
    for (let step = 0; step < Math.min(depth, MOST_RINGS) && ring.length; step++) {
      const next = [];
      for (const one of ring) {
        const fresh = model2.everything.linesOf(one).filter((line2) => line2.status !== "denied").map((line2) => otherEnd(line2, one));
        const others = [...new Set(fresh)].filter((other) => !drawn2.has(other));
        if (!others.length || one !== id && drawn2.size + others.length > MOST_OPEN) continue;
        for (const other of others) drawn2.add(other);
        if (one !== id) open.push(one);
        next.push(...others);
      }
      ring = next;
    }
    return open;
  }
  function aroundPicture(model2, shown2, open, narrow, colours) {
    const label = (id) => short2(model2.name(id));
    const lines = (id) => shown2.linesOf(id).filter((line2) => line2.status !== "denied" && line2.source !== line2.target);
    const columns = /* @__PURE__ */ new Map();
    const column = /* @__PURE__ */ new Map([[open[0], 0]]);
    for (const id of open) {
      const at = column.get(id);
      if (at === void 0) continue;
      for (const [side, groups] of grouped(model2, id, lines(id), new Set(column.keys()), at)) {
        const frames = framed(model2, shown2, id, groups, narrow ? ROWS.narrow : at === 0 ? ROWS.first : ROWS.later);
        columns.set(side, [...columns.get(side) ?? [], ...frames]);
        for (const frame2 of frames) for (const other of frame2.shown) column.set(other, side);
      }
    }
    const places = /* @__PURE__ */ new Map([[open[0], [0, 0]]]);
    const picture = { spots: [], wires: [], frames: [], heads: [] };
    for (const direction of [-1, 1]) {
      let inner = narrow ? BOX_HIGH + 3 * GAP : halfBox(label(open[0])) + 150;
      for (let at = direction; columns.has(at); at += direction) {
        const frames = columns.get(at);
        const width = Math.max(...frames.flatMap((f) => [textWidth(f.text, 12) + 4, ...f.shown.map((id) => 2 * halfBox(label(id)))]));
        if (narrow) inner = pile(picture, places, frames, direction, inner, width);
        else stack(picture, places, frames, direction * (inner + width / 2), width);
        if (!narrow) inner += width + 130;
      }
    }
    const opened = new Set(open);
    const spots2 = /* @__PURE__ */ new Map();
    for (const [id, [x, y]] of places) {
      const colour = colours.types[model2.type(id)];
      const middle = id === open[0];
      const text = label(id) + (!opened.has(id) && lines(id).some((line2) => !places.has(otherEnd(line2, id))) ? " ＋" : "");
      spots2.set(id, {
        id,
        x,
        y,
        label: text,
        weight: 1,
        shape: "dot",
        size: 8,
        box: { half: halfBox(text), high: BOX_HIGH },
        fill: middle ? colour : opened.has(id) ? colours.pale : colours.paper,
        line: colour,
        colour: middle ? colours.onAccent : colours.ink
      });
    }
    const drawn2 = /* @__PURE__ */ new Set();
    for (const id of places.keys()) for (const line2 of lines(id)) if (places.has(otherEnd(line2, id))) drawn2.add(line2);
    picture.spots = [...spots2.values()];
    picture.wires = joined([...drawn2], spots2, (line2) => relationStyle(line2, colours));
    return picture;
  }
  function grouped(model2, id, lines, placed, at) {
    const seen = new Set(placed);
    const sides = /* @__PURE__ */ new Map();
    for (const line2 of lines) {
      const other = otherEnd(line2, id);
      if (seen.has(other)) continue;
      seen.add(other);
      const forward = line2.source === id;
      const side = at === 0 ? line2.directed && !forward ? -1 : 1 : at + Math.sign(at);
      const title = model2.relationWord(line2.relation, forward);
      const groups = sides.get(side) ?? /* @__PURE__ */ new Map();
      sides.set(side, groups);
      const group = groups.get(title) ?? { title, ids: [], pairs: line2.pair };
      groups.set(title, group);
      group.ids.push(other);
    }
    return new Map([...sides].map(([side, groups]) => [side, [...groups.values()]]));
  }
  function framed(model2, shown2, parent, groups, rows2) {
    const known3 = (id) => shown2.statementsOf(id).length;
    const share = shares(groups, rows2 - Math.min(groups.length, 6));
    return groups.map((group, i) => {
      const best = [...group.ids].sort((a, b) => known3(b) - known3(a) || (a < b ? -1 : 1)).slice(0, share[i]);
      const part = best.length < group.ids.length;
      const text = model2.say(part ? "group.part" : "group", { relation: group.title, shown: best.length, count: group.ids.length });
      return { ...group, parent, shown: best, text, height: best.length * ROW2 + TITLE + 8 };
    });
  }
  function shares(groups, rows2) {
    const order = [...groups.keys()].sort((a, b) => Number(groups[b].pairs) - Number(groups[a].pairs) || groups[a].ids.length - groups[b].ids.length);
    const given = [];
    let left = rows2;
    order.forEach((i, done) => {
      const { ids, pairs } = groups[i];
      const part = pairs ? MOST_PAIRS : Math.floor(left / (order.length - done));
      given[i] = Math.min(ids.length, Math.max(1, part));
      left -= given[i];
    });
    return given;
  }
  function stack(picture, places, frames, x, width) {
    const high = (list2) => list2.reduce((sum, frame2) => sum + frame2.height + GAP, -GAP);
    const parents = [...new Set(frames.map((frame2) => frame2.parent))].sort((a, b) => places.get(a)[1] - places.get(b)[1]);
    const blocks = parents.map((parent) => frames.filter((frame2) => frame2.parent === parent));
    let low = -Infinity;
    const tops = blocks.map((block, i) => {
      const top = Math.max(places.get(parents[i])[1] - high(block) / 2, low);
      low = top + high(block) + 2 * GAP;
      return top;
    });
    const wanted = places.get(parents.at(-1))[1] + high(blocks.at(-1)) / 2;
    const back = Math.max(0, low - 2 * GAP - wanted) / 2;
    blocks.forEach((block, i) => {
      let top = tops[i] - back;
      for (const { shown: shown2, text, height } of block) {
        put(picture, places, { shown: shown2, text, height }, x, width, top);
        top += height + GAP;
      }
    });
  }
  function pile(picture, places, frames, direction, inner, width) {
    for (const frame2 of direction > 0 ? frames : [...frames].reverse()) {
      put(picture, places, frame2, 0, width, direction > 0 ? inner : -inner - frame2.height);
      inner += frame2.height + GAP;
    }
    return inner + GAP;
  }
  function put(picture, places, { shown: shown2, text, height }, x, width, top) {
    picture.frames.push([x - width / 2 - 12, top, width + 24, height, text]);
    shown2.forEach((id, row) => places.set(id, [x, top + TITLE + (row + 0.5) * ROW2 + 2]));
  }

  // src/dom.ts
  function element(tag, attributes2 = {}, ...children) {
    return filled(document.createElement(tag), attributes2, children);
  }
  function svg(tag, attributes2 = {}, ...children) {
    return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes2, children);
  }
  function filled(made, attributes2, children) {
    for (const [name, value] of Object.entries(attributes2)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (value !== false && value !== null && value !== void 0) made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== void 0 && child !== false));
    return made;
  }
  function byId(id) {
    const found = document.getElementById(id);
    if (!found) throw new Error(`page.html has no #${id}`);
    return found;
  }

  // src/filters.ts
  var MOST = 80;
  var MANY = 20;
  function mountFilters(model2, store2) {
    const root = byId("filters");
    const button = byId("filter");
    const open = (on) => {
      root.hidden = !on;
      button.setAttribute("aria-expanded", String(on));
      document.body.classList.toggle("filtering", on);
    };
    button.addEventListener("click", () => open(Boolean(root.hidden)));
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      open(false);
      button.focus();
    });
    const wanted = /* @__PURE__ */ new Map();
    let built = "";
    return {
      update() {
        const { filters } = store2.get();
        const active = countActive(filters);
        button.replaceChildren(model2.say("filter"), ...active ? [element("span", { class: "badge" }, String(active))] : []);
        tellFiltered(model2, store2);
        root.setAttribute("aria-label", model2.say("filter"));
        const now = JSON.stringify([filters, model2.lang]);
        if (now === built) return;
        built = now;
        const focused = root.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
        const folded2 = new Set([...root.querySelectorAll("details:not([open])")].map((part) => part.getAttribute("data-list")));
        root.replaceChildren(...panel(model2, store2, filters, folded2, wanted, () => open(false)));
        if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
      }
    };
  }
  function countActive(filters) {
    return Object.values(filters).filter((value) => Array.isArray(value) ? value.length > 0 : Boolean(value)).length;
  }
  function tellFiltered(model2, store2) {
    const { filters } = store2.get();
    const shown2 = model2.shown(filters);
    const note = byId("filtered");
    note.hidden = countActive(filters) === 0;
    note.replaceChildren(...note.hidden ? [] : [
      model2.say("filtered", { shown: shown2.statements.size + shown2.metrics.size, all: model2.statements.size + model2.metrics.size }),
      filters.asOf ? ` · ${model2.say("filtered.asof", { date: filters.asOf })}` : "",
      " ",
      element("button", { type: "button", class: "link", click: () => store2.set({ filters: NO_FILTERS }) }, model2.say("filter.reset"))
    ]);
  }
  function panel(model2, store2, filters, folded2, wanted, close) {
    const lists = [
      ["relations", "filter.relations", choices(model2, (s) => [s.relation], (v) => model2.relationWord(v))],
      ["types", "filter.types", typeChoices(model2)],
      ["fields", "filter.fields", choices(model2, (s) => s.fields ?? [], (v) => model2.fieldWord(v))],
      ["statuses", "filter.statuses", statusChoices(model2)],
      ["sources", "filter.sources", sourceChoices(model2)]
    ];
    return [
      element(
        "div",
        { class: "filters-head" },
        element("h2", {}, model2.say("filter")),
        element("button", { type: "button", class: "link", "data-key": "reset", click: () => store2.set({ filters: NO_FILTERS }) }, model2.say("filter.reset")),
        element("button", { type: "button", class: "link", "aria-label": model2.say("close"), click: close }, "✕")
      ),
      sure(model2, store2, filters),
      when(model2, store2, filters),
      ...lists.filter(([, , found]) => found.length > 1).map(([name, word, found]) => list(model2, store2, filters, name, word, found, wanted, !folded2.has(name)))
    ];
  }
  function list(model2, store2, filters, name, word, found, wanted, open) {
    const chosen2 = filters[name];
    const toggle = (value) => {
      const next = chosen2.includes(value) ? chosen2.filter((v) => v !== value) : [...chosen2, value];
      store2.filter({ [name]: next }, "push");
    };
    const rows2 = element("div");
    const fill = () => {
      const text = (wanted.get(name) ?? "").trim().toLowerCase();
      const fitting = found.filter((choice) => !chosen2.includes(choice.value) && choice.word.toLowerCase().includes(text));
      const some = found.length > MANY ? [...found.filter(({ value }) => chosen2.includes(value)), ...fitting.slice(0, MOST)] : found;
      const rest = found.length > MANY ? fitting.length - MOST : 0;
      rows2.replaceChildren(...some.map(({ value, word: label, count }) => {
        const box2 = element("input", { type: "checkbox", "data-key": `${name} ${value}`, change: () => toggle(value) });
        box2.checked = chosen2.includes(value);
        return element("label", {}, box2, element("span", {}, label), element("small", {}, String(count)));
      }), ...rest > 0 ? [element("small", {}, model2.say("filter.rest", { count: rest }))] : []);
    };
    const find = element("input", {
      type: "search",
      class: "find",
      "data-key": `find ${name}`,
      placeholder: model2.say("filter.find"),
      "aria-label": `${model2.say("filter.find")} · ${model2.say(word)}`,
      input: () => {
        wanted.set(name, find.value);
        fill();
      }
    });
    find.value = wanted.get(name) ?? "";
    fill();
    return element(
      "details",
      { open, "data-list": name },
      element("summary", {}, model2.say(word), chosen2.length > 0 && element("span", { class: "badge" }, String(chosen2.length))),
      found.length > MANY && find,
      rows2
    );
  }
  function sure(model2, store2, filters) {
    const told = element("output", {}, filters.minConfidence ? `≥ ${filters.minConfidence.toFixed(2)}` : model2.say("filter.any"));
    const slider = element("input", {
      type: "range",
      min: 0,
      max: 0.99,
      step: 0.05,
      value: filters.minConfidence,
      "data-key": "confidence",
      "aria-label": model2.say("filter.confidence"),
      input: () => {
        told.textContent = `≥ ${Number(slider.value).toFixed(2)}`;
      },
      change: () => store2.filter({ minConfidence: Number(slider.value) })
    });
    return element("div", { class: "range" }, element("span", {}, model2.say("filter.confidence")), slider, told);
  }
  function when(model2, store2, filters) {
    const years = /* @__PURE__ */ new Set();
    for (const { date, since, until } of model2.statements.values()) {
      for (const end of `${date ?? ""}/${since ?? ""}/${until ?? ""}`.split("/")) if (/^\d{4}/.test(end)) years.add(end.slice(0, 4));
    }
    for (const chosen2 of [filters.from, filters.until, filters.asOf]) if (chosen2) years.add(chosen2);
    const options = [...years].sort();
    const pick = (name) => {
      const made = element(
        "select",
        { "data-key": name, "aria-label": model2.say(`filter.${name}`), change: () => store2.filter({ [name]: made.value }, "push") },
        element("option", { value: "" }, "—"),
        ...options.map((year) => element("option", { value: year }, year))
      );
      made.value = filters[name];
      return element("label", { class: "year" }, element("span", {}, model2.say(`filter.${name}`)), made);
    };
    return element("div", { class: "years" }, pick("from"), pick("until"), pick("asOf"), element("small", {}, model2.say("filter.years")));
  }
  function counted(values) {
    const counts = /* @__PURE__ */ new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }
  function ranked(counts, word) {
    return [...counts].map(([value, count]) => ({ value, word: word(value), count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  function choices(model2, values, word) {
    return ranked(counted([...model2.statements.values()].flatMap(values)), word);
  }
  function typeChoices(model2) {
    return ranked(counted([...model2.entities.values()].map((entity) => entity.type)), (type) => model2.say(`type.${type}`));
  }
  function statusChoices(model2) {
    const facts2 = [...model2.statements.values(), ...model2.metrics.values()];
    return ranked(counted(facts2.map((fact) => fact.status)), (status) => model2.say(`status.${status}`));
  }
  function sourceChoices(model2) {
    const outlets = /* @__PURE__ */ new Map();
    for (const { file, outlet } of model2.articles.values()) {
      outlets.set(file, outlets.get(file) ?? /* @__PURE__ */ new Set());
      if (outlet) outlets.get(file).add(outlet);
    }
    const facts2 = [...model2.statements.values(), ...model2.metrics.values()];
    const word = (file) => [[...outlets.get(file) ?? []].join("、"), file].filter(Boolean).join(" · ");
    return ranked(counted(facts2.map((fact) => model2.articles.get(fact.article)?.file ?? "")), word);
  }

  // src/arcs.ts
  var BEND = 0.18;
  var MOST_BEND = 90;
  function arc(from, to, width, arrow, gap) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    const [ux, uy] = length ? [dx / length, dy / length] : [1, 0];
    const bend = Math.min(length * BEND, MOST_BEND);
    const control = [(from[0] + to[0]) / 2 + uy * bend * 2, (from[1] + to[1]) / 2 - ux * bend * 2];
    const head = arrow ? 5 + width * 1.6 : 0;
    const short3 = Math.max(0, Math.min(1, (length - gap[0] - gap[1]) / Math.max(head, 1)));
    const start4 = toward(from, control, Math.min(gap[0], length / 3));
    const tip = toward(to, control, Math.min(gap[1], length / 3));
    const neck = toward(tip, control, head * short3 * 0.85);
    const middle = [(start4[0] + 2 * control[0] + neck[0]) / 4, (start4[1] + 2 * control[1] + neck[1]) / 4];
    return {
      curve: `M${pair(start4)}Q${pair(control)} ${pair(neck)}`,
      head: arrow ? triangle(tip, toward(tip, control, head * short3), head * short3 / 2) : "",
      middle
    };
  }
  function toward(from, to, by) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    return [from[0] + (to[0] - from[0]) / length * by, from[1] + (to[1] - from[1]) / length * by];
  }
  function triangle(tip, base, half) {
    const length = Math.hypot(tip[0] - base[0], tip[1] - base[1]) || 1;
    const across2 = [-(tip[1] - base[1]) / length * half, (tip[0] - base[0]) / length * half];
    return `M${pair(tip)}L${pair([base[0] + across2[0], base[1] + across2[1]])}L${pair([base[0] - across2[0], base[1] - across2[1]])}Z`;
  }
  var pair = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  function arcWidth(statements) {
    return Math.min(0.7 + Math.sqrt(statements), 6);
  }

  // src/camera.ts
  var Camera = class {
    /** Pixels a kilometre. */
    scale = 1;
    #x = 0;
    #y = 0;
    #fitted = 1;
    /** As an SVG transform of what is drawn in kilometres. */
    get transform() {
      return `translate(${this.#x.toFixed(2)} ${this.#y.toFixed(2)}) scale(${this.scale.toFixed(6)})`;
    }
    /** How much larger than when all of it was in view. */
    get zoom() {
      return this.scale / this.#fitted;
    }
    toScreen([x, y]) {
      return [x * this.scale + this.#x, y * this.scale + this.#y];
    }
    /** Put all of `bounds` into a window of `wide` × `high` pixels with a margin; this is zoom 1. */
    fit(bounds, wide, high, margin = 12) {
      const [w, h] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
      this.#fitted = this.scale = Math.min(Math.max(wide - 2 * margin, 50) / w, Math.max(high - 2 * margin, 50) / h);
      this.centre([(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2], wide, high);
    }
    /** Put all of `bounds` into the window, without counting as zoom 1; not so near that nothing around it is seen. */
    show({ left, top, right, bottom }, wide, high, margin = 24) {
      const scale = Math.min((wide - 2 * margin) / (right - left), (high - 2 * margin) / (bottom - top));
      this.scale = Math.min(Math.max(scale, this.#fitted), this.#fitted * 4);
      this.centre([(left + right) / 2, (top + bottom) / 2], wide, high);
    }
    /** Put a point into the middle of the window. */
    centre([x, y], wide, high) {
      this.#x = wide / 2 - x * this.scale;
      this.#y = high / 2 - y * this.scale;
    }
    pan(dx, dy) {
      this.#x += dx;
      this.#y += dy;
    }
    /** Zoom by a factor around a point of the screen, which stays where it is. */
    zoomBy(factor, [x, y]) {
      const scale = Math.min(Math.max(this.scale * factor, this.#fitted * 0.7), this.#fitted * 40);
      const real = scale / this.scale;
      this.#x = x - (x - this.#x) * real;
      this.#y = y - (y - this.#y) * real;
      this.scale = scale;
    }
  };
  function boundsOf(points) {
    const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const [x, y] of points) {
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
    return bounds;
  }

  // src/gestures.ts
  var STEP = 60;
  var FACTOR = 1.35;
  var STILL = 4;
  function gestures(area, { camera, moved, reset, clicked }) {
    const fingers = /* @__PURE__ */ new Map();
    let [travelled, target] = [0, null];
    const at = (event) => {
      const { left, top } = area.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    area.addEventListener("wheel", (event) => {
      event.preventDefault();
      camera.zoomBy(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) * (event.ctrlKey ? 0.01 : 2e-3)), at(event));
      moved();
    }, { passive: false });
    area.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, at(event));
      if (fingers.size === 1) [travelled, target] = [0, event.target];
    });
    area.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (travelled > STILL && !area.hasPointerCapture(event.pointerId)) area.setPointerCapture(event.pointerId);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const [was, is] = [before, now].map((p) => Math.hypot(p[0] - other[0], p[1] - other[1]));
        if (was > 0) camera.zoomBy(is / was, other);
      } else if (travelled > STILL) {
        camera.pan(now[0] - before[0], now[1] - before[1]);
      }
      fingers.set(event.pointerId, now);
      if (travelled > STILL) moved();
    });
    const lifted = (event) => {
      if (!fingers.delete(event.pointerId) || fingers.size) return;
      if (event.type === "pointerup" && travelled <= STILL && target) clicked(target);
      target = null;
    };
    area.addEventListener("pointerup", lifted);
    area.addEventListener("pointercancel", lifted);
    area.addEventListener("keydown", (event) => {
      const { width, height } = area.getBoundingClientRect();
      const middle = [width / 2, height / 2];
      const moves = {
        ArrowLeft: () => camera.pan(STEP, 0),
        ArrowRight: () => camera.pan(-STEP, 0),
        ArrowUp: () => camera.pan(0, STEP),
        ArrowDown: () => camera.pan(0, -STEP),
        "+": () => camera.zoomBy(FACTOR, middle),
        "=": () => camera.zoomBy(FACTOR, middle),
        "-": () => camera.zoomBy(1 / FACTOR, middle),
        "0": reset
      };
      const move = event.ctrlKey || event.metaKey || event.altKey ? void 0 : moves[event.key];
      if (!move) return;
      event.preventDefault();
      move();
      moved();
    });
  }
  function zoomStep(camera, inward, wide, high) {
    camera.zoomBy(inward ? FACTOR : 1 / FACTOR, [wide / 2, high / 2]);
  }

  // src/clipboard.ts
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text);
    }
  }
  function copyOldWay(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  // src/facts.ts
  function joinedText(text) {
    return text.replace(/([^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])/g, "$1").replace(/\s+/g, " ");
  }
  function sourceOf(model2, fact) {
    const article = model2.articles.get(fact.article);
    const date = article?.published ? model2.lang === "zh" ? `（${article.published}）` : ` (${article.published})` : "";
    return `${article?.outlet ?? ""}《${article?.title ?? model2.say("unnamed")}》${date}`;
  }
  function citation(model2, fact, quote) {
    return model2.say("citation", {
      quote: joinedText(quote.quote),
      source: sourceOf(model2, fact),
      file: quote.file,
      start: quote.start,
      end: quote.end
    });
  }
  function statementTitle(model2, s) {
    return `${model2.name(s.subject)} ${model2.relationWord(s.relation)} ${model2.name(s.object)}`;
  }
  function metricTitle(metric) {
    return [metric.name, metric.value, metric.time].filter(Boolean).join(" · ");
  }
  function attributes(model2, s) {
    const parts = s.attrs.map(([name, value]) => `${model2.attr(name)} ${value}`);
    if (s.fields?.length) parts.push(`${model2.attr("field")} ${s.fields.map((field) => model2.fieldWord(field)).join("、")}`);
    return parts.join(" · ");
  }
  function standing(model2, fact) {
    const status = model2.say(`status.${fact.status}`);
    return fact.review ? `${status} ✓ ${model2.say(`review.${fact.review}`)}` : status;
  }
  function support(model2, fact) {
    return fact.articles ? `${model2.say("support", { sources: fact.sources ?? 1, articles: fact.articles })} · ` : "";
  }
  function factElement(model2, store2, id, fact, title) {
    const chosen2 = store2.get().selection;
    const kind = "about" in fact ? "metric" : "statement";
    const unsettled = !holds(fact.status);
    const notes = "about" in fact ? "" : attributes(model2, fact);
    const sure2 = `${standing(model2, fact)} · ${model2.say("confidence")} ${fact.confidence.toFixed(2)} · ${support(model2, fact)}${model2.say("rule")} ${fact.rule}`;
    const classes = ["fact", unsettled ? "unsettled" : "", chosen2?.kind === kind && chosen2.id === id ? "chosen" : ""].filter(Boolean);
    return element(
      "div",
      { class: classes.join(" "), "data-fact": id },
      element("div", { class: "says" }, unsettled && chip(model2.say(`status.${fact.status}`), fact.status), ...title),
      notes && element("div", { class: "attrs" }, notes),
      ...fact.quotes.flatMap((quote) => [
        element("blockquote", {}, joinedText(quote.prefix), element("mark", {}, joinedText(quote.quote)), joinedText(quote.suffix)),
        element(
          "div",
          { class: "where" },
          `${sourceOf(model2, fact)} · ${quote.file} ${quote.start}–${quote.end}`,
          " ",
          original(model2, fact),
          " ",
          copyButton(model2, () => citation(model2, fact, quote), "cite")
        )
      ]),
      element("div", { class: "where" }, sure2)
    );
  }
  function original(model2, fact) {
    const url = model2.articles.get(fact.article)?.url;
    if (!url || !/^https?:\/\//.test(url)) return null;
    return element("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", class: "quiet" }, model2.say("original"));
  }
  function chip(text, kind = "", colour = "") {
    const made = element("span", { class: `chip ${kind}` }, text);
    if (colour) made.style.setProperty("--chip", colour);
    return made;
  }
  function copyButton(model2, text, word) {
    const made = element("button", { type: "button", class: "link quiet", click: () => {
      void copyText(text()).then((done) => {
        made.textContent = model2.say(done ? "copied" : "copy.failed");
      });
    } }, model2.say(word));
    return made;
  }

  // src/hovercard.ts
  var QUOTE = 70;
  function hoverCard(model2, shown2, hit) {
    return hit.spot ? entityCard(model2, shown2, hit.spot.id) : lineCard(model2, shown2, hit.wire.id);
  }
  function entityCard(model2, shown2, id) {
    const entity = model2.entity(id);
    const counts = /* @__PURE__ */ new Map();
    for (const key of shown2.statementsOf(id)) {
      const s = model2.statements.get(key);
      const word = model2.relationWord(s.relation, s.subject === id);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([word, count]) => `${word} ${count}`);
    const facts2 = shown2.statementsOf(id).length + shown2.metricsOf(id).length;
    const place = entity.path && entity.path !== entity.name ? entity.path.replaceAll("/", " / ") : "";
    return [
      element("strong", {}, entity.name.slice(0, 80)),
      element("small", {}, [model2.say(`type.${entity.type}`), place, model2.say("facts", { count: facts2 })].filter(Boolean).join(" · ")),
      ...most.length ? [element("small", {}, most.join(" · "))] : []
    ];
  }
  function lineCard(model2, shown2, id) {
    const line2 = shown2.lines.get(id);
    if (!line2) return [];
    const fact = model2.statements.get(line2.statements[0]);
    const quote = joinedText(fact.quotes[0]?.quote ?? "");
    return [
      element("strong", {}, `${model2.name(line2.source).slice(0, 40)} ${line2.directed ? "→" : "—"} ${model2.name(line2.target).slice(0, 40)}`),
      element("small", {}, [
        model2.relationWord(line2.relation),
        holds(line2.status) ? "" : model2.say(`status.${line2.status}`),
        model2.say("sources", { count: line2.statements.length }),
        line2.fields.map((field) => model2.fieldWord(field)).join("、")
      ].filter(Boolean).join(" · ")),
      ...quote ? [element("small", {}, `“${quote.length > QUOTE ? `${quote.slice(0, QUOTE)}…` : quote}”`)] : []
    ];
  }

  // src/labels.ts
  var GAP2 = 4;
  var MUST = 6;
  function placeLabels(labels, wide, high, blocked = []) {
    const dots = labels.map(({ at: [x, y], radius: r }) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r }));
    const [ground, letters] = [new Boxes(dots), new Boxes(blocked)];
    const placed = [];
    labels.forEach((label, i) => {
      const free = spots(label).map(([x, y]) => ({ x, y, box: boxAt(label, x, y) })).filter(({ box: box2 }) => box2.left >= 0 && box2.top >= 0 && box2.right <= wide && box2.bottom <= high && !letters.hits(box2));
      const spot = free.find(({ box: box2 }) => !ground.hits(box2, dots[i])) ?? (i < MUST ? free[0] : void 0);
      if (!spot) return;
      letters.add(spot.box);
      placed.push({ ...label, x: spot.x, y: spot.y });
    });
    return placed;
  }
  function boxAt({ width, height }, x, y) {
    return { left: x - 1, top: y - height / 2, right: x + width + 1, bottom: y + height / 2 };
  }
  function spots({ at: [x, y], radius, width, height }) {
    return [
      [x + radius + GAP2, y],
      [x - radius - GAP2 - width, y],
      [x - width / 2, y + radius + height / 2 + 2],
      [x - width / 2, y - radius - height / 2 - 2]
    ];
  }
  var Boxes = class {
    #cells = /* @__PURE__ */ new Map();
    constructor(boxes) {
      for (const box2 of boxes) this.add(box2);
    }
    add(box2) {
      for (const key of cells(box2)) {
        const list2 = this.#cells.get(key);
        if (list2) list2.push(box2);
        else this.#cells.set(key, [box2]);
      }
    }
    /** Whether a box touches another one than `own`. */
    hits(box2, own) {
      return cells(box2).some((key) => (this.#cells.get(key) ?? []).some((other) => other !== own && other.left < box2.right && box2.left < other.right && other.top < box2.bottom && box2.top < other.bottom));
    }
  };
  var CELL = 80;
  function cells(box2) {
    const keys = [];
    for (let x = Math.floor(box2.left / CELL); x <= Math.floor(box2.right / CELL); x++) {
      for (let y = Math.floor(box2.top / CELL); y <= Math.floor(box2.bottom / CELL); y++) keys.push(`${x} ${y}`);
    }
    return keys;
  }

  // src/theme.ts
  var dark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  var paper = false;
  function onPaper(on) {
    paper = on;
  }
  function isPaper() {
    return paper;
  }
  function isDark() {
    if (paper) return false;
    const chosen2 = document.documentElement.dataset["theme"];
    return chosen2 ? chosen2 === "dark" : dark();
  }
  function palette() {
    return isDark() ? DARK : LIGHT;
  }
  function inLight(make) {
    const root = document.documentElement;
    const chosen2 = root.dataset["theme"];
    root.dataset["theme"] = "light";
    try {
      return make();
    } finally {
      if (chosen2 === void 0) delete root.dataset["theme"];
      else root.dataset["theme"] = chosen2;
    }
  }
  function switchTheme() {
    document.documentElement.dataset["theme"] = isDark() ? "light" : "dark";
  }
  function onSystemTheme(listener) {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
  }

  // src/save.ts
  var MARGIN = 24;
  var SHARP = 2;
  var MOST2 = 8e3;
  function whole(scene2) {
    const [left, top, right, bottom] = extent(scene2.picture);
    const k = 1;
    const [width, height] = [(right - left) * k + 2 * MARGIN, (bottom - top) * k + 2 * MARGIN];
    return { width, height, draw: (ink2) => scene2.drawInto(ink2, { k, x: MARGIN - left * k, y: MARGIN - top * k, width, height }) };
  }
  function svgText(scene2) {
    const { width, height, draw } = whole(scene2);
    const ink2 = new SvgInk(width, height, palette().ground);
    draw(ink2);
    return ink2.toString();
  }
  function pngCanvas(scene2) {
    const { width, height, draw } = whole(scene2);
    const sharp = Math.min(SHARP, MOST2 / Math.max(width, height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(width * sharp), Math.round(height * sharp)];
    const ink2 = canvas.getContext("2d");
    ink2.scale(sharp, sharp);
    ink2.fillStyle = palette().ground;
    ink2.fillRect(0, 0, width, height);
    draw(new CanvasInk(ink2));
    return canvas;
  }
  function saveSvg(scene2, name) {
    download(new Blob([svgText(scene2)], { type: "image/svg+xml" }), `${name}.svg`);
  }
  function savePng(scene2, name) {
    pngCanvas(scene2).toBlob((blob) => {
      if (blob) download(blob, `${name}.png`);
    }, "image/png");
  }
  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
  }

  // src/svgsave.ts
  var STYLES = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-size",
    "font-weight",
    "text-anchor",
    "paint-order",
    "dominant-baseline"
  ];
  var [SHARP2, LINE, SIZE] = [2, 22, 12.5];
  function saveDrawing(as, name, area, key, credit) {
    (as === "svg" ? saveSvg2 : savePng2)(inLight(() => whole2(area, key, credit)), name);
  }
  function whole2(area, key, credit) {
    const [wide, high] = [area.clientWidth, area.clientHeight];
    const style = getComputedStyle(area);
    const ink2 = getComputedStyle(document.documentElement);
    const [paper2, letters, soft] = ["--paper", "--ink", "--soft"].map((name) => ink2.getPropertyValue(name).trim());
    const drawing = inlined(area, 1);
    const foot = signs(area, key, wide, letters);
    const total = high + 12 + foot.rows * LINE + LINE;
    const made = svg(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: wide, height: total, viewBox: `0 0 ${wide} ${total}`, "font-family": FACE.replaceAll('"', "'") },
      svg("rect", { width: wide, height: total, fill: paper2 }),
      svg("rect", { width: wide, height: high, fill: style.backgroundColor }),
      svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` }, ...drawing.childNodes),
      svg(
        "g",
        { transform: `translate(14 ${high + 18})` },
        ...foot.parts,
        svg("text", { y: foot.rows * LINE + 4, "font-size": 11.5, fill: soft }, credit)
      )
    );
    return `${new XMLSerializer().serializeToString(made)}
`;
  }
  function saveSvg2(text, name) {
    download(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
  }
  function savePng2(text, name) {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width * SHARP2, image.height * SHARP2];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        if (blob) download(blob, `${name}.png`);
      }, "image/png");
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }
  function inlined(element2, scale) {
    const copy = element2.cloneNode(false);
    const style = getComputedStyle(element2);
    if (style.display === "none" || element2.classList.contains("reach")) return svg("g", {});
    for (const name of [...copy.getAttributeNames()].filter((n) => /^(class|style|id|tabindex|role|aria-|data-)/.test(n))) copy.removeAttribute(name);
    if (element2 instanceof SVGGraphicsElement && !(element2 instanceof SVGSVGElement) && !(element2 instanceof SVGGElement)) {
      for (const name of STYLES) copy.setAttribute(name, style.getPropertyValue(name));
      const fixed = style.getPropertyValue("vector-effect") === "non-scaling-stroke";
      copy.setAttribute("stroke-width", String(parseFloat(style.strokeWidth) / (fixed ? scale : 1)));
    } else if (style.opacity !== "1") {
      copy.setAttribute("opacity", style.opacity);
    }
    const inner = scale * grown(element2);
    if (element2 instanceof SVGUseElement) {
      const shapes = document.querySelector(element2.getAttribute("href"));
      return shapes ? inlined(shapes, scale) : copy;
    }
    for (const child of element2.childNodes) copy.append(child instanceof Element ? inlined(child, inner) : child.cloneNode());
    return copy;
  }
  function grown(element2) {
    if (element2 instanceof SVGSVGElement && element2.ownerSVGElement) return element2.width.baseVal.value / element2.viewBox.baseVal.width;
    if (element2 instanceof SVGGraphicsElement) return element2.transform.baseVal.consolidate()?.matrix.a ?? 1;
    return 1;
  }
  function signs(area, key, wide, letters) {
    const parts = [];
    let [x, row] = [0, 0];
    for (const [kind, words] of key) {
      const width = 34 + words.length * SIZE + 12;
      if (x > 0 && x + width > wide - 28) [x, row] = [0, row + 1];
      const y = row * LINE;
      const sample = document.querySelector(`.map-sign.${kind}`);
      const before = sample ? getComputedStyle(sample, "::before") : getComputedStyle(area);
      if (kind === "helper" || kind === "recipient") parts.push(svg("rect", { x, y: y - 9, width: 14, height: 11, rx: 3, fill: before.backgroundColor }));
      else if (kind === "helps" || kind === "deals") parts.push(svg("path", { d: `M${x} ${y - 5}h13v-4l9 5l-9 5v-4h-13z`, fill: before.color }));
      else parts.push(svg("path", { d: `M${x} ${y - 4}h22`, stroke: before.borderTopColor, "stroke-width": 2.5, "stroke-dasharray": kind === "unsettled" ? "6 4" : "none" }));
      parts.push(svg("text", { x: x + 28, y, "font-size": SIZE, fill: letters }, words));
      x += width;
    }
    return { parts, rows: key.length ? row + 1 : 0 };
  }

  // src/map.ts
  var MAINLAND = 18;
  var [NEAR2, NEARER] = [1.8, 4];
  var MOST_PLACES = 400;
  var FEW = 80;
  var box = (west, south, east, north) => boundsOf([[west, south], [west, north], [east, south], [east, north]].map(([x, y]) => albers(x, y)));
  var INSET = box(105.8, 3.2, 122.6, 24);
  var SIGNS = ["helper", "recipient", "helps", "works", "deals", "unsettled"];
  var HAINAN = box(108.6, 18.1, 111.1, 20.2);
  var mapView = { name: "map", mount: (root, model2, store2) => new MapView(root, model2, store2) };
  var MapView = class {
    constructor(root, model2, store2) {
      this.model = model2;
      this.store = store2;
      const outlines = model2.data.outlines;
      this.#bounds = extents(outlines);
      const shapes = svg("g", { id: "map-shapes" }, ...areas("province", outlines.provinces));
      shapes.append(svg("path", { class: "map-sea-line", d: outlinePath(outlines.lines) }));
      this.#land.append(shapes, svg("g", { class: "prefectures" }, ...areas("prefecture", outlines.prefectures)));
      const { left, top, right, bottom } = INSET;
      this.#inset.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
      const frame2 = { x: left, y: top, width: right - left, height: bottom - top };
      this.#inset.append(svg("rect", { class: "sea", ...frame2 }), svg("use", { href: "#map-shapes" }), this.#insetName, this.#insetFrame);
      for (const [name, value] of Object.entries(frame2)) this.#insetFrame.setAttribute(name, String(value));
      this.#area = svg("svg", { class: "map-area", tabindex: 0, role: "group" }, this.#land, this.#arcs, this.#dots, this.#names, this.#inset);
      const stage = element("div", { class: "map-stage" }, this.#area, this.#buttons, this.#tip);
      root.classList.add("map");
      root.append(stage, this.#key, this.#lost);
      gestures(this.#area, {
        camera: this.#camera,
        moved: () => this.#soon(),
        reset: () => this.#fit(),
        clicked: (target) => this.#click(target)
      });
      this.#area.addEventListener("pointermove", (event) => this.#hover(event));
      this.#area.addEventListener("pointerleave", () => {
        this.#tip.hidden = true;
      });
      this.#area.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") this.#click(event.target);
      });
      this.#area.addEventListener("dblclick", (event) => {
        const region = event.target.closest("[data-region]")?.getAttribute("data-region");
        if (region) center(store2, region);
        else this.#camera.zoomBy(2, [event.offsetX, event.offsetY]);
        this.#soon();
      });
    }
    model;
    store;
    #camera = new Camera();
    #area;
    #land = svg("g", { class: "map-land" });
    #arcs = svg("g", { class: "arcs" });
    #dots = svg("g", { class: "dots" });
    #names = svg("g", { class: "names", "aria-hidden": "true" });
    #inset = svg("svg", { class: "inset" });
    #insetFrame = svg("rect", { class: "frame" });
    #insetName = svg("text", { x: INSET.left + 90, y: INSET.bottom - 70, "font-size": 200 });
    #tip = element("div", { class: "tip", hidden: true });
    #buttons = element("div", { class: "map-buttons" });
    #key = element("div", { class: "map-key" });
    #lost = element("details", { class: "map-lost", open: true });
    #bounds;
    #drawn = { places: [], arcs: [], lost: [], areas: /* @__PURE__ */ new Map() };
    #chosen = { lines: /* @__PURE__ */ new Set(), regions: /* @__PURE__ */ new Set() };
    #size = [0, 0];
    #before = null;
    #waiting = false;
    #fine = 1;
    update() {
      const { filters, selection } = this.store.get();
      const shown2 = this.model.shown(filters);
      this.#drawn = drawn(this.model, shown2, selection, filters);
      this.#chosen = chosen(this.model, shown2, selection);
      this.#words();
      this.#listLost();
      for (const area of this.#land.querySelectorAll("[data-area]")) {
        const role2 = this.#drawn.areas.get(area.getAttribute("data-area"));
        area.classList.remove("helper", "recipient", "neutral");
        if (role2) area.classList.add(role2);
      }
      const size = [this.#area.clientWidth, this.#area.clientHeight];
      if (size[0] !== this.#size[0] || size[1] !== this.#size[1]) {
        this.#size = size;
        this.#fitPartners();
      }
      if (selection && JSON.stringify(selection) !== JSON.stringify(this.#before)) this.#bringIntoView();
      this.#before = selection;
      this.#draw();
    }
    save(as, name) {
      const key = this.#signs().map((kind) => [kind, this.model.say(`map.${kind}`)]);
      saveDrawing(as, name, this.#area, key, this.model.say("map.credit"));
    }
    #fit() {
      const [wide, high] = this.#size;
      const { main, whole: whole3 } = this.#bounds;
      const room = (high - 24) / (wide - 24) >= (whole3.bottom - whole3.top) / (whole3.right - whole3.left) * 0.98;
      this.#camera.fit(room ? whole3 : main, wide, high);
    }
    /** Show the provinces that are in partnerships, whole; without any, the country. */
    #fitPartners() {
      this.#fit();
      const provinces = [...this.#drawn.areas.keys()].map((area) => this.#bounds.provinces.get(area)).filter((found) => found !== void 0);
      if (!provinces.length) return;
      const all = boundsOf(provinces.flatMap((b) => [[b.left, b.top], [b.right, b.bottom]]));
      const [wide, high] = this.#size;
      this.#camera.show(all, wide, high);
    }
    /** Something was chosen elsewhere: if none of it can be seen, the map moves there. */
    #bringIntoView() {
      const places = this.#drawn.places.filter((place) => this.#chosen.regions.has(place.id));
      const [wide, high] = this.#size;
      const seen = ({ at }) => {
        const [x, y] = this.#camera.toScreen(at);
        return x > 0 && y > 0 && x < wide && y < high;
      };
      if (places[0] && !places.some(seen)) this.#camera.centre(places[0].at, wide, high);
    }
    #soon() {
      this.#tip.hidden = true;
      if (this.#waiting) return;
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#draw();
      });
    }
    #draw() {
      const near = this.#camera.zoom >= NEAR2;
      this.#land.setAttribute("transform", this.#camera.transform);
      this.#area.classList.toggle("near", near);
      this.#area.classList.toggle("some", this.#chosen.regions.size > 0);
      this.#fine = Math.min(1, Math.sqrt(FEW / Math.max(this.#drawn.arcs.length, 1)));
      this.#arcs.style.setProperty("--arc", String(Math.max(0.62 * this.#fine, 0.08)));
      const [wide, high] = this.#size;
      const spots2 = new Map(this.#drawn.places.map((place) => [place.id, this.#camera.toScreen(place.at)]));
      const places = this.#drawn.places.filter(({ id, weight }) => {
        const [x, y] = spots2.get(id);
        return x > -9 && y > -9 && x < wide + 9 && y < high + 9 && (weight > 0 || this.#camera.zoom >= NEARER || this.#chosen.regions.has(id));
      }).slice(0, MOST_PLACES);
      this.#arcs.replaceChildren(...this.#drawn.arcs.map((line2) => this.#arc(line2, spots2)).sort((a, b) => rank2(a) - rank2(b)));
      this.#drawInset();
      this.#drawPlaces(places, spots2);
    }
    #arc(line2, spots2) {
      const fine = this.#chosen.lines.has(line2.id) ? 1 : Math.max(this.#fine, 0.4);
      const width = line2.pair ? arcWidth(line2.statements.length) * fine : 1.2;
      const { curve, head } = arc(spots2.get(line2.source), spots2.get(line2.target), width, line2.directed, [6, line2.directed ? 8 : 6]);
      const kind = line2.pair ? line2.directed ? "helps" : "works" : "deals";
      const settled = line2.status === "done" || line2.status === "ongoing";
      const drawing = svg(
        "g",
        { class: `arc ${kind}${settled ? "" : " unsettled"}`, "data-line": line2.id },
        svg("path", { class: "reach", d: curve }),
        svg("path", { class: "curve", d: curve, "stroke-width": width.toFixed(1) })
      );
      if (head) drawing.append(svg("path", { class: "head", d: head }));
      if (this.#chosen.lines.has(line2.id)) drawing.classList.add("chosen");
      return drawing;
    }
    #drawPlaces(places, spots2) {
      const focused = document.activeElement?.closest("[data-region]")?.dataset["region"];
      const [wide, high] = this.#size;
      const labels = [];
      const dots = places.map(({ id, role: role2, weight }) => {
        const [x, y] = spots2.get(id);
        const marked = this.#chosen.regions.has(id);
        const radius = weight ? 3.2 + Math.min(Math.sqrt(weight) * 0.6, 4) : 2.4;
        const text = this.#short(id);
        labels.push({ id, text, at: [x, y], radius: radius + 1, width: widthOf(text), height: 16 });
        return svg("circle", {
          class: `dot ${weight ? role2 : "other"}${marked ? " chosen" : ""}`,
          cx: x.toFixed(1),
          cy: y.toFixed(1),
          r: radius.toFixed(1),
          "data-region": id,
          tabindex: weight ? 0 : -1,
          role: "button",
          "aria-label": this.model.name(id),
          "aria-pressed": String(marked)
        });
      });
      this.#dots.replaceChildren(...[...dots].reverse());
      const first2 = labels.filter(({ id }) => this.#chosen.regions.has(id));
      const ranked2 = [...first2, ...labels.filter((label) => !first2.includes(label))];
      this.#names.replaceChildren(...placeLabels(ranked2, wide, high, this.#blocked()).map(({ id, text, x, y }) => svg("text", { class: this.#chosen.regions.has(id) ? "chosen" : "", x: x.toFixed(1), y: y.toFixed(1), "data-region": id }, text)));
      if (focused) this.#dots.querySelector(`[data-region="${CSS.escape(focused)}"]`)?.focus();
    }
    #drawInset() {
      const [wide, high] = this.#size;
      const seen = ({ left, top, right, bottom }) => {
        const [[x1, y1], [x2, y2]] = [this.#camera.toScreen([left, top]), this.#camera.toScreen([right, bottom])];
        return x1 >= 0 && y1 >= 0 && x2 <= wide && y2 <= high;
      };
      this.#inset.style.display = seen(HAINAN) && !seen(INSET) ? "" : "none";
      const size = Math.min(150, high * 0.26, wide * 0.3);
      const width = size * (INSET.right - INSET.left) / (INSET.bottom - INSET.top);
      for (const [name, value] of Object.entries({ x: wide - width - 12, y: high - size - 12, width, height: size })) {
        this.#inset.setAttribute(name, value.toFixed(1));
      }
    }
    /** What lies on top of the map, where no label should be. */
    #blocked() {
      const { left, top } = this.#area.getBoundingClientRect();
      return [this.#buttons, this.#insetFrame].map((part) => part.getBoundingClientRect()).filter((box2) => box2.width > 0).map((box2) => ({ left: box2.left - left, top: box2.top - top, right: box2.right - left, bottom: box2.bottom - top }));
    }
    #short(id) {
      const { name, short: short3 } = this.model.entity(id);
      const text = short3 ?? name;
      return text.length > 12 ? `${text.slice(0, 11)}…` : text;
    }
    #click(target) {
      const region = target.closest("[data-region]")?.getAttribute("data-region");
      const line2 = target.closest("[data-line]")?.getAttribute("data-line");
      if (region) choose(this.store, region);
      else if (line2) this.store.set({ selection: { kind: "line", id: line2 } });
      else if (this.#area.contains(target)) this.store.set({ selection: null });
    }
    #hover(event) {
      const target = event.target;
      const region = target.closest("[data-region]")?.getAttribute("data-region");
      const line2 = target.closest("[data-line]")?.getAttribute("data-line");
      const shown2 = this.model.shown(this.store.get().filters);
      this.#tip.hidden = event.buttons > 0 || !(region || line2);
      if (this.#tip.hidden) return;
      this.#tip.replaceChildren(...region ? entityCard(this.model, shown2, region) : lineCard(this.model, shown2, line2));
      const { left, top, width } = this.#area.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      this.#tip.style.left = `${Math.max(4, Math.min(x + 14, width - this.#tip.offsetWidth - 4))}px`;
      this.#tip.style.top = `${y > this.#tip.offsetHeight + 20 ? y - this.#tip.offsetHeight - 10 : y + 18}px`;
    }
    #words() {
      const { model: model2 } = this;
      this.#area.setAttribute("aria-label", model2.say("map.label"));
      this.#insetName.textContent = model2.say("map.islands");
      const button = (sign, key, act) => element("button", {
        type: "button",
        title: model2.say(key),
        "aria-label": model2.say(key),
        click: () => {
          act();
          this.#soon();
        }
      }, sign);
      this.#buttons.replaceChildren(
        button("+", "map.in", () => zoomStep(this.#camera, true, ...this.#size)),
        button("−", "map.out", () => zoomStep(this.#camera, false, ...this.#size)),
        button("⌂", "map.partners", () => this.#fitPartners()),
        button("⤢", "map.whole", () => this.#fit())
      );
      const keys = this.#signs().map((kind) => element("span", { class: `map-sign ${kind}` }, model2.say(`map.${kind}`)));
      this.#key.replaceChildren(element("div", { class: "map-signs" }, ...keys), element("small", { class: "map-credit" }, model2.say("map.credit")));
    }
    #signs() {
      return this.#drawn.arcs.some((line2) => !line2.pair) ? SIGNS : SIGNS.filter((kind) => kind !== "deals");
    }
    #listLost() {
      const { model: model2 } = this;
      const { lost } = this.#drawn;
      this.#lost.hidden = !lost.length;
      const rows2 = lost.map((line2) => element("li", {}, element("button", {
        type: "button",
        class: "link",
        "aria-pressed": String(this.#chosen.lines.has(line2.id)),
        click: () => this.store.set({ selection: { kind: "line", id: line2.id } })
      }, `${model2.name(line2.source)} ${line2.directed ? "→" : "—"} ${model2.name(line2.target)}`), element("small", {}, model2.say("sources", { count: line2.statements.length }))));
      this.#lost.replaceChildren(element("summary", {}, model2.say("map.lost", { count: lost.length })), element("ul", {}, ...rows2));
    }
  };
  function rank2(drawing) {
    return Number(drawing.classList.contains("chosen")) * 2 + Number(!drawing.classList.contains("deals"));
  }
  function areas(kind, outlines) {
    return Object.entries(outlines).map(([code, rings2]) => svg("path", { class: `map-${kind}`, "data-area": code.slice(0, kind === "province" ? 2 : 4), d: outlinePath(rings2) }));
  }
  function extents({ provinces, lines }) {
    const points = (rings2) => rings2.flatMap(decoded);
    const main = (degrees) => boundsOf(degrees.filter(([, latitude]) => latitude >= MAINLAND).map((p) => albers(...p)));
    const each = Object.entries(provinces).map(([code, rings2]) => [code.slice(0, 2), points(rings2)]);
    const all = each.flatMap(([, degrees]) => degrees);
    return {
      main: main([...all, ...points(lines)]),
      whole: boundsOf([...all, ...points(lines)].map((p) => albers(...p))),
      provinces: new Map(each.map(([code, degrees]) => [code, main(degrees)]))
    };
  }
  var measure = document.createElement("canvas").getContext("2d");
  function widthOf(text) {
    if (!measure) return text.length * 13;
    measure.font = `12.5px ${FACE}`;
    return measure.measureText(text).width;
  }

  // src/legend.ts
  function legend(model2, store2, overview) {
    const colours = palette();
    const key = (text, ...drawing) => element("span", { class: "key" }, svg("svg", { viewBox: "0 0 26 12", width: 26, height: 12, "aria-hidden": "true" }, ...drawing), text);
    const line2 = (colour, dash = "", arrow = false) => [
      svg("line", { x1: 1, y1: 6, x2: arrow ? 19 : 25, y2: 6, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash }),
      ...arrow ? [svg("path", { d: "M18 2L25 6L18 10Z", fill: colour })] : []
    ];
    const box2 = (fill, stroke2) => svg("rect", { x: 2, y: 1, width: 22, height: 10, rx: 3, fill, stroke: stroke2, "stroke-width": 1.5 });
    const unsettled = key(model2.say("line.unsettled"), ...line2(colours.unsettled, "5 3"));
    if (overview) {
      return [element(
        "span",
        { class: "keys" },
        key(model2.say("key.helper"), box2(colours.accent, colours.accent)),
        key(model2.say("key.recipient"), box2(colours.pale, colours.accent)),
        key(model2.say("key.neutral"), box2(colours.paper, colours.soft)),
        key(model2.say("line.directed"), ...line2(colours.families.help, "", true)),
        key(model2.say("line.undirected"), ...line2(colours.families.work)),
        unsettled
      )];
    }
    return [
      element("span", { class: "keys" }, ...types(model2, store2)),
      element(
        "span",
        { class: "keys lines" },
        ...FAMILIES.map((family) => key(model2.say(`family.${family}`), ...line2(colours.families[family]))),
        unsettled
      )
    ];
  }
  function types(model2, store2) {
    const { filters } = store2.get();
    const counts = /* @__PURE__ */ new Map();
    for (const { type } of model2.entities.values()) counts.set(type, (counts.get(type) ?? 0) + 1);
    const all = Object.keys(SHAPES).filter((type) => counts.has(type));
    const on = (type) => !filters.types.length || filters.types.includes(type);
    return all.map((type) => element("button", {
      type: "button",
      "data-type": type,
      "aria-pressed": String(on(type)),
      click: () => {
        const next = all.filter((other) => on(other) !== (other === type));
        store2.filter({ types: next.length === all.length ? [] : next }, "push");
      }
    }, swatch(type), `${model2.say(`type.${type}`)} ${counts.get(type)}`));
  }
  function swatch(type) {
    const colour = palette().types[type];
    const path = corners(SHAPES[type], 7, 7, 5);
    const mark = path ? svg("polygon", { points: path.map((n) => n.toFixed(1)).join(" "), fill: colour }) : svg("circle", { cx: 7, cy: 7, r: 5, fill: colour });
    return svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, mark);
  }

  // src/paint.ts
  var NO_MARKS = { spots: /* @__PURE__ */ new Set(), wires: /* @__PURE__ */ new Set(), cursor: null };
  function lit(picture, marks) {
    if (!marks.spots.size && !marks.wires.size) return null;
    const found = { spots: new Set(marks.spots), wires: new Set(marks.wires) };
    for (const wire of picture.wires) {
      if (found.wires.has(wire.id) || marks.spots.has(wire.from) || marks.spots.has(wire.to)) {
        found.wires.add(wire.id);
        found.spots.add(wire.from).add(wire.to);
      }
    }
    return found;
  }
  function markSize(spot, k) {
    return Math.max(2.5, spot.size * Math.min(k, 1.4));
  }
  function paint(ink2, picture, camera, marks, colours) {
    const { k } = camera;
    const light = lit(picture, marks);
    const sx = (x) => x * k + camera.x;
    const sy = (y) => y * k + camera.y;
    for (const [x, y, width, height] of picture.frames) {
      ink2.box(sx(x), sy(y), width * k, height * k, 9 * k, colours.paper, { colour: colours.edge, width: 1 });
    }
    const inside = (x, y, margin) => x > -margin && y > -margin && x < camera.width + margin && y < camera.height + margin;
    const sizes = /* @__PURE__ */ new Map();
    for (const spot of picture.spots) if (!spot.box) sizes.set(spot.id, markSize(spot, k));
    paintWires(ink2, picture, camera, light?.wires ?? null, sizes);
    for (const [x, y, width, , title] of picture.frames) {
      if (sizes.size) ink2.text(sx(x + width / 2), sy(y) - 9, title, { colour: colours.soft, size: 12, halo: colours.ground });
      else ink2.text(sx(x + 10), sy(y + 14), title, { colour: colours.soft, size: 12 * k, align: "left", halo: colours.paper });
    }
    for (const [x, y, text] of picture.heads) {
      ink2.text(sx(x), sy(y), text, { colour: colours.ink, size: 15 * k, bold: true, halo: colours.ground });
    }
    const seen = picture.spots.filter((spot) => inside(sx(spot.x), sy(spot.y), (spot.box?.half ?? 20) * k + 20));
    const faded = (spot) => spot.dim || light !== null && !light.spots.has(spot.id);
    const order = light ? [...seen.filter(faded), ...seen.filter((spot) => !faded(spot))] : seen;
    for (const spot of order) {
      const [x, y] = [sx(spot.x), sy(spot.y)];
      const chosen2 = marks.spots.has(spot.id);
      const fade = faded(spot);
      if (marks.cursor === spot.id) {
        const [w, h] = spot.box ? [spot.box.half * k + 5, spot.box.high * k + 5] : [sizes.get(spot.id) + 6, sizes.get(spot.id) + 6];
        ink2.box(x - w, y - h, 2 * w, 2 * h, 8, null, { colour: colours.ink, width: 2, dash: [4, 3] });
      }
      const line2 = { colour: fade ? colours.edge : spot.line, width: chosen2 ? 3.5 : 1.5 };
      if (spot.box) {
        const { half, high } = spot.box;
        ink2.box(x - half * k, y - high * k, 2 * half * k, 2 * high * k, 5 * k, fade ? colours.ground : spot.fill, line2);
        ink2.text(x, y + 0.5, spot.label, { colour: fade ? colours.soft : spot.colour, size: LETTER * k });
      } else {
        ink2.mark(spot.shape, x, y, sizes.get(spot.id), fade ? colours.faint : spot.fill, chosen2 ? { colour: colours.ink, width: 2.5 } : null);
      }
    }
    paintLabels(ink2, camera, seen.filter((spot) => !spot.box && !faded(spot)), marks, colours, sizes);
    for (const wire of picture.wires) {
      if (!wire.title) continue;
      const [x, y] = pointAt(wire.path, 0.5);
      const level = Math.abs(wire.path[1] - wire.path.at(-1)) < 1;
      ink2.text(sx(x) + (level ? 0 : 8 * k), sy(y) - (level ? 10 * k : 0), wire.title, {
        colour: colours.soft,
        size: 12 * k,
        halo: colours.ground,
        align: level ? "center" : "left"
      });
    }
  }
  function paintWires(ink2, picture, camera, light, sizes) {
    const { k } = camera;
    const groups = /* @__PURE__ */ new Map();
    const plain = Math.max(0.12, Math.min(0.7, 900 / picture.wires.length));
    for (const wire of picture.wires) {
      const p = wire.path;
      const path = p.map((value, i) => value * k + (i % 2 ? camera.y : camera.x));
      if (outside(path, camera)) continue;
      const bright = light === null ? plain : light.has(wire.id) ? 0.95 : 0.15;
      const key = `${bright} ${wire.colour} ${wire.width} ${wire.dash}`;
      let group = groups.get(key);
      if (!group) {
        const width = wire.width * Math.max(0.45, Math.min(k, 1.4));
        group = { stroke: { colour: wire.colour, width, opacity: bright, dash: wire.dash ? [7, 5] : void 0 }, paths: [], heads: [] };
        groups.set(key, group);
      }
      if (wire.arrow) {
        const head = arrowHead(path, wire, sizes.get(wire.to) ?? 0, k);
        if (head) group.heads.push(head);
      }
      group.paths.push(path);
    }
    for (const { stroke: stroke2, paths, heads } of [...groups.values()].sort((a, b) => (a.stroke.opacity ?? 1) - (b.stroke.opacity ?? 1))) {
      ink2.lines(paths, stroke2);
      if (heads.length) ink2.areas(heads, stroke2.colour, Math.min(1, (stroke2.opacity ?? 1) + 0.15));
    }
  }
  function outside(path, camera) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < path.length; i += 2) {
      left = Math.min(left, path[i]);
      right = Math.max(right, path[i]);
      top = Math.min(top, path[i + 1]);
      bottom = Math.max(bottom, path[i + 1]);
    }
    return right < 0 || bottom < 0 || left > camera.width || top > camera.height;
  }
  function arrowHead(path, wire, gap, k) {
    const n = path.length;
    const [ex, ey] = [path[n - 2], path[n - 1]];
    const [bx, by] = n === 4 ? [path[0], path[1]] : pointAt(path, 0.9);
    const length = Math.hypot(ex - bx, ey - by);
    const size = (6 + wire.width * 1.6) * Math.min(Math.max(k, 0.5), 1.3);
    if (length < 1 || n === 4 && length < gap + size) return null;
    const [ux, uy] = [(ex - bx) / length, (ey - by) / length];
    const [tx, ty] = [ex - ux * gap, ey - uy * gap];
    path[n - 2] = tx - ux * size * 0.7;
    path[n - 1] = ty - uy * size * 0.7;
    if (n > 4) [path[n - 4], path[n - 3]] = [path[n - 4] - ux * size * 0.7, path[n - 3] - uy * size * 0.7];
    const [px, py] = [-uy * size * 0.5, ux * size * 0.5];
    return [tx, ty, tx - ux * size + px, ty - uy * size + py, tx - ux * size - px, ty - uy * size - py];
  }
  var CELL2 = 24;
  var MOST_LABELS = 320;
  var LOUD = 0.8;
  function paintLabels(ink2, camera, spots2, marks, colours, sizes) {
    const { k } = camera;
    const taken = /* @__PURE__ */ new Set();
    const cells2 = (x0, y0, x1, y1) => {
      const found = [];
      for (let cx = Math.floor(x0 / CELL2); cx <= Math.floor(x1 / CELL2); cx++) {
        for (let cy = Math.floor(y0 / CELL2); cy <= Math.floor(y1 / CELL2); cy++) found.push(cx * 4096 + cy);
      }
      return found;
    };
    const first2 = (spot) => marks.spots.has(spot.id) || marks.cursor === spot.id ? 1 : 0;
    const order = [...spots2].sort((a, b) => first2(b) - first2(a) || b.weight - a.weight || (a.id < b.id ? -1 : 1));
    let count = 0;
    for (const spot of order) {
      if (count >= MOST_LABELS) break;
      if (spot.quiet && k < LOUD && !first2(spot)) continue;
      const size = 12 + Math.min(Math.round(spot.weight / 12), 4);
      const half = textWidth(spot.label, size) / 2 + 1;
      const [x, y] = [spot.x * k + camera.x, spot.y * k + camera.y + sizes.get(spot.id) + size * 0.75];
      const wanted = cells2(x - half, y - size / 2, x + half, y + size / 2);
      if (wanted.some((cell) => taken.has(cell))) continue;
      for (const cell of wanted) taken.add(cell);
      count += 1;
      ink2.text(x, y, spot.label, { colour: colours.ink, size, halo: colours.ground, bold: first2(spot) > 0 });
    }
  }

  // src/scene.ts
  var FARTHEST = 0.02;
  var NEAREST = 5;
  var STEP2 = 1.3;
  var NEAR3 = 6;
  var SLOW = 24;
  var REST = 110;
  var Scene = class {
    constructor(root, listener) {
      this.root = root;
      this.listener = listener;
      this.canvas = document.createElement("canvas");
      this.canvas.tabIndex = 0;
      root.append(this.canvas);
      this.#listen();
    }
    root;
    listener;
    canvas;
    picture = EMPTY;
    marks = NO_MARKS;
    camera = { k: 1, x: 0, y: 0, width: 0, height: 0 };
    #waiting = false;
    /** Least zoom: what shows everything. */
    #least = FARTHEST;
    /** What was drawn last, if that took long. */
    #still = null;
    #moving = false;
    #rest = 0;
    #fingers = /* @__PURE__ */ new Map();
    #moved = false;
    #clickedLast = "";
    /** Show a picture; `stay` keeps the camera where it is. */
    show(picture, stay) {
      this.picture = picture;
      this.resize();
      if (!stay) this.fit();
      this.redraw();
    }
    mark(marks) {
      this.marks = marks;
      this.redraw();
    }
    /** Take the size of the stage. Answers whether it changed. */
    resize() {
      const { clientWidth: width, clientHeight: height } = this.root;
      const sharp = window.devicePixelRatio || 1;
      if (this.canvas.width === Math.round(width * sharp) && this.canvas.height === Math.round(height * sharp)) return false;
      this.canvas.width = Math.round(width * sharp);
      this.canvas.height = Math.round(height * sharp);
      this.camera = { ...this.camera, width, height };
      this.redraw();
      return true;
    }
    /** All of the picture, as large as it goes but no larger than is pleasant. */
    fit() {
      if (!this.picture.spots.length) return;
      const [left, top, right, bottom] = extent(this.picture);
      const { height } = this.camera;
      const width = this.camera.width - (this.picture.spots[0].box ? 0 : Math.min(120, this.camera.width / 5));
      const k = Math.min(Math.max(width - 24, 40) / (right - left), Math.max(height - 24, 40) / (bottom - top), 1.35);
      this.#least = Math.min(k, 1) * 0.8;
      this.#moveTo((left + right) / 2, (top + bottom) / 2, k);
    }
    /** Bring an entity to the middle, near enough to read its name. */
    center(id) {
      const spot = this.picture.spots.find((s) => s.id === id);
      if (spot) this.#moveTo(spot.x, spot.y, Math.max(this.camera.k, 0.8));
    }
    /** Bring an entity to the middle unless it is in view and large enough already. */
    reveal(id) {
      const at = this.at(id);
      const { k, width, height } = this.camera;
      if (!at || k < 0.8 || at.x < 40 || at.y < 40 || at.x > width - 40 || at.y > height - 40) this.center(id);
    }
    /** Where an entity stands on the stage, or null. */
    at(id) {
      const spot = this.picture.spots.find((s) => s.id === id);
      return spot ? { x: spot.x * this.camera.k + this.camera.x, y: spot.y * this.camera.k + this.camera.y } : null;
    }
    zoom(factor, x = this.camera.width / 2, y = this.camera.height / 2) {
      const k = Math.min(Math.max(this.camera.k * factor, this.#least), NEAREST);
      const by = k / this.camera.k;
      this.#move({ k, x: x - (x - this.camera.x) * by, y: y - (y - this.camera.y) * by });
    }
    redraw() {
      if (this.#waiting) return;
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#draw();
      });
    }
    /** Draw at once: paper does not wait for the next frame. */
    drawNow() {
      this.#moving = false;
      this.#draw();
    }
    /** Draw the picture as it stands into another ink, with a camera of its own. */
    drawInto(ink2, camera) {
      paint(ink2, this.picture, camera, { ...this.marks, cursor: null }, palette());
    }
    /** Draw again because the camera moves: of a picture that takes long, what was last drawn is moved until it comes to rest. */
    #move(camera) {
      this.camera = { ...this.camera, ...camera };
      if (this.#still) {
        this.#moving = true;
        clearTimeout(this.#rest);
        this.#rest = window.setTimeout(() => {
          this.#moving = false;
          this.redraw();
        }, REST);
      }
      this.redraw();
    }
    #draw() {
      const ink2 = this.canvas.getContext("2d");
      const sharp = window.devicePixelRatio || 1;
      const still = this.#still;
      ink2.setTransform(1, 0, 0, 1, 0, 0);
      ink2.clearRect(0, 0, this.canvas.width, this.canvas.height);
      if (this.#moving && still) {
        const by = this.camera.k / still.camera.k;
        const at = [this.camera.x - still.camera.x * by, this.camera.y - still.camera.y * by];
        ink2.drawImage(still.canvas, at[0] * sharp, at[1] * sharp, still.canvas.width * by, still.canvas.height * by);
        return;
      }
      ink2.setTransform(sharp, 0, 0, sharp, 0, 0);
      const start4 = performance.now();
      paint(new CanvasInk(ink2), this.picture, this.camera, this.marks, palette());
      const seen = this.canvas.width > 0 && this.canvas.height > 0;
      this.#still = seen && performance.now() - start4 > SLOW ? { canvas: copied(this.canvas), camera: this.camera } : null;
    }
    #moveTo(x, y, k) {
      this.camera = { ...this.camera, k, x: this.camera.width / 2 - x * k, y: this.camera.height / 2 - y * k };
      this.redraw();
    }
    /** What lies under a point of the stage: entities before lines. */
    hit(x, y) {
      const { k } = this.camera;
      const [wx, wy] = [(x - this.camera.x) / k, (y - this.camera.y) / k];
      let best = null;
      for (const spot of this.picture.spots) {
        const [dx, dy] = [Math.abs(spot.x - wx), Math.abs(spot.y - wy)];
        const reach2 = spot.box ? 0 : (markSize(spot, k) + 4) / k;
        const inside = spot.box ? dx <= spot.box.half && dy <= spot.box.high + 1 : dx <= reach2 && dy <= reach2;
        if (inside && (!best || dx + dy < best.far)) best = { spot, far: dx + dy };
      }
      if (best) return { spot: best.spot };
      let near = null;
      const reach = NEAR3 / k;
      for (const wire of this.picture.wires) {
        const p = wire.path;
        const last = p.length - 2;
        if (Math.min(p[1], p[last + 1]) - reach > wy || Math.max(p[1], p[last + 1]) + reach < wy) continue;
        const far = distance(p, wx, wy);
        if (far <= reach + wire.width / 2 && (!near || far < near.far)) near = { wire, far };
      }
      return near ? { wire: near.wire } : null;
    }
    #place(event) {
      const box2 = this.canvas.getBoundingClientRect();
      return { x: event.clientX - box2.left, y: event.clientY - box2.top };
    }
    #listen() {
      const { canvas } = this;
      canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        this.#fingers.set(event.pointerId, this.#place(event));
        this.#moved = this.#fingers.size > 1;
      });
      canvas.addEventListener("pointermove", (event) => this.#pointed(event));
      const up = (event) => this.#fingers.delete(event.pointerId);
      canvas.addEventListener("pointerup", up);
      canvas.addEventListener("pointercancel", up);
      canvas.addEventListener("click", (event) => this.#clicked(event));
      canvas.addEventListener("pointerleave", () => this.listener.hover(null, 0, 0));
      canvas.addEventListener("wheel", (event) => {
        event.preventDefault();
        const { x, y } = this.#place(event);
        const lines = event.deltaMode === 1 ? 16 : 1;
        this.zoom(Math.exp(-Math.max(-100, Math.min(100, event.deltaY * lines)) / 300), x, y);
        this.listener.hover(null, 0, 0);
      }, { passive: false });
      canvas.addEventListener("keydown", (event) => this.#key(event));
      canvas.addEventListener("blur", () => this.mark({ ...this.marks, cursor: null }));
    }
    #pointed(event) {
      const now = this.#place(event);
      const before = this.#fingers.get(event.pointerId);
      if (!before) {
        const hit = this.hit(now.x, now.y);
        this.canvas.style.cursor = hit ? "pointer" : "grab";
        this.listener.hover(hit, now.x, now.y);
        return;
      }
      const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const grown2 = Math.hypot(now.x - other.x, now.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1);
        this.zoom(grown2, (now.x + other.x) / 2, (now.y + other.y) / 2);
      } else if (!this.#moved && Math.hypot(now.x - before.x, now.y - before.y) < 4) {
        return;
      }
      this.#moved = true;
      this.listener.hover(null, 0, 0);
      this.canvas.style.cursor = "grabbing";
      const share = other ? 0.5 : 1;
      this.#fingers.set(event.pointerId, now);
      this.#move({ x: this.camera.x + (now.x - before.x) * share, y: this.camera.y + (now.y - before.y) * share });
    }
    #clicked(event) {
      if (this.#moved) return;
      const { x, y } = this.#place(event);
      const hit = this.hit(x, y);
      const id = hit?.spot?.id ?? "";
      const twice = event.detail === 2 && id !== "" && id === this.#clickedLast;
      this.#clickedLast = id;
      if (twice) this.listener.open(id);
      else this.listener.pick(hit);
    }
    #key(event) {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const way = ways[event.key];
      const cursor = this.picture.spots.find((spot) => spot.id === this.marks.cursor);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (way && event.shiftKey) this.camera = { ...this.camera, x: this.camera.x - way[0] * 60, y: this.camera.y - way[1] * 60 };
      else if (way) this.#step(cursor ?? null, way);
      else if (event.key === "Enter" && cursor) this.listener.pick({ spot: cursor });
      else if (event.key === " " && cursor) this.listener.open(cursor.id);
      else if (event.key === "+" || event.key === "=") this.zoom(STEP2);
      else if (event.key === "-") this.zoom(1 / STEP2);
      else if (event.key === "0") this.fit();
      else if (event.key === "Escape") this.listener.pick(null);
      else return;
      event.preventDefault();
      this.redraw();
    }
    /** Move the keyboard's place to the nearest entity that way. */
    #step(from, [dx, dy]) {
      const { spots: spots2 } = this.picture;
      const chosen2 = spots2.find((spot) => this.marks.spots.has(spot.id));
      const start4 = from ?? chosen2;
      let best = start4 ? void 0 : [...spots2].sort((a, b) => b.weight - a.weight || a.y - b.y || a.x - b.x)[0];
      let least = Infinity;
      if (start4) {
        for (const spot of spots2) {
          const [ax, ay] = [spot.x - start4.x, spot.y - start4.y];
          const along = ax * dx + ay * dy;
          const off = Math.abs(ax * dy) + Math.abs(ay * dx);
          if (along > 1 && along + 2 * off < least) [best, least] = [spot, along + 2 * off];
        }
      }
      if (!best) return;
      this.mark({ ...this.marks, cursor: best.id });
      const at = this.at(best.id);
      if (at.x < 20 || at.y < 20 || at.x > this.camera.width - 20 || at.y > this.camera.height - 20) this.center(best.id);
      this.listener.hover({ spot: best }, at.x, at.y);
    }
  };
  function copied(canvas) {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    copy.getContext("2d").drawImage(canvas, 0, 0);
    return copy;
  }

  // src/network.ts
  var NARROW = 560;
  var isNarrow = () => matchMedia("(max-width: 760px)").matches;
  var scene = null;
  function hasOverview(model2) {
    return Object.keys(model2.data.places.wide.places).length > 0;
  }
  var networkView = {
    name: "network",
    mount(root, model2, store2) {
      const stage = element("div", { class: "canvas" });
      const tip = element("div", { class: "tip", hidden: true });
      const said = element("div", { class: "unseen", "aria-live": "polite" });
      const tools = element("div", { class: "tools" });
      const foot = element("div", { class: "legend", role: "group" });
      root.append(tools, stage, foot, said);
      stage.append(tip);
      let picked = false;
      const pick = (hit) => {
        picked = true;
        if (hit?.spot) choose(store2, hit.spot.id);
        else if (hit?.wire) store2.set({ selection: { kind: "line", id: hit.wire.id } });
        else store2.set({ selection: null });
      };
      const hover = (hit, x, y) => {
        tip.hidden = hit === null;
        if (!hit) return;
        const card = hoverCard(model2, model2.shown(store2.get().filters), hit);
        tip.replaceChildren(...card);
        const left = Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 8);
        const top = y + 18 + tip.offsetHeight > stage.clientHeight ? y - tip.offsetHeight - 12 : y + 18;
        tip.style.left = `${Math.max(left, 4)}px`;
        tip.style.top = `${Math.max(top, 4)}px`;
        if (hit.spot && drawn2.marks.cursor === hit.spot.id) said.textContent = card.map((part) => part.textContent).join("，");
      };
      const drawn2 = new Scene(stage, { pick, hover, open: (id) => toggleOpen(store2, id) });
      scene = drawn2;
      let shownAs = "";
      let camera = "";
      let chosen2 = "";
      const update = () => {
        const state = store2.get();
        const shown2 = model2.shown(state.filters);
        const narrow = root.clientWidth < NARROW;
        const { picture, name } = pictureOf(model2, shown2, state, narrow);
        const filters = JSON.stringify(state.filters);
        const look = `${name} ${filters} ${model2.lang} ${isDark()} ${narrow}`;
        drawn2.canvas.setAttribute("aria-label", model2.say("network.keys"));
        drawn2.canvas.setAttribute("role", "application");
        foot.setAttribute("aria-label", model2.say("legend"));
        const grown2 = drawn2.resize();
        if (look !== shownAs) drawn2.show(picture, camera === name && !grown2);
        else if (grown2) drawn2.fit();
        if ((look !== shownAs || grown2) && narrow && name.startsWith("around") && drawn2.camera.k < 0.75) drawn2.center(name.split(" ")[1]);
        shownAs = look;
        camera = name;
        const { entities, lines } = about(model2, shown2, state.selection);
        drawn2.mark({ ...NO_MARKS, spots: new Set(entities), wires: new Set(lines.map((line2) => line2.id)) });
        const [id = ""] = entities;
        if (id && name === "all" && (id === chosen2 ? grown2 : !picked)) drawn2.reveal(id);
        chosen2 = id;
        picked = false;
        tip.hidden = true;
        foot.replaceChildren(...legend(model2, store2, state.drawing === "overview" && name === "overview"));
        tools.replaceChildren(...buttons(model2, store2, name, drawn2));
      };
      const save = (as, name) => {
        onPaper(true);
        update();
        (as === "svg" ? saveSvg : savePng)(drawn2, name);
        onPaper(false);
        update();
      };
      return { update, save };
    }
  };
  function pictureOf(model2, shown2, state, narrow) {
    const colours = palette();
    const { entities, lines } = about(model2, shown2, state.selection);
    if (state.selection?.kind === "path") {
      const picture2 = chainPicture(model2, lines, state.selection.from, narrow, colours);
      return { picture: picture2, name: `path ${state.selection.from} ${state.selection.to}` };
    }
    let name = state.drawing;
    let picture;
    if (state.drawing === "around") {
      name = `around ${state.open.join(" ")}`;
      picture = aroundPicture(model2, shown2, state.open, narrow, colours);
    } else if (state.drawing === "all" || !hasOverview(model2)) {
      picture = everythingPicture(model2, shown2, colours);
    } else {
      picture = overviewPicture(model2, shown2, narrow, colours);
    }
    const spots2 = new Set(picture.spots.map((spot) => spot.id));
    const [id] = entities;
    if (id !== void 0 && !spots2.has(id)) {
      return { picture: aroundPicture(model2, shown2, [id], narrow, colours), name: `around ${id}` };
    }
    const [line2] = lines;
    if (line2 && line2.status !== "denied" && !picture.wires.some((wire) => wire.id === line2.id)) {
      return { picture: chainPicture(model2, [line2], line2.source, narrow, colours), name: `line ${line2.id}` };
    }
    return { picture, name };
  }
  function buttons(model2, store2, name, drawn2) {
    const { drawing, selection } = store2.get();
    const button = (label, act, pressed, mark) => element(
      "button",
      { type: "button", click: act, "aria-pressed": pressed === void 0 ? null : String(pressed), "data-draw": mark },
      label
    );
    const choices2 = hasOverview(model2) ? ["overview", "all"] : ["all"];
    const kinds = element(
      "div",
      { class: "segments", role: "group", "aria-label": model2.say("draw") },
      ...choices2.map((kind) => button(
        model2.say(`draw.${kind}`),
        () => store2.set({ drawing: kind, open: [], selection: null }),
        drawing === kind && name === kind,
        kind
      ))
    );
    const zooms = element(
      "div",
      { class: "segments zooms", role: "group", "aria-label": model2.say("zoom") },
      ...[["+", "zoom.in", () => drawn2.zoom(1.3)], ["−", "zoom.out", () => drawn2.zoom(1 / 1.3)], ["⤢", "zoom.fit", () => drawn2.fit()]].map(([sign, word, act]) => element("button", { type: "button", title: model2.say(word), "aria-label": model2.say(word), click: act }, sign))
    );
    const middle = selection?.kind === "entity" && !name.startsWith("around") ? [button(model2.say("open"), () => center(store2, selection.id))] : [];
    return [kinds, ...middle, zooms];
  }

  // src/chronicle.ts
  var LANES = ["partner", "agree", "event", "money", "people", "other", "figure"];
  var LANE = {
    assists: "partner",
    partners_with: "partner",
    cooperates_with: "partner",
    signed: "agree",
    issues: "agree",
    hosts: "event",
    held_in: "event",
    visits: "event",
    funds: "money",
    invests_in: "money",
    builds: "money",
    sends_labour_to: "people",
    dispatches_to: "people",
    holds_position: "people",
    comes_from: "people"
  };
  function chronicle(model2, shown2, selection) {
    const facts2 = selected(model2, shown2, selection);
    const entries = [];
    for (const [id, s] of shown2.statements) {
      if (facts2 === null || facts2.has(id)) entries.push(entry("statement", id, LANE[s.relation] ?? "other", whenOf(s), s.status));
    }
    for (const [id, m] of shown2.metrics) {
      if (facts2 === null || facts2.has(id)) entries.push(entry("metric", id, "figure", m.date ?? "", m.status));
    }
    const told = new Set(entries.map(({ kind, id }) => (kind === "statement" ? shown2.statements.get(id) : shown2.metrics.get(id)).article));
    const published = [...model2.articles].filter(([id, article]) => article.published && told.has(id)).map(([id, article]) => ({ id, date: article.published, ...days(article.published) }));
    return {
      dated: entries.filter(({ date }) => date).sort(inTime),
      undated: entries.filter(({ date }) => !date),
      published: published.sort((a, b) => a.first < b.first ? -1 : a.first > b.first ? 1 : a.id < b.id ? -1 : 1)
    };
  }
  function selected(model2, shown2, selection) {
    switch (selection?.kind) {
      case "entity":
        return /* @__PURE__ */ new Set([...shown2.statementsOf(selection.id), ...shown2.metricsOf(selection.id)]);
      case "line": {
        const line2 = shown2.lines.get(selection.id);
        return new Set(line2?.statements ?? model2.data.pairs.find((pair2) => pair2.id === selection.id)?.statements ?? []);
      }
      default:
        return null;
    }
  }
  function entry(kind, id, lane, date, status) {
    return { kind, id, lane, date, ...days(date), status };
  }
  function days(date) {
    const [first2, last] = date ? span(date) : ["", ""];
    return { first: first2, last };
  }
  var start2 = (e) => e.first || e.last;
  function inTime(a, b) {
    if (start2(a) !== start2(b)) return start2(a) < start2(b) ? -1 : 1;
    const [x, y] = [a.last || "9999", b.last || "9999"];
    if (x !== y) return x > y ? -1 : 1;
    return LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || (a.id < b.id ? -1 : 1);
  }
  function yearOf(e) {
    return (e.first || e.last).slice(0, 4);
  }
  var [EARLY, LONG] = [0.05, 8];
  function axisYears({ dated: dated2, published }) {
    const all = [...dated2, ...published];
    if (!all.length) return null;
    const begins = all.map((e) => Number(yearOf(e))).sort((a, b) => a - b);
    const [least, common2] = [begins[0], begins[Math.floor(begins.length * EARLY)]];
    const to = all.reduce((most, { first: first2, last }) => Math.max(most, Number((last || first2).slice(0, 4))), least);
    const from = to - least >= LONG && to - common2 <= (to - least) / 2 ? common2 : least;
    return { from, to, earlier: dated2.filter(({ last }) => last !== "" && Number(last.slice(0, 4)) < from).length };
  }
  function dateWords(date, lang) {
    const [a = "", b] = date.split("/");
    const one = (part) => lang === "zh" ? chinese(part) : part;
    const open = (part) => part === "" || part === "..";
    if (b === void 0 || a === b) return one(a);
    if (open(b)) return lang === "zh" ? `${one(a)}起` : `since ${a}`;
    if (open(a)) return lang === "zh" ? `至${one(b)}` : `until ${b}`;
    return lang === "zh" ? `${one(a)}至${one(b)}` : `${a} – ${b}`;
  }
  function chinese(part) {
    const [year, month, day] = part.split("-");
    return `${year}年${month ? `${Number(month)}月` : ""}${day ? `${Number(day)}日` : ""}`;
  }

  // src/site.ts
  function inLanguage(model2, address2) {
    return model2.lang === model2.data.lang ? address2 : `${address2}?lang=${model2.lang}`;
  }
  function address(model2, under, id) {
    if (!model2.data.site || !/^[a-z]+\/[^/]/.test(id)) return null;
    return inLanguage(model2, `/${under}/${id.split("/").map(encodeURIComponent).join("/")}`);
  }
  function siteLinks(model2, id, entity = false) {
    const own = address(model2, "id", id);
    const around = entity && model2.data.site === "part" && model2.data.focus !== id ? address(model2, "explore", id) : null;
    return [
      ...around ? [element("a", { href: around, class: "around" }, model2.say("site.around"))] : [],
      ...own ? [element("a", { href: own, class: "own" }, model2.say("site.own"))] : []
    ];
  }
  function siteBar(model2) {
    if (!model2.data.site) return [];
    const whole3 = model2.data.site === "part" ? [element("a", { href: inLanguage(model2, "/") }, model2.say("site.whole"))] : [];
    return [...whole3, element("a", { href: inLanguage(model2, "/sparql") }, "SPARQL")];
  }

  // src/panel.ts
  var OPEN_GROUPS = 3;
  var MOST_PAIRS2 = 60;
  var MOST_FACTS = 60;
  function mountPanel(root, model2, store2) {
    let about2 = "";
    return {
      update() {
        const state = store2.get();
        const shown2 = model2.shown(state.filters);
        root.setAttribute("aria-label", model2.say("details"));
        root.replaceChildren(...contents(model2, store2, state, shown2).filter((child) => child instanceof Node));
        const now = JSON.stringify(state.selection);
        if (now !== about2) root.scrollTop = 0;
        about2 = now;
      }
    };
  }
  function contents(model2, store2, state, shown2) {
    const chosen2 = state.selection;
    switch (chosen2?.kind) {
      case void 0:
        return home(model2, store2, shown2);
      case "entity":
        return entityPart(model2, store2, shown2, chosen2.id);
      case "line":
        return linePart(model2, store2, shown2, chosen2.id);
      case "statement": {
        const fact = model2.statements.get(chosen2.id);
        return [
          heading(entityLink(model2, store2, fact.subject), ` ${model2.relationWord(fact.relation)} `, entityLink(model2, store2, fact.object)),
          actions(model2, store2, siteLinks(model2, chosen2.id)),
          factElement(model2, store2, chosen2.id, fact, [statementTitle(model2, fact)])
        ];
      }
      case "metric": {
        const fact = model2.metrics.get(chosen2.id);
        return [heading(entityLink(model2, store2, fact.about)), actions(model2, store2, siteLinks(model2, chosen2.id)), factElement(model2, store2, chosen2.id, fact, [metricTitle(fact)])];
      }
      case "path":
        return pathPart(model2, store2, shown2, chosen2.from, chosen2.to);
    }
  }
  function home(model2, store2, shown2) {
    const settled = shown2.pairs.filter((pair2) => holds(pair2.status));
    const directed = settled.filter((pair2) => pair2.directed);
    const regions = new Set(settled.flatMap((pair2) => [pair2.source, pair2.target]));
    const story = settled.length ? model2.say("story", { regions: regions.size, pairs: settled.length, directed: directed.length }) : model2.say(store2.get().filters !== NO_FILTERS ? "filtered.empty" : model2.data.pairs.length ? "unsettled.only" : "unpaired");
    const left = shown2.pairs.filter((pair2) => pair2.status !== "denied").length - overviewLines(model2.data.places.wide, shown2).length;
    return [
      element("h2", { class: "unseen" }, model2.say("details")),
      element("p", {}, story),
      left > 0 && element("p", {}, model2.say("omitted", { count: left })),
      ...pairSection(model2, store2, "pairs.directed", directed),
      ...pairSection(model2, store2, "pairs.undirected", settled.filter((pair2) => !pair2.directed)),
      ...pairSection(model2, store2, "pairs.unsettled", shown2.pairs.filter((pair2) => !holds(pair2.status)))
    ];
  }
  function pairSection(model2, store2, key, pairs) {
    if (!pairs.length) return [];
    const rest = pairs.length - MOST_PAIRS2;
    return [
      element("h3", {}, model2.say(key, { count: pairs.length })),
      element("div", { class: "pairs" }, ...pairs.slice(0, MOST_PAIRS2).map((pair2) => pairButton(model2, store2, pair2))),
      rest > 0 && element("p", { class: "where" }, model2.say("pairs.more", { count: rest }))
    ];
  }
  function pairButton(model2, store2, pair2) {
    const { asOf } = store2.get().filters;
    const undated = asOf !== "" && model2.heldAt(pair2, asOf) === "unknown";
    return element(
      "button",
      { type: "button", class: "pair", "data-line": pair2.id, click: () => store2.set({ selection: { kind: "line", id: pair2.id } }) },
      element("span", {}, model2.name(pair2.source)),
      element("span", { class: "arrow", "aria-label": model2.relationWord(pair2.relation) }, pair2.directed ? "→" : "—"),
      element("span", {}, model2.name(pair2.target)),
      element("span", { class: "count" }, `${undated ? `${model2.say("undated")} · ` : ""}${model2.say("sources", { count: pair2.statements.length })}`)
    );
  }
  function heading(...children) {
    return element("h2", {}, ...children);
  }
  function entityLink(model2, store2, id) {
    return element("button", { type: "button", class: "link", click: () => choose(store2, id) }, model2.name(id));
  }
  function actions(model2, store2, ways, ...more) {
    return element(
      "div",
      { class: "actions" },
      ...more,
      copyButton(model2, () => location.href, "copy.link"),
      element("button", { type: "button", click: () => store2.set({ selection: null }) }, model2.say("close")),
      ...ways
    );
  }
  function known2(rows2) {
    const list2 = element("dl", { class: "known" });
    for (const [word, text] of rows2) if (text) list2.append(element("dt", {}, word), element("dd", {}, text));
    return list2;
  }
  function folded(model2, store2, title, open, keys, make) {
    const unfolded = open || isPaper();
    const made = element("details", { open: unfolded, toggle: () => made.open && fill() }, element("summary", {}, title));
    const fill = () => {
      if (made.childElementCount > 1) return;
      made.append(...keys.slice(0, MOST_FACTS).map(make));
      const rest = keys.length - MOST_FACTS;
      if (rest > 0) {
        made.append(element("button", { type: "button", class: "link", click: () => store2.set({ view: "table" }) }, model2.say("facts.more", { count: rest })));
      }
    };
    if (unfolded) fill();
    return made;
  }
  function entityPart(model2, store2, shown2, id) {
    const entity = model2.entity(id);
    const { drawing, open } = store2.get();
    const isOpen = drawing === "around" && open.includes(id);
    const figures = shown2.metricsOf(id);
    const groups = groupsOf(model2, shown2, id);
    const hidden = model2.everything.statementsOf(id).length + model2.everything.metricsOf(id).length - shown2.statementsOf(id).length - figures.length;
    return [
      heading(entity.name),
      element("div", {}, chip(model2.say(`type.${entity.type}`), "type", palette().types[entity.type])),
      known2([
        [model2.say("path"), entity.path && entity.path !== entity.name ? entity.path.replaceAll("/", " / ") : ""],
        [model2.say("code"), entity.code],
        [model2.say("alias"), (entity.aliases ?? []).join("、")]
      ]),
      actions(
        model2,
        store2,
        siteLinks(model2, id, true),
        element(
          "button",
          { type: "button", class: "main", click: () => isOpen && open[0] !== id ? toggleOpen(store2, id) : center(store2, id) },
          model2.say(isOpen && open[0] !== id ? "fold" : "open")
        ),
        drawing === "around" && !isOpen && element("button", { type: "button", click: () => toggleOpen(store2, id) }, model2.say("open.here")),
        element("button", { type: "button", click: () => beginPath(id) }, model2.say("path.from"))
      ),
      hidden > 0 && element("p", { class: "where" }, model2.say("filtered.some", { count: hidden })),
      !groups.length && !figures.length && !hidden && element("p", {}, model2.say("no.facts")),
      ...groups.map(([title, keys], i) => folded(
        model2,
        store2,
        model2.say("group", { relation: title, count: keys.length }),
        i < OPEN_GROUPS,
        keys,
        (key) => {
          const fact = model2.statements.get(key);
          return factElement(model2, store2, key, fact, [entityLink(model2, store2, fact.subject === id ? fact.object : fact.subject)]);
        }
      )),
      figures.length > 0 && folded(
        model2,
        store2,
        model2.say("metrics", { count: figures.length }),
        groups.length < OPEN_GROUPS,
        figures,
        (key) => {
          const figure = model2.metrics.get(key);
          return factElement(model2, store2, key, figure, [metricTitle(figure)]);
        }
      )
    ];
  }
  function groupsOf(model2, shown2, id) {
    const groups = /* @__PURE__ */ new Map();
    const first2 = /* @__PURE__ */ new Map();
    for (const key of shown2.statementsOf(id)) {
      const fact = model2.statements.get(key);
      const title = model2.relationWord(fact.relation, fact.subject === id);
      first2.set(title, fact.relation === "assists" ? 2 : PAIRING.has(fact.relation) ? 1 : 0);
      const group = groups.get(title);
      if (group) group.push(key);
      else groups.set(title, [key]);
    }
    const weight = (key) => rank(model2.statements.get(key));
    for (const keys of groups.values()) keys.sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
    return [...groups].sort(([a, p], [b, q]) => first2.get(b) - first2.get(a) || q.length - p.length);
  }
  function linePart(model2, store2, shown2, id) {
    const line2 = shown2.lines.get(id) ?? model2.everything.lines.get(id);
    if (!line2) return [];
    const named = [...new Set([line2.first, line2.last].filter(Boolean))].map((date) => dateWords(date, model2.lang));
    const dates = line2.when ? dateWords(line2.when, model2.lang) : named.join(model2.lang === "zh" ? "、" : ", ");
    return [
      heading(entityLink(model2, store2, line2.source), ` ${line2.directed ? "→" : "—"} `, entityLink(model2, store2, line2.target)),
      element("div", {}, chip(model2.relationWord(line2.relation), "type", palette().accent), model2.say("sources", { count: line2.statements.length })),
      known2([[model2.say("fields"), line2.fields.map((field) => model2.fieldWord(field)).join("、")], [model2.say("dates"), dates]]),
      actions(model2, store2, line2.pair ? siteLinks(model2, id) : []),
      !shown2.lines.has(id) && element("p", { class: "where" }, model2.say("filtered.out")),
      ...facts(model2, store2, line2)
    ];
  }
  function facts(model2, store2, line2) {
    return line2.statements.slice(0, MOST_FACTS).map((key) => {
      const fact = model2.statements.get(key);
      return factElement(model2, store2, key, fact, [statementTitle(model2, fact)]);
    });
  }
  function pathPart(model2, store2, shown2, from, to) {
    const chain = shortest(shown2, from, to);
    const head = heading(entityLink(model2, store2, from), " ⇢ ", entityLink(model2, store2, to));
    if (!chain) return [head, actions(model2, store2, []), element("p", {}, model2.say("path.none"))];
    if (!chain.length) return [head, actions(model2, store2, []), element("p", {}, model2.say("path.same"))];
    let at = from;
    return [
      head,
      element("div", {}, model2.say("path.steps", { count: chain.length })),
      actions(model2, store2, []),
      ...chain.flatMap((line2, i) => {
        const forward = line2.source === at;
        const other = otherEnd(line2, at);
        const title = element("h3", {}, `${i + 1}. `, entityLink(model2, store2, at), ` ${model2.relationWord(line2.relation, forward)} `, entityLink(model2, store2, other));
        at = other;
        return [title, ...facts(model2, store2, { ...line2, statements: line2.statements.slice(0, 2) })];
      })
    ];
  }

  // src/spelling.ts
  function spells(typed, syllables) {
    const step = (at, i) => {
      if (at === typed.length) return true;
      const readings = syllables[i]?.split("/") ?? [];
      return readings.some((reading) => {
        const rest = typed.length - at;
        if (rest <= reading.length && reading.startsWith(typed.slice(at))) return true;
        return typed.startsWith(reading, at) && step(at + reading.length, i + 1) || typed[at] === reading[0] && step(at + 1, i + 1);
      });
    };
    return step(0, 0);
  }
  var LETTERS = /^[a-zü' ]{2,40}$/;
  var Finder = class {
    constructor(model2) {
      this.model = model2;
      const { everything } = model2;
      this.#rows = [...model2.entities].map(([id, entity]) => ({
        id,
        code: entity.code ?? "",
        path: (entity.path ?? "").toLowerCase(),
        names: [entity.name, ...entity.aliases ?? []].map((name) => name.toLowerCase()),
        syllables: (entity.pinyin ?? []).map((spelling) => spelling.split(" ")),
        weight: everything.statementsOf(id).length + everything.metricsOf(id).length
      }));
    }
    model;
    #rows;
    /** The best first: the whole name, its beginning, anywhere in it, then pinyin, then what lies in a place of that name. */
    find(text, most) {
      const wanted = text.trim().toLowerCase();
      if (!wanted) return [];
      const letters = LETTERS.test(wanted) ? wanted.replace(/[' ]/g, "").replaceAll("ü", "v") : "";
      const score = (row) => {
        if (row.names.includes(wanted) || row.code === wanted) return 5;
        if (row.names.some((name) => name.startsWith(wanted))) return 4;
        if (row.names.some((name) => name.includes(wanted))) return 3;
        if (letters && row.syllables.some((syllables) => spells(letters, syllables))) return 2;
        return row.path.includes(wanted) || wanted.length >= 4 && row.code.startsWith(wanted) ? 1 : 0;
      };
      return this.#rows.map((row) => ({ row, score: score(row) })).filter((hit) => hit.score > 0).sort((a, b) => b.score - a.score || b.row.weight - a.row.weight || (a.row.id < b.row.id ? -1 : 1)).slice(0, most).map((hit) => hit.row.id);
    }
  };

  // src/search.ts
  var MOST3 = 12;
  function mountSearch(model2, store2) {
    const field = byId("search");
    const list2 = byId("found");
    const note = byId("asking");
    let finder = null;
    let found = [];
    let marked = 0;
    let from = null;
    const close = () => {
      list2.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const take = (i) => {
      const id = found[i];
      if (id === void 0) return;
      field.value = "";
      close();
      choose(store2, id);
    };
    const suggest = () => {
      finder ??= new Finder(model2);
      const text = field.value.trim();
      found = finder.find(text, MOST3);
      marked = 0;
      list2.hidden = !text;
      field.setAttribute("aria-expanded", String(Boolean(text)));
      list2.replaceChildren(...found.map((id, i) => {
        const entity = model2.entity(id);
        const about2 = [model2.say(`type.${entity.type}`), entity.path, ...entity.aliases ?? []].filter(Boolean).join(" · ");
        return element("li", {
          role: "option",
          id: `found-${i}`,
          "aria-selected": String(i === 0),
          mousedown: (event) => {
            event.preventDefault();
            take(i);
          }
        }, swatch(entity.type), element("span", {}, entity.name.slice(0, 60), element("small", {}, about2.slice(0, 90))));
      }));
      if (text && !found.length) list2.append(element("li", { class: "none" }, model2.say("nothing", { text: text.slice(0, 40) })));
      if (found.length) field.setAttribute("aria-activedescendant", "found-0");
    };
    const mark = (step) => {
      if (!found.length) return;
      list2.children[marked].setAttribute("aria-selected", "false");
      marked = (marked + step + found.length) % found.length;
      list2.children[marked].setAttribute("aria-selected", "true");
      list2.children[marked].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", `found-${marked}`);
    };
    field.addEventListener("input", suggest);
    field.addEventListener("focus", () => field.value.trim() && suggest());
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") mark(1);
      else if (event.key === "ArrowUp") mark(-1);
      else if (event.key === "Enter") take(marked);
      else if (event.key === "Escape") {
        if (list2.hidden) beginPath(null);
        close();
      } else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      field.focus();
    });
    const tell = () => {
      note.hidden = from === null;
      note.replaceChildren(...from === null ? [] : [
        element("span", {}, model2.say("path.to", { name: model2.name(from).slice(0, 40) })),
        element("button", { type: "button", class: "link", click: () => beginPath(null) }, model2.say("cancel"))
      ]);
    };
    onPath((id) => {
      from = id;
      tell();
      if (id !== null) field.focus();
    });
    return {
      update() {
        field.placeholder = model2.say("search");
        field.setAttribute("aria-label", model2.say("search"));
        list2.setAttribute("aria-label", model2.say("search"));
        tell();
      }
    };
  }

  // src/table.ts
  var AT_ONCE = 200;
  var COLUMNS = ["subject", "relation", "object", "date", "details", "status", "confidence", "source"];
  function statementRow(model2, id, s) {
    const kept = { ...s, attrs: s.attrs.filter(([name]) => name !== "date" && name !== "since") };
    const word = (wanted) => s.attrs.find(([name]) => name === wanted)?.[1] ?? "";
    const since = word("since");
    return {
      id,
      kind: "statement",
      holds: holds(s.status),
      cells: {
        subject: model2.name(s.subject),
        relation: model2.relationWord(s.relation),
        object: model2.name(s.object),
        date: [word("date"), since && model2.say("since", { date: since })].filter(Boolean).join("；"),
        details: attributes(model2, kept),
        ...common(model2, s)
      }
    };
  }
  function metricRow(model2, id, m) {
    return {
      id,
      kind: "metric",
      holds: holds(m.status),
      cells: {
        subject: model2.name(m.about),
        relation: model2.say("metric"),
        object: metricTitle({ ...m, time: "" }),
        date: m.time,
        details: "",
        ...common(model2, m)
      }
    };
  }
  function common(model2, fact) {
    return { status: standing(model2, fact), confidence: fact.confidence.toFixed(2), source: sourceOf(model2, fact) };
  }
  function sorted(rows2, column, down, lang) {
    const order = new Intl.Collator(lang === "zh" ? "zh-Hans-CN" : "en", { numeric: true }).compare;
    return [...rows2].sort((a, b) => order(a.cells[column], b.cells[column]) * (down ? -1 : 1));
  }
  var tableView = {
    name: "table",
    mount(root, model2, store2) {
      let column = null;
      let down = false;
      let count = AT_ONCE;
      let scope = null;
      const field = element("input", { type: "search", autocomplete: "off", input: () => {
        count = AT_ONCE;
        fill();
      } });
      const head = element("tr");
      const body = element("tbody");
      const counted2 = element("span", { class: "counted", role: "status" });
      const only = element("span", { class: "scope" });
      const more = element("button", { type: "button", class: "plain", click: () => {
        count += 5 * AT_ONCE;
        fill();
      } });
      const caption = element("caption", { class: "unseen" });
      root.append(
        element("div", { class: "bar" }, field, only, counted2),
        element("div", { class: "scroll", tabindex: 0 }, element("table", {}, caption, element("thead", {}, head), body), more)
      );
      const fill = () => {
        const state = store2.get();
        const found = rowsOf(model2, model2.shown(state.filters), scope?.ids ?? null, field.value);
        const rows2 = column ? sorted(found, column, down, model2.lang) : found;
        body.replaceChildren(...rows2.slice(0, count).map((row) => line(store2, state, row)));
        counted2.textContent = model2.say("table.count", { count: rows2.length });
        more.hidden = rows2.length <= count;
        more.textContent = model2.say("table.more", { count: rows2.length - count });
      };
      const headers = () => head.replaceChildren(...COLUMNS.map((name) => element("th", {
        scope: "col",
        "aria-sort": column === name ? down ? "descending" : "ascending" : "none"
      }, element("button", { type: "button", click: () => {
        [column, down] = column === name ? [name, !down] : [name, name === "confidence"];
        headers();
        fill();
      } }, model2.say(`table.${name}`), element("span", { "aria-hidden": "true" }, column === name ? down ? " ▼" : " ▲" : "")))));
      return {
        update() {
          const state = store2.get();
          const next = scopeOf(model2, model2.shown(state.filters), state, scope);
          if (next !== scope) count = AT_ONCE;
          scope = next;
          field.placeholder = model2.say("table.find");
          field.setAttribute("aria-label", model2.say("table.find"));
          caption.textContent = model2.say("table.caption");
          only.replaceChildren(...scope ? [
            model2.say("table.only", { name: scope.name.slice(0, 40) }),
            " ",
            element("button", { type: "button", class: "link", click: () => store2.set({ selection: null }) }, model2.say("table.all"))
          ] : []);
          headers();
          fill();
          body.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
        }
      };
    }
  };
  function scopeOf(model2, shown2, state, before) {
    const chosen2 = state.selection;
    if (!chosen2) return null;
    if (chosen2.kind === "statement" || chosen2.kind === "metric") return before?.ids.has(chosen2.id) ? before : null;
    const { entities, lines } = about(model2, shown2, chosen2);
    if (chosen2.kind === "entity") {
      return { ids: /* @__PURE__ */ new Set([...shown2.statementsOf(chosen2.id), ...shown2.metricsOf(chosen2.id)]), name: model2.name(chosen2.id) };
    }
    const ends = lines.length ? [lines[0].source, lines[0].target] : entities;
    return { ids: new Set(lines.flatMap((one) => one.statements)), name: ends.map((id) => model2.name(id)).join(" — ") };
  }
  function rowsOf(model2, shown2, ids, text) {
    const wanted = text.trim().toLowerCase();
    const rows2 = [];
    const add = (row) => {
      if (!wanted || Object.values(row.cells).some((cell) => cell.toLowerCase().includes(wanted))) rows2.push(row);
    };
    const relations = new Map(Object.keys(model2.data.words).map((key, i) => [key, i]));
    const order = (s) => (relations.get(`relation.${s.relation}`) ?? 0) * 4 + rank(s);
    const facts2 = [...shown2.statements].filter(([id]) => !ids || ids.has(id)).sort(([a, s], [b, t]) => order(s) - order(t) || (a < b ? -1 : 1));
    for (const [id, s] of facts2) add(statementRow(model2, id, s));
    for (const [id, m] of shown2.metrics) if (!ids || ids.has(id)) add(metricRow(model2, id, m));
    return rows2;
  }
  function line(store2, state, row) {
    const chosen2 = state.selection?.kind === row.kind && state.selection.id === row.id;
    const select = () => store2.set({ selection: { kind: row.kind, id: row.id } });
    return element(
      "tr",
      { class: [chosen2 ? "chosen" : "", row.holds ? "" : "unsettled"].join(" ").trim(), "data-row": row.id, click: select },
      ...COLUMNS.map((name) => {
        const text = row.cells[name];
        const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
        if (name === "subject") {
          return element("th", { scope: "row" }, element("button", { type: "button", class: "link", "aria-pressed": String(chosen2), title: text }, cut));
        }
        return element("td", { class: name, title: cut === text ? null : text }, cut);
      })
    );
  }

  // src/timescale.ts
  var DAY = 864e5;
  function dayOf(iso) {
    return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
  }
  var TOUCH = 0.01;
  var [YEAR_ROOM, MONTH_ROOM] = [44, 46];
  var TimeScale = class {
    constructor(firstYear, lastYear, left, width) {
      this.firstYear = firstYear;
      this.lastYear = lastYear;
      this.left = left;
      this.width = width;
      this.#start = dayOf(`${firstYear}-01-01`);
      this.#end = dayOf(`${lastYear + 1}-01-01`);
    }
    firstYear;
    lastYear;
    left;
    width;
    #start;
    #end;
    /** Where a day begins; what lies outside stands at the end. */
    x(day) {
      const within2 = Math.min(Math.max(day, this.#start), this.#end);
      return this.left + (within2 - this.#start) / (this.#end - this.#start) * this.width;
    }
    /** Marks that have room for their labels. */
    ticks() {
      const years = this.lastYear - this.firstYear + 1;
      const room = this.width / years;
      const every = [1, 2, 5, 10, 20, 50, 100].find((n) => room * n >= YEAR_ROOM) ?? 100;
      const months2 = [1, 2, 3, 6].find((n) => room / 12 * n >= MONTH_ROOM);
      const found = [];
      for (let year = this.firstYear; year <= this.lastYear; year++) {
        if (year % every === 0 || years === 1) found.push({ x: this.x(dayOf(`${year}-01-01`)), label: String(year), major: true });
        for (let month = 1 + (months2 ?? 12); months2 && month <= 12; month += months2) {
          const label = `${year}-${String(month).padStart(2, "0")}`;
          found.push({ x: this.x(dayOf(`${label}-01`)), label, major: false });
        }
      }
      return found;
    }
  };
  function months(firstYear, lastYear) {
    const found = [];
    for (let year = firstYear; year <= lastYear; year++) {
      for (let month = 1; month <= 12; month++) found.push(`${year}-${String(month).padStart(2, "0")}`);
    }
    return found;
  }
  function rows(bars) {
    const ends = [];
    return bars.map(([left, right]) => {
      const free = ends.findIndex((row2) => row2.every(([l, r]) => left >= r - TOUCH || right - TOUCH <= l));
      const row = free < 0 ? ends.length : free;
      (ends[row] ??= []).push([left, right]);
      return row;
    });
  }

  // src/timeaxis.ts
  var [BAR, STEP3, GAP3, MARKS] = [13, 17, 7, 24];
  var LEAST = 7;
  var MOST_ROWS = 4;
  var NARROW2 = 620;
  var GUTTER = 104;
  var TITLE2 = 16;
  var Axis = class {
    constructor(model2, open) {
      this.model = model2;
      this.open = open;
    }
    model;
    open;
    root = svg("svg", { class: "time-axis", role: "group" });
    /** Draw it for whole years; what ended before is left out, and what begins after `asOf` is pale. Answers where the time lies, in pixels. */
    draw(all, firstYear, lastYear, asOf) {
      const { model: model2 } = this;
      const wide = Math.max(this.root.parentElement?.clientWidth ?? 0, 240);
      const narrow = wide < NARROW2;
      const left = narrow ? 10 : GUTTER;
      const scale = new TimeScale(firstYear, lastYear, left, wide - left - 14);
      const parts = [];
      let top = GAP3;
      const lane = (title, high2, draw) => {
        parts.push(svg("text", { class: "lane-title", x: narrow ? 10 : left - 10, y: top + (narrow ? 9 : BAR / 2 + 1), "text-anchor": narrow ? "start" : "end" }, title));
        if (narrow) top += TITLE2;
        parts.push(...draw(top));
        top += high2 + GAP3;
      };
      for (const kind of LANES) {
        const entries = all.dated.filter((e) => e.lane === kind && !(e.last && Number(e.last.slice(0, 4)) < firstYear));
        let bars = this.#bars(entries, scale, asOf, (e) => e.date);
        let places = rows(bars.map((bar) => [bar.left, bar.right]));
        if (Math.max(0, ...places) >= MOST_ROWS) {
          bars = this.#bars(entries, scale, asOf, yearKey);
          places = rows(bars.map((bar) => [bar.left, bar.right]));
        }
        const high2 = (Math.max(0, ...places) + 1) * STEP3;
        if (bars.length) lane(model2.say(`timeline.${kind}`), high2, (y) => bars.map((bar, i) => this.#bar(kind, bar, y + places[i] * STEP3)));
      }
      if (all.published.length) {
        const bars = this.#bars(all.published, scale, "", (article) => article.date);
        lane(model2.say("timeline.articles"), STEP3, (y) => bars.map((bar) => this.#publication(bar, y)));
      }
      const high = top + MARKS;
      const marks = scale.ticks().map(({ x, label, major }) => svg(
        "g",
        { class: major ? "tick major" : "tick" },
        svg("line", { x1: x, x2: x, y1: 0, y2: top + 4 }),
        svg("text", { x: x + 3, y: top + 13 }, major ? label : model2.say("timeline.month", { month: Number(label.slice(5)) }))
      ));
      this.root.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      this.root.setAttribute("width", String(wide));
      this.root.setAttribute("height", String(high));
      this.root.setAttribute("aria-label", model2.say("timeline.label"));
      const [veil, line2] = asOf ? this.#veil(scale, asOf, top) : [];
      this.root.replaceChildren(...veil ? [veil] : [], ...marks, ...parts, ...line2 ? [line2] : []);
      return { left, width: scale.width };
    }
    /** Facts of one key in one bar, the longest first. */
    #bars(items2, scale, asOf, key) {
      const groups = /* @__PURE__ */ new Map();
      for (const item of items2) {
        const group = groups.get(key(item));
        if (group) group.push(item);
        else groups.set(key(item), [item]);
      }
      const bars = [...groups].map(([date, group]) => {
        const [first2, last] = span(date);
        const left = first2 ? scale.x(dayOf(first2)) : scale.left;
        const right = last ? scale.x(dayOf(last) + 1) : scale.left + scale.width;
        return { date, items: group, left, right: Math.max(right, left + LEAST), open: !first2 || !last, later: asOf !== "" && !begunBy(date, asOf) };
      });
      return bars.sort((a, b) => b.right - b.left - (a.right - a.left) || a.left - b.left);
    }
    #bar(kind, { date, items: items2, left, right, open, later }, y) {
      const words = this.#words(date, items2);
      const settled = items2.some(({ status }) => holds(status));
      const drawing = svg("g", {
        class: `time-bar ${kind}${settled ? "" : " unsettled"}${open ? " open" : ""}${later ? " later" : ""}`,
        tabindex: 0,
        role: "button",
        "aria-label": words,
        click: () => this.open(items2),
        keydown: (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          this.open(items2);
        }
      }, svg("title", {}, words), svg("rect", { x: left.toFixed(1), y, width: Math.max(right - left - 1.5, LEAST - 1.5).toFixed(1), height: BAR, rx: 3 }));
      if (items2.length > 1 && right - left >= 18) drawing.append(svg("text", { x: ((left + right) / 2).toFixed(1), y: y + BAR / 2 + 0.5 }, String(items2.length)));
      return drawing;
    }
    #words(when2, items2) {
      const [first2] = items2;
      const date = dateWords(when2, this.model.lang);
      if (items2.length > 1) return `${date} · ${this.model.say("facts", { count: items2.length })}`;
      if (first2.kind === "metric") {
        const m = this.model.metrics.get(first2.id);
        return `${date} · ${this.model.name(m.about)} ${m.name} ${m.value}`;
      }
      const s = this.model.statements.get(first2.id);
      return `${date} · ${this.model.name(s.subject)} ${this.model.relationWord(s.relation)} ${this.model.name(s.object)}`;
    }
    /** A hollow diamond: paper, not a fact. */
    #publication({ date, items: items2, left, right }, y) {
      const [x, middle, r] = [(left + right) / 2, y + BAR / 2, 5.5];
      const words = `${dateWords(date, this.model.lang)} · ${this.model.say("timeline.published", { count: items2.length })}`;
      return svg(
        "g",
        { class: "publication" },
        svg("title", {}, words),
        svg("path", { d: `M${x} ${middle - r}L${x + r} ${middle}L${x} ${middle + r}L${x - r} ${middle}Z` })
      );
    }
    /** What lies after the month, and the line where it ends. */
    #veil(scale, asOf, high) {
      const x = scale.x(dayOf(span(asOf)[1]) + 1);
      return [
        svg("rect", { class: "veil", x, y: 0, width: Math.max(scale.left + scale.width - x, 0), height: high }),
        svg("line", { class: "asof", x1: x, x2: x, y1: 0, y2: high + 6 })
      ];
    }
  };
  function yearKey({ date, first: first2, last }) {
    return first2 && first2.slice(0, 4) === last.slice(0, 4) ? first2.slice(0, 4) : date;
  }

  // src/timeline.ts
  var MOST4 = 40;
  var timelineView = { name: "timeline", mount: (root, model2, store2) => new TimelineView(root, model2, store2) };
  var TimelineView = class {
    constructor(root, model2, store2) {
      this.model = model2;
      this.store = store2;
      this.#axis = new Axis(model2, (entries) => this.#open(entries));
      this.#label.append(element("span", {}), this.#slider, this.#asOf);
      this.#slider.addEventListener("input", () => {
        const step = Number(this.#slider.value);
        store2.filter({ asOf: step >= this.#months.length ? "" : this.#months[step] });
      });
      this.#top = element("div", { class: "time-top" }, this.#axis.root, this.#early, this.#label);
      root.classList.add("timeline");
      root.append(this.#about, this.#top, this.#list);
    }
    model;
    store;
    #about = element("p", { class: "time-about" });
    #slider = element("input", { type: "range", min: 0, step: 1, class: "time-slider" });
    #label = element("label", { class: "time-label" });
    #early = element("p", { class: "time-early", hidden: true });
    #asOf = element("output", { class: "time-asof" });
    #list = element("div", { class: "time-list", tabindex: -1 });
    #axis;
    #top;
    /** Parts of the list that the reader has unfolded. */
    #unfolded = /* @__PURE__ */ new Set();
    #months = [];
    /** What is shown without "as of", kept while nothing else changes: the slider moves often. */
    #base = null;
    #marked = "";
    update() {
      const { filters, selection } = this.store.get();
      const whole3 = chronicle(this.model, this.#withoutAsOf(filters), selection);
      const now = filters.asOf ? chronicle(this.model, this.model.shown(filters), selection) : whole3;
      this.#tell(now);
      this.#draw(whole3, filters.asOf);
      this.#fill(now);
      this.#mark();
    }
    save(as, name) {
      if (this.#top.hidden) return;
      const about2 = [...this.#about.childNodes].filter((part) => part.nodeName !== "BUTTON").map((part) => part.textContent).join("").trim();
      const { asOf } = this.store.get().filters;
      saveDrawing(as, name, this.#axis.root, [], asOf ? `${about2} ${this.#asOf.textContent}` : about2);
    }
    #withoutAsOf(filters) {
      if (!filters.asOf) return this.model.shown(filters);
      const wanted = { ...filters, asOf: "" };
      if (JSON.stringify(this.#base?.filters) !== JSON.stringify(wanted)) this.#base = { filters: wanted, shown: this.model.shown(wanted) };
      return this.#base.shown;
    }
    #tell(now) {
      const { model: model2 } = this;
      const { selection } = this.store.get();
      const parts = [model2.say("timeline.summary", { dated: now.dated.length, undated: now.undated.length })];
      if (selection?.kind === "entity" || selection?.kind === "line") {
        const name = selection.kind === "entity" ? model2.name(selection.id) : this.#line(selection.id);
        parts.unshift(element("strong", {}, model2.say("timeline.only", { name })), " ");
        parts.push(" ", element("button", { type: "button", class: "plain", click: () => this.store.set({ selection: null }) }, model2.say("timeline.all")));
      }
      this.#about.replaceChildren(...parts);
    }
    #line(id) {
      const line2 = this.model.shown(this.store.get().filters).lines.get(id) ?? this.model.data.pairs.find((pair2) => pair2.id === id);
      return line2 ? `${this.model.name(line2.source)} ${line2.directed ? "→" : "—"} ${this.model.name(line2.target)}` : "";
    }
    #draw(whole3, asOf) {
      const years = axisYears(whole3);
      this.#top.hidden = years === null;
      if (!years) return;
      const { from, to, earlier } = years;
      this.#early.hidden = !earlier;
      this.#early.textContent = this.model.say("timeline.earlier", { count: earlier, year: from });
      const box2 = this.#axis.draw(whole3, from, to, asOf);
      this.#months = months(from, to);
      this.#slider.max = String(this.#months.length);
      const reached = this.#months.filter((month) => month <= span(asOf)[1].slice(0, 7)).length;
      this.#slider.value = String(asOf ? Math.max(reached - 1, 0) : this.#months.length);
      this.#slider.style.marginLeft = `${box2.left}px`;
      this.#slider.style.width = `${box2.width}px`;
      const words = asOf ? this.model.say("timeline.asof", { date: dateWords(asOf, this.model.lang) }) : this.model.say("timeline.always");
      this.#label.firstElementChild.textContent = this.model.say("timeline.slider");
      this.#asOf.textContent = words;
      this.#slider.setAttribute("aria-valuetext", words);
    }
    #fill(now) {
      const { model: model2 } = this;
      const years = grouped2(now.dated, yearOf);
      const parts = [...years].map(([year, entries]) => element(
        "section",
        { "data-year": year },
        element("h3", {}, model2.say("timeline.year", { year }), element("small", {}, model2.say("facts", { count: entries.length }))),
        this.#rows(`year ${year}`, entries)
      ));
      if (!now.dated.length) parts.push(element("section", {}, element("p", { class: "time-none" }, model2.say("timeline.none"))));
      if (now.undated.length) parts.push(this.#undated(now.undated));
      if (now.published.length) parts.push(this.#published(now.published));
      this.#list.replaceChildren(...parts);
    }
    #rows(part, entries) {
      const some = this.#unfolded.has(part) || this.#holdsMarked(entries) ? entries : entries.slice(0, MOST4);
      const list2 = element("ol", {}, ...some.map((e) => this.#row(e)));
      if (some.length < entries.length) {
        list2.append(element("li", {}, element("button", {
          type: "button",
          class: "plain",
          click: () => {
            this.#unfolded.add(part);
            this.update();
          }
        }, this.model.say("timeline.more", { count: entries.length - some.length }))));
      }
      return list2;
    }
    #holdsMarked(entries) {
      const selection = this.store.get().selection;
      return (selection?.kind === "statement" || selection?.kind === "metric") && entries.slice(MOST4).some(({ id }) => id === selection.id);
    }
    #row(e) {
      const { model: model2 } = this;
      const chips = holds(e.status) ? [] : [element("span", { class: `chip ${e.status}` }, model2.say(`status.${e.status}`))];
      return element(
        "li",
        { class: `entry ${e.lane}`, "data-fact": e.id },
        element("span", { class: "when" }, e.date ? dateWords(e.date, model2.lang) : ""),
        element("button", { type: "button", class: "what", click: () => this.store.set({ selection: { kind: e.kind, id: e.id } }) }, ...this.#sentence(e)),
        ...chips
      );
    }
    #sentence(e) {
      const { model: model2 } = this;
      if (e.kind === "metric") {
        const m = model2.metrics.get(e.id);
        return [model2.name(m.about), element("span", { class: "how" }, m.name), m.value];
      }
      const s = model2.statements.get(e.id);
      const more = s.attrs.filter(([name]) => ["amount", "count", "title", "kind", "place"].includes(name)).map(([, value]) => value);
      return [
        model2.name(s.subject),
        element("span", { class: "how" }, model2.relationWord(s.relation)),
        model2.name(s.object),
        ...more.length ? [element("span", { class: "more" }, more.join(" · "))] : []
      ];
    }
    #undated(entries) {
      const { model: model2 } = this;
      const groups = [...grouped2(entries, (e) => e.kind === "metric" ? "" : model2.statements.get(e.id).relation)].sort((a, b) => b[1].length - a[1].length);
      return element(
        "details",
        { class: "time-undated", ...this.#folding("undated") },
        element("summary", {}, model2.say("timeline.undated", { count: entries.length })),
        element("p", { class: "hint" }, model2.say("timeline.undated.why")),
        ...groups.map(([relation, found]) => element(
          "details",
          this.#folding(`undated ${relation}`),
          element("summary", {}, `${relation ? model2.relationWord(relation) : model2.say("timeline.figure")} ${found.length}`),
          this.#rows(`rows ${relation}`, found)
        ))
      );
    }
    #published(articles) {
      const { model: model2 } = this;
      return element(
        "details",
        { class: "time-published", ...this.#folding("published") },
        element("summary", {}, model2.say("timeline.published", { count: articles.length })),
        element("p", { class: "hint" }, model2.say("timeline.published.why")),
        element("ol", {}, ...articles.map(({ id, date }) => {
          const { title, outlet, file } = model2.articles.get(id);
          return element(
            "li",
            { class: "entry article" },
            element("span", { class: "when" }, dateWords(date, model2.lang)),
            element("span", { class: "what" }, [outlet, title ? `《${title}》` : file].filter(Boolean).join(" "))
          );
        }))
      );
    }
    /** What was open stays open when the list is made anew. */
    #folding(part) {
      return {
        open: this.#unfolded.has(part),
        toggle: (event) => {
          if (event.target.open) this.#unfolded.add(part);
          else this.#unfolded.delete(part);
        }
      };
    }
    /** Mark the selected fact and bring it into view when it was selected elsewhere. */
    #mark() {
      const selection = this.store.get().selection;
      const id = selection?.kind === "statement" || selection?.kind === "metric" ? selection.id : "";
      const row = id ? this.#list.querySelector(`[data-fact="${CSS.escape(id)}"]`) : null;
      row?.classList.add("chosen");
      row?.querySelector("button")?.setAttribute("aria-current", "true");
      if (id !== this.#marked) row?.scrollIntoView({ block: "nearest" });
      this.#marked = id;
    }
    /** A bar of the axis was chosen: one fact is selected, of several the list shows where they stand. */
    #open(entries) {
      const [first2] = entries;
      if (!first2) return;
      if (entries.length === 1) {
        this.store.set({ selection: { kind: first2.kind, id: first2.id } });
        return;
      }
      for (const row of this.#list.querySelectorAll(".pointed")) row.classList.remove("pointed");
      this.#unfolded.add(`year ${yearOf(first2)}`);
      this.#fill(chronicle(this.model, this.model.shown(this.store.get().filters), this.store.get().selection));
      const found = entries.map(({ id }) => this.#list.querySelector(`[data-fact="${CSS.escape(id)}"]`)).filter((row) => row !== null);
      for (const row of found) row.classList.add("pointed");
      found[0]?.scrollIntoView({ block: "center" });
      found[0]?.querySelector("button")?.focus({ preventScroll: true });
    }
  };
  function grouped2(list2, key) {
    const found = /* @__PURE__ */ new Map();
    for (const item of list2) {
      const group = found.get(key(item));
      if (group) group.push(item);
      else found.set(key(item), [item]);
    }
    return found;
  }

  // src/main.ts
  var VIEWS = [networkView, mapView, timelineView, tableView];
  var model = new Model(JSON.parse(byId("data").textContent));
  var first = {
    view: "network",
    selection: null,
    filters: NO_FILTERS,
    drawing: hasOverview(model) ? "overview" : "all",
    open: [],
    lang: model.data.lang
  };
  var knows = known(model);
  var store = new Store(opening());
  var shown = null;
  function opening() {
    const { focus } = model.data;
    const state = read(location.hash, first, knows);
    return location.hash || !focus ? state : { ...state, selection: { kind: "entity", id: focus }, drawing: "around", open: rings(model, focus, model.data.depth) };
  }
  function relabel() {
    document.documentElement.lang = model.lang === "zh" ? "zh-CN" : "en";
    document.title = model.say("title");
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = model.say(part.dataset["word"]);
    for (const part of document.querySelectorAll("[data-label]")) {
      const word = model.say(part.dataset["label"]);
      part.setAttribute("aria-label", word);
      if (part.tagName === "BUTTON") part.title = word;
    }
    byId("theme").setAttribute("aria-pressed", String(isDark()));
    byId("site").replaceChildren(...siteBar(model));
    summary();
  }
  function summary() {
    const shown2 = model.shown(store.get().filters);
    const regions = [...shown2.entities].filter((id) => model.type(id) === "REGION").length;
    const pairs = shown2.pairs.filter((pair2) => pair2.status === "done" || pair2.status === "ongoing").length;
    byId("summary").textContent = model.say("summary", { regions, pairs, facts: shown2.statements.size + shown2.metrics.size });
  }
  function start3() {
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
        type: "button",
        role: "tab",
        id: `tab-${view.name}`,
        "data-word": `view.${view.name}`,
        "aria-controls": root.id,
        click: () => store.set({ view: view.name })
      });
      byId("stage").append(root);
      tabs.append(tab);
      return { view, root, tab, mounted: null };
    });
    tabs.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      const at = parts.findIndex(({ tab }) => tab === document.activeElement);
      if (!step || at < 0) return;
      const next = parts[(at + step + parts.length) % parts.length];
      store.set({ view: next.view.name });
      next.tab.focus();
    });
    const panel2 = mountPanel(byId("panel"), model, store);
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
      panel2.update();
      showView();
    };
    store.subscribe((now, before) => {
      model.lang = now.lang;
      update();
      if (now.selection && now.selection !== before.selection && now.drawing === before.drawing) turnTo(byId("panel"));
      else if (now.drawing !== before.drawing || now.open !== before.open) turnTo(byId("stage"));
    });
    connect(store, first, knows);
    buttons2(update);
    onSystemTheme(update);
    let size = [0, 0];
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = byId("stage");
      if (size[0] !== clientWidth || !isNarrow() && size[1] !== clientHeight) showView();
      size = [clientWidth, clientHeight];
    }).observe(byId("stage"));
    update();
  }
  function turnTo(part) {
    if (isNarrow()) part.scrollIntoView({ block: "start" });
  }
  function buttons2(update) {
    byId("lang").addEventListener("click", () => store.set({ lang: store.get().lang === "zh" ? "en" : "zh" }, "replace"));
    byId("theme").addEventListener("click", () => {
      switchTheme();
      update();
    });
    byId("svg").addEventListener("click", () => shown?.save?.("svg", model.say("file")));
    byId("png").addEventListener("click", () => shown?.save?.("png", model.say("file")));
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault();
      byId("panel").focus();
    });
    byId("print").addEventListener("click", () => window.print());
    for (const [event, on] of [["beforeprint", true], ["afterprint", false]]) {
      addEventListener(event, () => {
        onPaper(on);
        update();
        scene?.drawNow();
      });
    }
  }
  start3();
  Object.assign(window, { explorer: { model, store, scene: () => scene } });
})();
