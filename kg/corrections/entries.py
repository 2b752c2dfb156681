"""What stands in corrections.yml, as typed entries; the dataclasses are its schema (`kg.rulefile`).

Every entry has who (`by`), when (`date`) and, best, `why`; and one of accept, reject, edit, add, same, not_same, split.
A fact is named by what a person can read: document, subject, relation, object and quote. `id` may stand beside them.
docs/corrections.md explains the file to those who write it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as day
from functools import cache
from typing import Literal

from kg.i18n import LANGUAGES, MESSAGES, t
from kg.identity import normalize_name
from kg.model import ENTITY_TYPES, STATUSES, EntityType, Status
from kg.ontology import load_ontology

Scope = Literal["document", "all"]
Attrs = dict[str, str | int | None]
"""Attributes of a statement as the text words them; an edit takes away what is null."""
KINDS = ("accept", "reject", "edit", "add", "same", "not_same", "split")
FACTS = KINDS[:4]
ATTRIBUTES = tuple(key.removeprefix("attr.") for key in MESSAGES if key.startswith("attr."))
"""Attributes of a statement that a person may set."""
_ID = re.compile(rf"(?:{'|'.join(ENTITY_TYPES).lower()})/[0-9a-z-]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as a person names it: a name, a path (贵州省/黔南布依族苗族自治州) or a code, its type and id where they matter."""

    name: str | int = ""
    type: EntityType | None = None
    id: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", str(self.name).strip())
        if not self.id and _ID.fullmatch(self.text):
            object.__setattr__(self, "id", self.name)
            object.__setattr__(self, "name", "")
        if not (self.name or self.id):
            raise ValueError(t("corrections.thing"))

    @property
    def text(self) -> str:
        """The name, "" where only an id is given."""
        return str(self.name)

    def __str__(self) -> str:
        return self.text or self.id


Named = str | int | Thing


def thing(named: Named) -> Thing:
    """A thing that is named by a bare word, or by its keys."""
    return named if isinstance(named, Thing) else Thing(named)


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact as a person names it: subject, relation and object, or subject, metric and value; where and in which words.

    `status` and `attrs` are what the fact has where extraction does not find it any more. `quote` is compared without
    blanks and line breaks. `document` is a file's name, the end of its path, or its name in the graph.
    """

    subject: Named
    quote: str = ""
    relation: str = ""
    object: Named = ""
    metric: str = ""
    value: str | int | float = ""
    time: str | int = ""
    document: str = ""
    article: str = ""
    id: str = ""
    status: str = ""
    attrs: Attrs | None = None
    line: int = 0

    def __post_init__(self) -> None:
        if bool(self.relation and self.object) == bool(self.metric) or ((self.relation or self.object) and self.metric):
            raise ValueError(t("corrections.fact"))
        if self.relation:
            object.__setattr__(self, "relation", relation_named(self.relation))
        object.__setattr__(self, "status", status_named(self.status) if self.status else "")
        object.__setattr__(self, "attrs", _attributes(self.attrs))
        object.__setattr__(self, "subject", thing(self.subject))
        if self.object:
            object.__setattr__(self, "object", thing(self.object))
        object.__setattr__(self, "id", self.id.rpartition("/")[2])

    @property
    def ends(self) -> tuple[Thing, ...]:
        """Subject and, of a statement, object."""
        return (thing(self.subject), thing(self.object)) if self.relation else (thing(self.subject),)

    def __str__(self) -> str:
        middle = [self.relation, str(self.object)] if self.relation else [self.metric, str(self.value)]
        return " ".join([str(self.subject), *middle]).strip()


@dataclass(frozen=True, slots=True)
class AddedFact(FactName):
    """A fact that a person adds. Its source: a document of the build and a quote of it; or a `url` or `reference` and a quote."""

    url: str = ""
    reference: str = ""
    title: str = ""
    publisher: str = ""
    published: str | int = ""

    @property
    def source(self) -> str:
        """Where it is written, if not in a document of the build."""
        return self.url or self.reference


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit puts right; what is not named stays. An attribute that is null is taken away."""

    subject: Named = ""
    relation: str = ""
    object: Named = ""
    status: str = ""
    attrs: Attrs | None = None
    metric: str = ""
    value: str | int | float = ""
    unit: str = ""
    qualifier: str = ""
    time: str | int = ""

    def __post_init__(self) -> None:
        if self.relation:
            object.__setattr__(self, "relation", relation_named(self.relation))
        object.__setattr__(self, "status", status_named(self.status) if self.status else "")
        object.__setattr__(self, "attrs", _attributes(self.attrs))
        for end in ("subject", "object"):
            if named := getattr(self, end):
                object.__setattr__(self, end, thing(named))


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision of one person."""

    by: str
    date: str
    why: str = ""
    accept: FactName | None = None
    reject: FactName | None = None
    edit: FactName | None = None
    to: Change | None = None
    was: dict[str, str | int | float] | None = None
    add: AddedFact | None = None
    scope: Scope = "document"
    same: tuple[Named, ...] | None = None
    not_same: tuple[Named, ...] | None = None
    split: Named | None = None
    documents: tuple[str | int, ...] | None = None
    becomes: Named | None = None
    file: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        kinds = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(t("corrections.kind", kinds=", ".join(KINDS)))
        try:
            whole = day.fromisoformat(self.date).isoformat() == self.date
        except ValueError:
            whole = False
        if not whole:
            raise ValueError(t("corrections.date", date=self.date))
        for wanted, kind in (("to", "edit"), ("was", "edit"), ("documents", "split"), ("becomes", "split")):
            if (getattr(self, wanted) is not None and kinds[0] != kind) or (
                getattr(self, wanted) is None and kinds[0] == kind and wanted != "was"
            ):
                raise ValueError(t("corrections.belongs", wanted=wanted, kind=kind))
        if self.scope == "all" and kinds[0] != "reject":
            raise ValueError(t("corrections.scope"))
        if fact := self.fact:
            self._check(fact)
        for kind in ("same", "not_same"):
            if (members := getattr(self, kind)) is not None:
                if len(members) < 2:
                    raise ValueError(t("corrections.two"))
                object.__setattr__(self, kind, tuple(thing(member) for member in members))
        if self.same and not (kept := thing(self.same[0])).text and not kept.id.startswith("region/"):
            raise ValueError(t("corrections.kept"))
        if self.split is not None and self.becomes is not None:
            other = thing(self.becomes)
            if not other.id and normalize_name(other.text) == normalize_name(thing(self.split).text):
                raise ValueError(t("corrections.same_name"))
        for key in ("split", "becomes"):
            if (named := getattr(self, key)) is not None:
                object.__setattr__(self, key, thing(named))

    def _check(self, fact: FactName) -> None:
        place = fact.document or fact.article
        if isinstance(fact, AddedFact) and fact.source:
            if place or not fact.quote:
                raise ValueError(t("corrections.source"))
        elif self.scope != "all" and not (place and fact.quote):
            raise ValueError(t("corrections.place"))

    @property
    def kind(self) -> str:
        """accept, reject, edit, add, same, not_same or split."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def fact(self) -> FactName | None:
        """The fact that it is about, None for a decision on entities."""
        return self.accept or self.reject or self.edit or self.add

    @property
    def where(self) -> str:
        """file:line."""
        return f"{self.file}:{self.line}"

    def __str__(self) -> str:
        if self.fact:
            return str(self.fact)
        return " = ".join(str(member) for member in self.same or self.not_same or (self.split, self.becomes))


def relation_named(name: str) -> str:
    """The relation of a guideline's name (assists) or of its label in either language (帮扶).

    Raises:
        ValueError: there is none.
    """
    found = _relations().get(name)
    if found is None:
        raise ValueError(t("corrections.relation", name=name, known=", ".join(load_ontology().relations)))
    return found


def status_named(name: str) -> Status:
    """The status of a name (planned) or of its label in either language (计划).

    Raises:
        ValueError: there is none.
    """
    for status in STATUSES:
        if name in (status, *MESSAGES[f"status.{status}"]):
            return status
    raise ValueError(t("corrections.status", name=name, known=", ".join(STATUSES)))


@cache
def _relations() -> dict[str, str]:
    relations = load_ontology().relations
    labels = {relation.labels[lang]: name for name, relation in relations.items() for lang in LANGUAGES}
    return labels | {name: name for name in relations}


def _attributes(attrs: Attrs | None) -> dict[str, str | None]:
    for name in attrs or ():
        if name not in ATTRIBUTES:
            raise ValueError(t("corrections.attr", name=name, known=", ".join(ATTRIBUTES)))
    return {name: None if value is None else str(value) for name, value in (attrs or {}).items()}
