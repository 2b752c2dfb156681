"""Files of corrections: where they lie, and their entries checked and in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.corrections.entries import Entry, Thing, thing
from kg.corrections.things import same_thing
from kg.errors import InputError, RuleError
from kg.i18n import t
from kg.identity import normalize_name
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
    whole = list(classes(entries))
    found = _Found()
    for number, group in enumerate(whole):
        for member in group:
            found.add(member, number)
    for entry in entries:
        by_class: dict[int, list[Thing]] = {}
        for member in map(thing, entry.not_same or ()):
            for number in found.of(member):
                by_class.setdefault(number, []).append(member)
        for together in by_class.values():
            if len(together) > 1:
                names = " = ".join(map(str, together))
                raise RuleError(f"{entry.where}: {t('corrections.contradiction', names=names)}")
    return tuple(entries)


def classes(entries: Iterable[Entry]) -> list[list[Thing]]:
    """Things that are one, the one that is kept first; decisions that share a thing are one class."""
    lists = [[thing(member) for member in entry.same] for entry in entries if entry.same]
    first = list(range(len(lists)))

    def root(number: int) -> int:
        while first[number] != number:
            number = first[number]
        return number

    found = _Found()
    for number, members in enumerate(lists):
        for member in members:
            for other in found.of(member):
                one, another = sorted((root(number), root(other)))
                first[another] = one
            found.add(member, number)
    groups: dict[int, list[Thing]] = {}
    for number, members in enumerate(lists):
        group = groups.setdefault(root(number), [])
        group += [member for member in members if not any(same_thing(member, known) for known in group)]
    return list(groups.values())


class _Found:
    """Things with a number each, to find those that a thing is the same as: by its id or name, not one by one."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[Thing, int]]] = {}

    def add(self, member: Thing, number: int) -> None:
        for key in self._keys(member):
            self._by_key.setdefault(key, []).append((member, number))

    def of(self, member: Thing) -> list[int]:
        """Their numbers, each once, in order."""
        pairs = [pair for key in self._keys(member) for pair in self._by_key.get(key, ())]
        return sorted({number for known, number in pairs if same_thing(known, member)})

    def _keys(self, member: Thing) -> set[str]:
        return {key for key in (member.id, normalize_name(member.text)) if key}
