// Colours and shapes of what is drawn. The palette is that of Okabe and Ito (https://jfly.uni-koeln.de/color/), which the colour-blind
// can tell apart, darkened to be legible on white and as it is on black. Shapes help where colours do not.

import type { EntityType } from "./types";

export type Shape = "dot" | "square" | "diamond" | "triangle" | "fall" | "hexagon" | "star";

export const SHAPES: Record<EntityType, Shape> = {
  REGION: "dot", ORG: "square", PERSON: "fall", PRODUCT: "diamond", PARK: "triangle", PROJECT: "hexagon",
  DOCUMENT: "square", EVENT: "star", "": "dot",
};

/** Families of relations, so that a line's colour says what kind of tie it is. */
export type Family = "help" | "work" | "trade" | "belong";
export const FAMILIES: readonly Family[] = ["help", "work", "trade", "belong"];
const FAMILY: Record<string, Family> = {
  assists: "help", funds: "help", dispatches_to: "help", invests_in: "help", builds: "help",
  partners_with: "work", cooperates_with: "work", signed: "work", visits: "work", hosts: "work",
  sells_to: "trade", sends_labour_to: "trade", produces: "trade",
  located_in: "belong", held_in: "belong", holds_position: "belong", comes_from: "belong", issues: "belong",
};

export function familyOf(relation: string): Family {
  return FAMILY[relation] ?? "belong";
}

export interface Palette {
  ground: string;
  paper: string;
  ink: string;
  soft: string;
  edge: string;
  /** What steps back when something else is chosen. */
  faint: string;
  accent: string;
  /** Text on `accent` and on the types' colours. */
  onAccent: string;
  pale: string;
  unsettled: string;
  types: Record<EntityType, string>;
  families: Record<Family, string>;
}

export const LIGHT: Palette = {
  ground: "#f5f7f9", paper: "#ffffff", ink: "#1c2733", soft: "#55616d", edge: "#dde3e9", faint: "#c9d1d9",
  accent: "#0072b2", onAccent: "#ffffff", pale: "#dcebf6", unsettled: "#b36b00",
  types: {
    REGION: "#0072b2", ORG: "#a86400", PERSON: "#a8487d", PRODUCT: "#007a5a", PARK: "#c04a00", PROJECT: "#5a51b8",
    DOCUMENT: "#726800", EVENT: "#5f6368", "": "#76828e",
  },
  families: { help: "#0072b2", work: "#6b7785", trade: "#007a5a", belong: "#b3bcc6" },
};

export const DARK: Palette = {
  ground: "#12181f", paper: "#1b232c", ink: "#e8edf2", soft: "#a3afbb", edge: "#33404d", faint: "#4b5966",
  accent: "#56b4e9", onAccent: "#0b1520", pale: "#1d3a50", unsettled: "#f0a63a",
  types: {
    REGION: "#56b4e9", ORG: "#e69f00", PERSON: "#e29ac4", PRODUCT: "#33c79e", PARK: "#ff8f52", PROJECT: "#a9a2ff",
    DOCUMENT: "#d8cb4a", EVENT: "#aab3bc", "": "#8b97a3",
  },
  families: { help: "#56b4e9", work: "#94a1ae", trade: "#33c79e", belong: "#56636f" },
};
