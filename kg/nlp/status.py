"""Whether what a text says holds: done, ongoing, planned, wished, denied, or only reported.

`classify` reads cues around the evidence of a fact. Cues are data (kg/data/cues/*.yml, a file a status): a wording,
the side of the evidence on which it must stand, and how far it reaches. A cue speaks of the clause it stands in, so
that 将 in one clause does not put off what the next one tells as done; only words like 希望 and 下一步 govern the
clauses that follow in their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.errors import RuleError
from kg.model import Status
from kg.resources import CUES
from kg.rulefile import read_rulefiles

PRECEDENCE: tuple[Status, ...] = ("denied", "reported", "done", "wished", "planned", "ongoing")
"""Which status wins where cues of several stand around one fact; without any it is done."""

_SENTENCE = "。！？!?；;\n"
_CLAUSE = f"{_SENTENCE}，,：:"
_SAID = re.compile(r"(?:说|表示|介绍|回应|称|透露|告诉[^，：]{0,8}|指出|强调)(?:[，,：:]|$)")
"""Behind evidence that only names who speaks, the next clause is about something else."""
_TITLE = re.compile(r"《[^《》\n]*》")


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording (`match`, a regular expression) that gives a fact its status.

    `side`: the cue stands "before" the evidence's end or "after" it. `reach`: in the evidence's own "clause", from
    anywhere in the "sentence", or also in the "next" clause. `unless` matches over the cue where it means something
    else (主要, 将…运往). What tells
    that something is `over` (不再) denies the fact and not its ending.
    """

    id: str
    match: str
    side: Literal["before", "after"] = "before"
    reach: Literal["clause", "sentence", "next"] = "clause"
    unless: str = ""
    over: bool = False
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A wording over which no cue of its file counts (没有…，就没有…)."""

    id: str
    match: str
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class CueFile:
    """All cues of one status."""

    status: Status
    cues: tuple[Cue, ...]
    exceptions: tuple[Exemption, ...] = ()
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A cue with its expressions compiled; `unless` holds those of its file too."""

    cue: Cue
    match: re.Pattern[str]
    unless: tuple[re.Pattern[str], ...]


@cache
def load_cues() -> tuple[tuple[Status, tuple[_Ready, ...]], ...]:
    """The cues by status, in the order of precedence.

    Raises:
        RuleError: a file is malformed or named for another status than it gives; a wording is no expression; a
            status has no file.
    """
    found: dict[Status, tuple[_Ready, ...]] = {}
    for stem, file in read_rulefiles(CUES, CueFile).items():
        if file.status != stem or file.status not in PRECEDENCE:
            raise RuleError(f"{file.file}:{file.line}: the status is not the file's name")
        general = tuple(_compiled(rule.match, rule) for rule in file.exceptions)
        found[file.status] = tuple(
            _Ready(cue, _compiled(cue.match, cue), (*general, *_optional(cue))) for cue in file.cues
        )
    if missing := [status for status in PRECEDENCE if status not in found]:
        raise RuleError(f"{CUES.name}:1: no cues for {', '.join(missing)}")
    return tuple((status, found[status]) for status in PRECEDENCE)


def _optional(cue: Cue) -> Iterator[re.Pattern[str]]:
    if cue.unless:
        yield _compiled(cue.unless, cue)


def _compiled(expression: str, rule: Cue | Exemption) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error as exc:
        raise RuleError(f"{rule.file}:{rule.line}: {rule.id}: no expression: {exc}") from exc


@dataclass(frozen=True, slots=True)
class _Window:
    """The sentence around the evidence, and in it: where the evidence ends, and the borders of its clauses.

    All offsets count in `text`. `clause` is where the clause starts in which the evidence ends, `own` where that
    clause ends, `next` where the one after it does.
    """

    text: str
    clause: int
    end: int
    own: int
    next: int


def classify(text: str, start: int, end: int, ending: bool = False) -> Status:
    """The status of a fact whose evidence is [start, end) of `text`; of its `ending` where the evidence tells of that.

    Raises:
        RuleError: a cue file is wrong.
    """
    window = _window(text, start, end)
    for status, cues in load_cues():
        if any(_applies(ready, window) for ready in cues if not (ending and ready.cue.over)):
            return status
    return "done"


def _window(text: str, start: int, end: int) -> _Window:
    left = max(text.rfind(char, 0, start) for char in _SENTENCE) + 1
    right = _first(text, end, _SENTENCE)
    # The sign that closes the sentence stays: 吗？
    sentence = text[left : right + 1]
    # What a title says is no statement of the sentence: 《…三年行动计划》.
    sentence = _TITLE.sub(lambda title: "《" + "＿" * (len(title[0]) - 2) + "》", sentence)
    own = _first(sentence, end - left, _CLAUSE)
    return _Window(
        sentence,
        max(sentence.rfind(char, 0, end - left) for char in _CLAUSE) + 1,
        end - left,
        own,
        _first(sentence, own + 1, _CLAUSE),
    )


def _first(text: str, start: int, borders: str) -> int:
    return min((at for char in borders if (at := text.find(char, start)) >= 0), default=len(text))


def _applies(ready: _Ready, window: _Window) -> bool:
    cue = ready.cue
    if cue.side == "before":
        text, first = window.text, (0 if cue.reach == "sentence" else window.clause)
        last = window.end
    else:
        # Cut off, so that ^ in a cue means right behind the evidence.
        text, first = window.text[window.end :], 0
        far = cue.reach == "next" and _SAID.search(window.text, window.end, window.own + 1) is None
        last = (window.next if far else window.own) + 1 - window.end
    for match in ready.match.finditer(text, first):
        if match.start() >= last:
            return False
        if cue.side == "before" and match.end() >= last:
            continue  # the quote ends in it (…心愿计划): it governs nothing of the fact
        if not any(_covers(unless, match, text) for unless in ready.unless):
            return True
    return False


def _covers(unless: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    return any(other.start() < match.end() and match.start() < other.end() for other in unless.finditer(text))
