"""A graph on disk as one Python object: look-ups by name, SPARQL, other libraries' graphs, and a page in a notebook.

>>> import kg
>>> graph = kg.Graph("output")
>>> [pair.partner.name for pair in graph.partners("关岭").own]
['花都区', '泉州市']
>>> graph.question("who-helps-whom")[0]["from"]
'广东省'
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph

from kg import lookups
from kg.conflicts import Conflict, conflicts
from kg.errors import MissingPackage
from kg.i18n import LANGUAGES, MESSAGES, language, t
from kg.lookups import EntityRow, MetricRow, Partners, Shown, StatementRow, Stats, Step
from kg.settings import load_settings
from kg.store import Place, ReadStore, is_address, open_store
from kg.totals import Total, total_of_relation
from kg.validity import is_date

if TYPE_CHECKING:  # each is imported by the method that needs it
    import networkx
    import pandas
    import pyvis.network
    import rdflib

Value = str | int | float | bool | Decimal | None
Table = Literal["statements", "entities", "metrics", "partnerships"]

_LARGEST_PAGE = 5_000
"""Statements of the largest graph that a notebook shows as a page: it keeps a copy of the page, some 2 KB a statement."""
_HEIGHT = 640
"""Of the page in a notebook, in pixels."""


class Graph:
    """The graph in a folder that `kg build` wrote; read-only, and any number may be open at once.

    Names of entities are given in any usual form: 黔南, 黔南州, 广州花都, 522700, region/522700. `store` is the open
    store, for what has no method here.
    """

    def __init__(self, folder: str | Path | None = None, lang: str = "") -> None:
        """Open the graph.

        Args:
            folder: What `kg build -o` wrote; without one KG_GRAPH, then "output".
            lang: "zh" or "en" for labels and the page; "" for the settings' language.

        Raises:
            StoreError: there is no graph, or it is damaged.
            ValueError: there is no such language.
        """
        if lang and lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}: zh or en")
        self.folder: Place = load_settings().graph if folder is None else folder if is_address(folder) else Path(folder)
        self.lang = lang or language()
        self.store: ReadStore = open_store(self.folder)

    def __repr__(self) -> str:
        return f"kg.Graph({str(self.folder)!r})"

    def find(self, name: str) -> EntityRow:
        """The entity that `name` means.

        Raises:
            UnknownName: none.
            AmbiguousName: several.
        """
        return lookups.find(self.store, name)

    def partners(
        self, name: str, depth: int = 1, relations: Collection[str] = (), as_of: str = ""
    ) -> Partners:
        """Who partners with `name`, as `kg partners` tells it: see kg.lookups.partners.

        Raises:
            ValueError: `as_of` is no partial ISO date ("2019", "2019-06", "2019-06-30").
        """
        return lookups.partners(self.store, self.find(name), depth, relations, _date(as_of))

    def show(self, name: str, as_of: str = "") -> Shown:
        """All that is known of `name`, of all times or as of a date. Raises as `partners`."""
        return lookups.show(self.store, self.find(name), _date(as_of))

    def path(self, start: str, goal: str, as_of: str = "") -> tuple[Step, ...] | None:
        """The shortest chain of facts between two entities; None when there is none. Raises as `partners`."""
        return lookups.path(self.store, self.find(start), self.find(goal), _date(as_of))

    def evidence(self, identifier: str) -> tuple[StatementRow | MetricRow, ...]:
        """The fact, with its quotes, of the id of a statement, metric or partnership, or the start of one.

        Raises:
            UnknownName: no fact has it.
            AmbiguousName: several facts begin with it.
        """
        return lookups.evidence(self.store, identifier)

    def conflicts(self, undated: bool = False) -> list[Conflict]:
        """What the sources tell against each other, as `kg conflicts` lists it: see kg.conflicts."""
        return conflicts(self.store, undated)

    def total(
        self, name: str, relation: str = "funds", year: str = "", below: bool = False, given: bool = False
    ) -> Total:
        """What `name` got (or gave), added up without counting anything twice: see kg.totals. Raises as `find`."""
        return total_of_relation(self.store, self.find(name), relation, year, below, given)

    def stats(self) -> Stats:
        """How much of what the graph holds."""
        return lookups.stats(self.store)

    def query(self, text: str, **entities: str) -> list[dict[str, Value]] | bool | list[pyoxigraph.Triple]:
        """Run SPARQL. SELECT gives a dict a row, ASK True or False, CONSTRUCT and DESCRIBE sorted triples.

        In a row, entities and other nodes are ids as everywhere in kg ("region/522700", "kg:assists"), numbers are numbers,
        and an unbound variable is None.

        Args:
            text: The query; the usual prefixes are known and the default graph is the union of all.
            entities: Variables that the query selects, set to an entity: `region="黔南"`.

        Raises:
            QueryError: it does not parse, or it is refused: updates, SERVICE, FROM of another source.
        """
        known = {variable: self.store.iri(self.find(name).id) for variable, name in entities.items()}
        answer = self.store.query(text, known)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return bool(answer)
        if isinstance(answer, pyoxigraph.QueryTriples):
            return sorted(answer, key=str)
        names = [variable.value for variable in answer.variables]
        return [dict(zip(names, map(self._value, row), strict=True)) for row in answer]

    def question(
        self, name: str, *, as_of: str = "", **entities: str
    ) -> list[dict[str, Value]] | bool | list[pyoxigraph.Triple]:
        """Run a question that ships with kg (`kg query --list` has them), with variables set as in `query`.

        Raises:
            QueryError: there is no such question, or it takes no date.
            ValueError: `as_of` is no partial ISO date.
        """
        text = lookups.named_query(self.store, name).text
        if _date(as_of):
            text = lookups.as_of_date(text, as_of, name)
        return self.query(text, **entities)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Entities as nodes and statements as edges, keyed by their ids: see kg.network.to_networkx."""
        from kg.network import to_networkx

        return to_networkx(self.store, self.lang)

    def to_pyvis(self) -> pyvis.network.Network:
        """The same network for pyvis, at fixed places: restyle it, or let it write a vis-network page."""
        from kg.drawing import to_pyvis

        return to_pyvis(self.to_networkx())

    def to_rdflib(self) -> rdflib.Dataset:
        """All named graphs in memory, one an article. Some seconds for each 100,000 quads."""
        from kg.exports.rdf import dataset

        return dataset(self.store)

    def to_pandas(self, table: Table = "statements") -> pandas.DataFrame:
        """A data frame: one row a statement, entity, metric or partnership, indexed by its id.

        Statements and entities have the columns of `kg export csv`.

        Raises:
            MissingPackage: pandas is not installed; the extra `kg[pandas]` brings it.
            ValueError: there is no such table.
        """
        from kg.tables import TABLES

        if table not in TABLES:
            raise ValueError(f"no table {table!r}: {', '.join(TABLES)}")
        try:
            import pandas
        except ImportError as exc:
            raise MissingPackage(t("error.extra", package="pandas", extra="pandas")) from exc
        columns, rows = TABLES[table](self.store, self.lang)
        return pandas.DataFrame(rows, columns=columns).set_index("id")

    def html(self) -> str:
        """The explorer page of `kg html`: one document that needs no network."""
        from kg.page import render

        return render(self.store, self.lang)

    def _repr_html_(self) -> str:
        """What a notebook shows: the numbers, and under them the explorer page in a frame of its own.

        The frame is cut off from the notebook (no shared origin), and a graph too large for one is left at the numbers.
        """
        stats = self.stats()
        shown = {
            "documents": stats.documents, "entities": stats.entities, "statements": stats.statements,
            "metrics": stats.metrics, "partnerships": stats.partnerships,
        }  # fmt: skip
        cells = "".join(f"<th>{self._say(f'stats.{name}')}</th><td>{count}</td>" for name, count in shown.items())
        summary = f"<table><tr>{cells}</tr></table>"
        if stats.statements > _LARGEST_PAGE:
            return summary + f"<p>{escape(self._say('graph.large'))}</p>"
        return summary + (
            f'<iframe srcdoc="{escape(self.html())}" sandbox="allow-scripts allow-downloads" '
            f'title="kg" style="width:100%;height:{_HEIGHT}px;border:1px solid #c3ccd5"></iframe>'
        )

    def _say(self, key: str) -> str:
        return MESSAGES[key][LANGUAGES.index(self.lang)]

    def _value(self, node: object) -> Value:
        """A term as Python has it."""
        if node is None:
            return None
        if isinstance(node, pyoxigraph.Literal):
            return _number(node)
        if isinstance(node, pyoxigraph.NamedNode):
            known = self.store.prefixed(node)
            return known if known != node.value else self.store.local(node)
        return str(node)


def _date(as_of: str) -> str:
    if as_of and not is_date(as_of):
        raise ValueError(t("error.date", text=as_of))
    return as_of


def _number(literal: pyoxigraph.Literal) -> Value:
    """The number or truth value that a literal is; any other as its text, whatever it says of its type."""
    try:
        match literal.datatype.value.rpartition("#")[2]:
            case "integer" | "int" | "long":
                return int(literal.value)
            case "decimal":
                return Decimal(literal.value)
            case "double" | "float":
                return float(literal.value)
            case "boolean":
                return {"true": True, "1": True, "false": False, "0": False}[literal.value]
    except (ArithmeticError, KeyError, ValueError):
        return literal.value
    return literal.value


__all__ = ["Graph"]
