"""What people say of facts and entities: corrections.yml read, applied to extractions, and written (docs/corrections.md).

>>> corrections = Corrections(read_corrections(find_corrections(["seeds"])))
>>> corrections.apply(extraction).extraction
"""

from kg.corrections.applying import Applied, Corrections, Decision
from kg.corrections.entries import AddedFact, Change, Entry, FactName, Thing
from kg.corrections.places import is_source, keys
from kg.corrections.reading import NAME, find_corrections, parse_corrections, read_corrections

__all__ = [
    "NAME",
    "AddedFact",
    "Applied",
    "Change",
    "Corrections",
    "Decision",
    "Entry",
    "FactName",
    "Thing",
    "find_corrections",
    "is_source",
    "keys",
    "parse_corrections",
    "read_corrections",
]
