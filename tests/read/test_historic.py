"""Historic Hansard XML: parts, names, turns, written answers, divisions; what is refused and what is rejected."""

import time
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import FormError, UnknownForm
from kg.model import Contribution, Debate, Position, Printed, Rejection, Turn, Venue
from kg.read import Document, find_documents, read, reader_for
from kg.read.historic import recognises

HERE = Path(__file__).parent / "historic"
SAMPLES = "hansard/historic-xml"


def items(path: Path) -> list[Debate | Rejection]:
    (document,) = find_documents([path])
    return list(read(document))


def debates(path: Path) -> list[Debate]:
    return [item for item in items(path) if isinstance(item, Debate)]


def rejected(path: Path) -> Counter[tuple[str, str]]:
    return Counter((item.what, item.reason) for item in items(path) if isinstance(item, Rejection))


def titled(path: Path, title: str) -> Debate:
    return next(debate for debate in debates(path) if debate.title == title)


def made(folder: Path, body: str) -> Path:
    path = folder / "part.xml"
    path.write_text(body, "utf-8")
    return path


def commons(body: str, date: str = '<date format="1920-03-02">Tuesday, 2nd March, 1920</date>') -> str:
    return f"<housecommons><title>HOUSE OF COMMONS.</title>{date}<debates>{body}</debates></housecommons>"


def turns(debate: Debate) -> list[tuple[str | None, Turn, bool]]:
    return [(c.printed and (c.printed.name or c.printed.office), c.turn, c.supplementary) for c in debate.contributions]


@pytest.mark.parametrize("name", ["commons", "division", "volume"])
def test_a_form_is_told_by_its_root(name: str) -> None:
    (document,) = find_documents([HERE / f"{name}.xml"])
    assert reader_for(document).name == "historic-xml"


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (b"<writtenanswers>", True),
        ("<houselords/>".encode("utf-16"), True),
        (b'<!-- <houselords> --><?x <houselords> ?><GSP VER="3.2">', False),
        (b"<hansard><chamber.xscript>", False),
        (b'<hansard xsi:noNamespaceSchemaLocation="hansard_v8.xsd">', True),
        (b"<publicwhip><housecommons>", False),
        (b"", False),
    ],
)
def test_what_is_recognised(head: bytes, ours: bool) -> None:
    assert recognises(head) is ours


def test_titled_sections_are_debates_in_one_another() -> None:
    found = [(d.title, d.ordinal, d.parent, d.venue, d.column, d.volume) for d in debates(HERE / "commons.xml")]
    assert found == [
        ("HOUSE OF COMMONS", 1, None, Venue.COMMONS, "10", "700"),
        ("PRAYERS", 2, None, Venue.COMMONS, "10", "700"),
        ("ORAL ANSWERS TO QUESTIONS", 3, None, Venue.COMMONS, "10", "700"),
        ("PORTS AND HARBOURS", 4, 3, Venue.COMMONS, "10", "700"),
        ("Dredging", 5, 4, Venue.COMMONS, "10", "700"),
        ("BUSINESS OF THE HOUSE", 6, None, Venue.COMMONS, "11", "700"),
        ("DREDGING BILL", 7, None, Venue.COMMONS, "11", "700"),
        ("HARBOURS", 8, None, Venue.COMMONS_WRITTEN, "11", "700"),
        ("Buoys", 9, 8, Venue.COMMONS_WRITTEN, "11", "700"),
    ]


def test_who_asks_who_answers_and_who_goes_on() -> None:
    debate = titled(HERE / "commons.xml", "Dredging")
    assert turns(debate) == [
        ("Mr. Alder", Turn.QUESTION, False),
        ("Sir Bertram Birch", Turn.QUESTION, False),
        ("Mr. Charles Cedar", Turn.ANSWER, False),
        ("Mr. Alder", Turn.QUESTION, True),
        ("Mr. Cedar", Turn.ANSWER, False),
    ]
    first, second, answer, _, last = debate.contributions
    assert (first.question_number, second.question_number) == ("1", "2 and 3")
    assert second.printed == Printed("Sir Bertram Birch", constituency="Little Wold, North")
    assert answer.printed == Printed("Mr. Charles Cedar", office="The Minister of Harbours")
    assert answer.text == "We shall dredge a great deal.\nWe shall say how much."
    assert last.text == "Yes. Is it not enough?\nFollowing is the reply:\nForty tons."
    assert last.identifiers == ("S5CV0700P0-00007", "S5CV0700P0-00008", "S5CV0700P0-00009")


def test_a_column_leaves_no_trace_in_a_word_and_a_turn_has_that_in_which_it_begins() -> None:
    first, second = titled(HERE / "commons.xml", "Dredging").contributions[:2]
    assert first.text == "asked the Minister of Harbours what the Government intend to dredge."
    assert (first.column, second.column) == ("10", "11")


def test_procedure_ends_a_turn_and_an_aside_does_not() -> None:
    debate = titled(HERE / "commons.xml", "DREDGING BILL")
    asked, order = debate.contributions
    assert (asked.text, asked.printed) == ("(by Private Notice) asked why.", Printed("Mr. Elder"))
    assert order.printed == Printed(office="Mr. Speaker")
    assert order.text == (
        "Order. He said—\nI will not.—and more:\nOne.\nTwo.\n"
        "I go on in a paragraph without a name.\nI go on all the same."
    )
    assert order.time == "16:15:00"
    assert [p.text for p in debate.procedures] == [
        "[Mr. DEACON in the Chair]",
        "4.15 p.m.",
        "[Interruption.]",
        "Question put and agreed to.",
        "That is nobody's.",
    ]
    assert rejected(HERE / "commons.xml") == {("contribution", "it holds no words"): 1}


def test_written_questions_are_found_without_marks() -> None:
    debate = titled(HERE / "commons.xml", "Buoys")
    assert turns(debate) == [
        ("Mr. Gorse", Turn.QUESTION, False),
        ("Mr. Cedar", Turn.ANSWER, False),
        ("Sir Hugh Hazel", Turn.QUESTION, False),
        ("Mr. CEDAR", Turn.ANSWER, False),
    ]
    first, answer, question, _ = debate.contributions
    assert first.text == "asked the Minister of Harbours how many buoys there are."
    assert answer.text == "A table follows:\n1964 3\n1965 4"
    assert (question.question_number, question.uin) == ("17", "12345")
    assert question.text == "(by Private Notice) asked the Minister of Harbours whether they float."


def test_a_division_that_the_page_cut_is_one_where_its_counts_are_stated() -> None:
    buoys, fishing = debates(HERE / "division.xml")[:2]
    (division,) = buoys.divisions
    assert (division.number, division.ayes, division.noes, division.time) == ("7", 4, 2, "23:15:00")
    assert (division.follows, division.column) == (2, "100")
    assert [(v.printed.name, v.printed.constituency, v.position, v.teller) for v in division.votes] == [
        ("Alder, John", "Little Wold", Position.AYE, False),
        ("Lord, Ann", None, Position.AYE, False),
        ("Birch, Rt Hon Sir Bertram", None, Position.AYE, False),
        ("Mr. Charles Cedar", None, Position.AYE, True),
        ("Mr. Dan Deacon", None, Position.AYE, True),
        ("Fir, Mary", None, Position.AYE, False),
        ("Gorse, Tom", "Sea", Position.NO, False),
        ("Hazel, Hugh", None, Position.NO, False),
    ]
    assert [(d.ayes, d.noes, d.votes) for d in fishing.divisions] == [(10, 20, ())]


def test_a_sentence_that_a_list_of_votes_cut_goes_on_in_its_turn() -> None:
    first = titled(HERE / "division.xml", "Buoys Bill").contributions[0]
    assert first.text == "I shall divide the House on what is provided in this Bill, and nothing else."
    assert first.identifiers == ("a", "b")


def test_what_cannot_be_read_of_a_list_is_rejected() -> None:
    assert rejected(HERE / "division.xml") == {
        ("vote", "'4' is no vote that can be read"): 1,
        ("vote", "nothing says whose votes these are"): 1,
    }


def test_a_volume_of_the_lords() -> None:
    found = debates(HERE / "volume.xml")
    assert [(d.title, d.venue, str(d.date), d.parent) for d in found] == [
        ("BUOYS BILL.", Venue.LORDS, "1911-06-06", None),
        ("Grand Committee on the Nets Bill", Venue.GRAND_COMMITTEE, "1911-06-06", None),
        ("Nets", Venue.LORDS_WRITTEN, "1911-06-06", None),
    ]
    buoys, committee, nets = found
    assert [(c.printed, c.text) for c in buoys.contributions] == [
        (
            Printed("EARL ALDER", office="THE LORD STEWARD"),
            "My Lords, I move.\nThe noble Earl said: I have moved.",
        ),
        (
            Printed("EARL BIRCH"),
            "On Question, Motion agreed to.\nOn Question—\nTheir Lordships divided:—Contents, 2; Not-contents, 1.",
        ),
        (Printed("THE EARL OF FIR"), "rose to speak."),
    ]
    (division,) = buoys.divisions
    assert (division.ayes, division.noes, division.follows) == (2, 1, 2)
    assert [(v.printed, v.position, v.teller) for v in division.votes] == [
        (Printed("Alder, E.", office="L. Steward"), Position.CONTENT, False),
        (Printed("Cedar, L. (V. Deacon.)"), Position.CONTENT, False),
        (Printed("Birch, E."), Position.NOT_CONTENT, True),
    ]
    assert committee.contributions[0].printed == Printed("LORD GORSE", office="Lord Privy Seal")
    assert [(c.turn, c.text) for c in nets.contributions] == [(Turn.STATEMENT, "A statement.\nGoing on.")]
    assert rejected(HERE / "volume.xml") == {
        ("matter", "it is no debate"): 3,
        ("matter", "it stands outside every House"): 1,
    }


def test_only_who_is_printed_in_capitals_speaks_where_all_others_are(tmp_path: Path) -> None:
    told = "".join(f"<p><member>MR. A{'B' * n}</member>: Yes.</p>" for n in range(1, 25))
    mention = "<p><member>Mr. Runciman</member> <membercontribution>was right.</membercontribution></p>"
    speaker = "<p><member>Mr. Runciman</member><membercontribution>: I was right.</membercontribution></p>"
    (debate,) = debates(made(tmp_path, commons(f"<section><title>T</title>{told}{mention}{speaker}</section>")))
    *_, before, last = debate.contributions
    assert before.text == "Yes.\nMr. Runciman was right."
    assert (last.printed, last.text) == (Printed("Mr. Runciman"), "I was right.")


def test_a_member_mentioned_within_a_paragraph_begins_no_turn(tmp_path: Path) -> None:
    body = (
        "<section><title>T</title><p><member>Mr. A</member>: I thank</p><p>and so does <member>Mr. B</member>.</p>"
        "<p><member>Mr. C</member>: Yes. <member>Mr. D</member>: No.</p></section>"
    )
    (debate,) = debates(made(tmp_path, commons(body)))
    assert [(c.printed and c.printed.name, c.text) for c in debate.contributions] == [
        ("Mr. A", "I thank\nand so does Mr. B."),
        ("Mr. C", "Yes."),
        ("Mr. D", "No."),
    ]


def test_words_of_an_untitled_section_are_its_houses_and_loose_ones_are_kept(tmp_path: Path) -> None:
    body = "<section><title/><p>in none</p></section>loose<section><title>T</title><p>one</p>tail<foo>x</foo></section>"
    path = made(tmp_path, commons(body))
    assert [(d.title, [p.text for p in d.procedures]) for d in debates(path)] == [
        ("HOUSE OF COMMONS.", ["in none"]),
        ("HOUSE OF COMMONS.", ["loose"]),
        ("T", ["one", "tail"]),
    ]
    assert rejected(path) == {("element", "<foo> is none of the form's own elements"): 1}


def test_a_heading_that_runs_into_a_name_begins_a_debate(tmp_path: Path) -> None:
    body = "<p><member>[NETS.]&#x2014;Mr. A</member> <membercontribution>presented a petition</membercontribution></p>"
    (debate,) = debates(made(tmp_path, commons(body)))
    assert (debate.title, debate.contributions[0].printed) == ("[NETS.]", Printed("Mr. A"))


@pytest.mark.parametrize(
    ("markup", "on"),
    [
        ('<date format="1985-12-16">Monday 16 December 1985</date>', "1985-12-16"),
        ('<date format="1887-08-21">Wednesday, 21st August, 1889.</date>', "1889-08-21"),
        ('<date format="1805-06-05">Friday, July 5.</date>', "1805-07-05"),
        ('<date format="1889-08-21">Friday, 21st August, 1889.</date>', "1889-08-21"),
        ("<date>Friday 5 July 1805</date>", "1805-07-05"),
    ],
)
def test_the_day_of_the_week_shows_which_date_slipped(tmp_path: Path, markup: str, on: str) -> None:
    (debate,) = debates(made(tmp_path, commons("<section><title>T</title></section>", markup)))
    assert str(debate.date) == on


def test_a_committee_may_say_its_date_in_a_paragraph(tmp_path: Path) -> None:
    body = "<title>On a Bill</title><p><i>Tuesday, 13 January 2004.</i></p><p><member>Lord A</member>: Yes.</p>"
    (debate,) = debates(made(tmp_path, f"<grandcommitteereport>{body}</grandcommitteereport>"))
    assert (debate.venue, str(debate.date)) == (Venue.GRAND_COMMITTEE, "2004-01-13")


def test_what_has_no_date_is_rejected_turn_by_turn(tmp_path: Path) -> None:
    body = "<section><title>T</title><p><member>Mr. A</member>: Yes.</p><p><member>Mr. B</member>: No.</p></section>"
    path = made(tmp_path, commons(body, '<date format="1985-02-30"/>'))
    assert debates(path) == []
    assert rejected(path) == {("contribution", "no date is given for its sitting"): 2}


@pytest.mark.parametrize(
    ("mark", "venue"),
    [
        ('<image src="S5LV0662P0I0893"/>', Venue.LORDS_WRITTEN),
        ('<image src="S6CV0404P0I0661"/>', Venue.COMMONS_WRITTEN),
        ("<col>WA 29</col>", Venue.LORDS_WRITTEN),
        ("<col>31WS</col>", Venue.COMMONS_WRITTEN),
        ('<p id="S5LV0662P0-07110"/>', Venue.LORDS_WRITTEN),
        ("", Venue.COMMONS_WRITTEN),
    ],
)
def test_of_which_house_bare_written_answers_are(tmp_path: Path, mark: str, venue: Venue) -> None:
    body = f'{mark}<date format="2004-06-16"/><section><title>T</title></section>'
    (debate,) = debates(made(tmp_path, f"<writtenanswers>{body}</writtenanswers>"))
    assert debate.venue is venue


@pytest.mark.parametrize(
    "body",
    [
        "<housecommons><debates><section></debates></housecommons>",
        "<housecommons><debates>",
        '<!DOCTYPE housecommons [<!ENTITY x "x">]><housecommons><title>&x;</title></housecommons>',
        f"<housecommons>{'<section>' * 300}{'</section>' * 300}</housecommons>",
    ],
)
def test_what_is_broken_is_refused_whole(tmp_path: Path, body: str) -> None:
    with pytest.raises(FormError) as error:
        items(made(tmp_path, body))
    assert "\n" not in str(error.value)


def test_a_printed_title_says_which_house_it_is(tmp_path: Path) -> None:
    body = '<title>HOUSE OF LORDS.</title><date format="1909-03-03"/><debates><section><title>T</title></section></debates>'
    (debate,) = debates(made(tmp_path, f"<housecommons>{body}</housecommons>"))
    assert debate.venue is Venue.LORDS


def test_an_empty_house_is_matter(tmp_path: Path) -> None:
    assert rejected(made(tmp_path, "<housecommons>\n</housecommons>")) == {("matter", "it holds no debate"): 1}


@pytest.fixture
def historic(samples: Path) -> Path:
    return samples / SAMPLES


def contributions(path: Path) -> list[Contribution]:
    return [contribution for debate in debates(path) for contribution in debate.contributions]


@pytest.mark.samples
def test_a_volume_of_1909(historic: Path) -> None:
    found = debates(historic / "S5LV0001P0.xml")
    assert len({debate.date for debate in found}) == 44
    assert {debate.venue for debate in found} == {Venue.LORDS}
    divisions = [division for debate in found for division in debate.divisions]
    listed = [
        (
            (division.ayes, division.noes),
            tuple(
                sum(vote.position is side for vote in division.votes)
                for side in (Position.CONTENT, Position.NOT_CONTENT)
            ),
        )
        for division in divisions
    ]
    assert len(listed) == 7
    assert sum(stated == counted for stated, counted in listed) >= 5
    spoken = [c for debate in found for c in debate.contributions]
    assert {c.printed.name for c in spoken if c.printed and c.printed.office == "THE LORD CHANCELLOR"} >= {
        "LORD LOREBURN",
        None,
    }


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "number", "ayes", "noes"),
    [
        ("housecommons_split_division_table.xml", "214", 298, 36),
        ("housecommons_vote_over_two_table_cells_in_division.xml", "239", 190, 307),
        ("housecommons_with_non_split_divisions.xml", "233", 587, 2),
        ("housecommons_whole_division_following_split_division.xml", "27", 106, 165),
    ],
)
def test_whole_lists_are_as_many_as_the_record_counts(
    historic: Path, name: str, number: str, ayes: int, noes: int
) -> None:
    division = next(d for debate in debates(historic / name) for d in debate.divisions)
    assert division.number == number
    assert (division.ayes, division.noes) == (ayes, noes)
    listed = Counter(vote.position for vote in division.votes if not vote.teller)
    assert listed == {Position.AYE: ayes, Position.NO: noes}
    assert Counter(vote.position for vote in division.votes if vote.teller) == {Position.AYE: 2, Position.NO: 2}


@pytest.mark.samples
def test_a_day_of_1985(historic: Path) -> None:
    spoken = contributions(historic / "housecommons_example.xml")
    assert len(spoken) == 466
    assert all(c.printed and (c.printed.name or c.printed.office) for c in spoken)
    assert not any("\n1." in (c.question_number or "") for c in spoken)


@pytest.mark.samples
def test_samples_that_are_broken_are_refused_in_a_line(historic: Path) -> None:
    refusals = [
        str(error) for document in find_documents(sorted(historic.glob("*.xml"))) if (error := refusal(document))
    ]
    assert len(refusals) == 7
    assert not any("\n" in refusal for refusal in refusals)


def refusal(document: Document) -> FormError | None:
    """Return why a document is refused that is of a form we read, or None."""
    try:
        list(read(document))
    except UnknownForm:
        return None
    except FormError as error:
        return error
    return None


@pytest.mark.parametrize(
    "body",
    [
        f"<division><table><tr><td>AYES</td></tr><tr><td>A ({'.' * 500_000}x</td></tr></table></division>",
        f"<p>{'A' * 500_000}{' <col>1</col>' * 50_000}</p>",
        f"<p><member>A</member>: I{' <member>B</member> and' * 50_000}</p>",
        f"<p>{'(' * 500_000}</p><p>{'Mr. A ' * 100_000}</p><p>{' ' * 500_000}The House divided: Ayes</p>",
        f"<p><member>{'[' * 300_000}</member>: x</p><p><member>{'a (b) ' * 50_000}</member>: x</p>",
        f"<division><table>{'<tr><td>A (b</td><td>c)</td></tr>' * 30_000}</table></division>",
    ],
)
def test_what_is_long_is_read_in_time_that_grows_with_it(tmp_path: Path, body: str) -> None:
    path = made(tmp_path, commons(f"<section><title>T</title>{body}</section>"))
    begin = time.monotonic()
    assert items(path)
    assert time.monotonic() - begin < 10
