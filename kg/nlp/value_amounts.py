"""Money, quantities and percentages in a text; see kg/data/values/measures.yml for the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg.model import Value, ValueKind
from kg.nlp.value_files import any_of, load_measures
from kg.nlp.value_numbers import NUMERAL, parse_numeral

_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_CHINESE = rf"{NUMERAL}+(?:点[零〇一二三四五六七八九]+)?"
_TO = "(?:至|到|—{1,2}|－|-|~|～|–)"
_SCALE = "(?:万亿|千亿|百亿|千万|百万|亿|万)"
_PER = r"(?:(?:/|每|(?=一))一?(?P<per>斤|公斤|千克|克|吨|亩|人|户|头|只|羽|箱|株|棵|件|瓶|盒|袋|度|平方米|天|月|年|次)(?![一-鿿]?均))"
_NO_COUNT = "[统唯之专单同某每这那任另进逐第初周期万其第星有头]"
"""Before 一 these make another word of it (唯一, 进一), or no count (每一名)."""
_OVER = ("过", "破")
"""With 十 they are other words: 走过十个年头."""
_ROUND = (frozenset(("十", "百", "千", "")), frozenset(("百", "千", "")))
_STOPS = frozenset("，。；")
"""Before these a number may stand without a unit: 卖了六千八百万。"""
_MEASURED = ("亩", "吨", "公里", "斤", "米")
"""百亩, 千吨 are sizes; 百家, 千人 are names and set phrases."""
_SMALL_ONE = "名 位 座 辆 套 间 所 台 艘 架"
"""The measure words with which 一 counts; with others it is mostly an article or part of a word (一家人, 一次性)."""
_PAREN = r"(?:[（(][套间台件辆处个项]+[)）])"


@cache
def _regex() -> re.Pattern[str]:
    m = load_measures()
    money, plain = m.units(m.currencies), m.units(m.plain)
    cautious, latin = m.units(m.cautious), any_of(m.latin)
    before = rf"(?P<before>(?<![附最就靠邻贴远签预契相]){any_of(m.before)}[ ]?)?"
    bare = rf"(?P<bare>{any_of(m.before_bare)})"
    inside, after = any_of(m.inside), rf"(?P<after>{any_of(m.after)})?"
    return re.compile(
        rf"{before}(?:"
        rf"(?<![\d.A-Za-z])(?:(?P<plow>{_ARABIC})(?P<pto>{_TO}))?(?P<percent>{_ARABIC})(?P<half>余|多)?(?P<sign>%|％|‰|个百分点)"
        rf"|(?P<of>百分之|千分之)(?P<share>{_CHINESE})"
        rf"|(?<![\d.A-Za-z第一二三四五六七八九十百千半])(?P<tenths>\d(?:\.\d)?|[一二两三四五六七八九])(?P<tenthsign>成)(?P<fifth>半|多|[一二三四五六七八九](?=[，。；、”]))?(?![为立功员果本都长熟绩效品交套形就人年了林活片分千百语衣型因天])"
        rf"|(?P<one_half>(?<=[占超近约过])一半|一半(?=以上|以下|左右))"
        rf"|(?<![\d.A-Za-z:：第〔])(?:(?P<low>{_ARABIC})(?P<to>{_TO}))?(?P<arabic>{_ARABIC})(?:亿(?P<rest>\d+(?:\.\d+)?)(?=万))?"
        rf"(?P<in1>{inside})?(?:个(?=亿(?!万)))?(?P<scale>{_SCALE})?(?P<in2>{inside})?"
        rf"(?:(?P<cash>{money})(?:{_PER})?|(?P<latin>{latin})(?![A-Za-z])|(?P<unit>(?:{plain}|{cautious}|{m.units(m.digits)}){_PAREN}?))?"
        rf"|(?:{bare}|(?<![零〇一二两三四五六七八九十百千万亿第初周]))(?P<numeral>(?:{_CHINESE}|(?=[万亿]))(?:[万亿]{_CHINESE})?)"
        rf"(?P<nin1>{inside})?(?P<nscale>{_SCALE})?(?P<nin2>{inside})?"
        rf"(?:(?P<ncash>{money})|(?P<nunit>{plain}{_PAREN}?)|(?P<ncautious>{cautious}))?"
        rf")(?P<plus>半(?:小时|月)?(?![数径程导岛个]))?{after}(?P<grade>[级型](?![别材]))?"
    )


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(any_of(load_measures().idioms))


def find_amounts(text: str) -> Iterator[Value]:
    """Money, quantities and percentages, in order of text, never overlapping."""
    idioms = [match.span() for match in _idioms().finditer(text)]
    position = 0
    while match := _regex().search(text, position):
        position = max(match.end(), position + 1)
        if match.end() == match.start():
            continue
        idiom = next((end for start, end in idioms if start <= _core(match) < end), None)
        value = None if idiom is not None else _read(text, match)
        if value is not None:
            yield value
            position = value.end
        elif idiom is not None:
            position = max(idiom, match.start() + 1)
        elif match["arabic"] is None:
            position = match.start() + 1


def _core(match: re.Match[str]) -> int:
    """Where the number itself begins."""
    names = ("percent", "of", "tenths", "one_half", "arabic", "numeral")
    return next(match.start(name) for name in names if match[name] is not None)


def _read(text: str, match: re.Match[str]) -> Value | None:
    if match["grade"]:
        return None
    if match["arabic"] is not None:
        return _arabic(match)
    if match["numeral"] is not None:
        return _numeral(text, match)
    return _percent(match)


def _percent(match: re.Match[str]) -> Value | None:
    if match["percent"] is not None:
        low = match["plow"]
        number = _decimal(low or match["percent"])
        reach = match["percent"] if low else ""
        return _value("percent", match, number, match["sign"].replace("％", "%"), match["half"], _to(reach))
    if match["of"] is not None:
        share = parse_numeral(match["share"])
        unit = "%" if match["of"] == "百分之" else "‰"
        return None if share is None else _value("percent", match, share, unit)
    if match["one_half"] is not None:
        return _value("percent", match, Decimal(50), "%")
    written = match["tenths"]
    tenths = Decimal(written) if written[0].isdigit() else parse_numeral(written)
    if tenths is None:
        return None
    rest = parse_numeral("五" if match["fifth"] == "半" else match["fifth"] or "")
    if rest is not None:  # 九成五
        return _value("percent", match, tenths + rest / 10, "成")
    return _value("percent", match, tenths, "成", match["fifth"])


def _arabic(match: re.Match[str]) -> Value | None:
    unit = match["cash"] or match["latin"] or match["unit"] or ""
    scale = match["scale"] or ""
    if not (unit or scale):
        return None
    number = _decimal(match["low"] or match["arabic"])
    if match["rest"] is not None:
        number, scale = number + _decimal(match["rest"]) / 10**4, "亿"
    if match["cash"] and match["per"]:
        unit = f"{unit}/{match['per']}"
    kind: ValueKind = "money" if match["cash"] else "quantity"
    reach = match["arabic"] if match["low"] else ""
    return _value(kind, match, number, scale + unit, match["in1"], match["in2"], _to(reach))


def _numeral(text: str, match: re.Match[str]) -> Value | None:
    before = text[match.start("numeral") - 1 : match.start("numeral")]
    unit = match["ncash"] or match["nunit"] or match["ncautious"] or ""
    words, scale = match["numeral"], match["nscale"] or ""
    loose = bool(match["bare"] or match["before"] or match["nin1"] or match["nin2"])
    if not unit and not (scale and (loose or (words[1:] and text[match.end() : match.end() + 1] in _STOPS))):
        return None
    if before and before in "“‘《" and not match["ncash"]:
        return None  # “四个一”, “三会一课”: the name of a campaign
    number = parse_numeral(words) if words else Decimal(1)
    if number is None or not _counts(match, words, unit, before, loose):
        return None
    if match["ncautious"] and number <= 10 and not loose:
        return None
    if not words and scale == "万" and unit:
        number, scale = Decimal(10**4), ""
    kind: ValueKind = "money" if match["ncash"] else "quantity"
    return _value(kind, match, number, scale + unit, match["nin1"], match["nin2"])


def _counts(match: re.Match[str], words: str, unit: str, before: str, loose: bool) -> bool:
    """Whether the numerals count, and are no article, no part of another word and no round name."""
    if match["ncash"]:
        return bool(words) or loose
    scaled = bool(match["nscale"])
    if match["bare"] and words[:1] not in _ROUND[match["bare"] in _OVER]:
        return False
    if not words:
        return loose or unit in _MEASURED
    if words == "一" and not (scaled or match["nin1"]):
        return unit in _SMALL_ONE.split() and not (before and before in _NO_COUNT)
    return loose or scaled or words not in ("百", "千") or unit in _MEASURED


def _to(reach: str) -> str:
    """4至5天 counts 4; what it may reach goes into the qualifier."""
    return f"至{reach}" if reach else ""


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("，", ""))


def _value(kind: ValueKind, match: re.Match[str], number: Decimal, unit: str, *inside: str | None) -> Value:
    words = (match["before"], match["bare"], *inside, match["after"])
    qualifier = "".join(word.strip() for word in words if word)
    if match["plus"]:  # 两吨半, 2个半小时
        number, unit = number + Decimal("0.5"), unit + match["plus"].removeprefix("半")
    return Value(kind, match[0], match.start(), match.end(), number, unit, qualifier)
