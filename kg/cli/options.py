"""Options that several commands share; `@graph_option` gives the argument `graph`, and so on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import InputError
from kg.i18n import MESSAGES, t
from kg.settings import load_settings
from kg.validity import is_date

F = TypeVar("F", bound=Callable[..., Any])

RELATIONS = tuple(
    key.removeprefix("relation.") for key in MESSAGES if key.startswith("relation.") and key.count(".") == 1
)
"""Names of all relations that the reader may ask for."""
FORMATS = ("table", "json", "csv")


def graph_option(function: F) -> F:
    """`-g DIR`: the folder that `kg build` wrote, as `graph: Path`; default from the settings."""
    return click.option(
        "-g",
        "--graph",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=lambda: load_settings().graph,
        help=t("option.graph"),
    )(function)


def format_option(function: F) -> F:
    """`-f table|json|csv` as `form: str`."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help=t("option.format"),
    )(function)


def as_of_option(function: F) -> F:
    """`--as-of DATE` as `as_of: str`, a partial ISO date of the calendar; "" without it."""
    return click.option(
        "--as-of", metavar="DATE", default="", callback=check_date, help=t("option.as_of")
    )(function)


def check_date(_: click.Context, __: click.Parameter, value: str) -> str:
    """A partial ISO date, or "".

    Raises:
        InputError: there is no such date.
    """
    if value and not is_date(value):
        raise InputError(f"--as-of: {t('error.date', text=value)}")
    return value


def output_option(function: F) -> F:
    """`-o FILE` as `output: Path | None`; None means stdout. Hand both to `kg.cli.tables.emit`."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        help=t("option.output"),
    )(function)
