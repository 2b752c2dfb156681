"""Where one article ends and the next begins, judged paragraph by paragraph with a look at what follows.

A headline begins an article if something else says so as well: a by-line or dateline under it, a mark (##), a slogan or
the newspaper's name above it, an article before it that has ended, a wide gap, a picture's credit soon after it. Without
such a sign it heads a section, because a feature cut at its section heads loses what 该县 and 当地 refer to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import BlockKind
from kg.readers import cues
from kg.readers.cues import HEADER, TITULAR, cue_of, mark_of
from kg.readers.drafts import Draft, Unit
from kg.readers.names import outlet_of
from kg.readers.paragraphs import LIMIT, Paragraph

_SECTION = 2_000  # paragraphs looked at together; a header is never as long, so nothing depends on it
_AHEAD = 16  # paragraphs kept in hand for looking ahead at the end of a section
_LIST = 10  # so many headlines in a row are a list or a table
_STORY = 4  # paragraphs of text that belong to one picture
_LEAD_WIDTH = 12.0  # heads of sections are shorter than headlines of news
_ATTENDED = re.compile("参加(?:了)?(?:会议|有关活动|活动|座谈|调研|考察|签约仪式|仪式)?。$")
_ORPHAN = re.compile("^(?:[的们等及，。、；：！？”’》）]|进行(?!曲|时)|能为|能够|以及|并且?(?!非|不))")
_TORN = re.compile("[，、和与及把被从向将以在于并而或的（《“「『]$")


class Cutter:
    """Takes paragraphs one by one and gives the articles; with `whole` there is but one, whatever its lines look like."""

    def __init__(self, whole: bool = False) -> None:
        self.whole = whole
        self.headline: Unit | None = None
        """The paragraph that is known to be its headline."""
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.suspended: Draft | None = None
        self.units: list[Unit] = []
        self.levels: int = 0

    def add(self, paragraph: Paragraph, headline: bool = False) -> None:
        """Take the next paragraph; `headline` if it is known to be one."""
        cue = "body" if paragraph.cut else cue_of(paragraph.text)
        if headline and cue != "heading":
            cue = "title"
        self.units.append(Unit(paragraph, cue, mark_of(paragraph.text, cue)))
        if headline:
            self.headline = self.units[-1]
        if cue == "heading":
            level = cues.heading_level(paragraph.text)
            self.levels = min(self.levels or level, level)
        if len(self.units) >= _SECTION:
            self._work(len(self.units) - _AHEAD)

    def finish(self) -> list[Draft]:
        """The articles, in the order of their first characters."""
        self._work(len(self.units))
        return self.drafts

    # -- the walk

    def _work(self, until: int) -> None:
        at = 0
        while at < until:
            if self.units[at].cue in HEADER:
                end = at + 1
                while end < len(self.units) and self.units[end].cue in HEADER | {"byline", "date"}:
                    end += 1
                self._header(at, end)
                at = end
            else:
                self._single(at)
                at += 1
        del self.units[:at]

    def _single(self, at: int) -> None:
        unit = self.units[at]
        match unit.cue:
            case "resumed":
                self._begin(resumed=True)
                self._append(unit, "furniture" if unit.mark == len(unit.text) else "body")
            case "continued":
                self._append(unit, "furniture")
                self._draft().closed = True
            case "closing":
                self._append(unit, "furniture")
                self._draft().closed = True
            case "furniture" | "date":
                self._append(unit, "furniture")
            case "byline":
                self._byline(at)
            case "credit":
                self._credit(unit)
            case "caption" if self._is_picture(at):
                self._caption(unit)
            case _:
                self._body(at)

    def _byline(self, at: int) -> None:
        draft = self._draft()
        signed = draft.has("byline")
        follows = self.units[at + 1].cue if at + 1 < len(self.units) else "end"
        if draft.closed or (signed and draft.has("body") and follows in ("body", "dateline")):
            # Names above a text whose headline was lost, under an article that has names already.
            if not (follows == "end" or follows in HEADER):
                self._begin()
            self._append(unit := self.units[at], "byline")
            return
        self._append(unit := self.units[at], "byline")
        if draft.has("body") and (unit.text.startswith("（") or follows not in ("body", "dateline", "list")):
            draft.closed = True

    def _credit(self, unit: Unit) -> None:
        draft = self._draft()
        self._append(unit, "byline")
        draft.closed = True
        # 摄影报道: text and picture are by one hand; 摄 alone: the text only tells what the picture shows.
        if not self.whole and "报道" not in unit.text and draft.kinds["body"] <= _STORY and draft.kinds["byline"] == 1:
            draft.tell_picture()

    def _is_picture(self, at: int) -> bool:
        """Is this text a picture's own, and not a story's last words about the picture beside it (右图为 …)?"""
        text = self.units[at].text
        return (
            text.startswith(("图", "（图"))
            or re.match("[（(【]?[左右上下本]图", text) is not None
            or re.search("(?<![左右上下本])图片?(?:为|中)", text) is not None
        )

    def _caption(self, unit: Unit) -> None:
        current = self.current
        if current is not None and not current.closed and not current.has("body") and current.has("title"):
            current.picture = current.closed = True
            self._append(unit, "caption")
            return
        if current is not None and current.has("body") and not current.closed:
            self.suspended = current
        if current is None or current.has("body", "caption", "title"):
            suspended = self.suspended
            self._begin()
            self.suspended = suspended
        self._append(unit, "caption")
        self._draft().picture = self._draft().closed = True

    def _body(self, at: int) -> None:
        unit = self.units[at]
        draft = self._draft()
        if unit.paragraph.cut:
            self._begin_part(draft)
        elif unit.cue == "dateline" and draft.has("body"):
            self._begin()
        elif draft.closed:
            if draft.picture and self.suspended is not None:
                self.current, self.suspended = self.suspended, None
            else:
                self._begin()
        elif self._is_torn(draft) or (
            draft.has("body") and (self._is_orphan(unit) or self._is_fresh(draft, unit))
        ):
            self._begin()
        short = unit.cue in TITULAR or (
            unit.cue == "list" and len(unit.text) <= 40 and unit.text[-1] not in "。；！？"
        )
        self._append(unit, "subtitle" if short and unit.cue != "body" else "body")
        if cues.is_continued(unit.text) or cues.signature_of(unit.text) or unit.text.endswith("（完）"):
            self._draft().closed = True

    # -- headers

    def _header(self, start: int, end: int) -> None:
        """Headlines, decks, by-lines and slogans in a row: they begin an article, or head a section of this one."""
        for first, last in self._split(start, end):
            units = self.units[first:last]
            heads = [unit for unit in units if unit.cue in ("title", "label", "heading", "deck")]
            if len(heads) >= _LIST:
                names = next((n for n, unit in enumerate(units[:_STORY], 1) if unit.cue == "byline"), 0)
                if names:
                    self._header(first, first + names)
                for unit in units[names:]:
                    self._append(unit, _KINDS.get(unit.cue, "body"))
            elif self._is_stray(first, last, end):
                self._stray(units)
            elif not heads and not any(unit.cue == "author" for unit in units):
                for unit in units:
                    self._append(unit, "byline" if unit.cue == "byline" else "furniture")
            elif self._begins_article(first, last):
                self._begin()
                self._title(units)
            else:
                for unit in units:
                    self._append(unit, _KINDS.get(unit.cue, "subtitle"))

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """A row of header lines may hold the headers of several articles, all but the last without text."""
        cuts = [start]
        signed = marked = False
        for at in range(start, end):
            unit = self.units[at]
            top = unit.cue == "heading" and cues.heading_level(unit.text) <= self.levels
            if at > cuts[-1] and (
                (top and (marked or any(u.cue in TITULAR for u in self.units[cuts[-1] : at])))
                or (unit.cue == "author" and signed)
                or (signed and unit.cue in TITULAR and self._has_own_names(at, end))
            ):
                cuts.append(at)
                signed = marked = False
            marked = marked or top
            signed = signed or unit.cue in ("byline", "author")
        return list(zip(cuts, [*cuts[1:], end], strict=True))

    def _has_own_names(self, at: int, end: int) -> bool:
        """Stands another by-line, or a dateline, under the headline at `at`?"""
        names = any(unit.cue in ("byline", "author") for unit in self.units[at:end])
        return names or (end < len(self.units) and self.units[end].cue == "dateline")

    def _is_stray(self, first: int, last: int, end: int) -> bool:
        """A plain headline right before a marked one, with no text of its own: it was torn from the text above."""
        units = self.units[first:last]
        return (
            last < end
            and self.units[last].cue == "heading"
            and all(unit.cue in TITULAR for unit in units)
            and self.current is not None
            and self.current.has("body")
        )

    def _stray(self, units: Sequence[Unit]) -> None:
        draft = self._draft()
        kind: BlockKind = "subtitle" if draft.has("title") or draft.title else "title"
        for unit in units:
            self._append(unit, kind)

    def _begins_article(self, first: int, last: int) -> bool:
        current, units = self.current, self.units[first:last]
        if current is not None and self.whole:
            return not current.has("title", "body", "caption")
        if current is None or current.closed or self._is_torn(current):
            return True
        if not current.has("body", "caption"):
            return current.has("title") or current.has("byline")
        if any(unit.cue in ("byline", "author", "masthead", "slogan") for unit in units):
            return True
        if any(unit.cue == "heading" and cues.heading_level(unit.text) <= self.levels for unit in units):
            return True
        if units[0].paragraph.gap >= self._usual_gap(first) + 2:
            return True
        after = self.units[last] if last < len(self.units) else None
        if after is not None and after.cue == "dateline":
            return True
        if self._leads_to_picture(last, current):
            return True
        widest = max(cues.width(unit.words) for unit in units)
        news = after is not None and after.cue == "body" and cues.is_lead(after.text)
        deck = any(unit.cue == "deck" for unit in units)
        return not current.is_signed and (deck or (news and widest >= _LEAD_WIDTH))

    def _usual_gap(self, at: int) -> int:
        gaps = sorted(unit.paragraph.gap for unit in self.units[max(0, at - 8) : at + 8])
        return gaps[len(gaps) // 2]

    def _leads_to_picture(self, at: int, current: Draft) -> bool:
        """Comes a photographer's credit, or (if the article before is signed) a signature, after a paragraph or few?"""
        for unit in self.units[at : at + _STORY + 1]:
            if unit.cue == "credit":
                return True
            if unit.cue == "byline":
                return current.is_signed and unit.text.startswith("（")
            if unit.cue not in ("body", "caption") or len(unit.text) > 400:
                return False
        return False

    def _title(self, units: Sequence[Unit]) -> None:
        """Decide what of a header is headline; a name of a column is none unless it stands alone."""
        sure = [
            u
            for u in units
            if u.cue == "title" or (u.cue == "heading" and cues.heading_level(u.text) <= self.levels)
        ]
        if self.headline is not None:
            sure = [u for u in units if u is self.headline]
        elif any(u.cue == "heading" for u in sure):
            sure = [u for u in sure if u.cue == "heading"]
        if not sure and self.headline is None:
            sure = [u for u in units if u.cue in ("title", "label", "heading", "deck")][:1]
        signed = False
        for unit in units:
            title = any(unit is other for other in sure)
            # 策划 … 撰稿 …, then a line: the headline was above the names.
            title = title and not (signed and self._draft().has("title"))
            self._append(unit, "title" if title else _KINDS.get(unit.cue, "subtitle"))
            signed = signed or unit.cue == "byline"

    # -- drafts

    def _draft(self) -> Draft:
        if self.current is None:
            self._begin()
        assert self.current is not None
        return self.current

    def _begin(self, resumed: bool = False) -> None:
        """Begin an article, unless there is one in which nothing but furniture stands."""
        current = self.current
        if self.whole and current is not None:
            return
        if (
            current is None
            or current.closed
            or current.resumed
            or current.has("title", "subtitle", "byline", "body", "caption")
        ):
            self.current = Draft()
            self.drafts.append(self.current)
        self.suspended = None
        assert self.current is not None
        self.current.resumed = resumed

    def _begin_part(self, before: Draft) -> Draft:
        title = " ".join(unit.words for unit, kind in before.parts if kind == "title") or before.title
        byline = " ".join(unit.text for unit, kind in before.parts if kind == "byline") or before.byline
        outlet = outlet_of(byline) or before.outlet
        self.current = Draft(title=title, byline=byline, outlet=outlet, resumed=True)
        self.drafts.append(self.current)
        return self.current

    def _append(self, unit: Unit, kind: BlockKind) -> None:
        draft = self._draft()
        if draft.size and draft.size + len(unit.text) > LIMIT:
            draft = self._begin_part(draft)
        draft.add(unit, kind)

    # -- what a text's ends say

    def _is_torn(self, draft: Draft) -> bool:
        """Does the text so far stop in the middle of a clause that what follows was found not to go on with?"""
        if not draft.parts or draft.parts[-1][1] != "body" or len(draft.parts[-1][0].text) < 40:
            return False
        text = draft.parts[-1][0].text
        opened = max(text.rfind(mark) for mark in "“《（")
        closed = max(text.rfind(mark) for mark in "”》）")
        return _TORN.search(text) is not None or (opened > closed and text[-1] not in "。！？…；：—")

    def _is_orphan(self, unit: Unit) -> bool:
        """Does it begin with what no sentence begins with, though the paragraph before has ended?"""
        return _ORPHAN.match(unit.text) is not None

    def _is_fresh(self, draft: Draft, unit: Unit) -> bool:
        """A list of who took part ends a report; 今年以来 … after it begins another, whose headline stands elsewhere."""
        last, kind = draft.parts[-1]
        return kind == "body" and _ATTENDED.search(last.text) is not None and cues.is_fresh(unit.text)


_KINDS: dict[str, BlockKind] = {
    "byline": "byline",
    "author": "byline",
    "date": "furniture",
    "masthead": "furniture",
    "slogan": "furniture",
}
