"""Parquet is read back, typed and whole, by pyarrow, DuckDB and pandas."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError
from kg.exports import parquet, walk
from kg.exports.parquet import PARQUET
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.tables import TABLES, entity_rows, metric_rows, partnership_rows, statement_rows

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install -e '.[parquet]'")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install -e '.[test]'")

NUMBERS = ("amount_value", "amount_max", "count_value", "count_max", "number_value", "number_max", "value")


@pytest.fixture(scope="module")
def folder(store: ReadStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    for name, data in PARQUET.whole(store).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def rows(folder: Path, table: str, key: str = "id") -> dict[str, dict[str, object]]:
    import pyarrow.dataset as ds

    found = ds.dataset(folder / table, partitioning="hive").to_table().to_pylist()
    return {row[key]: row for row in found}


def unlike(got: dict[str, object], wanted: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Columns that both have and that do not say the same; "" and nothing are null."""
    def same(name: str, a: object, b: object) -> bool:
        if name in NUMBERS and a is not None:
            return isinstance(a, Decimal) and float(a) == float(str(b))
        if isinstance(a, list):
            return "|".join(a) == b
        return a == (None if b == "" else b)

    return {name: (got[name], wanted.get(name)) for name in got if name in wanted and not same(name, got[name], wanted[name])}


TYPED = {"statements": statement_rows, "metrics": metric_rows, "partnerships": partnership_rows, "entities": entity_rows}


@pytest.mark.parametrize("table", TABLES)
def test_it_holds_what_the_tables_hold(table: str, store: ReadStore, folder: Path) -> None:
    columns, wanted = TYPED[table](store, "zh")
    got = rows(folder, table)
    assert len(got) == len(wanted) > 0
    left_out = {"label", "quotes", "date"} if table != "entities" else set()
    assert set(columns) - set(next(iter(got.values()))) <= left_out
    for row in wanted:
        names = ("source_label", "target_label", "about_label")  # full paths here, plain names there
        assert not unlike({k: v for k, v in got[row["id"]].items() if k not in names}, row)


def test_all_quotes_are_there(store: ReadStore, folder: Path) -> None:
    found = rows(folder, "statements")
    for statement in walk.statements(store):
        got = found[statement.id]["evidence"]
        assert [(e["quote"], e["start"], e["end"], e["file"]) for e in got] == [  # type: ignore[index, attr-defined]
            (e.quote, e.start, e.end, e.document) for e in statement.evidence
        ]


def test_duckdb_and_pandas_read_it_as_it_is(store: ReadStore, folder: Path) -> None:
    import pandas

    _, wanted = statement_rows(store, "zh")
    counts: dict[str, int] = {}
    for row in wanted:
        counts[row["relation"]] = counts.get(row["relation"], 0) + 1
    got = duckdb.sql(f"SELECT relation, count(*) FROM '{folder}/statements/*/*.parquet' GROUP BY relation").fetchall()
    assert dict(got) == counts
    ((quotes,),) = duckdb.sql(f"SELECT sum(len(evidence)) FROM '{folder}/statements/*/*.parquet'").fetchall()
    assert quotes == sum(row["quotes"] for row in wanted)
    types = dict(row[:2] for row in duckdb.sql(f"DESCRIBE FROM '{folder}/statements/*/*.parquet'").fetchall())
    assert types["amount_value"] == "DECIMAL(38,10)" and types["since"] == "VARCHAR" and types["holds"] == "BOOLEAN"
    frame = pandas.read_parquet(folder / "statements")
    assert sorted(frame["id"]) == sorted(row["id"] for row in wanted)


def test_one_file_a_relation_whatever_there_is(store: ReadStore) -> None:
    files = PARQUET.files(store, parquet.Options())
    assert {name.split("/")[1] for name in files if name.startswith("statements/")} == {f"relation={name}" for name in load_ontology().relations}


def test_many_groups_are_what_one_is(store: ReadStore, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert PARQUET.whole(store) == {name: (folder / name).read_bytes() for name in PARQUET.whole(store)}
    monkeypatch.setattr(parquet, "GROUP", 2)
    (tmp_path / "entities").mkdir()
    pieces = list(PARQUET.files(store, parquet.Options())["entities/part-0.parquet"])
    assert len(pieces) > 3
    (tmp_path / "entities" / "part-0.parquet").write_bytes(b"".join(pieces))
    assert rows(tmp_path, "entities") == rows(folder, "entities")


@pytest.mark.parametrize(("number", "fits"), [("5257", True), ("0.0000000001", True), ("0.00000000001", False), ("1" * 28, True), ("1" * 29, False), ("1.50000000000000", True)])
def test_numbers_that_fit(number: str, fits: bool) -> None:
    assert parquet._fits(Decimal(number)) is fits
    if fits:
        assert pa.array([Decimal(number)], parquet._type("decimal")).to_pylist() == [Decimal(number)]


def test_without_pyarrow_the_message_says_what_to_install(store: ReadStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r'parquet needs pyarrow: pip install "kg\[parquet\]"'):
        PARQUET.whole(store)


def test_the_command_writes_folders(graph_dir: Path, folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", "parquet", "-g", str(graph_dir), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    written = {file.relative_to(tmp_path / "out") for file in (tmp_path / "out").rglob("*.parquet")}
    assert written == {file.relative_to(folder) for file in folder.rglob("*.parquet")}
