"""The page in a real browser, without a network: what a reader does and what a hostile name cannot."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.payload import Lens
from kg.store import ReadStore

pytestmark = pytest.mark.browser
WIDE, PHONE = (1280, 800), (390, 844)


SPOTS = "explorer.scene().picture.spots.map(s => s.id)"
WIRES = "explorer.scene().picture.wires"


def click_node(page, identifier: str, count: int = 1) -> None:
    at = page.evaluate("id => explorer.scene().at(id)", identifier)
    page.locator("#view-network canvas").click(position=at, click_count=count)


def heading(page) -> str:
    return page.locator("#panel h2").first.inner_text()


def test_the_first_screen_tells_the_story(open_page, store: ReadStore):
    page = open_page(store)
    assert "4 组协作" in page.locator("#summary").inner_text()
    assert page.locator("#panel .pair").all_inner_texts()[0].split("\n")[:3] == [
        "广州市",
        "→",
        "黔南布依族苗族自治州",
    ]
    assert len(page.evaluate(SPOTS)) == 8
    assert page.evaluate(f"{WIRES}.filter(w => w.dash).map(w => w.from)") == ["region/441300"]
    assert page.evaluate(f"{WIRES}.filter(w => w.arrow).length") == 3


@pytest.mark.parametrize("typed", ["黔南", "qiannan", "qnz", "522700", "黔南布依族苗族自治州"])
def test_search_selects_and_shows_quotes(open_page, store: ReadStore, typed: str):
    page = open_page(store)
    page.fill("#search", typed)
    assert page.locator("#found li").first.inner_text().startswith("黔南布依族苗族自治州")
    page.keyboard.press("Enter")
    assert heading(page) == "黔南布依族苗族自治州"
    fact = page.locator("[data-fact='statement/aa02']")
    assert fact.locator("mark").first.inner_text() == "广州市结对帮扶黔南州"
    assert fact.locator("blockquote").first.inner_text() == "2018年7月，广州市结对帮扶黔南州。"
    assert "one.txt 30–41" in fact.inner_text() and "置信度 0.90" in fact.inner_text()
    assert "时间 2018年7月 · 领域 劳务" in fact.inner_text()


def test_search_that_finds_nothing_says_so(open_page, store: ReadStore):
    page = open_page(store)
    page.fill("#search", "没有的地方<b>")
    assert page.locator("#found").inner_text() == "没有找到“没有的地方<b>”"
    page.keyboard.press("Enter")
    assert page.locator("#panel .fact").count() == 0


def test_clicks_on_nodes_and_lines(open_page, store: ReadStore):
    page = open_page(store)
    click_node(page, "region/520000")
    assert heading(page) == "贵州省"
    assert page.locator("#panel mark").first.inner_text() == "广东对口帮扶贵州"
    ends = ["region/440000", "region/520000"]
    at = page.evaluate(
        "ends => { const [a, b] = ends.map(id => explorer.scene().at(id)); return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2} }", ends
    )
    page.locator("#view-network canvas").click(position=at)
    assert heading(page) == "广东省 → 贵州省"
    assert page.locator("#panel [data-fact]").count() == 1
    page.locator("#view-network canvas").click(position={"x": 2, "y": 2})
    assert page.locator("#panel .pair").count() == 6


def test_what_is_denied_is_told_and_not_drawn(open_page, store: ReadStore):
    page = open_page(store)
    denied = "region/522700 partners_with region/530000"
    lines = f"{WIRES}.map(w => w.id)"
    assert page.evaluate(lines).count(denied) == 0
    page.locator(f"[data-line='{denied}']").click()
    assert page.locator("#panel .chip.denied").inner_text() == "否认"
    page.get_by_role("button", name="全部实体").click()
    drawn = page.evaluate(lines)
    assert len(drawn) == 13
    assert [line for line in drawn if line == denied or "hosts" in line] == []


def test_neighbourhoods_open_and_close(open_page, store: ReadStore):
    page = open_page(store)
    click_node(page, "region/522700", 2)
    assert sorted(page.evaluate(SPOTS)) == ["org/o1", "park/k1", "region/440100", "region/522700"]
    click_node(page, "org/o1", 2)
    assert {"org/o2", "person/q1", "product/p1"} < set(page.evaluate(SPOTS))
    page.get_by_role("button", name="收起").click()
    assert sorted(page.evaluate(SPOTS)) == ["org/o1", "park/k1", "region/440100", "region/522700"]
    page.get_by_role("button", name="协作概览").click()
    assert len(page.evaluate(SPOTS)) == 8


def test_types_filter_every_view(open_page, store: ReadStore):
    page = open_page(store, at="#draw=all")
    assert len(page.evaluate(SPOTS)) == 16
    page.locator(".legend [data-type=REGION]").click()
    assert len(page.evaluate(SPOTS)) == 8
    assert "筛选后 4 / 17 条事实" in page.locator("#filtered").inner_text()
    page.get_by_role("tab", name="事实表").click()
    assert page.locator("tbody tr").count() == 4
    page.go_back()
    page.locator(".legend [data-type=REGION]").click()
    assert len(page.evaluate(SPOTS)) == 16
    assert page.locator("#filtered").is_hidden()


def test_filters_narrow_down_pairs_and_table(open_page, store: ReadStore):
    page = open_page(store)
    page.get_by_role("button", name="筛选").click()
    page.locator("#filters label", has_text="帮扶").locator("input").check()
    assert page.evaluate(f"{WIRES}.length") == 3
    page.locator("#filters label", has_text="计划").locator("input").check()
    assert page.evaluate(f"{WIRES}.map(w => w.from)") == ["region/441300"]
    page.get_by_role("tab", name="事实表").click()
    assert page.locator("tbody tr").all_inner_texts()[0].startswith("惠州市")
    page.locator("#filters").get_by_role("button", name="清除筛选").click()
    assert page.locator("tbody tr").count() == 17
    page.locator("#filters select[data-key=from]").select_option("2018")
    assert page.locator("tbody tr").count() == 2
    assert "from=2018" in page.url
    page.evaluate("location.hash = '#view=table&asof=2017'")
    page.locator(".filtered", has_text="截至 2017").wait_for()
    assert page.locator("tbody tr").count() == 15
    assert page.locator("#filters select[data-key=asOf]").input_value() == "2017"


def test_the_table_sorts_searches_and_selects(open_page, store: ReadStore):
    page = open_page(store, at="#view=table")
    page.get_by_role("button", name="置信度").click()
    assert page.locator("thead th[aria-sort=descending]").inner_text().startswith("置信度")
    numbers = page.locator("tbody td.confidence").all_inner_texts()
    assert numbers == sorted(numbers, reverse=True) and len(numbers) == 17
    page.get_by_placeholder("在表中查找").fill("毛尖")
    assert page.locator("tbody tr").count() == 2
    page.locator("tbody tr", has_text="品牌价值").click()
    assert page.locator("#panel mark").inner_text() == "品牌价值超30.5亿元"
    assert page.locator("tbody tr.chosen").count() == 1


def test_a_link_opens_what_it_names_and_back_goes_back(open_page, store: ReadStore):
    page = open_page(store, at="#region=522700&view=table")
    assert heading(page) == "黔南布依族苗族自治州"
    assert "只列 黔南布依族苗族自治州 的事实" in page.locator("#view-table .bar").inner_text()
    page.get_by_role("tab", name="关系网络").click()
    page.locator("#panel").get_by_role("button", name="广州市").first.click()
    assert page.url.endswith("#region=440100")
    page.go_back()
    assert heading(page) == "黔南布依族苗族自治州"
    page.go_back()
    assert page.locator("#view-table").is_visible()


def test_the_shortest_path_between_two(open_page, store: ReadStore):
    page = open_page(store, at="#product=p1")
    page.get_by_role("button", name="最短路径").click()
    page.fill("#search", "广州")
    page.keyboard.press("Enter")
    assert page.locator("#panel h3").all_inner_texts() == [
        '1. 行\u2028分隔"引号"毛尖 出产方 <img src=x onerror=alert(1)>',
        "2. <img src=x onerror=alert(1)> 位于 黔南布依族苗族自治州",
        "3. 黔南布依族苗族自治州 受帮扶于 广州市",
    ]
    assert page.evaluate(f"{WIRES}.length") == 3


@pytest.mark.parametrize("identifier", ["org/o1", "org/o2", "product/p1", "person/q1"])
def test_hostile_names_are_text(open_page, store: ReadStore, identifier: str):
    kind, _, local = identifier.partition("/")
    page = open_page(store, at=f"#{kind}={local}")
    click_node(page, identifier)
    page.get_by_role("tab", name="事实表").click()
    assert page.locator("#panel h2").count() == 1
    assert page.locator("img, #panel script, #panel b").count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= WIDE[0]


def test_hostile_quotes_are_text(open_page, store: ReadStore):
    page = open_page(store)
    page.fill("#search", "<img")
    page.keyboard.press("Enter")
    assert heading(page) == "<img src=x onerror=alert(1)>"
    assert "<b>公司</b>位于黔南</script>。" in page.locator("[data-fact='statement/cc01']").inner_text()


@pytest.mark.parametrize("at", ["#region=<img src=x onerror=alert(1)>", "#view=map&open=%3Cscript%3E", "#path=a~b", "#%E0%A4%A"])
def test_a_hostile_address_does_nothing(open_page, store: ReadStore, at: str):
    page = open_page(store, at=at)
    assert page.locator("#panel .pair").count() == 6


def test_an_empty_graph_says_so(open_page, empty: ReadStore):
    page = open_page(empty)
    assert "图谱是空的" in page.locator(".empty").inner_text()


def test_without_partnerships_everything_is_shown(open_page, unpaired: ReadStore):
    page = open_page(unpaired)
    assert "没有地区之间的协作关系" in page.locator("#panel").inner_text()
    assert len(page.evaluate(SPOTS)) == 16


def test_on_a_phone_the_panel_is_below(open_page, store: ReadStore):
    page = open_page(store, PHONE)
    stage, panel = (page.locator(name).bounding_box() for name in ("#stage", "#panel"))
    assert panel["y"] >= stage["y"] + stage["height"]
    assert stage["width"] == PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert page.evaluate("explorer.scene().camera.k") > 0.6


def test_on_a_phone_what_was_asked_for_comes_into_view(open_page, store: ReadStore):
    page = open_page(store, PHONE)
    click_node(page, "region/520000")
    assert heading(page) == "贵州省"
    assert page.locator("#panel h2").bounding_box()["y"] < PHONE[1] / 2
    page.locator("#panel").get_by_role("button", name="展开邻域").click()
    assert -1 < page.locator("#stage").bounding_box()["y"] < PHONE[1] / 2


def test_the_hint_under_the_pointer_goes_with_it(open_page, store: ReadStore):
    page = open_page(store)
    at = page.evaluate("explorer.scene().at('region/522700')")
    page.locator("#view-network canvas").hover(position=at)
    page.wait_for_selector(".tip:not([hidden])")
    assert page.locator(".tip:visible").inner_text().split("\n")[0] == "黔南布依族苗族自治州"
    page.locator("h1").hover()
    assert page.locator(".tip:visible").count() == 0


def test_the_network_works_by_keyboard(open_page, store: ReadStore):
    page = open_page(store)
    page.locator("#view-network canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    cursor = page.evaluate("explorer.scene().marks.cursor")
    page.keyboard.press("Enter")
    assert page.evaluate("explorer.store.get().selection.id") == cursor
    page.keyboard.press("Escape")
    assert page.evaluate("explorer.store.get().selection") is None
    before = page.evaluate("explorer.scene().camera.k")
    page.keyboard.press("+")
    assert page.evaluate("explorer.scene().camera.k") > before


def test_the_language_changes_in_the_page(open_page, store: ReadStore):
    page = open_page(store, lang="en")
    assert page.title() == "Regional partnerships: a knowledge graph"
    page.fill("#search", "黔南")
    page.keyboard.press("Enter")
    assert "assisted by (2)" in page.locator("#panel").inner_text()
    page.get_by_role("button", name="中文").click()
    assert "受帮扶于（2）" in page.locator("#panel").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.url.endswith("#region=522700&lang=zh")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_mode_follows_the_system_and_the_switch(open_page, store: ReadStore, scheme: str):
    page = open_page(store, color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = "rgb(18, 24, 31)"
    assert (page.evaluate(ground) == dark) == (scheme == "dark")
    page.locator("#theme").click()
    assert (page.evaluate(ground) == dark) == (scheme == "light")


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_network_can_be_saved(open_page, store: ReadStore, kind: str):
    page = open_page(store, at="#draw=all", color_scheme="dark")
    with page.expect_download() as download:
        page.locator(f"#{kind}").click()
    data = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"区域协作图谱.{kind}"
    if kind == "png":
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
    else:
        root = ElementTree.fromstring(data)
        assert root[0].get("fill") == "#f5f7f9"  # light, whatever the screen is
        assert "<img src=x oner…" in {e.text for e in root.iter("{http://www.w3.org/2000/svg}text")}


def test_print_shows_facts_and_no_buttons(open_page, store: ReadStore):
    page = open_page(store, at="#region=522700")
    folded = page.locator("#panel details:not([open])")
    assert folded.count() > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.emulate_media(media="print")
    assert page.locator(".bar").first.is_hidden() and page.locator("#search").is_hidden()
    assert page.locator("#panel mark").first.is_visible()


def test_a_page_made_for_one_entity_opens_on_it(open_page, store: ReadStore):
    page = open_page(store, lens=Lens(focus="region/522700"))
    assert heading(page) == "黔南布依族苗族自治州"
    assert page.evaluate("explorer.model.statements.size") == 6
    assert {"org/o1", "park/k1", "region/440100"} <= set(page.evaluate(SPOTS))


AXE = Path(__file__).parents[2] / "kg" / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.skipif(not AXE.exists(), reason="kg/web has no node_modules: run npm ci there")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(open_page, store: ReadStore, scheme: str):
    """axe-core finds no serious barrier in any view: contrast, names of controls, roles, the table's heads …"""
    page = open_page(store, at="#region=522700", color_scheme=scheme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.locator("#filter").click()
    for tab in page.get_by_role("tab").all():
        tab.click()
        found = page.evaluate("axe.run()")["violations"]
        serious = [(v["id"], v["nodes"][0]["target"]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], tab.inner_text()


def test_links_and_citations_can_be_copied(open_page, store: ReadStore):
    page = open_page(store)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: text => { window.copied = text; return Promise.resolve(); }}})"
    )
    click_node(page, "region/522700")
    page.get_by_role("button", name="复制链接").click()
    assert page.evaluate("copied").endswith("page.html#region=522700")
    page.locator("[data-fact='statement/aa02']").get_by_role("button", name="复制引文").first.click()
    assert page.evaluate("copied") == "“广州市结对帮扶黔南州”——某日报《粤黔协作再升级》（2024-03），one.txt，第 30–41 字"
    page.get_by_role("button", name="已复制").first.wait_for()


def test_the_skip_link_keeps_what_is_selected(open_page, store: ReadStore):
    page = open_page(store, at="#region=522700")
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    assert page.url.endswith("#region=522700")


def test_a_file_leads_to_no_site(open_page, store: ReadStore):
    page = open_page(store, at="#region=522700")
    assert page.locator("#site a, #panel a").count() == 0


def test_a_box_has_the_colour_of_what_is_said_of_it_and_not_of_its_column(open_page, store: ReadStore):
    page = open_page(store)
    fills = page.evaluate("Object.fromEntries(explorer.scene().picture.spots.map(s => [s.id, s.fill]))")
    directed = page.evaluate("explorer.model.everything.pairs.filter(p => p.directed && p.status !== 'denied').flatMap(p => [p.source, p.target])")
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    white = {i for i, fill in fills.items() if fill.lower() in ("#fff", "#ffffff", paper.strip())}
    assert white == fills.keys() - set(directed) and white


def test_a_long_list_of_sources_can_be_searched(open_page, make_store, lines: list[str]):
    def copied(number: int) -> list[str]:
        own = [line for line in lines if "cc06" in line or re.match(r"<[^>]*/(article/a1|document/one)>", line)]
        names = {"cc06": f"x{number}", "article/a1": f"article/x{number}", "document/one": f"document/x{number}", "one.txt": f"第{number}份.txt"}
        for old, new in names.items():
            own = [line.replace(old, new) for line in own]
        return own

    page = open_page(make_store([*lines, *(line for number in range(101, 201) for line in copied(number))]))
    page.locator("#filter").click()
    sources = page.locator("[data-list=sources]")
    assert sources.locator("label").count() == 80
    assert "另有 " in sources.inner_text()
    sources.locator(".find").fill("第177份")
    assert sources.locator("label").count() == 1
    sources.locator("input[type=checkbox]").check()
    page.locator("#filtered").wait_for()
    assert "筛选后 1 / " in page.locator("#filtered").inner_text()
    assert sources.locator(".find").input_value() == "第177份"
    sources.locator(".find").fill("")
    assert "第177份" in sources.locator("label").first.inner_text() and sources.locator("input:checked").count() == 1
