"""The main path: files → documents → articles → extractions → what they say together → quads → store.

A build takes from the ledger what earlier ones read, copies from the last output what did not change, and puts all its files in
place at once. What it writes is the same, byte for byte, as if it had read everything anew.
"""

from __future__ import annotations

import contextlib
import gc
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import InputError, StoreError
from kg.i18n import t
from kg.model import Document, Issue
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.blocks import BlockWriter, LastBlocks
    from kg.corrections import Corrections
    from kg.intake import Entry, Intake
    from kg.ledger import Ledger
    from kg.manifest import Changes
    from kg.reading import Reader

Progress = Callable[[Document, int, int, int], None]
"""Called after each document that was read with it, the statements and metrics found, and how many files are to be read."""

_ISSUES = "issues.jsonl"
_STORE = "store"
_WHOLE = 0.2
"""A store is loaded whole where more than this share of the graph changed: that is faster then."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, for the command line to tell.

    `read` documents were read in this build, the others the ledger knew; `unchanged` says that there was nothing to do.
    `notices` are lines about what was found and mended on the way.
    """

    output: Path
    documents: int
    articles: int
    entities: int
    statements: int
    metrics: int
    partnerships: int
    quads: int
    issues: tuple[Issue, ...]
    read: int = 0
    unchanged: bool = False
    notices: tuple[str, ...] = ()


def build(
    paths: Iterable[str | Path],
    output: Path,
    settings: Settings,
    progress: Progress | None = None,
    *,
    strict: bool = False,
    fresh: bool = False,
    corrections: Path | None = None,
    reader: Reader | None = None,
) -> BuildReport:
    """Read the documents under `paths` and put their graph into `output`.

    Args:
        paths: Files and folders, or "-" for standard input.
        output: A folder; one build at a time writes there.
        settings: Base IRI and limits.
        progress: Is told of every document that is read.
        strict: Whatever cannot be read ends the build.
        fresh: Read everything, whatever the ledger knows.
        corrections: A file of people's decisions; by default the corrections.yml that lie with the documents.
        reader: What reads the documents that the ledger does not know; by default this process.

    Raises:
        InputError: nothing can be read, a path that was named cannot be, or `output` cannot be written.
        RuleError: a correction makes no sense.
    """
    # Heavy imports stay inside: `kg build --help` and bad input answer at once.
    from kg import ledger, manifest
    from kg.intake import Intake
    from kg.publish import publish, stage
    from kg.reading import Here

    paths = list(paths)
    decisions = _corrections(paths, corrections)
    intake = Intake(paths, settings, strict)
    made_of = manifest.made_of(intake.hashes, settings, decisions)
    with _locked(output) as notices:
        old = None if fresh else manifest.read(output)
        if old is not None and not manifest.changes(old, made_of):
            return replace(_unchanged(output, old), notices=tuple(notices))
        staging = stage(output)
        try:
            if fresh:
                ledger.remove(output)
            try:
                report = _build_into(staging, output, intake, decisions, made_of, reader or Here(), progress)
            except ledger.Broken:
                ledger.remove(output)
                notices.append(t("build.ledger", place=output / ledger.LEDGER))
                report = _build_into(staging, output, intake, decisions, made_of, reader or Here(), progress)
            publish(staging, output)
        except StoreError as exc:
            raise InputError(t("error.build.write", place=output, reason=exc)) from exc
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return replace(report, notices=tuple(notices))


def check(
    paths: Iterable[str | Path], output: Path, settings: Settings, *, strict: bool = False, corrections: Path | None = None
) -> Changes:
    """What a build would find changed; nothing is written.

    Raises:
        InputError, RuleError: as `build`.
    """
    from kg import manifest
    from kg.intake import Intake

    paths = list(paths)
    made_of = manifest.made_of(Intake(paths, settings, strict).hashes, settings, _corrections(paths, corrections))
    return manifest.changes(manifest.read(output), made_of)


def _corrections(paths: Iterable[str | Path], file: Path | None) -> Corrections:
    from kg.corrections import Corrections, find_corrections, read_corrections

    return Corrections(read_corrections([file] if file else find_corrections(paths)))


def _build_into(
    staging: Path,
    output: Path,
    intake: Intake,
    corrections: Corrections,
    made_of: Mapping[str, Any],
    reader: Reader,
    progress: Progress | None,
) -> BuildReport:
    from kg import manifest
    from kg.assembly import Assembly
    from kg.blocks import BlockWriter, LastBlocks, identity
    from kg.ledger import Ledger
    from kg.publish import part
    from kg.rendering import FILES, GRAPH, rows

    place = partial(part, output)
    with Ledger(output) as ledger:
        now = identity(place, FILES)
        record = ledger.get("builds", now) if now else None
        last = LastBlocks(place, record) if record else None
        entries, read, failures = _read(intake, ledger, reader, progress)
        with _uncollected(), BlockWriter(staging, FILES, GRAPH, last) as writer:
            assembly = Assembly(ledger, writer, corrections, made_of["base"], made_of["shaping"])
            issues = assembly.write(entry for entry in entries if entry.key not in failures)
        issues = [*failures.values(), *issues]
        issues = [*intake.issues, *issues]
        (staging / _ISSUES).write_bytes(rows(asdict(issue) for issue in issues))
        _make_store(staging, place, writer, last)
        sizes = {name: (staging / name).stat().st_size for name in (*FILES, _ISSUES)}
        counts: dict[str, Any] = dict(assembly.counts)
        manifest.write(staging, {**made_of, "counts": counts, "failed": len(failures), "graph": writer.sha256, "files": sizes})
        ledger.put("builds", identity(staging.joinpath, FILES) or b"", writer.record())
        ledger.prune()
    return BuildReport(output, **counts, issues=tuple(issues), read=read)


def _read(
    intake: Intake, ledger: Ledger, reader: Reader, progress: Progress | None
) -> tuple[list[Entry], int, dict[bytes, Issue]]:
    """Read the documents that the ledger does not know into it: all documents, how many were read, and by key those that could not be."""
    files = intake.unread(ledger) if progress else 0
    entries: list[Entry] = []

    def jobs() -> Iterator[tuple[bytes, Document]]:
        for entry, load in intake.documents(ledger):
            entries.append(entry)
            if not ledger.has("readings", entry.key):
                yield entry.key, load()

    read = 0
    failures: dict[bytes, Issue] = {}
    for reading in reader.read(jobs()):
        if reading.failure:
            failures[reading.key] = intake.failed(reading.document, reading.failure)
            continue
        ledger.put_packed("readings", reading.key, reading.packed)
        read += 1
        if progress is not None:
            progress(reading.document, reading.statements, reading.metrics, files)
    return entries, read, dict(sorted(failures.items(), key=lambda item: item[1].where))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would look again and again at millions of rows that have none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _make_store(staging: Path, place: Callable[[str], Path], writer: BlockWriter, last: LastBlocks | None) -> None:
    """The store of the new graph: the last one with what changed, or a new one where that is more than a little."""
    from kg.loading import current, load, update
    from kg.rendering import GRAPH

    graph, folder = staging / GRAPH, staging / _STORE
    shutil.rmtree(folder, ignore_errors=True)
    if last is not None and writer.changed <= _WHOLE * writer.size and current(place(GRAPH), place(_STORE)):
        try:
            with last.open(GRAPH) as before, graph.open("rb") as after:
                removed, added = _pieces(before, writer.removed()), _pieces(after, writer.added)
                return update(place(_STORE), removed, added, graph, writer.sha256, folder)
        except StoreError:  # the last store is damaged
            shutil.rmtree(folder, ignore_errors=True)
    load(graph, folder)


def _pieces(stream: IO[bytes], ranges: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    for start, end in ranges:
        stream.seek(start)
        yield stream.read(end - start)


def _unchanged(output: Path, manifest: Mapping[str, Any]) -> BuildReport:
    from kg.publish import part

    lines = part(output, _ISSUES).read_text(encoding="utf-8").splitlines()
    issues = tuple(Issue(**json.loads(line)) for line in lines)
    return BuildReport(output=output, issues=issues, unchanged=True, **manifest["counts"])


@contextlib.contextmanager
def _locked(output: Path) -> Iterator[list[str]]:
    """`output` as a folder that is ours alone, with what was found there to tell."""
    from kg.lock import Lock, describe
    from kg.publish import clean

    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: not a folder")
    new = not output.exists()
    try:
        output.mkdir(parents=True, exist_ok=True)
        with Lock(output) as lock:
            clean(output)
            yield [t("build.stale", owner=describe(lock.stale))] if lock.stale else []
    except OSError as exc:
        raise InputError(t("error.build.write", place=output, reason=exc.strerror or exc)) from exc
    finally:
        if new:
            with contextlib.suppress(OSError):  # unless there is a graph in it now
                output.rmdir()
