"""`kg query`: SPARQL from a file, the command line, standard input, or the questions that ship with kg.

SELECT is written as table, json, csv, tsv or xml (the SPARQL 1.1 result formats but for the table), ASK as its word,
json or xml and with exit code 1 for no, CONSTRUCT and DESCRIBE as RDF, sorted, in turtle unless told otherwise.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, parse_query_results

from kg.answers import GRAPHS, RESULTS, YES_OR_NO, unfit
from kg.cli.options import check_date, graph_option, output_option
from kg.cli.tables import emit, render_json, render_table, terminal_width
from kg.errors import InputError, QueryError
from kg.i18n import language, t
from kg.lookups import as_of_date, find, named_queries, named_query
from kg.server.alone import Answered, ask
from kg.server.limits import MIB
from kg.store import Place, ReadStore, open_store


@click.command("query", help=t("query.help"))
@click.argument("file", required=False, metavar="[FILE|-]")
@click.option("-q", "--query", "text", metavar="TEXT", help=t("query.text"))
@click.option("--named", metavar="NAME", help=t("query.named"))
@click.option("--list", "listing", is_flag=True, help=t("query.list"))
@click.option("-p", "--param", "params", multiple=True, metavar="VAR=NAME", help=t("query.param"))
@click.option("--as-of", metavar="DATE", default="", callback=check_date, help=t("query.as_of"))
@click.option("-f", "--format", "form", type=click.Choice(("table", *RESULTS, *GRAPHS)), default="table",
              help=t("query.format"))  # fmt: skip
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86400),
    default=60.0,
    show_default=True,
    metavar="S",
    help=t("serve.timeout"),
)
@click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    default=1024,
    show_default=True,
    metavar="MIB",
    help=t("serve.memory"),
)
@graph_option
@output_option
def command(
    file: str | None,
    text: str | None,
    named: str | None,
    listing: bool,
    params: tuple[str, ...],
    as_of: str,
    form: str,
    timeout: float,
    memory: int,
    graph: Place,
    output: Path | None,
) -> None:
    if listing:
        emit(_list(form), output, form)
        return
    if sum(given is not None for given in (file, text, named)) != 1:
        raise QueryError(t("error.query.one"))
    store = open_store(graph)
    if named is not None:
        source, text = named, named_query(store, named).text
    elif file is not None:
        source, text = file, _read(file)
    else:
        source, text = "-q", text or ""
    if as_of:
        text = as_of_date(text, as_of, source)
    entities = dict(_param(store, param) for param in params)
    # For people, tables come from JSON and graphs as Turtle; what cannot be had in the form asked for is told by them, too.
    accepted = [*([] if form == "table" else [form]), "json", "turtle"]
    answer = ask(store, source, timeout, memory * MIB, text=text, accepted=accepted, entities=entities)
    if answer.form in GRAPHS:
        if form not in ("table", answer.form):
            raise unfit(form, tuple(GRAPHS))
        emit(_text(answer), output, form)
        return
    found = _results(answer)
    if form not in ("table", answer.form):
        raise unfit(form, ("table", *(YES_OR_NO if isinstance(found, QueryBoolean) else RESULTS)))
    if form != "table":
        emit(_text(answer), output, form)
    elif isinstance(found, QueryBoolean):
        emit(t("query.yes" if found else "query.no") + "\n", output, form)
    elif found is not None:
        emit(_table(store, found), output, form)
    if isinstance(found, QueryBoolean) and not found:
        click.get_current_context().exit(1)


def _list(form: str) -> str:
    questions = named_queries()
    if form == "json":
        return render_json([{"name": q.name, "zh": q.zh, "en": q.en} for q in questions])
    table = [[q.name, q.zh if language() == "zh" else q.en] for q in questions]
    return render_table([t("label.name"), t("label.question")], table, terminal_width())


def _read(file: str) -> str:
    """The text of a file, or of standard input for "-"; UTF-8, with or without a byte-order mark."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as exc:
        raise InputError(f"{file}: {exc.strerror or exc}") from exc
    except UnicodeDecodeError as exc:
        raise InputError(t("error.query.encoding", place=file)) from exc


def _param(store: ReadStore, text: str) -> tuple[str, str]:
    """`region=黔南` → ("region", the id of 黔南)."""
    variable, equals, name = text.partition("=")
    variable = variable.lstrip("?$")
    if not equals or not re.fullmatch(r"[A-Za-z_]\w*", variable):
        raise QueryError(t("error.query.param", text=text))
    return variable, find(store, name).id


def _results(answer: Answered) -> QueryBoolean | QuerySolutions | None:
    """What a table's or yes-or-no's bytes say; None for forms that only tables have."""
    if answer.form not in YES_OR_NO:
        return None
    return parse_query_results(answer.body, RESULTS[answer.form])


def _table(store: ReadStore, found: QuerySolutions) -> str:
    header = [variable.value for variable in found.variables]
    return render_table(header, [[_cell(store, node) for node in row] for row in found], terminal_width())


def _cell(store: ReadStore, node: object) -> str:
    """A term for people: kg:assists, region/522700, the text of a literal; nothing when unbound."""
    if isinstance(node, NamedNode):
        if node.value.startswith(store.base) and not node.value.startswith(store.prefixes["kg"]):
            return store.local(node)
        return store.prefixed(node)
    return store.local(node)


def _text(answer: Answered) -> str:
    text = answer.body.decode("utf-8").replace("\r\n", "\n")
    return text if text.endswith("\n") else text + "\n"
