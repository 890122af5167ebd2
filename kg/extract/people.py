"""Find the members of either House whom a contribution names by their own name, and forms of address."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from kg.extract.forms import WrittenForms
from kg.extract.spans import of_one_or_many
from kg.iris import person as person_ref
from kg.model import Contribution, Kind, Mention, Said, Status
from kg.register import Register

NAME_GOES_ON = re.compile(r"\s(?:[A-Z][a-z’]+|plc|Ltd|LLP)|\s&|[-’']?\sand\s(?:Sons?|Partners|Co)\b|\s[IVX]+\b")
NAME_BEGAN = re.compile(
    r"(?<![.!?:;—\n]\s)(?<!^)\b(?!Sir|Dame|Dr|Mr|Mrs|Ms|Lord|Lady|Baroness|Minister|Secretary|Friend|Leader|MP)[A-Z][a-z]+\s$"
)
ADDRESS = re.compile(
    r"\b(?P<address>(?:(?:[Mm]y|[Tt]he)\s(?:right\s)?hon\.?(?:\sand\s(?:learned|gallant|reverend))*\s"
    r"(?:Friend|Gentleman|Lady|Member|Baronet))"
    r"|(?:[Mm]y|[Tt]he)\snoble(?:\sand\s(?:learned|gallant))*\s(?:Friend|Lord|Baroness|Lady|Earl|Viscount)"
    r"|[Tt]he\s(?:Minister(?!s?\s(?:for|of|without|in)\b)|Secretary\sof\sState(?!\s(?:for|at)\b)))(?![\w-])"
    r"(?!,?\s(?:the\s)?(?:(?:right\s)?hon\.\s)?Member\sfor)(?!,?\s(?:the\s)?[A-Z][a-z]+)"
)
DAYS = 4


def named_people(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of members who sat on the day, by their full name as the register knows it then.

    A name that goes on ("John Lewis Partnership") or began before is another's. Two members of one name stay
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
            yield of_one_or_many(found.begin, found.end, Kind.PERSON, "person-name", refs, Said(name=found.form))

    return extract


def addressed_people(contribution: Contribution) -> Iterator[Mention]:
    """Yield the forms of address that stand for somebody without naming them: "my hon. Friend", "the Minister"."""
    for match in ADDRESS.finditer(contribution.text):
        words = " ".join(match["address"].lower().split())
        rule = "minister-address" if words in ("the minister", "the secretary of state") else "form-of-address"
        yield Mention(match.start(), match.end(), Kind.PERSON, rule, status=Status.UNKNOWN, said=Said(address=words))
