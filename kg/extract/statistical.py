"""Names that a statistical model takes for those of bodies or people, where nothing else was found: `kg build --nlp`.

They come last and change nothing that others found: nobody has an id for them, so they mean nothing (Unknown), by a rule
of their own and with little confidence. statistical.csv has the model's labels and what each is worth, and
statistical_stops.csv the words that such models take for names in Parliament's talk ("Friend", "House", "the Police Act").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.extract import Knowledge
from kg.extract.pipeline import Found
from kg.extract.spans import in_order
from kg.model import Contribution, Figure, Kind, Mention, Reading, Status
from kg.tables import table

RULE = "statistical-name"
FOLDER = Path(__file__).parent
WORD = re.compile(r"[^\W\d_][\w’'&-]*")
POSSESSIVE = re.compile(r"[’']s?$")
OF_A_YEAR = re.compile(r"(?:,?\s(?:of\s)?\(?\d{4}\)?)+$")
MARKS = " ,.;:“”\"‘’'-–—"
LEAST = 2


@dataclass(frozen=True, slots=True)
class Label:
    """What a label of a model says: a kind of thing, how sure, and why in words."""

    kind: Kind
    confidence: Decimal
    constraint: str


@cache
def labels() -> dict[str, Label]:
    """Return what the labels of models say; other labels say nothing.

    >>> labels()["ORG"].kind, "GPE" in labels()
    (<Kind.AGENCY: 'Agency'>, False)
    """
    return {
        row["label"]: Label(Kind(row["kind"]), Decimal(row["confidence"]), row["constraint"])
        for row in table(FOLDER / "statistical.csv")
    }


@cache
def _stops(place: str) -> frozenset[str]:
    return frozenset(row["words"] for row in table(FOLDER / "statistical_stops.csv") if row["place"] == place)


def with_statistical_names(reading: Reading, known: Knowledge) -> Reading:
    """Return `reading` with the names that the model of `known` finds beside its mentions and figures; else as it is.

    A debate is one batch, its paragraphs one by one: the same debate gives the same names, whatever is built beside it.
    """
    if known.pipeline is None:
        return reading
    contributions = reading.debate.contributions
    paragraphs = [(at, *one) for at, each in enumerate(contributions) for one in _paragraphs(each.text)]
    names: list[list[Found]] = [[] for _ in contributions]
    found = known.pipeline.names([text for _, _, text in paragraphs])
    for (at, start, _), several in zip(paragraphs, found, strict=True):
        names[at] += [Found(start + one.begin, start + one.end, one.label) for one in several]
    mentions = tuple(
        _with_names(*one, known) for one in zip(contributions, reading.mentions, reading.figures, names, strict=True)
    )
    return replace(reading, mentions=mentions)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, paragraph
        start += len(paragraph) + 1


def _with_names(
    contribution: Contribution,
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    names: list[Found],
    known: Knowledge,
) -> tuple[Mention, ...]:
    text = contribution.text
    taken = bytearray(len(text))
    for begin, end in [*((m.begin, m.end) for m in mentions), *((f.begin, f.end) for f in figures)]:
        taken[begin:end] = b"\1" * (end - begin)
    new = [
        mention
        for name in names
        if (mention := _mention(name, text)) and not any(taken[mention.begin : mention.end])
        if text[mention.begin : mention.end] not in _listed(known)
    ]
    return in_order((*mentions, *new))


@cache
def _listed(known: Knowledge) -> frozenset[str]:
    """What the vocabulary has: where it does not find its own forms, something else is meant. And the parties."""
    forms = {form for concept in known.vocabulary.concepts.values() for form in (concept.label, *concept.forms)}
    return frozenset(forms | {party.name for party in known.register.parties.values()})


def _mention(name: Found, text: str) -> Mention | None:
    """Return the mention of what a model finds, or None where its label says nothing or the stop list has it."""
    label = labels().get(name.label)
    begin, end = trimmed(text, name.begin, name.end)
    if label is None or is_stopped(text[begin:end]):
        return None
    return Mention(
        begin,
        end,
        label.kind,
        RULE,
        status=Status.UNKNOWN,
        confidence=label.confidence,
        constraint=label.constraint,
    )


def trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return the span without articles, a genitive and marks at its edges.

    >>> trimmed("the Acme Trust's", 0, 16)
    (4, 14)
    """
    for word in WORD.finditer(text, begin, end):
        if word.group().lower() not in _stops("edge") or text[begin : word.start()].strip():
            break
        begin = word.end()
    name = text[begin:end]
    begin += len(name) - len(name.lstrip(MARKS))
    return begin, begin + len(POSSESSIVE.sub("", name.strip(MARKS)))


def is_stopped(name: str) -> bool:
    """Tell whether the stop list has a name: Parliament's own words, a law, a form of address, a word without a capital.

    >>> [is_stopped(name) for name in ("House", "Front Bench", "Police Act 1996", "right hon. Friend", "police")]
    [True, True, True, True, True]
    >>> [is_stopped(name) for name in ("Acme Widgets", "Friends of the Wye", "Bill Gates")]
    [False, False, False]
    """
    words = [word.lower() for word in WORD.findall(OF_A_YEAR.sub("", name))]
    joined = " ".join(words)
    return (
        len(name) < LEAST
        or name == name.lower()
        or all(word in _stops("alone") | _stops("edge") for word in words)
        or (len(words) > 1 and words[-1] in _stops("last"))
        or any(f"{joined} ".startswith(f"{stop} ") for stop in _stops("first"))
        or any(f" {stop} " in f" {joined} " for stop in _stops("anywhere"))
    )
