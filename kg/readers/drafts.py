"""An article being collected: its paragraphs, each with what it is taken for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.model import BlockKind
from kg.readers import cues
from kg.readers.cues import Cue
from kg.readers.paragraphs import Paragraph


@dataclass(slots=True)
class Unit:
    """A paragraph with its cue; `mark` characters at its start are furniture (##)."""

    paragraph: Paragraph
    cue: Cue
    mark: int = 0

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def words(self) -> str:
        """The text without its mark."""
        return self.text[self.mark :].strip(" ")


@dataclass(slots=True)
class Draft:
    """An article being collected. `title`, `byline`, `outlet` are inherited where a long article goes on."""

    parts: list[tuple[Unit, BlockKind]] = field(default_factory=list)
    kinds: Counter[BlockKind] = field(default_factory=Counter)
    """How many parts are of a kind: asked for every paragraph, so never counted again."""
    has_dateline: bool = False
    """Does its text begin with a dateline that names a reporter? Items of a broadcast have one and name none."""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    size: int = 0
    closed: bool = False
    resumed: bool = False
    """It goes on from another page, so headline and by-line stand there."""
    picture: bool = False

    def add(self, unit: Unit, kind: BlockKind) -> None:
        self.parts.append((unit, kind))
        self.kinds[kind] += 1
        self.size += len(unit.text) + 1
        self.has_dateline = self.has_dateline or (unit.cue == "dateline" and cues.names_reporter(unit.text))

    def has(self, *kinds: BlockKind) -> bool:
        return any(self.kinds[kind] for kind in kinds)

    def tell_picture(self) -> None:
        """Its text tells what a picture shows."""
        self.picture = True
        self.parts = [(unit, "caption" if kind == "body" else kind) for unit, kind in self.parts]
        self.kinds["caption"] += self.kinds.pop("body", 0)

    @property
    def is_signed(self) -> bool:
        """Has it a by-line above its text, a dateline, or the other page's?"""
        return self.resumed or self.has("byline") or self.has_dateline
