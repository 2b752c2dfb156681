"""Broken lines: which are joined and which are not. All texts are made up."""

from __future__ import annotations

import pytest

from kg.readers.paragraphs import read_paragraphs

LONG = "近年来，甲县依托协作机制，投入资金一百二十万元，新建加工厂两座，带动群众就近就业，累计培训农村劳动力三千余人次"

CASES = {
    "a word torn over a blank line": (f"{LONG}，拓宽就\n\n业渠道。", [f"{LONG}，拓宽就业渠道。"]),
    "a quotation torn": ("“我们坐上了免费专车，欢\n\n迎大家来。”她说。", ["“我们坐上了免费专车，欢迎大家来。”她说。"]),
    "a quotation that the next column does not close": (f"{LONG}，“煤\n\n生态补偿办法启动。", [f"{LONG}，“煤", "生态补偿办法启动。"]),
    "a sentence ended": (f"{LONG}。\n的确如此。", [f"{LONG}。", "的确如此。"]),
    "a headline after a torn text": (f"{LONG}，抓好\n\n甲县乙县签订协作协议", [f"{LONG}，抓好", "甲县乙县签订协作协议"]),
    "furniture after a torn text": (f"{LONG}，抓好\n\n（下转3版）", [f"{LONG}，抓好", "（下转3版）"]),
    "a by-line after a torn text": (f"{LONG}，抓好\n\n某省日报记者 王伟", [f"{LONG}，抓好", "某省日报记者 王伟"]),
    "a sentence begun after a torn text": (f"{LONG}，抓好\n\n目前，全县已有三家。", [f"{LONG}，抓好", "目前，全县已有三家。"]),
    "headlines stay apart": ("同心共谋发展路\n携手共绘新蓝图\n", ["同心共谋发展路", "携手共绘新蓝图"]),
    "a headline over its text": ("甲县举办招聘会\n近日，甲县举办招聘会。", ["甲县举办招聘会", "近日，甲县举办招聘会。"]),
    "a section's head over its text": (
        "岗位送到家门口，服务暖到心坎上\n\n就业是民生之本。1月29日，甲县举办招聘会。",
        ["岗位送到家门口，服务暖到心坎上", "就业是民生之本。1月29日，甲县举办招聘会。"],
    ),
    "a narrow column": (
        "近日，甲县与乙县在县城联合举办\n劳务协作专场招聘会，来自两地的\n四十余家企业带来岗位三千余个，\n当天达成意向六百余人。\n活动现场还设置了政策咨询区，工\n作人员面对面解答。",
        [
            "近日，甲县与乙县在县城联合举办劳务协作专场招聘会，来自两地的四十余家企业带来岗位三千余个，当天达成意向六百余人。",
            "活动现场还设置了政策咨询区，工作人员面对面解答。",
        ],
    ),
    "an indented line begins a paragraph": (f"　　{LONG}、\n　　二是抓好培训。", [f"{LONG}、", "二是抓好培训。"]),
    "points of a list": ("一、加强组织领导\n二、强化资金保障", ["一、加强组织领导", "二、强化资金保障"]),
    "Latin words": ("The two counties have signed a\nnew agreement, and\nwork begins.", ["The two counties have signed a new agreement, and work begins."]),
    "names with blanks": ("某省日报记者　王　伟", ["某省日报记者 王 伟"]),
    "blanks beside marks": ("甲县， 乙县 （丙市）", ["甲县，乙县（丙市）"]),
    "CRLF": ("甲县举办招聘会\r\n\r\n近日，甲县举办招聘会。\r\n", ["甲县举办招聘会", "近日，甲县举办招聘会。"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [paragraph.text for paragraph in read_paragraphs(text)] == expected
