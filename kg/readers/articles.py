"""A document's paragraphs to its articles: which headline begins one, and which only heads a section."""

from __future__ import annotations

import re
from array import array
from hashlib import blake2b

from kg.model import Article, Block, Document, digest
from kg.readers.characters import BLANKS, BREAKS, HAN
from kg.readers.cues import dateline_of, signature_of, source_of
from kg.readers.cutting import Cutter
from kg.readers.dates import stated_date
from kg.readers.drafts import Draft
from kg.readers.metadata import MetadataField, known
from kg.readers.names import outlet_of
from kg.readers.paragraphs import read_paragraphs

REPEAT = 20
"""Characters; a paragraph as long as this that stands in the document before is an accident of recognition."""

_BREAK = re.compile(f"[{BREAKS}]")


def read_articles(document: Document) -> list[Article]:
    """Split a document, e.g. a newspaper page, into its articles, in the order of their first characters.

    All of the document but blanks and repeated paragraphs stands in exactly one article. An article that would be
    longer than `LIMIT` goes on in another of the same title. A document of blanks has none. Front matter stands in none.
    """
    cutter = Cutter(document.whole)
    seen: set[bytes] = set()
    headed = _is_headed(document)
    for number, paragraph in enumerate(read_paragraphs(document.text, document.start, document.hard, headed)):
        if len(paragraph.text) >= REPEAT:
            key = blake2b(paragraph.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            if key in seen:
                continue
            seen.add(key)
        cutter.add(paragraph, headed and number == 0)
    drafts = cutter.finish()
    paper, issue = _masthead(drafts)
    articles: list[Article] = []
    met: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        articles.append(_article(document, index, draft, paper, issue, met))
    return articles


def _is_headed(document: Document) -> bool:
    """Is the first line of a document of one article the headline that its metadata gives?"""
    if not document.whole:
        return False
    first = document.text[document.start :].lstrip(BLANKS).lstrip("# ")
    titles = [" ".join(metadata.title.split()) for metadata in document.metadata]
    return any(title and re.split(f"[{BREAKS}]", first, maxsplit=1)[0].strip(BLANKS) == title for title in titles)


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
    own_title = " ".join(unit.words for unit, kind in draft.parts if kind == "title") or draft.title
    title, _ = _first(document, "title", (own_title, "header"))
    byline, _ = _first(document, "author", (" ".join(_bylines(draft)) or draft.byline, "byline"))
    outlet, outlet_source = _first(document, "outlet", _outlet(draft, paper), (draft.outlet, "byline"))
    published, published_source = _first(document, "published", (_published(draft), "header"), (issue, "masthead"))
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
        outlet=outlet,
        published=published,
        text=text,
        offsets=offsets,
        blocks=blocks,
        url=_first(document, "url")[0],
        published_source=published_source,
        outlet_source=outlet_source,
    )


def _first(document: Document, field: MetadataField, *own: tuple[str, str]) -> tuple[str, str]:
    """The value of a field and who tells it: who keeps the document, else the text itself, else what stands behind it."""
    for value, source in (known(document, field, stated=True), *own, known(document, field, stated=False)):
        if value:
            return value, source
    return "", ""


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


def _outlet(draft: Draft, paper: str) -> tuple[str, str]:
    """The newspaper that by-line, 来源 or dateline name; for 本报 the one in the masthead. Beside it, which of them."""
    own = False
    source = False
    for unit, kind in draft.parts:
        text = unit.words.lstrip("（(")
        if kind == "byline":
            told = source_of(text)
            if told is None:
                named = outlet_of(text) if re.search("记者|讯|发|通讯员|报道", text) or source else ""
                where = "header" if source else "byline"
            else:
                named, where = told, "header"
            source = told == ""
            own = own or text.startswith("本报")
        elif kind == "furniture" and source:
            named, source, where = outlet_of(text), False, "header"
        elif dateline := dateline_of(text):
            own = own or dateline.outlet == "本报"
            named, where = outlet_of(dateline.outlet), "dateline"
        else:
            continue
        if named:
            return _publisher(named), where
    return (paper, "masthead") if own else ("", "")


def _publisher(named: str) -> str:
    """某省日报 of 某省日报 第3版; the whole where a word only begins like a newspaper's name (县人社局)."""
    paper = outlet_of(named)
    return named if re.match(f"[{HAN}]", named[len(paper) :]) else paper


def _published(draft: Draft) -> str:
    """The day that the article's own header states, as web pages do; a date after the text may be any day."""
    for unit, kind in draft.parts:
        if kind in ("body", "caption"):
            return ""
        if unit.cue == "date" and (day := stated_date(unit.text)):
            return day
    return ""
