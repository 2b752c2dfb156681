"""The graph as one HTML page that needs nothing else: no network, no server, no folder beside it.

pyvis builds the network, kg/data/page holds template, style, scripts and words. pyvis' own page is not used: it loads
from a CDN and writes without an encoding. Data goes in as JSON and reaches the screen as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg import resources
from kg.i18n import LANGUAGES
from kg.layout import label_size, short
from kg.payload import payload
from kg.store import ReadStore

PAGE = resources.DATA / "page"
SCRIPTS = ("data.js", "views.js", "canvas.js", "panel.js", "search.js", "main.js")
"""In this order; together they are one function."""
_VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"

COLOURS = {
    "REGION": "#0072b2", "ORG": "#b36b00", "PERSON": "#a8487d", "PRODUCT": "#007a5a",
    "PARK": "#c04a00", "PROJECT": "#2f7fb8", "DOCUMENT": "#7a6f00", "EVENT": "#5f6368", "": "#8895a1",
}  # fmt: skip
"""The colour-blind-safe palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), darkened to be legible as lines on white."""
SHAPES = {
    "REGION": "dot", "ORG": "square", "PERSON": "triangleDown", "PRODUCT": "diamond",
    "PARK": "triangle", "PROJECT": "hexagon", "DOCUMENT": "square", "EVENT": "star", "": "dot",
}  # fmt: skip
"""Shapes help where colours do not."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 0, "hideEdgesOnDrag": True},
    "nodes": {"chosen": False, "borderWidth": 2, "font": {"size": 14, "color": "#1c2733"}},
    "edges": {"chosen": False, "selectionWidth": 0, "hoverWidth": 0},
}


def render(store: ReadStore, lang: str) -> str:
    """The page, in "zh" or "en". The same graph gives the same text.

    Raises:
        StoreError: the graph is incomplete.
    """
    data = payload(store, lang)
    words = _words(lang)
    data["words"] |= words
    data["colours"], data["network"] = COLOURS, _network(data)
    scripts = [_VIS.read_text(encoding="utf-8").rpartition("//# sourceMappingURL")[0], _program()]
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "csp": _policy(scripts),
        "title": escape(words["title"]),
        "style": _read("page.css"),
        "data": embed(data),
        "library": _script(scripts[0]),
        "program": _script(scripts[1]),
        **{f"words.{key}": escape(text) for key, text in words.items()},
    }
    # In one pass: what was put in is not looked at again.
    return re.sub(r"\{\{([\w.]+)\}\}", lambda match: parts[match[1]], _read("page.html"))


def embed(data: Any) -> str:
    """JSON that may stand in a script element: no `<` to end it, no line end that is one in JavaScript only."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _network(data: dict[str, Any]) -> dict[str, Any]:
    """Nodes, edges and options as pyvis makes them for vis-network."""
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    ties: defaultdict[str, set[str]] = defaultdict(set)
    for line in [*data["pairs"], *data["links"]]:
        ties[line["source"]].add(line["target"])
        ties[line["target"]].add(line["source"])
    for identifier, entity in data["entities"].items():
        x, y = data["places"]["all"][identifier]
        kind = entity["type"]
        network.add_node(
            identifier,
            label=short(entity["name"]),
            color=COLOURS[kind],
            shape=SHAPES[kind],
            size=min(8 + len(ties[identifier]) // 3, 22),
            font={"size": label_size(len(ties[identifier]))},
            x=x,
            y=y,
        )
    for link in [*data["pairs"], *data["links"]]:
        network.add_edge(
            link["source"],
            link["target"],
            id=link["id"],
            arrows="to" if link["directed"] else "",
            dashes=not link["holds"],
            width=min(1 + len(link["statements"]), 6),
        )
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _words(lang: str) -> dict[str, str]:
    catalogue = json.loads(_read("words.json"))
    return {key: text[LANGUAGES.index(lang)] for key, text in catalogue.items()}


def _program() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_read(name) for name in SCRIPTS) + "})();\n"


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _script(text: str) -> str:
    """A script as it stands in the page; one that would end its own element is a mistake of ours or of a new library."""
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError("a script of the page contains </script or <!--")
    return text


def _policy(scripts: list[str]) -> str:
    """Nothing may be loaded, and only our own scripts run, known by their hashes: an `onerror=` would not."""
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{value}'" for value in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
