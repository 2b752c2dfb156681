"""The questions that ship with kg: ontology/questions/*.rq and data/queries/*.rq, by file name.

A file starts with the comment lines `# zh: …` and `# en: …` that say what it asks.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import QueryError
from kg.i18n import t
from kg.lookups.rows import NamedQuery
from kg.resources import ONTOLOGY, QUERIES
from kg.settings import Settings
from kg.store import ReadStore
from kg.validity import last_day

_AS_OF = 'VALUES ?asOf { "9999-12-31" }'
"""The line of a query that takes the date asked for; as it stands, it asks for the present."""
_TITLE = re.compile(r"^#\s*(zh|en):\s*(.+?)\s*$", re.MULTILINE)


def named_queries() -> tuple[NamedQuery, ...]:
    """All of them, by name.

    Raises:
        QueryError: one lacks its title in a language, or two have one name.
    """
    found: dict[str, NamedQuery] = {}
    for folder in (ONTOLOGY / "questions", QUERIES):
        for file in sorted(folder.glob("*.rq")):
            if file.stem in found:
                raise QueryError(f"{file}: a second question named {file.stem}")
            found[file.stem] = _read(file)
    return tuple(found[name] for name in sorted(found))


def _read(file: Path) -> NamedQuery:
    text = file.read_text(encoding="utf-8")
    titles = dict(_TITLE.findall(text))
    if set(titles) != {"zh", "en"}:
        raise QueryError(f"{file}:1: it must start with the lines '# zh: …' and '# en: …'")
    return NamedQuery(file.stem, titles["zh"], titles["en"], text)


def named_query(store: ReadStore, name: str) -> NamedQuery:
    """The question `name`, its terms under the graph's own base IRI.

    Raises:
        QueryError: there is none of that name.
    """
    for question in named_queries():
        if question.name == name:
            # The files are written with the default base, which a graph built with another setting does not have.
            text = question.text.replace(f"<{Settings().base_iri}", f"<{store.base}")
            return NamedQuery(question.name, question.zh, question.en, text)
    raise QueryError(t("error.query.unnamed", name=name))


def as_of_date(text: str, date: str, source: str) -> str:
    """A query that asks as of a partial ISO date, its last day. `source` names the query in errors.

    The text is changed, not a value handed over: a filter of the query compares with the day, and what servers join to a query
    from without comes after its filters.

    Raises:
        QueryError: the query takes no date.
    """
    if _AS_OF not in text:
        raise QueryError(t("error.query.as_of", place=source, line=_AS_OF))
    return text.replace(_AS_OF, f'VALUES ?asOf {{ "{last_day(date)}" }}')
