"""Status of facts: sentences of our own in tests/data/status.yml, and how broken cue files fail."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.errors import RuleError
from kg.model import STATUSES
from kg.nlp import status as module
from kg.nlp.status import classify, load_cues

TABLE: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "status.yml").read_text(encoding="utf-8")
)
CASES = [(status, sentence) for status, sentences in TABLE.items() for sentence in sentences]


@pytest.mark.parametrize(("status", "sentence"), CASES, ids=[sentence for _, sentence in CASES])
def test_case(status: str, sentence: str) -> None:
    before, rest = sentence.split("【")
    quote, after = rest.split("】")
    # A neighbour on either side must not matter.
    lead = "两地相距千里。"
    text = f"{lead}{before}{quote}{after}山路弯弯。"
    start = len(lead) + len(before)
    assert classify(text, start, start + len(quote)) == status


def test_the_table_is_large_and_knows_every_status() -> None:
    assert len(CASES) >= 120 and len({sentence for _, sentence in CASES}) == len(CASES)
    assert set(TABLE) == set(STATUSES)


def test_titles_say_nothing_of_the_sentence() -> None:
    text = "两地印发《关于拟取消收费的通知》。"
    assert classify(text, 0, len(text) - 1) == "done"


CUE = "status: planned\ncues:\n  - {id: p.x, match: '拟', side: before}\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("planned", CUE.replace("拟", "(拟"), "planned.yml:3: p.x: no expression"),
        ("planned", CUE.replace("side: before", "side: around"), "planned.yml:3: side: .*before, after"),
        ("planned", CUE.replace("side:", "edge:"), "planned.yml:3: .*'edge'"),
        ("denied", CUE, "denied.yml:1: the status is not the file's name"),
        ("planned", CUE, "cues:1: no cues for denied"),
    ],
)
def test_a_broken_cue_file_fails_with_file_and_line(
    name: str, text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cues"
    folder.mkdir()
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "CUES", folder)
    load_cues.cache_clear()
    try:
        with pytest.raises(RuleError, match=message):
            load_cues()
    finally:
        load_cues.cache_clear()
