"""Organisations: national organs, names that end in an organisation's head, lists of firms, aliases, LAC's own.

Organs of a region's government are in `governments`. Source of the heads: kg/data/lexicons/org_suffixes.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.identity import mint_id
from kg.model import Entity
from kg.nlp.annotations import Candidate, Word
from kg.nlp.governments import find_governments, full_region_name
from kg.nlp.lexicon import alternatives, load_lexicon, words_of
from kg.nlp.organisation_aliases import find_aliases
from kg.nlp.phrases import Grammar, Phrase, heads, read_left
from kg.nlp.view import Unit, UnitKind, View, overlaps

_BODIES = ("工作队", "工作组", "指挥部", "代表团", "联络组", "宣讲团")
_PARTS = ("工作组", "小组", "分队", "分团", "工作队")
SUBTYPES = ("company", "school", "hospital", "gov", "other")
_GRAMMAR = Grammar(reach=26, verbs=True, units=10)
_PARTY = re.compile(
    r"(?:建设|承建|运营|制作|投资|合作|承办|主办|协办|施工|援建|供应|采购|实施|出资|中标|承租|管理|经营|用工|供货|开发|发起|牵头)$"
)
"""What makes the 方 behind it a party to something: 建设方, 运营方."""
_TEAM = re.compile(r"(?:对口)?(?:扶贫协作|帮扶|支援|协作|援建|援|驻|赴)$")
_WITH_PART = re.compile(
    r"(.*(?:医院|大学|学院|公司|集团))[^公司院]{1,6}(?:科|部|处|室|中心|监事会|董事会|党委|工会|办公室|事业部)"
)
_UNIT = re.compile(
    r"(?:(?:[东南西北中]部战区)?(?:陆军|海军|空军|火箭军)?第\d+集团军|[东南西北中]部战区(?:陆军|海军|空军)|武警(?:[\u4e00-\u9fff]{2,4}总队)?第?[一二三四五六七八九十]?机动总队)"
    r"某[\u4e00-\u9fff]{0,4}?(?:旅|团|师|支队|部队|营)"
)
_BRANCH = re.compile(r"[分支]公司|[分支]行|[分支]局")
_LIST_END = re.compile(r"等(?!地)(?:\d+|[一二三四五六七八九十数多几]+)?(?:余|多)?家?")
_COUNTED = re.compile(r"\d+[所家个]|[一二两三四五六七八九十几数多]所(?:小学|中学|学校|高校|职校|医院|院校)")
"""Several of a kind (水城三所小学) are no name."""


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(
        alternatives(head for subtype in SUBTYPES for head in words_of("org_suffixes", subtype))
    )


@cache
def subtype_of(name: str) -> str:
    """The subtype that a name's head tells: company, school, hospital, gov, other; "" without a head."""
    best = max(
        (
            (len(head), subtype)
            for subtype in SUBTYPES
            for head in words_of("org_suffixes", subtype)
            if name.endswith(head)
        ),
        default=(0, ""),
    )
    return best[1]


def find_organisations(view: View) -> list[Candidate]:
    """All organisations of a text; several candidates may share a range when a list names several."""
    units = list(_units(view))
    named = [*find_governments(view), *_national(view), *_branches(view, _teams(view, list(_headed(view)))), *_papers(view)]
    named = [*(c for c in named if not overlaps(c.start, c.end, units)), *units]
    named += _listed(view, named)
    named += _endings(view, named)
    named += _by_lac(view, named)
    return [*named, *find_aliases(view, named)]


def _plain(name: str, subtype: str) -> Entity:
    return Entity(mint_id("ORG", name), "ORG", name, subtype=subtype)


@cache
def _nationals() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for subtype in ("gov", "other", "company"):
        for name, short in load_lexicon("national_organs")[subtype].items():
            entity = _plain(name, subtype)
            found |= dict.fromkeys([name, *short.split()], entity)
    return found


def _national(view: View) -> Iterator[Candidate]:
    for match in re.finditer(alternatives(_nationals()), view.text):
        start = match.start()
        ends = view.word_ends_at(match.end()) or view.text[match.end()] in "讯电和与及"  # 新华社讯
        if not ends or not view.word_starts_at(start) or view.region_before(start) is not None:
            continue
        if view.text.startswith("消息", match.end()):
            continue  # a dateline
        yield Candidate(start, match.end(), "ORG", "names.national", 0.9, _nationals()[match.group()])


def _units(view: View) -> Iterator[Candidate]:
    """第81集团军某旅, 某战区陆军某直属旅: units of the forces, which papers name without their number."""
    for match in _UNIT.finditer(view.text):
        yield Candidate(match.start(), match.end(), "ORG", "names.unit", 0.92, _plain(match.group(), "gov"))


def _headed(view: View) -> Iterator[Candidate]:
    earlier: list[Candidate] = []
    for match in heads(view, _head_pattern()):
        phrase = read_left(view, match.start(), match.end(), _GRAMMAR)
        phrase = _last_member(view, _with_team(view, phrase))
        if (entity := _name(view, phrase, match.group())) is not None:
            text = view.text[phrase.start : phrase.end]
            whole = next((c for c in reversed(earlier) if len(text) >= 4 and _ends_with(view, c, text)), None)
            if whole is not None and whole.entity is not None and whole.end <= phrase.start:
                yield Candidate(phrase.start, phrase.end, "ORG", "names.ending", 0.8, whole.entity)
                continue
            found = Candidate(phrase.start, phrase.end, "ORG", "names.head", 0.86, entity)
            earlier.append(found)
            yield found


def _teams(view: View, found: list[Candidate]) -> list[Candidate]:
    """粤黔协作工作队|遵义工作组|凤冈小组 is one team, named by all it is a part of."""
    out: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start, c.end)):
        last = out[-1] if out else None
        part = view.text[candidate.start : candidate.end].endswith(_PARTS)
        if last and last.end == candidate.start and part and view.text.endswith(_BODIES, 0, last.end):
            text = view.text[last.start : candidate.end]
            out[-1] = Candidate(last.start, candidate.end, "ORG", "names.head", 0.87, _plain(text, "gov"))
        else:
            out.append(candidate)
    return out


def _branches(view: View, found: list[Candidate]) -> Iterator[Candidate]:
    """某某集团有限公司|贵州省分公司: a firm's branch is named by the firm and by where it is."""
    for candidate in found:
        place = view.region_after(candidate.end)
        branch = None
        while place is not None and candidate.entity is not None and candidate.entity.subtype == "company":
            branch = _BRANCH.match(view.text, place.end)
            place = view.region_after(place.end) if branch is None else None
        if branch is None:
            yield candidate
        else:
            entity = _plain(view.text[candidate.start : branch.end()], "company")
            yield Candidate(candidate.start, branch.end(), "ORG", candidate.source, 0.9, entity)


def _ends_with(view: View, candidate: Candidate, text: str) -> bool:
    full = view.text[candidate.start : candidate.end]
    return len(full) > len(text) and full.endswith(text)


def _papers(view: View) -> Iterator[Candidate]:
    """Newspapers in by-lines and datelines: 某日报讯, 某日报某新闻记者 (its site or application), not by word borders."""
    media = alternatives(words_of("document_suffixes", "media"))
    for match in re.finditer(
        rf"{media}(?:[\u4e00-\u9fff]{{2,4}}(?:新闻|客户端|融媒体))?(?=社?(?:首席|见习|特约)?记者|讯|社?通讯员|客户端)",
        view.text,
    ):
        phrase = read_left(view, match.start(), match.end(), _GRAMMAR)
        name = view.text[phrase.start : phrase.end]
        if phrase.units and name not in words_of("org_suffixes", "generic"):
            yield Candidate(phrase.start, phrase.end, "ORG", "names.byline", 0.93, _plain(name, "other"))


def _with_team(view: View, phrase: Phrase) -> Phrase:
    """番禺区对口帮扶威宁县工作组: a team is named by who sends it and where to."""
    if not view.text[phrase.head : phrase.end].endswith(("组", "队", "部", "团")) or not phrase.units:
        return phrase
    if phrase.units[0].kind != "region":
        return phrase
    link = _TEAM.search(view.text, view.clause_start(phrase.start), phrase.start)
    if link is None or not (chain := view.region_chain(link.start())):
        return phrase
    return Phrase(chain[0].start, phrase.head, phrase.end, phrase.units)


def _last_member(view: View, phrase: Phrase) -> Phrase:
    """甲学校与乙学校: LAC joins two names that a conjunction parts; the last one stays (the first is read on its own).
    So does the name behind 建设方, of which LAC takes the last character into it."""
    text = view.text[phrase.start : phrase.head]
    joined = max(
        (
            m.end()
            for m in re.finditer(rf"(?:{_head_pattern().pattern}|政府|[县市省州]委)(?:与|和|同|向|、)", text)
        ),
        default=0,
    )
    if not joined and text.startswith("方") and _PARTY.search(view.text, max(0, phrase.start - 2), phrase.start):
        joined = 1
    if not joined:
        return phrase
    start = phrase.start + joined
    units = tuple(unit for unit in phrase.units if unit.start >= start)
    if not units or units[0].start > start:
        opening = view.region_after(start)
        kind: UnitKind = "region" if opening is not None and opening.end <= phrase.head else "word"
        units = (Unit(start, phrase.head, kind, "ORG", view.text[start : phrase.head]), *units)
    return Phrase(start, phrase.head, phrase.end, units)


def _name(view: View, phrase: Phrase, head: str) -> Entity | None:
    """The entity of a phrase, None if it names a kind (东部企业集团) and not one organisation."""
    text = view.text[phrase.start : phrase.end]
    generic = words_of("org_suffixes", "generic")
    if not phrase.units or text in generic or "+" in text or _COUNTED.search(text):
        return None
    subtype = subtype_of(head)
    regions = [unit for unit in phrase.units if unit.kind == "region"]
    rest = "".join(unit.text for unit in phrase.units if unit.kind != "region")
    if not phrase.is_distinctive():
        if head not in words_of("org_suffixes", "strong") or len(phrase.core()) < 2:
            return None
    elif not rest:
        # 贵州公司, 广州学校 name nothing; 隆德县人民医院, 雷山县第一中学 do.
        if subtype == "company" or len(head) < (2 if subtype in ("gov", "hospital", "school") else 3):
            return None
    elif not regions and not phrase.core():
        return None
    return organisation(view, phrase.start, phrase.head, phrase.end, subtype)


def organisation(view: View, start: int, head: int, end: int, subtype: str) -> Entity:
    """The organisation called [start, end), its head from `head` on: firms by name alone, others by place and name."""
    text = view.text[start:end]
    opening = view.region_after(start)
    if subtype == "company" or opening is None or opening.entity is None:
        return _plain(text, subtype)
    chain = [opening]
    while (region := view.region_after(chain[-1].end)) is not None and region.end <= head:
        chain.append(region)
    scope, tail = chain[-1].entity, view.text[chain[-1].end : end]
    if scope is None:
        return _plain(text, subtype)
    full = view.text[chain[-1].end - 1] in "省市州县区旗镇乡道村"
    name = full_region_name(scope) + tail if full else text
    return Entity(
        mint_id("ORG", tail if full else text, scope.id), "ORG", name, subtype=subtype, parent=scope.id
    )


def _listed(view: View, named: list[Candidate]) -> Iterator[Candidate]:
    """甲、乙、丙等企业: the members of a 顿号 list that its last word calls firms, schools or hospitals.

    Where two members are such names for sure, the others are, too, whatever LAC takes them for (a person, a noun).
    """
    for subtype in ("company", "school", "hospital"):
        ends = alternatives(words_of("org_suffixes", f"list_{subtype}"))
        for match in re.finditer(_LIST_END.pattern + rf"[^，。、；：“”\n]{{0,6}}?{ends}", view.text):
            members = list(_members(view, match.start()))
            known = [m for m in members if overlaps(*m, named) or _is_member(view, *m)]
            for start, end in members:
                sure = (start, end) in known or (len(known) > 1 and _may_be_member(view, start, end))
                if sure and not overlaps(start, end, named):
                    text = view.text[start:end].strip("“”")
                    yield Candidate(start, end, "ORG", f"names.list.{subtype}", 0.75, _plain(text, subtype))


def _members(view: View, end: int) -> Iterator[tuple[int, int]]:
    """The members of the 顿号 list that ends at a position, last first."""
    floor = view.clause_start(end)
    while end > floor:
        start = max(view.text.rfind(mark, floor, end) for mark in "、，：；。") + 1
        start = max(start, floor)
        closed = view.text[start - 1 : start] != "、"
        if closed:
            quoted = view.text.rfind("“", start, end) if view.text[end - 1] == "”" else -1
            start = quoted if quoted >= 0 else _first_member(view, start, end)
        yield start, end
        if closed:
            return
        end = start - 1


def _first_member(view: View, start: int, end: int) -> int:
    """Where the first member of a list begins: after the verb or preposition that governs the list."""
    border = start
    for word in view.words_in(start, end):
        text = view.text[word.start : word.end]
        if word.tag in ("v", "p", "c", "u", "xc", "d", "r", "w") or text in words_of(
            "name_borders", "stop_verbs"
        ):
            border = min(word.end, end)
    return border


def _may_be_member(view: View, start: int, end: int) -> bool:
    """Whether [start, end) may be the name of a firm that stands between such names."""
    text = view.text[start:end]
    if not 2 <= len(text) <= 8 or not re.fullmatch(r"[\u4e00-\u9fff]+", text) or not view.word_starts_at(start):
        return False
    if any(region.start < end and start < region.end for region in view.regions):
        return False
    return all(word.tag in ("n", "nz", "nr", "nw", "PER", "ORG", "a", "vn") for word in view.words_in(start, end))


def _is_member(view: View, start: int, end: int) -> bool:
    text = view.text[start:end]
    if re.fullmatch(r"“[^“”，。、；]{2,8}”", text):
        return True  # “某某”等企业
    if not 2 <= len(text) <= 20 or not view.word_starts_at(start) or re.search(r"[“”‘’（）()\s\d的了]", text):
        return False
    if any(region.start <= start and end <= region.end for region in view.regions):
        return False
    words = list(view.words_in(start, end))
    if any(word.tag in ("v", "p", "c", "u", "d", "r", "m", "TIME", "PER") for word in words):
        return False
    # A member all of common nouns is a trade (电子、服装等企业) unless LAC knows none of it.
    return any(word.tag in ("ORG", "nz", "nt", "nw", "LOC") for word in words) or bool(subtype_of(text))


def _by_lac(view: View, named: list[Candidate]) -> Iterator[Candidate]:
    """What only LAC calls an organisation: kept when it is no region, no kind and no half of something found."""
    for word in view.words:
        text = view.text[word.start : word.end]
        if word.tag != "ORG" or len(text) < 2 or text in words_of("org_suffixes", "generic"):
            continue
        if overlaps(word.start, word.end, named) or re.search(r"[\s“”‘’（）()，。、]", text):
            continue
        inside = view.regions_in(word.start, word.end)
        if sum(region.end - region.start for region in inside) >= len(text) - 1 or (
            inside and not subtype_of(text)
        ):
            continue
        if any(r.start < word.end and word.start < r.end and r not in inside for r in view.regions):
            continue
        if text in words_of("name_borders", "general") or text in words_of("org_suffixes", "never"):
            continue
        if subtype_of(text) or _is_firm(view, word):
            yield Candidate(
                word.start, word.end, "ORG", "names.lac", 0.5, _plain(text, subtype_of(text) or "company")
            )
        elif (whole := _whole(text)) and whole not in words_of("org_suffixes", "generic"):
            yield Candidate(
                word.start, word.start + len(whole), "ORG", "names.lac.part", 0.6, _plain(whole, subtype_of(whole))
            )


def _whole(text: str) -> str:
    """华西医院|重症医学科, 枢纽公司|监事会: the organisation that a department's name opens with; "" if none."""
    match = _WITH_PART.fullmatch(text)
    return match[1] if match and len(match[1]) >= 4 else ""


def _modifies(view: View, word: Word) -> bool:
    """Whether a word stands before a noun that it describes (智能网联|汽车), and not before a post or verb."""
    after = view.word_at(word.end)
    if after is None or after.start != word.end or after.tag not in ("n", "vn", "nz", "an", "nw"):
        return False
    return view.text[after.start : after.end] not in words_of("titles", "posts")


def _is_firm(view: View, word: Word) -> bool:
    """Whether a word without an organisation's head is more than LAC's guess: one of a list, quoted, or long."""
    text = view.text[word.start : word.end]
    if re.search(r"[\d族党教军盟业化]|[人员者部门]$|改革|建设|精神|文明|新时代", text):
        return False
    if _modifies(view, word) or text.endswith(("县", "汽车", "力")):
        return False
    if any(view.text[w.start : w.end] == text and w.tag != "ORG" for w in view.words):
        return False
    around = view.text[max(0, word.start - 1) : word.start] + view.text[word.end : word.end + 1]
    return len(text) >= 4 or "、" in around or (around[:1] in "，。由与和在到被" and len(text) >= 3)


def _endings(view: View, named: list[Candidate]) -> Iterator[Candidate]:
    """实验小学 after 威海市文登区实验小学: a later ending of a full name, from three characters on."""
    full = [c for c in named if c.entity is not None and c.source in ("names.head", "names.organ")]
    for match in heads(view, _head_pattern()):
        for width in range(14, -1, -1):
            start = match.start() - width
            if start < 0 or not view.word_starts_at(start):
                continue
            text = view.text[start : match.end()].lstrip()
            if "\n" in text or len(text) < 4:
                continue
            owner = next((c for c in reversed(full) if c.end <= start and _ends_with(view, c, text)), None)
            inside = any(c.start <= start and match.end() <= c.end for c in named)
            if owner is not None and not inside:
                yield Candidate(start, match.end(), "ORG", "names.ending", 0.7, owner.entity)
                break
