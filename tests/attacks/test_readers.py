"""Hostile files for every reader: a one-line error or a sound reading, quickly; never a traceback, never a hang."""

import socket
from pathlib import Path

import pytest

from kg.read import READERS, Document, find_documents, reader_for
from tests.attacks.forms import FORMS, SLOTS
from tests.attacks.outcome import outcome
from tests.attacks.syntax import BYTES, CANARY, NASTY, SYNTAX, canary

SOON = 3.0
"""Seconds of the processor in which a small file is refused or read, with what a slow machine takes besides."""


def test_every_reader_is_attacked() -> None:
    assert list(FORMS) == [reader.name for reader in READERS]
    assert {form.family for form in FORMS.values()} == SYNTAX.keys()


@pytest.mark.parametrize("reader", FORMS)
def test_what_the_attacks_are_made_of_is_sound(tmp_path: Path, reader: str) -> None:
    read = outcome(tmp_path / "sound", FORMS[reader].document(debates=2))
    (document,) = find_documents([tmp_path / "sound"])
    assert isinstance(document, Document)
    assert reader_for(document).name == reader
    assert not read.refusal
    assert not read.rejections
    assert sum(debate.title == SLOTS["title"] for debate in read.debates) == 2
    assert any(SLOTS["words"] in contribution.text for debate in read.debates for contribution in debate.contributions)


@pytest.mark.parametrize(
    ("reader", "attack"), [(name, attack) for name, form in FORMS.items() for attack in SYNTAX[form.family]]
)
def test_syntax(tmp_path: Path, listener: socket.socket, reader: str, attack: str) -> None:
    form = FORMS[reader]
    made = SYNTAX[form.family][attack]
    for address in (canary(tmp_path), f"http://127.0.0.1:{listener.getsockname()[1]}/x"):
        read = outcome(tmp_path / "hostile", made(form, address))
        assert CANARY not in f"{read.refusal}{read.items}"
        assert read.seconds < SOON
        assert sum(len(c.text) for debate in read.debates for c in debate.contributions) < 2_000_000
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("reader", FORMS)
@pytest.mark.parametrize("attack", BYTES)
def test_bytes(tmp_path: Path, reader: str, attack: str) -> None:
    assert outcome(tmp_path / "hostile", BYTES[attack](FORMS[reader].document())).seconds < SOON


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("reader", [name for name, form in FORMS.items() if form.family != "text"])
def test_a_truncated_document_is_refused(tmp_path: Path, reader: str, tenth: int) -> None:
    whole = FORMS[reader].document(turns=50)
    assert outcome(tmp_path / "cut", whole[: len(whole) * tenth // 10]).refusal


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("reader", FORMS)
def test_words(tmp_path: Path, reader: str, slot: str) -> None:
    for name, words in NASTY.items():
        read = outcome(tmp_path / "hostile", FORMS[reader].document(**{slot: words}))
        assert read.seconds < SOON, name


@pytest.mark.parametrize("reader", FORMS)
def test_a_day_that_is_none_dates_no_debate(tmp_path: Path, reader: str) -> None:
    for day in ("2018-02-31", "2018-13-01", "0000-01-01", "yesterday"):
        read = outcome(tmp_path / "hostile", FORMS[reader].document(day=day))
        assert read.refusal or (read.rejections and not read.debates), day


def test_a_known_entity_is_its_character(tmp_path: Path) -> None:
    sound = FORMS["twfy-xml"].document(title="A B").replace("A B", "A&mdash;B")
    read = outcome(tmp_path / "day.xml", f'<!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;">]>{sound}')
    assert read.debates[0].title == "A—B"


FOREIGN = {
    "HTML": b"<html><body>Hansard</body></html>",
    "binary": b"\0\1\2\3" * 1000,
    "PDF": b"%PDF-1.7 rest",
    "zip": b"PK\3\4" + b"x" * 100,
    "gzip": b"\x1f\x8b" + b"x" * 100,
    "empty": b"",
    "blank": b" \n\t\n",
    "no debate": b"<publicwhip></publicwhip>",
    "another root": b"<a/>",
    "JSON of something else": b'{"a": 1}',
    "a page with a NUL": b"A title\n\nVolume 631: debated on Monday 20 November 2017\n\nWords\0.\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_hansard_is_refused(tmp_path: Path, name: str) -> None:
    assert outcome(tmp_path / "foreign", FOREIGN[name]).refusal
