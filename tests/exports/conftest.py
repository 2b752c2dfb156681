"""A small graph with what is hard to write: control characters, quotes, formulas, markup, an empty graph beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from kg.store import ReadStore, open_store

HERE = Path(__file__).parent


MORE = {
    'kg:since "1996年" ;': 'kg:since "1996年" ; kg:sinceIso "1996" ; kg:until "2020年底" ; kg:untilIso "2020-12" ;',
    'schema:datePublished "2024-03" .': 'schema:datePublished "2024-03" ; schema:url "https://news.example.org/a?b=1&c=2" .',
}
"""What this folder's graph says beside what other tests count on."""


def write_graph(trig: Path, folder: Path) -> Path:
    text = trig.read_text(encoding="utf-8")
    for plain, more in MORE.items():
        assert text.count(plain) == 1
        text = text.replace(plain, more)
    quads = parse(text, format=RdfFormat.TRIG)
    (folder / "graph.nq").write_bytes(
        b"".join(sorted(serialize(quads, format=RdfFormat.N_QUADS).splitlines(True)))
    )
    return folder


@pytest.fixture(scope="session")
def graph_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_graph(HERE / "graph.trig", tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="session")
def store(graph_dir: Path) -> ReadStore:
    return open_store(graph_dir)
