"""What is known of a speaker, before it is put together: sets of people who may speak, each with its reason."""

from dataclasses import dataclass

from kg.model import Clue, Contribution, Mention


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the speaker of the contribution at `at` (from 0) is one of `people`.

    `rule` is a local name of the ontology's rules, `words` say it in English after "it ...", `clues` are the mentions
    that it rests on. `is_own` where the speaker's own words say so.
    """

    at: int
    people: frozenset[str]
    rule: str
    words: str
    clues: tuple[Clue, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Friends:
    """Two speakers sit on one side: the one at `by` calls the one at `at` "my hon. Friend".

    `called` is said of the one who is called so, `calls` of the one who calls.
    """

    by: int
    at: int
    called: str
    calls: str
    clues: tuple[Clue, ...] = ()


def clue(contribution: Contribution, mention: Mention) -> Clue:
    return Clue(contribution.index, mention.begin, mention.end, mention.kind)


def said(contribution: Contribution, mention: Mention) -> str:
    """Return the words of a mention."""
    return contribution.text[mention.begin : mention.end]
