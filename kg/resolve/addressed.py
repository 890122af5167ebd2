"""Who is meant by a form of address: "my hon. Friend", "the hon. Lady", "the Minister", "Madam Deputy Speaker".

Somebody is meant who was just named, who spoke just before, or who is given way to; the form has to suit them: one side
or another, gender, privy counsellor. The nearest whom it suits is meant; where two are as near, both stay candidates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.addresses import is_friend, says
from kg.extract.spans import MOST_CANDIDATES
from kg.iris import person as person_ref
from kg.model import Clue, Contribution, Debate, Kind, Mention, Status, Turn
from kg.resolve.chair import called
from kg.resolve.day import Day
from kg.resolve.departments import Answering
from kg.resolve.evidence import clue
from kg.resolve.settle import Settled
from kg.resolve.targets import Target, opening_end, sentence_starts
from kg.resolve.voices import ROSE, Place, is_of_the_chair

FORMS = ("form-of-address", "minister-address", "chair-address")
NAMED = ("member-name", "member-for", "person-name", "office-title")
SHORT = 250
"""A turn of no more words than this speaks of the one before it, unless it names another."""
NEAR = 2
"""A person named no more sentences ago than this is meant by a form that suits them."""
BACK = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """Who may be meant, by which rule, and the mention that said who."""

    people: frozenset[str]
    rule: str
    clues: tuple[Clue, ...] = ()


class Addressed:
    """A debate whose forms of address are to be resolved: who speaks each turn, as far as that is known."""

    def __init__(
        self,
        debate: Debate,
        places: Sequence[Place],
        settled: Sequence[Settled],
        pointed: Sequence[Target],
        answering: Answering,
        day: Day,
    ) -> None:
        self.contributions, self.places, self.settled, self.day = debate.contributions, places, settled, day
        self.pointed = {(t.by, t.mention.begin, t.mention.end): t for t in pointed}
        self.answering = answering
        self.ministers = frozenset(answering.ministers) or day.government

    def resolved(self, at: int, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions of the contribution at `at`, its forms of address resolved."""
        done: list[Mention] = []
        for mention in mentions:
            if mention.rule in FORMS:
                mention = _as_meant(mention, self._meant(at, mention, done))
            done.append(mention)
        return tuple(done)

    def _meant(self, at: int, mention: Mention, before: Sequence[Mention]) -> Meant | None:
        if mention.rule == "chair-address":
            return self._chair(at, mention)
        if mention.rule == "minister-address":
            return self._minister(at, mention, before)
        address = (mention.said and mention.said.address) or ""
        found = self._by_place(at, mention, address) or self._by_name(at, mention, before, address)
        return found or self._by_turn(at, mention, address)

    def _by_place(self, at: int, mention: Mention, address: str) -> Meant | None:
        """Whom the words around the form point to: "I give way to my hon. Friend", "... for giving way"."""
        target = self.pointed.get((at, mention.begin, mention.end))
        if target is None:
            return None
        spots = [target.at]
        if target.rule == "gives-way-to" and at and ROSE.match(self.contributions[at - 1].text):
            spots = [at - 1, target.at]
        for spot in spots:
            if suited := self._suited(at, self.settled[spot].people, address):
                return Meant(suited, target.rule)
        return None

    def _by_name(self, at: int, mention: Mention, before: Sequence[Mention], address: str) -> Meant | None:
        """The last person named before, in this sentence or the ones just before it, whom the form suits."""
        text = self.contributions[at].text
        starts = [0, *sentence_starts(text)]
        here = sum(start <= mention.begin for start in starts)
        for named in reversed(before):
            if named.kind is not Kind.PERSON or not named.means or named.rule == "chair-address":
                continue
            if named.begin <= mention.begin < named.end:
                continue
            if here - sum(start <= named.begin for start in starts) > NEAR:
                return None
            person = named.means.removeprefix("person/")
            if self._suited(at, frozenset({person}), address):
                return Meant(frozenset({person}), "named-before", (clue(self.contributions[at], named),))
        return None

    def _by_turn(self, at: int, mention: Mention, address: str) -> Meant | None:
        """Who spoke just before, or before them, whom the form suits."""
        contribution = self.contributions[at]
        is_near = mention.begin <= opening_end(contribution.text) or len(contribution.text.split()) <= SHORT
        if not is_near:
            return None
        seen = {self.places[at].voice}
        for i in range(at - 1, max(-1, at - 1 - BACK), -1):
            if self.places[i].voice in seen or self._is_passed_over(i):
                continue
            seen.add(self.places[i].voice)
            if suited := self._suited(at, self.settled[i].people, address):
                return Meant(suited, "spoke-before")
        follows = at + 1
        if contribution.turn is Turn.QUESTION and follows < len(self.contributions):
            if suited := self._suited(at, self.settled[follows].people, address):
                return Meant(suited, "answers-next")
        return None

    def _is_passed_over(self, at: int) -> bool:
        text, people = self.contributions[at].text, self.settled[at].people
        return bool(ROSE.match(text)) or people <= self.day.chairs or is_of_the_chair(self.contributions[at])

    def _suited(self, at: int, people: frozenset[str], address: str) -> frozenset[str]:
        """Return those of `people` whom the speaker at `at` may call by `address`."""
        speaker, told, day = self.settled[at].people, says(address), self.day
        if "man" in told:
            people &= day.of_gender("M")
        if "woman" in told:
            people &= day.of_gender("F")
        if "privy-counsellor" in told:
            people &= day.maybe_counsellors
        elif {"member", "friend"} & told:
            people &= day.maybe_not_counsellors or people
        if len(speaker) == 1:
            people -= speaker
        if sides := day.sides(speaker) if len(day.sides(speaker)) == 1 else frozenset():
            own = day.of_sides(sides)
            people = people & own if is_friend(address) else people - own
        return people

    def _minister(self, at: int, mention: Mention, before: Sequence[Mention]) -> Meant | None:
        """The minister who answers, speaks or has the floor; by "the Secretary of State" the department's own."""
        address = (mention.said and mention.said.address) or ""
        is_secretary = "secretary-of-state" in says(address)
        suited = self._secretaries() if is_secretary and self.answering.department else self.ministers
        speaker = self.settled[at].people
        suited -= speaker if len(speaker) == 1 else frozenset()
        if self.contributions[at].turn is Turn.QUESTION:
            order = [*range(at + 1, min(at + BACK, len(self.contributions))), *range(at - 1, max(-1, at - 1 - BACK), -1)]
        else:
            order = [*range(at - 1, -1, -1), *range(at + 1, len(self.contributions))]
        for i in order:
            people = self.settled[i].people
            if len(people) == 1 and people <= suited:
                return Meant(people, "minister-answering")
        return Meant(suited, "minister-address") if self.answering.department else None

    def _secretaries(self) -> frozenset[str]:
        register = self.day.register
        return frozenset(
            person
            for person in self.ministers
            for held in register.offices_of(person, self.day.on)
            if register.offices[held.office].rank == "sos"
            and f"agency/{register.offices[held.office].department}" == self.answering.department
        )

    def _chair(self, at: int, mention: Mention) -> Meant | None:
        people = called(mention, self.day)
        spoke = {person for one in self.settled if len(one.people) == 1 for person in one.people & people}
        return Meant(frozenset(spoke) if len(spoke) == 1 else people, "chair-address")


def _as_meant(mention: Mention, meant: Meant | None) -> Mention:
    if meant is None or not meant.people:
        return mention
    refs = tuple(person_ref(id_) for id_ in sorted(meant.people, key=int))
    if len(refs) == 1:
        return replace(mention, means=refs[0], status=Status.INFERRED, rule=meant.rule, clues=meant.clues)
    listed = refs if len(refs) <= MOST_CANDIDATES else ()
    status = Status.AMBIGUOUS if listed else Status.UNKNOWN
    return replace(mention, status=status, candidates=listed, candidate_count=len(refs), rule=meant.rule)
