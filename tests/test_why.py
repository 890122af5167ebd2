"""Every judgement explains itself in plain English, and says how to settle it otherwise."""

import csv
from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app
from kg.judgements import COLUMNS, load_judgements
from kg.show import correction_lines
from kg.store import Graph
from kg.why import why

KEY = "debate/commons/2017-11-20/regional-organised-crime-units"


def test_a_speaker_is_explained_by_rule_reason_and_words(seed_graph: Graph) -> None:
    lines = "\n".join(why(seed_graph, KEY).of(f"{KEY}/6"))
    assert "who speaks: ambiguous by “party of a friend”" in lines
    assert "it calls Will Quince “my hon. Friend”, so is of one party with them" in lines
    assert "the words: “My hon. Friend the Member for Colchester (Will Quince)” in contribution 6" in lines


def test_a_mention_is_explained_by_rule(seed_graph: Graph) -> None:
    lines = "\n".join(why(seed_graph, KEY).of(f"{KEY}/5"))
    assert "“the hon. Gentleman” (21,39): one of" in lines
    assert "by “spoke before”" in lines
    assert "answers contribution 4" in lines


def test_every_contribution_has_a_reason(seed_graph: Graph) -> None:
    reasons = why(seed_graph, KEY)
    assert all("who speaks:" in "\n".join(reasons.of(f"{KEY}/{n}")) for n in range(1, 10))


def test_the_line_that_is_shown_is_a_judgement_once_it_is_filled_in(seed_graph: Graph, tmp_path: Path) -> None:
    lines = list(correction_lines(seed_graph, KEY))
    head, line = (shown.strip() for shown in lines[2:4])
    assert head == ",".join(COLUMNS)
    (row,) = csv.reader([line])
    file = tmp_path / "judgements.csv"
    file.write_text(f"{head}\n{line.replace('person/ID', 'person/1539')}\n", encoding="utf-8")
    ((judgement,),) = load_judgements([file]).of.values()
    assert judgement.contribution == f"{KEY}/1" == row[0]
    assert judgement.person == "person/1539"


def test_the_command_shows_it(seed_path: Path) -> None:
    result = CliRunner().invoke(app, ["show", str(seed_path), KEY, "--why"])
    assert result.exit_code == 0
    assert "who speaks: ambiguous by" in result.output
    assert "--judgements judgements.csv" in result.output
