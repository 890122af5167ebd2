"""Read an amount where it starts: money, a share, a percentage, a measure, a range, or a number alone."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures.numbers import SMALL, SPELT, Number, either, number, spelt, tidy
from kg.extract.figures.sterling import sterling
from kg.extract.figures.tables import Currency, Unit, currencies, numerals, units


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text. `number` is its first number as written, where it has one that could be a name."""

    begin: int
    end: int
    rule: str
    value: Decimal | None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    number: Number | None = None


def amount(text: str, begin: int, limit: int) -> Amount | None:
    """Return the amount that starts at `begin` and ends before `limit`, or None.

    >>> amount("£2.3 million", 0, 12).value
    Decimal('2300000')
    >>> read = amount("10-15 kg", 0, 8)
    >>> read.minimum, read.maximum, read.unit
    (Decimal('10'), Decimal('15'), 'KiloGM')
    """
    for reader in (_sterling, _pound_in, _money, _loose, _odds, _half_unit, _share, _quantity):
        found = reader(text, begin)
        if found:
            return found if found.end <= limit else None
    return None


def _sterling(text: str, begin: int) -> Amount | None:
    found = sterling(text, begin)
    if not found:
        return None
    end, low, high = found
    return Amount(begin, end, "figure-money", *_values(low, high), currency="GBP")


MARK = re.compile(f"({either(f for f, c in currencies().items() if c.place == 'before')}) ?")
YEARS = re.compile(r"(?:1[89]|20)\d\d[-–/]\d\d")
"""After a mark and a blank these head the columns of a table."""
TO = re.compile(r" to | ?[-–] ?(?=[£€$\d])")
OR = re.compile(" or ")
AND = re.compile(" and ")
BETWEEN = re.compile(r"\b[Bb]etween $")
FROM = re.compile(r"\b[Ff]rom (?:[a-z]+ ){0,2}$")


def _money(text: str, begin: int) -> Amount | None:
    mark = MARK.match(text, begin)
    first = number(text, mark.end()) if mark else None
    if not mark or not first or (mark[0].endswith(" ") and YEARS.match(text, mark.end())):
        return None
    low, high, end = _range(text, begin, first)
    return Amount(begin, end, "figure-money", *_values(low, high), currency=currencies()[mark[1]].code)


def _values(low: Decimal, high: Decimal | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (low, None, None) if high is None else (None, min(low, high), max(low, high))


def _range(text: str, begin: int, first: Number) -> tuple[Decimal, Decimal | None, int]:
    """Return low, high and end: "from 120 to 87" is two figures, "between 87 and 120" is one."""
    found = _hinge(text, begin, first)
    second = _second(text, found) if found else None
    if not second or (second.spelt != first.spelt and found and found[0] == " or "):
        return first.value, None, first.end
    if found and found[0] == " or " and not first.value < second.value <= 10 * first.value * second.factor:
        return first.value, None, first.end
    bare = second.value / second.factor
    low = first.value * second.factor if first.factor == 1 and first.value < bare else first.value
    return low, second.value, second.end


def _hinge(text: str, begin: int, first: Number) -> re.Match[str] | None:
    before = text[max(0, begin - 24) : begin]
    if BETWEEN.search(before):
        return AND.match(text, _after_unit(text, first.end))
    if FROM.search(before):
        return None
    return TO.match(text, _after_unit(text, first.end)) or (OR.match(text, first.end) if first.value > 1 else None)


def _after_unit(text: str, end: int) -> int:
    found = PERCENT.match(text, end)
    return found.end() if found else end


def _second(text: str, hinge: re.Match[str]) -> Number | None:
    mark = MARK.match(text, hinge.end())
    return number(text, mark.end() if mark else hinge.end())


LOOSE = re.compile(
    r"(?P<of>tens|hundreds|thousands)(?: and (?:tens|hundreds|thousands))? of "
    r"(?P<what>thousands|millions|billions)\b(?P<pounds> of pounds)?",
    re.IGNORECASE,
)
MANY = {"tens": Decimal(10), "hundreds": Decimal(100), "thousands": Decimal(1000)}


def _loose(text: str, begin: int) -> Amount | None:
    """Read "tens of thousands": no value, but a minimum, ten thousand."""
    found = LOOSE.match(text, begin)
    if not found:
        return None
    least = MANY[found["of"].lower()] * numerals("magnitude")[found["what"].lower().removesuffix("s")]
    pounds = "GBP" if found["pounds"] else None
    rule = "figure-money" if pounds else "figure-count"
    return Amount(begin, found.end(), rule, None, minimum=least, unit=None if pounds else "NUM", currency=pounds)


ODDS = re.compile(
    rf"(?P<some>{SMALL}|\d+) (?:in|out of)(?P<every> every)? (?P<all>{SPELT}|\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}})\b"
    rf"(?! (?:years?|months?|weeks?|days?|hours?|{either(numerals('magnitude'))})\b|%|,?\d|\.\d)",
    re.IGNORECASE,
)


def _odds(text: str, begin: int) -> Amount | None:
    """Read "one in five" as the share 0.2."""
    found = ODDS.match(text, begin)
    if not found:
        return None
    return _part_of(
        begin, found.end(), _small(found["some"].lower()), _small(found["all"].lower()), commas="," in found["all"]
    )


POUND_IN = re.compile(r"£(?P<some>\d{1,3}) (?:in|out of)(?: every| each)? £(?P<all>\d{1,4})\b(?![,.]\d| notes?\b)")


def _pound_in(text: str, begin: int) -> Amount | None:
    """Read "£1 in every £5" as the share 0.2."""
    found = POUND_IN.match(text, begin)
    return _part_of(begin, found.end(), Decimal(found["some"]), Decimal(found["all"])) if found else None


def _part_of(begin: int, end: int, some: Decimal, every: Decimal, *, commas: bool = False) -> Amount | None:
    if not some < every <= (1_000_000 if commas and some <= 10 else 1000):
        return None
    places = Decimal("0.0001") if every <= 1000 else Decimal("0.00000001")
    return Amount(begin, end, "figure-share", tidy((some / every).quantize(places)), unit="FRACTION")


def _small(words: str) -> Decimal:
    digits = words.replace(",", "")
    return Decimal(digits) if digits.isdigit() else spelt(words)


PARTS = either(part for part in numerals("part") if part != "half")
SHARE = re.compile(rf"(?:(?P<times>a|one|two|three|four|seven|nine)[ -](?P<part>{PARTS})|half)\b(?!-)", re.IGNORECASE)


def _share(text: str, begin: int) -> Amount | None:
    found = SHARE.match(text, begin)
    if not found or _goes_on(text, begin, found.end()):
        return None
    value = _fraction(found)
    other = SHARE.match(text, found.end() + len(" and ")) if text.startswith(" and ", found.end()) else None
    if other and BETWEEN.search(text[max(0, begin - 24) : begin]):
        low, high = sorted((value, _fraction(other)))
        return Amount(begin, other.end(), "figure-share", None, low, high, unit="FRACTION")
    return Amount(begin, found.end(), "figure-share", value, unit="FRACTION")


def _fraction(share: re.Match[str]) -> Decimal:
    times = numerals("one").get((share["times"] or "a").lower(), Decimal(1))
    return tidy((times * numerals("part")[(share["part"] or "half").lower()]).quantize(Decimal("0.0001")))


SINGLE = either(form for form, unit in units().items() if unit.kind in {"one", "single"})
HALF_UNIT = re.compile(rf"half an? ({SINGLE})\b(?!-)", re.IGNORECASE)


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Say whether a longer number starts here: "half a million", not "half"."""
    longer = number(text, begin)
    return longer is not None and longer.end > end


def _half_unit(text: str, begin: int) -> Amount | None:
    found = HALF_UNIT.match(text, begin)
    return _measure(begin, found.end(), Decimal("0.5"), None, found[1]) if found else None


PERCENT = re.compile(
    r"(?P<points> ?(?:%|per ?cent)[ -]points?\b| percentage points?\b)|(?P<basis> basis points?\b)"
    r"| ?%| per ?cent\b(?:\.(?= [a-z(]))?"
)
WORDS = either(form for form, unit in units().items() if unit.kind == "word" and unit.measure != "percent")
SYMBOLS = either(form for form, unit in units().items() if unit.kind == "symbol" and unit.measure != "percent")
UNIT = re.compile(rf"[ -](?P<word>{WORDS}|{SINGLE})\b(?!-)| ?(?P<symbol>{SYMBOLS})(?!\w)")
NOUN = re.compile(r" [a-z]")
COINS = either(form for form, coin in currencies().items() if coin.place == "after")
COIN = re.compile(rf"[ -](?:of )?({COINS})\b(?!-)|(p)\b(?![.-]\w)")
TIMES = re.compile(r" times\b(?! table)")


def _quantity(text: str, begin: int) -> Amount | None:
    first = number(text, begin)
    if not first or first.mark:
        return None
    low, high, end = _range(text, begin, first)
    percent = PERCENT.match(text, end) or (PERCENT.match(text, first.end) if high is None else None)
    if percent:
        return Amount(begin, percent.end(), "figure-percentage", *_values(low, high), unit=_hundredth(percent))
    coin = COIN.match(text, end)
    if coin:
        return _coins(begin, coin.end(), low, high, currencies()[coin[1] or coin[2]])
    unit = UNIT.match(text, end)
    if unit and _fits(text, unit, first):
        made = _measure(begin, unit.end(), low, high, unit["word"] or unit["symbol"])
        return replace(made, number=first)
    if TIMES.match(text, end):
        return Amount(begin, end + len(" times"), "figure-multiple", *_values(low, high), unit="NUM", number=first)
    return Amount(begin, end, "figure-number", *_values(low, high), unit="NUM", number=first)


def _hundredth(found: re.Match[str]) -> str:
    """Return the unit: percentage points and basis points are ours, as QUDT has none."""
    return "PercentagePoint" if found["points"] else "BasisPoint" if found["basis"] else "PERCENT"


def _fits(text: str, unit: re.Match[str], first: Number) -> bool:
    """Say whether it measures ("one year", "two years", "a 450-litre tank") or says of what kind ("2 metre", "a two-year deal")."""
    form = unit["word"]
    if not form:
        return not first.spelt
    if unit[0][0] == "-":
        return not first.spelt and units()[form].measure != "time" and bool(NOUN.match(text, unit.end()))
    return units()[form].kind == "word" or (units()[form].kind == "one" and first.value == 1)


def _coins(begin: int, end: int, low: Decimal, high: Decimal | None, coin: Currency) -> Amount:
    values = _values(tidy(low * coin.factor), None if high is None else tidy(high * coin.factor))
    return Amount(begin, end, "figure-money", *values, currency=coin.code)


def rule_of(unit: Unit) -> str:
    return "figure-duration" if unit.measure == "time" else "figure-measure"


def _measure(begin: int, end: int, low: Decimal, high: Decimal | None, form: str) -> Amount:
    unit = units()[form if form in units() else form.lower()]
    return Amount(begin, end, rule_of(unit), *_values(low, high), unit=unit.name)
