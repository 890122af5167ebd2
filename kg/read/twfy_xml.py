"""TheyWorkForYou's XML of a day (ParlParse, `<publicwhip>`): one debate a heading, one contribution a speech.

Entities are not resolved by the parser: those of the document's own list that HTML knows become characters, any
other is refused. `<phrase>` marks fall away; their words stay.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from kg.errors import FormError
from kg.model import Contribution, Debate, Printed, Procedure, Rejection, Turn, Venue
from kg.read.documents import Document
from kg.read.turns import OralTurns
from kg.read.words import joined, numbered, paragraph

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
HEADINGS = ("oral-heading", "major-heading", "minor-heading")
TOP = (*HEADINGS, "speech", "division", "gidredirect")
IN_THE_CHAIR = re.compile(r"\s*[-–—]?\s*\[[^\]]*in the Chair\]\s*$", re.IGNORECASE)
WAS_ASKED = re.compile(r"\bw(?:as|ere) asked\s*[—–-]*\s*$")
NOBODY = re.compile(r"^(?:\(?unknown\)?|uk\.org\.publicwhip/(?:person|member)/(?:unknown|0))?$")
BLOCK = 1 << 16


def recognises(head: bytes) -> bool:
    return b"<publicwhip" in head


def read_twfy_xml(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a day in the order of the document, each when its last speech is read.

    Raises FormError where the XML is broken (nothing after the break is lost quietly: the document is refused),
    declares entities of its own making, or names no date.
    """
    redirects = _redirects(document)
    day = _Day(document, redirects)
    for element in _elements(document):
        if element.tag in HEADINGS:
            yield from day.close()
            day.begin(element)
        elif element.tag == "division":
            yield Rejection("division", element.get("id", "a division"), "divisions are not read yet")
        elif element.tag == "speech":
            rejection = day.add(element)
            if rejection:
                yield rejection
    yield from day.close()
    if not day.ordinal:
        raise FormError("holds no heading and no speech", where=str(document.path), mend="give a whole day's file")


def _elements(document: Document) -> Iterator[etree._Element]:
    """Yield each heading, speech and division, and let go of it afterwards."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=TOP,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with document.open() as file:
        try:
            while block := file.read(BLOCK):
                parser.feed(block)
                for _, element in parser.read_events():
                    if isinstance(element, etree._Element):
                        yield element
                        _let_go(element)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            what = f"broken XML: {str(error).split(chr(10))[0]}"
            raise FormError(what, where=str(document.path), mend="download the file again") from error


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _redirects(document: Document) -> dict[str, list[str]]:
    """Return the former ids of each id that the document redirects to."""
    redirects: dict[str, list[str]] = {}
    with document.open() as file:
        if not any(b"gidredirect" in line for line in file):
            return redirects
    for element in _elements(document):
        if element.tag == "gidredirect":
            redirects.setdefault(element.get("newgid", ""), []).append(element.get("oldgid", ""))
    return redirects


def text_of(element: etree._Element, document: Document) -> str:
    """Return the words of an element and all in it; a named character becomes that character."""
    parts = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            name = child.text or ""
            if html.unescape(name) == name:
                raise FormError(f"uses the entity {name}", where=str(document.path), mend="give plain characters")
            parts.append(html.unescape(name))
        else:
            parts.append(text_of(child, document))
        parts.append(child.tail or "")
    return "".join(parts)


@dataclass
class _Open:
    """A debate whose speeches are still coming."""

    element_id: str
    title: str
    level: str
    column: str | None
    url: str | None
    contributions: list[Contribution] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    turns: OralTurns | None = None


class _Day:
    """The state of one document: which debate is open, and which debates contain it."""

    def __init__(self, document: Document, redirects: dict[str, list[str]]) -> None:
        self.document, self.redirects = document, redirects
        self.ordinal = 0
        self.oral: int | None = None
        self.major: int | None = None
        self.asked = False
        self.open: _Open | None = None
        self.venue, self.date = Venue.COMMONS, date.min
        self.answering: set[str] = set()

    def begin(self, heading: etree._Element) -> None:
        title = paragraph(text_of(heading, self.document))
        title = IN_THE_CHAIR.sub("", title) or title
        self._placed(heading.get("id", ""))
        level = heading.tag.removesuffix("-heading")
        self.open = _Open(
            heading.get("id", ""),
            title or "Untitled",
            level,
            heading.get("colnum") or None,
            heading.get("url") or None,
        )

    def _placed(self, identifier: str) -> None:
        match = IDENTIFIER.match(identifier)
        if not match:
            raise FormError(
                f"the id {identifier!r} names no date",
                where=str(self.document.path),
                mend="give a whole file",
            )
        try:
            self.date = date.fromisoformat(match["date"])
        except ValueError as error:
            raise FormError(
                f"{match['date']} is no date", where=str(self.document.path), mend="mend the ids"
            ) from error
        if match["type"] not in VENUES:
            raise FormError(f"{match['type']!r} is no sitting that is read", where=str(self.document.path))
        self.venue = VENUES[match["type"]]

    def close(self) -> Iterator[Debate]:
        """Yield the open debate. Whether a major heading is one of the oral questions shows in its first words."""
        if self.open is None:
            return
        done, self.open = self.open, None
        self.ordinal += 1
        parent = self._parent(done)
        yield Debate(
            venue=self.venue,
            date=self.date,
            title=done.title,
            ordinal=self.ordinal,
            contributions=tuple(done.contributions),
            procedures=tuple(done.procedures),
            parent=parent,
            identifiers=self._identifiers(done.element_id),
            column=done.column,
            url=done.url,
        )

    def _parent(self, done: _Open) -> int | None:
        if done.level == "oral":
            self.oral, self.major, self.asked = self.ordinal, None, False
            return None
        if done.level == "major":
            asked = any(WAS_ASKED.search(procedure.text) for procedure in done.procedures)
            if not asked:
                self.oral = None
            self.major, self.asked = self.ordinal, asked and self.oral is not None
            self.answering = set()
            return self.oral
        return self.major

    def add(self, speech: etree._Element) -> Rejection | None:
        """Add a speech to the open debate; return the reason where it is not carried over."""
        if self.open is None:
            self._placed(speech.get("id", ""))
            self.open = _Open(speech.get("id", ""), "Untitled", "major", speech.get("colnum") or None, None)
        identifiers = self._identifiers(speech.get("id", ""))
        text = joined(text_of(part, self.document) for part in _paragraphs(speech))
        if not text:
            what = "procedure" if speech.get("nospeaker") else "contribution"
            return Rejection(what, speech.get("id", "a speech"), "it holds no words")
        column, time = speech.get("colnum") or None, clock(speech.get("time"))
        if speech.get("nospeaker") == "true" or not (speech.get("speakername") or speech.get("speakeroffice")):
            if speech.get("speakername"):
                text = f"{speech.get('speakername')} {text}"
            self.open.procedures.append(Procedure(text, column, time, identifiers))
            return None
        self.open.contributions.append(self._contribution(speech, text, column, time, identifiers))
        return None

    def _contribution(
        self,
        speech: etree._Element,
        text: str,
        column: str | None,
        time: str | None,
        identifiers: tuple[str, ...],
    ) -> Contribution:
        assert self.open is not None
        printed = _printed(speech)
        number, uin, text = numbered(text)
        number = speech.get("oral-qnum") or number
        uin = next((p.get("qnum") for p in speech.iter("p") if p.get("qnum")), None) or uin
        turn, supplementary = self._turn(speech, printed, text, asks=bool(uin or number))
        return Contribution(
            index=len(self.open.contributions) + 1,
            venue=self.venue,
            date=self.date,
            turn=turn,
            text=text,
            printed=printed,
            supplementary=supplementary,
            column=column,
            time=time,
            question_number=number,
            uin=uin,
            identifiers=identifiers,
            url=speech.get("url") or None,
        )

    def _turn(self, speech: etree._Element, printed: Printed, text: str, asks: bool) -> tuple[Turn, bool]:
        """The file's own type of a speech, else in oral questions who asks and who answers."""
        assert self.open is not None
        said = (speech.get("type") or "").split(" ")[-1]
        if said in TURNS:
            return TURNS[said], said == "SupplementaryQuestion"
        if not (self.asked and self.open.level == "minor"):
            return opening_turn(text), False
        if self.open.turns is None:
            self.open.turns = OralTurns(self.answering)
        return self.open.turns.next(printed.identifier or printed.name or "", printed.office, text, asks)

    def _identifiers(self, identifier: str) -> tuple[str, ...]:
        return (identifier, *sorted(self.redirects.get(identifier, ()))) if identifier else ()


def opening_turn(text: str) -> Turn:
    """Return what the opening words say a turn is, outside oral questions."""
    if text.startswith(("(Urgent Question)", "To ask ")):
        return Turn.QUESTION
    if re.match(
        r"With permission,? (?:Mr|Madam) (?:Deputy )?Speaker,? I (?:will|shall|should like to|would like to) make a",
        text,
    ):
        return Turn.STATEMENT
    if text.startswith(("On a point of order", "Further to that point of order")):
        return Turn.POINT_OF_ORDER
    return Turn.CONTRIBUTION


def _paragraphs(speech: etree._Element) -> Iterator[etree._Element]:
    """Yield what holds the words: paragraphs, and the rows of tables."""
    for child in speech:
        if child.tag == "table":
            yield from child.iter("tr")
        elif isinstance(child.tag, str):
            yield child


def _printed(speech: etree._Element) -> Printed:
    identifier = speech.get("person_id") or speech.get("speakerid") or ""
    return Printed(
        name=speech.get("speakername") or None,
        identifier=None if NOBODY.match(identifier) else identifier,
        office=speech.get("speakeroffice") or None,
    )


def clock(words: str | None) -> str | None:
    """Return a time of day as it is written everywhere else.

    >>> clock("009:35:00"), clock("")
    ('09:35:00', None)
    """
    match = re.match(r"0*(\d{1,2}):(\d\d)(?::(\d\d))?$", words or "")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}" if match else None


def version_of(debate: Debate) -> str | None:
    """Return the letter of the version of a day's file, which stands in its ids."""
    for identifier in debate.identifiers:
        if match := IDENTIFIER.match(identifier):
            return match["version"] or None
    return None
