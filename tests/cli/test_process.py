"""What only a real process shows: imports, encodings, a closed pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("spacy", "rdflib", "networkx", "numpy", "pyvis", "pyshacl", "onnxruntime")


def kg(graph_dir: Path, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "KG_GRAPH": str(graph_dir), "KG_LANG": "zh", **env}
    return subprocess.run(
        [sys.executable, "-m", "kg", *args], capture_output=True, env=environment, timeout=60, check=False
    )


@pytest.mark.parametrize("args", [["partners", "固原"], ["show", "固原"], ["path", "福建", "宁夏"], ["evidence", "aa01"], ["stats"],
                                  ["query", "--list"], ["--help"]])  # fmt: skip
def test_a_look_up_imports_nothing_heavy(graph_dir, args):
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"main({args!r}, standalone_mode=False)\n"
        f"sys.exit(','.join(m for m in {HEAVY!r} if m in sys.modules) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "KG_GRAPH": str(graph_dir)},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_output_is_utf8_whatever_the_locale(graph_dir):
    done = kg(graph_dir, "partners", "宁夏", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "宁夏回族自治区" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="arguments are no bytes on Windows")
def test_a_name_that_is_no_utf8_is_unknown(graph_dir):
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"kg", b"show", b"\xff\xfe"],
        capture_output=True, env={**os.environ, "KG_GRAPH": str(graph_dir), "KG_LANG": "en"}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: nothing in the graph is named")


@pytest.mark.skipif(os.name == "nt", reason="Windows passes no such pipe on")
def test_a_closed_pipe_is_silent(graph_dir):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        environment = {**os.environ, "KG_GRAPH": str(graph_dir)}
        done = subprocess.run(
            [sys.executable, "-m", "kg", "stats"],
            stdout=writer,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    assert done.stderr == b""


def test_a_setting_that_makes_no_sense_is_one_line(graph_dir):
    done = kg(graph_dir, "extract", "x.txt", KG_MAX_DOCUMENT_BYTES="many")
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "KG_MAX_DOCUMENT_BYTES" in done.stderr.decode()
