"""How dates, times, numbers and statuses are said."""

import re
from datetime import date

NOT_SAID = "–"


def day(value: str) -> str:
    """Return an ISO date as people write it; what is none stays as it is.

    >>> day("2017-11-20"), day("")
    ('20 November 2017', '')
    """
    try:
        on = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{on.day} {on:%B %Y}"


def brief(value: str) -> str:
    """Return an ISO date as a column of dates has room for.

    >>> brief("2017-11-20"), brief("1945")
    ('20 Nov 2017', '1945')
    """
    try:
        on = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{on.day} {on:%b %Y}"


def dated(words: str) -> str:
    """Return words whose ISO dates are said as people say them.

    >>> dated("Commons, 2017-11-20")
    'Commons, 20 November 2017'
    """
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: day(found[0]), words)


def house(label: str) -> str:
    """Return a House as a column of Houses has room for.

    >>> house("House of Lords")
    'Lords'
    """
    return label.removeprefix("House of ")


def month(value: str) -> str:
    """Return the month or the year of an ISO date's beginning.

    >>> month("2017-11"), month("2017")
    ('Nov 2017', '2017')
    """
    try:
        return f"{date.fromisoformat(f'{value}-01'):%b %Y}"
    except ValueError:
        return value


def number(value: str) -> str:
    """Return a number with its thousands apart; what is none stays as it is.

    >>> number("1234567"), number("0.50"), number("many")
    ('1,234,567', '0.5', 'many')
    """
    try:
        amount = float(value)
    except ValueError:
        return value
    if amount.is_integer() and abs(amount) < 1e15:
        return f"{int(amount):,}"
    return f"{amount:,.4f}".rstrip("0").rstrip(".")


def clock(value: str) -> str:
    """Return a time of day without its seconds.

    >>> clock("21:10:00")
    '21:10'
    """
    return value[:5]


def counted(count: str | int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> counted("1", "debate"), counted(1200, "party", "parties")
    ('1 debate', '1,200 parties')
    """
    return f"{number(str(count))} {one if str(count) == '1' else many or one + 's'}"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
