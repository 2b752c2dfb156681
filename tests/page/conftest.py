"""The small graph of the exports, whose names are hostile, and graphs with less in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.store import ReadStore, open_store

TRIG = Path(__file__).parents[1] / "exports" / "graph.trig"
EMPTY = '<https://kg.example.org/field/labour> <http://www.w3.org/2004/02/skos/core#prefLabel> "x" <https://kg.example.org/graph/fields> .\n'


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """The quads of the graph, a line each."""
    quads = parse(path=str(TRIG), format=RdfFormat.TRIG)
    # Bytes are split at \n alone, str at U+2028 as well.
    return sorted(line.decode() for line in serialize(quads, format=RdfFormat.N_QUADS).splitlines(True))


@pytest.fixture(scope="session")
def make_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], ReadStore]:
    def make(lines: list[str]) -> ReadStore:
        folder = tmp_path_factory.mktemp("graph")
        (folder / "graph.nq").write_text("".join(lines), encoding="utf-8", newline="\n")
        return open_store(folder)

    return make


@pytest.fixture(scope="session")
def store(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    return make_store(lines)


@pytest.fixture(scope="session")
def empty(make_store: Callable[[list[str]], ReadStore]) -> ReadStore:
    return make_store([EMPTY])


@pytest.fixture(scope="session")
def unpaired(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    """Entities and facts, but no partnership of regions."""
    pairing = ("/aa0", "/bb0", "graph/partnerships", "ontology#assists", "ontology#partnersWith")
    return make_store([line for line in lines if not any(part in line for part in pairing)])
