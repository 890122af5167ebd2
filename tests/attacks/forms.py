"""A small document in each form of Hansard, with slots that an attack fills; a new reader needs one here.

A slot takes plain words; each form escapes them as it must. `Form.document()` without any is sound and is read.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

SLOTS = {
    "title": "Rural Crime",
    "name": "Jo Skerry",
    "office": "The Minister for Harbours",
    "seat": "Banbury",
    "words": "The lamps were lit on Monday.",
    "mark": "A-1",
    "column": "12",
    "time": "14:35:00",
    "day": "2018-06-04",
    "number": "7",
    "vote": "Rock, Ann",
    "numbered": "900123",
}
"""What stands in each slot that an attack leaves alone; a form that has no such slot passes it over."""

Slots = dict[str, str]


@dataclass(frozen=True)
class Form:
    """How to write a document of a form: its beginning, a debate of its turns and the votes of its division, a turn, a
    vote, its end.

    `family` says which attacks on its syntax it is exposed to: "xml", "html", "json" or "text".
    """

    family: str
    begin: Callable[[Slots], str]
    debate: Callable[[Slots, str, str], str]
    turn: Callable[[Slots], str]
    vote: Callable[[Slots], str]
    end: str
    between: str = ""

    def document(self, debates: int = 1, turns: int = 2, votes: int = 2, **slots: str) -> str:
        """Return a document of `debates`, each with `turns` and a division of `votes` a side where the form has any."""
        filled = SLOTS | slots
        within = self.between.join([self.turn(filled)] * turns), self.between.join([self.vote(filled)] * votes)
        several = (self.debate(filled | {"mark": f"{filled['mark']}.{n}"}, *within) for n in range(debates))
        return self.begin(filled) + self.between.join(several) + self.end


def _id(slots: Slots) -> str:
    return quoteattr(f"uk.org.publicwhip/debate/{slots['day']}a.1.{slots['mark']}")


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(slots: Slots) -> str:
    """Return the day as people write it; what is no day stays what it is."""
    parts = slots["day"].split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or not 0 < int(parts[1]) < 13:
        return slots["day"]
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"


def _twfy_division(s: Slots, votes: str) -> str:
    return (
        f'<division id={_id(s)} divnumber={quoteattr(s["number"])}><divisioncount ayes={quoteattr(s["number"])} noes="0"/>'
        f'<mplist vote="aye">{votes}</mplist></division>'
    )


TWFY = Form(
    family="xml",
    begin=lambda s: "<publicwhip>",
    debate=lambda s, turns, votes: (
        f"<major-heading id={_id(s)} colnum={quoteattr(s['column'])}>{escape(s['title'])}</major-heading>{turns}{_twfy_division(s, votes)}"
    ),
    turn=lambda s: (
        f"<speech id={_id(s)} speakername={quoteattr(s['name'])} speakeroffice={quoteattr(s['office'])} "
        f"colnum={quoteattr(s['column'])} time={quoteattr(s['time'])}><p qnum={quoteattr(s['numbered'])}>"
        f"{escape(s['words'])}</p></speech>"
    ),
    vote=lambda s: f'<mpname id={quoteattr(s["mark"])} vote="aye">{escape(s["vote"])}</mpname>',
    end="</publicwhip>",
)


def _historic_division(s: Slots, votes: str) -> str:
    return (
        f"<division><table><tr><td><b>Division No. {escape(s['number'])}]</b></td><td><b>[{escape(s['time'])}</b></td></tr>"
        f'<tr><td colspan="2"><b>AYES</b></td></tr>{votes}</table></division>'
    )


HISTORIC = Form(
    family="xml",
    begin=lambda s: (
        f"<housecommons><col>{escape(s['column'])}</col><title>HOUSE OF COMMONS</title>"
        f"<date format={quoteattr(s['day'])}>{escape(_day(s))}</date><debates>"
    ),
    debate=lambda s, turns, votes: (
        f"<section><title>{escape(s['title'])}</title>{turns}{_historic_division(s, votes)}</section>"
    ),
    turn=lambda s: (
        f"<p id={quoteattr(s['mark'])}><member>{escape(s['name'])} <memberconstituency>({escape(s['seat'])})"
        f"</memberconstituency></member><membercontribution>: {escape(s['words'])}</membercontribution></p>"
    ),
    vote=lambda s: f"<tr><td>{escape(s['vote'])}</td><td>{escape(s['vote'])}</td></tr>",
    end="</debates></housecommons>",
)


def _parlamint_division(s: Slots, votes: str) -> str:
    return f'<note type="vote">{escape(s["vote"])} Ayes {escape(s["number"])}, Noes 0.</note>'


PARLAMINT = Form(
    family="xml",
    begin=lambda s: (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f'<meeting n={quoteattr(s["day"])} corresp="#parliament.HC" ana="#parla.lower #parla.sitting"/></titleStmt>'
        f"<sourceDesc><bibl><date when={quoteattr(s['day'])}/></bibl></sourceDesc></fileDesc><profileDesc><particDesc>"
        f'<listPerson><person xml:id="jo"><persName>{escape(s["name"])}</persName></person></listPerson></particDesc>'
        "</profileDesc></teiHeader><text><body>"
    ),
    debate=lambda s, turns, votes: (
        f'<div type="debateSection"><head>{escape(s["title"])}</head>{turns}{_parlamint_division(s, votes)}</div>'
    ),
    turn=lambda s: (
        f'<note type="time">{escape(s["time"])}</note><note type="speaker">{escape(s["office"])} ({escape(s["name"])}):</note>'
        f'<u who="#jo" ana={quoteattr(s["mark"])}><seg>{escape(s["words"])} ({escape(s["numbered"])})</seg></u>'
    ),
    vote=lambda s: "",
    end="</body></text></TEI>",
)


def _address(slots: Slots) -> str:
    return quoteattr(f"https://hansard.parliament.uk/Commons/{slots['day']}/debates/{slots['mark']}/A")


def _hansard_html_division(s: Slots, votes: str) -> str:
    return (
        '<div class="debate-item debate-item-divisiondebateitem"><div class="division">'
        f"<h3>Division {escape(s['number'])}</h3><p>{escape(s['time'])}</p><h4>Ayes: 2</h4><ul>{votes}</ul></div></div>"
    )


HANSARD_HTML = Form(
    family="html",
    begin=lambda s: (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>A - Hansard - UK Parliament</title>'
        f'<link rel="canonical" href={_address(s)}>'
        '</head><body><main><div class="hero-banner hero-banner-debate"><h1>All</h1>'
        f'<h2>Volume {escape(s["number"])}: debated on {escape(_day(s))}</h2></div><div class="breadcrumb"><ul>'
        '<li>Commons Chamber</li></ul></div><div class="primary-content">'
    ),
    debate=lambda s, turns, votes: (
        f'<div class="child-debate"><h2>{escape(s["title"])}</h2><div class="debate-item debate-item-columnnumber">'
        f'<span class="column-number" data-column-number={quoteattr(s["column"])}></span></div>{turns}{_hansard_html_division(s, votes)}</div>'
    ),
    turn=lambda s: (
        f'<div class="debate-item debate-item-contributiondebateitem"><div class="contribution" data-contribution-id={quoteattr(s["mark"])}>'
        f'<div class="header"><a class="attributed-to-details" href="/x?memberId={escape(s["numbered"], {chr(34): "&quot;"})}">'
        f'<div class="primary-text">{escape(s["name"])}</div><div class="secondary-text">({escape(s["seat"])}) (Lab)</div></a></div>'
        f'<div class="content"><p class="hs_Para">{escape(s["words"])}</p></div></div></div>'
    ),
    vote=lambda s: f"<li>{escape(s['vote'])}</li>",
    end="</div></main></body></html>",
)


def _publications_html_division(s: Slots, votes: str) -> str:
    return (
        f"<table><tr><td><b>Division No. {escape(s['number'])}]</b></td><td><b>[6.59 pm</b></td></tr>"
        f'<tr><td colspan="2"><b>AYES</b></td></tr><tr><td>{votes}</td></tr></table>'
    )


PUBLICATIONS_HTML = Form(
    family="html",
    begin=lambda s: (
        "<html><head><title>House of Commons Hansard Debates</title>"
        '<meta name="Source" content="House of Commons Hansard, Volume: 542, Part: 280"/></head><body>'
        f'<a class="anchor-column" name="column_12"> </a><p><b>{escape(_day(s))} : Column {escape(s["column"])}</b></p>'
        '<a class="anchor" name="place_o0"> </a><h2>House of Commons</h2>'
        f'<a class="anchor" name="hd_o0"> </a><h4><i>{escape(_day(s))}</i></h4>'
    ),
    debate=lambda s, turns, votes: (
        f'<a class="anchor" name="hd_o1"> </a><h3>{escape(s["title"])}</h3><h5>{escape(s["time"])}</h5>{turns}{_publications_html_division(s, votes)}'
    ),
    turn=lambda s: (
        f'<p><a class="anchor" name={quoteattr(s["mark"])}> </a><b>{escape(s["name"])} ({escape(s["seat"])}) (Lab):</b> '
        f"{escape(s['words'])}[{escape(s['numbered'])}]</p>"
        f"<p><b>{escape(s['office'])} ({escape(s['name'])}):</b> {escape(s['words'])}</p>"
    ),
    vote=lambda s: f"{escape(s['vote'])}<br/>",
    end="</body></html>",
)


def _overview(slots: Slots) -> str:
    own = {"Id": 1, "Title": slots["title"], "Date": f"{slots['day']}T00:00:00", "Location": "Commons Chamber"}
    own |= {"ExtId": slots["mark"], "HRSTag": None, "House": "Commons", "VolumeNo": 801}
    return f'"Overview":{json.dumps(own, ensure_ascii=False)}'


def _item(slots: Slots) -> str:
    own: dict[str, object] = {"ItemType": "Contribution", "ItemId": None, "MemberId": None, "HRSTag": "hs_Para"}
    own |= {"AttributedTo": f"{slots['name']} ({slots['seat']}) (Lab)", "Value": f"<p>{escape(slots['words'])}</p>"}
    own |= {"Timecode": slots["time"], "ExternalId": slots["mark"], "UIN": slots["numbered"]}
    return json.dumps(own, ensure_ascii=False)


def _division(slots: Slots, votes: str) -> str:
    own = {"Id": 1, "Number": slots["number"], "AyesCount": 2, "NoesCount": 0, "Date": f"{slots['day']}T00:00:00"}
    own |= {"House": "Commons", "Time": slots["time"], "ExternalId": f"D{slots['mark']}", "NoeMembers": []}
    own |= {"DebateSection": slots["title"], "DebateSectionExtId": slots["mark"]}
    return f'{json.dumps(own, ensure_ascii=False)[:-1]},"AyeMembers":[{votes}]}}'


def _member(slots: Slots) -> str:
    own = {"MemberId": 0, "DisplayAs": slots["vote"], "MemberFrom": slots["seat"], "Party": "Labour", "IsTeller": False}
    return json.dumps(own, ensure_ascii=False)


API_JSON = Form(
    family="json",
    begin=lambda s: "[",
    debate=lambda s, turns, votes: (
        f'{{{_overview(s)},"Navigator":[],"ChildDebates":[],"Items":[{turns}]}},{_division(s, votes)}'
    ),
    turn=_item,
    vote=_member,
    end="]",
    between=",",
)


def _page_title(slots: Slots) -> str:
    return f"{slots['title']}\n\nVolume 640: debated on {_day(slots)}\n\nColumn {slots['column']}\n\n"


PAGE = Form(
    family="text",
    begin=lambda s: "",
    debate=lambda s, turns, votes: _page_title(s) + turns,
    turn=lambda s: f"{s['words']}\n\n",
    vote=lambda s: "",
    end="",
)

PAGE_NAMED = Form(
    family="text",
    begin=lambda s: "",
    debate=lambda s, turns, votes: (
        f"{_page_title(s)}Victoria Prentis\n(Banbury) (Con)\n\nWill he?\n\nNick Hurd\nThe Minister for Fire (Mr Nick Hurd)\n\nYes.\n\n{turns}"
    ),
    turn=lambda s: (
        f"{s['name']}\n({s['seat']}) (Lab)\n\n{s['time']}\n\n{s['words']}\n\n{s['office']} ({s['name']})\n\n{s['words']}\n\n"
    ),
    vote=lambda s: "",
    end="",
)

FORMS = {
    "api-json": API_JSON,
    "twfy-xml": TWFY,
    "historic-xml": HISTORIC,
    "parlamint-tei": PARLAMINT,
    "hansard-html": HANSARD_HTML,
    "publications-html": PUBLICATIONS_HTML,
    "page-named": PAGE_NAMED,
    "page": PAGE,
}
