"""A server over the small graph of the command line's tests and the data of the W3C's protocol tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import HERE, Running, running, write_graph


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    w3c = (HERE / "protocol.nq").read_text(encoding="utf-8").splitlines()
    return write_graph(tmp_path_factory.mktemp("served"), *w3c)


@pytest.fixture(scope="session")
def server(graph: Path) -> Iterator[Running]:
    """The one that most tests share."""
    with running(graph) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """A real Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        own = driver.chromium.executable_path
        installed = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        path = next((p for p in [*installed, own] if p and Path(p).exists()), None)
        if path is None:
            pytest.skip("no chromium on this machine")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
