"""Physical lines to paragraphs: what a narrow column, a page or a recogniser broke is joined again."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.readers.characters import BLANK, BLANKS, BREAKS, HAN, tidy
from kg.readers.cues import MARKED, TITULAR, cue_of, is_continued, opens_discourse, width

LIMIT = 100_000
"""Characters; no paragraph and no article is longer, so that what is done to one stays bounded."""

_LINE = re.compile(f"[^{BREAKS}]+")
_BREAK = re.compile(f"\r\n|[{BREAKS}]")
_BLANK = re.compile(BLANK)
_BLANK_RUN = re.compile(BLANK + "+")
_CHINESE = re.compile(f"[{HAN}，。、；：？！（）《》“”]")
_LATIN = re.compile(r"[A-Za-z]")
_STOP = re.compile(r"[。！？…；!?;.][”’』」）)]*$")
_POINT = re.compile(r"[^，。；：！？]{2,20}")
"""一、加强领导: the heading of a point, before a blank line."""
_SOFT_END = "”’』」）》】：:—)"
_NO_SPACE_AFTER = "，。、；：！？（《【「『“"
_NO_SPACE_BEFORE = "，。、；：！？（）》】」』”"
_HALF = ",;:?!()"
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』", "【": "】"}
_OPEN_OR_CLOSE = re.compile("[“”‘’《》（）「」『』【】]")
_NEVER_FIRST = "的们，。、；：！？”’』」）》】%"
_LATIN_GOES_ON = "abcdefghijklmnopqrstuvwxyz,"
_NEVER_LAST = "，、和与及把被从向将以并而或（《“「『【"

# A bracket is looked for this far: an interview's quotation, not a page's. Farther, recognisers lose too many.
_REACH = 80
_COLUMN = (12.0, 60.0)  # narrowest and widest column, in Chinese characters, that text is broken to
_FULL = 0.85
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `text` in one width and free of breaks, `offsets[i]` where `text[i]` stands in the document.

    `gap` counts the blank lines before it; `cut` says that it goes on with a line longer than `LIMIT`.
    """

    text: str
    offsets: array[int]
    gap: int
    cut: bool


class _Lines:
    """The physical lines that are not blank, as arrays: a large file has millions."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.starts, self.ends = array("I"), array("I")
        self.gaps, self.indents = array("H"), array("B")
        self.cuts, self.widths = array("B"), array("f")
        last = start
        for match in _LINE.finditer(text, start):
            content = match.group()
            inner = content.lstrip(BLANKS)
            lead = len(content) - len(inner)
            inner = inner.rstrip(BLANKS)
            if not inner:
                continue
            start = match.start() + lead
            breaks = sum(1 for _ in _BREAK.finditer(text, last, start))
            indent = sum(2 if char == "\u3000" else 1 for char in content[:lead]) >= 2
            last = start + len(inner)
            for a, b in _pieces(inner):
                piece = inner[a:b]
                a += len(piece) - len(piece.lstrip(BLANKS))
                b -= len(piece) - len(piece.rstrip(BLANKS))
                if a < b:
                    self._add(start + a, start + b, max(breaks - 1, 0) if a == 0 else 0, indent, a > 0)
        usual = Counter(self.gaps[1:]).most_common(1)
        self.usual_gap = usual[0][0] if usual else 0

    def _add(self, start: int, end: int, gap: int, indent: bool, cut: bool) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.gaps.append(min(gap, 0xFFFF))
        self.indents.append(indent)
        self.cuts.append(cut)
        # Beyond any column the width no longer matters.
        self.widths.append(width(self.text[start:end]) if end - start <= 200 else float(end - start))

    def is_full(self, index: int) -> bool:
        """Does line `index` reach the right edge of a column that most lines around it reach as well?"""
        own = self.widths[index]
        if not _COLUMN[0] <= own <= _COLUMN[1]:
            return False
        first, last = index, index + 1
        while first > 0 and index - first < _WINDOW and self.gaps[first] <= self.usual_gap:
            first -= 1
        while last < len(self.starts) and last - index < _WINDOW and self.gaps[last] <= self.usual_gap:
            last += 1
        around = self.widths[first:last]
        column = max(around)
        full = sum(1 for w in around if w >= _FULL * column)
        stops = any(mark in self.text[self.starts[first] : self.ends[last - 1]] for mark in "。.")
        return (
            column <= _COLUMN[1] and own >= _FULL * column and full >= 3 and 2 * full >= len(around) and stops
        )


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Cut a line longer than `LIMIT`, after a sentence where there is one."""
    start = 0
    while len(line) - start > LIMIT:
        window = line[start : start + LIMIT]
        stop = max(window.rfind(mark) for mark in "。！？；")
        end = start + (stop + 1 if stop >= LIMIT // 2 else LIMIT)
        yield start, end
        start = end
    yield start, len(line)


def read_paragraphs(text: str, start: int = 0, hard: bool = False, headed: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of a document's text from `start` on, in order; all but blanks is kept.

    With `hard` every line is a paragraph; with `headed` the first line is one, whatever comes after it.

    A line goes on with the next when it fills its column, or when it stops in the middle of a clause and the next
    begins in the middle of one, blank lines between or not. Headlines, by-lines, captions and furniture never join.
    """
    lines = _Lines(text, start)
    draft: _Draft | None = None
    for index in range(len(lines.starts)):
        if draft is not None and not hard and not (headed and index == 1) and draft.goes_on_with(index):
            draft.add(index)
            continue
        if draft is not None:
            yield draft.paragraph()
        draft = _Draft(lines, index)
    if draft is not None:
        yield draft.paragraph()


class _Draft:
    """A paragraph being put together. Keeps what joining asks about, so that no text is read twice."""

    def __init__(self, lines: _Lines, index: int) -> None:
        self.lines = lines
        self.members = [index]
        first = self._tidy(index)
        self.length = len(first)
        self.cue = cue_of(first)
        self.open: list[tuple[str, int]] = []
        self.last = first
        self._balance(first, 0)

    def _tidy(self, index: int) -> str:
        return tidy(_BLANK_RUN.sub(" ", self.lines.text[self.lines.starts[index] : self.lines.ends[index]]))

    def add(self, index: int) -> None:
        line = self._tidy(index)
        self._balance(line, self.length)
        self.length += len(line)
        self.last = line
        self.members.append(index)
        self.cue = "dateline" if self.cue == "dateline" else "body"

    def _balance(self, line: str, base: int) -> None:
        for match in _OPEN_OR_CLOSE.finditer(line):
            mark = match.group()
            if mark in _PAIRS:
                self.open.append((_PAIRS[mark], base + match.start()))
                del self.open[:-8]
            elif self.open and self.open[-1][0] == mark:
                self.open.pop()

    def goes_on_with(self, index: int) -> bool:
        lines = self.lines
        if lines.cuts[index] or self.length + lines.ends[index] - lines.starts[index] > LIMIT:
            return False
        if self.cue in MARKED or _STOP.search(self.last[-8:]) or is_continued(self.last[-40:]):
            return False
        if self.cue == "list" and len(self.members) == 1 and lines.gaps[index] and _POINT.fullmatch(self.last):
            return False
        line = self._tidy(index)
        if lines.indents[index] and line[0] not in _NEVER_FIRST:
            return False
        cue = cue_of(line)
        if cue in MARKED or cue in ("dateline", "list", "caption"):
            return False
        if lines.gaps[index] <= lines.usual_gap and lines.is_full(self.members[-1]) and cue != "deck":
            return True
        return self._is_torn_before(line, cue in TITULAR)

    def _is_torn_before(self, line: str, titular: bool) -> bool:
        if self.last[-1] in _SOFT_END:
            return False
        wanted = [close for close, at in self.open if self.length - at <= _REACH]
        if wanted:
            # An open quotation must be closed by what follows; if it is not, that comes from another column.
            return _first_close(line) in wanted
        if line[0] in _NEVER_FIRST or ("a" <= line[0] <= "z" and self.last[-1] in _LATIN_GOES_ON):
            return True
        if titular or self.cue in TITULAR or opens_discourse(line):
            return False
        return self.last[-1] in _NEVER_LAST or self.cue in ("body", "dateline", "list")

    def paragraph(self) -> Paragraph:
        text = self.lines.text
        kept: list[tuple[int, int]] = []
        for index in self.members:
            start, end = self.lines.starts[index], self.lines.ends[index]
            if kept and _LATIN.match(text[kept[-1][1] - 1]) and _LATIN.match(text[start]):
                kept.append((kept[-1][1], kept[-1][1] + 1))  # the break is what parts two words
            for blank in _BLANK_RUN.finditer(text, start, end):
                a, b = blank.span()
                if start < a:
                    kept.append((start, a))
                if b < end and a > 0 and _separates(text[a - 1], text[b]):
                    kept.append((a, a + 1))
                start = b
            if start < end:
                kept.append((start, end))
        offsets = array("I")
        for a, b in kept:
            offsets.extend(range(a, b))
        raw = _BLANK.sub(" ", "".join(text[a:b] for a, b in kept))
        first = self.members[0]
        return Paragraph(tidy(raw), offsets, self.lines.gaps[first], bool(self.lines.cuts[first]))


def _separates(before: str, after: str) -> bool:
    """Is a blank between these two characters one that parts words or names?"""
    if before in _NO_SPACE_AFTER or after in _NO_SPACE_BEFORE:
        return False
    if before in _HALF and _CHINESE.match(after):
        return before == ")"
    return not (after in _HALF and _CHINESE.match(before))


def _first_close(line: str) -> str:
    """The first closing mark of a line whose opening mark does not stand in it, or ""."""
    open_: list[str] = []
    for match in _OPEN_OR_CLOSE.finditer(line):
        mark = match.group()
        if mark in _PAIRS:
            open_.append(_PAIRS[mark])
        elif open_ and open_[-1] == mark:
            open_.pop()
        else:
            return mark
    return ""
