// A fact with its quotes in context, where they stand, how sure it is, and a citation to copy.

import { copyText } from "./clipboard";
import { element, type Child } from "./dom";
import { holds, type Model } from "./model";
import type { Store } from "./state";
import type { Metric, Quote, Source, Statement } from "./types";

/** A line break in a document is no space between Chinese characters. */
export function joinedText(text: string): string {
  return text.replace(/([^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])/g, "$1").replace(/\s+/g, " ");
}

/** Outlet, title and date of an article, as they are cited: 贵州日报《题》（2024-03）. */
export function sourceOf(model: Model, fact: Source): string {
  const article = model.articles.get(fact.article);
  const date = article?.published ? (model.lang === "zh" ? `（${article.published}）` : ` (${article.published})`) : "";
  return `${article?.outlet ?? ""}《${article?.title ?? model.say("unnamed")}》${date}`;
}

export function citation(model: Model, fact: Source, quote: Quote): string {
  return model.say("citation", {
    quote: joinedText(quote.quote), source: sourceOf(model, fact), file: quote.file, start: quote.start, end: quote.end,
  });
}

export function statementTitle(model: Model, s: Statement): string {
  return `${model.name(s.subject)} ${model.relationWord(s.relation)} ${model.name(s.object)}`;
}

export function metricTitle(metric: Metric): string {
  return [metric.name, metric.value, metric.time].filter(Boolean).join(" · ");
}

/** Attributes and fields in words: "时间 2018年7月 · 领域 劳务、教育". */
export function attributes(model: Model, s: Statement): string {
  const parts = s.attrs.map(([name, value]) => `${model.attr(name)} ${value}`);
  if (s.fields?.length) parts.push(`${model.attr("field")} ${s.fields.map((field) => model.fieldWord(field)).join("、")}`);
  return parts.join(" · ");
}

/** What the text says of it (done, planned …), and a person's word on it where there is one: "已发生 ✓ 已核". */
export function standing(model: Model, fact: Source): string {
  const status = model.say(`status.${fact.status}`);
  return fact.review ? `${status} ✓ ${model.say(`review.${fact.review}`)}` : status;
}

/** How many independent sources tell it, where that is more than one article: "2 个独立来源（3 篇文章） · ". */
export function support(model: Model, fact: Source): string {
  return fact.articles ? `${model.say("support", { sources: fact.sources ?? 1, articles: fact.articles })} · ` : "";
}

/** The fact as the evidence pane shows it; `title` is what it says, seen from where the reader stands. */
export function factElement(model: Model, store: Store, id: string, fact: Statement | Metric, title: Child[]): HTMLElement {
  const chosen = store.get().selection;
  const kind = "about" in fact ? "metric" : "statement";
  const unsettled = !holds(fact.status);
  const notes = "about" in fact ? "" : attributes(model, fact);
  const sure = `${standing(model, fact)} · ${model.say("confidence")} ${fact.confidence.toFixed(2)} · ${support(model, fact)}${model.say("rule")} ${fact.rule}`;
  const classes = ["fact", unsettled ? "unsettled" : "", chosen?.kind === kind && chosen.id === id ? "chosen" : ""].filter(Boolean);
  return element("div", { class: classes.join(" "), "data-fact": id },
    element("div", { class: "says" }, unsettled && chip(model.say(`status.${fact.status}`), fact.status), ...title),
    notes && element("div", { class: "attrs" }, notes),
    ...fact.quotes.flatMap((quote) => [
      element("blockquote", {}, joinedText(quote.prefix), element("mark", {}, joinedText(quote.quote)), joinedText(quote.suffix)),
      element("div", { class: "where" }, `${sourceOf(model, fact)} · ${quote.file} ${quote.start}–${quote.end}`, " ",
        original(model, fact), " ",
        copyButton(model, () => citation(model, fact, quote), "cite")),
    ]),
    element("div", { class: "where" }, sure));
}

/** A link to the article on the web, where its address is known; never to anything but a page. */
function original(model: Model, fact: Source): HTMLElement | null {
  const url = model.articles.get(fact.article)?.url;
  if (!url || !/^https?:\/\//.test(url)) return null;
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", class: "quiet" }, model.say("original"));
}

export function chip(text: string, kind = "", colour = ""): HTMLElement {
  const made = element("span", { class: `chip ${kind}` }, text);
  if (colour) made.style.setProperty("--chip", colour);
  return made;
}

/** A button that copies a text, as it is when it is pressed, and says so. */
export function copyButton(model: Model, text: () => string, word: string): HTMLElement {
  const made = element("button", { type: "button", class: "link quiet", click: () => {
    void copyText(text()).then((done) => {
      made.textContent = model.say(done ? "copied" : "copy.failed");
    });
  } }, model.say(word));
  return made;
}
