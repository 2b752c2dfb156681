// When a fact holds: the rules of kg/validity.py, so that the page answers as the command line does.

import { span } from "./dates";

export type Held = "yes" | "no" | "unknown";

/** First and last day on which it holds, ISO, "" where unknown; `begins`: the text gives the first as the beginning. */
export interface Interval {
  start: string;
  end: string;
  begins: boolean;
}

export interface Dates {
  date?: string;
  since?: string;
  until?: string;
}

export function intervalOf({ date = "", since = "", until = "" }: Dates): Interval {
  const [begin, end] = [span(since)[0], span(until)[1]];
  if (begin) return { start: begin, end, begins: true };
  let [first] = span(date);
  if (end && first > end) first = ""; // a day after the end is no day on which it was so
  // Of "../2023" all that is known is that it was so by then.
  const by = !end && !first && date ? span(date.split("/").at(-1)!)[0] : "";
  return { start: first || by, end, begins: false };
}

/** Whether it holds at a partial date; a year or a month is asked for as of its last day. */
export function holdsAt({ start, end }: Interval, asOf: string): Held {
  const day = span(asOf)[1];
  if (!start && !end) return "unknown";
  if (end && day > end) return "no";
  if (!start) return "unknown";
  return start <= day ? "yes" : "no";
}

/** Whether what several facts tell of holds; undated ones say nothing where another gives a beginning or an end. */
export function heldTogether(told: readonly Interval[], asOf: string): Held {
  const answers = told.filter(dated).map((one) => holdsAt(closed(one, told), asOf));
  if (answers.includes("yes")) return "yes";
  const reached = new Set(told.filter(({ start }) => start).map((one) => closed(one, told).end));
  const open = told.some((one) => !one.start && one.end && !reached.has(one.end) && holdsAt(one, asOf) === "unknown");
  const settled = told.some(({ begins, end }) => begins || end);
  return open || !told.length || (!settled && told.some((one) => !dated(one))) ? "unknown" : "no";
}

/** With the end that another fact about the same tells of, where its own is open. */
export function closed(one: Interval, told: readonly Interval[]): Interval {
  if (!one.start || one.end) return one;
  const ends = told.map(({ end }) => end).filter((end) => end && end >= one.start).sort();
  return { ...one, end: ends[0] ?? "" };
}

/** When it was so, as a date or an interval: "2018-07", "2016/2020", "2021/..", "../2020"; "" where nothing is told. */
export function whenOf({ date = "", since = "", until = "" }: Dates): string {
  if (!since && !until) return date;
  const begin = since.split("/")[0] || (date && span(date)[0] <= span(until)[1] ? date.split("/")[0]! : "..");
  return `${begin}/${until.split("/").at(-1) || ".."}`;
}

function dated({ start, end }: Interval): boolean {
  return Boolean(start || end);
}
