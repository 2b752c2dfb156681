"""Fits kg/data/metrics/weights.yml: how much each feature speaks for a number being told of an entity.

usage: fit_metrics.py LABELS [LABELS …] [--background LABELS …] [--write]

LABELS are folders of labelled documents (*.json as `kg evaluate` reads them). A softmax over the entities near a
value and "none of them" is fitted to the metrics of the labels; without --write it only prints five-fold scores.
Background folders are texts of another kind (fiction): their own habits go into extra weights that are dropped.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.vocab import Vocab

from kg.evaluate import load_labels
from kg.model import Entity
from kg.nlp.annotations import register
from kg.nlp.frames import Frame, read_frame
from kg.nlp.metric_features import Choice, Page, choices, measured_values, with_previous
from kg.nlp.metric_words import METRICS
from kg.nlp.metrics import MIN_PROBABILITY
from kg.nlp.values import find_values

MIN_COUNT, MIN_WEIGHT, L2, STEPS, FOLDS, BACKGROUND_WEIGHT = 20, 0.3, 1.0, 300, 5, 0.3


@dataclass(slots=True)
class Example:
    """One value with its choices; `right` are the indices of those the labels name, `group` its sentence."""

    key: tuple[float, str]
    choices: list[Choice]
    right: list[int]
    group: tuple[int, int]
    previous: str | None
    unreachable: bool


@dataclass(slots=True)
class Text:
    """One labelled document."""

    name: str
    background: bool
    gold: set[tuple[str, float, str]]
    examples: list[Example]


def key(value: Any, unit: str) -> tuple[float, str]:
    return round(float(str(value).replace(",", "")), 6), unit.replace("（", "").replace("）", "").strip("()")


def frame_of(label: dict[str, Any]) -> Frame:
    """The clause view of a labelled text, its mentions found by their wording, the longest first."""
    from spacy.tokens import Doc, Span

    text: str = label["text"]
    doc = Doc(Vocab(), words=list(text), spaces=[False] * len(text))
    entities = {
        e["id"]: Entity(e["id"], e["type"], e["name"], e.get("subtype", ""), e.get("path", ""))
        for e in label["entities"]
    }
    taken: set[int] = set()
    spans = []
    for words, id_ in sorted(
        ((m, e["id"]) for e in label["entities"] for m in e["mentions"] if m), key=lambda r: -len(r[0])
    ):
        at = -1
        while (at := text.find(words, at + 1)) >= 0:
            if not taken & set(range(at, at + len(words))):
                spans.append(Span(doc, at, at + len(words), label=entities[id_].type, kb_id=id_))
                taken |= set(range(at, at + len(words)))
    doc.spans["mentions"] = spans
    doc._.entities, doc._.values = entities, find_values(text)
    return read_frame(doc)


def read_text(name: str, label: dict[str, Any], background: bool) -> Text:
    gold = {(m["subject"], *key(m["value"], m["unit"])) for m in label.get("metrics", [])}
    frame = frame_of(label)
    page = Page(frame)
    examples: list[Example] = []
    for index, value in measured_values(page):
        found = choices(page, index, value)
        own = key(value.number, value.unit)
        right = [i for i, c in enumerate(found) if (c.entity.id, *own) in gold]
        group = frame.sentence(index)
        last = examples[-1] if examples and examples[-1].group == group else None
        previous = None if last is None else (last.choices[last.right[0]].entity.id if last.right else "")
        unreachable = not right and any(k[1:] == own for k in gold)
        examples.append(Example(own, found, right, group, previous, unreachable))
    return Text(name, background, gold, examples)


def features(text: Text, choice: Choice, previous: str | None) -> frozenset[str]:
    found = with_previous(choice, previous)
    return found | {f"background:{name}" for name in found} if text.background else found


def fit(texts: Sequence[Text]) -> dict[str, float]:
    """Weights by feature, those of the background's own habits included."""
    counts = Counter(
        f for t in texts for e in t.examples for c in e.choices for f in features(t, c, e.previous)
    )
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= MIN_COUNT))}
    rows: list[np.ndarray] = []
    group: list[int] = []
    right: list[bool] = []
    scale: list[float] = []
    for text in texts:
        for e in text.examples:
            if not e.choices or e.unreachable:
                continue
            for i, c in enumerate(e.choices):
                rows.append(np.array([index[f] for f in features(text, c, e.previous) if f in index]))
                group.append(len(scale))
                right.append(i in e.right)
            scale.append(BACKGROUND_WEIGHT if text.background else 1.0)
    keep = np.ones(len(index), bool)
    theta = _descend(rows, np.array(group), np.array(right), np.array(scale), keep)
    keep = np.abs(theta) >= MIN_WEIGHT
    theta = _descend(rows, np.array(group), np.array(right), np.array(scale), keep)
    return {f: float(theta[i]) for f, i in index.items() if keep[i]}


def _descend(
    rows: list[np.ndarray], group: np.ndarray, right: np.ndarray, scale: np.ndarray, keep: np.ndarray
) -> np.ndarray:
    """Adam on the likelihood of the right choice; weights outside `keep` stay zero."""
    row = np.concatenate([np.full(len(r), i) for i, r in enumerate(rows)])
    column = np.concatenate(rows).astype(int)
    size, total = len(keep), len(scale)
    theta, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, theta[column], minlength=len(rows))
        top = np.zeros(total)
        np.maximum.at(top, group, score)
        e = np.exp(score - top[group])
        share = e / (np.exp(-top) + np.bincount(group, e, minlength=total))[group]
        good = np.bincount(group, e * right, minlength=total)
        wanted = np.where(right, e / np.maximum(good, 1e-300)[group], 0)
        gradient = np.bincount(column, ((share - wanted) * scale[group])[row], minlength=size) + L2 * theta
        gradient = np.where(keep, gradient / total, 0)
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        theta -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
        theta[~keep] = 0
    return theta


def read_out(text: Text, weights: dict[str, float]) -> set[tuple[str, float, str]]:
    """What the weights read in one text, without the background's habits."""
    found = set()
    previous: str | None = None
    group: tuple[int, int] | None = None
    for e in text.examples:
        previous, group = (previous if e.group == group else None), e.group
        scores = [sum(weights.get(f, 0.0) for f in with_previous(c, previous)) for c in e.choices]
        previous = ""
        if scores:
            best = int(np.argmax(scores))
            if np.exp(scores[best]) / (1 + np.exp(scores).sum()) >= MIN_PROBABILITY:
                previous = e.choices[best].entity.id
                found.add((previous, *e.key))
    return found


def report(texts: Iterable[Text], read: dict[str, set[tuple[str, float, str]]]) -> str:
    right = sum(len(read[t.name] & t.gold) for t in texts)
    predicted, gold = sum(len(read[t.name]) for t in texts), sum(len(t.gold) for t in texts)
    precision, recall = right / max(predicted, 1), right / max(gold, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(predicted + gold, 1):.3f}"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--background", nargs="*", default=[], type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(arguments)
    register()
    texts = [
        read_text(f"{folder}/{name}", label, folder in args.background)
        for folder in (*args.labels, *args.background)
        for name, label in load_labels(folder).items()
    ]
    order = sorted(t.name for t in texts)
    random.Random(1).shuffle(order)
    fold = {name: i % FOLDS for i, name in enumerate(order)}
    read: dict[str, set[tuple[str, float, str]]] = {}
    for k in range(FOLDS):
        weights = fit([t for t in texts if fold[t.name] != k])
        read |= {t.name: read_out(t, weights) for t in texts if fold[t.name] == k}
    for folder in (*args.labels, *args.background):
        print(folder, "five-fold", report([t for t in texts if t.name.startswith(f"{folder}/")], read))
    if args.write:
        weights = {f: w for f, w in fit(texts).items() if not f.startswith("background:")}
        lines = ["# Written by scripts/fit_metrics.py: weights of the features in kg/nlp/metric_features.py."]
        lines += [f'"{f}": {w:.2f}' for f, w in sorted(weights.items())]
        (METRICS / "weights.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(len(weights), "weights")


if __name__ == "__main__":
    main(sys.argv[1:])
