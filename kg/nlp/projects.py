"""Projects, programmes, classes, campaigns, mechanisms and the money of partnership programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.model import EntityType
from kg.nlp.agreements import is_paper
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.phrases import Grammar, named_entity, named_phrases
from kg.nlp.site_names import begun
from kg.nlp.view import PROVINCES, View

FUND = "东西部协作资金"
"""What the money of partnership programmes is called, however a text words it."""

_GRAMMAR = Grammar(
    reach=30, verbs=True, quotes=True, dates=True, brackets=True, links=True, general=True, units=10
)


_PARTNERS = re.compile(f"[{''.join(sorted(PROVINCES))}]{{2}}")
_WORK = re.compile(r"《([^《》\n]{2,20})》\Z")
_SIZED = re.compile(
    r"(?:年(?:产|加工|处理|出栏|屠宰|发电)\d[\d.]*[余多]?[万亿千百]?(?:吨|件|只|头|羽|套|台|双|条|株|支|瓶|盒|箱|米|平方米|立方米|千瓦时|度)"
    r"|\d[\d.]*[万亿千百]?(?:兆瓦|千瓦|吉瓦|MW|GW))"
    r"[^，。、；：！？（）“”《》\s的了在与和\d]{2,14}?(?:项目|生产线)"
)
_COUNTED = re.compile(
    r"(?<![\d一二三四五六七八九十百千万数几上两近余])[百千万](?:名|村|企|家|户|校|店|县|医|师)"
    r"[^，。、；：！？（）“”《》\s的了在\d]{2,12}?(?:行动|计划|工程)(?!是|从|就|将|方案)"
)


def find_projects(view: View) -> list[Candidate]:
    """Projects by head, quotations that a verb or their last word makes a campaign, and partnership funds."""
    frames, stops = words_of("project_suffixes", "frames"), words_of("project_suffixes", "stops")
    named = named_phrases(view, "PROJECT", "project_suffixes", _GRAMMAR, frames, stops)
    return [
        *(whole for c in begun(view, named, frames) if (whole := _whole(view, c)) is not None),
        *_campaigns(view),
        *_sized(view),
        *_counted(view),
        *_funds(view),
    ]


def _whole(view: View, candidate: Candidate) -> Candidate | None:
    """The thing of which a candidate names a stage (某某产业园|二期); None where its 计划 is a verb (商务局|计划|再开两家) and
    where slogans stand in a row (“三增”“两减”项目)."""
    text = view.text[candidate.start : candidate.end]
    if stage := re.search(rf"{_whole_pattern()}([一二三四五]期)$", text):
        end = candidate.start + stage.start(1)
        whole = text[: stage.start(1)]
        type_: EntityType = "PARK" if whole.endswith(tuple(words_of("park_suffixes", "strong"))) else "PROJECT"
        entity = named_entity(type_, whole, candidate.entity.parent if candidate.entity else "")
        return Candidate(candidate.start, end, type_, candidate.source, 0.6, entity)
    word = view.word_at(candidate.end - 1)
    plans = text.endswith("计划") and word is not None and word.tag == "v" and word.end - word.start == 2
    if (plans and "”" not in text) or "”“" in text:
        return None
    if text.endswith("服务") and view.text[candidate.end : candidate.end + 1] in ("点", "站", "队", "者", "岗"):
        return None  # 志愿服务|点: a site, a team
    return _with_title(view, candidate)


def _with_title(view: View, candidate: Candidate) -> Candidate:
    """《某某》口述史采集计划: the title of a work that opens a project's name."""
    title = _WORK.search(view.text, max(0, candidate.start - 24), candidate.start)
    if title is None or is_paper(title[1]):
        return candidate
    name = view.text[title.start() : candidate.end]
    return replace(candidate, start=title.start(), entity=named_entity("PROJECT", name))


@cache
def _whole_pattern() -> str:
    return alternatives(
        words_of("park_suffixes", "strong") | words_of("park_suffixes", "heads") | {"项目", "工程"}
    )


def _sized(view: View) -> Iterator[Candidate]:
    """年产5000吨果汁项目, 40兆瓦光伏项目: a project that its size opens."""
    for match in _SIZED.finditer(view.text):
        if view.word_ends_at(match.end()):
            entity = named_entity("PROJECT", match.group())
            yield Candidate(match.start(), match.end(), "PROJECT", "names.project.sized", 0.82, entity)


def _counted(view: View) -> Iterator[Candidate]:
    """百名医师下乡行动, “千企帮千村”工程 without its marks: campaigns that a round number opens."""
    for match in _COUNTED.finditer(view.text):
        if view.word_ends_at(match.end()):
            entity = named_entity("PROJECT", match.group())
            yield Candidate(match.start(), match.end(), "PROJECT", "names.project.counted", 0.82, entity)


def _campaigns(view: View) -> Iterator[Candidate]:
    """“雨露计划”, “戏曲进校园”: a quotation whose last words are a programme's; slogans end in anything else."""
    ends = alternatives(words_of("project_suffixes", "campaigns"))
    entered = alternatives(words_of("project_suffixes", "entered"))
    forms = rf"[“‘]([^“”‘’，。！？；\n]{{2,14}}{ends}|[^“”‘’，。！？；、\n]{{2,8}}进{entered})[”’]"
    for match in re.finditer(forms, view.text):
        yield Candidate(
            match.start(),
            match.end(),
            "PROJECT",
            "names.project.quoted",
            0.78,
            named_entity("PROJECT", match[1]),
        )


def _funds(view: View) -> Iterator[Candidate]:
    funds = words_of("project_suffixes", "funds")
    named = f"{_PARTNERS.pattern}(?:东西部|扶贫|对口|劳务)*协作(?:财政|专项|帮扶|援助|扶贫)*资金"
    for match in re.finditer(f"{named}|{alternatives(funds | words_of('project_suffixes', 'aid'))}", view.text):
        start = match.start()
        if (whose := _PARTNERS.match(match.group())) is not None:
            start += whose.end()  # 苏陕|协作资金: the regions by themselves say more than the name
        name = FUND if match.group() in funds else match.group()
        yield Candidate(
            start, match.end(), "PROJECT", "names.project.fund", 0.7, named_entity("PROJECT", name)
        )
