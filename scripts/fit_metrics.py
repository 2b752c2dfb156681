#!/usr/bin/env python3
"""Fit kg/data/metrics/weights.yml: how much each feature speaks for a number being told of an entity.

usage: fit_metrics.py SET[:WEIGHT] ... [--test SET ...] [--write]

A SET is a folder (texts/NAME.txt and gold/NAME.json in the annotation scheme) or a .txt file of marked pieces
(tests/labelled); WEIGHT says how much its numbers count. A softmax over the entities near a number and "none of them" is
fitted to the metrics of the labels. Every text is read twice: with the entities that the pipeline finds, and, at half the
weight, with those of the labels. Without --write it prints scores of left-out texts (marked files one by one, of a folder
whose files open with five different letters or more, one an author, by that letter, other folders in five parts); with it,
it fits on all texts and writes the weights. The sets given as --test are scored with the weights of all the others.

The weights in use come from
  fit_metrics.py $(printf '%s:0.7 ' tests/labelled/*.txt) REAL:2 SEEDS:1.5 CORPUS:0.4 --write
with REAL 67 texts of radio news, SEEDS 5 newspaper pages and CORPUS 300 fictional pieces by five authors.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pair_texts import found_entities, sources, with_gold

from kg.evaluate import standing
from kg.model import HOLDS
from kg.nlp import load
from kg.nlp.metric_choices import Choice, choices, with_previous
from kg.nlp.metric_page import measured_values, read_page
from kg.nlp.metric_words import METRICS
from kg.nlp.metrics import Place, find_metrics, place_of, previous_of
from kg.nlp.relations import find_relations
from kg.readers import read_articles

MIN_COUNT, MIN_WEIGHT, L2, STEPS, GIVEN = 20, 0.05, 2.0, 250, 0.5
"""A feature seen less often, or of a smaller weight, is left out; `GIVEN` is how much texts with the labels' entities count."""
Key = tuple[str, float, str]
"""Subject, value and unit of a metric."""


@dataclass(slots=True)
class Example:
    """One value with its choices; `right` are the indices of those the labels name."""

    place: Place
    choices: list[Choice]
    right: list[int]
    previous: tuple[str, str]
    lost: bool
    """The labels tell it of an entity that is no choice."""


@dataclass(slots=True)
class Text:
    """One labelled document, its values with the entities that the pipeline found and with those that the labels give."""

    set: str
    fold: int
    weight: float
    gold: set[Key]
    docs: list[Any]
    """With the entities that the pipeline found."""
    stands: dict[str, str]
    found: list[Example]
    given: list[Example]


def number(value: Any, unit: str) -> tuple[float, str]:
    """Value and unit as `kg evaluate` compares them."""
    return round(float(str(value).replace(",", "")), 6), unit.translate(dict.fromkeys(map(ord, " （）()·-")))


def read_set(argument: str, turn: int) -> list[Text]:
    """Run the pipeline over a set's texts."""
    place, _, weight = argument.partition(":")
    nlp, texts = load(), []
    for _, fold, labels, document in sources(Path(place), turn):
        gold = {(m["subject"], *number(m["value"], m["unit"])) for m in labels.get("metrics", [])}
        text = Text(Path(place).stem, fold, float(weight or 1), gold, [], {}, [], [])
        for article in read_articles(document):
            doc = nlp.make_doc(article.text)
            doc._.article = article
            for _, component in nlp.pipeline:
                doc = component(doc)
            text.docs.append(doc)
            given = with_gold(doc, labels, article)
            given._.statements = find_relations(given)
            text.given += examples(given, gold, {e["id"]: e["id"] for e in labels["entities"]})
        text.stands = standing(labels["entities"], found_entities(text.docs))
        for doc in text.docs:
            text.found += examples(doc, gold, text.stands)
        texts.append(text)
    return texts


def examples(doc: Any, gold: set[Key], stands: Mapping[str, str]) -> list[Example]:
    subjects = defaultdict(set)
    for subject, value, unit in gold:
        subjects[value, unit].add(subject)
    page, found = read_page(doc), []
    last: tuple[Place, str] | None = None
    for index, value in measured_values(page):
        place, options = place_of(page, index), choices(page, index, value)
        wanted = subjects[number(value.number, value.unit)]
        right = [i for i, choice in enumerate(options) if stands.get(choice.entity.id) in wanted]
        found.append(Example(place, options, right, previous_of(last, place), bool(wanted) and not right))
        last = place, options[right[0]].entity.id if right else ""
    return found


def fit(texts: Sequence[Text]) -> dict[str, float]:
    """Weights by feature."""
    rows: list[frozenset[str]] = []
    group: list[int] = []
    right: list[bool] = []
    scale: list[float] = []
    for text in texts:
        for found, weight in ((text.found, text.weight), (text.given, text.weight * GIVEN)):
            for example in found:
                if example.lost or not example.choices:
                    continue
                for i, choice in enumerate(example.choices):
                    rows.append(with_previous(choice, example.previous))
                    group.append(len(scale))
                    right.append(i in example.right)
                scale.append(weight)
    counts = Counter(feature for row in rows for feature in row)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= MIN_COUNT))}
    columns = [np.array([index[f] for f in sorted(row) if f in index], int) for row in rows]
    theta = _descend(columns, np.array(group), np.array(right), np.array(scale), len(index))
    return {f: float(theta[i]) for f, i in index.items() if abs(theta[i]) >= MIN_WEIGHT}


def _descend(
    columns: list[np.ndarray], group: np.ndarray, right: np.ndarray, scale: np.ndarray, size: int
) -> np.ndarray:
    """Adam on the likelihood of the right choice."""
    row = np.concatenate([np.full(len(r), i) for i, r in enumerate(columns)])
    column = np.concatenate(columns)
    total = len(scale)
    theta, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, theta[column], minlength=len(columns))
        top = np.zeros(total)
        np.maximum.at(top, group, score)
        e = np.exp(score - top[group])
        share = e / (np.exp(-top) + np.bincount(group, e, minlength=total))[group]
        good = np.bincount(group, e * right, minlength=total)
        wanted = np.where(right, e / np.maximum(good, 1e-300)[group], 0)
        gradient = np.bincount(column, ((share - wanted) * scale[group])[row], minlength=size) + L2 * theta
        gradient /= total
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        theta -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return theta


def read_out(text: Text, weights: Mapping[str, float]) -> set[Key]:
    """The metrics that the pipeline would give with these weights."""
    found = set()
    for doc in text.docs:
        for metric in find_metrics(doc, weights):
            if metric.status in HOLDS:
                subject = text.stands.get(metric.subject, f"?{metric.subject}")
                found.add((subject, *number(metric.value, metric.unit)))
    return found


def report(name: str, rows: Iterable[tuple[set[Key], set[Key]]]) -> str:
    """Precision, recall and F1 of (gold, read) pairs."""
    rows = list(rows)
    right = sum(len(gold & read) for gold, read in rows)
    read, gold = sum(len(read) for _, read in rows), sum(len(gold) for gold, _ in rows)
    f1 = 2 * right / max(read + gold, 1)
    return f"{name:12} P {right / max(read, 1):.3f} R {right / max(gold, 1):.3f} F1 {f1:.3f} of {gold}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--test", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = [read_set(argument, turn) for turn, argument in enumerate(args.sets)]
    texts = [text for found in sets for text in found]
    rows: dict[str, list[tuple[set[Key], set[Key]]]] = defaultdict(list)
    for fold in () if args.write else sorted({text.fold for text in texts}):
        weights = fit([text for text in texts if text.fold != fold])
        for text in texts:
            if text.fold == fold:
                rows[text.set].append((text.gold, read_out(text, weights)))
    for name, found in rows.items():
        print(report(name, found), flush=True)
    weights = fit(texts) if args.test or args.write else {}
    for argument in args.test:
        tested = read_set(argument, 0)
        print("test", report(Path(argument).parent.name + "/" + Path(argument).name,
                             ((t.gold, read_out(t, weights)) for t in tested)), flush=True)  # fmt: skip
    if args.write:
        lines = ["# Written by scripts/fit_metrics.py: weights of the features in kg/nlp/metric_features.py."]
        lines += [f'"{feature}": {weight:.2f}' for feature, weight in sorted(weights.items())]
        (METRICS / "weights.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(len(weights), "weights")


if __name__ == "__main__":
    main()
