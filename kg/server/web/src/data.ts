/** What the page brings along: kg/server/pages.py writes it into the element #data. */
export interface Data {
  /** The questions that ship with kg. */
  examples: Example[];
  /** Prefix → namespace; the endpoint knows them without a PREFIX line. */
  prefixes: Record<string, string>;
  /** The base IRI of the graph; what stands under it has a page at /id/…. */
  base: string;
  /** IRIs of the ontology, for completion. */
  terms: { class: string[]; property: string[] };
  /** Name of a tab, in the reader's language. */
  tab: string;
}

export interface Example {
  name: string;
  title: string;
  /** The beginning of the title, for a tab. */
  tab: string;
  text: string;
}

/** The data of this page. */
export function read(): Data {
  return JSON.parse(document.getElementById("data")?.textContent ?? "") as Data;
}

/** The page of an IRI of this graph, or null for one that has none. */
export function page(iri: string, base: string): string | null {
  if (!iri.startsWith(base) || iri.startsWith(`${base}ontology#`)) return null;
  return `/id/${iri.slice(base.length)}`;
}
