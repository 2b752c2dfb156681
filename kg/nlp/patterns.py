"""The little language of relation patterns, compiled to regular expressions over the code of `frames`.

    {head} {tail}       the two ends, of the relation's own types; {head:ORG|PARK} of these types; ORG.gov by subtype
    {pair}              a coordination that is both ends: A与B, A、B两省, 粤黔
    {sides}             the same, but only one that sets parties over against each other, not A、B
    {parties:ORG}       双方, 两地, 三家单位: those set side by side before it (`relparties`), of the types; they are the heads
                        or, in a pattern without tail, both ends
    {x:PERSON}          any mention of that type, no end
    {amount} {count} {date} {percent}     a value; its text becomes the attribute of that name
    {title}             any short run of words, which becomes the attribute `title`
    …                   a gap in one clause that no mention stands in
    ‥                   a gap as …, shorter, without 的 (what stands before 的 is said of something else)
    ……                  a gap in one clause, mentions allowed
    ～                  a gap in one sentence (over commas) that no mention stands in
    ～～                a gap in one sentence, mentions allowed
    <word>              any word of kg/data/words/*.yml under that key
    ( | ) ? [ ]         as in regular expressions
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import RuleError
from kg.nlp.frames import CODE, KIND, MENTIONS
from kg.nlp.lexicon import alternatives
from kg.nlp.relparties import PARTIES
from kg.resources import DATA
from kg.rulefile import read_rulefile

WORDS = DATA / "words"
VALUE_SLOTS = {"amount": "money", "count": "quantity", "date": "date", "percent": "percent"}

_BORDER = r"。！？!?\n"
_CLAUSE = rf"，；：,;{_BORDER}"
_GAPS = {
    "……": rf"[^{_CLAUSE}]{{0,30}}?",
    "…": rf"[^{_CLAUSE}{MENTIONS}]{{0,16}}?",
    "‥": rf"[^{_CLAUSE}{MENTIONS}的]{{0,12}}?",
    "～～": rf"[^{_BORDER}]{{0,60}}?",
    "～": rf"[^；;{_BORDER}{MENTIONS}]{{0,30}}?",
}
_TOKEN = re.compile(
    r"\{(?P<slot>\w+)(?::(?P<types>[A-Za-z.|]+))?\}|<(?P<word>[\w-]+)>|(?P<gap>……|…|‥|～～|～)|(?P<raw>.)"
)
_REPEATED = re.compile(r"[?*+]|\{\d")
_TITLE = rf"(?P<title>[^{_CLAUSE}{MENTIONS}、（）的在了]{{2,14}}?)"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to run. Of each of `needs`, sets of characters, and of each word class of `classes` (see
    `classes_in`) the text must hold something."""

    regex: re.Pattern[str]
    slots: Mapping[str, frozenset[str]]
    """The named slots with the kinds each may hold."""
    needs: tuple[frozenset[str], ...]
    classes: frozenset[str]

    def types(self, slot: str) -> frozenset[str]:
        """The kinds a slot may hold, none where the pattern lacks it."""
        return self.slots.get(slot, frozenset())


@cache
def load_words() -> Mapping[str, tuple[str, ...]]:
    """All word classes of kg/data/words, longest word first.

    Raises:
        RuleError: a file is wrong, a word stands twice in a class, or two files have one class.
    """
    found: dict[str, tuple[str, ...]] = {}
    files: dict[str, str] = {}
    for path in sorted(WORDS.glob("*.yml")):
        for name, words in read_rulefile(path, dict[str, frozenset[str]]).items():
            if name in found:
                raise RuleError(f"{path.name}:1: the class {name!r} stands in {files[name]} too")
            files[name] = path.name
            found[name] = tuple(sorted(words, key=lambda word: (-len(word), word)))
    return found


def classes_in(code: str) -> frozenset[str]:
    """The word classes of which the code holds a word."""
    lengths, classes = _words_by_length()
    words = {
        word
        for at, char in enumerate(code)
        for length in lengths.get(char, ())
        if (word := code[at : at + length]) in classes
    }
    return frozenset().union(*(classes[word] for word in words))


@cache
def _words_by_length() -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, frozenset[str]]]:
    """The lengths of words by their first character, and the classes of each word."""
    lengths: dict[str, set[int]] = {}
    classes: dict[str, set[str]] = {}
    for name, words in load_words().items():
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
            classes.setdefault(word, set()).add(name)
    return (
        {char: tuple(found) for char, found in lengths.items()},
        {word: frozenset(names) for word, names in classes.items()},
    )


def class_of(types: str) -> str:
    """The characters of the code for "REGION|ORG.gov"; a type without subtype means all of its subtypes.

    Raises:
        ValueError: there is no such type.
    """
    chars = ""
    for wanted in types.split("|"):
        found = [char for kind, char in CODE.items() if kind == wanted or kind.startswith(f"{wanted}.")]
        if not found:
            raise ValueError(f"unknown type {wanted!r}")
        chars += "".join(found)
    return chars


def compile_pattern(match: str, ends: Mapping[str, str], words: Mapping[str, tuple[str, ...]]) -> Compiled:
    """Compile one pattern.

    Args:
        match: The pattern.
        ends: The types of head, tail and pair where the pattern does not name them, as "REGION|ORG".
        words: The word classes.

    Raises:
        ValueError: an unknown type, slot or word class, or the result is no regular expression.
    """
    out: list[str] = []
    slots: dict[str, frozenset[str]] = {}
    needs: list[frozenset[str]] = []
    classes: set[str] = set()
    anonymous = depth = 0
    for token in _TOKEN.finditer(match):
        if name := token["slot"]:
            if name == "title":
                out.append(_TITLE)
                slots[name] = frozenset()
                continue
            if name == "parties":
                out.append(f"(?P<parties>{PARTIES})")
                slots[name] = frozenset(KIND[char] for char in class_of(token["types"] or ends["head"]))
                continue
            types = token["types"] or ends.get(name) or VALUE_SLOTS.get(name)
            if types is None:
                raise ValueError(f"the slot {{{name}}} needs a type")
            chars = class_of(types)
            if name in slots and name not in VALUE_SLOTS:
                raise ValueError(f"the slot {{{name}}} is there twice")
            if name in ends or name in VALUE_SLOTS:
                slots[name] = frozenset(KIND[char] for char in chars)
                out.append(f"(?P<{name}>[{chars}])")
            else:
                anonymous += 1
                out.append(f"[{chars}]")
            if depth == 0 and not match[token.end() :].startswith("?"):
                needs.append(frozenset(chars))
        elif word := token["word"]:
            if word not in words:
                raise ValueError(f"unknown word class <{word}>")
            firsts = frozenset(text[0] for text in words[word])
            # Most places fail on the first character; where the pattern begins, `re` finds that out by itself.
            repeated = _REPEATED.match(match, token.end())
            guard = f"(?=[{re.escape(''.join(sorted(firsts)))}])" if out and len(firsts) > 1 and not repeated else ""
            out.append(guard + alternatives(words[word]))
            if depth == 0 and not repeated:
                classes.add(word)
        elif gap := token["gap"]:
            out.append(_GAPS[gap])
        else:
            raw = token["raw"]
            depth += (raw == "(") - (raw == ")")
            out.append(raw)
    try:
        regex = re.compile(re.sub(r"\((?!\?)", "(?:", "".join(out)))
    except re.error as exc:
        raise ValueError(f"no pattern: {exc}") from exc
    return Compiled(regex, slots, tuple(needs), frozenset(classes))
