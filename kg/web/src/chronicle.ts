// Facts in the order of time, before anything is drawn: what is dated, what is not, and when articles appeared.

import { span } from "./dates";
import type { Model, Shown } from "./model";
import type { Selection } from "./state";
import type { Lang, Status } from "./types";
import { whenOf } from "./validity";

/** What kind of fact it is; the timeline has a row for each. */
export type Lane = "partner" | "agree" | "event" | "money" | "people" | "other" | "figure";
export const LANES: readonly Lane[] = ["partner", "agree", "event", "money", "people", "other", "figure"];
const LANE: Record<string, Lane> = {
  assists: "partner", partners_with: "partner", cooperates_with: "partner",
  signed: "agree", issues: "agree",
  hosts: "event", held_in: "event", visits: "event",
  funds: "money", invests_in: "money", builds: "money",
  sends_labour_to: "people", dispatches_to: "people", holds_position: "people", comes_from: "people",
};

/** A fact with when it was so, as far as the text says. */
export interface Entry {
  kind: "statement" | "metric";
  /** Key of the payload. */
  id: string;
  lane: Lane;
  /** As in the data: "2018-07", "2024/2025"; "" when the text does not date it. */
  date: string;
  /** First and last day, ISO; "" where that end is open or unknown. */
  first: string;
  last: string;
  status: Status;
}

/** When an article appeared: never the date of a fact. */
export interface Publication {
  /** Key of Payload.articles. */
  id: string;
  date: string;
  first: string;
  last: string;
}

export interface Chronicle {
  /** In the order of time; of those that begin together the longer first. */
  dated: Entry[];
  undated: Entry[];
  published: Publication[];
}

/** The facts that are shown; of an entity, a line or a path that is selected only those that belong to it. */
export function chronicle(model: Model, shown: Shown, selection: Selection | null): Chronicle {
  const facts = selected(model, shown, selection);
  const entries: Entry[] = [];
  for (const [id, s] of shown.statements) {
    // A beginning without an end is open: "2021" of "since 2021" is no fact of that year alone.
    if (facts === null || facts.has(id)) entries.push(entry("statement", id, LANE[s.relation] ?? "other", whenOf(s), s.status));
  }
  for (const [id, m] of shown.metrics) {
    if (facts === null || facts.has(id)) entries.push(entry("metric", id, "figure", m.date ?? "", m.status));
  }
  const told = new Set(entries.map(({ kind, id }) => (kind === "statement" ? shown.statements.get(id)! : shown.metrics.get(id)!).article));
  const published = [...model.articles].filter(([id, article]) => article.published && told.has(id))
    .map(([id, article]) => ({ id, date: article.published!, ...days(article.published!) }));
  return {
    dated: entries.filter(({ date }) => date).sort(inTime),
    undated: entries.filter(({ date }) => !date),
    published: published.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.id < b.id ? -1 : 1)),
  };
}

/** Ids of the facts that the selection narrows the timeline to; null when it does not. */
function selected(model: Model, shown: Shown, selection: Selection | null): Set<string> | null {
  switch (selection?.kind) {
    case "entity":
      return new Set([...shown.statementsOf(selection.id), ...shown.metricsOf(selection.id)]);
    case "line": {
      const line = shown.lines.get(selection.id);
      // The line may be filtered away; a timeline of all facts would then be no answer.
      return new Set(line?.statements ?? model.data.pairs.find((pair) => pair.id === selection.id)?.statements ?? []);
    }
    default:
      return null; // a fact is marked among the others, and a path has no time
  }
}

function entry(kind: Entry["kind"], id: string, lane: Lane, date: string, status: Status): Entry {
  return { kind, id, lane, date, ...days(date), status };
}

function days(date: string): { first: string; last: string } {
  const [first, last] = date ? span(date) : ["", ""];
  return { first, last };
}

const start = (e: Entry): string => e.first || e.last;

function inTime(a: Entry, b: Entry): number {
  if (start(a) !== start(b)) return start(a) < start(b) ? -1 : 1;
  const [x, y] = [a.last || "9999", b.last || "9999"];
  if (x !== y) return x > y ? -1 : 1;
  return LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || (a.id < b.id ? -1 : 1);
}

/** The year under which it stands in a list. */
export function yearOf(e: Pick<Entry, "first" | "last">): string {
  return (e.first || e.last).slice(0, 4);
}

/** A twentieth of the facts may lie before the axis, if it is half as long without them. */
const [EARLY, LONG] = [0.05, 8];

/** The years that an axis goes through, and how many facts lie before it; null when nothing is dated. */
export function axisYears({ dated, published }: Chronicle): { from: number; to: number; earlier: number } | null {
  const all = [...dated, ...published];
  if (!all.length) return null;
  const begins = all.map((e) => Number(yearOf(e))).sort((a, b) => a - b);
  const [least, common] = [begins[0]!, begins[Math.floor(begins.length * EARLY)]!];
  const to = all.reduce((most, { first, last }) => Math.max(most, Number((last || first).slice(0, 4))), least);
  const from = to - least >= LONG && to - common <= (to - least) / 2 ? common : least;
  return { from, to, earlier: dated.filter(({ last }) => last !== "" && Number(last.slice(0, 4)) < from).length };
}

/** A date as people read it: 2018年7月, 2024年至2025年, 2024年起; in English ISO with dashes. */
export function dateWords(date: string, lang: Lang): string {
  const [a = "", b] = date.split("/");
  const one = (part: string) => (lang === "zh" ? chinese(part) : part);
  const open = (part: string | undefined) => part === "" || part === "..";
  if (b === undefined || a === b) return one(a);
  if (open(b)) return lang === "zh" ? `${one(a)}起` : `since ${a}`;
  if (open(a)) return lang === "zh" ? `至${one(b)}` : `until ${b}`;
  return lang === "zh" ? `${one(a)}至${one(b)}` : `${a} – ${b}`;
}

function chinese(part: string): string {
  const [year, month, day] = part.split("-");
  return `${year}年${month ? `${Number(month)}月` : ""}${day ? `${Number(day)}日` : ""}`;
}
