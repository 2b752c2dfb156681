"""Name families on sentences with their regions given: what they find, under which name, and what they must leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.identity import subregion_id
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.lac import load_lac
from kg.nlp.names import FAMILIES, propose
from kg.nlp.posts import find_posts
from kg.nlp.view import View

DATA = Path(__file__).parents[1] / "data" / "names"
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(DATA.glob("*.yml"))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


def region(path: str) -> Entity:
    """A region entity from its path; ids only have to be stable and to differ."""
    parent = path.rpartition("/")[0]
    return Entity(
        subregion_id("region/test", path), "REGION", path.rpartition("/")[2], path=path,
        parent=subregion_id("region/test", parent) if parent else "",
    )  # fmt: skip


def view_of(case: dict[str, Any]) -> View:
    text = case["text"]
    regions = []
    taken: set[int] = set()
    for surface, path in sorted(case.get("regions", {}).items(), key=lambda item: -len(item[0])):
        at = text.find(surface)
        while at >= 0:
            if not taken & set(range(at, at + len(surface))):
                taken |= set(range(at, at + len(surface)))
                regions.append(Candidate(at, at + len(surface), "REGION", "test", 0.9, region(path)))
            at = text.find(surface, at + 1)
    regions.sort(key=lambda c: c.start)
    return View(text, load_lac().analyse([text])[0], regions)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    view = view_of(case)
    found = {(c.type, view.text[c.start : c.end], c.entity.name if c.entity else "") for c in propose(view)}
    for line in case.get("find", []):
        kind, _, rest = line.partition(" ")
        surface, _, name = rest.partition(" = ")
        assert any(f[:2] == (kind, surface) and name in ("", f[2]) for f in found), (
            f"{line} not in {sorted(found)}"
        )
    for line in case.get("not", []):
        kind, _, surface = line.partition(" ")
        assert (kind, surface) not in {f[:2] for f in found}, line
    for kind in case.get("none", []):
        assert not [f for f in found if f[0] == kind], sorted(found)
    if same := case.get("same"):
        ids = {view.text[c.start : c.end]: c.entity.id for c in view.found if c.entity is not None}
        assert len({ids[surface] for surface in same}) == 1, ids
    if "posts" in case:
        posts = [f"{p.person_entity.name} {p.title} {p.entity.name}" for p in find_posts(view)]
        assert posts == case["posts"]


def test_every_family_has_cases() -> None:
    stems = {path.stem for path in DATA.glob("*.yml")}
    assert {family.__module__.rpartition(".")[2] for family in FAMILIES} | {"posts"} == stems
    assert len(CASES) >= 60
    assert all("why" in param.values[0] for param in CASES)
