"""Read a number as people write it: "2.3 million", "a dozen", "two and a half", "half a million"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from kg.extract.figures.tables import numerals


def either(forms: Iterable[str]) -> str:
    """Return a pattern of any of `forms`, the longest first.

    >>> either(["two", "twelve"])
    '(?:twelve|two)'
    """
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) + ")"


ONE, TEEN, TEN = (either(numerals(kind)) for kind in ("one", "teen", "ten"))
MAGNITUDE = either(numerals("magnitude"))
SMALL = rf"(?:{TEN}(?:[- ]{ONE})?|{TEEN}|{ONE})\b"
HUNDREDS = rf"(?:(?:{SMALL}|a) hundred\b(?: and {SMALL})?|{SMALL})"
SPELT = rf"(?:{HUNDREDS}|a(?= {MAGNITUDE}\b))(?: {MAGNITUDE}\b(?: and {HUNDREDS}| {HUNDREDS} {MAGNITUDE}\b)*)?"
COUPLE = rf"a couple of (?P<couple>(?:hundred|dozen)(?: {MAGNITUDE})?|{MAGNITUDE})"
PART = r"(?P<part>half|(?:a|one|three)[ -]quarters?)(?: of)? a "
NUMBER = re.compile(
    rf"{PART}(?P<whole>{MAGNITUDE}|hundred|dozen)\b|{COUPLE}\b"
    r"|(?:(?P<digits>\d{1,3}(?:,\d{3})+(?!,?\d)(?:[.·]\d+)?|\d+(?:[.·]\d+)?)(?P<glyph>[½¼¾])?|(?P<lone>[½¼¾])"
    rf"|(?P<dozens>(?:a|{SMALL}) dozen)\b|(?P<words>{SPELT})\b)"
    r"(?P<rest> and (?:a half|a quarter|three[- ]quarters)\b)?"
    rf"(?P<scale>(?:-odd(?= ))?[ -]?(?:{MAGNITUDE}s?|{either(numerals('short'))})\b(?P<more> and a (?:half|quarter)\b)?"
    rf"|{either(numerals('mark'))}\b)?",
    re.IGNORECASE,
)
MOST_DIGITS = 15
RESTS = {
    " and a half": Decimal("0.5"),
    " and a quarter": Decimal("0.25"),
    " and three quarters": Decimal("0.75"),
}
SCALES = {**numerals("magnitude"), **numerals("short"), **numerals("mark")}


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: where it ends, its value, and how it was written."""

    end: int
    value: Decimal
    written: str
    factor: Decimal = Decimal(1)
    scaled: bool = False
    mark: bool = False

    @property
    def plain(self) -> bool:
        """True of bare digits, as in "106", which may be a name, a year or a date."""
        return self.written.isdigit()

    @property
    def spelt(self) -> bool:
        return self.written[0].isalpha()


def number(text: str, begin: int) -> Number | None:
    """Return the number that starts at `begin`, or None.

    >>> number("half a million people", 0).value
    Decimal('500000')
    >>> number("two and a half years", 0).value
    Decimal('2.5')
    """
    found = NUMBER.match(text, begin)
    if not found or len(found["digits"] or "") > MOST_DIGITS:
        return None
    more = (found["more"] or "").lower()
    scale = (found["scale"] or "").lower().removesuffix(more).removeprefix("-odd").strip(" -")
    factor = SCALES.get(scale) or SCALES[scale.removesuffix("s")] if scale else Decimal(1)
    mark = scale in numerals("mark")
    scaled = bool(scale or found["whole"] or found["dozens"] or found["couple"])
    return Number(found.end(), tidy((_value(found) + RESTS.get(more, 0)) * factor), found[0], factor, scaled, mark)


def tidy(value: Decimal) -> Decimal:
    """Return `value` without an exponent and without zeros after the point: equal values, equal digits."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _value(found: re.Match[str]) -> Decimal:
    if found["whole"]:
        return _part(found["part"].lower()) * spelt(found["whole"].lower())
    if found["couple"]:
        return 2 * spelt(found["couple"].lower())
    if found["dozens"]:
        return spelt(found["dozens"].lower())
    if found["lone"]:
        return numerals("glyph")[found["lone"]]
    rest = RESTS.get((found["rest"] or "").lower().replace("-", " "), Decimal(0))
    if found["words"]:
        return spelt(found["words"].lower()) + rest * numerals("magnitude").get(
            found["words"].split(" ")[-1].lower(), 1
        )
    return (
        Decimal(found["digits"].replace(",", "").replace("·", "."))
        + numerals("glyph").get(found["glyph"] or "", Decimal(0))
        + rest
    )


def _part(words: str) -> Decimal:
    times, _, part = words.replace("-", " ").rpartition(" ")
    return numerals("one").get(times, Decimal(1)) * numerals("part")[part]


PLAIN = {**numerals("one"), **numerals("teen"), **numerals("ten"), "a": Decimal(1)}
MULTIPLIERS = {**numerals("magnitude"), **numerals("hundred"), **numerals("group")}


def spelt(words: str) -> Decimal:
    """Return the value of a number in lower-case words.

    >>> spelt("two hundred and five thousand and twelve")
    Decimal('205012')
    """
    tokens = [token for token in re.split("[ -]", words) if token != "and"]
    total, current = reduce(_read, tokens, (Decimal(0), Decimal(0)))
    return total + current


def _read(sums: tuple[Decimal, Decimal], token: str) -> tuple[Decimal, Decimal]:
    total, current = sums
    if token in PLAIN:
        return total, current + PLAIN[token]
    if token in numerals("magnitude"):
        return total + (current or Decimal(1)) * MULTIPLIERS[token], Decimal(0)
    return total, (current or Decimal(1)) * MULTIPLIERS[token]
