"""Posts of persons: 广东省委副书记、省长陈远征 holds two, one in the party committee and one of the province.

Data for `holds_position`: `find_posts` reads them left of a name (书记王某), right of it (王某任书记) and over lists
(省领导甲、乙、丙). A post whose organ cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.governments import party_committee
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.view import View, level_of

MAX_CHAIN = 8
"""Posts of one person that are read; officials rarely list more than five."""

_AFTER = re.compile(
    r"[，（]?(?:(?:现任|曾任|担任|出任|就任|任|是|系|为)|(?P<seconded>挂职担任|挂职任|挂任|挂职))|（"
)
_SECONDED = re.compile(r"(?:挂职担任|挂职任|挂任|挂职)(?:于|在)?$")
_ASIDE = re.compile(r"（挂职）$")
_SECONDED_AFTER = re.compile(r"（挂职）")
_COMMITTEE = re.compile(
    r"(?P<level>[省市州县区旗])委$|(?P<local>镇|乡|村|街道|社区)(?P<office>党委|党总支|党支部)$"
)
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:部|科|处|室|办|股|组|队|中心|车间|厂|所|院|系|站|分公司|事业部|研究室|教研组|学科)"
)
"""A part of an organisation, between its name and the post."""
_PUPILS = ("学生", "学员", "毕业生", "患者", "客人", "村民", "居民")
_LINKS = "、兼暨 "
_UNREAD = re.compile(r"(?<=、)[\u4e00-\u9fff]{1,8}$")
_DEFINITE = {
    "company": re.compile(r"(?:该|这家|本)?(?:公司|企业|集团|酒庄|合作社)$"),
    "school": re.compile(r"(?:该|这所|本)(?:校|学校|院|学院)$"),
    "hospital": re.compile(r"(?:该|这家|本)(?:院|医院)$"),
    "other": re.compile(r"(?:该|这家|本)?(?:合作社|协会|商会|研究所|研究院)$"),
}
"""该公司, 该校 before a title: the last organisation of that subtype."""
_NOUNS = frozenset({"n", "vn", "nz", "an", "a", "b", "f", "nw"})


@dataclass(frozen=True, slots=True)
class Post:
    """A person [start, end) with an entity holds `title` at an organisation or region.

    `organ` is where the text names the organ, None where the title implies it (省长 → the province); `entity` is
    what the post is at; `evidence` runs from the first word of the posts to the name (or the other way round).
    """

    person: tuple[int, int]
    person_entity: Entity
    title: str
    entity: Entity
    organ: tuple[int, int] | None
    evidence: tuple[int, int]
    is_seconded: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    start: int
    entity: Entity | None
    organ: tuple[int, int] | None
    is_seconded: bool = False
    is_unknown: bool = False
    """Its organ is named, but we do not know it: nothing may be implied."""


@cache
def title_pattern() -> re.Pattern[str]:
    """A post with its prefixes: 副书记, 党组成员, 常务副省长, 首席科学家."""
    posts = (
        words_of("titles", "posts") | words_of("titles", "heads_of_regions") | words_of("titles", "leaders")
    )
    prefixes = alternatives(words_of("titles", "prefixes"))
    return re.compile(rf"(?:{prefixes}){{0,3}}(?P<post>{alternatives(posts)})")


@cache
def _widest() -> int:
    return 2 * max(len(post) for post in words_of("titles", "posts"))


def find_posts(view: View) -> list[Post]:
    """All posts of the persons in `view.found`, by place."""
    persons = sorted(
        {(c.start, c.end): c for c in view.found if c.type == "PERSON" and c.entity is not None}.values(),
        key=lambda c: c.start,
    )
    found: list[Post] = []
    for group in _groups(view, persons):
        found += _left_of(view, group)
        for person in group:
            found += _right_of(view, person)
    return found


def _groups(view: View, persons: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Persons with nothing but 、 or 和 between them: they share what stands before the first."""
    group: list[Candidate] = []
    for person in persons:
        if group and not re.fullmatch(r"[、和与 ]+", view.text[group[-1].end : person.start]):
            yield group
            group = []
        group.append(person)
    if group:
        yield group


def _left_of(view: View, group: Sequence[Candidate]) -> Iterator[Post]:
    titles = list(_chain(view, group[0].start))
    if not titles:
        return
    titles.reverse()  # now in reading order, so that a bare title can look back
    before: _Title | None = None
    known: list[_Title] = []
    for title in titles:
        if title.entity is None and not title.is_unknown:
            title = replace(title, entity=_implied(view, title, before))
        known.append(title)
        before = title if title.entity is not None else before
    for person in group:
        for title in known:
            if title.entity is not None and person.entity is not None:
                yield Post(
                    (person.start, person.end), person.entity, title.text, title.entity, title.organ,
                    (known[0].start, person.end), title.is_seconded,
                )  # fmt: skip


def _chain(view: View, position: int) -> Iterator[_Title]:
    """Titles from a position leftwards: [省委]副书记、省长|王伟中."""
    floor = view.clause_start(position)
    for _ in range(MAX_CHAIN):
        while position > floor and view.text[position - 1] == " ":
            position -= 1
        if view.text[position - 1 : position] == "的":
            position -= 1
        aside = _ASIDE.search(view.text, max(floor, position - 4), position)
        title = _title_before(view, aside.start() if aside else position, floor)
        if title is None:
            return
        if aside:
            title = replace(title, is_seconded=True)
        position = title.start
        if title.organ is not None and (above := view.region_chain(position)):
            position = above[0].start
        if position <= floor or view.text[position - 1] not in _LINKS:
            unread = (
                _UNREAD.search(view.text, max(floor, position - 9), position)
                if title.entity is None
                else None
            )
            if unread is None:
                yield title
                return
            title, position = replace(title, is_unknown=True), unread.start()
        yield title
        position -= 1


def _title_before(view: View, end: int, floor: int) -> _Title | None:
    """The title that ends at a position, with its organ; the reading with an organ wins, then the longest."""
    read: list[_Title] = []
    for start in range(max(floor, end - _widest()), end):
        if match := title_pattern().fullmatch(view.text, start, end):
            read.append(_with_organ(view, start, end, match["post"]))
    if not read:
        return _unlisted(view, end)

    def rank(title: _Title) -> tuple[bool, bool]:
        return title.entity is not None and title.entity.type == "ORG", title.entity is not None

    return max(read, key=rank)  # the first, longest of the best


def _unlisted(view: View, end: int) -> _Title | None:
    """A title that no list has: the nouns between an organisation and a name (某公司窑炉班长)."""
    organ = _organ_before(view, end)
    if organ is None or organ.end >= end - 1 or view.text.endswith(_PUPILS, 0, end):
        return None
    return _Title(view.text[organ.end : end], organ.start, organ.entity, (organ.start, organ.end))


def _with_organ(view: View, start: int, end: int, post: str) -> _Title:
    text = view.text[start:end]
    organ = _organ_before(view, start)
    if organ is not None and organ.entity is not None:
        text = view.text[organ.end : end]
        seconded = bool(_SECONDED.search(view.text, max(0, organ.start - 6), organ.start)) or text.startswith(
            "挂职"
        )
        return _Title(text, organ.start, organ.entity, (organ.start, organ.end), seconded)
    if committee := _COMMITTEE.search(view.text, max(0, start - 5), start):
        return _Title(text, committee.start(), _committee_of(view, committee), None)
    if definite := _definite(view, start):
        return _Title(text, definite[1], definite[0], None)
    # 深圳市长: the region's own last character opens the title.
    for region_end in (start, start + 1):
        chain = view.region_chain(region_end)
        if (
            chain
            and chain[-1].entity is not None
            and _heads_region(post)
            and (region_end == start or post in words_of("titles", "heads_of_regions"))
        ):
            shown = f"{view.text[start - 1]}领导" if text == "领导" else text
            return _Title(shown, chain[0].start, chain[-1].entity, (chain[0].start, region_end))
    if text.endswith(("记者", "通讯员")) and view.text[start - 1 : start] == "（":
        paper = _organ_before(view, start - 1) or _organ_before(view, start - 2)
        if paper is not None:
            return _Title(text, paper.start, paper.entity, (paper.start, paper.end))
    return _Title(text, start, None, None, text.startswith("挂职"))


def _committee_of(view: View, match: re.Match[str]) -> Entity | None:
    """The committee that a bare 县委 or 镇党委 is; the branch of a village (村党支部) stands for the village."""
    named = view.region_named(match["level"] or match["local"], match.start())
    if named is None or named.entity is None:
        return None
    return party_committee(named.entity) if match["level"] or match["office"] == "党委" else named.entity


def _heads_region(post: str) -> bool:
    """Whether a post may be at a region itself; a doctor or cadre of a region only comes from there."""
    return (
        post in words_of("titles", "heads_of_regions")
        or post in words_of("titles", "leaders")
        or post in words_of("titles", "of_region")
    )


def _organ_before(view: View, end: int) -> Candidate | None:
    """The longest organisation that ends at a position, or just before nouns for a part of it (投资部|经理)."""
    ending = [c for c in view.found if c.type == "ORG" and c.end == end and c.entity is not None]
    if ending:
        return min(ending, key=lambda c: (c.start, -c.score))
    near = [c for c in view.found if c.type == "ORG" and end - 10 <= c.end < end and c.entity is not None]
    near = [c for c in near if c.source != "names.lac" and _is_part(view, c.end, end)]
    return min(near, key=lambda c: (c.start, -c.score), default=None)


def _is_part(view: View, start: int, end: int) -> bool:
    """Whether a range names a part of an organisation: nouns, or anything that ends in 部, 科, 中心."""
    return _is_nouns(view, start, end) or _DEPARTMENT.fullmatch(view.text, start, end) is not None


def _is_nouns(view: View, start: int, end: int) -> bool:
    if not re.fullmatch(r"[\u4e00-\u9fff]{1,8}", view.text[start:end]):
        return False
    return all(word.tag in _NOUNS and word.start >= start for word in view.words_in(start, end))


def _definite(view: View, end: int) -> tuple[Entity, int] | None:
    """该公司 before a title: the last company named, and where the words for it start."""
    for subtype, pattern in _DEFINITE.items():
        for middle in (end, *range(end - 2, end - 6, -1)):
            match = (
                pattern.search(view.text, max(0, middle - 4), middle)
                if middle == end or _is_nouns(view, middle, end)
                else None
            )
            if match is None or not view.word_starts_at(match.start()):
                continue
            if (entity := _last_named(view, subtype, match.start())) is not None:
                return entity, match.start()
    return None


def _last_named(view: View, subtype: str, before: int) -> Entity | None:
    """The last organisation of a subtype named before a position, in the paragraph or the one before it."""
    floor = view.text.rfind("\n", 0, max(view.text.rfind("\n", 0, before), 0)) + 1
    named = [
        c
        for c in view.found
        if c.type == "ORG"
        and c.entity
        and c.entity.subtype == subtype
        and floor <= c.start
        and c.end <= before
    ]
    return max(named, key=lambda c: (c.end, c.score)).entity if named else None


def _implied(view: View, title: _Title, before: _Title | None) -> Entity | None:
    """What a title without an organ is at: the region of its level (省长), or the organ of the title before it."""
    bare = re.sub(rf"^(?:{alternatives(words_of('titles', 'prefixes'))})+", "", title.text)
    if bare in words_of("titles", "heads_of_regions") or (
        bare in words_of("titles", "leaders") and len(bare) > 2
    ):
        level = bare[0]
        organ = before.entity if before is not None else None
        if organ is not None:
            owner = next(
                (c.entity for c in view.regions if c.entity and c.entity.id in (organ.id, organ.parent)), None
            )
            if owner is not None and level_of(owner) == level:
                return owner
        named = view.region_named(level, title.start)
        return named.entity if named is not None else None
    if before is not None and before.entity is not None and before.entity.type == "ORG":
        return before.entity
    if before is None and view.text[title.start - 1 : title.start] in ("", "，", "。", "”", "\n", "；"):
        # “……。”总经理罗某说: the firm that the passage is about.
        subtype = next((s for s in ("company", "school") if bare in words_of("titles", f"of_{s}")), "")
        return _last_named(view, subtype, title.start) if subtype else None
    return None


def _right_of(view: View, person: Candidate) -> Iterator[Post]:
    """王某任某公司总经理, 王某（某公司总经理）, 王某任某县委常委、副县长（挂职）."""
    link = _AFTER.match(view.text, person.end)
    if link is None or person.entity is None:
        return
    seconded = bool(link["seconded"])
    first: Entity | None = None
    position = link.end()
    for _ in range(MAX_CHAIN):
        read = _post_at(view, position, first)
        if read is None:
            return
        title, end, entity, organ = read
        aside = _SECONDED_AFTER.match(view.text, end)
        yield Post(
            (person.start, person.end), person.entity, title, entity, organ,
            (person.start, end), seconded or aside is not None,
        )  # fmt: skip
        first = first or entity
        position = aside.end() if aside else end
        if view.text[position : position + 1] not in ("、", "兼"):
            return
        position += 1


def _post_at(
    view: View, start: int, before: Entity | None
) -> tuple[str, int, Entity, tuple[int, int] | None] | None:
    """The post read rightwards from a position: title, its end, what it is at, and where that is named.

    `before` is what the post before it is at; a title without organ (副县长 after 县委常委) goes by it.
    """
    organs = [c for c in [*view.found, *view.regions] if c.start == start and c.type in ("ORG", "REGION")]
    for organ in sorted(organs, key=lambda c: (c.start - c.end, c.type)):
        title = title_pattern().match(view.text, organ.end) or _after_nouns(view, organ.end)
        if title is not None and organ.entity is not None and view.word_ends_at(title.end()):
            return view.text[organ.end : title.end()], title.end(), organ.entity, (organ.start, organ.end)
    if before is None:
        return None
    title = title_pattern().match(view.text, start) or _after_nouns(view, start)
    if title is None or not view.word_ends_at(title.end()):
        return None
    text = view.text[start : title.end()]
    implied = _implied(view, _Title(text, start, None, None), _Title("", start, before, None))
    return (text, title.end(), implied, None) if implied is not None else None


def _after_nouns(view: View, start: int) -> re.Match[str] | None:
    """A title behind nouns for a part of an organisation: 神经外科|副主任."""
    match = title_pattern().search(view.text, start, start + 12)
    return match if match is not None and _is_nouns(view, start, match.start()) else None
