// The search field with its suggestions (the combobox pattern of WAI-ARIA).

import { beginPath, choose, onPath } from "./choice";
import { byId, element } from "./dom";
import { swatch } from "./legend";
import type { Model } from "./model";
import { Finder } from "./spelling";
import type { Store } from "./state";

const MOST = 12;

export function mountSearch(model: Model, store: Store): { update(): void } {
  const field = byId("search") as HTMLInputElement;
  const list = byId("found");
  const note = byId("asking");
  let finder: Finder | null = null;
  let found: string[] = [];
  let marked = 0;
  let from: string | null = null;

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (i: number) => {
    const id = found[i];
    if (id === undefined) return;
    field.value = "";
    close();
    choose(store, id);
  };
  const suggest = () => {
    finder ??= new Finder(model);
    const text = field.value.trim();
    found = finder.find(text, MOST);
    marked = 0;
    list.hidden = !text;
    field.setAttribute("aria-expanded", String(Boolean(text)));
    list.replaceChildren(...found.map((id, i) => {
      const entity = model.entity(id);
      const about = [model.say(`type.${entity.type}`), entity.path, ...(entity.aliases ?? [])].filter(Boolean).join(" · ");
      return element("li", {
        role: "option", id: `found-${i}`, "aria-selected": String(i === 0),
        mousedown: (event: MouseEvent) => {
          event.preventDefault();
          take(i);
        },
      }, swatch(entity.type), element("span", {}, entity.name.slice(0, 60), element("small", {}, about.slice(0, 90))));
    }));
    if (text && !found.length) list.append(element("li", { class: "none" }, model.say("nothing", { text: text.slice(0, 40) })));
    if (found.length) field.setAttribute("aria-activedescendant", "found-0");
  };
  const mark = (step: number) => {
    if (!found.length) return;
    list.children[marked]!.setAttribute("aria-selected", "false");
    marked = (marked + step + found.length) % found.length;
    list.children[marked]!.setAttribute("aria-selected", "true");
    list.children[marked]!.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `found-${marked}`);
  };
  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => field.value.trim() && suggest());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter confirms a Chinese input method's choice
    if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else if (event.key === "Enter") take(marked);
    else if (event.key === "Escape") {
      if (list.hidden) beginPath(null);
      close();
    } else return;
    event.preventDefault();
  });
  // "/" goes to the search from anywhere but a field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    field.focus();
  });
  const tell = () => {
    note.hidden = from === null;
    note.replaceChildren(...(from === null ? [] : [
      element("span", {}, model.say("path.to", { name: model.name(from).slice(0, 40) })),
      element("button", { type: "button", class: "link", click: () => beginPath(null) }, model.say("cancel")),
    ]));
  };
  onPath((id) => {
    from = id;
    tell();
    if (id !== null) field.focus();
  });
  return {
    update() {
      field.placeholder = model.say("search");
      field.setAttribute("aria-label", model.say("search"));
      list.setAttribute("aria-label", model.say("search"));
      tell();
    },
  };
}
