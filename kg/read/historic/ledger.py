"""The division that is being told: its counts, and the lists that are read into it as they come."""

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Rejection
from kg.read.historic.debates import Gathered
from kg.read.historic.divisions import Tally, first_side
from kg.read.historic.lists import Entry, Head, Listed, Unread


class Ledger:
    """Puts each count and each list with the division to which it belongs, in the debate where it is told."""

    def __init__(self) -> None:
        self.tally: Tally | None = None

    @property
    def waits(self) -> bool:
        return self.tally is not None and self.tally.lacks

    def close(self) -> None:
        self.tally = None

    def passed(self) -> None:
        """Take note that somebody has spoken since."""
        if self.tally:
            self.tally.passed = True

    def stated(
        self, counts: tuple[int | None, int | None], here: Gathered, held: Iterable[Gathered], column: str | None
    ) -> None:
        """Take in the counts of a division: of the one whose lists stand before, else of one that begins here."""
        after = here.spoken[-1] if here.spoken else None
        if self.tally and self.tally.may_have(*counts):
            for debate in held:
                if self.tally in debate.divisions:
                    debate.divisions.remove(self.tally)
            self.tally.after = after
        else:
            self.tally = Tally(after, column)
        here.divisions.append(self.tally)
        self.tally.ayes, self.tally.noes = counts
        self.tally.stated = True

    def add(self, found: Sequence[Entry], here: Gathered, column: str | None, *, headed: bool) -> Iterator[Rejection]:
        """Add a table to the division that is open, or to those that it begins; `headed` where a title says whose
        votes these are. Yield what of it cannot be read.
        """
        if not headed and not self._has_side(found, here, column):
            if found:
                yield Rejection("vote", here.title, "nothing says whose votes these are")
            return
        for entry in found:
            if isinstance(entry, Head):
                self.head(entry, here, column)
            elif isinstance(entry, Unread):
                yield Rejection("vote", here.title, f"{entry.words[:60]!r} is no vote that can be read")
            elif isinstance(entry, Listed) and self.tally and self.tally.side:
                self.tally.votes.append(entry.vote(self.tally.side))

    def head(self, head: Head, here: Gathered, column: str | None) -> None:
        """Take in the heading of a list."""
        if self.tally is None or self.tally.begins_anew(head):
            self.tally = Tally(here.spoken[-1] if here.spoken else None, column)
            here.divisions.append(self.tally)
        self.tally.number = head.number or self.tally.number
        self.tally.time = head.time or self.tally.time
        if head.side:
            self.tally.side = head.side
            self.tally.sides.add(head.side)

    def _has_side(self, found: Sequence[Entry], here: Gathered, column: str | None) -> bool:
        """See to it that the first votes of a table have a side; tell whether they have."""
        if not found or isinstance(found[0], Head):
            return bool(found)
        told = first_side(found)
        if self.tally and self.tally.side and not (told and told is not self.tally.side and self.tally.both):
            return True
        if told:
            self.head(Head(side=told), here, column)
        return told is not None
