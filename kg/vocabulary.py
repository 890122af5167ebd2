"""The ontology folder, read once: agencies, issues and places, and the written forms of each.

The folder is where domain knowledge lives. To teach the system a new agency, issue or place, add a concept with
its labels there, or in a Turtle file of your own: no code changes.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.iris import ONTOLOGY, PREFIXES, relative
from kg.model import Kind, Ref

SKOS, RDF, SCHEMA, ORG = (PREFIXES[p] for p in ("skos", "rdf", "schema", "org"))

KIND_OF_CLASS = {
    "Agency": Kind.AGENCY,
    "AgencyKind": Kind.AGENCY,
    "GovernmentDepartment": Kind.AGENCY,
    "PoliceForce": Kind.AGENCY,
    "RegionalOrganisedCrimeUnit": Kind.AGENCY,
    "Issue": Kind.ISSUE,
    "Place": Kind.PLACE,
}

NO_VOCABULARY = ("shapes.ttl",)
"""What lies in the folder and says nothing of the world."""

WRITTEN_FORM = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel")


@dataclass(frozen=True, slots=True)
class Concept:
    """An agency, issue or place: what it is called, since when and until when it existed, what stands above it, and
    the departments whose ministers answer for it in Parliament. `title_forms` name it in the title of a debate alone:
    "Prisoners" heads a debate on prisons, the prisoners of a speech are people.
    """

    ref: Ref
    kind: Kind
    classes: tuple[str, ...]
    label: str
    forms: tuple[str, ...]
    start: date | None = None
    end: date | None = None
    above: tuple[Ref, ...] = ()
    answered_by: tuple[Ref, ...] = ()
    title_forms: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.ref)

    def existed(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Guard:
    """What must, or must not, stand beside a written form that is also an everyday word.

    Each tuple holds words in lower case; `only_after` asks that one of them stands right before the form.
    `never` says that the form alone is never enough. `kind` None guards the form for every kind. `start` and `end` are
    the days on which a form begins and ceases to mean it: in 2020 "the virus" is that of the coronavirus.
    """

    form: str
    kind: Kind | None = None
    only_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    never: bool = False
    start: date | None = None
    end: date | None = None

    def stands(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class ContextForm:
    """A written form that means a concept only where one of `within`, or what is narrower, is under discussion:
    "violence" is that in prisons where a debate is about prisons. `beside` says what else it asks for.
    """

    form: str
    means: Ref
    within: tuple[Ref, ...]
    beside: Guard


@dataclass(frozen=True)
class Vocabulary:
    """All concepts by their ref, all guards, the files that they came from, and the forms that a debate has to settle."""

    concepts: Mapping[Ref, Concept]
    guards: tuple[Guard, ...]
    files: tuple[Path, ...]
    context_forms: tuple[ContextForm, ...] = ()

    @cached_property
    def version(self) -> str:
        """The sha256 of the files that the vocabulary was read from, in hex."""
        return hashlib.sha256(b"".join(file.read_bytes() for file in self.files)).hexdigest()

    def of(self, kind: Kind) -> Iterator[Concept]:
        return (concept for concept in self.concepts.values() if concept.kind is kind)


def ontology_folder() -> Path:
    """Return the folder of the ontology: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "ontology"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "ontology"


@cache
def load_vocabulary(extra: tuple[Path, ...] = ()) -> Vocabulary:
    """Read the shipped vocabulary and the user's own Turtle files after it.

    Raises VocabularyError, with file and line, where one is missing or is not Turtle.

    >>> load_vocabulary().concepts["agency/national-crime-agency"].label
    'National Crime Agency'
    """
    shipped = (file for file in sorted(ontology_folder().glob("*.ttl")) if file.name not in NO_VOCABULARY)
    files = (*shipped, *extra)
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for triple in _triples(file):
            if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.BlankNode | ox.Triple):
                raise VocabularyError("has a blank node", where=str(file), mend="give everything an IRI")
            about[triple.subject.value][triple.predicate.value].append(triple.object.value)
    subjects = sorted(about)
    concepts = (concept for iri in subjects for concept in _concepts(iri, about[iri]))
    guards = (guard for iri in subjects for guard in _guards(iri, about[iri], "Guard"))
    context = (form for iri in subjects for form in _context_forms(iri, about[iri]))
    return Vocabulary({c.ref: c for c in concepts}, tuple(guards), files, tuple(context))


def _triples(file: Path) -> Iterable[ox.Triple]:
    try:
        return list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    except FileNotFoundError as error:
        raise VocabularyError("there is no such file", where=str(file), mend="give a Turtle file") from error
    except (SyntaxError, ValueError, OSError) as error:
        raise VocabularyError(f"not Turtle: {error}", where=str(file), mend="mend that line") from error


def _concepts(iri: str, says: Mapping[str, list[str]]) -> Iterator[Concept]:
    classes = tuple(sorted(c.removeprefix(ONTOLOGY) for c in says[f"{RDF}type"] if c.startswith(ONTOLOGY)))
    kinds = {KIND_OF_CLASS[c] for c in classes if c in KIND_OF_CLASS}
    if len(kinds) != 1:
        return
    labels = says[f"{SKOS}prefLabel"]
    if not labels:
        raise VocabularyError("a concept has no skos:prefLabel", where=iri, mend="give it one")
    above = (*says[f"{SKOS}broader"], *says[f"{ORG}subOrganizationOf"], *says[f"{SCHEMA}containedInPlace"])
    yield Concept(
        ref=relative(iri),
        kind=kinds.pop(),
        classes=classes,
        label=labels[0],
        forms=tuple(dict.fromkeys(form for p in WRITTEN_FORM for form in says[p])),
        start=_date(iri, says[f"{SCHEMA}foundingDate"]),
        end=_date(iri, says[f"{SCHEMA}dissolutionDate"]),
        above=tuple(sorted(relative(a) for a in above)),
        answered_by=tuple(sorted(relative(a) for a in says[f"{ONTOLOGY}answeredBy"])),
        title_forms=tuple(dict.fromkeys(says[f"{ONTOLOGY}titleLabel"])),
    )


def _date(iri: str, values: list[str]) -> date | None:
    try:
        return date.fromisoformat(values[0]) if values else None
    except ValueError as error:
        raise VocabularyError(f"{values[0]!r} is no date", where=iri, mend="write it as YYYY-MM-DD") from error


def _context_forms(iri: str, says: Mapping[str, list[str]]) -> Iterator[ContextForm]:
    within = tuple(sorted(relative(one) for one in says[f"{ONTOLOGY}within"]))
    for beside in _guards(iri, says, "ContextForm"):
        if len(means := says[f"{ONTOLOGY}means"]) != 1 or not within:
            raise VocabularyError("a context form means one concept within others", where=iri, mend="say which")
        yield ContextForm(beside.form, relative(means[0]), within, beside)


def _guards(iri: str, says: Mapping[str, list[str]], of: str) -> Iterator[Guard]:
    if f"{ONTOLOGY}{of}" not in says[f"{RDF}type"]:
        return
    kinds = [Kind(k.removeprefix(ONTOLOGY)) for k in says[f"{ONTOLOGY}kind"]]

    def words(term: str) -> tuple[str, ...]:
        return tuple(sorted(word.lower() for word in says[f"{ONTOLOGY}{term}"]))

    for form in says[f"{ONTOLOGY}form"]:
        for kind in kinds or (None,):
            yield Guard(
                form=form,
                kind=kind,
                only_after=words("onlyAfter"),
                only_before=words("onlyBefore"),
                not_after=words("notAfter"),
                not_before=words("notBefore"),
                never="true" in says[f"{ONTOLOGY}never"],
                start=_date(iri, says[f"{SCHEMA}startDate"]),
                end=_date(iri, says[f"{SCHEMA}endDate"]),
            )
