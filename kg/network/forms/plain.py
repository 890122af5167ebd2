"""Pajek's .net and Graphviz's .dot: text, a line for each node and edge."""

import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from kg.network.forms.characters import refuse

NOT_IN_PAJEK = re.compile(r'["\\\x00-\x08\n\r\ud800-\udfff]')
"""Pajek's names stand in double quotes, on a line of their own; nothing escapes, though some readers think a backslash does."""
NOT_IN_DOT = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""A backslash is itself in a name of the DOT language and begins an escape in a label: no writing is both."""


def write_pajek(made: "nx.Graph[str]", to: Path) -> None:
    """Write Pajek's form: nodes by path, with their label and kind; edges with their weight."""
    refuse(made, NOT_IN_PAJEK, "Pajek", ("label", "kind"))
    with to.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _pajek_lines(made))


def _pajek_lines(made: "nx.Graph[str]") -> Iterator[str]:
    numbers = {node: number for number, node in enumerate(made, 1)}
    yield f"*vertices {len(numbers)}"
    for node, said in made.nodes(data=True):
        told = "".join(f' {name} "{said[name]}"' for name in ("label", "kind") if said.get(name))
        yield f'{numbers[node]} "{node}" 0.0 0.0 ellipse{told}'
    yield "*arcs" if made.is_directed() else "*edges"
    for source, target, said in made.edges(data=True):
        yield f"{numbers[source]} {numbers[target]} {float(said['weight'])}"


def write_dot(made: "nx.Graph[str]", to: Path) -> None:
    """Write Graphviz's form, with every attribute."""
    refuse(made, NOT_IN_DOT, "Graphviz")
    with to.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _dot_lines(made))


def _dot_lines(made: "nx.Graph[str]") -> Iterator[str]:
    arrow = "->" if made.is_directed() else "--"
    yield f"{'digraph' if made.is_directed() else 'graph'} {_quoted(made.graph.get('name', 'network'))} {{"
    for node, said in made.nodes(data=True):
        yield f"  {_quoted(node)}{_attributes(said)};"
    for source, target, said in made.edges(data=True):
        yield f"  {_quoted(source)} {arrow} {_quoted(target)}{_attributes(said)};"
    yield "}"


def _attributes(said: dict[str, object]) -> str:
    return " [" + ", ".join(f"{_quoted(name)}={_quoted(value)}" for name, value in said.items()) + "]" if said else ""


def _quoted(value: object) -> str:
    r"""Return a quoted string of the DOT language.

    >>> print(_quoted('the "Big" Society'))
    "the \"Big\" Society"
    """
    return '"' + str(value).replace('"', '\\"') + '"'
