"""The session in docs/time.md is what the commands answer; KG_UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.i18n import set_language

PAGE = Path(__file__).parents[1] / "docs" / "time.md"
FILES = re.compile(r"```text (\S+)\n(.*?)```", re.DOTALL)
SESSION = re.compile(r"```console\n\$ kg (?P<command>[^\n]+)\n(?P<answer>.*?)```", re.DOTALL)


def test_the_session_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    for name, content in FILES.findall(text):
        Path(name).write_text(content, encoding="utf-8")

    (built,) = re.findall(r"```sh\nkg (build .+)\n```", text)
    assert CliRunner().invoke(main, shlex.split(built)).exit_code == 0

    def answer(match: re.Match[str]) -> str:
        result = CliRunner().invoke(main, ["--lang", "zh", *shlex.split(match["command"])])
        return f"```console\n$ kg {match['command']}\n{result.output.rstrip()}\n```"

    real = SESSION.sub(answer, text)
    set_language("")
    assert len(SESSION.findall(text)) >= 5
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        PAGE.write_text(real, encoding="utf-8", newline="\n")
    assert real == PAGE.read_text(encoding="utf-8")
