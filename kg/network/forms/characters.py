"""What a form cannot hold is refused, with the node that has it."""

import re
from collections.abc import Collection

import networkx as nx

from kg.errors import GraphError

NOT_IN_UNICODE = re.compile("[\ud800-\udfff]")
"""Half a character (Unicode 3.9, D92): no form of bytes holds it."""


def refuse(made: "nx.Graph[str]", never: re.Pattern[str], form: str, names: Collection[str] | None = None) -> None:
    """Raise GraphError where a node's name or what is said of it (under `names`, or any) holds what `form` cannot write."""
    for node, said in made.nodes(data=True):
        for value in (node, *(value for name, value in said.items() if names is None or name in names)):
            if isinstance(value, str) and (bad := never.search(value)):
                raise GraphError(
                    f"{form} cannot hold {bad[0]!r}",
                    where=ascii(node) if value == node else f"{node!a}: {value!a}",
                    mend="take another form, such as json",
                )
