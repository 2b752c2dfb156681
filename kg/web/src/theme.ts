// Light or dark: as the system says until the reader says otherwise. What goes on paper or into a file is always light.

import { DARK, LIGHT, type Palette } from "./colours";

const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;

let paper = false;

/** Whether what is drawn now is for paper. */
export function onPaper(on: boolean): void {
  paper = on;
}

export function isPaper(): boolean {
  return paper;
}

export function isDark(): boolean {
  if (paper) return false;
  const chosen = document.documentElement.dataset["theme"];
  return chosen ? chosen === "dark" : dark();
}

export function palette(): Palette {
  return isDark() ? DARK : LIGHT;
}

/** What `make` answers while the page's styles are light; the screen does not show it. */
export function inLight<T>(make: () => T): T {
  const root = document.documentElement;
  const chosen = root.dataset["theme"];
  root.dataset["theme"] = "light";
  try {
    return make();
  } finally {
    if (chosen === undefined) delete root.dataset["theme"];
    else root.dataset["theme"] = chosen;
  }
}

/** Turn to the other one. */
export function switchTheme(): void {
  document.documentElement.dataset["theme"] = isDark() ? "light" : "dark";
}

/** Call `listener` when the system turns dark or light. */
export function onSystemTheme(listener: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
}
