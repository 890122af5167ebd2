"""What people settle stands, is named as the reason, helps what is around it, and survives building again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kg.build import Report, build
from kg.errors import JudgementError
from kg.extract import Knowledge
from kg.judgements import load_judgements
from kg.model import Contribution, Debate, Turn, Venue
from kg.query import run, run_named
from kg.report import report_lines
from kg.resolve import read_closely
from kg.store import open_graph

HEAD = "contribution,begin,end,words,person,by,reason\n"
DEBATE = "debate/commons/2017-11-20/regional-organised-crime-units"
SPEAKER = f"{DEBATE}/2,,,Hare coursing is,person/4517,Ada,the paper of that day names her\n"
MENTION = f"{DEBATE}/3,12,38,my hon. and learned Friend,4517,Ada,she asked\n"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def built(seed: Path, folder: Path, lines: str) -> tuple[Path, Report]:
    file = folder / "judgements.csv"
    file.write_text(HEAD + lines, encoding="utf-8")
    path = folder / "hansard.kg"
    return path, build([seed], path, judgements=[file], generated=MOMENT)


def rows(path: Path, sparql: str) -> list[dict[str, str]]:
    with open_graph(path) as graph:
        return [dict(row) for row in run(graph, sparql)]


SPEAKERS = (
    "SELECT ?n ?who ?rule { ?c schema:position ?n ; hkg:speaker ?who ; hkg:attribution/hkg:rule ?rule } ORDER BY ?n"
)


def test_a_judgement_settles_a_speaker_and_a_mention_and_is_the_reason(seed: Path, tmp_path: Path) -> None:
    path, report = built(seed, tmp_path, SPEAKER + MENTION)
    assert not [r for r in report.rejections if r.what == "judgement"]
    (speaker,) = rows(path, SPEAKERS)
    assert (speaker["n"], speaker["who"].rpartition("/")[2]) == ("2", "4517")
    assert speaker["rule"].endswith("#rule-judgement")
    with open_graph(path) as graph:
        settled = run_named(lambda s, b: run(graph, s, bound=b), "judgements", {}, graph.base)
        assert [row["reason"] for row in settled] == [
            "is settled by a judgement (Ada: the paper of that day names her)",
            "is settled by a judgement (Ada: she asked)",
        ]


def test_a_judgement_on_a_speaker_settles_the_form_of_address_in_the_reply(seed: Path, tmp_path: Path) -> None:
    path, _ = built(seed, tmp_path, SPEAKER)
    (mention,) = rows(
        path,
        'SELECT ?who ?rule { ?m nif:anchorOf "my hon. and learned Friend" ; itsrdf:taIdentRef ?who ; hkg:rule ?rule }',
    )
    assert mention["who"].endswith("person/4517")
    assert mention["rule"].endswith("#rule-spoke-before")


def test_a_judgement_survives_building_again_and_goes_when_it_is_withdrawn(seed: Path, tmp_path: Path) -> None:
    path, _ = built(seed, tmp_path, SPEAKER)
    built(seed, tmp_path, SPEAKER)
    assert len(rows(path, SPEAKERS)) == 1
    build([seed], path, generated=MOMENT)
    assert rows(path, SPEAKERS) == []


def test_a_judgement_may_say_that_nobody_can_be_named(seed: Path, tmp_path: Path) -> None:
    path, _ = built(seed, tmp_path, SPEAKER.replace("person/4517", "unknown"))
    (found,) = rows(
        path,
        "SELECT ?status ?count { ?a hkg:rule hkg:rule-judgement ; hkg:status ?status ; hkg:candidateCount ?count }",
    )
    assert found["status"].endswith("#Unknown")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (SPEAKER.replace("Hare coursing is", "Hare hunting is"), "does not begin with the words “Hare hunting is”"),
        (MENTION.replace("12,38", "13,38"), "does not stand there"),
        (SPEAKER.replace("4517", "999999"), "is nobody in the register"),
        (SPEAKER.replace("Hare coursing is", "Hare cour"), "does not begin with the words"),
        (SPEAKER.replace("4517", "4763"), "did not sit on 2017-11-20"),
        (SPEAKER.replace("units/2", "units/77"), "there is no such contribution"),
        (f"{DEBATE}/3,55,68,hare coursing,4517,Ada,why not\n", "is no mention of a person"),
    ],
)
def test_a_judgement_that_fits_nothing_is_not_applied_and_is_reported(
    seed: Path, tmp_path: Path, line: str, fault: str
) -> None:
    path, report = built(seed, tmp_path, line)
    (rejection,) = [r for r in report.rejections if r.what == "judgement"]
    assert "judgements.csv, line 2: " in rejection.reason
    assert fault in rejection.reason
    assert rows(path, SPEAKERS) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no judgements file"),
        ("who,what\n", "no judgements file"),
        (HEAD + "a,b\n", "line 2: has 2 fields"),
        (HEAD + "a,1,,w,person/1,me,why\n", "line 2: '1','' is no span"),
        (HEAD + "a,one,two,w,person/1,me,why\n", "is no span"),
        (HEAD + "a,,,w,,me,why\n", "line 2: names nobody"),
        (HEAD + ",,,w,person/1,me,why\n", "needs a contribution"),
        (HEAD + "a,,,w,person/1,me,\n", "and a reason"),
        (HEAD + "a,,,w,person/1,me,x\na,,,w,person/2,me,y\n", "line 3: contradicts .*line 2"),
        (HEAD + f"a,{'9' * 5000},9,w,person/1,me,x\n", "is no span"),
        (HEAD + 'a,,,"two\nlines",person/1,me,x\nb,c\n', "line 4: has 2 fields"),
        (HEAD + 'a,,,"never closed,person/1,me,x\n', "is no CSV"),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "judgements.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(JudgementError, match=fault.replace("(", r"\(")):
        load_judgements([file])


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "judgements.csv"
    file.write_bytes(HEAD.encode() + b"\xff\xfe\n")
    with pytest.raises(JudgementError, match="is not UTF-8"):
        load_judgements([file])
    with pytest.raises(JudgementError, match="cannot be read"):
        load_judgements([Path("a\0b")])


def test_a_judgement_stands_outside_the_coverage_too(known: Knowledge, tmp_path: Path) -> None:
    on, file = date(1970, 1, 1), tmp_path / "judgements.csv"
    file.write_text(
        HEAD + "debate/commons/1970-01-01/tea/1,0,14,My hon. Friend,person/1539,Ada,I know\n", encoding="utf-8"
    )
    said = Contribution(1, Venue.COMMONS, on, Turn.SPEECH, "My hon. Friend is right.")
    settled = replace(known, judgements=load_judgements([file]))
    reading = read_closely(Debate(Venue.COMMONS, on, "Tea", 1, (said,)), settled)
    assert [m.means for m in reading.mentions[0]] == ["person/1539"]
    assert (len(reading.judgements), reading.unfit) == (1, ())


def test_the_report_counts_what_was_applied(seed: Path, tmp_path: Path) -> None:
    elsewhere = "debate/commons/2018-01-01/tea/1,,,Words,person/1539,Ada,why\n"
    _, report = built(seed, tmp_path, SPEAKER + MENTION.replace("12,38", "1,2") + elsewhere)
    assert "judgements: 1 of 3 applied, 1 of debates that are not among these" in list(report_lines(report))


def test_a_file_that_is_not_there_is_refused(seed: Path, tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="cannot be read"):
        build([seed], tmp_path / "a.kg", judgements=[tmp_path / "none.csv"])
