"""The words of a paragraph, however they are found, are those that the two patterns give."""

from hypothesis import given
from hypothesis import strategies as st

from kg.read.words import CONTROL, SPACES, UIN, joined, numbered, paragraph

ODD = "\x00\x0b\x1c\x1f\x7f\x85\xa0\xad\u200b\u2003\u2028\ufeff\ufffe\uffff\U000e0001\ud800 \t\n\r"
LETTERS = st.one_of(st.characters(), st.sampled_from(ODD), st.sampled_from("ab.’ "))


def by_patterns(words: str) -> str:
    return SPACES.sub(" ", CONTROL.sub(" ", words)).strip()


@given(st.text(LETTERS))
def test_a_paragraph_is_what_the_patterns_leave(words: str) -> None:
    assert paragraph(words) == by_patterns(words)


def test_every_character_alone_and_between_letters() -> None:
    for code in range(0x110000):
        for words in (chr(code), f"a{chr(code)}b", f" {chr(code)} a"):
            assert paragraph(words) == by_patterns(words)


@given(st.lists(st.text(LETTERS)))
def test_joined_paragraphs_are_those_that_hold_words(paragraphs: list[str]) -> None:
    assert joined(paragraphs).split("\n") == ([words for words in map(by_patterns, paragraphs) if words] or [""])


@given(
    st.text("a1 \n()[]."),
    st.sampled_from(["", " (903995)", "[HL12]", " [123456] [R]", " (12345)  ", "(12345).", " (12345) [V] \n"]),
    st.text(" \t\x0b\x1c\xa0\n", max_size=3),
)
def test_a_uin_is_found_wherever_its_pattern_finds_one(words: str, uin: str, after: str) -> None:
    text = words + uin + after
    first = text.split("\n")[0]
    found = UIN.search(first)
    assert numbered(text)[1] == (found["uin"] if found and first[: found.start()] else None)
