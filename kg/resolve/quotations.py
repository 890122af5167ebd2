"""What stands inside quotation marks, where a speaker says the words of another or the wording of an amendment."""

from bisect import bisect_left
from collections.abc import Sequence


class Quotations:
    """The places of the quotation marks of a text."""

    def __init__(self, text: str) -> None:
        self._opening, self._closing = _places(text, "“"), _places(text, "”")
        self._straight, self._breaks = _places(text, '"'), _places(text, "\n")

    def hold(self, at: int) -> bool:
        """Tell whether a place is inside: after an opening mark, or an odd straight one of its paragraph."""
        return _last(self._opening, at) > _last(self._closing, at) or self._is_after_odd_mark(at)

    def _is_after_odd_mark(self, at: int) -> bool:
        paragraph = _last(self._breaks, at)
        return (bisect_left(self._straight, at) - bisect_left(self._straight, paragraph)) % 2 == 1


def quotations(text: str) -> Quotations:
    """Return the quotations of a text.

    >>> said = quotations("He wrote: “The Minister must go.” I agree.")
    >>> said.hold(14), said.hold(36)
    (True, False)
    """
    return Quotations(text)


def _places(text: str, mark: str) -> Sequence[int]:
    found, at = [], text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found


def _last(places: Sequence[int], at: int) -> int:
    """Return the last of `places` before `at`, or -1."""
    i = bisect_left(places, at)
    return places[i - 1] if i else -1
