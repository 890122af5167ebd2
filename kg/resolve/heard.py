"""A debate as it has been heard so far: what its judges look at, in one piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract import Knowledge
from kg.model import Attribution, Debate, Mention
from kg.resolve.day import Day
from kg.resolve.departments import Answering
from kg.resolve.targets import Target
from kg.resolve.voices import Place


@dataclass(frozen=True, slots=True)
class Heard:
    """A debate, what it names, who is given to speak, in which order, who points to whom, and who answers.

    `mentions`, `given` and `order` run parallel to the contributions.
    """

    debate: Debate
    mentions: Sequence[Sequence[Mention]]
    given: Sequence[Attribution | None]
    order: Sequence[Place]
    pointed: Sequence[Target]
    answering: Answering
    known: Knowledge
    day: Day
