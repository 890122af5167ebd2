"""One identity across forms: a real day of TheyWorkForYou, and the same day written in four other forms.

The other forms are written by the tests, as their documentation has them, and read by the readers: debates,
contributions and people get the same IRIs from each.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.build import build
from kg.extract import Knowledge
from kg.model import Debate
from kg.read import Document, find_documents, read, reader_for
from kg.store import open_graph
from tests.contracts import render_api_json, render_hansard_html, render_page, render_parlamint

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = ("debates2020-12-14b.xml", "debates2016-05-09b.xml")


def day(samples: Path, name: str) -> list[Debate]:
    (document,) = find_documents([samples / "hansard/twfy" / name])
    assert isinstance(document, Document)
    return [item for item in read(document) if isinstance(item, Debate)]


def api(debates: Sequence[Debate], folder: Path, known: Knowledge) -> None:
    (folder / "day.json").write_text(render_api_json.render(debates), "utf-8")


def html(debates: Sequence[Debate], folder: Path, known: Knowledge) -> None:
    (folder / "day.html").write_text(render_hansard_html.render(debates), "utf-8")


def tei(debates: Sequence[Debate], folder: Path, known: Knowledge) -> None:
    (folder / "day.xml").write_text(render_parlamint.render(render_parlamint.identified(debates)), "utf-8")


def pages(debates: Sequence[Debate], folder: Path, known: Knowledge) -> None:
    for debate in debates:
        if debate.contributions:
            (folder / f"{debate.ordinal:04}.txt").write_text(render_page.render(debate, known.register), "utf-8")


FORMS: dict[str, Callable[[Sequence[Debate], Path, Knowledge], None]] = {
    "api-json": api,
    "hansard-html": html,
    "parlamint-tei": tei,
    "page-named": pages,
}


def spoken(path: Path) -> dict[str, str | None]:
    """Return every contribution of a graph by its IRI, with the IRI of its speaker where there is one."""
    found: dict[str, str | None] = {}
    with open_graph(path) as graph:
        for key in graph.debates():
            for quad in (quad for name in (f"graph/{key}", f"graph/{key}/inferred") for quad in graph.quads(name)):
                subject, predicate = quad.subject.value, quad.predicate.value.rpartition("#")[2]
                if predicate == "attribution":
                    found.setdefault(subject, None)
                elif predicate == "speaker":
                    found[subject] = str(quad.object.value)
    return found


@pytest.mark.samples
@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("form", FORMS)
def test_a_day_gets_the_same_iris_from_another_form(
    samples: Path, tmp_path: Path, known: Knowledge, form: str, name: str
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    FORMS[form](day(samples, name), folder, known)
    assert {reader_for(d).name for d in find_documents([folder]) if isinstance(d, Document)} == {form}
    build([samples / "hansard/twfy" / name], tmp_path / "a.kg", generated=MOMENT)
    build([folder], tmp_path / "b.kg", generated=MOMENT)
    ours, theirs = spoken(tmp_path / "a.kg"), spoken(tmp_path / "b.kg")
    assert len(ours) > 300
    assert theirs.keys() == ours.keys()
    assert {key: (ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]} == {}


@pytest.mark.samples
def test_all_forms_at_once_are_each_debate_once(samples: Path, tmp_path: Path, known: Knowledge) -> None:
    original = samples / "hansard/twfy" / DAYS[0]
    for form, write in FORMS.items():
        (tmp_path / form).mkdir()
        write(day(samples, DAYS[0]), tmp_path / form, known)
    report = build([original, *(tmp_path / form for form in FORMS)], tmp_path / "all.kg", generated=MOMENT)
    build([original], tmp_path / "one.kg", generated=MOMENT)
    assert spoken(tmp_path / "all.kg") == spoken(tmp_path / "one.kg")
    assert all("text of day.json" in line for line in report.duplicates)
    assert report.cut_otherwise == ()
