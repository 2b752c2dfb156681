"""docs/exports.md: its commands run, its queries answer, and it leaves no format out."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from cypher_engine import run
from pyoxigraph import RdfFormat, Store

from kg.cli import main
from kg.cli.export import FORMATS
from kg.exports import EXPORTERS, Options
from kg.exports.property_graph import TABLES
from kg.store import ReadStore

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"(?:^|`)(kg export [^`\n]*-o [^`\n]*)", PAGE, re.MULTILINE)), key=len)


def test_no_format_is_left_out():
    assert {shlex.split(command)[2] for command in COMMANDS} | {"nq", "jsonld"} == set(FORMATS)


def test_its_commands_run(graph_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert len(COMMANDS) >= 10
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        if "parquet" in command and find_spec("pyarrow") is None:  # an extra
            continue
        result = CliRunner().invoke(main, [*shlex.split(command)[1:], "-g", str(graph_dir)])
        assert result.exit_code == 0, f"{command}: {result.output}"
        target = Path(shlex.split(command)[-1])
        assert target.stat().st_size and (not target.is_dir() or len(list(target.iterdir())) > 1)
    for name in re.findall(r"--(?:nodes|relationships)=(\S+)", PAGE):
        assert (tmp_path / "neo4j" / name).is_file()
    assert len(re.findall(r"--(?:nodes|relationships)=", PAGE)) == len(TABLES)


def block(language: str) -> str:
    [text] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return text


def test_its_cypher_answers(store: ReadStore):
    [cypher] = [e for e in EXPORTERS if e.name == "cypher"]
    [rows] = run(b"".join(cypher.whole(store).values()).decode(), block("cypher").strip().removesuffix(";"))
    assert [row["b.name"] for row in rows] == ["黔南布依族苗族自治州"]


def test_its_sparql_answers(store: ReadStore):
    [trig] = [e for e in EXPORTERS if e.name == "trig"]
    loaded = Store()
    loaded.load(b"".join(trig.whole(store, Options(rdf_star=True)).values()), format=RdfFormat.TRIG)
    rows = loaded.query(block("sparql"), prefixes=store.prefixes, use_default_graph_as_union=True)
    assert ("region/440100", "region/522700", "0.9") in {tuple(store.local(row[n]) for n in range(3)) for row in rows}
