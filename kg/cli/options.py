"""Options that several commands share; `@graph_option` gives the argument `graph`, and so on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import InputError
from kg.i18n import MESSAGES, t
from kg.settings import load_settings
from kg.store import Place, is_address
from kg.validity import is_date

F = TypeVar("F", bound=Callable[..., Any])

RELATIONS = tuple(
    key.removeprefix("relation.") for key in MESSAGES if key.startswith("relation.") and key.count(".") == 1
)
"""Names of all relations that the reader may ask for."""
FORMATS = ("table", "json", "csv")


class _PlaceType(click.ParamType):  # type: ignore[type-arg]
    """A folder, or the address of a SPARQL server."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        return value if isinstance(value, Path) or is_address(value) else Path(value)


def graph_option(function: F) -> F:
    """`-g DIR|URL`: the folder that `kg build` wrote or the server that has the graph, as `graph: Place`; default from the settings."""
    return _place_option()(function)


def folder_option(function: F) -> F:
    """The same for commands that read a whole graph: `graph: Path`, which for a server is a copy that goes when the command ends."""
    return _place_option(callback=_fetched)(function)


def _place_option(**more: Any) -> Callable[[F], F]:
    return click.option(
        "-g", "--graph", metavar="DIR|URL", type=_PlaceType(), default=lambda: load_settings().graph, help=t("option.graph"), **more
    )


def _fetched(ctx: click.Context, param: click.Parameter, place: Place) -> Path | None:
    if isinstance(place, Path) or ctx.resilient_parsing:
        return place if isinstance(place, Path) else None
    from tempfile import TemporaryDirectory

    from kg.mirror import mirror

    copy = TemporaryDirectory(prefix="kg-")
    ctx.call_on_close(copy.cleanup)
    ctx.meta[SERVED] = place
    mirror(place, Path(copy.name))
    return Path(copy.name)


SERVED = "kg.served"
"""In a context's `meta`: the address of the server, where `folder_option` made a copy."""


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
