"""Addresses of hansard.parliament.uk: the House, the day, what is there, and its id."""

import re
from dataclasses import dataclass
from datetime import date

from kg.model import House

ADDRESS = re.compile(
    r"^(?:(?:https?:)?//(?:www\.)?hansard\.parliament\.uk)?/(?P<house>commons|lords)/(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:/(?P<kind>[a-z]{1,40})/(?P<id>[\w-]{1,64})(?:/(?P<name>[^/?#\s]{0,300}))?)?/?(?:\?[^#\s]{0,500})?(?:#(?P<fragment>\S{0,100}))?$",
    re.IGNORECASE,
)
MEMBER = re.compile(r"(?:[?&]memberId=|/members?/)(?P<id>\d{1,9})(?![\w])", re.IGNORECASE)
SAVED = re.compile(rb"saved from url=\(\d{1,6}\)(?P<url>\S{1,500})")


@dataclass(frozen=True, slots=True)
class Address:
    """An address below a House and a day; `kind` is "debates", "division" and the like, "" for the day itself."""

    house: House
    date: date
    kind: str
    identifier: str
    url: str
    fragment: str


def address_of(href: str) -> Address | None:
    """Return an address of the site taken apart, None for any other.

    >>> found = address_of("/Commons/2017-11-20/debates/B64D87A1-1942-4568-AFC0-4A93274A187F/CountyLines#contribution-A1")
    >>> found.house.value, found.kind, found.identifier, found.fragment
    ('Commons', 'debates', 'B64D87A1-1942-4568-AFC0-4A93274A187F', 'contribution-A1')
    >>> address_of("/search/Debates?house=commons")
    """
    match = ADDRESS.match(href.strip())
    if not match:
        return None
    try:
        on = date.fromisoformat(match["date"])
    except ValueError:
        return None
    house = House(match["house"].capitalize())
    path = "/".join(filter(None, (house.value, match["date"], match["kind"], match["id"], match["name"])))
    return Address(
        house,
        on,
        (match["kind"] or "").lower(),
        match["id"] or "",
        f"https://hansard.parliament.uk/{path}",
        match["fragment"] or "",
    )


def member_of(href: str) -> int | None:
    """Return the id of the member that a link is of, in the Members' Names Information Service.

    >>> member_of("/search/MemberContributions?house=Commons&memberId=4099"), member_of("/member/1539/contributions")
    (4099, 1539)
    >>> member_of("/search/Contributions?searchTerm=member")
    """
    match = MEMBER.search(href)
    return int(match["id"]) if match else None


def saved_from(head: bytes) -> Address | None:
    """Return the address that a browser writes into a page that it saves."""
    match = SAVED.search(head.replace(b"\0", b""))
    return address_of(match["url"].decode("ascii", "ignore")) if match else None
