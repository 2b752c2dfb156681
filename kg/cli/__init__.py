"""The command line. `main` is a click group; a command's module is imported when the command is called.

A command is a module of `COMMANDS` with a `command: click.Command` in it and a message `<name>.help`. stdout is data,
stderr is talk. A `KgError` ends as one line on stderr with the error's own exit code: 0 done, 1 the answer is no,
2 could not run. click answers bad usage with 2 and a closed pipe without a word.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.cli.clickwords import install
from kg.errors import AmbiguousName, KgError
from kg.i18n import LANGUAGES, set_language, t

COMMANDS = {
    "build": "kg.cli.build",
    "extract": "kg.cli.extract",
    "partners": "kg.cli.partners",
    "show": "kg.cli.show",
    "path": "kg.cli.path",
    "evidence": "kg.cli.evidence",
    "total": "kg.cli.total",
    "conflicts": "kg.cli.conflicts",
    "query": "kg.cli.query",
    "stats": "kg.cli.stats",
    "diff": "kg.cli.diff",
    "review": "kg.cli.review",
    "export": "kg.cli.export",
    "html": "kg.cli.html",
    "serve": "kg.cli.serve",
    "validate": "kg.cli.validate",
    "evaluate": "kg.cli.evaluate",
    "explain": "kg.cli.explain",
}


class KgGroup(click.Group):
    """A group that knows its commands by name and imports each when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def get_help(self, ctx: click.Context) -> str:
        # The words are looked up now and not at import, when --lang is not known yet.
        self.help = t("main.help")
        for param in self.params:
            if isinstance(param, click.Option) and f"main.{param.name}" in ("main.lang", "main.version"):
                param.help = t(f"main.{param.name}")
        return super().get_help(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # From the catalogue, so that `kg --help` imports no command.
        with formatter.section(t("main.commands")):
            formatter.write_dl([(name, t(f"{name}.help").partition("\n")[0]) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as exc:
            _report(exc)
            ctx.exit(exc.exit_code)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(
                stream, io.TextIOWrapper
            ):  # a Windows console or a pipe there is not UTF-8 by itself
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        install()
        words = sys.argv[1:] if args is None else args
        return super().main([_decoded(word) for word in words], *rest, **kwargs)


def _decoded(word: str) -> str:
    """An argument as UTF-8, also where the locale says that arguments are ASCII."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word  # a file name may be any bytes


def _report(error: KgError) -> None:
    click.echo(t("error.prefix", message=" ".join(str(error).split("\n"))), err=True)
    if isinstance(error, AmbiguousName):
        for identifier, label in error.candidates:
            click.echo(f"  {identifier}  {label}", err=True)


def _choose_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if not ctx.resilient_parsing:
        set_language(value or "")


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"kg {__version__}")
        ctx.exit()


@click.group("kg", cls=KgGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False, callback=_choose_language
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
def main() -> None:
    """Command line of kg; see `main.help` in kg/i18n.py."""
