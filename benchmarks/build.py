"""How long a build takes that finds one article changed among many: seconds by stage, memory, and sizes on the disk.

usage: python benchmarks/build.py COUNT [FOLDER]     (default: a temporary folder; a folder that exists is used again)

Articles are those of benchmarks/articles.py. Nothing is extracted: a stub gives the facts that the articles are labelled with, so
that the first build takes minutes and not hours. What a build costs besides extraction does not depend on where facts are from.
Prints a line of JSON a build.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from articles import Articles
from measure import median, run, script, tell

import kg.nlp
from kg import build, fusion, intake, publish
from kg.gazetteer import load_gazetteer
from kg.identity import mint_id, region_id
from kg.model import Article, Entity, Evidence, Extraction, Statement, digest
from kg.ontology import load_ontology
from kg.settings import Settings

SPENT: Counter[str] = Counter()
ATTRIBUTES: tuple[dict[str, str], ...] = (
    {},
    {"date": "2024年", "date_iso": "2024"},
    {"since": "2016年", "since_iso": "2016"},
    {"amount": "5257万元", "date": "2023年5月", "date_iso": "2023-05"},
)
"""What statements say besides: about as many as in news have a time or an amount."""


class Stub:
    """Stands in for kg.nlp: the labelled facts of each article, found by the words of their ends."""

    def __init__(self, facts: dict[str, list[list[str]]]) -> None:
        self._facts = facts
        self._units: dict[str, str] = {}
        for unit in sorted(load_gazetteer().by_code.values(), key=lambda unit: (-unit.level, unit.code), reverse=True):
            for name in (unit.name, *unit.short_forms):
                self._units.setdefault(name, unit.code)  # of several of one name, the highest

    def extract(self, _: object, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            entities: dict[str, Entity] = {}
            statements: dict[str, Statement] = {}
            for subject, relation, object in self._facts.get(Path(article.document.path).stem, []):
                start = article.text.find(subject)
                if start < 0 or relation not in load_ontology().relations:
                    continue
                ends = [self._entity(name, entities) for name in (subject, object)]
                a, b = article.locate(start, start + len(subject))
                quote = Evidence(article.document.name, a, b, article.document.text[a:b])
                key = digest("statement", article.id, relation, *ends)
                statements[key] = Statement(
                    key, article.id, ends[0], relation, ends[1], "planned" if key[0] == "0" else "done", 0.9, "stub", (quote,),
                    ATTRIBUTES[int(key[1], 16) % len(ATTRIBUTES)],
                )  # fmt: skip
            yield Extraction(article, tuple(entities.values()), (), tuple(statements.values()), ())

    def _entity(self, name: str, entities: dict[str, Entity]) -> str:
        if code := self._units.get(name):
            unit = load_gazetteer().by_code[code]
            above = region_id(unit.parent) if unit.parent else ""
            entity = Entity(region_id(code), "REGION", name, path=unit.path, code=code, parent=above)
        else:
            entity = Entity(mint_id("ORG", name), "ORG", name)
        entities[entity.id] = entity
        return entity.id


def write(folder: Path, count: int) -> dict[str, list[list[str]]]:
    """The articles as files, a thousand to a folder; their facts by the name of the file."""
    known = folder / "facts.json"
    if known.exists():
        return dict(json.loads(known.read_text(encoding="utf-8")))
    facts = {}
    for number, article in enumerate(Articles()(count)):
        place = folder / "in" / f"{number // 1000:04}" / f"{number:07}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{article['title']}\n{article['date']}\n{article['text']}\n", encoding="utf-8")
        facts[place.stem] = article["facts"]
    known.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return facts


def timed(module: Any, name: str, stage: str) -> None:
    """Count the seconds that a function takes as those of a stage."""
    function: Callable[..., Any] = getattr(module, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            SPENT[stage] += time.perf_counter() - start

    setattr(module, name, wrapped)


def one(folder: Path, what: str) -> dict[str, Any]:
    """One build: what it found, how long it took on the clock and of the processor, and where."""
    SPENT.clear()
    start, cpu = time.perf_counter(), time.process_time()
    report = build.build([folder / "in"], folder / "out", Settings())
    return {
        "build": what,
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "read": report.read,
        "documents": report.documents,
        "quads": report.quads,
        "stages": dict(SPENT),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk": {
            part.name: sum(file.stat().st_size for file in (part.rglob("*") if part.is_dir() else [part]))
            for part in sorted((folder / "out").iterdir())
        },
    }


def instead_of_reading(folder: Path, count: int) -> dict[str, list[list[str]]]:
    """Articles in `folder`, and the stub in place of kg.nlp in this process; their facts by the name of the file."""
    facts = write(folder, count)
    kg.nlp.load, kg.nlp.extract = (lambda: None), Stub(facts).extract  # type: ignore[assignment]
    return facts


def measure(sizes: list[int], rounds: int) -> dict[str, Any]:
    """Builds by number of articles, each series in a process of its own; medians of rounds."""
    found: dict[str, Any] = {}
    for count in sizes:
        tell(f"  builds of {count} articles")
        series = [
            [json.loads(line) for line in run(script("build.py", str(count))).output.splitlines()]
            for _ in range(rounds if count == min(sizes) else 1)
        ]
        for step, first in enumerate(series[0]):
            alike = [one[step] for one in series]
            kept = {key: first[key] for key in ("read", "documents", "quads", "disk")}
            times = {key: median(one[key] for one in alike) for key in ("seconds", "cpu", "peak")}
            stages = {key: median(one["stages"][key] for one in alike) for key in first["stages"]}
            # Of the builds that find one article changed, the last: the others find the disk's memory cold.
            found.setdefault(str(count), {})[first["build"]] = {**kept, **times, "stages": stages}
    return found


def main() -> None:
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    with contextlib.ExitStack() as stack:
        given = len(sys.argv) == 3
        name = sys.argv[2] if given else stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-build-"))
        series(Path(name), int(sys.argv[1]))


def series(folder: Path, count: int) -> None:
    """A first build, one that finds nothing changed, some that find one article changed, one that finds it gone."""
    facts = instead_of_reading(folder, count)
    timed(intake, "Intake", "files hashed")
    timed(build, "_read", "documents read")
    timed(fusion, "cluster", "reports")
    timed(build, "_make_store", "store")
    timed(publish, "publish", "to the disk and in place")

    def tell_of(what: str) -> None:
        print(json.dumps(one(folder, what), ensure_ascii=False), flush=True)

    tell_of("first build")
    tell_of("nothing changed")
    for number, path in enumerate(sorted((folder / "in").rglob("*.txt"))[:: max(len(facts) // 3, 1)][:3]):
        path.write_text(path.read_text(encoding="utf-8") + f"补记{number}：广州市与毕节市开展合作。\n", encoding="utf-8")
        tell_of("one article changed")
    path.unlink()
    tell_of("one article removed")


if __name__ == "__main__":
    main()
