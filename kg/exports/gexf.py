"""GEXF, for Gephi."""

from __future__ import annotations

from kg.exports.exporter import Exporter
from kg.i18n import language
from kg.network import gexf, to_networkx

GEXF = Exporter("gexf", lambda store: {"graph.gexf": gexf(to_networkx(store, language()))})
