// What the pointer says of what is under it.

import { element } from "./dom";
import { holds, type Model, type Shown } from "./model";
import { joinedText } from "./facts";
import type { Hit } from "./scene";

const QUOTE = 70;

export function hoverCard(model: Model, shown: Shown, hit: Hit): HTMLElement[] {
  return hit.spot ? entityCard(model, shown, hit.spot.id) : lineCard(model, shown, hit.wire.id);
}

export function entityCard(model: Model, shown: Shown, id: string): HTMLElement[] {
  const entity = model.entity(id);
  const counts = new Map<string, number>();
  for (const key of shown.statementsOf(id)) {
    const s = model.statements.get(key)!;
    const word = model.relationWord(s.relation, s.subject === id);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([word, count]) => `${word} ${count}`);
  const facts = shown.statementsOf(id).length + shown.metricsOf(id).length;
  const place = entity.path && entity.path !== entity.name ? entity.path.replaceAll("/", " / ") : "";
  return [
    element("strong", {}, entity.name.slice(0, 80)),
    element("small", {}, [model.say(`type.${entity.type}`), place, model.say("facts", { count: facts })].filter(Boolean).join(" · ")),
    ...(most.length ? [element("small", {}, most.join(" · "))] : []),
  ];
}

export function lineCard(model: Model, shown: Shown, id: string): HTMLElement[] {
  const line = shown.lines.get(id);
  if (!line) return [];
  const fact = model.statements.get(line.statements[0]!)!;
  const quote = joinedText(fact.quotes[0]?.quote ?? "");
  return [
    element("strong", {}, `${model.name(line.source).slice(0, 40)} ${line.directed ? "→" : "—"} ${model.name(line.target).slice(0, 40)}`),
    element("small", {}, [
      model.relationWord(line.relation), holds(line.status) ? "" : model.say(`status.${line.status}`),
      model.say("sources", { count: line.statements.length }),
      line.fields.map((field) => model.fieldWord(field)).join("、"),
    ].filter(Boolean).join(" · ")),
    ...(quote ? [element("small", {}, `“${quote.length > QUOTE ? `${quote.slice(0, QUOTE)}…` : quote}”`)] : []),
  ];
}
