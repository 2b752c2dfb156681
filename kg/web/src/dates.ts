// Partial ISO dates and intervals: "2018-07", "2024/2025", "2024/..", "../2023".

/** First and last day that a date may mean, "" where that end is open. */
export function span(date: string): [first: string, last: string] {
  const [a = "", b = a] = date.split("/");
  const first = a === ".." || a === "" ? "" : `${a}${"0000-01-01".slice(a.length)}`;
  const last = b === ".." || b === "" ? "" : endOf(b);
  return [first, last];
}

function endOf(date: string): string {
  if (date.length >= 10) return date;
  if (date.length === 4) return `${date}-12-31`;
  const [year = 0, month = 1] = date.split("-").map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${date}-${days}`;
}

/** Whether what is dated so had begun by the (partial) date `asOf`. */
export function begunBy(date: string, asOf: string): boolean {
  const [first, last] = span(date);
  return (first || last) <= endOf(asOf);
}

/** Whether what is dated so touches [from, until], partial dates either of which may be "". */
export function within(date: string, from: string, until: string): boolean {
  const [first, last] = span(date);
  return (!until || !first || first <= endOf(until)) && (!from || !last || last >= span(from)[0]);
}
