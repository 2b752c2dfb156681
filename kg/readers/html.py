"""Web pages: the main text, found by trafilatura; its headline and the lines of date and source above it; `<meta>`.

A page is one article. Nothing is fetched, no script runs; what a page links to stays where it is.
"""

from __future__ import annotations

import logging
import re
from itertools import islice
from typing import Any

from kg.errors import InputError
from kg.model import Document, Issue
from kg.readers.characters import BLANKS, HAN, tidy
from kg.readers.cues import cue_of
from kg.readers.decoding import decode
from kg.readers.htmlmeta import read_meta
from kg.readers.metadata import from_path
from kg.readers.parts import Part

ELEMENTS = 30_000
"""More are refused: trafilatura's time grows with their square. A page of news has some hundreds, a portal's front page 8,000."""

_ENOUGH = 60  # characters; trafilatura's 250 are meant for English, and news of three sentences is news
_REACH = 15  # lines above the text in which date and source may stand
_SENTENCE = 30  # characters; a line of text is longer than a menu or a headline
_LEFT = 4  # Chinese characters: 第 04 版, 要闻版
_SHORT, _LONG = 60, 300  # characters of a piece that tells who and when, and of a line that may hold several

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "big5": "big5", "big5-hkscs": "big5hkscs"}
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_INLINE = frozenset(["a", "abbr", "b", "big", "code", "em", "font", "i", "ins", "label", "mark", "small", "strong", "sub", "sup", "u"])
_UNSEEN = frozenset(["script", "style", "noscript", "template", "head", "iframe", "svg", "select", "button"])
_PIECES = re.compile(r"[\t|｜\u3000]+| {2,}|\s+(?=(?:来源|稿源|作者|记者|编辑|责任编辑|责编|发布时间|时间|日期|字号|浏览|点击)[:：])")
# 本报记者 王伟《某省日报》（2024年03月02日 第04版）
_INSIDE = re.compile(r"(《[^《》]{2,12}》|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?)")
_AROUND = BLANKS + "《》（）()[]【】,，;；"
_TAG = re.compile(r"</(?:p|div|section|article|td|li|h[1-6])>|<br ?/?>", re.IGNORECASE)
_ROW = re.compile(r"\|(.*)\|\s*")


def read_html(part: Part, issues: list[Issue]) -> list[Document]:
    """One document: headline, the lines about it, and the main text, a paragraph a line.

    Raises:
        InputError: it cannot be decoded, is no page, or has no main text.
    """
    text, encoding = _decode(part)
    tree = _parse(text, part.path)
    warnings: list[Issue] = []
    meta, lines = read_meta(tree, part.path, warnings), _seen_lines(tree)
    _open_layout_tables(tree)
    body = _main_text(tree, part.path)  # last: it may take the tree apart
    issues += warnings
    about = _about(lines, meta.title, body)
    while body and (_bare(body[0]) == _bare(meta.title) or _is_about(body[0])):
        about += [] if _bare(body[0]) == _bare(meta.title) else _pieces(body[0])
        body = body[1:]
    if not body:
        raise InputError(f"{part.path}: no main text in this page")
    head = [meta.title] if meta.title else []
    whole = "\n".join([*head, *dict.fromkeys(piece for piece in about if piece not in body[:3]), *body])
    return [part.document(whole, encoding, whole=True, hard=True, metadata=(meta, *from_path(part.path)))]


def read_fragment(text: str, path: str) -> str:
    """The words of a piece of HTML, as dumps of sites hold in their columns, a block a line; "" if it has none.

    Raises:
        InputError: it is no HTML.
    """
    return "\n".join(_seen_lines(_parse(f"<div>{text}</div>", path)))


def is_fragment(text: str) -> bool:
    """Is it HTML, by a tag of a block in it?"""
    return _TAG.search(text) is not None


def _decode(part: Part) -> tuple[str, str]:
    """By the page's own word if that fits its bytes, else by the bytes."""
    found = _CHARSET.search(part.data[:8192])
    codec = _CODECS.get(found.group(1).decode("ascii").lower()) if found is not None else None
    if codec is not None and b"\x00" not in part.data:
        try:
            text = part.data.decode(codec)
        except UnicodeDecodeError:
            pass  # pages that say gb2312 and are UTF-8 are many
        else:
            return text, codec
    return decode(part.data, part.path)


def _parse(text: str, path: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    # Bytes in a known encoding, so that no declaration inside is believed instead.
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    data = _PROLOG.sub("", text).encode("utf-8", "surrogatepass")
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as exc:
        raise InputError(f"{path}: no web page: {' '.join(str(exc).split())}") from exc
    if (size := sum(1 for _ in tree.iter())) > ELEMENTS:
        raise InputError(f"{path}: {size} elements, more than {ELEMENTS}: no page of news")
    return tree


def _open_layout_tables(tree: Any) -> None:
    """Old pages lay everything out in tables: what has several paragraphs in a cell is no table of data."""
    for table in reversed(list(tree.iter("table"))):
        rows = [row for part in (table, *table.iterchildren("tbody", "thead", "tfoot")) for row in part.iterchildren("tr")]
        cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
        if any(_is_laid_out(cell) for cell in cells):
            for element in (table, *table.iterchildren("tbody", "thead", "tfoot"), *rows, *cells):
                element.tag = "div"


def _is_laid_out(cell: Any) -> bool:
    blocks = sum(1 for _ in islice(cell.iter("p", "br", "div"), 2))
    return blocks > 1 or next(cell.iter("table"), None) is not None or len(cell.text_content()) > _LONG


def _main_text(tree: Any, path: str) -> list[str]:
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_ENOUGH))
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to say is said below
    try:
        found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, config=config)
    except Exception as exc:  # trafilatura has no common root of what odd pages make it raise
        raise InputError(f"{path}: the main text cannot be taken out: {type(exc).__name__}: {exc}") from exc
    text = found.text if found is not None and not isinstance(found, dict) else ""
    lines = [_row(line.strip(BLANKS)) for line in (text or "").split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        raise InputError(f"{path}: no main text in this page")
    return lines


def _row(line: str) -> str:
    """| 县 | 资金 | → cells parted by tabs, as in other formats."""
    match = _ROW.fullmatch(line)
    return "\t".join(cell.strip() for cell in match.group(1).split("|")).strip() if match else line


def _seen_lines(tree: Any) -> list[str]:
    """All that a reader of the page sees, a block a line."""
    from lxml import etree

    out: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        border = "" if tag in _INLINE else "\t" if tag == "span" else "\n"
        out.append(border)
        words = element.text if event == "start" else element.tail
        if words and not hidden:
            out.append(re.sub(r"[\r\n\t]+", " ", words))
    lines = (line.strip(BLANKS) for line in "".join(out).split("\n"))
    return [line for line in lines if line]


def _about(lines: list[str], title: str, body: list[str]) -> list[str]:
    """Dates, sources and by-lines between headline and text (or right above the text)."""
    start = _bare(next((line for line in body if len(line) >= _SENTENCE), body[0]))[:20]
    bare = [_bare(line) for line in lines]
    first = next((at for at, line in enumerate(bare) if line.startswith(start)), 0)
    heads = [at for at in range(first) if title and bare[at] == _bare(title)]
    pieces = []
    for line in lines[max(heads[-1] + 1 if heads else 0, first - _REACH) : first]:
        pieces += _pieces(line)
    return pieces


def _pieces(line: str) -> list[str]:
    """What of a line tells when, where or by whom the article was published."""
    found: list[str] = []
    for piece in _PIECES.split(re.sub(r"[:：]\s+", "：", line)) if len(line) <= _LONG else ():
        whole = piece.strip(BLANKS)
        found += [whole] if _tells(whole) else filter(_tells, (part.strip(_AROUND) for part in _INSIDE.split(whole)))
    return found


def _is_about(line: str) -> bool:
    """Is this line, which the extractor took for text, nothing but that (and perhaps the number of a page)?"""
    rest = line
    for piece in _pieces(line):
        rest = rest.replace(piece, "", 1)
    return rest != line and "。" not in line and len(re.findall(f"[{HAN}]", rest)) <= _LEFT


def _tells(piece: str) -> bool:
    """Does it say when, where or by whom it was published?"""
    return 0 < len(piece) <= _SHORT and cue_of(tidy(piece)) in ("date", "byline", "masthead")


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
