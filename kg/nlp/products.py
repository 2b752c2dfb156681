"""Products with a name: a region's own (泾源黄牛肉), brands in quotations, labour brands (“粤菜师傅”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.gazetteer import COUNTY, Unit, load_gazetteer
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.openings import short_name
from kg.nlp.phrases import named_entity
from kg.nlp.view import View, overlaps
from kg.region_entities import unit_entity

_ADMINISTRATIVE = "省市县区州旗镇乡村"
_STOP_TAGS = frozenset(
    {"v", "vd", "p", "c", "u", "d", "w", "m", "q", "r", "f", "s", "t", "TIME", "PER", "ORG", "ad"}
)
_NOT_PRODUCT = re.compile(
    r"^(?:产业|种植|基地|市场|加工|合作社|协会|公司|园|厂|研究|博览|文化|专业|大会|推介|展销|种苗|节)"
)
_DOINGS = re.compile("全产业|全链|采摘|品鉴|丰收|推介|展销|评选|开采|文化|旅游|产销|订单|培训|养殖|节|专场|专列|大赛")
"""What follows goods that a campaign is held for."""
_INSTITUTION = re.compile("大学|学院|集团|公司|银行")
_PROGRAMME = re.compile(r"[行计工][动划程]$")
_NO_PLACE = frozenset({"PER", "TIME", "p", "c", "u", "d", "m", "q", "r"})
_CHRISTENED = re.compile(
    r"“[^“”，。！？；、\n]{2,8}”号[\u4e00-\u9fff]{0,5}?(?:盾构机|掘进机|机器人|潜水器|卫星|火箭|飞船|飞机|直升机|无人机|邮轮|货轮|渡轮|科考船|养殖工船|动车组)"
)
MAX_WORD_COUNT = 20
"""A form that a dictionary of the language counts more often is a word first (平安, 富民) and a region second."""
MAX_MIDDLE = 5
"""Characters between the region and the product's noun: 苍溪|红心|猕猴桃, 紫云|红芯|薯."""


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(words_of("product_heads", "heads")))


def find_products(view: View) -> list[Candidate]:
    """Regional products, quoted brands, and later endings of the regional ones (脐橙 of 奉节脐橙)."""
    regional = [*_regional(view), *_listed(view), *_unseen(view)]
    branded = list(_branded(view))
    branded += _brand_alone(view, branded)
    quoted = [*branded, *(c for c in (*_quoted(view), *_christened(view)) if not overlaps(c.start, c.end, branded))]
    return [*regional, *quoted, *_again(view, [c for c in (*regional, *quoted) if c.type == "PRODUCT"])]


def _regional(view: View) -> Iterator[Candidate]:
    for region in view.regions:
        surface = view.text[region.start : region.end]
        if region.entity is None or len(surface) < 2:
            continue
        if surface[-1] in _ADMINISTRATIVE and len(surface) > 2 and surface == region.entity.name:
            continue  # 泾源县黄牛肉 is beef from there, 泾源黄牛肉 a name
        if view.region_after(region.end) is not None:
            continue
        if (end := _product_end(view, region.end)) is not None:
            name = view.text[region.start : end]
            yield Candidate(
                region.start,
                end,
                "PRODUCT",
                "names.product",
                _score(view, region.end, end),
                named_entity("PRODUCT", name, region.entity.id),
            )


def _score(view: View, start: int, end: int) -> float:
    """More than LAC's word for a person where goods of two characters or more end it (夏布/PER)."""
    return 0.91 if any(word.tag == "PER" for word in view.words_in(start, end)) else 0.8


def _listed(view: View) -> Iterator[Candidate]:
    """Goods with their regions in a row: 甲县的榨菜、乙县的脐橙; one alone is goods and no name."""
    row: list[tuple[Candidate, int]] = []
    for region in view.regions:
        start = region.end + 1
        if region.entity is None or not view.text.startswith("的", region.end):
            continue
        if (end := _product_end(view, start)) is None:
            continue
        if row and not re.fullmatch(r"[、，和与及]{1,2}", view.text[row[-1][1] : region.start]):
            yield from _row(view, row)
            row = []
        row.append((region, end))
    yield from _row(view, row)


def _row(view: View, row: list[tuple[Candidate, int]]) -> Iterator[Candidate]:
    for region, end in row if len(row) > 1 else ():
        if region.entity is not None:
            goods = view.text[region.end + 1 : end]
            entity = named_entity("PRODUCT", short_name(region.entity) + goods, region.entity.id)
            yield Candidate(region.end + 1, end, "PRODUCT", "names.product.row", 0.8, entity)


def _unseen(view: View) -> Iterator[Candidate]:
    """Names of regions that only the goods behind them give away: 隆林山羊 in a text that names 隆林 nowhere else."""
    gazetteer = load_gazetteer()
    taken = {at for c in (*view.regions, *view.found) for at in range(c.start, c.end)}
    for start, end in gazetteer.match(view.text):
        form = view.text[start:end]
        if gazetteer.word_counts.get(form, 0) > MAX_WORD_COUNT or start in taken or end - 1 in taken:
            continue
        unit = _one_unit(form)
        word = view.word_at(start)
        if unit is None or word is None or word.start != start:
            continue
        goods = _product_end(view, end)
        # 某某钩藤/PER: a person's name that is a region's and goods is no person's.
        person = word.tag == "PER" and goods == word.end and goods - end > 1
        if word.tag in _NO_PLACE and not person:
            continue
        if (
            goods is not None
            and 1 < goods - end <= 4
            and not _NOT_PRODUCT.match(view.text[goods : goods + 4])
        ):
            region = unit_entity(unit.code)
            product = named_entity("PRODUCT", view.text[start:goods], region.id)
            yield Candidate(start, end, "REGION", "names.product.region", 0.8, region)
            yield Candidate(start, goods, "PRODUCT", "names.product.unseen", _score(view, start, goods), product)


def _one_unit(form: str) -> Unit | None:
    """The one county or prefecture that a form stands for."""
    units = {r.unit.code: r.unit for r in load_gazetteer().readings(form) if r.unit.level <= COUNTY}
    return next(iter(units.values())) if len(units) == 1 else None


def _product_end(view: View, start: int) -> int | None:
    """Where the product noun ends that starts, after at most MAX_MIDDLE characters, behind a region."""
    best = None
    for match in _head_pattern().finditer(view.text, start, start + MAX_MIDDLE + 6):
        if match.start() - start > MAX_MIDDLE or not _ends(view, match):
            continue
        inside = [w for w in view.words_in(start, match.end()) if w.start >= start and w.end <= match.start()]
        if any(w.tag in _STOP_TAGS for w in inside) or not re.fullmatch(
            r"[\u4e00-\u9fff]+", view.text[start : match.end()]
        ):
            break
        best = match.end()
    if best is None or view.text[start:best] in words_of("product_heads", "generic"):
        return None
    if _INSTITUTION.search(view.text, start, best):
        return None  # goods of a university are none of its town
    return None if _NOT_PRODUCT.match(view.text[best : best + 4]) and best - start < 2 else best


def _ends(view: View, goods: re.Match[str]) -> bool:
    """Whether a word ends with the goods, or one begins there that LAC glued to them (芒果|亩均, as a firm's name)."""
    word = view.word_at(goods.end() - 1)
    glued = word is not None and word.tag in ("ORG", "PER") and len(goods.group()) > 1
    return view.word_ends_at(goods.end()) or bool(glued and view.text[goods.end()] in "亩年产销卖将已也都就是成")


def _quoted(view: View) -> Iterator[Candidate]:
    """Brands in quotation marks; in a row of quotations one brand makes all of them brands."""
    row: list[re.Match[str]] = []
    for match in [*re.finditer(r"“([^“”，。！？；、\n]{2,10})”", view.text), None]:
        if (
            match is None
            or not row
            or not re.fullmatch("[、和及与]?", view.text[row[-1].end() : match.start()])
        ):
            if any(_is_brand(view, quote) for quote in row):
                yield from (_brand(quote) for quote in row if not _PROGRAMME.search(quote[1]))
            row = []
        if match is not None:
            row.append(match)


def _branded(view: View) -> Iterator[Candidate]:
    """“松涛”牌高纯铝锭, “松涛”鲜牛奶: a brand and the goods under it, which are its name together."""
    for quote in re.finditer(r"“([^“”，。！？；、+＋\n]{2,6})”牌?", view.text):
        best = None
        for goods in _goods().finditer(view.text, quote.end(), quote.end() + MAX_MIDDLE + 6):
            between = view.text[quote.end() : goods.start()]
            words = [w for w in view.words_in(quote.end(), goods.start()) if w.start >= quote.end()]
            if len(between) > MAX_MIDDLE or not re.fullmatch(r"(?!系列)[\u4e00-\u9fff]*", between):
                break
            after = view.text[goods.end() : goods.end() + 4]
            if any(w.tag in _STOP_TAGS for w in words) or _NOT_PRODUCT.match(after) or _DOINGS.match(after):
                continue
            if view.word_ends_at(goods.end()):
                best = goods.end()
        if best is not None and best - quote.end() > 1:
            name = view.text[quote.start() : best]
            yield Candidate(quote.start(), best, "PRODUCT", "names.product.branded", 0.8, named_entity("PRODUCT", name))


def _brand_alone(view: View, branded: Sequence[Candidate]) -> Iterator[Candidate]:
    """The quoted brand without the goods, elsewhere in the text, where only one kind of goods goes under it."""
    names: dict[str, set[str]] = {}
    for c in branded:
        names.setdefault(view.text[c.start : view.text.index("”", c.start) + 1], set()).add(view.text[c.start : c.end])
    for brand, goods in names.items():
        for match in re.finditer(re.escape(brand) if len(goods) == 1 else r"(?!)", view.text):
            if not overlaps(match.start(), match.end(), branded):
                entity = named_entity("PRODUCT", min(goods))
                yield Candidate(match.start(), match.end(), "PRODUCT", "names.product.branded", 0.79, entity)


@cache
def _goods() -> re.Pattern[str]:
    return re.compile(alternatives(words_of("product_heads", "heads") | words_of("product_heads", "made")))


def _christened(view: View) -> Iterator[Candidate]:
    """“松涛”号盾构机: one machine or craft by its own name."""
    for match in _CHRISTENED.finditer(view.text):
        entity = named_entity("PRODUCT", match.group())
        yield Candidate(match.start(), match.end(), "PRODUCT", "names.product.christened", 0.8, entity)


def _brand(quote: re.Match[str]) -> Candidate:
    return Candidate(
        quote.start(), quote.end(), "PRODUCT", "names.product.brand", 0.79, named_entity("PRODUCT", quote[1])
    )


def _is_brand(view: View, quote: re.Match[str]) -> bool:
    """Whether a quotation stands beside a word for brands or behind a maker's verb, or ends in a trade or goods."""
    name = quote[1]
    if name.endswith(("节", "日", "+")):
        return False
    brands = alternatives(words_of("product_heads", "brand_words"))
    before = view.text[max(0, quote.start() - 8) : quote.start()]
    after = view.text[quote.end() : quote.end() + 12]
    if re.match(rf"(?:系列|特色|这[一个块张]|等)?(?:{brands}|{_wares()})(?!报道|讲座|活动|丛书|节目|评选|大赛|推介|之[一二])", after):
        return True
    if re.search(rf"{_wares()}$", before):
        return True
    if re.search(rf"(?:{brands}|注册|打响|叫响|擦亮)(?:了|的)?$", before):
        return True
    if re.search(rf"{alternatives(words_of('product_heads', 'maker'))}的$", before):
        return True
    if re.search(rf"{alternatives(words_of('product_heads', 'labour'))}$", name) and len(name) <= 8:
        return True
    return (
        bool(re.search(rf"{_head_pattern().pattern}$", name))
        and view.region_after(quote.start() + 1) is not None
    )


@cache
def _wares() -> str:
    """What is sold under brands, in a shop's words: 香囊, 礼盒, 饮品."""
    return alternatives(words_of("product_heads", "wares"))


def _again(view: View, found: list[Candidate]) -> Iterator[Candidate]:
    """A brand named once in quotation marks, elsewhere without them."""
    known = {c.entity.name: c.entity for c in found if c.entity is not None and len(c.entity.name) >= 3}
    if not known:
        return
    for match in re.finditer(alternatives(known), view.text):
        if not overlaps(match.start(), match.end(), found):
            yield Candidate(
                match.start(), match.end(), "PRODUCT", "names.product.again", 0.72, known[match.group()]
            )
