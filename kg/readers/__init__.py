"""Files → `Document`s → `Article`s. No spaCy here: what is read is layout and punctuation, not meaning.

A build that keeps what it read asks `list_sources` for the files, `Source.read` for a file's bytes (their SHA-256 tells
whether it changed) and `read_source` for its documents; `read_documents` does all three.
"""

from kg.readers.articles import read_articles
from kg.readers.files import fail, issue_of, read_documents, read_source
from kg.readers.sources import Source, list_sources

__all__ = ["Source", "fail", "issue_of", "list_sources", "read_articles", "read_documents", "read_source"]
