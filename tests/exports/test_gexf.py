"""GEXF as networkx reads it, and with what Gephi needs for its timeline."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import networkx as nx

from kg.exports import walk
from kg.exports.gexf import GEXF
from kg.flat import statement_values
from kg.network import to_networkx
from kg.store import ReadStore

NS = "{http://gexf.net/1.3}"


def test_nodes_and_edges_come_back(store: ReadStore):
    [data] = GEXF.whole(store).values()
    graph = to_networkx(store)
    back = nx.read_gexf(io.BytesIO(data))
    assert dict(back.nodes(data="label")) == {n: safe(d["label"]) for n, d in graph.nodes(data=True)}
    assert back.nodes["region/440100"]["longitude"] == 113.26
    found = {d["id"]: (s, o, d) for s, o, d in back.edges(data=True)}
    rows = list(walk.statements(store))
    assert len(rows) == len(found) == 16
    for row in rows:
        subject, object, got = found[row.id]
        assert (subject, object) == (row.subject.id, row.object.id)
        wanted = {k: safe(v) for k, v in statement_values(row, "zh").items() if v != ""}
        assert {k: v for k, v in wanted.items() if got.get(k) != v} == {}


def test_every_column_is_declared_once_with_its_type(store: ReadStore):
    root = ET.fromstring(b"".join(GEXF.whole(store).values()))
    for kind in ("node", "edge"):
        declared = [a.get("id") for a in root.findall(f"{NS}graph/{NS}attributes[@class='{kind}']/{NS}attribute")]
        assert len(set(declared)) == len(declared) > 5
        elements = root.iter(f"{NS}{kind}")
        used = {value.get("for") for element in elements for value in element.iter(f"{NS}attvalue")}
        assert used <= set(declared)


def test_edges_say_when_they_hold_in_whole_days(store: ReadStore):
    root = ET.fromstring(b"".join(GEXF.whole(store).values()))
    graph = root.find(f"{NS}graph")
    assert graph is not None and (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {edge.get("id"): edge for edge in root.iter(f"{NS}edge")}
    assert (edges["statement/aa01"].get("start"), edges["statement/aa01"].get("end")) == ("1996-01-01", "2020-12-31")
    assert (edges["statement/aa02"].get("start"), edges["statement/aa02"].get("end")) == ("2018-07-01", None)
    assert edges["statement/bb02"].get("start") is None
    assert edges["statement/bb02"].get("kind") == "partners_with"


def test_it_says_nothing_of_the_day(store: ReadStore):
    assert b"lastmodified" not in b"".join(GEXF.whole(store).values())


def safe(value: object) -> object:
    return value.replace("\x1b", "\ufffd") if isinstance(value, str) else value
