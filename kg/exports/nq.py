"""N-Quads (https://www.w3.org/TR/n-quads/): the truth itself, sorted."""

from __future__ import annotations

from kg.exports.exporter import Exporter
from kg.exports.rdf import nquads

NQ = Exporter("nq", lambda store: {"graph.nq": nquads(store)})
