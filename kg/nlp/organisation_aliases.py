"""Short names of organisations that a text names in full: （以下简称…）, 南屿泵业, 蜜柚公司, 乐都二小, 县医院."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lexicon import alternatives, words_of
from kg.nlp.view import View, level_of

SCORE = 0.88
"""Above a name read by its head alone, so that 蜜柚公司 is the firm named in full and no other."""
_ALIAS = re.compile(r"[（(](?:以?下?统?简称|下称)[:：]?[“‘《「]?([^“”‘’（）()\n]{2,16}?)[”’》」]?[)）]")
_ENTERPRISE = re.compile(r"有限责任公司|股份有限公司|集团有限公司|有限公司|集团|公司")
_SHORTENED = (
    (re.compile(r"第([一二三四五六七八九十]+)(?:初级|高级|完全|民族)?中学"), ("{}中",)),
    (re.compile(r"第([一二三四五六七八九十]+)(?:完全)?小学"), ("{}小",)),
    (re.compile(r"第([一二三四五六七八九十]+)幼儿园"), ("{}幼",)),
    (re.compile(r"第([一二三四五六七八九十]+)人民医院"), ("{}院", "{}医院", "第{}医院")),
    (re.compile(r"()人民医院"), ("医院",)),
    (re.compile(r"()高级中学"), ("高中",)),
    (re.compile(r"()中医医院"), ("中医院",)),
    (re.compile(r"()职业(?:技术|高级|中等专业|中等技术)*(?:学校|中学|教育中心)"), ("职校", "职中", "职教中心", "职业学校")),
    (re.compile(r"()(?:中等职业技术|中等职业|中等专业)学校"), ("中职校", "职校", "中专")),
    (re.compile(r"()实验小学"), ("实小",)),
)  # fmt: skip
"""Schools and hospitals: what follows the region in full, and how people say it."""


def find_aliases(view: View, named: Sequence[Candidate]) -> Iterator[Candidate]:
    """Where a short form of one of the organisations stands, on its own or read as a name of its own."""
    forms: dict[str, Entity] = {}
    for match in _ALIAS.finditer(view.text):
        before = [c for c in named if c.end == match.start() and c.entity is not None]
        if before:
            longest = max(before, key=lambda c: c.end - c.start)
            if longest.entity is not None:
                forms[match[1]] = longest.entity
    for candidate in named:
        if candidate.entity is not None:
            for form in _forms(view, candidate, candidate.entity):
                forms.setdefault(form, candidate.entity)
    if not forms:
        return
    outer = [(c.start, c.end) for c in named if c.source != "names.lac"]
    for match in re.finditer(alternatives(forms), view.text):
        start, end = match.span()
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in outer)
        if not inside and view.word_starts_at(start):
            yield Candidate(start, end, "ORG", "names.alias", SCORE, forms[match.group()])


def _forms(view: View, candidate: Candidate, entity: Entity) -> Iterator[str]:
    start, region = candidate.start, None
    while (found := view.region_after(start)) is not None and found.end < candidate.end:
        start, region = found.end, found
    rest = view.text[start : candidate.end]
    if entity.subtype == "company":
        yield from _company_forms(rest)
    elif entity.subtype in ("school", "hospital") and region is not None and region.entity is not None:
        full = view.text[region.start : region.end]
        yield from _unit_forms(full, region.entity, rest)


def _company_forms(rest: str) -> Iterator[str]:
    """A firm's own word without place and form: 南屿泵业, 南屿泵, 南屿公司 of 温岭南屿泵业股份有限公司."""
    head = _ENTERPRISE.search(rest)
    core = rest[: head.start()] if head and head.end() == len(rest) else ""
    general = words_of("name_borders", "general")
    if core not in general:
        yield from (core[:length] for length in range(len(core), 2, -1) if core[:length] not in general)
    if len(core) >= 2:
        for length in range(2, len(core) + 1):
            yield from (core[:length] + ending for ending in ("公司", "集团"))


def _unit_forms(full: str, region: Entity, rest: str) -> Iterator[str]:
    """乐都二小, 乐都县二小 of 乐都县第二小学; 县医院 of 平果县人民医院."""
    level = level_of(region)
    short = full.removesuffix(level) if len(full) > 2 else full
    for pattern, wordings in _SHORTENED:
        if match := pattern.fullmatch(rest):
            for wording in wordings:
                form = wording.format(match[1])
                yield short + form
                yield full + form
                if match[1] == "" and level and form.endswith("医院"):
                    yield level + form
