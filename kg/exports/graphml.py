"""GraphML, for yEd, Cytoscape, igraph and networkx."""

from __future__ import annotations

from kg.exports.exporter import Exporter, Files, Options
from kg.i18n import language
from kg.network import graphml, to_networkx
from kg.store import ReadStore


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.graphml": [graphml(to_networkx(store, language()))]}


GRAPHML = Exporter("graphml", _files)
