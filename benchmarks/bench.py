"""`make bench`: everything measured side by side in one run; docs/benchmarks.md and docs/scale.md are written from it.

usage: python benchmarks/bench.py [--quick] [PART[=SIZE,SIZE…] …]

PARTs are extraction, throughput (numbers of articles), stores (1e5, 3e5, 1e6, 5e6), builds (numbers of articles) and page (nodes); without
any, all are measured, at the sizes of WHOLE or QUICK. What was measured stands in benchmarks/results.json, so that a part may be measured
again by itself and the page has the rest from before; `report` in place of a part only writes the pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT / "scripts")]

import report  # noqa: E402
import scale  # noqa: E402
from measure import machine, tell, versions  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"
SCALE = ROOT / "docs" / "scale.md"
PACKAGES = ("spacy", "onnxruntime", "jieba", "jionlp", "zh_core_web_sm", "rdflib", "oxrdflib", "pyoxigraph", "oxigraph", "pyvis")
Plan = dict[str, list[str]]
QUICK: Plan = {"extraction": ["40"], "throughput": ["20"], "stores": ["1e5"], "builds": ["300"], "page": ["1000"]}
WHOLE: Plan = {
    "extraction": ["500"],
    "throughput": ["100", "1000", "5000"],
    "stores": ["1e5", "3e5", "1e6", "5e6"],
    "builds": ["1000", "3000", "10000"],
    "page": ["300", "1000", "5000"],
}
ENGINES = ["rdflib", "oxrdflib", "oxigraph serve", "kg"]
MOST = {"rdflib": "1e5"}
"""The largest graph that an engine is asked at: rdflib needs minutes to load the next one, and more than the limit for most questions."""


def extraction(work: Path, sizes: list[str], quick: bool) -> Any:
    import extraction as systems
    from articles import Articles
    from marked_pieces import pieces

    count = int(sizes[0])
    labelled = [p["text"] for file in sorted((ROOT / "tests" / "labelled").glob("*.txt")) for p in pieces(file)]
    texts = {
        "seeds": [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))],
        "labelled": labelled[:count],
        "generated": [f"{a['title']}\n{a['text']}" for a in Articles()(count)],
    }
    return systems.measure(work, texts, 1 if quick else 3)


def throughput(work: Path, sizes: list[str], quick: bool) -> Any:
    import throughput as builds

    return builds.measure(work, [int(size) for size in sizes], 1 if quick else 3)


def stores(work: Path, sizes: list[str], quick: bool) -> Any:
    import stores as engines

    return engines.measure(work, sizes, ENGINES, 5 if quick else 9, 10 if quick else 30, MOST)


def builds(work: Path, sizes: list[str], quick: bool) -> Any:
    import build

    return build.measure([int(size) for size in sizes], 1 if quick else 3)


def page(work: Path, sizes: list[str], quick: bool) -> Any:
    import page as pages

    return pages.measure([(int(size), 2 * int(size)) for size in sizes])


PARTS: dict[str, Callable[[Path, list[str], bool], Any]] = {
    "extraction": extraction,
    "throughput": throughput,
    "stores": stores,
    "builds": builds,
    "page": page,
}


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["--only"]:  # a part, in a process of its own
        name, sizes, quick = words[1:]
        with tempfile.TemporaryDirectory(prefix="kg-bench-") as work:
            print(json.dumps(PARTS[name](Path(work), sizes.split(","), bool(quick))))
        return
    quick = "--quick" in words
    plan = dict(QUICK if quick else WHOLE)
    wanted = [word for word in words if word != "--quick"]
    for word in wanted:
        name, _, sizes = word.partition("=")
        if name not in (*PARTS, "report"):
            sys.exit(__doc__)
        if sizes:
            plan[name] = sizes.split(",")
    chosen = [word.partition("=")[0] for word in wanted] or list(PARTS)
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() and wanted else {}
    for name in chosen:
        if name == "report":
            continue
        tell(name)
        # What a process starts counts the memory of its starter as its own peak: each part is started by a small one.
        command = [sys.executable, __file__, "--only", name, ",".join(plan[name]), "quick" if quick else ""]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        found[name] = {"quick": quick, "found": json.loads(done.stdout)}
        found["machine"], found["versions"] = machine(), versions(PACKAGES)
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    found = json.loads(RESULTS.read_text(encoding="utf-8"))  # in the order of the file, as who writes the pages later has it
    PAGE.write_text(report.write(found, WHOLE), encoding="utf-8", newline="\n")
    if {"throughput", "builds", "stores"} <= found.keys():
        SCALE.write_text(scale.write(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
