"""The fields of a JSON object, asked for by name and type: what is of another type is refused, with its path."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg.errors import FormError
from kg.tables import table

Json = object
"""What JSON can say: a dict, list, str, int, Decimal, bool or None."""
Kind = TypeVar("Kind")
MEND = "download it again; if it stays so, report this line"
KINDS: dict[type, str] = {str: "a string", int: "a whole number", bool: "true or false", list: "a list"}
BRIEF = 80
DIGITS = 18


class Fields:
    """A JSON object of an answer. A field that is not there is as one that is null.

    Raises FormError, naming path and value, where a field is of another type than the API's specification gives it.
    """

    def __init__(self, values: dict[str, Json], path: str, where: str) -> None:
        self.values, self.path, self.where = values, path, where

    def text(self, key: str) -> str:
        """Return a field of words, "" where it has none; a number stands for its digits."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._of(key, str) or ""

    def number(self, key: str) -> int | None:
        """Return a whole number, or one that is written as digits."""
        value = self.values.get(key)
        if isinstance(value, bool):
            raise self.wrong(key, KINDS[int])
        if isinstance(value, str) and len(value) <= DIGITS and value.strip().isdecimal():
            return int(value)
        return self._of(key, int)

    def flag(self, key: str) -> bool:
        return bool(self._of(key, bool))

    def objects(self, key: str) -> Iterator["Fields"]:
        """Yield the objects of a list."""
        for at, value in enumerate(self._of(key, list) or ()):
            path = f"{self.path}.{key}[{at}]"
            if not isinstance(value, dict):
                raise self.refused(f"{path} is {brief(value)}, which is not an object")
            yield Fields(value, path, self.where)

    def object(self, key: str) -> "Fields":
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "an object")
        return Fields(value, f"{self.path}.{key}", self.where)

    def unknown(self, object_: str) -> Iterator[str]:
        """Yield the names that the specification does not give to such an object, and that hold something."""
        known = _known(object_)
        yield from (key for key, value in self.values.items() if key not in known and value not in (None, "", [], {}))

    def wrong(self, key: str, wanted: str) -> FormError:
        """Return the error that says what a field holds and what it should."""
        return self.refused(f"{self.path}.{key} is {brief(self.values.get(key))}, which is not {wanted}")

    def refused(self, what: str) -> FormError:
        return FormError(what, where=self.where, mend=MEND)

    def _of(self, key: str, kind: type[Kind]) -> Kind | None:
        value = self.values.get(key)
        if value is None or isinstance(value, kind):
            return value
        raise self.wrong(key, KINDS[kind])


@cache
def _known(object_: str) -> frozenset[str]:
    rows = table(Path(__file__).parent / "fields.csv")
    return frozenset(row["field"] for row in rows if row["object"] == object_)


def brief(value: Json) -> str:
    """Return the beginning of a value, as an error or a rejection names it."""
    words = f"a {type(value).__name__} of {len(value)}" if isinstance(value, list | dict) else repr(value)
    return words if len(words) <= BRIEF else f"{words[: BRIEF - 1]}…"
