"""Which nodes of a page have one colour: a party, a kind of thing, or a community."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.network.colours import NO_PARTY, OTHERS, Colour, community_colours, party_colours
from kg.network.measures import MEASURES


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
    order = sorted(many, key=lambda key: (key[0] in (NO_PARTY, SMALLER), -many[key], key))
    number = {key: rank for rank, key in enumerate(order)}
    colours = _colours(order, "Person" in kinds)
    made_groups = [Group(name, colours[name, kind].fill, colours[name, kind].dark, kind) for name, kind in order]
    return made_groups, {node: number[names[node], kind] for node, kind in kind_of.items()}


SMALLER = "smaller communities"


def _party_or_kind(said: Mapping[str, str]) -> str:
    return (said.get("party") or NO_PARTY) if said["kind"] == "Person" else said["kind"]


def _communities(made: "nx.Graph[str]") -> dict[str, str]:
    """Return the community of each node, called after the strongest of its nodes."""
    community = MEASURES["louvain"].of(made)
    strongest: dict[float, str] = {}
    for node, _ in sorted(made.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0])):
        strongest.setdefault(community[node], f"around {made.nodes[node]['label']}")
    return {node: strongest[at] if str(int(at)) in community_colours() else SMALLER for node, at in community.items()}


def _colours(order: list[tuple[str, str]], people: bool) -> dict[tuple[str, str], Colour]:
    """Return the colour of each group; beside people other things are grey, and told by their shape."""
    grey = community_colours()[OTHERS]
    if people:
        parties = party_colours()
        return {(name, kind): parties.get(name, grey) if kind == "Person" else grey for name, kind in order}
    told = [key for key in order if key[0] != SMALLER]
    colours = [colour for name, colour in community_colours().items() if name != OTHERS]
    return dict.fromkeys(order, grey) | dict(zip(told, colours, strict=False))
