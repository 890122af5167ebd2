"""Mentions of people against what readers labelled: by form of address, with every slip.

Labels are rows of a CSV file (contribution, begin, end, person): a source's id or a contribution's path, the span, and
person/ID, or "nobody" where no member in particular is meant. Label Studio's export of a text is read as well.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import iris
from kg.errors import FormError
from kg.extract import Knowledge
from kg.extract.addresses import says
from kg.model import Contribution, Debate, Kind, Mention, Ref
from kg.read import Document, read
from kg.resolve import read_closely

NOBODY = "nobody"
COLUMNS = ("contribution", "begin", "end", "person")
SPAN = re.compile(r"[0-9]{1,9}")
EXPORT = "give a folder with text.txt and gold.json as Label Studio exports them"
PRONOUN = re.compile(
    r"(?:I|me|my|mine|he|she|his|her|hers|him|we|our|you|your|they|their|himself|herself|h)$", re.IGNORECASE
)
TWFY_PERSON = re.compile(r"/mp/(\d+)/")


@dataclass(frozen=True, slots=True)
class Label:
    """A reader's judgement: in this contribution, from `begin` to `end`, this person is meant."""

    contribution: str
    begin: int
    end: int
    person: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what is judged there: right, wrong, among the candidates, or open."""

    label: Label
    words: str
    form: str
    found: Ref | None
    verdict: str


def labels_of(path: Path) -> Iterator[Label]:
    """Yield the labels of a CSV file. Raises FormError, naming the line, where one is none."""
    try:
        lines = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        if not set(COLUMNS) <= set(lines.fieldnames or ()):
            raise FormError("is no file of labels", where=str(path), mend=f"let its first line be {','.join(COLUMNS)}")
        for row in lines:
            yield _label(row, f"{path}, line {lines.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FormError(
            f"cannot be read: {_reason(error)}", where=str(path), mend="give a CSV file in UTF-8"
        ) from error


def _label(row: Mapping[str, str | None], place: str) -> Label:
    contribution, begin, end, person = ((row.get(column) or "").strip() for column in COLUMNS)
    if not contribution or not person or not (SPAN.fullmatch(begin) and SPAN.fullmatch(end)) or int(begin) >= int(end):
        raise FormError("is no label", where=place, mend="give a contribution, begin before end, and a person")
    return Label(iris.relative(contribution, iris.BASE), int(begin), int(end), person)


def _reason(error: Exception) -> str:
    """Say in a few words why a file cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def score_labels(documents: Iterable[Document], labels: Iterable[Label], known: Knowledge) -> Iterator[Labelled]:
    """Yield each label that stands in `documents` with what is judged there."""
    wanted: dict[str, list[Label]] = {}
    for label in labels:
        wanted.setdefault(label.contribution, []).append(label)
    for document in documents:
        for debate in read(document):
            if isinstance(debate, Debate):
                yield from _scored(debate, wanted, known)


def _scored(debate: Debate, wanted: Mapping[str, list[Label]], known: Knowledge) -> Iterator[Labelled]:
    key = iris.debate(debate.venue, debate.date, debate.title)
    names = [(iris.contribution(key, c.index), *c.identifiers) for c in debate.contributions]
    if not any(name in wanted for those in names for name in those):
        return
    reading = read_closely(debate, known)
    for contribution, mentions, those in zip(debate.contributions, reading.mentions, names, strict=True):
        for label in (one for name in those for one in wanted.get(name, [])):
            yield _judged(label, contribution.text[label.begin : label.end], mentions)


def _judged(label: Label, words: str, mentions: Iterable[Mention]) -> Labelled:
    spans = [m for m in mentions if m.kind is Kind.PERSON and m.begin < label.end and label.begin < m.end]
    exact = [m for m in spans if (m.begin, m.end) == (label.begin, label.end)]
    mention = next(iter(exact or spans), None)
    return Labelled(label, words, form_of(words), mention.means if mention else None, verdict(label.person, mention))


def verdict(person: str, mention: Mention | None) -> str:
    """Return "right", "wrong", "among" (the candidates) or "open".

    >>> verdict("nobody", None)
    'right'
    """
    if person == NOBODY:
        return "wrong" if mention and mention.means else "right"
    if mention is None or (not mention.means and person not in mention.candidates):
        return "open"
    if mention.means:
        return "right" if mention.means == person else "wrong"
    return "among"


def form_of(words: str) -> str:
    """Return the form of address that words are, for counting: "my friend", "the gentleman", "the minister" ...

    >>> form_of("My right hon. Friend"), form_of("the hon. Lady"), form_of("the Secretary of State")
    ('friend member own-side', 'member woman', 'secretary-of-state')
    """
    return (
        " ".join(sorted(says(" ".join(words.lower().split())) - {"other", "privy-counsellor", "counsel"})) or "by name"
    )


def gold_labels(folder: Path, documents: Iterable[Document], known: Knowledge) -> Iterator[Label]:
    """Yield the labels of a folder that Label Studio exported (text.txt, gold.json) over a stretch of `documents`.

    Pronouns are left out. A label's place in the text is found again in the contribution that holds its line. Raises
    FormError where the folder is none.
    """
    text, marked = _exported(folder)
    spoken = [
        contribution
        for document in documents
        for debate in read(document)
        if isinstance(debate, Debate)
        for contribution in debate.contributions
    ]
    for begin, end, name in marked:
        number = TWFY_PERSON.search(name)
        if not number or PRONOUN.fullmatch(text[begin:end]):
            continue
        member = known.register.identified(f"uk.org.publicwhip/person/{number.group(1)}")
        place = _place(text, begin, spoken)
        if member and place:
            identifier, start = place
            yield Label(identifier, start, start + end - begin, member.ref)


def _exported(folder: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text, and the begin, end and name of each label."""
    try:
        text = (folder / "text.txt").read_text(encoding="utf-8")
        tasks = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = _reason(error) if isinstance(error, OSError) else "gold.json is no JSON"
        raise FormError(f"is no labelled passage: {reason}", where=str(folder), mend=EXPORT) from error
    try:
        marked = [(one["start"], one["end"], one["labels"][0]) for task in tasks for one in task["label"]]
    except (KeyError, IndexError, TypeError) as error:
        raise FormError("is no labelled passage", where=str(folder), mend=EXPORT) from error
    for begin, end, name in marked:
        if not (type(begin) is int and type(end) is int and isinstance(name, str) and 0 <= begin < end):
            raise FormError(f"has a label that is none: {begin}, {end}", where=str(folder), mend=EXPORT)
    return text, marked


def _place(text: str, at: int, spoken: Iterable[Contribution]) -> tuple[str, int] | None:
    """Return the id of the contribution and the place in it where `text[at]` stands."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = " ".join(text[begin : end if end >= 0 else len(text)].split())
    before = len(" ".join(text[begin:at].split())) + (1 if text[begin:at].endswith(" ") else 0)
    for contribution in spoken:
        found = contribution.text.find(line) if line else -1
        if found >= 0 and contribution.identifiers:
            return contribution.identifiers[0], found + before
    return None
