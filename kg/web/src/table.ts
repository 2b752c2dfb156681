// The facts as a table that any reader, screen readers too, can sort and narrow down.

import { about } from "./choice";
import { element } from "./dom";
import { attributes, metricTitle, sourceOf, standing } from "./facts";
import { holds, rank, type Model, type Shown } from "./model";
import type { State, Store } from "./state";
import type { Metric, Statement, View } from "./types";

const AT_ONCE = 200;
type Column = "subject" | "relation" | "object" | "details" | "date" | "status" | "confidence" | "source";
const COLUMNS: readonly Column[] = ["subject", "relation", "object", "date", "details", "status", "confidence", "source"];

/** A fact as a row of words. */
export interface Row {
  id: string;
  kind: "statement" | "metric";
  cells: Record<Column, string>;
  holds: boolean;
}

export function statementRow(model: Model, id: string, s: Statement): Row {
  const kept = { ...s, attrs: s.attrs.filter(([name]) => name !== "date" && name !== "since") };
  const word = (wanted: string) => s.attrs.find(([name]) => name === wanted)?.[1] ?? "";
  const since = word("since");
  return {
    id, kind: "statement", holds: holds(s.status),
    cells: {
      subject: model.name(s.subject), relation: model.relationWord(s.relation), object: model.name(s.object),
      date: [word("date"), since && model.say("since", { date: since })].filter(Boolean).join("；"),
      details: attributes(model, kept), ...common(model, s),
    },
  };
}

export function metricRow(model: Model, id: string, m: Metric): Row {
  return {
    id, kind: "metric", holds: holds(m.status),
    cells: {
      subject: model.name(m.about), relation: model.say("metric"), object: metricTitle({ ...m, time: "" }), date: m.time, details: "",
      ...common(model, m),
    },
  };
}

function common(model: Model, fact: Statement | Metric): Pick<Row["cells"], "status" | "confidence" | "source"> {
  return { status: standing(model, fact), confidence: fact.confidence.toFixed(2), source: sourceOf(model, fact) };
}

/** Rows in the order of a column; the order of what is alike stays. */
export function sorted(rows: readonly Row[], column: Column, down: boolean, lang: string): Row[] {
  const order = new Intl.Collator(lang === "zh" ? "zh-Hans-CN" : "en", { numeric: true }).compare;
  return [...rows].sort((a, b) => order(a.cells[column], b.cells[column]) * (down ? -1 : 1));
}

export const tableView: View = {
  name: "table",
  mount(root, model, store) {
    let column: Column | null = null;
    let down = false;
    let count = AT_ONCE;
    let scope: { ids: ReadonlySet<string>; name: string } | null = null;
    const field = element("input", { type: "search", autocomplete: "off", input: () => {
      count = AT_ONCE;
      fill();
    } });
    const head = element("tr");
    const body = element("tbody");
    const counted = element("span", { class: "counted", role: "status" });
    const only = element("span", { class: "scope" });
    const more = element("button", { type: "button", class: "plain", click: () => {
      count += 5 * AT_ONCE;
      fill();
    } });
    const caption = element("caption", { class: "unseen" });
    root.append(
      element("div", { class: "bar" }, field, only, counted),
      element("div", { class: "scroll", tabindex: 0 }, element("table", {}, caption, element("thead", {}, head), body), more));

    const fill = () => {
      const state = store.get();
      const found = rowsOf(model, model.shown(state.filters), scope?.ids ?? null, field.value);
      const rows = column ? sorted(found, column, down, model.lang) : found;
      body.replaceChildren(...rows.slice(0, count).map((row) => line(store, state, row)));
      counted.textContent = model.say("table.count", { count: rows.length });
      more.hidden = rows.length <= count;
      more.textContent = model.say("table.more", { count: rows.length - count });
    };
    const headers = () => head.replaceChildren(...COLUMNS.map((name) => element("th", {
      scope: "col", "aria-sort": column === name ? (down ? "descending" : "ascending") : "none",
    }, element("button", { type: "button", click: () => {
      [column, down] = column === name ? [name, !down] : [name, name === "confidence"];
      headers();
      fill();
    } }, model.say(`table.${name}`), element("span", { "aria-hidden": "true" }, column === name ? (down ? " ▼" : " ▲") : "")))));

    return {
      update() {
        const state = store.get();
        const next = scopeOf(model, model.shown(state.filters), state, scope);
        if (next !== scope) count = AT_ONCE;
        scope = next;
        field.placeholder = model.say("table.find");
        field.setAttribute("aria-label", model.say("table.find"));
        caption.textContent = model.say("table.caption");
        only.replaceChildren(...(scope ? [
          model.say("table.only", { name: scope.name.slice(0, 40) }), " ",
          element("button", { type: "button", class: "link", click: () => store.set({ selection: null }) }, model.say("table.all")),
        ] : []));
        headers();
        fill();
        body.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
      },
    };
  },
};

/** An entity, line or path narrows the table down to its facts; a single fact is only marked. */
function scopeOf<S extends { ids: ReadonlySet<string>; name: string }>(model: Model, shown: Shown, state: State, before: S | null) {
  const chosen = state.selection;
  if (!chosen) return null;
  if (chosen.kind === "statement" || chosen.kind === "metric") return before?.ids.has(chosen.id) ? before : null;
  const { entities, lines } = about(model, shown, chosen);
  if (chosen.kind === "entity") {
    return { ids: new Set([...shown.statementsOf(chosen.id), ...shown.metricsOf(chosen.id)]), name: model.name(chosen.id) };
  }
  const ends = lines.length ? [lines[0]!.source, lines[0]!.target] : entities;
  return { ids: new Set(lines.flatMap((one) => one.statements)), name: ends.map((id) => model.name(id)).join(" — ") };
}

function rowsOf(model: Model, shown: Shown, ids: ReadonlySet<string> | null, text: string): Row[] {
  const wanted = text.trim().toLowerCase();
  const rows: Row[] = [];
  const add = (row: Row) => {
    if (!wanted || Object.values(row.cells).some((cell) => cell.toLowerCase().includes(wanted))) rows.push(row);
  };
  // Partnerships first, then relation by relation as the catalogue has them; in each what holds and is surest.
  const relations = new Map(Object.keys(model.data.words).map((key, i) => [key, i]));
  const order = (s: Statement) => (relations.get(`relation.${s.relation}`) ?? 0) * 4 + rank(s);
  const facts = [...shown.statements].filter(([id]) => !ids || ids.has(id)).sort(([a, s], [b, t]) => order(s) - order(t) || (a < b ? -1 : 1));
  for (const [id, s] of facts) add(statementRow(model, id, s));
  for (const [id, m] of shown.metrics) if (!ids || ids.has(id)) add(metricRow(model, id, m));
  return rows;
}

function line(store: Store, state: State, row: Row): HTMLElement {
  const chosen = state.selection?.kind === row.kind && state.selection.id === row.id;
  const select = () => store.set({ selection: { kind: row.kind, id: row.id } });
  return element("tr", { class: [chosen ? "chosen" : "", row.holds ? "" : "unsettled"].join(" ").trim(), "data-row": row.id, click: select },
    ...COLUMNS.map((name) => {
      const text = row.cells[name];
      const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
      if (name === "subject") {
        return element("th", { scope: "row" }, element("button", { type: "button", class: "link", "aria-pressed": String(chosen), title: text }, cut));
      }
      return element("td", { class: name, title: cut === text ? null : text }, cut);
    }));
}
