"""Nothing is lost quietly: what an independent count finds in a file is read, or rejected with a reason.

The counts know nothing of kg: XPath, JSON and lines alone. They run over every file of ours and every real sample.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import FormError, UnknownForm
from kg.model import Debate, Rejection
from kg.read import READERS, Document, find_documents, read, reader_for
from tests.contracts import (
    count_api_json,
    count_hansard_html,
    count_historic,
    count_pages,
    count_parlamint,
    count_publications,
    count_twfy,
)

Count = Callable[[Path], int]
OURS = Path(__file__).parent.parent / "read"
CONTRIBUTIONS: dict[str, Count] = {
    "api-json": count_api_json.count,
    "twfy-xml": count_twfy.count,
    "historic-xml": count_historic.count,
    "parlamint-tei": count_parlamint.count,
    "hansard-html": count_hansard_html.count,
    "publications-html": count_publications.count,
    "page-named": count_pages.count,
}
DIVISIONS: dict[str, Count] = {
    "api-json": count_api_json.count_divisions,
    "twfy-xml": count_twfy.count_divisions,
    "historic-xml": count_historic.count_divisions,
    "publications-html": count_publications.count_divisions,
}
NOT_COUNTED = {
    "page": "where a page has no names, the turns are the reader's own judgement (tests/read/test_boundaries.py)"
}
OTHER_SIGNS = dict.fromkeys(
    ("named-again.txt", "with-names.txt"), "names in lines of their own have no sign that a count could go by"
)


def readable(folder: Path) -> Iterator[tuple[Document, list[Debate | Rejection]]]:
    for document in find_documents([folder]):
        if isinstance(document, Document):
            try:
                yield document, list(read(document))
            except FormError:
                continue


def unequal(folder: Path) -> list[tuple[str, str, int, int]]:
    """Return the files in which the count finds other than was read and rejected."""
    found = []
    for document, items in readable(folder):
        form = reader_for(document).name
        debates = [item for item in items if isinstance(item, Debate)]
        for what, counts, own in (
            ("contribution", CONTRIBUTIONS, sum(len(debate.contributions) for debate in debates)),
            ("division", DIVISIONS, sum(len(debate.divisions) for debate in debates)),
        ):
            if form not in counts or document.name in OTHER_SIGNS:
                continue
            rejected = sum(isinstance(item, Rejection) and item.what == what for item in items)
            counted = counts[form](document.path)
            if counted != own + rejected:
                found.append((document.name, what, counted, own + rejected))
    return found


def test_every_reader_has_a_count_or_a_reason() -> None:
    assert CONTRIBUTIONS.keys() | NOT_COUNTED.keys() == {reader.name for reader in READERS}


def test_every_form_is_among_our_own_files() -> None:
    assert {reader_for(document).name for document, _ in readable(OURS)} == {reader.name for reader in READERS}


def test_our_own_files_are_read_or_rejected_whole() -> None:
    assert unequal(OURS) == []


@pytest.mark.samples
@pytest.mark.parametrize("folder", ["twfy", "twfy-2009", "parlamint", "html-2010-2013", "historic-xml", "pages"])
def test_every_real_sample_is_read_or_rejected_whole(samples: Path, folder: str) -> None:
    assert unequal(samples / "hansard" / folder) == []


@pytest.mark.samples
def test_what_is_refused_of_the_real_samples_is_broken_or_no_hansard(samples: Path) -> None:
    """Eight historic files are not well-formed, three are empty, one is a list of search results."""
    refused = {"broken XML": 0, "empty": 0, "no form": 0}
    for document in find_documents([samples / "hansard"]):
        assert isinstance(document, Document)
        if document.name == "README.md":
            continue
        try:
            list(read(document))
        except UnknownForm as error:
            refused["empty" if "empty" in str(error) else "no form"] += 1
        except FormError as error:
            refused[str(error).split(": ")[1]] += 1
    assert refused == {"broken XML": 7, "empty": 1, "no form": 2}
