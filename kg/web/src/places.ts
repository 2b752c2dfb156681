// What the map shows of the graph, before anything is drawn: regions where they lie, arcs between them, and what has no place.

import { about } from "./choice";
import type { Line, Model, Shown } from "./model";
import { albers, type Point } from "./projection";
import type { Filters, Selection } from "./state";

/** By the directions that texts state: more help given than received, or the other way about. */
export type Role = "helper" | "recipient" | "neutral";

export interface Place {
  id: string;
  /** Kilometres, see projection.ts. */
  at: Point;
  role: Role;
  /** Statements behind its partnerships; 0 for a region that has none. */
  weight: number;
}

export interface Drawn {
  /** Regions of partnerships, the best supported first, then the other regions of the graph. */
  places: Place[];
  /** Lines with both ends on the map, the best supported last, so that it lies on top. */
  arcs: Line[];
  /** Partnerships that no map can show, since an end has no coordinates. */
  lost: Line[];
  /** Province (2 digits) or prefecture (4 digits) → its role, where it or a unit of it is in a partnership. */
  areas: Map<string, Role>;
}

/** Everything of `shown` that has to do with places. Other relations of regions are drawn when they are asked for. */
export function drawn(model: Model, shown: Shown, selection: Selection | null, filters: Filters): Drawn {
  const pairs = shown.pairs.filter((line) => line.status !== "denied");
  const asked = (line: Line) => filters.relations.includes(line.relation)
    || (selection?.kind === "entity" && (line.source === selection.id || line.target === selection.id))
    || (selection?.kind === "line" && line.id === selection.id);
  const others = shown.links.filter((line) => line.status !== "denied" && isRegion(model, line.source) && isRegion(model, line.target) && asked(line));
  const located = (line: Line) => locate(model, line.source) !== null && locate(model, line.target) !== null;
  const [own, weight] = [roles(pairs), new Map<string, number>()];
  const areas = new Map<string, number>();
  for (const line of pairs) {
    for (const [id, sign] of [[line.source, 1], [line.target, -1]] as const) {
      const by = line.directed ? sign : 0;
      weight.set(id, (weight.get(id) ?? 0) + line.statements.length);
      for (const area of areasOf(model, id)) areas.set(area, (areas.get(area) ?? 0) + by);
    }
  }
  const places: Place[] = [];
  for (const id of new Set([...weight.keys(), ...shown.entities])) {
    const at = isRegion(model, id) ? locate(model, id) : null;
    if (at) places.push({ id, at, role: own.get(id) ?? "neutral", weight: weight.get(id) ?? 0 });
  }
  places.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  return {
    places,
    arcs: [...others.filter(located), ...pairs.filter(located).reverse()],
    lost: pairs.filter((line) => !located(line)),
    areas: new Map([...areas].map(([area, sum]) => [area, role(sum)])),
  };
}

/** Lines and regions that the selection means; empty sets when it is nothing a map can mark. */
export function chosen(model: Model, shown: Shown, selection: Selection | null): { lines: Set<string>; regions: Set<string> } {
  const { entities, lines } = about(model, shown, selection);
  const [marked, ends] = [new Set(lines.map((line) => line.id)), new Set([...entities, ...lines.flatMap((line) => [line.source, line.target])])];
  if (selection?.kind === "entity") {
    for (const line of shown.linesOf(selection.id)) {
      if (isRegion(model, selection.id)) marked.add(line.id);
      // A firm, a park, a person: the regions that its facts name.
      else for (const end of [line.source, line.target]) ends.add(end);
    }
  }
  return { lines: marked, regions: new Set([...ends].filter((id) => isRegion(model, id))) };
}

function isRegion(model: Model, id: string): boolean {
  return model.type(id) === "REGION";
}

function locate(model: Model, id: string): Point | null {
  const { latitude, longitude } = model.entity(id);
  return latitude && longitude ? albers(Number(longitude), Number(latitude)) : null;
}

/** The province and prefecture that a region is or lies in, by the digits of its code; units without one carry that of the unit over them. */
function areasOf(model: Model, id: string): string[] {
  const digits = model.entity(id).code ?? /^region\/(\d{6})/.exec(id)?.[1] ?? "";
  if (digits.length < 6) return [];
  return digits.slice(2, 4) === "00" ? [digits.slice(0, 2)] : [digits.slice(0, 2), digits.slice(0, 4)];
}

/** The role of each region that these lines join; regions of lines without a direction are neutral. */
export function roles(lines: readonly Line[]): Map<string, Role> {
  const score = new Map<string, number>();
  for (const line of lines) {
    for (const [id, sign] of [[line.source, 1], [line.target, -1]] as const) score.set(id, (score.get(id) ?? 0) + (line.directed ? sign : 0));
  }
  return new Map([...score].map(([id, sum]) => [id, role(sum)]));
}

function role(score: number): Role {
  return score > 0 ? "helper" : score < 0 ? "recipient" : "neutral";
}
