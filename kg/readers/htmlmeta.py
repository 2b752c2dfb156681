"""What a page says of itself in its head: `<meta>` as Chinese governments and papers write it, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.model import Issue, Metadata
from kg.readers.dates import read_date
from kg.readers.metadata import as_pairs, gather

# Names in lower case, the more telling first. PubDate, ContentSource and ArticleTitle are those of the rules for sites of
# Chinese governments (国办函〔2017〕47号); their SiteName only says on which site a page stands.
_PUBLISHED = (
    "pubdate", "publishdate", "publish-date", "publish_time", "publishtime", "article:published_time", "og:published_time",
    "og:release_date", "firstpublishedtime", "datepublished", "dc.date.issued", "weibo: article:create_at", "apub:time",
)  # fmt: skip
_OUTLET = ("contentsource", "source", "dc.publisher", "publisher", "article:publisher")
_SITE = ("og:site_name", "sitename", "application-name")
_NO_OUTLET = frozenset({"微信公众平台"})
"""Sites on which anybody publishes."""
_AUTHOR = ("author", "article:author", "dc.creator")
_TITLE = ("articletitle", "og:title", "dc.title", "twitter:title")
_LD_TYPES = re.compile("Article|Posting|Report")
_SUFFIX = re.compile(r"\s*(?:[_|｜]|--|——| [-–—] ).*$", re.DOTALL)


def read_meta(tree: Any, where: str, issues: list[Issue]) -> Metadata:
    """Title, date, outlet, author and address of a parsed page; a senseless date is a warning if there is no other."""
    told = _names(tree)
    linked = _linked(tree)
    dates = [*(told[name] for name in _PUBLISHED if name in told), *linked["published"], *_itemprop(tree)]
    dates = [value for value in dates if read_date(value)] or dates
    outlets = [*(told[n] for n in _OUTLET if n in told), *linked["outlet"], *(told[n] for n in _SITE if n in told)]
    accounts = ["".join(name.itertext()) for name in tree.xpath("//*[@id='js_name']")]  # whose a page of WeChat is
    outlets = [v for v in (*outlets, *accounts) if v not in _NO_OUTLET and not v.startswith(("http://", "https://"))]
    authors = [*(told[n] for n in _AUTHOR if n in told), *linked["author"]]
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), told.get("og:url", "")]
    addresses = [value for value in addresses if value.startswith(("http://", "https://"))]
    values = {
        "title": [_title(tree, told, linked["title"])], "date": dates, "publisher": outlets,
        "author": authors, "url": addresses,
    }  # fmt: skip
    pairs = [(name, str(value)) for name, those in values.items() for value in those]
    return gather(pairs, "metadata", where, issues)


def _names(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _itemprop(tree: Any) -> list[str]:
    return [str(v) for v in tree.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime")]


def _linked(tree: Any) -> dict[str, list[str]]:
    """What JSON-LD says of articles."""
    found: dict[str, list[str]] = {"title": [], "published": [], "outlet": [], "author": []}
    keys = {"headline": "title", "datePublished": "published", "publisher": "outlet", "author": "author"}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue  # it is the page's, not ours to complain about; what it would have told may stand elsewhere
        for thing in _things(data):
            for name, value in as_pairs({key: thing[key] for key in keys if key in thing}):
                found[keys[name]].append(value)
    return found


def _things(data: object) -> Iterator[dict[str, object]]:
    for thing in data if isinstance(data, list) else [data]:
        if not isinstance(thing, dict):
            continue
        if isinstance(graph := thing.get("@graph"), list):
            yield from _things(graph)
        if _LD_TYPES.search(str(thing.get("@type", ""))):
            yield thing


def _title(tree: Any, told: dict[str, str], linked: list[str]) -> str:
    """The headline: the longest `<h1>` that `<title>` repeats, else what is declared, else `<title>` without the site's name."""
    page = " ".join(str(tree.findtext(".//head/title") or tree.findtext(".//title") or "").split())
    heads = [" ".join(h1.text_content().split()) for h1 in tree.iter("h1")]
    heads = [head for head in heads if head]
    inside = sorted((head for head in heads if head in page), key=len, reverse=True)  # the site's name is there, too
    declared = [told[name] for name in _TITLE if name in told] + linked
    sole = heads if len(heads) == 1 else []
    return next((title for title in (*inside, *declared, *sole, _SUFFIX.sub("", page)) if title), "")
