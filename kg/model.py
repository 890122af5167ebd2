"""What passes between the rooms: frozen values, from the page to the triples.

    Debate ── contributions ──> Contribution          read/ makes these
    Contribution ─────────────> Mention, Figure       extract/ finds these in its text
    Debate and its mentions ──> Attribution           resolve/ judges who speaks, who is meant

Positions are code points of a contribution's text, from 0, the end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Ref = str
"""What something is: a path under the base IRI ("person/1539"), or an absolute IRI of the user's own."""


At = tuple[int, int, int]
"""Where a span is: the index of its contribution, its begin and end."""


class House(StrEnum):
    COMMONS = "Commons"
    LORDS = "Lords"


class Venue(StrEnum):
    """Where a sitting is held, as its IRI spells it."""

    COMMONS = "commons"
    WESTMINSTER_HALL = "westminster-hall"
    LORDS = "lords"
    GRAND_COMMITTEE = "grand-committee"
    COMMONS_WRITTEN = "commons-written"
    LORDS_WRITTEN = "lords-written"

    @property
    def house(self) -> House:
        lords = (Venue.LORDS, Venue.GRAND_COMMITTEE, Venue.LORDS_WRITTEN)
        return House.LORDS if self in lords else House.COMMONS


class Turn(StrEnum):
    """What kind of turn a contribution is: the ontology's class of it."""

    CONTRIBUTION = "Contribution"
    QUESTION = "Question"
    ANSWER = "Answer"
    INTERVENTION = "Intervention"
    SPEECH = "Speech"
    STATEMENT = "Statement"
    POINT_OF_ORDER = "PointOfOrder"


class Kind(StrEnum):
    """What class of thing a mention names: the ontology's class of it."""

    PERSON = "Person"
    CONSTITUENCY = "Constituency"
    OFFICE = "Office"
    PARTY = "Party"
    AGENCY = "Agency"
    PLACE = "Place"
    ISSUE = "Issue"


class Position(StrEnum):
    """How a member votes: in the Commons aye or no, in the Lords content or not content."""

    AYE = "Aye"
    NO = "No"
    CONTENT = "Content"
    NOT_CONTENT = "NotContent"

    @property
    def label(self) -> str:
        """As people read it."""
        return "not content" if self is Position.NOT_CONTENT else self.value.lower()

    @property
    def in_favour(self) -> bool:
        return self in (Position.AYE, Position.CONTENT)


class Status(StrEnum):
    """How sure a judgement is; only the first two assert anything."""

    STATED = "Stated"
    INFERRED = "Inferred"
    AMBIGUOUS = "Ambiguous"
    UNKNOWN = "Unknown"


class Modality(StrEnum):
    """How a claim is put: as being so, as a question, as what ought to be, as what is going to be."""

    ASSERTED = "Asserted"
    ASKED = "Asked"
    PROPOSED = "Proposed"
    PLANNED = "Planned"


class Approximation(StrEnum):
    ABOUT = "About"
    MORE_THAN = "MoreThan"
    LESS_THAN = "LessThan"


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: its path as given, its sha256 in hex, the name of the reader that took it."""

    path: str
    sha256: str
    form: str


@dataclass(frozen=True, slots=True)
class Printed:
    """Who speaks, as the record prints it; `identifier` is the source's own id of the person or member."""

    name: str | None = None
    identifier: str | None = None
    office: str | None = None
    constituency: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One turn: the words that one speaker says without a break. `index` counts from 1 within its debate.

    Its text has the source's characters unchanged, each run of white space one blank, paragraphs joined by a
    line feed; a leading question number and a trailing UIN stand in their own fields and not in the text. `more_uins`
    are those of further questions that are put with it in one.
    """

    index: int
    venue: Venue
    date: date
    turn: Turn
    text: str
    printed: Printed | None = None
    supplementary: bool = False
    column: str | None = None
    time: str | None = None
    question_number: str | None = None
    uin: str | None = None
    more_uins: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Words of the record that nobody speaks. It has no position among the contributions."""

    text: str
    column: str | None = None
    time: str | None = None
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """How one member voted, by the list of a division; `proxy` is who cast it for them, as printed."""

    position: Position
    printed: Printed
    teller: bool = False
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A vote of the House. `ayes` and `noes` are the counts that the record states, in the Lords those of the Contents
    and the Not-contents; `votes` is its list, which may be cut short. `follows` is the index of the contribution that
    it comes after, 0 where it opens the debate.
    """

    number: str | None
    ayes: int | None
    noes: int | None
    votes: tuple[Vote, ...] = ()
    follows: int = 0
    column: str | None = None
    time: str | None = None
    identifiers: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Debate:
    """A titled section of a sitting. `ordinal` counts the debates of one document from 1, in its own order;
    `parent` is the ordinal of the debate that contains this one, or None directly below the sitting.
    """

    venue: Venue
    date: date
    title: str
    ordinal: int
    contributions: tuple[Contribution, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    divisions: tuple[Division, ...] = ()
    parent: int | None = None
    identifiers: tuple[str, ...] = ()
    column: str | None = None
    volume: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something of a document that is not carried over: what it was, where, and why."""

    what: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a mention say of the person meant, before anybody judges who that is.

    `name` as the reporter inserts it; `constituencies` and `offices` that the words may name; `address` the
    form of address in lower case ("my right hon. friend", "the minister"), a key of the forms of address.
    """

    name: str | None = None
    constituencies: tuple[Ref, ...] = ()
    offices: tuple[Ref, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Clue:
    """The mention that gave a reason: the index of its contribution, its span and kind."""

    contribution: int
    begin: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class OwnName:
    """A body that the vocabulary lacks and that names its own kind: "Snaresbrook Crown Court".

    `label` is its full name as written, `classification` the kind of agency that the name says it is.
    """

    label: str
    classification: Ref


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a contribution's text that names something. `rule` is a local name of the ontology's rules.

    `clues` are the mentions that told who is meant, `confidence` how often such a judgement is right, `constraint` the
    reason in words, a person's or a rule's. `own_name` is that of a body that the vocabulary lacks.
    """

    begin: int
    end: int
    kind: Kind
    rule: str
    means: Ref | None = None
    status: Status = Status.STATED
    candidates: tuple[Ref, ...] = ()
    candidate_count: int | None = None
    said: Said | None = None
    clues: tuple[Clue, ...] = ()
    confidence: Decimal | None = None
    constraint: str | None = None
    own_name: OwnName | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody gave: their claim, not a fact.

    `value` is the number as said, never negated; `change` is signed ("411 fewer": value 411, change -411).
    `unit` is the local name of a QUDT unit ("KiloGM"); `currency` an ISO 4217 code; `measures` the words for what
    is counted or measured; `concerns` whom or what it is said of; `period` the words for the time it is said of, from
    `period_start` to before `period_end` where words and date fix them. `per` is the unit of a rate ("a week": "WK"),
    `per_each` the words for what else it is counted by ("head"). `share_of` is the span of the figure of which this
    one is a part ("£25 million, half of which"). Units that QUDT lacks are in OWN_UNITS.
    """

    begin: int
    end: int
    value: Decimal | None
    rule: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    change: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    measures: str | None = None
    concerns: Ref | None = None
    approximate: Approximation | None = None
    period: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    per: str | None = None
    per_each: str | None = None
    share_of: tuple[int, int] | None = None


OWN_UNITS = frozenset({"PercentagePoint", "BasisPoint"})
"""The units of figures that are terms of our ontology, not of QUDT."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is said to do something about something, in the words from `begin` to `end`.

    `relation` is the local name of one of the ontology's relations ("Tackles"). `subject` is None in a passive that
    names nobody ("three police stations have closed"). The object is a thing, or the span of a figure of the same
    contribution. `by` is who is `reported` to say so, where that is not the speaker. `clues` are the mentions that say
    who and what are meant.
    """

    begin: int
    end: int
    relation: str
    subject: Ref | None
    object: Ref | tuple[int, int]
    rule: str
    modality: Modality = Modality.ASSERTED
    denied: bool = False
    by: Ref | None = None
    reported: bool = False
    clues: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a debate is about: an issue, or a body or place that its title names.

    `position` counts from 1, what the title names first. `words` is the span of the title that names it; `score` says how
    much it was raised, `evidence` are mentions that show it.
    """

    means: Ref
    label: str
    position: int
    rule: str
    status: Status = Status.STATED
    score: Decimal | None = None
    evidence: tuple[Clue, ...] = ()
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks a contribution, or may, and why. `role` is the office spoken in; it stands without the person.

    `rule` is the one that decided, `rules` all that narrowed the candidates. `role_status` tells a role that is printed
    from one that was worked out; `capacities` are the seat and the office holding of the person on that date.
    """

    status: Status
    rule: str
    person: Ref | None = None
    role: Ref | None = None
    role_status: Status = Status.STATED
    candidates: tuple[Ref, ...] = ()
    candidate_count: int = 0
    constraints: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    capacities: tuple[Ref, ...] = ()
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A debate with all that was found and judged in it; the tuples run parallel to its contributions.

    `answers` holds the indexes of the questions that a contribution answers, `addresses` the people it is said to.
    `voters` are who is meant by each vote of each division, `proxies` who cast it for them. `judgements` are the places of those of people that were
    applied, `unfit` are those that fit nothing, with the reason. `department` is the one that answers, where a
    heading or a printed office says so. `claims` run parallel too; `same_quantities` are pairs of figures of one
    quantity that different speakers give. `subjects` are what the debate is about.
    """

    debate: Debate
    mentions: tuple[tuple[Mention, ...], ...]
    figures: tuple[tuple[Figure, ...], ...]
    attributions: tuple[Attribution, ...]
    answers: tuple[tuple[int, ...], ...] = ()
    addresses: tuple[tuple[Ref, ...], ...] = ()
    voters: tuple[tuple[Attribution, ...], ...] = ()
    proxies: tuple[tuple[Ref | None, ...], ...] = ()
    department: Ref | None = None
    claims: tuple[tuple[Claim, ...], ...] = ()
    same_quantities: tuple[tuple[At, At], ...] = ()
    subjects: tuple[Subject, ...] = ()
    judgements: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
