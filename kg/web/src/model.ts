// The data of the page with its indexes. Ids are keys of Maps, so that no id can be mistaken for a property.

import { within } from "./dates";
import { NO_FILTERS, type Filters } from "./state";
import type { Article, Entity, EntityType, Lang, Metric, Pair, Payload, Statement, Status } from "./types";
import { closed, heldTogether, holdsAt, intervalOf, whenOf, type Dates, type Held } from "./validity";

export const PAIRING: ReadonlySet<string> = new Set(["assists", "partners_with"]);
const SYMMETRIC: ReadonlySet<string> = new Set(["partners_with", "cooperates_with"]);
const STATUS_ORDER: readonly Status[] = ["done", "ongoing", "planned", "wished", "reported", "denied"];

/** Whether a status says that it is so. */
export function holds(status: Status): boolean {
  return status === "done" || status === "ongoing";
}

/** A line between two entities: a pair of regions, or all statements of one relation between the same two. */
export interface Line {
  id: string;
  source: string;
  target: string;
  /** How it reads from source to target: "assists" or "partners_with" for a pair. */
  relation: string;
  pair: boolean;
  directed: boolean;
  /** Of its statements the best: what is only planned is dashed, what is denied is not drawn. */
  status: Status;
  /** Keys of statements, best first; of those that the filters let through. */
  statements: readonly string[];
  fields: readonly string[];
  /** When it holds, where a text says so: "2016/2020", "2021/..", "../2020", else "". */
  when: string;
  /** First and last date that its statements name, partial ISO dates, "" when none does. */
  first: string;
  last: string;
}

/** What the filters let through. Denied facts are in `statements` and `lines`; whoever draws leaves them out. */
export interface Shown {
  statements: ReadonlyMap<string, Statement>;
  metrics: ReadonlyMap<string, Metric>;
  /** Pairs of regions, best supported first. */
  pairs: readonly Line[];
  /** All other relations; statements that a pair stands for are not among them. */
  links: readonly Line[];
  lines: ReadonlyMap<string, Line>;
  /** Entities of the types asked for that take part in a fact the other filters let through; without filters, all. */
  entities: ReadonlySet<string>;
  linesOf(id: string): readonly Line[];
  statementsOf(id: string): readonly string[];
  metricsOf(id: string): readonly string[];
}

export class Model {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly statements: ReadonlyMap<string, Statement>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly articles: ReadonlyMap<string, Article>;
  /** The language of `say`; main.ts sets it from the state. */
  lang: Lang;
  #all: Shown | null = null;
  #last: { filters: Filters; shown: Shown } | null = null;

  constructor(readonly data: Payload) {
    this.entities = new Map(Object.entries(data.entities));
    this.statements = new Map(Object.entries(data.statements));
    this.metrics = new Map(Object.entries(data.metrics));
    this.articles = new Map(Object.entries(data.articles));
    this.lang = data.lang;
  }

  /** The words of `key` in the current language, its {fields} filled in. A key without words is a mistake of ours. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const found = this.data.words[key];
    if (!found) throw new Error(`no words for ${key}`);
    return found[this.lang === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  }

  /** Words of an attribute, which may be one that the catalogue lacks. */
  attr(name: string): string {
    return this.data.words[`attr.${name}`] ? this.say(`attr.${name}`) : name;
  }

  fieldWord(name: string): string {
    return this.data.words[`field.${name}`] ? this.say(`field.${name}`) : name;
  }

  /** How a relation reads from its source (forward) or from its target. */
  relationWord(relation: string, forward = true): string {
    return this.say(`relation.${relation}${forward ? "" : ".inverse"}`);
  }

  entity(id: string): Entity {
    const found = this.entities.get(id);
    if (!found) throw new Error(`no entity ${id}`);
    return found;
  }

  name(id: string): string {
    return this.entity(id).name;
  }

  type(id: string): EntityType {
    return this.entity(id).type;
  }

  /** What there is without filters. */
  get everything(): Shown {
    this.#all ??= this.#filter(NO_FILTERS);
    return this.#all;
  }

  /** What the filters let through; the same object as long as the filters are the same object. */
  shown(filters: Filters): Shown {
    if (filters === NO_FILTERS) return this.everything;
    if (this.#last?.filters !== filters) this.#last = { filters, shown: this.#filter(filters) };
    return this.#last.shown;
  }

  #filter(f: Filters): Shown {
    const has = (list: readonly string[], value: string) => !list.length || list.includes(value);
    const source = (fact: { status: Status; confidence: number; article: string }) =>
      fact.confidence >= f.minConfidence && has(f.statuses, fact.status)
      && has(f.sources, this.articles.get(fact.article)?.file ?? "");
    const over = f.asOf ? this.#over(f.asOf) : new Set<string>();
    const dated = (fact: Dates) => {
      const when = whenOf(fact);
      if ((f.from || f.until) && !(when && within(when, f.from, f.until))) return false;
      return !f.asOf || holdsAt(intervalOf(fact), f.asOf) !== "no";
    };
    const typed = (id: string) => has(f.types, this.type(id));
    const said = [...this.statements].filter(([id, s]) => has(f.relations, s.relation)
      && (!f.fields.length || (s.fields ?? []).some((field) => f.fields.includes(field)))
      && source(s) && dated(s) && !over.has(id));
    const statements = new Map(said.filter(([, s]) => typed(s.subject) && typed(s.object)));
    const metrics = new Map([...this.metrics].filter(([, m]) =>
      !f.relations.length && !f.fields.length && typed(m.about) && source(m) && dated({ date: m.date ?? "" })));
    const whole = said.length === this.statements.size;
    const there = whole ? [...this.entities.keys()] : said.flatMap(([, s]) => [s.subject, s.object]);
    return collect(statements, metrics, this.#pairs(statements), there.filter(typed));
  }

  /** Whether a line holds at a date, by all its statements. */
  heldAt(line: Line, asOf: string): Held {
    return heldTogether(line.statements.map((id) => intervalOf(this.statements.get(id)!)), asOf);
  }

  /** Statements of pairs that did not hold then, going by all that is told of the pair: one text may end what another leaves open. */
  #over(asOf: string): ReadonlySet<string> {
    const over = new Set<string>();
    for (const { statements } of this.data.pairs) {
      const told = statements.map((id) => intervalOf(this.statements.get(id)!));
      const apart = heldTogether(told, asOf) === "no";
      statements.forEach((id, i) => {
        if (apart || holdsAt(closed(told[i]!, told), asOf) === "no") over.add(id);
      });
    }
    return over;
  }

  #pairs(statements: ReadonlyMap<string, Statement>): Line[] {
    const lines: Line[] = [];
    for (const pair of this.data.pairs) {
      const kept = pair.statements.filter((id) => statements.has(id));
      if (kept.length) lines.push(pairLine(pair, kept, statements));
    }
    return lines.sort(byWeight);
  }
}

function byWeight(a: Line, b: Line): number {
  return Number(holds(b.status)) - Number(holds(a.status)) || Number(b.directed) - Number(a.directed)
    || b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1);
}

function bestStatus(ids: readonly string[], statements: ReadonlyMap<string, Statement>): Status {
  const found = new Set(ids.map((id) => statements.get(id)?.status));
  return STATUS_ORDER.find((status) => found.has(status)) ?? "reported";
}

function pairLine(pair: Pair, kept: string[], statements: ReadonlyMap<string, Statement>): Line {
  const relation = pair.directed ? "assists" : "partners_with";
  const order = (id: string) => rank(statements.get(id)!) + (statements.get(id)!.relation === relation ? 0 : 4);
  kept.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  const facts = kept.map((id) => statements.get(id)!);
  const days = facts.flatMap((fact) => [fact.date, fact.since, fact.until]).flatMap((date) => (date ?? "").split("/"))
    .filter((date) => date !== "" && date !== "..").sort();
  return {
    id: pair.id, source: pair.source, target: pair.target, pair: true, directed: pair.directed,
    relation, status: bestStatus(kept, statements), statements: kept,
    fields: [...new Set(facts.flatMap((fact) => fact.fields ?? []))],
    when: pair.from || pair.to ? `${pair.from ?? ".."}/${pair.to ?? ".."}` : "", first: days[0] ?? "", last: days.at(-1) ?? "",
  };
}

/** All statements of one relation between the same two entities make one line; two ends of a symmetric one in order of ids. */
function linkLines(statements: ReadonlyMap<string, Statement>, settled: ReadonlySet<string>): Line[] {
  const groups = new Map<string, { ends: [string, string]; relation: string; ids: string[] }>();
  for (const [id, s] of statements) {
    if (s.subject === s.object || settled.has(id)) continue;
    const ends: [string, string] = [s.subject, s.object];
    if (SYMMETRIC.has(s.relation)) ends.sort();
    const key = `${ends[0]} ${s.relation} ${ends[1]}`;
    const group = groups.get(key) ?? { ends, relation: s.relation, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  return [...groups].map(([id, { ends, relation, ids }]) => ({
    id, source: ends[0], target: ends[1], relation, pair: false, directed: !SYMMETRIC.has(relation),
    status: bestStatus(ids, statements), fields: [], when: "", first: "", last: "",
    statements: ids.sort((a, b) => rank(statements.get(a)!) - rank(statements.get(b)!) || (a < b ? -1 : 1)),
  }));
}

/** The order of facts: what holds before what does not, the surer first. */
export const rank = (s: Statement): number => (holds(s.status) ? 0 : 1) - s.confidence / 2;

function collect(
  statements: ReadonlyMap<string, Statement>, metrics: ReadonlyMap<string, Metric>, pairs: Line[], there: string[],
): Shown {
  const settled = new Set(pairs.flatMap((pair) => pair.statements));
  const links = linkLines(statements, settled);
  const entities = new Set(there);
  for (const m of metrics.values()) entities.add(m.about);
  for (const pair of pairs) entities.add(pair.source).add(pair.target);
  const lines = [...pairs, ...links];
  return {
    statements, metrics, pairs, links, entities,
    lines: new Map(lines.map((line) => [line.id, line])),
    linesOf: indexed(lines, (line) => [line.source, line.target]),
    statementsOf: byKey(indexed([...statements], ([, s]) => [s.subject, s.object])),
    metricsOf: byKey(indexed([...metrics], ([, m]) => [m.about])),
  };
}

function indexed<T>(rows: readonly T[], keys: (row: T) => string[]): (key: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    for (const key of new Set(keys(row))) {
      const list = found.get(key);
      if (list) list.push(row);
      else found.set(key, [row]);
    }
  }
  return (key) => found.get(key) ?? [];
}

function byKey(rows: (key: string) => readonly [string, unknown][]): (key: string) => readonly string[] {
  return (key) => rows(key).map(([id]) => id);
}

/** The other end of a line. */
export function otherEnd(line: Line, id: string): string {
  return line.source === id ? line.target : line.source;
}
