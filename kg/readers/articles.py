"""A document's paragraphs to its articles: which headline begins one, and which only heads a section."""

from __future__ import annotations

import re
from array import array
from hashlib import blake2b

from kg.model import Article, Block, Document, digest
from kg.readers.characters import BREAKS
from kg.readers.cues import dateline_of, signature_of, source_of, stated_date
from kg.readers.cutting import Cutter, Draft
from kg.readers.names import outlet_of
from kg.readers.paragraphs import read_paragraphs

REPEAT = 20
"""Characters; a paragraph as long as this that stands in the document before is an accident of recognition."""

_BREAK = re.compile(f"[{BREAKS}]")


def read_articles(document: Document) -> list[Article]:
    """Split a document, e.g. a newspaper page, into its articles, in the order of their first characters.

    All of the document but blanks and repeated paragraphs stands in exactly one article. An article that would be
    longer than `LIMIT` goes on in another of the same title. A document of blanks has none.
    """
    cutter = Cutter()
    seen: set[bytes] = set()
    for paragraph in read_paragraphs(document.text):
        if len(paragraph.text) >= REPEAT:
            key = blake2b(paragraph.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            if key in seen:
                continue
            seen.add(key)
        cutter.add(paragraph)
    drafts = cutter.finish()
    paper, issue = _masthead(drafts)
    articles: list[Article] = []
    met: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        articles.append(_article(document, index, draft, paper, issue, met))
    return articles


def _masthead(drafts: list[Draft]) -> tuple[str, str]:
    """The newspaper and the day that the page's own masthead names; "" where none or several do."""
    lines = [unit.text for draft in drafts for unit, _ in draft.parts if unit.cue == "masthead"]
    papers = {paper for line in lines for word in line.split() if (paper := outlet_of(word))}
    days = {day for line in lines if (day := stated_date(line))}
    return papers.pop() if len(papers) == 1 else "", days.pop() if len(days) == 1 else ""


def _article(
    document: Document, index: int, draft: Draft, paper: str, issue: str, met: dict[str, int]
) -> Article:
    text, offsets, blocks = _assemble(document, draft)
    title = " ".join(unit.words for unit, kind in draft.parts if kind == "title") or draft.title
    byline = " ".join(_bylines(draft)) or draft.byline
    body = "\n".join(unit.text for unit, kind in draft.parts if kind in ("body", "caption"))
    key = digest(document.name, title, body)
    met[key] = met.get(key, 0) + 1
    return Article(
        # Two captions may be alike to the letter and are still two places.
        id=key if met[key] == 1 else digest(document.name, title, body, str(met[key])),
        document=document,
        index=index,
        title=title,
        byline=byline,
        outlet=_outlet(draft, paper) or draft.outlet,
        published=_published(draft) or issue,
        text=text,
        offsets=offsets,
        blocks=blocks,
    )


def _assemble(document: Document, draft: Draft) -> tuple[str, array[int], tuple[Block, ...]]:
    parts: list[str] = []
    offsets = array("I")
    blocks: list[Block] = []
    length = 0
    for unit, kind in draft.parts:
        if parts:
            parts.append("\n")
            offsets.append(_newline(document.text, offsets[-1] + 1, unit.paragraph.offsets[0]))
            length += 1
        end = length + len(unit.text)
        start = length
        if unit.mark:
            blocks.append(Block("furniture", length, length + unit.mark))
            start = end - len(unit.text[unit.mark :].lstrip(" "))
        if start < end:
            blocks.append(Block(kind, start, end))
        parts.append(unit.text)
        offsets.extend(unit.paragraph.offsets)
        length = end
    return "".join(parts), offsets, tuple(blocks)


def _newline(text: str, start: int, end: int) -> int:
    """Where the line ends that ends between two paragraphs."""
    at = text.find("\n", start, end)
    if at >= 0:
        return at
    match = _BREAK.search(text, start, end)
    if match is None:  # a paragraph begins on a line of its own: anything else is our mistake
        raise AssertionError(f"no line break in {start}:{end}")
    return match.start()


def _bylines(draft: Draft) -> list[str]:
    """The lines of names; else the names that the text itself begins or ends with."""
    lines = [unit.text for unit, kind in draft.parts if kind == "byline"]
    if lines:
        return [line[1:-1] if re.fullmatch("（[^（）]*）", line) else line for line in lines]
    for unit, kind in draft.parts:
        if kind == "body" and (dateline := dateline_of(unit.words)) and dateline.byline:
            return [dateline.text]
    for unit, kind in reversed(draft.parts):
        if kind == "body":
            return [signature] if (signature := signature_of(unit.text)) else []
    return []


def _outlet(draft: Draft, paper: str) -> str:
    """The newspaper that by-line, 来源 or dateline name; for 本报 the one in the masthead."""
    own = False
    source = False
    for unit, kind in draft.parts:
        text = unit.words.lstrip("（(")
        if kind == "byline":
            named = source_of(text)
            if named is None:
                named = outlet_of(text) if re.search("记者|讯|发|通讯员|报道", text) or source else ""
            source = source_of(text) == ""
            own = own or text.startswith("本报")
        elif kind == "furniture" and source:
            named, source = outlet_of(text), False
        elif dateline := dateline_of(text):
            own = own or dateline.outlet == "本报"
            named = outlet_of(dateline.outlet)
        else:
            continue
        if named:
            return outlet_of(named) or named
    return paper if own else ""


def _published(draft: Draft) -> str:
    """The day that the article's own header states, as web pages do; a date after the text may be any day."""
    for unit, kind in draft.parts:
        if kind in ("body", "caption"):
            return ""
        if unit.cue == "date" and (day := stated_date(unit.text)):
            return day
    return ""
