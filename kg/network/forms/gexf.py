"""GEXF, as networkx writes it."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.network.forms.characters import refuse
from kg.network.forms.graphml import NOT_IN_XML


def write_gexf(made: "nx.Graph[str]", to: Path) -> None:
    """Write dynamic GEXF 1.2: a node lasts from the first to the last day it is seen, an edge has a spell for each day.

    A party, seat or region that changed is an attribute with dates. There is no date of today, which networkx would put in.
    """
    refuse(made, NOT_IN_XML, "GEXF")
    dynamic = type(made)(mode="dynamic")
    for node, said in made.nodes(data=True):
        begin, end = said.get("first"), said.get("last")
        lasting = {"start": begin, "end": end} if begin else {}
        dynamic.add_node(node, **_dated(said), **lasting)
    for source, target, said in made.edges(data=True):
        spells = [(day, day) for day in said.get("days", "").split()]
        plain = {name: value for name, value in said.items() if name != "days"}
        dynamic.add_edge(source, target, **plain, **({"spells": spells} if spells else {}))
    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(dynamic)
    graph = writer.xml.find("graph")
    if graph is not None:
        graph.set("timeformat", "date")
    for meta in writer.xml.findall("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    ElementTree.indent(writer.xml)
    to.write_bytes(ElementTree.tostring(writer.xml, encoding="utf-8", xml_declaration=True) + b"\n")


CHANGES = {"party": "parties", "house": "houses", "seat": "seats", "region": "regions"}
"""What changes in a person's life, and the attribute that says from when each is: "Labour 2015-05-07; Independent 2019-02-18"."""


def _dated(said: dict[str, object]) -> dict[str, object]:
    """Return the attributes of a node, those that may change with the days on which each value holds."""
    dated = {name: value for name, value in said.items() if name not in CHANGES.values()}
    for one, many in CHANGES.items():
        if one in said and "first" in said:
            dated[one] = _values(str(said.get(many) or f"{said[one]} {said['first']}"), str(said["last"]))
    return dated


def _values(said: str, last: str) -> list[tuple[str, str, str]]:
    parts = [part.rpartition(" ") for part in said.split("; ")]
    begins = [begin for _, _, begin in parts]
    return [(value, begin, end) for (value, _, begin), end in zip(parts, [*begins[1:], last], strict=True)]
