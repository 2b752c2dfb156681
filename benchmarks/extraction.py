"""Extraction side by side: the raw LAC network, jieba, a spaCy CNN, jionlp, and ours, over the same texts.

usage: python benchmarks/extraction.py SYSTEM FILE.json [MODEL]     reads the texts of a file with one system; prints JSON
       python benchmarks/extraction.py train FOLDER                  makes the spaCy model

`measure` runs each system as a process of its own on one core, in turn. FILE.json is a list of texts.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT / "scripts")]

from measure import in_turn, median, run, script, tell  # noqa: E402

FIRST = "2018年起，广州市花都区对口帮扶贵州省关岭自治县。"
"""The text that ends a start-up: after it everything is loaded."""
AT_ONCE = 64
"""Texts that are given to the raw network together, as our pipeline gives them."""
CNN_STEPS = 20
"""Steps of training for the spaCy network: it then makes names, at the speed of one that was trained to the end."""
Read = Callable[[Sequence[str]], object]


def lac() -> Read:
    from kg.nlp.lac import load_lac

    network = load_lac()
    return lambda texts: [network.analyse(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]


def jieba() -> Read:
    import jieba.posseg

    return lambda texts: [jieba.posseg.lcut(text) for text in texts]


def cnn(folder: str) -> Read:
    import spacy

    nlp = spacy.load(folder)
    return lambda texts: list(nlp.pipe(texts, batch_size=AT_ONCE))


def web_small() -> Read:
    import spacy

    nlp = spacy.load("zh_core_web_sm", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    return lambda texts: list(nlp.pipe(texts, batch_size=AT_ONCE))


def jionlp() -> Read:
    import jionlp as jio

    # Places, times and amounts: what it has in place of names, values and regions.
    finders = (jio.recognize_location, jio.ner.extract_time, jio.ner.extract_money)
    return lambda texts: [[find(text) for find in finders] for text in texts]


def ours() -> Read:
    from kg.nlp import extract, load
    from kg.nlp.segmenter import load_segmenter

    load_segmenter()  # comes with the first place in doubt, which any larger input has
    nlp = load()
    return lambda texts: sum(len(e.statements) for e in extract(nlp, _articles(texts)))


def stages() -> Read:
    """Ours, component by component: seconds of the processor by name, printed."""
    from kg.nlp import PIPELINE, extract, load
    from kg.nlp.segmenter import load_segmenter

    load_segmenter()
    nlp = load()
    list(extract(nlp, _articles([FIRST])))

    def read(texts: Sequence[str]) -> dict[str, float]:
        spent: dict[str, float] = {}
        start = time.process_time()
        docs = []
        for article in _articles(texts):
            doc = nlp.make_doc(article.text)
            doc._.article = article
            docs.append(doc)
        spent["tokenizer"] = time.process_time() - start
        for name in PIPELINE:
            component = nlp.get_pipe(name)
            start = time.process_time()
            pipe = getattr(component, "pipe", None)
            docs = list(pipe(docs)) if pipe is not None else [component(doc) for doc in docs]
            spent[name] = time.process_time() - start
        start = time.process_time()
        list(extract(nlp, _articles(texts)))
        return {**spent, "whole": time.process_time() - start}

    return read


def _articles(texts: Sequence[str]) -> list[Any]:
    from kg.model import Document
    from kg.readers import read_articles

    documents = [Document(f"{n}", f"{n}.txt", "text/plain", "utf-8", f"{n:064x}", text) for n, text in enumerate(texts)]
    return [article for document in documents for article in read_articles(document)]


def make_cnn(folder: Path) -> None:
    """A spaCy pipeline of the make of zh_core_web_sm's NER (HashEmbedCNN, width 96, depth 4; pkuseg's words), trained a little."""
    import spacy
    from marked_pieces import pieces
    from spacy.training import Example

    from kg.resources import MODELS

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    place = {"pkuseg_model": str(MODELS / "pkuseg"), "pkuseg_user_dict": "default"}
    nlp.tokenizer.initialize(**place)  # type: ignore[attr-defined]
    nlp.config["initialize"]["tokenizer"] = place
    nlp.add_pipe("ner")
    examples = []
    for piece in [p for file in sorted((ROOT / "tests" / "labelled").glob("*.txt")) for p in pieces(file)]:
        doc = nlp.make_doc(piece["text"])
        types = {entity["id"]: entity["type"] for entity in piece["entities"]}
        spans = [doc.char_span(a, b, label=types[i], alignment_mode="contract") for a, b, i in piece["spans"]]
        ents = [(s.start_char, s.end_char, s.label_) for s in spacy.util.filter_spans([s for s in spans if s])]
        examples.append(Example.from_dict(doc, {"entities": ents}))
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(1)
    for _ in range(CNN_STEPS):
        nlp.update(chance.sample(examples, 16), sgd=optimizer)
    nlp.to_disk(folder)


SYSTEMS: dict[str, tuple[str, Callable[..., Read]]] = {
    "lac": ("", lac),
    "jieba": ("jieba", jieba),
    "cnn": ("", cnn),
    "zh_core_web_sm": ("zh_core_web_sm", web_small),
    "jionlp": ("jionlp", jionlp),
    "kg": ("", ours),
}
"""Name → the package it needs besides ours, and what loads it."""


def measure(folder: Path, texts: dict[str, list[str]], rounds: int) -> dict[str, Any]:
    """Characters a second of each system for each set of texts, on one core; start-up and memory; share of stages."""
    network = folder / "cnn"
    if not network.exists():
        tell("  a spaCy network of the make of zh_core_web_sm")
        run(script("extraction.py", "train", str(network)))
    there = [name for name, (package, _) in SYSTEMS.items() if not package or find_spec(package)]
    found: dict[str, Any] = {"missing": [name for name in SYSTEMS if name not in there], "sets": {}, "start": {}}
    for name, some in texts.items():
        tell(f"  extraction, {name}: {', '.join(there)}")
        file = folder / f"{name}.json"
        file.write_text(json.dumps(some, ensure_ascii=False), encoding="utf-8")
        commands = {s: script("extraction.py", s, str(file), *([str(network)] if s == "cnn" else [])) for s in there}
        runs = in_turn(commands, rounds, cores=[0])
        size = sum(map(len, some))
        found["sets"][name] = {
            "texts": len(some),
            "characters": size,
            "rate": {s: median(size / r.last["cpu"] for r in runs[s]) for s in there},
            "peak": {s: median(r.peak for r in runs[s]) for s in there},
        }
        found["start"] = {s: median(r.last["start"] for r in runs[s]) for s in there}
    stage = [run(script("extraction.py", "stages", str(folder / f"{name}.json")), cores=[0]).last for _ in range(rounds)]
    found["stages"] = {key: median(one[key] / one["whole"] for one in stage) for key in stage[0] if key != "whole"}
    return found


def main() -> None:
    system, file, *rest = sys.argv[1:]
    if system == "train":
        make_cnn(Path(file))
        return
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    if system == "stages":
        print(json.dumps(stages()(texts)))
        return
    read = SYSTEMS[system][1](*rest)
    read([FIRST])
    start = time.process_time()
    read(texts)
    print(json.dumps({"start": start, "cpu": time.process_time() - start}))


if __name__ == "__main__":
    main()
