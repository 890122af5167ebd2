"""Divisions of TheyWorkForYou's XML: counts, sides, tellers, proxies; what is no vote is said."""

from pathlib import Path

import pytest

from kg.model import Debate, Division, Position, Rejection
from kg.read import Document, find_documents, read

DAY = """<publicwhip>
<major-heading id="uk.org.publicwhip/{kind}/2018-06-04a.1.0">Powers Bill</major-heading>
<speech id="uk.org.publicwhip/{kind}/2018-06-04a.1.1" speakername="A Member" person_id="uk.org.publicwhip/person/1"><p>I beg to move.</p></speech>
{division}
</publicwhip>"""


def items(folder: Path, division: str, kind: str = "debate") -> tuple[Division, list[Rejection]]:
    path = folder / "day.xml"
    path.write_text(DAY.format(kind=kind, division=division), encoding="utf-8")
    (document,) = find_documents([path])
    assert isinstance(document, Document)
    found = list(read(document))
    (debate,) = (item for item in found if isinstance(item, Debate))
    (one,) = debate.divisions
    return one, [item for item in found if isinstance(item, Rejection)]


def test_a_division_of_the_commons_has_counts_number_place_and_votes(tmp_path: Path) -> None:
    one, rejected = items(
        tmp_path,
        """<division id="uk.org.publicwhip/debate/2018-06-04a.9.1" divnumber="12" colnum="9" time="019:05:00">
        <divisioncount ayes="1" noes="1" tellerayes="1" tellernoes="0"/>
        <mplist vote="aye">
          <mpname id="uk.org.publicwhip/member/1929" vote="aye">Afriyie, Adam</mpname>
          <mpname person_id="uk.org.publicwhip/person/2" vote="aye" teller="yes">Second Member (Kent)</mpname>
        </mplist>
        <mplist vote="no">
          <mpname person_id="uk.org.publicwhip/person/3" proxy="uk.org.publicwhip/person/4" vote="no">Third Member</mpname>
        </mplist></division>""",
    )
    assert (one.number, one.ayes, one.noes, one.column, one.time, one.follows) == ("12", 1, 1, "9", "19:05:00", 1)
    assert one.identifiers == ("uk.org.publicwhip/debate/2018-06-04a.9.1",)
    assert [(v.position, v.printed.name, v.teller) for v in one.votes] == [
        (Position.AYE, "Afriyie, Adam", False),
        (Position.AYE, "Second Member", True),
        (Position.NO, "Third Member", False),
    ]
    assert one.votes[1].printed.constituency == "Kent"
    assert one.votes[2].proxy == "uk.org.publicwhip/person/4"
    assert rejected == []


def test_a_division_of_the_lords_has_contents_and_marks_tellers_in_words(tmp_path: Path) -> None:
    one, _ = items(
        tmp_path,
        """<division id="uk.org.publicwhip/lords/2018-06-04a.9.1"><divisioncount content="2" not-content="0"/>
        <lordlist vote="content"><lord id="uk.org.publicwhip/lord/100004">Addington, L. [Teller]</lord>
        <lord id="uk.org.publicwhip/lord/100007">Alderdice, L.</lord></lordlist></division>""",
        kind="lords",
    )
    assert (one.ayes, one.noes, one.number) == (2, 0, None)
    assert [(v.position, v.printed.name, v.teller) for v in one.votes] == [
        (Position.CONTENT, "Addington, L.", True),
        (Position.CONTENT, "Alderdice, L.", False),
    ]


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ('<mpname vote="abstain">A Member</mpname>', "'abstain' is no side of a division here"),
        ('<mpname vote="aye"> </mpname>', "it names nobody"),
    ],
)
def test_what_is_no_vote_is_said(tmp_path: Path, member: str, reason: str) -> None:
    division = f'<division id="d"><divisioncount ayes="x"/><mplist>{member}</mplist></division>'
    one, (rejection,) = items(tmp_path, division)
    assert (one.ayes, one.noes, one.votes) == (None, None, ())
    assert (rejection.what, rejection.reason) == ("vote", reason)


@pytest.mark.samples
def test_the_lists_of_real_divisions_are_as_long_as_their_counts(samples: Path) -> None:
    """In two of the eighteen the record itself has one vote too many or too few."""
    off = []
    found = 0
    folders = [samples / "hansard/twfy", *(samples / "hansard/twfy-2009" / n for n in ("debates", "lordspages"))]
    for document in find_documents(sorted(file for folder in folders for file in folder.glob("*.xml"))):
        assert isinstance(document, Document)
        for division in (d for item in read(document) if isinstance(item, Debate) for d in item.divisions):
            found += 1
            counted = [
                v for v in division.votes if not v.teller or v.position in (Position.CONTENT, Position.NOT_CONTENT)
            ]
            listed = sum(v.position.in_favour for v in counted), sum(not v.position.in_favour for v in counted)
            if listed != (division.ayes, division.noes):
                off.append((document.name, division.number))
    assert found == 18
    assert off == [("debates2016-05-09b.xml", "265"), ("debates2016-05-09b.xml", "267")]
