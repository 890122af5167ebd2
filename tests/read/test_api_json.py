"""Answers of the Hansard API, of our own making: debates, divisions, lists and lines of them, and what they may do wrong."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kg import iris
from kg.errors import FormError, KgError, UnknownForm
from kg.model import Contribution, Debate, Position, Printed, Rejection, Turn, Venue
from kg.read import find_documents, read, reader_for
from kg.read.api_json.speakers import printed
from kg.register import load_register
from tests.contracts.count_api_json import count, count_divisions
from tests.contracts.render_api_json import render

HERE = Path(__file__).parent / "api_json"

SAMPLES = sorted(HERE.iterdir())
Json = Any


def items(path: Path) -> list[Debate | Rejection]:
    (document,) = find_documents([path])
    assert reader_for(document).name == "api-json"
    return list(read(document))


def debates(path: Path) -> list[Debate]:
    return [item for item in items(path) if isinstance(item, Debate)]


def rejections(found: list[Debate | Rejection], what: str) -> list[Rejection]:
    return [item for item in found if isinstance(item, Rejection) and item.what == what]


def answer(name: str) -> Json:
    return json.loads((HERE / name).read_text("utf-8"))


def written(folder: Path, value: Json) -> list[Debate | Rejection]:
    path = folder / "answer.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return items(path)


ITEM = {"ItemType": "Contribution", "HRSTag": "hs_Para", "MemberId": None, "ExternalId": None}


def part(value: str, who: str | None = None, **others: Json) -> Json:
    """Return an item with this Value and AttributedTo."""
    return ITEM | {"Value": value, "AttributedTo": who} | others


def of(*parts: Json, **overview: Json) -> Json:
    """Return a debate with these items, in the order given."""
    whole = answer("bill.json")
    whole["Overview"] |= overview
    whole["Items"] = [each | {"ItemId": order, "OrderInSection": order} for order, each in enumerate(parts, 1)]
    return whole


def said(folder: Path, *parts: Json, **overview: Json) -> tuple[Contribution, ...]:
    (debate,) = (item for item in written(folder, of(*parts, **overview)) if isinstance(item, Debate))
    return debate.contributions


def test_a_container_holds_its_debates_below_the_sitting() -> None:
    oral, department, question = debates(HERE / "oral.json")
    assert [(d.title, d.parent) for d in (oral, department, question)] == [
        ("Oral Answers to Questions", None),
        ("Harbours and Coasts", 1),
        ("Harbour Lights", 2),
    ]
    assert [p.text for p in department.procedures] == ["The Secretary of State was asked—"]
    assert (question.venue, question.volume, question.column) == (Venue.COMMONS, "801", "41")
    assert question.identifiers == ("00000003-1111-4222-8333-0123456789AB",)
    assert (
        question.url
        == f"https://hansard.parliament.uk/Commons/2031-03-04/debates/{question.identifiers[0]}/HarbourLights"
    )


def test_a_question_has_its_number_its_uin_and_its_turns() -> None:
    *_, debate = debates(HERE / "oral.json")
    first, second, third, fourth = debate.contributions
    assert (first.question_number, first.uin, first.time) == ("3", "904321", "11:31:05")
    assert first.text == "What steps he is taking to light the harbour at Blyford."
    assert [c.turn for c in debate.contributions] == [Turn.QUESTION, Turn.ANSWER, Turn.QUESTION, Turn.ANSWER]
    assert (third.supplementary, third.column, fourth.column) == (True, "41", "42")
    assert third.text == "I thank the Minister. Will he come and see them?"
    assert second.printed == Printed("Mr John Sand", "mnis/9002", "The Minister for Harbours")
    assert fourth.text == "I will & gladly."
    assert first.url == f"{debate.url}#contribution-{first.identifiers[0]}"


def test_who_is_not_named_goes_on_until_the_record_says_otherwise() -> None:
    (debate,) = debates(HERE / "bill.json")
    assert debate.contributions[0].text.split("\n") == [
        "I beg to move, That the Bill be now read a Second time.",
        "It was said in 1799:",
        "“Let the lamps be lit.”",
        "So it is now. See Official Report, col. 12.",
        "And so it shall be.",
    ]
    assert [p.text for p in debate.procedures] == [
        "[Dame Ruth Pole in the Chair]",
        "Interruption.",
        "Several hon. Members rose—",
        "Amendment 5, page 1, line 3, leave out “lamp” and insert “lantern”.",
        "The Committee came to this by itself.",
        "The House divided:",
        "Question agreed to.",
        "Bill accordingly read a Second time.",
    ]
    assert [c.column for c in debate.contributions] == ["97", "98", "98", "98"]
    assert debate.contributions[2].text == "CO2 is not the matter."


def test_the_asker_of_the_lords_is_named_on_the_line_before() -> None:
    lords = debates(HERE / "day.jsonl")[0]
    assert lords.venue is Venue.LORDS
    first, second, third = lords.contributions
    assert (first.printed.name, first.printed.identifier, first.turn) == (
        "Lord Reed of Deal",
        "mnis/9010",
        Turn.QUESTION,
    )
    assert (first.time, second.text) == ("15:07:00", "My Lords, we keep nine.\nThey are all lit.")
    assert third.printed == Printed("The Earl of Strand", "mnis/9012", party="CB")
    assert "Whose words are these?" in [p.text for p in lords.procedures]


def test_what_is_moved_is_asked_by_nobody(tmp_path: Path) -> None:
    mover = part("Moved by", "Lord Reed", HRSTag="hs_TabledBy", MemberId=9010)
    assert said(tmp_path, mover, part("That this House takes note.", HRSTag="hs_Question")) == ()


def test_a_written_statement_is_one_and_a_row_of_its_table_a_paragraph() -> None:
    statement = debates(HERE / "day.jsonl")[1]
    assert (statement.venue, statement.url) == (Venue.COMMONS_WRITTEN, None)
    assert statement.contributions[0].turn is Turn.STATEMENT
    assert statement.contributions[0].text.split("\n")[1:3] == ["Deal 4.10", "Wick 9.25"]


def test_written_answers_are_questions_and_answers(tmp_path: Path) -> None:
    question = "<Question><QuestionText>(1) To ask the Minister how many lamps there are;</QuestionText></Question>"
    first, second = said(
        tmp_path,
        part(question, "Tom Barr", HRSTag="Question", UIN="123456"),
        part("(2) where they are.", HRSTag="ERR_Question"),
        part("The Department counts them.", "Jim Fitz"),
        Location="Written Answers",
    )
    assert (first.turn, first.uin) == (Turn.QUESTION, "123456")
    assert first.text.split("\n")[1] == "(2) where they are."
    assert second.turn is Turn.ANSWER


def test_a_division_of_a_debate_has_the_votes_of_its_own_answer() -> None:
    found = items(HERE / "day.jsonl")
    bill = next(d for d in found if isinstance(d, Debate) and d.title == "Harbour Lamps Bill")
    (division,) = bill.divisions
    assert (division.number, division.ayes, division.noes, division.follows) == ("7", 3, 2, 4)
    assert (division.time, division.column) == ("14:31:00", "98")
    assert [(v.printed.identifier, v.position, v.teller) for v in division.votes] == [
        ("mnis/9003", Position.AYE, False),
        ("mnis/9005", Position.AYE, True),
        ("mnis/9001", Position.NO, False),
    ]
    (vote,) = rejections(found, "vote")
    assert vote.where.endswith("NoeMembers[1]")


def test_a_division_alone_is_in_a_debate_of_its_own() -> None:
    (debate,) = debates(HERE / "division.json")
    assert (debate.title, debate.venue, debate.contributions) == ("Harbour Lamps Bill", Venue.COMMONS, ())
    assert debate.identifiers == ("00000005-1111-4222-8333-0123456789ab",)
    assert len(debate.divisions[0].votes) == 3


def test_a_division_whose_debate_does_not_list_it_is_at_its_end(tmp_path: Path) -> None:
    other = answer("division.json") | {"ExternalId": "another"}
    (debate,) = (d for d in written(tmp_path, [answer("bill.json"), other]) if isinstance(d, Debate))
    assert [(len(d.votes), d.follows) for d in debate.divisions] == [(0, 4), (3, 4)]


def test_the_contents_of_the_lords_are_content(tmp_path: Path) -> None:
    lords = answer("division.json") | {"House": "Lords"}
    (debate,) = (d for d in written(tmp_path, lords) if isinstance(d, Debate))
    assert {v.position for v in debate.divisions[0].votes} == {Position.CONTENT, Position.NOT_CONTENT}
    assert debate.divisions[0].votes[0].printed.constituency is None


def test_a_division_line_of_another_form_is_rejected_with_what_it_says(tmp_path: Path) -> None:
    (rejected,) = rejections(written(tmp_path, of(part("Ayes 3, Noes 2", ItemType="Division"))), "division")
    assert rejected.where == "$.Items[0].Value"
    assert "Ayes 3, Noes 2" in rejected.reason


def test_a_debate_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    bill = answer("bill.json")
    again = deepcopy(bill)
    again["Overview"]["ExtId"] = bill["Overview"]["ExtId"].lower()
    found = written(tmp_path, [bill, again])
    assert len(found) == 1
    again["Items"][3]["Value"] = "I do not."
    found = written(tmp_path, [bill, again])
    assert len(rejections(found, "contribution")) == len(debates(HERE / "bill.json")[0].contributions) + 1


def test_items_that_a_container_repeats_are_its_childs(tmp_path: Path) -> None:
    child = answer("bill.json")
    whole = of(Title="Above", ExtId="above") | {"Items": deepcopy(child["Items"]), "ChildDebates": [child]}
    above, below = (d for d in written(tmp_path, whole) if isinstance(d, Debate))
    assert (above.contributions, above.divisions) == ((), ())
    assert below.contributions == debates(HERE / "bill.json")[0].contributions


def test_items_of_one_number_in_two_debates_are_two(tmp_path: Path) -> None:
    one, other = of(part("One.", "A"), ExtId="one"), of(part("Two.", "B"), ExtId="two")
    whole = of(Title="Above", ExtId="above") | {"ChildDebates": [one, other]}
    _, first, second = (d for d in written(tmp_path, whole) if isinstance(d, Debate))
    assert [c.text for c in (*first.contributions, *second.contributions)] == ["One.", "Two."]
    assert (first.parent, second.parent) == (1, 1)


def test_items_are_read_by_their_order(tmp_path: Path) -> None:
    whole = answer("bill.json")
    whole["Items"].reverse()
    (debate,) = written(tmp_path, whole)
    assert debate == debates(HERE / "bill.json")[0]


def test_names_may_come_in_any_order(tmp_path: Path) -> None:
    assert written(tmp_path, json.dumps(answer("oral.json"), sort_keys=True)) == items(HERE / "oral.json")


@pytest.mark.parametrize("location", ["General Committees", "Petitions", "Written Corrections", "The Moon"])
def test_where_the_graph_has_no_place_is_said_and_counted(tmp_path: Path, location: str) -> None:
    whole = answer("bill.json")
    whole["Overview"]["Location"] = location
    found = written(tmp_path, whole)
    assert not [d for d in found if isinstance(d, Debate)]
    assert len(rejections(found, "contribution")) == 4
    assert len(rejections(found, "division")) == 1
    assert all(location in r.reason for r in found if isinstance(r, Rejection))


UNKNOWN = [
    (part("Words.", HRSTag="hs_Unheard"), "words", "$.Items[0].HRSTag", "'hs_Unheard'"),
    (part("Words.", "Anna Fell", ItemType="Song"), "contribution", "$.Items[0].ItemType", "'Song'"),
    (part("Words.", ItemType="Song"), "element", "$.Items[0].ItemType", "'Words.'"),
    (part("", "Anna Fell"), "contribution", "$.Items[0]", "no words"),
    (part("at noon", ItemType="Timestamp"), "element", "$.Items[0].Value", "'at noon'"),
    (part("<img src='x'>Words.", "Anna Fell"), "element", "$.Items[0].Value", "1 picture"),
    (part("Words.", "Anna Fell", Mood="glad"), "element", "$.Items[0].Mood", "'glad'"),
]


@pytest.mark.parametrize(("item", "what", "where", "reason"), UNKNOWN)
def test_what_is_not_known_is_named_with_its_path(
    tmp_path: Path, item: Json, what: str, where: str, reason: str
) -> None:
    (rejection,) = rejections(written(tmp_path, of(item)), what)
    assert rejection.where == where
    assert reason in rejection.reason


def test_a_field_that_is_not_known_is_said_once(tmp_path: Path) -> None:
    glad = part("Words.", "Anna Fell", Mood="glad")
    assert len(rejections(written(tmp_path, of(glad, glad, glad)), "element")) == 1


def test_words_with_an_unknown_tag_end_the_turn(tmp_path: Path) -> None:
    (only,) = said(
        tmp_path, part("Mine.", "Anna Fell"), part("Whose?", HRSTag="hs_Unheard"), part("And these?", HRSTag="hs_Para")
    )
    assert only.text == "Mine."


@pytest.mark.parametrize("member", [0, None, -1])
def test_member_nought_is_nobody(tmp_path: Path, member: int | None) -> None:
    (one,) = said(tmp_path, part("Hear, hear.", "Hon. Members", MemberId=member))
    assert one.printed == Printed("Hon. Members")


def test_a_number_is_no_question_without_its_mark(tmp_path: Path) -> None:
    (one,) = said(tmp_path, part("1. A duty on the police.", "Anna Fell", MemberId=9001))
    assert (one.question_number, one.text) == (None, "1. A duty on the police.")


SPEAKERS = [
    ("Anna Fell (Blyford) (Lab)", Printed("Anna Fell", None, None, "Blyford", "Lab")),
    ("Anna Fell (Richmond (Yorks)) (Con) [V]:", Printed("Anna Fell", None, None, "Richmond (Yorks)", "Con")),
    ("Anna Fell (Blyford) (New Party)", Printed("Anna Fell", None, None, "Blyford", "New Party")),
    ("The Minister for Harbours (Mr John Sand)", Printed("Mr John Sand", None, "The Minister for Harbours")),
    ("The Minister of State (Lord Reed) (Con)", Printed("Lord Reed", None, "The Minister of State", None, "Con")),
    ("The Deputy Speaker (The Earl of Strand)", Printed("The Earl of Strand", None, "The Deputy Speaker")),
    ("Madam Deputy Speaker (Mrs Iris Stone)", Printed("Mrs Iris Stone", None, "Madam Deputy Speaker")),
    ("Mr Speaker", Printed(office="Mr Speaker")),
    ("The Prime Minister", Printed(office="The Prime Minister")),
    ("The Lord Privy Seal (Baroness Shore) (Lab)", Printed("Baroness Shore", None, "The Lord Privy Seal", None, "Lab")),
    ("The Lord Bishop of Deal", Printed("The Lord Bishop of Deal")),
    ("The Earl of Strand (Con)", Printed("The Earl of Strand", party="Con")),
    ("Lord Reed (Nova) (Maiden Speech)", Printed("Lord Reed", party="Nova")),
    ("Sir Giles Rook (in the Chair)", Printed("Sir Giles Rook", office="in the Chair")),
    ("Mr Davey (Wick)", Printed("Mr Davey", constituency="Wick")),
    ("Hon. Members", Printed("Hon. Members")),
    ("A (B (C", Printed("A (B (C")),
    (")))", Printed(")))")),
    ("", None),
]


@pytest.mark.parametrize(("attributed", "who"), SPEAKERS)
def test_who_is_printed_is_taken_apart(attributed: str, who: Printed | None) -> None:
    assert printed(attributed, None) == who


OTHERS = {
    "search": {"Results": [{"DebateSectionExtId": "A", "Rank": 1}], "TotalResultCount": 1},
    "tree": [{"Title": "Debate", "SectionTreeItems": [{"HRSTag": "hs_8Question"}]}],
    "divisions": [{"AyesCount": 3, "DebateSectionExtId": "A"}],
    "members": [{"MemberId": 1, "DodsId": 2}],
    "full search": {"TotalMembers": 1, "TotalContributions": 2},
}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("search", "search"),
        ("tree", "sections"),
        ("divisions", "divisions"),
        ("members", "members"),
        ("full search", "full"),
    ],
)
def test_another_answer_is_refused_with_what_it_seems_to_be(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(UnknownForm, match=rf"\$(?:\[0\])? is .*{what}.*/debates/debate/ID\.json"):
        written(tmp_path, OTHERS[name])


def test_an_answer_that_holds_nothing_is_no_error(tmp_path: Path) -> None:
    (rejection,) = written(tmp_path, of(Title="Commons Chamber", HRSTag=None))
    assert isinstance(rejection, Rejection)
    assert rejection.what == "matter"


BILL = (HERE / "bill.json").read_text("utf-8")
DEEP = 100_000
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "depth": ('{"Overview": {}, "ExtId": ' + "[" * DEEP + "]" * DEEP + "}", "nested more than 64 deep"),
    "debates in debates": ('{"ExtId": 1, "ChildDebates": [' * DEEP, "nested more than 64 deep"),
    "a name twice": (BILL.replace('"Title": "', '"Title": "x", "Title": "'), "says the name 'Title' twice"),
    "NaN": (BILL.replace('"Source": 2', '"Source": NaN'), "broken JSON"),
    "a number out of bounds": (BILL.replace('"Source": 2', '"Source": ' + "9" * 9000), "broken JSON"),
    "a NUL": (BILL.replace("Order. I", "Order. \0I"), "broken JSON"),
    "Latin-1": (BILL.replace("“", "é").encode("latin-1", "replace"), "broken JSON"),
    "UTF-16": (BILL.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (BILL.encode("utf-16-le"), "UTF-16"),
    "truncated": (BILL[:-10], "broken JSON"),
    "garbage after": (BILL + "xx", "broken JSON"),
    "a date that is none": (
        BILL.replace("2031-03-04T00", "2031-02-30T00"),
        "'2031-02-30T00:00:00', which is not a day",
    ),
    "no overview": (BILL.replace('"Overview"', '"Underview"'), r"\$.Overview is None"),
    "a member that is none": (
        BILL.replace('"MemberId": 9001', '"MemberId": "nine"'),
        r"Items\[11\].MemberId is 'nine'",
    ),
    "items that are none": (BILL.replace('"Items": [', '"Items": [7, '), r"\$.Items\[0\] is 7"),
    "words that are none": (BILL.replace('"Value": "Hear, hear."', '"Value": {"a": 1}'), "Value is a dict of 1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_answer_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    content, reason = HOSTILE[name]
    path = tmp_path / "answer.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (document,) = find_documents([path])
    with pytest.raises(FormError, match=reason) as refused:
        list(read(document))
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_truncated_list_of_answers_is_refused(tmp_path: Path, tenth: int) -> None:
    text = json.dumps([answer("bill.json"), answer("oral.json")])
    path = tmp_path / "answer.json"
    path.write_text(text[: len(text) * tenth // 10])
    (document,) = find_documents([path])
    with pytest.raises(KgError):
        list(read(document))


def test_an_answer_too_long_to_be_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.api_json.stream.MOST_BYTES", 1 << 16)
    monkeypatch.setattr("kg.read.api_json.stream.BLOCK", 1 << 12)
    with pytest.raises(FormError, match="more than 0 MB"):
        written(tmp_path, of(*[part("word " * 1000, "Anna Fell")] * 50))
    lines = "\n".join(json.dumps(of(part("word " * 1000, "Anna Fell"), ExtId=f"E{n}")) for n in range(50))
    assert len(written(tmp_path, lines)) == 50


def test_markup_may_nest_as_deep_as_it_likes(tmp_path: Path) -> None:
    (one,) = said(tmp_path, part("<i>" * DEEP + "deep" + "</i>" * DEEP, "Anna Fell"))
    assert one.text == "deep"


@pytest.mark.parametrize("block", [1, 2, 5, 11, 12, 13, 64, 1 << 20])
def test_half_a_pair_is_shown_as_missing_and_never_as_a_question_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("kg.read.api_json.stream.BLOCK", block)
    value = r'"a\ud83d\ude00b\ud800c\\ud800\\\ud83d\ude00\udc00\"\u003cb\u003e!"'
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(of(part("x", "Anna Fell"))).replace('"x"', value))
    (debate,) = debates(path)
    assert debate.contributions[0].text == 'a😀b\ufffdc\\ud800\\😀\ufffd"!'


def test_a_mark_of_byte_order_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(b"\xef\xbb\xbf" + BILL.encode())
    assert items(path) == items(HERE / "bill.json")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    found = items(path)
    spoken = sum(len(d.contributions) for d in found if isinstance(d, Debate))
    divided = sum(len(d.divisions) for d in found if isinstance(d, Debate))
    assert spoken + len(rejections(found, "contribution")) == count(path)
    assert divided + len(rejections(found, "division")) == count_divisions(path)


DAYS = [
    "twfy/debates2020-12-14b.xml",
    "twfy/debates2016-05-09b.xml",
    "twfy-2009/debates/debates2009-10-26b.xml",
    "twfy-2009/lordspages/daylord2009-10-26a.xml",
    "twfy-2009/lordswrans/lordswrans2009-10-27a.xml",
]


@pytest.mark.samples
@pytest.mark.parametrize("day", DAYS)
def test_a_day_says_the_same_from_two_forms(samples: Path, tmp_path: Path, day: str) -> None:
    one = [d for d in _read(samples / "hansard" / day) if isinstance(d, Debate)]
    path = tmp_path / "answer.json"
    path.write_text(render(one), "utf-8")
    other = debates(path)
    assert list(map(_debate, one)) == list(map(_debate, sorted(other, key=lambda d: d.ordinal)))
    assert list(_turns(one)) == list(_turns(other))
    assert sum(len(d.contributions) for d in other) == count(path)


def _read(path: Path) -> list[Debate | Rejection]:
    (document,) = find_documents([path])
    return list(read(document))


def _debate(debate: Debate) -> tuple[object, ...]:
    key = iris.debate(debate.venue, debate.date, debate.title)
    return key, debate.title, debate.identifiers[:1], debate.parent, debate.column


def _turns(several: list[Debate]) -> Iterator[tuple[object, ...]]:
    """The Speaker is an office in one form and a name in the other."""
    for debate in several:
        for one in debate.contributions:
            who = one.printed
            person = load_register().identified(who.identifier) if who and who.identifier else None
            known = person.id if person else who and who.name
            name = who and (who.name or who.office)
            yield one.index, one.text, known, name, one.column, one.time, one.question_number, one.uin, one.identifiers
