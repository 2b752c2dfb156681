// A time axis: days → pixels, its marks, and rows of bars that do not overlap.

const DAY = 86_400_000;

/** Days since 1970 of a whole ISO date. */
export function dayOf(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

export interface Tick {
  x: number;
  /** "2024" or "2024-07". */
  label: string;
  /** A year; months are lesser marks. */
  major: boolean;
}

/** Bars that meet at a day's end may differ by as much through rounding. */
const TOUCH = 0.01;
const [YEAR_ROOM, MONTH_ROOM] = [44, 46];

/** Whole years, from the first day of one to the last of another, over `width` pixels from `left`. */
export class TimeScale {
  readonly #start: number;
  readonly #end: number;

  constructor(readonly firstYear: number, readonly lastYear: number, readonly left: number, readonly width: number) {
    this.#start = dayOf(`${firstYear}-01-01`);
    this.#end = dayOf(`${lastYear + 1}-01-01`);
  }

  /** Where a day begins; what lies outside stands at the end. */
  x(day: number): number {
    const within = Math.min(Math.max(day, this.#start), this.#end);
    return this.left + ((within - this.#start) / (this.#end - this.#start)) * this.width;
  }

  /** Marks that have room for their labels. */
  ticks(): Tick[] {
    const years = this.lastYear - this.firstYear + 1;
    const room = this.width / years;
    const every = [1, 2, 5, 10, 20, 50, 100].find((n) => room * n >= YEAR_ROOM) ?? 100;
    const months = [1, 2, 3, 6].find((n) => (room / 12) * n >= MONTH_ROOM);
    const found: Tick[] = [];
    for (let year = this.firstYear; year <= this.lastYear; year++) {
      if (year % every === 0 || years === 1) found.push({ x: this.x(dayOf(`${year}-01-01`)), label: String(year), major: true });
      for (let month = 1 + (months ?? 12); months && month <= 12; month += months) {
        const label = `${year}-${String(month).padStart(2, "0")}`;
        found.push({ x: this.x(dayOf(`${label}-01`)), label, major: false });
      }
    }
    return found;
  }
}

/** All months of whole years: what a slider goes through. */
export function months(firstYear: number, lastYear: number): string[] {
  const found: string[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (let month = 1; month <= 12; month++) found.push(`${year}-${String(month).padStart(2, "0")}`);
  }
  return found;
}

/** The row of each bar [left, right), in the order given: the first one with room for it; bars may touch. */
export function rows(bars: readonly (readonly [left: number, right: number])[]): number[] {
  const ends: [number, number][][] = [];
  return bars.map(([left, right]) => {
    const free = ends.findIndex((row) => row.every(([l, r]) => left >= r - TOUCH || right - TOUCH <= l));
    const row = free < 0 ? ends.length : free;
    (ends[row] ??= []).push([left, right]);
    return row;
  });
}
