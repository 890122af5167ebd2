"""XML as a stream: what a document names outside of it is not read, wherever in the document it does so."""

from pathlib import Path

import pytest

from kg.read.documents import Document
from kg.read.elements import BLOCK, events

NAMED = ("file://{folder}/own.dtd", "{folder}/own.dtd", "http://localhost:1/own.dtd")


@pytest.mark.parametrize("before", [0, BLOCK])
@pytest.mark.parametrize("named", NAMED)
def test_a_dtd_is_not_loaded(tmp_path: Path, named: str, before: int) -> None:
    (tmp_path / "own.dtd").write_text("<!broken: whoever loads it cannot read on")
    path = tmp_path / "day.xml"
    address = named.format(folder=tmp_path)
    path.write_text(f'<!--{"x" * before}--><!DOCTYPE day SYSTEM "{address}"><day id="a"><p>One</p></day>')
    read = [(element.tag, dict(element.attrib)) for _, element in events(Document(path, "", 1), ("end",))]
    assert read == [("p", {}), ("day", {"id": "a"})]


def test_two_elements_of_one_id_are_read(tmp_path: Path) -> None:
    path = tmp_path / "day.xml"
    path.write_text('<day xml:id="a"><p xml:id="a">One</p></day>')
    assert [element.tag for _, element in events(Document(path, "", 1), ("end",))] == ["p", "day"]
