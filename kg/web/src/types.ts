// What kg/payload.py puts into the page (one JSON object), and what a view is.
//
// How to write a view (map.ts, timeline.ts …):
//   export const mapView: View = { name: "map", mount(root, model, store) { …build once…; return { update() { …redraw… } }; } };
// and one line in VIEWS of main.ts. `root` is an empty element of the stage, as large as the stage, shown only while
// `store.get().view` is the view's name. `mount` is called when the view is first shown, `update` after every change of the
// store while it is shown, and when it comes back, the window changes size, theme or language. A view keeps no selection,
// filter or language of its own: it reads `store.get()`, draws `model.shown(state.filters)`, and answers clicks with
// `store.set({ selection: … })`. Words come from kg/data/page/words.json through `model.say("key", { count })`; names and
// quotes are data and enter the page as text only (dom.ts), never as markup. Colours come from colours.ts or from the CSS
// variables of page.css, so that dark mode and print work. No clock, no randomness, no network.

export type Lang = "zh" | "en";
export type EntityType = "REGION" | "ORG" | "PERSON" | "PRODUCT" | "PARK" | "PROJECT" | "DOCUMENT" | "EVENT" | "";
export type Status = "done" | "ongoing" | "planned" | "wished" | "denied" | "reported";

/** A thing of the graph; `path` of a region has its units from the province down, degrees are WGS84 as text. */
export interface Entity {
  name: string;
  type: EntityType;
  /** Of a region: what a map calls it, where that is shorter: 黔南. */
  short?: string;
  subtype?: string;
  path?: string;
  code?: string;
  /** Id of the region it lies in, which need not be an entity of this page. */
  parent?: string;
  aliases?: string[];
  latitude?: string;
  longitude?: string;
  /** For the search: of the name and each alias, in that order, the syllables in pinyin: "qian nan zhou", "san dou/du". */
  pinyin?: string[];
}

/** Characters [start, end) of `file`; prefix and suffix complete the sentence. */
export interface Quote {
  file: string;
  start: number;
  end: number;
  prefix: string;
  quote: string;
  suffix: string;
}

/** What statements and metrics have in common. */
export interface Source {
  status: Status;
  /** 0 to 1. */
  confidence: number;
  rule: string;
  /** A person's word on it (see words "review.…"): confirmed, edited or added; absent where nobody looked. */
  review?: "confirmed" | "edited" | "added";
  /** Independent sources of the same fact (reprints count once) and articles that state it; absent where it is one article. */
  sources?: number;
  articles?: number;
  /** Key of `Payload.articles`. */
  article: string;
  /** Best first, never empty in a whole graph. */
  quotes: Quote[];
}

export interface Statement extends Source {
  subject: string;
  relation: string;
  object: string;
  /** Names (see words "attr.…") and values as the text words them: date, since, until, amount, count, title, kind, place. */
  attrs: [string, string][];
  /** Local names of fields (see words "field.…"). */
  fields?: string[];
  /** When it was so, as far as the text says: partial ISO dates or an interval: "2018-07", "2024/2025", "2024/.."; never
   *  the day the article appeared. */
  date?: string;
  /** Since when and until when it holds. */
  since?: string;
  until?: string;
}

export interface Metric extends Source {
  about: string;
  name: string;
  /** As written, with unit: "超55.88亿元". */
  value: string;
  time: string;
  /** `time` as ISO date or interval, where it is known. */
  date?: string;
}

export interface Article {
  title?: string;
  author?: string;
  outlet?: string;
  /** When the article appeared, partial ISO date. Not the date of any fact. */
  published?: string;
  /** Where it stands on the web, http or https. */
  url?: string;
  file: string;
}

/** Two regions that work together, and the statements behind it. */
export interface Pair {
  id: string;
  source: string;
  target: string;
  /** source helps target; else the direction is unknown and the order means nothing. */
  directed: boolean;
  /** From when to when it holds, partial ISO dates, where a text says so. */
  from?: string;
  to?: string;
  /** Keys of `Payload.statements`, never empty. */
  statements: string[];
}

export type Column = "neutral" | "recipient" | "helper";

/** The first screen: places of boxes, frames [x, y, width, height, title], heads [x, y, column]. */
export interface Plan {
  places: Record<string, [number, number]>;
  frames: [number, number, number, number, string][];
  heads: [number, number, Column][];
}

/** For the map: code of province or prefecture → rings, each a string as projection.ts decodes it; `lines` are the thin rings of the
 *  South China Sea lines. See kg/outlines.py. */
export interface Outlines {
  provinces: Record<string, string[]>;
  prefectures: Record<string, string[]>;
  lines: string[];
}

export interface Payload {
  /** The language the page opens in; the other is there as well. */
  lang: Lang;
  /** key → [zh, en]: words.json, and "type.REGION", "status.done", "review.confirmed", "relation.assists", "relation.assists.inverse",
   *  "attr.date", "field.labour" from kg/i18n.py and the ontology. */
  words: Record<string, [string, string]>;
  entities: Record<string, Entity>;
  statements: Record<string, Statement>;
  metrics: Record<string, Metric>;
  articles: Record<string, Article>;
  /** Best supported first. */
  pairs: Pair[];
  /** Everything at once: places and sizes, in pixels at zoom 1. */
  network: { nodes: Record<string, [x: number, y: number, size: number]> };
  places: { wide: Plan; narrow: Plan };
  /** Pairs that the first screen has no room for. */
  omitted: number;
  /** The entity the page opens on, "" for none. */
  focus: string;
  /** So many steps around `focus` were asked for; as far as there is room they are open at first. */
  depth: number;
  /** Whether `kg serve` shows the page, with all of its graph or a part, so that there are pages behind it; "" in a file. */
  site: "" | "whole" | "part";
  outlines: Outlines;
}

/** A part of the stage that shows the graph in its own way. */
export interface View {
  name: ViewName;
  mount(root: HTMLElement, model: Model, store: Store): Mounted;
}

export interface Mounted {
  update(): void;
  /** Save what it shows as a picture, where it can. */
  save?(as: "svg" | "png", name: string): void;
}

import type { Model } from "./model";
import type { Store, ViewName } from "./state";
