"""Write debates that came in another form as a ParlaMint document, to be read back and compared.

What the form does not hold falls away: columns, seats, parties, where procedure stands among the contributions, how
each member votes. A list of persons stands in the header; those of an id "mnis/N" have their page of that number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from kg.model import Contribution, Debate, House, Printed
from kg.read.words import numbered
from kg.register import load_register

REFERENCES = {House.COMMONS: ("#parliament.HC", "#parla.lower"), House.LORDS: ("#parliament.HL", "#parla.upper")}
PLACES = {
    "commons": "Commons Chamber",
    "lords": "Lords Chamber",
    "westminster-hall": "Westminster Hall",
    "grand-committee": "Grand Committee",
}


def render(debates: Sequence[Debate]) -> str:
    """Return the document of the debates of one venue and day, in their order, each in the `div` of its parent."""
    first = debates[0]
    assert {(debate.venue, debate.date) for debate in debates} == {(first.venue, first.date)}
    document = _Document(first)
    body = "".join(document.divisions(debates))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id={quoteattr(document.name)} xml:lang="en" ana="#parla.sitting">
{document.header()}
<text><body>
{body}</body></text>
</TEI>
"""


class _Document:
    """The state of one document: its name, who its ids mean, how many elements have an id."""

    def __init__(self, first: Debate) -> None:
        self.first = first
        self.name = f"ParlaMint-GB_{first.date}-{first.venue}"
        self.people: dict[tuple[str, str | None], str] = {}
        self.counts: dict[str, int] = {}
        self.time: str | None = None

    def header(self) -> str:
        """To be written last: by then it is known who speaks."""
        house, kind = REFERENCES[self.first.venue.house]
        on = self.first.date
        return f"""<teiHeader><fileDesc><titleStmt>
<meeting n="{on}" corresp="{house}" ana="{kind} #parla.sitting"/></titleStmt>
<sourceDesc><bibl><date when="{on}"/></bibl></sourceDesc></fileDesc>
<profileDesc><settingDesc><setting><name type="place">{PLACES[self.first.venue]}</name></setting></settingDesc>
<particDesc><listPerson>
{"".join(map(self.person, self.people.items()))}</listPerson></particDesc></profileDesc></teiHeader>"""

    def person(self, item: tuple[tuple[str, str | None], str]) -> str:
        (name, identifier), id_ = item
        number = (identifier or "").removeprefix("mnis/")
        page = f"<idno>https://members.parliament.uk/member/{number}/contact</idno>" if number.isdigit() else ""
        return f"<person xml:id={quoteattr(id_)}><persName>{escape(name)}</persName>{page}</person>\n"

    def divisions(self, debates: Sequence[Debate]) -> Iterator[str]:
        around: list[int] = []
        for debate in debates:
            while around and around[-1] != debate.parent:
                around.pop()
                yield "</div>\n"
            around.append(debate.ordinal)
            yield from self.debate(debate)
        yield "</div>\n" * len(around)

    def debate(self, debate: Debate) -> Iterator[str]:
        yield f'<div type="debateSection">\n<head {self.id_("head")}>{escape(debate.title)}</head>\n'
        for procedure in debate.procedures:
            yield f"<note {self.id_('note')}>{escape(procedure.text)}</note>\n"
        for contribution in debate.contributions:
            yield from self.contribution(contribution)
        for division in debate.divisions:
            yield f'<note type="vote" {self.id_("note")}>Ayes {division.ayes}, Noes {division.noes}.</note>\n'

    def contribution(self, contribution: Contribution) -> Iterator[str]:
        if contribution.time and contribution.time != self.time:
            self.time = contribution.time
            yield f'<note type="time">{self.time}</note>\n'
        printed = contribution.printed
        if printed and printed.office:
            named = f"{printed.office} ({printed.name})" if printed.name else printed.office
            yield f'<note type="speaker">{escape(named)}:</note>\n'
        yield f"<u {self.id_('u')}{self.who(printed)}>\n"
        for paragraph in _with_numbers(contribution).split("\n"):
            yield f"<seg {self.id_('seg')}>{escape(paragraph)}</seg>\n"
        yield "</u>\n"

    def who(self, printed: Printed | None) -> str:
        if printed is None or not printed.name:
            return ""
        key = (printed.name, printed.identifier)
        plain = "".join(letter for letter in printed.name if letter.isascii() and letter.isalpha()) or "Somebody"
        if key not in self.people:
            self.people[key] = f"{plain}{len(self.people)}" if plain in self.people.values() else plain
        return f' who="#{self.people[key]}"'

    def id_(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f'xml:id="{self.name}.{kind}{self.counts[kind]}"'


def _with_numbers(contribution: Contribution) -> str:
    """Return the text with the numbers around it, where they can be told from it again."""
    number, uin, text = contribution.question_number, contribution.uin, contribution.text
    first, *rest = text.split("\n")
    whole = "\n".join([f"{number}. " * bool(number) + first + f" ({uin})" * bool(uin), *rest])
    return whole if numbered(whole) == (number, uin, text) else text


def identified(debates: Sequence[Debate]) -> list[Debate]:
    """Return the debates with the ids of persons by which Parliament knows them, as ParlaMint has them."""
    register = load_register()

    def printed(before: Printed | None) -> Printed | None:
        person = register.identified(before.identifier) if before and before.identifier else None
        return replace(before, identifier=f"mnis/{person.id}") if before and person else before

    return [
        replace(d, contributions=tuple(replace(c, printed=printed(c.printed)) for c in d.contributions))
        for d in debates
    ]
