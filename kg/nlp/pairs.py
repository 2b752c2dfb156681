"""The component that lets the learned pair model speak beside the patterns.

Where it doubts a statement of the patterns, that becomes less sure; and it adds statements for pairs that no pattern
spoke about. kg/data/models/pairs.yml says how both are weighed, and from which probability what relation is added;
docs/pair-model.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Draft, register
from kg.nlp.frames import Frame, within
from kg.nlp.pairs_candidates import MentionPair, directions, find_pairs
from kg.nlp.pairs_features import features, read_text
from kg.nlp.pairs_net import PairNet, columns, load_pair_net
from kg.nlp.relattrs import from_sentence
from kg.nlp.relfacts import SYMMETRIC
from kg.nlp.relfiles import load_relations
from kg.nlp.reliability import bounded
from kg.nlp.status import classify
from kg.resources import MODELS
from kg.rulefile import read_rulefile

RULE = "pairs"
HIGHEST = 0.89
"""What the model says alone, or doubts, is never among the sure statements."""
_EDGE = 1e-4
"""Probabilities are kept this far from 0 and 1, so that their log odds stay small."""
_PAIRED = frozenset({"assists", "partners_with"})
"""One says of a pair of regions what the other leaves open: a pair has but one of them."""
_TITLE = 14
_NO_TITLE = frozenset("，。；！？：、（）的在了与和")


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds that a statement is right: weights for the model's log odds and the pattern's, a constant, and what is
    added for a relation."""

    pair: float
    constant: float
    pattern: float = 0.0
    relations: dict[str, float] = field(default_factory=dict)

    def probability(self, relation: str, pair: float, pattern: float = 0.5) -> float:
        """How likely a statement is right, of which the two are as sure as `pair` and `pattern`."""
        odds = self.constant + self.relations.get(relation, 0.0)
        odds += self.pair * _log_odds(pair) + self.pattern * _log_odds(pattern)
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Policy:
    """`spoken` bounds the confidence of a pattern's statement that the model finds less likely than `doubt`; `alone` is for
    the model's own statements, added where they are at least as likely as `add` says."""

    doubt: float
    spoken: Weights
    alone: Weights
    add: dict[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of a relation between two entities: its probability, from which pair of mentions (and output)."""

    probability: float
    number: int
    output: int


Key = tuple[str, str, str]
"""A relation, its head and its tail."""


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


@cache
def load_policy() -> Policy:
    """How the model and the patterns are weighed.

    Raises:
        RuleError: the file is wrong.
    """
    return read_rulefile(MODELS / "pairs.yml", Policy)


@dataclass(slots=True)
class Judge:
    """The model's readings of one text."""

    doc: Doc
    frame: Frame
    net: PairNet
    pairs: list[MentionPair]
    seen: list[list[str]]
    """The features of each pair."""
    readings: Mapping[Key, Reading]

    def reading(self, relation: str, head: str, tail: str) -> Reading | None:
        """What the model says of a statement, None if it never looked at the two."""
        found = self.readings.get((relation, head, tail))
        return self.readings.get((relation, tail, head)) if found is None and relation in SYMMETRIC else found

    def note(self, key: Key) -> str:
        """Why the model says so: its probability, what else it thought of, and what spoke for it most."""
        reading = self.readings[key]
        others = [
            (other.probability, relation)
            for (relation, *ends), other in self.readings.items()
            if set(ends) == set(key[1:]) and relation != key[0]
        ]
        second = f"; {max(others)[1]} {max(others)[0]:.2f}" if others else ""
        reasons = ", ".join(self.net.strongest(self.seen[reading.number], reading.output))
        return f"{reading.probability:.2f}{second}; {reasons}"


def read_pairs(
    doc: Doc, frames: tuple[Frame, Frame], net: PairNet, concerns: Callable[[MentionPair], bool] | None = None
) -> Judge:
    """Let the network look at every pair of a text, or at those that concern us; of several mentions of two entities the
    most telling pair counts. `frames` are those of `read_frames`."""
    frame = frames[0]
    pairs = [pair for pair in find_pairs(*frames) if concerns is None or concerns(pair)]
    text = read_text(doc, frame)
    seen = [features(text, pair) for pair in pairs]
    readings: dict[Key, Reading] = {}
    known = columns()
    for number, (pair, odds) in enumerate(zip(pairs, net.read(seen).tolist(), strict=True)):
        for relation, head, tail in directions(pair):
            output = known[relation, head is pair.second]
            probability = 1 / (1 + math.exp(-odds[output]))
            ends = (head.entity.id, tail.entity.id)
            key = (relation, min(ends), max(ends)) if relation in SYMMETRIC else (relation, *ends)
            if key not in readings or readings[key].probability < probability:
                readings[key] = Reading(probability, number, output)
    return Judge(doc, frame, net, pairs, seen, readings)


def judged(judge: Judge, drafts: Sequence[Draft], policy: Policy) -> list[Draft]:
    """The statements of the patterns, less sure where the model doubts them, and those that the model adds."""
    found = []
    for draft in drafts:
        if reading := judge.reading(draft.predicate, draft.subject, draft.object):
            sure = draft.confidence
            if reading.probability < policy.doubt:
                sure = min(sure, HIGHEST, policy.spoken.probability(draft.predicate, reading.probability, sure))
            draft = replace(draft, confidence=round(sure, 3), note=f"{reading.probability:.2f}")
        found.append(draft)
    found += added(judge, drafts, policy)
    return sorted(found, key=lambda d: (d.evidence[0], d.predicate, d.subject, d.object))


def added(judge: Judge, drafts: Sequence[Draft], policy: Policy) -> list[Draft]:
    """What the model alone says: at most one of two directions, and nothing that a pattern has spoken about."""
    spoken = {_matter(draft.predicate, draft.subject, draft.object) for draft in drafts}
    likely = [
        (policy.alone.probability(key[0], reading.probability), key)
        for key, reading in judge.readings.items()
        if key[0] in policy.add
    ]
    found = []
    for probability, key in sorted(likely, key=lambda row: (-row[0], row[1])):
        if probability < policy.add[key[0]] or _matter(*key) in spoken or not _allowed(judge, key):
            continue
        spoken.add(_matter(*key))
        found.append(_draft(judge, key, probability))
    return bounded(judge.doc, found)


def _matter(relation: str, head: str, tail: str) -> tuple[str, frozenset[str]]:
    """What one statement settles: a relation between two, whatever its direction."""
    return ("pair" if relation in _PAIRED else relation), frozenset((head, tail))


def _allowed(judge: Judge, key: Key) -> bool:
    """Whether the relation's own file allows the two ends."""
    file = load_relations().files[key[0]]
    head, tail = (judge.frame.entities[end] for end in key[1:])
    if file.never and any(end.name.endswith(file.never) for end in (head, tail)):
        return False
    return not (file.apart and (within(head, tail) or within(tail, head)))


def _draft(judge: Judge, key: Key, probability: float) -> Draft:
    frame, pair = judge.frame, judge.pairs[judge.readings[key].number]
    first, last = min(pair.first.at, pair.second.at), max(pair.first.at, pair.second.at)
    evidence = frame.locate(frame.clause(first)[0], frame.clause(last)[1])
    attrs = from_sentence(frame, load_relations().files[key[0]].attributes, first, last + 1, {})
    if key[0] == "holds_position" and (title := _title(frame, pair)):
        attrs["title"] = title
    confidence = round(min(probability, HIGHEST), 3)
    status = classify(frame.text, *evidence)
    return Draft(key[1], key[0], key[2], status, confidence, f"{RULE}.{key[0]}", (evidence,), attrs, judge.note(key))


def _title(frame: Frame, pair: MentionPair) -> str:
    """The post between an organ and a person (甲公司|总经理|张三), "" where more than a post stands there."""
    words = frame.code[pair.first.at + 1 : pair.second.at]
    if pair.second.entity.type != "PERSON" or not 2 <= len(words) <= _TITLE or _NO_TITLE & set(words):
        return ""
    return "" if frame.slots.keys() & set(range(pair.first.at + 1, pair.second.at)) else words


@Language.factory(
    "kg_pairs",
    requires=["doc.spans", "doc._.entities", "doc._.words", "doc._.statements"],
    assigns=["doc._.statements"],
)
class PairModel:
    """Weighs `doc._.statements` and adds to them; uses up the frames that `kg_relations` read."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()
        load_policy()

    def __call__(self, doc: Doc) -> Doc:
        policy = load_policy()
        spoken = {frozenset((draft.subject, draft.object)) for draft in doc._.statements}

        def concerns(pair: MentionPair) -> bool:
            """A pattern spoke of the two, or the model might: most pairs of a text are neither, and cost time."""
            ends = frozenset((pair.first.entity.id, pair.second.entity.id))
            return ends in spoken or any(relation in policy.add for relation, _, _ in directions(pair))

        judge = read_pairs(doc, doc.user_data.pop("frames"), load_pair_net(), concerns)
        doc._.statements = judged(judge, doc._.statements, policy)
        return doc
