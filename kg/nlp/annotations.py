"""What components write on a `Doc`, beside spaCy's own `ents` and `spans`; offsets are into `doc.text`.

The layout is described in docs/architecture.md. `register()` sets the extension attributes, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from spacy.tokens import Doc, Span

from kg.model import Entity, EntityType, Status


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the LAC network segments it, [start, end), with its tag (n, v, ns, PER, LOC, ORG, TIME …)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed mention [start, end). `entity` is set when the finder knows which thing it is.

    `score` in (0, 1] ranks overlapping candidates of `mentions`; `source` is a rule id for `kg explain`. One that `stands`
    counts even if it takes part in nothing: the tagger is sure of it.
    """

    start: int
    end: int
    type: EntityType
    source: str
    score: float
    entity: Entity | None = None
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement still tied to the Doc: entity ids, the evidence [start, end) in `doc.text`, best first."""

    subject: str
    predicate: str
    object: str
    status: Status
    confidence: float
    rule: str
    evidence: tuple[tuple[int, int], ...]
    attrs: dict[str, str] = field(default_factory=dict)
    note: str = ""
    """What `kg explain` says beside the rule: how the pair model judges, and why."""


@dataclass(frozen=True, slots=True)
class MetricDraft:
    """A metric still tied to the Doc; see `kg.model.Metric`."""

    subject: str
    name: str
    value: Decimal
    unit: str
    qualifier: str
    time: str
    status: Status
    confidence: float
    rule: str
    evidence: tuple[tuple[int, int], ...]


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy joins from the tokens each time it is asked, joined once."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


LISTS = ("words", "candidates", "values", "statements", "metrics")


def register() -> None:
    """Declare the extension attributes; safe to call more than once."""
    for name in LISTS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])  # spaCy copies a mutable default for each Doc
    if not Doc.has_extension("entities"):
        Doc.set_extension("entities", default={})
    if not Doc.has_extension("article"):
        Doc.set_extension("article", default=None)
    if not Span.has_extension("source"):
        Span.set_extension("source", default="")
    if not Span.has_extension("stands"):
        Span.set_extension("stands", default=False)
