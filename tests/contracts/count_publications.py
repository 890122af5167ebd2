"""Counts of pages of publications.parliament.uk by XPath alone: who begins to speak, and the divisions."""

import re
from pathlib import Path

from lxml import html

SPEAKER = re.compile(r"(?:spnew|spmin|wqn)\d+$|^(?:[a-z]{2}_)?(?:st|qn)_o?\d+$")
PARAGRAPH = re.compile(r"para\d+$|^(?:[a-z]{2}_)?stpa_o?\d+$")
NUMBER = re.compile(r"(?:[TQ]?\d+)?\.?\s*(?:\[\w+\])?\s*$")
HANSARD = ".//a[starts-with(@name, 'column_')] | .//notus-date"
BOLD = "(.//b | .//strong)[normalize-space()]"
DIVISION = (
    "//b[starts-with(normalize-space(), 'Division No')] | //p[starts-with(normalize-space(text()), 'Division No')]"
)


def count(path: Path) -> int:
    """Count the turns that a page begins, and the one that it begins in the middle of."""
    page = html.fromstring(path.read_bytes())
    if not page.xpath(HANSARD):
        return 0
    named = [p for p in page.iter("p") if speaks(p)]
    return len(named) + begins_in_the_middle(page)


def count_divisions(path: Path) -> int:
    """Count the numbers of divisions that a page prints."""
    page = html.fromstring(path.read_bytes())
    return len(page.xpath(DIVISION)) if page.xpath(HANSARD) else 0


def speaks(p: html.HtmlElement) -> bool:
    """Tell whether a paragraph opens with a name in bold, or with who asks."""
    words = " ".join(p.text_content().split())
    if words.lower().startswith("asked by "):
        return True
    bold = p.xpath(BOLD)
    if not bold or re.search(r": Column \w+$", words):
        return False
    name = " ".join(bold[0].text_content().split())
    if not NUMBER.match(words[: words.find(name)]) or not name[0].isalpha():
        return False
    anchors = [a.get("name") for a in p.iter("a") if a.get("name")]
    if any(map(SPEAKER.search, anchors)):
        return True
    after = words[words.find(name) + len(name) :].lstrip()
    colon = name.endswith(":") or re.match(r"(\([^()]*\)\s*)*:|rose|indicated|asked", after)
    return bool(colon) and not any(map(PARAGRAPH.search, anchors)) and not re.search(r"\d", name) and " " in name


def begins_in_the_middle(page: html.HtmlElement) -> bool:
    """Tell whether the first words with an anchor of the record are a paragraph that no title and no name opens."""
    for block in page.iter("p", "h1", "h2", "h3", "h4"):
        anchors = [a.get("name") or "" for a in block.iter("a")]
        if block.tag == "p" and not any(map(PARAGRAPH.search, anchors)):
            if speaks(block):
                return False
            continue
        return block.tag == "p" and not speaks(block)
    return False
