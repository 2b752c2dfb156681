"""What is known of an article beside its text: fields of front matter, columns of a table, `<meta>` of a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Literal
from urllib.parse import urlsplit

from kg.model import STATED, Document, Issue, Metadata, MetadataSource
from kg.readers.dates import date_in_path, read_date

MetadataField = Literal["title", "published", "outlet", "author", "url"]
Field = Literal["text"] | MetadataField

_NAMES: dict[Field, str] = {
    "title": "title headline 标题 题目 题名 文章标题 新闻标题",
    "text": "text content body article fulltext 正文 内容 全文 文本 正文内容 文章内容 新闻内容",
    "published": "published date datepublished publishdate publisheddate publishedat publishtime pubdate pubtime datetime"
    " 日期 发布日期 发布时间 发表日期 发表时间 出版日期 刊发日期 见报日期 时间",
    "outlet": "publisher outlet source media newspaper sitename 来源 媒体 报纸 报刊 媒体名称 出处 稿源 发布机构",
    "author": "author authors byline 作者 记者",
    "url": "url link href webpage 网址 链接 原文链接 原文网址 原文地址",
}
"""What people call these; of several names in one table, the first that has a value counts."""

FIELDS: dict[str, Field] = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANK = {name: rank for rank, name in enumerate(FIELDS)}
_SHOWN = 40


def field_of(name: str) -> Field | None:
    """The field that a column or key of this name holds: Title, 标 题, published_at …; None for another one."""
    return FIELDS.get(_plain(name))


def gather(pairs: Iterable[tuple[str, str]], source: MetadataSource, where: str, issues: list[Issue]) -> Metadata:
    """Named values to metadata; other names are left alone, a senseless date or address becomes a warning at `where`."""
    found: dict[Field, str] = {}
    ranked = [(_RANK[_plain(name)], " ".join(value.split())) for name, value in pairs if field_of(name)]
    fields = list(FIELDS.values())
    for rank, value in sorted(ranked, key=lambda pair: pair[0]):
        if value and not found.get(fields[rank]):
            found[fields[rank]] = value
    outlet = found.get("outlet", "").removeprefix("来源：").removeprefix("来源:").strip()
    url = found.get("url", "")
    if outlet.startswith(("http://", "https://")):  # "source" may be either
        outlet, url = "", url or outlet
    return Metadata(
        source=source,
        title=found.get("title", ""),
        published=_checked("date", found.get("published", ""), read_date, where, issues),
        outlet=outlet,
        author=found.get("author", ""),
        url=_checked("url", url, web_address, where, issues),
    )


def web_address(text: str) -> str:
    """An absolute http or https address as it stands; "" for anything else."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    plain = text.isprintable() and not any(char in ' <>"\\^`{|}' for char in text)
    return text if parts.scheme in ("http", "https") and parts.hostname and plain else ""


def from_path(path: str) -> tuple[Metadata, ...]:
    """What folders and file name tell: a date."""
    published, source = date_in_path(path)
    if source == "folder":
        return (Metadata("folder", published=published),)
    return (Metadata("file name", published=published),) if source else ()


def known(document: Document, field: MetadataField, stated: bool) -> tuple[str, str]:
    """A document's value of a field and who told it: who keeps it (`stated`), or what stands back behind its text."""
    for metadata in document.metadata:
        value: str = getattr(metadata, field)
        if value and (metadata.source in STATED) == stated:
            return value, metadata.source
    return "", ""


def as_pairs(mapping: Mapping[object, object]) -> list[tuple[str, str]]:
    """The names and values of a JSON object or YAML mapping that are words or numbers, or lists of them."""
    return [(name, said) for name, value in mapping.items() if isinstance(name, str) and (said := _said(value))]


def _said(value: object) -> str:
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return "、".join(said for item in value if isinstance(item, (str, dict)) and (said := _said(item)))
        case dict():  # as schema.org has it: {"@type": "Organization", "name": "某省日报"}
            name = value.get("name")
            return name if isinstance(name, str) else ""
    return ""


def _plain(name: str) -> str:
    """One form of a name: width, case, blanks and marks (publish_date, 标 题) do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def _checked(name: str, value: str, check: Callable[[str], str], where: str, issues: list[Issue]) -> str:
    found: str = check(value) if value else ""
    if value and not found:
        shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        issues.append(Issue("warning", where, f"no usable {name}: {shown!r}"))
    return found
