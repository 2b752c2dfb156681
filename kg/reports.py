"""Reports: articles that print one text, however cut, retitled or signed anew, are one source and not several.

An article's signature is the set of its clauses and numbers, as hashes. MinHash and LSH (rensa) find pairs of articles
that may be near-duplicates; each pair is then judged by its signatures alone: nearly all numbers of the shorter one stand
in the longer one, and so does most of its wording, clause by clause. Notices made from one form share wording but not
numbers and names; two articles on one subject share neither. docs/sources.md has the evidence for the bounds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.model import Article
from kg.quads import Names, Node

SAME_CLAUSES = 0.5
"""Share of the shorter text, in characters, whose clauses stand word for word in the longer one."""
SAME_NUMBERS = 0.8
"""Share of the different numbers of the shorter text that the longer one has."""
SAME_PLAIN = 0.75
"""The share of clauses wanted where too few numbers could tell two texts apart."""
_FEW_NUMBERS = 3
_SHORTEST = 40
"""Characters: a text shorter than this says too little; it is a reprint only of the very same text."""

_RECORD, _CLAUSE = 8, 6
"""Bytes of a record of a signature; characters of a clause below which it is common to too many texts."""
_PERMUTATIONS, _BANDS, _SEED, _BATCH = 256, 128, 20, 1000
"""128 bands of 2: of two texts that share a sixth of their clauses 97 % are compared, of a hundredth 1 %."""

_LEFT_OUT = re.compile(r"[\s“”‘’\"'「」『』《》〈〉【】()\[\]、·•]+")
_BORDER = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;:!?。…—~|]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")


def body(article: Article) -> str:
    """What of an article tells reprints: its paragraphs, without title, by-line and captions, a paragraph a line."""
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind == "body")


def signature(text: str) -> bytes:
    """The clauses and numbers of a text as sorted records of 8 bytes: 7 of hash, 1 of length (characters, 0 for a number)."""
    lines = (_LEFT_OUT.sub("", unicodedata.normalize("NFKC", line)).casefold() for line in text.split("\n"))
    clauses = {clause for line in lines for clause in _BORDER.split(line) if clause}
    numbers = {number for clause in clauses for number in _NUMBER.findall(clause)}
    records = {_record(clause, min(len(clause), 255)) for clause in clauses if len(clause) >= _CLAUSE}
    return b"".join(sorted(records | {_record(number, 0) for number in numbers}))


def cluster(signatures: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The report of each article, by article id: the least id among the articles that print the same text.

    Which article is met first makes no difference. Reprints of a reprint belong together, too.
    """
    from rensa import RMinHash, RMinHashLSH  # a native library that only a build needs

    texts = {key: _Text.read(data) for key, data in sorted(signatures)}
    told = [key for key, text in texts.items() if text.clauses]
    hashes = RMinHash.from_token_sets([list(texts[key].clauses) for key in told], _PERMUTATIONS, _SEED)
    index = RMinHashLSH(threshold=0.0, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    index.insert_many(hashes, 0)
    reports = _Groups(texts)
    for start in range(0, len(told), _BATCH):
        for number, alike in enumerate(index.query_all(hashes[start : start + _BATCH]), start):
            key = told[number]
            for other in (told[n] for n in alike if n < number):
                if not reports.together(key, other) and same(texts[key], texts[other]):
                    reports.join(key, other)
    return {key: reports.first(key) for key in texts}


def report_quads(reports: Mapping[str, str], base: str) -> Iterator[Quad]:
    """The report of each article and how many articles print it, in BASE graph/reports."""
    names = Names(base)
    graph = names.node("graph/reports")
    sizes: dict[str, int] = {}
    for article, report in reports.items():
        sizes[report] = sizes.get(report, 0) + 1
        node = Node(names, names.node(f"article/{article}"), graph)
        node.add("report", names.node(f"report/{report}"))
        yield from node.quads
    for report, size in sizes.items():
        node = Node(names, names.node(f"report/{report}"), graph)
        node.a("Report")
        node.integer("articles", size)
        yield from node.quads


@dataclass(frozen=True, slots=True)
class _Text:
    """A signature read: records of clauses and of numbers, characters in all clauses."""

    data: bytes
    clauses: frozenset[bytes]
    numbers: frozenset[bytes]
    length: int

    @classmethod
    def read(cls, data: bytes) -> _Text:
        records = [data[i : i + _RECORD] for i in range(0, len(data), _RECORD)]
        clauses = frozenset(record for record in records if record[-1])
        return cls(data, clauses, frozenset(r for r in records if not r[-1]), _characters(clauses))


def same(one: _Text, other: _Text) -> bool:
    """Whether one text is a reprint of the other, whole or in part."""
    short, long = (one, other) if (one.length, one.data) <= (other.length, other.data) else (other, one)
    if short.length < _SHORTEST:
        return short.data == long.data
    # Numbers first: they are few, and most pairs differ in them.
    found = len(short.numbers & long.numbers)
    few = len(short.numbers) < _FEW_NUMBERS
    if found < len(short.numbers) * (1 if few else SAME_NUMBERS):
        return False
    shared = _characters(short.clauses & long.clauses)
    return shared >= short.length * (SAME_PLAIN if few else SAME_CLAUSES)


def _characters(clauses: Iterable[bytes]) -> int:
    return sum(record[-1] for record in clauses)


class _Groups:
    """Union-find over keys; the first of a group is its least key."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}

    def first(self, key: str) -> str:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def together(self, one: str, other: str) -> bool:
        return self.first(one) == self.first(other)

    def join(self, one: str, other: str) -> None:
        least, most = sorted((self.first(one), self.first(other)))
        self._above[most] = least


def _record(text: str, length: int) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=_RECORD - 1).digest() + bytes([length])
