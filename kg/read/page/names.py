"""Lines of a page that say who speaks, in the ways of three sites; each gives what is printed of the speaker."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from kg.model import Printed
from kg.read.page.lines import is_procedure, table_rows

Named = tuple[Printed, int]
"""Who speaks, and how many lines it took to say so."""

TWFY_PHOTO = re.compile(r"^Photo of (?P<rest>.+)$")
TWFY_TIME = re.compile(r"\s+\d{1,2}:\d{2} ?[ap]m(?:, \d{1,2}\w\w [A-Z][a-z]+ \d{4})?$")
PORTRAIT = re.compile(r"^(?P<name>.{3,60}?) Portrait (?P<rest>.+)$")
SEAT_AND_PARTY = re.compile(
    r"^(?P<name>[^()]{3,60}?)?\s*\((?P<seat>[^()]{3,60})\)\s*\((?P<party>[^()]{2,30}(?:\([^()]*\))?)\)(?:\s*\[V\])?$"
)
NAME_AND_PARTY = re.compile(
    r"^(?P<name>(?:The |Lord |Lady |Baroness |Earl |Viscount |Bishop )[^()]{2,60}?)\s*\((?P<party>[^()]{2,30})\)$"
)
OFFICE_AND_NAME = re.compile(
    r"^(?P<office>(?:The |Madam |Mr )?[A-Z][^()]{3,120}?)\s*\((?P<name>(?:[A-Z][\w’'.-]*|de|of|van|von|le)(?: [\w’'.-]+){0,5})\)(?:\s*\[V\])?$"
)
HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\s")
CHAIR = re.compile(r"^(?:Mr|Madam) (?:Deputy )?Speaker$|^(?:The )?Lord Speaker$|^The Chair(?:man)?$")
BARE_NAME = re.compile(
    r"^(?:[A-Z][\w’'-]*\.?|of|de|the|and|van|von|le)(?: (?:[A-Z][\w’'-]*\.?|of|de|the|and|van|von|le)){1,6}$"
)
TITLED = re.compile(
    r"^(?:Mr\.?|Mrs\.?|Ms|Miss|Dr|Sir|Dame|(?:The )?(?:Lord|Lady|Baroness|Viscount|Viscountess|Earl|Countess|Marquess|Duke|"
    r"Bishop|Archbishop))\s"
)
OFFICE = re.compile(r"^The .*\b(?:Minister|Secretary|Chancellor|Leader|General)\b")
SENTENCE_END = re.compile(r"[.?!:;,—–-][”’\"')]*$")

MOST_WORDS = 30
"""A name has fewer words."""


@cache
def parties() -> frozenset[str]:
    return frozenset(row[1] for row in table_rows("parties"))


def theyworkforyou(lines: Sequence[str], at: int) -> Named | None:
    """Read "Photo of NAME NAME PARTY, CONSTITUENCY" or, with an office, "Photo of NAME NAME OFFICE".

    >>> theyworkforyou(["Photo of Karen Lee Karen Lee Labour, Lincoln 12:00 am, 20th November 2017"], 0)[0].constituency
    'Lincoln'
    """
    match = TWFY_PHOTO.match(lines[at])
    if not match:
        return None
    words = TWFY_TIME.sub("", match["rest"]).split(" ")
    for length in range(min(len(words) // 2, MOST_WORDS), 0, -1):
        if words[:length] == words[length : 2 * length]:
            name, rest = " ".join(words[:length]), " ".join(words[2 * length :])
            party, _, seat = rest.partition(", ")
            if party in parties():
                return Printed(name, constituency=seat or None, party=party), 1
            return Printed(name, office=rest or None), 1
    return Printed(" ".join(words)), 1


def parallel_parliament(lines: Sequence[str], at: int) -> Named | None:
    """Read "NAME Portrait NAME (CONSTITUENCY) (PARTY)" or "NAME Portrait The Minister for ... (Mr NAME)".

    >>> parallel_parliament(["Ben Wallace Portrait The Minister for Security (Mr Ben Wallace)"], 0)[0].office
    'The Minister for Security'
    """
    match = PORTRAIT.match(lines[at])
    if not match:
        return None
    rest = hansard([match["rest"]], 0)
    if rest is None:
        return Printed(match["name"]), 1
    printed, _ = rest
    return Printed(match["name"], office=printed.office, constituency=printed.constituency, party=printed.party), 1


def hansard(lines: Sequence[str], at: int) -> Named | None:
    """Read the name as hansard.parliament.uk prints it: "NAME (SEAT) (PARTY)" or "OFFICE (NAME)", in one line or,
    the bare name first, in two; the Chair by office alone.

    >>> hansard(["Victoria Prentis", "(Banbury) (Con)"], 0)
    (Printed(name='Victoria Prentis', identifier=None, office=None, constituency='Banbury', party='Con'), 2)
    """
    line = lines[at]
    if len(line) > 160:
        return None
    if CHAIR.match(line):
        return Printed(office=line), 1
    if BARE_NAME.match(line) and at + 1 < len(lines):
        after = _in_one_line(lines[at + 1])
        if after and (after.name is None or after.name == line or line.split()[-1] in (after.name or "").split()):
            return Printed(line, office=after.office, constituency=after.constituency, party=after.party), 2
    one = _in_one_line(line)
    return (one, 1) if one and one.name else None


def _in_one_line(line: str) -> Printed | None:
    if (match := SEAT_AND_PARTY.match(line)) and match["party"] in parties():
        return Printed(match["name"], constituency=match["seat"], party=match["party"])
    if (match := NAME_AND_PARTY.match(line)) and match["party"] in parties():
        return Printed(match["name"], party=match["party"])
    if match := OFFICE_AND_NAME.match(line):
        return Printed(match["name"], office=match["office"])
    return None


def named_again(seen: list[Printed]) -> Callable[[Sequence[str], int], Named | None]:
    """Return a reader of who stands alone on a line: printed in full before, in `seen`, which may grow, or above speech by a
    title and a name, by an office, or by a surname of before. Who that is the register says, or it stays unknown.

    >>> alone = named_again([Printed("Dr Thérèse Coffey", office="The Minister")])
    >>> alone(["Dr Coffey", "I do not accept that figure."], 0)
    (Printed(name='Dr Coffey', identifier=None, office=None, constituency=None, party=None), 1)
    """
    names: dict[str, str] = {}
    surnames: set[str] = set()
    offices: dict[str, set[str]] = defaultdict(set)
    taken = 0

    def alone(lines: Sequence[str], at: int) -> Named | None:
        nonlocal taken
        for name, office in ((one.name, one.office) for one in seen[taken:] if one.name):
            plain = HONORIFIC.sub("", name)
            names[plain] = min(name, names.get(plain, name))
            surnames.add(plain.split()[-1])
            if office:
                offices[office].add(name)
        taken = len(seen)
        line = lines[at]
        if known := names.get(HONORIFIC.sub("", line)):
            return Printed(known), 1
        if line in offices:
            only = min(offices[line]) if len(offices[line]) == 1 else None
            return Printed(only, office=line), 1
        if not BARE_NAME.match(line) or not _is_speech(lines, at + 1):
            return None
        if OFFICE.match(line):
            return Printed(office=line), 1
        return (Printed(line), 1) if TITLED.match(line) or line.split()[-1] in surnames else None

    return alone


def _is_speech(lines: Sequence[str], at: int) -> bool:
    """Tell whether a line ends as a sentence does: no second name of a list, no heading."""
    return at < len(lines) and bool(SENTENCE_END.search(lines[at])) and not is_procedure(lines[at])
