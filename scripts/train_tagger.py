#!/usr/bin/env python3
"""Train the tagger of kg/nlp/tagger.py, or measure by cross-validation what it adds to the rules.

usage: train_tagger.py SET[:WEIGHT] ... --out DIR             trains on all sets, writes DIR/tagger.onnx
       train_tagger.py SET[:WEIGHT] ... --cross-validate      [--test SET] [--folds 5]

A SET is a file of marked pieces (scripts/marked_pieces.py), or a folder with texts/NAME.txt and gold/NAME.json in the
annotation scheme (kg/labels.py; `spans` where known). WEIGHT says how much its characters count (real texts more than
made-up ones). Of each text with spans two variants with other names join the training (scripts/swap_names.py). Needs the `train` extra. One thread, fixed seeds:
two runs on one machine give the same file. Rules whose candidates are clues change the tagger: train it again after them.

Folds: the texts of a set whose names open with at least --folds different letters (one an author) are parted by that
letter, those of others in turn. Each fold's documents are read with a network that never saw them; --test folders with
one trained on everything.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from spacy.tokens import Doc
from tagger_texts import Labelled, Piece, Text, pieces, read_set, with_variants
from torch import nn
from torch.nn import functional

from kg.evaluate import Score, evaluate
from kg.labels import label_document
from kg.model import ENTITY_TYPES
from kg.nlp import PIPELINE
from kg.nlp.annotations import register
from kg.nlp.extraction import to_extraction
from kg.nlp.lac import MAX_CHUNK, STATES, batches
from kg.nlp.mentions import select
from kg.nlp.tagger import revise_doc
from kg.nlp.tagger_features import CANDIDATES, WIDTH
from kg.nlp.tagger_spans import TAGS
from kg.nlp.tokenizer import blank

HIDDEN = 48
EPOCHS = 12
VARIANTS = 2
RATE = 4e-3
BATCH = 3000
"""Characters of a training batch, padding included."""
STATE_DROPOUT = 0.3
CANDIDATE_DROPOUT = 0.15
"""How often a type's rule candidates are hidden from a sentence: rules know the texts they were written on too well."""


class Net(nn.Module):
    """States and clues → one BiGRU → probabilities of TAGS."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(STATES + WIDTH, 2 * HIDDEN)
        self.gru = nn.GRU(2 * HIDDEN, HIDDEN, batch_first=True, bidirectional=True)
        self.leave = nn.Linear(4 * HIDDEN, len(TAGS))
        self.drop = nn.Dropout(STATE_DROPOUT)

    def forward(self, states: torch.Tensor, clues: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        entered = functional.relu(self.enter(torch.cat([self.drop(states), clues], -1)))
        packed = nn.utils.rnn.pack_padded_sequence(
            self.drop(entered), lengths, batch_first=True, enforce_sorted=False
        )
        read, _ = nn.utils.rnn.pad_packed_sequence(
            self.gru(packed)[0], batch_first=True, total_length=states.shape[1]
        )
        return self.leave(self.drop(torch.cat([entered, read], -1)))


def shuffled(parts: Sequence[Piece], chance: random.Random) -> list[list[int]]:
    """Batches of sentences of like length, in random order."""
    order = sorted(range(len(parts)), key=lambda i: len(parts[i][2]) + chance.random() * 8)
    found: list[list[int]] = [[]]
    for i in order:
        if found[-1] and len(parts[i][2]) * (len(found[-1]) + 1) > BATCH:
            found.append([])
        found[-1].append(i)
    chance.shuffle(found)
    return found


def padded(parts: Sequence[Piece]) -> tuple[torch.Tensor, ...]:
    """Tensors of a batch: states, clues, targets (-100 where there is none), lengths, weights."""
    lengths = [len(part[2]) for part in parts]
    states = np.zeros((len(parts), max(lengths), STATES), dtype=np.float32)
    clues = np.zeros((len(parts), max(lengths), WIDTH), dtype=np.float32)
    rows = np.full((len(parts), max(lengths)), -100)
    for line, (state, clue, row, _) in enumerate(parts):
        states[line, : len(row)], clues[line, : len(row)], rows[line, : len(row)] = state, clue, row
    arrays = (torch.from_numpy(array) for array in (states, clues, rows))
    return *arrays, torch.tensor(lengths), torch.tensor([part[3] for part in parts])


def train(documents: Sequence[Labelled], seed: int, head: Any) -> Net:
    """A network trained on all sentences of the documents and of their variants, which `head` reads."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    parts = pieces(with_variants(documents, VARIANTS, chance, head))
    net = Net()
    epochs = [shuffled(parts, chance) for _ in range(EPOCHS)]
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-2)
    steps = sum(len(epoch) for epoch in epochs)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    net.train()
    for epoch in epochs:
        for batch in epoch:
            states, clues, rows, lengths, weights = padded([parts[i] for i in batch])
            shown = (torch.rand(len(batch), 1, len(ENTITY_TYPES)) > CANDIDATE_DROPOUT).float()
            clues[..., :CANDIDATES] *= shown.repeat_interleave(3, -1)
            loss = functional.cross_entropy(
                net(states, clues, lengths).transpose(1, 2), rows, ignore_index=-100, reduction="none"
            )
            counted = (rows >= 0) * weights[:, None]
            optimiser.zero_grad()
            ((loss * weights[:, None]).sum() / counted.sum()).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return net.eval()


@torch.no_grad()
def probabilities(net: Net, text: Text) -> np.ndarray:
    """[characters, len(TAGS)] as `TaggerNet.read` gives them."""
    rows = np.eye(1, len(TAGS), dtype=np.float32).repeat(len(text.doc.text), axis=0)
    for batch in batches([text.doc.text]):
        parts = [(text.states[a:b], text.clues[a:b], np.zeros(b - a), 1.0) for _, a, b in batch]
        states, clues, _, lengths, _ = padded(parts)
        for (_, a, b), line in zip(batch, net(states, clues, lengths).softmax(-1).numpy(), strict=True):
            rows[a:b] = line[: b - a]
    return rows


def export(net: Net, path: Path) -> None:
    """The network as ONNX, built node by node so that no exporter's version shows in it. Gates go from r,z,n to z,r,n."""
    helper, value, from_array = onnx.helper, onnx.helper.make_tensor_value_info, onnx.numpy_helper.from_array
    weights = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}

    def gates(kind: str) -> np.ndarray:
        r, z, n = np.split(np.stack([weights[f"gru.{kind}_l0"], weights[f"gru.{kind}_l0_reverse"]]), 3, axis=1)
        return np.concatenate([z, r, n], axis=1)

    constants = {
        "enter_w": weights["enter.weight"].T, "enter_b": weights["enter.bias"],
        "gru_w": gates("weight_ih"), "gru_r": gates("weight_hh"),
        "gru_b": np.concatenate([gates("bias_ih"), gates("bias_hh")], axis=1),
        "leave_w": weights["leave.weight"].T, "leave_b": weights["leave.bias"],
        "shape": np.array([0, 0, 2 * HIDDEN], dtype=np.int64),
    }  # fmt: skip
    make = helper.make_node
    nodes = [
        make("Concat", ["states", "clues"], ["both"], axis=-1),
        make("Cast", ["both"], ["both32"], to=onnx.TensorProto.FLOAT),
        make("Cast", ["length"], ["length32"], to=onnx.TensorProto.INT32),
        make("MatMul", ["both32", "enter_w"], ["entering"]),
        make("Add", ["entering", "enter_b"], ["entering_b"]),
        make("Relu", ["entering_b"], ["entered"]),
        make("Transpose", ["entered"], ["by_char"], perm=[1, 0, 2]),
        make("GRU", ["by_char", "gru_w", "gru_r", "gru_b", "length32"], ["both_ways"],
             direction="bidirectional", hidden_size=HIDDEN, linear_before_reset=1),
        make("Transpose", ["both_ways"], ["by_line"], perm=[2, 0, 1, 3]),
        make("Reshape", ["by_line", "shape"], ["read"]),
        make("Concat", ["entered", "read"], ["known"], axis=-1),
        make("MatMul", ["known", "leave_w"], ["leaving"]),
        make("Add", ["leaving", "leave_b"], ["scores"]),
        make("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]  # fmt: skip
    half, shape = onnx.TensorProto.FLOAT16, ["batch", "chars"]
    graph = helper.make_graph(
        nodes, "kg_tagger",
        [value("states", half, [*shape, STATES]), value("clues", half, [*shape, WIDTH]),
         value("length", onnx.TensorProto.INT64, ["batch"])],
        [value("probabilities", onnx.TensorProto.FLOAT, [*shape, len(TAGS)])],
        [from_array(np.ascontiguousarray(array), name) for name, array in constants.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def verify(net: Net, path: Path, text: Text) -> None:
    """Stop if the written network does not say what the trained one says (gates in the wrong order would not show)."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    states, clues = text.states[None, :MAX_CHUNK], text.clues[None, :MAX_CHUNK]
    length = np.array([states.shape[1]])
    (written,) = session.run(None, {"states": states, "clues": clues, "length": length})
    with torch.no_grad():
        trained = net(torch.from_numpy(states).float(), torch.from_numpy(clues).float(), torch.from_numpy(length))
    if not np.allclose(written, trained.softmax(-1).numpy(), atol=1e-4):
        sys.exit(f"{path}: differs from the network that was trained")


def folds(sets: Sequence[Sequence[Labelled]], count: int) -> list[set[str]]:
    """The names of the documents that each fold leaves out."""
    parts: list[set[str]] = [set() for _ in range(count)]
    for set_ in sets:
        letters = sorted({document.name[0] for document in set_})
        for number, document in enumerate(set_):
            turn = letters.index(document.name[0]) if len(letters) >= count else number
            parts[turn % count].add(document.name)
    return parts


def predict(document: Labelled, net: Net | None, tail: Any) -> tuple[dict[str, Any], list[set[tuple[int, int, str]]]]:
    """A document's labels by the whole pipeline and the chosen spans of its articles, with the tagger or (None) without."""
    extractions, chosen = [], []
    for text in document.texts:
        doc = Doc(text.doc.vocab, words=[t.text for t in text.doc], spaces=[bool(t.whitespace_) for t in text.doc])
        doc.user_data.update(text.doc.user_data)
        if net is not None:
            revise_doc(doc, probabilities(net, text))
        chosen.append({(c.start, c.end, c.type) for c in select(doc._.candidates)})
        for _, component in tail.pipeline:
            doc = component(doc)
        extractions.append(to_extraction(doc, text.doc._.article))
    return label_document(document.document, extractions), chosen


def report(title: str, documents: Sequence[Labelled], nets: dict[str, Any], tail: Any) -> None:
    """Rules alone beside rules with the tagger: entities and relations of the whole pipeline, and single mentions."""
    gold = {document.name: document.gold for document in documents}
    rows: dict[str, list[Score]] = defaultdict(list)
    for used in (None, nets):
        labels: dict[str, Any] = {}
        spans: dict[str, Score] = defaultdict(Score)
        for document in documents:
            labels[document.name], chosen = predict(document, used and used[document.name], tail)
            for text, found in zip(document.texts, chosen, strict=True):
                for type_ in ENTITY_TYPES[1:]:
                    spans[type_].add(*({span for span in side if span[2] == type_} for side in (text.gold, found)))
        scores = evaluate(gold, labels).scores
        for row, score in scores.items():
            rows[row].append(score)
        for type_ in ENTITY_TYPES[1:]:
            rows[f"mention/{type_}"].append(spans[type_])
    print(f"{title}: {len(documents)} documents    rules alone P R F1 | with the tagger P R F1 | gold")
    for row, pair in sorted(rows.items()):
        if len(pair) == 2:
            cells = " | ".join(f"{s.precision:.3f} {s.recall:.3f} {s.f1:.3f}" for s in pair)
            print(f"  {row:24} {cells} | {pair[1].gold}")


def pipelines() -> tuple[Any, Any]:
    """The components before the tagger and those after it."""
    register()
    head, tail = blank(), blank()
    names = [name for name in PIPELINE if name != "kg_tagger"]
    border = names.index("kg_mentions")
    for number, name in enumerate(names):
        (head if number < border else tail).add_pipe(name)
    head.get_pipe("kg_lac").keep_states = True
    return head, tail


def cross_validate(
    sets: list[list[Labelled]], tests: list[list[Labelled]], count: int, seed: int, head: Any, tail: Any
) -> None:
    """Train once a fold, and once on all for the test sets; print the figures of each set."""
    nets: dict[str, Net] = {}
    documents = [document for set_ in sets for document in set_]
    for left_out in folds(sets, count):
        net = train([d for d in documents if d.name not in left_out], seed, head)
        nets |= dict.fromkeys(left_out, net)
    for set_ in sets:
        report("left out", set_, nets, tail)
    whole = train(documents, seed, head) if tests else None
    for set_ in tests:
        report("test", set_, dict.fromkeys((d.name for d in set_), whole), tail)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--test", action="append", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    """Read the sets, then train or measure."""
    options = arguments()
    torch.set_num_threads(1)
    head, tail = pipelines()
    sets = [read_set(argument, head) for argument in options.sets]
    if options.cross_validate:
        tests = [read_set(argument, head) for argument in options.test]
        cross_validate(sets, tests, options.folds, options.seed, head, tail)
    if options.out:
        path = options.out / "tagger.onnx"
        net = train([document for set_ in sets for document in set_], options.seed, head)
        export(net, path)
        verify(net, path, sets[0][0].texts[0])


if __name__ == "__main__":
    main()
