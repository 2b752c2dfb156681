"""Decisions on facts, applied to one article in the order in which people made them: the last word on a fact counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from kg.corrections.entries import AddedFact, Attrs, Change, Entry, FactName, Thing, thing
from kg.corrections.matching import Fact, fit, fits, meant, number_of, unit_of
from kg.corrections.places import quoted
from kg.corrections.things import Unclear, resolve
from kg.i18n import t
from kg.model import ENTITY_TYPES, Article, Entity, EntityType, Evidence, Metric, Review, Statement, digest
from kg.ontology import load_ontology

CERTAIN = 0.99
"""The confidence of what a person confirmed, edited or added: no word makes a fact certain."""
RULE = "person"
"""What stands for the rule of a fact that extraction does not find."""


_KEPT: dict[str, Review] = {"accept": "confirmed", "edit": "edited", "add": "added"}
Types = frozenset[EntityType]


@dataclass(slots=True)
class Working:
    """A fact on its way: as extraction read it, as it is now, and whether it is in the graph."""

    read: Fact | None
    now: Fact
    stands: bool = True


@dataclass(slots=True)
class Facts:
    """The facts of one article while decisions are applied to them; entities that they bring are added to `entities`."""

    article: Article
    entities: dict[str, Entity]
    facts: list[Working]
    replaced: set[str] = field(default_factory=set)
    """Ends that an edit took from a fact: wrong names, for all we know."""

    def apply(self, entry: Entry) -> tuple[str, list[Fact]] | None:
        """Apply one decision: what came of it ("applied", "kept", "added") and the facts as extraction read them.

        None when it is not about this article.

        Raises:
            Unclear: it is, but an end of the fact is nothing known, or not what the relation takes.
        """
        name = entry.fact
        assert name is not None
        found = self._find(name, entry.scope == "all")
        if not found and entry.to is not None:
            # What an edit put right may be read as it should be by now.
            name = edited(name, entry.to)
            found = self._find(name, False)
        if not found and entry.kind != "reject":
            evidence = quoted(self.article, name.quote)
            if evidence is None:
                return None
            self.facts.append(Working(None, _said(self._made(name, evidence), _KEPT[entry.kind], entry)))
            return ("added" if entry.kind == "add" else "kept"), []
        for number in found:
            self._decide(entry, name, self.facts[number])
        return ("applied", [w.read or w.now for w in (self.facts[n] for n in found)]) if found else None

    def _find(self, name: FactName, everywhere: bool) -> list[int]:
        """By what facts are now; else by what they were."""
        document = self.article.document
        now: list[Fact] = [working.now for working in self.facts]
        if found := meant(name, now, self.entities, document, everywhere):
            return found
        return meant(name, [working.read or working.now for working in self.facts], self.entities, document, everywhere)

    def _decide(self, entry: Entry, name: FactName, working: Working) -> None:
        if entry.kind == "reject":
            working.stands = False
            return
        fact = working.now
        if working.read and fit(name, fact, self.entities) is None and fit(name, working.read, self.entities) is not None:
            fact = working.read  # it is named by what it was: the edit that came before is overruled
        if entry.to is not None and name is entry.fact:
            fact = _said(self._changed(self._as_named(name, fact), entry.to), "edited", entry)
        else:
            fact = _said(fact, "edited" if fact.review == "edited" else "confirmed", entry)
        working.now, working.stands = fact, True

    def _as_named(self, name: FactName, fact: Fact) -> Fact:
        """A symmetric fact with its ends in the order in which the entry names them, which `to` goes by."""
        if isinstance(fact, Metric) or not load_ontology().relations[fact.predicate].symmetric:
            return fact
        turned = fits([(fact.object, name.ends[0]), (fact.subject, name.ends[-1])], self.entities)
        straight = fits([(fact.subject, name.ends[0]), (fact.object, name.ends[-1])], self.entities)
        if turned is None or (straight is not None and straight <= turned):
            return fact
        return replace(fact, subject=fact.object, object=fact.subject)

    def _made(self, name: FactName, evidence: Evidence) -> Fact:
        """A fact that extraction does not find, with the quote of the decision."""
        status = cast(Any, name.status or "done")
        if name.metric:
            subject = self._end(name.ends[0], frozenset(ENTITY_TYPES), None)
            value = number_of(str(name.value))
            if value is None:
                raise Unclear(t("corrections.number", value=str(name.value)))
            unit, time = unit_of(str(name.value)), str(name.time)
            return Metric(
                _metric_id(self.article, subject.id, name.metric, value, unit, time), self.article.id, subject.id,
                name.metric, value, unit, "", time, status, CERTAIN, RULE, (evidence,),
            )  # fmt: skip
        relation = load_ontology().relations[name.relation]
        subject, object = (
            self._end(end, types, next(iter(types)) if len(types) == 1 else None)
            for end, types in zip(name.ends, _ends_of(relation.name), strict=True)
        )
        attrs = {key: value for key, value in (name.attrs or {}).items() if value is not None}
        return _identified(
            Statement("", self.article.id, subject.id, name.relation, object.id, status, CERTAIN, RULE, (evidence,), cast(Any, attrs))
        )

    def _changed(self, fact: Fact, to: Change) -> Fact:
        """The fact as an edit has it, under its old id, so that decisions go on naming it."""
        status = cast(Any, to.status or fact.status)
        if isinstance(fact, Metric):
            subject = self._new_end(fact.subject, to.subject, frozenset(ENTITY_TYPES))
            value = number_of(str(to.value)) if to.value != "" else fact.value
            if value is None:
                raise Unclear(t("corrections.number", value=str(to.value)))
            unit = to.unit or (unit_of(str(to.value)) if to.value != "" else "") or fact.unit
            return replace(
                fact, subject=subject, name=to.metric or fact.name, value=value, unit=unit,
                qualifier=to.qualifier or fact.qualifier, time=str(to.time) or fact.time, status=status,
            )  # fmt: skip
        predicate = to.relation or fact.predicate
        domain, range_ = _ends_of(predicate)
        subject = self._new_end(fact.subject, to.subject, domain)
        object = self._new_end(fact.object, to.object, range_)
        self.replaced |= {fact.subject, fact.object} - {subject, object}
        attrs = dict(fact.attrs)
        for name, wording in (to.attrs or {}).items():
            attrs.pop(f"{name}_iso", None)  # it belongs to the old wording
            attrs.pop(name, None)
            if wording is not None:
                attrs[name] = str(wording)
        return replace(fact, subject=subject, predicate=predicate, object=object, status=status, attrs=dict(sorted(attrs.items())))

    def _new_end(self, old: str, named: Any, types: frozenset[EntityType]) -> str:
        if not named:
            if self.entities[old].type not in types:
                raise Unclear(t("corrections.end", name=self.entities[old].name, types=", ".join(sorted(types))))
            return old
        likely = self.entities[old].type
        return self._end(thing(named), types, likely if likely in types else None).id

    def _end(self, named: Thing, types: frozenset[EntityType], likely: EntityType | None) -> Entity:
        entity = resolve(named, self.entities.values(), types, likely)
        return self.entities.setdefault(entity.id, entity)


def working(facts: tuple[Fact, ...]) -> Iterator[Working]:
    """Facts as extraction read them."""
    yield from (Working(fact, fact) for fact in facts)


def edited(name: FactName, to: Change) -> FactName:
    """What an edited fact is called."""
    if name.metric:
        value = f"{number_of(str(to.value))}{to.unit or unit_of(str(to.value)) or unit_of(str(name.value))}" if to.value != "" else name.value
        return replace(name, id="", subject=to.subject or name.subject, metric=to.metric or name.metric, value=value,
                       time=to.time or name.time, status=to.status or name.status)  # fmt: skip
    attrs: Attrs = {k: v for k, v in {**(name.attrs or {}), **(to.attrs or {})}.items() if v is not None}
    return replace(name, id="", subject=to.subject or name.subject, relation=to.relation or name.relation,
                   object=to.object or name.object, status=to.status or name.status, attrs=attrs)  # fmt: skip


def added_source(fact: AddedFact) -> str:
    """What names the source of a fact from elsewhere; all facts of one source are one article."""
    return digest("source", fact.source)


def _ends_of(predicate: str) -> tuple[Types, Types]:
    relation = load_ontology().relations[predicate]
    return cast(Types, relation.domain), cast(Types, relation.range)


def _identified(statement: Statement) -> Statement:
    """With the id that extraction would give it."""
    ends = (statement.subject, statement.object)
    if load_ontology().relations[statement.predicate].symmetric:
        ends = (min(ends), max(ends))
    identifier = digest("statement", statement.article, statement.predicate, *ends)
    return replace(statement, id=identifier, subject=ends[0], object=ends[1])


def _metric_id(article: Article, subject: str, name: str, value: Decimal, unit: str, time: str) -> str:
    return digest("metric", article.id, subject, name, str(value), unit, time)


def _said(fact: Fact, review: Review, entry: Entry) -> Fact:
    confidence = max(fact.confidence, CERTAIN)
    return replace(fact, review=review, reviewed_by=entry.by, reviewed_on=entry.date, confidence=confidence)
