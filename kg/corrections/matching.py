"""Which facts of an article a person means: by id, else by relation, names and a quote that overlaps theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kg.corrections.entries import FactName, Thing
from kg.corrections.places import occurrences
from kg.corrections.things import NAMED, closeness
from kg.identity import normalize_name
from kg.model import Document, Entity, Metric, Statement
from kg.ontology import load_ontology

Fact = Statement | Metric


def meant(
    name: FactName, facts: Sequence[Fact], entities: Mapping[str, Entity], document: Document, everywhere: bool = False
) -> list[int]:
    """The places in `facts` of those that a person names; of several, those that fit best.

    `everywhere`: the quote does not matter, but the names must be whole (a rejection of scope "all").
    """
    same = [i for i, fact in enumerate(facts) if fact.id == name.id and isinstance(fact, Metric) == bool(name.metric)]
    if same:
        return same
    places = [] if everywhere else occurrences(document.text, name.quote)
    found: dict[int, int] = {}
    for number, fact in enumerate(facts):
        fits_ = fit(name, fact, entities)
        if fits_ is None or (everywhere and fits_ > NAMED):
            continue
        if everywhere or any(e.start < end and start < e.end for e in fact.evidence for start, end in places):
            found[number] = fits_
    return [number for number, fit in found.items() if fit == min(found.values())]


def number_of(value: str) -> Decimal | None:
    """The number that a value begins with, "55.88亿元" → 55.88; None where it begins with none."""
    digits = value.strip().replace(",", "").replace("，", "")
    end = next((i for i, c in enumerate(digits) if not (c.isascii() and (c.isdigit() or c in ".-"))), len(digits))
    try:
        return Decimal(digits[:end])
    except InvalidOperation:
        return None


def unit_of(value: str) -> str:
    """What stands behind the number: "55.88亿元" → 亿元."""
    return value.strip().lstrip("-0123456789.,， ").strip()


def fit(name: FactName, fact: Fact, entities: Mapping[str, Entity]) -> int | None:
    """How well a fact is what a person names, wherever it is quoted (`fits`); None when it is not."""
    if isinstance(fact, Metric):
        return _metric_fit(name, fact, entities)
    if fact.predicate != name.relation:
        return None
    ends = [(fact.subject, fact.object)]
    if load_ontology().relations[fact.predicate].symmetric:
        ends.append((fact.object, fact.subject))
    return _best(fits(zip(pair, name.ends, strict=True), entities) for pair in ends)


def _metric_fit(name: FactName, fact: Metric, entities: Mapping[str, Entity]) -> int | None:
    if not name.metric or number_of(str(name.value)) != fact.value:
        return None
    one, other = normalize_name(name.metric), normalize_name(fact.name)
    if not (one in other or other in one):
        return None
    return fits([(fact.subject, name.ends[0])], entities)


def fits(pairs: Iterable[tuple[str, Thing]], entities: Mapping[str, Entity]) -> int | None:
    """How well names fit the ends of a fact: the worse of the two (`kg.corrections.things`); None when one does not."""
    found = [closeness(entities[end], thing) for end, thing in pairs]
    known = [fit for fit in found if fit is not None]
    return max(known) if len(known) == len(found) else None


def _best(fits: Iterable[int | None]) -> int | None:
    return min((fit for fit in fits if fit is not None), default=None)
