"""What documents are read with: small enough to be sent to whoever reads them, and what it stands for is loaded there once."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.build.parts import Part, make_part
from kg.build.resumed import finish, finished
from kg.build.workers import uncollected
from kg.errors import KgError, UnknownForm
from kg.extract import Knowledge
from kg.extract.pipeline import load_pipeline
from kg.judgements import NONE, Judgements
from kg.model import Ref
from kg.read import Document
from kg.register import load_register
from kg.triples import Versions, activity_of
from kg.vocabulary import load_vocabulary


@cache
def knowledge(vocabulary: tuple[Path, ...] = (), judgements: Judgements = NONE, nlp: str | None = None) -> Knowledge:
    """Load the register and the vocabulary, with the user's own Turtle files, beside the user's judgements and pipeline."""
    with uncollected():
        pipeline = load_pipeline(nlp) if nlp else None
        return Knowledge(load_register(), load_vocabulary(vocabulary), judgements, pipeline)


@dataclass(frozen=True, slots=True)
class Means:
    """The user's own files of Turtle, judgements and pipeline, and what is to be written: under which base, in which profile."""

    vocabulary: tuple[Path, ...]
    judgements: Judgements
    base: str
    nlp: str | None
    compact: bool

    def knowledge(self) -> Knowledge:
        return knowledge(self.vocabulary, self.judgements, self.nlp)

    def versions(self) -> Versions:
        known = self.knowledge()
        return Versions(
            version("hansard-kg"),
            known.register.version,
            known.vocabulary.version,
            known.judgements.version,
            known.pipeline.version if known.pipeline else "",
            "compact" if self.compact else "",
        )

    def activity(self) -> Ref:
        """Return the path of the activity that reads with these means: equal wherever the same is installed."""
        return activity_of(self.versions())


@dataclass(frozen=True, slots=True)
class NoPart:
    """Why a document gave no part; one that only lay in a folder and is no Hansard is passed over."""

    reason: str
    passed_over: bool


Job = tuple[Document, Path]
"""A document, and where its part is to be written."""


def make(job: Job, means: Means) -> Part | NoPart:
    """Read, extract, resolve and write one document, unless that was done before (`kg.build.resumed`)."""
    document, path = job
    try:
        before = finished(document, path)
        return before or finish(make_part(document, path, means.knowledge(), means.base, means.compact))
    except KgError as error:
        path.unlink(missing_ok=True)
        return NoPart(str(error), isinstance(error, UnknownForm) and not document.named)


def lost(job: Job) -> NoPart:
    """Return what there is of a document whose process was killed each time."""
    where = job[0].where
    return NoPart(f"{where}: the process that read it was killed; build it with more memory, or in parts", False)
