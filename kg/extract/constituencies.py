"""Find the constituencies that are named as such: "my constituency of High Peak", "the Bury North constituency".

A seat's name alone is left to the places: "Colchester" is a city unless the words say that a seat is meant.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from kg.extract.forms import WrittenForms
from kg.extract.spans import of_one_or_many
from kg.iris import constituency as constituency_ref
from kg.model import Contribution, Kind, Mention
from kg.register import Register

BEFORE = re.compile(
    r"\b(?:constituency|constituencies|seat)\s(?:of|in|for)\s$|\bmy\s(?:own\s)?constituency(?:,|\sis|—)\s$|\bI\s(?:\w+\s)?represent\s$",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s(?:constituency|constituent|constituents|parliamentary\sconstituency)\b", re.IGNORECASE)
DAYS = 4


def constituencies(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of constituencies named as constituencies, under the names they had on the day."""

    @lru_cache(DAYS)
    def forms_on(day: date) -> WrittenForms[str]:
        return WrittenForms(register.constituency_names(day))

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        if "onstituen" not in text and "seat" not in text and "represent" not in text:
            return
        for found in forms_on(contribution.date).find(text):
            if BEFORE.search(text[max(0, found.begin - 30) : found.begin]) or AFTER.match(text, found.end):
                refs = tuple(sorted(constituency_ref(id_) for id_ in found.meanings))
                yield of_one_or_many(found.begin, found.end, Kind.CONSTITUENCY, "constituency-name", refs)

    return extract
