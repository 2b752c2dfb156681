// Search by name or other name; the best match first: whole, then from the beginning, then anywhere.
const field = document.getElementById("search");
const suggestions = document.getElementById("found");
const MOST_FOUND = 12;
let found = [];
let marked = 0;

const names = [...entities].map(([id, entity]) => ({
  id, weight: factsOf(id).length, keys: [entity.name, ...(entity.aliases || [])].map((name) => name.toLowerCase()),
}));

function matches(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const score = (key) => (key === wanted ? 3 : key.startsWith(wanted) ? 2 : key.includes(wanted) ? 1 : 0);
  return names
    .map(({ id, weight, keys }) => ({ id, weight, score: Math.max(...keys.map(score)) }))
    .filter((hit) => hit.score)
    .sort((a, b) => b.score - a.score || b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_FOUND)
    .map((hit) => hit.id);
}

function suggest() {
  found = matches(field.value);
  marked = 0;
  const open = field.value.trim() !== "";
  suggestions.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  suggestions.replaceChildren(...found.map((id, i) => {
    const entity = entities.get(id);
    const note = [words.type[entity.type], entity.path, ...(entity.aliases || [])].filter(Boolean).join(" · ");
    return element("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === 0), mousedown: (event) => { event.preventDefault(); take(i); } },
      entity.name.slice(0, 60), element("small", {}, note.slice(0, 90)));
  }));
  if (open && !found.length) suggestions.append(element("li", {}, say("nothing", { text: field.value.trim().slice(0, 40) })));
}

function mark(step) {
  if (!found.length) return;
  suggestions.children[marked].setAttribute("aria-selected", "false");
  marked = (marked + step + found.length) % found.length;
  suggestions.children[marked].setAttribute("aria-selected", "true");
  suggestions.children[marked].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", `found-${marked}`);
}

function closeSuggestions() {
  suggestions.hidden = true;
  field.setAttribute("aria-expanded", "false");
}

function take(i) {
  if (!found[i]) return;
  field.value = nameOf(found[i]).slice(0, 60);
  closeSuggestions();
  choose(found[i]);
}

field.addEventListener("input", suggest);
field.addEventListener("focus", () => { if (field.value.trim()) suggest(); });
field.addEventListener("blur", closeSuggestions);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // Enter confirms a Chinese input method's choice
  if (event.key === "ArrowDown") mark(1);
  else if (event.key === "ArrowUp") mark(-1);
  else if (event.key === "Enter") take(marked);
  else if (event.key === "Escape") closeSuggestions();
  else return;
  event.preventDefault();
});
