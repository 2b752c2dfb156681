"""Two graphs compared fact by fact: what one says and the other does not, and what both say differently.

A fact is the same one if it has the same id, or else if the same document says it of the same things; so an article that was edited
does not count as lost with all its facts. Where a document has another name, the quote tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import StoreError
from kg.i18n import t
from kg.loading import base_of, reason_of
from kg.lookups import Facts, MetricRow, StatementRow
from kg.publish import part
from kg.store import GRAPH, ReadStore, open_store

Fact = StatementRow | MetricRow
_KINDS = ("statement/", "metric/")
_VALUES = ("status", "value", "unit", "qualifier", "time", "review")
MUCH = 0.05
"""How far confidences may lie apart and still count as the same."""


@dataclass(frozen=True)
class Change:
    """One fact as both graphs have it, and what is different: name, before, after ("" for what is not said)."""

    old: Fact
    new: Fact
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """What the second graph says that the first does not, the other way about, and what it says differently."""

    gained: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


class Side:
    """One of two graphs: a folder that `kg build` wrote, or a file of N-Quads."""

    def __init__(self, place: Path) -> None:
        """Open it.

        Raises:
            StoreError: there is no graph, or it is damaged.
        """
        self.file = part(place, GRAPH) if place.is_dir() else place
        self.store = open_store(place) if place.is_dir() else _loaded(place)
        self.facts = Facts(self.store)

    def digests(self) -> dict[str, int]:
        """For each fact a number that stands for all that is said of it, by id; read from the file, without any look-up."""
        starts = [f"<{self.store.base}{kind}".encode() for kind in _KINDS]
        skip = len(self.store.base.encode()) + 1
        found: defaultdict[str, int] = defaultdict(int)
        try:
            with self.file.open("rb") as stream:
                for line in stream:
                    if line.startswith(tuple(starts)):
                        fact = line[skip : line.index(b">")].partition(b"#")[0]
                        # A sum: the order of lines makes no difference.
                        found[fact.decode()] += int.from_bytes(blake2b(line, digest_size=8).digest())
        except OSError as exc:
            raise StoreError(f"{self.file}: {exc.strerror or exc}") from exc
        return found

    def fact(self, identifier: str) -> Fact:
        """The fact of an id."""
        node = self.store.iri(identifier)
        return self.facts.statement(node) if identifier.startswith(_KINDS[0]) else self.facts.metric(node)


def compare(old: Side, new: Side, much: float = MUCH) -> Difference:
    """The difference of two graphs; facts in the order of documents and of the text.

    Args:
        old: The graph before.
        new: The graph after.
        much: Confidences that lie no further apart are the same.
    """
    before, after = old.digests(), new.digests()
    same = before.keys() & after.keys()
    pairs = [(old.fact(key), new.fact(key)) for key in same if before[key] != after[key]]
    lost = [old.fact(key) for key in before.keys() - same]
    gained = [new.fact(key) for key in after.keys() - same]
    for key in (_said, _quoted):
        lost, gained, matched = _matched(lost, gained, key)
        pairs += matched
    changes = [Change(one, other, what) for one, other in pairs if (what := tuple(_differences(one, other, much)))]
    return Difference(
        gained=tuple(sorted(gained, key=_place)),
        lost=tuple(sorted(lost, key=_place)),
        changed=tuple(sorted(changes, key=lambda change: _place(change.new))),
    )


def _loaded(file: Path) -> ReadStore:
    """A file of N-Quads in memory."""
    store = Store()
    try:
        store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    except OSError as exc:
        raise StoreError(f"{file}: {exc.strerror or exc}") from exc
    except SyntaxError as exc:
        raise StoreError(t("error.graph.syntax", place=file, reason=reason_of(exc))) from exc
    return ReadStore(store, base_of(store, file), file.parent)


def _matched(
    lost: list[Fact], gained: list[Fact], key: Callable[[Fact], Hashable]
) -> tuple[list[Fact], list[Fact], list[tuple[Fact, Fact]]]:
    """Take from both lists what has the same key, in the order of the text; what is left, and the pairs."""
    waiting: defaultdict[Hashable, list[Fact]] = defaultdict(list)
    for fact in sorted(lost, key=_place, reverse=True):
        waiting[key(fact)].append(fact)
    pairs, left = [], []
    for fact in sorted(gained, key=_place):
        if waiting[key(fact)]:
            pairs.append((waiting[key(fact)].pop(), fact))
        else:
            left.append(fact)
    return [fact for facts in waiting.values() for fact in facts], left, pairs


def _what(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, StatementRow):
        return fact.predicate, fact.subject.id, fact.object.id
    return "", fact.subject.id, fact.name, fact.unit, fact.time


def _said(fact: Fact) -> Hashable:
    return fact.article.document, _what(fact)


def _quoted(fact: Fact) -> Hashable:
    return tuple(quote.quote for quote in fact.evidence[:1]), _what(fact)


def _place(fact: Fact) -> tuple[str, int, str]:
    return fact.article.document, fact.evidence[0].start if fact.evidence else 0, fact.id


def _differences(old: Fact, new: Fact, much: float) -> Iterator[tuple[str, str, str]]:
    before, after = _values(old), _values(new)
    for name in dict.fromkeys((*before, *after)):
        if before.get(name, "") != after.get(name, ""):
            yield name, before.get(name, ""), after.get(name, "")
    if abs(old.confidence - new.confidence) > much + 1e-9:  # 0.90 and 0.85 lie 0.05 apart, and a little more in binary
        yield "confidence", f"{old.confidence:.2f}", f"{new.confidence:.2f}"


def _values(fact: Fact) -> Mapping[str, str]:
    values = {name: str(getattr(fact, name)) for name in _VALUES if hasattr(fact, name)}
    attrs = {f"attr.{name}": value for name, value in fact.attrs} if isinstance(fact, StatementRow) else {}
    return {**values, **attrs}


__all__ = ["MUCH", "Change", "Difference", "Fact", "Side", "compare"]
