"""Who moved the amendment before the House: the record prints "Moved by X" in the turn before X's own, or apart."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from kg.model import Contribution, Debate, Procedure

MOVED_BY = re.compile(r"^Moved by (.{3,80})$", re.MULTILINE)
COLUMN = re.compile(r"[0-9]{1,6}")


def movers(debate: Debate) -> Iterator[int | None]:
    """Yield for each contribution the position of the speech that moved the amendment then before the House.

    Nobody is taken for the mover whom the record does not print as "Moved by X" and, next, as the speaker.
    """
    mover, apart = None, deque(_moved_apart(debate.procedures))
    before = ""
    for at, contribution in enumerate(debate.contributions):
        if moved := MOVED_BY.findall(before):
            mover = at if _is_printed_for(contribution, moved[-1]) else None
        column = _number(contribution.column)
        while apart and column is not None:
            printed_at, name = apart[0]
            is_mover = _is_printed_for(contribution, name)
            if printed_at > column or (printed_at == column and not is_mover):
                break
            apart.popleft()
            mover = at if is_mover else None
        yield mover
        before = contribution.text


def _moved_apart(procedures: Sequence[Procedure]) -> Iterator[tuple[int, str]]:
    for procedure in procedures:
        column, moved = _number(procedure.column), MOVED_BY.findall(procedure.text)
        if moved and column is not None:
            yield column, moved[-1]


def _number(column: str | None) -> int | None:
    return int(column) if column and COLUMN.fullmatch(column) else None


def _is_printed_for(contribution: Contribution, name: str) -> bool:
    printed = contribution.printed.name if contribution.printed else None
    return _plain(printed or "") == _plain(name)


def _plain(name: str) -> str:
    return name.strip().removeprefix("The ").casefold()
