"""HTML as a stream: whole elements in their order, stray words in their place, encodings, limits, nothing in silence."""

import tracemalloc
from pathlib import Path

import pytest

from kg.errors import FormError
from kg.read.documents import Document
from kg.read.html import BARE, html_elements, html_words


def elements(tmp_path: Path, content: bytes, *tags: str) -> list[tuple[str, str]]:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    document = Document(path, "", len(content))
    return [(str(element.tag), " ".join(html_words(element).split())) for element in html_elements(document, tags)]


def test_elements_come_whole_and_stray_words_in_their_place(tmp_path: Path) -> None:
    page = (
        b"<html><body>one<p>two <b>b</b><br>c</p>three<div>four<h2>five</h2></div>six<script>x()</script></body></html>"
    )
    assert elements(tmp_path, page, "p", "h2", "b") == [
        (BARE, "one"),
        ("p", "two b c"),
        (BARE, "three"),
        (BARE, "four"),
        ("h2", "five"),
        (BARE, "six"),
    ]


def test_an_element_knows_what_contains_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><div class='a'><p>x</p><p>y</p></div></html>")
    found = [element.xpath("string(../@class)") for element in html_elements(Document(path, "", 0), ("p",))]
    assert found == ["a", "a"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>été ’</p></html>".encode(),
        "<html><p>été ’</p></html>".encode("utf-8-sig"),
        "<html><p>été ’</p></html>".encode("utf-16"),
        "<html><p>été ’</p></html>".encode("cp1252"),
        "<html><meta charset='iso-8859-1'><p>été ’</p></html>".encode("cp1252"),
        "<?xml version='1.0' encoding='UTF-8'?><html><p>été ’</p></html>".encode(),
        b"<html><p>&eacute;t&eacute; &#146;</p></html>",
        b"<html><p>&#xe9;t&#233; &rsquo;</p></html>",
    ],
)
def test_characters_are_told_in_any_encoding(tmp_path: Path, page: bytes) -> None:
    assert elements(tmp_path, page, "p") == [("p", "été ’")]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"<html><p>x</p>", "ends before"),
        (b"", "ends before"),
        (b"<html>" + b"<div>" * 300 + b"</html>", "nests"),
        (b"<html><p" + b" a='<'" * 400_000 + b"></html>", "without a tag"),
        (b"<html><!--" + b"<p>" * 600_000 + b"--></html>", "without a tag"),
        (b"<html><meta charset=utf-8><p>\xe9</p></html>", "no utf-8"),
        (b"<html><meta charset=windows-1252><p>\x81</p></html>", "no charmap"),
    ],
)
def test_what_is_broken_or_beyond_measure_is_refused(tmp_path: Path, page: bytes, why: str) -> None:
    with pytest.raises(FormError, match=why):
        elements(tmp_path, page, "p")


def test_memory_does_not_grow_with_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html>" + b"<div><p>some words</p> and some more<span>x</span></div>" * 100_000 + b"</html>")
    tracemalloc.start()
    count = sum(1 for _ in html_elements(Document(path, "", 0), ("p",)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300_000
    assert peak < 10_000_000
