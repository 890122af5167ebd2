"""What a form cannot hold is refused, with the node that has it."""

import re

import networkx as nx

from kg.errors import GraphError


def refuse(made: "nx.Graph[str]", never: re.Pattern[str], form: str) -> None:
    """Raise GraphError where what is said of a node or edge holds a character that `form` has no way to write."""
    for node, said in made.nodes(data=True):
        for value in (node, *said.values()):
            if isinstance(value, str) and (bad := never.search(value)):
                raise GraphError(
                    f"{form} cannot hold {bad[0]!r}", where=f"{node}: {value!r}", mend="take another form, such as json"
                )
