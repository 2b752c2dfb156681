"""The page in a real browser, without a network: what a reader does and what a hostile name cannot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.page import render
from kg.store import ReadStore

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser
WIDE, PHONE = (1280, 800), (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with playwright.sync_playwright() as driver:
        own = driver.chromium.executable_path  # what `playwright install chromium` puts there
        installed = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        path = next((p for p in [*installed, own] if p and Path(p).exists()), None)
        if path is None:
            pytest.skip("no chromium on this machine")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, tmp_path: Path) -> Iterator[Callable]:
    """Open a graph's page offline; at the end nothing was asked of the network and nothing was complained about."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def opened(store: ReadStore, size: tuple[int, int] = WIDE, lang: str = "zh"):
        path = tmp_path / "page.html"
        path.write_text(render(store, lang), encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == len(contexts)
    assert complaints == []


def click_node(page, identifier: str, count: int = 1) -> None:
    at = page.evaluate("id => explorer.network.canvasToDOM(explorer.network.getPosition(id))", identifier)
    page.locator("#graph canvas").click(position=at, click_count=count)


def heading(page) -> str:
    return page.locator("#panel h2").inner_text()


def test_the_first_screen_tells_the_story(open_page, store: ReadStore):
    page = open_page(store)
    assert "4 组协作" in page.locator("#summary").inner_text()
    assert page.locator("#panel .pair").all_inner_texts()[0].split("\n")[:3] == [
        "广州市",
        "→",
        "黔南布依族苗族自治州",
    ]
    assert page.evaluate("explorer.network.body.data.nodes.length") == 8
    dashed = page.evaluate("explorer.network.body.data.edges.get({filter: e => e.dashes}).map(e => e.from)")
    assert dashed == ["region/441300"]


def test_search_selects_and_shows_quotes(open_page, store: ReadStore):
    page = open_page(store)
    page.fill("#search", "黔南")
    assert page.locator("#found li").first.inner_text().startswith("黔南布依族苗族自治州")
    page.keyboard.press("Enter")
    assert heading(page) == "黔南布依族苗族自治州"
    fact = page.locator("[data-fact='statement/aa02']")
    assert fact.locator("mark").first.inner_text() == "广州市结对帮扶黔南州"
    assert fact.locator("blockquote").first.inner_text() == "2018年7月，广州市结对帮扶黔南州。"
    assert "one.txt 30–41" in fact.inner_text() and "置信度 0.90" in fact.inner_text()


def test_search_that_finds_nothing_says_so(open_page, store: ReadStore):
    page = open_page(store)
    page.fill("#search", "没有的地方<b>")
    assert page.locator("#found").inner_text() == "没有找到“没有的地方<b>”"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").count() == 0


def test_clicks_on_nodes_and_lines(open_page, store: ReadStore):
    page = open_page(store)
    click_node(page, "region/520000")
    assert heading(page) == "贵州省"
    assert page.locator("#panel mark").first.inner_text() == "广东对口帮扶贵州"
    ends = ["region/440000", "region/520000"]
    at = page.evaluate(
        "ends => { const [a, b] = ends.map(id => explorer.network.getPosition(id));"
        " return explorer.network.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}) }",
        ends,
    )
    page.locator("#graph canvas").click(position=at)
    assert heading(page) == "广东省 → 贵州省"
    assert page.locator("#panel [data-fact]").count() == 1


def test_what_is_denied_is_told_and_not_drawn(open_page, store: ReadStore):
    page = open_page(store)
    denied = "region/522700 partners_with region/530000"
    lines = "explorer.network.body.data.edges.getIds()"
    assert page.evaluate(lines).count(denied) == 0
    page.locator(f"[data-line='{denied}']").click()
    assert page.locator("#panel .chip.denied").inner_text() == "否认"
    page.get_by_role("button", name="全部").click()
    drawn = page.evaluate(lines)
    assert len(drawn) == 13
    assert [line for line in drawn if line == denied or "hosts" in line] == []


def test_double_click_opens_what_is_around(open_page, store: ReadStore):
    page = open_page(store)
    click_node(page, "region/522700", 2)
    shown = page.evaluate("explorer.network.body.data.nodes.getIds().sort()")
    assert shown == ["org/o1", "park/k1", "region/440100", "region/522700"]
    page.get_by_role("button", name="返回协作概览").click()
    assert page.evaluate("explorer.network.body.data.nodes.length") == 8


def test_everything_and_types(open_page, store: ReadStore):
    page = open_page(store)
    page.get_by_role("button", name="全部").click()
    count = "explorer.network.body.data.nodes.length"
    assert page.evaluate(count) == 16
    page.locator("#legend [data-type=REGION]").click()
    assert page.evaluate(count) == 8
    page.locator("#legend [data-type=REGION]").click()
    assert page.evaluate(count) == 16


@pytest.mark.parametrize("identifier", ["org/o1", "org/o2", "product/p1", "person/q1"])
def test_hostile_names_are_text(open_page, store: ReadStore, identifier: str):
    page = open_page(store)
    page.evaluate("id => explorer.expand(id)", identifier)
    click_node(page, identifier)
    assert page.locator("#panel h2").count() == 1
    assert page.locator("img, #panel script, #panel b").count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 3
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= WIDE[0]


def test_hostile_quotes_are_text(open_page, store: ReadStore):
    page = open_page(store)
    page.fill("#search", "<img")
    page.keyboard.press("Enter")
    assert heading(page) == "<img src=x onerror=alert(1)>"
    assert "<b>公司</b>位于黔南</script>。" in page.locator("[data-fact='statement/cc01']").inner_text()


def test_an_empty_graph_says_so(open_page, empty: ReadStore):
    page = open_page(empty)
    assert "图谱是空的" in page.locator(".empty").inner_text()


def test_without_partnerships_everything_is_shown(open_page, unpaired: ReadStore):
    page = open_page(unpaired)
    assert "没有地区之间的协作关系" in page.locator("#panel").inner_text()
    assert page.evaluate("explorer.network.body.data.nodes.length") == 16


def test_on_a_phone_the_panel_is_below(open_page, store: ReadStore):
    page = open_page(store, PHONE)
    graph, panel = (page.locator(name).bounding_box() for name in ("#graph", "#panel"))
    assert panel["y"] >= graph["y"] + graph["height"]
    assert graph["width"] == PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert page.evaluate("explorer.network.getScale()") > 0.6


def test_on_a_phone_what_was_asked_for_comes_into_view(open_page, store: ReadStore):
    page = open_page(store, PHONE)
    click_node(page, "region/520000")
    assert heading(page) == "贵州省"
    assert page.locator("#panel h2").bounding_box()["y"] < PHONE[1] / 2
    page.get_by_role("button", name="展开").click()
    assert 0 <= page.locator("#graph").bounding_box()["y"] < PHONE[1] / 2


def test_the_hint_under_the_pointer_goes_with_it(open_page, store: ReadStore):
    page = open_page(store)
    canvas = page.locator("#graph canvas")
    at = page.evaluate("explorer.network.canvasToDOM(explorer.network.getPosition('region/522700'))")
    canvas.hover(position=at)
    page.wait_for_selector("#tip:not([hidden])")
    assert page.locator("#tip").inner_text().split("\n")[0] == "黔南布依族苗族自治州"
    page.locator("h1").hover()
    assert page.locator("#tip").is_hidden()


def test_in_english(open_page, store: ReadStore):
    page = open_page(store, lang="en")
    assert page.title() == "Regional partnerships: a knowledge graph"
    page.fill("#search", "黔南")
    page.keyboard.press("Enter")
    assert "assisted by (2)" in page.locator("#panel").inner_text()
