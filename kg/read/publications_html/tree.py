"""Which debate contains which: the levels of titles, and the parents that they tell."""

import re
from dataclasses import dataclass, field
from datetime import date

from kg.model import Contribution, Division, Procedure, Venue
from kg.read.publications_html.blocks import Block
from kg.read.publications_html.tables import kind
from kg.read.turns import OralTurns

WRITTEN = (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)
NOTE = re.compile(r"\[[^\[\]]{2,400}\]$")


@dataclass
class Open:
    """A debate whose turns are still coming; `fresh` as long as no words follow its title, `asks` once something
    on the order paper is asked in it.
    """

    level: str
    title: str
    venue: Venue
    date: date
    anchors: tuple[str, ...]
    column: str | None
    contributions: list[Contribution] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    turns: OralTurns | None = None
    asks: bool = False
    fresh: bool = True


class Tree:
    """The debates so far that may contain others, by ordinal.

    Oral questions hold departments, departments the titles under which something is asked; in the written record a
    department holds all titles after it. A title that its anchor calls minor belongs to the one before it that is
    not; one with nothing below it but a note in brackets ("Backbench Business") holds the title that follows at once.
    """

    def __init__(self) -> None:
        self.ordinal = 0
        self.oral: int | None = None
        self.department: int | None = None
        self.major: int | None = None
        self.group: int | None = None

    @property
    def in_questions(self) -> bool:
        """Tell whether we are in oral questions to a department."""
        return self.oral is not None and self.department is not None

    def level(self, block: Block, words: str, venue: Venue) -> str:
        """Return what a title is: oral, department, minor, or only a title."""
        kinds = {kind(anchor) for anchor in block.anchors}
        if "oral" in kinds or words.lower() == "oral answers to questions":
            return "oral"
        if "department" in kinds:
            return "department"
        if "minor" in kinds or block.italic:
            return "minor"
        return "department" if block.upper and (self.oral is not None or venue in WRITTEN) else "title"

    def add(self, done: Open) -> tuple[int, int | None]:
        """Return the ordinal of the next debate and of the one that contains it, None where none surely does."""
        self.ordinal += 1
        return self.ordinal, self._parent(done)

    def _parent(self, done: Open) -> int | None:
        if done.level == "oral":
            self.oral, self.major, self.department, self.group = self.ordinal, None, None, None
            return None
        if done.level == "department":
            self.department = self.major = self.ordinal
            return self.oral
        if self.department is not None and self._is_of_department(done):
            return self.department
        left, self.oral, self.department = self.department, None, None
        parent, self.group = self.group, None
        if done.level == "minor" and self.major not in (None, left):
            return self.major
        self.major = self.ordinal if done.level == "title" else None
        bare = not done.contributions and all(NOTE.match(procedure.text) for procedure in done.procedures)
        self.group = self.ordinal if bare else None
        return parent

    def _is_of_department(self, done: Open) -> bool:
        if self.oral is None:
            return done.venue in WRITTEN
        return done.asks or (done.level == "minor" and not done.contributions)
