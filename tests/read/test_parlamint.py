"""ParlaMint's TEI: what its parts become, who its ids mean, what is refused, and that one day is one in every form."""

import os
import tracemalloc
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import FormError, KgError
from kg.model import Debate, Printed, Rejection, Turn, Venue
from kg.read import Document, find_documents, read, reader_for
from kg.read.parlamint_tei import people
from kg.read.parlamint_tei.people import name_of_id
from kg.store import open_graph
from tests.contracts.count_parlamint import count
from tests.contracts.render_parlamint import identified, render

HERE = Path(__file__).parent / "parlamint"
PLAIN = HERE / "2019/ParlaMint-GB_2019-01-15-commons.xml"
ANNOTATED = HERE / "2019/ParlaMint-GB_2019-01-15-commons.ana.xml"
HEADER = """<teiHeader><fileDesc><titleStmt><meeting n="2019-01-15" corresp="#parliament.HC"/></titleStmt>
<sourceDesc><bibl><date when="2019-01-15"/></bibl></sourceDesc></fileDesc></teiHeader>"""
U = '<u who="#AdaMarlow"><seg>Words.</seg></u>'


def document(path: Path) -> Document:
    (found,) = find_documents([path])
    assert isinstance(found, Document)
    return found


def parts(path: Path) -> tuple[list[Debate], list[Rejection]]:
    items = list(read(document(path)))
    return [i for i in items if isinstance(i, Debate)], [i for i in items if isinstance(i, Rejection)]


def written(folder: Path, body: str = f"<div>{U}</div>", header: str = HEADER, name: str = "day.xml") -> Path:
    path = folder / name
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>', encoding="utf-8"
    )
    return path


def test_the_form_is_told_by_its_content() -> None:
    assert reader_for(document(PLAIN)).name == reader_for(document(ANNOTATED)).name == "parlamint-tei"


def test_utf_16_is_told_and_read(tmp_path: Path) -> None:
    path = tmp_path / "day.xml"
    words = written(tmp_path).read_text(encoding="utf-8")
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-16"?>{words}'.encode("utf-16"))
    assert parts(path)[0][0].contributions[0].text == "Words."


def test_a_div_is_a_debate_with_head_venue_date_volume_and_ids() -> None:
    debates, _ = parts(PLAIN)
    assert [(d.title, d.parent, d.identifiers) for d in debates] == [
        ("Harbours and Piers", None, ("D.head1",)),
        ("Harbours and Piers (Upkeep)", None, ("D.head2",)),
        ("Annexes", 2, ()),
        ("Untitled", None, ()),
    ]
    assert {(d.venue, d.date.isoformat(), d.volume) for d in debates} == {(Venue.COMMONS, "2019-01-15", "652")}


def test_a_numbered_question_opens_oral_questions() -> None:
    turns = [(c.turn, c.supplementary, c.question_number, c.uin) for c in parts(PLAIN)[0][0].contributions]
    assert turns == [
        (Turn.QUESTION, False, "3", "900123"),
        (Turn.ANSWER, False, None, None),
        (Turn.QUESTION, True, None, None),
        (Turn.CONTRIBUTION, False, None, None),
        (Turn.CONTRIBUTION, False, None, None),
    ]


def test_words_rebuilt_from_annotation_equal_the_plain_ones() -> None:
    plain, annotated = parts(PLAIN)[0][0], parts(ANNOTATED)[0][0]
    assert annotated.contributions == plain.contributions
    assert annotated.contributions[1].text == "We have inspected them —all of them.\nWe shall do so again."
    assert [p.text for p in annotated.procedures] == [p.text for p in plain.procedures]


def test_who_speaks_is_as_the_lists_and_notes_say() -> None:
    debates, _ = parts(PLAIN)
    assert [c.printed for d in debates[1:] for c in d.contributions] == [
        Printed("Mr Ben O’Tarry", "mnis/90002", office="The Minister for Piers"),
        Printed("Lena Hay-North"),
        None,
        Printed("Ada Marlow, Ben O’Tarry"),
        Printed("Iain Duncan Smith"),
    ]
    assert [c.printed for c in debates[0].contributions[2:4]] == [
        Printed("Ada Marlow", "mnis/90001"),
        Printed("Linda McRae"),
    ]


def test_two_utterances_of_one_speaker_are_two_contributions() -> None:
    assert [c.identifiers for c in parts(PLAIN)[0][0].contributions[3:]] == [("D.u4",), ("D.u5",)]


def test_what_nobody_speaks_is_procedure_and_out_of_the_words() -> None:
    debate = parts(PLAIN)[0][1]
    assert debate.contributions[0].text == "I beg to move, That this be read.\nQuestion put and agreed to."
    assert [p.text for p in debate.procedures] == [
        "[Ada Marlow in the Chair]",
        "1.5 pm",
        "Interruption.",
        "A gull enters the Chamber.",
        "Laughter.",
        "House adjourned.",
    ]


def test_a_name_after_which_nobody_speaks_is_procedure() -> None:
    assert [p.text for p in parts(PLAIN)[0][2].procedures] == ["Ayes 231, Noes 307.", "Nobody"]


def test_a_name_is_that_of_the_next_words_only(tmp_path: Path) -> None:
    name = '<note type="speaker">Mr Speaker:</note>'
    body = f'<div>{name}<u who="#A"><seg/></u><u><seg>One.</seg></u></div><div>{name}</div><div><u><seg>Two.</seg></u>'
    body += (
        '</div><div><u who="#A"><seg>x<note type="speaker">Mr Speaker</note></seg></u><u><seg>Three.</seg></u></div>'
    )
    debates, _ = parts(written(tmp_path, body))
    assert [c.printed for d in debates for c in d.contributions] == [None, None, Printed("A"), None]
    assert [p.text for d in debates for p in d.procedures] == ["Mr Speaker:", "Mr Speaker:", "Mr Speaker"]


def test_times_and_pages() -> None:
    debates, _ = parts(PLAIN)
    assert [c.time for d in debates[:2] for c in d.contributions] == ["11:30:00"] * 5 + ["13:05:00"] * 4
    assert [c.url for c in debates[1].contributions] == [
        "https://example.org/page/2",
        "https://example.org/u7",
        "https://example.org/page/3",
        "https://example.org/page/3",
    ]


def test_what_is_not_carried_over_is_reported() -> None:
    assert [(r.what, r.where) for r in parts(PLAIN)[1]] == [
        ("words", "gap"),
        ("procedure", "kinesic"),
        ("contribution", "D.u10"),
        ("element", "item"),
        ("element", "list"),
        ("words", "by gap"),
        ("words", "gap"),
        ("matter", "D.empty"),
    ]


@pytest.mark.parametrize("path", [PLAIN, ANNOTATED])
def test_every_utterance_is_read_or_rejected(path: Path) -> None:
    debates, rejections = parts(path)
    rejected = sum(r.what == "contribution" for r in rejections)
    assert sum(len(d.contributions) for d in debates) + rejected == count(path) > 0


def test_lists_and_a_corpus_of_references_hold_no_debate(tmp_path: Path) -> None:
    assert parts(HERE / "ParlaMint-GB-listPerson.xml") == (
        [],
        [Rejection("matter", "ParlaMint-GB-listPerson.xml", "lists persons and holds no debate")],
    )
    assert [(r.what, r.reason) for r in parts(HERE / "ParlaMint-GB.xml")[1]] == [
        ("matter", "includes other files (3), which are to be given themselves")
    ]
    for root in ("listOrg", "taxonomy"):
        path = tmp_path / f"{root}.xml"
        path.write_text(f'<{root} xmlns="http://www.tei-c.org/ns/1.0"><org><orgName>A</orgName></org></{root}>')
        assert [r.what for r in parts(path)[1]] == ["matter"]
    assert [r.reason for r in parts(written(tmp_path, ""))[1]] == ["holds no debate"]


def test_a_corpus_holds_documents_and_persons(tmp_path: Path) -> None:
    persons = '<person xml:id="AdaMarlow"><persName><forename>Ada</forename><surname>Marlow</surname></persName>'
    persons += "<idno>https://members.parliament.uk/member/7/contact</idno></person>"
    lords = HEADER.replace("#parliament.HC", "#parliament.HL").replace("2019-01-15", "2019-01-16")
    path = tmp_path / "corpus.xml"
    path.write_text(
        f"""<t:teiCorpus xmlns:t="http://www.tei-c.org/ns/1.0" xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>
        <titleStmt><meeting corresp="#parliament.HL" n="1999-01-01"/></titleStmt>
        <profileDesc><particDesc><listPerson>{persons}</listPerson></particDesc></profileDesc></teiHeader>
        <TEI>{HEADER}<text><body><div>{U}</div></body></text></TEI>
        <TEI>{lords}<text><body><div>{U}</div></body></text></TEI></t:teiCorpus>"""
    )
    debates, rejections = parts(path)
    assert [(d.venue, d.date.day, d.ordinal) for d in debates] == [(Venue.COMMONS, 15, 1), (Venue.LORDS, 16, 2)]
    assert [c.printed for d in debates for c in d.contributions] == [Printed("Ada Marlow", "mnis/7")] * 2
    assert not rejections


def test_a_debate_may_go_on_after_one_within_it(tmp_path: Path) -> None:
    body = f"<div><div>{U}<div>{U}</div>{U}</div><head>Outer</head>{U}</div>{U}{U}<div>{U}</div>"
    debates, rejections = parts(written(tmp_path, body))
    shape = [(d.title, d.ordinal, d.parent, len(d.contributions)) for d in debates]
    assert shape == [
        ("Outer", 1, None, 1),
        ("Untitled", 2, 1, 2),
        ("Untitled", 3, 2, 1),
        ("Untitled", 4, None, 2),
        ("Untitled", 5, None, 1),
    ]
    assert not rejections


def test_a_place_says_the_venue(tmp_path: Path) -> None:
    setting = '<profileDesc><setting><name type="place">Westminster Hall</name></setting></profileDesc></teiHeader>'
    debates, _ = parts(written(tmp_path, header=HEADER.replace("</teiHeader>", setting)))
    assert debates[0].venue is Venue.WESTMINSTER_HALL


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("#parliament.HC", "#parliament.NR", "names no House"),
        ("#parliament.HC", "#parliament.HC #parliament.HL", "names several Houses"),
        ("2019-01-15", "today", "names no date"),
        ("2019-01-15", "2019-02-30", "is no day of the calendar"),
    ],
)
def test_a_document_of_no_known_sitting_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(FormError, match=what):
        parts(written(tmp_path, header=HEADER.replace(old, new)))
    with pytest.raises(FormError, match=what):
        parts(written(tmp_path, "", header=HEADER.replace(old, new)))


def test_the_nearest_list_of_persons_counts(tmp_path: Path) -> None:
    folder = tmp_path / "a/b/c"
    folder.mkdir(parents=True)
    path = written(folder)
    for place, number in ((tmp_path, 1), (tmp_path / "a", 2), (tmp_path / "a/b", 3), (folder, 4)):
        person = (
            f'<person xml:id="AdaMarlow"><idno>https://members.parliament.uk/member/{number}/contact</idno></person>'
        )
        (place / "ParlaMint-GB-listPerson.xml").write_text(
            f'<listPerson xmlns="http://www.tei-c.org/ns/1.0">{person}</listPerson>'
        )
    for expected in ("mnis/4", "mnis/3", "mnis/2", None):
        assert parts(path)[0][0].contributions[0].printed == Printed("Ada Marlow", expected)
        place = next((p for p in (folder, tmp_path / "a/b", tmp_path / "a") if list(p.glob("*-listPerson.xml"))), None)
        if place:
            (place / "ParlaMint-GB-listPerson.xml").unlink()


def test_a_changed_list_is_read_again(tmp_path: Path) -> None:
    path, beside = written(tmp_path), tmp_path / "x-listPerson.xml"
    for number in (1, 2):
        person = (
            f'<person xml:id="AdaMarlow"><idno>https://members.parliament.uk/member/{number}/contact</idno></person>'
        )
        beside.write_text(f'<listPerson xmlns="http://www.tei-c.org/ns/1.0">{person}</listPerson>')
        os.utime(beside, (number, number))
        printed = parts(path)[0][0].contributions[0].printed
        assert printed
        assert printed.identifier == f"mnis/{number}"


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, beside = written(tmp_path), tmp_path / "x-listPerson.xml"
    beside.write_text('<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person>')
    with pytest.raises(FormError, match=r"x-listPerson\.xml: broken XML"):
        parts(path)
    monkeypatch.setattr(people, "COMPANION_BYTES", 10)
    beside.write_text('<listPerson xmlns="http://www.tei-c.org/ns/1.0"></listPerson>')
    with pytest.raises(FormError, match=r"x-listPerson\.xml: a list of persons of .* is too big"):
        parts(path)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("StephenKinnock", "Stephen Kinnock"),
        ("AngusMacNeil", "Angus MacNeil"),
        ("IainDuncanSmith", "Iain Duncan Smith"),
        ("LiamFox", "Liam Fox"),
        ("ThereseACoffey", "Therese A Coffey"),
        ("ThérèseCoffey", "Thérèse Coffey"),
        ("AlisonMcGovern", "Alison McGovern"),
        ("DesmondFitzGerald", "Desmond FitzGerald"),
        ("MacMillan", "Mac Millan"),
        ("BaronessBarran", "Baroness Barran"),
        ("BrendanOHara", "Brendan O Hara"),
        ("JohnSmith2", "John Smith 2"),
        ("SNP", "SNP"),
        ("lower", "lower"),
        ("", ""),
    ],
)
def test_a_name_is_rebuilt_from_an_id(id_: str, name: str) -> None:
    assert name_of_id(id_) == name


def test_cut_anywhere_it_is_refused_or_read_and_nothing_else_happens(tmp_path: Path) -> None:
    whole = PLAIN.read_bytes()
    for length in range(200, len(whole), 97):
        path = tmp_path / "cut.xml"
        path.write_bytes(whole[:length])
        with pytest.raises(KgError):
            parts(path)


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    def peak(debates: int) -> int:
        path = written(tmp_path, f"<div>{U * 20}<note>Note.</note></div>" * debates)
        tracemalloc.start()
        for _ in read(document(path)):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(2000) < 3 * peak(100) + (1 << 20)


def test_real_samples(samples: Path) -> None:
    debates, rejections = parts(samples / "hansard/parlamint/ParlaMint-GB_2017-09-07-commons.xml")
    assert [(d.title, len(d.contributions), d.volume) for d in debates] == [
        ("Membership of the European Economic Area", 2, "628"),
        ("Untitled", 2, "628"),
    ]
    assert debates[0].contributions[0].question_number == "1"
    assert [c.printed for c in debates[0].contributions] == [Printed("Stephen Kinnock"), Printed("David Davis")]
    assert debates[1].contributions[1].text.endswith("\nQuestion put and agreed to.")
    assert [r.what for r in rejections] == ["words"]


def test_the_real_list_of_persons_identifies(samples: Path, tmp_path: Path) -> None:
    real = samples / "hansard/parlamint/EXCERPT_ParlaMint-GB-listPerson.xml"
    (tmp_path / "ParlaMint-GB-listPerson.xml").write_bytes(real.read_bytes())
    debates, _ = parts(written(tmp_path, '<div><u who="#AlanMak"><seg>Words.</seg></u></div>'))
    assert debates[0].contributions[0].printed == Printed("Alan Mak", "mnis/4484")


def test_the_real_annotated_words(samples: Path, tmp_path: Path) -> None:
    real = (samples / "hansard/parlamint/EXCERPT_ParlaMint-GB_2017-09-07-commons.ana.xml").read_text(encoding="utf-8")
    path = tmp_path / "day.xml"
    path.write_text(real.replace("<text ", f"{HEADER}<text ", 1), encoding="utf-8")
    contribution = parts(path)[0][0].contributions[0]
    assert contribution.text == "What discussions he has had with Cabinet colleagues"
    assert contribution.question_number == "1"


def test_one_day_is_one_in_two_forms(samples: Path, tmp_path: Path) -> None:
    day = samples / "hansard/twfy/debates2020-12-14b.xml"
    before = identified(parts(day)[0])
    path = tmp_path / "day.xml"
    path.write_text(render(before), encoding="utf-8")
    after, rejections = parts(path)
    assert not rejections
    assert [(d.title, d.parent, d.ordinal) for d in after] == [(d.title, d.parent, d.ordinal) for d in before]
    assert [_said(d) for d in after] == [_said(d) for d in before]


def _said(debate: Debate) -> list[tuple[object, ...]]:
    return [(c.index, c.text, c.uin, c.printed) for c in debate.contributions]


def test_one_day_gets_the_same_iris_from_two_forms(samples: Path, tmp_path: Path) -> None:
    day = samples / "hansard/twfy/debates2020-12-14b.xml"
    path = tmp_path / "day.xml"
    path.write_text(render(identified(parts(day)[0])), encoding="utf-8")
    graphs = []
    for source in (day, path):
        build([source], tmp_path / f"{source.stem}.kg")
        graphs.append(_speakers(tmp_path / f"{source.stem}.kg"))
    assert len(graphs[0]) > 300
    assert graphs[1] == graphs[0]


def _speakers(path: Path) -> list[tuple[str, str | None]]:
    """Return every contribution of a graph with its speaker, where it has one."""
    speakers: dict[str, str | None] = {}
    with open_graph(path) as graph:
        for quad in (quad for name in graph.graphs() for quad in graph.quads(name)):
            if quad.predicate.value.endswith("#speakerAsPrinted"):
                speakers.setdefault(quad.subject.value, None)
            elif quad.predicate.value.endswith("#speaker"):
                speakers[quad.subject.value] = quad.object.value
    return sorted(speakers.items())
