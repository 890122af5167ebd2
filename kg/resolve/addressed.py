"""Who is meant by a form of address: "my hon. Friend", "the hon. Lady", "the Minister", "Madam Deputy Speaker".

Somebody is meant who was just named, who spoke just before, or who is given way to; the form has to suit them: one side
or another, gender, privy counsellor. The nearest whom it suits is meant; where two are as near, both stay candidates.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.addresses import is_friend, says
from kg.model import Clue, Kind, Mention, Status, Turn
from kg.resolve.chair import called
from kg.resolve.confidence import confidence_of
from kg.resolve.evidence import clue
from kg.resolve.heard import Heard
from kg.resolve.meanings import judged
from kg.resolve.pronouns import pronoun_taking_up
from kg.resolve.quotations import quotations
from kg.resolve.settle import Settled
from kg.resolve.targets import is_asked, opening_end, sentence_starts
from kg.resolve.voices import ROSE, is_of_the_chair

FORMS = ("form-of-address", "minister-address", "chair-address")
SHORT = 250
"""A turn of no more words than this speaks of the one before it, unless it names another."""
NEAR, NEAR_IF_ALIKE = 2, 5
"""A person named no more sentences ago than this is meant by a form that suits them; more, where the forms are alike."""
HONOURS = frozenset({"counsel", "served", "privy-counsellor"})
BACK = 4
GENDERED = {"M": "gentleman", "F": "lady"}
RANKS = frozenset({"earl", "viscount", "marquess", "duke", "countess", "viscountess"})
STATUTORY = re.compile(
    r"\b(?:require|allow|enabl|permit|empower|oblig)\w*\s[Tt]he\sSecretary|\b(?:duty|duties|obligation|powers?|responsibilit\w+|permission|agreement|consent|approval)\b[^.]{0,30}\b(?:on|of|to|that|by)\s[Tt]he\sSecretary"
    r"|[Tt]he\sSecretary\sof\sState\s(?:may|must|shall|has\sin\srelation)\s(?:by|make|issue|give|publish|to)\b"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """Who may be meant, by which rule, the mention that said who, and where they speak, in words after "it ..."."""

    people: frozenset[str]
    rule: str
    clues: tuple[Clue, ...] = ()
    words: str | None = None


class _Named:
    """The people named so far in a turn, in order, and each with each form once."""

    def __init__(self) -> None:
        self.in_order: list[Mention] = []
        self._first: dict[tuple[str | None, str | None], Mention] = {}

    def add(self, mention: Mention) -> None:
        if _is_antecedent(mention):
            self.in_order.append(mention)
            self._first.setdefault((mention.means, mention.said.address if mention.said else None), mention)

    @property
    def each(self) -> Iterable[Mention]:
        return self._first.values()


class Addressed:
    """A debate whose forms of address are to be resolved: who speaks each turn, as far as that is known."""

    def __init__(self, heard: Heard, settled: Sequence[Settled]) -> None:
        self.contributions, self.places, self.day = heard.debate.contributions, heard.order, heard.day
        self.answering, self.settled = heard.answering, settled
        self.lengths = [len(contribution.text.split()) for contribution in self.contributions]
        self.pointed = {(t.by, t.mention.begin, t.mention.end): t for t in heard.pointed}
        self.known = frozenset(person for one in settled if len(one.people) == 1 for person in one.people)
        self.minister_turns = [
            i for i, one in enumerate(settled) if len(one.people) == 1 and one.people <= self.day.government
        ]
        self.ministers = frozenset(self.answering.ministers) or self.day.government
        speaking = frozenset(person for i in self.minister_turns for person in settled[i].people)
        self.likely = self.ministers if speaking & self.ministers else self.day.government

    def resolved(self, at: int, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions of the contribution at `at`, its forms of address resolved."""
        done: list[Mention] = []
        named = _Named()
        quoted = quotations(self.contributions[at].text)
        for mention in mentions:
            if mention.rule in FORMS and not quoted.hold(mention.begin):
                mention = _as_meant(mention, self._meant(at, mention, named))
            done.append(mention)
            named.add(mention)
        return tuple(done)

    def _meant(self, at: int, mention: Mention, named: _Named) -> Meant | None:
        if mention.rule == "chair-address":
            return self._chair(at, mention)
        if mention.rule == "minister-address":
            return self._minister(at, mention)
        address = self._told(at, mention)
        asked = is_asked(self.contributions[at], mention)
        return (
            self._by_place(at, mention, address)
            or (self._by_turn(at, mention, address) if asked or self._is_chair(at) else None)
            or self._by_name(at, mention, named, address)
            or self._by_turn(at, mention, address)
            or self._by_only_name(at, named, address)
            or self._by_last_turn(at, named, address)
        )

    def _told(self, at: int, mention: Mention) -> str:
        """Return the form of address, with the gender that a pronoun after it tells where the form tells none."""
        address = (mention.said and mention.said.address) or ""
        gender = pronoun_taking_up(self.contributions[at].text, mention.end)
        return f"{address} {GENDERED[gender]}" if gender and not {"man", "woman"} & says(address) else address

    def _by_place(self, at: int, mention: Mention, address: str) -> Meant | None:
        """Whom the words around the form point to: "I give way to my hon. Friend", "... for giving way"."""
        target = self.pointed.get((at, mention.begin, mention.end))
        if target is None:
            return None
        rose = [at - 1] if target.rule == "gives-way-to" and at and ROSE.match(self.contributions[at - 1].text) else []
        spots = [*rose, target.at]
        for spot in spots:
            if suited := self._suited(at, self.settled[spot].people, address):
                return Meant(suited, target.rule, words=self._speaks(spot))
        return None

    def _by_name(self, at: int, mention: Mention, named: _Named, address: str) -> Meant | None:
        """The last person named before, in this sentence or the ones just before it, whom the form suits."""
        starts = sentence_starts(self.contributions[at].text)
        here = bisect_right(starts, mention.begin)
        for one in reversed(named.in_order):
            ago = here - bisect_right(starts, one.begin)
            if ago > NEAR_IF_ALIKE:
                return None
            if one.begin <= mention.begin < one.end or (ago > NEAR and not _is_alike(one, address)):
                continue
            people = frozenset({_person(one)})
            if _has_honours_of(one, address) and self._suited(at, people, address):
                return Meant(people, "named-before", (clue(self.contributions[at], one),))
        return None

    def _by_turn(self, at: int, mention: Mention, address: str) -> Meant | None:
        """Who spoke just before, whom the form suits; at the opening of a turn, or who spoke before them."""
        contribution = self.contributions[at]
        is_opening = mention.begin <= opening_end(contribution.text)
        if not is_opening and self.lengths[at] > SHORT:
            return None
        if spoke := self._spoke_before(at, BACK if is_opening else 1, address):
            return spoke
        follows = at + 1
        if contribution.turn is not Turn.QUESTION or follows == len(self.contributions):
            return None
        suited = self._suited(at, self.settled[follows].people, address)
        return Meant(suited, "answers-next", words=self._speaks(follows)) if suited else None

    def _by_only_name(self, at: int, named: _Named, address: str) -> Meant | None:
        """The only person named so far in a long turn whom the form suits."""
        found = [one for one in named.each if _has_honours_of(one, address)]
        suited = self._suited(at, frozenset(map(_person, found)), address)
        if len(suited) != 1:
            return None
        first = next(one for one in found if _person(one) in suited)
        return Meant(suited, "only-one-named", (clue(self.contributions[at], first),))

    def _by_last_turn(self, at: int, named: _Named, address: str) -> Meant | None:
        """Who spoke last, where a long turn has named nobody whom the form suits."""
        if self._suited(at, frozenset(map(_person, named.each)), address):
            return None
        return self._spoke_before(at, 1, address)

    def _spoke_before(self, at: int, most: int, address: str) -> Meant | None:
        """The nearest of the last `most` voices before, whom the form suits."""
        for i in self._others_before(at, most):
            if suited := self._suited(at, self.settled[i].people, address):
                return Meant(suited, "spoke-before", words=self._speaks(i))
        return None

    def _speaks(self, at: int) -> str:
        return f"is who speaks in contribution {self.contributions[at].index}"

    def _others_before(self, at: int, most: int) -> Iterator[int]:
        """Yield the last turns of other voices before `at`, risings and the Chair passed over."""
        seen = {self.places[at].voice}
        for i in range(at - 1, max(-1, at - 1 - BACK), -1):
            if self.places[i].voice not in seen and (self._is_chair(at) or not self._is_passed_over(i)):
                seen.add(self.places[i].voice)
                yield i
                if len(seen) > most:
                    return

    def _is_chair(self, at: int) -> bool:
        return bool(self.settled[at].people) and self.settled[at].people <= self.day.chairs

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
        if rank := told & RANKS:
            people = frozenset(p for p in people if day.register.people[p].name.lower().split()[:1] == sorted(rank)[:1])
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

    def _minister(self, at: int, mention: Mention) -> Meant | None:
        """The minister who answers or has the floor, else the only one who speaks in the debate.

        By "the Secretary of State" the department's own is meant.
        """
        text, address = self.contributions[at].text, (mention.said and mention.said.address) or ""
        if "secretary-of-state" in says(address) and STATUTORY.search(
            text[max(0, mention.begin - 60) : mention.end + 40]
        ):
            return None
        speaking: list[str] = []
        for i in self._turns_from(at):
            people = self.settled[i].people
            likely = self.day.government if abs(i - at) <= BACK else self.likely
            if len(people) != 1 or not people <= likely or people == self.settled[at].people:
                continue
            if "secretary-of-state" in says(address):
                words = f"is the head of the department of who speaks in contribution {self.contributions[i].index}"
                return Meant(self._secretaries(next(iter(people))), "minister-answering", words=words)
            if is_friend(address) and not self._suited(at, people, address):
                continue
            if abs(i - at) <= BACK:
                return Meant(people, "minister-answering", words=self._speaks(i))
            speaking += people
        if speaking:
            words = "is one of the ministers who speak in the debate, none of them near"
            return Meant(frozenset(speaking), "minister-answering", words=words)
        if "secretary-of-state" in says(address) and self.answering.ministers:
            return Meant(self._secretaries(*self.answering.ministers), "minister-address")
        return Meant(self.ministers, "minister-address") if self.answering.department else None

    def _turns_from(self, at: int) -> Iterator[int]:
        """Yield the turns of ministers, the likelier first: the answer that follows a question, those before, after."""
        first = bisect_left(self.minister_turns, at)
        before, after = self.minister_turns[:first][::-1], self.minister_turns[first:]
        if self.contributions[at].turn is Turn.QUESTION:
            yield from (i for i in after if at < i < at + BACK)
        yield from before
        yield from (i for i in after if i > at)

    def _secretaries(self, *ministers: str) -> frozenset[str]:
        """Return the Secretary of State of the department that answers, else of the ministers' own."""
        register, on = self.day.register, self.day.on
        held = [register.offices[h.office] for person in ministers for h in register.offices_of(person, on)]
        departments = {o.department for o in held if o.side == "government" and o.department}
        if self.answering.department:
            departments &= {self.answering.department.removeprefix("agency/")}
        return frozenset(
            holding.person
            for department in departments
            for holding in register.ministers(department, on)
            if register.offices[holding.office].rank == "sos"
        )

    def _chair(self, at: int, mention: Mention) -> Meant | None:
        people = called(mention, self.day)
        spoke = self.known & people
        return Meant(spoke if len(spoke) == 1 else people, "chair-address")


def _person(mention: Mention) -> str:
    return (mention.means or "").removeprefix("person/")


def _is_antecedent(mention: Mention) -> bool:
    """Tell whether a later form of address may take up a mention: a member named, or another form of address."""
    if mention.kind is not Kind.PERSON or not mention.means:
        return False
    return mention.rule not in ("chair-address", "minister-address", "minister-answering", "office-title")


def _has_honours_of(named: Mention, address: str) -> bool:
    """Tell whether a person who was named with a form of address is given the same honours by another."""
    called = named.said.address if named.said else None
    return not called or called == "member" or says(called) & HONOURS == says(address) & HONOURS


def _is_alike(named: Mention, address: str) -> bool:
    """Tell whether a person was named with the same form: "the noble Lord, Lord Freud" and "the noble Lord"."""
    called = (named.said.address if named.said else None) or ""
    return called.removeprefix("the ").startswith(address.removeprefix("the "))


def _as_meant(mention: Mention, meant: Meant | None) -> Mention:
    if meant is None or not meant.people:
        return mention
    told = replace(mention, rule=meant.rule, clues=meant.clues, constraint=meant.words)
    found = judged(told, meant.people, Status.INFERRED)
    return replace(found, confidence=confidence_of(meant.rule, "mention")) if found.means else found
