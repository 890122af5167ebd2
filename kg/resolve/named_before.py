"""Who is meant by a surname that two members share: the one whom the record has printed in full not long before.

Hansard tells two of one surname apart by their first names ("Mr. Peter Walker"), and within an exchange goes on with the
surname alone ("Mr. Walker").
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.model import Attribution, Contribution, Ref, Status
from kg.register.names import plain, without_honorifics

RULE = "name-before"


def named_before(
    contributions: Sequence[Contribution], given: Sequence[Attribution | None], around: Sequence[AbstractSet[Ref]]
) -> Iterator[Attribution | None]:
    """Yield the attributions of a debate, a shared surname as that of the one who was named in full before.

    `around` are those named in full so far in the debates that contain this one, the innermost first: the nearest of
    them that has any of the candidates decides, where it has one alone.
    """
    here: set[Ref] = set()
    for contribution, one in zip(contributions, given, strict=True):
        if one and one.rule == "name-shared":
            yield _narrowed(one, [here, *around])
        else:
            yield one
        here |= in_full(contribution, one)


def in_full(contribution: Contribution, given: Attribution | None) -> set[Ref]:
    """Return the speaker, where the record prints more than an honorific and a surname."""
    name = contribution.printed.name if contribution.printed else None
    if not name or not given or not given.person or given.status is not Status.STATED:
        return set()
    return {given.person} if len(without_honorifics(name).split()) > len(plain(name.split()[-1]).split()) else set()


def _narrowed(shared: Attribution, scopes: Sequence[AbstractSet[Ref]]) -> Attribution:
    candidates = set(shared.candidates)
    named = next((found for scope in scopes if (found := candidates & scope)), set())
    if len(named) != 1:
        return shared
    words = (*shared.constraints, "was printed with the first name before")
    return replace(
        shared,
        status=Status.INFERRED,
        rule=RULE,
        person=named.pop(),
        candidates=(),
        candidate_count=1,
        constraints=words,
    )
