"""What is a number and no figure: years, dates, times, labels, ages, pronouns, a speaker's "three points"."""

import re

from kg.extract.figures.amounts import Amount
from kg.extract.figures.numbers import ONE, either
from kg.extract.figures.tables import labels, units, words

REMEMBERED = 2000
"""For so many characters a label is remembered."""

SMALL = 12
"""Up to here a number after "the" or "these" only says again what is known: "the two Houses"."""

MONTH = either(words("month"))
MONTH_AFTER = re.compile(rf" (?:of )?{MONTH}\b")
MONTH_BEFORE = re.compile(rf"\b{MONTH} $")
CLOCK_AFTER = re.compile(r" ?[ap]\.?m\b", re.IGNORECASE)
CLOCK = re.compile(
    rf" ?(?:[ap]\.?m\b|o[’']clock)|:\d|(?: minutes?)? past\b| minutes? to (?:{ONE}|ten|eleven|twelve|noon|midnight|\d+|the hour)\b",
    re.IGNORECASE,
)
ITEM = rf"(?:\d\w*|{ONE}|(?-i:[A-Z]))(?:\(\w+\))*"
LABEL = re.compile(
    rf"\b({either(labels())})\.? \(?(?:{ITEM}(?:,? (?:(?:and|or|to) )?\(?| ?[-–] ?| ?\())*$", re.IGNORECASE
)
OLD = re.compile(
    r"(?: to \d{1,3}| or \d{1,3}|-\d{1,3})?(?: years?| year-olds?|[ -]year-olds?)?(?:(?<=olds)|(?<=old)| (?:old|of age))\b"
)
AGED = re.compile(r"\b(?:aged?|ages)(?: of| between| under| over| up to| about| around)? $", re.IGNORECASE)
PER = re.compile(r"\b(?:per|(?:in|of|for) every|out of|for each) $", re.IGNORECASE)
LAST_WORD = re.compile(r"([\w’']+)[ -]$")
NAME = re.compile(r"[\w’.,;:)] ([A-Z][\w’]+|[A-Z]) $")
TRAIN = re.compile(r"(?:1\d|2[0-3])\.[0-5]\d")
YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:s|[-–/]\d{2,4})?\b")
SINGLE = [form for form, unit in units().items() if unit.kind in {"one", "single"}]
GLUED_BEFORE = frozenset("-/.,_’'#@&+=°")
GLUED_AFTER = re.compile(r"\w|-[\w(]|/\w|\(|[.:]\d|,\d|[’']s\b|[’']\d")


def last_word(text: str, begin: int) -> str:
    found = LAST_WORD.search(text, max(0, begin - 24), begin)
    return found[1].lower() if found else ""


def glued(text: str, begin: int, end: int) -> bool:
    """Say whether a number is part of a longer token: "covid-19", "A30", "5(2)", "(8)", "2014/15"."""
    before = text[begin - 1 : begin]
    if before == "–" and text[begin - 2 : begin - 1].isdigit():
        return True
    bracketed = before in {"(", "["} and text[end : end + 1] in {")", "]"}
    return (
        before.isalnum() or (before != "" and before in GLUED_BEFORE) or bracketed or bool(GLUED_AFTER.match(text, end))
    )


def labelled(text: str, found: Amount) -> bool:
    """Say whether a noun takes the number as its name: "section 136", "clauses 5, 6 and 7", "tier two"."""
    if not found.number or found.number.scaled or "," in found.number.written:
        return False
    before = text[max(0, found.begin - 70) : found.begin]
    if not _after_label(last_word(text, found.begin)) or LABEL_WORDS.isdisjoint(LETTERS.findall(before.casefold())):
        return False
    label = LABEL.search(before)
    value = found.number.value
    return label is not None and value <= labels()[label[1].lower()]


LETTERS = re.compile("[a-z]+")
LABEL_WORDS = frozenset(LETTERS.findall(noun.casefold())[-1] for noun in labels())
LABEL_ENDS = frozenset(noun.rpartition(" ")[2] for noun in labels()) | {"", "and", "or", "to"}


def _after_label(word: str) -> bool:
    """Say whether the word before a number can make it a label at all: the pattern costs more than this."""
    return word in LABEL_ENDS or word[0].isdigit() or len(word) == 1


def relabelled(text: str, found: Amount) -> bool:
    """Say whether a noun took this bare number as its name before: "section 106 ... 106 agreements"."""
    if not found.number or not found.number.plain:
        return False
    once = text.find(f" {found.number.written} ", max(0, found.begin - REMEMBERED), found.begin)
    return once >= 0 and LABEL.search(text[max(0, once - 69) : once + 1]) is not None


def dated(text: str, found: Amount) -> bool:
    """Say whether the number is a year, a day of a month, a time of the day or an age."""
    first = found.number
    if not first:
        return False
    before = text[max(0, found.begin - 20) : found.begin]
    if first.plain and (YEAR.match(text, found.begin) or _day(text, found, before)):
        return found.rule != "figure-measure" or bool(_day(text, found, before))
    ranged = found.minimum is not None and CLOCK_AFTER.match(text, found.end)
    return bool(ranged or CLOCK.match(text, first.end) or OLD.match(text, first.end) or AGED.search(before))


BESIDE_DIGITS = re.compile(r"\d $")
DIGITS_BESIDE = re.compile(r" \d")


FOOTNOTE = re.compile(r" [A-Z][a-z]+ [a-z]")


def footnote(text: str, found: Amount) -> bool:
    """Say whether a small number that opens a line only numbers it: "4 Drug misuse deaths were ..."."""
    opens = found.begin == 0 or text[found.begin - 1] == "\n"
    small = found.number is not None and found.number.plain and found.number.value <= SMALL
    return opens and small and FOOTNOTE.match(text, found.end) is not None


def telephone(text: str, found: Amount) -> bool:
    """Say whether a number that stands alone is a group of a longer one ("020 7219 3000") or one to call."""
    before = BESIDE_DIGITS.search(text, max(0, found.begin - 2), found.begin)
    either_or = " or " in text[found.begin : found.end] and _apart(found)
    return bool(before or DIGITS_BESIDE.match(text, found.end)) or either_or


def _apart(found: Amount) -> bool:
    return found.minimum is not None and found.maximum is not None and found.maximum > 2 * found.minimum


SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}$")


def score(text: str, found: Amount) -> bool:
    """Say whether a number that stands alone is the score of a game: "4-2"."""
    return SCORE.match(text, found.begin, found.end) is not None


def timed(found: Amount) -> bool:
    """Say whether a number that stands alone may be a time of the day: "the 18.13"."""
    return found.number is not None and TRAIN.fullmatch(found.number.written) is not None


def _day(text: str, found: Amount, before: str) -> bool:
    day = found.number is not None and found.number.value <= 31
    return day and bool(MONTH_AFTER.match(text, found.end) or MONTH_BEFORE.search(before))


ONE_OR = re.compile(r"\bone or $", re.IGNORECASE)


def known(text: str, found: Amount) -> bool:
    """Say whether a small number only points back ("the two Houses") or is vague ("one or two")."""
    first = found.number
    if first is None:
        return False
    if first.value > SMALL:
        return first.plain and last_word(text, found.begin) in ("these", "those")
    return one_or(text, found.begin) or last_word(text, found.begin) in words("determiner")


ONE_TO = re.compile(r"(?<![\w.,])(?:one|1) (?:[\w’'-]+ ){1,6}(?:per|(?:for|to) every|for each) $", re.IGNORECASE)


def denominator(text: str, begin: int) -> bool:
    """Say whether a number is what others are counted by: "43 cases per 100,000", but "one officer per 3,292 people"."""
    return bool(PER.search(text, max(0, begin - 12), begin)) and not ONE_TO.search(text, max(0, begin - 90), begin)


def one_or(text: str, begin: int) -> bool:
    """Say whether "one or" before a number makes it vague: "one or two years"."""
    return bool(ONE_OR.search(text, max(0, begin - 8), begin))


def named(text: str, begin: int) -> bool:
    """Say whether a capitalised word inside a sentence stands right before: "Channel 4", but "so. From 658,000"."""
    name = NAME.search(text, max(0, begin - 30), begin)
    opens = name is not None and text[name.start()] == "." and name[1].lower() in words("stop")
    return name is not None and not opens


AGO = re.compile(r" (?:ago|hence)\b")


def ago(text: str, end: int) -> bool:
    """Say whether what ends here tells when and not how many: "four decades ago"."""
    return AGO.match(text, end) is not None


LOCATING = re.compile(rf"(?:[’'] time| from (?:now|today)| {either(words('locating'))}| on(?=[,;.—–]| from| since))\b")
RECENT = re.compile(
    r"\b(?:last|past|next|previous|coming|first|final|preceding|following|other|every|another|recent|subsequent)"
    r"(?: few)? $|\b(?:in|over|during|within|throughout|after|for) (?:the|these|those) $",
    re.IGNORECASE,
)


def locates(text: str, found: Amount) -> bool:
    """Say whether a duration tells when, not how long: "two years ago", "in the last eight years"."""
    return bool(LOCATING.match(text, found.end) or RECENT.search(text[max(0, found.begin - 24) : found.begin]))


WRONG_HALF = re.compile(rf" (?:past|way|so|as|{either(SINGLE)})\b|[- ]term\b")
ORDINAL = re.compile(r"a (?!quarter)", re.IGNORECASE)
CONTENT = re.compile(r" ([A-Za-z’]+)")


def ordinal(text: str, found: Amount) -> bool:
    """Say whether a fraction word is none: "a third party", "the first half", "half past", "in a quarter"."""
    written = text[found.begin : found.end].lower()
    if written == "half":
        return last_word(text, found.begin) in words("not-half") or bool(WRONG_HALF.match(text, found.end))
    following = CONTENT.match(text, found.end)
    loose = following and following[1].lower() not in words("stop") - {"and", "such"}
    return written.startswith("a ") and (
        bool(loose) or (written == "a quarter" and last_word(text, found.begin) == "in")
    )
