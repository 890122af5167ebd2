"""Hostile files: a one-line error, quickly, in little memory; never a traceback, never a hang."""

import time
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.read import Document, find_documents, read

DAY = (Path(__file__).parent.parent / "read/day.xml").read_text("utf-8")
ID = "uk.org.publicwhip/debate/2018-06-04a.1.0"
LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

HOSTILE = {
    "entity bomb": f'<!DOCTYPE p [<!ENTITY l0 "lol">{LOL}]><publicwhip><major-heading id="{ID}">&l9;</major-heading></publicwhip>',
    "external entity": f'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><publicwhip><major-heading id="{ID}">&x;</major-heading></publicwhip>',
    "nesting": f'<publicwhip><major-heading id="{ID}">' + "<i>" * 100_000 + "</i>" * 100_000 + "</major-heading></publicwhip>",
    "no date in the id": '<publicwhip><major-heading id="x">T</major-heading></publicwhip>',
    "impossible date": '<publicwhip><major-heading id="uk.org.publicwhip/debate/2018-02-31a.1.0">T</major-heading></publicwhip>',
    "no debate": "<publicwhip></publicwhip>",
    "a NUL": DAY.replace("powers", "po\0wers"),
    "wrong declaration": DAY.replace("UTF-8", "UTF-16"),
    "HTML": "<html><body>Hansard</body></html>",
    "binary": "\0\1\2\3" * 1000,
    "PDF": "%PDF-1.7 rest",
    "empty": "",
    "blank": " \n\t\n",
    "page with a NUL": "A title\n\nVolume 631: debated on Monday 20 November 2017\n\nWords\0.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile"
    path.write_bytes(HOSTILE[name].encode())
    began = time.monotonic()
    (document,) = find_documents([path])
    assert isinstance(document, Document)
    with pytest.raises(KgError) as refused:
        list(read(document))
    assert "\n" not in str(refused.value)
    assert "root:" not in str(refused.value)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_truncated_document_is_refused_whole(tmp_path: Path, tenth: int) -> None:
    path = tmp_path / "day.xml"
    path.write_text(DAY[: len(DAY) * tenth // 10], "utf-8")
    (document,) = find_documents([path])
    with pytest.raises(KgError):
        list(read(document))


def test_a_known_entity_is_its_character(tmp_path: Path) -> None:
    path = tmp_path / "day.xml"
    path.write_text(
        '<!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;">]>'
        f'<publicwhip><major-heading id="{ID}">A&mdash;B</major-heading></publicwhip>'
    )
    (document,) = find_documents([path])
    (debate,) = read(document)
    assert debate.title == "A—B"


def test_a_page_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A title\n\nVolume 631: debated on Monday 20 November 2017\n\n" + "word " * 10_000_000, "utf-8")
    (document,) = find_documents([path])
    began = time.monotonic()
    with pytest.raises(KgError, match="which no page has"):
        list(read(document))
    assert time.monotonic() - began < 1


def test_a_page_of_one_long_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A title\n\nVolume 631: debated on Monday 20 November 2017\n\n" + "word " * 1_000_000, "utf-8")
    (document,) = find_documents([path])
    began = time.monotonic()
    (debate,) = read(document)
    assert len(debate.contributions[0].text) == 5_000_000 - 1
    assert time.monotonic() - began < 10
