"""Days and times of day, as the API writes them."""

import re
from datetime import date, datetime, timedelta

from kg.read.api_json.fields import Fields

CLOCK = re.compile(
    r"^(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:\.\d{1,7})?(?: ?(?P<half>[ap])\.?m\.?)?$"
)
HALF = 12


def day_of(fields: Fields, key: str) -> date:
    """Return the day of a field that holds a moment. Raises FormError where it holds none."""
    try:
        return datetime.fromisoformat(fields.text(key)).date()
    except ValueError:
        raise fields.wrong(key, "a day") from None


def clock(words: str) -> str | None:
    """Return a time of day as it is written everywhere else, or None where there is none.

    >>> clock("9:35"), clock("14:32:00"), clock("2.30pm"), clock("26:00")
    ('09:35:00', '14:32:00', '14:30:00', None)
    """
    match = CLOCK.match(words.strip())
    if not match:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % HALF + HALF * (match["half"] == "p")
    if hour > 23 or int(match["minute"]) > 59:
        return None
    return f"{hour:02}:{match['minute']}:{match['second'] or '00'}"


def time_of(timecode: str, on: date) -> str | None:
    """Return the time of day of a moment of the sitting, which may go past midnight; any other day's is none of it.

    >>> time_of("2024-12-11T11:45:57", date(2024, 12, 11)), time_of("2000-01-01T00:00:00", date(2024, 12, 11))
    ('11:45:57', None)
    """
    try:
        moment = datetime.fromisoformat(timecode)
    except ValueError:
        return None
    if moment.date() not in (on, on + timedelta(days=1)):
        return None
    return moment.strftime("%H:%M:%S")
