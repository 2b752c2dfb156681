"""How often facts of a confidence are right, counted on labelled documents; writes the page docs/reliability.md.

usage: python scripts/measure_reliability.py -o docs/reliability.md "NAME=DIR[:held|:rest]" …

Sets are named as for measure_extraction.py. Only totals are printed. A relation is right if the labels of its document have it between
the same two; a partnership if they have assists or partners_with between its two regions, whichever way.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from measure_extraction import read_set, table

from kg.evaluate import standing
from kg.labels import Json, label_document
from kg.model import HOLDS, Document, Extraction
from kg.nlp import extract, load
from kg.ontology import load_ontology
from kg.partnerships import derive
from kg.readers import read_articles, read_documents
from kg.reports import body, cluster, signature
from kg.settings import load_settings

HEAD = """# How sure is sure

Made by `scripts/measure_reliability.py`, which prints totals only: of the facts whose confidence lies in a band, the share that labelled
documents have, too, and how many facts there are (bands from their first number up to, not including, their second). "Said" is the
mean confidence of the band: where the share is near it, the confidence means what it says; where the share is higher, the
confidence is cautious. Sets marked held out were not looked at while rules were written and no model was trained on them.
What is right but not labelled counts as wrong, so that the shares are a little low. Bands with few facts say little.
"""
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)
Judged = tuple[float, bool]


def judged(gold: Json, document: Document, extractions: Sequence[Extraction]) -> tuple[list[Judged], list[Judged]]:
    """Confidence and rightness of each relation and of each partnership read from one document."""
    predicted = label_document(document, extractions)
    stands = standing(gold["entities"], predicted["entities"])
    right = {_key(r["type"], r["head"], r["tail"]) for r in gold["relations"]}
    relations = [
        (r["confidence"], _key(r["type"], *(stands.get(r[end], "") for end in ("head", "tail"))) in right)
        for r in predicted["relations"]
    ]
    pairs = {frozenset((r["head"], r["tail"])) for r in gold["relations"] if r["type"] in ("assists", "partners_with")}
    entities = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    statements = [s for extraction in extractions for s in extraction.statements if s.status in HOLDS]
    reports = cluster((e.article.id, signature(body(e.article))) for e in extractions)
    partnerships = [
        (p.confidence, frozenset(stands.get(region, "") for region in p.regions) in pairs)
        for p in derive(statements, entities, reports)
    ]
    return relations, partnerships


def _key(kind: str, head: str, tail: str) -> tuple[Any, ...]:
    symmetric = load_ontology().relations[kind].symmetric
    return (kind, frozenset((head, tail))) if symmetric else (kind, head, tail)


def read(gold: dict[str, Json]) -> Iterator[tuple[Json, Document, list[Extraction]]]:
    """Each labelled document with what is read out of it."""
    settings, nlp = load_settings(), load()
    for name, labels in gold.items():
        stem = Path(name).stem
        if "text" in labels:
            document = Document(stem, name, "text/plain", "utf-8", "", str(labels["text"]))
        else:
            document = next(iter(read_documents([Path("seeds") / f"{stem}.txt"], settings, [])))
        yield labels, document, list(extract(nlp, read_articles(document)))


def bands(facts: Iterable[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    """The facts of each band, named "0.8–0.9"; the last one takes in its end."""
    told = list(facts)
    for low, high in pairwise(BANDS):
        last = high == BANDS[-1]
        yield f"{low:.1f}–{high:.1f}", [f for f in told if low <= f[0] and (f[0] < high or last)]


def figure(facts: Sequence[Judged]) -> str:
    if not facts:
        return "–"
    share = sum(right for _, right in facts) / len(facts)
    said = sum(confidence for confidence, _ in facts) / len(facts)
    return f"{share:.2f} of {len(facts)} (said {said:.2f})"


def page(results: dict[str, tuple[list[Judged], list[Judged]]]) -> str:
    lines = [HEAD]
    for place, title in enumerate(("Relations", "Partnerships of regions")):
        rows = []
        for name, _ in bands(()):
            rows.append([name, *(figure(dict(bands(result[place]))[name]) for result in results.values())])
        rows.append(["all", *(figure(result[place]) for result in results.values())])
        lines += [f"## {title}: share that is right, of how many", "", *table(["confidence", *results], rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME=DIR[:held|:rest]")
    parser.add_argument("-o", "--output", type=Path, help="the page to write; stdout by default")
    args = parser.parse_args()
    results: dict[str, tuple[list[Judged], list[Judged]]] = {}
    for item in args.sets:
        name, _, place = item.partition("=")
        found = [judged(*each) for each in read(read_set(place))]
        results[name] = [j for r, _ in found for j in r], [j for _, p in found for j in p]
    text = page(results)
    if args.output is None:
        print(text, end="")
    else:
        args.output.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
