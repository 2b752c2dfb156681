"""Rule files: YAML read into typed dataclasses, every fault reported as `file:line: what is wrong`.

The dataclass is the schema: its fields are the allowed keys, fields without a default are required, annotations
are checked. A field `line: int` (or `file: str`) is no key; it receives where the thing stands, for later messages.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from kg.errors import RuleError
from kg.i18n import t

T = TypeVar("T")
PLACES = frozenset({"line", "file"})
"""Fields that the reader fills in and no file may set."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, four times as fast, where PyYAML was built with it."""
_SCALARS: dict[type, str] = {
    str: "tag:yaml.org,2002:str",
    int: "tag:yaml.org,2002:int",
    float: "tag:yaml.org,2002:float",
    bool: "tag:yaml.org,2002:bool",
}


def read_rulefile(path: Path, shape: type[T]) -> T:
    """Read one file as `shape`: a dataclass, or list[…], tuple[…, …], frozenset[str], dict[str, …] of such.

    Raises:
        RuleError: the file is missing, empty or no YAML; a key is unknown, missing or there twice; a value has the
            wrong type; two members of a list have one `id`, or are the same word.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise RuleError(f"{path.name}:1: {t('rule.read', reason=exc)}") from exc
    return parse_rules(text, shape, path.name)


def read_rulefiles(folder: Path, shape: type[T]) -> dict[str, T]:
    """Read every *.yml of a folder, sorted, by stem; members with an `id` may not share it across files.

    Raises:
        RuleError: as `read_rulefile`; or the folder holds no such file.
    """
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise RuleError(f"{folder.name}:1: {t('rule.none')}")
    found = {path.stem: read_rulefile(path, shape) for path in paths}
    seen: dict[str, str] = {}
    for stem, rules in found.items():
        for item in _identified(rules):
            if item.id in seen:
                raise RuleError(f"{stem}.yml:{getattr(item, 'line', 1)}: {t('rule.id', id=item.id, file=seen[item.id])}")
            seen[item.id] = f"{stem}.yml"
    return found


def parse_rules(text: str, shape: type[T], name: str) -> T:
    """Read YAML text as `shape`; `name` is what messages call the file. Raises as `read_rulefile`."""
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        raise RuleError(f"{name}:{mark.line + 1 if mark else 1}: {t('rule.yaml', reason=exc.problem)}") from exc
    except yaml.YAMLError as exc:
        raise RuleError(f"{name}:1: {t('rule.yaml', reason=exc)}") from exc
    if node is None:
        raise RuleError(f"{name}:1: {t('rule.empty')}")
    value: T = _Reader(name).convert(node, shape, t("rule.file"))
    return value


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)  # its messages are the same with and without libyaml


def _identified(rules: object) -> list[Any]:
    """The members with an `id` in the lists of a rule file."""
    if not dataclasses.is_dataclass(rules):
        return []
    values = [getattr(rules, f.name) for f in dataclasses.fields(rules)]
    return [
        item for value in values if isinstance(value, tuple | list) for item in value if hasattr(item, "id")
    ]


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name

    def fault(self, node: yaml.Node, where: str, message: str) -> RuleError:
        return RuleError(f"{self.name}:{node.start_mark.line + 1}: {where}: {message}")

    def convert(self, node: yaml.Node, shape: Any, where: str) -> Any:
        origin, args = get_origin(shape), get_args(shape)
        if dataclasses.is_dataclass(shape) and isinstance(shape, type):
            return self.record(node, shape, where)
        if origin in (Union, types.UnionType):
            return self.choice(node, args, where)
        if origin is Literal:
            if not isinstance(node, yaml.ScalarNode) or node.value not in args:
                raise self.fault(node, where, t("rule.choice", known=", ".join(map(str, args))))
            return node.value
        if origin in (list, tuple, frozenset, Sequence):
            return self.members(node, origin, args[0], where)
        if origin is dict:
            return {key: self.convert(item, args[1], key) for key, item in self.pairs(node, where)}
        return self.scalar(node, shape, where)

    def choice(self, node: yaml.Node, options: tuple[Any, ...], where: str) -> Any:
        if type(None) in options and node.tag == "tag:yaml.org,2002:null":
            return None
        faults: list[RuleError] = []
        for option in options:
            if option is type(None):
                continue
            try:
                return self.convert(node, option, where)
            except RuleError as exc:
                faults.append(exc)
        raise faults[-1]

    def members(self, node: yaml.Node, origin: Any, shape: Any, where: str) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(node, where, t("rule.list"))
        if not node.value:
            raise self.fault(node, where, t("rule.list.empty"))
        items = [self.convert(item, shape, where) for item in node.value]
        seen: set[Any] = set()
        for item, at in zip(items, node.value, strict=True):
            key = getattr(item, "id", item if origin is frozenset else None)
            if key not in (None, "") and key in seen:
                raise self.fault(at, where, t("rule.twice", name=key))
            seen.add(key)
        make = tuple if origin is Sequence else origin
        return make(items)

    def record(self, node: yaml.Node, shape: type, where: str) -> Any:
        hints = _hints(shape)
        fields = {f.name: f for f in dataclasses.fields(shape) if f.name not in PLACES}
        given: dict[str, Any] = {}
        for key, item in self.pairs(node, where):
            name = key.replace("-", "_")
            if name not in fields:
                raise self.fault(item, where, t("rule.unknown", name=key, known=", ".join(fields)))
            given[name] = self.convert(item, hints[name], key)
        for name, f in fields.items():
            required = f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
            if required and name not in given:
                raise self.fault(node, where, t("rule.missing", name=name))
        if "line" in hints:
            given["line"] = node.start_mark.line + 1
        if "file" in hints:
            given["file"] = self.name
        try:
            return shape(**given)
        except ValueError as exc:
            raise self.fault(node, where, str(exc)) from exc

    def pairs(self, node: yaml.Node, where: str) -> list[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, where, t("rule.keys"))
        if not node.value:
            raise self.fault(node, where, t("rule.nothing"))
        found: dict[str, yaml.Node] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.fault(key, where, t("rule.key"))
            if key.value in found:
                raise self.fault(key, where, t("rule.key.twice", name=key.value))
            found[key.value] = item
        return list(found.items())

    def scalar(self, node: yaml.Node, shape: Any, where: str) -> Any:
        if shape not in _SCALARS:
            raise TypeError(f"{shape!r} cannot be read from a rule file")
        known = node.tag == _SCALARS[shape] or (shape is float and node.tag == _SCALARS[int])
        # A day without quotes (2026-11-25) is the text that it is written as.
        known = known or (shape is str and node.tag == "tag:yaml.org,2002:timestamp")
        if not isinstance(node, yaml.ScalarNode) or not known:
            raise self.fault(node, where, t("rule.type", type=t(f"rule.type.{shape.__name__}"), found=_worded(node)))
        if shape is str:
            if not node.value.strip():
                raise self.fault(node, where, t("rule.text.empty"))
            return node.value
        return yaml.safe_load(node.value) if shape is bool else shape(node.value)


def _worded(node: yaml.Node) -> str:
    return repr(node.value) if isinstance(node, yaml.ScalarNode) else t("rule.composed")
