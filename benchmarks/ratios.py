"""Speed as ratios measured side by side in one run; absolute times depend on the machine and mean nothing elsewhere.

usage: python benchmarks/ratios.py [FILES …]   (default: the seeds; run from the project's folder after `kg build seeds/`)

Prints, as the median of several rounds in turn,
* characters/s of the whole pipeline over those of the raw LAC network, batched and decoded, on one core;
* characters/s of each component's share;
* the time of `kg partners 黔南` over that of an empty click program.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.nlp import PIPELINE, extract, load
from kg.nlp.lac import load_lac
from kg.readers import read_articles, read_documents
from kg.settings import Settings

ROUNDS = 5
EMPTY = "import click\n@click.command()\ndef main():\n    pass\nmain()"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    paths = sys.argv[1:] or ["seeds"]
    articles = [a for d in read_documents(paths, Settings(), []) for a in read_articles(d)]
    texts = [article.text for article in articles]
    size = sum(map(len, texts))
    nlp, lac = load(), load_lac()
    rounds = [
        (seconds(lambda: list(extract(nlp, articles))), seconds(lambda: lac.analyse(texts)))
        for _ in range(ROUNDS + 1)
    ][1:]
    whole, raw = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{size} characters; pipeline {size / whole:,.0f} characters/s, raw LAC {size / raw:,.0f} characters/s")
    print(f"pipeline / raw LAC: {raw / whole:.2f}")

    docs = []
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        docs.append(doc)
    print(f"  tokenizer      {seconds(lambda: [nlp.make_doc(text) for text in texts]) / whole:5.0%}")
    for name in PIPELINE:
        component = nlp.get_pipe(name)
        start = time.perf_counter()
        pipe = getattr(component, "pipe", None)
        docs = list(pipe(docs)) if pipe is not None else [component(doc) for doc in docs]
        print(f"  {name:14} {(time.perf_counter() - start) / whole:5.0%}")

    if Path("output/graph.nq").exists():
        look_up = [sys.executable, "-m", "kg", "partners", "黔南"]
        empty = [sys.executable, "-c", EMPTY]
        ratios = [
            seconds(lambda: subprocess.run(look_up, capture_output=True, check=False))
            / seconds(lambda: subprocess.run(empty, capture_output=True, check=False))
            for _ in range(ROUNDS)
        ]
        print(f"kg partners / empty click program: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
