"""What the name of an organisation, site or project says of its region: whose it is and where it lies.

惠州市第三人民医院 is of and in 惠州市; 铜仁市驻温州劳务协作站 is of 铜仁市 and in 温州; in 南海·丹寨劳务服务站 two regions
stand side by side, and the name does not say which of the two it lies in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import load_gazetteer
from kg.model import Entity
from kg.nlp.region_lexicon import abbreviations

_QUOTES = "“”‘’《》〈〉"
_BRANCH = re.compile(
    r"(?:[分支](?:公司|行|院|校|园|中心|店|站|厂|馆|会|局)|配送(?:分)?中心|集散中心|分拣中心|展销中心|集配中心|仓储中心|[直专]营店|专卖店|门店|体验店|旗舰店"
    r"|工作站|服务站|联络站|协作站|办事处|片区|厂区|总部|店)$"
)
"""Heads before which a region is where the thing lies, whoever it belongs to: …有限公司息烽县分公司."""
_PARTNERS = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:东西部|产业|扶贫|对口)*(?:协作|合作|共建|帮扶)?[（(]?")
"""闽宁, 粤桂协作: one-character names of partners, which the place itself may follow (闽宁协作同心羊绒产业园)."""
_ADMINISTRATIVE = frozenset("省市县区州旗镇乡村")
_NO_REGION = re.compile(r"[路街巷山江河湖海岛港谷]|大道|大街|(?<=中山)(?:大学|医院|医学|装|舰|堂|公园)")
"""What turns a short name before it into something else: 南京路, 白云山, 中山大学."""


def is_macro(region: Entity) -> bool:
    """Whether a region spans provinces (粤港澳大湾区) or is a country, so that it says little of where a thing lies."""
    return "/" not in region.path and not load_gazetteer().readings(region.name)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose a named thing is and where it lies, as far as its name says."""

    owner: Entity | None = None
    places: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    region: Entity


def short_name(region: Entity) -> str:
    """A region's name without its level word (惠州市 → 惠州); names of two characters stay."""
    name = re.sub(r"(?:自治区|自治州|自治县|特别行政区|省|市|县|区|州|旗|镇|乡|街道|村)$", "", region.name)
    return name if len(name) >= 2 else region.name


@cache
def _forms_of(name: str, path: str) -> frozenset[str]:
    readings = load_gazetteer().readings(name)
    return frozenset(form for r in readings if r.unit.path == path for form in r.unit.short_forms if len(form) >= 2)


def forms(regions: Iterable[Entity]) -> dict[str, Entity]:
    """Every name of two characters or more of the regions of a text; the first region of a name has it."""
    found: dict[str, Entity] = {}
    for region in regions:
        for name in (region.name, short_name(region), *region.aliases, *_forms_of(region.name, region.path)):
            if len(name) >= 2:
                found.setdefault(name, region)
    return found


def read_origin(
    name: str,
    nested: Sequence[tuple[int, int, Entity]],
    known: Mapping[str, Entity],
    unsaid: Collection[str] = frozenset(),
) -> Origin:
    """Read a name.

    Args:
        name: The name, as in the text or in full.
        nested: Regions mentioned inside it, [start, end) into `name`.
        known: The regions of the text by every form of their names, see `forms`.
        unsaid: Ids of regions that the text names in names alone. Behind another region their short names are as
            likely a firm's own name (贵阳|花溪酒业) and say nothing.
    """
    spots = list(_spots(name, nested, known))
    spots = [spot for spot, last in zip(spots, [None, *spots], strict=False) if not _is_name(name, spot, last, unsaid)]
    if not spots:
        return Origin()
    first = _begin(name, spots[0])
    chain = _chain(spots, first)
    branch = _BRANCH.search(name)
    place = next((s.region for s in reversed(spots) if branch and s.end == branch.start()), None)
    inner = [spot.region for spot in spots if not is_macro(spot.region)]
    if not chain:
        if place is None and inner and _is_partners(name[first : spots[0].start]):
            place = _chain(spots, spots[0].start)[-1].region
        return Origin(None, (place,) if place else ())
    owner, at = chain[-1].region, chain[-1].end
    rest = [spot for spot in spots if spot.start >= at]
    if is_macro(owner):
        place = place or (inner[-1] if inner else None)
    elif far := [spot.region for spot in rest if name[spot.start - 1] == "至"]:
        return Origin(owner, (owner, *far))  # a road or line from A to B
    else:
        place = place or _beside(name, owner, at, rest)
    return Origin(owner, (place,) if place else ())


def _is_name(name: str, spot: _Spot, last: _Spot | None, unsaid: Collection[str]) -> bool:
    """Whether a spot goes on after another and is rather the name itself than where the thing lies."""
    if last is None or last.end != spot.start or spot.region.id not in unsaid:
        return False
    return name[spot.end - 1] not in _ADMINISTRATIVE


def _beside(name: str, owner: Entity, at: int, rest: Sequence[_Spot]) -> Entity | None:
    """Where the thing of an owner that ends at `at` lies: A驻B, A（B）, A（C·B）; None where A and B are side by side."""
    mark = name[at : at + 1]
    if mark == "籍":
        return None
    if mark not in ("驻", "（", "("):
        is_pair = mark in tuple("·—－-–") or (rest and rest[0].start == at and name[at - 1] not in _ADMINISTRATIVE)
        return None if is_pair else owner
    if mark == "驻":
        chain = _chain(rest, _inner(name, at + 1, rest[0])) if rest else []
        return chain[-1].region if chain else None
    if not rest or rest[0].start != at + 1:
        return owner
    closing = re.search(r"[）)]", name[at:])
    end = at + closing.start() if closing else len(name)
    return [spot for spot in rest if spot.end <= end][-1].region


def _is_partners(opening: str) -> bool:
    """Whether the words before a name's first region are 粤桂协作, 闽宁（ and the like."""
    match = _PARTNERS.fullmatch(opening)
    return match is not None and all(char in abbreviations() for char in match[1])


def _begin(name: str, spot: _Spot) -> int:
    """Where a name begins: behind quotation marks, 中共, 中国（, and regions around that of its first spot."""
    opening = re.match(rf"[{_QUOTES}]*(?:中共|中国[（(])?[{_QUOTES}]*", name)
    return _inner(name, opening.end() if opening else 0, spot)


def _inner(name: str, start: int, spot: _Spot) -> int:
    """Where a spot begins if what stands between `start` and it names a region around it, else `start`."""
    readings = load_gazetteer().readings(name[start : spot.start])
    return spot.start if any(spot.region.path.startswith(f"{r.unit.path}/") for r in readings) else start


def _spots(
    name: str, nested: Sequence[tuple[int, int, Entity]], known: Mapping[str, Entity]
) -> Iterator[_Spot]:
    """Regions in a name, left to right: those mentioned, and between them what is a name of a region of the text.

    One-character names are left out: 粤桂 says who works together, not where.
    """
    mentioned = {start: (end, region) for start, end, region in nested if end - start > 1}
    lengths = sorted({len(form) for form in known}, reverse=True)
    at = 0
    while at < len(name):
        if at in mentioned:
            end, region = mentioned[at]
            yield _Spot(at, end, region)
            at = end
            continue
        stop = min([start for start in mentioned if start > at], default=len(name))
        for length in lengths:
            form = name[at : at + length]
            if at + length <= stop and form in known and not _NO_REGION.match(name, at + length):
                yield _Spot(at, at + length, known[form])
                at += length
                break
        else:
            at += 1


def _chain(spots: Sequence[_Spot], start: int) -> list[_Spot]:
    """The regions from `start` on that follow without a gap, each inside the one before: 佛山市|三水区."""
    chain: list[_Spot] = []
    for spot in spots:
        if spot.start < start:
            continue
        if spot.start != (chain[-1].end if chain else start):
            break
        if chain and not _inside(spot.region, chain[-1].region):
            break
        chain.append(spot)
    return chain


def _inside(inner: Entity, outer: Entity) -> bool:
    return bool(outer.path) and inner.path.startswith(f"{outer.path}/")
