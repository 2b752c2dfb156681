"""The learned tagger: a small network over the states of the LAC network and the clues of the rules (`tagger_features`).

Trained by scripts/train_tagger.py; what it was trained on and how well it does stands in docs/model-card.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import onnxruntime

from kg.nlp.lac import STATES, States, batches
from kg.nlp.tagger_features import WIDTH
from kg.nlp.tagger_spans import TAGS, Probabilities
from kg.resources import MODELS

NETWORK = MODELS / "tagger.onnx"


class TaggerNet:
    """In: states [batch, chars, STATES], clues [batch, chars, WIDTH], length [batch]; out: [batch, chars, len(TAGS)]."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # scaling is by processes, as for LAC
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(NETWORK), options, providers=["CPUExecutionProvider"]
        )

    def read(
        self, texts: Sequence[str], states: Sequence[States], clues: Sequence[npt.NDArray[np.float16]]
    ) -> list[Probabilities]:
        """Probabilities of the tags for each character of each text; newlines are outside."""
        rows = [np.zeros((len(text), len(TAGS)), dtype=np.float32) for text in texts]
        for row in rows:
            row[:, 0] = 1
        for batch in batches(texts):
            lengths = np.array([b - a for _, a, b in batch], dtype=np.int64)
            shape = (len(batch), int(lengths.max()))
            state = np.zeros((*shape, STATES), dtype=np.float16)
            clue = np.zeros((*shape, WIDTH), dtype=np.float16)
            for line, (number, a, b) in enumerate(batch):
                state[line, : b - a] = states[number][a:b]
                clue[line, : b - a] = clues[number][a:b]
            out = self._session.run(None, {"states": state, "clues": clue, "length": lengths})[0]
            for line, (number, a, b) in enumerate(batch):
                rows[number][a:b] = out[line, : b - a]
        return rows


@cache
def load_tagger() -> TaggerNet:
    """The one tagger of this process."""
    return TaggerNet()
