"""The data that flows through kg, as frozen dataclasses. This module imports only the standard library.

Three strings matter, and every offset says which one it counts in (characters, half-open):

* `Document.text`: the file as decoded, untouched. Evidence offsets count here.
* `Article.text`: one article of it with broken lines joined and punctuation made full-width, one character
  for one character. Mention offsets count here; `Article.locate` turns them into document offsets.
* a sentence or clause of `Article.text`, only inside `kg.nlp`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

EntityType = Literal["REGION", "ORG", "PERSON", "PRODUCT", "PARK", "PROJECT", "DOCUMENT", "EVENT"]
ENTITY_TYPES: tuple[EntityType, ...] = (
    "REGION", "ORG", "PERSON", "PRODUCT", "PARK", "PROJECT", "DOCUMENT", "EVENT",
)  # fmt: skip

Status = Literal["done", "ongoing", "planned", "wished", "denied", "reported"]
STATUSES: tuple[Status, ...] = ("done", "ongoing", "planned", "wished", "denied", "reported")
HOLDS: frozenset[str] = frozenset({"done", "ongoing"})
"""The statuses under which a statement is asserted as a plain triple."""

Review = Literal["", "confirmed", "edited", "added"]
REVIEWS: tuple[Review, ...] = ("", "confirmed", "edited", "added")
"""A person's word on a fact: "" nobody looked, "confirmed" as read, "edited" put right, "added" by hand. What a person
rejected is not in the graph."""

BlockKind = Literal["title", "subtitle", "byline", "body", "caption", "furniture"]


def digest(*parts: str, length: int = 12) -> str:
    """A stable identifier: the first `length` hex digits of SHA-256 over the parts, joined by U+001F."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


MetadataSource = Literal["front matter", "column", "metadata", "folder", "file name"]
STATED: frozenset[MetadataSource] = frozenset({"front matter", "column"})
"""What is stated of an article by who keeps it; all else yields to what the article's own header says."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one source tells of a document beside its text; "" where it is silent.

    `published` is an ISO date or partial date, `author` as printed, `url` an absolute http or https address.
    """

    source: MetadataSource
    title: str = ""
    published: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read: a file, a row of a table, a file of an archive.

    `name` is the stem of its file, with row or place in the archive; `path` the path as given (posix), for parts of a
    file with `#3` (row, as an editor or spreadsheet counts) or `!/a/b.txt`. `text` is the decoded content; of a format
    that is no text, what its reader takes out of it. `sha256` hashes the bytes of the file, or of its part.
    """

    name: str
    path: str
    media_type: str
    encoding: str
    sha256: str
    text: str
    start: int = 0
    """Where articles begin: what of `text` stands before is front matter."""
    whole: bool = False
    """It is one article, whatever it looks like."""
    hard: bool = False
    """Every line of it is a paragraph: nothing was broken to a column."""
    metadata: tuple[Metadata, ...] = ()
    """What is known beside the text, the more trusted first."""
    file: str = ""
    """The path of the file of which it is a part, "" if it is a file itself."""

    @property
    def filename(self) -> str:
        """What people know it by: x.txt, news.csv#3, pack.zip!/a/x.txt."""
        folder, _, _ = (self.file or self.path).rpartition("/")
        return self.path[len(folder) + 1 :] if folder else self.path.lstrip("/")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of `Article.text` of one kind (title, byline, body paragraph …); [start, end) in `Article.text`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document.

    `text` is its title, by-line and body, a paragraph a line; `offsets[i]` is the offset in `document.text` of
    the character that became `text[i]` (strictly increasing; the two may differ in width form only, and every
    newline of `text` stands for a newline of the document). `published` is an ISO date or partial date ("2024",
    "2024-03") if stated, else "". `id` hashes document name, title and body, so it survives changes elsewhere.
    `published_source` and `outlet_source` say who told: a `MetadataSource`, or of the text itself "header" (lines above
    it), "byline", "dateline" or "masthead" (the page's); "" for what is not known.
    """

    id: str
    document: Document
    index: int
    title: str
    byline: str
    outlet: str
    published: str
    text: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]
    url: str = ""
    published_source: str = ""
    outlet_source: str = ""

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Turn [start, end) of `text` into [start, end) of `document.text`; empty spans are refused."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"empty or outside span {start}:{end} of article {self.id}")
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The document's own characters behind [start, end) of `text`, line breaks included."""
        a, b = self.locate(start, end)
        return self.document.text[a:b]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph, e.g. REGION region/522700 黔南布依族苗族自治州.

    `id` is relative to the base IRI ("region/522700", "org/3f2a…"); `name` is the full official name; `path`
    (REGION) the names from the province down, joined by "/"; `code` the GB/T 2260 code if the table has one;
    `aliases` the other names seen or known; `candidates` the ids it may be when the name stays ambiguous.
    """

    id: str
    type: EntityType
    name: str
    subtype: str = ""
    path: str = ""
    code: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in `Article.text` [start, end) that names an entity; `text` is the document's own wording."""

    start: int
    end: int
    text: str
    entity: str
    source: str
    """What found it: "lac", "regions", a rule id …"""


ValueKind = Literal["date", "money", "quantity", "percent"]


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value in `Article.text` [start, end).

    `text` keeps the wording. For money, quantity and percent: `number` as written (5257), `unit` as written,
    万/亿 kept in it ("万元", "人次"), `qualifier` the words around it (超, 近, 余 …). For dates: `iso` is a
    partial ISO 8601 date or interval ("2018-07", "2024/2025"), "" where the year is unknown and not resolved.
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    number: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it is written: `document.text[start:end] == quote`; prefix and suffix complete the sentence."""

    document: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """In article A, subject has relation predicate to object, e.g. 黄埔区 assists 三都水族自治县.

    `subject` and `object` are entity ids, `predicate` one of the ontology's relation names. `attrs` holds
    date, since, amount, count, title, kind, place, field … as the text words them. `evidence` is never empty,
    best first. `id` hashes article, predicate, subject and object (unordered for symmetric relations). `review` is a
    person's word on it, with who and when (ISO date) where a correction says so.
    """

    id: str
    article: str
    subject: str
    predicate: str
    object: str
    status: Status
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    attrs: Mapping[str, str] = field(default_factory=dict)
    review: Review = ""
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that describes an entity, e.g. 都匀毛尖 品牌价值 55.88 亿元 (2025); `review` as in `Statement`."""

    id: str
    article: str
    subject: str
    name: str
    value: Decimal
    unit: str
    qualifier: str
    time: str
    status: Status
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    review: Review = ""
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one article; what `kg.nlp` hands to the rest, free of spaCy."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    metrics: tuple[Metric, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    """What `kg explain` adds to a statement, by its id: how the pair model judges it, and why. No part of the graph."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should look at: level "error" | "warning" | "info", where (file, place), what."""

    level: Literal["error", "warning", "info"]
    where: str
    message: str
