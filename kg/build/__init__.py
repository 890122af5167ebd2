"""The one function that walks all the rooms: documents go in, a graph comes out.

Per document, in worker processes: read, extract, resolve, quads. Then one plan over all of them, one load, one swap.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kg import iris
from kg.build.load import cut_otherwise, duplicates
from kg.build.means import Job, Means, NoPart, knowledge, lost, make
from kg.build.parts import Part, Tally, make_ready
from kg.build.plan import Plan
from kg.build.resumed import parts_folder
from kg.build.stored import documents_but, graphs_told_by, holds
from kg.build.workers import mapped, processors
from kg.build.write import write_parts
from kg.errors import KgError, SourceError
from kg.judgements import load_judgements
from kg.model import Ref, Rejection
from kg.read import Document, find_documents, readers
from kg.store import PARTS, Progress, check_fits, generation, is_graph, locked, open_graph
from kg.triples import activity_of

__all__ = ["FormReport", "Report", "build", "knowledge"]


@dataclass(frozen=True)
class FormReport:
    """What came of the documents of one form of Hansard; `title` is its name for people."""

    form: str
    title: str
    documents: int
    tally: Tally
    rejections: tuple[Rejection, ...]

    @property
    def rejected_contributions(self) -> int:
        return sum(rejection.what == "contribution" for rejection in self.rejections)

    @property
    def contributions_in(self) -> int:
        return self.tally.contributions + self.rejected_contributions


@dataclass(frozen=True)
class Report:
    """What a build did: every document and contribution is in one of its counts.

    `unchanged` counts the documents that the graph held already, `withdrawn` those that it held and that were not given.
    `judgements` counts those that were given; how many were applied is in the tally. `remarks` are what a reader of the
    record would stumble at, `cut_otherwise` the debates that two documents cut into other contributions.
    """

    debates: int
    forms: tuple[FormReport, ...]
    remarks: tuple[str, ...]
    failures: tuple[str, ...]
    passed_over: tuple[str, ...]
    duplicates: tuple[str, ...]
    cut_otherwise: tuple[str, ...]
    superseded: tuple[str, ...]
    unchanged: int
    withdrawn: int
    judgements: int
    seconds: float

    @property
    def documents(self) -> int:
        return sum(form.documents for form in self.forms)

    @property
    def tally(self) -> Tally:
        return sum((form.tally for form in self.forms), Tally())

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        return tuple(rejection for form in self.forms for rejection in form.rejections)

    @property
    def rejected_contributions(self) -> int:
        return sum(form.rejected_contributions for form in self.forms)

    @property
    def contributions_in(self) -> int:
        return self.tally.contributions + self.rejected_contributions


def build(
    sources: Iterable[str | Path],
    out: str | Path,
    *,
    workers: int | None = None,
    vocabulary: Sequence[Path] = (),
    judgements: Sequence[Path] = (),
    nlp: str | Path | None = None,
    base: str = iris.BASE,
    generated: datetime | None = None,
    compact: bool = False,
    again: bool = False,
    withdraw: bool = False,
    cluster: str | None = None,
    parts_at: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Build the graph at `out` from Hansard, or bring it up to date: what is there and not in `sources` stays, unless it is to be
    withdrawn, which waits until every source can be read; a document that it holds as it would be read today is not read `again`.

    A source that cannot be read is reported in `Report.failures`, and the rest is built. Raises SourceError where
    nothing could be read, GraphError where the graph cannot be written. `judgements` are files of what people have
    settled (`kg.judgements`). `nlp` is the name or folder of a spaCy pipeline for the names that the vocabulary lacks;
    ModelError where it is not there. `workers` are the processes that read and resolve, as many as there are processors
    where it is None; the graph is the same. `generated` is the moment that the provenance names; the present where it is None.

    A graph of the `compact` profile leaves out what follows from the rest, and stays one: `kg.expand` makes it whole. `cluster` is the
    address of a Dask cluster whose workers do what processes of this machine do otherwise (`kg.build.cluster`); ClusterError where it is
    not there, or other software is. Its parts come by way of the folder at the URL `parts_at`, where one is given.
    """
    began = time.monotonic()
    means = Means(tuple(vocabulary), load_judgements(judgements, base), base, str(nlp) if nlp else None, compact)
    known, versions = means.knowledge(), means.versions()
    with locked(out) as folder, _reached(cluster) as client:
        check_fits(out, base, compact)
        found = list(find_documents(sources, _made(folder / "unpacked")))
        documents = [d for d in found if isinstance(d, Document)]
        failures = [str(error) for error in found if isinstance(error, KgError)]
        gone, unchanged = _held(Path(out), documents, activity_of(versions), base, again, withdraw)
        documents = [document for document in documents if document.sha256 not in unchanged]
        at = parts_folder(folder / PARTS, means.activity(), base)
        jobs = [(document, at / f"{document.sha256}.nq") for document in documents]
        hands = _there(jobs, means, client, parts_at) if cluster else _here(jobs, means, workers or processors())
        made = list(_told(hands, documents, progress))
        parts = [one for one in made if isinstance(one, Part)]
        passed_over = [one.reason for one in made if isinstance(one, NoPart) and one.passed_over]
        failures += [one.reason for one in made if isinstance(one, NoPart) and not one.passed_over]
        if failures:
            gone = frozenset()
        if not parts and not unchanged:
            reasons = [*failures, *passed_over] or ["no source was given"]
            raise SourceError(reasons[0], also=tuple(reasons[1:]))
        moment = (generated or datetime.now(UTC)).replace(microsecond=0)
        chosen = Plan((), ())
        if parts or gone:
            with generation(out, base, compact) as writer:
                chosen = write_parts(writer, parts, gone, known, versions, folder, base, moment)
    return Report(
        debates=len(chosen.choices),
        forms=tuple(_by_form(parts)),
        remarks=tuple(remark for part in parts for remark in part.remarks),
        failures=tuple(failures),
        passed_over=tuple(passed_over),
        duplicates=tuple(duplicates(chosen)),
        cut_otherwise=tuple(cut_otherwise(chosen)),
        superseded=tuple(sorted({entry.source.path for entry in chosen.superseded})),
        unchanged=len(unchanged),
        withdrawn=len(gone),
        judgements=sum(map(len, known.judgements.of.values())),
        seconds=time.monotonic() - began,
    )


def _held(
    out: Path, documents: Sequence[Document], activity: Ref, base: str, again: bool, withdraw: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """Return, by sha256, what the graph holds that is to be withdrawn, and which of `documents` need not be read."""
    if not is_graph(out):
        return frozenset(), frozenset()
    with open_graph(out, compact=True) as graph:
        gone = documents_but(graph.store, {one.sha256 for one in documents}) if withdraw else frozenset()
        if again:
            return gone, frozenset()
        losing = graphs_told_by(graph.store, gone, base)
        same = (one.sha256 for one in documents if holds(graph.store, one.sha256, activity, base, but=losing))
        return gone, frozenset(same)


def _by_form(parts: Sequence[Part]) -> Iterator[FormReport]:
    for reader in readers():
        own = [part for part in parts if part.source.form == reader.name]
        if own:
            tally = sum((part.tally for part in own), Tally())
            rejections = tuple(rejection for part in own for rejection in part.rejections)
            yield FormReport(reader.name, reader.title, len(own), tally, rejections)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


Hands = AbstractContextManager[Iterable[Part | NoPart]]
"""Those who do the jobs: inside the context their parts come in the order of the jobs."""


def _here(jobs: Sequence[Job], means: Means, workers: int) -> Hands:
    if jobs:
        make_ready(means.knowledge())
    return mapped(partial(make, means=means), jobs, workers, lost)


def _reached(address: str | None) -> AbstractContextManager[Any]:
    if address is None:
        return nullcontext()
    from kg.build.connected import connected

    return connected(address)


def _there(jobs: Sequence[Job], means: Means, client: Any, parts_at: str | None) -> Hands:
    from kg.build.cluster import mapped_there

    return mapped_there(client, jobs, means, parts_at)


def _told(hands: Hands, documents: Sequence[Document], progress: Progress | None) -> Iterator[Part | NoPart]:
    with hands as made:
        for number, (one, document) in enumerate(zip(made, documents, strict=True), 1):
            if progress is not None:
                progress(document.name, number, len(documents))
            yield one
