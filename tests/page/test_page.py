"""The page is one file: same bytes for the same graph, nothing loaded, data that cannot leave its element."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import page as page_module
from kg.cli import main
from kg.i18n import LANGUAGES, MESSAGES
from kg.page import PAGE, PROGRAM, embed, render
from kg.store import ReadStore, open_store


class Elements(HTMLParser):
    """Tags with their attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, text):
        if self.inside:
            self.scripts[-1] += text


@pytest.fixture(scope="module")
def html(store: ReadStore) -> str:
    return render(store, "zh")


WEB = Path(__file__).parents[2] / "kg" / "web" / "src"
BUNDLED = re.findall(r"^ *// src/(\w+\.ts)$", (PAGE / PROGRAM).read_text(encoding="utf-8"), re.MULTILINE)
SOURCES = "\n".join((WEB / name).read_text(encoding="utf-8") for name in BUNDLED)


def test_two_scripts_no_other_source(html: str):
    found = Elements(html)
    assert len(found.scripts) == 2
    sources = [
        (t, a)
        for t, attrs in found.tags
        for a in attrs
        if a in ("src", "href", "action", "onerror", "onclick")
    ]
    assert sources == [("link", "href"), ("a", "href")]


@pytest.mark.parametrize("way", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                                 "createContextualFragment", "srcdoc", "fetch(", "XMLHttpRequest", "import(", "WebSocket"])  # fmt: skip
def test_the_program_knows_no_way_to_make_markup_or_to_ask_the_network(way: str):
    assert way not in (PAGE / PROGRAM).read_text(encoding="utf-8")


def test_only_this_script_and_style_count(html: str):
    found = Elements(html)
    policy = next(a["content"] for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (found.scripts[1], style)]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes


def test_data_stays_data(html: str):
    found = Elements(html)
    data = json.loads(found.scripts[0])
    assert data["entities"]["org/o1"]["name"] == "<img src=x onerror=alert(1)>"
    assert data["entities"]["org/o2"]["aliases"] == ["</script><script>alert(2)</script>"]
    assert data["entities"]["product/p1"]["name"] == '行\u2028分隔"引号"毛尖'
    assert "<" not in found.scripts[0] and "\u2028" not in html
    assert [t for t, _ in found.tags if t == "img"] == []


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028\u2029", "{{data}}", "\\", "\ud83d\ude00" * 2])
def test_embedded_text_comes_back(text: str):
    written = embed([text])
    assert json.loads(written) == [text]
    assert not re.search("[<\u2028\u2029]", written)


def test_both_languages_have_all_words(store: ReadStore, html: str):
    words = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
    for key, texts in words.items():
        assert len(texts) == len(LANGUAGES) and all(texts), key
        assert set(re.findall(r"\{\w+\}", texts[0])) == set(re.findall(r"\{\w+\}", texts[1])), key
    assert '<html lang="zh-CN">' in html and '<html lang="en">' in render(store, "en")


def test_every_word_that_is_asked_for_is_there_and_no_other():
    words = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
    template = (PAGE / "page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'\bsay\(\s*"([\w.]+)"', SOURCES))
    asked |= set(re.findall(r'(?:data-word|data-label)(?:="|": ")([\w.]+)"', template + SOURCES))
    asked |= set(re.findall(r"\{\{words\.([\w.]+)\}\}", template))
    assert len(asked) > 40
    assert sorted(asked - words.keys() - MESSAGES.keys()) == []
    # Others are chosen from several or put together: "view.${name}".
    literals = set(re.findall(r'"([\w.]+)"', SOURCES))
    prefixes = tuple(re.findall(r"`([\w.]+\.)\$\{", SOURCES))
    assert [k for k in words if k not in asked | literals and not k.startswith(prefixes)] == []


def test_a_script_that_would_end_its_element_is_refused(monkeypatch: pytest.MonkeyPatch, store: ReadStore):
    monkeypatch.setattr(page_module, "_program", lambda: "x = '</SCRIPT>'")
    with pytest.raises(ValueError, match="script"):
        render(store, "zh")


def test_same_graph_same_bytes(store: ReadStore, html: str, tmp_path: Path):
    target = tmp_path / "page.html"
    env = {**os.environ, "PYTHONHASHSEED": "7", "KG_LANG": "zh"}
    args = [sys.executable, "-m", "kg", "html", "-g", str(store.folder), "-o", str(target)]
    subprocess.run(args, env=env, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    assert target.read_bytes() == html.encode()


def test_the_command_writes_beside_the_graph(store: ReadStore, html: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_LANG", "zh")
    result = CliRunner().invoke(main, ["html", "-g", str(store.folder)], prog_name="kg")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (store.folder / "explorer.html").read_bytes() == html.encode()
    assert (
        CliRunner().invoke(main, ["html", "-g", str(store.folder), "-o", "-"], prog_name="kg").stdout == html
    )
    bad = CliRunner().invoke(
        main, ["html", "-g", str(store.folder), "-o", str(store.folder / "no" / "page.html")], prog_name="kg"
    )
    assert bad.exit_code == 2 and len(bad.stderr.splitlines()) == 1


ASKED = [
    (["--focus", "黔南", "--depth", "2"], 0, 11),
    (["--focus", "黔南"], 0, 6),
    (["--relation", "assists", "--relation", "builds"], 0, 6),
    (["--min-confidence", "0.92"], 0, 1),
    (["--as-of", "2018-06"], 0, 15),
    (["--focus", "没有的地方"], 1, 0),
    (["--depth", "2"], 2, 0),
    (["--as-of", "去年"], 2, 0),
    (["--as-of", "2024-13"], 2, 0),
    (["--min-confidence", "2"], 2, 0),
]


@pytest.mark.parametrize("options, code, statements", ASKED, ids=lambda value: " ".join(value) if isinstance(value, list) else None)
def test_the_command_writes_the_part_that_was_asked_for(store: ReadStore, options: list[str], code: int, statements: int):
    result = CliRunner().invoke(main, ["html", "-g", str(store.folder), "-o", "-", *options], prog_name="kg")
    assert result.exit_code == code, result.stderr
    if code == 0:
        data = json.loads(Elements(result.stdout).scripts[0])
        assert len(data["statements"]) == statements
        assert data["focus"] == ("region/522700" if "--focus" in options else "")


def test_the_page_of_the_seeds_is_light(seeds_graph: Path):
    assert len(render(open_store(seeds_graph), "zh").encode()) <= 2_000_000
