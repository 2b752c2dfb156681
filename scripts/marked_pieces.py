"""Reads files of marked pieces (tests/labelled/*.txt) into the annotation scheme's JSON, with the text and its spans.

A piece:
  === v001 kind=考察学习              its id
  E a REGION 福建省/厦门市/湖里区      an entity: id, TYPE[:subtype], name (a path for REGION)
  T …{a:湖里区}与{b:永宁县}…           a paragraph; {id:surface} marks a mention
  R assists a b date=6月3日           a relation: type, head, tail, attributes
  M b 转移就业 2300 人 time=2025       a metric: subject, name, value, unit, attributes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MENTION = re.compile(r"\{([a-z][a-z0-9]*):([^{}]+)\}")


def pieces(path: Path) -> Iterator[dict[str, Any]]:
    """The labelled pieces of a file in order; `spans` are [start, end, entity id] into `text`.

    Raises:
        ValueError: a line is none of the above, or marks an entity that the piece does not declare.
    """
    piece: dict[str, Any] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, rest = line.rstrip().partition(" ")
        try:
            if not mark or mark.startswith("#"):
                continue
            if mark == "===":
                if piece is not None:
                    yield piece
                piece = {"doc": rest.split()[0], "text": "", "spans": [], "entities": [], "relations": [], "metrics": []}
            elif piece is None:
                raise ValueError("no piece has begun")
            else:
                _READ[mark](piece, rest)
        except (KeyError, ValueError, IndexError) as exc:
            raise ValueError(f"{path.name}:{number}: {exc!r}") from exc
    if piece is not None:
        yield piece


def _entity(piece: dict[str, Any], rest: str) -> None:
    id_, kind, name = rest.split(" ", 2)
    type_, _, subtype = kind.partition(":")
    entity: dict[str, Any] = {"id": id_, "type": type_, "name": name.rpartition("/")[2], "mentions": []}
    if subtype:
        entity["subtype"] = subtype
    if type_ == "REGION":
        entity["path"] = name
    piece["entities"].append(entity)


def _paragraph(piece: dict[str, Any], rest: str) -> None:
    entities = {entity["id"]: entity for entity in piece["entities"]}
    at = 0
    for match in _MENTION.finditer(rest):
        piece["text"] += rest[at : match.start()]
        start = len(piece["text"])
        piece["text"] += match[2]
        piece["spans"].append([start, len(piece["text"]), match[1]])
        if match[2] not in entities[match[1]]["mentions"]:
            entities[match[1]]["mentions"].append(match[2])
        at = match.end()
    piece["text"] += rest[at:] + "\n"


def _relation(piece: dict[str, Any], rest: str) -> None:
    type_, head, tail, *more = rest.split()
    piece["relations"].append({"type": type_, "head": head, "tail": tail, "attrs": _attributes(more)})


def _metric(piece: dict[str, Any], rest: str) -> None:
    subject, name, value, unit, *more = rest.split()
    piece["metrics"].append({"subject": subject, "metric": name, "value": float(value), "unit": unit, **_attributes(more)})


def _attributes(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


_READ = {"E": _entity, "T": _paragraph, "R": _relation, "M": _metric}
