"""What can go wrong, each with where it went wrong and what to do about it.

KgError                 exit code 1
├── SourceError         a document, folder or glob that cannot be read
├── FormError           a document that breaks its own form
│   └── UnknownForm     a document in no form of Hansard that we read
├── RegisterError       a register that cannot be compiled, loaded or asked
├── VocabularyError     a vocabulary file that is not what it should be
├── JudgementError      a judgements file that is not what it should be
├── ModelError          a spaCy pipeline that is not there, or finds no names
├── ClusterError        a cluster that does not answer, is lost, or has other software
├── GraphError          a graph that is not there, not ours, or cannot be written
├── QueryError          a query that is wrong, or asks for what is refused
└── UsageError          exit code 2: the call's own words are off
"""

__all__ = [
    "ClusterError",
    "FormError",
    "GraphError",
    "JudgementError",
    "KgError",
    "ModelError",
    "QueryError",
    "RegisterError",
    "SourceError",
    "UnknownForm",
    "UsageError",
    "VocabularyError",
]


class KgError(Exception):
    """Something that the user can mend: what failed, where, what to do; `also` are the like that failed besides.

    >>> str(SourceError("the file is empty", where="page.txt", mend="copy the page again"))
    'page.txt: the file is empty; copy the page again'
    """

    exit_code = 1

    def __init__(
        self, what: str, *, where: str | None = None, mend: str | None = None, also: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what, where, mend, also)
        self.what, self.where, self.mend, self.also = what, where, mend, also

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.mend, self.also))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.mend}" if self.mend else ""
        return " ".join(f"{place}{self.what}{advice}".split())


def _rebuild(kind: type[KgError], what: str, where: str | None, mend: str | None, also: tuple[str, ...]) -> KgError:
    """Make the error again on the other side of a process boundary."""
    return kind(what, where=where, mend=mend, also=also)


class ClusterError(KgError):
    pass


class SourceError(KgError):
    """A document, folder or glob that cannot be read."""


class FormError(KgError):
    """A document that breaks its own form, or has none that we read."""


class UnknownForm(FormError):  # noqa: N818 (it reads as what it says)
    """A document in no form of Hansard that we read."""


class RegisterError(KgError):
    """A register that cannot be compiled, loaded or asked."""


class VocabularyError(KgError):
    """A vocabulary file that is not what it should be."""


class JudgementError(KgError):
    """A judgements file that is not what it should be."""


class ModelError(KgError):
    """A spaCy pipeline that is not there, or finds no names."""


class GraphError(KgError):
    """A graph that is not there, not ours, or cannot be written."""


class QueryError(KgError):
    """A query that is wrong, or asks for what is refused."""


class UsageError(KgError):
    """The call's own words are off."""

    exit_code = 2
