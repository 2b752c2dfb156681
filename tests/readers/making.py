"""Small files of every format that is read, made on the spot."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence

T1 = "近日，甲县与乙市在县城联合举办劳务协作专场招聘会，来自两地的四十余家企业带来岗位三千余个。"
T2 = "今年以来，该县已组织外出务工人员六批次，发放补贴一百二十万元，务工收入稳步增长。"
T3 = "下一步，两地将继续深化产业、劳务、消费协作，推动结对帮扶走深走实。"
TITLE = "甲县乙市联手稳就业"


def pdf(*pages: Sequence[str], password: str = "") -> bytes:
    """A PDF with these lines on its pages; Chinese by a font that every reader of PDF knows by name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=password or None)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for n, line in enumerate(lines):
            canvas.drawString(60, 780 - 18 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(*lines: str | Sequence[Sequence[str]], replace: tuple[str, str] = ("", "")) -> bytes:
    """A Word file of paragraphs and, where a line is rows of cells, tables; `replace` changes its XML."""
    from docx import Document

    document = Document()
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
            continue
        table = document.add_table(len(line), len(line[0]))
        for row, cells in enumerate(line):
            for column, cell in enumerate(cells):
                table.cell(row, column).text = cell
    out = io.BytesIO()
    document.save(out)
    if not replace[0]:
        return out.getvalue()
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    xml = parts["word/document.xml"].decode()
    assert replace[0] in xml
    parts["word/document.xml"] = xml.replace(*replace).encode()
    return packed(parts)


def packed(files: Mapping[str, bytes | str] | Iterable[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A ZIP archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items() if isinstance(files, Mapping) else files:
            archive.writestr(name, data)
    return out.getvalue()


def page(head: str = "", about: str = "", body: str = f"<p>　　{T1}</p><p>{T2}</p><p>{T3}</p>", title: str = TITLE) -> str:
    """A web page as sites of news have them, menus and all."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}_某省新闻网</title>{head}</head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">经济</a></div>'
        f'<div class="main"><h1>{title}</h1><div class="info">{about}</div><div class="content">{body}</div></div>'
        '<div class="side"><h2>相关新闻</h2><ul><li><a href="1">丙县春茶开采</a></li><li><a href="2">丁县</a></li></ul></div>'
        '<div class="footer">版权所有 某省新闻网</div></body></html>'
    )


def jsonl(*rows: object) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
