"""Every judgement explains itself in plain English, and says how to settle it otherwise."""

import json
from pathlib import Path

from typer.testing import CliRunner

from kg.build import build
from kg.cli import app
from kg.judgements import COLUMNS
from kg.show import correction_lines
from kg.store import Graph
from kg.why import why

KEY = "debate/commons/2017-11-20/regional-organised-crime-units"


def test_a_speaker_is_explained_by_rule_reason_and_words(seed_graph: Graph) -> None:
    lines = "\n".join(why(seed_graph, KEY)[f"{KEY}/6"].lines())
    assert "who speaks: ambiguous by “party of a friend”" in lines
    assert "it calls Will Quince “my hon. Friend”, so is of one party with them" in lines
    assert "the words: “My hon. Friend the Member for Colchester (Will Quince)” in contribution 6" in lines


def test_a_mention_is_explained_by_rule(seed_graph: Graph) -> None:
    lines = "\n".join(why(seed_graph, KEY)[f"{KEY}/5"].lines())
    assert "“the hon. Gentleman” (21,39): one of" in lines
    assert "It is who speaks in contribution 4." in lines
    assert "answers contribution 4" in lines


def test_every_contribution_has_a_reason(seed_graph: Graph) -> None:
    reasons = why(seed_graph, KEY)
    assert all("who speaks:" in "\n".join(reasons[f"{KEY}/{n}"].lines()) for n in range(1, 10))


def test_the_lines_that_are_shown_are_judgements_once_they_are_filled_in(
    seed_graph: Graph, seed: Path, tmp_path: Path
) -> None:
    lines = list(correction_lines(seed_graph, KEY))
    head, *given = (shown.strip() for shown in lines[2:5])
    assert head == ",".join(COLUMNS)
    file = tmp_path / "judgements.csv"
    file.write_text("\n".join([head, *given]).replace("person/ID", "person/1539"), encoding="utf-8")
    report = build([seed], tmp_path / "a.kg", judgements=[file])
    assert len(report.tally.judgements) == 2


def test_the_command_shows_it(seed_path: Path) -> None:
    result = CliRunner().invoke(app, ["show", str(seed_path), KEY, "--why"])
    assert result.exit_code == 0
    assert "who speaks: ambiguous by" in result.output
    assert "--judgements judgements.csv" in result.output


def test_programs_get_the_reasons_too(seed_path: Path) -> None:
    result = CliRunner().invoke(app, ["show", str(seed_path), KEY, "--why", "--json"])
    (debate,) = json.loads(result.output)
    because = debate["contributions"][4]["why"]
    assert because["mentions"][0]["constraint"] == "is who speaks in contribution 4"
    assert because["exchanges"] == [{"relation": "answers", "to": "contribution 4"}]
