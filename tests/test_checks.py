"""A good graph conforms; each way to spoil it is found, by the check that is there for it and at the node that is wrong."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, serialize

from kg.checks import validate
from kg.cli import main
from kg.errors import InputError, RuleError
from kg.i18n import set_language
from kg.model import Article, Document, Entity, Evidence, Extraction, Metric, Statement
from kg.partnerships import derive, partnership_quads
from kg.quads import entity_quads, extraction_quads, field_quads
from kg.reports import report_quads
from kg.store import open_store

BASE = "https://kg.example.org/"
TEXT = "2018年7月，广州市结对帮扶黔南州，投入50万元。\n云岭茶品牌价值30.5亿元。\n"
QUOTE = Evidence("甲报", 8, 18, TEXT[8:18], TEXT[:8], TEXT[18:26])
OTHER = Evidence("甲报", 27, 40, TEXT[27:40])


def write(folder: Path, base: str = BASE, text: str = TEXT) -> Path:
    """A graph folder with its source document beside it."""
    source = folder / "甲报.txt"
    source.write_text(text, encoding="utf-8", newline="\n")
    sha = hashlib.sha256(source.read_bytes()).hexdigest()
    document = Document("甲报", source.as_posix(), "text/plain", "utf-8", sha, text)
    article = Article("a1", document, 0, "协作新篇", "", "某日报", "2024-03", text, range(len(text)), ())
    entities = {
        e.id: e
        for e in (
            Entity("region/440000", "REGION", "广东省", path="广东省", code="440000"),
            Entity("region/440100", "REGION", "广州市", path="广东省/广州市", code="440100", parent="region/440000"),
            Entity("region/522700", "REGION", "黔南州", path="贵州省/黔南州", code="522700", aliases=("黔南",)),
            Entity("product/p1", "PRODUCT", "云岭茶"),
            Entity("org/o1", "ORG", "云岭茶业", subtype="company"),
        )
    }
    statements = (
        Statement("s1", "a1", "region/440100", "assists", "region/522700", "done", 0.9, "assists.verb", (QUOTE,),
                  {"amount": "50万元", "date": "2018年7月", "field": "labour"}),
        Statement("s2", "a1", "org/o1", "produces", "product/p1", "planned", 0.8, "produces.verb", (OTHER,)),
    )  # fmt: skip
    metrics = (
        Metric("m1", "a1", "product/p1", "品牌价值", Decimal("30.5"), "亿元", "", "", "done", 0.9, "metric.is", (OTHER,)),
    )
    quads = [
        *extraction_quads(Extraction(article, tuple(entities.values()), (), statements, metrics), base),
        *entity_quads(entities.values(), base, {"region/440100": (113.26, 23.13)}.get),
        *partnership_quads(derive(statements, entities, {"a1": "a1"}), base),
        *report_quads({"a1": "a1"}, base),
        *field_quads(base),
    ]
    lines = serialize(quads, format=RdfFormat.N_QUADS).splitlines(True)
    (folder / "graph.nq").write_bytes(b"".join(sorted(set(lines))))
    (folder / "articles.jsonl").write_text(json.dumps({"document": "甲报", "path": source.as_posix()}) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    set_language("en")
    yield write(tmp_path)
    set_language("")


def spoil(folder: Path, line: str, old: str = "", new: str = "") -> None:
    """Change `old` to `new` in the lines that hold `line`, or drop them; `line` with ' | ' wants all its parts."""
    changed, result = 0, []
    for text in (folder / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True):
        if all(part in text for part in line.split(" | ")):
            changed += 1
            text = text.replace(old, new) if old else ""
        result.append(text)
    assert changed, line
    (folder / "graph.nq").write_text("".join(result), encoding="utf-8", newline="\n")


def found(folder: Path, **options: Path) -> set[tuple[str, str, str]]:
    return {(f.check, f.node, f.message.partition(" (")[0]) for f in validate(open_store(folder), **options).findings}


def test_a_good_graph_conforms(graph):
    result = validate(open_store(graph))
    assert result.findings == ()
    assert result.conforms and result.quotes == 3


def test_another_base_conforms_too(tmp_path):
    assert validate(open_store(write(tmp_path, "http://other.example/kg/"))).findings == ()


SPOILED = [
    # (lines, from, to, check, node, message)
    ("#confidence | statement/s1> <", '"0.9"', '"1.9"', "shapes", "statement/s1", "the confidence is one decimal from 0 to 1"),
    ("#confidence | metric/m1", '"0.9"', '"-0.1"', "shapes", "metric/m1", "the confidence is one decimal from 0 to 1"),
    ("statement/s1> <https://kg.example.org/ontology#evidence>", "", "", "shapes", "statement/s1", "at least one piece of evidence is needed"),
    ("statement/s1> | wasDerivedFrom", "", "", "shapes", "statement/s1", "it comes from one article"),
    ("statement/s2> | #status", "", "", "shapes", "statement/s2", "one status of the ontology is needed"),
    ("statement/s2> | #status", "#planned", "#labour", "shapes", "statement/s2", "one status of the ontology is needed"),
    ("statement/s2> | #status", "#planned", "#labour", "terms", "ontology#labour", "the ontology has no such term"),
    ("statement/s2> | ns#predicate", "#produces", "#grows", "terms", "ontology#grows", "the ontology has no such term"),
    ("statement/s2> | ns#predicate", "#produces", "#grows", "shapes", "statement/s2", "the subject's type does not fit the relation"),
    ("statement/s2> | ns#object", "product/p1", "org/o1", "shapes", "statement/s2", "the object's type does not fit the relation"),
    ("statement/s2> | ns#subject", "org/o1", "product/p1", "shapes", "statement/s2", "the subject's type does not fit the relation"),
    ("statement/s2> | ns#subject", "org/o1", "org/o9", "links", "org/o9", "it is spoken of but has no type"),
    ("region/440100> | #assists", "", "", "shapes", "statement/s1", "it holds, but the plain triple is missing"),
    ("region/440000> | ns#type", "", "", "links", "region/440000", "it is spoken of but has no type"),
    ("org/o1> | prefLabel", "", "", "shapes", "org/o1", "an entity has one Chinese name"),
    ("org/o1> | #subtype", "company", "firm", "shapes", "org/o1", "the subtype is gov, company, school, hospital or other"),
    ("region/440100> | identifier", '"440100"', '"44010"', "shapes", "region/440100", "a code has 6 or 9 digits"),
    ("s1#e1-position> | oa#end", '"18"', '"17"', "shapes", "statement/s1#e1", "the quote is not as long as its offsets say"),
    ("s1#e1-position> | oa#end", '"18"', '"3"', "shapes", "statement/s1#e1-position", "the start is one whole number below the end"),
    ("s1#e1-quote> | oa#exact", "帮扶", "邦扶", "quotes", "statement/s1#e1", "the document does not say this there"),
    ("s1#e1-quote> | oa#prefix", "7月", "8月", "quotes", "statement/s1#e1", "the document does not say this there"),
    ("s1#e1-quote> | oa#exact", "", "", "shapes", "statement/s1#e1-quote", "a quote is not empty"),
    ("s1#e1> | hasSource", "", "", "shapes", "statement/s1#e1", "evidence has one source document"),
    ("s1#amount> | #text", "", "", "shapes", "statement/s1#amount", "an amount has its wording"),
    ("s1#amount> | #value", '"50"', '"-50"', "shapes", "statement/s1#amount", "an amount is one number, not negative"),
    ("metric/m1> | #value", "", "", "shapes", "metric/m1", "a metric has one number"),
    ("statement/s1> | #dateIso", "2018-07", "July", "shapes", "statement/s1", "a partial ISO 8601 date or interval is wanted"),
    ("statement/s1> | #field", "labour", "work", "links", "field/work", "it is spoken of but has no type"),
    ("#recipient", "", "", "shapes", "partnership/", "a helper and a recipient are wanted, or two members"),
    ("#supportedBy", "s1", "s2", "shapes", "partnership/", "a statement that supports it does not hold, or is not about these two"),
    ("article/a1> | #document>", "", "", "shapes", "article/a1", "an article stands in one document"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "old", "new", "check", "node", "message"), SPOILED)
def test_what_is_spoiled_is_found(graph, line, old, new, check, node, message):
    spoil(graph, line, old, new)
    assert any((c, m) == (check, message) and n.startswith(node) for c, n, m in found(graph)), found(graph)


def test_a_document_that_is_gone_or_changed_is_a_warning(graph):
    source = graph / "甲报.txt"
    source.write_text("别的文字。\n", encoding="utf-8")
    result = validate(open_store(graph))
    assert result.conforms and result.quotes == 0
    assert [(f.level, f.check) for f in result.findings] == [("warning", "quotes")]
    source.unlink()
    assert [f.message for f in validate(open_store(graph)).findings] == ["甲报.txt was not found; its quotes were not compared"]


def test_documents_may_lie_elsewhere(graph):
    elsewhere = graph / "texts"
    elsewhere.mkdir()
    (graph / "甲报.txt").rename(elsewhere / "甲报.txt")
    assert validate(open_store(graph)).quotes == 0
    assert validate(open_store(graph), texts=elsewhere).quotes == 3
    with pytest.raises(InputError, match="nowhere: not a folder"):
        validate(open_store(graph), texts=graph / "nowhere")


@pytest.mark.parametrize(
    ("bounds", "wrong"),
    [
        ("documents: {min: 1, max: 1}\nassists: {min: 1}\nREGION: {max: 3}\nplanned: {max: 1}", set()),
        ("statements: {min: 3}", {("statements", "2, where ≥ 3 was expected")}),
        ("partnerships: {max: 0}", {("partnerships", "1, where 0–0 was expected")}),
        ("visits: {min: 1, max: 2}", {("visits", "0, where 1–2 was expected")}),
    ],
)
def test_counts(graph, bounds, wrong):
    file = graph / "bounds.yml"
    file.write_text(bounds, encoding="utf-8")
    assert {(f.node, f.message) for f in validate(open_store(graph), expect=file).findings} == wrong


def test_a_broken_file_of_bounds_is_an_error(graph):
    (graph / "bounds.yml").write_text("statements: {least: 3}", encoding="utf-8")
    with pytest.raises(RuleError, match=r"bounds\.yml:1"):
        validate(open_store(graph), expect=graph / "bounds.yml")


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, ["--lang", "en", "validate", *args])
    set_language("")
    return result


def test_exit_codes(graph):
    assert run("-g", str(graph)).exit_code == 0
    spoil(graph, "org/o1> | prefLabel")
    bad = run("-g", str(graph))
    assert bad.exit_code == 1
    assert "org/o1" in bad.stdout and "does not conform" in bad.stderr
    assert run("-g", str(graph / "nowhere")).exit_code == 2
    assert run("-g", str(graph), "--expect", str(graph / "none.yml")).exit_code == 2


def test_formats(graph):
    spoil(graph, "org/o1> | prefLabel")
    told = json.loads(run("-g", str(graph), "-f", "json").stdout)
    assert (told["conforms"], told["quotes"], len(told["findings"])) == (False, 3, 1)
    assert told["findings"][0]["node"] == "org/o1"
    assert run("-g", str(graph), "-f", "csv").stdout.splitlines()[0] == "level,check,node,message"
