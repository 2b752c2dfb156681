"""Files of corrections: where they lie, and their entries checked and in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.corrections.entries import Entry, Thing, thing
from kg.corrections.things import same_thing
from kg.errors import InputError, RuleError
from kg.i18n import t
from kg.rulefile import parse_rules

NAME = "corrections.yml"


def find_corrections(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files of corrections that belong to what is built: corrections.yml in a folder, beside it, or beside a file."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        for folder in (path, path.parent) if path.is_dir() else (path.parent,):
            if (file := folder / NAME).is_file():
                found[file] = None
    return tuple(found)


def read_corrections(files: Sequence[Path]) -> tuple[Entry, ...]:
    """The entries of files, in order; messages and decisions name a file by its path as given.

    Raises:
        InputError: a file cannot be read.
        RuleError: an entry makes no sense, or contradicts another one.
    """
    entries: list[Entry] = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as exc:
            raise RuleError(f"{file.as_posix()}:1: {t('corrections.utf8')}") from exc
        except OSError as exc:
            raise InputError(f"{file.as_posix()}: {exc.strerror or exc}") from exc
        entries += parse_corrections(text, file.as_posix())
    return checked(entries)


def parse_corrections(text: str, name: str) -> list[Entry]:
    """The entries of a text; one of comments alone has none. Raises `RuleError`; `name` is what messages call the file."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return []
    return parse_rules(text, list[Entry], name)


def checked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, if no two say that things are one and are not.

    Raises:
        RuleError: they do.
    """
    groups = classes(entries)
    for entry in entries:
        for group in groups:
            together = [m for m in map(thing, entry.not_same or ()) if any(same_thing(m, other) for other in group)]
            if len(together) > 1:
                names = " = ".join(map(str, together))
                raise RuleError(f"{entry.where}: {t('corrections.contradiction', names=names)}")
    return tuple(entries)


def classes(entries: Iterable[Entry]) -> list[list[Thing]]:
    """Things that are one, the one that is kept first; decisions that share a thing are one class."""
    groups: list[list[Thing]] = []
    for entry in entries:
        if not entry.same:
            continue
        members = [thing(member) for member in entry.same]
        touching = [g for g in groups if any(same_thing(a, b) for a in g for b in members)]
        whole = [member for group in touching for member in group]
        whole += [m for m in members if not any(same_thing(m, other) for other in whole)]
        groups = [g for g in groups if g not in touching] + [whole]
    return groups
