"""How many contributions and divisions a page of hansard.parliament.uk holds, by XPath alone."""

from pathlib import Path

from lxml import etree

MAIN = "//div[contains(concat(' ', @class, ' '), ' primary-content ')]"
ITEM = MAIN + "//div[contains(concat(' ', @class, ' '), ' debate-item-contributiondebateitem ')]"
NAMED = (
    ITEM
    + "[.//div[contains(concat(' ', @class, ' '), ' header ')][normalize-space(.)]]"
    + "[not(.//p[@class='hs_TabledBy'])]"
)
ASKED = (
    ITEM
    + "[.//p[@class='hs_Question']][preceding-sibling::div[1]//p[@class='hs_TabledBy'][contains(., 'Asked by')]]"
    + "[not(.//div[contains(concat(' ', @class, ' '), ' header ')][normalize-space(.)])]"
)


def count(path: Path) -> int:
    """Return how many turns a page names a speaker for, and how many questions of the Lords it has."""
    return _count(path, NAMED) + _count(path, ASKED)


def count_divisions(path: Path) -> int:
    return _count(path, MAIN + "//div[contains(@class, 'debate-item-division')]")


def _count(path: Path, expression: str) -> int:
    return len(etree.HTML(path.read_bytes()).xpath(expression))
