"""What a large network costs: from the store to a file, beside plain networkx doing the same.

    python benchmarks/networks.py [PEOPLE] [PEOPLE_FOR_BOTH]

Makes a store of so many people (100,000) who name twenty others each (2 million edges of `references`), in 125,000
contributions on 2,400 days, then projects it, ranks it (PageRank), finds its communities (Leiden) and writes GraphML, in a
process of its own. Prints seconds and the peak of memory so far; then the same on a smaller store (10,000) beside plain networkx:
rows of a query into `add_edge`, `nx.pagerank`, `nx.community.louvain_communities`, `nx.write_graphml`. Ratios hold from machine
to machine, seconds do not. Making the store is not counted.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import networkx as nx
import numpy as np

import kg
from kg import iris
from kg.model import Venue
from kg.network import measure, network, write_network
from kg.store import writing
from kg.triples.nquads import LABEL, TYPE, Lines, day, term, text

NAMED, DAYS, GROUP = 20, 2400, 1000
"""Persons whom each names, days on which they speak, and people of a group, of whom most are named."""

DATE, PART, SPEAKER, MENTIONS = (
    term("dcterms:date"),
    term("dcterms:isPartOf"),
    term("hkg:speaker"),
    term("hkg:mentions"),
)
Made = TypeVar("Made")
Stage = tuple[str, Callable[[], object]]
Took = tuple[str, float, float]
"""A stage, its seconds, and the peak of memory after it in MB."""


def named_by(speaker: int, people: int, chance: np.random.Generator) -> list[int]:
    """Return whom a speaker names: others, three in four of the own group, the first of a group more often than the last."""
    begin, size = speaker // GROUP * GROUP, min(GROUP, people)
    found: dict[int, None] = {}
    while len(found) < NAMED:
        near = chance.random() < 0.75
        other = begin + int(size * chance.random() ** 2) if near else int(people * chance.random())
        if other != speaker and other < people:
            found[other] = None
    return list(found)


def register(people: int) -> Iterator[str]:
    lines = Lines(iris.BASE, iris.REGISTER_GRAPH, [])
    for number in range(people):
        lines.say(iris.person(str(number)), (TYPE, term("hkg:Person")), (LABEL, text(f"Person {number}")))
    yield from lines.lines


def debates(people: int) -> Iterator[str]:
    """Yield a debate a day. Everybody speaks once; one in four once more, and names ten of the same again."""
    chance = np.random.default_rng(1)
    order = chance.permutation(people).tolist()
    whom = {speaker: named_by(speaker, people, chance) for speaker in order}
    said = [(speaker, whom[speaker]) for speaker in order]
    said += [(speaker, whom[speaker][: NAMED // 2]) for speaker in order[: people // 4]]
    for number in range(DAYS):
        yield from debate(date(2000, 1, 1) + timedelta(days=number), said[number::DAYS])


def debate(on: date, said: list[tuple[int, list[int]]]) -> Iterator[str]:
    key = iris.debate(Venue.COMMONS, on, "a debate", 1)
    lines = Lines(iris.BASE, iris.stated_graph(key), [])
    lines.say(key, (TYPE, term("hkg:Debate")), (LABEL, text("A debate")), (DATE, day(on)))
    for index, (speaker, others) in enumerate(said, 1):
        here = iris.contribution(key, index)
        lines.say(
            here, (TYPE, term("hkg:Contribution")), (LABEL, text(f"Contribution {index}")), (PART, lines.iri(key))
        )
        lines.say(here, (SPEAKER, lines.iri(iris.person(str(speaker)))))
        lines.say(here, *((MENTIONS, lines.iri(iris.person(str(other)))) for other in others))
    yield from lines.lines


def store(people: int, folder: Path) -> Path:
    quads, path = folder / f"{people}.nq", folder / f"{people}.kg"
    with quads.open("w") as file:
        file.writelines(register(people))
        file.writelines(debates(people))
    with writing(path) as writer:
        writer.load(quads)
    quads.unlink()
    return path


def projected(path: Path, out: Path) -> Iterator[Stage]:
    """Yield what is measured of the project, each stage with what does it."""
    made = nx.DiGraph()

    def project() -> None:
        nonlocal made
        made = network(kg.open(path), "references")

    yield "projection", project
    yield "PageRank", lambda: measure(made, ["pagerank"])
    yield "communities", lambda: measure(made, ["leiden"])
    yield "GraphML", lambda: write_network(made, "graphml", out)


ROWS = """SELECT ?from ?to ?unit ?date WHERE {
  ?unit hkg:speaker ?from ; hkg:mentions ?to ; dcterms:isPartOf/dcterms:date ?date . ?to a hkg:Person FILTER(?from != ?to)
}"""
LABELS = "SELECT ?person ?label WHERE { ?person a hkg:Person ; rdfs:label ?label }"


def plain(path: Path, out: Path) -> Iterator[Stage]:
    """Yield the same as anybody would write it with networkx alone."""
    made = nx.DiGraph()

    def project() -> None:
        graph = kg.open(path)
        for row in graph.query(LABELS):
            made.add_node(row["person"], label=row["label"], kind="Person")
        for row in graph.query(ROWS):
            one, other, day = row["from"], row["to"], row["date"]
            if made.has_edge(one, other):
                said = made.edges[one, other]
                said["weight"] += 1
                said["first"], said["last"] = min(said["first"], day), max(said["last"], day)
                said["contributions"] += f" {row['unit']}"
            else:
                made.add_edge(one, other, weight=1, first=day, last=day, contributions=row["unit"])

    yield "projection", project
    yield "PageRank", lambda: nx.set_node_attributes(made, nx.pagerank(made), "pagerank")
    yield "communities", lambda: nx.set_node_attributes(made, louvain(made), "louvain")
    yield "GraphML", lambda: nx.write_graphml(made, out)


def louvain(made: "nx.DiGraph[str]") -> dict[str, int]:
    found = nx.community.louvain_communities(made.to_undirected(), seed=1)
    return {node: number for number, community in enumerate(found) for node in community}


def took(stages: Callable[[Path, Path], Iterator[Stage]], path: Path, out: Path) -> list[Took]:
    """Do the stages, and return what each took."""
    found = []
    for name, work in stages(path, out):
        began = time.perf_counter()
        work()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append((name, time.perf_counter() - began, peak))
    return found


def apart(work: Callable[..., Made], *arguments: object) -> Made:
    """Do work in a process of its own, so that the peak of memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def show(title: str, found: list[Took], beside: list[Took] | None = None) -> None:
    print(title)
    every = ("together", sum(seconds for _, seconds, _ in found), found[-1][2])
    others = [*beside, ("", sum(seconds for _, seconds, _ in beside), beside[-1][2])] if beside else []
    for place, (name, seconds, peak) in enumerate([*found, every]):
        print(f"  {name:12}{seconds:8.1f} s {peak:7.0f} MB", end="")
        if others:
            _, slow, large = others[place]
            print(f"   plain networkx {slow:8.1f} s {large:7.0f} MB   ratio {slow / seconds:6.1f}", end="")
        print()


def main(people: int = 100_000, both: int = 10_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, out = apart(store, people, Path(folder)), Path(folder) / "network.graphml"
        found = apart(took, projected, path, out)
        show(f"{people} people, {people * NAMED} edges; seconds, and the peak of memory so far", found)
        path = apart(store, both, Path(folder))
        title = f"{both} people, {both * NAMED} edges, beside plain networkx"
        show(title, apart(took, projected, path, out), apart(took, plain, path, out))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
