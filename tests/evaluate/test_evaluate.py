"""Evaluations by hand-made debates: what is right, wrong, among the candidates and open, and what is reported."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import FormError, SourceError
from kg.evaluate import blind_scores, documents_of, gold_labels, labels_of, score_labels
from kg.evaluate.blind import DEBATES, as_page
from kg.evaluate.report import evaluated
from kg.extract import Knowledge
from kg.model import Contribution, Debate, Printed, Turn, Venue

SPEECH = " ".join(["The case for this motion has been plain for many years to all who looked at it."] * 5)
DAY = f"""<?xml version="1.0" encoding="UTF-8"?>
<publicwhip latest="yes">
<minor-heading id="uk.org.publicwhip/debate/2017-11-20b.1.0" colnum="1" url="">Hospices</minor-heading>
<speech id="uk.org.publicwhip/debate/2017-11-20b.1.1" person_id="uk.org.publicwhip/person/10596" speakername="Stephen Timms" type="Start Speech"><p pid="a">I beg to move, That this House has considered hospices.</p><p pid="b">{SPEECH}</p><p pid="d">{SPEECH}</p></speech>
<speech id="uk.org.publicwhip/debate/2017-11-20b.1.2" person_id="uk.org.publicwhip/person/25399" speakername="Lucy Frazer" type="Start Speech"><p pid="c">I congratulate the right hon. Member for East Ham (Stephen Timms) on securing this debate. The right hon. Gentleman is right.</p></speech>
</publicwhip>
"""


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "debates2017-11-20b.xml"
    path.write_text(DAY, encoding="utf-8")
    return path


def test_names_are_taken_away_and_the_speaker_is_found_again(day: Path, known: Knowledge) -> None:
    scores, mistakes = blind_scores(documents_of([day]), known)
    score = scores[DEBATES, ""]
    assert (score.contributions, score.right, score.wrong) == (2, 1, 0)
    assert (score.paragraphs, score.paragraphs_right) == (4, 3)
    assert (score.turns, score.turns_found, score.turns_right) == (1, 1, 1)
    assert mistakes == []


def test_a_page_copy_has_no_name_in_it() -> None:
    on = date(2017, 11, 20)
    said = Contribution(1, Venue.COMMONS, on, Turn.SPEECH, "One.\nTwo.", Printed(name="Stephen Timms"))
    page = as_page(Debate(Venue.COMMONS, on, "Hospices", 1, (said,), volume="631"))
    assert page.splitlines()[2] == "Volume 631: debated on Monday 20 November 2017"
    assert "Timms" not in page
    assert "One." in page.splitlines()


def labels(folder: Path, *rows: str) -> Path:
    path = folder / "labels.csv"
    path.write_text("contribution,begin,end,person\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_labels_are_right_wrong_or_open(day: Path, tmp_path: Path, known: Knowledge) -> None:
    turn = "uk.org.publicwhip/debate/2017-11-20b.1.2"
    file = labels(tmp_path, f"{turn},91,114,person/163", f"{turn},15,68,person/4473", f"{turn},0,1,person/163")
    found = list(score_labels(documents_of([day]), labels_of(file), known))
    assert [(one.words, one.verdict) for one in found] == [
        ("The right hon. Gentlema", "right"),
        ("the right hon. Member for East Ham (Stephen Timms) on", "wrong"),
        ("I", "open"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no file of labels"),
        ("a,b\n1,2\n", "no file of labels"),
        ("contribution,begin,end,person\nx,one,2,person/1\n", "line 2: is no label"),
        ("contribution,begin,end,person\nx,5,2,person/1\n", "line 2: is no label"),
        ("contribution,begin,end,person\nx,1\n", "line 2: is no label"),
    ],
)
def test_a_file_without_labels_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormError, match=fault):
        list(labels_of(path))


def test_a_label_goes_by_the_contributions_path_too(day: Path, tmp_path: Path, known: Knowledge) -> None:
    path = "debate/commons/2017-11-20/hospices/2"
    file = labels(tmp_path, f"{path},91,114,person/163", f"https://w3id.org/hansard-kg/{path},91,114,person/163")
    assert [one.verdict for one in score_labels(documents_of([day]), labels_of(file), known)] == ["right", "right"]


@pytest.mark.parametrize(
    ("gold", "fault"),
    [
        ("", "no JSON"),
        ("[" * 100000, "no JSON"),
        ("[7]", "no labelled passage"),
        ('[{"label": [7]}]', "no labelled passage"),
        ('[{"label": [{"start": 1.5, "end": 2, "labels": ["/mp/1/"]}]}]', "a label that is none"),
    ],
)
def test_an_export_that_is_none_is_refused(tmp_path: Path, known: Knowledge, gold: str, fault: str) -> None:
    (tmp_path / "text.txt").write_text("words", encoding="utf-8")
    (tmp_path / "gold.json").write_text(gold, encoding="utf-8")
    with pytest.raises(FormError, match=fault):
        list(gold_labels(tmp_path, [], known))


def test_where_there_is_nothing_to_measure_it_says_so(day: Path, seed: Path, tmp_path: Path) -> None:
    with pytest.raises(FormError, match="no speaker is named"):
        evaluated([seed])
    with pytest.raises(FormError, match="none of its 1 labels stands in these sources"):
        evaluated([day], labels(tmp_path, "elsewhere,1,2,person/1"))


def test_a_folder_without_labels_is_refused(tmp_path: Path, known: Knowledge) -> None:
    with pytest.raises(FormError, match="no labelled passage"):
        list(gold_labels(tmp_path, [], known))


def test_the_command_reports_figures_and_mistakes(day: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(day)])
    assert result.exit_code == 0
    assert "debates, read without their names" in result.output
    assert "0 mistakes" in result.output
    rows = json.loads(CliRunner().invoke(app, ["evaluate", str(day), "--json"]).output)
    assert rows["blind"][0]["of them right"] == 1.0
    file = labels(tmp_path, "uk.org.publicwhip/debate/2017-11-20b.1.2,91,114,person/4473")
    told = CliRunner().invoke(app, ["evaluate", str(day), "--labels", str(file)])
    assert "wrong: uk.org.publicwhip/debate/2017-11-20b.1.2 91,114" in told.output


def test_what_is_no_hansard_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk\n", encoding="utf-8")
    with pytest.raises(FormError):
        documents_of([path])
    with pytest.raises(SourceError, match="no Hansard in it"):
        documents_of([tmp_path])
