"""A word that means an issue only where its field is under discussion: by the title, the paragraph, or what is named often."""

import time
from dataclasses import replace
from datetime import date

import pytest

from kg.check import check
from kg.extract import Knowledge
from kg.model import Contribution, Debate, Kind, Mention, Status, Turn, Venue
from kg.resolve import read_closely
from kg.vocabulary import ContextForm, Guard


def issues(known: Knowledge, title: str, *texts: str, on: str = "2016-05-09") -> list[list[tuple[str, Mention]]]:
    day = date.fromisoformat(on)
    said = tuple(Contribution(i, Venue.COMMONS, day, Turn.SPEECH, text) for i, text in enumerate(texts, 1))
    reading = read_closely(Debate(Venue.COMMONS, day, title, 1, said), known)
    return [
        [(c.text[m.begin : m.end], m) for m in its if m.kind is Kind.ISSUE]
        for c, its in zip(said, reading.mentions, strict=True)
    ]


def meant(known: Knowledge, title: str, *texts: str, on: str = "2016-05-09") -> list[tuple[str, str | None]]:
    """Return what the last text names, in words and as meant."""
    return [(words, mention.means) for words, mention in issues(known, title, *texts, on=on)[-1]]


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Matters", "The violence has to stop.", []),
        ("Prison Safety", "The violence has to stop.", [("violence", "issue/prison-safety")]),
        ("Domestic Abuse", "The violence has to stop.", [("violence", "issue/domestic-abuse")]),
        ("SAFETY IN PRISONS", "There is understaffing.", [("understaffing", "issue/prison-officers")]),
        ("Syria", "The fighting has to stop.", [("fighting", "issue/syrian-conflict")]),
        ("Local Government Finance", "A funding gap.", [("funding gap", "issue/local-government-funding")]),
    ],
)
def test_the_title_says_the_field(known: Knowledge, title: str, text: str, found: list[tuple[str, str]]) -> None:
    assert meant(known, title, text) == found


def test_the_paragraph_says_it_where_the_title_does_not(known: Knowledge) -> None:
    text = "The migration of systems took a year.\nOn net zero, no. Immigration is high, and migration rises."
    assert meant(known, "Engagements", text)[-1] == ("migration", "issue/immigration")
    assert meant(known, "Engagements", text)[0][0] == "net zero"


def test_what_is_named_often_is_under_discussion(known: Knowledge) -> None:
    often = "The prison system. Prison overcrowding. The prison population."
    [_, [(words, mention)]] = issues(known, "Engagements", often, "What of understaffing?")
    assert (words, mention.means, mention.rule) == ("understaffing", "issue/prison-officers", "form-in-context")
    assert mention.status is Status.INFERRED
    assert "named often" in (mention.constraint or "")
    assert mention.clues[0].contribution == 1
    assert meant(known, "Engagements", "The prison system.", "What of understaffing?") == []


def test_what_is_stated_stands_and_the_longer_form_wins(known: Knowledge) -> None:
    text = "Violence against women, and assaults on staff."
    found = issues(known, "Prison Safety", text)[0]
    assert [(w, m.means) for w, m in found] == [
        ("Violence against women", "issue/violence-against-women-and-girls"),
        ("assaults on staff", "issue/prison-safety"),
    ]
    assert [m.status for _, m in found] == [Status.STATED, Status.INFERRED]


def test_a_form_stands_in_its_years_alone(known: Knowledge) -> None:
    assert meant(known, "Covid-19", "We need more testing.", on="2020-12-14") == [("testing", "issue/covid-testing")]
    assert meant(known, "Covid-19", "We need more testing.", on="2024-12-14") == []


def test_names_and_titles_of_acts_are_left_alone(known: Knowledge) -> None:
    assert meant(known, "Fisheries", "The Fishing Act.") == []
    assert meant(known, "Prison Safety", "The Minister for Violence Reduction spoke.") == []


def test_of_several_meanings_the_one_of_the_narrower_issue_is_meant(known: Knowledge) -> None:
    forms = (
        _form("abuse", "issue/crime", "issue/crime"),
        _form("abuse", "issue/domestic-abuse", "issue/domestic-abuse"),
        _form("strife", "issue/crime", "issue/crime"),
        _form("strife", "issue/domestic-abuse", "issue/crime"),
    )
    ours = replace(known, vocabulary=replace(known.vocabulary, context_forms=forms))
    assert meant(ours, "Domestic Abuse", "The abuse and the strife.") == [("abuse", "issue/domestic-abuse")]


def _form(form: str, means: str, within: str) -> ContextForm:
    return ContextForm(form, means, (within,), Guard(form, Kind.ISSUE))


def test_every_form_means_an_issue_of_the_vocabulary_and_is_no_form_that_stands_alone(known: Knowledge) -> None:
    vocabulary = known.vocabulary
    guarded = {guard.form for guard in vocabulary.guards if guard.kind is Kind.ISSUE}
    alone = {form for concept in vocabulary.of(Kind.ISSUE) for form in concept.forms} - guarded
    assert len(vocabulary.context_forms) > 2000
    for one in vocabulary.context_forms:
        assert {one.means, *one.within} <= vocabulary.concepts.keys(), one
        assert vocabulary.concepts[one.means].kind is Kind.ISSUE
    assert {one.form for one in vocabulary.context_forms} & alone == set()


def test_time_grows_with_the_text(known: Knowledge) -> None:
    from kg.resolve.context import by_context

    def seconds(times: int) -> float:
        text = "Prison overcrowding and violence.\n" * times
        said = (Contribution(1, Venue.COMMONS, date(2016, 5, 9), Turn.SPEECH, text),)
        found = [tuple(Mention(34 * i, 34 * i + 19, Kind.ISSUE, "written-form", "issue/prisons") for i in range(times))]
        begun = time.process_time()
        by_context(Debate(Venue.COMMONS, said[0].date, "Matters", 1, said), found, known)
        return time.process_time() - begun

    assert seconds(8000) < 40 * max(seconds(2000), 0.01)


def test_a_clue_to_what_gives_way_is_left_out(known: Knowledge) -> None:
    """A longer form in its context takes the place of a shorter one, which then shows nothing any more."""
    day = date(2016, 5, 9)
    said = (Contribution(1, Venue.COMMONS, day, Turn.SPEECH, "The county lines menace is here."),)
    longer = ContextForm(
        "county lines menace", "issue/drug-supply", ("issue/county-lines",), Guard("county lines menace")
    )
    taught = replace(known, vocabulary=replace(known.vocabulary, context_forms=(longer,)))
    reading = read_closely(Debate(Venue.COMMONS, day, "Matters", 1, said), taught)
    assert [(m.means, m.clues) for m in reading.mentions[0]] == [("issue/drug-supply", ())]
    assert check(reading) == ()
