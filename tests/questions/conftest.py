"""The graph of the seeds, built once, and a small one by hand for what the seeds do not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.build import build
from kg.settings import Settings
from kg.store import ReadStore, open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadStore]:
    seeds, made = tmp_path_factory.mktemp("seeds"), tmp_path_factory.mktemp("made")
    build([ROOT / "seeds"], seeds, Settings())
    quads = parse(path=str(ROOT / "tests" / "exports" / "graph.trig"), format=RdfFormat.TRIG)
    (made / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS))
    return {"seeds": open_store(seeds), "made": open_store(made)}
