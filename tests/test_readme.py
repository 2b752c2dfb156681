"""The session in README.md is what the commands print; KG_UPDATE_GOLDEN=1 writes it anew. The library example runs, too."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SESSION = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def _run(command: str, folder: Path) -> str:
    environment = {**os.environ, "KG_LANG": "zh", "PYTHONPATH": str(ROOT)}
    environment.pop("KG_GRAPH", None)
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_session_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    text = README.read_text(encoding="utf-8")
    found = list(SESSION.finditer(text))
    assert len(found) >= 5
    real = SESSION.sub(lambda m: f"```console\n$ {m['command']}\n{_run(m['command'], tmp_path)}```", text)
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        README.write_text(real, encoding="utf-8", newline="\n")
    assert real == README.read_text(encoding="utf-8")
    # The example of a graph, on the graph that the session built.
    pytest.importorskip("pandas", reason="the example of a graph needs pandas")
    monkeypatch.chdir(tmp_path)
    exec(compile(PYTHON.findall(text)[1], "README.md", "exec"), scope := {})
    assert "helped_by 花都区" in capsys.readouterr().out
    assert "广东省" in set(scope["frame"]["source_label"])


def test_the_library_example_runs(capsys) -> None:
    code = PYTHON.findall(README.read_text(encoding="utf-8"))[0]
    exec(compile(code, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "关岭自治县 REGION region/520424" in said
    assert "region/440114 assists region/520424" in said


def test_every_command_is_in_the_readme() -> None:
    from kg.cli import COMMANDS

    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"kg {name}" not in text] == []
