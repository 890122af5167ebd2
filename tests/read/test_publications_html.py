"""HTML of publications.parliament.uk: titles, turns, columns, times, divisions; nothing lost, nothing given to the wrong one."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import FormError
from kg.model import Contribution, Debate, Position, Rejection, Turn, Venue
from kg.read import find_documents, read, reader_for
from kg.read.publications_html import recognises
from tests.contracts.count_publications import count, count_divisions

PAGES = Path(__file__).parent / "publications_html"
Items = list[Debate | Rejection]


def items_of(path: Path) -> Items:
    (document,) = find_documents([path])
    assert reader_for(document).name == "publications-html"
    return list(read(document))


def debates_of(path: Path) -> dict[str, Debate]:
    return {item.title: item for item in items_of(path) if isinstance(item, Debate)}


def page(
    tmp_path: Path, body: str, head: str = "<title>House of Commons Hansard Debates for 1 Mar 2012</title>"
) -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body><a name='column_5'></a>{body}</body></html>", encoding="utf-8")
    return path


@pytest.fixture
def commons() -> dict[str, Debate]:
    return debates_of(PAGES / "commons.html")


@pytest.fixture
def lords() -> dict[str, Debate]:
    return debates_of(PAGES / "lords.html")


def who(contribution: Contribution) -> tuple[str | None, ...]:
    printed = contribution.printed
    assert printed
    return printed.name, printed.office, printed.constituency, printed.party


def test_titles_departments_and_who_contains_whom(commons: dict[str, Debate]) -> None:
    assert [(debate.title, debate.ordinal, debate.parent) for debate in commons.values()] == [
        ("Oral Answers to Questions", 1, None),
        ("Home Department", 2, 1),
        ("Metal Theft", 3, 2),
        ("Topical Questions", 4, 2),
        ("Points of Order", 5, None),
        ("Opposition Day — [20th Allotted Day]", 6, None),
        ("Rural Policing", 7, 6),
    ]
    assert {(d.venue, str(d.date), d.volume) for d in commons.values()} == {(Venue.COMMONS, "2012-03-14", "542")}


def test_names_are_taken_apart(commons: dict[str, Debate]) -> None:
    assert [who(c) for c in commons["Metal Theft"].contributions[:4]] == [
        ("Ann Example", None, "Sutton and Cheam", "LD"),
        ("Bob Sample", None, "Mid Norfolk", "Con"),
        ("Mr Carl Model", "The Minister for Policing", None, None),
        ("Ann Example", None, None, None),
    ]
    speaker, several = commons["Points of Order"].contributions[1:]
    assert who(speaker) == (None, "Mr Speaker", None, None)
    assert (who(several)[0], several.text) == ("Several hon. Members", "rose—")


def test_numbers_and_uins_stand_in_their_own_fields(commons: dict[str, Debate]) -> None:
    first, second = commons["Metal Theft"].contributions[:2]
    topical = commons["Topical Questions"].contributions[0]
    assert [(c.question_number, c.uin) for c in (first, second, topical)] == [
        ("1", "99001"),
        ("7", "99002"),
        ("T1", "99003"),
    ]
    assert first.text == "What steps she is taking on metal theft — and £5 million."


def test_the_turns_of_questions(commons: dict[str, Debate]) -> None:
    assert [(c.turn, c.supplementary) for c in commons["Metal Theft"].contributions] == [
        (Turn.QUESTION, False),
        (Turn.QUESTION, False),
        (Turn.ANSWER, False),
        (Turn.QUESTION, True),
        (Turn.ANSWER, False),
    ]
    assert commons["Points of Order"].contributions[0].turn is Turn.POINT_OF_ORDER


def test_a_column_cuts_no_sentence_and_is_no_text(commons: dict[str, Debate]) -> None:
    answer, after = commons["Metal Theft"].contributions[2:4]
    assert answer.text == "The police have made arrests in every part of England this year."
    assert (answer.column, after.column) == ("301", "302")
    speech = commons["Rural Policing"].contributions[0].text.split("\n")
    assert speech[-1] == "I said on Monday that Question put and agreed to is not my line."


def test_bold_words_within_a_turn_are_no_name(commons: dict[str, Debate]) -> None:
    assert commons["Metal Theft"].contributions[4].text == "I will. He said Note: this to me.\nTable 1: is not a name."


def test_rows_of_a_table_are_paragraphs(commons: dict[str, Debate]) -> None:
    assert "Station Officers\nLuton 12" in commons["Rural Policing"].contributions[0].text


def test_times_are_those_of_the_turns_after_them(commons: dict[str, Debate]) -> None:
    assert commons["Metal Theft"].contributions[0].time is None
    assert {c.time for c in commons["Points of Order"].contributions} == {"12:30:00"}
    assert commons["Rural Policing"].contributions[0].time == "15:02:00"


def test_what_nobody_speaks_is_procedure_and_ends_a_turn(commons: dict[str, Debate]) -> None:
    assert [p.text for p in commons["Rural Policing"].procedures] == [
        "[Interruption.]",
        "Question put, That the motion be agreed to.",
        "The House divided: Ayes 4, Noes 3.",
        "Question accordingly agreed to.",
        "Resolved and entered in the Journal.",
    ]
    assert [p.text for p in commons["Home Department"].procedures] == ["The Secretary of State was asked—"]
    assert [p.text for p in commons["Oral Answers to Questions"].procedures] == ["[Mr Speaker in the Chair]"]
    assert [c.text for c in commons["Rural Policing"].contributions[1:]] == ["Order."]


def test_identifiers_are_the_sites_own_numbers_and_lead_to_its_page(commons: dict[str, Debate]) -> None:
    question = commons["Metal Theft"].contributions[0]
    assert question.identifiers == ("12031400000004", "12031400000005")
    assert question.url
    assert question.url.endswith("/debtext/120314-0001.htm#12031400000004")


def test_a_division_in_a_table(commons: dict[str, Debate]) -> None:
    (division,) = commons["Rural Policing"].divisions
    assert (division.number, division.ayes, division.noes, division.time) == ("77", 4, 3, "18:59:00")
    assert (division.follows, division.column, division.identifiers) == (1, "303", ("12031400000040",))
    ayes = [v for v in division.votes if v.position is Position.AYE]
    noes = [v for v in division.votes if v.position is Position.NO]
    assert [(v.printed.name, v.printed.constituency, v.teller) for v in ayes] == [
        ("Case, Dora", None, False),
        ("Example, Ann", None, False),
        ("Davies, David T. C.", "Monmouth", False),
        ("Zed, rh Sir Zeb", None, False),
        ("Bob Sample", None, True),
        ("Mr Gil Count", None, True),
    ]
    assert [v.printed.name for v in noes if v.teller] == ["Hal Tell", "Ida Tell"]
    assert [v.printed.name for v in noes if not v.teller] == ["Figure, rh Mrs Eve", "Model, Mr Carl", "Öst, Ian"]


def test_a_line_of_a_list_that_names_nobody_is_said() -> None:
    rejected = [i for i in items_of(PAGES / "commons.html") if isinstance(i, Rejection) and i.what == "vote"]
    assert len(rejected) == 1
    assert "12 of 14" in rejected[0].reason


def test_the_lords_ask_in_a_title_of_two_halves(lords: dict[str, Debate]) -> None:
    debate = lords["Health: Sleep — Question"]
    assert [who(c) for c in debate.contributions] == [
        ("Lord Example of Luton", None, None, None),
        ("Baroness Model", "The Parliamentary Under-Secretary of State, Department of Health", None, None),
        ("The Earl of Sample", None, None, "CB"),
        ("The Lord Bishop of Example", None, None, None),
    ]
    assert debate.contributions[0].turn is Turn.QUESTION
    assert debate.contributions[0].text == "To ask Her Majesty's Government what they think of sleep."
    assert debate.contributions[1].text == "My Lords, it is good ’twas said."
    assert (debate.venue, debate.volume) == (Venue.LORDS, "717")


def test_amendments_are_procedure_and_the_lords_divide(lords: dict[str, Debate]) -> None:
    debate = lords["Report (1st Day)"]
    assert debate.parent == lords["Sleep Bill"].ordinal
    assert [c.text for c in debate.contributions] == ["My Lords, I beg to move.\nI have two points."]
    assert "1: Clause 1, page 1, line 2, leave out “sleep”" in [p.text for p in debate.procedures]
    (division,) = debate.divisions
    assert (division.number, division.ayes, division.noes, division.follows) == ("1", 3, 2, 1)
    assert [(v.position, v.printed.name, v.teller) for v in division.votes] == [
        (Position.CONTENT, "Addington, L.", True),
        (Position.CONTENT, "Chester, Bp.", False),
        (Position.CONTENT, "Model, B.", False),
        (Position.NOT_CONTENT, "Sample, E.", False),
        (Position.NOT_CONTENT, "Falkland, V.", True),
    ]
    assert debate.procedures[-1].time == "16:20:00"


def test_a_written_answer_of_the_lords_in_windows_characters() -> None:
    (debate,) = debates_of(PAGES / "lords_written.html").values()
    question, answer = debate.contributions
    assert (debate.venue, question.column, question.uin) == (Venue.LORDS_WRITTEN, "WA189", "HL2876")
    assert (question.turn, answer.turn) == (Turn.QUESTION, Turn.ANSWER)
    assert question.text == "asked Her Majesty's Government:\nWhy tests cost more."
    assert answer.text == "It is policy.\nPrices are reviewed, in the words of the trade’s own body."


def test_a_page_may_begin_in_the_middle_of_a_turn() -> None:
    first, *others = items_of(PAGES / "middle.html")
    assert isinstance(first, Rejection)
    assert (first.what, first.reason) == ("contribution", "it holds no words")
    debate = others[0]
    assert isinstance(debate, Debate)
    assert (debate.title, debate.column) == ("Untitled", None)
    assert [c.printed and c.printed.name for c in debate.contributions] == [None, "Mr. William Example"]
    assert debate.contributions[0].text == "as I was saying, this page begins in the middle.\nThere is more."


def test_an_index_holds_no_debate() -> None:
    (item,) = items_of(PAGES / "index.html")
    assert isinstance(item, Rejection)
    assert item.what == "matter"


def test_who_is_in_the_chair_is_said_of_the_debate_that_it_is_said_in(tmp_path: Path) -> None:
    body = (
        "<h2>Westminster Hall</h2><h4>[Ann Chair <i>in the Chair</i>]</h4><h3>Food — [Bob Chair in the Chair]</h3>"
        "<p><b>Mr Example (Luton) (Con):</b> I begin.</p><h4>[Dora Chair in the Chair]</h4><h3>Drink</h3>"
    )
    debates = debates_of(page(tmp_path, body))
    assert {title: [p.text for p in d.procedures] for title, d in debates.items()} == {
        "Food": ["[Ann Chair in the Chair]", "[Bob Chair in the Chair]", "[Dora Chair in the Chair]"],
        "Drink": [],
    }
    assert {d.venue for d in debates.values()} == {Venue.WESTMINSTER_HALL}


@pytest.mark.parametrize(
    ("column", "venue"),
    [
        ("12", Venue.COMMONS),
        ("12WH", Venue.WESTMINSTER_HALL),
        ("771W", Venue.COMMONS_WRITTEN),
        ("89WS", Venue.COMMONS_WRITTEN),
        ("17P", Venue.COMMONS_WRITTEN),
        ("WA190", Venue.LORDS_WRITTEN),
        ("WS12", Venue.LORDS_WRITTEN),
        ("GC100", Venue.GRAND_COMMITTEE),
    ],
)
def test_the_letters_of_a_column_tell_the_venue(tmp_path: Path, column: str, venue: Venue) -> None:
    body = f"<a name='column_{column}'></a><h3>Title</h3><p><b>Mr Example:</b> I speak.</p>"
    (debate,) = debates_of(page(tmp_path, body)).values()
    assert (debate.venue, debate.contributions[0].venue, debate.column) == (venue, venue, column)


def test_counts_without_a_list_are_a_division(tmp_path: Path) -> None:
    body = (
        "<h3>Title</h3><p><b>Mr Example:</b> I beg to move.</p><p><i>The House divided:</i></p><p>Ayes 1, Noes 0.</p>"
        "<p><b>Mr Example:</b> I thank the House.</p>"
    )
    (debate,) = debates_of(page(tmp_path, body)).values()
    (division,) = debate.divisions
    assert (division.ayes, division.noes, division.votes, division.follows) == (1, 0, (), 1)


def test_names_in_one_paragraph_are_parted_by_its_lines(tmp_path: Path) -> None:
    body = (
        "<h3>Title</h3><p><i>The House divided:</i> Ayes 2, Noes 1.</p><p><b>Division No. 9]</b> [10 pm</p>"
        "<p>AYES</p><p>Adams, Nigel<br>Aldous, Peter</p><p>Tellers for the Ayes:<br>Ann Tell and<br>Bob Tell</p>"
        "<p>NOES</p><table><tr><td>Case, Dora</td><td>Zed, Zeb<br>Öst, Ian<br>Tellers for the Noes:<br>C Tell and"
        "<br>D Tell</td></tr></table><p><a name='st_1'></a><b>Mr Example:</b> I thank, the House.</p>"
    )
    (debate,) = debates_of(page(tmp_path, body)).values()
    (division,) = debate.divisions
    assert (division.number, division.time) == ("9", "22:00:00")
    assert [(v.position.value, v.printed.name, v.teller) for v in division.votes] == [
        ("Aye", "Adams, Nigel", False),
        ("Aye", "Aldous, Peter", False),
        ("Aye", "Ann Tell", True),
        ("Aye", "Bob Tell", True),
        ("No", "Case, Dora", False),
        ("No", "Zed, Zeb", False),
        ("No", "Öst, Ian", False),
        ("No", "C Tell", True),
        ("No", "D Tell", True),
    ]
    assert [c.text for c in debate.contributions] == ["I thank, the House."]


def test_a_speech_begins_without_a_name_where_the_anchor_says_so(tmp_path: Path) -> None:
    body = (
        "<h3>Title</h3><p><a name='st_1'></a><b>Mr Example:</b> One.</p><p><a name='st_2'></a>Two.</p>"
        "<p><a name='stpa_1'></a>Three.</p>"
    )
    (debate,) = debates_of(page(tmp_path, body)).values()
    assert [(c.printed is None, c.text) for c in debate.contributions] == [(False, "One."), (True, "Two.\nThree.")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html><a name='column_1'></a><p><b>Mr Example:</b> I am cut", "ends before </html>"),
        (b"<html><a name='column_1'></a><h3>Title</h3></html>", "does not say in which House"),
        (b"<html><title>Commons Hansard</title><a name='column_1'></a><h3>Title</h3></html>", "names no date"),
        (b"<html><meta charset='utf-8'><a name='column_1'></a><p>\xff</p></html>", "holds bytes that are no utf-8"),
        (b"<html><a name='column_1'></a>" + b"<div>" * 100_000 + b"</html>", "nests elements more than"),
        (b"<html><a name='column_1'></a>" + b"x" * 5_000_000 + b"</html>", "without a tag"),
        (b"<html><a name='column_1'></a><p>" + b"<b>y</b>" * 400_000 + b"</p></html>", "has a <p> of more than"),
    ],
)
def test_a_broken_or_hostile_page_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    with pytest.raises(FormError, match=why):
        items_of(path)


def test_entities_are_words_and_fetch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><title>Commons Hansard 1 Mar 2012</title>'
        "<a name='column_1'></a><h3>Title</h3><p><b>Mr Example:</b> &e; &amp; &eacute;</p></html>"
    )
    (debate,) = debates_of(path).values()
    assert debate.contributions[0].text == "&e; & é"


def test_other_pages_are_not_taken_for_this_form() -> None:
    assert not recognises(b"<html><title>Debate - Hansard - UK Parliament</title><a href='//hansard.parliament.uk'>")
    assert not recognises(b"<publicwhip><major-heading>")
    assert not recognises(b"<html><title>A shop</title><p>Hansard</p></html>")
    assert recognises("<html><notus-date day='1'>".encode("utf-16"))


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_all_that_a_page_holds_is_read_or_rejected(path: Path) -> None:
    assert (count(path), count_divisions(path)) == counted(items_of(path))


def test_all_that_the_real_pages_hold_is_read_or_rejected(samples: Path) -> None:
    pages = sorted((samples / "hansard/html-2010-2013").rglob("*.html"))
    assert pages
    for path in pages:
        assert (path.name, count(path), count_divisions(path)) == (path.name, *counted(items_of(path)))


def counted(items: Items) -> tuple[int, int]:
    debates = [item for item in items if isinstance(item, Debate)]
    rejected = [item.what for item in items if isinstance(item, Rejection)]
    return (
        sum(len(debate.contributions) for debate in debates) + rejected.count("contribution"),
        sum(len(debate.divisions) for debate in debates) + rejected.count("division"),
    )


def test_a_real_division_of_2011(samples: Path) -> None:
    debates = debates_of(samples / "hansard/html-2010-2013/scraper/debate_with_division.html")
    (division,) = debates["Public Bodies Bill [Lords]"].divisions
    assert (division.number, division.ayes, division.noes, division.time) == ("321", 231, 307, "21:59:00")
    assert (len(division.votes), sum(vote.teller for vote in division.votes)) == (13, 4)
    seats = [vote.printed for vote in division.votes if vote.printed.constituency]
    assert [(one.name, one.constituency) for one in seats] == [
        ("Morris, Grahame M.", "Easington"),
        ("Davies, David T. C.", "Monmouth"),
    ]
    assert debates["Public Bodies Bill [Lords]"].date.isoformat() == "2011-07-12"


def test_real_oral_and_written_questions(samples: Path) -> None:
    folder = samples / "hansard/html-2010-2013/collider/commons"
    syria = debates_of(folder / "debates_and_oral_answers.html")["Syria"]
    assert [c.turn for c in syria.contributions] == [Turn.QUESTION, Turn.ANSWER] * 4
    assert "Iranian leadership on this that it has" in syria.contributions[5].text
    catering = debates_of(folder / "written_answers.html")["Catering"]
    assert [(c.turn, c.uin) for c in catering.contributions] == [(Turn.QUESTION, "67391"), (Turn.ANSWER, None)]
    assert catering.venue is Venue.COMMONS_WRITTEN


def test_a_real_correction_keeps_the_letter_out_of_the_answers(samples: Path) -> None:
    folder = samples / "hansard/html-2010-2013/collider/commons"
    members = debates_of(folder / "ministerial_corrections.html")["Members: Correspondence"]
    assert [c.printed and c.printed.name for c in members.contributions] == [
        "Bridget Phillipson",
        "Norman Baker",
        "Norman Baker",
    ]
    assert members.contributions[2].text == "The response was sent on 20 June 2013."


COLUMN = re.compile(r'name="(column_\d+)"')


def cut_pages(folder: Path, *at: str) -> list[Path]:
    """Write the page of the Commons as pages of a day, cut before each of the words `at`, and return them.

    A page begins with the mark of the column that it goes on with.
    """
    page = (PAGES / "commons.html").read_text("utf-8")
    head, foot = page[: page.index('<a class="anchor-column"')], page[page.index('</div><div id="footer">') :]
    record = page[len(head) : -len(foot)]
    cuts = [0, *map(record.index, at), len(record)]
    pages = []
    for number, (begin, end) in enumerate(pairwise(cuts), 1):
        pages.append(folder / f"120314-{number:04}.htm")
        (stamp, *_) = reversed(COLUMN.findall(page[: len(head) + begin]) or ["column_301"])
        mark = f'<a class="anchor-column" name="{stamp}"> </a>'
        pages[-1].write_text(head + mark + record[begin:end] + foot, "utf-8")
    return pages


@pytest.mark.parametrize(
    "at",
    [
        ('<a class="anchor" name="subhd_o1">',),
        ('<p><a class="anchor" name="st_o1">',),
        ('<p><a class="anchor" name="stpa_o1">', "<p><i>Question accordingly agreed to."),
    ],
    ids=["between debates", "between turns", "in a turn, after a division"],
)
def test_pages_that_lie_beside_one_another_are_one_record(tmp_path: Path, at: tuple[str, ...]) -> None:
    first, *others = cut_pages(tmp_path, *at)
    whole = [i for i in items_of(PAGES / "commons.html") if isinstance(i, Debate)]
    assert [i for i in items_of(first) if isinstance(i, Debate)] == whole
    for other, before in zip(others, [first, *others], strict=False):
        (rejection,) = items_of(other)
        assert isinstance(rejection, Rejection)
        assert rejection.reason == f"goes on from a page beside it, {before.name}, and is read with that"


def test_a_page_whose_neighbour_is_not_there_is_read_by_itself(tmp_path: Path) -> None:
    first, second = cut_pages(tmp_path, '<p><a class="anchor" name="st_o1">')
    first.unlink()
    titles = [i.title for i in items_of(second) if isinstance(i, Debate)]
    assert titles[0] == "Untitled"
    assert "Topical Questions" in titles
