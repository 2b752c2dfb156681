"""Variants of labelled texts with other names in them, so that a tagger learns from the words around a name, not the name.

Labels are those of the annotation scheme with `text` and `spans`; offsets count characters of `text`, half-open.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from kg.gazetteer import Gazetteer, load_gazetteer

Labels = dict[str, Any]
KEPT = 0.25
"""How often a name stays in a variant."""
_POINTING = re.compile(r"[该全我本两双此这各]|当地")
_REGION = re.compile(r"(自治州|自治县|街道|新区|[市县区州镇乡旗])$")


class Renamer:
    """Gives texts other names: those of the other texts it was made with, and for regions those of the table."""

    def __init__(self, texts: Sequence[Labels]) -> None:
        self.names: defaultdict[tuple[str, str], list[tuple[str, list[str]]]] = defaultdict(list)
        for labels in texts:
            for entity in labels["entities"]:
                if entity["type"] != "REGION" and (forms := _forms(entity)):
                    self.names[_kind(entity)].append((labels["doc"], forms))
        self.units = _units(load_gazetteer())

    def variant(self, labels: Labels, chance: random.Random) -> Labels:
        """The text with other names in it; entities keep their ids, and `name` and `mentions` of them the old names."""
        swaps = {e["id"]: _swaps(e, labels["doc"], self.names, self.units, chance) for e in labels["entities"]}
        return _rewritten(labels, swaps)


def variants(texts: Sequence[Labels], count: int, chance: random.Random) -> Iterator[Labels]:
    """`count` variants of each text in turn."""
    renamer = Renamer(texts)
    for labels in texts:
        for _ in range(count):
            yield renamer.variant(labels, chance)


def _kind(entity: Labels) -> tuple[str, str]:
    return entity["type"], entity.get("subtype", "")


def _forms(entity: Labels) -> list[str]:
    """The names of an entity in its text, longest first; 该县 is none, nor is what shares no character with its full name."""
    found = {m for m in entity["mentions"] if "\n" not in m and not _POINTING.match(m) and set(m) & set(entity["name"])}
    return sorted(found, key=lambda form: (-len(form), form))


def _units(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Names of units without their suffix, by suffix."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for unit in gazetteer.units:
        match = _REGION.search(unit.name)
        if match and 2 <= match.start() <= 4:
            found[match[1]].append(unit.name[: match.start()])
    return found


def _swaps(
    entity: Labels,
    text: str,
    names: dict[tuple[str, str], list[tuple[str, list[str]]]],
    units: dict[str, list[str]],
    chance: random.Random,
) -> dict[str, str]:
    """What to write for each name of an entity; nothing for one that stays."""
    forms = _forms(entity)
    if not forms or chance.random() < KEPT:
        return {}
    if entity["type"] == "REGION":
        match = _REGION.search(entity["name"])
        if match is None or any(len(form) < 2 for form in forms):
            return {}
        own, new = entity["name"][: match.start()], chance.choice(units[match[1]])
        known = {entity["name"]: new + match[1], own: new, own[:2]: new, own[:2] + match[1][-1]: new + match[1][-1]}
        return {form: known[form] for form in forms} if all(form in known for form in forms) else {}
    others = [found for name, found in names[_kind(entity)] if name != text and len(found) >= min(len(forms), 3)]
    if not others:
        return {}
    new_forms = chance.choice(others)
    return {form: new_forms[min(number, len(new_forms) - 1)] for number, form in enumerate(forms)}


def _rewritten(labels: Labels, swaps: dict[str, dict[str, str]]) -> Labels:
    text, at = "", 0
    spans: list[list[Any]] = []
    for start, end, id_ in sorted(labels["spans"]):
        if start < at:
            continue
        text += labels["text"][at:start]
        name = swaps.get(id_, {}).get(labels["text"][start:end], labels["text"][start:end])
        spans.append([len(text), len(text) + len(name), id_])
        text, at = text + name, end
    return {**labels, "text": text + labels["text"][at:], "spans": spans}
