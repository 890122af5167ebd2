"""What colours mean: a party or a community, on paper, on a light screen and on a dark one; each is a row of a table.

The colours are near the parties' own and keep apart for readers who are colour-blind (after Okabe and Ito, "Color universal
design", 2008) and, the larger parties, by lightness in a print without colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.tables import table

HERE = Path(__file__).parent / "data"
OTHER_PARTIES, NO_PARTY, OTHERS = "other parties", "no party known", "others"


@dataclass(frozen=True)
class Colour:
    """A fill on a light ground and its outline, the fill on a dark ground, what they mean, and how many nodes have them."""

    fill: str
    outline: str
    dark: str
    means: str = ""
    count: int = 0


PLAIN = Colour("#FFFFFF", "#333333", "#FFFFFF")
"""What has no party beside what has one."""


@cache
def party_colours() -> Mapping[str, Colour]:
    """Return the colour of each party, by its label; of `OTHER_PARTIES` and `NO_PARTY` too."""
    return _colours("parties.csv", "party")


@cache
def community_colours() -> Mapping[str, Colour]:
    """Return the colours of communities, by their numbers from "1", the largest first; of `OTHERS` too."""
    return _colours("communities.csv", "community")


def _colours(name: str, key: str) -> Mapping[str, Colour]:
    return {row[key]: Colour(row["colour"], row["outline"], row["dark"]) for row in table(HERE / name)}
