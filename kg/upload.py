"""Putting a built graph on a SPARQL server: only the named graphs that changed, each replaced as a whole.

What the server holds stands there, in BASE graph/manifest: the SHA-256 of each named graph as it was sent. Before graphs are sent
their hashes are taken out of it, and afterwards the new ones put in, so that an upload that was broken off is finished by the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.errors import StoreError
from kg.remote import MANIFEST, Remote

_DERIVED = "graph/"
"""Graphs that follow from several articles; they are sent last, when what they speak of is there."""

Progress = Callable[[int, int], None]
"""Called with the graphs sent or taken away so far, and how many there are to do."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Named graphs that were put on the server, taken away from it, and found there as they are."""

    put: int
    deleted: int
    kept: int


@dataclass(slots=True)
class _Graph:
    """A named graph of a file of N-Quads: its hash, and the runs of lines [start, end) in bytes that it stands in."""

    digest: hashlib._Hash
    runs: list[tuple[int, int]]


def upload(graph_nq: Path, remote: Remote, base: str, progress: Progress | None = None) -> Uploaded:
    """Make the server's graphs those of `graph_nq`. Graphs that no upload put there are left alone.

    Args:
        graph_nq: A graph as `kg build` writes it; read twice, never held in memory as a whole.
        remote: The server.
        base: The base IRI of the graph.
        progress: Told after each graph.

    Raises:
        StoreError: the server cannot be reached or refuses, or the file cannot be read.
    """
    manifest = NamedNode(base + MANIFEST)
    digest_of = NamedNode(f"{base}ontology#sha256")
    there = {q.subject.value: q.object.value for q in parse(remote.get(manifest), format=RdfFormat.N_TRIPLES)}
    try:
        with graph_nq.open("rb") as stream:
            here = _graphs(stream)
            hashes = {name: graph.digest.hexdigest() for name, graph in here.items()}
            changed = [name for name, found in hashes.items() if there.get(name) != found]
            gone = sorted(there.keys() - hashes.keys())
            if not changed and not gone:
                return Uploaded(0, 0, len(hashes))

            def record(known: dict[str, str]) -> None:
                triples = (Triple(NamedNode(name), digest_of, Literal(known[name])) for name in sorted(known))
                remote.put(manifest, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")

            record({name: found for name, found in hashes.items() if there.get(name) == found})
            changed.sort(key=lambda name: (name.startswith(base + _DERIVED), name))
            for number, name in enumerate(changed):
                remote.put(NamedNode(name), b"".join(_triples(stream, here[name].runs)))
                if progress is not None:
                    progress(number + 1, len(changed) + len(gone))
    except OSError as exc:
        raise StoreError(f"{graph_nq}: {exc.strerror or exc}") from exc
    for number, name in enumerate(gone):
        remote.delete(NamedNode(name))
        if progress is not None:
            progress(len(changed) + number + 1, len(changed) + len(gone))
    record(hashes)
    return Uploaded(len(changed), len(gone), len(hashes) - len(changed))


def _graphs(lines: Iterable[bytes]) -> dict[str, _Graph]:
    """The named graphs of N-Quads by IRI. Each line ends in `<graph> .`, and no term after the object has a space in it."""
    found: dict[str, _Graph] = {}
    at = 0
    for line in lines:
        name = line.rstrip(b" .\n").rpartition(b" ")[2].strip(b"<>").decode()
        graph = found.get(name)
        if graph is None:
            graph = found[name] = _Graph(hashlib.sha256(), [])
        graph.digest.update(line)
        end = at + len(line)
        if graph.runs and graph.runs[-1][1] == at:
            graph.runs[-1] = (graph.runs[-1][0], end)
        else:
            graph.runs.append((at, end))
        at = end
    return found


def _triples(stream: IO[bytes], runs: list[tuple[int, int]]) -> Iterator[bytes]:
    """The lines of a graph as N-Triples."""
    for start, end in runs:
        stream.seek(start)
        for line in stream.read(end - start).splitlines(True):
            yield line.rstrip(b" .\n").rpartition(b" ")[0] + b" .\n"


__all__ = ["Uploaded", "upload"]
