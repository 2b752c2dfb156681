"""What documents are called: by the stems of their files."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from kg.model import digest
from kg.readers.formats import CONTAINERS, PARTED, PLAIN, media_type_of

STDIN = "-"


def names_of(paths: list[str]) -> list[str]:
    """The stem of each path, with as many folders before it as make all different (whatever their case).

    Texts are named among themselves, so that a page laid beside them renames none.
    """
    plain = [path for path in paths if is_plain(path)]
    others = [path for path in paths if not is_plain(path)]
    first = _names(plain, frozenset(), frozenset())
    second = _names(others, frozenset(first), frozenset(path for path in others if media_type_of(path) in CONTAINERS))
    names = dict(zip([*plain, *others], [*first, *second], strict=True))
    return [names[path] for path in paths]


def is_plain(path: str) -> bool:
    """Is it read as it is, by its name: .txt, .md, or a suffix that is none of ours?"""
    return media_type_of(path) in PLAIN


def _names(paths: list[str], taken: frozenset[str], containers: frozenset[str]) -> list[str]:
    """`taken` are names that stay as they are."""
    level = [0] * len(paths)
    while True:
        names = [_name(path, n) for path, n in zip(paths, level, strict=True)]
        where = Counter(name.casefold() for name in (*names, *taken))
        # What stands in a.zip is called a!…: no file beside it may be called so.
        inner = {name[:at].casefold() for name in (*names, *taken) for at, c in enumerate(name) if c in PARTED}
        meeting = [
            index
            for index, name in enumerate(names)
            if where[name.casefold()] > 1 or (paths[index] in containers and name.casefold() in inner)
        ]
        if not meeting:
            return names
        for index in meeting:
            level[index] += 1


def _name(path: str, level: int) -> str:
    if path == STDIN:
        return "stdin" if level == 0 else f"stdin-{digest(path, str(level), length=8)}"
    pure = PurePosixPath(path)
    folders = [part for part in pure.parent.parts if part not in ("/", ".", "..")]
    if level <= len(folders):
        return "-".join([*folders[len(folders) - level :], pure.stem])
    # a.txt beside a.md, or a folder whose name looks like ours: the path itself decides.
    return f"{pure.stem}{pure.suffix.replace('.', '-')}-{digest(path, str(level), length=8)}"
