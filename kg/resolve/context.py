"""Words that mean an issue only where their field is under discussion: in a debate on prisons "violence" is that in prisons.

The vocabulary says which words, and within which issues (`hkg:ContextForm`). An issue is under discussion in the paragraph
that names it or a narrower one, in the debate whose title does, and in one that names it often; a place ("Syria") in the debate
whose title names it or one that lies in it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract import Knowledge, mentions_of
from kg.extract.forms import Found, WrittenForms, longest_first
from kg.extract.guards import Allowed, all_of, names_an_office, part_of_a_title
from kg.extract.inflections import inflected
from kg.extract.spans import Spans, in_order, of_one_or_many
from kg.extract.titles import by_title_form
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Status, Turn, Venue
from kg.resolve.evidence import clue
from kg.resolve.matters import title_forms
from kg.vocabulary import ContextForm

RULE = "form-in-context"
LEAST_TIMES, LEAST_SHARE = 3, 0.1
"""What a debate names so often, and in this part of its mentions of issues, is under discussion throughout."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A context form, and the test of what stands beside it."""

    said: ContextForm
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class _Raised:
    """That an issue is under discussion: how that is known, and the mention that shows it, if any does."""

    why: str
    clues: tuple[Clue, ...] = ()


def by_context(
    debate: Debate, found: Sequence[tuple[Mention, ...]], known: Knowledge, within: Sequence[str] = ()
) -> list[tuple[Mention, ...]]:
    """Return the mentions with those added that the field under discussion lets mean an issue.

    `within` are the titles of the debates that contain it. A longer form of the vocabulary stands, a shorter one gives way.
    """
    if not known.vocabulary.context_forms:
        return list(found)
    context = _Context(debate, found, known, within)
    read = [context.read(contribution, its) for contribution, its in zip(debate.contributions, found, strict=True)]
    return _with_clues_that_stand(debate, read)


def _with_clues_that_stand(debate: Debate, read: Sequence[tuple[Mention, ...]]) -> list[tuple[Mention, ...]]:
    """Leave out clues to mentions that have given way to a longer one, whose words hold theirs."""
    standing = {
        (contribution.index, mention.begin, mention.end, mention.kind)
        for contribution, its in zip(debate.contributions, read, strict=True)
        for mention in its
    }
    return [
        tuple(_with_clues(mention, standing) if mention.rule == RULE else mention for mention in its) for its in read
    ]


def _with_clues(mention: Mention, standing: AbstractSet[tuple[int, int, int, Kind]]) -> Mention:
    clues = tuple(one for one in mention.clues if (one.contribution, one.begin, one.end, one.kind) in standing)
    return mention if clues == mention.clues else replace(mention, clues=clues)


class _Context:
    """What one debate is about, as far as its forms ask."""

    def __init__(
        self, debate: Debate, found: Sequence[tuple[Mention, ...]], known: Knowledge, within: Sequence[str]
    ) -> None:
        self.known, self.debate = known, debate
        self.forms = _forms(known)
        self.titled = self._by_titles((*within, debate.title))
        self.often = self._by_mentions(found)

    def _by_titles(self, titles: Sequence[str]) -> dict[Ref, _Raised]:
        on, venue = self.debate.date, self.debate.venue
        named = {one: t for t in titles for ref in _named_by(t, venue, on, self.known) for one in self._line(ref)}
        return {ref: _Raised(f"the title “{title}” names it") for ref, title in named.items()}

    def _by_mentions(self, found: Sequence[tuple[Mention, ...]]) -> dict[Ref, _Raised]:
        times: dict[Ref, int] = defaultdict(int)
        first: dict[Ref, Clue] = {}
        every = 0
        for contribution, its in zip(self.debate.contributions, found, strict=True):
            for mention in its:
                if mention.kind is Kind.ISSUE and mention.means:
                    every += 1
                    for ref in self._line(mention.means):
                        times[ref] += 1
                        first.setdefault(ref, clue(contribution, mention))
        least = max(LEAST_TIMES, LEAST_SHARE * every)
        return {ref: _Raised("it is named often", (first[ref],)) for ref, count in times.items() if count >= least}

    def _line(self, ref: Ref) -> tuple[Ref, ...]:
        return _line(ref, self.known)

    def read(self, contribution: Contribution, its: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions of a contribution with those that the context adds, in the order of the text."""
        text = contribution.text
        near = self._near(contribution, its)
        written = self.forms.all(text) if near or self.titled or self.often else []
        told = [(one, mention) for one in written if (mention := self._meant(one, text, near))]
        if not told:
            return its
        taken = Spans((m.begin, m.end) for m in its)
        new = [
            Found(one.begin, one.end, one.form, (mention,))
            for one, mention in told
            if (one.begin, one.end) not in taken and not taken.hold_more_than((one.begin, one.end))
        ]
        old = [Found(m.begin, m.end, "", (m,)) for m in its if m.kind is Kind.ISSUE]
        kept = [one.meanings[0] for one in longest_first([*old, *new])]
        others = [m for m in its if m.kind is not Kind.ISSUE]
        return in_order([*others, *kept])

    def _near(self, contribution: Contribution, its: Sequence[Mention]) -> Mapping[int, Mapping[Ref, _Raised]]:
        """Return by paragraph, counted from 0, what its mentions raise."""
        issues = [m for m in its if m.kind is Kind.ISSUE and m.means]
        breaks = _breaks(contribution.text) if issues else []
        near: dict[int, dict[Ref, _Raised]] = defaultdict(dict)
        for mention in issues:
            for ref in self._line(mention.means or ""):
                raised = _Raised("it is named beside it", (clue(contribution, mention),))
                near[bisect_left(breaks, mention.begin)].setdefault(ref, raised)
        return near

    def _meant(self, found: Found[_Form], text: str, near: Mapping[int, Mapping[Ref, _Raised]]) -> Mention | None:
        """Return the mention of what a form means where one thing alone can be meant: by the title, else by its paragraph, else by
        what the debate names often; of several issues under discussion the narrowest decides.
        """
        paragraph = near.get(bisect_left(_breaks(text), found.begin), {}) if near else {}
        standing = [
            one.said
            for one in found.meanings
            if any(ref in raised for raised in (self.titled, paragraph, self.often) for ref in one.said.within)
            and one.said.beside.stands(self.debate.date)
            and one.allowed(text, found.begin, found.end)
        ]
        in_a_title = standing and part_of_a_title(found.form, text, found.begin, found.end)
        if not standing or in_a_title or names_an_office(text, found.begin):
            return None
        for raised in (self.titled, paragraph, self.often):
            told = [(len(self._line(ref)), one.means, ref) for one in standing for ref in one.within if ref in raised]
            deepest = max(told, default=(0,))[0]
            means = {meant: ref for depth, meant, ref in told if depth == deepest}
            if len(means) == 1:
                [(meant, within)] = means.items()
                return self._mention(found, meant, within, raised[within])
        return None

    def _mention(self, found: Found[_Form], means: Ref, within: Ref, raised: _Raised) -> Mention:
        mention = of_one_or_many(found.begin, found.end, Kind.ISSUE, RULE, (means,))
        why = f"stands where “{self.known.vocabulary.concepts[within].label}” is under discussion: {raised.why}"
        return replace(mention, status=Status.INFERRED, clues=raised.clues, constraint=why)


@lru_cache(8)
def _breaks(text: str) -> list[int]:
    return [one.start() for one in re.finditer("\n", text)]


@lru_cache(4096)
def _line(ref: Ref, known: Knowledge) -> tuple[Ref, ...]:
    """Return an issue and what stands above it."""
    concept = known.vocabulary.concepts.get(ref)
    above = dict.fromkeys(r for one in (concept.above if concept else ()) for r in _line(one, known))
    return (ref, *above)


@lru_cache(4)
def _forms(known: Knowledge) -> WrittenForms[_Form]:
    """Return the context forms of the vocabulary, in the other number too."""
    by_form: dict[str, list[_Form]] = defaultdict(list)
    for said in known.vocabulary.context_forms:
        allowed = all_of((said.beside,))
        for form in inflected(said.form):
            by_form[form].append(_Form(said, allowed))
    return WrittenForms(by_form)


@lru_cache(256)
def _named_by(title: str, venue: Venue, on: date, known: Knowledge) -> tuple[Ref, ...]:
    """Return the issues and places that a title names."""
    found = mentions_of(Contribution(1, venue, on, Turn.CONTRIBUTION, title), known)
    headed = (ref for *_, ref in by_title_form(title, title_forms(known)) if ref.startswith("issue/"))
    return (*(m.means for m in found if m.kind in (Kind.ISSUE, Kind.PLACE) and m.means), *headed)
