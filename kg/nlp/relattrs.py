"""Attributes of a relation, read from the sentence that shows it: date, since, until, amount, count, kind, title, field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from kg.nlp.frames import CODE, MENTIONS, Frame, Slot
from kg.nlp.metric_words import unit_class
from kg.nlp.patterns import VALUE_SLOTS, load_words
from kg.nlp.relfiles import Rule

_SINCE = re.compile(
    rf"(?:自|从|始于|起于|早在)?(?P<date>{CODE['date']})(?:起|以来|开始|建立|确立|结对|至今)"
    rf"|(?:始于|起于|自|从)(?P<after>{CODE['date']})"
)
_OPENING = ("起", "以来", "至今")
"""Ends of a date value that opens a period (2021年以来)."""
_SPAN = re.compile("至|到|—{1,2}|－|-|~|～|–")
"""Between the two ends of a period (2016年至2020年)."""
_BY = re.compile("^截[至止]到?")
_NOW = re.compile("(?:截[至止]到?)?(?:目前|现在|如今|当前|当下)(?:为止)?")
"""When the text is written, which is no date of what it tells."""
_AHEAD = 24
"""Characters between a date and what it is said of (2021年起，按照新一轮协作的安排，…)."""
_MEASURES = frozenset(
    {"time", "age", "area", "weight", "energy", "length", "percent", "times", "price", "money"}
)
_BY_DOING = re.compile("[干做战用玩]中学|学中[干做战用玩]")
"""Learning by doing, which has no school in it."""
FIELD_PREFIX = "field-"


def attributes(frame: Frame, rule: Rule, match: re.Match[str]) -> dict[str, str]:
    """The attributes a match gives: its value slots, then what the relation file asks for from the sentence."""
    found = dict(rule.pattern.attrs or {})
    for name in VALUE_SLOTS:
        if name in rule.compiled.slots and match[name] and _fits(frame.slots[match.start(name)], name):
            found[name] = _written(frame, match.start(name))
    if "title" in rule.compiled.slots and match["title"]:
        found["title"] = match["title"]
    wanted = set(rule.relation.attributes)
    if rule.pattern.change:
        found.pop("date", None)
        found |= _change(frame, rule, match)
        wanted -= {"since", "date"}  # the sentence's other dates are those of who came before or after
    return from_sentence(frame, wanted, match.start(), match.end(), found)


def _change(frame: Frame, rule: Rule, match: re.Match[str]) -> dict[str, str]:
    """Beginning and end that a wording of change gives, by the date in it or right before it; nothing where it is not dated."""
    slot = _dated(frame, rule, match)
    if slot is None or slot.value is None:
        return {}
    words = _bare(_BY.sub("", slot.value.text))
    begin, end = _iso_ends(slot)
    parts = _SPAN.split(words, maxsplit=1)
    change = "until" if rule.pattern.change == "over" else rule.pattern.change
    if begin and end and len(parts) == 2:
        return (_named("since", parts[0], begin) if change != "until" else {}) | (
            _named("until", parts[1], end) if change != "since" else {}
        )
    return _named(change, words, begin or end) if change != "span" else {}


def _named(name: str, words: str, iso: str) -> dict[str, str]:
    """A date as the text words it, and in ISO 8601 where that is known."""
    return {name: words, **({f"{name}_iso": iso} if iso else {})}


def _bare(words: str) -> str:
    """The words of a date without what opens a period."""
    return re.sub(f"(?:{'|'.join(_OPENING)})+$", "", words)


def _iso_ends(slot: Slot) -> tuple[str, str]:
    """First and last partial ISO date of a date value; both empty where its year is not known, one where that side is open."""
    first, mark, last = (slot.value.iso if slot.value is not None else "").partition("/")
    return first.replace("..", ""), (last if mark else first).replace("..", "")


def _dated(frame: Frame, rule: Rule, match: re.Match[str]) -> Slot | None:
    """The date of a change: the pattern's own, the last in the match, or the last before it that is said of nothing else."""
    if "date" in rule.compiled.slots and match["date"]:
        return frame.slots[match.start("date")]
    first, _ = frame.sentence(match.start())
    within = [slot for _, slot in frame.slots_in(match.start(), match.end()) if slot.kind == "date"]
    if within or rule.pattern.change == "over":
        return within[-1] if within else None
    before = [index for index, slot in frame.slots_in(first, match.start()) if slot.kind == "date"]
    between = frame.code[before[-1] : match.start()] if before else MENTIONS
    return frame.slots[before[-1]] if len(between) <= _AHEAD and not set(between) & set(MENTIONS) else None


def from_sentence(
    frame: Frame, wanted: Collection[str], first: int, last: int, given: Mapping[str, str]
) -> dict[str, str]:
    """The attributes a relation file asks for, read around [first, last) of the code; what is given stays."""
    found = dict(given)
    start, end = frame.sentence(first)
    if "since" in wanted and "since" not in found:
        found |= _since(frame, first, last)
    if "date" in wanted and "date" not in found:
        dates = [
            index
            for index, slot in frame.slots_in(start, last)
            if slot.kind == "date" and not _NOW.fullmatch(_written(frame, index))
        ]
        if dates:
            found["date"] = _written(frame, min(dates, key=lambda at: abs(at - first)))
    for name in ("amount", "count"):
        if name in wanted and name not in found and (value := _nearby(frame, first, last, name)):
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


def _fits(slot: Slot, name: str) -> bool:
    """Whether a value can be the attribute: a count is of people and things, not of months, tonnes or hectares."""
    return name != "count" or (slot.value is not None and unit_class(slot.value.unit) not in _MEASURES)


def _nearby(frame: Frame, first: int, last: int, name: str) -> str:
    """The one value for an attribute in [first, last) or, if it holds none, in the rest of its last clause; "" if not one.

    Two values tell that the sentence shares them out (甲、乙分别…), which is not for this place to decide.
    """
    _, clause_end = frame.clause(last - 1)
    for start, end in ((first, last), (last, clause_end)):
        values = [
            index
            for index, slot in frame.slots_in(start, end)
            if slot.kind == VALUE_SLOTS[name] and _fits(slot, name)
        ]
        if values:
            return _written(frame, values[0]) if len(values) == 1 else ""
    return ""


@cache
def _staff() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_words()["staff"])))


def _since(frame: Frame, first: int, last: int) -> dict[str, str]:
    """The date from which on what [first, last) of the code shows holds, as the sentence words it without 起 or 以来, and in ISO
    8601; nothing where none is named. What stands on the other side of a semicolon or of another date is said of others."""
    start, end = frame.sentence(first)
    start = max(start, frame.code.rfind("；", start, first) + 1)
    if (stop := frame.code.find("；", last, end)) >= 0:
        end = stop
    dates = [index for index, slot in frame.slots_in(start, end) if slot.kind == "date"]
    before, after = [i for i in dates if i < first], [i for i in dates if i >= last]
    near = {*(i for i in dates if first <= i < last), *before[-1:], *after[:1]}
    named = [
        m.start("date") if m["date"] else m.start("after") for m in _SINCE.finditer(frame.code, start, end)
    ]
    opening = (i for i in dates if _written(frame, i).endswith(_OPENING))
    at = next((i for i in (*named, *opening) if i in near), -1)
    if at < 0:
        return {}
    words, (begin, until) = _bare(_written(frame, at)), _iso_ends(frame.slots[at])
    return _named("since", _SPAN.split(words, maxsplit=1)[0] if begin and until else words, begin)


def fields_of(sentence: str) -> str:
    """The fields of co-operation that the words of a sentence name, blank-separated local names of the ontology."""
    sentence = _BY_DOING.sub("", sentence)
    names = [
        name.removeprefix(FIELD_PREFIX)
        for name, words in sorted(load_words().items())
        if name.startswith(FIELD_PREFIX) and any(word in sentence for word in words)
    ]
    return " ".join(names)


def _written(frame: Frame, index: int) -> str:
    slot = frame.slots[index]
    return slot.value.text if slot.value is not None else frame.text[slot.start : slot.end]
