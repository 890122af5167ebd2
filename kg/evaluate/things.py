"""Agencies, places, issues, figures and claims against what readers labelled: precision, recall, and every mistake.

Labels are rows of a CSV file (contribution, begin, end, kind, means, half): a source's id or a contribution's path, the
span, the kind, what is meant, and which half of the labels the row belongs to. What is meant is

    Agency, Place, Issue   the path of the thing, or several that are right, with a bar between; "none" where it has none
    Figure                 its value, or its bounds: "411", "10..20", "..5"
    Claim                  subject, relation, object, modality, polarity: "agency/x Tackles issue/y Asked Denied", "-"
                           for no subject, "somebody" for a person or office, "char=12,40" for a figure
    Doubtful               a claim on which readers differ: to find it is neither right nor wrong
    Text                   the kinds that were labelled in the whole of the contribution: what is not labelled is none
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path

from kg.claims import with_claims
from kg.errors import FormError
from kg.extract import Knowledge
from kg.model import Claim, Contribution, Debate, Figure, Kind, Reading
from kg.read import Document, read
from kg.resolve import read_closely

COLUMNS = ("contribution", "begin", "end", "kind", "means", "half")
KINDS = ("Agency", "Place", "Issue", "Figure", "Claim")
DOUBTFUL, TEXT = "Doubtful", "Text"
SPAN = re.compile(r"[0-9]{1,9}")
READ_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Thing:
    """A span of a contribution that is something, as a reader or as the rules have it; `means` are all that are right."""

    begin: int
    end: int
    kind: str
    means: tuple[str, ...]

    def meets(self, other: "Thing") -> bool:
        """Tell whether two are the same: of one kind, on spans that touch, with a meaning in common."""
        apart = self.end <= other.begin or other.end <= self.begin
        return self.kind == other.kind and not apart and bool(set(self.means) & set(other.means))


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled contribution: which half of the labels it is in, which kinds were labelled, and its labels."""

    half: str
    kinds: tuple[str, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is found and not labelled ("wrong"), or labelled and not found ("missed")."""

    contribution: str
    half: str
    verdict: str
    thing: Thing
    words: str


@dataclass
class Tally:
    """How many of one kind were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def holds_things(path: Path) -> bool:
    """Tell whether a file of labels is of things: whether its heading names their kind."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return "kind" in file.readline(READ_AT_MOST).strip().split(",")


def texts_of(path: Path) -> Mapping[str, Text]:
    """Return the labelled contributions of a CSV file. Raises FormError, naming the line, where one is none."""
    things: dict[str, list[Thing]] = defaultdict(list)
    heads: dict[str, tuple[str, tuple[str, ...]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            if not set(COLUMNS) <= set(lines.fieldnames or ()):
                raise FormError(
                    "is no file of labels", where=str(path), mend=f"let its first line be {','.join(COLUMNS)}"
                )
            for row in lines:
                where = f"{path}, line {lines.line_num}"
                if row["kind"] == TEXT:
                    heads[row["contribution"]] = (row["half"], tuple(row["means"].split()))
                else:
                    things[row["contribution"]].append(_thing(row, where))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormError(f"cannot be read: {error}", where=str(path), mend="give a CSV file in UTF-8") from error
    if homeless := sorted(set(things) - set(heads)):
        raise FormError(
            f"{homeless[0]} has labels and no line of kind {TEXT}", where=str(path), mend="say what was labelled"
        )
    return {name: Text(half, kinds, tuple(things[name])) for name, (half, kinds) in heads.items()}


def _thing(row: Mapping[str, str | None], where: str) -> Thing:
    begin, end, kind, means = (row[name] or "" for name in ("begin", "end", "kind", "means"))
    if kind not in (*KINDS, DOUBTFUL) or not (SPAN.fullmatch(begin) and SPAN.fullmatch(end)) or int(begin) >= int(end):
        raise FormError(
            "is no label", where=where, mend=f"give begin before end and a kind: {', '.join((*KINDS, DOUBTFUL))}"
        )
    if kind in ("Claim", DOUBTFUL) and any(len(one.split()) != 5 for one in means.split("|")):
        raise FormError("is no claim", where=where, mend="give subject, relation, object, modality and polarity")
    return Thing(int(begin), int(end), kind, tuple(means.split("|")))


def score_things(
    documents: Iterable[Document], texts: Mapping[str, Text], known: Knowledge
) -> Mapping[tuple[str, str], Tally]:
    """Return the tallies of the labelled contributions that stand in `documents`, by half and kind."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for document in documents:
        for debate in read(document):
            if isinstance(debate, Debate) and any(n in texts for c in debate.contributions for n in c.identifiers):
                reading = with_claims(read_closely(debate, known), known)
                for at, contribution in enumerate(debate.contributions):
                    for name in (n for n in contribution.identifiers if n in texts):
                        _compare(name, contribution, texts[name], list(found_in(reading, at)), tallies)
    return tallies


def found_in(reading: Reading, at: int) -> Iterator[Thing]:
    """Yield what is found in the contribution at an index, as things to compare; what stays open is not found."""
    for mention in reading.mentions[at]:
        if mention.means and mention.kind in (Kind.AGENCY, Kind.PLACE, Kind.ISSUE):
            yield Thing(mention.begin, mention.end, mention.kind.value, (mention.means,))
    for figure in reading.figures[at]:
        yield Thing(figure.begin, figure.end, "Figure", tuple(values(figure)))
    for claim in reading.claims[at] if reading.claims else ():
        yield Thing(claim.begin, claim.end, "Claim", tuple(claimed(claim)))


def values(figure: Figure) -> Iterator[str]:
    """Yield the ways in which a label may say the value of a figure: itself, or its bounds."""
    if figure.value is not None:
        yield plain(figure.value)
    low, high = figure.minimum, figure.maximum
    if low is not None or high is not None:
        yield f"{'' if low is None else plain(low)}..{'' if high is None else plain(high)}"


def plain(number: Decimal) -> str:
    """Return a number as a label has it.

    >>> plain(Decimal("2.50")), plain(Decimal("1E+3"))
    ('2.5', '1000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def claimed(claim: Claim) -> Iterator[str]:
    """Yield the ways in which a label may say a claim: a person or office as themselves, or as somebody."""
    thing = claim.object if isinstance(claim.object, str) else f"char={claim.object[0]},{claim.object[1]}"
    polarity = "Denied" if claim.denied else "Affirmed"
    said = f"{claim.relation} {thing} {claim.modality} {polarity}"
    yield f"{claim.subject or '-'} {said}"
    if claim.subject and claim.subject.startswith(("person/", "office/")):
        yield f"somebody {said}"


def _compare(
    name: str, contribution: Contribution, text: Text, found: Sequence[Thing], tallies: dict[tuple[str, str], Tally]
) -> None:
    open_labels = [one for one in text.things if one.kind != DOUBTFUL]
    doubtful = [one for one in text.things if one.kind == DOUBTFUL]
    for thing in (one for one in found if one.kind in text.kinds):
        label = next((one for one in open_labels if one.meets(thing)), None)
        if not label and any(_says_alike(thing, one) for one in doubtful):
            continue
        tally = tallies[text.half, thing.kind]
        if label:
            open_labels.remove(label)
            tally.right += 1
        else:
            tally.wrong += 1
            tally.mistakes.append(_mistake(name, contribution, text, "wrong", thing))
    for label in open_labels:
        tally = tallies[text.half, label.kind]
        tally.missed += 1
        tally.mistakes.append(_mistake(name, contribution, text, "missed", label))


def _says_alike(claim: Thing, doubtful: Thing) -> bool:
    """Tell whether a claim is one on which readers differ: the same relation in the same words."""
    apart = claim.end <= doubtful.begin or doubtful.end <= claim.begin
    relations = {one.split()[1] for one in doubtful.means}
    return claim.kind == "Claim" and not apart and claim.means[0].split()[1] in relations


def _mistake(name: str, contribution: Contribution, text: Text, verdict: str, thing: Thing) -> Mistake:
    return Mistake(name, text.half, verdict, thing, contribution.text[thing.begin : thing.end])


def thing_rows(tallies: Mapping[tuple[str, str], Tally]) -> list[dict[str, object]]:
    """Return the tallies as values for JSON, each with its mistakes."""
    return [
        {"half": half, "kind": kind, "right": tally.right, "wrong": tally.wrong, "missed": tally.missed}
        | {"precision": round(tally.precision, 4), "recall": round(tally.recall, 4)}
        | {"mistakes": [{**asdict(one), "thing": asdict(one.thing)} for one in tally.mistakes]}
        for (half, kind), tally in sorted(tallies.items())
    ]


def thing_lines(tallies: Mapping[tuple[str, str], Tally]) -> Iterator[str]:
    """Yield precision, recall and F1 by half and kind, then every mistake."""
    for half, kind in sorted(tallies, key=lambda pair: (pair[0], KINDS.index(pair[1]))):
        tally = tallies[half, kind]
        p, r = tally.precision, tally.recall
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        yield (
            f"{half} {kind.lower()}: precision {p:.3f}, recall {r:.3f}, F1 {f1:.3f}"
            f" ({tally.right} right, {tally.wrong} wrong, {tally.missed} missed)"
        )
    for key in sorted(tallies):
        for one in tallies[key].mistakes:
            yield (
                f"  {one.half} {one.thing.kind.lower()} {one.verdict}: {one.contribution}"
                f" {one.thing.begin},{one.thing.end} “{one.words}” {' or '.join(one.thing.means)}"
            )
