"""Who the ids of a ParlaMint document mean: its own list of persons, or the list that lies beside it.

The element of a person gives the name and, by the page at members.parliament.uk, the number that Parliament knows
the person by. Where no list knows an id, the name is what the id lets us rebuild.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from kg.errors import FormError, SourceError
from kg.model import Printed
from kg.read.documents import Document
from kg.read.elements import Element, words_of
from kg.read.parlamint_tei.stream import blocks, local, xml_id
from kg.read.words import paragraph
from kg.tables import table

COMPANIONS = "*-listPerson.xml"
FOLDERS_UP = 2
COMPANION_BYTES = 64 << 20
COMPANIONS_KEPT = 8
MEMBER_PAGE = re.compile(r"https?://members\.parliament\.uk/[Mm]ember/(?P<number>\d{1,6})(?:/|$)")
NAME_PARTS = ("forename", "nameLink", "surname")
PREFIXES = frozenset(row["prefix"] for row in table(Path(__file__).with_name("prefixes.csv")))


class People:
    """The persons that a document may mean: those in it, then those of the lists beside it, the nearest first."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.own: dict[str, Printed] = {}
        self._beside: tuple[Mapping[str, Printed], ...] | None = None

    def add(self, person: Element) -> None:
        _add(self.own, person, self.document)

    def printed(self, who: str | None) -> Printed | None:
        """Return whom `who` points to ("#AlanMak"); several are named together and identified by none of them.

        Raises FormError where a list beside the document is too big or broken.
        """
        found = [self._one(pointer.rpartition("#")[2]) for pointer in (who or "").split()]
        if len(found) > 1:
            return Printed(", ".join(person.name for person in found if person.name))
        return found[0] if found and found[0].name else None

    def _one(self, id_: str) -> Printed:
        if id_ in self.own:
            return self.own[id_]
        if self._beside is None:
            self._beside = tuple(map(_people_in, beside(self.document)))
        return next((known[id_] for known in self._beside if id_ in known), Printed(name_of_id(id_) or None))


def name_of_id(id_: str) -> str:
    """Return the name that an id spells: a blank before each capital that follows a small letter, or that begins a
    word after capitals; "Mc", "Mac" and "Fitz" stay with what follows.

    What the id has lost cannot be known: hyphens and apostrophes ("PeterHeatonJones", "BrendanOHara"), small words
    ("CharlottedeBois"), whether "Mac" begins a surname. A number tells namesakes apart and stays, so that the name
    is nobody's. A name rebuilt wrong is in no register: its bearer stays unknown, as one should who is not named.

    >>> [name_of_id(id_) for id_ in ("IainDuncanSmith", "AngusMacNeil", "ThereseACoffey", "JohnSmith2")]
    ['Iain Duncan Smith', 'Angus MacNeil', 'Therese A Coffey', 'John Smith 2']
    """
    named: list[str] = []
    for word in _words_of_id(id_):
        if len(named) > 1 and named[-1] in PREFIXES:
            named[-1] += word
        else:
            named.append(word)
    return " ".join(named)


def _words_of_id(id_: str) -> list[str]:
    parted = ""
    for at, letter in enumerate(id_):
        before, after = id_[at - 1 : at], id_[at + 1 : at + 2]
        begins = letter.isupper() and (before.islower() or (before.isupper() and after.islower()))
        begins = begins or (letter.isdigit() and before.isalpha())
        parted += f" {letter}" if begins else " " if letter in "_." else letter
    return parted.split()


def beside(document: Document) -> tuple[Path, ...]:
    """Return the lists of persons beside a document, the nearest first."""
    folder = document.path.resolve().parent
    return tuple(file for near in (folder, *folder.parents[:FOLDERS_UP]) for file in _lists(near))


def _lists(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.glob(COMPANIONS) if file.is_file())
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(folder), mend="check permissions") from error


def _people_in(file: Path) -> Mapping[str, Printed]:
    try:
        state = file.stat()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(file), mend="check permissions") from error
    return _listed(file, state.st_size, state.st_mtime_ns)


@lru_cache(COMPANIONS_KEPT)
def _listed(path: Path, size: int, changed: int) -> Mapping[str, Printed]:
    """Return the persons of a list by id. Raises FormError where the file is too big or broken."""
    document = Document(path, "", size)
    if size > COMPANION_BYTES:
        what = f"a list of persons of {size:,} bytes is too big: {COMPANION_BYTES:,} are read"
        raise FormError(what, where=document.where, mend="give a list of the persons that speak")
    known: dict[str, Printed] = {}
    for element in blocks(document, ("person",)):
        if local(element) == "person":
            _add(known, element, document)
    return known


def _add(known: dict[str, Printed], person: Element, document: Document) -> None:
    """Add a person to those known. Two persons of one id are told apart by nothing: neither is identified."""
    id_ = xml_id(person)
    if id_:
        printed = _printed(person, id_, document)
        before = known.setdefault(id_, printed)
        if before.identifier != printed.identifier:
            known[id_] = replace(before, identifier=None)


def _printed(person: Element, id_: str, document: Document) -> Printed:
    pages = (MEMBER_PAGE.match(paragraph(idno.text or "")) for idno in _all(person, "idno"))
    numbers = {page["number"].lstrip("0") for page in pages if page}
    name = next((_name(element, document) for element in _all(person, "persName")), "")
    return Printed(name or name_of_id(id_), f"mnis/{numbers.pop()}" if len(numbers) == 1 else None)


def _name(element: Element, document: Document) -> str:
    """Return the first forename and every surname in their order, else all words of the name."""
    parts: list[tuple[str, str]] = []
    for part in element.iter(etree.Element):
        name = local(part)
        if name in NAME_PARTS and not (name == "forename" and any(kind == name for kind, _ in parts)):
            parts.append((name, words_of(part, document)))
    parts.sort(key=lambda part: part[0] != "forename")
    return paragraph(" ".join(words for _, words in parts) or words_of(element, document))


def _all(person: Element, name: str) -> list[Element]:
    return [part for part in person.iter(etree.Element) if local(part) == name]
