"""Who puts out a paper, by its title: 《甲省人民政府关于…的意见》, 《乙市…工作要点》. Only where no wording tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.model import Entity
from kg.nlp.frames import Frame
from kg.nlp.openings import forms
from kg.nlp.relfacts import Fact

RULE = "issues.title"
SURE, LIKELY = 0.93, 0.8
"""Confidence where organs stand before 关于, and where a region opens the title."""

_ABOUT = re.compile(r"《([^《》]{3,40}?)关于")
_AND = re.compile(r"[、和与及—\-－·]|以及")
_MUTUAL = ("协议", "协定", "备忘录", "备忘", "合同", "意向书", "责任书", "倡议", "章程", "宣言", "承诺书", "约定", "公约", "报告", "纪要")
"""What parties agree on or somebody reports is signed, or nobody's."""
_ADMINISTRATIVE = tuple("省市县区州旗镇乡")


def titled(frame: Frame, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The papers of a text that no wording gives an author, with those that their titles open with."""
    papers = _papers(frame)
    if not papers:
        return
    told = {fact.object.id for fact in facts if fact.predicate in ("issues", "signed")}
    names = _names(frame)
    regions = forms(entity for entity in frame.entities.values() if entity.type == "REGION")
    for paper, span in papers.values():
        if paper.id in told or paper.name.rstrip("》").endswith(_MUTUAL):
            continue
        about = _ABOUT.match(paper.name)
        authors = [names.get(part) for part in _AND.split(about[1])] if about else []
        confidence = SURE
        if not authors or None in authors:
            authors, confidence = list(_opening(paper.name.lstrip("《"), regions)), LIKELY
        for author in authors:
            if author is not None:
                yield Fact("issues", author, paper, RULE, confidence, span, span, sure=True)


def _papers(frame: Frame) -> Mapping[str, tuple[Entity, tuple[int, int]]]:
    """The papers of a text by id, each with its longest mention [start, end)."""
    found: dict[str, tuple[Entity, tuple[int, int]]] = {}
    for slot in frame.slots.values():
        for member in slot.members:
            paper, span = member.entity, (member.start, member.end)
            if paper.type == "DOCUMENT":
                found[paper.id] = max(found.get(paper.id, (paper, span)), (paper, span), key=lambda row: row[1][1] - row[1][0])
    return found


def _names(frame: Frame) -> Mapping[str, Entity]:
    """The regions and organisations of a text by their names and by how it mentions them."""
    found: dict[str, Entity] = {}
    for slot in frame.slots.values():
        for member in slot.members:
            if member.entity.type in ("ORG", "REGION"):
                found.setdefault(frame.text[member.start : member.end], member.entity)
    for entity in frame.entities.values():
        if entity.type in ("ORG", "REGION"):
            found.setdefault(entity.name, entity)
    return found


def _opening(title: str, regions: Mapping[str, Entity]) -> Iterator[Entity]:
    """The regions with their level words that open a title, joined by 与 and the like: 甲州与乙市…办法."""
    while True:
        name = next((n for n in sorted(regions, key=len, reverse=True) if title.startswith(n)), None)
        if name is None or not name.endswith(_ADMINISTRATIVE):
            return
        yield regions[name]
        joint = _AND.match(title, len(name))
        if joint is None:
            return
        title = title[joint.end() :]
