"""What a metric is called, when it holds, and the words that show it."""

from __future__ import annotations

import re

from kg.nlp.frames import CODE, MENTIONS, Frame
from kg.nlp.metric_page import VALUE_CODES, lead
from kg.nlp.metric_words import load_cues

MAX_NAME = 20
NAMELESS = "数量"
"""What a number is called that only follows its subject: 培训班1期50人次."""
_LEADING = re.compile(
    r"^(?:[的地，、（(）)”：:—-]|目前|截至|已经|已|共计|总计|累计|共|还|也|又|则|就(?!业)|均|都|将|可|能|约|预计|先后|今年|每年|全年|其中|并|且|而|为|了|以|从|有(?!效)|是|等|力争到?|希望|否认)+"
)
_TRAILING = re.compile(
    r"(?:达到|达|约为|为|是|有|突破|超过|超|增至|增加到|增长到|提高到|提高至|提升到|提升至|降至|扩大到|稳定在|保持在|共计|总计|累计|共|已|了|的|近|高达|至|到|在|[：:（(“，、])+$"
)
_STOP = re.compile(rf"[，。；！？：、\n（()）{MENTIONS}{VALUE_CODES}{CODE['date']}]")
_EMPTY = re.compile(r"（\s*）|\(\s*\)|“\s*”")
"""What is left of a bracket whose region or value is no part of the name: 家政服务员（某县）培训班."""
_WISHED = re.compile(
    r"力争|希望|期待|努力|有望|争取(?:把|在|到|实现|做)|计划到|规划到|目标是?|要(?:在|把|到|确保|实现)"
)
_DENIED = re.compile(r"否认|不实|并未|没有|未能|尚未|取消")


def name_of(frame: Frame, index: int) -> str:
    """The noun phrase the number measures: the words before it, else those behind it (茶园面积, 建成车间)."""
    start, end = frame.clause(index)
    cues = load_cues()
    before = lead(frame, index)
    parts = before.split(CODE["date"])  # 公司去年卖了…: a time parts them
    before = next(filter(None, reversed(parts)), "")
    named = bool(cues.measured_end.search(before))
    before = _TRAILING.sub("", _LEADING.sub("", before))
    rest = frame.code[index + 1 : end]
    stop = _STOP.search(rest)
    after = _LEADING.sub("", rest[: stop.start() if stop else len(rest)])
    if not before and not after:
        before = _TRAILING.sub("", _LEADING.sub("", _words(frame, start, index)))
    after = re.sub(r"[赴向往与和到在]$", "", after)
    name = _EMPTY.sub("", before if named or (before and not after) else before + after)
    return (name[-MAX_NAME:] if named else name[:MAX_NAME]) or NAMELESS


def _words(frame: Frame, start: int, end: int) -> str:
    """The words of a stretch of code as the text has them, without values."""
    parts = re.split(f"[{VALUE_CODES}{CODE['date']}]", frame.code[start:end])
    return re.sub(f"[{MENTIONS}]", "", max(parts, key=len))


def time_of(frame: Frame, index: int) -> str:
    """The wording of the last time before a value in its sentence, else of the first behind it in its clause."""
    start, _ = frame.sentence(index)
    _, end = frame.clause(index)
    dates = [(i, s.value.text) for i, s in frame.slots_in(start, end) if s.kind == "date" and s.value]
    before = [text for i, text in dates if i < index]
    return before[-1] if before else (dates[0][1] if dates else "")


def evidence_of(frame: Frame, index: int, at: int, start: int) -> tuple[int, int]:
    """[start, end) of the text that shows a value: from its subject, or its clause, to the noun behind it."""
    clause, end = frame.clause(index)
    stop = _STOP.search(frame.code, index + 1, end)
    last = stop.start() if stop else end
    first, final = frame.locate(clause if not clause <= at <= index else min(at, index), max(last, index + 1))
    if clause <= at < index:
        first = start
    elif index < at < end:
        final = max(final, frame.ends[at])
    return first, final
