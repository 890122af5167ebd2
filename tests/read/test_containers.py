"""Compressed files, archives and standard input give the documents that they hold, as if these lay in a folder."""

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import KgError, SourceError
from kg.export import export
from kg.read import Document, find_documents, read
from kg.store import open_graph

HERE = Path(__file__).parent
DAY = (HERE / "day.xml").read_bytes()
PAGE = (HERE / "pages/statement.txt").read_bytes()
FILES = {"2018/day.xml": DAY, "page.txt": PAGE}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zipped,
    "zip, stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip, bzip2": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "zip, lzma": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "tar": tarred,
    "tar.gz": lambda files: tarred(files, "w:gz"),
    "tar.bz2": lambda files: tarred(files, "w:bz2"),
    "tar.xz": lambda files: tarred(files, "w:xz"),
}


def found(path: Path | str, spool: Path) -> tuple[list[Document], list[KgError]]:
    spool.mkdir(exist_ok=True)
    items = list(find_documents([path], spool))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, KgError)]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_holds_documents(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "archive"
    path.write_bytes(ARCHIVES[kind](FILES))
    documents, errors = found(path, tmp_path / "spool")
    assert errors == []
    assert [(d.where, d.name, d.named) for d in documents] == [
        (f"{path}: 2018/day.xml", "day.xml", False),
        (f"{path}: page.txt", "page.txt", False),
    ]
    assert [len(list(read(d))) for d in documents] == [5, 1]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=lambda f: f.__module__)
def test_a_compressed_file_is_named_where_it_is(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"day.xml.{ {'gzip': 'gz', 'bz2': 'bz2', 'lzma': 'xz'}[pack.__module__] }"
    path.write_bytes(pack(DAY))
    ((document,), errors) = found(path, tmp_path / "spool")
    assert (document.where, document.name, document.named, errors) == (str(path), "day.xml", True, [])


def test_archives_in_folders_and_compressed_files_in_archives_are_unpacked(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    inner = zipped({"a/day.xml.gz": gzip.compress(DAY), "b.tar.gz": tarred({"page.txt": PAGE}, "w:gz")})
    (tmp_path / "folder/all.zip").write_bytes(inner)
    documents, errors = found(tmp_path / "folder", tmp_path / "spool")
    assert errors == []
    assert [d.where.partition("all.zip: ")[2] for d in documents] == ["a/day.xml.gz", "b.tar.gz: page.txt"]


def test_what_is_in_three_containers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.gz"
    path.write_bytes(gzip.compress(gzip.compress(gzip.compress(DAY))))
    documents, (error,) = found(path, tmp_path / "spool")
    assert documents == []
    assert "a container inside 2 others" in str(error)


def test_hidden_members_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({".git/x": DAY, "__MACOSX/._day.xml": b"x", "day.xml": DAY}))
    documents, errors = found(path, tmp_path / "spool")
    assert [d.name for d in documents] == ["day.xml"]
    assert errors == []


def test_one_path_twice_is_two_documents_and_one_content_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({"day.xml": DAY, "./day.xml": PAGE, "again.xml": DAY}))
    documents, errors = found(path, tmp_path / "spool")
    assert sorted(len(list(read(d))) for d in documents) == [1, 5]
    assert errors == []


def test_without_a_spool_an_archive_is_refused_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(FILES))
    (document,) = find_documents([path])
    assert isinstance(document, Document)
    with pytest.raises(KgError, match="is a zip archive; unpack it"):
        list(read(document))


def test_a_plain_file_wins_over_the_same_in_an_archive(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.zip").write_bytes(zipped(FILES))
    (tmp_path / "in/z.xml").write_bytes(DAY)
    documents, _ = found(tmp_path / "in", tmp_path / "spool")
    assert [d.where.rpartition("/")[2] for d in documents] == ["z.xml", "a.zip: page.txt".rpartition("/")[2]]


def dump(sources: list[Path], path: Path) -> bytes:
    build(sources, path, generated=datetime(2026, 1, 1, tzinfo=UTC))
    with open_graph(path) as graph:
        export(graph, "nq", path.with_suffix(".nq"))
    return path.with_suffix(".nq").read_bytes()


def test_an_archive_and_a_folder_give_the_same_bytes(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(content)
    (tmp_path / "a.tar.gz").write_bytes(tarred(FILES, "w:gz"))
    plain = dump([tmp_path / "folder"], tmp_path / "a.kg")
    assert dump([tmp_path / "a.tar.gz"], tmp_path / "b.kg") == plain


@pytest.mark.parametrize("content", [DAY, gzip.compress(DAY), zipped(FILES)], ids=["plain", "gzip", "zip"])
def test_standard_input_is_a_source(tmp_path: Path, content: bytes) -> None:
    words = [sys.executable, "-m", "kg.cli", "build", "-", "-o", str(tmp_path / "a.kg")]
    result = subprocess.run(words, input=content, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    assert b"TheyWorkForYou XML: 1 documents" in result.stdout


def test_standard_input_without_a_word_is_an_empty_file(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kg.cli", "build", "-", "-o", str(tmp_path / "a.kg")]
    result = subprocess.run(words, input=b"", capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stderr == b"kg: standard input: the file is empty; copy or download it again\n"


def test_a_member_that_is_refused_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"../climbs.xml": DAY, "page.txt": PAGE}))
    documents, (error,) = found(path, tmp_path / "spool")
    assert [d.name for d in documents] == ["page.txt"]
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{path}: ../climbs.xml: its path climbs out of the archive; ")
