"""Six days of the Commons: every speaker and every member mention right. A fall below is a defect."""

from pathlib import Path

import pytest
from lxml import etree

from kg.check import check
from kg.claims import with_claims
from kg.extract import Knowledge
from kg.model import Attribution, Contribution, Debate, Kind, Mention, Reading
from kg.read import find_documents, read
from kg.resolve import read_closely
from kg.subjects import with_subjects

LEAST_MENTIONS = 0.99

Turn = tuple[Contribution, tuple[Mention, ...], Attribution]


@pytest.fixture(
    scope="module", params=["2016-03-11b", "2016-05-09b", "2016-05-11b", "2020-06-15a", "2020-12-14b", "2020-12-15a"]
)
def day(request: pytest.FixtureRequest, samples: Path) -> Path:
    return samples / f"hansard/twfy/debates{request.param}.xml"


@pytest.fixture(scope="module")
def readings(day: Path, known: Knowledge) -> list[Reading]:
    (document,) = find_documents([day])
    return [read_closely(debate, known) for debate in read(document) if isinstance(debate, Debate)]


@pytest.fixture(scope="module")
def turns(readings: list[Reading]) -> list[Turn]:
    return [turn for r in readings for turn in zip(r.debate.contributions, r.mentions, r.attributions, strict=True)]


@pytest.mark.samples
def test_every_speech_with_an_id_has_that_speaker_and_none_another(
    day: Path, turns: list[Turn], known: Knowledge
) -> None:
    ids = {speech.get("id"): speech.get("person_id") for speech in etree.parse(str(day)).iter("speech")}
    assert turns
    for contribution, _, attribution in turns:
        person = known.register.identified(ids[contribution.identifiers[0]] or "")
        assert attribution.person == (person.ref if person else None), contribution.identifiers


@pytest.mark.samples
def test_no_debate_is_rejected_by_the_check(readings: list[Reading], known: Knowledge) -> None:
    rejected = {reading.debate.title: check(with_claims(with_subjects(reading, known), known)) for reading in readings}
    assert {title: why for title, why in rejected.items() if why} == {}


@pytest.mark.samples
def test_members_are_who_parlparse_says_they_are(day: Path, turns: list[Turn], known: Knowledge) -> None:
    by_id = {contribution.identifiers[0]: (contribution, mentions) for contribution, mentions, _ in turns}
    wrong, total = [], 0
    for speech in etree.parse(str(day)).iter("speech"):
        at = 0
        for phrase in speech.iter("phrase"):
            if phrase.get("class") != "honfriend":
                continue
            contribution, mentions = by_id[speech.get("id")]
            words = " ".join("".join(phrase.itertext()).split())
            begin = contribution.text.index(words, at)
            at = begin + 1
            meant = {
                m.means
                for m in mentions
                if m.kind is Kind.PERSON and m.end >= begin + len(words) and m.begin <= begin + 8
            }
            person = known.register.identified(phrase.get("person_id") or "")
            total += 1
            if person is None or person.ref not in meant:
                wrong.append((words, meant))
    assert len(wrong) <= (1 - LEAST_MENTIONS) * total, wrong
