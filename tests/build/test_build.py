"""Building: the same bytes for the same input, updates that replace their own, one debate one text, nothing lost."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import GraphError, SourceError
from kg.export import export
from kg.query import plain, run
from kg.report import report_lines, report_rows
from kg.store import open_graph

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
PAGES = Path(__file__).parent.parent / "read" / "pages"
DAY = """<publicwhip>
<major-heading id="uk.org.publicwhip/debate/2018-06-04{v}.10.0" colnum="10">Rural Crime</major-heading>
<speech id="uk.org.publicwhip/debate/2018-06-04{v}.10.1" speakername="Victoria Prentis"
 person_id="uk.org.publicwhip/person/25420" colnum="10"><p>{words}</p></speech>
</publicwhip>"""


def dump(path: Path) -> bytes:
    out = path.with_suffix(".nq")
    with open_graph(path) as graph:
        export(graph, "nq", out)
    return out.read_bytes()


def keys(path: Path) -> list[str]:
    with open_graph(path) as graph:
        return graph.debates()


def day(folder: Path, name: str, version: str = "a", words: str = "Farmers fear for their tractors.") -> Path:
    path = folder / name
    path.write_text(DAY.format(v=version, words=words), "utf-8")
    return path


def test_building_twice_adds_nothing(tmp_path: Path, seed: Path) -> None:
    build([seed], tmp_path / "a.kg", generated=MOMENT)
    once = dump(tmp_path / "a.kg")
    build([seed], tmp_path / "a.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == once


def test_headings_without_words_stay_one_however_often_they_come(tmp_path: Path) -> None:
    page = Path(__file__).parent.parent / "read/historic/commons.xml"
    once = build([page], tmp_path / "a.kg", generated=MOMENT)
    before = dump(tmp_path / "a.kg")
    edited = tmp_path / "edited.xml"
    edited.write_text(page.read_text("utf-8") + "<!-- edited -->", "utf-8")
    for source in (page, edited, page):
        assert build([source], tmp_path / "a.kg", generated=MOMENT, again=True).debates == once.debates
    assert dump(tmp_path / "a.kg") == before


def test_an_update_keeps_what_is_there_and_equals_building_at_once(tmp_path: Path, seed: Path) -> None:
    build([seed], tmp_path / "steps.kg", generated=MOMENT)
    build([PAGES / "statement.txt"], tmp_path / "steps.kg", generated=MOMENT)
    build([seed, PAGES / "statement.txt"], tmp_path / "once.kg", generated=MOMENT)
    assert dump(tmp_path / "steps.kg") == dump(tmp_path / "once.kg")


def test_an_edited_document_replaces_only_its_own(tmp_path: Path, seed: Path) -> None:
    build([seed, day(tmp_path, "day.xml")], tmp_path / "a.kg", generated=MOMENT)
    build([day(tmp_path, "day.xml", words="Farmers fear for hare coursing.")], tmp_path / "a.kg", generated=MOMENT)
    build([seed, tmp_path / "day.xml"], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_the_highest_letter_of_a_days_file_wins(tmp_path: Path) -> None:
    older, newer = day(tmp_path, "older.xml", "a", "Old words."), day(tmp_path, "newer.xml", "b", "New words.")
    report = build([older, newer], tmp_path / "a.kg", generated=MOMENT)
    assert report.superseded == ("older.xml",)
    with open_graph(tmp_path / "a.kg") as graph:
        assert [plain(r[0]) for r in run(graph, "SELECT ?t WHERE { ?c a hkg:Contribution ; schema:text ?t }").rows] == [
            "New words."
        ]


def test_one_debate_in_two_forms_is_one_and_takes_the_better_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Rural Crime\n\nVolume 642: debated on Monday 4 June 2018\n\nFarmers fear for their tractors.\n", "utf-8"
    )
    report = build([page, day(tmp_path, "day.xml")], tmp_path / "a.kg", generated=MOMENT)
    assert keys(tmp_path / "a.kg") == ["debate/commons/2018-06-04/rural-crime"]
    assert len(report.duplicates) == 1
    assert "text of day.xml; page.txt adds" in report.duplicates[0]
    build([page], tmp_path / "b.kg", generated=MOMENT)
    build([tmp_path / "day.xml"], tmp_path / "b.kg", generated=MOMENT)
    with open_graph(tmp_path / "b.kg") as graph:
        assert len(run(graph, "SELECT ?p WHERE { ?c hkg:speaker ?p }").rows) == 1


def test_a_debate_that_two_forms_cut_otherwise_is_reported(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Rural Crime\n\nVolume 642: debated on Monday 4 June 2018\n\nFarmers fear for their tractors.\nAnd hares.\n",
        "utf-8",
    )
    report = build([page, day(tmp_path, "day.xml")], tmp_path / "a.kg", generated=MOMENT)
    said = (
        "debate/commons/2018-06-04/rural-crime: 1 contributions in day.xml, 1 in page.txt; the first that differs is 1"
    )
    assert report.cut_otherwise == (said,)
    build([tmp_path / "day.xml"], tmp_path / "b.kg", generated=MOMENT)
    assert build([page], tmp_path / "b.kg", generated=MOMENT).cut_otherwise == (said,)


def test_written_answers_and_statements_of_a_day_are_series_of_their_own(tmp_path: Path) -> None:
    """A later version of the one does not supersede the other, and one department heads both."""
    heading = '<publicwhip><major-heading id="uk.org.publicwhip/{0}/2009-10-26{1}.1.h">Defence</major-heading>'
    minor = '<minor-heading id="uk.org.publicwhip/{0}/2009-10-26{1}.2.h">{2}</minor-heading>'
    speech = '<speech id="uk.org.publicwhip/{0}/2009-10-26{1}.2.1" speakername="Bob Spink"><p>{2} words.</p></speech></publicwhip>'
    for series, letter, title in (("wms", "a", "Afghanistan"), ("wrans", "f", "Boots")):
        text = "".join(part.format(series, letter, title) for part in (heading, minor, speech))
        (tmp_path / f"{series}.xml").write_text(text, "utf-8")
    report = build([tmp_path / "wms.xml", tmp_path / "wrans.xml"], tmp_path / "a.kg", generated=MOMENT)
    assert (report.superseded, report.duplicates) == ((), ())
    assert [key.rpartition("/")[2] for key in keys(tmp_path / "a.kg")] == [
        "afghanistan",
        "boots",
        "defence",
        "defence~2",
    ]


def test_the_report_counts_each_form_by_itself(tmp_path: Path, seed: Path) -> None:
    report = build([seed, day(tmp_path, "day.xml")], tmp_path / "a.kg", generated=MOMENT)
    assert [(form.form, form.documents, form.contributions_in) for form in report.forms] == [
        ("twfy-xml", 1, 1),
        ("page", 1, 9),
    ]
    lines = list(report_lines(report))
    assert "TheyWorkForYou XML: 1 documents, 1 debates" in lines
    assert "page text without names: 1 documents, 1 debates" in lines
    rows = report_rows(report)
    assert sum(form["contributions"]["out"] for form in rows["forms"]) == rows["contributions"]["out"] == 10


def test_a_title_repeated_that_day_is_numbered_by_column_and_never_by_arguments(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("z.txt", "a.txt"))
    first.write_text(
        "Badgers\n\nVolume 640: debated on Thursday 24 May 2018\n\nThe first has a hundred setts.\n", "utf-8"
    )
    second.write_text(
        "Badgers\n\nVolume 640: debated on Thursday 24 May 2018\n\nThe second has none at all.\n", "utf-8"
    )
    build([first, second], tmp_path / "once.kg", generated=MOMENT)
    for name, order in (("steps.kg", (first, second)), ("other.kg", (second, first))):
        for page in order:
            build([page], tmp_path / name, generated=MOMENT)
        assert dump(tmp_path / name) == dump(tmp_path / "once.kg"), name
    assert keys(tmp_path / "once.kg") == ["debate/commons/2018-05-24/badgers", "debate/commons/2018-05-24/badgers~2"]


def test_what_cannot_be_read_is_said_and_the_rest_is_built(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "broken.xml").write_text("<publicwhip><major-heading>", "utf-8")
    report = build([seed, tmp_path / "broken.xml", tmp_path / "absent.txt"], tmp_path / "a.kg", generated=MOMENT)
    assert len(report.failures) == 2
    assert report.contributions_in == report.tally.contributions + report.rejected_contributions == 9
    with pytest.raises(SourceError):
        build([tmp_path / "absent.txt"], tmp_path / "none.kg")
    assert not (tmp_path / "none.kg").exists()


def test_what_only_lies_in_a_folder_and_is_no_hansard_is_passed_over(tmp_path: Path, seed: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "page.txt").write_bytes(seed.read_bytes())
    (folder / "README.md").write_text("Notes.")
    report = build([folder], tmp_path / "a.kg", generated=MOMENT)
    assert (len(report.passed_over), report.failures, report.documents) == (1, (), 1)
    named = build([folder, folder / "README.md"], tmp_path / "a.kg", generated=MOMENT)
    assert (named.passed_over, len(named.failures)) == ((), 1)


def test_a_users_vocabulary_needs_no_code(tmp_path: Path, seed: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/press> a hkg:Agency ; skos:prefLabel "The Times"@en .',
        "utf-8",
    )
    build([seed], tmp_path / "a.kg", vocabulary=(own,), generated=MOMENT)
    with open_graph(tmp_path / "a.kg") as graph:
        assert run(graph, "ASK { ?m itsrdf:taIdentRef <https://example.org/press> ; nif:anchorOf 'The Times' }").boolean


def test_another_base_moves_every_iri_of_ours(tmp_path: Path, seed: Path) -> None:
    build([seed], tmp_path / "a.kg", base="https://example.org/h/", generated=MOMENT)
    ours = b"<https://w3id.org/hansard-kg/"
    assert {line for line in dump(tmp_path / "a.kg").split() if line.startswith(ours)} <= {
        token for token in dump(tmp_path / "a.kg").split() if token.startswith(ours + b"ontology")
    }
    with pytest.raises(GraphError, match="its base is"):
        build([seed], tmp_path / "a.kg", generated=MOMENT)


@pytest.mark.parametrize("delay", [0.8, 2.0, 3.0])
def test_a_killed_build_is_harmless(tmp_path: Path, seed: Path, delay: float) -> None:
    target = tmp_path / "a.kg"
    build([PAGES / "statement.txt"], target, generated=MOMENT)
    before = dump(target)
    command = [sys.executable, "-m", "kg.cli", "build", str(seed), "-o", str(target)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp()))}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert dump(target) in (before, dump_of([seed, PAGES / "statement.txt"], tmp_path / "both.kg"))
    build([seed], target, generated=MOMENT)
    assert dump(target) == dump_of([seed, PAGES / "statement.txt"], tmp_path / "again.kg")


def dump_of(sources: list[Path], path: Path) -> bytes:
    build(sources, path, generated=MOMENT)
    return dump(path)
