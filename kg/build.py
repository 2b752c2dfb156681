"""The main path: documents → articles → extractions → quads → store, each stage's result a file in the output folder.

Everything is written to a folder beside the result and moved over it at the end, so a build that fails leaves the last
good graph whole. Two builds of the same input give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Article, Document, Entity, Extraction, Issue, Metric, Statement
from kg.settings import Settings

Progress = Callable[[Document, int, int, int], None]
"""Called after each document with it, the statements and the metrics found in it, and how many documents there are."""

FILES = ("articles.jsonl", "entities.jsonl", "statements.jsonl", "metrics.jsonl", "issues.jsonl", "manifest.json")
GRAPH = "graph.nq"
STORE = "store"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, for the command line to tell."""

    output: Path
    documents: int
    articles: int
    entities: int
    statements: int
    metrics: int
    partnerships: int
    quads: int
    issues: tuple[Issue, ...]


def build(
    paths: Iterable[str | Path], output: Path, settings: Settings, progress: Progress | None = None
) -> BuildReport:
    """Read the documents under `paths` and put their graph into `output`.

    Raises:
        InputError: nothing can be read, a path that was named cannot be, or `output` cannot be written.
    """
    staging = _staging(output)
    try:
        report = _build_into(staging, paths, output, settings, progress)
        _publish(staging, output)
    except OSError as exc:
        raise InputError(f"{output}: cannot write the graph: {exc.strerror or exc}") from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return report


def _build_into(
    staging: Path, paths: Iterable[str | Path], output: Path, settings: Settings, progress: Progress | None
) -> BuildReport:
    # Heavy imports stay here: `kg build --help` and bad input answer at once.
    from kg.gazetteer import load_gazetteer
    from kg.partnerships import derive, partnership_quads
    from kg.quads import entity_quads, extraction_quads, field_quads
    from kg.readers import read_documents
    from kg.reports import body, cluster, report_quads, signature
    from kg.store import rebuild
    from kg.support import support_quads

    issues: list[Issue] = []
    documents = list(read_documents(paths, settings, issues))
    entities: dict[str, Entity] = {}
    statements: list[Statement] = []
    metrics: list[Metric] = []
    articles: list[Article] = []
    base = settings.base_iri
    lines: set[bytes] = set()
    for extraction in _extractions(documents, progress):
        articles.append(extraction.article)
        statements += extraction.statements
        metrics += extraction.metrics
        for entity in extraction.entities:
            entities[entity.id] = _merged(entities.get(entity.id), entity)
        lines.update(_lines(extraction_quads(extraction, base)))
    reports = cluster((article.id, signature(body(article))) for article in articles)
    partnerships = derive(statements, entities, reports)
    coordinates = load_gazetteer().coordinates
    for quads in (
        entity_quads(_with_parents(entities).values(), base, coordinates),
        partnership_quads(partnerships, base),
        report_quads(reports, base),
        support_quads(statements, metrics, reports, base),
        field_quads(base),
    ):
        lines.update(_lines(quads))

    write = _writer(staging)
    write("articles.jsonl", (_article_row(a) for a in articles))
    write("entities.jsonl", (_row(entities[key]) for key in sorted(entities)))
    write("statements.jsonl", (_row(s) for s in statements))
    write("metrics.jsonl", (_row(m) for m in metrics))
    write("issues.jsonl", (_row(issue) for issue in issues))
    graph = staging / GRAPH
    with graph.open("wb") as stream:
        stream.writelines(sorted(lines))
    (staging / "manifest.json").write_text(
        json.dumps(
            {
                "base": base,
                "documents": {d.path: d.sha256 for d in documents},
                "graph": hashlib.sha256(graph.read_bytes()).hexdigest(),
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
        encoding="utf-8",
        newline="\n",
    )
    rebuild(graph, staging / STORE)
    return BuildReport(
        output=output,
        documents=len(documents),
        articles=len(articles),
        entities=len(entities),
        statements=len(statements),
        metrics=len(metrics),
        partnerships=len(partnerships),
        quads=len(lines),
        issues=tuple(issues),
    )


def _lines(quads: Iterable[Any]) -> list[bytes]:
    """Quads as lines of N-Quads."""
    from pyoxigraph import RdfFormat, serialize

    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(True)


def _extractions(documents: Sequence[Document], progress: Progress | None) -> Iterator[Extraction]:
    from kg.nlp import extract, load
    from kg.readers import read_articles

    nlp = load()
    seen: set[str] = set()
    for document in documents:
        found = facts = 0
        for extraction in extract(nlp, read_articles(document)):
            if extraction.article.id in seen:  # the same article in two files is one article
                continue
            seen.add(extraction.article.id)
            found += len(extraction.statements)
            facts += len(extraction.metrics)
            yield extraction
        if progress is not None:
            progress(document, found, facts, len(documents))


def _merged(old: Entity | None, new: Entity) -> Entity:
    """The same thing met again: keep the first description and all names."""
    if old is None:
        return new
    aliases = tuple(sorted({*old.aliases, *new.aliases, new.name} - {old.name}))
    return replace(old, aliases=aliases, subtype=old.subtype or new.subtype)


def _with_parents(entities: dict[str, Entity]) -> dict[str, Entity]:
    """Every region with the units above it and those it may mean, so that no link leads out of the graph."""
    from kg.gazetteer import load_gazetteer
    from kg.nlp.identity import region_id

    gazetteer = load_gazetteer()
    whole = dict(entities)
    above_or_meant = [place for entity in entities.values() for place in (entity.parent, *entity.candidates)]
    for parent in above_or_meant:
        while parent and parent not in whole:
            unit = gazetteer.by_code.get(parent.removeprefix("region/"))
            if unit is None:
                break
            above = region_id(unit.parent) if unit.parent else ""
            whole[parent] = Entity(
                id=parent, type="REGION", name=unit.name, path=unit.path, code=unit.code, parent=above,
                aliases=tuple(sorted(set(unit.short_forms) - {unit.name})),
            )  # fmt: skip
            parent = above
    return whole


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "document": article.document.name,
        "path": article.document.path,
        "index": article.index,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": article.published,
        "outlet_source": article.outlet_source,
        "published_source": article.published_source,
        "url": article.url,
        "file": article.document.file,
        "start": article.offsets[0] if len(article.offsets) else 0,
        "end": article.offsets[-1] + 1 if len(article.offsets) else 0,
        "characters": len(article.text),
    }


def _row(thing: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(thing)


def _writer(folder: Path) -> Callable[[str, Iterable[dict[str, Any]]], None]:
    def write(name: str, rows: Iterable[dict[str, Any]]) -> None:
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            for row in rows:
                # Decimals become strings: a float would not keep 55.88 as written.
                stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")

    return write


def _staging(output: Path) -> Path:
    """An empty folder beside the results, on the same file system, so that moving in is a rename."""
    staging = output / ".building"
    try:
        if output.exists() and not output.is_dir():
            raise InputError(f"{output}: not a folder")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    except OSError as exc:
        raise InputError(f"{output}: cannot write here: {exc.strerror}") from exc
    return staging


def _publish(staging: Path, output: Path) -> None:
    """Move the new files over the old ones; the graph goes last but one, its store last."""
    for name in FILES:
        (staging / name).replace(output / name)
    old = staging / "old-store"
    if (output / STORE).exists():
        (output / STORE).rename(old)
    (staging / GRAPH).replace(output / GRAPH)
    (staging / STORE).rename(output / STORE)
