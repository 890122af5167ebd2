"""What the classes of the site's elements mean, as a table says, and which of them nobody has told us."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.model import Rejection
from kg.read.html import SILENT, Element
from kg.read.words import paragraph
from kg.tables import table

CONTROLS = ("button", "input", "select", "textarea", "svg", "form", *SILENT)
"""Elements that are there to be pressed, not to be read."""
MARKUP = "hs_"
"""How the classes begin that name what a paragraph is in the record, the HRSTags of Hansard's API."""
MOST_WORDS = 60


def roles_of(element: Element) -> tuple[str, ...]:
    """Return the roles of an element's classes, in their order."""
    return tuple(filter(None, map(_roles().get, classes_of(element))))


def classes_of(element: Element) -> list[str]:
    return element.get("class", "").split()


def is_furniture(element: Element) -> bool:
    return element.tag in CONTROLS or "furniture" in roles_of(element)


def hrs_tag(element: Element) -> str:
    """Return what an element is in the record, "" where neither `data-tag` nor a class of it says so."""
    own = element.get("data-tag", "").strip()
    return own or next((each for each in classes_of(element) if each.lower().startswith(MARKUP)), "")


def name_of(element: Element) -> str:
    """Return an element as errors name it: its tag and class."""
    tag, own = str(element.tag), " ".join(classes_of(element))[:MOST_WORDS]
    return f'<{tag} class="{own}">' if own else f"<{tag}>"


def place_of(element: Element) -> str:
    return f"line {element.sourceline}"


def worded(element: Element) -> bool:
    """Tell whether an element holds any words."""
    return any(str(words).strip() for words in element.itertext())


def first_words(element: Element) -> str:
    """Return the beginning of an element's words, however many there are."""
    found = ""
    for words in element.itertext():
        found += str(words)
        if len(found) > 4 * MOST_WORDS:
            break
    return brief(found)


def brief(words: str) -> str:
    words = paragraph(words)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"


@dataclass
class Unknown:
    """What of a page is not known or is mere furniture: each kind of element once, with how often it was met."""

    furniture: int = 0
    met: dict[tuple[str, bool], tuple[str, str, int]] = field(default_factory=dict)

    def note(self, element: Element, words: str | None = None, *, kept: bool) -> None:
        """Note an element whose class is not known, and whether its words, all or those given, stay in a text."""
        sample = first_words(element) if words is None else brief(words)
        if sample:
            where, first, count = self.met.get((name_of(element), kept), (place_of(element), sample, 0))
            self.met[name_of(element), kept] = where, first, count + 1

    def press(self, element: Element) -> None:
        """Note a button or a link to share."""
        self.furniture += worded(element)

    def rejections(self) -> Iterator[Rejection]:
        for (name, kept), (where, sample, count) in self.met.items():
            fate = "its words are kept" if kept else "its words are not carried over"
            yield Rejection("element", where, f"{name} is not known, {count} times, first “{sample}”: {fate}")
        if self.furniture:
            yield Rejection(
                "element", "the page", f"{self.furniture} buttons and links to share are no part of the record"
            )


@cache
def _roles() -> dict[str, str]:
    return {row["class"]: row["role"] for row in table(Path(__file__).parent / "classes.csv")}
