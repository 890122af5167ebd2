"""A mention of what a span of text may mean: one thing is stated, several stay candidates."""

from kg.model import Kind, Mention, Ref, Said, Status

MOST_CANDIDATES = 20
"""As many candidates as are listed; beyond that a mention keeps the count alone."""


def of_one_or_many(
    begin: int, end: int, kind: Kind, rule: str, meanings: tuple[Ref, ...], said: Said | None = None
) -> Mention:
    """Return the mention of the one thing in `meanings`, or an ambiguous one with all of them as candidates.

    >>> of_one_or_many(0, 4, Kind.PLACE, "written-form", ("place/kent",)).status
    <Status.STATED: 'Stated'>
    >>> of_one_or_many(0, 3, Kind.AGENCY, "written-form", ("agency/a", "agency/b")).candidates
    ('agency/a', 'agency/b')
    """
    if len(meanings) == 1:
        return Mention(begin, end, kind, rule, means=meanings[0], said=said)
    listed = meanings if len(meanings) <= MOST_CANDIDATES else ()
    return Mention(
        begin,
        end,
        kind,
        rule,
        status=Status.AMBIGUOUS if listed else Status.UNKNOWN,
        candidates=listed,
        candidate_count=len(meanings),
        said=said,
    )
