/** The page for queries: YASGUI on the site's own endpoint, with kg's questions as examples. Nothing is asked of another host. */
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./console.css";
import { page, read } from "./data.js";

const data = read();
const root = document.getElementById("yasgui")!;
const start = `PREFIX skos: <${data.prefixes["skos"]}>\n` + "SELECT ?name ?type WHERE {\n  ?thing a ?type ; skos:prefLabel ?name .\n}\nORDER BY ?name\nLIMIT 20\n";
const endpoint = new URL("/sparql", location.href).href;

// knownPrefixes and knownTerms are read by what build.mjs puts in place of two services on the network.
const editor = { value: start, knownPrefixes: data.prefixes, knownTerms: data.terms };
const yasgui = new Yasgui(root, {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  persistenceId: "kg",
  tabName: data.tab,
  yasqe: editor as object,
  // The empty prefix shortens what the graph itself has minted to :region/522700.
  yasr: { prefixes: { ...data.prefixes, "": data.base } } as object,
});

// For the browser's own console and for tests.
Object.assign(window, { yasgui });

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-example]")) {
  const example = data.examples.find(({ name }) => name === button.dataset["example"])!;
  button.addEventListener("click", () => {
    const tab = yasgui.addTab(true, { name: example.tab, yasqe: { value: example.text } }, { avoidDuplicateTabs: true });
    tab.setEndpoint(endpoint);
    void tab.getYasqe().query();
    button.closest("details")?.removeAttribute("open");
  });
}

// An IRI of this graph is no address on the web; its page is here.
root.addEventListener(
  "click",
  (event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
    const target = link && page(link.getAttribute("href")!, data.base);
    if (!target) return;
    event.preventDefault();
    window.open(target, "_blank", "noopener");
  },
  { capture: true },
);
