"""Forms of address: how Members speak of one another without a name, and what each form says of the person.

The forms are made of parts ("my" + "right hon." + "learned" + "Friend"); addresses.csv has each part, what it says,
whether that is hard (the House keeps to it) or soft (mostly true), and its source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.model import Contribution, Kind, Mention, Said, Status
from kg.tables import table

TABLE = Path(__file__).parent / "addresses.csv"
MINISTERS = {"minister", "secretary-of-state"}
NOT_A_TITLE = (
    r"(?!s?\s(?:of|without|at\sthe|in\s(?:the\s(?:Lords|Commons|House|other)|another)|responsible|in\scharge|who)\b)"
    r"(?!s?\sfor\s(?!(?:his|her|their|that|this|giving|coming|making|an?|the\s(?:statement|answer|update|advance|way|work|response|letter))\b))"
)
NAMES_SOMEBODY_ELSE = r"(?!,?\s(?:the\s)?(?:(?:right\s)?hon\.\s)?Member\sfor)(?!,?\s(?:the\s)?[A-Z][a-z]+)"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form of address; `place` is owner, honour, noun, title or chair, `says` what it tells."""

    pattern: str
    place: str
    says: tuple[str, ...]
    is_hard: bool
    source: str


@cache
def parts() -> tuple[Part, ...]:
    """Return the parts of the forms of address, in the order of their table."""
    return tuple(
        Part(row["part"], row["place"], tuple(row["says"].split()), row["strength"] == "hard", row["source"])
        for row in table(TABLE)
    )


def _any(*places: str) -> str:
    found = [part.pattern.replace(" ", r"\s") for part in parts() if part.place in places]
    return "(?:" + "|".join(found) + ")"


@cache
def honours() -> str:
    """Return a pattern of the honours before a noun: "right hon. and learned", "noble and gallant"."""
    return rf"(?:{_any('honour')}(?:,?\s(?:and\s)?)?)+"


@cache
def _pattern() -> re.Pattern[str]:
    owner, noun = _any("owner"), _any("noun")
    of_office = rf"(?:,?\s(?:the\s)?{_any('title')}{NOT_A_TITLE})?"
    called = rf"{owner}\s{honours()}\s?{noun}{of_office}"
    titled = rf"[Tt]he\s{_any('title')}{NOT_A_TITLE}"
    return re.compile(
        rf"\b(?:(?P<called>{called})|(?P<title>{titled}))(?![\w-]){NAMES_SOMEBODY_ELSE}|\b(?P<chair>{_any('chair')})(?!\w)"
    )


@cache
def before_a_name() -> re.Pattern[str]:
    """Return the pattern of a form of address that a name follows: "the noble Lord, Lord Hunt", "my noble friend"."""
    return re.compile(rf"\b{_any('owner')}\s{honours()}\s?{_any('noun')},?\s(?:the\s)?$")


@lru_cache(4096)
def says(address: str) -> frozenset[str]:
    """Return what a form of address tells of the person meant, by the table.

    >>> sorted(says("my right hon. and learned friend"))
    ['counsel', 'friend', 'member', 'own-side', 'privy-counsellor']
    >>> sorted(says("the noble baroness")), sorted(says("mr deputy speaker"))
    (['other', 'peer', 'woman'], ['deputy', 'man'])
    """
    chairs = [part for part in parts() if part.place == "chair" and re.fullmatch(part.pattern, address, re.IGNORECASE)]
    among = chairs or [part for part in parts() if part.place != "chair"]
    told = {
        said
        for part in among
        if re.search(rf"(?<!\w)(?:{part.pattern})(?!\w)", address, re.IGNORECASE)
        for said in part.says
    }
    return frozenset(told - {"clergy"} if "bishop" in told else told)


def is_friend(address: str | None) -> bool:
    """Tell whether a form of address is said of one's own side: "my right hon. Friend".

    >>> is_friend("my hon. friend"), is_friend("the hon. lady"), is_friend(None)
    (True, False, False)
    """
    return bool(address) and {"own-side", "friend"} <= says(address or "")


def addressed_people(contribution: Contribution) -> Iterator[Mention]:
    """Yield the forms of address that stand for somebody without naming them: "my hon. Friend", "the Minister"."""
    for match in _pattern().finditer(contribution.text):
        words = " ".join(match.group().lower().split())
        is_minister = says(words) & MINISTERS
        rule = "chair-address" if match["chair"] else "minister-address" if is_minister else "form-of-address"
        yield Mention(match.start(), match.end(), Kind.PERSON, rule, status=Status.UNKNOWN, said=Said(address=words))
