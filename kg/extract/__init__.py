"""From a contribution's words to the things they name: one plain function a kind, all in one table.

An extractor is made once from what it knows (register, vocabulary) and then maps a contribution to mentions.
Other packages add theirs through the entry-point group `kg.extractors`: each entry a function Knowledge -> Extractor.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import entry_points

from kg.extract.addresses import addressed_people
from kg.extract.concepts import concepts
from kg.extract.constituencies import constituencies
from kg.extract.departments import the_department
from kg.extract.figures import figures
from kg.extract.members import members
from kg.extract.offices import offices
from kg.extract.people import named_people
from kg.extract.pipeline import Pipeline
from kg.extract.spans import Spans, in_order
from kg.judgements import NONE, Judgements
from kg.model import Contribution, Figure, Kind, Mention, Status
from kg.register import Register
from kg.vocabulary import Vocabulary

__all__ = ["EXTRACTORS", "Extractor", "Knowledge", "figures_of", "mentions_of"]

Extractor = Callable[[Contribution], Iterable[Mention]]


@dataclass(frozen=True)
class Knowledge:
    """What is known before anything is read: who sat where and when, what things are called, what people have settled.

    `pipeline` finds names that the others lack (`kg.extract.statistical`), where the user asks for one.
    """

    register: Register
    vocabulary: Vocabulary
    judgements: Judgements = NONE
    pipeline: Pipeline | None = None

    def __hash__(self) -> int:
        return id(self)


EXTRACTORS: Mapping[str, Callable[[Knowledge], Extractor]] = {
    "members": lambda known: members(known.register),
    "offices": lambda known: offices(known.register),
    "constituencies": lambda known: constituencies(known.register),
    "named-people": lambda known: named_people(known.register),
    "addressed-people": lambda known: addressed_people,
    "concepts": lambda known: concepts(known.vocabulary),
    "the-department": lambda known: the_department,
}

NAMES_OF_THEIR_OWN = (Kind.CONSTITUENCY, Kind.OFFICE, Kind.PERSON)
NAMED_BY_FORM = (Kind.AGENCY, Kind.PLACE, Kind.ISSUE)
PARTS_OF_NAMES = ("form-of-address", "minister-address", "chair-address", "person-name")


@cache
def extractors(known: Knowledge) -> tuple[Extractor, ...]:
    """Return all extractors, ours and those of other packages, ready to be used."""
    others = sorted(entry_points(group="kg.extractors"), key=lambda entry: entry.name)
    return tuple(make(known) for make in (*EXTRACTORS.values(), *(entry.load() for entry in others)))


def mentions_of(contribution: Contribution, known: Knowledge) -> tuple[Mention, ...]:
    """Return what `contribution` names, in the order of the text; the wider of two that begin together first."""
    found = [mention for extract in extractors(known) for mention in extract(contribution)]
    return in_order(_settled(found))


def _settled(found: Iterable[Mention]) -> Iterator[Mention]:
    """Drop what is only a part of another name, and the second finding of one thing.

    The "Health" of "Secretary of State for Health" is no issue, and a form of address inside a member mention is
    that mention's own; an agency, place or issue inside the name of a person, seat or office is not named.
    """
    distinct = list({(m.begin, m.end, m.kind): m for m in reversed(list(found))}.values())
    names = Spans((m.begin, m.end) for m in distinct if m.kind in NAMES_OF_THEIR_OWN)
    people = Spans((m.begin, m.end) for m in distinct if m.kind is Kind.PERSON)
    for mention in distinct:
        span = (mention.begin, mention.end)
        if mention.kind in NAMED_BY_FORM and (names.hold_more_than(span) or span in names):
            continue
        if mention.kind is Kind.PERSON and mention.rule in PARTS_OF_NAMES and people.hold_more_than(span):
            continue
        yield mention


CONCERNED = frozenset({Kind.AGENCY, Kind.OFFICE, Kind.PLACE, Kind.CONSTITUENCY, Kind.PERSON})


def figures_of(contribution: Contribution, mentions: Iterable[Mention], on: date | None = None) -> tuple[Figure, ...]:
    """Return the figures that `contribution` gives on a day, each with what it is said of where the words show it.

    What a mention means by inference alone is nothing that a figure, which is stated, is said of.
    """
    concerned = [
        (m.begin, m.end, m.means) for m in mentions if m.means and m.kind in CONCERNED and m.status is Status.STATED
    ]
    return tuple(figures(contribution.text, concerned, on))
