"""What a worker can be asked, by name; each task reads the open store and answers with bytes and an HTTP status.

Sites add nothing here: what a question means is decided by kg.lookups, kg.answers and kg.page, as on the command line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyoxigraph import NamedNode

from kg.answers import TooLarge, forms, write
from kg.errors import AmbiguousName, KgError, QueryError, StoreError, UnknownName
from kg.i18n import language, t
from kg.lookups import Facts, evidence, fact_document, find, partners, partners_document
from kg.lookups.documents import entity_document
from kg.lookups.search import Search
from kg.server import describe
from kg.server.neighbourhood import around, is_large
from kg.sparql import Refused
from kg.store import ReadStore


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: `form` is a name of kg.server.negotiate.FORMS, "text", or "explorer" for a page with a policy of its own."""

    body: bytes
    status: int = 200
    form: str = "json"
    headers: dict[str, str] = field(default_factory=dict)


def failure(exc: Exception) -> Reply | None:
    """What is said of an error that the one who asked can do something about; None for any other."""
    match exc:
        case Refused():
            return _text(str(exc), 403)
        case TooLarge():
            return _text(str(exc), 507)
        case QueryError():
            return _text(str(exc), 400)
        case UnknownName():
            nearest = [{"name": name, "type": kind} for name, kind in exc.nearest]
            return _json({"error": str(exc), "nearest": nearest}, 404)
        case AmbiguousName():
            candidates = [{"id": identifier, "label": label} for identifier, label in exc.candidates]
            return _json({"error": str(exc), "candidates": candidates}, 409)
        case StoreError() | KgError():
            return _text(str(exc), 500)
    return None


def query(
    store: ReadStore,
    text: str,
    accepted: Sequence[str],
    most: int | None = None,
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    entities: Mapping[str, str] | None = None,
    source: str = "query",
) -> Reply:
    """A SPARQL query over the dataset that the protocol names, in the first form of `accepted` that its kind has.

    `entities` has ids for some of its variables, `source` is what errors call it.
    """
    dataset = None
    if default_graphs is not None or named_graphs is not None:
        dataset = (list(default_graphs or ()), list(named_graphs or ()))
    known = {name: store.iri(identifier) for name, identifier in (entities or {}).items()}
    answer = store.query(text, known, source, dataset)
    fitting = [form for form in accepted if form in forms(answer)]
    if not fitting:
        return _text(t("serve.unacceptable", forms=", ".join(forms(answer))), 406)
    return Reply(write(store, answer, fitting[0], most), form=fitting[0])


def service(store: ReadStore, form: str, endpoint: str) -> Reply:
    """The service description of the endpoint."""
    return Reply(describe.service(store, form, endpoint), form=form)


def resource(store: ReadStore, identifier: str, form: str, most: int) -> Reply:
    """All that the graph says of a thing: a page, or RDF."""
    try:
        node = NamedNode(store.base + identifier)
    except ValueError:
        return unknown(identifier, form)
    if not describe.known(store, node):
        return unknown(identifier, form)
    if form == "html":
        from kg.server import pages  # imports the templates' engine

        return Reply(pages.resource(store, node).encode(), form="html")
    return Reply(describe.resource(store, node, form, most), form=form)


def unknown(identifier: str, form: str) -> Reply:
    """There is no such thing."""
    message = t("error.name.unknown", name=identifier)
    if form != "html":
        return _text(message, 404)
    from kg.server import pages

    return Reply(pages.message(message).encode(), 404, "html")


def partners_of(store: ReadStore, name: str, depth: int, relations: Sequence[str], as_of: str = "") -> Reply:
    """Who partners with whom, as `kg partners -f json`."""
    return _json(partners_document(partners(store, find(store, name), depth, relations, as_of)))


def search(store: ReadStore, text: str, most: int, html: bool) -> Reply:
    """Entities by what has been typed of a name."""
    if html:
        from kg.server import pages

        return Reply(pages.found(text, _names(store).find(text, most + 1), most).encode(), form="html")
    return _json({"found": [entity_document(row) for row in _names(store).find(text, most)]})


def evidence_of(store: ReadStore, identifier: str) -> Reply:
    """The quotes behind a fact, as `kg evidence -f json`."""
    return _json({"facts": [fact_document(row) for row in evidence(store, identifier)]})


def explorer(store: ReadStore) -> Reply:
    """The explorer over the whole graph; where that is too large, a page to start from."""
    if is_large(store):
        from kg.server import pages

        return Reply(pages.start(store).encode(), form="html")
    from kg.page import render

    return Reply(render(store, language(), site="whole").encode(), form="explorer")


def explore(store: ReadStore, identifier: str, depth: int) -> Reply:
    """The explorer over what lies around an entity."""
    try:
        node = NamedNode(store.base + identifier)
    except ValueError:
        return unknown(identifier, "html")
    if not Facts(store).entity(node).type:
        return unknown(identifier, "html")
    from kg.page import render
    from kg.payload import Lens

    page = render(around(store, node, depth), language(), Lens(focus=identifier, depth=depth), "part")
    return Reply(page.encode(), form="explorer")


def console(store: ReadStore) -> Reply:
    """The page for writing queries."""
    from kg.server import pages

    return Reply(pages.console(store).encode(), form="html")


@cache
def _names(store: ReadStore) -> Search:
    """A worker has one store, so that this is made once a worker."""
    return Search(store)


def _json(document: Any, status: int = 200) -> Reply:
    return Reply((json.dumps(document, ensure_ascii=False) + "\n").encode(), status)


def _text(message: str, status: int) -> Reply:
    return Reply(f"{message}\n".encode(), status, "text")


TASKS: dict[str, Callable[..., Reply]] = {
    "query": query,
    "service": service,
    "resource": resource,
    "partners": partners_of,
    "search": search,
    "evidence": evidence_of,
    "explorer": explorer,
    "explore": explore,
    "console": console,
}
