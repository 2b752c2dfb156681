"""GraphML, for yEd, Cytoscape, igraph and networkx."""

from __future__ import annotations

from kg.exports.exporter import Exporter
from kg.i18n import language
from kg.network import graphml, to_networkx

GRAPHML = Exporter("graphml", lambda store: {"graph.graphml": graphml(to_networkx(store, language()))})
