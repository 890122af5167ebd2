"""Which documents a call means: each once, in an order that the call does not decide."""

import os
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import KgError, SourceError
from kg.read import Document, find_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "below/c.txt", ".hidden/d.txt", "below/.e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def names(found: list[Document | KgError]) -> list[str]:
    return [item.path.name if isinstance(item, Document) else str(item) for item in found]


def test_a_folder_is_all_below_it_but_what_is_hidden(folder: Path) -> None:
    assert names(list(find_documents([folder]))) == ["a.txt", "b.txt", "c.txt"]


def test_order_and_repetition_of_the_sources_change_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    sources = [folder / "b.txt", "a.txt", str(folder / "*.txt"), folder, "./a.txt", folder / "below/../a.txt"]
    assert list(find_documents(sources)) == list(find_documents(reversed(sources)))
    assert sorted(names(list(find_documents(sources)))) == ["a.txt", "b.txt", "c.txt"]


def test_equal_content_comes_once(folder: Path) -> None:
    (folder / "copy.txt").write_text("a.txt", "utf-8")
    assert names(list(find_documents([folder]))) == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    ("source", "reason"), [("nowhere.txt", "no such file"), ("*.xml", "no such file"), ("empty", "holds no file")]
)
def test_what_is_not_there_is_an_error_and_the_rest_is_found(folder: Path, source: str, reason: str) -> None:
    (folder / "empty").mkdir()
    document, error = find_documents([folder / source, folder / "a.txt"])
    assert isinstance(document, Document)
    assert isinstance(error, SourceError)
    assert reason in str(error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_document_and_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (error,) = find_documents([folder / "pipe"])
    assert isinstance(error, SourceError)


def test_a_file_whose_name_is_no_unicode_is_read_like_any_other(tmp_path: Path) -> None:
    with (tmp_path / os.fsdecode(b"day\xff.xml")).open("wb") as file:
        file.write((Path(__file__).parent / "day.xml").read_bytes())
    report = build([tmp_path], tmp_path / "a.kg")
    assert report.documents == 1
    (document,) = (d for d in find_documents([tmp_path]) if isinstance(d, Document) and "day" in d.name)
    assert document.name == "day\ufffd.xml"
