"""The formats that a graph can be taken away in. A new one is a file here and a line in `EXPORTERS`."""

from __future__ import annotations

from kg.exports.csv import CSV
from kg.exports.cypher import CYPHER
from kg.exports.exporter import Exporter, Options
from kg.exports.ftm import FTM
from kg.exports.gexf import GEXF
from kg.exports.graphml import GRAPHML
from kg.exports.jsonld import JSONLD
from kg.exports.neo4j import NEO4J
from kg.exports.nq import NQ
from kg.exports.parquet import PARQUET
from kg.exports.quickstatements import QUICKSTATEMENTS
from kg.exports.trig import TRIG
from kg.exports.ttl import TTL
from kg.exports.xlsx import XLSX

EXPORTERS: tuple[Exporter, ...] = (TTL, TRIG, NQ, JSONLD, GRAPHML, GEXF, CSV, XLSX, PARQUET, CYPHER, NEO4J, FTM, QUICKSTATEMENTS)

__all__ = ["EXPORTERS", "Exporter", "Options"]
