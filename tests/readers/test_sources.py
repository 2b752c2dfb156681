"""Which files are found, what their documents are called, and what hostile ones cannot do."""

from __future__ import annotations

import io
import socket
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from making import T1, T2, TITLE, docx, jsonl, packed, page, pdf

from kg.errors import InputError
from kg.model import Issue
from kg.readers import list_sources, read_articles, read_documents, read_source
from kg.readers.naming import names_of
from kg.settings import Settings

NAMES = {
    "texts keep their names": (["x/a.txt", "y/a.txt", "b.md"], ["x-a", "y-a", "b"]),
    "other formats rename no text": (["x/a.html", "x/a.txt", "y/a.pdf", "x/b.pdf"], ["x-a", "a", "y-a", "b"]),
    "case does not tell files apart": (["A.txt", "a.txt"], ["A-txt-", "a-txt-"]),
    "nothing is called like a part of an archive": (["x/p.zip", "x/p!a.txt", "x/p#1.html"], ["x-p", "p!a", "p#1"]),
    "standard input": (["-", "stdin.txt"], ["stdin-", "stdin-txt-"]),
}


@pytest.mark.parametrize(("paths", "names"), NAMES.values(), ids=NAMES.keys())
def test_names(paths: list[str], names: list[str]) -> None:
    found = names_of(paths)
    assert len({name.casefold() for name in found}) == len(paths)
    for name, start in zip(found, names, strict=True):  # a name that ends in "-" goes on with a hash
        assert name.startswith(start) if start.endswith("-") else name == start


def test_sources_are_listed_without_being_opened(tmp_path: Path) -> None:
    for name in ("b.txt", "a/x.HTML", "a/y.zip", ".hidden.txt", "a/z.png", ".git/x.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"\xff")
    issues: list[Issue] = []
    sources = list_sources([tmp_path, tmp_path / "b.txt"], issues)
    assert [(Path(s.path).name, s.name, s.named) for s in sources] == [("b.txt", "b", False), ("x.HTML", "x", False), ("y.zip", "y", False)]
    assert [issue.message for issue in issues] == ["given twice, read once"]


def test_a_folder_without_news_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(InputError, match=r"no \*\.txt, \*\.md, \*\.html, .* in this folder"):
        list_sources([tmp_path], [])


def test_rows_keep_their_names_when_others_come_and_go() -> None:
    def names(*rows: object) -> list[str]:
        return [d.name for d in read_source(jsonl(*rows), "n.jsonl", "n", Settings(), [])]

    one, two, three = {"text": T1}, {"text": T2, "url": "https://a.cn/2"}, {"text": "又一条。"}
    first, second = names(one, two)
    assert names(three, two, one)[1:] == [second, first]
    assert names(one, one) == [first, f"{first}-2"]
    assert names({**two, "text": "改过。"}) == [second]


def test_parts_have_checksums_of_their_own() -> None:
    def sums(data: bytes, path: str) -> list[str]:
        return [d.sha256 for d in read_source(data, path, "n", Settings(), [])]

    (one, two) = sums(jsonl({"text": T1}, {"text": T2}), "n.jsonl")
    assert sums(jsonl({"text": T2, "id": 7}), "n.jsonl") == [two] != [one]
    assert sums(packed({"a.txt": T1}), "p.zip") == sums(packed({"b/c.txt": T1, "d.png": b"x"}), "q.zip")


def test_names_in_archives_written_on_chinese_windows() -> None:
    raw = "新闻/甲.txt".encode("gbk")  # no mark says so
    data = packed({"x" * len(raw): T1}).replace(b"x" * len(raw), raw)
    (document,) = read_source(data, "p.zip", "p", Settings(), [])
    assert (document.path, document.name) == ("p.zip!/新闻/甲.txt", "p!甲")


LIMITS = {
    "a document": (T1.encode(), "a.txt", {"max_document_bytes": 50}, r"larger than 50 bytes \(KG_MAX_DOCUMENT_BYTES\)"),
    "a document in an archive": (packed({"a.txt": T1}), "p.zip", {"max_document_bytes": 50}, r"larger than 50 bytes"),
    "a row": (jsonl({"text": T1}), "n.jsonl", {"max_document_bytes": 50}, r"larger than 50 bytes"),
    "a bomb": (packed({f"{n}.txt": b"0" * 10**6 for n in range(9)}), "p.zip", {"max_archive_bytes": 8 * 10**6}, r"unpacks to more than 8000000 bytes"),
    "bombs in bombs": (
        packed({f"{n}.zip": packed({"a.txt": b"0" * 10**6}) for n in range(9)}), "p.zip", {"max_archive_bytes": 10**5},
        r"unpacks to more than 100000 bytes",
    ),
    "many files": (packed({f"{n}.png": b"" for n in range(30)}), "p.zip", {"max_archive_files": 20}, r"more than 20 files"),
    "archives without end": (packed({"a.zip": packed({"a.zip": packed({"a.txt": T1})})}), "p.zip", {}, "an archive in an archive in an archive"),
    "a page of too many elements": (page(body="<b>x</b>" * 30_000).encode(), "a.html", {}, "elements, more than 30000"),
    "a Word file that is a bomb": (
        docx(T1, replace=(T1, "0" * 10**6)), "a.docx", {"max_document_bytes": 10**5}, r"unpacks to more than 800000 bytes",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "path", "limits", "message"), LIMITS.values(), ids=LIMITS.keys())
def test_limits(data: bytes, path: str, limits: dict[str, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_source(data, path, "n", replace(Settings(), **limits), [])


def test_a_file_is_not_read_beyond_its_limit(tmp_path: Path) -> None:
    for name, limit in (("a.txt", "DOCUMENT"), ("a.csv", "ARCHIVE")):
        file = tmp_path / name
        file.write_bytes(b"x" * 100)
        (source,) = list_sources([file], [])
        with pytest.raises(InputError, match=rf"larger than 99 bytes \(KG_MAX_{limit}_BYTES\)"):
            source.read(Settings(max_document_bytes=99, max_archive_bytes=99))


def test_one_bomb_in_an_archive_stops_no_other_file() -> None:
    data = packed({"a.zip": packed({"a.txt": b"0" * 10**6}), "b.txt": T1})
    issues: list[Issue] = []
    (document,) = read_source(data, "p.zip", "p", Settings(max_archive_bytes=10**5), issues)
    assert document.text == T1
    assert [issue.where for issue in issues] == ["p.zip!/a.zip"]


ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "SECRET"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file://{file}">'
    '<!ENTITY d SYSTEM "http://127.0.0.1:1/x">]>'
)


def test_nothing_is_fetched_and_no_entity_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura  # noqa: F401 (as it is imported it looks at what sockets there are)

    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    entities = ENTITIES.format(file=secret.as_posix())
    html = entities.replace("w:document", "html") + page(
        '<link rel="stylesheet" href="http://127.0.0.1:1/a.css"><base href="http://127.0.0.1:1/">',
        body=f'<p>{T1}&b;&c;&d;</p><img src="http://127.0.0.1:1/a.png"><iframe src="file://{secret}"></iframe><p>{T2}</p>',
    ).removeprefix("<!DOCTYPE html>")
    word = packed(_with_entities(docx(T1), entities))
    for data, path in ((html.encode(), "a.html"), (word, "a.docx")):
        try:
            documents = read_source(data, path, "a", Settings(), [])
        except InputError:
            continue  # refused is as good
        assert "SECRET" not in documents[0].text
        assert T1 in documents[0].text


def _with_entities(data: bytes, entities: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    head, _, rest = xml.partition("?>")
    rest = rest.replace(T1, f"{T1}&b;&c;&d;")
    parts["word/document.xml"] = f"{head}?>{entities}{rest}".encode()
    return parts


def test_a_page_nested_beyond_measure_is_read_or_refused() -> None:
    html = page(body="<div>" * 20_000 + f"<p>{T1}</p><p>{T2}</p>")
    try:
        (document,) = read_source(html.encode(), "a.html", "a", Settings(), [])
    except InputError:
        return
    assert document.text.startswith(TITLE)


SAMPLES = {
    "a.pdf": pdf([TITLE, T1], [T2]), "a.docx": docx(TITLE, T1, (("甲", "乙"),)), "a.html": page().encode(),
    "n.csv": f'标题,正文\n甲,"{T1}"\n'.encode("gb18030"), "n.jsonl": jsonl({"title": "甲", "text": T1}),
    "a.md": f"---\ntitle: 甲\n---\n{T1}".encode(), "p.zip": packed({"a.txt": T1, "b.html": page(), "c.docx": docx(T1)}),
}  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES)
def test_a_file_torn_or_spoilt_anywhere_is_read_or_refused_in_one_line(path: str) -> None:
    data = SAMPLES[path]
    steps = range(0, len(data), max(len(data) // 25, 1))
    refused = 0
    for changed in [*(data[:at] for at in steps), *(data[:at] + b"\xff\x00<" + data[at + 3 :] for at in steps)]:
        try:
            for document in read_source(changed, path, "a", Settings(), []):
                document.text.encode()
                assert all(len(article.text) == len(article.offsets) for article in read_articles(document))
        except InputError as exc:
            refused += 1
            assert str(exc).startswith(path) and "\n" not in str(exc)
    assert refused


def test_articles_of_parts_have_ids_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(T1, encoding="utf-8")
    Path("in/a.zip").write_bytes(packed({"a.txt": T1, "b/a.txt": T1, "a.jsonl": jsonl({"text": T1})}))
    Path("in/a.csv").write_text(f"text\n{T1}\n", encoding="utf-8")
    documents = list(read_documents(["in"], Settings(), []))
    assert len({d.name for d in documents}) == len({d.path for d in documents}) == 5
    assert len({a.id for d in documents for a in read_articles(d)}) == 5
    assert [d.filename for d in documents][:3] == ["a.csv#2", "a.txt", "a.zip!/a.jsonl#1"]
