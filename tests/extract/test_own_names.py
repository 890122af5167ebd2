"""Bodies that name their own kind: the whole name and no more, and nothing where a name is not given."""

import time
from datetime import date

import pytest

from kg.extract import Knowledge, mentions_of
from kg.model import Contribution, Turn, Venue

RULE = "named-by-pattern"


def named(known: Knowledge, text: str) -> list[tuple[str, str | None]]:
    contribution = Contribution(1, Venue.COMMONS, date(2016, 5, 9), Turn.SPEECH, text)
    return [(text[m.begin : m.end], m.means) for m in mentions_of(contribution, known) if m.rule == RULE]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        (
            "In Leeds Teaching Hospitals NHS Trust they wait.",
            "Leeds Teaching Hospitals NHS Trust",
            "leeds-teaching-hospitals-nhs-trust",
        ),
        (
            "The Barking, Havering and Redbridge University Hospitals NHS Trust wrote.",
            "Barking, Havering and Redbridge University Hospitals NHS Trust",
            "barking-havering-and-redbridge-university-hospitals-nhs-trust",
        ),
        (
            "At Guy’s and St Thomas’ NHS Foundation Trust they wait.",
            "Guy’s and St Thomas’ NHS Foundation Trust",
            "guys-and-st-thomas-nhs-foundation-trust",
        ),
        ("I thank Somerset CCG.", "Somerset CCG", "somerset-clinical-commissioning-group"),
        ("But Bramley Town Council objects.", "Bramley Town Council", "bramley-town-council"),
        ("At Snaresbrook Crown Court he pleaded.", "Snaresbrook Crown Court", "snaresbrook-crown-court"),
        (
            "I chair the APPG on Tibet, which met.",
            "APPG on Tibet",
            "all-party-parliamentary-group-on-tibet",
        ),
        (
            "the all-party parliamentary group on Rare, Genetic and Undiagnosed Conditions.",
            "all-party parliamentary group on Rare, Genetic and Undiagnosed Conditions",
            "all-party-parliamentary-group-on-rare-genetic-and-undiagnosed-conditions",
        ),
        (
            "the Joint Committee on the Draft Marine Bill was",
            "Joint Committee on the Draft Marine Bill",
            "joint-committee-on-draft-marine-bill",
        ),
    ],
)
def test_the_whole_name_is_found(known: Knowledge, text: str, words: str, slug: str) -> None:
    assert named(known, text) == [(words, f"agency/{slug}")]


@pytest.mark.parametrize(
    "text",
    [
        "Every NHS Trust waits, as do Local NHS Trusts.",
        "The Conservative-led city council wrote.",
        "Labour Birmingham City Council wrote.",
        "I went to the all-party group on Tuesday.",
        "the all-party parliamentary group on the Celtic sea",
        "the all-party group on what we should do",
        "It was for Oldford and Newham district council.",
        "The Joint Committee on Human Rights and the Justice Select Committee agreed.",
        "the Minister, Crown Court judges and others",
    ],
)
def test_nothing_is_made_of_other_words(known: Knowledge, text: str) -> None:
    assert named(known, text) == []


def test_a_body_that_the_vocabulary_has_is_that_one(known: Knowledge) -> None:
    assert named(known, "Tory Kent County Council and Leeds City Council and the London Ambulance Service.") == []


def test_two_bodies_are_not_one(known: Knowledge) -> None:
    text = "Newtown Borough Council and Oldtown Borough Council met Surrey PCT and Kent PCT."
    assert [words for words, _ in named(known, text)] == [
        "Newtown Borough Council",
        "Oldtown Borough Council",
        "Surrey PCT",
        "Kent PCT",
    ]


@pytest.mark.parametrize("piece", ["A NHS Trust ", "APPG on A, ", "Crown Court", "APPG on " + "A" * 40, "St. and & "])
def test_time_grows_with_the_text(known: Knowledge, piece: str) -> None:
    from kg.extract.concepts import concepts

    extract = concepts(known.vocabulary)

    def seconds(times: int) -> float:
        contribution = Contribution(1, Venue.COMMONS, date(2016, 5, 9), Turn.SPEECH, piece * times)
        begun = time.process_time()
        list(extract(contribution))
        return time.process_time() - begun

    assert seconds(4000) < 40 * max(seconds(1000), 0.01)
