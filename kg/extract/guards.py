"""What must stand beside a written form before it counts: the guards of the vocabulary, and how names run on."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kg.extract.forms import alike
from kg.extract.inflections import inflected
from kg.model import Kind
from kg.vocabulary import Guard, Vocabulary

Allowed = Callable[[str, int, int], bool]
OnDay = Callable[[date], bool]

TITLE_BEFORE = re.compile(
    r"(?:\b(?:Lords?|Lady|Baroness|Viscount|Countess|Mrs?|Ms|Miss|Sir|Dame|Dr|Professor|Judge|Justice|President|Queen|King"
    r"|Captain|Colonel|Major|General|Admiral|Sergeant|Corporal|Constable|Inspector|Superintendent|Canon|Father|Sister|Saint)\.?"
    r"|\b(?:Lord|Lady|Earl|Duke|Duchess|Marquess|Bishop|Archbishop|Dean|Baroness|Viscount|Baron)"
    r"\s(?:[A-Z]\w+\s)?of)\s$"
)
COMPASS_BEFORE = re.compile(r"\b(?:North|South|East|West|Mid|Central|Royal|Upper|Lower|New|Port|Saint|St\.?)\s$")
OFFICE_BEFORE = re.compile(
    r"\b(?:Minister|Secretary of State|Secretary|Commissioner)s? (?:for|of) (?:[A-Z][\w,]+ (?:and )?)*(?:the )?$"
)
NAME_BEFORE = re.compile(r"(?<![.!?:;\n\"“”’)—])(?<!^)\s[A-Z][a-z’']+\s$")
NAME_AFTER = re.compile(r"\s[A-Z][a-z]{2,}")
BODY_AFTER = re.compile(
    r"\s(?:Union|Federation|Confederation|Inspectorate|Association|Society|Museum|Alliance|Assistance\sMission|of\sHuman\sRights)\b"
)
NAME_AFTER_ALLOWED = re.compile(
    r"\s(?:Members?|Mayor|Governments?|Administrations?|Ministers?|President|Ambassador|Labour|Conservatives?|Tory|Tories|Liberal|Since|But)\b"
)


NO_NAME = re.compile(r"(?!)")


def part_of_longer_name(text: str, begin: int, end: int, no_name: re.Pattern[str] = NO_NAME) -> bool:
    """Tell whether a capitalised form is only a part of the name that is written.

    `no_name` finds capitalised words right before that begin no name: "last Thursday Ukraine".

    >>> part_of_longer_name("We saw Lord Derby", 12, 17), part_of_longer_name("Derby County won", 0, 5)
    (True, True)
    >>> part_of_longer_name("In Derby the force", 3, 8)
    False
    """
    before = text[max(0, begin - 40) : begin]
    if TITLE_BEFORE.search(before) or COMPASS_BEFORE.search(before):
        return True
    if NAME_BEFORE.search(before) and not no_name.search(before):
        return True
    return bool(NAME_AFTER.match(text, end)) and not NAME_AFTER_ALLOWED.match(text, end)


ACT_AFTER = re.compile(
    r"(?: (?:and|of|the|for|in|to|&|[A-Z][\w’'-]+|\([A-Z][^()]{1,40}\)),?){0,6} (?:Acts?|Bill)(?! of Parliament)\b"
)


def another_body(text: str, begin: int, end: int) -> bool:
    """Tell whether a capitalised name of a body goes on to be that of another, or of an Act.

    >>> another_body("the Fire Brigades Union", 4, 17), another_body("the Fire Brigades", 4, 17)
    (True, False)
    >>> another_body("the Local Authority Social Services Act 1970", 4, 19)
    True
    """
    return text[begin].isupper() and bool(BODY_AFTER.match(text, end) or ACT_AFTER.match(text, end))


HEADS = re.compile(
    r"\b(?:[Cc]hair(?:man|woman|person)?s?|[Cc]lerks?|Advocates? General|Governors?|[Dd]irectors?(?: [Gg]eneral)?"
    r"|[Cc]hief (?:executive|inspector|constable|officer)s?|[Pp]resident|Judges?) of (?:the |his |her )?$"
)
DOCUMENT_AFTER = re.compile(
    r"\s(?:Acts?|Bills?|Orders?|Regulations|White Paper|Green Paper|Minister|Secretary|Association|Committee|Commission"
    r"|Council|Fund|Trust|Society|Agency|Alliance|Foundation|Group|Products|Forum|Network|Partnership|Authority)\b"
)
GROUP_BEFORE = re.compile(
    r"\b(?:all-party(?: parliamentary)? group|APPG|task ?force|working group) (?:on|for) (?:the )?$", re.IGNORECASE
)
CAPITAL_BEFORE = re.compile(r"(?<![.!?:;\n\"“”’)—])\s(?:British Association|[A-Z][a-z’']+)(?: for| of| and)?\s$")


def holds_an_office_of(text: str, begin: int) -> bool:
    """Tell whether a body is named only to say what somebody is: "the Chair of the Education Committee".

    >>> holds_an_office_of("the Chair of the Education Committee", 17), holds_an_office_of("the Education Committee", 4)
    (True, False)
    """
    return bool(HEADS.search(text[max(0, begin - 40) : begin]))


def part_of_a_title(form: str, text: str, begin: int, end: int) -> bool:
    """Tell whether the words of an issue stand in the title of an Act, a body or an office, and not for the matter.

    >>> part_of_a_title("human rights", "the Human Rights Act", 4, 16), part_of_a_title("crime", "tackling crime", 9, 14)
    (True, False)
    >>> part_of_a_title("dark skies", "the all-party group for dark skies", 24, 34)
    True
    """
    if DOCUMENT_AFTER.match(text, end) or GROUP_BEFORE.search(text[max(0, begin - 50) : begin]):
        return True
    capitals = form.islower() and text[begin].isupper() and (begin == 0 or text[begin - 1] != "\n")
    return capitals and bool(CAPITAL_BEFORE.search(text[max(0, begin - 40) : begin]))


def names_an_office(text: str, begin: int) -> bool:
    """Tell whether a capitalised form is the field of an office: "the Minister for Crime Prevention".

    >>> names_an_office("the Minister for Crime Prevention", 17), names_an_office("the Minister on crime", 16)
    (True, False)
    """
    return text[begin].isupper() and bool(OFFICE_BEFORE.search(text[max(0, begin - 60) : begin]))


def guards_of(vocabulary: Vocabulary) -> Mapping[tuple[str, Kind], Allowed]:
    """Return, for each guarded form and kind, the test that its surroundings have to pass."""
    by_form: dict[tuple[str, Kind], list[Guard]] = defaultdict(list)
    for guard in vocabulary.guards:
        for key in _keys(guard):
            by_form[key].append(guard)
    return {key: all_of(tuple(guards)) for key, guards in by_form.items()}


def days_of(vocabulary: Vocabulary) -> Mapping[tuple[str, Kind], OnDay]:
    """Return, for each form and kind that certain years alone have, the test that a day has to pass.

    >>> from kg.vocabulary import load_vocabulary
    >>> virus = days_of(load_vocabulary())["the virus", Kind.ISSUE]
    >>> virus(date(2020, 12, 14)), virus(date(2009, 7, 1))
    (True, False)
    """
    return {key: guard.stands for guard in vocabulary.guards if guard.start or guard.end for key in _keys(guard)}


def _keys(guard: Guard) -> Iterator[tuple[str, Kind]]:
    """Yield form and kind of a guard; what never stands alone, or in certain years, does so in neither number."""
    for kind in [guard.kind] if guard.kind else Kind:
        both = kind is Kind.ISSUE and (guard.never or guard.start or guard.end)
        for form in inflected(guard.form) if both else (guard.form,):
            yield alike(form), kind


def all_of(guards: tuple[Guard, ...]) -> Allowed:
    """Return the test that surroundings pass which every one of `guards` allows."""
    tests = [test for guard in guards for test in _tests(guard)]
    return lambda text, begin, end: all(test(text, begin, end) for test in tests)


def _tests(guard: Guard) -> list[Allowed]:
    after, before = _ends_with(guard.only_after), _starts_with(guard.only_before)
    not_after, not_before = _ends_with(guard.not_after), _starts_with(guard.not_before)
    tests: list[Allowed] = []
    if guard.never:
        tests.append(lambda text, begin, end: False)
    if guard.only_after:
        tests.append(lambda text, begin, end: bool(after.search(text[max(0, begin - 60) : begin])))
    if guard.only_before:
        tests.append(lambda text, begin, end: bool(before.match(text, end)))
    if guard.not_after:
        tests.append(lambda text, begin, end: not not_after.search(text[max(0, begin - 60) : begin]))
    if guard.not_before:
        tests.append(lambda text, begin, end: not not_before.match(text, end))
    return tests


def _ends_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\W)(?:{'|'.join(map(re.escape, words))})[\s-]$", re.IGNORECASE)


def _starts_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s-]?(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
