"""Pages of hansard.parliament.uk: what they say becomes debates, and what is not known is refused or rejected by name."""

import random
from datetime import date
from pathlib import Path

import pytest

from kg.errors import FormError, KgError
from kg.model import Debate, Position, Printed, Rejection, Turn, Venue
from kg.read import Document, find_documents, read, reader_for
from kg.read.hansard_html import read_hansard_html, recognises
from kg.register import load_register
from tests.contracts.count_hansard_html import count, count_divisions
from tests.contracts.render_hansard_html import render

PAGES = Path(__file__).parent / "hansard_html"

ROW = '<div class="debate-item debate-item-contributiondebateitem"><div class="contribution">'


def document(path: Path) -> Document:
    found = next(iter(find_documents([path])))
    assert isinstance(found, Document)
    return found


def parts(path: Path) -> tuple[list[Debate], list[Rejection]]:
    items = list(read(document(path)))
    return [item for item in items if isinstance(item, Debate)], [i for i in items if isinstance(i, Rejection)]


def page(folder: Path, old: str = "", new: str = "", of: str = "debate.html") -> Path:
    """Return a page with something else in one place."""
    text = (PAGES / of).read_text(encoding="utf-8")
    assert old in text
    path = folder / of
    path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return path


def test_the_head_of_a_page() -> None:
    (debate,), _ = parts(PAGES / "debate.html")
    assert debate.title == "Lighthouse Keepers"
    assert (debate.venue, debate.date, debate.volume) == (Venue.COMMONS, date(2021, 3, 4), "690")
    assert (debate.column, debate.identifiers) == ("411", ("0A1B2C3D-0000-4000-8000-00000000000A",))
    assert (debate.url or "").endswith("/debates/0A1B2C3D-0000-4000-8000-00000000000A/LighthouseKeepers")


def test_who_speaks_is_taken_apart() -> None:
    (debate,), _ = parts(PAGES / "debate.html")
    assert [c.printed for c in debate.contributions] == [
        Printed("Jo Skerry", "mnis/4099", None, "St Ives (Isles)", "Lab/Co-op"),
        Printed("Sir Tom Beacon", "mnis/1539", "The Minister for Lamps"),
        Printed("Dame Ada Harbour", None, "Madam Deputy Speaker"),
    ]


def test_a_column_is_no_part_of_a_text_and_a_reference_to_one_is() -> None:
    (debate,), _ = parts(PAGES / "debate.html")
    assert debate.contributions[0].text.split("\n") == [
        "I beg to move,",
        "That this House thanks lighthouse keepers & their families.",
        "The keepers made their rounds at night, as was said on column 637 of another day.",
        "And they kept every lamp.",
    ]
    assert [c.column for c in debate.contributions] == ["411", "412", "412"]


def test_a_paragraph_goes_on_after_the_mark_of_a_column_that_ends_it() -> None:
    (debate,), rejected = parts(PAGES / "lords.html")
    assert debate.contributions[1].text == "My Lords, they turn twice a day.\nThey always have."
    assert not rejected


def test_ids_times_and_kinds() -> None:
    (debate,), _ = parts(PAGES / "debate.html")
    first, second, _ = debate.contributions
    assert first.identifiers == ("11111111-0000-4000-8000-000000000001",)
    assert (first.url or "").endswith("#contribution-11111111-0000-4000-8000-000000000001")
    assert first.time == "14:34:00"
    assert second.turn is Turn.POINT_OF_ORDER


def test_what_nobody_speaks_is_procedure() -> None:
    (debate,), _ = parts(PAGES / "debate.html")
    texts = [procedure.text for procedure in debate.procedures]
    assert texts == ["[Dame Ada Harbour in the Chair]", "Question put.", "Question accordingly agreed to."]


def test_a_division_is_read_by_its_words() -> None:
    (debate,), rejected = parts(PAGES / "debate.html")
    (division,) = debate.divisions
    assert (division.number, division.ayes, division.noes, division.time) == ("231", 3, 0, "16:15:00")
    assert (division.follows, division.identifiers) == (3, ("22222222-0000-4000-8000-000000000001",))
    assert [(v.printed.name, v.printed.identifier, v.position, v.teller, v.proxy) for v in division.votes] == [
        ("Skerry, Jo", "mnis/4099", Position.AYE, False, "Ann Rock"),
        ("Rock, Ann", None, Position.AYE, False, None),
        ("Shoal, Dr Lee", "mnis/4100", Position.AYE, False, None),
        ("Bell, Mr Roy", None, Position.AYE, True, None),
    ]
    (vote,) = [each for each in rejected if each.what == "vote"]
    assert "nobody came" in vote.reason
    assert vote.where == "line 77"


def test_what_is_not_known_in_a_speech_is_kept_and_named() -> None:
    (debate,), rejected = parts(PAGES / "debate.html")
    assert debate.contributions[1].text.endswith("\nThey shine.")
    assert any('<p class="hs_newkind"> is not known' in each.reason and each.where == "line 47" for each in rejected)
    assert any("2 buttons and links to share" in each.reason for each in rejected)


def test_questions_stand_in_their_departments() -> None:
    debates, _ = parts(PAGES / "questions.html")
    assert [(d.ordinal, d.parent, d.title) for d in debates] == [
        (1, None, "Oral Answers to Questions"),
        (2, 1, "Lamps and Shores"),
        (3, 2, "Fog Horns"),
        (4, 2, "Buoys"),
    ]
    asked, answered, again = debates[2].contributions
    assert (asked.question_number, asked.uin, asked.text) == (
        "1",
        "909001",
        "What steps he is taking to mend fog horns.",
    )
    assert [c.turn for c in (asked, answered, again)] == [Turn.QUESTION, Turn.ANSWER, Turn.QUESTION]
    assert again.supplementary
    assert debates[2].identifiers == ("33333333-0000-4000-8000-00000000000B",)
    assert not debates[1].contributions
    assert [each.text for each in debates[1].procedures] == ["The Secretary of State was asked—"]


def test_a_speaker_in_unknown_markup_is_a_rejected_contribution_and_nobody_gets_the_words() -> None:
    debates, rejected = parts(PAGES / "questions.html")
    assert not debates[3].contributions
    assert not debates[3].procedures
    reasons = {each.where: (each.what, each.reason) for each in rejected}
    assert reasons["line 21"] == (
        "contribution", '<div class="header"> names nobody in a way that is known: “Jo Skerry:”',
    )  # fmt: skip
    assert reasons["line 24"] == ("words", "whose they are is not known: “And these?”")
    assert reasons["line 25"][1].startswith('<div class="debate-item debate-item-surprise"> is no kind of item')
    assert reasons["line 26"] == ("words", "<p> holds words outside of any item: “Loose words.”")


def test_a_question_of_the_lords_is_asked_by_whom_the_line_before_names() -> None:
    (debate,), _ = parts(PAGES / "lords.html")
    asked, answered = debate.contributions
    assert asked.printed == Printed("Lord Ebb", "mnis/3898")
    assert asked.turn is Turn.QUESTION
    assert answered.printed == Printed("Baroness Flow", "mnis/4210", party="Con")
    assert (debate.venue, debate.column) == (Venue.GRAND_COMMITTEE, "88GC")
    assert debate.identifiers == ("44444444-0000-4000-8000-00000000000C",)


@pytest.mark.parametrize("name", ["debate.html", "questions.html", "lords.html"])
def test_every_contribution_and_division_is_read_or_rejected(name: str) -> None:
    debates, rejected = parts(PAGES / name)
    told = [each.what for each in rejected]
    assert sum(len(d.contributions) for d in debates) + told.count("contribution") == count(PAGES / name)
    assert sum(len(d.divisions) for d in debates) + told.count("division") == count_divisions(PAGES / name)


@pytest.mark.parametrize("name", ["debate.html", "questions.html", "lords.html"])
def test_the_form_is_told_by_content(name: str, tmp_path: Path) -> None:
    content = (PAGES / name).read_bytes()
    assert reader_for(document(PAGES / name)).name == "hansard-html"
    wide = tmp_path / "page"
    wide.write_text(content.decode().replace("utf-8", "utf-16"), encoding="utf-16")
    assert recognises(wide.read_bytes())
    assert [d.title for d in parts(wide)[0]] == [d.title for d in parts(PAGES / name)[0]]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"<html><title>Debates - Hansard - UK Parliament</title>", True),
        (b'<html><div class="x debate-item debate-item-columnnumber">', True),
        (b'<html><a href="https://hansard.parliament.uk/">Hansard</a>', False),
        (b'<publicwhip><speech url="https://hansard.parliament.uk/Commons/2020-01-01/debates/A/B"/>', False),
        (b'{"Title": "debate-item-columnnumber"}', False),
    ],
)
def test_a_link_to_the_site_makes_no_page_of_it(head: bytes, known: bool) -> None:
    assert recognises(head) is known


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("</html>", "", "ends before </html>"),
        ("primary-content", "main-content", 'has no <div class="primary-content"> (its classes: '),
        ("Thursday 4 March 2021", "Friday 5 March 2021", "says 2021-03-04 and 2021-03-05"),
        ("4 March 2021</h2>", "31 February 2021</h2>", "31 February 2021 is no day of the calendar"),
    ],
)
def test_a_page_that_breaks_its_form_is_refused_whole(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = page(tmp_path, old, new)
    with pytest.raises(FormError) as refused:
        list(read(document(path)))
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_page_of_no_house_and_one_of_no_place_are_refused(tmp_path: Path) -> None:
    of = "questions.html"
    for old, new, said in (
        ('<a href="/Commons/2019-02-05">5 February 2019</a>', "5 February 2019", "names no House"),
        ('data-column-number="171"', "", "names no place (its trail is “5 February 2019 > Oral Answers"),
    ):
        with pytest.raises(FormError) as refused:
            list(read(document(page(tmp_path, old, new, of))))
        assert said in str(refused.value)


def test_the_place_is_that_of_the_trail_and_else_that_of_the_columns(tmp_path: Path) -> None:
    of = "questions.html"
    by_columns = page(tmp_path, 'data-column-number="171"', 'data-column-number="171WH"', of)
    assert parts(by_columns)[0][0].venue is Venue.WESTMINSTER_HALL
    by_trail = page(tmp_path, "5 February 2019</a>", "5 February 2019</a><li>Westminster Hall", of)
    assert parts(by_trail)[0][0].venue is Venue.WESTMINSTER_HALL


def test_a_place_that_the_graph_does_not_have_rejects_what_it_holds(tmp_path: Path) -> None:
    debates, rejected = parts(page(tmp_path, "<li>Commons Chamber", "<li>Petitions"))
    assert not debates
    assert [each.what for each in rejected].count("contribution") == 3
    assert any("no place for “Petitions”" in each.reason for each in rejected)


def test_a_written_statement_is_a_statement(tmp_path: Path) -> None:
    path = page(tmp_path, "<li>Commons Chamber", "<li>Written Statements")
    (debate,), _ = parts(path)
    assert debate.venue is Venue.COMMONS_WRITTEN
    assert {c.turn for c in debate.contributions} == {Turn.STATEMENT}


def test_a_page_without_an_item_holds_no_debate(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text(
        '<html><title>X - Hansard - UK Parliament</title><div class="hero-banner"><h1>X</h1></div>'
        '<div class="primary-content"></div></html>'
    )
    assert list(read(document(path))) == [Rejection("matter", "empty.html", "it holds no item of a debate")]


def test_a_page_of_a_division_alone_is_rejected(tmp_path: Path) -> None:
    path = page(tmp_path, "/debates/0A1B", "/division/0A1B")
    (rejection,) = read(document(path))
    assert isinstance(rejection, Rejection)
    assert rejection.what == "division"


def test_a_debate_that_the_page_wraps_in_itself_is_one(tmp_path: Path) -> None:
    text = (PAGES / "debate.html").read_text(encoding="utf-8")
    begin = text.index('  <div class="share-bar"')
    end = text.index("</div></div></div>\n</main>")
    within = '<div class="child-debate-list"><div class="child-debate"><h2>Lighthouse Keepers</h2>'
    path = tmp_path / "wrapped.html"
    path.write_text(f"{text[:begin]}{within}{text[begin:end]}</div></div>{text[end:]}", encoding="utf-8")
    (debate,), _ = parts(path)
    (plain,), _ = parts(PAGES / "debate.html")
    assert [c.text for c in debate.contributions] == [c.text for c in plain.contributions]
    assert (debate.identifiers, debate.ordinal, debate.url) == (plain.identifiers, 1, plain.url)


def test_the_address_of_a_page_that_does_not_say_it_is_that_of_its_own_links(tmp_path: Path) -> None:
    text = (PAGES / "debate.html").read_text(encoding="utf-8")
    path = page(tmp_path, text[text.index("  <link") : text.index("  <script")], "")
    (debate,), _ = parts(path)
    assert debate.identifiers == ("0A1B2C3D-0000-4000-8000-00000000000A",)


def test_words_beside_a_speech_are_rejected_and_not_spoken(tmp_path: Path) -> None:
    path = page(tmp_path, '<div class="content">', '<div class="aside">Watch this</div><div class="content">')
    (debate,), rejected = parts(path)
    assert "Watch this" not in debate.contributions[0].text
    assert any('<div class="aside"> stands in a contribution' in each.reason for each in rejected)


def test_nothing_but_our_own_errors_comes_of_broken_pages(tmp_path: Path) -> None:
    chance = random.Random(7)
    pieces = [
        b"<div>",
        b"</div>",
        b"<p>",
        b"</a>",
        b"<table><tr><td>",
        b"\x00",
        b"\xff",
        b'class="',
        b"<!--",
        b"&#0;",
        b"<li>",
    ]
    contents = [(PAGES / name).read_bytes() for name in ("debate.html", "questions.html", "lords.html")]
    path = tmp_path / "broken.html"
    outcomes = set()
    for round_ in range(300):
        content = bytearray(contents[round_ % 3])
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(content))
            if chance.random() < 0.5:
                content[at:at] = chance.choice(pieces)
            else:
                del content[at : at + chance.randrange(1, 40)]
        path.write_bytes(bytes(content))
        try:
            outcomes.add(bool(list(read_hansard_html(document(path)))))
        except KgError as error:
            outcomes.add(type(error))
    assert {True, FormError} <= outcomes


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 300,
        f'{ROW}<div class="content">{"<b>" * 150}{"<i></i>" * 20_000}',
        f'{ROW}<div class="content">{"<div class=x>" * 150}{"words " * 50_000}',
        "words" * 300_000,
    ],
)
def test_hostile_pages_are_read_or_refused(tmp_path: Path, inside: str) -> None:
    path = page(tmp_path, '<div class="share-bar">', inside + '<div class="share-bar">')
    try:
        assert any(isinstance(each, Rejection) for each in read(document(path)))
    except KgError as error:
        assert "\n" not in str(error)  # noqa: PT017


@pytest.mark.samples
@pytest.mark.parametrize("name", ["debates2020-12-14b.xml", "debates2016-05-09b.xml", "debates2020-12-15a.xml"])
def test_a_day_says_the_same_from_another_form(name: str, samples: Path, tmp_path: Path) -> None:
    others, _ = parts(samples / "hansard/twfy" / name)
    path = tmp_path / "day.html"
    path.write_text(render(others), encoding="utf-8")
    debates, rejected = parts(path)
    assert {each.what for each in rejected} <= {"element"}
    assert [(d.title, d.parent, d.identifiers) for d in debates] == [(d.title, d.parent, d.identifiers) for d in others]
    people = load_register()
    for debate, other in zip(debates, others, strict=True):
        assert [c.text for c in debate.contributions] == [c.text for c in other.contributions]
        assert [c.identifiers for c in debate.contributions] == [c.identifiers for c in other.contributions]
        assert [c.column for c in debate.contributions] == [c.column for c in other.contributions]
        for one, same in zip(debate.contributions, other.contributions, strict=True):
            assert one.printed
            assert same.printed
            if same.printed.identifier and (person := people.identified(same.printed.identifier)):
                assert people.identified(one.printed.identifier or "") == person
            assert (one.printed.name, one.printed.office) == (same.printed.name, same.printed.office)
