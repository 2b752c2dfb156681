"""The only module that knows where shipped data lies. All of it is package data, so any folder will do."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
MODELS = DATA / "models"
REGIONS = DATA / "regions"
LEXICONS = DATA / "lexicons"
RELATIONS = DATA / "relations"
CUES = DATA / "cues"
QUERIES = DATA / "queries"

_INSTALLED_ONTOLOGY = DATA / "ontology"
ONTOLOGY = _INSTALLED_ONTOLOGY if _INSTALLED_ONTOLOGY.is_dir() else DATA.parents[1] / "ontology"
"""In a wheel ontology/ lies beside the other data, in a checkout at the top level."""
