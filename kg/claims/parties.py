"""Who and what a claim can be about: the bodies, offices, people, places, issues and figures of one contribution.

Where two lie on one another the wider stands: the agency in "411 fewer police officers" is a part of the figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.extract import Knowledge
from kg.extract.spans import Spans
from kg.model import Clue, Contribution, Figure, Kind, Mention, Ref
from kg.tables import table

GOVERNMENT: Ref = "agency/government"
DATA = Path(__file__).parent / "data"
ACTORS = frozenset({"agency", "office", "person", "government", "place", "constituency"})


@dataclass(frozen=True, slots=True)
class Party:
    """Something that a claim can have as its subject or object; a figure is meant by its span, the rest by `ref`.

    `traits` tell what can be done to an issue: a "problem" can be ended, a "tax" raised. `own_words` tells that an issue is
    named by a word of its own name: "the speed limit" is of road safety, and who raises it does not raise road safety.
    """

    begin: int
    end: int
    kind: str
    ref: Ref | None = None
    figure: Figure | None = None
    clue: Clue | None = None
    traits: frozenset[str] = frozenset()
    own_words: bool = True

    @property
    def means(self) -> Ref | tuple[int, int]:
        return self.ref if self.ref is not None else (self.begin, self.end)


def parties(
    contribution: Contribution,
    mentions: Iterable[Mention],
    figures: Iterable[Figure],
    speaks_for: Ref | None,
    speaker: Ref | None,
    known: Knowledge,
) -> tuple[Party, ...]:
    """Return the parties of a contribution in the order of its text.

    `speaks_for` is whom the speaker's "we" means, the Government for a minister, `speaker` whom a minister's "I".
    """
    found = [
        *(Party(f.begin, f.end, "figure", figure=f) for f in figures),
        *_named(contribution, mentions, known),
        *_government(contribution.text, speaks_for, speaker),
    ]
    spans = Spans((one.begin, one.end) for one in found)
    widest = (one for one in found if not spans.hold_more_than((one.begin, one.end)))
    first: dict[tuple[int, int], Party] = {}
    for one in widest:
        first.setdefault((one.begin, one.end), one)
    return tuple(first[span] for span in sorted(first))


def _named(contribution: Contribution, mentions: Iterable[Mention], known: Knowledge) -> Iterator[Party]:
    """Yield what is named and known, people before the offices that stand for them."""
    for mention in sorted(mentions, key=lambda m: m.kind is not Kind.PERSON):
        if mention.means:
            clue = Clue(contribution.index, mention.begin, mention.end, mention.kind)
            traits = traits_of(mention.means, known) if mention.kind is Kind.ISSUE else frozenset()
            own = mention.kind is not Kind.ISSUE or _own_words(
                contribution.text[mention.begin : mention.end], mention.means, known
            )
            yield Party(mention.begin, mention.end, mention.kind.lower(), mention.means, None, clue, traits, own)


STEM = re.compile(r"\b\w{3,5}")
OF_MANY = frozenset({"and", "the", "local", "natio", "publi", "gover", "socia", "state", "briti"})
"""How words begin that so many labels have that to share them tells nothing."""


def _own_words(words: str, issue: Ref, known: Knowledge) -> bool:
    """Tell whether the words that name an issue share one with its label, by how they begin."""
    concept = known.vocabulary.concepts.get(issue)
    label, said = (concept.label if concept else "").lower(), words.lower()
    return label == said or bool(set(STEM.findall(label)) & set(STEM.findall(said)) - OF_MANY)


@lru_cache(4096)
def traits_of(issue: Ref, known: Knowledge) -> frozenset[str]:
    """Return what can be done to an issue by where it stands in the tree: the traits of the roots above it."""
    above = {issue}
    level = [issue]
    while level:
        level = [up for one in level if one in known.vocabulary.concepts for up in known.vocabulary.concepts[one].above]
        above.update(level)
    return frozenset(row["trait"] for row in table(DATA / "roots.csv") if row["root"] in above)


GOVERNS = re.compile(r"(?<!\w)(?:Government(?!\w)(?! of )|Ministers(?!\w))")
"""What ends a name of the Government; "the Government of Denmark" is another."""


@cache
def _governments() -> tuple[str, ...]:
    return tuple(sorted((row["words"].lower() for row in table(DATA / "governments.csv")), key=len, reverse=True))


def _named_by(text: str, end: int) -> int | None:
    """Return where the longest name of the Government begins that ends at a position."""
    begins = (end - len(form) for form in _governments() if text[max(0, end - len(form)) : end].lower() == form)
    return next((begin for begin in begins if not text[max(0, begin - 1) : begin].isalnum()), None)


WE = re.compile(r"(?<![\w’])[Ww]e(?=[ ’])")


FIRST = re.compile(r"(?<![\w’'.(])I(?= |’)")


def _government(text: str, speaks_for: Ref | None, speaker: Ref | None) -> Iterator[Party]:
    for found in GOVERNS.finditer(text):
        begin = found.start() if found[0] == "Ministers" else _named_by(text, found.end())
        if begin is not None:
            yield Party(begin, found.end(), "government", GOVERNMENT)
    if speaks_for:
        for found in WE.finditer(text):
            yield Party(found.start(), found.end(), "we", speaks_for)
    if speaks_for and speaker:
        for found in FIRST.finditer(text):
            yield Party(found.start(), found.end(), "speaker", speaker)
