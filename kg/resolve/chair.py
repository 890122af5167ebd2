"""Who is in the Chair: the one whom Members address there, nearest before or after."""

from collections.abc import Iterator, Mapping

from kg.extract.addresses import says
from kg.model import Contribution, Debate, Mention
from kg.resolve.day import Day
from kg.resolve.evidence import Evidence, clue, said
from kg.resolve.heard import Heard
from kg.resolve.voices import is_of_the_chair

NEAR, NEAR_WORDS = 12, 1500
"""The Chair changes hands in a debate: an address more turns or words away tells nothing."""


def in_the_chair(heard: Heard) -> Iterator[Evidence]:
    """Yield who speaks from the Chair, and that who addresses the Chair is not in it.

    Where nobody calls the Chair Speaker or Deputy Speaker, the debate may be one of Westminster Hall, whose Chair is any member
    of a large panel.
    """
    debate, day = heard.debate, heard.day
    addressed = {
        at: mention
        for at, its in enumerate(heard.mentions)
        for mention in its
        if mention.rule == "chair-address" and is_spoken_to(debate.contributions[at], mention)
    }
    in_the_chamber = bool(addressed) or any(c.uin for c in debate.contributions)
    for at, contribution in enumerate(debate.contributions):
        if is_of_the_chair(contribution) and in_the_chamber:
            yield Evidence(at, day.chairs, "the-chair", "speaks as only the Chair does")
            if (near := _nearest(at, addressed, debate)) is not None:
                yield _addressed(at, debate.contributions[near], addressed[near], day)
        elif at in addressed:
            words = f"addresses the Chair: “{said(contribution, addressed[at])}”"
            clues = (clue(contribution, addressed[at]),)
            yield Evidence(at, day.everyone - day.chairs, "addresses-the-chair", words, clues)


def _nearest(at: int, addressed: Mapping[int, Mention], debate: Debate) -> int | None:
    """Return the nearest contribution that addresses the Chair, if it is near enough."""
    around = range(max(0, at - NEAR), min(len(debate.contributions), at + NEAR + 1))
    others = [i for i in around if i in addressed and not is_of_the_chair(debate.contributions[i])]
    near = min(others, key=lambda i: (abs(i - at), i), default=None)
    if near is None or _words_between(debate, near, addressed[near], at) > NEAR_WORDS:
        return None
    return near


def _words_between(debate: Debate, by: int, mention: Mention, at: int) -> int:
    """Return how many words stand between an address and the contribution at `at`."""
    text = debate.contributions[by].text
    rest = text[mention.end :] if by < at else text[: mention.begin]
    between = (c.text for c in debate.contributions[min(by, at) + 1 : max(by, at)])
    return sum(words.count(" ") for words in (rest, *between))


def _addressed(at: int, by: Contribution, mention: Mention, day: Day) -> Evidence:
    words = f"is in the Chair, whom contribution {by.index} addresses as “{said(by, mention)}”"
    return Evidence(at, called(mention, day), "addressed-in-the-chair", words, (clue(by, mention),))


def is_spoken_to(contribution: Contribution, mention: Mention) -> bool:
    """Tell whether the Chair is addressed and not spoken of: "Thank you, Mr Speaker." but not "Mr Speaker said"."""
    text = contribution.text
    return (
        text[: mention.begin].endswith((", ", ". ", "\n", "—")) or not mention.begin
        if text[mention.end : mention.end + 1] in ",.?!;—"
        else False
    )


def called(mention: Mention, day: Day) -> frozenset[str]:
    """Return who may be addressed as "Mr Speaker" or "Madam Deputy Speaker" on the day."""
    told = says((mention.said and mention.said.address) or "")
    speakers = frozenset(person for person in day.chairs if day.side(person) == "speaker")
    people = speakers if "speaker" in told else day.chairs - speakers
    return people & day.of_gender("F" if "woman" in told else "M")
