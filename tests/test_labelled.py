"""The labelled pieces of tests/labelled are sound: known types and relations, no label without its entity, no mark beside its name."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
from marked_pieces import pieces  # noqa: E402

FILES = sorted((ROOT / "tests" / "labelled").glob("*.txt"))


def test_there_are_as_many_pieces_as_the_model_cards_say():
    assert sum(1 for file in FILES for _ in pieces(file)) == 567


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_pieces(file: Path):
    found = list(pieces(file))
    assert not [name for name, count in Counter(piece["doc"] for piece in found).items() if count > 1]
    relations = load_ontology().relations
    faults = []
    for piece in found:
        entities = {entity["id"]: entity for entity in piece["entities"]}
        faults += [(piece["doc"], e["id"]) for e in entities.values() if e["type"] not in ENTITY_TYPES or not e["mentions"]]
        faults += [(piece["doc"], r) for r in piece["relations"] if not {r["head"], r["tail"]} <= entities.keys()]
        faults += [(piece["doc"], r) for r in piece["relations"] if r["type"] not in relations or r["head"] == r["tail"]]
        faults += [(piece["doc"], m) for m in piece["metrics"] if m["subject"] not in entities]
        faults += [(piece["doc"], a) for a, b, e in piece["spans"] if piece["text"][a:b] not in entities[e]["mentions"]]
        keys = Counter((r["type"], r["head"], r["tail"]) for r in piece["relations"])
        faults += [(piece["doc"], key) for key, count in keys.items() if count > 1]
    assert not faults


def test_a_line_that_is_no_line_of_a_piece_is_named(tmp_path: Path):
    file = tmp_path / "bad.txt"
    file.write_text("=== a1\nE a REGION 贵州省\nT {a:贵州}和{b:云南}。\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad.txt:3"):
        list(pieces(file))
