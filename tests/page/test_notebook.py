"""The page in the frame that kg.Graph shows in a notebook: cut off from the notebook's origin, and still whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import Graph
from kg.store import ReadStore

pytestmark = pytest.mark.browser


def test_the_page_works_inside_a_notebook(browser, store: ReadStore, tmp_path: Path):
    complaints: list[str] = []
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><title>notebook</title>{Graph(store.folder, 'zh')._repr_html_()}", encoding="utf-8")
    context = browser.new_context(viewport={"width": 1100, "height": 800}, offline=True)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#panel .pair").first.click()
    assert frame.locator("#panel mark").first.inner_text()
    frame.get_by_role("tab", name="地图").click()
    assert frame.locator(".map-province").count() == 34
    context.close()
    assert complaints == []
