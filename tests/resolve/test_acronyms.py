"""An acronym means what the debate introduces it for, else the one of its bearers of whose field the debate is."""

import time
from datetime import date

import pytest

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Kind, Mention, Status, Turn, Venue
from kg.resolve import read_closely


def read(known: Knowledge, on: str, *texts: str, within: tuple[str, ...] = ()) -> list[list[tuple[str, Mention]]]:
    day = date.fromisoformat(on)
    said = tuple(Contribution(i, Venue.COMMONS, day, Turn.SPEECH, text) for i, text in enumerate(texts, 1))
    reading = read_closely(Debate(Venue.COMMONS, day, "Matters", 1, said), known, within)
    return [
        [(c.text[m.begin : m.end], m) for m in its if m.kind is Kind.AGENCY]
        for c, its in zip(said, reading.mentions, strict=True)
    ]


def meant(found: list[tuple[str, Mention]], words: str) -> list[str | None]:
    return [mention.means for word, mention in found if word == words]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Financial Services Authority (FSA) met. The FSA wrote.", "financial-services-authority"),
        ("The Food Standards Agency (the FSA) met. The FSA wrote.", "food-standards-agency"),
        ("The FSA (Food Standards Agency) met. The FSA wrote.", "food-standards-agency"),
    ],
)
def test_a_debate_fixes_an_acronym(known: Knowledge, text: str, body: str) -> None:
    first, second = read(known, "2005-05-09", text, "What of the FSA?")
    assert set(meant(first, "FSA")) == set(meant(second, "FSA")) == {f"agency/{body}"}
    assert all(m.rule == "acronym-first-use" and m.clues for word, m in (*first, *second) if word == "FSA")


def test_an_acronym_that_the_vocabulary_lacks_is_found_where_it_is_introduced(known: Knowledge) -> None:
    before, at, after = read(
        known, "2005-05-09", "The NBA met.", "The National Blood Authority (NBA) met.", "The NBA’s."
    )
    assert [meant(its, "NBA") for its in (before, at, after)] == [[], *[["agency/national-blood-authority"]] * 2]


def test_what_is_introduced_for_something_else_is_nothing_of_ours(known: Knowledge) -> None:
    text = "The FCA met before the Forest Crops Association (FCA) met. The FCA wrote."
    [found] = read(known, "2016-05-09", text)
    assert meant(found, "FCA") == ["agency/financial-conduct-authority", None, None]
    last = found[-1][1]
    assert (last.status, last.rule) == (Status.UNKNOWN, "acronym-first-use")
    assert "Forest Crops Association" in (last.constraint or "")


def test_the_one_that_was_named_in_full_before_is_meant(known: Knowledge) -> None:
    first, second = read(known, "2009-10-29", "The FSA?", "The Food Standards Agency met. The FSA wrote.")
    assert meant(first, "FSA") == [None]
    assert meant(second, "FSA") == ["agency/food-standards-agency"]


@pytest.mark.parametrize(
    ("heading", "words", "body"),
    [
        ("Home Department", "IPCC", "agency/independent-police-complaint-commission"),
        ("Energy and Climate Change", "IPCC", "agency/intergovernmental-panel-on-climate-change"),
        ("Home Department", "CPS", "agency/crown-prosecution-service"),
        ("Transport", "IPCC", None),
    ],
)
def test_the_field_under_discussion_decides(known: Knowledge, heading: str, words: str, body: str | None) -> None:
    [found] = read(known, "2014-11-20", f"What of the {words}?", within=(heading,))
    [(_, mention)] = found
    assert mention.means == body
    assert mention.status is (Status.INFERRED if body else Status.AMBIGUOUS)
    assert mention.rule == ("acronym-by-field" if body else "written-form")


def test_brackets_without_initials_introduce_nothing(known: Knowledge) -> None:
    [found] = read(
        known, "2016-05-09", "We asked the Chief Inspector (FCA) and Mr Hollobone (Kettering) (Con). The FCA."
    )
    assert set(meant(found, "FCA")) == {"agency/financial-conduct-authority"}


def test_time_grows_with_the_text(known: Knowledge) -> None:
    from kg.resolve.acronyms import by_first_use

    def seconds(times: int) -> float:
        text = " ".join(f"Aa Bb C{chr(97 + i % 26)} (ABC{chr(65 + i % 26)}) (AB" for i in range(times))
        said = (Contribution(1, Venue.COMMONS, date(2016, 5, 9), Turn.SPEECH, text),)
        begun = time.process_time()
        by_first_use(Debate(Venue.COMMONS, said[0].date, "Matters", 1, said), [()], known.vocabulary)
        return time.process_time() - begun

    assert seconds(8000) < 40 * max(seconds(2000), 0.01)
