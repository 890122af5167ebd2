"""How many turns and divisions a file of historic Hansard XML holds, counted on the mark-up alone, without kg."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

OUTSIDE = "[not(ancestor::titlepage or ancestor::frontmatter or ancestor::index or ancestor::tablecontents)]"
HOUSES = {"hansard", "housecommons", "houselords", "grandcommitteereport", "westminsterhall"}
ROOTS = HOUSES | {"writtenanswers", "writtenstatements"}
SOMEBODY = re.compile(r"^(?:Then )?[Tt]he noble (?:Lord|Earl|Duke|Marquess|Viscount|Baron)s?\b")
STYLED = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Earl|Viscount|Captain|Colonel|Major)\.?"
ASKED = re.compile(rf"^(?:\d+\. )?{STYLED}(?: [\w.'’-]+){{1,6}} (?:\([^)]*\) )?asked (?:the|Her|whether|what|if)\b")
SPOKE = re.compile(rf"^{STYLED}(?: [\w.'’-]+){{1,6}}: \S")
SHOUTED = re.compile(r"^(?:LORD|EARL|VISCOUNT|Mr\.|Sir|Lord)(?: [A-Z.'’]{2,}){1,4}: \S")
DIVIDED = re.compile(r"(?:House|Committee|Lordships) divided\s*[:;—–.-]")


def count(path: Path) -> int:
    """Return how many turns are marked, and how many besides are plain by their first words.

    A name in ordinary type that runs on without a colon is of one spoken of, where speakers stand in capitals.
    """
    root = _root(path)
    if root is None:
        return 0
    names = [_words(member) for member in root.xpath(f"//p/member{OUTSIDE}")]
    shouted = sum(bool(re.search("[A-Z]{3}", name)) for name in names) >= 0.9 * max(len(names), 30)
    return sum(_is_turn(p, shouted) for p in root.xpath(f"//p[member]{OUTSIDE}")) + sum(
        1 for _ in _unmarked(root, "writ" in root.tag)
    )


def count_divisions(path: Path) -> int:
    """Return how many divisions are told: by the lines that state counts, or by the heads of their lists."""
    root = _root(path)
    if root is None:
        return 0
    told = sum(len(DIVIDED.findall(_words(p))) for p in root.xpath(f"//p{OUTSIDE}"))
    heads = [_words(e).strip(". ") for e in root.xpath(f"//td{OUTSIDE}|//th{OUTSIDE}|//title{OUTSIDE}")]
    ayes = sum(head in ("AYES", "CONTENTS") for head in heads)
    noes = sum(head in ("NOES", "NOT-CONTENTS", "NON-CONTENTS") for head in heads)
    return max(told, ayes, noes)


def _root(path: Path) -> etree._Element | None:
    try:
        root = etree.parse(path).getroot()
    except etree.XMLSyntaxError:
        return None
    return root if root.tag in ROOTS else None


def _is_turn(p: etree._Element, shouted: bool) -> bool:
    member = p.find("member")
    name = _words(member)
    if not name or SOMEBODY.match(name):
        return False
    after = _words(p).partition(name)[2].lstrip()
    mentioned = shouted and not re.search("[A-Z]{3}", name) and not after.startswith(":") and not name.endswith(":")
    return not mentioned


def _unmarked(root: etree._Element, written: bool) -> Iterator[str]:
    for p in root.xpath(f"//p[not(member)]{OUTSIDE}"):
        words = _words(p)
        in_writing = written or any(a.tag in ("writtenanswers", "writtenstatements") for a in p.iterancestors())
        if SHOUTED.match(words) or (in_writing and (ASKED.match(words) or SPOKE.match(words))):
            yield words


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
