"""The compact profile: what it leaves out follows from the rest, so that a graph made whole is the full one, byte for byte."""

from collections import Counter
from pathlib import Path

import pytest

from kg.build import build
from kg.build.parts import make_part
from kg.errors import GraphError
from kg.evaluate import documents_of
from kg.expand import expand
from kg.export import carries_quads, export
from kg.extract import Knowledge
from kg.store import open_graph
from tests.build.test_build import MOMENT, PAGES, day, dump

READ = Path(__file__).parent.parent / "read"
SOURCES = {
    "a debate without names": [Path(__file__).parent.parent.parent / "examples" / "regional-organised-crime-units.txt"],
    "pages": sorted(PAGES.glob("*.txt")),
    "divisions and procedure": [READ / "api_json" / "bill.json", READ / "api_json" / "division.json", READ / "day.xml"],
    "people of no register": [READ / "historic" / "commons.xml"],
}
MOST_QUADS = 70
"""A contribution of the compact profile has no more quads than these on average."""


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("base", ["https://w3id.org/hansard-kg/", "https://example.org/debate/x=/"])
def test_a_compact_graph_made_whole_is_the_full_one(sources: list[Path], base: str, tmp_path: Path) -> None:
    build(sources, tmp_path / "full.kg", generated=MOMENT, base=base)
    build(sources, tmp_path / "compact.kg", generated=MOMENT, base=base, compact=True)
    expand(tmp_path / "compact.kg", tmp_path / "whole.kg")
    assert dump(tmp_path / "whole.kg") == dump(tmp_path / "full.kg")
    with (
        open_graph(tmp_path / "compact.kg", compact=True) as compact,
        open_graph(tmp_path / "full.kg") as full,
        open_graph(tmp_path / "whole.kg") as whole,
    ):
        assert len(compact) < len(full) == len(whole)


def test_a_compact_graph_is_brought_up_to_date_as_a_full_one_is(tmp_path: Path, seed: Path) -> None:
    bill, division = SOURCES["divisions and procedure"][:2]
    for profile in (False, True):
        path = tmp_path / f"{profile}.kg"
        for sources in ([seed, bill], [division], [bill, day(tmp_path, "new.xml")]):
            build(sources, path, generated=MOMENT, compact=profile)
        assert build([seed], path, generated=MOMENT, compact=profile).unchanged == 1
        build([seed, bill, division], path, generated=MOMENT, compact=profile, withdraw=True)
    expand(tmp_path / "True.kg", tmp_path / "whole.kg")
    assert dump(tmp_path / "whole.kg") == dump(tmp_path / "False.kg")


def test_a_graph_keeps_its_profile(tmp_path: Path, seed: Path) -> None:
    for profile, words in ((True, "its profile is compact"), (False, "its profile is full")):
        path = tmp_path / f"{profile}.kg"
        build([seed], path, generated=MOMENT, compact=profile)
        with pytest.raises(GraphError, match=words):
            build([seed], path, generated=MOMENT, compact=not profile)


def test_what_needs_a_whole_graph_says_so(tmp_path: Path, seed: Path) -> None:
    build([seed], tmp_path / "a.kg", generated=MOMENT, compact=True)
    with pytest.raises(GraphError, match=r"compact profile.*kg expand"):
        open_graph(tmp_path / "a.kg")
    with open_graph(tmp_path / "a.kg", compact=True) as graph:
        export(graph, "nq", tmp_path / "a.nq")
    assert (tmp_path / "a.nq").stat().st_size
    assert (carries_quads("nq"), carries_quads("csv"), carries_quads("none")) == (True, False, False)


def test_nothing_is_made_whole_over_a_graph(tmp_path: Path, seed_path: Path, seed: Path) -> None:
    build([seed], tmp_path / "a.kg", generated=MOMENT, compact=True)
    before = dump(seed_path)
    with pytest.raises(GraphError, match="there is a graph already"):
        expand(tmp_path / "a.kg", seed_path)
    with pytest.raises(GraphError, match="whole already"):
        expand(seed_path, tmp_path / "b.kg")
    assert dump(seed_path) == before
    assert not (tmp_path / "b.kg").exists()


@pytest.mark.samples
def test_a_contribution_has_so_many_quads(samples: Path, known: Knowledge, tmp_path: Path) -> None:
    counted: Counter[str] = Counter()
    for document in documents_of([samples / "hansard/twfy"]):
        tally = make_part(document, tmp_path / "part.nq", known, compact=True).tally
        counted.update(quads=tally.quads, contributions=tally.contributions)
    assert counted["contributions"] > 2_000
    assert counted["quads"] <= MOST_QUADS * counted["contributions"]
