"""The map in a real browser: who helps whom where, chosen by mouse and keys, with what a map of China must show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.store import ReadStore

pytestmark = pytest.mark.browser
WIDE, PHONE = (1280, 800), (390, 844)
BASE = "https://kg.example.org/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
PLACES = {
    "440000": (23.4, 113.4), "441300": (23.1, 114.6), "500000": (30.1, 107.9), "520000": (26.8, 106.9),
    "522300": (25.3, 105.4), "522700": (26.2, 107.5),
}  # fmt: skip
"""440100 has coordinates in the graph itself; 530000 is left without."""


@pytest.fixture(scope="module")
def mapped(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    more = [
        f'<{BASE}region/{code}> <{GEO}{name}> "{value}"^^<http://www.w3.org/2001/XMLSchema#decimal> <{BASE}graph/entities> .\n'
        for code, (latitude, longitude) in PLACES.items()
        for name, value in (("lat", latitude), ("long", longitude))
    ]
    return make_store([*lines, *more])


def heading(page) -> str:
    return page.locator("#panel h2").first.inner_text()


def arcs(page, where: str = "") -> list[str]:
    return page.eval_on_selector_all(f".arc{where}", "found => found.map(arc => arc.dataset.line)")


def lying(page, selector: str) -> dict[str, float]:
    return page.eval_on_selector(
        selector, "e => { const b = e.getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2} }"
    )


def test_arcs_lead_from_helper_to_helped(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    assert set(arcs(page, ".helps:not(.unsettled)")) == {"partnership/x1", "partnership/x2"}
    assert arcs(page, ".unsettled") == ["region/441300 assists region/522300"]
    assert page.locator(".arc.helps .head").count() == 3 and page.locator(".arc.works .head").count() == 0
    assert page.eval_on_selector(".arc.unsettled .curve", "e => getComputedStyle(e).strokeDasharray") != "none"
    assert "helper" in page.locator("[data-region='region/440100']").first.get_attribute("class")
    assert "recipient" in page.locator("[data-region='region/522700']").first.get_attribute("class")
    helping, helped = lying(page, "circle[data-region='region/440100']"), lying(page, "circle[data-region='region/522700']")
    assert helping["x"] > helped["x"] + 50 and helping["y"] > helped["y"] + 20


def test_more_support_makes_thicker_lines(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    width = "e => Number(e.getAttribute('stroke-width'))"
    two, one = (page.eval_on_selector(f"[data-line='partnership/{p}'] .curve", width) for p in ("x2", "x1"))
    assert two > one


def test_what_has_no_place_is_listed(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    assert page.locator(".map-lost li").all_inner_texts() == ["重庆市 — 云南省1 条出处"]
    assert "denied" not in page.locator(".map").inner_html()
    page.locator(".map-lost button").click()
    assert heading(page) == "重庆市 — 云南省"
    assert "（1）" in page.locator(".map-lost summary").inner_text()


def test_a_click_selects_region_or_line_and_the_address_says_so(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    page.locator("circle[data-region='region/522700']").click()
    assert heading(page) == "黔南布依族苗族自治州"
    assert "region=522700" in page.url and "view=map" in page.url
    assert page.locator("circle.chosen").get_attribute("data-region") == "region/522700"
    assert "partnership/x2" in arcs(page, ".chosen")
    page.locator("[data-line='partnership/x1'] .reach").dispatch_event("pointerdown", {"button": 0})
    page.locator("[data-line='partnership/x1'] .reach").dispatch_event("pointerup", {"button": 0})
    assert heading(page) == "广东省 → 贵州省"
    page.go_back()
    assert heading(page) == "黔南布依族苗族自治州"
    page.mouse.click(lying(page, ".map-area")["x"], 130)
    assert page.locator("circle.chosen").count() == 0


def test_a_double_click_opens_a_region_in_the_network_and_elsewhere_zooms(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    before = page.locator(".map-land").get_attribute("transform")
    page.locator(".map-area").dblclick(position={"x": 60, "y": 60})
    page.wait_for_function(f"document.querySelector('.map-land').getAttribute('transform') !== {before!r}")
    page.locator(".map-buttons button").last.click()
    page.locator("circle[data-region='region/522700']").dblclick()
    assert "draw=around" in page.url and "view=map" not in page.url
    assert page.locator("#view-network").is_visible()


def test_a_selection_made_elsewhere_is_marked_and_brought_into_view(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    for _ in range(12):
        page.locator(".map-buttons button").first.click()
    page.wait_for_function("document.querySelector('.map-area .near, .map-area.near') !== null")
    page.evaluate("explorer.store.set({selection: {kind: 'entity', id: 'region/500000'}})")
    box = page.locator(".map-area").bounding_box()
    spot = lying(page, "circle.chosen")
    assert box["x"] < spot["x"] < box["x"] + box["width"] and box["y"] < spot["y"] < box["y"] + box["height"]


def test_keys_move_zoom_and_choose(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    area = page.locator(".map-area")
    area.focus()
    before = page.locator(".map-land").get_attribute("transform")
    moved = f"document.querySelector('.map-land').getAttribute('transform') !== {before!r}"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(moved)
    page.keyboard.press("+")
    page.locator("circle[data-region='region/440100']").focus()
    page.keyboard.press("Enter")
    assert heading(page) == "广州市"
    assert page.evaluate("document.activeElement.dataset.region") == "region/440100"


def test_wheel_and_drag_keep_what_is_under_the_pointer(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    spot = lying(page, "circle[data-region='region/520000']")
    page.mouse.move(spot["x"], spot["y"])
    transform = page.locator(".map-land").get_attribute("transform")
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"document.querySelector('.map-land').getAttribute('transform') !== {transform!r}")
    after = lying(page, "circle[data-region='region/520000']")
    assert abs(after["x"] - spot["x"]) < 1 and abs(after["y"] - spot["y"]) < 1
    page.mouse.down()
    page.mouse.move(spot["x"] - 80, spot["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_function(
        f"Math.abs(document.querySelector(\"circle[data-region='region/520000']\").getBoundingClientRect().x - {spot['x']}) > 40"
    )
    assert page.evaluate("explorer.store.get().selection") is None  # a drag is no click


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_label_lies_over_another(open_page, mapped: ReadStore, size):
    page = open_page(mapped, size, at="#view=map")
    boxes = page.eval_on_selector_all(
        ".names text", "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.right, b.bottom - 3] })"
    )
    assert len(boxes) >= 3
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] + 1 or other[3] <= top + 1


def test_the_whole_country_has_its_islands_and_its_credit(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    page.locator(".map-buttons button").last.click()
    page.wait_for_function("document.querySelector('.inset').style.display === ''")
    assert page.locator(".inset text").inner_html() == "南海诸岛"
    assert page.locator(".map-province").count() == 34 and page.locator(".map-sea-line").count() == 1
    assert "天地图" in page.locator(".map-credit").inner_text()
    colour = page.eval_on_selector(".map-province.helper", "e => getComputedStyle(e).fill")
    assert colour != page.eval_on_selector(".map-province:not(.helper):not(.recipient)", "e => getComputedStyle(e).fill")


def test_filters_and_language_reach_the_map(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map&relation=sends_labour_to&lang=en")
    assert "assists" not in "".join(arcs(page))
    assert "Tianditu" in page.locator(".map-credit").inner_text()


def test_the_pointer_tells_what_is_under_it(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    page.locator("circle[data-region='region/440100']").hover()
    assert "广州市" in page.locator(".map .tip").inner_text()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_map_can_be_saved_with_its_key_and_credit(open_page, mapped: ReadStore, kind: str):
    page = open_page(mapped, at="#view=map", color_scheme="dark")
    with page.expect_download() as download:
        page.locator(f"#{kind}").click()
    data = Path(download.value.path()).read_bytes()
    if kind == "png":
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        return
    name = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(data)
    texts = {e.text for e in root.iter(f"{name}text")}
    assert {"广州", "黔南"} <= texts and any("天地图" in text for text in texts if text)
    assert root[0].get("fill") in ("#fff", "#ffffff")  # light, whatever the screen is
    # Nothing in it needs the page: no classes, variables or references.
    assert not {"class", "style", "href", "tabindex"} & {key for e in root.iter() for key in e.attrib}
    assert b"var(" not in data and b"NaN" not in data
    assert len([e for e in root.iter(f"{name}path") if e.get("fill") not in (None, "none")]) > 34


def test_the_key_names_other_dealings_where_some_are_drawn(open_page, mapped: ReadStore):
    page = open_page(mapped, at="#view=map")
    assert page.locator(".map-sign").count() == 5 and page.locator(".arc.deals").count() == 0
    dealing = page.evaluate(
        "explorer.model.everything.links.find(l => [l.source, l.target].every(i => explorer.model.entity(i).latitude)).relation"
    )
    page.evaluate("relation => explorer.store.filter({relations: [relation]})", dealing)
    page.locator(".arc.deals").first.wait_for(state="attached")
    assert page.locator(".map-sign.deals").inner_text() == "其他往来，不是协作关系"
