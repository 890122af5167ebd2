"""Which nodes of a page have one colour: a party, a kind of thing, or a community."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from kg.network.measures import MEASURES
from kg.tables import table

COLOURS = (
    ("#0072B2", "#4A9EE0"),
    ("#D55E00", "#FF8A4C"),
    ("#009E73", "#2FC79B"),
    ("#CC79A7", "#E79BC6"),
    ("#E69F00", "#FFC04D"),
    ("#56B4E9", "#A5DCFF"),
    ("#F0E442", "#F0E442"),
)
"""Colours that colour-blind readers tell apart (Okabe and Ito 2008), each for a light and for a dark ground."""

GREY = ("#8C8C8C", "#9A9A9A")
NONE = "no party known"


@dataclass(frozen=True)
class Group:
    """Nodes of one colour: what they are called, their colour on a light and on a dark ground, and their kind."""

    name: str
    light: str
    dark: str
    kind: str


def groups(made: "nx.Graph[str]") -> tuple[list[Group], dict[str, int]]:
    """Return the groups, the largest first, and of each node the number of its group.

    People are grouped by party, other things by kind, things of one kind alone by community (Louvain).
    """
    kind_of = {node: str(said["kind"]) for node, said in made.nodes(data=True)}
    kinds = set(kind_of.values())
    if len(kinds) == 1 and "Person" not in kinds:
        names = _communities(made)
    else:
        names = {node: _party_or_kind(said) for node, said in made.nodes(data=True)}
    many: dict[tuple[str, str], int] = {}
    for node, kind in kind_of.items():
        many[names[node], kind] = many.get((names[node], kind), 0) + 1
    order = sorted(many, key=lambda key: (key[0] in (NONE, OTHERS), -many[key], key))
    number = {key: rank for rank, key in enumerate(order)}
    colours = _colours(order, "Person" in kinds)
    made_groups = [Group(name, *colours[name, kind], kind) for name, kind in order]
    return made_groups, {node: number[names[node], kind] for node, kind in kind_of.items()}


OTHERS = "smaller communities"


def _party_or_kind(said: Mapping[str, str]) -> str:
    return (said.get("party") or NONE) if said["kind"] == "Person" else said["kind"]


def _communities(made: "nx.Graph[str]") -> dict[str, str]:
    """Return the community of each node, called after the strongest of its nodes."""
    community = MEASURES["louvain"].of(made)
    strongest: dict[float, str] = {}
    for node, _ in sorted(made.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0])):
        strongest.setdefault(community[node], f"around {made.nodes[node]['label']}")
    return {node: strongest[at] if at <= len(COLOURS) else OTHERS for node, at in community.items()}


def _colours(order: list[tuple[str, str]], people: bool) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the colour of each group; beside people other things are grey, and told by their shape."""
    if not people:
        told = [key for key in order if key[0] != OTHERS]
        return dict.fromkeys(order, GREY) | dict(zip(told, COLOURS, strict=False))
    parties = {row["party"]: (row["light"], row["dark"]) for row in table(Path(__file__).parent / "parties.csv")}
    return {(name, kind): parties.get(name, GREY) if kind == "Person" else GREY for name, kind in order}
