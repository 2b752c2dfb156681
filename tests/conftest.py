"""What tests of several folders share: the graph of the five seeds, built once a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build import build
from kg.i18n import set_language
from kg.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A command that a test runs with --lang leaves no language behind for the next test."""
    yield
    set_language("")


@pytest.fixture(scope="session")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `kg build seeds/` writes it, run from the project's own folder."""
    folder = tmp_path_factory.mktemp("seeds-graph")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        build(["seeds"], folder, Settings(graph=folder))
    return folder
