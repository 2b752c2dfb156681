"""Measure extraction against labelled documents and write the page docs/extraction.md.

usage: python scripts/measure_extraction.py -o docs/extraction.md "NAME=DIR[:held|:rest]" …

DIR holds labelled JSON documents with their own "text" (or, for the seeds, without: the text is then seeds/STEM.txt).
`:held` takes the third of a folder that is never looked at while rules are written or models trained, `:rest` the others:
the third of the files whose stems have the smallest SHA-256 digests.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluate import Evaluation, evaluate, extract_for, load_labels
from kg.labels import Json

HEAD = """# What extraction reaches

Made by `scripts/measure_extraction.py`; the figures are micro-averaged over documents, as `kg evaluate` counts.
`sure` is the precision of relations with confidence ≥ 0.9. Sets marked held out were not looked at while rules were
written and no model was trained on them: of the real texts the third whose file stems have the smallest SHA-256
digests, of the fictional corpus one whole author. The seeds were read while rules were written, and the weights of
metrics were fitted on them and on the seen sets too; the tagger and the pair model were trained on the seen sets and on
`tests/labelled` (docs/model-card.md, docs/pair-model.md). What is to be expected of new text is in the held-out columns.
Nobody read a held-out text, but their totals were looked at now and then to see whether a step carries over, and a few
choices (whether the tagger speaks, its thresholds) were made with them in view: they are a little kinder than truly
blind text. What limits these figures, what was tried and what would lift them stands in extraction-limits.md.
"""
ROWS = ("entities", "relations", "pairs", "linking", "metrics", "sure")
CAUSES = {
    "missed": ("head", "tail", "both ends", "relation", "type", "direction", "status"),
    "wrong": ("end", "pair", "type", "direction"),
}


def held_out(names: list[str]) -> set[str]:
    """The third of the file names with the smallest SHA-256 digests of their stems, rounded up."""
    ranked = sorted(names, key=lambda name: hashlib.sha256(Path(name).stem.encode()).hexdigest())
    return set(ranked[: -(-len(names) // 3)])


def read_set(place: str) -> dict[str, Json]:
    """The labelled documents of DIR, DIR:held or DIR:rest."""
    folder, _, part = place.partition(":")
    documents = load_labels(Path(folder))
    held = held_out(list(documents))
    if part not in ("", "held", "rest"):
        raise SystemExit(f"{place}: the part is held or rest, not {part}")
    return {name: d for name, d in documents.items() if not part or (name in held) == (part == "held")}


def table(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def figure(result: Evaluation, row: str) -> str:
    score = result.scores.get(row)
    if score is None or not (score.gold or score.predicted):
        return "–"
    if row == "linking":
        return f"{score.precision:.3f}"
    if row == "sure":
        return f"{score.precision:.3f} of {score.predicted}"
    return f"{score.f1:.3f} ({score.precision:.2f}/{score.recall:.2f})"


def page(results: Mapping[str, Evaluation], sizes: Mapping[str, int]) -> str:
    names = list(results)
    lines = [HEAD, "## All in all: F1 (precision/recall)", ""]
    header = ["", *(f"{name}, {sizes[name]} documents" for name in names)]
    lines += table(header, [[row, *(figure(results[n], row) for n in names)] for row in ROWS])
    for kind, title in (("entity", "Entities by type"), ("relation", "Relations by type")):
        rows = sorted({row for r in results.values() for row in r.scores if row.startswith(f"{kind}/")})
        lines += ["", f"## {title}", ""]
        lines += table(["", *names], [[row.partition("/")[2], *(figure(results[n], row) for n in names)] for row in rows])
    lines += ["", "## Errors of relations by cause", ""]
    counts = {name: Counter((f.kind, f.cause) for f in r.faults if f.cause) for name, r in results.items()}
    words = {
        ("missed", "head"): "missed: the head was not found", ("missed", "tail"): "missed: the tail was not found",
        ("missed", "both ends"): "missed: neither end was found", ("missed", "relation"): "missed: both ends found, no rule spoke",
        ("missed", "type"): "missed: another relation was read between the two", ("missed", "direction"): "missed: read the other way round",
        ("missed", "status"): "missed: read as planned, wished or denied",
        ("wrong", "end"): "wrong: an end that the gold does not have", ("wrong", "pair"): "wrong: the two are not related",
        ("wrong", "type"): "wrong: they are related otherwise", ("wrong", "direction"): "wrong: the other way round",
    }  # fmt: skip
    rows_ = [
        [words[kind, cause], *(str(counts[n][kind, cause]) for n in names)] for kind in CAUSES for cause in CAUSES[kind]
    ]
    lines += table(["", *names], rows_)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME=DIR[:held|:rest]")
    parser.add_argument("-o", "--output", type=Path, help="the page to write; stdout by default")
    args = parser.parse_args()
    results: dict[str, Evaluation] = {}
    sizes: dict[str, int] = {}
    for item in args.sets:
        name, _, place = item.partition("=")
        gold = read_set(place)
        results[name] = evaluate(gold, extract_for(gold, Path("seeds")))
        sizes[name] = len(gold)
    text = page(results, sizes)
    if args.output is None:
        print(text, end="")
    else:
        args.output.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
