"""The timeline in a real browser: facts by their own dates, undated ones apart, and one "as of" for all views."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.store import ReadStore

pytestmark = pytest.mark.browser
PHONE = (390, 844)
BASE = "https://kg.example.org/"


@pytest.fixture(scope="module")
def dated(make_store: Callable[[list[str]], ReadStore], lines: list[str]) -> ReadStore:
    """Some more dates: aa03 since 2021, cc07 in 2024-05."""
    more = [
        f'<{BASE}statement/{s}> <{BASE}ontology#{p}> "{value}" <{BASE}article/a1> .\n'
        for s, p, value in (("aa03", "sinceIso", "2021"), ("cc07", "dateIso", "2024-05"))
    ]
    return make_store([*lines, *more])


def heading(page) -> str:
    return page.locator("#panel h2").first.inner_text()


def listed(page) -> list[str]:
    return page.eval_on_selector_all("[data-year] .entry", "rows => rows.map(row => row.dataset.fact)")


def test_dated_facts_stand_in_the_order_of_time(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline")
    assert listed(page) == ["statement/aa02", "statement/aa03", "statement/cc07", "metric/mm01"]
    assert page.locator("[data-year] h3").all_inner_texts()[0].startswith("2018年")
    assert page.locator("[data-fact='statement/aa03'] .when").inner_text() == "2021年起"
    assert page.locator(".time-bar").count() == 4 and page.locator(".time-bar.open").count() == 1


def test_undated_facts_are_counted_and_listed_apart(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline")
    assert "注明日期的事实 4 条，未注明日期的 13 条" in page.locator(".time-about").inner_text()
    assert page.locator(".time-undated > summary").inner_text() == "未注明日期的事实（13）"
    assert page.locator(".time-undated .entry").count() == 13


def test_a_day_of_publication_dates_no_fact(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline")
    assert page.locator(".time-axis .publication").count() == 1
    assert page.locator(".time-published .entry").all_text_contents() == ["2024年3月某日报 《粤黔协作再升级》"]
    assert not any("2024年3月" in text for text in page.locator("[data-fact]").all_text_contents())


def test_the_slider_filters_all_views(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline")
    slider = page.locator(".time-slider")
    assert slider.get_attribute("aria-valuetext").startswith("不限时间")
    slider.focus()
    page.keyboard.press("Home")
    assert listed(page) == []
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert listed(page) == ["statement/aa02"] and "asof=2018-07" in page.url
    assert "2018年7月" in slider.get_attribute("aria-valuetext")
    # The axis keeps its length, and what comes later is pale.
    assert page.locator(".time-bar").count() == 4 and page.locator(".time-bar.later").count() == 3
    facts = page.evaluate("explorer.model.shown(explorer.store.get().filters).statements.size")
    assert facts == 14  # all but aa03 and cc07
    page.keyboard.press("End")
    assert len(listed(page)) == 4 and "asof" not in page.url


def test_what_is_over_is_gone_from_then_on(open_page, make_store: Callable[[list[str]], ReadStore], lines: list[str]):
    statement = f"<{BASE}statement/aa03> <{BASE}ontology#"
    graph = f"<{BASE}article/a1> .\n"
    more = [f'{statement}sinceIso> "2021" {graph}', f'{statement}untilIso> "2022-06" {graph}']
    page = open_page(make_store([*lines, *more]), at="#view=timeline")
    assert page.locator("[data-fact='statement/aa03'] .when").inner_text() == "2021年至2022年6月"
    there = "explorer.model.shown({...explorer.store.get().filters, asOf: '%s'}).statements.has('statement/aa03')"
    assert [page.evaluate(there % date) for date in ("2020", "2021", "2022-06", "2022-07")] == [False, True, True, False]


def test_a_choice_anywhere_narrows_it_and_a_fact_is_marked(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline&product=p1")
    assert listed(page) == ["metric/mm01"]
    assert "只列与" in page.locator(".time-about").inner_text()
    page.locator(".time-about button").click()
    assert len(listed(page)) == 4
    page.locator("[data-fact='statement/aa02'] button").click()
    assert "statement=aa02" in page.url and len(listed(page)) == 4
    assert page.locator(".entry.chosen").get_attribute("data-fact") == "statement/aa02"
    assert heading(page)


def test_bars_by_keyboard(open_page, dated: ReadStore):
    page = open_page(dated, at="#view=timeline")
    page.locator(".time-bar").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".entry.chosen").count() == 1


def test_names_stay_text(open_page, dated: ReadStore):
    page = open_page(dated, PHONE, at="#view=timeline")
    assert page.locator(".timeline img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator(".time-undated").text_content()


def test_a_graph_without_dates_says_so(open_page, make_store, lines: list[str]):
    page = open_page(make_store([line for line in lines if "Iso>" not in line]), at="#view=timeline")
    assert page.locator(".time-top").is_hidden() is False  # the article's day is there
    assert "没有注明日期的事实" in page.locator(".time-none").inner_text()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_timeline_can_be_saved(open_page, dated: ReadStore, kind: str):
    page = open_page(dated, at="#view=timeline&asof=2022-03", color_scheme="dark")
    with page.expect_download() as download:
        page.locator(f"#{kind}").click()
    data = Path(download.value.path()).read_bytes()
    assert page.evaluate("document.documentElement.dataset.theme") is None  # light only while it was drawn
    if kind == "png":
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        return
    name = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(data)
    texts = [e.text or "" for e in root.iter(f"{name}text")]
    assert {"协作帮扶", "2018", "见报"} <= set(texts) and any("2022年3月" in text for text in texts)
    assert root[0].get("fill") in ("#fff", "#ffffff")  # light, whatever the screen is
    assert not {"class", "style", "href", "tabindex"} & {key for e in root.iter() for key in e.attrib}
    assert b"var(" not in data and b"NaN" not in data and b"currentColor" not in data
