"""Which entity does a reader mean? A name in any usual form → one entity, or an error that helps.

Forms are tried from the strictest to the loosest and the first that fits decides: id or code, full name, other name,
the same without quotes and brackets, a path in one word (parent + child), a region's short form. A form that fits
several entities is ambiguous; looser forms are not asked then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.errors import AmbiguousName, UnknownName
from kg.i18n import t
from kg.lookups.facts import CLASSES, Facts
from kg.lookups.rows import EntityRow
from kg.store import ReadStore

_NOISE = re.compile(r"[\s“”‘’\"'「」『』《》〈〉【】·•・（）()\[\]/\-—－]+")
_CODE = re.compile(r"\d{6}(\d{3}|\d{6})?")
_SUGGESTIONS = 5
_ALIKE = 0.5
"""Names less alike than this (0 to 1, as difflib counts) are no help."""

# 黔南布依族苗族自治州 is 黔南, 黔南州 or 黔南自治州 to everyone: the peoples in the name are left out in speech.
# They are listed, since nothing else tells where the name ends: 黔西南布依族苗族自治州 is not 黔西, nor 积石山保安族… 积石.
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|鄂伦春|独龙|各"
)
_BARE = "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克"
"""Peoples whose names stand there without 族, too. A unit that is called by nothing but its people (东乡族自治县) keeps that name."""
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLES})族|{_BARE})*族?自治(?P<kind>[州县旗])")
_AUTONOMOUS_REGION = re.compile(r"(?P<stem>.{2,3}?)(?:壮族|回族|维吾尔)?自治区")
_SETTLEMENT = "街道|[镇乡村]"
_PLAIN = re.compile(rf"(?P<stem>.{{2,}}?)(?:特别行政区|地区|[省市州盟县区旗]|{_SETTLEMENT})")


def find(store: ReadStore, name: str) -> EntityRow:
    """The entity that `name` means.

    Raises:
        UnknownName: none; `nearest` holds names that look alike.
        AmbiguousName: several; `candidates` holds each one's id and where it lies.
    """
    # An argument that is no UTF-8 comes with lone surrogates, which no store takes.
    name = name.encode("utf-8", "replace").decode("utf-8").strip()
    for found in _readings(store, name):
        nodes = sorted(set(found), key=str)
        if len(nodes) == 1:
            return Facts(store).entity(nodes[0])
        if nodes:
            rows = [Facts(store).entity(node) for node in nodes]
            message = t("error.name.ambiguous", name=name, count=len(rows))
            raise AmbiguousName(message, tuple((r.id, f"{r.label} ({t(f'type.{r.type}')})") for r in rows))
    nearest = _nearest(store, name)
    message = t("error.name.unknown", name=name)
    if nearest:
        message += t("error.name.nearest", names="、".join(label for label, _ in nearest))
    raise UnknownName(message, nearest)


def _readings(store: ReadStore, name: str) -> Iterator[Iterable[NamedNode]]:
    yield _by_id(store, name)
    for label in ("skos:prefLabel", "skos:altLabel"):
        # Fields have labels as well, but nobody looks up a field by name.
        yield [n for n in store.subjects(label, Literal(name, language="zh")) if is_entity(store, n)]
    names = _Names(store)
    wanted = normalize(name)
    if not wanted:
        return
    yield names.full.get(wanted, ())
    yield names.other.get(wanted, ())
    yield names.by_path(wanted)
    yield names.short.get(wanted, ())
    yield names.by_path(wanted, short=True)


def _by_id(store: ReadStore, name: str) -> list[NamedNode]:
    if _CODE.fullmatch(name):
        return store.subjects("dcterms:identifier", Literal(name))
    if re.fullmatch(r"[a-z]+/[^\s<>\"{}|\\^`]+", name):
        node = store.iri(name)
    elif re.fullmatch(re.escape(store.base) + r"[^\s<>\"{}|\\^`]+", name):
        node = NamedNode(name)
    else:
        return []
    return [node] if is_entity(store, node) else []


def normalize(name: str) -> str:
    """NFKC, lower case, without quotes, brackets, dots, dashes, slashes or spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def short_forms(name: str) -> set[str]:
    """What people call a region beside its full name: 三都水族自治县 → 三都, 三都县, 三都自治县; 广州市 → 广州."""
    if found := _AUTONOMOUS.fullmatch(name):
        stem, kind = found["stem"], found["kind"]
        return {stem, stem + kind, f"{stem}自治{kind}"} - {name}
    if found := _AUTONOMOUS_REGION.fullmatch(name) or _PLAIN.fullmatch(name):
        return {found["stem"]}
    return set()


def map_name(name: str) -> str:
    """A region as a map writes it: 黔南布依族苗族自治州 → 黔南, 贵州省 → 贵州; 城区 and 某镇 stay."""
    found = _AUTONOMOUS.fullmatch(name) or _AUTONOMOUS_REGION.fullmatch(name) or _PLAIN.fullmatch(name)
    return found["stem"] if found and not re.search(f"(?:{_SETTLEMENT})$", name) else name


class _Names:
    """All names of the graph, normalised; made only when no name fits as it is written."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        self.full: dict[str, list[NamedNode]] = {}
        self.other: dict[str, list[NamedNode]] = {}
        self.short: dict[str, list[NamedNode]] = {}
        regions = {q.subject for q in store.quads(None, store.term("rdf:type"), store.term("kg:Region"))}
        for label, table in (("skos:prefLabel", self.full), ("skos:altLabel", self.other)):
            for quad in store.quads(None, store.term(label)):
                if not isinstance(quad.subject, NamedNode) or not is_entity(store, quad.subject):
                    continue
                table.setdefault(normalize(store.local(quad.object)), []).append(quad.subject)
                if quad.subject in regions and label == "skos:prefLabel":
                    for form in short_forms(store.local(quad.object)):
                        self.short.setdefault(normalize(form), []).append(quad.subject)

    def by_path(self, wanted: str, short: bool = False) -> list[NamedNode]:
        """Regions whose units, some left out, spell `wanted` from the top down: 广州花都, 广东省广州市花都区."""
        tables = (self.full, self.other, self.short) if short else (self.full, self.other)
        ends = [(name, node) for table in tables for name, nodes in table.items() for node in nodes]
        facts = Facts(self._store)
        names: dict[NamedNode, set[str]] = {}
        for name, node in ends:
            names.setdefault(node, set()).add(name)

        def spells(text: str, node: NamedNode) -> bool:
            for name in names.get(node, ()):
                if text == name:
                    return True
                if text.endswith(name):
                    rest = text[: -len(name)]
                    if any(spells(rest, unit) for unit in facts.within(node)):
                        return True
            return False

        tails = {node for name, node in ends if len(name) < len(wanted) and wanted.endswith(name)}
        return [node for node in tails if spells(wanted, node)]


def is_entity(store: ReadStore, node: NamedNode) -> bool:
    return any(store.local(q.object) in CLASSES for q in store.quads(node, store.term("rdf:type")))


def _nearest(store: ReadStore, name: str) -> tuple[tuple[str, str], ...]:
    from difflib import SequenceMatcher  # only a name that is not found pays for it

    wanted = normalize(name)
    scored: dict[tuple[str, NamedNode], float] = {}
    for label in ("skos:prefLabel", "skos:altLabel"):
        for quad in store.quads(None, store.term(label)):
            text = store.local(quad.object)
            if not isinstance(quad.subject, NamedNode) or not set(text) & set(wanted):
                continue
            matcher = SequenceMatcher(None, wanted, normalize(text))
            if matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                scored[text, quad.subject] = matcher.ratio()
    best = sorted(scored, key=lambda key: (-scored[key], key[0], str(key[1])))
    facts = Facts(store)
    found: dict[str, str] = {}
    for text, node in best:
        row = facts.entity(node)
        if row.type:
            found.setdefault(text, row.type)
        if len(found) == _SUGGESTIONS:
            break
    return tuple(found.items())
