"""A graph brought up to date: what it holds is not read again, what is gone is withdrawn on request, and it is always whole."""

from pathlib import Path

from kg.build import build
from kg.show import report_lines
from tests.build.test_build import MOMENT, day, dump, keys

TITLE = "debate/commons/2018-06-04/rural-crime"


class Read(list[str]):
    """The documents that are read, by name."""

    def __call__(self, name: str, done: int, of: int) -> None:
        self.append(name)


def test_what_the_graph_holds_is_not_read_again(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    before = dump(tmp_path / "a.kg")
    report = build([seed], tmp_path / "a.kg", progress=read)
    assert (read, report.unchanged, report.documents) == ([seed.name], 1, 0)
    assert dump(tmp_path / "a.kg") == before
    assert [line for line in report_lines(report) if "unchanged" in line]
    build([seed], tmp_path / "a.kg", generated=MOMENT, again=True, progress=read)
    assert read == [seed.name] * 2
    assert dump(tmp_path / "a.kg") == before


def test_another_vocabulary_reads_all_again(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/issue/tractors> a hkg:Issue ; skos:prefLabel "tractors"@en .',
        "utf-8",
    )
    report = build([seed], tmp_path / "a.kg", vocabulary=[own], generated=MOMENT, progress=read)
    assert (report.unchanged, len(read)) == (0, 2)
    build([seed], tmp_path / "b.kg", vocabulary=[own], generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_a_day_beside_what_is_there_is_read_alone(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    new = day(tmp_path, "new.xml")
    report = build([seed, new], tmp_path / "a.kg", generated=MOMENT, progress=read)
    assert (read, report.unchanged) == ([seed.name, "new.xml"], 1)
    build([seed, new], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_what_is_gone_stays_unless_it_is_to_be_withdrawn(tmp_path: Path, seed: Path) -> None:
    new = day(tmp_path, "new.xml")
    build([seed, new], tmp_path / "a.kg", generated=MOMENT)
    build([seed], tmp_path / "a.kg", generated=MOMENT)
    assert TITLE in keys(tmp_path / "a.kg")
    report = build([seed], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert report.withdrawn == 1
    build([seed], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_a_text_that_stood_behind_one_that_is_gone_is_read_again(tmp_path: Path) -> None:
    one, two = day(tmp_path, "one.xml", "a", "First words."), day(tmp_path, "two.xml", "b", "Second words.")
    build([one, two], tmp_path / "a.kg", generated=MOMENT)
    report = build([one], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert (report.documents, report.withdrawn) == (1, 1)
    assert b"First words." in dump(tmp_path / "a.kg")
    assert b"Second words." not in dump(tmp_path / "a.kg")


def test_nothing_is_withdrawn_while_a_source_cannot_be_read(tmp_path: Path, seed: Path) -> None:
    new = day(tmp_path, "new.xml")
    build([seed, new], tmp_path / "a.kg", generated=MOMENT)
    new.write_text("<publicwhip>", "utf-8")
    report = build([seed, new], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert (report.withdrawn, len(report.failures)) == (0, 1)
    assert TITLE in keys(tmp_path / "a.kg")
