"""A folder of all formats becomes a graph: every quote is proven, dates are resolved, addresses lead to the articles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import docx, jsonl, packed, page, pdf
from pyoxigraph import NamedNode

from kg.build import build
from kg.checks import validate
from kg.cli import main
from kg.lookups import evidence
from kg.payload import payload
from kg.server.pages import resource
from kg.settings import Settings
from kg.store import open_store

TITLE = "花都关岭手牵手"
HELPS = "2018年起，广州市花都区对口帮扶贵州省关岭自治县。"
SIGNED = "去年，广州市花都区与关岭自治县签订劳务协作协议。3月5日，花都区向关岭自治县投入协作资金500万元。"
BASE = "https://kg.example.org/"
URL = "https://news.example.cn/a"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    dated = folder / "in" / "2023" / "03" / "09"
    dated.mkdir(parents=True)
    (dated / "a.txt").write_text(HELPS + SIGNED, encoding="utf-8")
    (folder / "in" / "b.html").write_bytes(
        page(f'<meta charset="gbk"><link rel="canonical" href="{URL}">', body=f"<p>{HELPS}</p><p>{SIGNED}</p>").encode("gbk")
    )
    (folder / "in" / "c.pdf").write_bytes(pdf([TITLE, HELPS[:20], HELPS[20:], SIGNED[:30], SIGNED[30:]]))
    (folder / "in" / "d.docx").write_bytes(docx(TITLE, HELPS, SIGNED))
    (folder / "in" / "e.jsonl").write_bytes(jsonl({"text": HELPS + SIGNED, "date": "2022-03-09"}, {"title": TITLE, "text": HELPS}))
    (folder / "in" / "f.zip").write_bytes(packed({"x/g.txt": f"---\ndate: 2021-03-09\n---\n{HELPS}{SIGNED}", "h.pdf": b"%PDF-1.4"}))
    build([folder / "in"], folder / "output", Settings())
    return folder


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "output" / name).read_text(encoding="utf-8").splitlines()]


def test_every_quote_stands_in_its_source(folder: Path) -> None:
    result = validate(open_store(folder / "output"))
    assert result.findings == ()
    quoted = {e["document"] for s in rows(folder, "statements.jsonl") for e in s["evidence"]}
    assert len(quoted) == len(rows(folder, "articles.jsonl")) == 7
    assert result.quotes >= 20


def test_a_part_that_changed_is_told(folder: Path) -> None:
    archive = folder / "in" / "f.zip"
    before = archive.read_bytes()
    archive.write_bytes(packed({"x/g.txt": HELPS}))
    try:
        (finding,) = validate(open_store(folder / "output")).findings
    finally:
        archive.write_bytes(before)
    assert finding.level == "warning" and "f.zip!/x/g.txt" in finding.message


def test_sources_are_found_in_another_folder(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "in" / "2023", tmp_path / "2023")
    shutil.copy(folder / "in" / "f.zip", tmp_path)
    result = validate(open_store(folder / "output"), texts=tmp_path)
    assert {finding.level for finding in result.findings} == {"warning"} and len(result.findings) == 5
    assert 0 < result.quotes < validate(open_store(folder / "output")).quotes


def test_the_broken_file_is_listed(folder: Path) -> None:
    (issue,) = rows(folder, "issues.jsonl")
    assert issue["level"] == "error" and str(issue["where"]).endswith("in/f.zip!/h.pdf")


def test_dates_are_read_by_the_day_of_publication_which_is_the_date_of_no_fact(folder: Path) -> None:
    articles = {a["id"]: (a["published"], a["published_source"]) for a in rows(folder, "articles.jsonl")}
    told = {("2023-03-09", "folder"), ("2022-03-09", "column"), ("2021-03-09", "front matter"), ("", "")}
    assert set(articles.values()) == told
    found: dict[str, set[str]] = {}
    for s in rows(folder, "statements.jsonl"):
        found.setdefault(articles[s["article"]][0], set()).update(v for k, v in s["attrs"].items() if k.endswith("iso"))
    assert found["2023-03-09"] == {"2018", "2022", "2023-03-05"}
    assert found["2022-03-09"] == {"2018", "2021", "2022-03-05"}
    assert found["2021-03-09"] == {"2018", "2020", "2021-03-05"}
    assert found[""] == {"2018"}  # last year of nobody knows when


def test_addresses_are_shown_and_linked(folder: Path) -> None:
    store = open_store(folder / "output")
    (article,) = [a["id"] for a in rows(folder, "articles.jsonl") if a["url"]]
    fact = next(s["id"] for s in rows(folder, "statements.jsonl") if s["article"] == article)
    assert evidence(store, f"statement/{fact}")[0].article.url == URL
    for command in (["evidence", f"statement/{fact}"], ["show", "关岭"]):
        told = CliRunner().invoke(main, [*command, "-g", str(folder / "output")])
        assert URL in told.output
    link = f'<a href="{URL}" rel="noopener noreferrer nofollow">'
    for identifier in (f"statement/{fact}", "region/520424"):
        assert link in resource(store, NamedNode(BASE + identifier))
    assert URL in {a.get("url") for a in payload(store)["articles"].values()}
    (line,) = [line for line in (folder / "output" / "graph.nq").read_text(encoding="utf-8").splitlines() if URL in line]
    assert line == f'<{BASE}article/{article}> <https://schema.org/url> "{URL}" <{BASE}article/{article}> .'


def test_a_graph_from_elsewhere_links_to_no_script(folder: Path, tmp_path: Path) -> None:
    graph = (folder / "output" / "graph.nq").read_text(encoding="utf-8").replace(URL, "javascript:alert(1)")
    (tmp_path / "graph.nq").write_text(graph, encoding="utf-8", newline="\n")
    store = open_store(tmp_path)
    assert "javascript:" not in json.dumps(payload(store))
    assert 'href="javascript:' not in resource(store, NamedNode(BASE + "region/520424"))
