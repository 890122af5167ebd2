"""Find the members of either House whom a contribution names by their own name."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from kg.extract.addresses import before_a_name
from kg.extract.forms import WrittenForms
from kg.extract.spans import of_one_or_many
from kg.iris import person as person_ref
from kg.model import Contribution, Kind, Mention, Said
from kg.register import Register

NAME_GOES_ON = re.compile(r"\s(?:[A-Z][a-z’]+|plc|Ltd|LLP)|\s&|[-’']?\sand\s(?:Sons?|Partners|Co)\b|\s[IVX]+\b")
NAME_BEGAN = re.compile(
    r"(?<![.!?:;—\n]\s)(?<!^)\b(?!Sir|Dame|Dr|Mr|Mrs|Ms|Lord|Lady|Baroness|Minister|Secretary|Friend|Leader|MP)[A-Z][a-z]+\s$"
)
REACH = 60
DAYS = 4


def named_people(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of members who sat on the day, by their full name as the register knows it then.

    A form of address before it belongs to the mention ("the noble Lord, Lord Hunt of Kings Heath"). A name that goes on ("John Lewis Partnership") or began before is another's. Two members of one name stay
    candidates.
    """

    @lru_cache(DAYS)
    def forms_on(day: date) -> WrittenForms[str]:
        return WrittenForms(register.person_names(day))

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        for found in forms_on(contribution.date).find(text):
            if NAME_GOES_ON.match(text, found.end):
                continue
            if NAME_BEGAN.search(text[max(0, found.begin - 30) : found.begin]):
                continue
            refs = tuple(sorted(person_ref(id_) for id_ in found.meanings))
            called = before_a_name().search(text, max(0, found.begin - REACH), found.begin)
            address = " ".join(called.group().lower().split()).rstrip(",") if called else None
            begin = called.start() if called else found.begin
            yield of_one_or_many(
                begin, found.end, Kind.PERSON, "person-name", refs, Said(name=found.form, address=address)
            )

    return extract
