"""Titles of ministers by one of their subjects, as Members say them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.register.names import plain
from kg.register.tables import OfficeTitle

SUBJECTS = re.compile(r"Minister for (?:the )?([A-Z][^()]+)")
SUBJECT_BREAK = re.compile(r",? and (?:the )?|, ")


def titles_by_subject(live: Iterable[OfficeTitle]) -> Iterator[OfficeTitle]:
    """Yield "Minister for Care" and "care Minister" of the Minister for Care and Mental Health, of kind "part".

    Members say one of several subjects, and put it first. A title that somebody has in full is not made of another.

    >>> title = OfficeTitle("an-office", "Minister for Care and Mental Health", "full", None, None, "")
    >>> [part.title for part in titles_by_subject([title])][:3]
    ['Minister for Care', 'Care Minister', 'care Minister']
    """
    titles = list(live)
    whole = {plain(title.title) for title in titles}
    for title in titles:
        if subjects := SUBJECTS.fullmatch(title.title):
            for subject in SUBJECT_BREAK.split(subjects[1]):
                yield from (
                    replace(title, title=form, kind="part") for form in _forms(subject) if plain(form) not in whole
                )


def _forms(subject: str) -> tuple[str, str, str]:
    return f"Minister for {subject}", f"{subject} Minister", f"{subject[0].lower()}{subject[1:]} Minister"
