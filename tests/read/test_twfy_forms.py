"""TheyWorkForYou XML beyond a Commons day: written answers, the Lords, versions, and what a file may do wrong."""

from pathlib import Path

import pytest

from kg.errors import FormError
from kg.model import Debate, Rejection, Turn, Venue
from kg.read import find_documents, read, redirects_of

BASE = "uk.org.publicwhip"
LORDS = "http://www.publications.parliament.uk/pa/ld200809/ldhansrd/text/91026w0001.htm"


def items(folder: Path, body: str) -> list[Debate | Rejection]:
    path = folder / "day.xml"
    path.write_text(f"<publicwhip>{body}</publicwhip>", "utf-8")
    (document,) = find_documents([path])
    return list(read(document))


def written(url: str) -> str:
    at = f"{BASE}/wrans/2009-10-26a.101"
    return (
        f'<minor-heading id="{at}.0" url="{url}">Unmanned Aircraft</minor-heading>'
        f'<ques id="{at}.1" speakerid="{BASE}/lord/100861" speakername="Lord Moonie"><p qnum="HL5669">To ask.</p></ques>'
        f'<reply id="{at}.2" speakerid="{BASE}/lord/100844" speakername="Baroness Taylor"><p>We do.</p></reply>'
    )


@pytest.mark.parametrize(("url", "venue"), [(LORDS, Venue.LORDS_WRITTEN), ("", Venue.COMMONS_WRITTEN)])
def test_written_questions_and_answers_are_read(tmp_path: Path, url: str, venue: Venue) -> None:
    (debate,) = items(tmp_path, written(url))
    assert debate.venue is venue
    question, answer = debate.contributions
    assert (question.turn, question.uin, question.text) == (Turn.QUESTION, "HL5669", "To ask.")
    assert (answer.turn, answer.printed.name) == (Turn.ANSWER, "Baroness Taylor")


def test_a_statement_listed_below_a_department_is_none_of_its_questions(tmp_path: Path) -> None:
    at = f"{BASE}/debate/2009-10-26b"
    speech = f'person_id="{BASE}/person/1" speakername="A"'
    found = items(
        tmp_path,
        f'<oral-heading id="{at}.1.0">Oral Answers</oral-heading><major-heading id="{at}.1.1">Defence</major-heading>'
        f'<speech id="{at}.1.2" nospeaker="true"><p>The Secretary of State was asked—</p></speech>'
        f'<minor-heading id="{at}.1.3">Pensions</minor-heading>'
        f'<speech id="{at}.1.4" {speech}><p qnum="905601">What steps he is taking.</p></speech>'
        f'<minor-heading id="{at}.1.5">Territorial Army</minor-heading>'
        f'<speech id="{at}.1.6" {speech}><p>To ask the Secretary of State to make a statement.</p></speech>',
    )
    assert [(d.title, d.parent) for d in found if isinstance(d, Debate)][2:] == [
        ("Pensions", 2),
        ("Territorial Army", None),
    ]


def test_no_words_are_lost_between_paragraphs_or_cells(tmp_path: Path) -> None:
    (debate,) = items(
        tmp_path,
        f'<speech id="{BASE}/debate/2018-06-04a.1.1" speakername="A">Before<p>one</p>between'
        "<table><tr><td>two</td><td>three</td></tr></table>after</speech>",
    )
    assert debate.contributions[0].text == "Before\none\nbetween\ntwo three\nafter"


def test_an_element_that_is_none_of_the_forms_is_rejected_and_said(tmp_path: Path) -> None:
    heading = f'<major-heading id="{BASE}/debate/2018-06-04a.1.0">T</major-heading>'
    rejections = [item for item in items(tmp_path, f"<vote/>{heading}<note/>") if isinstance(item, Rejection)]
    assert [(r.what, r.where) for r in rejections] == [("element", "vote"), ("element", "note")]


def test_a_version_that_a_later_one_replaces_whole_is_one_rejection(tmp_path: Path) -> None:
    old, new = f"{BASE}/debate/2009-10-27c.1.0", f"{BASE}/debate/2009-10-27d.1.0"
    (rejection,) = items(tmp_path, f'<gidredirect oldgid="{old}" newgid="{new}"/>')
    assert isinstance(rejection, Rejection)
    assert rejection.what == "version"
    (document,) = find_documents([tmp_path / "day.xml"])
    assert list(redirects_of(document)) == [(old, new)]


def test_the_note_of_the_chair_is_no_part_of_a_title(tmp_path: Path) -> None:
    at = f"{BASE}/westminhall/2009-10-27a.1"
    (debate,) = items(tmp_path, f'<minor-heading id="{at}.0">[David Taylor in the Chair] — Biofuels</minor-heading>')
    assert (debate.title, debate.venue) == ("Biofuels", Venue.WESTMINSTER_HALL)
    assert [p.text for p in debate.procedures] == ["[David Taylor in the Chair]"]


def test_a_sitting_that_is_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="is no sitting that is read"):
        items(tmp_path, f'<major-heading id="{BASE}/sp/2018-06-04a.1.0">Holyrood</major-heading>')


@pytest.mark.samples
def test_nothing_of_the_week_of_2009_is_lost(samples: Path) -> None:
    for document in find_documents(sorted((samples / "hansard/twfy-2009").rglob("*.xml"))):
        found = list(read(document))
        spoken = sum(len(d.contributions) for d in found if isinstance(d, Debate))
        rejected = sum(r.what == "contribution" for r in found if isinstance(r, Rejection))
        source = document.path.read_text("iso-8859-1")
        assert spoken + rejected == source.count(" speakerid=")
