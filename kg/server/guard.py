"""What every answer carries and every request must have: security headers, and a name of this machine as its host.

A page of another site that has its own name resolved to 127.0.0.1 would otherwise read the graph ("DNS rebinding").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FRAME = "frame-ancestors 'none'; base-uri 'none'"
NOTHING = f"default-src 'none'; {_FRAME}"
"""For data: it is no page."""
PAGE = f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; {_FRAME}"
"""For pages of facts: they have no script."""
CONSOLE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    f"connect-src 'self'; form-action 'self'; {_FRAME}"
)
"""For the console: its own script and styles, queries to this server."""
EXPLORER = "frame-ancestors 'none'"
"""The explorer has a stricter policy of its own, with the hashes of its scripts; only this cannot stand in a page."""

_HEADERS = {
    "Content-Security-Policy": NOTHING,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d*)?")
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Middleware; the outermost."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = {*_LOCAL, *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if "access-control-allow-origin" in headers:
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        app = self._app if self._is_ours(scope) else Response("unknown host\n", 421, media_type="text/plain")
        await app(scope, receive, guarded)

    def _is_ours(self, scope: Scope) -> bool:
        if "*" in self._hosts:
            return True
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
        found = _HOST.fullmatch(host)
        return found is not None and found[1] in self._hosts
