"""What an export format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.store import ReadStore


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, and the files it makes of a graph.

    `files` answers name → content, one or several; the same graph gives the same bytes.
    """

    name: str
    files: Callable[[ReadStore], dict[str, bytes]]
