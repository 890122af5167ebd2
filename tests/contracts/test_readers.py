"""One contract over every reader: indices, text, order, values that pass between processes."""

import pickle
import re
from pathlib import Path

import pytest

from kg.errors import UnknownForm
from kg.model import Debate
from kg.read import READERS, Document, find_documents, read, reader_for

HERE = Path(__file__).parent.parent
SAMPLES = [HERE / "read", HERE.parent / "examples/regional-organised-crime-units.txt"]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [document for document in find_documents(SAMPLES) if isinstance(document, Document) and is_read(document)]


def is_read(document: Document) -> bool:
    try:
        reader_for(document)
    except UnknownForm:
        return False
    return True


def test_every_reader_is_under_the_contract(documents: list[Document]) -> None:
    assert {reader_for(document).name for document in documents} == {reader.name for reader in READERS}


def test_contributions_are_numbered_from_one_and_dated(documents: list[Document]) -> None:
    for debate in every(documents):
        assert [c.index for c in debate.contributions] == list(range(1, len(debate.contributions) + 1))
        assert {(c.venue, c.date) for c in debate.contributions} <= {(debate.venue, debate.date)}


def test_text_has_single_blanks_and_no_empty_paragraph(documents: list[Document]) -> None:
    for debate in every(documents):
        for contribution in debate.contributions:
            assert contribution.text
            for paragraph in contribution.text.split("\n"):
                assert paragraph == re.sub(r"\s+", " ", paragraph).strip() != ""


def test_a_parent_comes_before_its_children(documents: list[Document]) -> None:
    for document in documents:
        ordinals = [d.ordinal for d in read(document) if isinstance(d, Debate)]
        assert ordinals == list(range(1, len(ordinals) + 1))
        assert all(d.parent is None or d.parent < d.ordinal for d in read(document) if isinstance(d, Debate))


def test_reading_twice_gives_equal_values_that_can_be_sent(documents: list[Document]) -> None:
    for document in documents:
        once, twice = list(read(document)), list(read(document))
        assert once == twice == pickle.loads(pickle.dumps(once))


def every(documents: list[Document]) -> list[Debate]:
    return [item for document in documents for item in read(document) if isinstance(item, Debate)]
