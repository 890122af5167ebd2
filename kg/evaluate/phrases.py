"""Member mentions against parlparse's own: the `phrase` elements of TheyWorkForYou's XML, a silver standard."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Kind, Mention
from kg.read import Document, read
from kg.read.elements import elements, words_of
from kg.read.words import paragraph
from kg.resolve import read_closely


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the source: where, its words, the person that parlparse found and the one that is meant here."""

    identifier: str
    words: str
    expected: str | None
    found: frozenset[str]

    @property
    def agrees(self) -> bool:
        return self.expected in self.found


def score_phrases(documents: Iterable[Document], known: Knowledge) -> Iterator[Phrase]:
    """Yield every member mention that TheyWorkForYou's XML marks, with what is meant here."""
    for document in documents:
        marked = dict(_marked(document))
        if not marked:
            continue
        for debate in read(document):
            if isinstance(debate, Debate):
                reading = read_closely(debate, known)
                for contribution, mentions in zip(debate.contributions, reading.mentions, strict=True):
                    yield from _compared(contribution, mentions, marked, known)


def _marked(document: Document) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the phrases of each speech by its id; none where the document is no XML."""
    if not document.head().lstrip().startswith(b"<"):
        return
    for speech in elements(document, ("speech",)):
        phrases = [
            (paragraph(words_of(phrase, document)), phrase.get("person_id") or phrase.get("id") or "")
            for phrase in speech.iter("phrase")
            if phrase.get("class") == "honfriend"
        ]
        if phrases:
            yield speech.get("id") or "", phrases


def _compared(
    contribution: Contribution, mentions: Iterable[Mention], marked: dict[str, list[tuple[str, str]]], known: Knowledge
) -> Iterator[Phrase]:
    at = 0
    for identifier in contribution.identifiers:
        for words, person_id in marked.get(identifier, []):
            begin = contribution.text.find(words, at)
            at = begin + 1
            meant = frozenset(
                mention.means
                for mention in mentions
                if mention.means
                and mention.kind is Kind.PERSON
                and mention.begin <= begin + 8
                and mention.end >= begin + len(words)
            )
            person = known.register.identified(person_id)
            yield Phrase(identifier, words, person.ref if person else None, meant)
