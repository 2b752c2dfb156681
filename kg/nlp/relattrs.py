"""Attributes of a relation, read from the sentence that shows it: date, since, amount, count, kind, title, field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from kg.nlp.frames import CODE, Frame
from kg.nlp.patterns import VALUE_SLOTS, load_words
from kg.nlp.relfiles import Rule

_SINCE = re.compile(
    rf"(?:自|从|始于|起于|早在)?(?P<date>{CODE['date']})(?:起|以来|开始|建立|确立|结对|至今)"
    rf"|(?:始于|起于|自|从)(?P<after>{CODE['date']})"
)
_OPENING = ("起", "以来", "至今")
"""Ends of a date value that opens a period (2021年以来)."""
FIELD_PREFIX = "field-"


def attributes(frame: Frame, rule: Rule, match: re.Match[str]) -> dict[str, str]:
    """The attributes a match gives: its value slots, then what the relation file asks for from the sentence."""
    found = dict(rule.pattern.attrs or {})
    for name in VALUE_SLOTS:
        if name in rule.compiled.slots and match[name]:
            found[name] = _written(frame, match.start(name))
    if "title" in rule.compiled.slots and match["title"]:
        found["title"] = match["title"]
    return from_sentence(frame, rule.relation.attributes, match.start(), match.end(), found)


def from_sentence(
    frame: Frame, wanted: Collection[str], first: int, last: int, given: Mapping[str, str]
) -> dict[str, str]:
    """The attributes a relation file asks for, read around [first, last) of the code; what is given stays."""
    found = dict(given)
    start, end = frame.sentence(first)
    if "since" in wanted and (since := _since(frame, start, end)):
        found.setdefault("since", since)
    if "date" in wanted and "date" not in found:
        dates = [index for index, slot in frame.slots_in(start, last) if slot.kind == "date"]
        if dates:
            found["date"] = _written(frame, min(dates, key=lambda at: abs(at - first)))
    for name in ("amount", "count"):
        if name in wanted and name not in found and (value := _nearby(frame, first, last, VALUE_SLOTS[name])):
            found[name] = value
    if "kind" in wanted and (kind := _staff().search(frame.code[first:last])):
        found.setdefault("kind", kind[0])
    if "date" in found:
        at = frame.slots_in(start, end)
        iso = [s.value.iso for _, s in at if s.value is not None and s.value.text == found["date"]]
        if iso and iso[0]:
            found["date_iso"] = iso[0]
    if "field" in wanted and (fields := fields_of(frame.text[frame.starts[start] : frame.ends[end - 1]])):
        found["field"] = fields
    return found


def _nearby(frame: Frame, first: int, last: int, kind: str) -> str:
    """The one value of a kind in [first, last) or, if it holds none, in the rest of its last clause; "" if not one.

    Two values tell that the sentence shares them out (甲、乙分别…), which is not for this place to decide.
    """
    _, clause_end = frame.clause(last - 1)
    for start, end in ((first, last), (last, clause_end)):
        values = [index for index, slot in frame.slots_in(start, end) if slot.kind == kind]
        if values:
            return _written(frame, values[0]) if len(values) == 1 else ""
    return ""


@cache
def _staff() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_words()["staff"])))


def _since(frame: Frame, start: int, end: int) -> str:
    """The date from which on it holds, as the sentence words it without 起 or 以来; "" where none is named."""
    if since := _SINCE.search(frame.code, start, end):
        return _written(frame, since.start("date") if since["date"] else since.start("after"))
    for index, slot in frame.slots_in(start, end):
        if slot.kind == "date" and (written := _written(frame, index)).endswith(_OPENING):
            return re.sub(f"(?:{'|'.join(_OPENING)})+$", "", written)
    return ""


def fields_of(sentence: str) -> str:
    """The fields of co-operation that the words of a sentence name, blank-separated local names of the ontology."""
    names = [
        name.removeprefix(FIELD_PREFIX)
        for name, words in sorted(load_words().items())
        if name.startswith(FIELD_PREFIX) and any(word in sentence for word in words)
    ]
    return " ".join(names)


def _written(frame: Frame, index: int) -> str:
    slot = frame.slots[index]
    return slot.value.text if slot.value is not None else frame.text[slot.start : slot.end]
