"""The words of a picture: its title, and a caption that says what is shown of how much."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import networkx as nx

from kg.network.pictures.letters import width_of, written
from kg.network.pictures.marks import counted
from kg.network.pictures.shown import Shown
from kg.network.projections import PROJECTIONS


def title_of(made: "nx.Graph[str]") -> str:
    """Return the title of a network with a capital: "Who names whom"."""
    title = written(str(made.graph.get("title") or made.graph.get("name") or "network"), 90)
    return title[:1].upper() + title[1:]


def days_of(made: "nx.Graph[str]") -> str:
    """Return the first and the last day on which a node is seen: "11 March 2016 to 15 December 2020"."""
    said = [node for _, node in made.nodes(data=True)]
    first = min((str(node["first"]) for node in said if node.get("first")), default="")
    last = max((str(node["last"]) for node in said if node.get("last")), default="")
    return " to ".join(_spoken(day) for day in dict.fromkeys((first, last)) if day)


def _spoken(day: str) -> str:
    try:
        one = date.fromisoformat(day)
    except ValueError:
        return written(day)
    return f"{one.day} {one:%B %Y}"


def caption(made: "nx.Graph[str]", parts: Shown, left_out: int) -> str:
    """Return what is shown of how much, and how it was chosen; `left_out` is how many labels found no room."""
    return " ".join(written(sentence, 500) for sentence in _sentences(made, parts, left_out))


def _sentences(made: "nx.Graph[str]", parts: Shown, left_out: int) -> Iterator[str]:
    projection = PROJECTIONS.get(str(made.graph.get("name", "")))
    if projection:
        yield projection.explanation
    if made.graph.get("weight", "count") != "count":
        yield f"Weight: {made.graph['weight']}."
    if not made:
        yield "The network is empty: nothing in this graph makes an edge of it."
        return
    yield _nodes_shown(made, parts)
    yield _edges_shown(parts)
    if unknown := made.graph.get("left_out"):
        yield f"Left out: {unknown:,} contributions whose speaker is not known."
    if left_out:
        yield f"{left_out:,} {'label' if left_out == 1 else 'labels'} had no room."


def _nodes_shown(made: "nx.Graph[str]", parts: Shown) -> str:
    if len(parts.nodes) == len(made):
        return f"Shown: all {_many(parts.of_nodes)}"
    of = Counter(made.nodes[node].get("kind", "") for node in parts.nodes)
    each = " and ".join(f"{of[kind]:,} of {counted(size, kind)}" for kind, size in sorted(parts.of_nodes.items()))
    how = "those of most weight that edges join" if parts.instead else "those of most weight"
    if parts.in_proportion:
        how = "the strongest of each party, parties in proportion"
    return f"Shown: {each}, {how},"


def _many(of_nodes: object) -> str:
    sizes = dict(of_nodes) if isinstance(of_nodes, dict) else {}
    return " and ".join(counted(size, kind) for kind, size in sizes.items())


def _edges_shown(parts: Shown) -> str:
    if len(parts.edges) == parts.of_edges:
        return f"and {'the one edge' if parts.of_edges == 1 else f'all {parts.of_edges:,} edges'}."
    if len(parts.edges) == parts.among:
        return f"and the {len(parts.edges):,} edges among them, of {parts.of_edges:,}."
    some = f"and {len(parts.edges):,} of {parts.of_edges:,} edges: those among them of weight {number(parts.least)} or more"
    return f"{some}, and the heaviest of each." if parts.lighter else f"{some}."


def number(value: float) -> str:
    """Return a weight in few digits.

    >>> number(1234.0), number(0.12345)
    ('1,234', '0.123')
    """
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


def lines_within(text: str, width: float, size: float) -> list[str]:
    """Return a text in lines no wider than some millimetres, at a size in points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
