"""Named look-ups over an open store; each answers with frozen rows. No spaCy, rdflib or networkx is imported here.

>>> store = open_store(Path("output"))
>>> answer = partners(store, find(store, "黔南"))
"""

from kg.lookups.documents import (
    entity_document,
    fact_document,
    partners_document,
    shown_document,
    statement_document,
)
from kg.lookups.facts import Facts, label, relation_local, relation_name
from kg.lookups.graph import evidence, path, show, stats
from kg.lookups.names import find
from kg.lookups.partners import PAIRING, partners
from kg.lookups.questions import as_of_date, named_queries, named_query
from kg.lookups.rows import (
    ArticleRow,
    EntityRow,
    EvidenceRow,
    MetricRow,
    NamedQuery,
    Pair,
    Partners,
    Shown,
    StatementRow,
    Stats,
    Step,
)
from kg.lookups.wording import when, worded

__all__ = [
    "PAIRING",
    "ArticleRow",
    "EntityRow",
    "EvidenceRow",
    "Facts",
    "MetricRow",
    "NamedQuery",
    "Pair",
    "Partners",
    "Shown",
    "StatementRow",
    "Stats",
    "Step",
    "as_of_date",
    "entity_document",
    "evidence",
    "fact_document",
    "find",
    "label",
    "named_queries",
    "named_query",
    "partners",
    "partners_document",
    "path",
    "relation_local",
    "relation_name",
    "show",
    "shown_document",
    "statement_document",
    "stats",
    "when",
    "worded",
]
