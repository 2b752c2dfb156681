"""What a metric is called, when it holds, and the words that show it."""

from __future__ import annotations

import re

from kg.nlp.frames import CODE, MENTIONS, Frame
from kg.nlp.metric_page import VALUE_CODES, lead
from kg.nlp.metric_words import load_cues

MAX_NAME = 26
NAMELESS = "数量"
"""What a number is called that only follows its subject: 培训班1期50人次."""
_LEADING = re.compile(
    r"^(?:我们(?:的)?|[的地，、（(）)”：:—-]|目前|截至|已经|已|共计|总计|累计|共|还|也|又|则|就(?!业)|均|都|将|可|能|约|预计|先后|今年|每年|全年|其中|并|且|而|为|了|以|从|有(?!效)|是|等|力争到?|希望|否认)+"
)
_TRAILING = re.compile(
    r"(?:达到|达|约为|为|是|有|突破|超过|超|增至|增加到|增长到|提高到|提高至|提升到|提升至|降至|扩大到|稳定在|保持在|共计|总计|累计|共|已|了|的|近|高达|至|到|在|来自|…|[：:（(“，、])+$"
)
_STOP = re.compile(rf"[，。；！？：、…\n（()）{MENTIONS}{VALUE_CODES}{CODE['date']}]")
_OTHERS = re.compile(r"(?:[、的及和与]|以及)$")
"""Behind words between two numbers: they end the list item of the first (22个冷库、|1个中心), and are no name of the second."""
_BASIS = re.compile(r"[^，；。\n]{0,24}(?:的?基础上|相比|同期)")
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
    size = len(before)
    parts = re.sub(f"[较比]{CODE['date']}", "", before).split(CODE["date"])  # 公司去年卖了…: a time parts them
    before = next(filter(None, reversed(parts)), "")
    rest = frame.code[index + 1 : end]
    stop = _STOP.search(rest)
    after = _LEADING.sub("", rest[: stop.start() if stop else len(rest)])
    if after and _counted_before(frame, index, size) and _OTHERS.search(before):
        before = ""
    named = bool(cues.measured_end.search(before))
    before = _TRAILING.sub("", _LEADING.sub("", before))
    if not before and not after:
        before = _TRAILING.sub("", _LEADING.sub("", _words(frame, start, index)))
    after = re.sub(r"^\d+$|(?:[赴向往与和及的到在等]|以及)$", "", after)
    name = _EMPTY.sub("", before if named or (before and not after) else before + after)
    return (_tail(name) if named or name == before else name[:MAX_NAME]) or NAMELESS


def _counted_before(frame: Frame, index: int, size: int) -> bool:
    """Whether the words right before a value stand behind another number of its clause."""
    at = index - size - 1
    return at >= 0 and frame.code[at] in VALUE_CODES


def _tail(name: str) -> str:
    """The end of a name too long, where its noun stands, from behind a sign of a list if there is one."""
    if len(name) <= MAX_NAME:
        return name
    short = name[-MAX_NAME:]
    return re.sub(r"^[^、等]{0,8}[、等](?=[^、]{4})", "", short)


def _words(frame: Frame, start: int, end: int) -> str:
    """The words of a stretch of code as the text has them, without values."""
    parts = re.split(f"[{VALUE_CODES}{CODE['date']}]", frame.code[start:end])
    return re.sub(f"[{MENTIONS}]", "", max(parts, key=len))


def time_of(frame: Frame, index: int) -> str:
    """The wording of the last time before a value in its sentence, else of the first behind it in its clause."""
    start, _ = frame.sentence(index)
    _, end = frame.clause(index)
    dates = [
        (i, s.value.text)
        for i, s in frame.slots_in(start, end)
        if s.kind == "date" and s.value and not _compared(frame, i, end)
    ]
    before = [text for i, text in dates if i < index]
    return before[-1] if before else (dates[0][1] if dates else "")


def _compared(frame: Frame, at: int, end: int) -> bool:
    """Whether a time is what something is measured against: 较去年增长, 在去年全覆盖的基础上."""
    return frame.code[at - 1 : at] in ("较", "比") or _BASIS.match(frame.code, at + 1, end) is not None


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
