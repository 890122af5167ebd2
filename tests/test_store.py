"""The graph on disk: whole or not there, one writer, readers that outlive a swap."""

from pathlib import Path

import pytest
import rdflib

from kg.errors import GraphError
from kg.store import graph, open_graph, writer, writing

ONE = '<https://x.org/a> <https://x.org/p> "one" <https://x.org/g1> .\n'
TWO = '<https://x.org/a> <https://x.org/p> "two" <https://x.org/g2> .\n'


def write(path: Path, lines: str, remove: str | None = None) -> None:
    source = path.with_suffix(".nq")
    source.write_text(lines, "utf-8")
    with writing(path) as writer:
        if remove:
            writer.remove(remove)
        writer.load(source)


def test_what_is_written_is_read_and_an_update_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    write(tmp_path / "a.kg", TWO)
    with open_graph(tmp_path / "a.kg") as graph:
        assert graph.graphs() == ["https://x.org/g1", "https://x.org/g2"]
    write(tmp_path / "a.kg", "", remove="https://x.org/g1")
    with open_graph(tmp_path / "a.kg") as graph:
        assert graph.graphs() == ["https://x.org/g2"]


def test_a_reader_that_was_open_answers_after_the_swap(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    before = open_graph(tmp_path / "a.kg")
    write(tmp_path / "a.kg", TWO)
    assert len(before) == 1
    assert [q.object.value for q in before.quads("https://x.org/g1")] == ["one"]
    assert len(open_graph(tmp_path / "a.kg")) == 2


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    with pytest.raises(GraphError, match="line 1 is no N-Quads"):
        write(tmp_path / "a.kg", "this is no quad\n", remove="https://x.org/g1")
    assert open_graph(tmp_path / "a.kg").graphs() == ["https://x.org/g1"]
    assert sorted(p.name for p in (tmp_path / "a.kg").iterdir()) == ["CURRENT", "LOCK", "generation-1"]


def test_writing_again_after_a_failure_works_in_the_same_process(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    with pytest.raises(GraphError):
        write(tmp_path / "a.kg", "this is no quad\n")
    write(tmp_path / "a.kg", TWO)
    assert len(open_graph(tmp_path / "a.kg")) == 2


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    (tmp_path / "a.kg" / "generation-7").mkdir()
    (tmp_path / "a.kg" / "generation-7" / "half.sst").write_text("half")
    write(tmp_path / "a.kg", TWO)
    assert sorted(p.name for p in (tmp_path / "a.kg").iterdir()) == ["CURRENT", "LOCK", "generation-2"]
    assert len(open_graph(tmp_path / "a.kg")) == 2


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with (
        writing(tmp_path / "a.kg"),
        pytest.raises(GraphError, match="another build is writing"),
        writing(tmp_path / "a.kg"),
    ):
        pass


def test_what_is_no_graph_says_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no graph"):
        open_graph(tmp_path / "absent.kg")
    (tmp_path / "file.kg").write_text("text")
    with pytest.raises(GraphError, match="no graph of ours"):
        open_graph(tmp_path / "file.kg")
    (tmp_path / "folder.kg").mkdir()
    (tmp_path / "folder.kg" / "letter.txt").write_text("text")
    with pytest.raises(GraphError, match="no graph of ours"), writing(tmp_path / "folder.kg"):
        pass
    assert (tmp_path / "folder.kg" / "letter.txt").exists()


def test_a_graph_of_another_format_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    (tmp_path / "a.kg" / "CURRENT").write_text('{"format": 99}')
    with pytest.raises(GraphError, match="another version"):
        open_graph(tmp_path / "a.kg")


def test_an_rdflib_dataset_reads_the_same_store(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE + TWO)
    with open_graph(tmp_path / "a.kg") as graph:
        dataset = graph.dataset()
        assert isinstance(dataset, rdflib.Dataset)
        values = {str(row.o) for row in dataset.query("SELECT ?o WHERE { ?s ?p ?o }")}
    assert values == {"one", "two"}


def test_a_damaged_pointer_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "a.kg", ONE)
    for damage in ('{"format": 1}', "[]", "{", ""):
        (tmp_path / "a.kg" / "CURRENT").write_text(damage)
        with pytest.raises(GraphError):
            open_graph(tmp_path / "a.kg")


def test_a_wrong_line_is_named_whatever_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "BLOCK", 100)
    with pytest.raises(GraphError, match="line 51 is no N-Quads"):
        write(tmp_path / "a.kg", ONE * 50 + "this is no quad\n")


def test_a_swap_while_a_reader_opens_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.kg", ONE)
    stale = {"format": 1, "base": "https://x.org/", "generation": "generation-0"}
    answers = iter([stale])
    real = graph.current_of
    monkeypatch.setattr(graph, "current_of", lambda folder: next(answers, None) or real(folder))
    assert len(open_graph(tmp_path / "a.kg")) == 1
