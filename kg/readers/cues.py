"""What a paragraph or line looks like by itself: a by-line, a dateline, furniture, perhaps a headline.

Rules here say what newspapers print, not what any of them reported; `kg/readers/articles.py` judges by the neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.readers.characters import HAN
from kg.readers.dates import stated_date
from kg.readers.names import MEDIA, close_spaced, is_name

Cue = Literal[
    "body", "dateline", "list", "caption",
    "title", "label", "deck", "heading", "author",
    "byline", "credit", "date", "masthead", "slogan", "furniture", "resumed", "continued", "closing",
]  # fmt: skip
"""title: may be a headline. label: a column's or section's name. deck: a line under a headline that begins with ——.
heading: marked so (##). author: post and name before a colon, above a signed piece. resumed: （上接…版）.
continued: （下转…版）. closing: furniture that stands after an article, 责任编辑 and such."""

TITULAR = frozenset({"title", "label"})
HEADER = frozenset({"title", "label", "deck", "heading", "author", "masthead", "slogan"})
"""What a header of an article may begin with."""

MARKED = frozenset(
    {
        "deck", "heading", "author", "byline", "credit", "date", "masthead", "slogan", "furniture", "resumed",
        "continued", "closing",
    }
)  # fmt: skip
"""Lines that stand alone by what they say, whatever stands beside them."""

_CHINESE = re.compile(f"[{HAN}]")
_RESUMED = re.compile(
    r"^[（(【]?(?:紧?上接|紧接|接)(?:第?[A-Z]?[一二三四五六七八九十\d]{1,3}版|[^。，）]{1,6}版)[^）)】]{0,20}[）)】]?"
)
_CONTINUED = re.compile(
    r"[（(【](?:紧?下转)(?:第?[A-Z]?[一二三四五六七八九十\d]{1,3}版|[^。，）]{1,6}版)[^）)】]{0,20}[）)】]$"
)
_HEADING = re.compile(r"^(#{1,6})\s*(?=[^#\s])")

_ROLE = (
    rf"(?:{MEDIA}|本[报刊社台网])?(?:全媒体|融媒体?|首席|见习|特约|实习|驻[{HAN}]{{2,6}}|社)*"
    "(?:记者站|记者|通讯员|评论员|特派员|撰稿人?|实习生|报道组|调研组|文字|文|图片|图|摄影|摄像|采写|作者|供稿|供图|执笔|策划|统筹|制图|视觉"
    "|翻译|整理|监制|出品|报道|编译|发)"
)
_ROLE_ONLY = re.compile(_ROLE)
_ROLE_NAME = re.compile(rf"({_ROLE})([{HAN}·]{{2,12}})")
_REPORTING = re.compile(
    "(?:综合)?(?:摄影报道|采访报道|报道|文/图|图/文|文并图|图文|文图|整理|摄影|摄像|摄|文|图)"
)
_PARTS = re.compile(r"[ 、，：:（）()｜|]+")
_CREDIT = re.compile(rf"(?:[ {HAN}）])(?:摄(?:影(?:报道)?)?|供图)(?:[）)]|[（(][^（）()]{{1,20}}[）)])?$")
_SUPPLIED = re.compile(
    rf"^[（(]?(?:图片)?(?:[{HAN}]{{2,16}}(?:供图|提供)|资料(?:图|图片|照片)|图片来源.{{1,20}}|(?:本版|本组)?图片均?由.{{2,20}})[）)]?$"
)
_SOURCE = re.compile(r"^(?:信息|文章|稿件)?(?:来源|稿源)[：:] ?(.{0,30})$")
_AFFILIATION = re.compile(r"^[（(]作者(?:单位)?[系为：:].{2,60}[）)]$")
_SIGNATURE = re.compile(rf"[（(]([{HAN} 、·]{{2,40}})[）)]$")

_POST = "书记|主任|[省市县区州镇乡局厅部院校所站处科会组队社]长|经理|董事长|总裁|教授|研究员|主席|主委|专员|负责人|委员|代表|院士|工程师|专家|村民|学者|秘书|支书|医生|教师|专干"
_AUTHOR = re.compile(rf"(?:{_POST})([{HAN}·]{{2,12}})[：:]$")

_DATELINE = re.compile(
    rf"^[（(【]?(?:据)?(?P<outlet>本[报刊社台网]|{MEDIA})(?:[{HAN}]{{0,8}}?)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:专?讯|专?电|消息)"
    r"(?=[ （(：:，】]|记者|通讯员)(?P<by>】? ?[（(][^（）()]{0,12}(?:记者|通讯员|评论员|特派员)[^（）()]{1,60}[）)])?"
)
_CAPTION = re.compile(
    r"^[（(【]?[左右上下本]?图(?:片)?[①-⑳一二三四五六\d]{0,2}(?:为|：|:)|(?:^|[。！？”）])图(?:片)?(?:为|中)[^。]{2,80}。?[）)]?$"
)
_LIST = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:、|\.(?!\d))"
    r"|第[一二三四五六七八九十百\d]{1,4}[章条节编]|[①-⑳·•●■◆★▲▶►△○□])"
)
_LABEL = re.compile(
    r"(?:简报|动态|要闻|快讯|短讯|专栏|专题|专版|特刊|特稿|专刊|系列报道|连载|调研采访|采访记|提示|导读|编者按|视点|聚焦|观察|评论|链接|速递|之[一二三四五六七八九十]+)$"
)

_FURNITURE = re.compile(
    r"[（(【\[]?(?:完|资料图片?|字号.{0,20}|默认|大|中|小|超大|特大|打印(?:本页)?|关闭(?:窗口)?|收藏|分享.{0,8}|扫一扫.{0,20}"
    r"|上一[篇条页].{0,60}|下一[篇条页].{0,60}|返回.{0,6}|浏览.{0,3}[：:]?\d+.{0,3}|(?:阅读|点击).{0,3}[：:]?\d+.{0,3}"
    r"|(?:当前|您的?|你的?)(?:现在)?的?位置.{0,60}|首页.{0,60}|原标题[：:].{1,60}|版权所有.{0,40}|.{0,3}ICP备.{0,20}"
    r"|(?:新闻|举报|服务)?(?:热线|电话|邮箱|网址|邮编|传真)[：:].{1,40}|.{0,10}刊号.{1,30}|https?://\S+|www\.\S+"
    r"|第?[A-Z]?\d{1,3}版?|第[一二三四五六七八九十]{1,3}版|[\d\s|·•—\-_=*~／/<>\\^.]+)[）)】\]]?"
)
_CLOSING = re.compile(
    r"[（(【\[]?.{0,6}(?:责任编辑|责编|美编|版式|组版|校对|审核|值班主任|值班编辑|本版编辑|视觉设计|终审|审读|编审)[：:].{0,50}|.{0,3}我要纠错.{0,40}"
    r"|相关(?:稿件|链接|新闻|阅读|报道)[：:]?"
)
_SLOGAN = re.compile(rf"([{HAN}])[{HAN}]{{1,4}}(?: \1[{HAN}]{{1,4}}){{2,}}")

_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天]")
_PAPER_NAME = re.compile(f"[{HAN}]{{2,6}}(?:日报|晚报|早报|晨报|时报|商报|导报|周报|都市报)")

_OPENING = re.compile(
    "^(?:近年来|近些年|今年以来|去年以来|一直以来|长期以来|目前|眼下|如今|当前|据悉|据了解|据介绍|据统计|此外|同时|另外|截至|对于|随着|为了|由于|因此|但是|然而"
    "|记者|其中|例如|比如|下一步|接下来|未来[，,]|连日来|日前|近日|前不久|当天|当日|会上|会前|会后|期间|与此同时|不仅如此|作为|通过|针对|围绕|按照|根据|经过"
    r"|\d{4}年(?:\d+月)?(?:\d+日)?[，,]|\d{1,2}月\d{1,2}日)"
)
_LEAD = re.compile(r"近日|日前|今天|昨天|今日|昨日|获悉|\d{1,2}月\d{1,2}日")
_FRESH = re.compile("^(?:今年以来|近年来|去年以来|近日|日前|连日来|\\d{1,2}月\\d{1,2}日)")
_SPEECH_END = re.compile("(?:说|表示|介绍|告诉记者|[写问说笑坦感]道)[，：]?$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """本报讯（记者 甲）: the outlet as printed, the by-line in brackets or "", and both as printed."""

    outlet: str
    byline: str
    text: str


def width(text: str) -> float:
    """How wide a text is, in Chinese characters: one of ASCII counts half."""
    return len(text) - sum(1 for char in text if char < "\x80") / 2


@lru_cache(
    maxsize=512
)  # a line is asked about when the line before it ends, when it begins and when it is whole
def cue_of(text: str) -> Cue:
    """What one tidied paragraph or line looks like, apart from its neighbours."""
    if len(text) > 200:
        return _cue_of_long(text)
    wide = width(text)
    if _HEADING.match(text):
        return "heading"
    if _RESUMED.match(text):
        return "resumed"
    if (jump := _CONTINUED.search(text)) and jump.start() == 0:
        return "continued"
    if wide <= 60:
        if stated_date(text):
            return "masthead" if _is_masthead(text) else "date"
        if _SLOGAN.fullmatch(text):
            return "slogan"
        if _PAPER_NAME.fullmatch(text):
            return "masthead"
        if _FURNITURE.fullmatch(text):
            return "furniture"
        if _CLOSING.fullmatch(text):
            return "closing"
        if by := _byline(text):
            return by
        if _is_author(text):
            return "author"
    if _DATELINE.match(text):
        return "dateline"
    if _CAPTION.search(text):
        return "caption"
    if _LIST.match(text):
        return "list"
    return _titular(text, wide)


def _cue_of_long(text: str) -> Cue:
    if _HEADING.match(text):
        return "heading"
    if _RESUMED.match(text):
        return "resumed"
    if _DATELINE.match(text[:200]):
        return "dateline"
    if _LIST.match(text):
        return "list"
    return "caption" if len(text) <= 400 and _CAPTION.search(text) else "body"


def _byline(text: str) -> Literal["byline", "credit"] | None:
    if _SOURCE.match(text) or _AFFILIATION.match(text):
        return "byline"
    if _SUPPLIED.match(text):
        return "credit"
    if re.search("[。！？；]", text):
        return None
    credit = _CREDIT.search(text)
    # What follows 摄 in brackets is where the picture is from, not who took it.
    core = re.sub(r"(?<=[摄图])[（(][^（）()]*[）)]$", "", text) if credit else text
    words = [word for word in _PARTS.split(close_spaced(core)) if word]
    roles = names = 0
    for word in words:
        joined = _ROLE_NAME.fullmatch(word)
        if _ROLE_ONLY.fullmatch(word) or _REPORTING.fullmatch(word):
            roles += 1
        elif is_name(word) or re.fullmatch(MEDIA, word):
            names += 1
        elif joined and is_name(joined.group(2)):
            roles += 1
            names += 1
        elif credit and word.endswith("摄") and is_name(word[:-1]):
            names += 1
        else:
            return None
    if credit and names:
        return "credit"
    signed = re.fullmatch(r"[（(][^（）()]+[）)]", text) is not None
    return "byline" if names and (roles or (signed and all(is_name(word) for word in words))) else None


def _is_author(text: str) -> bool:
    match = _AUTHOR.search(text)
    return match is not None and not re.search("[，。；！？“”]", text) and is_name(match.group(1))


def _titular(text: str, wide: float) -> Cue:
    if text.startswith(("——", "--")):
        return "deck" if wide <= 60 and not re.search("[。；，：:—]$|[。；]", text[2:]) else "body"
    if not _can_be_title(text, wide):
        return "body"
    han = len(_CHINESE.findall(text))
    return "label" if (han <= 6 and " " not in text.strip()) or _LABEL.search(text) else "title"


def _can_be_title(text: str, wide: float) -> bool:
    if wide < 2 or not re.search(f"[{HAN}]{{2}}|[A-Za-z]{{3}}", text):
        return False
    if re.search("[。；;]|[，、：,:—….]$", text) or _SPEECH_END.search(text) or _OPENING.match(text):
        return False
    bare = text.rstrip("”’」』）)")
    if bare[-1:] in "！？!?" and (bare != text or text[0] in "“「" or wide > 24):
        return False  # somebody speaks
    parts = text.split(" ")
    if len(parts) > 1:
        # Headlines of several lines come as one line with blanks; prose has none between Chinese characters.
        return wide <= 120 and max(width(part) for part in parts) <= 45 and text.count("，") <= 2
    if "，" in text:
        return wide <= 40 and text.count("，") <= 2 and min(width(clause) for clause in text.split("，")) >= 4
    return wide <= 45


def dateline_of(text: str) -> Dateline | None:
    """The dateline a paragraph begins with."""
    match = _DATELINE.match(text[:200])
    if match is None:
        return None
    by = (match.group("by") or "").strip(" 】（）()")
    return Dateline(match.group("outlet"), by, match.group().strip(" ："))


def signature_of(text: str) -> str:
    """The names in brackets that a paragraph ends with, e.g. （王伟 李芳）, brackets off; "" if none."""
    match = _SIGNATURE.search(text)
    if match is None:
        return ""
    words = [word for word in _PARTS.split(close_spaced(match.group(1))) if word]
    names = [word for word in words if is_name(word)]
    others = [word for word in words if not is_name(word)]
    roles = [word for word in others if (m := _ROLE_NAME.fullmatch(word)) and is_name(m.group(2))]
    sure = roles or [word for word in others if _ROLE_ONLY.fullmatch(word)]
    if len(roles) + sum(1 for word in others if _ROLE_ONLY.fullmatch(word)) < len(others):
        return ""
    return match.group(1) if len(names) >= 2 or (sure and (names or roles)) else ""


def mark_of(text: str, cue: Cue) -> int:
    """How many characters at the start of a paragraph are furniture: ## of a heading, （上接第一版）."""
    if cue == "heading" and (match := _HEADING.match(text)):
        return len(match.group(1))
    if cue == "resumed" and (match := _RESUMED.match(text)):
        return match.end()
    return 0


def heading_level(text: str) -> int:
    """1 for #, 2 for ## …; 0 for what is no heading."""
    match = _HEADING.match(text)
    return len(match.group(1)) if match else 0


def names_reporter(text: str) -> bool:
    """Does a dateline name who reports, as in 本报讯（记者 甲）?"""
    dateline = dateline_of(text)
    return dateline is not None and dateline.byline != ""


def is_continued(text: str) -> bool:
    """Does it end with （下转…版）?"""
    return _CONTINUED.search(text) is not None


def source_of(text: str) -> str | None:
    """What 来源： names, "" if the name is on the next line; None for anything else."""
    match = _SOURCE.match(text)
    return match.group(1).strip() if match else None


def is_lead(text: str) -> bool:
    """Does it open as the first paragraph of a news item does, with the day or 获悉 in its first clause or two?"""
    return _LEAD.search(text[:25]) is not None


def is_fresh(text: str) -> bool:
    """Does it open a text of its own: 今年以来, 近日 …?"""
    return _FRESH.match(text) is not None


def opens_discourse(text: str) -> bool:
    """Does it begin with a word that begins a sentence: 近年来, 目前, 随着 …?"""
    return _OPENING.match(text) is not None


def _is_masthead(text: str) -> bool:
    return _WEEKDAY.search(text) is not None or re.search("版|期|报", text) is not None
