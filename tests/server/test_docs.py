"""The session in docs/server.md is what the server of the seeds answers; KG_UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from serving import LIMITS, running

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "server.md"
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_session_is_real(seeds_graph: Path):
    text = DOCUMENT.read_text(encoding="utf-8")
    (session,) = SESSION.findall(text)
    commands = re.findall(r"^\$ (.+)$", session, re.MULTILINE)
    assert len(commands) > 5
    real = ""
    with running(seeds_graph, replace(LIMITS, workers=1)) as server:
        for command in commands:
            words = shlex.split(command.replace(ADDRESS, server.url))
            said = subprocess.run(words, capture_output=True, timeout=60, check=True).stdout.decode("utf-8")
            real += f"$ {command}\n{said.rstrip()}\n".replace("\r\n", "\n").replace(server.url, ADDRESS)
    if os.environ.get("KG_UPDATE_GOLDEN") == "1":
        DOCUMENT.write_text(text.replace(session, real), encoding="utf-8", newline="\n")
    assert real == SESSION.findall(DOCUMENT.read_text(encoding="utf-8"))[0]
