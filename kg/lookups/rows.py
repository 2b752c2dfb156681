"""What look-ups answer with: frozen dataclasses of plain values, in a fixed order, free of RDF.

They have no __slots__: making those classes would cost every look-up as much time as opening the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import HOLDS, EntityType
from kg.validity import UNDATED, Held, Interval

Direction = Literal["helps", "helped_by", "undirected"]


@dataclass(frozen=True)
class EntityRow:
    """An entity: id, type, full name, other names, place in the hierarchy.

    `path` and `parent` are empty for anything but a region; `latitude` and `longitude` are degrees (WGS84) or "".
    """

    id: str
    type: EntityType
    name: str
    subtype: str = ""
    path: str = ""
    code: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    latitude: str = ""
    longitude: str = ""

    @property
    def label(self) -> str:
        """The name that tells it from others: the path of a region, else the name."""
        return self.path or self.name


@dataclass(frozen=True)
class ArticleRow:
    """An article and the file it stands in; `published` is an ISO date, partial or "", `url` an http address or ""."""

    id: str
    title: str
    author: str
    outlet: str
    published: str
    document: str
    url: str = ""


@dataclass(frozen=True)
class EvidenceRow:
    """A quote: [start, end) are characters of the document's text; prefix and suffix complete the sentence."""

    document: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True)
class StatementRow:
    """A statement with its ends, attributes as worded (date, since, amount, count …) and its quotes, best first.

    `review` is a person's word on it (`kg.model.Review`, "" where nobody looked), with who and when as far as told. `articles`
    counts those that state the same fact, this one included, `sources` the independent ones: reprints count once. `when` is
    from when to when it holds; where a look-up asks for a date, `held` says whether it held then ("unknown": nobody says).
    """

    id: str
    subject: EntityRow
    predicate: str
    object: EntityRow
    status: str
    confidence: float
    rule: str
    article: ArticleRow
    attrs: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceRow, ...]
    review: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    articles: int = 1
    sources: int = 1
    when: Interval = UNDATED
    held: Held | Literal[""] = ""

    @property
    def holds(self) -> bool:
        """Whether the text says that it is so: not planned, wished, denied or only reported."""
        return self.status in HOLDS


@dataclass(frozen=True)
class MetricRow:
    """A number about an entity: `value` as written ("55.88"), 万 and 亿 kept in `unit`; the rest as of a statement."""

    id: str
    subject: EntityRow
    name: str
    value: str
    unit: str
    qualifier: str
    time: str
    status: str
    confidence: float
    rule: str
    article: ArticleRow
    evidence: tuple[EvidenceRow, ...]
    review: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    articles: int = 1
    sources: int = 1
    when: Interval = UNDATED
    held: Held | Literal[""] = ""


@dataclass(frozen=True)
class Pair:
    """A partnership seen from `region`: "helps" is region → partner, "helped_by" region ← partner.

    `step` is how many partnerships lie between the one asked for and `partner`, 1 for its own. `fields` are ids of the
    field list, `since` its beginning in words of a text; `start` and `end` when it holds, `first` and `last` the first and last
    date that a text names, as far as known. `sources` is how many independent ones support it, `held` as of a statement.
    """

    id: str
    region: EntityRow
    direction: Direction
    partner: EntityRow
    fields: tuple[str, ...]
    since: str
    first: str
    last: str
    confidence: float
    statements: tuple[StatementRow, ...]
    sources: int = 1
    step: int = 1
    start: str = ""
    end: str = ""
    held: Held | Literal[""] = ""

    @property
    def articles(self) -> tuple[ArticleRow, ...]:
        """The articles that say so, each once."""
        return tuple({s.article.id: s.article for s in self.statements}.values())


@dataclass(frozen=True)
class Partners:
    """The answer to "who partners with X", in parts that must not be mixed.

    Attributes:
        entity: X.
        own: Pairs of X itself, and with depth > 1 those of its partners.
        below: Pairs of units under X.
        above: Pairs of the units over X, the nearest first; looked up only when X has no pair of its own.
        dealings: What X itself does with other regions that is no partnership: labour, visits, sales, money …
        unsettled: Partnerships and dealings that the text plans, wishes, denies or only reports.
        as_of: The date asked for, "" for none: then everything is told. With a date, what did not hold then is left out, and what
            held for certain comes first in each part.
        apart: How many partnerships were left out because they were over by then or are dated later.
    """

    entity: EntityRow
    own: tuple[Pair, ...]
    below: tuple[Pair, ...]
    above: tuple[Pair, ...]
    dealings: tuple[StatementRow, ...]
    unsettled: tuple[StatementRow, ...]
    as_of: str = ""
    apart: int = 0

    @property
    def empty(self) -> bool:
        """Nothing at all is known."""
        return not (self.own or self.below or self.above or self.dealings or self.unsettled)


@dataclass(frozen=True)
class Shown:
    """All that is known of an entity: what it does, what is done to it, its numbers and the pairs it is part of.

    With `as_of`, a partial ISO date, only what held then: for certain first, then what nobody dates.
    """

    entity: EntityRow
    outgoing: tuple[StatementRow, ...]
    incoming: tuple[StatementRow, ...]
    metrics: tuple[MetricRow, ...]
    pairs: tuple[Pair, ...]
    units: tuple[EntityRow, ...]
    articles: tuple[ArticleRow, ...]
    as_of: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a path: the statement, and whether it is walked from subject to object."""

    statement: StatementRow
    forward: bool


@dataclass(frozen=True)
class Stats:
    """Counts; the groups are (name, count), largest first."""

    quads: int
    documents: int
    articles: int
    entities: int
    statements: int
    holding: int
    metrics: int
    partnerships: int
    by_type: tuple[tuple[str, int], ...]
    by_relation: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class NamedQuery:
    """A question that ships with kg: its name, what it asks in both languages, and the SPARQL."""

    name: str
    zh: str
    en: str
    text: str
