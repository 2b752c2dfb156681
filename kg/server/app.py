"""The web application: addresses, forms of answers, status codes, headers. All that reads the graph is asked of a worker."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.answers import GRAPHS, RESULTS
from kg.errors import KgError
from kg.i18n import LANGUAGES, MESSAGES
from kg.server.guard import CONSOLE, EXPLORER, PAGE, Guard
from kg.server.negotiate import FORMS, media_type, prefers_html, wanted
from kg.server.openapi import description
from kg.server.pool import Answer, Busy, Exhausted, TooLong
from kg.server.protocol import ProtocolError, read
from kg.server.site import Generation, Site
from kg.validity import is_date

STATIC = Path(__file__).parent / "static"
_STATIC_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
ICON = "icon.svg"
_SUFFIXES = {".html": "html", ".jsonld": "jsonld", ".ttl": "turtle", ".nt": "nt"}
_RESOURCE = ("html", "jsonld", "turtle", "nt")
_ACCEPTED = tuple(dict.fromkeys((*RESULTS, *GRAPHS)))
LOOK_UPS = ("/partners", "/search", "/evidence")
_MOST_FOUND = 100

T = TypeVar("T")


class Gone(Exception):
    """The client has hung up; there is nobody to answer."""


def create_app(
    site: Site,
    hosts: Sequence[str] = (),
    origins: Sequence[str] = (),
    ready: Callable[[], None] = lambda: None,
    failed: Callable[[KgError], None] = lambda exc: None,
) -> Starlette:
    """The application over a site, which it starts and closes.

    Args:
        site: What is shown.
        hosts: Names that requests may be made to, beside those of this machine; "*" is any.
        origins: Origins whose pages may query; none by default, "*" is any.
        ready: Called when requests are answered.
        failed: Called when the site cannot start, before the server ends for that.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await site.start()
        except KgError as exc:
            failed(exc)
            raise
        try:
            ready()
            yield
        finally:
            await site.close()

    endpoints = Endpoints(site)
    middleware = [Middleware(Guard, hosts=hosts)]
    if origins:
        cors = partial(
            CORSMiddleware, allow_methods=["GET", "POST"], allow_headers=["Accept", "Content-Type"]
        )
        middleware.append(Middleware(cors, allow_origins=list(origins)))
    app = Starlette(
        routes=[
            Route("/", endpoints.explorer),
            Route("/sparql", endpoints.sparql, methods=["GET", "POST"]),
            Route("/sparql/", endpoints.sparql, methods=["GET", "POST"]),
            Route("/id/{identifier:path}", endpoints.resource),
            Route("/explore/{identifier:path}", endpoints.explore),
            Route("/partners", endpoints.partners),
            Route("/search", endpoints.search),
            Route("/evidence", endpoints.evidence),
            Route("/openapi.json", endpoints.openapi),
            Route("/static/{name}", endpoints.static),
            Route("/favicon.ico", endpoints.icon),
        ],
        middleware=middleware,
        lifespan=lifespan,
        exception_handlers={
            ProtocolError: _refuse,
            Busy: _limited,
            TooLong: _limited,
            Exhausted: _limited,
            Gone: _nobody,
        },
    )
    app.state.lang = site.lang
    return app


class Endpoints:
    """One method for each address."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._static = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}
        self._openapi = (json.dumps(description(), ensure_ascii=False, indent=1) + "\n").encode()

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; for a browser that asks without a query, the page for writing one."""
        address = request.scope["query_string"]
        if len(address) > self._site.limits.address:
            raise ProtocolError(414, "serve.long_address")
        body = await self._body(request) if request.method == "POST" else b""
        operation = read(request.method, address, request.headers.get("content-type", ""), body)
        accept = _accept(request)
        if operation is None:
            if prefers_html(accept, tuple(GRAPHS)):
                return _page(await self._ask(request, "console"), CONSOLE, request)
            forms = wanted(accept, tuple(GRAPHS))
            if not forms:
                raise _unacceptable(tuple(GRAPHS))
            endpoint = str(request.url.replace(query="", fragment=""))
            return _data(await self._ask(request, "service", form=forms[0], endpoint=endpoint), request)
        accepted = wanted(accept, _ACCEPTED)
        if not accepted:
            raise _unacceptable(_ACCEPTED)
        answer = await self._ask(
            request,
            "query",
            text=operation.text,
            accepted=accepted,
            most=self._site.limits.result,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
        )
        return _data(answer, request)

    async def resource(self, request: Request) -> Response:
        """What the graph says of a thing."""
        identifier = request.path_params["identifier"]
        suffix = next((s for s in _SUFFIXES if identifier.endswith(s)), "")
        forms = [_SUFFIXES[suffix]] if suffix else wanted(_accept(request), _RESOURCE)
        if not forms:
            raise _unacceptable(_RESOURCE)
        answer = await self._ask(
            request,
            "resource",
            identifier=identifier.removesuffix(suffix),
            form=forms[0],
            most=self._site.limits.result,
        )
        return _page(answer, PAGE, request) if answer.form == "html" else _data(answer, request)

    async def partners(self, request: Request) -> Response:
        """Who partners with whom."""
        depth = _number(request, "depth", 1, 9)
        relations = request.query_params.getlist("relation")
        for relation in relations:
            if f"relation.{relation}" not in MESSAGES:
                raise ProtocolError(400, "serve.parameter", name="relation")
        as_of = request.query_params.get("as_of", "")
        if as_of and not is_date(as_of):
            raise ProtocolError(400, "serve.parameter", name="as_of")
        name = _required(request, "name")
        answer = await self._ask(request, "partners", name=name, depth=depth, relations=relations, as_of=as_of)
        return _data(answer, request)

    async def search(self, request: Request) -> Response:
        """Entities by what has been typed of a name; a page for a browser."""
        html = prefers_html(_accept(request), ("json",))
        most = _number(request, "limit", 20, _MOST_FOUND)
        answer = await self._ask(request, "search", text=_required(request, "q"), most=most, html=html)
        return _page(answer, PAGE, request) if answer.form == "html" else _data(answer, request)

    async def evidence(self, request: Request) -> Response:
        """The quotes behind a fact."""
        return _data(await self._ask(request, "evidence", identifier=_required(request, "id")), request)

    async def explorer(self, request: Request) -> Response:
        """The explorer page."""
        async with self._site.use() as generation:
            answer = await generation.page(_lang(request))
        return _page(answer, EXPLORER if answer.form == "explorer" else PAGE, request)

    async def explore(self, request: Request) -> Response:
        """The explorer over what lies around an entity."""
        identifier, depth = request.path_params["identifier"], _number(request, "depth", 1, 3)
        answer = await self._ask(request, "explore", identifier=identifier, depth=depth)
        return _page(answer, EXPLORER if answer.form == "explorer" else PAGE, request)

    async def openapi(self, request: Request) -> Response:
        """The description of this interface."""
        return _cached(Response(self._openapi, media_type="application/json"), request)

    async def static(self, request: Request) -> Response:
        """A style or script that ships with kg; only names in the folder's own list are known."""
        return self._shipped(request.path_params["name"], request)

    async def icon(self, request: Request) -> Response:
        """What browsers ask for by themselves, as for the explorer, which links to nothing."""
        return self._shipped(ICON, request)

    def _shipped(self, name: str, request: Request) -> Response:
        if name not in self._static:
            return Response("not found\n", 404, media_type="text/plain")
        kind = _STATIC_TYPES[Path(name).suffix]
        return _cached(Response(self._static[name], headers={"Content-Type": kind}), request)

    async def _ask(self, request: Request, task: str, **arguments: object) -> Answer:
        async with self._site.use() as generation:
            return await self._answered(request, generation, task, arguments)

    async def _answered(
        self, request: Request, generation: Generation, task: str, arguments: dict[str, object]
    ) -> Answer:
        """The answer, unless the client hangs up before: then its question is ended."""
        return await _unless_gone(request, generation.pool.run(task, _lang(request), **arguments))

    async def _body(self, request: Request) -> bytes:
        most = self._site.limits.request
        parts, size = [], 0
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise ProtocolError(413, "serve.long_request", most=most)
            parts.append(part)
        return b"".join(parts)


async def _unless_gone(request: Request, work: Awaitable[T]) -> T:
    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    task, watch = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise Gone
        return task.result()
    finally:
        watch.cancel()


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _required(request: Request, name: str) -> str:
    value = request.query_params.get(name, "").strip()
    if not value:
        raise ProtocolError(400, "serve.parameter", name=name)
    return value


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise ProtocolError(400, "serve.number", name=name, most=most)
    return int(text)


def _data(answer: Answer, request: Request) -> Response:
    kind = "text/plain; charset=utf-8" if answer.form == "text" else media_type(answer.form)
    if answer.form == "json" and request.url.path.rstrip("/") != "/sparql":
        kind = "application/json"
    response = Response(answer.body, answer.status, {"Content-Type": kind, "Vary": "Accept, Accept-Language"})
    return _cached(response, request)


def _page(answer: Answer, policy: str, request: Request) -> Response:
    headers = {"Content-Type": media_type("html"), "Vary": "Accept, Accept-Language"}
    headers["Content-Security-Policy"] = policy
    return _cached(Response(answer.body, answer.status, headers), request)


def _cached(response: Response, request: Request) -> Response:
    """A client may keep an answer and ask whether it still holds."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    etag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if etag in (tag.strip() for tag in request.headers.get("if-none-match", "").split(",")):
        # With all its headers, which take the place of those that the client has kept: the policy of a page among them.
        kept = {name: value for name, value in response.headers.items() if name != "content-length"}
        return Response(status_code=304, headers=kept)
    return response


def _unacceptable(forms: Sequence[str]) -> ProtocolError:
    return ProtocolError(406, "serve.unacceptable", forms=", ".join(FORMS[form][0] for form in forms))


async def _refuse(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, ProtocolError)
    return _error(request, exc.status, exc.key, exc.values)


async def _limited(request: Request, exc: Exception) -> Response:
    match exc:
        case Busy():
            return _error(request, 503, "serve.busy", headers={"Retry-After": "1"})
        case TooLong():
            return _error(request, 504, "serve.too_long")
    return _error(request, 507, "serve.exhausted")


async def _nobody(request: Request, exc: Exception) -> Response:
    return Response(status_code=499)


def _error(
    request: Request,
    status: int,
    key: str,
    values: Mapping[str, object] = MappingProxyType({}),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error in the form of the answers of that address: JSON for look-ups, else a line of text."""
    message = MESSAGES[key][LANGUAGES.index(_lang(request))].format(**values)
    if request.url.path in LOOK_UPS:
        body = json.dumps({"error": message}, ensure_ascii=False)
        return Response(f"{body}\n", status, headers, media_type="application/json")
    return Response(f"{message}\n", status, headers, media_type="text/plain")


def _lang(request: Request) -> str:
    """The language of pages and messages: ?lang=, what the browser asks for, that of the site."""
    chosen = request.query_params.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    for item in request.headers.get("accept-language", "").split(","):
        if (start := item.strip()[:2].lower()) in LANGUAGES:
            return start
    return str(request.app.state.lang)
