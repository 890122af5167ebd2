"""Who spoke or voted before the register begins: somebody of the name that the record prints, of whom no more is known.

Hansard prints names so that they tell one member from another in that House at that time: a first name or a seat is
added where two share a surname. So one name is one person within a House and a year, and no further: the next year
may have another member of that surname, or the heir to a title. Who is the same person as whom is for people to
judge (`kg.judgements`), never for a rule.
"""

import re
from datetime import date

from kg.iris import historic_person
from kg.model import Attribution, House, Printed, Status
from kg.register import Register

CROWD = re.compile(
    r"^(?:Several |Some |A number of |An |A )?(?:right |noble )?(?:Hon(?:ourable|\.)?|Noble|Opposition|Ministerial)"
    r" (?:and \w+ hon\. )?(?:Members?|Lords?|Peers?)$|^(?:Noble )?Lords$|^Members$",
    re.IGNORECASE,
)
"""What the record prints for more than one person, or for one it does not name ("An Hon. Member")."""


def historic_speaker(printed: Printed, house: House, on: date, register: Register) -> Attribution | None:
    """Return the person of a printed name on a day before the register begins, or None where it is no such day or name."""
    first = register.first_day(house)
    if not printed.name or not first or on >= first or CROWD.search(printed.name):
        return None
    person = historic_person(house, on.year, printed.name, printed.constituency)
    return Attribution(Status.STATED, "historic-name", person, candidate_count=1)
