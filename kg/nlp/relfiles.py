"""The relation files kg/data/relations/*.yml as typed rules, checked against the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.errors import RuleError
from kg.nlp.frames import CODE
from kg.nlp.patterns import Compiled, compile_pattern, load_words
from kg.ontology import load_ontology
from kg.resources import RELATIONS
from kg.rulefile import read_rulefiles

Screen = tuple[bool, frozenset[str], frozenset[frozenset[str]]]
"""Which view a wording reads, and the word classes and sets of kinds of which the text must hold something."""

End = Literal["slot", "topic", "earlier", "near"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to word a relation.

    `match` holds wordings in the language of `patterns`. `head` or `tail` may be "topic": what the discourse is
    about stands for it (a dropped subject), of the types in `topic`; or "earlier": the last mention of those types
    that a noun of the word class `noun` was said of (甲市代表团 … 代表团), any mention if there is no such class; or
    "near": the last of those types that the sentence names before, else the only one of the sentence before it.
    The tail may be "helped": the one region of the text that can be whom the head helps.
    With `regions`, an organisation in an end slot stands for the region it is named after. `series` is the end
    that takes in neighbours of its other types in an enumeration (甲公司、乙产业园和丙县). With `mutual` the relation
    holds in both directions. A `loose` wording says nothing of a head whose name says that it lies elsewhere.
    With `roles` the head's province must be one that helps the tail's (in a symmetric relation one the other's); with
    `parts` the tail may lie inside the head although the relation keeps its ends `apart`.
    The name of the tail must end in a word of the class `tail_in`, if given.
    A `sure` wording names or describes (主任张三); what the sentence plans or denies does not concern it.
    With `change` the wording tells when the relation began ("since"), when it ended ("until") or both ("span"): by {date},
    else by the date said of the match. Where it only tells that it is "over", no date before it is the end. What ended without
    a date is no fact; a "span" must have both ends.
    `unless` is a wording that must not occur in the match; `attrs` are attributes the wording itself implies.
    """

    id: str
    match: tuple[str, ...]
    confidence: float
    head: End = "slot"
    tail: End | Literal["helped"] = "slot"
    topic: str = ""
    noun: str = ""
    tail_in: str = ""
    mutual: bool = False
    loose: bool = False
    regions: bool = False
    roles: bool = False
    parts: bool = False
    sure: bool = False
    series: Literal["", "head", "tail", "both"] = ""
    change: Literal["", "since", "until", "over", "span"] = ""
    unless: str = ""
    attrs: dict[str, str] | None = None
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is of these types lies in the region that its name says; with `endings`, only if its name ends in one.

    With `owner` the relation goes the other way, from the region whose the thing is by its name to the thing.
    """

    id: str
    types: str
    confidence: float
    endings: tuple[str, ...] = ()
    owner: bool = False
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Derive:
    """A relation that follows from others: `from_` between two ends, or (with `join`) of two heads to one tail.

    `types` are the types both ends must have. With `regions` the regions of the two organs are related instead.
    `words` is a word class of which the quote must hold a word, `unless` a wording it must not hold; with `sentence` the
    word may stand anywhere in the quote's sentence, and the quote grows to it. With `roles` the end whose province helps
    the other's becomes the head; where neither does, nothing follows.
    """

    id: str
    source: str
    types: str
    confidence: float
    join: bool = False
    regions: bool = False
    roles: bool = False
    words: str = ""
    unless: str = ""
    sentence: bool = False
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A wording that tells which of two partners helps: {head} gives, {tail} is given; one of them is enough.

    Signs make no facts; see `reldirection`.
    """

    id: str
    match: tuple[str, ...]
    confidence: float
    unless: str = ""
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with marked mentions, {a:REGION:惠州市}, and the pairs of ids to be read, "a b", "a b planned" or
    "a b since=2016 until=2020".

    `rule` is the pattern it is an example of.
    """

    text: str
    rule: str
    expect: tuple[str, ...]
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A sentence with marked mentions in which the relation must not be read, and why."""

    text: str
    why: str
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class RelationFile:
    """All of one relation.

    `lists`: what two lists without 分别 mean; `apart`: no end may lie inside the other; `inside`: the patterns read
    names that hold several regions as text (see `frames.read_frame`); `places`: the object is where the subject lies,
    so that its own name has a say (`relcompose.misplaced`); `never`: what a name of no end of the relation ends in.
    """

    predicate: str
    examples: tuple[Example, ...]
    patterns: tuple[Pattern, ...] = ()
    openings: tuple[Opening, ...] = ()
    derives: tuple[Derive, ...] = ()
    signs: tuple[Sign, ...] = ()
    counterexamples: tuple[Counterexample, ...] = ()
    lists: Literal["pairs", "product"] = "product"
    apart: bool = False
    inside: bool = False
    places: bool = False
    never: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled wording with the pattern and relation it belongs to.

    Wordings of one `screen` ask the same of a text before they need to run: view, types and word classes.
    """

    relation: RelationFile
    pattern: Pattern
    compiled: Compiled
    heads: frozenset[str]
    tails: frozenset[str]
    screen: int


@dataclass(frozen=True, slots=True)
class SignRule:
    """A compiled wording of a sign."""

    sign: Sign
    compiled: Compiled


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything the engine runs: files by predicate, and all wordings."""

    files: Mapping[str, RelationFile]
    rules: tuple[Rule, ...]
    signs: tuple[SignRule, ...] = ()


def kinds(types: str) -> frozenset[str]:
    """The slot kinds that "REGION|ORG" stands for."""
    wanted = types.split("|")
    return frozenset(kind for kind in CODE if kind in wanted or kind.split(".")[0] in wanted)


@cache
def load_relations() -> Relations:
    """Read and check every relation file.

    Raises:
        RuleError: a file is malformed; a predicate, type or word class is unknown; a type lies outside the
            relation's domain or range; a pattern has no example, or an example names no pattern.
    """
    return build_relations(read_rulefiles(RELATIONS, RelationFile))


def build_relations(files: Mapping[str, RelationFile]) -> Relations:
    """Check files, compile their patterns. Raises as `load_relations`."""
    rules: list[Rule] = []
    signs: list[SignRule] = []
    screens: dict[Screen, int] = {}
    for stem, relation in files.items():
        if relation.predicate != stem:
            raise RuleError(f"{relation.file}:{relation.line}: the predicate is not the file's name")
        rules += _compiled(relation, screens)
        signs += _signs(relation)
        _check_derives(relation)
        _check_examples(relation)
    return Relations({relation.predicate: relation for relation in files.values()}, tuple(rules), tuple(signs))


def _compiled(relation: RelationFile, screens: dict[Screen, int]) -> list[Rule]:
    domain, range_ = _ends(relation)
    rules = []
    for pattern in relation.patterns:
        place = f"{pattern.file}:{pattern.line}: {pattern.id}"
        extra = "|ORG.gov" if pattern.regions else ""
        ends = {"head": domain + extra, "tail": range_ + extra, "pair": domain + extra, "sides": domain + extra}
        for word in filter(None, (pattern.noun, pattern.tail_in)):
            if word not in load_words():
                raise RuleError(f"{place}: unknown word class <{word}>")
        for match in pattern.match:
            try:
                compiled = compile_pattern(match, ends, load_words())
            except ValueError as exc:
                raise RuleError(f"{place}: {exc}") from exc
            wanted = {"head", "tail"} - {
                end for end, how in (("head", pattern.head), ("tail", pattern.tail)) if how != "slot"
            }
            if "parties" in compiled.slots:
                wanted -= {"head"} | ({"tail"} - compiled.slots.keys())
            if not {"pair", "sides"} & compiled.slots.keys() and not wanted <= set(compiled.slots):
                raise RuleError(f"{place}: {match!r} lacks {' and '.join(sorted(wanted - set(compiled.slots)))}")
            for end, allowed in (("head", domain), ("tail", range_)):
                outside = compiled.types(end) - kinds(allowed + extra)
                if outside and not (pattern.regions and "REGION" in kinds(allowed)):
                    raise RuleError(f"{place}: {sorted(outside)} lie outside the {end} types {allowed}")
            heads = kinds(pattern.topic or domain) if pattern.head != "slot" else kinds(domain)
            tails = kinds(pattern.topic or range_) if pattern.tail != "slot" else kinds(range_)
            screen = screens.setdefault((relation.inside, compiled.classes, frozenset(compiled.needs)), len(screens))
            rules.append(Rule(relation, pattern, compiled, heads, tails, screen))
    return rules


def _signs(relation: RelationFile) -> Iterator[SignRule]:
    ends = {"head": "REGION|ORG.gov", "tail": "REGION|ORG.gov"}
    for sign in relation.signs:
        for match in sign.match:
            try:
                compiled = compile_pattern(match, ends, load_words())
            except ValueError as exc:
                raise RuleError(f"{sign.file}:{sign.line}: {sign.id}: {exc}") from exc
            if not compiled.slots.keys() & ends.keys():
                raise RuleError(f"{sign.file}:{sign.line}: {sign.id}: {match!r} lacks head or tail")
            yield SignRule(sign, compiled)


def _check_derives(relation: RelationFile) -> None:
    for rule in relation.derives:
        if rule.words and rule.words not in load_words():
            raise RuleError(f"{rule.file}:{rule.line}: {rule.id}: unknown word class <{rule.words}>")


def _check_examples(relation: RelationFile) -> None:
    rules: list[Pattern | Opening | Derive | Sign] = [
        *relation.patterns, *relation.openings, *relation.derives, *relation.signs,
    ]  # fmt: skip
    known = {rule.id for rule in rules}
    shown = {example.rule for example in relation.examples}
    for example in relation.examples:
        if example.rule not in known:
            raise RuleError(f"{example.file}:{example.line}: the example names no rule: {example.rule!r}")
    for rule in rules:
        if rule.id not in shown:
            raise RuleError(f"{rule.file}:{rule.line}: {rule.id} has no example")


def _ends(relation: RelationFile) -> tuple[str, str]:
    """The types of head and tail that the ontology allows, as "REGION|ORG"."""
    known = load_ontology().relations.get(relation.predicate)
    if known is None:
        raise RuleError(f"{relation.file}:{relation.line}: the ontology has no relation {relation.predicate!r}")
    return "|".join(sorted(known.domain)), "|".join(sorted(known.range))
