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

import networkx as nx  # noqa
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
