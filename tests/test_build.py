"""The main path on the five seeds: what comes out, that it can be trusted, and that a failed build loses nothing."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.errors import InputError
from kg.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "facts"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
WRITTEN = ("articles.jsonl", "entities.jsonl", "statements.jsonl", "metrics.jsonl", "issues.jsonl", "graph.nq", "manifest.json")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def facts(folder: Path, document: str) -> list[str]:
    """One line a fact of a document: what a person reads before the golden file is renewed."""
    names = {row["id"]: row["path"] or row["name"] for row in rows(folder, "entities.jsonl")}
    lines = []
    for row in rows(folder, "statements.jsonl"):
        quote = row["evidence"][0]
        if quote["document"] == document:
            ends = f"{names[row['subject']]} —{row['predicate']}→ {names[row['object']]}"
            lines.append((quote["start"], f"{ends} [{row['status']} {row['rule']}] {quote['quote']!r}"))
    for row in rows(folder, "metrics.jsonl"):
        quote = row["evidence"][0]
        if quote["document"] == document:
            value = f"{row['qualifier']}{row['value']} {row['unit']}"
            lines.append((quote["start"], f"{names[row['subject']]} · {row['name']} {value} [{row['time']}]"))
    return [line for _, line in sorted(lines)]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_facts_of_seed(seeds_graph: Path, seed: Path) -> None:
    """Golden files that a person reads; KG_UPDATE_GOLDEN=1 writes them anew."""
    text = "\n".join(facts(seeds_graph, seed.stem)) + "\n"
    golden = GOLDEN / f"{seed.stem}.txt"
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_every_quote_stands_where_it_says(seeds_graph: Path) -> None:
    texts = {seed.stem: seed.read_text(encoding="utf-8") for seed in SEEDS}
    checked = 0
    for row in [*rows(seeds_graph, "statements.jsonl"), *rows(seeds_graph, "metrics.jsonl")]:
        assert row["evidence"]
        for quote in row["evidence"]:
            assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["quote"]
            checked += 1
    assert checked > 200


def test_facts_name_known_entities_once(seeds_graph: Path) -> None:
    known = [row["id"] for row in rows(seeds_graph, "entities.jsonl")]
    assert len(known) == len(set(known))
    used = {row[end] for row in rows(seeds_graph, "statements.jsonl") for end in ("subject", "object")}
    assert used <= set(known)
    identifiers = [row["id"] for name in ("statements.jsonl", "metrics.jsonl") for row in rows(seeds_graph, name)]
    assert len(identifiers) == len(set(identifiers))


def test_two_builds_are_alike_to_the_byte(seeds_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    build(["seeds"], tmp_path, Settings(graph=tmp_path))
    for name in WRITTEN:
        assert (tmp_path / name).read_bytes() == (seeds_graph / name).read_bytes(), name


def test_nothing_written_carries_a_path_or_the_clock(seeds_graph: Path) -> None:
    for name in WRITTEN:
        text = (seeds_graph / name).read_text(encoding="utf-8")
        assert str(ROOT) not in text and str(seeds_graph) not in text, name
        assert not re.search(r"T\d\d:\d\d:\d\d", text), name


@pytest.mark.parametrize("bad", ["missing.txt", "empty.txt", "binary.txt"])
def test_a_build_that_fails_keeps_the_last_good_graph(tmp_path: Path, bad: str) -> None:
    graph = tmp_path / "graph"
    (tmp_path / "good.txt").write_text("来自惠州市的李小明说，收入翻了一番。\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\x03")
    build([tmp_path / "good.txt"], graph, Settings(graph=graph))
    before = {name: (graph / name).read_bytes() for name in WRITTEN}
    with pytest.raises(InputError, match=bad):
        build([tmp_path / bad], graph, Settings(graph=graph))
    assert {name: (graph / name).read_bytes() for name in WRITTEN} == before
    assert not (graph / ".building").exists()


def test_an_output_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="not a folder"):
        build([SEEDS[0]], tmp_path / "file", Settings())


def test_the_same_article_twice_is_one(tmp_path: Path) -> None:
    text = "来自惠州市的李小明说，收入翻了一番。\n"
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text, encoding="utf-8")
    once = build([tmp_path / "a"], tmp_path / "once", Settings())
    (tmp_path / "a" / "y.txt").write_text(text + "\n" + text, encoding="utf-8")
    assert build([tmp_path / "a"], tmp_path / "more", Settings()).entities == once.entities
