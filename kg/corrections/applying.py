"""People's decisions applied to what was read: a pure function of an article's extraction and the entries that touch it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from kg.corrections.entities import Joined, Named, once, split_in
from kg.corrections.entries import FACTS, AddedFact, Entry, thing
from kg.corrections.facts import RULE, Facts, added_source, working
from kg.corrections.matching import Fact
from kg.corrections.places import keys, source_name
from kg.corrections.reading import classes
from kg.corrections.things import Unclear
from kg.i18n import t
from kg.model import Article, Block, Document, Extraction, Issue, Metric, Statement, digest

_ARTICLE = re.compile(r"[0-9a-f]{12}")
LOOSE = frozenset({"PERSON", "PRODUCT", "PARK", "PROJECT", "DOCUMENT", "EVENT"})
"""Entities of these types stand in the graph for the facts they take part in; without one they go."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of an entry in one article: a row of reviews.jsonl.

    `outcome` is "applied"; "kept" where extraction no longer finds an accepted or edited fact, "added", or "unclear" with a
    `message`. `confidence` (0 to 1) and `rule` are those of the reading, 0 and "" where there was none.
    """

    file: str
    line: int
    decision: str
    outcome: str
    by: str
    date: str
    why: str
    article: str = ""
    document: str = ""
    fact: str = ""
    relation: str = ""
    confidence: float = 0.0
    rule: str = ""
    message: str = ""

    @property
    def where(self) -> str:
        """file:line of the entry."""
        return f"{self.file}:{self.line}"

    def row(self) -> dict[str, Any]:
        """As a line of reviews.jsonl."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Applied:
    """An article as people left it, and what came of each decision about it."""

    extraction: Extraction
    decisions: tuple[Decision, ...] = ()


class Corrections:
    """Entries in order, ready to be applied; without any nothing changes."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self._joined = Joined(classes(self.entries))
        self._together = Named(
            (thing(member), number)
            for number, entry in enumerate(self.entries)
            for member in entry.same or entry.not_same or ()
        )
        self._by_place: dict[str, list[int]] = {}
        self._anywhere: set[int] = set()
        self._unbound: list[int] = []
        for number, entry in enumerate(self.entries):
            places = _places(entry)
            for place in places:
                self._by_place.setdefault(place, []).append(number)
            if entry.scope == "all":
                self._unbound.append(number)
            if entry.same or entry.not_same or entry.scope == "all" or any(_ARTICLE.fullmatch(p) for p in places):
                self._anywhere.add(number)
        self.everywhere = _digest(self.entries[n] for n in sorted(self._anywhere))
        """A digest of the entries that may touch any document: same, not_same, scope "all", and those that name an article by
        its id; "" where there are none."""

    def __bool__(self) -> bool:
        return bool(self.entries)

    def touching(self, name: str, path: str) -> str:
        """A digest of the entries that name the document of this name and path; "" where none does.

        What `apply` makes of an extraction depends on the extraction, on this and on `everywhere` alone.
        """
        return _digest(self.entries[n] for n in self._naming(keys(name, path)) if n not in self._anywhere)

    def _naming(self, places: Collection[str]) -> list[int]:
        return sorted({n for place in places for n in self._by_place.get(place, ())} if self._by_place else ())

    def apply(self, extraction: Extraction) -> Applied:
        """The article with all decisions that touch it, entities first; the same object where none does."""
        article = extraction.article
        naming = self._naming({*keys(article.document.name, article.document.path), article.id})
        entries = [self.entries[n] for n in sorted({*naming, *self._unbound})]
        changed, decisions = self._entities(extraction, entries)
        on_facts = [entry for entry in entries if entry.kind in FACTS]
        if on_facts:
            changed, more = _facts(changed, on_facts)
            decisions += more
        return Applied(changed, tuple(sorted(decisions, key=lambda d: (d.file, d.line, d.fact))))

    def _entities(self, extraction: Extraction, entries: Sequence[Entry]) -> tuple[Extraction, list[Decision]]:
        decisions = []
        for entry in entries:
            if entry.split is None:
                continue
            try:
                changed = split_in(entry, extraction)
            except Unclear as exc:
                decisions.append(_decision(entry, extraction.article, "unclear", message=str(exc)))
                continue
            if changed is not extraction:
                extraction = changed
                decisions.append(_decision(entry, extraction.article, "applied"))
        for number in sorted({number for entity in extraction.entities for number in self._together.of(entity)}):
            decisions.append(_decision(self.entries[number], extraction.article, "applied"))
        return self._joined.apply(extraction), decisions

    def own(self) -> Iterator[Applied]:
        """Articles of facts that people added from elsewhere: one a source, its text the quotes they gave."""
        sources: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.add and entry.add.source:
                sources.setdefault(added_source(entry.add), []).append(entry)
        for key in sorted(sources):
            article = _article(key, [entry.add for entry in sources[key] if entry.add])
            applied = Corrections([entry for entry in self.entries if entry.same]).apply(Extraction(article, (), (), (), ()))
            made, decisions = _facts(applied.extraction, sources[key])
            yield Applied(self._joined.apply(made), (*applied.decisions, *decisions))

    def unmatched(self, came: Iterable[tuple[str, str]], documents: Iterable[tuple[str, str]]) -> list[Issue]:
        """What a person should look at after a build: entries that matched nothing in any article, and unclear ones.

        Args:
            came: (`Decision.where`, `Decision.message`) of all decisions of the build.
            documents: (name, path) of all its documents.
        """
        known = {key for name, path in documents for key in keys(name, path)} if self.entries else set()
        messages: dict[str, list[str]] = {}
        for where, message in came:
            messages.setdefault(where, []).append(message)
        issues = []
        for entry in self.entries:
            fact = entry.fact
            if entry.where not in messages:
                gone = bool(fact and fact.document and fact.document not in known)
                message = t("corrections.gone" if gone else "corrections.unmatched", kind=entry.kind, name=str(entry),
                            document=fact.document if fact else "")  # fmt: skip
                issues.append(Issue("warning", entry.where, message))
            issues += [Issue("warning", entry.where, m) for m in dict.fromkeys(messages.get(entry.where, ())) if m]
        return issues


def _places(entry: Entry) -> set[str]:
    if entry.documents:
        return {str(document) for document in entry.documents}
    fact = entry.fact
    if fact is None or entry.scope == "all" or (isinstance(fact, AddedFact) and fact.source):
        return set()
    return {fact.document or fact.article}


def _digest(entries: Iterable[Entry]) -> str:
    text = "\n".join(repr(entry) for entry in entries)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] if text else ""


def _facts(extraction: Extraction, entries: Sequence[Entry]) -> tuple[Extraction, list[Decision]]:
    article = extraction.article
    facts = Facts(
        article, {entity.id: entity for entity in extraction.entities},
        [*working(extraction.statements), *working(extraction.metrics)],
    )  # fmt: skip
    decisions: list[Decision] = []
    for entry in entries:
        try:
            found = facts.apply(entry)
        except Unclear as exc:
            decisions.append(_decision(entry, article, "unclear", message=str(exc)))
            continue
        if found is not None:
            outcome, read = found
            decisions += [_decision(entry, article, outcome, fact) for fact in (read or (None,))]
    standing = [working.now for working in facts.facts if working.stands]
    statements = once([fact for fact in standing if isinstance(fact, Statement)])
    metrics = {fact.id: fact for fact in standing if isinstance(fact, Metric)}
    changed = replace(extraction, statements=tuple(statements), metrics=tuple(metrics.values()))
    return _without_idle(changed, facts, _ends(extraction)), decisions


def _ends(extraction: Extraction) -> set[str]:
    return {end for s in extraction.statements for end in (s.subject, s.object)} | {m.subject for m in extraction.metrics}


def _without_idle(extraction: Extraction, facts: Facts, before: set[str]) -> Extraction:
    """Entities that only stood there for facts which are gone, or for a wrong end, go with them."""
    used = _ends(extraction)
    idle = {i for i in (before | facts.replaced) - used if facts.entities[i].type in LOOSE or i in facts.replaced - _regions(facts)}
    kept = {e.id for e in extraction.entities} | used
    return replace(
        extraction,
        entities=tuple(sorted((e for i, e in facts.entities.items() if i in kept - idle), key=lambda e: e.id)),
        mentions=tuple(m for m in extraction.mentions if m.entity not in idle),
    )


def _regions(facts: Facts) -> set[str]:
    return {i for i, entity in facts.entities.items() if entity.type == "REGION"}


def _decision(entry: Entry, article: Article, outcome: str, fact: Fact | None = None, message: str = "") -> Decision:
    name = entry.fact
    kind = "metric" if name and name.metric else "statement"
    return Decision(
        entry.file, entry.line, entry.kind, outcome, entry.by, entry.date, entry.why,
        article=article.id, document=article.document.name, fact=f"{kind}/{fact.id}" if fact else "",
        relation=(name.relation or "metric") if name else "",
        confidence=fact.confidence if fact and fact.rule != RULE else 0.0,
        rule=fact.rule if fact else "", message=message,
    )  # fmt: skip


def _article(key: str, facts: Sequence[AddedFact]) -> Article:
    """The article of a source elsewhere. Its text is what people quote of it, each quote once, a line each."""
    first = facts[0]
    text = "\n".join(dict.fromkeys(" ".join(fact.quote.split()) for fact in facts))
    name = source_name(key)
    document = Document(name, name, "text/plain", "utf-8", sha256(text.encode()).hexdigest(), text)
    title = next((fact.title for fact in facts if fact.title), first.source)
    publisher = next((fact.publisher for fact in facts if fact.publisher), "")
    published = next((str(fact.published) for fact in facts if fact.published), "")
    return Article(
        digest("source", first.source), document, 0, title, "", publisher, published, text, range(len(text)),
        (Block("body", 0, len(text)),), url=first.url,
    )  # fmt: skip
