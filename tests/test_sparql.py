"""What a query may do: all that reads or writes elsewhere is refused, and nothing that passes reaches the network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.sparql import check

GRAPHS = {"http://example.org/g"}
BASE = "http://example.org/"

REFUSED = [
    "SELECT * { SERVICE <http://example.com/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { TRUE }SERVICE<http://example.com/>{} }",
    "SELECT * { ?s ?p TRUESERVICE<http://example.com/>{} }",
    "PREFIX service: <http://example.com/> SELECT * { SERVICE service:x {} }",
    # the grammar's longest match takes these for IRIs, the engine compares
    "PREFIX e: <http://example.com/> SELECT * { FILTER(1<2)SERVICE#>\ne:x{} }",
    'PREFIX e: <http://example.com/> SELECT * { FILTER(1<2)#>"""\nSERVICE e:x{} #"""\n }',
    "PREFIX e: <http://example.com/> SELECT * { FILTER((1)<2)SERVICE#>\ne:x{} }",
    "PREFIX e: <http://example.com/> SELECT * { { FILTER EXISTS {} FILTER('a'<'b')#>'\nSERVICE e:x{} #'\n} }",
    "SELECT * { \\u0053ERVICE <http://example.com/> {} }",
    "SELECT * FROM <http://example.com/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "PREFIX e: <http://example.com/> SELECT * FROM e:x { ?s ?p ?o }",
    "SELECT(1<2AS?x)FROM#>\n<http://example.com/> {}",
    "LOAD <http://example.com/>",
    "insert data { <a> <b> <c> }",
    "BASE <http://example.com/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    *(f"{word} <g>" for word in ("CLEAR GRAPH", "DROP GRAPH", "CREATE GRAPH", "ADD", "MOVE", "COPY")),
]
ALLOWED = {
    "SELECT * { ?s <http://example.com/service> 'SERVICE <x> {}' } # SERVICE": False,
    'SELECT * { ?s ?p """SERVICE "<x>" {}""", \'\\\'SERVICE\' }': False,
    "SELECT * FROM <http://example.org/g> { ?s ?p ?o }": True,
    "SELECT * FROM NAMED <g> { GRAPH ?g { ?s ?p ?o } }": True,
    "SELECT ?insert { ?insert <load> ?from FILTER(?insert < ?from) }": False,
    "SELECT * { ?s <region#x> ?o ; (<region#y>|<z>)/<w> ?v FILTER(?o IN (<a#b>, <c>) && ?o<3 && ?v >= 2) }": False,
    "SELECT * { ?s <p> (1 <http://example.com/a#b> 2) FILTER(EXISTS { ?s <a#b> ?o }) }": False,
    "SELECT * { VALUES (?a ?b) { (<region/1> <region/2>) (<x> <http://example.com/(y)#z>) } FILTER(?a<?b&&?b>?a) }": False,
    "DESCRIBE <a>": False,
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_reads_or_writes_elsewhere_is_refused(text):
    with pytest.raises(QueryError, match=r"^q:\d"):
        check(text, GRAPHS.__contains__, BASE, "q")


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_looks_like_it_passes(text):
    assert check(text, GRAPHS.__contains__, BASE, "q") is ALLOWED[text]
    Store().query(text, base_iri=BASE)  # it is SPARQL


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that hangs up, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(1000))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


PIECES = ["SERVICE", "SERVICE ", "e:x{}", "<URL>{}", "FILTER(1<2)", "FILTER(1<", "2)", "'", '"', '"""', "'''", "#", "#>", ">", "\n",
          "<", "{", "}", "(", ")", " ", "BIND(1<2 AS ?x)", "\\u0022", "\\'", "?s ?p ?o .", "e:a", "e:\\#", "FILTER EXISTS{}", "1", "&&"]  # fmt: skip


@settings(max_examples=700, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_nothing_that_passes_reaches_the_network(listener, pieces):
    url, asked = listener
    text = f"PREFIX e: <{url}> SELECT * {{ {''.join(pieces).replace('URL', url)} }}"
    before = len(asked)
    try:
        check(text, GRAPHS.__contains__, BASE, "q")
        list(Store().query(text, base_iri=BASE))
    except (QueryError, SyntaxError):
        return
    except (OSError, ValueError) as exc:
        assert "not allowed" not in str(exc)
    assert len(asked) == before, text


def test_the_listener_would_have_heard(listener):
    url, asked = listener
    with pytest.raises(OSError):
        list(Store().query(f"SELECT * {{ FILTER(1<2)SERVICE<{url}>{{}} }}"))
    assert asked
