"""What the pair model sees of two mentions: named features, each true or not.

Every feature is a short string, so that `kg explain` can name it and a person can read a weight. Features speak of kinds,
words and places in the sentence, never of names: what a text calls a thing does not count, only what kind it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from kg.nlp.annotations import Word
from kg.nlp.frames import KIND, MENTIONS, VALUES, Frame, kind_of, within
from kg.nlp.pairs_candidates import End, MentionPair
from kg.nlp.patterns import load_words
from kg.nlp.regionroles import helps

_CLAUSE = re.compile("[，。；！？：,;!?\n]")
_KEPT = frozenset({"v", "vn", "p", "n", "c", "d", "f", "a", "ad", "an", "vd", "r", "m", "q", "u", "xc", "t"})
"""Tags of LAC whose words are features; names, numbers in digits and punctuation are none."""
_EDGE = 2
"""Words looked at on the outer sides of a pair."""
_FAR = 14
"""Words between two ends beyond which only classes count."""
_LEAD = 150
"""Characters at the start of a text in which things stand that it is about."""
_REACH = 40
"""Characters of the code outside a pair in which classes count."""
_LEVELS = ("省", "自治区", "市", "自治州", "州", "自治县", "县", "区", "旗", "镇", "乡", "街道", "村", "社区")


@dataclass(slots=True)
class Text:
    """What the features of all pairs of one text share."""

    frame: Frame
    words: Sequence[Word]
    sources: dict[tuple[int, int], str]
    mentions: Counter[str]
    first: dict[str, int]
    title_end: int = field(init=False)
    word_starts: list[int] = field(init=False)
    clauses: list[int] = field(init=False)
    """Where punctuation stands in the code."""
    said_of: dict[End, list[str]] = field(init=False, default_factory=dict)
    """Features of single ends, as they are asked for."""
    places: dict[str, list[int]] = field(init=False)
    """Where the slots of each entity type stand in the code."""
    classes: dict[int, list[tuple[int, str]]] = field(init=False)
    """Words of our classes by where they start in the code: (end, class)."""
    class_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.title_end = (self.frame.text + "\n").index("\n")
        self.word_starts = [word.start for word in self.words]
        self.clauses = [match.start() for match in _CLAUSE.finditer(self.frame.code)]
        self.places = {}
        for at, slot in sorted(self.frame.slots.items()):
            self.places.setdefault(slot.kind.split(".")[0], []).append(at)
        self.classes = {}
        code, class_of, lengths = self.frame.code, _class_of(), _lengths()
        for at, char in enumerate(code):
            for length in lengths.get(char, ()):
                if names := class_of.get(code[at : at + length]):
                    self.classes[at] = [(at + length, name) for name in names]
                    break
        self.class_starts = sorted(self.classes)


@cache
def _class_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in load_words().items():
        if not name.startswith("part-"):
            for word in words:
                found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the words of our classes are, longest first, by their first character."""
    found: dict[str, set[int]] = {}
    for word in _class_of():
        found.setdefault(word[0], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


def read_text(doc: Doc, frame: Frame) -> Text:
    """The shared part of the features of a Doc with mentions and words."""
    sources, mentions, first = {}, Counter[str](), dict[str, int]()
    for span in doc.spans["mentions"]:
        sources[span.start_char, span.end_char] = span._.source
        mentions[span.kb_id_] += 1
        first.setdefault(span.kb_id_, span.start_char)
    return Text(frame, doc._.words, sources, mentions, first)


def features(text: Text, pair: MentionPair) -> list[str]:
    """The features of a pair, without repetition."""
    return list(dict.fromkeys(_features(text, pair)))


def _features(text: Text, pair: MentionPair) -> Iterator[str]:
    frame, (a, b) = text.frame, (pair.first, pair.second)
    code = frame.code
    kinds = f"{kind_of(a.entity)}>{kind_of(b.entity)}"
    yield f"kinds={kinds}"
    yield f"roles={a.role}>{b.role}|{kinds}"
    yield f"gap={min(pair.gap, 3)}"
    yield f"gap={min(pair.gap, 3)}|{kinds}"
    between = code[a.at + 1 : b.at] if b.at > a.at else ""
    borders = bisect_left(text.clauses, b.at) - bisect_right(text.clauses, a.at) if between else 0
    yield f"clauses={min(borders, 4)}"
    yield f"clauses={min(borders, 4)}|{kinds}"
    stops = [KIND[char] for char in between if char in KIND]
    names = [kind for kind in stops if kind not in VALUES]
    yield f"names between={min(len(names), 4)}"
    yield f"names between={min(len(names), 4)}|{kinds}"
    for kind in set(stops):
        yield f"between:{kind}"
        yield f"between:{kind}|{kinds}"
    distance = len(between)
    size = next((n for n in (0, 1, 2, 4, 7, 12, 20, 35, 60) if distance <= n), 99)
    yield f"distance<={size}"
    yield f"distance<={size}|{kinds}"
    if a.at == b.at:
        slot = frame.slots[a.at]
        yield f"one list|{kinds}"
        order = [member.entity.id for member in slot.members]
        if a.entity.id in order and b.entity.id in order:
            i, j = sorted((order.index(a.entity.id), order.index(b.entity.id)))
            for joiner in slot.joiners[i:j]:
                yield f"joined {joiner}|{kinds}"
            yield f"list of {min(len(order), 4)}|{kinds}"
    else:
        yield from _rivals(text, a, b, kinds)
        yield from _parallel(frame, a, b, kinds)
    if distance <= 6 and a.at != b.at:
        yield f"wording={''.join('#' if c in MENTIONS else c if c not in KIND else '9' for c in between)}|{kinds}"
    yield from _sides(text, a, b, kinds)
    yield from _words_between(text, a, b, kinds)
    yield from _classes(text, a, b, kinds)
    yield from _end(text, a, "a", kinds)
    yield from _end(text, b, "b", kinds)
    yield from _places(frame, a, b, kinds)


def _rivals(text: Text, a: End, b: End, kinds: str) -> Iterator[str]:
    """Whether another mention of the one's type stands nearer to the other, on which side."""
    for name, own, other in (("a", a, b), ("b", b, a)):
        places = text.places.get(own.entity.type, [])
        distance = abs(a.at - b.at)
        sentence = text.frame.sentence(other.at)
        for side, near in (
            ("left", places[max(bisect_left(places, other.at) - 1, 0) : bisect_left(places, other.at)]),
            ("right", places[bisect_right(places, other.at) : bisect_right(places, other.at) + 1]),
        ):
            for at in near:
                if at != own.at and abs(at - other.at) < distance:
                    inside = sentence[0] <= at < sentence[1]
                    yield f"nearer {name} {side} {inside}"
                    yield f"nearer {name} {side} {inside}|{kinds}"


def _parallel(frame: Frame, a: End, b: End, kinds: str) -> Iterator[str]:
    """Whether the two hold the same place in two lists of one length."""
    one, other = ([member.entity.id for member in frame.slots[end.at].members] for end in (a, b))
    if len(one) == len(other) > 1 and a.entity.id in one and b.entity.id in other:
        yield f"parallel {one.index(a.entity.id) == other.index(b.entity.id)}|{kinds}"


def _sides(text: Text, a: End, b: End, kinds: str) -> Iterator[str]:
    """Characters of the code right at the ends and the words outside the pair."""
    code = text.frame.code

    def shown(start: int, end: int) -> str:
        return "".join("#" if c in MENTIONS else "9" if c in KIND else c for c in code[max(start, 0) : end])

    for name, start, end in (
        ("a-", a.at - 2, a.at), ("a+", a.at + 1, a.at + 3), ("b-", b.at - 2, b.at), ("b+", b.at + 1, b.at + 3),
    ):  # fmt: skip
        two = shown(start, end)
        yield f"{name}{two}"
        one = two[-1:] if name[1] == "-" else two[:1]
        yield f"{name}{one}"
        yield f"{name}{one}|{kinds}"
        yield f"{name}{two}|{kinds}"


def _tokens(text: Text, start: int, end: int) -> list[Word]:
    """LAC words whose start lies in [start, end) of the text."""
    return list(text.words[bisect_left(text.word_starts, start) : bisect_left(text.word_starts, end)])


def _words_between(text: Text, a: End, b: End, kinds: str) -> Iterator[str]:
    frame = text.frame
    if a.at == b.at:
        return
    slots = sorted(slot_at for slot_at, _ in frame.slots_in(a.at + 1, b.at))
    taken = [(frame.slots[at].start, frame.slots[at].end) for at in slots]
    ends = [end for _, end in taken]
    found = []
    for word in _tokens(text, frame.slots[a.at].end, frame.slots[b.at].start):
        at = bisect_right(ends, word.start)
        if word.tag in _KEPT and not (at < len(taken) and taken[at][0] <= word.start):
            found.append(frame.text[word.start : word.end])
    if len(found) <= _FAR:
        for token in found:
            yield f"has {token}"
            yield f"has {token}|{kinds}"
    if found:
        yield f"first {found[0]}|{kinds}"
        yield f"last {found[-1]}|{kinds}"
    after = [w for w in _tokens(text, frame.slots[b.at].end, frame.slots[b.at].end + 12) if w.tag in _KEPT]
    for word in after[:_EDGE]:
        yield f"then {frame.text[word.start : word.end]}"
        yield f"then {frame.text[word.start : word.end]}|{kinds}"
    before = [w for w in _tokens(text, frame.slots[a.at].start - 12, frame.slots[a.at].start) if w.tag in _KEPT]
    for word in before[-_EDGE:]:
        yield f"before {frame.text[word.start : word.end]}"
        yield f"before {frame.text[word.start : word.end]}|{kinds}"


def _classes(text: Text, a: End, b: End, kinds: str) -> Iterator[str]:
    """Our word classes before, between and behind the ends, in the clauses they stand in."""
    code = text.frame.code
    borders = text.clauses
    before, behind = bisect_left(borders, a.at), bisect_left(borders, b.at)
    left = max(borders[before - 1] + 1 if before else 0, a.at - _REACH)
    right = min(borders[behind] if behind < len(borders) else len(code), b.at + _REACH)
    near = max(borders[behind - 1] + 1 if behind else 0, a.at + 1)
    for name, start, end in (("<", left, a.at), ("~", a.at + 1, b.at), ("^", near, b.at), (">", b.at + 1, right)):
        for at in text.class_starts[bisect_left(text.class_starts, start) : bisect_left(text.class_starts, end)]:
            for stop_at, class_ in text.classes[at]:
                if stop_at <= end:
                    yield f"{name}{class_}"
                    yield f"{name}{class_}|{kinds}"


def _end(text: Text, end: End, side: str, kinds: str) -> Iterator[str]:
    said = text.said_of.get(end)
    if said is None:
        said = text.said_of[end] = list(_said_of(text, end))
    yield f"{side} source {text.sources.get((end.start, end.end), '')}"
    for feature in said:
        yield f"{side} {feature}|{kinds}"


def _said_of(text: Text, end: End) -> Iterator[str]:
    """What is to be said of one end, whatever the other one is."""
    entity = end.entity
    if entity.type == "REGION":
        yield f"level {next((level for level in _LEVELS if entity.name.endswith(level)), '')}"
    elif entity.type != "PERSON":
        yield f"ends {entity.name[-2:]}"
        yield f"ends {entity.name[-1:]}"
    yield f"mentions {min(text.mentions[entity.id], 4)}"
    first = text.first.get(entity.id, end.start)
    yield "title" if first < text.title_end else "lead" if first < _LEAD else "body"
    start, stop = text.frame.clause(end.at)
    yield f"opens {end.at == start}"
    yield f"closes {end.at + 1 == stop}"
    yield f"list {min(len(text.frame.slots[end.at].members), 3)}"


def _places(frame: Frame, a: End, b: End, kinds: str) -> Iterator[str]:
    """What names and the table say of where the two lie."""
    one, other = a.entity, b.entity
    for name, inner, outer in (("b", one, other), ("a", other, one)):
        if outer.type != "REGION":
            continue
        if inner.type == "REGION":
            if within(inner, outer):
                yield f"inside {name}|{kinds}"
            if helps(inner, outer):
                yield f"helps {name}|{kinds}"
            if inner.path.partition("/")[0] == outer.path.partition("/")[0]:
                yield f"same province|{kinds}"
        else:
            own = [*frame.places_of.get(inner.id, ()), *filter(None, [frame.regions_of.get(inner.id)])]
            if not own:
                yield f"no own place for {name}|{kinds}"
            elif any(region.id == outer.id for region in own):
                yield f"own place {name}|{kinds}"
            elif any(within(region, outer) for region in own):
                yield f"own place inside {name}|{kinds}"
            elif any(within(outer, region) for region in own):
                yield f"own place around {name}|{kinds}"
            else:
                yield f"own place elsewhere than {name}|{kinds}"
