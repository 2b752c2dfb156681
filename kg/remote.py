"""A graph on a SPARQL 1.1 server: what `kg.store.ReadStore` asks of an engine, asked through the standard protocols.

Query (https://www.w3.org/TR/sparql11-protocol/) for reading, the Graph Store HTTP Protocol
(https://www.w3.org/TR/sparql11-http-rdf-update/) for writing one named graph at a time, or Update where a server has none. Nothing of a server's own is used
but the parameter that makes its default graph the union of all graphs (kg/data/servers.yml).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse_query_results,
    serialize,
)

from kg.errors import InputError, QueryError, StoreError
from kg.i18n import t
from kg.resources import DATA
from kg.rulefile import read_rulefile
from kg.settings import Settings, load_settings
from kg.sparql import gives_triples, with_values

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 4
"""Times that a request is sent when the server cannot be reached or says that it is busy; all requests here may be repeated."""
PAUSE = 0.25
"""Seconds before the second attempt; twice as long before each further one."""
BUSY = frozenset({429, 502, 503, 504})
_ENTITIES = "graph/entities"
"""The end of the name of a graph that every graph of kg has."""
MANIFEST = "graph/manifest"
"""The named graph, under the base IRI, in which kg.upload records what it put on the server."""
NO_GRAPHS = "-"
"""In place of the Graph Store Protocol's address: there is none, graphs are replaced by updates."""
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class _Server:
    """A row of servers.yml."""

    query: str
    update: str
    graphs: str
    union: dict[str, str] = field(default_factory=dict)
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a graph is served: `url` as given, and the addresses of Query, Update and the Graph Store Protocol."""

    url: str
    query: str
    update: str
    graphs: str
    union: tuple[tuple[str, str], ...]
    digest: bool

    def __str__(self) -> str:
        return self.url


def endpoint(url: str) -> Endpoint:
    """The addresses of a server, by the end of `url`: http://host:7878, http://host:7878/query, http://host:8890/sparql …

    KG_STORE_UPDATE and KG_STORE_GRAPHS say where servers that we do not know take updates and graphs; KG_STORE_GRAPHS=- that
    one has no Graph Store Protocol, so that graphs are replaced by updates.

    Raises:
        InputError: no address, or one with a user and password in it, which would end in logs and histories.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(t("error.remote.address", url=url))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(t("error.remote.credentials", url=urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))))
    servers = read_rulefile(DATA / "servers.yml", dict[str, _Server])
    path = parts.path.rstrip("/")
    server = next((s for s in servers.values() if path.endswith(s.query)), None)
    if server is None:
        server = next(iter(servers.values()))
        path += server.query
    start = path.removesuffix(server.query)
    settings = load_settings()

    def at(end: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, start + end, "", ""))

    return Endpoint(
        url, at(server.query), settings.store_update or at(server.update), settings.store_graphs or at(server.graphs),
        tuple(server.union.items()), server.digest,
    )  # fmt: skip


class Remote:
    """The engine behind a `ReadStore`: quads by pattern, SPARQL, named graphs; and writing of whole named graphs."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self.endpoint = endpoint
        self.settings = settings
        self.timeout = settings.store_timeout
        self.client = _client(endpoint, settings)

    # Reading

    def base(self) -> str:
        """The base IRI of the graph that is served: the settings' if it is there, else what stands before its graphs' names.

        Raises:
            StoreError: there is no graph of kg.
        """
        own = f"{self.settings.base_iri}{_ENTITIES}"
        if self.contains_named_graph(NamedNode(own)):
            return self.settings.base_iri
        search = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRENDS(STR(?g), "{_ENTITIES}")) }} LIMIT 2'
        found = [row["g"].value for row in self._select(search)]
        if not found:
            raise StoreError(t("error.remote.none", url=self.endpoint.url))
        if len(found) > 1:
            raise StoreError(t("error.remote.several", url=self.endpoint.url))
        return str(found[0]).removesuffix(_ENTITIES)

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None
    ) -> Iterator[Quad]:
        """All quads that match; None matches anything."""
        known = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        terms = {name: f"?{name}" if node is None else str(node) for name, node in known.items()}
        wanted = " ".join(f"?{name}" for name, node in known.items() if node is None) or "(1 AS ?found)"
        pattern = "GRAPH {g} {{ {s} {p} {o} }}".format(**terms)
        for row in self._select(f"SELECT DISTINCT {wanted} WHERE {{ {pattern} }}"):
            s, p, o, g = (row[name] if node is None else node for name, node in known.items())
            yield Quad(s, p, o, g)

    def __len__(self) -> int:
        """How many quads the graph has, less the record that uploads keep and whatever else the server holds."""
        pattern = f'GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{self.base()}") && !STRENDS(STR(?g), "{MANIFEST}"))'
        (row,) = self._select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        return int(row["n"].value)

    def named_graphs(self) -> Iterator[NamedNode]:
        """The named graphs that are not empty."""
        for row in self._select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
            yield row["g"]

    def contains_named_graph(self, graph_name: NamedNode) -> bool:
        """Whether there is anything in a named graph."""
        return any(True for _ in self._select(f"SELECT ?s WHERE {{ GRAPH {graph_name} {{ ?s ?p ?o }} }} LIMIT 1"))

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Iterable[NamedNode] | None = None,
        named_graphs: Iterable[NamedNode] | None = None,
        substitutions: Mapping[Variable, Any] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """A query as pyoxigraph.Store.query takes it. Prefixes and base go before its text, on its first line.

        Raises:
            QueryError: the server refuses it or does not answer in time.
        """
        values = {variable.value: str(node) for variable, node in (substitutions or {}).items()}
        known = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items())
        whole = f"BASE <{base_iri or self.settings.base_iri}> {known} {with_values(query, values)}"
        dataset = [("default-graph-uri", g.value) for g in default_graph or ()]
        dataset += [("named-graph-uri", g.value) for g in named_graphs or ()]
        if use_default_graph_as_union and not dataset:
            dataset = list(self.endpoint.union)
        triples = gives_triples(query)
        body = self._send("POST", self.endpoint.query, data=[("query", whole), *dataset],
                          headers={"Accept": _TRIPLES if triples else _RESULTS}).content  # fmt: skip
        if not triples:
            return self._results(body)
        try:
            found = Store()
            found.bulk_load(body, format=RdfFormat.N_TRIPLES)
        except SyntaxError as exc:
            raise self._senseless(exc) from exc
        return found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def _select(self, text: str) -> QuerySolutions:
        found = self._results(self._post(text))
        assert isinstance(found, QuerySolutions)  # it was asked by SELECT
        return found

    def _post(self, text: str) -> bytes:
        return self._send("POST", self.endpoint.query, data=[("query", text)], headers={"Accept": _RESULTS}).content

    def _results(self, body: bytes) -> QuerySolutions | QueryBoolean:
        try:
            found = parse_query_results(body, format=QueryResultsFormat.JSON)
            # Virtuoso 7 answers ASK with a table of one cell, 0 or 1.
            if isinstance(found, QuerySolutions) and [v.value for v in found.variables] == ["__ASK_RETVAL"]:
                yes = json.dumps(any(row[0].value == "1" for row in found))
                return parse_query_results(f'{{"head":{{}},"boolean":{yes}}}'.encode(), format=QueryResultsFormat.JSON)
            return found
        except (SyntaxError, ValueError) as exc:
            raise self._senseless(exc) from exc

    def _senseless(self, exc: Exception) -> StoreError:
        return StoreError(t("error.remote.answer", url=self.endpoint.query, reason=" ".join(str(exc).split())[:100]))

    # Writing

    def put(self, graph: NamedNode, triples: bytes) -> None:
        """Put N-Triples in the place of all that a named graph holds; one request, which a server does as a whole or not."""
        if self.endpoint.graphs == NO_GRAPHS:  # N-Triples are Turtle, of which INSERT DATA takes all but its directives
            body = triples.decode()
            self._update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {body} }} }}")
            return
        self._send("PUT", self.endpoint.graphs, params={"graph": graph.value}, content=triples,
                   headers={"Content-Type": _TRIPLES})  # fmt: skip

    def delete(self, graph: NamedNode) -> None:
        """Take a named graph away; one that is not there is no error."""
        if self.endpoint.graphs == NO_GRAPHS:
            self._update(f"DROP SILENT GRAPH {graph}")
            return
        self._send("DELETE", self.endpoint.graphs, params={"graph": graph.value}, missing=True)

    def get(self, graph: NamedNode) -> bytes:
        """A named graph as N-Triples, b"" when there is none."""
        if self.endpoint.graphs == NO_GRAPHS:
            rows = self._select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
            return serialize((Triple(r["s"], r["p"], r["o"]) for r in rows), format=RdfFormat.N_TRIPLES) or b""
        response = self._send("GET", self.endpoint.graphs, params={"graph": graph.value}, missing=True,
                              headers={"Accept": _TRIPLES})  # fmt: skip
        return b"" if response.status_code == 404 else response.content

    def _update(self, text: str) -> None:
        self._send("POST", self.endpoint.update, data=[("update", text)])

    def _send(self, method: str, url: str, *, missing: bool = False, data: Any = None, **request: Any) -> httpx.Response:
        """A request, sent again while the server is out of reach or busy. `missing`: 404 is an answer, too."""
        from urllib.parse import urlencode

        import httpx

        if data is not None:
            request["content"] = urlencode(data).encode()
            request["headers"] = {**request.get("headers", {}), "Content-Type": "application/x-www-form-urlencoded"}
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                response = self.client.request(method, url, **request)
            except httpx.TimeoutException as exc:
                if last or method == "POST":  # a query that took too long will again
                    raise QueryError(t("error.remote.time", url=url, seconds=f"{self.timeout:g}")) from exc
            except httpx.HTTPError as exc:
                if last:
                    raise StoreError(t("error.remote.reach", url=url, reason=_reason(exc))) from exc
            else:
                if response.is_success or (missing and response.status_code == 404):
                    return response
                if last or response.status_code not in BUSY:
                    raise self._refusal(url, response)
            time.sleep(PAUSE * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    def _refusal(self, url: str, response: httpx.Response) -> StoreError | QueryError:
        if response.status_code in (401, 403):
            return StoreError(t("error.remote.rights", url=url, status=response.status_code))
        lines = response.text.strip().splitlines()
        reason = f"{response.status_code} {lines[0][:200] if lines else response.reason_phrase}"
        if response.status_code == 400:
            return QueryError(t("error.remote.refused", url=url, reason=reason))
        return StoreError(t("error.remote.refused", url=url, reason=reason))


def _client(endpoint: Endpoint, settings: Settings) -> httpx.Client:
    import ssl

    import httpx

    headers = {"User-Agent": "kg"}
    auth: httpx.Auth | None = None
    if settings.store_token:
        headers["Authorization"] = f"Bearer {settings.store_token}"
    elif settings.store_user:
        auth = (httpx.DigestAuth if endpoint.digest else httpx.BasicAuth)(settings.store_user, settings.store_password)
    try:
        verify = ssl.create_default_context(cafile=settings.store_ca or None)
    except (OSError, ssl.SSLError) as exc:
        raise InputError(f"KG_STORE_CA: {settings.store_ca}: {exc.strerror or exc}") from exc
    return httpx.Client(headers=headers, auth=auth, verify=verify, timeout=settings.store_timeout)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


@cache
def connect(url: str) -> Remote:
    """The engine for an address; one connection is kept for a process."""
    return Remote(endpoint(url), load_settings())


__all__ = ["MANIFEST", "Endpoint", "Remote", "connect", "endpoint"]
