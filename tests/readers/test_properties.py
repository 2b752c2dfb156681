"""What holds for the articles of any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Article, Document, digest
from kg.readers import read_articles
from kg.readers.articles import REPEAT
from kg.readers.characters import BLANKS, BREAKS, forms
from kg.readers.paragraphs import LIMIT, read_paragraphs

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))

# Pieces of pages, so that all rules meet each other in all orders; and any characters at all.
PIECES = (
    "（上接第一版）", "（下转3版）", "本报讯 (记者王伟)近日，甲县与乙县签订协议。", "某省日报记者 李芳", "## 甲县开展招聘", "### 小标题", "——副题在此",
    "甲县委书记王伟：", "王伟 摄", "图为招聘会现场。", "新时代 新征程 新伟业", "2024年3月4日 星期一", "二〇二四年三月四日", "来源：", "责任编辑：李芳", "一、总体要求",
    "甲县签订协议", "黔贵携手 共谋发展", "近年来，甲县在", "的帮助下，乙县的茶叶卖到了丙市。", "“煤—焦", "AI,5G,大数据 ", "５２５７万元；", "in the field", "(2022)2号,",
    "该县投入协作资金100万元，实施项目两个，带动群众增收。" * 2, "\n", "\n\n", "\r\n", "\r", "\x0c", "\u2028", "　　", " ", "\u200b", "\x85", "😀", "\x1d", "e\u0301", "𠮷",
)  # fmt: skip
PAGES = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=16).map("\n".join),
)


def _document(text: str, name: str = "page") -> Document:
    return Document(name, f"{name}.txt", "text/plain", "utf-8", digest(text), text)


def _check_article(article: Article) -> None:
    source, text = article.document.text, article.text
    assert len(article.offsets) == len(text) > 0
    assert all(a < b for a, b in zip(article.offsets, article.offsets[1:], strict=False))
    for char, offset in zip(text, article.offsets, strict=True):
        if char == "\n":
            assert source[offset] in BREAKS
        elif char == " ":
            assert source[offset] in BLANKS
        else:
            assert char in forms(source[offset])
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end
        assert not text[end : block.start].strip(" \n")  # nothing but what parts two blocks
        assert not text[block.start : block.end].count("\n")
        end = block.end
    assert end == len(text)


def _check_all(document: Document) -> None:
    articles = read_articles(document)
    for index, article in enumerate(articles):
        assert article.index == index
        _check_article(article)
    assert len({article.id for article in articles}) == len(articles)
    firsts = [article.offsets[0] for article in articles]
    assert firsts == sorted(firsts)
    used = [offset for article in articles for offset in article.offsets]
    assert len(set(used)) == len(used)
    # What stands in no article is blank, or a paragraph that stood in the document before.
    repeats: set[int] = set()
    seen: set[str] = set()
    for paragraph in read_paragraphs(document.text):
        if len(paragraph.text) >= REPEAT and paragraph.text in seen:
            repeats.update(paragraph.offsets)
        seen.add(paragraph.text)
    lost = set(range(len(document.text))) - set(used) - repeats
    assert all(document.text[offset] in BLANKS for offset in lost)
    assert not repeats & set(used)
    assert [a.text for a in read_articles(document)] == [a.text for a in articles]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PAGES)
@example("")
@example("\r\n\r\n")
@example("\ufeff \u3000\u200b")
@example("甲县\r\n乙县")
@example("二〇二四年十十月")
def test_any_text(text: str) -> None:
    _check_all(_document(text))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seeds(seed: Path) -> None:
    _check_all(_document(seed.read_text(encoding="utf-8")))


@pytest.mark.parametrize("blank", ["", "\n", " \r\n\t\u3000", "\u200b\ufeff"])
def test_blank_text_has_no_articles(blank: str) -> None:
    assert read_articles(_document(blank)) == []


def test_locate_gives_the_documents_own_words() -> None:
    text = "甲县招聘\n本报讯(记者王伟)近日,甲县与\n\n乙县签订协议，投入５２５７万元。"
    (article,) = read_articles(_document(text))
    start = article.text.index("甲县与乙县")
    assert article.quote(start, start + 5) == "甲县与\n\n乙县"
    amount = article.text.index("5257万元")
    assert article.quote(amount, amount + 6) == "５２５７万元"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"甲县第{n}次投入资金一百万元，带动就业。" for n in range(3 * LIMIT // 20)),
        "".join(f"甲县第{n}次投入资金一百万元，带动就业" for n in range(3 * LIMIT // 20)),
        " ".join(f"word{n}" for n in range(3 * LIMIT // 9)),
        "\n".join(f"甲县第{n}次投入资金一百万元，带动就业。" for n in range(3 * LIMIT // 20)),
        "\n".join(f"甲县的名单第{n}" for n in range(3 * LIMIT // 8)),
    ],
    ids=["one line", "one line without stops", "one line of words", "many paragraphs", "a list"],
)
def test_long_texts_are_cut(text: str) -> None:
    document = _document("甲县工作报告\n\n本报记者 王伟\n\n" + text)
    articles = read_articles(document)
    assert 3 <= len(articles) <= 12
    assert max(len(article.text) for article in articles) <= LIMIT
    assert {article.title for article in articles} == {"甲县工作报告"}
    for article in articles:
        assert all(a < b for a, b in zip(article.offsets, article.offsets[1:], strict=False))
    kept = "".join(article.text for article in articles)
    assert kept.replace("\n", "").replace(" ", "") == document.text.replace("\n", "").replace(" ", "")
