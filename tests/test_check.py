"""The native check says what the shapes say, of the values before they are triples."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib

from kg.check import check
from kg.model import (
    Attribution,
    Clue,
    Contribution,
    Debate,
    Figure,
    Kind,
    Mention,
    Procedure,
    Reading,
    Status,
    Turn,
    Venue,
)
from kg.triples import reading_quads
from kg.validate import Violation, validate_graph

KEY = "debate/commons/2019-03-04/bus-services"
PLACES = tuple(f"place/p{n}" for n in range(21))

TURN = Contribution(1, Venue.COMMONS, date(2019, 3, 4), Turn.QUESTION, "Kent lost 12 buses, says the Minister.")
KENT = Mention(0, 4, Kind.PLACE, "written-form", means="place/kent")
MINISTER = Mention(
    25, 37, Kind.PERSON, "minister-address", status=Status.AMBIGUOUS, candidates=PLACES[:2], candidate_count=2
)
BUSES = Figure(10, 18, Decimal(12), "figure-count", measures="buses")
ANN = Attribution(Status.STATED, "name-given", person="person/1", candidate_count=1)
MAYBE = Attribution(
    Status.AMBIGUOUS,
    "minister-address",
    candidates=("person/1", "person/2"),
    candidate_count=2,
    clues=(Clue(1, 25, 37, Kind.PERSON),),
)
VALID = Reading(
    Debate(
        Venue.COMMONS, date(2019, 3, 4), "Bus Services", 1, (TURN,), (Procedure("The House divided."),), volume="655"
    ),
    mentions=((KENT, MINISTER),),
    figures=((BUSES,),),
    attributions=(ANN,),
)


def titled(title: str) -> Reading:
    return replace(VALID, debate=replace(VALID.debate, title=title))


def turn(index: int = 1, text: str = TURN.text) -> Reading:
    changed = replace(TURN, index=index, text=text)
    return replace(VALID, debate=replace(VALID.debate, contributions=(changed,)))


def mentions(*found: Mention) -> Reading:
    return replace(VALID, mentions=(found,))


def figures(*found: Figure) -> Reading:
    return replace(VALID, figures=(found,))


def speaker(judged: Attribution) -> Reading:
    return replace(VALID, attributions=(judged,))


SOUND = {
    "one of everything": VALID,
    "a debate of none": Reading(replace(VALID.debate, contributions=()), (), (), ()),
    "an ambiguous speaker, with a clue": speaker(MAYBE),
    "an unknown speaker": speaker(Attribution(Status.UNKNOWN, "no-evidence")),
    "one mention, found twice alike": mentions(KENT, MINISTER, KENT),
    "two kinds on one span": mentions(KENT, replace(KENT, kind=Kind.CONSTITUENCY, means="constituency/1")),
    "a figure on the span of a mention": figures(replace(BUSES, begin=0, end=4)),
    "a range": figures(replace(BUSES, value=None, minimum=Decimal(1), maximum=Decimal(2))),
    "a fall": figures(replace(BUSES, change=Decimal(-12))),
    "twenty candidates": mentions(replace(MINISTER, candidates=PLACES[:20], candidate_count=20)),
}

BROKEN = {
    "no title": (titled(""), "no title"),
    "no words": (
        replace(turn(text=""), mentions=((),), figures=((),)),
        "no text",
    ),
    "procedure without words": (
        replace(VALID, debate=replace(VALID.debate, procedures=(Procedure(""),))),
        "procedure has no text",
    ),
    "position 0": (turn(index=0), "says 0"),
    "a span backwards": (mentions(replace(KENT, begin=4, end=0)), "span 4,0"),
    "an empty span": (mentions(replace(KENT, end=0)), "span 0,0"),
    "a span before the text": (mentions(replace(KENT, begin=-2)), "span -2,4"),
    "stated, and no meaning": (mentions(replace(KENT, means=None)), "Stated and means None"),
    "inferred, and no meaning": (mentions(replace(KENT, means=None, status=Status.INFERRED)), "Inferred and means"),
    "ambiguous, and a meaning": (mentions(replace(MINISTER, means="person/1")), "Ambiguous and means"),
    "unknown, and a meaning": (mentions(replace(KENT, status=Status.UNKNOWN)), "Unknown and means"),
    "stated, with candidates": (mentions(replace(KENT, candidates=PLACES[:2])), "candidates and it is Stated"),
    "unknown, with candidates": (
        mentions(replace(MINISTER, status=Status.UNKNOWN)),
        "candidates and it is Unknown",
    ),
    "21 candidates of a mention": (mentions(replace(MINISTER, candidates=PLACES)), "21 candidates"),
    "fewer candidates than none": (mentions(replace(MINISTER, candidate_count=-1)), "-1 candidates"),
    "two meanings on one span": (mentions(KENT, replace(KENT, means="place/other")), "mention twice"),
    "a speaker stated, and nobody": (speaker(replace(ANN, person=None)), "names None"),
    "a speaker inferred, and nobody": (
        speaker(replace(ANN, status=Status.INFERRED, person=None)),
        "Inferred and names None",
    ),
    "a speaker unknown, and named": (speaker(replace(ANN, status=Status.UNKNOWN)), "Unknown and names"),
    "a speaker ambiguous, and named": (speaker(replace(MAYBE, person="person/1")), "Ambiguous and names"),
    "a speaker stated, with candidates": (
        speaker(replace(ANN, candidates=PLACES[:2])),
        "candidates and it is Stated",
    ),
    "21 candidates to speak": (speaker(replace(MAYBE, candidates=PLACES)), "21 candidates"),
    "fewer speakers than none": (speaker(replace(ANN, candidate_count=-1)), "-1 candidates"),
    "more than sure": (speaker(replace(ANN, confidence=Decimal("1.1"))), "confidence of 1.1"),
    "less than unsure": (speaker(replace(ANN, confidence=Decimal("-0.1"))), "confidence of -0.1"),
    "a figure without a number": (figures(replace(BUSES, value=None)), "neither value nor bounds"),
    "a negated figure": (figures(replace(BUSES, value=Decimal(-12))), "negated"),
    "a range backwards": (
        figures(replace(BUSES, value=None, minimum=Decimal(2), maximum=Decimal(1))),
        "at least 2 and at most 1",
    ),
    "a currency in words": (figures(replace(BUSES, currency="pounds")), "no currency"),
    "an empty figure": (figures(replace(BUSES, begin=18)), "span 18,18"),
    "two numbers on one span": (figures(BUSES, replace(BUSES, value=Decimal(13))), "figure twice"),
}

BEYOND_SHACL = {
    "a gap in the positions": (turn(index=2), "stands at 1 and says 2"),
    "a span past the text": (mentions(replace(KENT, end=400)), "span 0,400"),
    "a figure past the text": (figures(replace(BUSES, end=400)), "span 10,400"),
    "tuples that do not run parallel": (replace(VALID, mentions=()), "parallel"),
    "a clue that is no mention": (speaker(replace(MAYBE, clues=(Clue(1, 0, 3, Kind.PERSON),))), "clue is no mention"),
}


def in_shacl(reading: Reading) -> list[Violation]:
    quads = ox.parse("".join(reading_quads(reading, KEY)), format=ox.RdfFormat.N_QUADS)
    data = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    return validate_graph(data)


@pytest.mark.parametrize("reading", SOUND.values(), ids=SOUND)
def test_what_is_sound_passes_both(reading: Reading) -> None:
    assert check(reading) == ()
    assert in_shacl(reading) == []


@pytest.mark.parametrize(("reading", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_told_by_both(reading: Reading, reason: str) -> None:
    assert reason in " | ".join(rejection.reason for rejection in check(reading))
    assert in_shacl(reading)


@pytest.mark.parametrize(("reading", "reason"), BEYOND_SHACL.values(), ids=BEYOND_SHACL)
def test_what_core_shacl_cannot_say_is_told_natively(reading: Reading, reason: str) -> None:
    assert reason in " | ".join(rejection.reason for rejection in check(reading))


def test_a_rejection_says_where() -> None:
    rejection, *_ = check(BROKEN["a negated figure"][0])
    assert rejection.where == "Bus Services, contribution 1"
