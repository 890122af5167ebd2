"""Let the store hold what is chosen: what goes is withdrawn, what comes is loaded in one piece."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg import iris
from kg.build.joined import joined_lines, kept_votes
from kg.build.load import Renaming, entries_of, final_keys, kept_lines, moved, origin_lines, winners, withdrawn
from kg.build.parts import Part
from kg.build.plan import Entry, Plan, plan
from kg.build.stored import stored_entries
from kg.extract import Knowledge
from kg.model import Ref
from kg.store import Writer
from kg.triples import (
    Versions,
    activity_of,
    activity_quads,
    historic_person_quads,
    one_each,
    register_quads,
    sitting_quads,
    vocabulary_quads,
)


def write_parts(
    writer: Writer, parts: Sequence[Part], known: Knowledge, folder: Path, base: str, moment: datetime
) -> Plan:
    """Choose the texts of `parts`, let the store hold them instead of what they replace, and return the choice.

    `folder` is for working files; `moment` is when the graph says it was made.
    """
    fresh = [entry for part in parts for entry in entries_of(part)]
    before = list(stored_entries(writer.store, {(entry.venue, entry.date) for entry in fresh}, base))
    chosen = plan([*before, *fresh])
    versions = Versions(
        version("hansard-kg"),
        known.register.version,
        known.vocabulary.version,
        known.judgements.version,
        known.pipeline.version if known.pipeline else "",
    )
    with (folder / "load.nq").open("wb") as file:
        _write_moved(writer, file, moved(before, chosen), base)
        file.writelines(kept_votes(writer.store, chosen, base))
        for key in withdrawn(before, chosen):
            _withdraw(writer, key, base)
        keys, kept = final_keys(chosen), winners(chosen)
        for part in parts:
            file.writelines(kept_lines(part, keys, kept, base))
            file.writelines(joined_lines(part, chosen, base))
        for choice in chosen.choices:
            file.writelines(line.encode() for line in origin_lines(choice, activity_of(versions), moment, base))
        for person in one_each(person for choice in chosen.choices for person in choice.entry.people):
            writer.remove(iris.absolute(iris.person_graph(person.ref), base))
            file.writelines(line.encode() for line in historic_person_quads(person, base))
        for venue, on in sorted({(entry.venue, entry.date) for entry in fresh}):
            file.writelines(line.encode() for line in sitting_quads(venue, on, base))
        _write_knowledge(writer, file, known, versions, base)
    writer.load(folder / "load.nq")
    _forget_documents(writer, before, base)
    return chosen


def _withdraw(writer: Writer, key: Ref, base: str) -> None:
    for graph in (iris.stated_graph(key), iris.inferred_graph(key)):
        writer.remove(iris.absolute(graph, base))
        writer.remove_about(iris.absolute(graph, base), iris.absolute(iris.PROVENANCE_GRAPH, base))


def _forget_documents(writer: Writer, before: Sequence[Entry], base: str) -> None:
    """Remove what is said of documents that nothing in the graph comes from any more."""
    for source in sorted({iris.absolute(iris.source(entry.source.sha256), base) for entry in before}):
        if not any(True for _ in writer.store.quads_for_pattern(None, None, ox.NamedNode(source))):
            writer.remove_about(source, iris.absolute(iris.PROVENANCE_GRAPH, base))


def _write_moved(writer: Writer, file: BinaryIO, moves: Mapping[Ref, Ref], base: str) -> None:
    """Write the stored debates that get another number, under their new keys."""
    rename = Renaming(moves, base)
    for key in moves:
        for graph in (iris.stated_graph(key), iris.inferred_graph(key)):
            node = ox.NamedNode(iris.absolute(graph, base))
            provenance = ox.NamedNode(iris.absolute(iris.PROVENANCE_GRAPH, base))
            quads = chain(
                writer.store.quads_for_pattern(None, None, None, node),
                writer.store.quads_for_pattern(node, None, None, provenance),
            )
            lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
            file.write(rename(lines or b""))


def _write_knowledge(writer: Writer, file: BinaryIO, known: Knowledge, versions: Versions, base: str) -> None:
    """Write register and vocabulary whole, unless the graph holds these very versions."""
    activity = ox.NamedNode(iris.absolute(activity_of(versions), base))
    if any(True for _ in writer.store.quads_for_pattern(activity, None, None)):
        return
    for graph in (iris.REGISTER_GRAPH, iris.VOCABULARY_GRAPH):
        writer.remove(iris.absolute(graph, base))
    for lines in (
        register_quads(known.register, base),
        vocabulary_quads(known.vocabulary, base),
        activity_quads(versions, base),
    ):
        file.writelines(line.encode() for line in lines)
