"""The texts that the pair model learns from: read by the pipeline and with the labels' entities, their pairs as arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from labelled_sets import labelled

from kg.evaluate import standing
from kg.model import Document, Entity
from kg.nlp.annotations import Candidate, Draft
from kg.nlp.frames import read_frames
from kg.nlp.mentions import respan
from kg.nlp.pairs import read_pairs
from kg.nlp.pairs_candidates import directions
from kg.nlp.pairs_net import code, columns
from kg.nlp.relations import find_relations
from kg.nlp.relfacts import SYMMETRIC
from kg.readers import read_articles

FOLDS = 5


@dataclass(slots=True)
class Text:
    """One article with entities found or given, what the patterns say of it, and its pairs of entities as arrays.

    `codes` are the features of all mention pairs, `lengths` how many each has, `swapped` whether its ends stand the other way
    round than in its pair of entities, `groups` which that is; `mask` and `label` are [groups, outputs].
    """

    article: Any
    doc: Any
    drafts: list[Draft]
    codes: np.ndarray
    lengths: np.ndarray
    swapped: np.ndarray
    groups: np.ndarray
    mask: np.ndarray
    label: np.ndarray


@dataclass(slots=True)
class Labelled:
    """A document read with the pipeline's entities (`found`) and with the labels' (`given`)."""

    name: str
    set: str
    fold: int
    weight: float
    gold: dict[str, Any]
    document: Document
    found: list[Text]
    given: list[Text]
    stands: dict[str, str]
    """Found entity → gold entity."""

    @property
    def marked(self) -> bool:
        return self.name.startswith(f"{self.set}-")

    @property
    def unseen(self) -> bool:
        """Whether patterns are not written with it in view."""
        return self.marked and int(re.sub(r"\D", "", self.name.rpartition("-")[2])) % 2 == 1


def sources(path: Path, turn: int) -> Iterator[tuple[str, int, dict[str, Any], Document]]:
    """Name, fold, labels and document of every text of a set; `turn` is the number of a marked file among the sets."""
    found = list(labelled(path))
    letters = sorted({name[0] for name, *_ in found})
    for number, (name, gold, document) in enumerate(found):
        fold = letters.index(name[0]) if len(letters) >= FOLDS else number
        yield name, (turn if path.suffix == ".txt" else fold) % FOLDS, gold, document


def read_set(argument: str, turn: int, nlp: Any) -> list[Labelled]:
    """Run the pipeline over a set's texts, twice."""
    place, _, weight = argument.partition(":")
    found = []
    for name, fold, gold, document in sources(Path(place), turn):
        articles = list(read_articles(document))
        docs = []
        for article in articles:
            doc = nlp.make_doc(article.text)
            doc._.article = article
            for _, component in nlp.pipeline:
                doc = component(doc)
            docs.append(doc)
        stands = standing(gold["entities"], found_entities(docs))
        labels = Labels(gold)
        found.append(
            Labelled(
                name, Path(place).stem, fold, float(weight or 1), gold, document,
                [text_of(article, doc, labels, stands) for article, doc in zip(articles, docs, strict=True)],
                [text_of(article, with_gold(doc, gold, article), labels, None)
                 for article, doc in zip(articles, docs, strict=True)],
                stands,
            )
        )  # fmt: skip
    return found


def found_entities(docs: Iterable[Any]) -> list[dict[str, Any]]:
    """Every entity the pipeline has before any is dropped, in the labels' form."""
    entities: dict[str, dict[str, Any]] = {}
    for doc in docs:
        for span in doc.spans["mentions"]:
            entity = doc._.entities[span.kb_id_]
            row = entities.setdefault(entity.id, {"id": entity.id, "type": entity.type, "name": entity.name, "mentions": []})
            row["mentions"].append(span.text.replace("\n", ""))
    return list(entities.values())


def with_gold(doc: Any, gold: dict[str, Any], article: Any) -> Any:
    """The Doc with the labels' entities for its own, the regions inside other names among them."""
    entities = {
        e["id"]: Entity(e["id"], e["type"], e["name"], e.get("subtype", ""), path=e.get("path", ""))
        for e in gold["entities"]
    }
    spans = gold_spans(gold, article)
    regions = {
        (mention, e["id"])
        for e in gold["entities"] if e["type"] == "REGION"
        for mention in (e["name"], *e["mentions"]) if len(mention) > 1
    }  # fmt: skip
    inner = set()
    for start, end, id_ in spans:
        if entities[id_].type != "REGION":
            at = start
            while at < end:
                inside = [(m, r) for m, r in regions if doc.text.startswith(m, at) and at + len(m) <= end]
                mention, region = max(inside, key=lambda row: (len(row[0]), row), default=("?", ""))
                if region and (at, at + len(mention)) != (start, end):
                    inner.add((at, at + len(mention), region))
                at += len(mention)
    chosen = [
        Candidate(start, end, entities[id_].type, "", 1.0, entities[id_])
        for start, end, id_ in sorted({*spans, *inner}, key=lambda row: (row[0], -row[1], row[2]))
    ]
    given = respan(doc, chosen)
    given.user_data["posts"] = []
    return given


def gold_spans(gold: dict[str, Any], article: Any) -> list[tuple[int, int, str]]:
    """Gold mentions as offsets into an article; without `spans`, wherever a mention stands, the longest first."""
    if "spans" in gold:
        place = {offset: number for number, offset in enumerate(article.offsets)}
        inside = [([place[k] for k in range(a, b) if k in place], e) for a, b, e in gold["spans"]]
        return [(at[0], at[-1] + 1, entity) for at, entity in inside if at]
    taken: set[int] = set()
    found = []
    mentions = {(mention, e["id"]) for e in gold["entities"] for mention in e["mentions"] if mention}
    for mention, entity in sorted(mentions, key=lambda row: (-len(row[0]), row)):
        at = article.text.find(mention)
        while at >= 0:
            if not taken.intersection(range(at, at + len(mention))):
                found.append((at, at + len(mention), entity))
                taken.update(range(at, at + len(mention)))
            at = article.text.find(mention, at + 1)
    return found


class Labels:
    """The relations of a document, to be asked for."""

    def __init__(self, gold: dict[str, Any]) -> None:
        self.keys = {relation_key(r["type"], r["head"], r["tail"]) for r in gold["relations"]}

    def has(self, relation: str, head: str, tail: str) -> bool:
        return relation_key(relation, head, tail) in self.keys


def relation_key(relation: str, head: str, tail: str) -> tuple[str, str, str]:
    """One key for both orders of a symmetric relation."""
    return (relation, min(head, tail), max(head, tail)) if relation in SYMMETRIC else (relation, head, tail)


class Unread:
    """Stands for the network where only the features are wanted."""

    def read(self, pairs: Sequence[Sequence[str]]) -> np.ndarray:
        return np.zeros((len(pairs), len(columns())), dtype=np.float32)


def text_of(article: Any, doc: Any, labels: Labels, stands: dict[str, str] | None) -> Text:
    """The arrays of one article; `stands` leads from its entities to those of the labels, None if they are the same."""
    judge = read_pairs(doc, read_frames(doc), Unread())  # type: ignore[arg-type]
    numbers: dict[tuple[str, str], int] = {}
    groups, swapped, mask, label = [], [], [], []
    for pair in judge.pairs:
        ends = (pair.first.entity.id, pair.second.entity.id)
        number = numbers.setdefault((min(ends), max(ends)), len(numbers))
        if number == len(mask):
            mask.append(np.zeros(len(columns()), dtype=np.float32))
            label.append(np.zeros(len(columns()), dtype=np.float32))
        groups.append(number)
        swapped.append(ends[0] > ends[1])
        for relation, head, tail in directions(pair):
            output = columns()[relation, (head is pair.second) ^ (swapped[-1] and relation not in SYMMETRIC)]
            gold = [id_ if stands is None else stands.get(id_, "") for id_ in (head.entity.id, tail.entity.id)]
            mask[number][output] = 1
            label[number][output] = labels.has(relation, gold[0], gold[1])
    flat = [code(feature) for seen in judge.seen for feature in seen]
    width = (0, len(columns()))
    return Text(
        article, doc, find_relations(doc), np.array(flat, dtype=np.uint32), np.array([len(s) for s in judge.seen], dtype=np.int64),
        np.array(swapped, dtype=bool), np.array(groups, dtype=np.int64),
        np.stack(mask) if mask else np.zeros(width, dtype=np.float32),
        np.stack(label) if label else np.zeros(width, dtype=np.float32),
    )  # fmt: skip
