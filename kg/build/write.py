"""Let the store hold what is chosen: what goes is withdrawn, what comes is loaded in one piece."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg import iris
from kg.build.joined import joined_lines, kept_votes
from kg.build.load import Renaming, entries_of, final_keys, kept_lines, moved, origin_lines, winners, withdrawn
from kg.build.parts import Part
from kg.build.plan import Plan, plan
from kg.build.stored import days_told_by, stored_entries
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
    writer: Writer,
    parts: Sequence[Part],
    gone: Set[str],
    known: Knowledge,
    versions: Versions,
    folder: Path,
    base: str,
    moment: datetime,
) -> Plan:
    """Choose the texts of `parts`, let the store hold them instead of what they replace, and return the choice.

    `gone` are the documents, by sha256, whose debates are withdrawn; `versions` say what they were made with, `folder` is for working files, `moment` is when the graph
    says it was made.
    """
    fresh = [entry for part in parts for entry in entries_of(part)]
    days = {(entry.venue, entry.date) for entry in fresh} | days_told_by(writer.store, gone, base)
    before = list(stored_entries(writer.store, days, base))
    chosen = plan([*(entry for entry in before if entry.source.sha256 not in gone), *fresh])
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
        for venue, on in sorted(days - {(choice.entry.venue, choice.entry.date) for choice in chosen.choices}):
            writer.remove(iris.absolute(iris.sitting_graph(venue, on), base))
        for venue, on in sorted({(entry.venue, entry.date) for entry in fresh}):
            file.writelines(line.encode() for line in sitting_quads(venue, on, base))
        _write_knowledge(writer, file, known, versions, base)
    writer.load(folder / "load.nq")
    _forget_activities(writer, base)
    _forget_documents(writer, {entry.source.sha256 for entry in before} | gone, base)
    return chosen


def _withdraw(writer: Writer, key: Ref, base: str) -> None:
    for graph in (iris.stated_graph(key), iris.inferred_graph(key)):
        writer.remove(iris.absolute(graph, base))
        writer.remove_about(iris.absolute(graph, base), iris.absolute(iris.PROVENANCE_GRAPH, base))


def _forget_documents(writer: Writer, documents: Set[str], base: str) -> None:
    """Remove what is said of those of `documents` that nothing in the graph comes from any more."""
    for sha256 in sorted(documents):
        _forget_unless(writer, iris.absolute(iris.source(sha256), base), None, base)


def _forget_activities(writer: Writer, base: str) -> None:
    """Remove what is said of activities that nothing in the graph was made by any more, and of what they alone used."""
    provenance = ox.NamedNode(iris.absolute(iris.PROVENANCE_GRAPH, base))
    used = list(writer.store.quads_for_pattern(None, PROV_USED, None, provenance))
    for activity in sorted({quad.subject.value for quad in used if isinstance(quad.subject, ox.NamedNode)}):
        _forget_unless(writer, activity, PROV_GENERATED, base)
    for entity in sorted({quad.object.value for quad in used if isinstance(quad.object, ox.NamedNode)}):
        _forget_unless(writer, entity, PROV_USED, base)


PROV_USED, PROV_GENERATED = (ox.NamedNode(iris.PREFIXES["prov"] + name) for name in ("used", "wasGeneratedBy"))


def _forget_unless(writer: Writer, thing: str, link: ox.NamedNode | None, base: str) -> None:
    """Remove what the provenance says of a thing, unless something is bound to it, by `link` where one is named."""
    if next(writer.store.quads_for_pattern(None, link, ox.NamedNode(thing)), None) is None:
        writer.remove_about(thing, iris.absolute(iris.PROVENANCE_GRAPH, base))


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
