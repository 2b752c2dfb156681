"""TriG (https://www.w3.org/TR/trig/): Turtle that keeps the named graphs, one an article."""

from __future__ import annotations

import io

from pyoxigraph import RdfFormat, serialize
from rdflib.plugins.serializers.trig import TrigSerializer

from kg.exports.exporter import Exporter, Files, Options
from kg.exports.rdf import dataset, ended
from kg.exports.star import star_quads
from kg.store import ReadStore


class _Sorted(TrigSerializer):
    """rdflib writes graphs in the order of a hash; here they stand in the order of their names."""

    def preprocess(self) -> None:
        self.contexts = sorted(self.contexts, key=lambda graph: str(graph.identifier))
        super().preprocess()


def _files(store: ReadStore, options: Options) -> Files:
    stream = io.BytesIO()
    if options.rdf_star:  # which rdflib does not know
        serialize(star_quads(store), stream, format=RdfFormat.TRIG, prefixes=store.prefixes)
    else:
        _Sorted(dataset(store)).serialize(stream, encoding="utf-8")
    return {"graph.trig": [ended(stream.getvalue())]}


TRIG = Exporter("trig", _files, rdf_star=True)
