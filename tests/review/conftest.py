"""The made-up article of the tests of corrections as a graph to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.corrections.things import unit_entity
from kg.quads import entity_quads, extraction_quads, field_quads
from kg.store import ReadStore, open_store

sys.path.insert(0, str(Path(__file__).parents[1] / "corrections"))
from made import EXTRACTION

BASE = "https://kg.example.org/"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    quads = [
        *extraction_quads(EXTRACTION, BASE), *entity_quads((*EXTRACTION.entities, *map(unit_entity, ("230406", "440104"))), BASE, {}.get), *field_quads(BASE),
    ]  # fmt: skip
    (folder / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return folder


@pytest.fixture
def store(graph: Path) -> ReadStore:
    return open_store(graph)
