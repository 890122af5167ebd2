"""Pictures of a network for print: what of it is shown (`shown`), where (`room`), with which marks and labels, and the figure.

Equal networks give equal files, byte for byte, under one release of matplotlib and of its fonts.
"""

from pathlib import Path

import networkx as nx


def write_png(made: "nx.Graph[str]", to: Path) -> None:
    """Write a picture of 180 x 150 mm at 300 dots an inch: the strongest nodes, with a legend and a caption that says so."""
    from kg.network.pictures.figure import save

    save(made, to, "png")


def write_svg(made: "nx.Graph[str]", to: Path) -> None:
    """Write the picture of `write_png` as SVG, with its letters as outlines, which need no font where it is seen."""
    from kg.network.pictures.figure import save

    save(made, to, "svg")
