"""Files that lie elsewhere are listed, named and read as local ones are."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import InputError
from kg.model import Issue
from kg.readers import list_sources, read_documents
from kg.settings import Settings

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install -e '.[remote]'")

FILES = {
    "2024/03/02/a.txt": "8月2日，广东省珠海市对口帮扶贵州省遵义市。",
    "2024/03/02/甲 乙.txt": "2021年，福建省泉州市与宁夏固原市签订劳务协作协议。",
    "b.md": "浙江省杭州市投入协作资金300万元，支持湖北省恩施州利川市。",
    "c.png": "no text",
    ".hidden.txt": "x",
    ".git/d.txt": "x",
    "old/graph.nq": "",
    "old/e.txt": "x",
}
READ = ["2024/03/02/a.txt", "2024/03/02/甲 乙.txt", "b.md"]


@pytest.fixture
def local(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / "news" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "news"


@pytest.fixture
def memory(request: pytest.FixtureRequest) -> Iterator[str]:
    system = fsspec.filesystem("memory")
    for name, text in FILES.items():
        system.pipe(f"/pile/news/{name}", text.encode())
    yield "memory://pile/news"
    system.rm("/pile", recursive=True)


@pytest.fixture
def web(local: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=local.parent)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/news/"
        server.shutdown()
        thread.join()


@pytest.fixture
def file(local: Path) -> str:
    return local.as_uri()


@pytest.mark.parametrize("kind", ["memory", "web", "file"])
def test_a_folder_elsewhere_is_read_as_one_here(kind: str, local: Path, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue(kind)
    issues: list[Issue] = []
    there = list(read_documents([address], Settings(), issues))
    here = {d.path.removeprefix(f"{local.as_posix()}/"): d for d in read_documents([local], Settings(), [])}
    assert not issues and sorted(here) == READ
    found = [d.path.removeprefix(address.rstrip("/")).lstrip("/") for d in there]
    assert found == READ
    for document, name in zip(there, READ, strict=True):
        assert document.path.startswith(address)
        assert (document.text, document.sha256) == (here[name].text, here[name].sha256)
    assert [d.metadata[0].published for d in there[:2]] == ["2024-03-02"] * 2


@pytest.mark.parametrize("kind", ["memory", "web", "file"])
def test_a_file_elsewhere_is_read_by_name(kind: str, request: pytest.FixtureRequest) -> None:
    address = f"{request.getfixturevalue(kind).rstrip('/')}/2024/03/02/a.txt"
    issues: list[Issue] = []
    (source,) = list_sources([address, address], issues)
    assert (source.path, source.name, source.named) == (address, "a", True)
    assert source.read(Settings()).decode() == FILES["2024/03/02/a.txt"]
    assert [issue.message for issue in issues] == ["given twice, read once"]
    with pytest.raises(InputError, match=r"a\.txt: larger than 10 bytes \(KG_MAX_DOCUMENT_BYTES\)"):
        source.read(Settings(max_document_bytes=10))


def test_a_build_takes_addresses_beside_paths(memory: str, tmp_path: Path) -> None:
    output = tmp_path / "out"
    (tmp_path / "z.txt").write_text("四川省成都市对口支援西藏昌都市。", encoding="utf-8")
    report = build([memory, tmp_path / "z.txt"], output, Settings(graph=output))
    assert (report.documents, report.read) == (4, 4)
    assert '"memory://pile/news/2024/03/02/a.txt"' in (output / "articles.jsonl").read_text(encoding="utf-8")
    fsspec.filesystem("memory").pipe("/pile/news/b.md", "上海市对口帮扶云南省。".encode())
    assert build([memory, tmp_path / "z.txt"], output, Settings(graph=output)).read == 1


WRONG = {
    "memory://nowhere": "memory://nowhere: no such file or folder",
    "foo://bar/a.txt": "foo://bar/a.txt: cannot be read: Protocol not known: foo",
    "http://127.0.0.1:9/a.txt": "http://127.0.0.1:9/a.txt: cannot be read: ",
    "http://127.0.0.1:9/": "http://127.0.0.1:9/: cannot be read: ",
    "zip://a.txt::memory://b.zip": "zip://a.txt::memory://b.zip: addresses within addresses are not read",
}


@pytest.mark.parametrize(("address", "message"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_told_in_a_line(address: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_documents([address], Settings(), []))
    assert str(caught.value).startswith(message) and "\n" not in str(caught.value)


def test_a_page_that_is_not_there(web: str) -> None:
    with pytest.raises(InputError, match=r"/news/none\.txt: cannot be read: no such file"):
        list(read_documents([f"{web}none.txt"], Settings(), []))


def test_a_folder_elsewhere_without_news_is_told(memory: str) -> None:
    with pytest.raises(InputError, match=r"memory://pile/news/old: no \*\.txt, "):
        list_sources([f"{memory}/old"], [])


def test_without_fsspec_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r's3://news/: addresses need fsspec: pip install "kg\[remote\]"'):
        list_sources(["s3://news/"], [])


def test_local_paths_do_not_import_fsspec(local: Path) -> None:
    code = (
        "import sys\nfrom kg.readers import read_documents\nfrom kg.settings import Settings\n"
        "assert len(list(read_documents([sys.argv[1]], Settings(), []))) == 3\nassert 'fsspec' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(local)], check=True)
