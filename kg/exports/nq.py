"""N-Quads (https://www.w3.org/TR/n-quads/): the truth itself, sorted."""

from __future__ import annotations

from kg.exports.exporter import Exporter, Files, Options
from kg.exports.rdf import nquads
from kg.exports.star import star_nquads
from kg.store import ReadStore


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.nq": star_nquads(store) if options.rdf_star else [nquads(store)]}


NQ = Exporter("nq", _files, rdf_star=True)
