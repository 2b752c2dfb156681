// Bundles src/console.ts into ../static/console.js and console.css (or into the folder named as argument).
//
// YASGUI carries the list of prefix.cc, advertisements of third parties included, and completes classes and properties by a
// service on the network. Both are cut out: this site is offline, and has prefixes and terms of its own.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const PREFIXES = /\(e\.config\.prefixCcApi \? fetch\([\s\S]*?Promise\.resolve\(prefixes_default\)\)/g;
const LIST = /(?:[\w$]+ = "[^"\\]*",\s*)+prefixes_default = \{[^}]*\}/g;
const TERMS = /fetchFromLov\(e, ("class"|"property"), t\)/g;
const KNOWN = '(e.config.knownTerms?.[$1] ?? []).filter((iri) => iri.startsWith(t?.autocompletionString ?? ""))';

function replaced(text, pattern, times, by) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== times) throw new Error(`${pattern} occurs ${found} times: look at the new version of YASGUI`);
  return text.replace(pattern, by);
}

const offline = {
  name: "offline",
  setup(bundle) {
    bundle.onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => {
      let text = await readFile(path, "utf8");
      text = replaced(text, PREFIXES, 1, "Promise.resolve(e.config.knownPrefixes ?? {})");
      text = replaced(text, LIST, 1, "prefixes_default = {}");
      text = replaced(text, TERMS, 2, KNOWN);
      return { contents: text, loader: "js" };
    });
  },
};

await build({
  entryPoints: [{ in: "src/console.ts", out: "console" }],
  outdir: process.argv[2] ?? "../static",
  bundle: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  plugins: [offline],
});
