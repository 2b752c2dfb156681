"""Word lists in kg/data/lexicons, read once; a wrong list names its file and does not load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

import yaml

from kg.errors import RuleError
from kg.resources import LEXICONS


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The mapping in kg/data/lexicons/NAME.yml.

    Raises:
        RuleError: the file is missing, is no YAML, or is not a mapping with entries.
    """
    path = LEXICONS / f"{name}.yml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise RuleError(f"{path.name}:1: cannot be read: {exc.strerror}") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        raise RuleError(f"{path.name}:{mark.line + 1 if mark else 1}: no YAML: {exc}") from exc
    if not isinstance(data, dict) or not data:
        raise RuleError(f"{path.name}:1: an empty lexicon, or one that is no mapping")
    return data


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """The words under a key: a list, or a string of words parted by blanks.

    Raises:
        RuleError: there is no such key, or a word stands twice (one of the two was meant to be another).
    """
    value = load_lexicon(name).get(key)
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise RuleError(f"{name}.yml:1: no words under {key!r}")
    if twice := {word for word in words if words.count(word) > 1}:
        raise RuleError(f"{name}.yml:1: twice under {key!r}: {' '.join(sorted(twice))}")
    return frozenset(words)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, so that 有限公司 wins over 公司.

    Words that begin alike share their beginning, (?:公(?:司|园)|厂): what matches is the same as if they stood one by
    one, and a text is searched in a fraction of the time.
    """
    return _alternatives(frozenset(words))


@lru_cache(maxsize=1024)
def _alternatives(words: frozenset[str]) -> str:
    branches = []
    for first, group in groupby(sorted(words), key=lambda word: word[:1]):
        rests = [word[1:] for word in group]
        # Each branch opens with a letter: `re` then skips to where one of these letters stands.
        branches.append(re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else f"(?:{_tree(rests)})"))
    return "(?:" + "|".join(branches) + ")"


def _tree(words: Sequence[str]) -> str:
    """Alternatives for sorted words that are no repetition; "", if it is one of them, as the last that is tried."""
    branches, letters = [], []
    for first, group in groupby(filter(None, words), key=lambda word: word[0]):
        rests = [word[1:] for word in group]
        if rests == [""]:
            letters.append(first)
        elif len(rests) == 1:
            branches.append(re.escape(first + rests[0]))
        else:
            branches.append(f"{re.escape(first)}(?:{_tree(rests)})")
    if letters:
        branches.append(re.escape(letters[0]) if len(letters) == 1 else f"[{re.escape(''.join(letters))}]")
    return "|".join([*branches, ""] if "" in words else branches)
