"""Names read leftwards: from a head (公司, 产业园, 招聘会) back to where the name begins.

Chinese names end in their head and begin without a mark, so the left border is found by walking back over units
(regions, quotations, words) until one that cannot belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.identity import mint_id
from kg.model import Entity, EntityType
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.view import Unit, View

_DISTINCTIVE = frozenset({"ORG", "LOC", "PER", "nz", "nr", "ns", "nt", "nw"})
_NEVER = frozenset({"p", "c", "u", "r", "d", "xc", "q", "f", "s", "t", "TIME", "ad", "vd", "m"})
_CLOSING = frozenset({"p", "c", "u", "r", "xc", "q", "f", "s", "t", "m", "w"})
"""Tags of words over which nothing opens a name, however near."""
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z\d]+")
OPENED = 14
"""Characters between the quotation or region that opens a name and its head, whatever words they are."""
_JOINTS = "·—-－•"
_LINKS = frozenset({"与", "和", "驻", "赴", "至", "暨"})
"""Words that join two regions inside a name: 通州区与科左后旗联席会议, 铜仁市驻温州劳务协作站."""
_EVERYWHERE = frozenset(
    {"东西部", "东西", "东部", "西部", "南部", "北部", "中部", "暨", "年度", "跨省", "校际", "线上", "线下", "直通车", "点对点"}
    | {"集中", "现场", "春节", "新春", "元旦", "中秋", "国庆", "端午", "重阳", "元宵", "五一", "春季", "夏季", "秋季", "冬季", "暑期", "金秋"}
)
"""Not nouns to LAC, and yet common inside names."""
_NATIONWIDE = frozenset({"全国", "全球", "全省", "全区", "全市", "全州", "全县", "世界", "国际", "中国", "中非"})
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]+[届次批期场个]?|首届|首次|首批|首个|首场|[〇一二三四五六七八九十\d]{2,4}年?度?"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may stand left of a head: nominal verbs, quotations, dates and ordinals, brackets, region 与 region, general words first."""

    reach: int = 24
    verbs: bool = False
    quotes: bool = True
    dates: bool = False
    brackets: bool = False
    links: bool = False
    general: bool = False
    units: int = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name [start, end) with its head at [head, end) and the units before the head, left to right."""

    start: int
    head: int
    end: int
    units: tuple[Unit, ...]

    def is_distinctive(self) -> bool:
        """Whether something in it singles one thing out: a region, a quotation or a word no dictionary has."""
        return any(unit.kind in ("region", "quote") or unit.tag in _DISTINCTIVE for unit in self.units)

    def is_quoted(self) -> bool:
        """Whether a quotation stands in it."""
        return any(unit.kind == "quote" for unit in self.units)

    def core(self) -> str:
        """The words before the head that are not general (大型, 重点, 有关 …), regions included."""
        general = words_of("name_borders", "general")
        return "".join(unit.text for unit in self.units if unit.text not in general)


@cache
def _stops() -> tuple[frozenset[str], frozenset[str]]:
    return words_of("name_borders", "stop_words"), words_of("name_borders", "stop_verbs")


def read_left(view: View, head: int, end: int, grammar: Grammar) -> Phrase:
    """Walk left from a head to where its name begins; the phrase may be the head alone."""
    units: list[Unit] = []
    position = head
    floor = max(view.clause_start(head), head - grammar.reach)
    while len(units) < grammar.units and (unit := view.unit_before(position)) is not None:
        if unit.start < floor or not _may_join(view, unit, units, grammar):
            break
        units.insert(0, unit)
        position = unit.start
    _trim(units, grammar)
    _shorten(view, units)
    return Phrase(units[0].start if units else head, head, end, tuple(units))


def read_anchored(view: View, head: int, end: int, grammar: Grammar, stops: frozenset[str]) -> Phrase:
    """Walk left over everything but `stops` and function words, and keep what an anchor opens.

    An anchor is what can only open a full name: a region, two provinces by one character each, a quotation, a date
    or ordinal, 全国. So verbs inside are part of the name (2027年川渝劳务协作返乡专车欢送仪式); without an anchor the
    phrase is the head alone.
    """
    units: list[Unit] = []
    position = head
    floor = max(view.clause_start(head), head - grammar.reach)
    while len(units) < grammar.units and (unit := view.unit_before(position)) is not None:
        if unit.start < floor or not _may_stand_inside(view, unit, units, stops):
            break
        units.insert(0, unit)
        position = unit.start
    anchors = [i for i, unit in enumerate(units) if _is_anchor(unit)]
    units = units[anchors[0] :] if anchors else []
    _shorten(view, units)
    return Phrase(units[0].start if units else head, head, end, tuple(units))


def read_opened(view: View, head: int, end: int, grammar: Grammar, stops: frozenset[str]) -> Phrase | None:
    """Walk left to the quotation or region that opens a name, over words of any tag but function words and `stops`.

    So short as the way is, LAC's tags do not count there (通城镇|中药材|初/d|加工/v|帮扶车间). None without an opening.
    """
    units: list[Unit] = []
    position = head
    floor = max(view.clause_start(head), head - OPENED)
    while (unit := view.unit_before(position)) is not None and unit.start >= floor:
        if unit.kind == "quote" or (unit.kind == "region" and _are_nominal(units)):
            before = list(read_left(view, unit.start, end, grammar).units)
            while before and not all(_is_anchor(other) for other in before):
                del before[0]
            return Phrase(before[0].start if before else unit.start, head, end, (*before, unit, *units))
        nominal = words_of("name_borders", "nominal")
        joint = units and unit.text in ("联合", "服务") and units[0].text in nominal
        plain = unit.kind == "word" and _HAN.fullmatch(unit.text) and unit.tag not in _CLOSING
        if not plain or unit.text in _LINKS or (unit.text in stops and not joint):
            return None
        units.insert(0, unit)
        position = unit.start
    return None


def _are_nominal(units: list[Unit]) -> bool:
    """Whether no unit is a verb that only a clause has."""
    return all(unit.tag not in ("v", "vd") or unit.text in words_of("name_borders", "nominal") for unit in units)


def _is_anchor(unit: Unit) -> bool:
    opens = unit.kind in ("region", "quote") or unit.text in _NATIONWIDE or _is_date(unit)
    return opens or (unit.tag in ("ns", "LOC") and len(unit.text) > 1)


def _may_stand_inside(view: View, unit: Unit, units: list[Unit], stops: frozenset[str]) -> bool:
    if unit.kind != "word":
        return True
    opened = bool(units) and units[0].kind == "region"
    if unit.text in _JOINTS:
        return bool(units)
    if unit.text in _LINKS:
        return opened and view.region_before(unit.start) is not None
    if unit.text in _EVERYWHERE or _is_date(unit):
        return True
    if unit.text in stops or any(mark in unit.text for mark in "，。、；：！？《》“”‘’（）() \n"):
        return False
    return unit.tag not in _NEVER and unit.tag != "w"


def _may_join(view: View, unit: Unit, units: list[Unit], grammar: Grammar) -> bool:
    if unit.kind == "region":
        return True
    if unit.kind == "quote":
        return grammar.quotes
    if unit.kind == "bracket":
        return grammar.brackets
    opened = bool(units) and units[0].kind == "region"
    if unit.text in _JOINTS:
        return bool(units)
    if unit.text in _LINKS and opened and grammar.links:
        return view.region_before(unit.start) is not None
    if unit.text in _EVERYWHERE:
        return not opened and bool(grammar.verbs)
    if opened and _common(unit) and not (grammar.dates and _is_date(unit)):
        return False  # a region opens a name; before it stands a verb or the end of something else
    words, verbs = _stops()
    # 培训 and 服务 are verbs or nouns; only as verbs do they end a name.
    if unit.text in words or (unit.text in verbs and unit.tag in ("v", "vd", "p")):
        return False
    if any(mark in unit.text for mark in "，。、；：！？《》“”‘’（）() \n"):
        return False
    if _is_date(unit):
        return grammar.dates or unit.text.startswith("第")
    if unit.tag in _NEVER or unit.tag == "w":
        return False
    if unit.tag == "v":
        return grammar.verbs and (len(unit.text) > 2 or unit.text in words_of("name_borders", "nominal"))
    return True


def _is_date(unit: Unit) -> bool:
    """第二届, 2024年, 3月2日: a number with what it counts."""
    if _ORDINAL.fullmatch(unit.text):
        return True
    if unit.tag not in ("TIME", "t", "m"):
        return False
    if unit.text[-1] in "届次场期批":
        return unit.text[0] in "第首"  # 6场 is a number of things
    return unit.text[-1] in "年月日度季" and unit.text[0] not in "今去明前每当近"


def _trim(units: list[Unit], grammar: Grammar) -> None:
    """Drop what cannot open a name: joints, general words; and common words before a region or a date."""
    anchor = next(
        (i for i, u in enumerate(units) if u.kind == "region" or (grammar.dates and _is_date(u))), None
    )
    if anchor and all(_common(unit) for unit in units[:anchor]):
        del units[:anchor]
    general = words_of("name_borders", "openers")
    if not grammar.general:
        general |= words_of("name_borders", "general")
    while units and (units[0].text in _JOINTS or (units[0].kind == "word" and units[0].text in general)):
        del units[0]
    while (
        units
        and units[0].kind == "word"
        and (units[0].tag == "v" or (len(units[0].text) == 1 and units[0].tag != "m"))
    ):
        if units[0].tag != "v" and len(units) > 1 and units[1].tag in _DISTINCTIVE:
            break
        del units[0]


def _shorten(view: View, units: list[Unit]) -> None:
    """Of the regions that open a name keep those that belong to it (`View.name_chain`)."""
    opening = 0
    while opening < len(units) and units[opening].kind == "region":
        opening += 1
    if opening > 1:
        keep = len(view.name_chain(units[opening - 1].end))
        del units[: max(0, opening - keep)]


def _common(unit: Unit) -> bool:
    return unit.kind == "word" and unit.tag not in _DISTINCTIVE


_OF_ORGANISATIONS = frozenset({"旧址", "大厦", "故居", "遗址", "广场"})
"""Heads that stand right behind the name of an organisation and make another name of it: 供销社旧址."""
_STAGES = frozenset({"一期", "二期", "三期", "班", "计划"})
"""Heads of projects that stand right behind the name of an organisation and say what it does or where it stands."""
_AFTER_HEAD = ("日前", "监事会", "董事会", "党委", "工会")
"""What LAC takes into a name or into the word after it: 展销周|日前, 公司|监事会主席."""


def heads(view: View, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a head that end a LAC word, so that 中心 is not found in 中心城区."""
    for match in pattern.finditer(view.text):
        if view.word_ends_at(match.end()) or view.text.startswith(_AFTER_HEAD, match.end()):
            yield match


@cache
def head_pattern(lexicon: str) -> re.Pattern[str]:
    """The heads of a lexicon, `strong` and `heads` together."""
    return re.compile(alternatives(words_of(lexicon, "strong") | words_of(lexicon, "heads")))


def named_phrases(
    view: View,
    type_: EntityType,
    lexicon: str,
    grammar: Grammar,
    frames: frozenset[str] = frozenset(),
    stops: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """All names of a type by the heads of its lexicon, with later endings of them (产业园 of 龙临产业园).

    A name needs something that singles it out; with a strong head (招聘会, 产业园) four more characters do,
    and two when one of `frames`, verbs that introduce such a thing, stands right before it. With `stops` the
    anchored reading (`read_anchored`) counts where it reaches further, and a year or ordinal is enough.
    """
    strong, generic = words_of(lexicon, "strong"), words_of(lexicon, "generic")
    named: list[Candidate] = []
    for match in heads(view, head_pattern(lexicon)):
        word = view.word_at(match.start())
        if word is not None and word.start < match.start() and view.text[word.start : word.end] in generic:
            continue  # the 节 of 季节
        phrase = _after_organisation(view, read_left(view, match.start(), match.end(), grammar))
        if stops:
            anchored = read_anchored(view, match.start(), match.end(), grammar, stops)
            phrase = min(phrase, _after_organisation(view, anchored), key=lambda phrase: phrase.start)
            if match.group() in strong and (framed := _read_framed(view, match.start(), match.end(), frames)):
                phrase = min(phrase, framed, key=lambda phrase: phrase.start)
            opened = read_opened(view, match.start(), match.end(), grammar, stops)
            if opened is not None and (match.group() in strong or opened.is_quoted()):
                phrase = min(phrase, _after_organisation(view, opened), key=lambda phrase: phrase.start)
        if _is_part(view, match.start(), match.group(), type_):
            continue
        if (earlier := _ending_of(view, phrase, named, generic)) is not None:
            source = f"names.{type_.lower()}.ending"
            named.append(Candidate(phrase.start, phrase.end, type_, source, 0.6, earlier))
            continue
        text = bare(view.text[phrase.start : phrase.end])
        rest = "".join(unit.text for unit in phrase.units if unit.kind != "region")
        if text in generic or not phrase.units:
            continue
        if phrase.is_distinctive() and (match.group() in strong or len(rest) > 1):
            score = 0.8
        elif match.group() in strong and (len(phrase.core()) >= 4 or len(rest) >= 6):
            score = 0.66
        elif stops and _is_date(phrase.units[0]) and len(rest) >= 6:
            score = 0.65
        elif frames and _is_framed(view, phrase.start, frames) and (
            len(phrase.core()) >= 2 or phrase.units[0].text in _NATIONWIDE
        ):
            score = 0.64
        else:
            continue
        scope = view.region_after(phrase.start)
        entity = named_entity(
            type_, text, scope.entity.id if scope is not None and scope.entity is not None else ""
        )
        named.append(Candidate(phrase.start, phrase.end, type_, f"names.{type_.lower()}", score, entity))
    return named


def _is_part(view: View, head: int, word: str, type_: EntityType) -> bool:
    """Whether a head right behind an organisation names a part or doing of it: 中医医院|门诊, 有限公司|一期."""
    parts = (type_ == "PARK" and word not in _OF_ORGANISATIONS) or (type_ == "PROJECT" and word in _STAGES)
    return parts and any(c.type == "ORG" and c.end == head and c.score >= 0.7 for c in view.found)


def _read_framed(view: View, head: int, end: int, frames: frozenset[str]) -> Phrase | None:
    """What stands between a verb of holding and a head, up to the verb: 举办的|周末灯下用工招聘会."""
    verbs = list(re.finditer(alternatives(frames) + "[了过的]?(?:一场)?", view.text[max(0, head - 28) : head]))
    start = max(0, head - 28) + verbs[-1].end() if verbs else head
    if head - start < 4 or re.search(r"[，。、；：！？（）《》\n在多]|\d场|线上线下|各类|系列", view.text[start:head]):
        return None
    return Phrase(start, head, end, (Unit(start, head, "word", "n", view.text[start:head]),))


def _is_framed(view: View, start: int, frames: frozenset[str]) -> bool:
    """Whether a verb (实施, 启动) or a price (总投资3亿元的) right before a phrase makes it one particular thing."""
    before = view.text[max(0, start - 8) : start]
    return before.removesuffix("了").endswith(tuple(frames)) or before.endswith(("万元的", "亿元的"))


_FOUNDED = re.compile(r"(?:设立|建立|新建|建成|建起|开设|增设|设置|布设)(?:了|起)?\Z")


def _ending_of(view: View, phrase: Phrase, named: list[Candidate], generic: frozenset[str]) -> Entity | None:
    """What a phrase names again by its last words: 轻纺产业园 after 平罗县轻纺产业园."""
    text = view.text[phrase.start : phrase.end]
    before = view.word_at(phrase.start - 1)
    if text in generic and before is not None and before.tag in ("n", "vn", "nz", "an"):
        return None  # 农村电商|服务站: another kind
    if _FOUNDED.search(view.text, max(0, phrase.start - 6), phrase.start):
        return None  # 在各县设立|服务站: others than the one named
    for full in reversed(named):
        name = view.text[full.start : full.end].rstrip("”")
        if 3 <= len(text) < len(name) and full.end <= phrase.start and name.endswith(text):
            return full.entity
    return None


def _after_organisation(view: View, phrase: Phrase) -> Phrase:
    """教育部“阳光”平台: the organisation before a name is whose it is, not part of it."""
    border = max(
        (c.end for c in view.found if c.type == "ORG" and c.start <= phrase.start < c.end < phrase.head),
        default=0,
    )
    inner = [
        c.end
        for c in view.found
        if c.type == "ORG" and phrase.start < c.start and c.end < phrase.head and view.text[c.end] not in "”’"
    ]
    border = max([border, *inner])
    units = tuple(unit for unit in phrase.units if unit.start >= border)
    return (
        phrase
        if not border
        else Phrase(units[0].start if units else phrase.head, phrase.head, phrase.end, units)
    )


_OPENERS, _CLOSERS = "“‘「", "”’」"


def bare(text: str) -> str:
    """A name without the quotation marks around all of it."""
    if text and text[0] in _OPENERS and _CLOSERS[_OPENERS.index(text[0])] not in text:
        return text[1:]  # the quotation goes on behind the name
    inner = text[1:-1]
    return inner if text[:1] in "“‘「" and text[-1:] in "”’」" and not re.search("[“”‘’]", inner) else text


def named_entity(type_: EntityType, name: str, region: str = "") -> Entity:
    """An entity that its name (and the region that opens it) identify."""
    return Entity(mint_id(type_, name, region), type_, name, parent=region)
