"""What a file of TheyWorkForYou holds, counted by XPath alone."""

from pathlib import Path

from lxml import etree

SPOKEN = "//speech[not(@nospeaker='true')][@speakername!='' or @speakeroffice!=''] | //ques | //reply"


def _root(path: Path) -> etree._ElementTree:
    return etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def count(path: Path) -> int:
    """Return how many contributions a file holds: its speeches with a speaker, its questions and answers."""
    return len(_root(path).xpath(SPOKEN))


def count_divisions(path: Path) -> int:
    return len(_root(path).xpath("//division"))
