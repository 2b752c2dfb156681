"""The table of docs/architecture.md holds: who may import whom, and where heavy packages may be imported."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
APART = ("readers", "nlp", "quads")
"""Stages that hand data on by the main path and never know each other."""

HEAVY = {
    "spacy": {"nlp"},
    "spacy_pkuseg": {"nlp"},
    "numpy": {"nlp"},
    "onnxruntime": {"nlp"},
    "rdflib": {"checks", "exports", "graph"},
    "pyshacl": {"checks"},
    "openpyxl": {"review", "exports"},
    "networkx": {"network", "graph", "drawing"},
    "pandas": {"graph"},
    "pypinyin": {"pinyin"},
    "trafilatura": {"readers"},
    "lxml": {"readers"},
    "pypdfium2": {"readers"},
    "docx": {"readers"},
    "pyvis": {"drawing", "graph"},
    "click": {"cli"},
    "httpx": {"remote"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "jinja2": {"server"},
    "rensa": {"reports"},
    "pyarrow": {"exports"},
    "fsspec": {"readers"},
    "dask": {"cluster"},
    "distributed": {"cluster"},
}


def layers() -> dict[str, int]:
    """The number of the row of each module or package of kg, as the document has it."""
    found = {}
    for number, modules in re.findall(r"^\| (\d) \| ([^|]*)\|", TABLE, re.MULTILINE):
        for name in re.findall(r"`(\w+)/?`", modules):
            found[name] = int(number)
    return found


LAYERS = layers()
FILES = sorted(p for p in (ROOT / "kg").rglob("*.py") if p.name != "__main__.py")


def part(file: Path) -> str:
    """The module or package of kg that a file belongs to: kg/nlp/lac.py → nlp, kg/store.py → store."""
    return file.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """Full names of all that a file imports, inside functions too: kg.store, spacy.tokens …"""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            if node.module == "kg":  # `from kg import resources`
                yield from (f"kg.{alias.name}" for alias in node.names)
            elif node.module is not None:
                yield node.module


def test_the_table_was_found():
    assert set(LAYERS.values()) == {1, 2, 3, 4, 5, 6}
    assert LAYERS["model"] == 1 and LAYERS["nlp"] == 3 and LAYERS["cli"] == 6


def test_every_module_has_its_row_and_every_row_its_module():
    parts = {part(file) for file in FILES} - {"__init__"}
    assert parts == set(LAYERS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_go_up_the_table(file):
    own = part(file)
    if own == "__init__":
        return
    wrong = []
    for name in imports(file):
        other = name.split(".")[1] if name.startswith("kg.") else ""
        if other not in LAYERS or other == own:
            continue
        if LAYERS[other] > LAYERS[own] or (own in APART and other in APART):
            wrong.append(name)
    assert not wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_heavy_packages_stay_where_they_belong(file):
    wrong = [name for name in imports(file) if part(file) not in HEAVY.get(name.partition(".")[0], {part(file)})]
    assert not wrong


LOOK_UPS = [
    ["partners", "固原"],
    ["show", "固原"],
    ["path", "固原", "福建"],
    ["stats"],
    ["query", "-q", "ASK { ?s ?p ?o }"],
    ["query", "--named", "partners-of-region"],
    ["validate", "--help"],
    ["--help"],
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    quads = parse(path=str(ROOT / "tests" / "cli" / "graph.trig"), format=RdfFormat.TRIG)
    (folder / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS))
    return folder


@pytest.mark.parametrize("args", [[], *LOOK_UPS], ids=lambda args: " ".join(args[:2]) or "import kg")
def test_look_ups_load_nothing_heavy(graph, args):
    code = (
        "import sys, kg\n"
        "if sys.argv[1:]:\n"
        "    from kg.cli import main\n"
        "    main(sys.argv[1:], standalone_mode=False)\n"
        "print('LOADED', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True, encoding="utf-8", check=False, env={"KG_GRAPH": str(graph), "KG_LANG": "zh", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.rpartition("LOADED ")[2].split()}
    assert not loaded & (set(HEAVY) - {"click"})
