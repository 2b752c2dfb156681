"""Read Chinese news about regional partnerships into a knowledge graph in which every fact has its quote.

>>> import kg
>>> nlp = kg.load()                                   # the spaCy pipeline
>>> doc = nlp("花都区对口帮扶关岭自治县。")
>>> [(span.text, span.kb_id_) for span in doc.ents]
[('花都区', 'region/440114'), ('关岭自治县', 'region/520424')]

Importing `kg` loads nothing heavy; each name below is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_LAZY = {
    "load": ("kg.nlp", "load"),
    "extract": ("kg.nlp", "extract"),
    "read_documents": ("kg.readers", "read_documents"),
    "read_articles": ("kg.readers", "read_articles"),
    "build": ("kg.build", "build"),
    "open_store": ("kg.store", "open_store"),
    "Graph": ("kg.graph", "Graph"),
}
__all__ = ["Graph", "__version__", "build", "extract", "load", "open_store", "read_articles", "read_documents"]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
