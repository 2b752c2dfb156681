"""What one line looks like by itself. All names are made up."""

from __future__ import annotations

import pytest

from kg.readers.cues import cue_of, signature_of, stated_date
from kg.readers.names import outlet_of

CUES = [
    ("某省日报记者 王伟", "byline"), ("本报记者 李芳 通讯员 张伟", "byline"), ("记者 王 伟 李芳", "byline"), ("（王伟 李芳）", "byline"), ("策划：王伟 撰稿：李芳 张伟", "byline"),
    ("来源：某省日报", "byline"), ("文/图 王伟", "byline"), ("本报记者王伟", "byline"), ("（作者系某大学教授）", "byline"), ("中外记者 走进甲县", "title"),
    ("王伟 摄", "credit"), ("王伟摄", "credit"), ("新华社发（王伟 摄）", "credit"), ("新华社记者 王伟 摄", "credit"), ("王伟 李芳 摄影报道", "credit"), ("甲县融媒体中心供图", "credit"),
    ("王伟 摄（某省图片库）", "credit"),
    ("（上接第一版）", "resumed"), ("（上接第1版）会议指出，要抓好就业。", "resumed"), ("(下转3版)", "continued"), ("责任编辑：王伟", "closing"), ("相关稿件", "closing"),
    ("字号：默认", "furniture"), ("打印", "furniture"), ("第3版", "furniture"), ("|", "furniture"), ("新时代 新征程 新伟业", "slogan"), ("某省日报 2024年3月4日 星期一", "masthead"),
    ("2024-03-04 18:32", "date"), ("发布时间：2024年3月4日", "date"),
    ("本报讯（记者 王伟）近日，甲县举办招聘会。", "dateline"), ("新华社某市11月24日电（记者王伟）甲县举办招聘会。", "dateline"), ("央视网消息（新闻联播）：今年以来，甲县举办招聘会。", "dateline"),
    ("图为招聘会现场。", "caption"), ("3月2日，甲县举办招聘会。图为求职者咨询岗位。", "caption"), ("上图：求职者咨询岗位。", "caption"),
    ("一、总体要求", "list"), ("（二）加强领导", "list"), ("## 甲县举办招聘会", "heading"), ("——甲县抓好就业", "deck"), ("——聚焦产业，投入资金一百万元。", "body"),
    ("甲县委书记王伟：", "author"), ("王伟说：", "body"), ("甲县举办招聘会", "title"), ("甲县", "label"), ("乡村振兴在行动系列报道之二", "label"), ("欢迎大家！”他说。", "body"),
    ("近年来，甲县抓就业", "body"), ("他向记者介绍", "body"), ("协作让绿水青山连通道", "title"), ("就业的钱从哪里来？", "title"), ("甲县举办招聘会。", "body"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue"), CUES, ids=[text for text, _ in CUES])
def test_cue(text: str, cue: str) -> None:
    assert cue_of(text.replace("(", "（").replace(")", "）")) == cue


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年3月4日 星期一", "2024-03-04"),
        ("二〇二四年十二月二十一日", "2024-12-21"),
        ("2024/3/4", "2024-03-04"),
        ("2024年3月", "2024-03"),
        ("某省日报 2024年3月4日 星期一 第3版", "2024-03-04"),
        ("2024年", ""),
        ("2024年13月4日", ""),
        ("2024年2月30日", ""),
        ("2024年3月4日，甲县举办招聘会", ""),
        ("甲县2024年3月4日", ""),
    ],
)
def test_stated_date(text: str, iso: str) -> None:
    assert stated_date(text) == iso


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("某省日报某眼新闻记者 王伟", "某省日报"),
        ("新华社记者 王伟 摄", "新华社"),
        ("本报记者 王伟", ""),
        ("记者 王伟", ""),
        ("人民网", "人民网"),
    ],
)
def test_outlet(text: str, outlet: str) -> None:
    assert outlet_of(text) == outlet


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("产业越做越大。（王伟 李芳）", "王伟 李芳"),
        ("产业越做越大。（记者 王伟）", "记者 王伟"),
        ("产业越做越大。（本报记者王伟）", "本报记者王伟"),
        ("产业越做越大（试行）", ""),
        ("三个镇（南山 西河）", ""),
        ("产业越做越大。（王伟）", ""),
    ],
)
def test_signature(text: str, names: str) -> None:
    assert signature_of(text) == names
