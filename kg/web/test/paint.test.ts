import assert from "node:assert/strict";
import { test } from "node:test";

import { LIGHT } from "../src/colours";
import { SvgInk, type Ink, type Lettering } from "../src/ink";
import { NO_MARKS, lit, paint } from "../src/paint";
import type { Picture, Spot } from "../src/picture";

// Every character is as wide as high, as Chinese ones are.
Object.assign(globalThis, {
  document: { createElement: () => ({ getContext: () => ({ measureText: (text: string) => ({ width: [...text].length * 14 }) }) }) },
});

const spot = (i: number): Spot => ({
  id: `org/${i}`, x: (i % 20) * 40, y: Math.floor(i / 20) * 36, label: `第${i}号公司`, weight: i % 7, fill: "#000", line: "#000",
  colour: "#000", shape: "dot", size: 8,
});
const crowd: Picture = {
  spots: Array.from({ length: 300 }, (_, i) => spot(i)),
  wires: [{ id: "w", from: "org/0", to: "org/1", path: [0, 0, 40, 0], colour: "#000", width: 1, dash: false, arrow: true }],
  frames: [], heads: [],
};

class Notes implements Ink {
  readonly texts: { x: number; y: number; text: string; letters: Lettering }[] = [];
  box(): void {}
  lines(): void {}
  areas(): void {}
  mark(): void {}
  text(x: number, y: number, text: string, letters: Lettering): void {
    this.texts.push({ x, y, text, letters });
  }
}

for (const k of [0.4, 1, 2.5]) {
  test(`no two labels overlap at zoom ${k}, and the weightiest are there`, () => {
    const notes = new Notes();
    paint(notes, crowd, { k, x: 20, y: 20, width: 900, height: 640 }, NO_MARKS, LIGHT);
    const boxes = notes.texts.map(({ x, y, text, letters: { size } }) => {
      const half = ([...text].length * size) / 2;
      return [x - half, y - size / 2, x + half, y + size / 2] as const;
    });
    assert.ok(boxes.length > 10);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
    });
    const weight = (text: string) => Number(text.replace(/\D/g, "")) % 7;
    assert.equal(weight(notes.texts[0]!.text), 6);
  });
}

test("a choice lights up its lines and what they lead to", () => {
  const found = lit(crowd, { ...NO_MARKS, spots: new Set(["org/0"]) });
  assert.deepEqual([...found!.spots].sort(), ["org/0", "org/1"]);
  assert.deepEqual([...found!.wires], ["w"]);
  assert.equal(lit(crowd, NO_MARKS), null);
});

test("what is chosen has its label first", () => {
  const notes = new Notes();
  paint(notes, crowd, { k: 0.4, x: 20, y: 20, width: 900, height: 640 }, { ...NO_MARKS, spots: new Set(["org/7"]) }, LIGHT);
  assert.equal(notes.texts[0]!.text, "第7号公司");
});

const HOSTILE: [text: string, written: string][] = [
  ["<img src=x>", "&#60;img src=x&#62;"], ['a"b&c', "a&#34;b&#38;c"], ["\u0000\u001b", "\ufffd\ufffd"], ["\ud800x", "\ufffdx"], ["𪜶", "𪜶"],
];
for (const [text, written] of HOSTILE) {
  test(`SVG holds ${JSON.stringify(text)}`, () => {
    const ink = new SvgInk(100, 50, "#fff");
    ink.text(1, 2, text, { colour: "#000", size: 12 });
    assert.ok(ink.toString().includes(`>${written}</text>`));
  });
}
