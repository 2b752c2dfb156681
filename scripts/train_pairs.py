#!/usr/bin/env python3
"""Train the pair model of kg/nlp/pairs.py, or measure on left-out texts what it adds to the patterns.

usage: train_pairs.py SET[:WEIGHT] ... --out DIR [--seed N]                  trains on everything, writes DIR/pairs.npz
       train_pairs.py SET[:WEIGHT] ... --out DIR --cross-validate [--test SET] DIR/pairs.yml, too, and figures of left-out texts

A SET is a folder (texts/NAME.txt and gold/NAME.json in the annotation scheme) or a .txt file of marked pieces
(tests/labelled). WEIGHT says how much its pairs count. Every text is read twice: with the entities that the pipeline finds
and with those of the labels. Needs the `train` extra. One thread, fixed seeds: two runs on one machine give the same
files.

Folds: marked files are left out one by one, all pieces of a file together; the files of a folder whose names open with five
different letters or more (one an author) by that letter, other folders in five parts. How likely the
model's own statements are is learned on left-out pieces of odd number, since patterns are written with the even ones in
view, how likely those of patterns are that it doubts on all left-out texts; always the tested fold apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pair_texts import FOLDS, Labelled, Labels, read_set, relation_key
from torch import nn
from torch.nn import functional

from kg.evaluate import Score, evaluate
from kg.labels import label_document
from kg.model import HOLDS
from kg.nlp import PIPELINE
from kg.nlp.annotations import register
from kg.nlp.extraction import to_extraction
from kg.nlp.frames import read_frames
from kg.nlp.pairs import Judge, Policy, Weights, judged, read_pairs
from kg.nlp.pairs_net import PairNet, columns
from kg.nlp.tokenizer import blank

EPOCHS, RATE, BATCH = 6, 4e-3, 256
EMBEDDED, HIDDEN = 40, 64
SEEN_IN = 10
"""Documents a feature must occur in."""
FEATURE_DROPOUT, DROPOUT = 0.2, 0.4
PRECISION, LEAST = 0.75, 6
"""A relation is added from the lowest step at which this share of the additions to left-out texts is right and at least so
many are made; on the texts that no pattern was written on, where the model has it easier, the share must hold up, too."""
UNSEEN_PRECISION = 0.6
DOUBT = 0.8
"""Below this probability of the model a pattern's statement is no surer than both together are."""
STEPS = (0.5, 0.6, 0.7, 0.8)


class Net(nn.Module):
    """As `PairNet`: one row a feature, summed; two layers."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.rows = nn.EmbeddingBag(features + 1, EMBEDDED, mode="sum", padding_idx=0)
        self.bias = nn.Parameter(torch.zeros(EMBEDDED))
        self.hidden, self.out = nn.Linear(EMBEDDED, HIDDEN), nn.Linear(HIDDEN, len(columns()))
        self.drop = nn.Dropout(DROPOUT)
        nn.init.normal_(self.rows.weight, 0, 0.05)
        nn.init.constant_(self.out.bias, -3)

    def forward(self, numbers: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        summed = functional.relu(self.rows(numbers, starts) + self.bias)
        return self.out(self.drop(functional.relu(self.hidden(self.drop(summed)))))


SWAP = np.array([columns().get((name, not swapped), number) for (name, swapped), number in columns().items()])
"""Where each output goes when the two ends change places; symmetric relations have one output."""


def starts_of(lengths: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)


def train(documents: Sequence[Labelled], seed: int) -> tuple[np.ndarray, Net]:
    """The codes of the features that count, and a network trained on all pairs of the documents."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    texts = [(text, d.weight) for d in documents for text in (*d.found, *d.given) if len(text.groups)]
    counted: Counter[int] = Counter()
    for d in documents:
        counted.update(np.unique(np.concatenate([t.codes for t in (*d.found, *d.given)])).tolist())
    codes = np.array(sorted(c for c, n in counted.items() if n >= SEEN_IN), dtype=np.uint32)
    flat = np.concatenate([text.codes for text, _ in texts])
    at = np.minimum(np.searchsorted(codes, flat), len(codes) - 1)
    numbers = np.where(codes[at] == flat, at + 1, 0)
    lengths = np.concatenate([text.lengths for text, _ in texts])
    swapped = np.concatenate([text.swapped for text, _ in texts])
    offsets = np.cumsum([0, *(len(text.mask) for text, _ in texts)])
    groups = np.concatenate([text.groups + offset for (text, _), offset in zip(texts, offsets, strict=False)])
    order = np.argsort(groups, kind="stable")
    first = np.searchsorted(groups[order], np.arange(offsets[-1] + 1))
    mask, label = (np.concatenate([getattr(text, name) for text, _ in texts]) for name in ("mask", "label"))
    weights = np.concatenate([np.full(len(text.mask), weight, dtype=np.float32) for text, weight in texts])
    starts = starts_of(lengths)
    net = Net(len(codes))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-2)
    steps = EPOCHS * -(-len(mask) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    net.train()
    for _ in range(EPOCHS):
        shuffled = chance.permutation(len(mask))
        for batch in (shuffled[i : i + BATCH] for i in range(0, len(mask), BATCH)):
            members = np.concatenate([order[first[g] : first[g + 1]] for g in batch])
            own = np.repeat(np.arange(len(batch)), first[batch + 1] - first[batch])
            begin = starts_of(lengths[members])
            places = np.repeat(starts[members] - begin, lengths[members]) + np.arange(lengths[members].sum())
            shown = np.where(chance.random(len(places)) < FEATURE_DROPOUT, 0, numbers[places])
            scores = net(torch.from_numpy(shown), torch.from_numpy(begin))
            scores = torch.where(torch.from_numpy(swapped[members])[:, None], scores[:, SWAP], scores)
            where = torch.from_numpy(own)[:, None].expand(-1, len(SWAP))
            best = torch.full((len(batch), len(SWAP)), -1e4).scatter_reduce(0, where, scores, "amax")
            loss = functional.binary_cross_entropy_with_logits(best, torch.from_numpy(label[batch]), reduction="none")
            loss = (loss * torch.from_numpy(mask[batch] * weights[batch, None])).sum() / len(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return codes, net.eval()


def save(codes: np.ndarray, net: Net, path: Path) -> PairNet:
    """Write the network, and give what was written."""
    half = {"rows": net.rows.weight[1:]}
    full = {"b0": net.bias, "w1": net.hidden.weight.T, "b1": net.hidden.bias, "w2": net.out.weight.T, "b2": net.out.bias}
    arrays = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in half.items()}
    arrays |= {name: np.ascontiguousarray(tensor.detach().numpy()) for name, tensor in full.items()}
    np.savez(path, codes=codes, **arrays)
    return PairNet(path)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement that a pattern made (`pattern` is its confidence) or the model might add, and whether it is right.

    `unseen`: no pattern was written with its text in view.
    """

    fold: int
    unseen: bool
    relation: str
    pair: float
    right: bool
    pattern: float | None = None


def cases(document: Labelled, judges: Sequence[Judge]) -> Iterator[Case]:
    """What there is to be weighed in a document, a fact of the labels once."""
    labels = Labels(document.gold)
    best: dict[tuple[bool, tuple[str, str, str]], Case] = {}

    def offer(spoken: bool, key: tuple[str, str, str], pair: float, pattern: float | None) -> None:
        named = relation_key(key[0], *(document.stands.get(end, f"?{end}") for end in key[1:]))
        old = best.get((spoken, named))
        if old is None or (old.pattern or old.pair) < (pattern or pair):
            best[spoken, named] = Case(document.fold, document.unseen, key[0], pair, named in labels.keys, pattern)

    everything = Policy(0.0, Weights(0, 0), Weights(1, 0), dict.fromkeys({name for name, _ in columns()}, 0.05))
    for text, judge in zip(document.found, judges, strict=True):
        for draft in text.drafts:
            reading = judge.reading(draft.predicate, draft.subject, draft.object)
            if draft.status in HOLDS and reading is not None:
                offer(True, (draft.predicate, draft.subject, draft.object), reading.probability, draft.confidence)
        for draft in judged(judge, text.drafts, everything):
            if draft.rule.startswith("pairs.") and draft.status in HOLDS:
                key = (draft.predicate, draft.subject, draft.object)
                reading = judge.reading(*key)
                offer(False, key, reading.probability if reading else 0.0, None)
    spoken = {named for by_pattern, named in best if by_pattern}
    return (case for (by_pattern, named), case in best.items() if by_pattern or named not in spoken)


def fitted(rows: Sequence[Case], by_relation: bool) -> Weights:
    """Logistic regression of "right" on both log odds, and on the relation if wanted: rare ones stay near the constant."""
    names = sorted({row.relation for row in rows}) if by_relation else []

    def odds(p: float) -> float:
        kept = min(max(p, 1e-4), 1 - 1e-4)
        return float(np.log(kept / (1 - kept)))

    table = torch.tensor(
        [
            [odds(row.pair), odds(row.pattern if row.pattern is not None else 0.5), 1.0, *(float(row.relation == n) for n in names)]
            for row in rows
        ],
        dtype=torch.float64,
    )
    right = torch.tensor([float(row.right) for row in rows], dtype=torch.float64)
    weights = torch.zeros(table.shape[1], dtype=torch.float64, requires_grad=True)
    penalty = torch.tensor([0.01, 0.01, 0.0, *(2.0 for _ in names)], dtype=torch.float64)
    optimiser = torch.optim.LBFGS([weights], max_iter=300)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(table @ weights, right, reduction="sum")
        loss = loss + (penalty * weights**2).sum() / 2
        loss.backward()
        return loss

    optimiser.step(closure)
    pair, pattern, constant, *rest = (round(float(w), 3) for w in weights.detach())
    return Weights(pair, constant, pattern, dict(zip(names, rest, strict=True)))


def policy_of(rows: Sequence[Case]) -> Policy:
    """Weights of both kinds of statements, and from which step a relation is added (see PRECISION)."""
    unseen = [row for row in rows if row.unseen]
    alone = fitted([row for row in unseen if row.pattern is None], by_relation=True)
    offered: dict[str, list[tuple[float, Case]]] = defaultdict(list)
    for row in rows:
        if row.pattern is None:
            offered[row.relation].append((alone.probability(row.relation, row.pair), row))
    add = {}
    for relation, cases_ in sorted(offered.items()):
        for step in STEPS:
            taken = [row for probability, row in cases_ if probability >= step]
            right, fresh = [row.right for row in taken], [row.right for row in taken if row.unseen]
            if len(right) >= LEAST and sum(right) >= PRECISION * len(right) and sum(fresh) >= UNSEEN_PRECISION * len(fresh):
                add[relation] = step
                break
    doubted = [row for row in rows if row.pattern is not None and row.pair < DOUBT]
    return Policy(DOUBT, fitted(doubted, by_relation=False), alone, add)


def write_policy(policy: Policy, path: Path) -> None:
    """The policy as kg/data/models/pairs.yml has it."""
    relations = ", ".join(f"{relation}: {value}" for relation, value in policy.alone.relations.items())
    steps = ", ".join(f"{relation}: {step}" for relation, step in policy.add.items())
    lines = [
        "# How the pair model and the patterns are weighed; written by scripts/train_pairs.py (docs/pair-model.md).",
        f"doubt: {policy.doubt}",
        f"spoken: {{pattern: {policy.spoken.pattern}, pair: {policy.spoken.pair}, constant: {policy.spoken.constant}}}",
        f"alone:\n  pair: {policy.alone.pair}\n  constant: {policy.alone.constant}\n  relations: {{{relations}}}",
        f"add: {{{steps}}}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tradeoff(rows: Sequence[Case], policy: Policy) -> None:
    """What the model would add from which probability on, by relation: right of all, unseen texts and others."""
    for relation in ("", *sorted({row.relation for row in rows})):
        cells = []
        for step in (0.3, 0.4, *STEPS):
            for kind in (True, False):
                right = [
                    row.right for row in rows
                    if row.pattern is None and row.unseen is kind and relation in ("", row.relation)
                    and policy.alone.probability(row.relation, row.pair) >= step
                ]  # fmt: skip
                cells.append(f"{sum(right):4} of {len(right):4}")
        print(f"  added {relation or 'in all':16} " + " | ".join(cells))


def report(title: str, documents: Sequence[Labelled], nets: dict[int, PairNet], policies: dict[int, Policy], kind: str) -> None:
    """Patterns alone beside patterns with the model; `kind` says with which entities, found or given."""
    gold = {d.name: d.gold for d in documents}
    rows: dict[str, list[Score]] = defaultdict(list)
    for used in (False, True):
        labels = {}
        for d in documents:
            extractions = []
            for text in getattr(d, kind):
                judge = read_pairs(text.doc, read_frames(text.doc), nets[d.fold]) if used else None
                text.doc._.statements = judged(judge, text.drafts, policies[d.fold]) if judge else text.drafts
                extractions.append(to_extraction(text.doc, text.article))
            labels[d.name] = label_document(d.document, extractions)
        for row, score in evaluate(gold, labels).scores.items():
            rows[row].append(score)
    print(f"{title} ({kind} entities): {len(documents)} documents    patterns P R F1 | with the model P R F1 | gold")
    for row, pair in sorted(rows.items()):
        if len(pair) == 2 and (row in ("entities", "relations", "pairs", "sure") or row.startswith("relation/")):
            cells = " | ".join(f"{s.precision:.3f} {s.recall:.3f} {s.f1:.3f} of {s.predicted:4}" for s in pair)
            print(f"  {row:26} {cells} | {pair[1].gold}")
    sys.stdout.flush()


def cross_validate(sets: Sequence[Sequence[Labelled]], tests: Sequence[Sequence[Labelled]], seed: int, out: Path) -> None:
    """Train once a fold and once on all, weigh on left-out texts of the marked files, print the figures of each set."""
    documents = [d for members in sets for d in members]
    nets: dict[int, PairNet] = {}
    for fold in range(FOLDS):
        nets[fold] = save(*train([d for d in documents if d.fold != fold], seed), out / f"pairs.fold{fold}.npz")
    rows = [row for d in documents for row in cases(d, [read_pairs(text.doc, read_frames(text.doc), nets[d.fold]) for text in d.found])]
    policies = {fold: policy_of([row for row in rows if row.fold != fold]) for fold in range(FOLDS)}
    whole = policy_of(rows)
    write_policy(whole, out / "pairs.yml")
    tradeoff(rows, whole)
    marked = [d for d in documents if d.marked]
    shown: list[tuple[str, Sequence[Labelled]]] = [
        ("marked pieces", marked), ("marked pieces of odd number", [d for d in marked if d.unseen]),
        *((f"{members[0].set}, left out", members) for members in sets),
    ]  # fmt: skip
    for kind in ("found", "given"):
        for title, members in shown:
            report(title, members, nets, policies, kind)
    net = save(*train(documents, seed), out / "pairs.npz")
    for members in tests:
        for kind in ("found", "given"):
            report(f"{members[0].set}, test", members, dict.fromkeys(range(FOLDS), net), dict.fromkeys(range(FOLDS), whole), kind)


def pipeline() -> Any:
    """The components before the relations."""
    register()
    nlp = blank()
    for name in PIPELINE[: PIPELINE.index("kg_relations")]:
        nlp.add_pipe(name)
    return nlp


def main() -> None:
    """Read the sets, then train or measure."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--test", action="append", default=[])
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    nlp = pipeline()
    sets = [read_set(argument, turn, nlp) for turn, argument in enumerate(options.sets)]
    if options.cross_validate:
        cross_validate(sets, [read_set(argument, 0, nlp) for argument in options.test], options.seed, options.out)
    else:
        save(*train([d for members in sets for d in members], options.seed), options.out / "pairs.npz")


if __name__ == "__main__":
    main()
