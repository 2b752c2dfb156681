"""Each competency question answers rightly on the seeds: rows that must be there, and rows that never may.

expected.yml names columns and values; a node stands as its id, a term by its local name. `whole` wants no other rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.checks import validate
from kg.lookups import as_of_date, find, named_query
from kg.resources import ONTOLOGY
from kg.rulefile import read_rulefile
from kg.store import ReadStore

HERE = Path(__file__).parent
Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """A question with its parameters (variable → name) on a graph of conftest.py."""

    question: str
    graph: str = "seeds"
    params: dict[str, str] | None = None
    as_of: str = ""
    rows: list[Row] | None = None
    never: list[Row] | None = None
    whole: bool = False
    line: int = 0


CASES = read_rulefile(HERE / "expected.yml", list[Case])
QUESTIONS = sorted(file.stem for file in (ONTOLOGY / "questions").glob("*.rq"))


def answers(store: ReadStore, case: Case) -> list[Row]:
    found = {name: store.iri(find(store, value).id) for name, value in (case.params or {}).items()}
    text = named_query(store, case.question).text
    if case.as_of:
        text = as_of_date(text, case.as_of, case.question)
    solutions = store.query(text, found, case.question)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: store.local(row[name]) for name in names} for row in solutions]


def test_every_question_has_an_expected_answer():
    assert {case.question for case in CASES} == set(QUESTIONS)
    assert all(case.rows for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}:{case.line}")
def test_the_answer(stores: dict[str, ReadStore], case: Case):
    found = answers(stores[case.graph], case)
    columns = {name for row in [*(case.rows or ()), *(case.never or ())] for name in row}
    assert not found or columns <= set(found[0])
    missing = [row for row in case.rows or () if not any(row.items() <= other.items() for other in found)]
    assert not missing
    assert not [row for row in case.never or () if any(row.items() <= other.items() for other in found)]
    if case.whole:
        extra = [other for other in found if not any(row.items() <= other.items() for row in case.rows or ())]
        assert not extra


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_reads_the_same_with_any_parameter_left_open(stores: dict[str, ReadStore], name: str):
    """A parameter narrows the answer: what is found with it is part of what is found without."""
    store = stores["made"]
    everything = answers(store, Case(name, "made"))
    text = named_query(store, name).text
    for variable in {part.partition("=")[0] for part in text.splitlines()[1].split("-p ")[1:]}:
        values = {row[variable] for row in everything}
        for value in values:
            part = [row for row in answers(store, Case(name, "made", {variable: value}))]
            assert part == [row for row in everything if row[variable] == value]


def test_the_seeds_conform_and_every_quote_is_there(stores: dict[str, ReadStore]):
    result = validate(stores["seeds"], expect=HERE / "counts.yml")
    assert result.findings == ()
    assert result.quotes > 0
