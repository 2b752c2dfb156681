"""Every format is read back, by its own tool, as what was written."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib.compare import isomorphic

from kg import resources
from kg.cli import main
from kg.cli.export import FORMATS
from kg.errors import OntologyError
from kg.exports import EXPORTERS
from kg.exports.jsonld import CONTEXT
from kg.i18n import MESSAGES
from kg.network import to_networkx
from kg.store import ReadStore

# rdflib 7 calls its own deprecated parts.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

FILES = {e.name: e for e in EXPORTERS}
RDF = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")


@pytest.fixture(autouse=True)
def context(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A context of the test's own, so that a word changed in the ontology does not fail an export."""
    folder = tmp_path_factory.mktemp("ontology")
    names = {
        "kg": "https://kg.example.org/ontology#",
        "id": "@id",
        "type": "@type",
        "supportedBy": {"@id": "kg:supportedBy", "@type": "@id"},
    }
    (folder / CONTEXT).write_text(json.dumps({"@context": names}), encoding="utf-8")
    monkeypatch.setattr(resources, "ONTOLOGY", folder)
    return folder / CONTEXT


def only(files: dict[str, bytes]) -> bytes:
    assert len(files) == 1
    return next(iter(files.values()))


def graphs(data: bytes, form: str) -> dict[str, rdflib.Graph]:
    found = rdflib.Dataset()
    found.parse(data=data, format=form)
    return {str(g.identifier): g for g in found.graphs() if len(g)}


@pytest.fixture(scope="session")
def truth(graph_dir: Path) -> dict[str, rdflib.Graph]:
    found = graphs((graph_dir / "graph.nq").read_bytes(), "nquads")
    assert len(found) == 5
    return found


def test_the_list_is_what_the_command_offers():
    assert tuple(e.name for e in EXPORTERS) == FORMATS
    for text in MESSAGES["export.help"]:
        assert tuple(re.findall(r"^  (\w+) ", text, re.MULTILINE)) == FORMATS


@pytest.mark.parametrize("name", RDF)
def test_named_graphs_come_back(store: ReadStore, truth: dict[str, rdflib.Graph], name: str):
    back = graphs(only(FILES[name].whole(store)), RDF[name])
    assert set(back) == set(truth)
    assert [g for g in truth if not isomorphic(back[g], truth[g])] == []


def test_turtle_is_all_triples(store: ReadStore, truth: dict[str, rdflib.Graph]):
    back = rdflib.Graph().parse(data=only(FILES["ttl"].whole(store)), format="turtle")
    merged = rdflib.Graph()
    for graph in truth.values():
        merged += graph
    assert len(back) > 150
    assert isomorphic(back, merged)


def test_nquads_are_the_truth_byte_for_byte(store: ReadStore, graph_dir: Path):
    assert only(FILES["nq"].whole(store)) == (graph_dir / "graph.nq").read_bytes()


def test_json_ld_uses_the_context_and_carries_it(store: ReadStore):
    document = json.loads(only(FILES["jsonld"].whole(store)))
    assert document["@context"]["id"] == "@id"
    nodes = {n["id"]: n for g in document["@graph"] for n in g.get("@graph", [])}
    pair = nodes["https://kg.example.org/partnership/x2"]
    assert pair["type"] == "kg:Partnership"
    assert pair["supportedBy"] == [f"https://kg.example.org/statement/aa0{n}" for n in (2, 3)]


@pytest.mark.parametrize("content", [None, "{}", "[]", '{"@context": {}}', "no json"])
def test_a_bad_context_is_an_error(store: ReadStore, context: Path, content: str | None):
    context.unlink()
    if content is not None:
        context.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError, match=CONTEXT):
        FILES["jsonld"].whole(store)


def test_graphml_comes_back(store: ReadStore):
    graph = to_networkx(store)
    back = nx.read_graphml(io.BytesIO(only(FILES["graphml"].whole(store))), force_multigraph=True)
    assert dict(back.nodes(data="label")) == {n: _safe(d["label"]) for n, d in graph.nodes(data=True)}
    assert back.nodes["region/440100"]["longitude"] == 113.26
    found = {d["statement"]: (s, o, d) for s, o, d in back.edges(data=True)}
    assert {key: ends[:2] for key, ends in found.items()} == {key: (s, o) for s, o, key in graph.edges(keys=True)}
    for *_, key, data in graph.edges(keys=True, data=True):
        got = found[key][2]
        # GraphML has no place for empty text, and networkx keeps an edge's label under another name
        assert {k: v for k, v in data.items() if k != "label" and v != "" and got.get(k) != _safe(v)} == {}


def _safe(value):
    return value.replace("\x1b", "\ufffd") if isinstance(value, str) else value


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_tables(store: ReadStore):
    graph = to_networkx(store)
    files = FILES["csv"].whole(store)
    nodes = {row["id"]: row for row in table(files["nodes.csv"])}
    edges = {row["id"]: row for row in table(files["edges.csv"])}
    assert set(nodes) == set(graph)
    assert {k: (e["source"], e["target"]) for k, e in edges.items()} == {
        key: (s, o) for s, o, key in graph.edges(keys=True)
    }
    assert nodes["region/522700"]["aliases"] == "黔南|黔南州"
    assert nodes["person/q1"]["label"] == "极长的名字" * 40
    edge = edges["statement/aa02"]
    assert (edge["source_label"], edge["label"], edge["target_label"]) == (
        "广州市",
        "帮扶",
        "黔南布依族苗族自治州",
    )
    assert (edge["date"], edge["confidence"], edge["holds"], edge["attr_field"]) == (
        "2018-07",
        "0.9",
        "true",
        "labour",
    )
    assert edge["quote"] == "广州市\n结对帮扶黔南州"
    assert (edge["file"], edge["quote_start"], edge["quote_end"], edge["quotes"]) == (
        "one.txt",
        "30",
        "41",
        "2",
    )
    assert (edge["review"], edge["reviewed_by"], edge["reviewed_on"]) == ("confirmed", "张三", "2026-11-25")
    assert (edges["statement/aa01"]["since"], edges["statement/aa01"]["until"]) == ("1996", "2020-12")
    money = edges["statement/cc03"]
    assert [money["attr_amount"], money["amount_value"], money["amount_unit"]] == ["12.5万元", "125000.0", "元"]
    assert edges["statement/bb01"]["holds"] == "false"


def test_tables_of_numbers_and_pairs(store: ReadStore):
    files = FILES["csv"].whole(store)
    [metric] = table(files["metrics.csv"])
    assert [metric[c] for c in ("metric", "value", "unit", "review", "number_value", "number_sign")] == ["品牌价值", "30.5", "亿元", "edited", "3050000000.0", "≥"]
    pairs = {row["id"]: row for row in table(files["partnerships.csv"])}
    assert len(pairs) == 4
    assert [pairs["partnership/x2"][c] for c in ("source_label", "statements", "reviewed")] == ["广州市", "2", "1"]


def test_no_cell_is_a_formula(store: ReadStore):
    files = FILES["csv"].whole(store)
    cells = [cell for data in files.values() for row in table(data) for cell in row.values()]
    assert '\'=HYPERLINK("http://example.org")' in cells
    assert [c for c in cells if c.startswith(("=", "+", "-", "@"))] == []


@pytest.fixture
def run(graph_dir: Path):
    def invoke(*args: str) -> Result:
        result = CliRunner().invoke(main, ["export", *args, "-g", str(graph_dir)], prog_name="kg")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_a_file_is_what_standard_output_is(run, tmp_path: Path):
    target = tmp_path / "图谱.graphml"
    assert run("graphml", "-o", str(target)).exit_code == 0
    assert target.read_bytes() == run("graphml").stdout_bytes == run("graphml", "-o", "-").stdout_bytes


def test_tables_go_to_a_folder_or_a_zip(run, tmp_path: Path):
    assert run("csv", "-o", str(tmp_path / "tables")).exit_code == 0
    assert run("csv", "-o", str(tmp_path / "tables.zip")).exit_code == 0
    folder = {p.name: p.read_bytes() for p in (tmp_path / "tables").iterdir()}
    packed = (tmp_path / "tables.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == folder
    assert set(folder) == {"nodes.csv", "edges.csv", "metrics.csv", "partnerships.csv"}
    assert run("csv").stdout_bytes == packed


def test_what_cannot_be_written_is_one_line(run, tmp_path: Path):
    result = run("nq", "-o", str(tmp_path / "none" / "graph.nq"))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1 and "graph.nq" in result.stderr
    assert run("docx").exit_code == 2


SCRIPT = """
import sys, hashlib
from pathlib import Path
import kg.ontology  # which reads its own file
from kg import resources
resources.ONTOLOGY = Path(sys.argv[2])
from kg.exports import EXPORTERS
from kg.store import open_store
store = open_store(Path(sys.argv[1]))
for e in EXPORTERS:
    print(e.name, hashlib.sha256(repr(sorted(e.whole(store).items())).encode()).hexdigest())
"""


def test_the_same_graph_gives_the_same_bytes(graph_dir: Path, context: Path):
    """In processes whose hashes differ, which is what a set's order hangs on."""
    found = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        args = [sys.executable, "-c", SCRIPT, str(graph_dir), str(context.parent)]
        found.add(subprocess.run(args, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 1
    assert len(found.pop().splitlines()) == len(EXPORTERS)
