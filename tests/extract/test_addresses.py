"""Forms of address: every part is found, says something and has its source; what is no form is none."""

from datetime import date

import pytest

from kg.extract.addresses import addressed_people, is_friend, parts, says
from kg.model import Contribution, Turn, Venue


def found(text: str, venue: Venue = Venue.COMMONS) -> list[tuple[str, str]]:
    contribution = Contribution(1, venue, date(2017, 11, 20), Turn.SPEECH, text)
    return [(text[m.begin : m.end], m.rule) for m in addressed_people(contribution)]


def test_every_part_says_something_and_has_a_source() -> None:
    assert len(parts()) >= 25
    for part in parts():
        assert part.says
        assert "Erskine May" in part.source or "factsheet G7" in part.source or "Companion" in part.source


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ("my hon. Friend", "form-of-address"),
        ("My right hon. and learned Friend", "form-of-address"),
        ("the hon. and gallant Gentleman", "form-of-address"),
        ("the right hon. Lady", "form-of-address"),
        ("the honourable Member", "form-of-address"),
        ("my noble friend", "form-of-address"),
        ("the noble and learned Lord", "form-of-address"),
        ("the noble Baroness", "form-of-address"),
        ("the right reverend Prelate", "form-of-address"),
        ("the most reverend Primate", "form-of-address"),
        ("the Minister", "minister-address"),
        ("the Secretary of State", "minister-address"),
        ("my right hon. Friend the Secretary of State", "minister-address"),
        ("Mr Speaker", "chair-address"),
        ("Mr. Deputy Speaker", "chair-address"),
        ("Madam Deputy Speaker", "chair-address"),
    ],
)
def test_a_form_is_found_whole(form: str, rule: str) -> None:
    assert found(f"I say to {form}, and say again.") == [(form, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "my friend the baker",
        "the gentleman and the lady",
        "the Minister for Schools",
        "the Secretary of State for Wales",
        "the Minister without Portfolio",
        "my hon. Friends",
        "the noble art of boxing",
        "my hon. Friend the Member for Bath",
        "the loudspeaker and the Deputy Speakership",
    ],
)
def test_what_names_somebody_else_or_nobody_is_no_form(text: str) -> None:
    assert found(f"I met {text}.") == []


def test_what_a_form_says_follows_from_its_parts() -> None:
    assert {"own-side", "friend", "privy-counsellor", "counsel"} <= says("my right hon. and learned friend")
    assert {"other", "man", "earl", "peer"} <= says("the noble earl")
    assert "bishop" in says("the right reverend prelate")
    assert not is_friend("the hon. gentleman")
