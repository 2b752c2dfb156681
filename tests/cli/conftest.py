"""The graph of graph.trig in a folder of its own, and a runner for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse, serialize

from kg.cli import main
from kg.i18n import set_language


@pytest.fixture(scope="session")
def graph_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    quads = parse(path=str(Path(__file__).parent / "graph.trig"), format=RdfFormat.TRIG)
    lines = serialize(quads, format=RdfFormat.N_QUADS).splitlines(True)
    (folder / "graph.nq").write_bytes(b"".join(sorted(lines)))
    return folder


@pytest.fixture
def run(graph_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `kg ARGS` in Chinese on the small graph."""
    monkeypatch.setenv("KG_GRAPH", str(graph_dir))
    monkeypatch.setenv("KG_LANG", "zh")

    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, args, input=stdin, prog_name="kg")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception  # a traceback is never an answer
        return result

    yield invoke
    set_language("")
