"""Front matter: lines of YAML between --- and --- at the top of a text, as Jekyll, Hugo and Obsidian have it."""

from __future__ import annotations

import re

import yaml

from kg.model import Issue, Metadata
from kg.readers.metadata import as_pairs, field_of, gather

_BLOCK = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.{0,20000}?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)
_KEY = re.compile(r"^([^\s:：#-][^:：\r\n]{0,30}?)[ \t]*[:：]", re.MULTILINE)
_WIDE = re.compile(r"^([^\s:：#-][^:：\r\n]{0,30}?)[ \t]*：[ \t]*", re.MULTILINE)


def read_front_matter(text: str, where: str, issues: list[Issue]) -> tuple[tuple[Metadata, ...], int]:
    """What the front matter states, and the offset at which it ends; ((), 0) where a text begins without one.

    It is one if a line of it has a key that we know (title, date, publisher, url, author, 标题, 日期 …): a rule of hyphens
    above a text is none. What YAML cannot read is a warning at `where`, and nothing is known then.
    """
    block = _BLOCK.match(text)
    if block is None or not any(field_of(key) not in (None, "text") for key in _KEY.findall(block["yaml"])):
        return (), 0
    end = block.end()
    try:
        # Words only, no objects: a date stays as it was written, and no tag of YAML makes anything.
        found = yaml.load(_WIDE.sub(r"\1: ", block["yaml"]), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f" (line {mark.line + 2})" if mark is not None else ""
        issues.append(Issue("warning", where, f"front matter cannot be read{line}: {getattr(exc, 'problem', None) or 'no YAML'}"))
        return (), end
    if not isinstance(found, dict):
        issues.append(Issue("warning", where, "front matter is no list of keys and values"))
        return (), end
    return (gather(as_pairs(found), "front matter", where, issues),), end
