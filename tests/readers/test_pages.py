"""Made-up pages and the articles in them: title | by-line | outlet | published, then the kinds of the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kg.model import Document, digest
from kg.readers import read_articles

T1 = "近日，甲县与乙市在县城联合举办劳务协作专场招聘会，来自两地的四十余家企业带来岗位三千余个。"
T2 = "今年以来，该县已组织外出务工人员六批次，发放补贴一百二十万元，务工收入稳步增长。"
T3 = "“岗位就在家门口，工资还不低。”返乡青年李芳说，她已在车间上班三个月。"
T4 = "下一步，两地将继续深化产业、劳务、消费协作，推动结对帮扶走深走实。"
T5 = "丙县是农业大县，茶园面积二十万亩，过去交通不便，好茶卖不出好价钱。"


@dataclass(frozen=True)
class Page:
    text: str
    articles: tuple[str, ...]


PAGES = {
    "two items with by-lines": Page(
        f"甲县乙市联手稳就业\n\n某省日报记者 王伟\n\n{T1}\n\n{T2}\n\n丙县茶香飘四海\n\n某省日报记者 李芳\n\n{T5}\n\n{T4}",
        (
            "甲县乙市联手稳就业 | 某省日报记者 王伟 | 某省日报 | : title byline body body",
            "丙县茶香飘四海 | 某省日报记者 李芳 | 某省日报 | : title byline body body",
        ),
    ),
    "a feature keeps its sections": Page(
        f"山海情深一家亲\n\n——甲县乙市协作纪实\n\n本报记者 王伟\n\n{T1}\n\n甲县\n\n{T2}\n\n岗位送上门\n\n{T3}\n\n丙县\n\n{T5}",
        ("山海情深一家亲 | 本报记者 王伟 |  | : title subtitle byline body subtitle body subtitle body subtitle body",),
    ),
    "briefs with datelines": Page(
        f"甲县举办招聘会\n本报讯（记者王伟）{T1}\n{T2}\n丙县春茶开采\n本报讯（通讯员 李芳）{T5}",
        (
            "甲县举办招聘会 | 本报讯（记者王伟） |  | : title body body",
            "丙县春茶开采 | 本报讯（通讯员 李芳） |  | : title body",
        ),
    ),
    "briefs of a broadcast, unsigned": Page(
        f"央视网消息（新闻联播）：{T2}\n甲县举办专场招聘会促进就业\n{T1}\n丙县春茶开采仪式今天举行\n今天（3月4日），丙县春茶开采。",
        (
            " |  | 央视网 | : body",
            "甲县举办专场招聘会促进就业 |  |  | : title body",
            "丙县春茶开采仪式今天举行 |  |  | : title body",
        ),
    ),
    "a notice of a government keeps its points": Page(
        f"关于做好东西部劳务协作工作的通知\n\n各县人民政府：\n\n{T4}\n\n一、加强组织领导\n\n{T2}\n\n二、强化资金保障\n\n{T3}\n\n2024年3月4日",
        ("关于做好东西部劳务协作工作的通知 |  |  | : title body body subtitle body subtitle body furniture",),
    ),
    "a picture between two stories": Page(
        f"甲县乙市联手稳就业\n\n某省日报记者 王伟\n\n{T1}\n\n春茶开采忙\n\n3月2日，丙县茶农在采茶。\n\n李芳 摄\n\n茶园变成致富园\n\n本报讯（记者 张伟）{T5}",
        (
            "甲县乙市联手稳就业 | 某省日报记者 王伟 | 某省日报 | : title byline body",
            "春茶开采忙 | 李芳 摄 |  | : title caption byline",
            "茶园变成致富园 | 本报讯（记者 张伟） |  | : title body",
        ),
    ),
    "a caption in the midst of a story": Page(
        f"甲县乙市联手稳就业\n\n某省日报记者 王伟\n\n{T1}\n\n图为招聘会现场。\n\n李芳 摄\n\n{T2}",
        (
            "甲县乙市联手稳就业 | 某省日报记者 王伟 | 某省日报 | : title byline body body",
            " | 李芳 摄 |  | : caption byline",
        ),
    ),
    "jumps from and to other pages": Page(
        f"（上接第一版）\n\n{T1}\n\n{T2}\n\n（上接第二版）{T5}\n\n丙县茶香飘四海\n\n本报记者 李芳\n\n{T4}（下转3版）\n\n{T3}",
        (
            " |  |  | : furniture body body",
            " |  |  | : furniture body",
            "丙县茶香飘四海 | 本报记者 李芳 |  | : title byline body",
            " |  |  | : body",
        ),
    ),
    "headings of markdown": Page(
        f"## 甲县乙市联手稳就业\n\n### 两地签订协议\n\n{T1}\n\n(王伟 李芳)\n\n## 丙县茶香飘四海\n\n{T5}",
        (
            "甲县乙市联手稳就业 | 王伟 李芳 |  | : furniture title furniture subtitle body byline",
            "丙县茶香飘四海 |  |  | : furniture title body",
        ),
    ),
    "one text of markdown with sections": Page(
        f"# 甲县乙市联手稳就业\n\n{T1}\n\n## 岗位送上门\n\n{T3}\n\n## 培训到村头\n\n{T4}",
        (
            "甲县乙市联手稳就业 |  |  | : furniture title body furniture subtitle body furniture subtitle body",
        ),
    ),
    "the page's own name and day": Page(
        f"某省日报 2024年3月4日 星期一 第3版\n\n甲县乙市联手稳就业\n\n本报记者 王伟\n\n{T1}\n\n丙县茶香飘四海\n\n本报讯（记者 李芳）{T5}",
        (
            "甲县乙市联手稳就业 | 本报记者 王伟 | 某省日报 | 2024-03-04: furniture title byline body",
            "丙县茶香飘四海 | 本报讯（记者 李芳） | 某省日报 | 2024-03-04: title body",
        ),
    ),
    "a page of the web": Page(
        f"甲县乙市联手稳就业\n2024-03-04 18:32\n来源：\n某省日报\n字号：默认\n大\n超大\n|\n打印\n{T1}\n{T2}\n责任编辑：王伟\n相关稿件",
        (
            "甲县乙市联手稳就业 | 来源： | 某省日报 | 2024-03-04: title furniture byline furniture"
            " furniture furniture furniture furniture furniture body body furniture furniture",
        ),
    ),
    "signed statements": Page(
        f"新时代 新征程 新伟业\n\n——学习全会精神\n\n甲县委书记王伟：\n\n谱写甲县新篇章\n\n{T4}\n\n丙县县长李芳：\n\n奋力推进茶产业发展\n\n{T5}",
        (
            "谱写甲县新篇章 | 甲县委书记王伟： |  | : furniture subtitle byline title body",
            "奋力推进茶产业发展 | 丙县县长李芳： |  | : byline title body",
        ),
    ),
    "paragraphs that the recogniser repeated": Page(
        f"甲县乙市联手稳就业\n\n{T1}\n\n{T2}\n\n{T1}\n\n{T1}\n\n好。\n\n好。",
        ("甲县乙市联手稳就业 |  |  | : title body body body body",),
    ),
    "a text that begins in the middle": Page(
        f"甲县乙市联手稳就业\n\n某省日报记者 王伟\n\n{T1}\n\n能为司机免费测量血压，并配备药箱。\n\n{T4}",
        (
            "甲县乙市联手稳就业 | 某省日报记者 王伟 | 某省日报 | : title byline body",
            " |  |  | : body body",
        ),
    ),
    "a summary above the by-line": Page(
        f"甲县乙市联手稳就业\n\n阅读提示\n\n{T4}\n\n本报记者 王伟\n\n{T1}\n\n岗位送上门\n\n{T3}",
        ("甲县乙市联手稳就业 | 本报记者 王伟 |  | : title subtitle body byline body subtitle body",),
    ),
    "a list of names is no row of headlines": Page(
        "先进个人名单\n\n" + "\n".join(f"甲县第{n}小学教师李芳" for n in "一二三四五六七八九十") + "\n",
        (" |  |  | : body body body body body body body body body body body",),
    ),
    "one line": Page(T1, (" |  |  | : body",)),
    "a headline alone": Page("甲县乙市联手稳就业", ("甲县乙市联手稳就业 |  |  | : title",)),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page(page: Page) -> None:
    document = Document("page", "page.txt", "text/plain", "utf-8", digest(page.text), page.text)
    found = [
        f"{a.title} | {a.byline} | {a.outlet} | {a.published}: {' '.join(block.kind for block in a.blocks)}"
        for a in read_articles(document)
    ]
    assert found == list(page.articles)
