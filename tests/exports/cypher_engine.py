"""Runs a Cypher script and then queries in kglite, an embedded engine: JSON in, JSON out.

In a process of its own: its library takes so much of what a process has for threads that others cannot be loaded after it.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import Any

import pytest


def run(script: str, *queries: str, times: int = 1) -> list[list[dict[str, Any]]]:
    """The rows that each query answers with, after the script ran so many times; its statements end where a line ends in ";"."""
    if importlib.util.find_spec("kglite") is None:
        pytest.skip("kglite is not installed")
    task = json.dumps({"statements": script.removesuffix(";\n").split(";\n") * times if script else [], "queries": queries})
    done = subprocess.run([sys.executable, __file__], input=task, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    import kglite

    given = json.load(sys.stdin)
    graph = kglite.KnowledgeGraph()
    for statement in given["statements"]:
        graph.cypher(statement)
    json.dump([graph.cypher(query).to_list() for query in given["queries"]], sys.stdout)
