"""What an export format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.store import ReadStore

Files = Mapping[str, Iterable[bytes]]
"""Name → content in pieces, so that a large graph need not stand in memory as one text."""


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen: in the RDF formats `rdf_star`, triples about triples beside the rest; for QuickStatements `mapping`, a
    file that says which items and properties the user's Wikibase has."""

    rdf_star: bool = False
    mapping: Path | None = None


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, and the files it makes of a graph.

    `files` answers name → content, one or several; the same graph and options give the same bytes. `rdf_star` and `mapping` say
    whether it heeds these options.
    """

    name: str
    files: Callable[[ReadStore, Options], Files]
    rdf_star: bool = False
    mapping: bool = False

    def whole(self, store: ReadStore, options: Options = PLAIN) -> dict[str, bytes]:
        """The files with their content in one piece each."""
        return {name: b"".join(pieces) for name, pieces in self.files(store, options).items()}
