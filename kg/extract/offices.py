"""Find the offices that a contribution names, and who is meant where an office stands for its holder."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from kg.extract.forms import Found, WrittenForms
from kg.extract.spans import of_one_or_many
from kg.model import Contribution, Kind, Mention, Said, Status
from kg.register import Register

ANOTHERS = re.compile(
    r"\b(?:former|previous|then|ex|future|next|last|late|incoming|outgoing|successive|deputy|assistant|acting|foreign|a|any|every|"
    r"[A-Z][a-z]+(?:an|ish|ese|ch|li|ic|ini))[\s-]$",
)
FOR_ITS_HOLDER = re.compile(
    r"(?P<address>\b(?:[Mm]y|[Tt]he|[Oo]ur)\s(?:(?:right\s)?hon\.?(?:\sand\s(?:learned|gallant))?\s"
    r"(?:Friend|Gentleman|Lady|Member)s?,?\s(?:and\s\w+,\s)?)?(?:[Tt]he\s)?|\b[Tt]he\s)$"
)
SHADOW = re.compile(r"\b[Ss]hadow\s$")
OF_ABROAD = re.compile(r"\sof\s(?:the\s)?[A-Z]")
DAYS = 4


def offices(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of offices, by the titles that were held on the day.

    "The Home Secretary" and "my right hon. Friend the Home Secretary" stand for the holder: they make a second
    mention, of kind person. "The former Home Secretary", "a Home Secretary" and "the Israeli Prime Minister" do not,
    and the last is no office of ours.
    """

    @lru_cache(DAYS)
    def forms_on(day: date) -> WrittenForms[str]:
        return WrittenForms(_titles(register, day))

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        for found in forms_on(contribution.date).find(text):
            before = text[max(0, found.begin - 60) : found.begin]
            if ANOTHERS.search(before) or OF_ABROAD.match(text, found.end) or SHADOW.search(before):
                continue
            yield of_one_or_many(found.begin, found.end, Kind.OFFICE, "office-title", found.meanings)
            if holder := FOR_ITS_HOLDER.search(before):
                yield _holder(found, found.begin - len(holder["address"]), holder["address"])

    return extract


def _titles(register: Register, day: date) -> dict[str, tuple[str, ...]]:
    """Return the titles of the day, with the lower-case "shadow" that Members' own words have."""
    titles: dict[str, tuple[str, ...]] = {}
    for title, slugs in register.office_titles(day).items():
        refs = tuple(sorted(f"office/{slug}" for slug in slugs))
        titles[title] = refs
        if title.startswith("Shadow "):
            titles[f"shadow {title[7:]}"] = refs
    return titles


def _holder(found: Found[str], begin: int, address: str) -> Mention:
    words = " ".join(address.lower().split()).removesuffix(" the").rstrip(",")
    said = Said(offices=found.meanings, address=words)
    start = begin if "hon" in address.lower() else found.begin
    return Mention(start, found.end, Kind.PERSON, "office-title", status=Status.UNKNOWN, said=said)
