"""A snapshot is a graph of its own: what a build does to the folder it was taken from does not reach it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.snapshot import identity, take

BASE = "https://kg.example.org/"
LINE = "<{b}region/{n}> <{b}ontology#path> \"{n}\" <{b}graph/entities> .\n"


def write(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    text = "".join(LINE.format(b=BASE, n=name) for name in sorted(names))
    (folder / "graph.nq").write_text(text, encoding="utf-8")


def test_it_outlives_the_graph_it_was_taken_from(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    write(graph, "1", "2")
    old = take(graph, tmp_path / "old")
    before = identity(graph)
    assert (old.base, len(old.open().store)) == (BASE, 2)
    write(graph, "3")
    new = take(graph, tmp_path / "new")
    assert identity(graph) != before
    assert (len(old.open().store), len(new.open().store)) == (2, 1)
    shutil.rmtree(graph)
    assert len(new.open().store) == 1


def test_no_graph_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        take(tmp_path, tmp_path / "copy")


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "graph", "1")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        take(tmp_path / "graph", tmp_path / "file" / "copy")
    assert (tmp_path / "file").read_text() == ""


def test_a_snapshot_that_is_gone_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "graph", "1")
    snapshot = take(tmp_path / "graph", tmp_path / "copy")
    shutil.rmtree(snapshot.folder)
    with pytest.raises(StoreError, match="copy"):
        snapshot.open()
