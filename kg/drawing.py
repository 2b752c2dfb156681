"""The whole graph as a pyvis network (https://pyvis.readthedocs.io) at fixed, seeded places, physics off.

The explorer page takes from it where all entities stand and how large they are; `kg.Graph.to_pyvis` hands it to whoever
wants to restyle it or write vis-network pages of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyvis.network import Network

from kg.layout import short
from kg.scatter import scatter

if TYPE_CHECKING:
    import networkx as nx

COLOURS = {
    "REGION": "#0072b2", "ORG": "#b36b00", "PERSON": "#a8487d", "PRODUCT": "#007a5a",
    "PARK": "#c04a00", "PROJECT": "#5a50c8", "DOCUMENT": "#7a6f00", "EVENT": "#5f6368", "": "#8895a1",
}  # fmt: skip
"""The colour-blind-safe palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), darkened to be legible on white."""
SHAPES = {
    "REGION": "dot", "ORG": "square", "PERSON": "triangleDown", "PRODUCT": "diamond",
    "PARK": "triangle", "PROJECT": "hexagon", "DOCUMENT": "square", "EVENT": "star", "": "dot",
}  # fmt: skip
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True},
}


def placed(entities: Mapping[str, tuple[str, str]], neighbours: Mapping[str, Sequence[str]]) -> Network:
    """A network of nodes alone, in the order given.

    Args:
        entities: id → full name and type.
        neighbours: id → the ids it has a fact in common with; those of every entity.
    """
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    places = scatter(neighbours)
    for identifier, (name, type_) in entities.items():
        x, y = places[identifier]
        size = min(8 + len(neighbours[identifier]) // 3, 22)
        network.add_node(
            identifier, label=short(name), title=name, color=COLOURS[type_], shape=SHAPES[type_], size=size, x=x, y=y
        )
    return network


def to_pyvis(graph: nx.MultiDiGraph) -> Network:
    """The network of `kg.network.to_networkx` with an edge a statement; what does not hold (planned, denied …) is dashed."""
    ties = {node: sorted({*graph.successors(node), *graph.predecessors(node)} - {node}) for node in graph}
    network = placed({node: (data["label"], data["type"]) for node, data in graph.nodes(data=True)}, ties)
    for source, target, key, data in graph.edges(keys=True, data=True):
        network.add_edge(source, target, id=key, title=data["label"], dashes=not data["holds"])
    return network


__all__ = ["COLOURS", "SHAPES", "placed", "to_pyvis"]
