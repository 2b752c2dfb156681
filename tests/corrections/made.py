"""A made-up article with what was read out of it, and its facts as lines to compare."""

from __future__ import annotations

from decimal import Decimal

from kg.corrections import Corrections, parse_corrections
from kg.corrections.reading import checked
from kg.corrections.things import unit_entity
from kg.identity import mint_id
from kg.model import (
    Article,
    Block,
    Document,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Metric,
    Statement,
    digest,
)

TEXT = (
    "两地携手\n2018年起，广州市花都区对口帮扶关岭自治县。关岭又与泉州开展劳务协作。\n"
    "云岭茶业公司出产云岭茶叶系列，云岭茶品牌价值55.88亿元。\n张伟到关岭考察，东山区将与关岭协作。"
)
DOCUMENT = Document("day", "news/day.txt", "text/plain", "utf-8", "00", TEXT)
ARTICLE = Article(
    "a1", DOCUMENT, 0, "两地携手", "", "某报", "2024-03", TEXT, range(len(TEXT)), (Block("body", 5, len(TEXT)),)
)
HUADU, GUANLING, QUANZHOU = (unit_entity(code) for code in ("440114", "520424", "350500"))
FIRM = Entity(mint_id("ORG", "云岭茶业公司"), "ORG", "云岭茶业公司", subtype="company")
TEAS = Entity(mint_id("PRODUCT", "云岭茶叶系列"), "PRODUCT", "云岭茶叶系列")
TEA = Entity(mint_id("PRODUCT", "云岭茶"), "PRODUCT", "云岭茶")
ZHANG = Entity(mint_id("PERSON", "张伟"), "PERSON", "张伟")
EAST = Entity("region/ambiguous-11112222", "REGION", "东山区", path="东山区", candidates=("region/230406", "region/440104"))


def said(quote: str, article: Article = ARTICLE) -> Evidence:
    start = article.document.text.index(quote)
    return Evidence(article.document.name, start, start + len(quote), quote)


def statement(
    subject: Entity, predicate: str, object: Entity, quote: str, confidence: float, status: str = "done",
    article: Article = ARTICLE, **attrs: str,
) -> Statement:  # fmt: skip
    identifier = digest("statement", article.id, predicate, subject.id, object.id)
    return Statement(
        identifier, article.id, subject.id, predicate, object.id, status, confidence, f"{predicate}.rule",
        (said(quote, article),), attrs,
    )  # fmt: skip


HELP = statement(HUADU, "assists", GUANLING, "广州市花都区对口帮扶关岭自治县", 0.9, since="2018年", since_iso="2018")
WORK = statement(QUANZHOU, "partners_with", GUANLING, "关岭又与泉州开展劳务协作", 0.7, field="labour")
MAKES = statement(FIRM, "produces", TEAS, "云岭茶业公司出产云岭茶叶系列", 0.6)
VISIT = statement(ZHANG, "visits", GUANLING, "张伟到关岭考察", 0.8)
PLAN = statement(GUANLING, "partners_with", EAST, "东山区将与关岭协作", 0.5, "planned")
VALUE = Metric(
    digest("metric", "a1", TEA.id), "a1", TEA.id, "品牌价值", Decimal("55.88"), "亿元", "", "", "done", 0.55, "metric.rule",
    (said("云岭茶品牌价值55.88亿元"),),
)  # fmt: skip


def mention(entity: Entity, words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, entity.id, "regions")


EXTRACTION = Extraction(
    ARTICLE, tuple(sorted((HUADU, GUANLING, QUANZHOU, FIRM, TEAS, TEA, ZHANG, EAST), key=lambda e: e.id)),
    (mention(HUADU, "花都区"), mention(TEAS, "云岭茶叶系列"), mention(ZHANG, "张伟")),
    (HELP, WORK, MAKES, VISIT, PLAN), (VALUE,),
)  # fmt: skip


def corrections(text: str) -> Corrections:
    return Corrections(checked(parse_corrections(text, "corrections.yml")))


def lines(extraction: Extraction) -> list[str]:
    """A line a fact: 花都区 assists 关岭… (done 0.9 confirmed) since=2018年."""
    names = {entity.id: entity.name for entity in extraction.entities}
    found = []
    for s in extraction.statements:
        how = " ".join(filter(None, (s.status, f"{s.confidence}", s.review)))
        attrs = "".join(f" {name}={value}" for name, value in sorted(s.attrs.items()))
        found.append(f"{names[s.subject]} {s.predicate} {names[s.object]} ({how}){attrs}")
    for m in extraction.metrics:
        how = " ".join(filter(None, (m.status, f"{m.confidence}", m.review)))
        found.append(f"{names[m.subject]} {m.name} {m.value}{m.unit} ({how})")
    return found
