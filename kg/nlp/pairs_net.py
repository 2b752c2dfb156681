"""The network of the pair model: features of a pair of mentions → how likely each relation is, in each direction.

A sum of one learned row a feature, then two dense layers; some 20,000 features are known, all others count for nothing.
Trained by scripts/train_pairs.py; what it was trained on and how well it does stands in docs/pair-model.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.errors import InputError
from kg.ontology import load_ontology
from kg.resources import MODELS

NETWORK = MODELS / "pairs.npz"
_BATCH = 512
"""Pairs that are summed up at once: some 10 MB."""

Floats = npt.NDArray[np.float32]


@cache
def columns() -> dict[tuple[str, bool], int]:
    """The output of each relation; True where the second mention of the text is its head. Symmetric ones have one."""
    outputs = [
        (name, swapped)
        for name, relation in sorted(load_ontology().relations.items())
        for swapped in ((False,) if relation.symmetric else (False, True))
    ]
    return {output: number for number, output in enumerate(outputs)}


def code(feature: str) -> int:
    """The number by which the network knows a feature."""
    return crc32(feature.encode())


class PairNet:
    """In: the features of each pair; out: log odds [pairs, len(columns())].

    Raises:
        InputError: the file is none of ours, or was trained for other relations.
    """

    def __init__(self, path: Path = NETWORK) -> None:
        try:
            with np.load(path, allow_pickle=False) as file:
                self._codes: npt.NDArray[np.uint32] = file["codes"]
                self._rows: Floats = file["rows"].astype(np.float32)
                self._layers: tuple[Floats, ...] = tuple(file[name] for name in ("b0", "w1", "b1", "w2", "b2"))
        except (OSError, KeyError, ValueError) as exc:
            raise InputError(f"{path.name}: no network of the pair model: {exc}") from exc
        if self._layers[-1].shape != (len(columns()),):
            raise InputError(f"{path.name}: trained for other relations than the ontology has")

    def read(self, pairs: Sequence[Sequence[str]]) -> Floats:
        """Log odds of every output for each pair; each has at least one feature."""
        parts = [self._scored(self._summed(pairs[at : at + _BATCH])) for at in range(0, len(pairs), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(columns())), dtype=np.float32)

    def strongest(self, features: Sequence[str], output: int, count: int = 3) -> list[str]:
        """The features without which the output would lose most, strongest first."""
        whole = self._summed([features])
        without = self._scored(whole - self._looked_up(features))[:, output]
        order = np.argsort(without, kind="stable")[:count]
        return [features[number] for number in order if without[number] < self._scored(whole)[0, output]]

    def _looked_up(self, features: Sequence[str]) -> Floats:
        codes = np.fromiter(map(code, features), dtype=np.uint32, count=len(features))
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        found: Floats = np.where((self._codes[at] == codes)[:, None], self._rows[at], np.float32(0))
        return found

    def _summed(self, pairs: Sequence[Sequence[str]]) -> Floats:
        starts = np.cumsum([0, *(len(pair) for pair in pairs[:-1])])
        summed: Floats = np.add.reduceat(self._looked_up([f for pair in pairs for f in pair]), starts, axis=0)
        return summed

    def _scored(self, summed: Floats) -> Floats:
        b0, w1, b1, w2, b2 = self._layers
        scores: Floats = np.maximum(np.maximum(summed + b0, 0) @ w1 + b1, 0) @ w2 + b2
        return scores


@cache
def load_pair_net() -> PairNet:
    """The one pair model of this process."""
    return PairNet()
