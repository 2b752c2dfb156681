"""Files → `Document`s → `Article`s. No spaCy here: what is read is layout and punctuation, not meaning."""

from kg.readers.articles import read_articles
from kg.readers.files import read_documents

__all__ = ["read_articles", "read_documents"]
