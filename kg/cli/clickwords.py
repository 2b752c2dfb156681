"""click's own words in the user's language: its headings, its usage errors. click marks them for gettext; no catalogue of it exists.

Every module of click looks its marked texts up by the names `_` and `ngettext`, which are set here to a table of ours. What is not
in the table stays English.
"""

from __future__ import annotations

from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from kg.i18n import language

_MODULES: tuple[ModuleType, ...] = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.termui, click.types,
)  # fmt: skip
_ZH = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本说明",
    "default: {default}": "默认: {default}",
    "env var: {var}": "环境变量: {var}",
    "Error: {message}": "错误：{message}",
    "Aborted!": "已中止",
    "Try '{command} {option}' for help.": "用 {command} {option} 查看说明。",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否想写：{possibilities}？）",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "{value!r} is not {choice}.": "{value} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value} 不在 {choices} 之中。",
    "{value!r} is not a valid {number_type}.": "{value} 不是所要的数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 要带一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 要带 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多出参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出参数（{args}）",
    "{name} {filename!r} does not exist.": "{name}不存在：{filename}",
    "{name} {filename!r} is a directory.": "这是文件夹，不是{name}：{filename}",
    "{name} {filename!r} is a file.": "这是文件，不是{name}：{filename}",
    "{name} {filename!r} is not readable.": "{name}不可读：{filename}",
    "{name} {filename!r} is not writable.": "{name}不可写：{filename}",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "unknown error": "未知错误",
}


def _word(message: str) -> str:
    return _ZH.get(message, message) if language() == "zh" else message


def _words(one: str, several: str, number: int) -> str:
    return _word(one if number == 1 else several)


def install() -> None:
    """Have click speak the current language from now on, whichever that is when it speaks."""
    for module in _MODULES:
        for name, function in (("_", _word), ("ngettext", _words)):
            if hasattr(module, name):
                setattr(module, name, function)


__all__ = ["install"]
