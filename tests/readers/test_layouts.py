"""Pages as the common systems of Chinese newspapers, governments and WeChat lay them out."""

from __future__ import annotations

import pytest
from making import T1, T2, T3, TITLE

from kg.model import Issue
from kg.readers import read_articles, read_source
from kg.settings import Settings

BODY = f"<p>　　{T1}</p><p>　　{T2}</p><p>　　{T3}</p>"

# (page, by-line | outlet | published | url, the lines of the document)
PAGES = {
    "a newspaper's page": (
        f"<html><head><title>{TITLE}-某省日报</title></head><body><div><a>版面</a></div><div class='article'><h3>山海情深</h3><h1>{TITLE}</h1>"
        "<p class='sec'>本报记者 王 伟<span class='date'>《某省日报》（<span>2024年03月02日 第 04 版</span>）</span></p>"
        f"<div id='ozoom'>{BODY}</div></div><div>某省日报社版权所有</div></body></html>",
        "本报记者 王 伟 | 某省日报 | 2024-03-02 of header | ",
        [TITLE, "本报记者 王 伟", "某省日报", "2024年03月02日", T1, T2, T3],
    ),
    "a government's page": (
        f"<html><head><title>{TITLE}-某县人民政府</title><meta name='SiteName' content='某县人民政府'><meta name='ArticleTitle' content='{TITLE}'>"
        "<meta name='PubDate' content='2024-03-01 08:00'><meta name='ContentSource' content=''></head><body>"
        f"<div>当前位置：<a>首页</a> &gt; <a>要闻</a></div><div class='tit'>{TITLE}</div>"
        "<div>发布时间：2024-03-02 10:20　　来源：县人社局　　浏览次数：<script>hits()</script>次　　字号：[大 中 小]</div>"
        f"<div class='TRS_Editor'>{BODY}</div><div>主办：某县人民政府办公室 ICP备1号</div></body></html>",
        "来源：县人社局 | 县人社局 | 2024-03-02 of header | ",
        [TITLE, "发布时间：2024-03-02 10:20", "来源：县人社局", T1, T2, T3],
    ),
    "a page of WeChat": (
        f"<html><head><meta property='og:title' content='{TITLE}'/><meta property='og:url' content='http://mp.weixin.qq.com/s?__biz=M&amp;mid=1'/>"
        f"<meta property='og:site_name' content='微信公众平台'/></head><body><h1>{TITLE}</h1><div><span>王伟</span><a id='js_name'>某县发布</a>"
        "<em id='publish_time'>2024-03-02 10:22</em></div><div id='js_content' style='visibility: hidden;'>"
        f"<section><span>{T1}</span></section><section><p><span>{T2}</span></p></section><section>{T3}</section></div></body></html>",
        " | 某县发布 | 2024-03-02 of header | http://mp.weixin.qq.com/s?__biz=M&mid=1",
        [TITLE, "2024-03-02 10:22", T1, T2, T3],
    ),
    "a page of breaks": (
        f"<html><head><title>{TITLE}_某网</title></head><body><div>来源：<a>某县报</a>　　2024/3/2 8:15:00</div>"
        f"<div id=zoom>　　{T1}<br><br>　　{T2}<br>{T3}</div></body></html>",
        "来源：某县报 | 某县报 | 2024-03-02 of header | ",
        [TITLE, "来源：某县报", "2024/3/2 8:15:00", T1, T2, T3],
    ),
    "a page laid out in tables": (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td><a>首页</a></td><td><a>新闻</a></td></tr></table><table><tr><td>{TITLE}</td></tr>"
        f"<tr><td>2024-3-2 来源：某县报</td></tr><tr><td>{BODY}</td></tr></table></body></html>",
        "来源：某县报 | 某县报 | 2024-03-02 of header | ",
        [TITLE, "2024-3-2", "来源：某县报", "首页\t新闻", T1, T2, T3],
    ),
    "a table of data with paragraphs in its cells": (
        f"<html><head><title>{TITLE}</title></head><body><div>2024-3-2</div><div>{BODY}<table><tr><td><p>甲县</p></td><td><p>100万元</p></td></tr></table></div></body></html>",
        " |  | 2024-03-02 of header | ",
        [TITLE, "2024-3-2", T1, T2, T3, "甲县\t100万元"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "told", "lines"), PAGES.values(), ids=PAGES.keys())
def test_layout(html: str, told: str, lines: list[str]) -> None:
    issues: list[Issue] = []
    (document,) = read_source(html.encode(), "a.html", "a", Settings(), issues)
    assert document.text.split("\n") == lines
    (article,) = read_articles(document)
    published = f"{article.published} of {article.published_source}"
    assert f"{article.byline} | {article.outlet} | {published} | {article.url}" == told
    assert article.title == TITLE and issues == []
