"""Find where "the Department" stands alone: "my Department", "the Minister's Department", "the Department's budget"."""

import re
from collections.abc import Iterator

from kg.model import Contribution, Kind, Mention, Status

RULE = "the-department"
ALONE = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Tt]his|[Tt]he|[Tt]he\s(?:Secretary\sof\sState|Minister)[’']s)\s(?:own\s)?Department\b(?!-|\s(?:for|of)\s(?:the\s)?[A-Z]|\s(?:concerned|in\squestion)\b)"
)


def the_department(contribution: Contribution) -> Iterator[Mention]:
    """Yield where a department is meant and not named; which it is, is judged later."""
    if "Department" not in contribution.text:
        return
    for match in ALONE.finditer(contribution.text):
        yield Mention(match.start(), match.end(), Kind.AGENCY, RULE, status=Status.UNKNOWN)
