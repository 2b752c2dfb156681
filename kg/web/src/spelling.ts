// Finds entities by what a reader types: any form of the name, its path or code, pinyin in full, in part, or by initials.

import type { Model } from "./model";

/** Whether letters spell the beginning of syllables: "qiannan", "qn", "qnan", "qiann" all begin "qian nan zhou". */
export function spells(typed: string, syllables: readonly string[]): boolean {
  const step = (at: number, i: number): boolean => {
    if (at === typed.length) return true;
    const readings = syllables[i]?.split("/") ?? [];
    return readings.some((reading) => {
      const rest = typed.length - at;
      if (rest <= reading.length && reading.startsWith(typed.slice(at))) return true;
      return (typed.startsWith(reading, at) && step(at + reading.length, i + 1)) || (typed[at] === reading[0] && step(at + 1, i + 1));
    });
  };
  return step(0, 0);
}

interface Named {
  id: string;
  names: string[];
  path: string;
  code: string;
  syllables: string[][];
  weight: number;
}

const LETTERS = /^[a-zü' ]{2,40}$/;

export class Finder {
  readonly #rows: Named[];

  constructor(readonly model: Model) {
    const { everything } = model;
    this.#rows = [...model.entities].map(([id, entity]) => ({
      id, code: entity.code ?? "", path: (entity.path ?? "").toLowerCase(),
      names: [entity.name, ...(entity.aliases ?? [])].map((name) => name.toLowerCase()),
      syllables: (entity.pinyin ?? []).map((spelling) => spelling.split(" ")),
      weight: everything.statementsOf(id).length + everything.metricsOf(id).length,
    }));
  }

  /** The best first: the whole name, its beginning, anywhere in it, then pinyin, then what lies in a place of that name. */
  find(text: string, most: number): string[] {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const letters = LETTERS.test(wanted) ? wanted.replace(/[' ]/g, "").replaceAll("ü", "v") : "";
    const score = (row: Named): number => {
      if (row.names.includes(wanted) || row.code === wanted) return 5;
      if (row.names.some((name) => name.startsWith(wanted))) return 4;
      if (row.names.some((name) => name.includes(wanted))) return 3;
      if (letters && row.syllables.some((syllables) => spells(letters, syllables))) return 2;
      return row.path.includes(wanted) || (wanted.length >= 4 && row.code.startsWith(wanted)) ? 1 : 0;
    };
    return this.#rows
      .map((row) => ({ row, score: score(row) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || b.row.weight - a.row.weight || (a.row.id < b.row.id ? -1 : 1))
      .slice(0, most)
      .map((hit) => hit.row.id);
  }
}
