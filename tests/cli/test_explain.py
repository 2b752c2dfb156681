"""`kg explain` and `kg extract` on a sentence of our own, with the real pipeline; and what bad input is answered."""

from __future__ import annotations

import csv
import io
import json

import pytest

TEXT = "来自惠州市的李小明说，收入翻了一番。\n"


def test_the_table_names_rule_ends_and_quote(run):
    result = run("explain", "-", stdin=TEXT)
    assert result.exit_code == 0
    line = next(line for line in result.output.splitlines() if "李小明" in line)
    assert line.startswith("comes_from.")
    assert "广东省/惠州市" in line


def test_mentions_are_listed_on_demand(run):
    assert "regions." not in run("explain", "-", stdin=TEXT).output
    assert "regions." in run("explain", "-", "--mentions", stdin=TEXT).output


def test_json_is_the_scheme_of_labels_and_offsets_hold(run):
    article = json.loads(run("explain", "-", "-f", "json", stdin=TEXT).output)[0]
    relation = article["relations"][0]
    start, end = relation["spans"][0]
    assert TEXT[start:end] == relation["evidence"]
    names = {entity["id"]: entity["name"] for entity in article["entities"]}
    assert (names[relation["head"]], names[relation["tail"]]) == ("李小明", "惠州市")


def test_csv_has_a_line_a_fact(run):
    rows = list(csv.DictReader(io.StringIO(run("explain", "-", "-f", "csv", stdin=TEXT).output)))
    assert [row["relation"] for row in rows] == ["来自"]
    assert TEXT[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["quote"]


def test_a_text_without_facts_says_so(run):
    result = run("explain", "-", stdin="今天天气很好。\n")
    assert (result.exit_code, result.output.strip()) == (0, "没有读到任何事实。")


@pytest.mark.parametrize("command", ["explain", "extract"])
@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b"\x00\x01\x02", "binary"), (b"%PDF-1.7", "PDF"), (b" \n\n", "empty")]
)
def test_bad_input_is_one_line(run, tmp_path, command, data, words):
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    result = run(command, str(path))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert words in result.stderr and "x.txt" in result.stderr
    assert result.stdout == ""


def test_a_missing_path_is_named(run):
    result = run("explain", "no/such.txt")
    assert result.exit_code == 2
    assert "no/such.txt: no such file or folder" in result.stderr
