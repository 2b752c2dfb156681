"""Organs of government and party, read from the region on: 黄埔区 + 人社局 → 广州市黄埔区人力资源和社会保障局.

Identity is the official function under the region's id, so that 黄埔区人社局 and 广州市黄埔区人力资源和社会保障局 are one.
A list of regions before one organ names one organ each: 福州、厦门两市人社局, 黔惠两地人社部门.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.identity import mint_id
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, load_lexicon, words_of
from kg.nlp.view import View, level_of

_LEVEL = re.compile(r"自治区|自治州|自治县|新区|街道|[省市州县区旗镇乡]")
_BEFORE_LEVEL = frozenset("，。、；：！？“”‘’（）()\n 由在与和对把被赴从到及以等据经为向给是的全我该本各")
_COUNTED = re.compile(
    r"(?:等)?(?:(?:[两二三四五六七八九十\d]+个?|多个?|各)(?:省区市|省份|地区|地|省|市|县|州|区|镇|乡|家)?|(?:等地|等))"
)
_PAIR = re.compile(r"两(?P<level>[省市县区州旗])")
_BETWEEN = ("、", "和", "与", "及", "·")
LOCAL = ("镇", "乡", "街道", "村", "社区")
"""Levels below the county: the organ of the party there is a 党委 (中共某镇委员会)."""
_PARTIES = {
    "民革": "中国国民党革命委员会", "民盟": "中国民主同盟", "民建": "中国民主建国会", "民进": "中国民主促进会", "农工党": "中国农工民主党",
    "致公党": "中国致公党", "九三学社": "九三学社", "台盟": "台湾民主自治同盟", "共青团": "共青团",
}  # fmt: skip
"""The eight other parties and the youth league; their short names stand before 省委 or 贵州省委."""


@cache
def _official() -> dict[str, str]:
    """Each form of a department (人社) or organ (人大常委会) with its official name."""
    lexicon = load_lexicon("gov_departments")
    forms: dict[str, str] = {}
    for section in ("departments", "organs"):
        for name, short in lexicon[section].items():
            forms[name] = name
            forms.update({form: name for form in short.split() if form not in lexicon[section]})
    return forms


@cache
def tail_pattern() -> re.Pattern[str]:
    """What follows a region in an organ's name."""
    lexicon = load_lexicon("gov_departments")
    departments = alternatives(f for n, s in lexicon["departments"].items() for f in (n, *s.split()))
    organs = alternatives(f for n, s in lexicon["organs"].items() for f in (n, *s.split()))
    bodies = alternatives(lexicon["bodies"])
    functions = alternatives(words_of("gov_departments", "functions"))
    return re.compile(
        rf"(?:人民政府|政府)?(?P<dept>{departments})(?P<body>{bodies})(?![长员])"
        rf"|(?P<mixed>{functions}(?:[、和与]?{functions}){{0,4}}(?:工作|管理|发展|促进|事务)?)(?P<mixed_body>{bodies}|中心|服务中心)(?![长员])"
        rf"|(?P<organ>{organs})(?!们)"
        rf"|(?P<committee>{alternatives(words_of('gov_departments', 'party_committees'))})(?!书记处)"
    )


@cache
def _party_pattern() -> re.Pattern[str]:
    offices = alternatives(words_of("gov_departments", "party_offices"))
    return re.compile(rf"委(?:员会)?(?![员托派任])(?P<office>{offices})?")


def full_region_name(region: Entity) -> str:
    """A region's name as an organ writes it: a district or township with the unit above it (广州市黄埔区)."""
    parts = region.path.split("/")
    if (
        len(parts) > 1
        and level_of(region) in ("区", "镇", "乡", "街道", "村")
        and not region.name.endswith(("自治区", "新区"))
    ):
        return parts[-2] + region.name
    return region.name


def organ(region: Entity, official: str) -> Entity:
    """The organ of a region with an official function (人力资源和社会保障局, 人民政府 …)."""
    name = full_region_name(region) + official
    return Entity(mint_id("ORG", official, region.id), "ORG", name, subtype="gov", parent=region.id)


def party_committee(region: Entity, office: str = "") -> Entity:
    """The party committee of a region (中共毕节市委), or an office of it (中共毕节市委组织部)."""
    if region.name.endswith(LOCAL):
        name = f"中共{region.name}委员会"
    else:
        name = f"中共{full_region_name(region)}{'党委' if region.name.endswith('自治区') else '委'}"
    return Entity(
        mint_id("ORG", f"中共委{office}", region.id), "ORG", name + office, subtype="gov", parent=region.id
    )


def find_governments(view: View) -> list[Candidate]:
    """Organs right after a region, after a level word (县人社局) and after a list of regions."""
    return [*_after_regions(view), *_after_levels(view), *_after_lists(view), *_parties(view)]


def _official_name(match: re.Match[str]) -> str:
    if match["dept"]:
        body = load_lexicon("gov_departments")["bodies"][match["body"]]
        return _official()[match["dept"]] + str(body)
    if match["mixed"]:
        body = match["mixed_body"]
        return match["mixed"] + str(load_lexicon("gov_departments")["bodies"].get(body, body))
    return _official()[match["organ"]] if match["organ"] else match["committee"]


def _subtype(official: str) -> str:
    other = (
        "联合会",
        "工会",
        "红十字会",
        "供销",
        "疾病预防",
        "科学院",
        "研究",
        "协会",
        "馆",
        "融媒体",
        "气象台",
    )
    return "other" if any(word in official for word in other) else "gov"


def _entity(region: Entity, match: re.Match[str]) -> Entity:
    official = _official_name(match)
    if match["committee"] == "党委" and region.name.endswith(("自治区", *LOCAL)):
        return party_committee(region)
    made = organ(region, official)
    return Entity(made.id, "ORG", made.name, subtype=_subtype(official), parent=region.id)


def _after_regions(view: View) -> Iterator[Candidate]:
    for position in sorted({region.end for region in view.regions}):
        chain = view.name_chain(position)
        region = chain[-1].entity
        if region is None:
            continue
        start = chain[0].start
        if view.text[position : position + 1] == view.text[position - 1] and view.text[position - 1] in "州县旗":
            position += 1  # 某某自治县|县委
        if match := tail_pattern().match(view.text, position):
            yield Candidate(start, match.end(), "ORG", "names.organ", 0.92, _entity(region, match))
            yield from _further(view, match.end(), region)
        elif view.text[position - 1] in "省市州县区旗" and (
            match := _party_pattern().match(view.text, position)
        ):
            yield Candidate(
                start, match.end(), "ORG", "names.party", 0.92, party_committee(region, match["office"] or "")
            )


def _further(view: View, position: int, region: Entity) -> Iterator[Candidate]:
    """甲市人社局、交通运输局和水务局: departments in a list are of the region that opens it."""
    while view.text[position : position + 1] in ("、", "和", "及") and view.region_after(position + 1) is None:
        match = tail_pattern().match(view.text, position + 1)
        if match is None or not (match["dept"] or match["mixed"]) or match.group().startswith(("政府", "人民政府")):
            return
        yield Candidate(match.start(), match.end(), "ORG", "names.organ.further", 0.85, _entity(region, match))
        position = match.end()


def _after_levels(view: View) -> Iterator[Candidate]:
    """县人社局: the organ of the last county named; a bare 省委 is a reference, not a name."""
    taken = {region.end for region in view.regions}
    for match in _LEVEL.finditer(view.text):
        start, end = match.span()
        if end in taken or any(r.start < end and start < r.end for r in view.regions):
            continue
        if start and view.text[start - 1] not in _BEFORE_LEVEL and not view.word_starts_at(start):
            continue
        is_new_area = match.group() == "新区"
        tail = tail_pattern().match(view.text, end)
        # A bare 省委 is a reference, 镇党委 and 新区党工委 are names.
        if tail is None or (tail["committee"] and not is_new_area and match.group() not in LOCAL):
            continue
        level = {"自治州": "州", "自治县": "县"}.get(match.group(), match.group())
        named = _new_area(view, start) if is_new_area else view.region_named(level, start)
        if named is not None and named.entity is not None:
            yield Candidate(start, tail.end(), "ORG", "names.organ.level", 0.8, _entity(named.entity, tail))


def _new_area(view: View, before: int) -> Candidate | None:
    """The new area that a bare 新区 goes back to: the last one named before a position, else the only one."""
    named = [c for c in view.regions if c.entity is not None and c.entity.name.endswith("新区")]
    near = [c for c in named if c.end <= before]
    if near:
        return near[-1]
    return named[0] if len({c.entity.id for c in named if c.entity is not None}) == 1 else None


def _listed(view: View, position: int) -> tuple[list[Candidate], int]:
    """The regions of a 顿号 list that ends at a position, in order, and where the list starts."""
    members: list[Candidate] = []
    while (chain := view.region_chain(position)) and len(members) < 40:
        # 黔惠, 川渝: one-character names stand side by side, each a member.
        side_by_side = all(region.end - region.start == 1 for region in chain)
        members = [*(chain if side_by_side else chain[-1:]), *members]
        position = chain[0].start
        if view.text[position - 1 : position] in _BETWEEN and position > 0:
            position -= 1
        else:
            break
    start = view.region_chain(members[0].end)[0].start if members else position
    return members, start


def _after_lists(view: View) -> Iterator[Candidate]:
    """六个市人社局, 两地人社部门, and 铜仁市、印江县人社局 without a count."""
    for position in sorted({region.end for region in view.regions}):
        counted = _COUNTED.match(view.text, position)
        tail = tail_pattern().match(view.text, counted.end() if counted else position)
        if tail is None or tail["committee"]:
            continue
        members, start = _listed(view, position)
        if counted is None and any(view.text[m.start - 1 : m.start] not in ("、", "") for m in members[1:]):
            continue  # 甲县与乙县人社局 may be a county that acts with an office
        if len(members) == 1 and counted is not None:
            continue
        if len(members) > 1:
            for member in members:
                if member.entity is not None:
                    yield Candidate(
                        start, tail.end(), "ORG", "names.organ.list", 0.94, _entity(member.entity, tail)
                    )
    for match in _PAIR.finditer(view.text):
        tail = tail_pattern().match(view.text, match.end())
        named = {
            r.entity.id: r.entity for r in view.regions if r.entity and level_of(r.entity) == match["level"]
        }
        if tail is not None and not tail["committee"] and len(named) == 2:
            for region in named.values():
                yield Candidate(
                    match.start(), tail.end(), "ORG", "names.organ.pair", 0.85, _entity(region, tail)
                )


def _parties(view: View) -> Iterator[Candidate]:
    """致公党贵州省委, 农工党省委, 共青团贵州省委, 团省委."""
    for match in re.finditer(rf"{alternatives(_PARTIES)}|(?<![党集财社])团(?=[省市州县]委)", view.text):
        region = view.region_after(match.end())
        if region is not None and view.text[region.end : region.end + 1] == "委":
            entity, end = region.entity, region.end + 1
        elif (level := re.compile(r"([省市州县])委").match(view.text, match.end())) is not None:
            named = view.region_named(level[1], match.start())
            entity, end = (named.entity, level.end()) if named is not None else (None, 0)
        else:
            continue
        if entity is not None:
            party = _PARTIES.get(match.group(), "共青团")
            name = f"{party}{full_region_name(entity)}委员会"
            made = Entity(
                mint_id("ORG", f"{party}委员会", entity.id), "ORG", name, subtype="gov", parent=entity.id
            )
            yield Candidate(match.start(), end, "ORG", "names.party.other", 0.93, made)
