"""Who tells date, outlet, author, title and address of an article, and whose word counts."""

from __future__ import annotations

import json

import pytest
from making import T1, T2, TITLE, page

from kg.model import Issue
from kg.readers import read_articles, read_source
from kg.readers.dates import date_in_path, read_date
from kg.readers.metadata import field_of, web_address
from kg.settings import Settings

MATTER = "---\ntitle: 甲县招聘\ndate: 2024-03-02\npublisher: 某省日报\nauthor: [王伟, 李芳]\nurl: https://news.example.cn/1\n---\n"
HEADER = f"{TITLE}\n2024-03-04 18:32\n来源：某市报\n{T1}\n"
META = (
    '<meta name="PubDate" content="2024-03-05 10:22"><meta name="ContentSource" content="某县报">'
    '<link rel="canonical" href="https://www.example.cn/x">'
)
LINKED = json.dumps(
    {"@graph": [{"@type": "NewsArticle", "headline": "题", "datePublished": "2024-03-06T08:00:00+08:00",
                 "publisher": {"@type": "Organization", "name": "某州报"}, "author": [{"name": "王伟"}]}]}
)  # fmt: skip
JSON_LD = f'<script type="application/ld+json">{LINKED}</script>'

# (what, path, content, title | by-line | outlet of source | published of source | url)
TOLD = {
    "front matter": (MATTER + T1, "a.txt", "甲县招聘 | 王伟、李芳 | 某省日报 of front matter | 2024-03-02 of front matter | https://news.example.cn/1"),
    "front matter before the header and the folder": (
        MATTER + HEADER, "2023/01/01/a.md", "甲县招聘 | 王伟、李芳 | 某省日报 of front matter | 2024-03-02 of front matter | https://news.example.cn/1",
    ),
    "front matter in Chinese": (
        f"---\n标题：甲县招聘\n日期：2024年3月\n来源：某省日报\n---\n{T1}", "a.txt", "甲县招聘 |  | 某省日报 of front matter | 2024-03 of front matter | ",
    ),
    "the text's own header before the folder": (HEADER, "2023/01/01/a.txt", f"{TITLE} | 来源：某市报 | 某市报 of header | 2024-03-04 of header | "),
    "the header before the page's metadata": (
        page(META, "<span>2024-03-04 18:32</span><span>来源：某市报</span>"), "a.html",
        f"{TITLE} | 来源：某市报 | 某市报 of header | 2024-03-04 of header | https://www.example.cn/x",
    ),
    "the page's metadata before the folder": (
        page(META), "2023/01/01/a.html", f"{TITLE} |  | 某县报 of metadata | 2024-03-05 of metadata | https://www.example.cn/x",
    ),
    "metadata as linked data": (page(JSON_LD), "a.html", f"{TITLE} | 王伟 | 某州报 of metadata | 2024-03-06 of metadata | "),
    "columns before all else": (
        json.dumps({"text": HEADER, "date": "2024-03-02", "source": "某省日报", "link": "https://news.example.cn/1", "title": TITLE}),
        "2023/01/01/a.jsonl", f"{TITLE} | 来源：某市报 | 某省日报 of column | 2024-03-02 of column | https://news.example.cn/1",
    ),
    "an address in the column of sources": (
        json.dumps({"text": T1, "source": "https://news.example.cn/1"}), "a.jsonl", " |  |  |  | https://news.example.cn/1",
    ),
    "what a column leaves open the folder tells": (json.dumps({"text": T1, "date": ""}), "2024/03/02/a.jsonl", " |  |  | 2024-03-02 of folder | "),
    "a file's name": (T1, "某省日报20240302.txt", " |  |  | 2024-03-02 of file name | "),
    "a dateline": (f"{TITLE}\n某省日报讯（记者 王伟）{T1}", "a.txt", f"{TITLE} | 某省日报讯（记者 王伟） | 某省日报 of dateline |  | "),
    "a by-line": (f"{TITLE}\n某省日报记者 王伟\n{T1}", "a.txt", f"{TITLE} | 某省日报记者 王伟 | 某省日报 of byline |  | "),
    "the page's masthead": (
        f"某省日报 2024年3月4日 星期一 第3版\n\n{TITLE}\n\n本报记者 王伟\n\n{T1}", "a.txt",
        f"{TITLE} | 本报记者 王伟 | 某省日报 of masthead | 2024-03-04 of masthead | ",
    ),
    "nobody": (T1, "a.txt", " |  |  |  | "),
}  # fmt: skip


@pytest.mark.parametrize(("content", "path", "expected"), TOLD.values(), ids=TOLD.keys())
def test_told(content: str, path: str, expected: str) -> None:
    issues: list[Issue] = []
    (document,) = read_source(content.encode(), path, "n", Settings(), issues)
    (article,) = read_articles(document)

    def of(value: str, source: str) -> str:
        return f"{value} of {source}" if value else source

    outlet, published = of(article.outlet, article.outlet_source), of(article.published, article.published_source)
    assert f"{article.title} | {article.byline} | {outlet} | {published} | {article.url}" == expected
    assert issues == []


def test_front_matter_stands_in_the_text_and_in_no_article() -> None:
    text = MATTER + f"{TITLE}\r\n{T1}\n\n丙县春茶开采\n\n本报讯（记者 王伟）{T2}"
    (document,) = read_source(text.encode(), "a.txt", "a", Settings(), [])
    assert document.text == text
    (article,) = read_articles(document)  # a title says that it is one
    assert article.offsets[0] == len(MATTER)
    assert article.quote(article.text.index(T2), article.text.index(T2) + len(T2)) == T2


def test_front_matter_without_title_tells_of_every_article() -> None:
    text = f"---\ndate: 2024-03-02\n---\n{TITLE}\n本报讯（记者 李芳）{T1}\n丙县春茶开采\n本报讯（记者 王伟）{T2}"
    (document,) = read_source(text.encode(), "a.txt", "a", Settings(), [])
    assert [(a.title, a.published) for a in read_articles(document)] == [(TITLE, "2024-03-02"), ("丙县春茶开采", "2024-03-02")]


WRONG = {
    "a senseless day": (f"---\ndate: 2024-02-30\n---\n{T1}", "no usable date: '2024-02-30'"),
    "an address that is none": (f"---\nurl: www.example.cn\n---\n{T1}", "no usable url: 'www.example.cn'"),
    "no YAML": (f"---\ntitle: 甲: 乙\n---\n{T1}", "front matter cannot be read (line 2): mapping values are not allowed here"),
    "a bomb": ("---\ntitle: &a [x,x]\n" + "".join(f"k{n}: &b{n} [*a,*a]\n" for n in range(9)) + f"date: {'[' * 3000}\n---\n{T1}", "front matter cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_wrong_front_matter_is_a_warning(text: str, message: str) -> None:
    issues: list[Issue] = []
    (document,) = read_source(text.encode(), "a.txt", "a", Settings(), issues)
    (article,) = read_articles(document)
    assert article.text == T1
    (issue,) = issues
    assert (issue.level, issue.where) == ("warning", "a.txt") and issue.message.startswith(message)


@pytest.mark.parametrize("text", [f"---\n{T1}\n---\n{T2}", f"---\n\n{T1}", f"--\ntitle: x\n--\n{T1}"])
def test_a_rule_of_hyphens_is_no_front_matter(text: str) -> None:
    (document,) = read_source(text.encode(), "a.txt", "a", Settings(), [])
    assert document.start == 0 and document.metadata == ()


def test_a_page_is_called_by_what_its_title_repeats() -> None:
    html = page().replace("<h1>", "<h1>某省新闻网</h1><h1>")
    (document,) = read_source(html.encode(), "a.html", "a", Settings(), [])
    assert document.text.startswith(f"{TITLE}\n近日")


DATES = {
    "2024-03-02": "2024-03-02", "2024-3-2": "2024-03-02", "2024/03/02 10:22": "2024-03-02", "2024.3.2": "2024-03-02",
    "2024-03-02T23:30:00+08:00": "2024-03-02", "2024-03-02T10:00:00.000Z": "2024-03-02", "20240302": "2024-03-02",
    "20240302102200": "2024-03-02", "2024年3月2日 10时22分": "2024-03-02", "2024年3月2日（星期六）": "2024-03-02",
    "2024 年 3 月 2 日": "2024-03-02", "二〇二四年三月二日": "2024-03-02", "Sat, 02 Mar 2024 10:00:00 +0800": "2024-03-02",
    "2024年3月": "2024-03", "2024-03": "2024-03", "2024": "2024", "2024年": "2024",
    "": "", "昨天": "", "2024-02-30": "", "2024-13-01": "", "31/12/2024": "", "0000-00-00": "", "1970-01-01 00:00:00": "",
    "1709337600": "", "3024-01-01": "", "2024-03-02至2024-03-05": "", "99999999": "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_dates(text: str, date: str) -> None:
    assert read_date(text) == date


PATHS = {
    "a/2024/03/02/x.txt": ("2024-03-02", "folder"), "2024-03-02/x.txt": ("2024-03-02", "folder"),
    "html/2024-03/02/nw.D1.htm": ("2024-03-02", "folder"), "20240302/x.txt": ("2024-03-02", "folder"),
    "2024年3月/x.txt": ("2024-03", "folder"), "2024/03/要闻/x.txt": ("2024-03", "folder"),
    "2022/01/01/2024/03/02/x.txt": ("2024-03-02", "folder"), "p/2024-03-02.zip!/x.txt": ("2024-03-02", "folder"),
    "2024/03/20240305.txt": ("2024-03-05", "file name"), "t20240302_1.html": ("2024-03-02", "file name"),
    "n/2024-03-02.csv#3": ("2024-03-02", "file name"), "2024年3月2日某报.txt": ("2024-03-02", "file name"),
    "2024-03某报.txt": ("2024-03", "file name"),
    "2024/x.txt": ("", ""), "2024/13/01/x.txt": ("", ""), "000_bc2024030284957a.txt": ("", ""), "x1.2024030.txt": ("", ""),
    "2024-03-02与2024-03-05.txt": ("", ""), "某报2024.txt": ("", ""), "a-2024-03-02/x.txt": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("path", "told"), PATHS.items())
def test_dates_in_paths(path: str, told: tuple[str, str]) -> None:
    assert date_in_path(path) == told


@pytest.mark.parametrize(
    ("name", "field"),
    [("Title", "title"), ("标 题", "title"), ("published_at", "published"), ("ＵＲＬ", "url"), ("正文", "text"), ("id", None), ("", None)],
)
def test_columns_go_by_many_names(name: str, field: str | None) -> None:
    assert field_of(name) == field


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "ftp://example.cn/", "//example.cn", "https://", "http://[", 'https://a.cn/"><script>', "https://a.cn/ b", "www.a.cn"]
)
def test_only_addresses_of_the_web_are_addresses(text: str) -> None:
    assert web_address(text) == ""
