"""The graph as one HTML page that needs nothing else: no network, no server, no folder beside it.

kg/data/page holds template, styles, words and the program, which kg/web is bundled into. Data goes in as JSON and reaches
the screen as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from typing import Any, Literal

from kg import resources
from kg.i18n import LANGUAGES
from kg.payload import Lens, payload
from kg.store import ReadStore

PAGE = resources.DATA / "page"
PROGRAM = "explorer.js"
"""What `npm run build` in kg/web makes."""
Site = Literal["", "whole", "part"]

STYLES = ("page.css", "map.css", "timeline.css")


def render(store: ReadStore, lang: str, lens: Lens | None = None, site: Site = "") -> str:
    """The page, opening in "zh" or "en", of the part of the graph that `lens` lets through. The same graph gives the same text.

    `site` says whether `kg serve` shows it, with all of its graph or a part; then it links to the site's other pages.

    Raises:
        StoreError: the graph is incomplete.
    """
    data = payload(store, lens)
    data |= {"lang": lang, "site": site}
    catalogue = json.loads(_read("words.json"))
    data["words"] |= catalogue
    words = {key: text[LANGUAGES.index(lang)] for key, text in catalogue.items()}
    program, style = _script(_program()), "".join(_read(name) for name in STYLES)
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "csp": _policy(program, style),
        "title": escape(words["title"]),
        "style": style,
        "data": embed(data),
        "program": program,
        **{f"words.{key}": escape(text) for key, text in words.items()},
    }
    # In one pass: what was put in is not looked at again.
    return re.sub(r"\{\{([\w.]+)\}\}", lambda match: parts[match[1]], _read("page.html"))


def embed(data: Any) -> str:
    """JSON that may stand in a script element: no `<` to end it, no line end that is one in JavaScript only."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _program() -> str:
    return _read(PROGRAM)


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _script(text: str) -> str:
    """A script as it stands in the page; one that would end its own element is a mistake of ours."""
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError("a script of the page contains </script or <!--")
    return text


def _policy(script: str, style: str) -> str:
    """Nothing may be loaded, and only our own script and styles count, known by their hashes: an `onerror=` would not run."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
