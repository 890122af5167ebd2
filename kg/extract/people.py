"""Find the members of either House whom a contribution names by their own name."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from kg.extract.addresses import before_a_name
from kg.extract.forms import Found, WrittenForms, longest_first
from kg.extract.spans import of_one_or_many
from kg.iris import person as person_ref
from kg.model import Contribution, Kind, Mention, Said
from kg.register import Register

NAME_GOES_ON = re.compile(r"\s(?:[A-Z][a-z’]+|plc|Ltd|LLP)|\s&|[-’']?\sand\s(?:Sons?|Partners|Co)\b|\s[IVX]+\b")
NAME_BEGAN = re.compile(
    r"(?<![.!?:;—\n]\s)(?<!^)\b(?!Sir|Dame|Dr|Mr|Mrs|Ms|Lord|Lady|Baroness|Minister|Secretary|Friend|Leader|MP)[A-Z][a-z]+\s$"
)
REACH = 60


def named_people(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of members who sat on the day, by their full name as the register knows it then.

    A form of address before it belongs to the mention ("the noble Lord, Lord Hunt of Kings Heath"). A name that goes on ("John Lewis Partnership") or began before is another's. Two members of one name stay
    candidates.
    """
    forms = WrittenForms({form: [(id_, form) for id_ in ids] for form, ids in register.written_names.items()})

    def borne_on(found: Found[tuple[str, str]], day: date) -> Found[str]:
        bearers = tuple(id_ for id_, form in found.meanings if register.bears(id_, form, day))
        return Found(found.begin, found.end, found.form, bearers)

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        borne = (borne_on(found, contribution.date) for found in forms.all(text))
        for found in longest_first([found for found in borne if found.meanings]):
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
