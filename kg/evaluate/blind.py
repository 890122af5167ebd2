"""Take the names away from debates that have them, read what is left as a page copy, and compare.

The truth is what the record prints. A paragraph counts as right where the person given speaks it; a contribution where
they speak the larger part of its words, for a page is cut into turns by the words alone, and a cut may be wrong too.
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median

from kg.extract import Knowledge
from kg.model import Attribution, Contribution, Debate, Ref
from kg.read import Document, read
from kg.read.page.lines import is_procedure
from kg.resolve import read_closely

ORAL = "oral questions"
DEBATES = "debates"
TOGETHER = "all"


@dataclass(frozen=True, slots=True)
class Judged:
    """A contribution as it was cut and judged, and who speaks its paragraphs in truth, with their words counted."""

    contribution: Contribution
    attribution: Attribution
    speakers: tuple[tuple[Ref | None, int], ...]
    section: str
    title: str

    @property
    def truth(self) -> Ref | None:
        """Return who speaks the larger part of it."""
        words: Counter[Ref | None] = Counter()
        for person, count in self.speakers:
            words[person] += count
        return words.most_common(1)[0][0]

    @property
    def is_mistaken(self) -> bool:
        """Tell whether another person is given, or the truth is not among the candidates."""
        attribution = self.attribution
        if attribution.person:
            return attribution.person != self.truth
        return bool(attribution.candidates) and self.truth not in attribution.candidates

    @property
    def right_paragraphs(self) -> int:
        return sum(person == self.attribution.person for person, _ in self.speakers)


@dataclass
class Score:
    """What a blind reading came to: counts of contributions, and of paragraphs and turns where the name says so."""

    contributions: int = 0
    right: int = 0
    wrong: int = 0
    paragraphs: int = 0
    paragraphs_right: int = 0
    paragraphs_wrong: int = 0
    among: int = 0
    not_among: int = 0
    sizes: list[int] = field(default_factory=list)
    turns: int = 0
    turns_found: int = 0
    turns_right: int = 0

    def add(self, judged: Judged) -> None:
        """Count one contribution whose true speaker is known."""
        attribution, count = judged.attribution, len(judged.speakers)
        self.contributions += 1
        self.paragraphs += count
        if attribution.person:
            self.right += attribution.person == judged.truth
            self.wrong += attribution.person != judged.truth
            self.paragraphs_right += judged.right_paragraphs
            self.paragraphs_wrong += count - judged.right_paragraphs
        elif attribution.candidates:
            self.sizes.append(len(attribution.candidates))
            self.among += judged.truth in attribution.candidates
            self.not_among += judged.truth not in attribution.candidates

    def add_turns(self, debate: Debate, pieces: Sequence[Judged]) -> None:
        """Count where turns begin, that of the first apart, against where they were found to begin."""
        true = set(_starts([len(_spoken(c)) for c in debate.contributions]))
        found = set(_starts([len(piece.speakers) for piece in pieces]))
        self.turns += len(true)
        self.turns_found += len(found)
        self.turns_right += len(true & found)

    def row(self) -> dict[str, float | int]:
        """Return the figures that are reported: counts and shares."""
        given = self.right + self.wrong
        return {
            "contributions": self.contributions,
            "given a person": given,
            "of them right": _share(self.right, given),
            "paragraphs": self.paragraphs,
            "given a person, of the paragraphs": _share(self.paragraphs_right + self.paragraphs_wrong, self.paragraphs),
            "of those right": _share(self.paragraphs_right, self.paragraphs_right + self.paragraphs_wrong),
            "given candidates": len(self.sizes),
            "truth among them": _share(self.among, len(self.sizes)),
            "candidates, median": median(self.sizes) if self.sizes else 0,
            "turns found that are right": _share(self.turns_right, self.turns_found),
            "turns that are found": _share(self.turns_right, self.turns),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _starts(lengths: Sequence[int]) -> Iterator[int]:
    at = 0
    for length in [n for n in lengths if n][:-1]:
        at += length
        yield at


def _spoken(contribution: Contribution) -> list[str]:
    """Return the paragraphs of a turn that somebody speaks; a page's reader takes "rose—" for procedure."""
    return [line for line in copied(contribution) if not is_procedure(line)]


def as_page(debate: Debate) -> str:
    r"""Return a debate as the copy of its page gives it: title, date, and words without a speaker's name.

    >>> from datetime import date
    >>> from kg.model import Turn, Venue
    >>> said = Contribution(1, Venue.COMMONS, date(2017, 11, 20), Turn.QUESTION, "What steps?", question_number="4", uin="901")
    >>> as_page(Debate(Venue.COMMONS, date(2017, 11, 20), "Crime", 1, (said,))).split("\n")[-2:]
    ['4. What steps? (901)', '']
    """
    day = f"{debate.date:%A} {debate.date.day} {debate.date:%B %Y}"
    lines = [debate.title, "", f"Volume {debate.volume or 1}: debated on {day}", ""]
    for contribution in debate.contributions:
        for paragraph in copied(contribution):
            lines += [paragraph, ""]
    return "\n".join(lines)


def copied(contribution: Contribution) -> list[str]:
    """Return the paragraphs of a turn as a page shows them, its question number and UIN in the line."""
    number = f"{contribution.question_number}. " if contribution.question_number else ""
    uin = f" ({contribution.uin})" if contribution.uin else ""
    first, *rest = contribution.text.split("\n")
    return [f"{number}{first}{uin}", *rest]


def blind_scores(documents: Iterable[Document], known: Knowledge) -> tuple[dict[tuple[str, str], Score], list[Judged]]:
    """Return the scores by section (all, oral questions, debates) and kind of contribution, "" for all; the mistakes.

    The kind is that of the turn as it was cut; contributions whose speaker the record does not give are left out.
    """
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    mistakes: list[Judged] = []
    for debate, pieces in blind_debates(documents, known):
        for piece in pieces:
            if piece.truth is None:
                continue
            for key in ((TOGETHER, ""), (piece.section, ""), (piece.section, piece.contribution.turn.value)):
                scores[key].add(piece)
            if piece.is_mistaken:
                mistakes.append(piece)
        if pieces:
            for section in (TOGETHER, pieces[0].section):
                scores[section, ""].add_turns(debate, pieces)
    return dict(scores), mistakes


def blind_debates(documents: Iterable[Document], known: Knowledge) -> Iterator[tuple[Debate, list[Judged]]]:
    """Yield each debate of `documents` that names its speakers, with what is judged of it when it does not."""
    with tempfile.TemporaryDirectory(prefix="hansard-kg-") as folder:
        for document in documents:
            for debate in read(document):
                if isinstance(debate, Debate) and any(c.printed for c in debate.contributions):
                    yield debate, list(_judged(debate, known, Path(folder)))


def _judged(debate: Debate, known: Knowledge, folder: Path) -> Iterator[Judged]:
    truth = read_closely(debate, known)
    spoken = [
        (plain_words(paragraph), attribution.person)
        for contribution, attribution in zip(debate.contributions, truth.attributions, strict=True)
        for paragraph in copied(contribution)
    ]
    section = ORAL if any(c.uin for c in debate.contributions) else DEBATES
    at = 0
    for copy in _read_copy(debate, folder):
        reading = read_closely(copy, known)
        for contribution, attribution in zip(copy.contributions, reading.attributions, strict=True):
            speakers = []
            for paragraph in copied(contribution):
                at = _find(plain_words(paragraph), spoken, at)
                speakers.append((spoken[at][1], len(paragraph.split())))
                at += 1
            yield Judged(contribution, attribution, tuple(speakers), section, debate.title)


def _read_copy(debate: Debate, folder: Path) -> Iterator[Debate]:
    page = as_page(debate).encode()
    path = folder / "page.txt"
    path.write_bytes(page)
    document = Document(path, sha256(page).hexdigest(), len(page))
    yield from (part for part in read(document) if isinstance(part, Debate) and part.contributions)


def plain_words(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _find(paragraph: str, spoken: Sequence[tuple[str, Ref | None]], at: int) -> int:
    """Return where `paragraph` stands from `at` on; lines that the page's reader leaves out are passed over."""
    return next(i for i in range(at, len(spoken)) if spoken[i][0] == paragraph)
