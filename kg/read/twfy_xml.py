"""TheyWorkForYou's XML of a day (ParlParse, `<publicwhip>`): one debate a heading, one contribution a speech.

A speech with a speaker is a contribution, whoever it is ("Hon. Members" too); one with `nospeaker` is procedure.
`<phrase>` marks fall away; their words stay. A continuation ("Continuation Speech": the speaker goes on after an
intervention) is a contribution of its own, of the kind that it continues.

A minor heading belongs to the major one above it. Oral questions hold the major headings after them, for as long as
the words below a heading are those that open a department's questions ("The Secretary of State was asked—"); what
no question on the order paper opens is none of them, though the file may list it below (a statement that follows).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.errors import FormError
from kg.model import Contribution, Debate, Division, Printed, Procedure, Rejection, Turn, Venue
from kg.read.documents import Document
from kg.read.elements import Element, elements, holds, is_markup, words_of, words_of_part
from kg.read.turns import OralTurns, opening_turn
from kg.read.twfy_divisions import read_division
from kg.read.words import clock, joined, numbered, paragraph

IDENTIFIER = re.compile(r"uk\.org\.publicwhip/(?P<type>\w+)/(?P<date>\d{4}-\d{2}-\d{2})(?P<version>[a-z]*)\.")
VENUES = {
    "debate": Venue.COMMONS,
    "westminhall": Venue.WESTMINSTER_HALL,
    "lords": Venue.LORDS,
    "grandcommittee": Venue.GRAND_COMMITTEE,
    "wrans": Venue.COMMONS_WRITTEN,
    "wms": Venue.COMMONS_WRITTEN,
    "lordswrans": Venue.LORDS_WRITTEN,
    "lordswms": Venue.LORDS_WRITTEN,
}
WRITTEN = (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)
LORDS_PAGE = re.compile(r"/(?:ldhansrd|Lords)/")
TURNS = {
    "Question": Turn.QUESTION,
    "SupplementaryQuestion": Turn.QUESTION,
    "Answer": Turn.ANSWER,
    "Speech": Turn.SPEECH,
    "Intervention": Turn.INTERVENTION,
    "Statement": Turn.STATEMENT,
    "PointOfOrder": Turn.POINT_OF_ORDER,
    "Other": Turn.CONTRIBUTION,
}
PAGES = {"debate": "debates", "westminhall": "whall", "lords": "lords", "wrans": "wrans", "wms": "wms"}
HEADINGS = ("oral-heading", "major-heading", "minor-heading")
SPOKEN = ("speech", "ques", "reply")
TAGS = frozenset((*HEADINGS, *SPOKEN, "division", "gidredirect"))
CHAIR_AFTER = re.compile(r"\s*[-–—]?\s*(?P<chair>\[[^\[\]]*in the Chair\])\s*$", re.IGNORECASE)
CHAIR_BEFORE = re.compile(r"^(?P<chair>\[[^\[\]]*in the Chair\])\s*[-–—]\s*", re.IGNORECASE)
IN_THE_CHAIR = re.compile(r"^\[[^\]]*in the Chair\]$", re.IGNORECASE)
DASHES = (" - ", " – ", " — ")
IN_BRACKETS = re.compile(r"(?<=\[)\s+|\s+(?=\])")
WAS_ASKED = re.compile(r"\bw(?:as|ere) asked\s*[—–-]*\s*$")
NOBODY = re.compile(r"^(?:\(?unknown\)?|uk\.org\.publicwhip/(?:person|member|lord)/(?:unknown|0))?$")


def recognises(head: bytes) -> bool:
    return is_markup(head) and b"<publicwhip" in head.replace(b"\0", b"")


def read_twfy_xml(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a day in the order of the document, each when its last speech is read.

    A version that a later one has replaced whole holds only redirections: it is one rejection. Raises FormError
    where the XML is broken, declares entities of its own making, or names no date: the document is refused whole.
    """
    former: dict[str, list[str]] = {}
    for old, new in redirects_of(document):
        former.setdefault(new, []).append(old)
    day = _Day(document, former)
    rejected = 0
    for element in elements(document, TAGS):
        for item in day.take(element):
            rejected += isinstance(item, Rejection)
            yield item
    yield from day.close()
    if former and not day.ordinal:
        yield Rejection("version", document.name, "a later version of the day holds all of it")
    elif not day.ordinal and not rejected:
        raise FormError("holds no heading and no speech", where=document.where, mend="give a whole day's file")


def redirects_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each former id and the id that it is redirected to, as the document says."""
    if not holds(document, b"gidredirect"):
        return
    for element in elements(document, TAGS):
        if element.tag == "gidredirect":
            yield element.get("oldgid", ""), element.get("newgid", "")


def page_of(identifier: str) -> str | None:
    """Return the page of TheyWorkForYou on which a person reads what has this id, where the file gives no page.

    >>> page_of("uk.org.publicwhip/debate/2020-12-14b.1.6")
    'https://www.theyworkforyou.com/debates/?id=2020-12-14b.1.6'
    """
    match = IDENTIFIER.match(identifier)
    section = PAGES.get(match["type"]) if match else None
    return f"https://www.theyworkforyou.com/{section}/?id={identifier.rpartition('/')[2]}" if section else None


def version_of(debate: Debate) -> str | None:
    """Return series and letter of the version of a day's file, which stand in its ids: the highest letter wins.

    >>> ids = ("uk.org.publicwhip/debate/2020-12-14b.9.3",)
    >>> version_of(Debate(Venue.COMMONS, date(2020, 12, 14), "County Lines", 1, identifiers=ids))
    'debate/b'
    """
    matches = (IDENTIFIER.match(identifier) for identifier in debate.identifiers)
    return next((f"{m['type']}/{m['version']}" for m in matches if m and m["version"]), None)


@dataclass
class _Open:
    """A debate whose speeches are still coming."""

    level: str
    title: str
    venue: Venue
    date: date
    identifiers: tuple[str, ...]
    column: str | None
    url: str | None
    contributions: list[Contribution] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    turns: OralTurns | None = None
    asks: bool = False


class _Day:
    """The state of one document: which debate is open, and which debates contain it."""

    def __init__(self, document: Document, former: dict[str, list[str]]) -> None:
        self.document, self.former = document, former
        self.ordinal = 0
        self.oral: int | None = None
        self.major: int | None = None
        self.asked = False
        self.typed = False
        self.answering: set[str] = set()
        self.open: _Open | None = None
        self.sitting: tuple[Venue, date] | None = None

    def take(self, element: Element) -> Iterator[Debate | Rejection]:
        """Take in the next element; yield the debate that it ends, or why it is not carried over."""
        where = element.get("id") or str(element.tag)
        if element.tag in HEADINGS and not self._goes_on(element):
            yield from self.close()
            self.open = self._begun(element)
        elif element.tag in HEADINGS:
            pass
        elif element.tag in SPOKEN:
            yield from self._add(element)
        elif element.tag == "division":
            yield from self._divide(element)
        elif element.tag not in TAGS:
            yield Rejection("element", where, f"<{element.tag}> is none of the form's own elements")

    def _goes_on(self, heading: Element) -> bool:
        """Take in a heading that begins no debate: a change of the Chair, or the open one's own title, which the file
        repeats before each question that the record prints below it.
        """
        debate = self.open
        if debate is None:
            return False
        words = paragraph(words_of(heading, self.document))
        if IN_THE_CHAIR.match(words):
            debate.procedures.append(
                Procedure(words, heading.get("colnum") or None, identifiers=self._identifiers(heading))
            )
            return True
        if heading.get("inserted-heading") == "true" and (debate.level, debate.title) == (_level(heading), words):
            debate.identifiers = (*debate.identifiers, *self._identifiers(heading))
            return True
        return False

    def close(self) -> Iterator[Debate]:
        """Yield the open debate. Whether a major heading is one of the oral questions shows in its first words."""
        if self.open is None:
            return
        done, self.open = self.open, None
        self.ordinal += 1
        yield Debate(
            venue=done.venue,
            date=done.date,
            title=done.title,
            ordinal=self.ordinal,
            contributions=tuple(done.contributions),
            procedures=tuple(done.procedures),
            divisions=tuple(done.divisions),
            parent=self._parent(done),
            identifiers=done.identifiers,
            column=done.column,
            url=done.url,
        )

    def _parent(self, done: _Open) -> int | None:
        if done.level == "minor":
            self._leave_questions(done)
            return self.major
        if done.level == "oral":
            self.oral, self.major, self.asked = self.ordinal, None, False
            return None
        if not any(WAS_ASKED.search(procedure.text) for procedure in done.procedures):
            self.oral = None
        self.major, self.asked, self.answering = self.ordinal, self.oral is not None, set()
        return self.oral

    def _leave_questions(self, done: _Open) -> None:
        """Words below a department that no question on the order paper opens are none of its questions."""
        if self.asked and done.contributions and not done.asks:
            self.asked, self.oral, self.major = False, None, None

    def _begun(self, element: Element) -> _Open:
        if element.get("id") or self.sitting is None:
            self.sitting = _sitting(element, self.document)
        venue, on = self.sitting
        title, notes = _title(element, self.document)
        column = element.get("colnum") or None
        begun = _Open(
            level=_level(element),
            title=title,
            venue=venue,
            date=on,
            identifiers=self._identifiers(element),
            column=column,
            url=element.get("url") or page_of(element.get("id", "")),
        )
        begun.procedures.extend(Procedure(words, column) for words in notes)
        return begun

    def _add(self, speech: Element) -> Iterator[Rejection]:
        """Add a speech to the open debate, or yield why it is not carried over."""
        spoken = speech.get("nospeaker") != "true" and bool(speech.get("speakername") or speech.get("speakeroffice"))
        text = joined(_paragraphs(speech, self.document))
        if not text:
            what = "contribution" if spoken else "procedure"
            yield Rejection(what, speech.get("id") or "a speech", "it holds no words")
            return
        debate = self.open = self.open or self._begun(speech)
        if spoken:
            debate.contributions.append(self._contribution(debate, speech, text))
        else:
            debate.procedures.append(self._procedure(speech, text))

    def _divide(self, element: Element) -> Iterator[Rejection]:
        """Add a division to the open debate; yield what of it is not carried over."""
        debate = self.open = self.open or self._begun(element)
        division, rejected = read_division(element, self.document, len(debate.contributions))
        debate.divisions.append(division)
        yield from rejected

    def _procedure(self, speech: Element, text: str) -> Procedure:
        words = " ".join(filter(None, (speech.get("speakername"), text)))
        return Procedure(words, speech.get("colnum") or None, clock(speech.get("time")), self._identifiers(speech))

    def _contribution(self, debate: _Open, speech: Element, text: str) -> Contribution:
        number, uin, words = numbered(text)
        number = speech.get("oral-qnum") or number
        uins = _uins(speech) or tuple(filter(None, [uin]))
        printed, asks = _printed(speech), bool(number or uins)
        debate.asks = debate.asks or asks
        turn, supplementary = self._turn(debate, speech, printed, words, asks=asks)
        return Contribution(
            index=len(debate.contributions) + 1,
            venue=debate.venue,
            date=debate.date,
            turn=turn,
            text=words,
            printed=printed,
            supplementary=supplementary,
            column=speech.get("colnum") or None,
            time=clock(speech.get("time")),
            question_number=number,
            uin=uins[0] if uins else None,
            more_uins=uins[1:],
            identifiers=self._identifiers(speech),
            url=speech.get("url") or page_of(speech.get("id", "")),
        )

    def _turn(self, debate: _Open, speech: Element, printed: Printed, text: str, *, asks: bool) -> tuple[Turn, bool]:
        """The file's own type of a speech, where it gives any; else in oral questions who asks and who answers."""
        said = (speech.get("type") or "").split(" ")[-1]
        self.typed = self.typed or said in TURNS
        if said in TURNS:
            return TURNS[said], said == "SupplementaryQuestion"
        if speech.tag != "speech":
            return (Turn.QUESTION if speech.tag == "ques" else Turn.ANSWER), False
        if debate.venue in WRITTEN:
            return Turn.STATEMENT, False
        if self.typed or not (self.asked and debate.asks):
            return opening_turn(text), False
        debate.turns = debate.turns or OralTurns(self.answering)
        return debate.turns.next(printed.identifier or printed.name or "", printed.office, text, asks)

    def _identifiers(self, element: Element) -> tuple[str, ...]:
        own = element.get("id")
        return (own, *sorted(self.former.get(own, ()))) if own else ()


def _sitting(element: Element, document: Document) -> tuple[Venue, date]:
    """Return where and when, as the id says. Written Lords ids of 2009 do not say which House; their page does."""
    identifier = element.get("id") or ""
    match = IDENTIFIER.match(identifier)
    if not match:
        raise _refused(document, f"the id {identifier[:80]!r} names no date")
    if match["type"] not in VENUES:
        raise _refused(document, f"{match['type'][:80]!r} is no sitting that is read")
    venue = VENUES[match["type"]]
    if venue in WRITTEN and LORDS_PAGE.search(element.get("url") or ""):
        venue = Venue.LORDS_WRITTEN
    try:
        return venue, date.fromisoformat(match["date"])
    except ValueError as error:
        raise _refused(document, f"{match['date']} is no day of the calendar") from error


def _refused(document: Document, what: str) -> FormError:
    return FormError(what, where=document.where, mend="give a day's file as TheyWorkForYou publishes it")


def _level(element: Element) -> str:
    """Return how high a heading stands: "oral", "major" or "minor"; words without one are a major heading's."""
    return str(element.tag).removesuffix("-heading") if element.tag in HEADINGS else "major"


def _title(element: Element, document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the title of a heading, and what it carries besides: who is in the Chair, what kind of business it is
    ("Commonwealth: Privy Council — Question", the last word in italics).
    """
    words = IN_BRACKETS.sub("", paragraph(words_of(element, document))) if element.tag in HEADINGS else ""
    for pattern in (CHAIR_AFTER, CHAIR_BEFORE):
        match = pattern.search(words)
        if match and match.group() != words:
            return pattern.sub("", words), (match["chair"],)
    kind = paragraph(words_of(element[-1], document)) if len(element) and element[-1].tag == "i" else ""
    before = words.removesuffix(kind)
    if kind and before != words and before.endswith(DASHES) and set(kind).isdisjoint("–—"):
        return before[:-3], (kind,)
    return words or "Untitled", ()


def _paragraphs(speech: Element, document: Document) -> Iterator[str]:
    """Yield the words of a speech by paragraph; a row of a table is one."""
    yield speech.text or ""
    for child in speech:
        if child.tag == "table":
            for row in child.iter("tr"):
                yield " ".join(words_of(cell, document) for cell in row)
        else:
            yield words_of_part(child, document)
        yield child.tail or ""


def _uins(speech: Element) -> tuple[str, ...]:
    """Return the numbers of the questions that a speech puts; one that a statement quotes further down is none."""
    asked = speech.iter("p") if speech.tag == "ques" else speech.iterchildren("p") if speech.tag == "speech" else ()
    numbers = [number for p in asked if (number := p.get("qnum"))]
    first = speech.find("p")
    opens = speech.tag == "ques" or (first is not None and bool(first.get("qnum")))
    return tuple(dict.fromkeys(numbers)) if opens else ()


def _printed(speech: Element) -> Printed:
    identifier = speech.get("person_id") or speech.get("speakerid") or ""
    return Printed(
        name=speech.get("speakername") or None,
        identifier=None if NOBODY.match(identifier) else identifier,
        office=speech.get("speakeroffice") or None,
    )
