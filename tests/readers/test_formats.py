"""What is read of each format, and what is said of a file that cannot be read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from making import T1, T2, T3, TITLE, docx, jsonl, packed, page, pdf

from kg.errors import InputError
from kg.model import Document, Issue
from kg.readers import read_articles, read_documents, read_source
from kg.settings import Settings

PAGE = page(about="<span>2024-03-02 10:22</span><span>来源：某省日报</span>")


def read(data: bytes | str, path: str, limits: Settings | None = None) -> tuple[list[Document], list[Issue]]:
    issues: list[Issue] = []
    data = data.encode() if isinstance(data, str) else data
    return read_source(data, path, "n", limits or Settings(), issues), issues


def cards(documents: list[Document]) -> list[str]:
    """Path | title | by-line | outlet | published: the blocks of each article."""
    return [
        f"{d.path} | {a.title} | {a.byline} | {a.outlet} | {a.published}: "
        + " ".join(f"{b.kind}={a.text[b.start : b.end][:6]}" for b in a.blocks)
        for d in documents
        for a in read_articles(d)
    ]


READ = {
    "a web page": (
        PAGE, "a.html",
        [f"a.html | {TITLE} | 来源：某省日报 | 某省日报 | 2024-03-02: title=甲县乙市联手"
         " furniture=2024-0 byline=来源：某省日 body=近日，甲县与 body=今年以来，该 body=下一步，两地"],
    ),
    "a web page in GBK that says so": (
        PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gbk"), "a.htm",
        [f"a.htm | {TITLE} | 来源：某省日报 | 某省日报 | 2024-03-02: title=甲县乙市联手"
         " furniture=2024-0 byline=来源：某省日 body=近日，甲县与 body=今年以来，该 body=下一步，两地"],
    ),
    "a web page that says GBK and is UTF-8": (
        page('<meta http-equiv="Content-Type" content="text/html; charset=gbk">'), "a.html",
        [f"a.html | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与 body=今年以来，该 body=下一步，两地"],
    ),
    "a page of XHTML with a prolog": (
        '<?xml version="1.0" encoding="utf-8"?>' + page(), "a.html",
        [f"a.html | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与 body=今年以来，该 body=下一步，两地"],
    ),
    "one article stays one, whatever stands in the page": (
        page(body=f"<p>{T1}</p><p>李芳 摄</p><h3>丙县春茶开采</h3><p>本报讯（记者 王伟）{T2}</p><p>{T3}</p>"), "a.html",
        [f"a.html | {TITLE} | 李芳 摄 |  | : title=甲县乙市联手 body=近日，甲县与 byline=李芳 摄"
         " subtitle=丙县春茶开采 body=本报讯（记者 body=下一步，两地"],
    ),
    "a table in a page": (
        page(body=f"<p>{T1}</p><table><tr><td>县</td><td>资金</td></tr><tr><td>甲县</td><td>100万元</td></tr></table><p>{T2}</p>"),
        "a.html",
        [f"a.html | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与 subtitle=县 资金 subtitle=甲县 100 body=今年以来，该"],
    ),
    "a PDF, its lines joined, over the page's end too": (
        pdf([TITLE, "本报讯（记者 王伟）" + T1[:30], T1[30:]], [T2]), "a.pdf",
        [f"a.pdf | {TITLE} | 本报讯（记者 王伟） |  | : title=甲县乙市联手 body=本报讯（记者 body=今年以来，该"],
    ),
    "a PDF with running heads": (
        pdf(*([f"某单位简报 第{n}页", T2[:20] + f"第{n}批。", f"- {n} -"] for n in range(1, 5))), "a.pdf",
        ["a.pdf |  |  |  | : " + " ".join(["body=今年以来，该"] * 4)],
    ),
    "Word with a table": (
        docx(TITLE, "本报讯（记者 王伟）" + T1, (("县", "资金"), ("甲县", "100万元")), T2), "a.docx",
        [f"a.docx | {TITLE} | 本报讯（记者 王伟） |  | : title=甲县乙市联手 body=本报讯（记者"
         " subtitle=县 资金 subtitle=甲县 100 body=今年以来，该"],
    ),
    "Word with tracked changes": (
        docx("甲县与乙市签订协议。", replace=(
            "<w:r><w:t>甲县与乙市签订协议。</w:t></w:r>",
            "<w:r><w:t>甲县与</w:t></w:r><w:ins><w:r><w:t>乙市</w:t></w:r></w:ins><w:del><w:r><w:delText>丙市</w:delText></w:r></w:del>"
            "<w:hyperlink><w:r><w:t>签订协议。</w:t></w:r></w:hyperlink>",
        )), "a.docx",
        ["a.docx |  |  |  | : body=甲县与乙市签"],
    ),
    "JSON Lines": (
        jsonl(
            {"title": TITLE, "content": T1, "date": "2024-03-02", "publisher": {"name": "某省日报"}, "author": ["王伟", "李芳"]},
            {"正文": f"{TITLE}\n{T2}", "标题": TITLE, "日期": 20240305, "来源": "某市报"},
        ), "n.jsonl",
        [f"n.jsonl#1 | {TITLE} | 王伟、李芳 | 某省日报 | 2024-03-02: title=甲县乙市联手 body=近日，甲县与",
         f"n.jsonl#2 | {TITLE} |  | 某市报 | 2024-03-05: title=甲县乙市联手 body=今年以来，该"],
    ),
    "a table with Chinese headers, in GB18030": (
        f"作者,来源,正文,标题,日期\n王伟,某省日报,\"{T1}\n{T2}\",{TITLE},2024年3月2日\n".encode("gb18030"), "n.csv",
        [f"n.csv#2 | {TITLE} | 王伟 | 某省日报 | 2024-03-02: title=甲县乙市联手 body=近日，甲县与 body=今年以来，该"],
    ),
    "a table of tabs with a mark": (
        f"\ufeffTitle\tText\n{TITLE}\t{T1}\n", "n.csv",
        [f"n.csv#2 | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与"],
    ),
    "HTML in a table": (
        jsonl({"title": TITLE, "content": f"<p>{T1}</p><script>x()</script><p>甲<b>县</b>&nbsp;与乙市<br/>{T2}</p>", "id": 1}), "n.jsonl",
        [f"n.jsonl#1 | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与 subtitle=甲县 与乙市 body=今年以来，该"],
    ),
    "an article of a table that looks like two": (
        f"title,text\n{TITLE},\"{T1}\n\n丙县春茶开采\n\n本报讯（记者 王伟）{T2}\"\n", "n.csv",
        [f"n.csv#2 | {TITLE} | 本报讯（记者 王伟） |  | : title=甲县乙市联手 body=近日，甲县与 subtitle=丙县春茶开采 body=本报讯（记者"],
    ),
    "an archive": (
        packed({"b/甲.txt": T1, "b/乙.html": PAGE, "a/丙.jsonl": jsonl({"text": T2}), "图.png": b"x", "__MACOSX/b/甲.txt": b"x", ".x.txt": b"x"}),
        "in/p.zip",
        ["in/p.zip!/a/丙.jsonl#1 |  |  |  | : body=今年以来，该",
         f"in/p.zip!/b/乙.html | {TITLE} | 来源：某省日报 | 某省日报 | 2024-03-02: title=甲县乙市联手"
         " furniture=2024-0 byline=来源：某省日 body=近日，甲县与 body=今年以来，该 body=下一步，两地",
         "in/p.zip!/b/甲.txt |  |  |  | : body=近日，甲县与"],
    ),
    "an archive in an archive": (
        packed({"2024-03-02.zip": packed({"甲.txt": T1})}), "p.zip",
        ["p.zip!/2024-03-02.zip!/甲.txt |  |  |  | 2024-03-02: body=近日，甲县与"],
    ),
    "what has no name of ours, by its first bytes": (jsonl({"text": T1}), "-", ["-#1 |  |  |  | : body=近日，甲县与"]),
    "a page without a suffix": (page(), "show", [f"show | {TITLE} |  |  | : title=甲县乙市联手 body=近日，甲县与 body=今年以来，该 body=下一步，两地"]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "path", "expected"), READ.values(), ids=READ.keys())
def test_read(data: bytes | str, path: str, expected: list[str]) -> None:
    documents, issues = read(data, path)
    assert cards(documents) == expected
    assert issues == []
    assert read(data, path)[0] == documents  # nothing but bytes, path and settings decides


def test_torn_lines_of_a_pdf_are_one_paragraph() -> None:
    (document,), _ = read(pdf(["本报讯（记者 王伟）" + T1[:30], T1[30:]], [T2]), "a.pdf")
    (article,) = read_articles(document)
    assert T1 in article.text
    start = article.text.index(T1)
    assert article.quote(start, start + len(T1)).replace("\n", "") == T1


BROKEN = {
    "a torn PDF": (pdf([T1])[:700], "a.pdf", "no PDF, or a damaged one"),
    "a PDF with a password": (pdf([T1], password="x"), "a.pdf", "has a password"),
    "a scan": (pdf([]), "a.pdf", r"no text in it \(a scan\?\)"),
    "a torn Word file": (docx(T1)[:2000], "a.docx", "no Word file, or a damaged one"),
    "an archive that is no Word file": (packed({"a.txt": T1}), "a.docx", "no Word file, or a damaged one"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx", "an old Word file, or one with a password"),
    "an empty Word file": (docx(), "a.docx", "no text in it"),
    "a page without text": ("<html><body><p> </p></body></html>", "a.html", "no main text"),
    "a page of nothing": ("<!-- -->", "a.html", "no (web page|main text)"),
    "a torn archive": (packed({"a.txt": T1})[:60], "p.zip", "no ZIP archive, or a damaged one"),
    "an archive of pictures": (packed({"a.png": b"x"}), "p.zip", "nothing readable in this archive$"),
    "an archive of broken files": (packed({"a.txt": b"\xff\xff"}), "p.zip", "in this archive, e.g. p.zip!/a.txt: not UTF-8"),
    "a table without texts": ("名称,数目\n甲,1\n", "n.csv", "no column of texts"),
    "a table without rows": ("标题,正文\n", "n.csv", "no articles in it"),
    "lines without objects": ("甲\n乙\n", "n.jsonl", "no articles in it, e.g. n.jsonl#1: no JSON"),
    "a table that is none": (b"\x89PNG\r\n\x1a\n", "n.csv", "a PNG image"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "path", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken(data: bytes | str, path: str, message: str) -> None:
    with pytest.raises(InputError, match=f"^{path}: .*{message}") as caught:
        read(data, path)
    assert "\n" not in str(caught.value)


PARTS = {
    "lines of JSON": (
        b'{"text": "' + T1.encode() + b'", "date": "2024-02-30", "url": "javascript:x"}\n{"text": 1\n\n[]\n{"title": "x"}\n{"text": "\\ud800"}\n{"text": "\\u0000"}\n',
        "n.jsonl", ["n.jsonl#1"],
        ["warning n.jsonl#1: no usable date: '2024-02-30'", "warning n.jsonl#1: no usable url: 'javascript:x'",
         "error n.jsonl#2: no JSON", "error n.jsonl#4: no JSON object", "error n.jsonl#5: no text",
         "error n.jsonl#6: half of a character", "error n.jsonl#7: a NUL in it"],
    ),
    "rows of a table": (
        f"title,text\n甲,{T1}\n乙,\"{T2}\",丙\n,\n丁,\n戊,\"{T3}\n", "n.csv", ["n.csv#2"],
        ["error n.csv#3: 3 cells under 2 columns", "error n.csv#5: no text", "error n.csv#6: cannot be read from here on"],
    ),
    "files of an archive": (
        packed({"a.pdf": b"%PDF-1.4", "b.txt": T1, "../c.txt": T2, "/d.txt": T2, "e.csv": "a,b\n", "f.txt": b"\xff\xff"}),
        "p.zip", ["p.zip!/b.txt"],
        ["error p.zip!/../c.txt: its path leads out", "error p.zip!//d.txt: its path leads out", "error p.zip!/a.pdf: no PDF",
         "error p.zip!/e.csv: no column of texts", "error p.zip!/f.txt: not UTF-8"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "path", "read_", "told"), PARTS.values(), ids=PARTS.keys())
def test_what_is_wrong_with_parts_is_told_and_the_rest_is_read(
    data: bytes | str, path: str, read_: list[str], told: list[str]
) -> None:
    documents, issues = read(data, path)
    assert [document.path for document in documents] == read_
    assert len(issues) == len(told)
    for issue, start in zip(issues, told, strict=True):
        assert f"{issue.level} {issue.where}: {issue.message}".startswith(start)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    where = tmp_path / "in"
    where.mkdir()
    (where / "a.txt").write_text(T1, encoding="utf-8")
    (where / "b.pdf").write_bytes(b"%PDF-1.4 torn")
    (where / "c.csv").write_text(f"text\n{T2}\n", encoding="utf-8")
    (where / "d.exe").write_bytes(b"x")
    return where


def test_a_broken_file_of_a_folder_is_one_issue(folder: Path) -> None:
    issues: list[Issue] = []
    assert [d.path for d in read_documents(["in"], Settings(), issues)] == ["in/a.txt", "in/c.csv#2"]
    (issue,) = issues
    assert (issue.level, issue.where) == ("error", "in/b.pdf") and issue.message.startswith("no PDF")


def test_strict_makes_it_fatal_and_so_does_its_name(folder: Path) -> None:
    for paths, strict in ((["in"], True), (["in/b.pdf"], False)):
        with pytest.raises(InputError, match=r"^in/b\.pdf: no PDF"):
            list(read_documents(paths, Settings(), [], strict=strict))
    (folder / "b.pdf").unlink()
    assert len(list(read_documents(["in"], Settings(), [], strict=True))) == 2
    (folder / "c.csv").write_text(f"text\n{T2}\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^in/c\.csv#3: 2 cells"):
        list(read_documents(["in"], Settings(), [], strict=True))


def test_folders_that_kg_wrote_are_passed_over(folder: Path) -> None:
    output = folder / "output"
    output.mkdir()
    for name in ("graph.nq", "articles.jsonl"):
        (output / name).write_text("{}\n", encoding="utf-8")
    issues: list[Issue] = []
    list(read_documents(["in"], Settings(), issues))
    assert [issue.where for issue in issues] == ["in/b.pdf"]


def test_standard_input_of_any_format(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, media_type in ((pdf([T1]), "application/pdf"), (docx(T1), "application/vnd"), (packed({"a.txt": T1}), "text/plain"), (T1.encode(), "text/plain")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (document,) = read_documents(["-"], Settings(), [])
        assert document.media_type.startswith(media_type)
        assert T1 in document.text


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)
ROWS = st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=3).map("\n".join)), min_size=1, max_size=5)


@hypothesis_settings(max_examples=100, deadline=None, derandomize=True)
@given(ROWS, st.sampled_from(["csv", "jsonl"]))
def test_tables_say_again_what_was_written(rows: list[tuple[str, str]], form: str) -> None:
    import csv

    data = jsonl(*({"title": title, "text": text} for title, text in rows))
    if form == "csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows([("title", "text"), *rows])
        data = out.getvalue().encode()
    documents, issues = read(data, f"n.{form}")
    assert issues == []
    assert len({document.name for document in documents}) == len(documents)
    for document, (title, text) in zip(documents, rows, strict=True):
        assert document.metadata[0].title == " ".join(title.split())
        assert document.text.endswith(text)
        for article in read_articles(document):
            assert article.title == " ".join(title.split())
            assert all(a < b for a, b in zip(article.offsets, article.offsets[1:], strict=False))
