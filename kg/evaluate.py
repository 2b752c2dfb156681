"""Precision, recall and F1 of labelled documents against gold, micro-averaged over documents.

Both sides are in the scheme of `kg.labels`. What counts as right:

* entity: one to one; the same type, and the same name or a shared mention;
* region linking: of the matched regions, those whose code (or path) agrees;
* relation: the same type between matched entities, symmetric types unordered; a predicted entity may stand for any
  gold entity that it matches;
* pair: assists and partners_with together, as unordered pairs of regions;
* metric: the same subject, value and unit.

A gold document that says "reviewed" (kg review --gold) holds only what people looked at: "relations" that are right and
"rejected" ones. There only predicted relations count that are one or the other, and no entities or metrics.

The row "sure" counts the predicted relations with confidence of at least `SURE` (its recall means nothing).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.labels import Json
from kg.ontology import load_ontology

_NOISE = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·•・（）()\-—]+")
SURE = 0.9
_PAIRS = ("assists", "partners_with")
Key = tuple[Any, ...]


@dataclass(slots=True)
class Score:
    """Counts of one row: right, predicted, gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, gold: set[Any], predicted: set[Any]) -> None:
        self.right += len(gold & predicted)
        self.predicted += len(predicted)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One miss or one wrong fact: document, "missed" | "wrong", row name, and words a person can read.

    `cause` says of a missed relation what is lacking ("head", "tail", "both ends", "relation", "status", "direction",
    "type"), of a wrong one what is wrong ("end", "direction", "type", "pair"); "" for other rows.
    """

    document: str
    kind: str
    row: str
    text: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Rows by name ("entities", "entity/REGION", "relations", "relation/assists", "pairs", "metrics", "linking")."""

    scores: Mapping[str, Score]
    faults: tuple[Fault, ...]


def load_labels(folder: Path) -> dict[str, Json]:
    """The labelled documents of a folder by file name.

    Raises:
        InputError: there is none, or one is not the JSON it should be.
    """
    documents: dict[str, Json] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            for key in ("entities", "relations"):
                if not isinstance(document[key], list):
                    raise TypeError(f"{key} is no list")
        except (ValueError, KeyError, TypeError) as exc:
            raise InputError(f"{path}: not a labelled document: {exc}") from exc
        documents[path.name] = document
    if not documents:
        raise InputError(f"{folder}: no labelled documents (*.json)")
    return documents


def evaluate(gold: Mapping[str, Json], predicted: Mapping[str, Json]) -> Evaluation:
    """Score every gold document; one that was not predicted counts as empty."""
    scores: dict[str, Score] = defaultdict(Score)
    faults: list[Fault] = []
    for row in ("entities", "relations", "pairs", "metrics", "linking", "sure"):
        scores[row] = Score()
    for name, gold_document in gold.items():
        empty: Json = {"entities": [], "relations": [], "metrics": []}
        faults += _score_document(name, gold_document, predicted.get(name, empty), scores)
    return Evaluation(dict(scores), tuple(faults))


def extract_for(gold: Mapping[str, Json], texts: Path) -> dict[str, Json]:
    """Labels of the documents that gold names: their own "text" if they carry one, else the file in `texts`."""
    # The pipeline is loaded only where something is to be extracted: two folders of labels compare without it.
    from kg.labels import label_document
    from kg.model import Document
    from kg.nlp import extract, load
    from kg.readers import read_articles, read_documents
    from kg.settings import load_settings

    settings, nlp = load_settings(), load()
    found = {}
    for name, labels in gold.items():
        stem = Path(name).stem
        if "text" in labels:
            document = Document(stem, name, "text/plain", "utf-8", "", str(labels["text"]))
        else:
            document = next(iter(read_documents([texts / f"{stem}.txt"], settings, [])))
        found[name] = label_document(document, extract(nlp, read_articles(document)))
    return found


def standing(gold: list[Json], predicted: list[Json]) -> dict[str, str]:
    """For which gold entity each predicted one stands, by id: its match, else the best that it could have matched."""
    candidates = _candidates(gold, predicted)
    return {p: g for _, p, g in reversed(candidates)} | _one_to_one(candidates)


def _looked_at(gold: Json, predicted: Json) -> tuple[Json, Json]:
    """Of a reviewed document the relations that people looked at, and the entities that these are about."""
    stands_for = standing(gold["entities"], predicted["entities"])
    judged = {_key(r["type"], r["head"], r["tail"]) for r in (*gold["relations"], *gold["rejected"])}

    def kept(relation: Json) -> bool:
        ends = (stands_for.get(relation[end], f"?{relation[end]}") for end in ("head", "tail"))
        return _key(relation["type"], *ends) in judged

    return gold | {"metrics": []}, predicted | {"relations": list(filter(kept, predicted["relations"])), "metrics": []}


def _score_document(name: str, gold: Json, predicted: Json, scores: dict[str, Score]) -> Iterable[Fault]:
    reviewed = bool(gold.get("reviewed"))
    if reviewed:
        gold, predicted = _looked_at(gold, predicted)
    gold_by_id = {e["id"]: e for e in gold["entities"]}
    predicted_by_id = {e["id"]: e for e in predicted["entities"]}
    matched = _one_to_one(_candidates(gold["entities"], predicted["entities"]))
    stands_for = standing(gold["entities"], predicted["entities"])

    unmatched = [e for e in predicted["entities"] if e["id"] not in matched]
    found = set(matched.values())
    for e in () if reviewed else gold["entities"]:
        for row in ("entities", f"entity/{e['type']}"):
            scores[row].gold += 1
            scores[row].right += e["id"] in found
    for e in () if reviewed else predicted["entities"]:
        for row in ("entities", f"entity/{e['type']}"):
            scores[row].predicted += 1
    for p, g in matched.items():
        if not reviewed and gold_by_id[g]["type"] == "REGION" and (gold_by_id[g].get("path") or gold_by_id[g].get("adcode")):
            scores["linking"].gold += 1
            scores["linking"].predicted += 1
            scores["linking"].right += _same_region(gold_by_id[g], predicted_by_id[p])

    def label(entity: str) -> str:
        known = gold_by_id.get(entity) or predicted_by_id.get(entity.removeprefix("?"))
        return str(known["name"]) if known else entity

    def stand(entity: str) -> str:
        return stands_for.get(entity, f"?{entity}")

    gold_relations = {_key(r["type"], r["head"], r["tail"]): r for r in gold["relations"]}
    predicted_relations: dict[Key, Json] = {}
    for r in predicted["relations"]:
        predicted_relations.setdefault(_key(r["type"], stand(r["head"]), stand(r["tail"])), r)
    rows: dict[str, tuple[set[Key], set[Key]]] = {"relations": (set(gold_relations), set(predicted_relations))}
    for kind in {k[0] for k in gold_relations} | {k[0] for k in predicted_relations}:
        rows[f"relation/{kind}"] = (
            {k for k in gold_relations if k[0] == kind},
            {k for k in predicted_relations if k[0] == kind},
        )
    rows["pairs"] = (_pairs(gold_relations), _pairs(predicted_relations))
    rows["metrics"] = (
        {_metric_key(m["subject"], m) for m in gold.get("metrics", [])},
        {_metric_key(stand(m["subject"]), m) for m in predicted.get("metrics", [])},
    )
    sure = {key for key, r in predicted_relations.items() if r.get("confidence", 0.0) >= SURE}
    rows["sure"] = (set(gold_relations), sure)
    for row, (right, guess) in rows.items():
        scores[row].add(right, guess)
    unsettled = {
        _key(r["type"], stand(r["head"]), stand(r["tail"]))
        for r in predicted.get("not_asserted", ())
        if "head" in r
    }
    causes = _Causes(set(gold_relations), set(predicted_relations), unsettled, set(stands_for.values()))

    for e in () if reviewed else gold["entities"]:
        if e["id"] not in found:
            yield Fault(name, "missed", f"entity/{e['type']}", f"{e['name']} {e.get('mentions', [])}")
    for e in () if reviewed else unmatched:
        yield Fault(name, "wrong", f"entity/{e['type']}", f"{e['name']} {e.get('mentions', [])}")
    for kind, source, keys in (
        ("missed", gold_relations, set(gold_relations) - set(predicted_relations)),
        ("wrong", predicted_relations, set(predicted_relations) - set(gold_relations)),
    ):
        for key in sorted(keys, key=str):
            r = source[key]
            rule = f" [{r['rule']}]" if "rule" in r else ""
            text = f"{label(key[1])} → {label(key[2])}{rule} | {r.get('evidence', '')}"
            cause = causes.of_miss(key) if kind == "missed" else causes.of_wrong(key)
            yield Fault(name, kind, f"relation/{key[0]}", text, cause)
    right, guess = rows["metrics"]
    for kind, keys in (("missed", right - guess), ("wrong", guess - right)):
        for key in sorted(keys, key=str):
            yield Fault(name, kind, "metrics", f"{label(key[0])} {key[1]} {key[2]}")


@dataclass(frozen=True, slots=True)
class _Causes:
    """Why a relation was missed or is wrong, by what else is known of its ends."""

    gold: set[Key]
    predicted: set[Key]
    unsettled: set[Key]
    found: set[str]
    """Gold entities that were found."""

    def of_miss(self, key: Key) -> str:
        kind, head, tail = key
        if lacking := [end for end, e in (("head", head), ("tail", tail)) if e not in self.found]:
            return "both ends" if len(lacking) == 2 else lacking[0]
        if key in self.unsettled:
            return "status"
        if (kind, tail, head) in self.predicted:
            return "direction"
        return "type" if self._joined(self.predicted, head, tail) else "relation"

    def of_wrong(self, key: Key) -> str:
        kind, head, tail = key
        if str(head).startswith("?") or str(tail).startswith("?"):
            return "end"
        if (kind, tail, head) in self.gold:
            return "direction"
        return "type" if self._joined(self.gold, head, tail) else "pair"

    @staticmethod
    def _joined(keys: set[Key], one: str, other: str) -> bool:
        return any({one, other} == {head, tail} for _, head, tail in keys)


def _normal(text: Any) -> str:
    return _NOISE.sub("", str(text or ""))


def _names(entity: Json) -> set[str]:
    return {_normal(name) for name in (entity["name"], *entity.get("mentions", []))} - {""}


def _candidates(gold: list[Json], predicted: list[Json]) -> list[tuple[int, str, str]]:
    gold_names = [(g, _normal(g["name"]), _names(g)) for g in gold]
    found = []
    for p in predicted:
        name, names = _normal(p["name"]), _names(p)
        for g, gold_name, others in gold_names:
            if p["type"] != g["type"]:
                continue
            weight = 2 * (name == gold_name) + len(names & others)
            if weight:
                found.append((weight, p["id"], g["id"]))
    return sorted(found, key=lambda row: -row[0])


def _one_to_one(candidates: list[tuple[int, str, str]]) -> dict[str, str]:
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for _, p, g in candidates:
        if p not in matched and g not in taken:
            matched[p] = g
            taken.add(g)
    return matched


def _key(kind: str, head: str, tail: str) -> Key:
    ends = sorted((head, tail)) if load_ontology().relations[kind].symmetric else (head, tail)
    return kind, *ends


def _pairs(relations: Mapping[Key, Json]) -> set[Any]:
    return {frozenset(key[1:]) for key in relations if key[0] in _PAIRS}


def _metric_key(subject: str, metric: Json) -> Key:
    try:
        value: Any = round(float(str(metric["value"]).replace(",", "")), 6)
    except ValueError:
        value = _normal(metric["value"])
    return subject, value, _normal(metric.get("unit"))


def _same_region(gold: Json, predicted: Json) -> bool:
    if gold.get("adcode") and predicted.get("adcode"):
        return str(gold["adcode"]) == str(predicted["adcode"])
    return _place(gold) == _place(predicted)


def _place(entity: Json) -> str:
    return "/".join(_normal(part) for part in str(entity.get("path") or entity["name"]).split("/"))
