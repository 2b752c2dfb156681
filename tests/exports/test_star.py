"""RDF 1.2 as pyoxigraph reads it: the graph of RDF 1.1, and each statement tied to the triple that it is about."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store, Triple, parse

from kg.cli import main
from kg.exports import EXPORTERS, Options
from kg.store import ReadStore

# rdflib 7 calls its own deprecated parts.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

FORMATS = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
STAR = Options(rdf_star=True)


def read(store: ReadStore, name: str, options: Options) -> set:
    [exporter] = [e for e in EXPORTERS if e.name == name]
    [data] = exporter.whole(store, options).values()
    return {quad if name != "ttl" else quad.triple for quad in parse(data, format=FORMATS[name])}


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_ties_statements_to_triples_is_new(store: ReadStore, name: str):
    plain, star = read(store, name, Options()), read(store, name, STAR)
    assert _numbers(plain) <= _numbers(star)
    ties = {q for q in star if isinstance(q.object, Triple)}
    assert len(ties) == len(star) - len(plain) == 16
    for tie in ties:
        assert tie.predicate == store.term("rdf:reifies")
        for end in ("subject", "predicate", "object"):
            assert store.value(tie.subject, f"rdf:{end}") == store.local(getattr(tie.object, end))


def test_what_is_said_of_a_triple_is_found_by_it(store: ReadStore):
    [exporter] = [e for e in EXPORTERS if e.name == "trig"]
    loaded = Store()
    loaded.load(b"".join(exporter.whole(store, STAR).values()), format=RdfFormat.TRIG)
    query = "SELECT DISTINCT ?o ?review { <region/440100> kg:assists ?o {| kg:review ?review |} }"
    answer = loaded.query(query, base_iri=store.base, prefixes=store.prefixes, use_default_graph_as_union=True)
    assert [(store.local(row["o"]), row["review"].value) for row in answer] == [("region/522700", "confirmed")]


def test_a_denied_triple_is_no_fact(store: ReadStore):
    denied = (store.iri("region/522700"), store.term("kg:partnersWith"), store.iri("region/530000"))
    star = read(store, "nq", STAR)
    assert any(q.object == Triple(*denied) for q in star)
    assert not any((q.subject, q.predicate, q.object) == denied for q in star)


def test_other_formats_refuse_it(graph_dir):
    result = CliRunner().invoke(main, ["export", "csv", "--rdf-star", "-g", str(graph_dir)])
    assert result.exit_code == 2 and "--rdf-star" in result.stderr


def _numbers(quads: set) -> set:
    """Turtle's writers shorten numbers: 0.90 and 0.9 are the same."""
    return {str(q).replace('0"^^', '"^^') for q in quads}
