"""How long a build takes that finds one article changed among many: seconds by stage, and the most memory.

usage: python benchmarks/build.py COUNT [FOLDER]     (default: a temporary folder; a folder that exists is used again)

Articles are those of benchmarks/articles.py. Nothing is extracted: a stub gives the facts that the articles are labelled with, so
that the first build takes minutes and not hours. What a build costs besides extraction does not depend on where facts are from.
"""

from __future__ import annotations

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

import kg.nlp
from kg import build, fusion, intake, publish
from kg.gazetteer import load_gazetteer
from kg.model import Article, Entity, Evidence, Extraction, Statement, digest
from kg.nlp.identity import mint_id, region_id
from kg.ontology import load_ontology
from kg.settings import Settings

SPENT: Counter[str] = Counter()


class Stub:
    """Stands in for kg.nlp: the labelled facts of each article, found by the words of their ends."""

    def __init__(self, facts: dict[str, list[list[str]]]) -> None:
        self._facts = facts
        self._units = {unit.name: code for code, unit in load_gazetteer().by_code.items()}

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
                statements[key] = Statement(key, article.id, ends[0], relation, ends[1], "done", 0.9, "stub", (quote,), {})
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


def run(folder: Path, what: str) -> None:
    SPENT.clear()
    start = time.perf_counter()
    report = build.build([folder / "in"], folder / "out", Settings())
    whole = time.perf_counter() - start
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in SPENT.items())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {whole:.2f} s, {report.read} read, {report.quads} quads ({stages}); peak {memory} MiB", flush=True)


def main() -> None:
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    folder = Path(sys.argv[2] if len(sys.argv) == 3 else tempfile.mkdtemp(prefix="kg-build-"))
    facts = write(folder, int(sys.argv[1]))
    stub = Stub(facts)
    kg.nlp.load, kg.nlp.extract = (lambda: None), stub.extract  # type: ignore[assignment]
    timed(intake, "Intake", "files hashed")
    timed(build, "_document", "documents")
    timed(fusion, "cluster", "reports")
    timed(build, "_make_store", "store")
    timed(publish, "publish", "to the disk and in place")
    run(folder, "first build")
    run(folder, "nothing changed")
    for number, path in enumerate(sorted((folder / "in").rglob("*.txt"))[:: max(len(facts) // 3, 1)][:3]):
        path.write_text(path.read_text(encoding="utf-8") + f"补记{number}：广州市与毕节市开展合作。\n", encoding="utf-8")
        run(folder, "one article changed")
    path.unlink()
    run(folder, "one article removed")


if __name__ == "__main__":
    main()
