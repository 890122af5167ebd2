"""Who asks and who answers in oral questions, where the speakers are known but not what kind each turn is.

A question on the order paper opens; who speaks next answers it, and answers whatever follows; anybody else asks a
supplementary, unless they ask nothing (the Speaker calling order).
"""

import re

from kg.model import Turn

CHAIR = re.compile(r"\b(?:Mr|Madam|Lord) (?:Deputy )?Speaker\b|^The Chair\b")
ORDER = re.compile(r"^(?:Order[.!]|We now come to|I call |Last but not least)")


class OralTurns:
    """The turns of one question; `answering` holds who has answered under this department, and grows."""

    def __init__(self, answering: set[str]) -> None:
        self.answering = answering
        self.asked = False
        self.last: Turn | None = None

    def next(self, speaker: str, office: str | None, text: str, asks: bool) -> tuple[Turn, bool]:
        """Return the kind of the next turn and whether it is a supplementary question."""
        turn, supplementary = self._judge(speaker, office, text, asks)
        if turn is not Turn.CONTRIBUTION:
            self.last = turn
        return turn, supplementary

    def _judge(self, speaker: str, office: str | None, text: str, asks: bool) -> tuple[Turn, bool]:
        if asks:
            self.asked = True
            return Turn.QUESTION, False
        if CHAIR.search(office or "") or ORDER.match(text):
            return Turn.CONTRIBUTION, False
        if speaker in self.answering or (office and self.last is Turn.QUESTION):
            self.answering.add(speaker)
            return Turn.ANSWER, False
        if self.last is Turn.QUESTION and not self.answering:
            self.answering.add(speaker)
            return Turn.ANSWER, False
        if self.last is Turn.QUESTION and "?" not in text:
            self.answering.add(speaker)
            return Turn.ANSWER, False
        return (Turn.QUESTION, True) if "?" in text else (Turn.CONTRIBUTION, False)


STATEMENT = re.compile(
    r"With permission,? (?:Mr|Madam) (?:Deputy )?Speaker,? I (?:will|shall|should like to|would like to) make a"
)


def opening_turn(text: str) -> Turn:
    """Return what the opening words say a turn is, outside oral questions; a contribution where they do not say."""
    if text.startswith(("(Urgent Question)", "To ask ")):
        return Turn.QUESTION
    if text.startswith(("On a point of order", "Further to that point of order")):
        return Turn.POINT_OF_ORDER
    return Turn.STATEMENT if STATEMENT.match(text) else Turn.CONTRIBUTION
