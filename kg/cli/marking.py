"""A sentence with its quote and the two ends of a fact marked, for the eyes of a reader."""

from __future__ import annotations

import re
from itertools import groupby

import click

from kg.cli.tables import clean
from kg.lookups import EntityRow, EvidenceRow, MetricRow, StatementRow
from kg.lookups.names import short_forms

_SUBJECT, _OBJECT = "cyan", "yellow"


def sentence(row: StatementRow | MetricRow, evidence: EvidenceRow) -> str:
    """The sentence for a terminal: the quote in bold, names of subject and object within it in their colours."""
    prefix, quote, suffix = (_joined(part) for part in (evidence.prefix, evidence.quote, evidence.suffix))
    text = prefix + quote + suffix
    colours: list[str | None] = [None] * len(text)
    ends = [(row.subject, _SUBJECT)] if isinstance(row, MetricRow) else [(row.subject, _SUBJECT), (row.object, _OBJECT)]
    for entity, colour in ends:
        for start, end in _places(text, entity):
            if not any(colours[start:end]):
                colours[start:end] = [colour] * (end - start)
    bold = [len(prefix) <= i < len(prefix) + len(quote) for i in range(len(text))]
    styled = groupby(range(len(text)), key=lambda i: (bold[i], colours[i]))
    return "".join(
        click.style("".join(text[i] for i in run), bold=is_bold or None, underline=is_bold or None, fg=colour)
        for (is_bold, colour), run in styled
    )


def _places(text: str, entity: EntityRow) -> list[tuple[int, int]]:
    """Where an entity is named in a text, long names before short ones."""
    names = {entity.name, *entity.aliases}
    if entity.type == "REGION":
        names |= short_forms(entity.name)
    found = []
    for name in sorted(filter(None, map(_joined, names)), key=lambda n: (-len(n), n)):
        found += [(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]
    return found


def _joined(text: str) -> str:
    """One line: a line break of the document is no blank."""
    return clean(re.sub(r"\s*[\r\n]\s*", "", text)) if text.strip() else ""
