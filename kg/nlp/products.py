"""Products with a name: a region's own (泾源黄牛肉), brands in quotations, labour brands (“粤菜师傅”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.phrases import named_entity
from kg.nlp.view import View, overlaps

_ADMINISTRATIVE = "省市县区州旗镇乡村"
_STOP_TAGS = frozenset(
    {"v", "vd", "p", "c", "u", "d", "w", "m", "q", "r", "f", "s", "t", "TIME", "PER", "ORG", "ad"}
)
_NOT_PRODUCT = re.compile(
    r"^(?:产业|种植|基地|市场|加工|合作社|协会|公司|园|厂|研究|博览|文化|专业|大会|推介|展销|种苗|节)"
)
MAX_MIDDLE = 5
"""Characters between the region and the product's noun: 苍溪|红心|猕猴桃, 紫云|红芯|薯."""


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(words_of("product_heads", "heads")))


def find_products(view: View) -> list[Candidate]:
    """Regional products, quoted brands, and later endings of the regional ones (脐橙 of 奉节脐橙)."""
    regional = list(_regional(view))
    quoted = list(_quoted(view))
    return [*regional, *quoted, *_again(view, [*regional, *quoted])]


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
                0.8,
                named_entity("PRODUCT", name, region.entity.id),
            )


def _product_end(view: View, start: int) -> int | None:
    """Where the product noun ends that starts, after at most MAX_MIDDLE characters, behind a region."""
    best = None
    for match in _head_pattern().finditer(view.text, start, start + MAX_MIDDLE + 6):
        if match.start() - start > MAX_MIDDLE or not view.word_ends_at(match.end()):
            continue
        words = [w for w in view.words_in(start, match.end()) if w.start >= start or w.end > start]
        inside = [w for w in words if w.start >= start and w.end <= match.start()]
        if any(w.tag in _STOP_TAGS for w in inside) or not re.fullmatch(
            r"[\u4e00-\u9fff]+", view.text[start : match.end()]
        ):
            break
        best = match.end()
    if best is None or view.text[start:best] in words_of("product_heads", "generic"):
        return None
    return None if _NOT_PRODUCT.match(view.text[best : best + 4]) and best - start < 2 else best


def _quoted(view: View) -> Iterator[Candidate]:
    brands = alternatives(words_of("product_heads", "brand_words"))
    labour = alternatives(words_of("product_heads", "labour"))
    heads = _head_pattern().pattern
    after = re.compile(rf"(?:系列|特色|这一|这个|等)?{brands}")
    before = re.compile(rf"(?:{brands}|注册|打响|叫响|擦亮)(?:了|的)?$")
    for match in re.finditer(r"“([^“”，。！？；、\n]{2,10})”", view.text):
        name = match[1]
        is_brand = after.match(view.text, match.end()) or before.search(
            view.text, max(0, match.start() - 8), match.start()
        )
        is_labour = re.search(rf"{labour}$", name) and len(name) <= 8
        is_local = re.search(rf"{heads}$", name) and view.region_after(match.start() + 1) is not None
        if re.search(r"[行计工][动划程]$", name) or not (is_brand or is_labour or is_local):
            continue
        yield Candidate(
            match.start(), match.end(), "PRODUCT", "names.product.brand", 0.79, named_entity("PRODUCT", name)
        )


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
