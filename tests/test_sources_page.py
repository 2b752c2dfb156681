"""The examples of docs/sources.md are what the commands print; KG_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from test_readme import SESSION, _run

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "sources.md"


def test_the_examples_are_real(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "sources", tmp_path / "news")
    text = PAGE.read_text(encoding="utf-8")
    found = list(SESSION.finditer(text))
    assert [m["command"].split()[1] for m in found] == ["build", "partners", "conflicts", "total"]
    real = SESSION.sub(lambda m: f"```console\n$ {m['command']}\n{_run(m['command'], tmp_path)}```", text)
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        PAGE.write_text(real, encoding="utf-8", newline="\n")
    assert real == PAGE.read_text(encoding="utf-8")
