"""Documents: titles in 《》, their short forms (《意见》), and agreements that are signed without a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.identity import mint_id
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.view import View, overlaps

_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_SIGN = re.compile(r"签订|签定|签署|签下|签立|签约|达成|互签|续签|签")
_GAP = re.compile(
    r"(?:了|的|一份|一项|一纸|首份|\d+份|\d+项|共|新一轮|新的|相关|有关|多份|系列|[\d.]+[万亿]?(?:吨|元|公斤|斤|只|头|件|套)的?)*"
)
_BARE = re.compile(r"协议书?|合同|(?:就业|劳动|用工|劳务)合同")
"""A paper of which nothing more is said, or one with a worker, is none of two parties."""
_BROKEN = re.compile(r"[，。、；：！？（）《》\n的了在与和]")
"""What stands in no name of a paper, so that the verb before it signs something else."""
_ISSUING = re.compile(r"(?:签订|签定|签署|签下|续签|印发|下发|出台|颁布|制定|起草|编制|审议通过|联合发布)了?(?:一[份项])?\Z")
_ISSUED = re.compile(r"(?:日前|近日|今天|昨天|已|正式)*(?:印发|出台|颁布|签订|签定|签署|施行|生效)")
_DESCRIBED = re.compile(
    r"(?:出台|印发|下发|颁布)了?(?P<name>[\u4e00-\u9fffA-Za-z\d]{4,24}?(?:若干意见|实施意见|若干措施|若干政策|实施方案|行动方案|工作方案|行动计划|管理办法|实施办法|实施细则|奖补办法))"
)
"""A paper whose title stands without its marks."""
_SEVERAL = re.compile(r"系列|相关|有关|多项|多个|配套|等|各|[一二三四五六七八九十两\d]+[项个份部]")
_CLAUSE_ENDS = frozenset("，。；、！？）\n") | {""}
_POINTS = re.compile(
    r"(?:出台|推出|发布|印发|制定)了?(?P<name>[\u4e00-\u9fff]{0,8}?(?:\d+|[一二三四五六七八九十]{1,3})条(?:具体)?(?:举措|措施|政策|意见|办法))"
)
REACH = 28
"""Characters between a verb of signing and the paper."""


@cache
def _paper_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(words_of("document_suffixes", "papers")))


@cache
def _untitled_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(words_of("document_suffixes", "agreements")))


def is_paper(title: str) -> bool:
    """Whether a title in 《》 is that of an official paper; films, books and songs end in anything else."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    return bool(re.search(rf"{_paper_pattern().pattern}$", bare))


def find_agreements(view: View) -> list[Candidate]:
    """Titled papers, newspapers in 《》 (as ORG), and untitled agreements."""
    titled = list(_titled(view))
    return [*titled, *_untitled(view, titled), *_points(view), *_described(view)]


def _document(name: str) -> Entity:
    return Entity(mint_id("DOCUMENT", name), "DOCUMENT", name)


def _titled(view: View) -> Iterator[Candidate]:
    titles: list[str] = []
    for match in _TITLE.finditer(view.text):
        title = match[1]
        if re.search(rf"{alternatives(words_of('document_suffixes', 'media'))}$", title):
            entity = Entity(mint_id("ORG", title), "ORG", title, subtype="other")
            yield Candidate(match.start(), match.end(), "ORG", "names.media", 0.95, entity)
            continue
        if not is_paper(title) and not _is_issued(view, match.start(), match.end()):
            continue
        if len(title) <= 6 and (full := next((t for t in reversed(titles) if t.endswith(title)), None)):
            title = full  # 《意见》 after 《关于……的意见》
        else:
            titles.append(title)
        yield Candidate(
            match.start(), match.end(), "DOCUMENT", "names.title", 0.95, _document(f"《{title}》")
        )


def _is_issued(view: View, start: int, end: int) -> bool:
    """Whether a verb of signing or issuing right before or behind a title makes it a paper, whatever its last word."""
    before = _ISSUING.search(view.text, max(view.clause_start(start), start - 8), start)
    return before is not None or _ISSUED.match(view.text, end) is not None


def _points(view: View) -> Iterator[Candidate]:
    """出台16条举措: a paper known by the number of its points."""
    for match in _POINTS.finditer(view.text):
        name = match["name"]
        yield Candidate(
            match.start("name"), match.end("name"), "DOCUMENT", "names.points", 0.7, _document(name)
        )


def _described(view: View) -> Iterator[Candidate]:
    """出台新一轮引导返乡创业的若干意见: a title without its marks, at the end of a clause; several papers are none."""
    for match in _DESCRIBED.finditer(view.text):
        name = match["name"]
        if _SEVERAL.search(name):
            continue
        if view.text[match.end() : match.end() + 1] not in _CLAUSE_ENDS:
            continue
        yield Candidate(match.start("name"), match.end(), "DOCUMENT", "names.described", 0.7, _document(name))


def _untitled(view: View, titled: list[Candidate]) -> Iterator[Candidate]:
    """签订劳务协作协议: named by what it is and by its parties, a paper for each pair where 分别 says so."""
    for match in _untitled_pattern().finditer(view.text):
        if overlaps(match.start(), match.end(), titled) or not view.word_ends_at(match.end()):
            continue
        clause = view.clause_start(match.start())
        signs = list(_SIGN.finditer(view.text, max(clause, match.start() - REACH), match.start()))
        gap = _GAP.match(view.text, signs[-1].end()) if signs else None
        if gap is None or gap.end() > match.start() or _BROKEN.search(view.text, gap.end(), match.start()):
            continue
        start = gap.end()
        kind = view.text[start : match.end()]
        if _BARE.fullmatch(kind):
            continue
        for parties in _parties(view, clause, signs[-1].start()):
            name = f"{kind}({parties})" if parties else kind
            yield Candidate(start, match.end(), "DOCUMENT", "names.agreement", 0.8, _document(name))


def _parties(view: View, start: int, end: int) -> list[str]:
    """The pairs of parties that sign in [start, end), as 遵义市—福州市; one without parties if none is named."""
    text = view.text[start:end]
    sides: list[list[str]] = [[], []]
    link = max((m.start() for m in re.finditer(r"分别[与和同]|[与和同]", text)), default=-1)
    for candidate in sorted(
        [*view.regions, *(c for c in view.found if c.type == "ORG")], key=lambda c: (c.start, -c.end)
    ):
        if candidate.entity is None or not start <= candidate.start < end:
            continue
        if any(
            o.start <= candidate.start
            and candidate.end <= o.end
            and o is not candidate
            and o.end - o.start > candidate.end - candidate.start
            for o in view.found
            if o.type == "ORG"
        ):
            continue  # the region in an office's name
        side = sides[1 if link >= 0 and candidate.start - start > link else 0]
        if candidate.entity.name not in side:
            side.append(candidate.entity.name)
    left, right = sides
    if not left or not right:
        return ["、".join(left or right)]
    if "分别" in text[max(0, link - 1) : link + 2] and (len(left) > 1) != (len(right) > 1):
        one, many = (right[0], left) if len(left) > 1 else (left[0], right)
        return [f"{one}—{other}" for other in many]
    return ["、".join(left) + "—" + "、".join(right)]
